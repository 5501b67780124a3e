"""Every exception of Konkyo, in one tree.

::

    KonkyoError                 retryable?  what it means
    ├── UsageError              no          the caller asked for something that cannot be; nothing was changed
    │   ├── NotFoundError       no          no document, proposal, person or run of that name here
    │   └── SettingsError       no          a setting is missing or wrong
    ├── IngestError             -           bytes could not become a document
    │   ├── RefusedError        no          encrypted, broken, hostile or of an unknown kind: a clear refusal
    │   └── SandboxError        yes         the reading process itself failed (killed, out of memory, timed out)
    ├── EvidenceError           no          a row was offered without the evidence its kind requires
    ├── GateError               no          policy refused an outbound call; the refusal is recorded
    ├── ApprovalError           no          a decision is missing, not a person's, or does not match the content
    │   ├── SignatureError      no          a signature does not verify, or the passphrase does not open the key
    │   └── SecondReadingNeededError no   four eyes: signed, but another person has not read the source yet
    └── StorageError            -           the workspace could not be read or written
        ├── StorageBusyError    yes         another process holds the workspace
        ├── StorageFullError    yes         no space left: what was committed stays, nothing half-written is visible
        └── StorageDamagedError no          a hash, a chain or the database check does not agree

Bad *data* is not an exception: it is a labelled row or a labelled file outcome. Each error carries ``kept`` (what was
kept) and ``remedy`` (the next command or step); ``str(error)`` is one sentence that says what happened.
"""

from __future__ import annotations

from typing import ClassVar


class KonkyoError(Exception):
    """Base of all errors. ``message``: what happened; ``kept``: what was kept; ``remedy``: what to do next."""

    retryable: ClassVar[bool] = False
    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, remedy: str = "", kept: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.kept = kept

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.remedy, self.kept))


def _rebuild(kind: type[KonkyoError], message: str, remedy: str, kept: str) -> KonkyoError:
    return kind(message, remedy=remedy, kept=kept)


class UsageError(KonkyoError):
    """The caller asked for something that cannot be; nothing was changed."""


class NotFoundError(UsageError):
    """No document, proposal, person or run of that name here."""


class SettingsError(UsageError):
    """A setting is missing or wrong."""


class IngestError(KonkyoError):
    """Bytes could not become a document."""


class RefusedError(IngestError):
    """A file was refused for a stated reason (``reason``: a short code such as ``encrypted``)."""

    def __init__(self, message: str, *, reason: str = "refused", remedy: str = "", kept: str = "") -> None:
        super().__init__(message, remedy=remedy, kept=kept)
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_refused, (self.message, self.reason, self.remedy, self.kept))


def _rebuild_refused(message: str, reason: str, remedy: str, kept: str) -> RefusedError:
    return RefusedError(message, reason=reason, remedy=remedy, kept=kept)


class SandboxError(IngestError):
    """The reading process itself failed: killed, out of memory, timed out."""

    retryable = True


class EvidenceError(KonkyoError):
    """A row was offered without the evidence its kind requires."""


class GateError(KonkyoError):
    """Policy refused an outbound call; the refusal is recorded."""


class ApprovalError(KonkyoError):
    """A decision is missing, not a person's, or does not match the content."""


class SignatureError(ApprovalError):
    """A signature does not verify, or the passphrase does not open the key."""


class SecondReadingNeededError(ApprovalError):
    """Four eyes: the decision is signed and kept, but releases nothing until another person has read the source."""


class StorageError(KonkyoError):
    """The workspace could not be read or written."""

    exit_code = 3


class StorageBusyError(StorageError):
    """Another process holds the workspace."""

    retryable = True


class StorageFullError(StorageError):
    """No space left: what was committed stays, nothing half-written is visible."""

    retryable = True


class StorageDamagedError(StorageError):
    """A hash, a chain or the database check does not agree."""
