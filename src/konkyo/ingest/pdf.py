"""The PDF reader: pages with characters and boxes from PDFium, hidden text apart, active content only named."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NoReturn

import pypdfium2.raw as pdfium

from konkyo.errors import RefusedError
from konkyo.ingest import pdf_extras
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.glyphs import Glyph, Seen, Sheet, sheet
from konkyo.ingest.layout import Layout, lay_out
from konkyo.ingest.paragraphs import split_pages
from konkyo.ingest.pdf_flags import flag
from konkyo.ingest.pdf_streams import active_names
from konkyo.ingest.sections import find_sections
from konkyo.ingest.stand_in import install
from konkyo.records.documents import Aside, AsideKind, CharBoxes, Flag, Origin, Page

_MEDIA_TYPE = "application/pdf"
_FULL_PAGE = 0.5  # share of the page under one image: a scan
_GARBLED = 0.3
_LAYER = frozenset({Seen.INVISIBLE, Seen.COVERED})
_STARTXREF = re.compile(rb"startxref\s+(\d{1,12})")
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Read a PDF. Raises ``RefusedError``: encrypted, damaged, pages, ratio, too-large."""
    names = active_names(data, limits)
    with _document(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            _refuse("damaged", "it has no pages")
        if count > limits.pages:
            _refuse("pages", f"{count} > {limits.pages} pages")
        flags = [*_file_flags(data, document), *pdf_extras.active_flags(document, names)]
        pages, layouts = [], []
        room = limits.text_chars
        for number in range(1, count + 1):
            page, layout = _page(document, number)
            room -= len(layout.text) + sum(len(aside.text) for aside in page.asides)
            if room < 0:
                _refuse("too-large", f"more than {limits.text_chars} characters of text")
            pages.append(page)
            layouts.append(layout)
        if all(layout is _UNLOADED for layout in layouts):
            _refuse("damaged", "none of its pages can be loaded")
        flags += _page_flags(pages, layouts)
        return Reading(
            media_type=_MEDIA_TYPE,
            pages=_divided(pages),
            asides=pdf_extras.asides(document),
            flags=tuple(flags),
        )


def _refuse(reason: str, message: str) -> NoReturn:
    raise RefusedError(message, reason=reason)


@contextmanager
def _document(data: bytes) -> Iterator[pdfium.FPDF_DOCUMENT]:
    pdfium.FPDF_InitLibrary()
    install()
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        _refuse(*(("encrypted", "it asks for a password") if locked else ("damaged", "PDFium cannot open it")))
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _file_flags(data: bytes, document: pdfium.FPDF_DOCUMENT) -> Iterator[Flag]:
    if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
        yield flag("owner-password")
    start = data.find(b"%PDF-", 0, 1024)
    if start > 0:
        yield flag("leading-junk")
    found = _STARTXREF.findall(data)
    at = int(found[-1]) if found else -1
    if at < 0 or not (_XREF.match(data, at + max(start, 0)) or _XREF.match(data, at)):
        yield flag("repaired")


_UNLOADED = Layout("", ())


def _page(document: pdfium.FPDF_DOCUMENT, number: int) -> tuple[Page, Layout]:
    loaded = pdfium.FPDF_LoadPage(document, number - 1)
    if not loaded:
        return Page(number=number, text="", origin=Origin.NONE), _UNLOADED
    try:
        painted = sheet(loaded)
        notes, drawn = pdf_extras.notes(loaded)
        flattened = drawn and pdfium.FPDFPage_Flatten(loaded, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
    finally:
        pdfium.FPDF_ClosePage(loaded)
    if flattened:
        notes = (*notes, *_shown_by_notes(document, number, painted, notes))
    origin, is_hidden = _origin(painted)
    layout = lay_out([g for g in painted.glyphs if not is_hidden(g)], painted.width)
    if painted.lost:
        layout = replace(layout, lost=True)
    page = Page(
        number=number,
        text=layout.text,
        origin=origin if layout.text.strip() or painted.painted or painted.lost or drawn else Origin.NATIVE,
        asides=(*_hidden(painted, layout, is_hidden), *notes),
        width=round(painted.width, 2),
        height=round(painted.height, 2),
        boxes=CharBoxes.of(list(layout.boxes)),
    )
    return page, layout


def _shown_by_notes(
    document: pdfium.FPDF_DOCUMENT, number: int, painted: Sheet, notes: tuple[Aside, ...]
) -> Iterator[Aside]:
    """What stamps, signatures and form fields show on the page, as far as their own entries do not say it."""
    loaded = pdfium.FPDF_LoadPage(document, number - 1)
    if not loaded:
        return
    try:
        whole = sheet(loaded)
    finally:
        pdfium.FPDF_ClosePage(loaded)
    own = Counter(_place(glyph) for glyph in painted.glyphs)
    added = []
    for glyph in whole.glyphs:
        own[_place(glyph)] -= 1
        if own[_place(glyph)] < 0 and glyph.seen is Seen.YES:
            added.append(glyph)
    text = lay_out(added, whole.width).text
    told = "".join("".join(note.text.split()) for note in notes)
    if "".join(text.split()) not in told:
        yield Aside(kind=AsideKind.FIELD, text=text, detail="shown by annotations")


def _place(glyph: Glyph) -> tuple[str, int, int]:
    return (glyph.text, round(glyph.box[0]), round(glyph.box[1]))


def _origin(painted: Sheet) -> tuple[Origin, Callable[[Glyph], bool]]:
    """Where the text comes from, and which characters are hidden.

    Invisible text over a picture of the whole page is the layer of a scanner's OCR: it is what the eye sees, as far as
    the OCR was right. The same text without the picture is hidden.
    """
    letters = [g for g in painted.glyphs if not g.generated and not g.text.isspace()]
    layer = sum(1 for g in letters if g.seen in _LAYER)
    plain = sum(1 for g in letters if g.seen is Seen.YES)
    if painted.picture >= _FULL_PAGE and layer:
        origin = Origin.HIDDEN_OCR if plain == 0 else Origin.MIXED
        return origin, lambda g: g.seen not in _LAYER and g.seen is not Seen.YES
    return (Origin.NATIVE if plain else Origin.NONE), lambda g: g.seen is not Seen.YES


def _hidden(painted: Sheet, layout: Layout, is_hidden: Callable[[Glyph], bool]) -> tuple[Aside, ...]:
    """Hidden stretches, each where it would stand in the text (exact where the stream's order was kept)."""
    asides: list[Aside] = []
    group: list[Glyph] = []
    before = 0
    places = [i for i, box in enumerate(layout.boxes) if box is not None]
    for glyph in (*painted.glyphs, None):
        if glyph is not None and is_hidden(glyph):
            group.append(glyph)
            continue
        if group and any(not g.text.isspace() for g in group):
            at = places[before] if before < len(places) else len(layout.text)
            text = lay_out(group, painted.width).text
            asides.append(Aside(kind=AsideKind.HIDDEN, text=text, at=at, detail=group[0].seen.name.lower()))
        group = []
        before += glyph is not None and not glyph.generated
    return tuple(asides)


def _page_flags(pages: list[Page], layouts: list[Layout]) -> Iterator[Flag]:
    for page, layout in zip(pages, layouts, strict=True):
        if layout is _UNLOADED:
            yield flag("page-damaged", page.number)
        elif not page.text.strip():
            yield flag("needs-ocr" if page.origin is Origin.NONE else "blank-page", page.number)
        if any(aside.kind is AsideKind.HIDDEN for aside in page.asides):
            yield flag("hidden-text", page.number)
        if page.origin in {Origin.HIDDEN_OCR, Origin.MIXED}:
            yield flag("ocr-layer", page.number)
        if _garbled(page.text):
            yield flag("garbled-text", page.number)
        if layout.lost:
            yield flag("text-lost", page.number)
        if layout.falling:
            yield flag("reading-order", page.number)
        yield from pdf_extras.note_flags(page)
    if not any(page.text.strip() for page in pages):
        yield flag("no-text")


def _garbled(text: str) -> bool:
    """Letters that are mostly private-use or unknown: the font says nothing about what its glyphs mean."""
    letters = [c for c in text if not c.isspace()]
    lost = sum(1 for c in letters if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c >= "\U000f0000")
    return lost > len(letters) * _GARBLED


def _divided(pages: list[Page]) -> tuple[Page, ...]:
    """The pages with their paragraphs and sections, which need the whole document to be told."""
    texts = [page.text for page in pages]
    return tuple(
        page.model_copy(update={"paragraphs": paragraphs, "sections": sections})
        for page, paragraphs, sections in zip(pages, split_pages(texts), find_sections(texts), strict=True)
    )
