"""Check that something is not there: every page that was to be searched exists, could be read, and is unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from konkyo.records.documents import Document, Origin
from konkyo.records.evidence import Absence, Sources
from konkyo.records.value import content_hash

_CERTAIN = frozenset({Origin.NATIVE})


def scope_hash(document: Document, pages: Sequence[int]) -> str:
    """SHA-256 (hex) over the document's id and the text of ``pages``; a page that is not there counts as such."""
    texts = []
    for number in pages:
        page = document.page(number)
        digest = None if page is None else hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest()
        texts.append([number, digest])
    return content_hash({"document_id": document.document_id, "pages": texts})


def scopes_hash(scopes: Sequence[tuple[Document, Sequence[int]]]) -> str:
    """The hash of several documents' scopes; for one document it is ``scope_hash``."""
    hashes = [scope_hash(document, pages) for document, pages in scopes]
    return hashes[0] if len(hashes) == 1 else content_hash(list(hashes))


def verify_absence(absence: Absence, sources: Sources) -> Absence:
    """The absence with its verdict: ``complete`` only if all searched text is here, readable and what was searched.

    Flags: ``scope_empty``, ``scope_missing``, ``scope_unreadable``, ``scope_changed`` make it incomplete;
    ``scope_machine_read`` (text from OCR may have lost what was looked for) sends it to a person.
    """
    flags: list[str] = []
    scopes: list[tuple[Document, Sequence[int]]] = []
    if not any(scope.pages for scope in absence.searched):
        flags.append("scope_empty")
    for scope in absence.searched:
        document = sources.document(scope.document_id)
        if document is None or document.document_id != scope.document_id:
            flags.append("scope_missing")
            continue
        scopes.append((document, scope.pages))
        flags.extend(_page_flags(document, scope.pages))
    incomplete = bool(set(flags) - {"scope_machine_read"})
    if not incomplete and scopes_hash(scopes) != absence.scope_hash:
        flags.append("scope_changed")
        incomplete = True
    verdict = "incomplete" if incomplete else "complete"
    return absence.model_copy(update={"verdict": verdict, "flags": tuple(dict.fromkeys(flags))})


def _page_flags(document: Document, numbers: Sequence[int]) -> list[str]:
    flags = []
    for number in numbers:
        page = document.page(number)
        if page is None:
            flags.append("scope_missing")
        elif page.origin is Origin.NONE:
            flags.append("scope_unreadable")
        elif page.origin not in _CERTAIN:
            flags.append("scope_machine_read")
    return flags
