"""What a PDF carries beside its pages' own text: metadata, attachments, annotations, form fields, scripts."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2.raw as pdfium

from konkyo.ingest.pdf_flags import flag
from konkyo.records.documents import Aside, AsideKind, Flag, Page

_METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_MOST_BYTES = 2**20
_MOST_ATTACHMENTS = 1000
_MOST_ANNOTATIONS = 5000
_XFA_FORMS = {2, 3}  # FORMTYPE_XFA_FULL, FORMTYPE_XFA_FOREGROUND
_NOT_DRAWN = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}
_NOTES = {
    pdfium.FPDF_ANNOT_FREETEXT: (AsideKind.FIELD, "free text"),
    pdfium.FPDF_ANNOT_WIDGET: (AsideKind.FIELD, "form field"),
    pdfium.FPDF_ANNOT_TEXT: (AsideKind.COMMENT, "note"),
    pdfium.FPDF_ANNOT_HIGHLIGHT: (AsideKind.COMMENT, "highlight"),
    pdfium.FPDF_ANNOT_STRIKEOUT: (AsideKind.COMMENT, "strike-out"),
    pdfium.FPDF_ANNOT_STAMP: (AsideKind.COMMENT, "stamp"),
    pdfium.FPDF_ANNOT_FILEATTACHMENT: (AsideKind.ATTACHMENT, "file attachment"),
}


def active_flags(document: pdfium.FPDF_DOCUMENT, names: frozenset[str]) -> Iterator[Flag]:
    """Flags for active content. ``names``: what the file mentions (see ``pdf_streams``)."""
    if names & {"JavaScript", "JS"} or pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield flag("javascript")
    if names & {"OpenAction", "AA", "Launch", "SubmitForm", "ImportData", "RichMedia"}:
        yield flag("action")
    if names & {"URI", "GoToR"}:
        yield flag("links")
    if "XFA" in names or pdfium.FPDF_GetFormType(document) in _XFA_FORMS:
        yield flag("xfa")
    if "OCProperties" in names:
        yield flag("layers")
    if "EmbeddedFiles" in names or pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        yield flag("attachments")


def asides(document: pdfium.FPDF_DOCUMENT) -> tuple[Aside, ...]:
    """Metadata and the names of attached files."""
    found = []
    for name in _METADATA:
        key = name.encode("ascii")
        text = _wide(lambda buffer, size, key=key: pdfium.FPDF_GetMetaText(document, key, buffer, size))
        if text:
            found.append(Aside(kind=AsideKind.METADATA, text=text, detail=name))
    for index in range(min(max(pdfium.FPDFDoc_GetAttachmentCount(document), 0), _MOST_ATTACHMENTS)):
        attached = pdfium.FPDFDoc_GetAttachment(document, index)
        if attached:
            text = _wide(lambda buffer, size, a=attached: pdfium.FPDFAttachment_GetName(a, buffer, size))
            found.append(Aside(kind=AsideKind.ATTACHMENT, text=text))
    return tuple(found)


def notes(page: pdfium.FPDF_PAGE) -> tuple[tuple[Aside, ...], bool]:
    """The text of annotations and the values of form fields on a page, and whether any annotation is drawn on it."""
    found: list[Aside] = []
    drawn = False
    for index in range(min(max(pdfium.FPDFPage_GetAnnotCount(page), 0), _MOST_ANNOTATIONS)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        subtype = pdfium.FPDFAnnot_GetSubtype(note)
        drawn = drawn or subtype not in _NOT_DRAWN
        kind = _NOTES.get(subtype)
        if kind is not None:
            found.extend(_note(note, *kind))
        pdfium.FPDFPage_CloseAnnot(note)
    return tuple(found), drawn


def _note(note: pdfium.FPDF_ANNOTATION, kind: AsideKind, detail: str) -> Iterator[Aside]:
    is_field = detail == "form field"
    text = _entry(note, b"V" if is_field else b"Contents")
    if text.strip():
        name = _entry(note, b"T") if is_field else ""
        yield Aside(kind=kind, text=text, detail=f"{detail}: {name}" if name else detail)


def _entry(note: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    return _wide(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size))


def note_flags(page: Page) -> Iterator[Flag]:
    """A flag where the page shows text that is not in ``page.text``."""
    if any(aside.kind in {AsideKind.FIELD, AsideKind.COMMENT} for aside in page.asides):
        yield flag("form-fields", page.number)


def _wide(ask: Callable[..., int]) -> str:
    """A string that PDFium hands out as UTF-16: ask for its size, then for itself."""
    size = ask(None, 0)
    if not 2 < size <= _MOST_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\0", "\ufffd")
