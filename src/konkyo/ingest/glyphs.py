"""The characters of a PDF page as they are painted: code, box, and whether the eye can see them.

Boxes are in points from the top-left corner of the page as shown (crop box and /Rotate applied), y downwards. Sources:
ISO 32000-1, 9.3.6 (text rendering modes), 14.11.2 (page boundaries); PDFium's public text interface.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from enum import IntEnum

import pypdfium2.raw as pdfium

from konkyo.ingest.appearance import Picture
from konkyo.records.documents import Box

_TINY = 1.01  # points: smaller text is not meant for eyes
_WHITE = 250
_OBJECTS = 20_000
_NESTED = 4
_SHEAR = 0.002
_RECTANGLE = 6  # segments of a path at most
_HYPHEN = 2  # PDFium's mark for a hyphen at a line's end
_HIGH, _LOW, _LAST = 0xD800, 0xDC00, 0xDFFF
_REPLACEMENT = "\ufffd"


class Seen(IntEnum):
    """Why a character is or is not seen."""

    YES = 0
    INVISIBLE = 1  # rendering mode 3 or 7, or fully transparent
    COVERED = 2  # an image is painted over it
    TINY = 3
    OFF_PAGE = 4
    WHITE = 5  # white with nothing dark behind
    CLIPPED = 6  # only a window for what is painted later, and nothing is
    MASKED = 7  # an opaque rectangle is painted over it


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character. ``generated``: a space that PDFium put between words. ``run``: the text object it comes from."""

    text: str
    box: Box
    generated: bool
    run: int
    seen: Seen
    angle: int  # degrees clockwise as shown, a multiple of 90: 0 reads left to right


@dataclass(frozen=True)
class Sheet:
    """What is on a page. ``painted``: objects other than text; ``picture``: share of the page under images.

    ``lost``: text objects whose characters could not be had.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    painted: int
    picture: float
    lost: int = 0


_Orders = dict[int, tuple[int, pdfium.FPDF_PAGEOBJECT]]
"""Text objects by address: their place in painting order, and themselves."""


_Lost = tuple[pdfium.FPDF_PAGEOBJECT, Box]


@dataclass(frozen=True)
class _Frame:
    """The page as shown: its box in user space and its rotation in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of user space as shown."""
        if self.turns == 0:
            return (left - self.left, self.top - top, right - self.left, self.top - bottom)
        if self.turns == 1:
            return (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turns == 2:
            return (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        return (self.top - top, self.right - right, self.top - bottom, self.right - left)


@dataclass(frozen=True)
class _Run:
    """A text object: where it stands in painting order and how it is painted."""

    index: int
    seen: Seen
    white: bool
    order: int
    angle: int


@dataclass(frozen=True)
class _Paint:
    """Something painted that is not text."""

    order: int
    box: Box
    picture: bool
    white: bool


def sheet(page: pdfium.FPDF_PAGE) -> Sheet:
    """Read one loaded page."""
    frame = _frame(page)
    width, height = frame.size
    orders, paints = _objects(page, frame)
    glyphs, silent = _read(page, frame, orders, paints)
    lost = _uncovered(silent, glyphs, frame)
    if lost and _sheared(lost):
        glyphs, silent = _read(page, frame, orders, paints)
        lost = _uncovered(silent, glyphs, frame)
    doubts = _doubts(glyphs)
    missing = 0
    if doubts or lost:
        picture_of = Picture(page, width, height)
        glyphs = _confirmed(glyphs, doubts, picture_of)
        missing = sum(1 for _, box in lost if picture_of.has_contrast([box]))
    area = max(width * height, 1.0)
    picture = max((_area(p.box, width, height) / area for p in paints if p.picture), default=0.0)
    return Sheet(width, height, tuple(glyphs), len(paints), picture, missing)


def _read(
    page: pdfium.FPDF_PAGE, frame: _Frame, orders: _Orders, paints: list[_Paint]
) -> tuple[list[Glyph], list[pdfium.FPDF_PAGEOBJECT]]:
    """The characters, and the text objects that gave none."""
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return [], [item for _, item in orders.values()]
    try:
        return _glyphs(textpage, frame, orders, paints)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _sheared(lost: list[_Lost]) -> bool:
    """Lean text objects by a hair. PDFium drops those of no width, as vertical text in a font without outlines is."""
    changed = False
    matrix = pdfium.FS_MATRIX()
    for item, _ in lost:
        if pdfium.FPDFPageObj_GetMatrix(item, matrix):
            matrix.b += _SHEAR
            matrix.c += _SHEAR
            changed = bool(pdfium.FPDFPageObj_SetMatrix(item, matrix)) or changed
    return changed


def _uncovered(silent: list[pdfium.FPDF_PAGEOBJECT], glyphs: list[Glyph], frame: _Frame) -> list[_Lost]:
    """Text objects that gave no character but take room where no other text stands.

    Lone spaces take no room, and the shadows of bold text stand on the text itself.
    """
    found = []
    for item in silent:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        box = frame.shown(left.value, bottom.value, right.value, top.value)
        if max(box[2] - box[0], box[3] - box[1]) <= _TINY:
            continue
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not any(g.box[0] <= x <= g.box[2] and g.box[1] <= y <= g.box[3] for g in glyphs):
            found.append((item, box))
    return found


_Doubts = dict[tuple[int, Seen], list[Box]]


def _doubts(glyphs: list[Glyph]) -> _Doubts:
    """Places of characters that may be unseen, by text object and reason."""
    doubtful: _Doubts = {}
    for glyph in glyphs:
        if glyph.seen in {Seen.WHITE, Seen.CLIPPED, Seen.MASKED} and not glyph.text.isspace():
            doubtful.setdefault((glyph.run, glyph.seen), []).append(glyph.box)
    return doubtful


def _confirmed(glyphs: list[Glyph], doubts: _Doubts, picture: Picture) -> list[Glyph]:
    """What may be unseen is looked at on the painted page: white on a dark ground, or dark beside a cover, is seen."""
    shown = {
        key
        for key, boxes in doubts.items()
        if (picture.has_dark_ground(boxes) if key[1] is Seen.WHITE else picture.has_contrast(boxes))
    }
    return [replace(g, seen=Seen.YES) if (g.run, g.seen) in shown else g for g in glyphs] if shown else glyphs


def _frame(page: pdfium.FPDF_PAGE) -> _Frame:
    box = pdfium.FS_RECTF()
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, box) and box.right > box.left and box.top > box.bottom:
        return _Frame(box.left, box.bottom, box.right, box.top, turns)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return _Frame(0.0, 0.0, *((height, width) if turns % 2 else (width, height)), turns)


def _area(box: Box, width: float, height: float) -> float:
    return max(0.0, min(box[2], width) - max(box[0], 0.0)) * max(0.0, min(box[3], height) - max(box[1], 0.0))


def _objects(page: pdfium.FPDF_PAGE, frame: _Frame) -> tuple[_Orders, list[_Paint]]:
    """Painting order of the text objects by address, and what else is painted."""
    orders: _Orders = {}
    paints: list[_Paint] = []
    count = min(pdfium.FPDFPage_CountObjects(page), _OBJECTS)
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        _visit(item, index, frame, orders, paints, 0)
    return orders, paints


def _visit(
    item: pdfium.FPDF_PAGEOBJECT, order: int, frame: _Frame, orders: _Orders, paints: list[_Paint], depth: int
) -> None:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        orders[_address(item)] = (order, item)
        return
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth < _NESTED:
            for index in range(min(max(pdfium.FPDFFormObj_CountObjects(item), 0), _OBJECTS - len(paints))):
                inner = pdfium.FPDFFormObj_GetObject(item, index)
                nested: list[_Paint] = []
                _visit(inner, order, frame, orders, nested, depth + 1)
                # boxes inside a form are in the form's own space: count them, do not place them
                paints.extend(_Paint(p.order, (0.0, 0.0, 0.0, 0.0), False, True) for p in nested)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_picture(item):
            paints.append(_paint(item, order, frame, picture=True))
        return
    paints.append(_paint(item, order, frame, picture=kind == pdfium.FPDF_PAGEOBJ_IMAGE))


def _holds_picture(form: pdfium.FPDF_PAGEOBJECT) -> bool:
    """A form that wraps one image, as scanners write it."""
    count = pdfium.FPDFFormObj_CountObjects(form)
    kinds = [pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, i)) for i in range(min(max(count, 0), 4))]
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds


def _paint(item: pdfium.FPDF_PAGEOBJECT, order: int, frame: _Frame, *, picture: bool) -> _Paint:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    placed = pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    box = frame.shown(left.value, bottom.value, right.value, top.value) if placed else (0.0, 0.0, 0.0, 0.0)
    if picture or pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
        return _Paint(order, box, picture, False)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    filled = pdfium.FPDFPath_GetDrawMode(item, mode, stroke) and mode.value != 0
    colour = _fill(item)
    is_rectangle = pdfium.FPDFPath_CountSegments(item) <= _RECTANGLE
    if not filled or not is_rectangle or colour is None or colour[3] < _WHITE:
        return _Paint(order, (0.0, 0.0, 0.0, 0.0), False, True)
    return _Paint(order, box, False, min(colour[:3]) >= _WHITE)


def _fill(item: pdfium.FPDF_PAGEOBJECT) -> tuple[int, int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(item, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _address(item: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _glyphs(
    textpage: pdfium.FPDF_TEXTPAGE, frame: _Frame, orders: _Orders, paints: list[_Paint]
) -> tuple[list[Glyph], list[pdfium.FPDF_PAGEOBJECT]]:
    """All characters in stream order. Four calls a character: this loop is most of the cost of reading a PDF."""
    code_of, generated_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    object_of, box_of = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetLooseCharBox
    rect = pdfium.FS_RECTF()
    reference = ctypes.byref(rect)
    shown, cast, pointer = frame.shown, ctypes.cast, ctypes.c_void_p
    cover = _Cover(paints, frame.size)
    runs: dict[int, _Run] = {}
    glyphs: list[Glyph] = []
    high = 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = code_of(textpage, index)
        if _HIGH <= code <= _LAST:
            if code < _LOW:
                high = code
                continue
            code = 0x10000 + ((high - _HIGH) << 10) + (code - _LOW) if high else 0xFFFD
        high = 0
        if generated_of(textpage, index) == 1:
            if glyphs and code == 0x20 and not glyphs[-1].generated:
                glyphs.append(Glyph(" ", glyphs[-1].box, True, glyphs[-1].run, glyphs[-1].seen, glyphs[-1].angle))
            continue
        item = object_of(textpage, index)
        address = cast(item, pointer).value or 0
        run = runs.get(address)
        if run is None:
            run = runs[address] = _run(item, textpage, index, len(runs), orders.get(address, (-1, item))[0], frame)
        box_of(textpage, index, reference)
        box = shown(rect.left, rect.bottom, rect.right, rect.top)
        seen = run.seen or cover.seen(box, run)
        glyphs.append(Glyph(_character(code), box, False, run.index, seen, run.angle))
    return glyphs, [item for address, (_, item) in orders.items() if address not in runs]


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return _REPLACEMENT if code in {0, 0xFFFE, 0xFFFF} or code > 0x10FFFF else chr(code)


def _run(
    item: pdfium.FPDF_PAGEOBJECT, textpage: pdfium.FPDF_TEXTPAGE, index: int, number: int, order: int, frame: _Frame
) -> _Run:
    """How a text object is painted, asked once for all its characters."""
    turned = pdfium.FPDFText_GetCharAngle(textpage, index)
    quarter = round(turned / 1.5707963) if turned >= 0 else 0  # PDFium counts clockwise
    angle = (quarter + frame.turns) % 4 * 90
    if not item:
        return _Run(number, Seen.YES, False, order, angle)
    colour = _fill(item)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    seen = Seen.YES
    if mode == pdfium.FPDF_TEXTRENDERMODE_CLIP:
        seen = Seen.CLIPPED
    elif mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE or (
        colour is not None and colour[3] == 0 and mode == pdfium.FPDF_TEXTRENDERMODE_FILL
    ):
        seen = Seen.INVISIBLE
    elif 0 <= _size(item, textpage, index) <= _TINY:
        seen = Seen.TINY
    fills = mode == pdfium.FPDF_TEXTRENDERMODE_FILL
    white = fills and colour is not None and min(colour[:3]) >= _WHITE
    return _Run(number, seen, white, order, angle)


def _size(item: pdfium.FPDF_PAGEOBJECT, textpage: pdfium.FPDF_TEXTPAGE, index: int) -> float:
    """The font size as painted: the size times the scale of the matrix; -1 where it is not known."""
    matrix = pdfium.FS_MATRIX()
    size = ctypes.c_float()
    if not pdfium.FPDFTextObj_GetFontSize(item, size) or not pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        return -1.0
    return abs(size.value) * float(max(abs(matrix.c) + abs(matrix.d), abs(matrix.a) + abs(matrix.b)))


class _Cover:
    """Answers for one page whether a character is off the page, white on white, or painted over."""

    def __init__(self, paints: list[_Paint], size: tuple[float, float]) -> None:
        self._width, self._height = size
        self._backs = [p for p in paints if not p.white and p.box[2] > p.box[0]]
        fronts = [p for p in paints if p.box[2] - p.box[0] > _TINY and p.box[3] - p.box[1] > _TINY]
        self._fronts = sorted(fronts, key=lambda p: -p.order)

    def seen(self, box: Box, run: _Run) -> Seen:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (0 <= x <= self._width and 0 <= y <= self._height):
            return Seen.OFF_PAGE
        if run.order >= 0:
            for paint in self._fronts:
                if paint.order <= run.order:
                    break
                left, top, right, bottom = paint.box
                if left <= box[0] and box[2] <= right and top <= y <= bottom:
                    return Seen.COVERED if paint.picture else Seen.MASKED
        if run.white and not any(p.box[0] <= x <= p.box[2] and p.box[1] <= y <= p.box[3] for p in self._backs):
            return Seen.WHITE
        return Seen.YES
