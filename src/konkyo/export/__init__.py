"""Approved results to files; every function takes an Approved and checks its signature."""
