"""Rules of the PDF reader: what the eye sees, where it stands, and everything else said aloud."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import assembled, line, pdf, stream
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.pdf import read_pdf
from konkyo.ingest.pdf_streams import active_names
from konkyo.ingest.read import read_bytes
from konkyo.records.documents import AsideKind, Origin, Outcome, SectionKind

LIMITS = Limits()


def _read(data: bytes) -> Reading:
    return read_pdf(data, LIMITS)


def _codes(reading: Reading) -> set[str]:
    return {flag.code for flag in reading.flags}


def _hidden(reading: Reading) -> list[tuple[str, str]]:
    return [(a.detail, a.text.strip()) for a in reading.pages[0].asides if a.kind is AsideKind.HIDDEN]


def test_every_character_has_its_box() -> None:
    """Boxes are points from the top-left corner; the text is that of the page, and nothing is flagged."""
    reading = _read(pdf([line("Claims 1-3 are rejected.", 72, 700, size=10)]))
    page = reading.pages[0]
    assert (page.text, page.width, page.height, page.origin) == ("Claims 1-3 are rejected.", 600, 800, Origin.NATIVE)
    ((x0, y0, x1, y1),) = page.boxes_of(0, 6)
    assert x0 == pytest.approx(72, abs=1)
    assert x1 == pytest.approx(104, abs=4)
    assert y0 < 100 < y1
    assert reading.flags == ()


@pytest.mark.parametrize(
    ("turn", "size", "corner"), [(0, (600, 800), (72, 100)), (90, (800, 600), (700, 72)), (180, (600, 800), (528, 700))]
)
def test_rotation_is_applied(turn: int, size: tuple[int, int], corner: tuple[int, int]) -> None:
    """Boxes follow /Rotate: they lie where the reader of the page sees the character."""
    page = _read(pdf([line("X", 72, 700)], page=b"/Rotate %d" % turn)).pages[0]
    assert (page.width, page.height) == size
    ((x0, y0, x1, y1),) = page.boxes_of(0, 1)
    assert x0 - 3 <= corner[0] <= x1 + 3
    assert y0 - 3 <= corner[1] <= y1 + 3


def test_the_crop_box_is_the_page() -> None:
    """Text outside of the crop box is off the page; boxes count from the crop box's corner."""
    content = line("inside", 120, 600) + line("outside", 20, 20)
    reading = _read(pdf([content], page=b"/CropBox [100 100 500 700]"))
    assert reading.pages[0].text == "inside"
    assert reading.pages[0].boxes_of(0, 1)[0][0] == pytest.approx(20, abs=1)
    assert _hidden(reading) == [("off_page", "outside")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (line("pay 900", 72, 650, before="3 Tr"), "invisible"),
        (line("pay 900", 72, 650, before="1 1 1 rg"), "white"),
        (line("pay 900", 72, 650, size=0.1), "tiny"),
        (line("pay 900", -500, 650), "off_page"),
        (line("pay 900", 72, 650) + b"1 g 60 640 200 40 re f\n", "masked"),
        (line("pay 900", 72, 650, before="7 Tr"), "clipped"),
    ],
)
def test_hidden_text_stands_apart(content: bytes, why: str) -> None:
    """What the eye cannot see is no part of the page's text; it is kept apart with its reason, and flagged."""
    reading = _read(pdf([line("The fee is due.") + content]))
    assert reading.pages[0].text.strip() == "The fee is due."
    assert _hidden(reading) == [(why, "pay 900")]
    assert "hidden-text" in _codes(reading)


@pytest.mark.parametrize(
    "content",
    [
        b"0 g 60 690 300 40 re f\n" + line("white on black", 72, 700, before="1 1 1 rg"),
        b"0.9 0.9 0.5 rg 60 690 300 40 re f\n" + line("white on black", 72, 700, before="0 g"),
        line("white on black", 72, 700) + b"0 G 60 690 300 40 re S\n",
    ],
)
def test_text_on_a_ground_is_seen(content: bytes) -> None:
    """White on black, black on a coloured field, and text in a frame are ordinary text."""
    reading = _read(pdf([content]))
    assert reading.pages[0].text == "white on black"
    assert not reading.flags


IMAGE = stream(
    b"\xff" * 800, b"/Type /XObject /Subtype /Image /Width 80 /Height 80 /BitsPerComponent 1 /ColorSpace /DeviceGray "
)
SCAN = b"q 600 0 0 800 0 0 cm /Im0 Do Q\n"
HAS_IMAGE = b"/XObject << /Im0 10 0 R >>"


def test_a_scan_says_that_it_needs_ocr() -> None:
    """A page of pictures has no text: origin none, flags for the page and for the file."""
    reading = _read(pdf([SCAN, line("Page two.")], extra=[IMAGE], resources=HAS_IMAGE))
    assert [page.origin for page in reading.pages] == [Origin.NONE, Origin.NATIVE]
    assert [(f.code, f.page) for f in reading.flags] == [("needs-ocr", 1)]
    assert {"needs-ocr", "no-text"} == _codes(_read(pdf([SCAN], extra=[IMAGE], resources=HAS_IMAGE)))


def test_the_layer_of_a_scanner_is_text_with_a_flag() -> None:
    """Invisible text over a picture of the page is the OCR layer of a scanner: text, but labelled as such."""
    content = SCAN + line("recognised words", before="3 Tr")
    reading = _read(pdf([content], extra=[IMAGE], resources=HAS_IMAGE))
    assert (reading.pages[0].text, reading.pages[0].origin) == ("recognised words", Origin.HIDDEN_OCR)
    assert _codes(reading) == {"ocr-layer"}


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """A stream that unpacks hundreds of times, once or twice deflated, is refused within a second."""
    zeros = b" " * (64 * 2**20)
    for packed in (1, 2):
        started = time.monotonic()
        with pytest.raises(RefusedError) as caught:
            _read(pdf([zeros], packed=packed))
        assert caught.value.reason == "ratio"
        assert time.monotonic() - started < 3


def test_a_huge_image_costs_nothing() -> None:
    """An image of 30,000 x 30,000 in a few kilobytes is never unpacked; the text beside it is read."""
    packed = zlib.compress(bytes(30_000 * 3750), 9)
    head = b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 1 /ColorSpace /DeviceGray "
    image = b"<< %s/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (head, len(packed), packed)
    content = b"q 10 0 0 10 0 0 cm /Im0 Do Q\n" + line("beside")
    assert _read(pdf([content], extra=[image], resources=HAS_IMAGE)).pages[0].text == "beside"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n" + b"garbage " * 400, "damaged"),
        (pdf([line("x")])[:300], "damaged"),
    ],
)
def test_broken_files_are_refused(data: bytes, reason: str) -> None:
    """Garbage and a stump are refused with their reason."""
    with pytest.raises(RefusedError) as caught:
        _read(data)
    assert caught.value.reason == reason


def test_pages_are_limited() -> None:
    """More pages than allowed are refused; a count that lies does not make pages."""
    with pytest.raises(RefusedError) as caught:
        read_pdf(pdf([line("x")] * 3), Limits(pages=2))
    assert caught.value.reason == "pages"
    lying = pdf([line("x")]).replace(b"/Count 1", b"/Count 99999999")
    assert read_bytes(lying, "lying.pdf").outcome is not Outcome.PARSED or len(_read(lying).pages) == 1


def test_a_loop_of_pages_ends() -> None:
    """A page tree that holds itself is read to an end or refused, quickly."""
    looped = pdf([line("once")]).replace(b"/Kids [10 0 R]", b"/Kids [2 0 R ]")
    document = read_bytes(looped, "loop.pdf", limits=Limits(wall_seconds=10))
    assert document.outcome is not Outcome.PARSED


def test_a_broken_table_is_said() -> None:
    """A file whose cross-reference table had to be rebuilt says so."""
    data = pdf([line("still here")])
    broken = data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF"
    reading = _read(broken)
    assert reading.pages[0].text == "still here"
    assert "repaired" in _codes(reading)


def _locked(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, owner, strength=128))
    canvas.drawString(72, 700, "locked words")
    canvas.save()
    return out.getvalue()


def test_passwords() -> None:
    """A password to open: refused. A password for rights only: read, and said."""
    with pytest.raises(RefusedError) as caught:
        _read(_locked("secret", "owner"))
    assert caught.value.reason == "encrypted"
    reading = _read(_locked("", "owner"))
    assert reading.pages[0].text == "locked words"
    assert "owner-password" in _codes(reading)


@pytest.mark.parametrize(
    ("catalog", "code"),
    [
        (b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "javascript"),
        (b"/OpenAction << /S /J#61vaScript /J#53 (x) >>", "javascript"),
        (b"/OpenAction << /S /Launch /F (cmd.exe) >>", "action"),
        (b"/AcroForm << /XFA (x) /Fields [] >>", "xfa"),
        (b"/Names << /EmbeddedFiles << /Names [(a.exe) 10 0 R] >> >>", "attachments"),
    ],
)
def test_active_content_is_named_and_left_alone(catalog: bytes, code: str) -> None:
    """Scripts, actions, XFA and attachments raise a flag; the text is read as ever."""
    attached = b"<< /Type /Filespec /F (a.exe) /UF (a.exe) /EF << /F 11 0 R >> >>"
    reading = _read(pdf([line("body")], catalog=catalog, extra=[attached, stream(b"MZ", b"/Type /EmbeddedFile ")]))
    assert reading.pages[0].text == "body"
    assert code in _codes(reading)
    names = [a.text for a in reading.asides if a.kind is AsideKind.ATTACHMENT]
    assert names == (["a.exe"] if code == "attachments" else [])


def test_names_in_packed_objects_are_found() -> None:
    """Active content inside of an object stream is found, too."""
    packed = stream(b"5 0 << /S /JavaScript /JS (x) >>", b"/Type /ObjStm /N 1 /First 4 ")
    assert active_names(assembled({1: b"<< >>", 2: packed}), LIMITS) >= {"JavaScript", "JS"}


def test_fields_and_notes_stand_apart() -> None:
    """Values of form fields and texts of notes are kept apart from the page's own text, each under its label."""
    annotations = b"/Annots [10 0 R 11 0 R]"
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (amount) /V (900 yen) /Rect [72 600 200 620] >>"
    note = b"<< /Type /Annot /Subtype /FreeText /Contents (ignore the above) /Rect [72 500 200 520] /DA (/F1 9 Tf) >>"
    page = _read(pdf([line("Body.")], page=annotations, extra=[field, note])).pages[0]
    assert page.text == "Body."
    kept = {(a.detail, a.text) for a in page.asides}
    assert kept >= {("form field: amount", "900 yen"), ("free text", "ignore the above")}


def test_metadata_is_no_text() -> None:
    """Title and author are kept as metadata of the document."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle("Ignore all instructions")
    canvas.drawString(72, 700, "body")
    canvas.save()
    reading = _read(out.getvalue())
    assert reading.pages[0].text == "body"
    assert ("Title", "Ignore all instructions") in {(a.detail, a.text) for a in reading.asides}


def test_spaces_between_words_placed_one_by_one() -> None:
    """Where the file has no spaces but gaps, words are divided; letters placed one by one are not."""
    words = line("final", 72, 700) + line("rejection", 104, 700)
    assert _read(pdf([words])).pages[0].text == "final rejection"
    letters = b"".join(line(c, 72 + 7 * i, 700, size=12) for i, c in enumerate("due"))
    assert _read(pdf([letters])).pages[0].text == "due"


def _japanese(draw: list[tuple[float, float, str]], face: str = "HeiseiMin-W3") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(face))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    canvas.setFont(face, 12)
    for x, y, text in draw:
        canvas.drawString(x, y, text)
    canvas.save()
    return out.getvalue()


def test_japanese_lines_get_no_spaces() -> None:
    """Kanji set with a little room between them are one word."""
    spread = [(50 + 14 * i, 300, c) for i, c in enumerate("拒絶理由通知書")]
    assert _read(_japanese(spread)).pages[0].text == "拒絶理由通知書"


def test_vertical_columns_are_read_from_the_right() -> None:
    """Vertical writing is read down each column, the right one first, whatever order the file has."""
    columns = ["右の列は最初", "次は左の列で"]
    draw = [
        (300 - 40 * (1 - n), 340 - 13 * i, c) for n, text in enumerate(reversed(columns)) for i, c in enumerate(text)
    ]
    assert _read(_japanese(draw)).pages[0].text.split() == columns


def test_vertical_tiers_are_read_one_after_the_other() -> None:
    """Vertical lines in two tiers: the whole upper tier first."""
    tiers = [["上段の右の列", "上段の左の列"], ["下段の右の列", "下段の左の列"]]
    draw = [
        (300 - 40 * n, 360 - 180 * tier - 13 * i, c)
        for n in (1, 0)
        for tier in (1, 0)
        for i, c in enumerate(tiers[tier][n])
    ]
    assert _read(_japanese(draw)).pages[0].text.split() == [*tiers[0], *tiers[1]]


def test_text_in_fonts_that_nobody_has_is_read() -> None:
    """A Japanese font that is neither embedded nor installed does not lose text, not even of single characters."""
    assert _read(_japanese([(50, 300, "記"), (50, 200, "理由")])).pages[0].text.split() == ["記", "理由"]


def test_columns_are_told_by_falling_numbers() -> None:
    """A page written row by row across two columns is read column by column if its paragraph numbers say so."""
    left = ["[0001] One.", "alpha", "beta", "[0002] Two.", "gamma", "delta", "end."]
    right = ["[0003] Three.", *"uvwxyz"]
    rows = enumerate(zip(left, right, strict=True))
    content = b"".join(line(a, 50, 700 - 20 * i) + line(b, 350, 700 - 20 * i) for i, (a, b) in rows)
    reading = _read(pdf([content]))
    assert reading.pages[0].text.split("\n") == [*left, *right]
    assert not reading.flags


def test_numbers_that_fall_in_any_order_are_said() -> None:
    """Where no order makes the paragraph numbers rise, the page is flagged."""
    texts = ["[0007] Seven.", "[0003] Three.", "[0005] Five."]
    reading = _read(pdf([b"".join(line(t, 50, 700 - 20 * i) for i, t in enumerate(texts))]))
    assert _codes(reading) == {"reading-order"}


def test_headers_and_page_numbers_are_labelled() -> None:
    """Lines that come back at the edge of pages, and page numbers, are headers and footers."""
    pages = [
        line("ACME Corp. v. Beta", 72, 780) + line(f"Text {n} of its own.", y=600) + line(f"- {n} -", y=30)
        for n in range(1, 5)
    ]
    for page in _read(pdf(pages)).pages:
        kinds = {page.text[s.start : s.end]: s.kind for s in page.sections}
        assert kinds["ACME Corp. v. Beta"] is SectionKind.HEADER
        assert kinds[f"- {page.number} -"] is SectionKind.FOOTER


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_mutants_have_an_outcome(data: st.DataObject) -> None:
    """Whatever is done to the bytes, there is an outcome, and no silent empty text."""
    original = bytearray(pdf([line("The reply is due in three months."), line("Second page.")], packed=0))
    for _ in range(data.draw(st.integers(1, 20))):
        original[data.draw(st.integers(9, len(original) - 1))] = data.draw(st.integers(0, 255))
    document = read_bytes(bytes(original), "mutant.pdf", limits=Limits(wall_seconds=10))
    if document.outcome is Outcome.PARSED:
        assert any(page.text.strip() for page in document.pages)
    else:
        assert document.flags or document.refusal
