"""Konkyo (根拠): an evidence-first workbench for intellectual-property practice."""

__version__ = "0.1.0"
