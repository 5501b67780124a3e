"""The workspace on disk; the only importer of SQLAlchemy."""
