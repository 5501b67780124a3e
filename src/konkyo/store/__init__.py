"""The workspace on disk: documents, runs, proposals, decisions, people and the audit trail. The only room with SQL."""

from konkyo.store.store import Store

__all__ = ["Store"]
