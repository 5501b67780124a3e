"""Composition root: settings in, a wired workbench out."""
