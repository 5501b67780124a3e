"""Frozen values that every room speaks: standard library and pydantic only, no input or output."""
