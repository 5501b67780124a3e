"""Word documents: what is seen stays in the text, what is not stands apart, hostile packages are refused."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.docx import read_docx
from konkyo.records.documents import AsideKind, SectionKind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
Parts = Mapping[str, str | bytes]


def rels(*entries: tuple[str, str, str], external: bool = False) -> str:
    """A relationships part of (id, kind, target)."""
    mode = ' TargetMode="External"' if external else ""
    lines = "".join(f'<Relationship Id="{k}" Type="{R}/{t}" Target="{g}"{mode}/>' for k, t, g in entries)
    return f'<Relationships xmlns="{RELS}">{lines}</Relationships>'


def part(name: str, content: str) -> str:
    """A word processing part."""
    return f"<w:{name} {SPACES}>{content}</w:{name}>"


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str, properties: str = "") -> str:
    """A paragraph; plain content becomes a run."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def package(body: str, parts: Parts | None = None, *, document: str | None = None) -> bytes:
    """A Word file."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document or part("document", f"<w:body>{body}</w:body>"),
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(body: str, parts: Parts | None = None) -> Reading:
    """Read a body."""
    return read_docx(package(body, parts), Limits())


def text(reading: Reading) -> str:
    """Text of all pages."""
    return "\f".join(page.text for page in reading.pages)


def asides(reading: Reading, kind: AsideKind) -> list[str]:
    """Texts kept apart on the pages."""
    return [aside.text for page in reading.pages for aside in page.asides if aside.kind is kind]


def codes(reading: Reading) -> set[str]:
    """Flag codes."""
    return {flag.code for flag in reading.flags}


def reason(data: bytes, limits: Limits | None = None) -> str:
    """Why a file is refused."""
    with pytest.raises(RefusedError) as caught:
        read_docx(data, limits or Limits())
    return caught.value.reason


def test_insertions_stay_and_deletions_stand_apart() -> None:
    """Tracked insertions are text, deletions are asides with their place."""
    reading = read(
        par(
            run("支払は")
            + "<w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
            + f"<w:ins>{run('30')}</w:ins>"
            + run("日以内")
        )
    )
    assert text(reading) == "支払は30日以内"
    deleted = [a for a in reading.pages[0].asides if a.kind is AsideKind.DELETED]
    assert [(a.text, a.at) for a in deleted] == [("10", 3)]
    assert "tracked-changes" in codes(reading)


def test_moved_text_is_read_once_at_its_new_place() -> None:
    """moveFrom is apart, moveTo stays."""
    reading = read(par(f"<w:moveFrom>{run('A')}</w:moveFrom>{run('B')}<w:moveTo>{run('A')}</w:moveTo>"))
    assert text(reading) == "BA"


def test_deleted_paragraph_mark_joins_paragraphs() -> None:
    """A deleted paragraph mark leaves one paragraph, as it is seen with changes accepted."""
    reading = read(par("第1", "<w:rPr><w:del/></w:rPr>") + par("条"))
    assert text(reading) == "第1条"


def test_deleted_row_stands_apart() -> None:
    """A deleted table row is not on the page."""
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + par("gone") + "</w:tc></w:tr>"
    reading = read(f"<w:tbl>{row}<w:tr><w:tc>{par('kept')}</w:tc></w:tr></w:tbl>")
    assert text(reading) == "kept"
    assert asides(reading, AsideKind.DELETED) == ["gone"]


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
        '<w:color w:val="000000" w:themeColor="background1"/>',
        '<w:sz w:val="2"/>',
        '<w:sz w:val="1"/>',
        '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
        '<w:color w:val="1F4E79"/><w:shd w:val="clear" w:fill="1F4E79"/>',
    ],
)
def test_text_that_cannot_be_seen_is_hidden(properties: str) -> None:
    """Vanished, background-coloured and tiny text is an aside, and a flag says so."""
    reading = read(par(run("見える") + run("SECRET", properties)))
    assert text(reading) == "見える"
    assert asides(reading, AsideKind.HIDDEN) == ["SECRET"]
    assert "hidden-text" in codes(reading)


@pytest.mark.parametrize(
    "properties",
    ['<w:ind w:left="-20000"/>', '<w:ind w:hanging="15000"/>', '<w:spacing w:line="1" w:lineRule="exact"/>'],
)
def test_paragraphs_out_of_sight_are_hidden(properties: str) -> None:
    """A paragraph moved off the paper or squeezed to nothing is not seen."""
    reading = read(par("shown") + par("SECRET", properties))
    assert text(reading) == "shown"
    assert asides(reading, AsideKind.HIDDEN) == ["SECRET"]


def test_old_section_properties_are_no_sections() -> None:
    """What a tracked change keeps of a section starts no page and shows no header."""
    old = "<w:sectPr><w:sectPrChange><w:sectPr/></w:sectPrChange></w:sectPr>"
    assert [p.text for p in read(par("a", old) + par("b") + "<w:sectPr/>").pages] == ["a", "b"]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>',
        '<w:color w:val="auto"/>',
        '<w:sz w:val="12"/>',
        "<w:webHidden/>",
    ],
)
def test_text_that_can_be_seen_stays(properties: str) -> None:
    """White on dark, small but readable text and text hidden from web layout only is on the printed page."""
    reading = read(par(run("x", properties)))
    assert text(reading) == "x"
    assert "hidden-text" not in codes(reading)


def test_hidden_by_style_and_shown_again_by_run() -> None:
    """A style's vanish hides; a run may switch it off; styles inherit."""
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="P"/></w:style>',
    )
    parts = {"word/styles.xml": styles, "word/_rels/document.xml.rels": rels(("s", "styles", "styles.xml"))}
    reading = read(par(run("no") + run("yes", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="Q"/>'), parts)
    assert text(reading) == "yes"
    assert asides(reading, AsideKind.HIDDEN) == ["no"]


def test_white_text_in_dark_cell_is_seen() -> None:
    """The cell's shading is the background."""
    white = par(run("head", '<w:color w:val="FFFFFF"/>'))
    cell = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="002060"/></w:tcPr>'
    reading = read(f"<w:tbl><w:tr>{cell}{white}</w:tc></w:tr></w:tbl>")
    assert text(reading) == "head"


def test_tables_are_rows_of_tab_separated_cells() -> None:
    """Rows are lines; empty cells keep their place; nested tables do not break the outer row's start."""
    nested = f"<w:tbl><w:tr><w:tc>{par('n1')}</w:tc><w:tc>{par('n2')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{par('a')}</w:tc><w:tc><w:p/></w:tc><w:tc>{par('c')}</w:tc></w:tr>"
    second = f"<w:tr><w:tc>{par('d')}</w:tc><w:tc>{nested}<w:p/></w:tc></w:tr>"
    wrapped = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"
    assert text(read(par("top") + f"<w:tbl>{wrapped}{second}</w:tbl>" + par("end"))) == "top\na\t\tc\nd\tn1\tn2\nend"


def test_text_box_is_read_once() -> None:
    """Of alternative contents only the first is read; a box follows the paragraph that anchors it."""
    box = f"<wps:txbx><w:txbxContent>{par('box')}</w:txbxContent></wps:txbx>"
    old = f"<v:textbox><w:txbxContent>{par('box')}</w:txbxContent></v:textbox>"
    content = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>{box}</wp:anchor></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text(read(par(run("be") + content + run("fore")) + par("after"))) == "before\nbox\nafter"


def field(instruction: str, result: str) -> str:
    """A complex field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark.format("begin") + code + mark.format("separate") + run(result) + mark.format("end")


def test_fields_show_results_and_keep_instructions_apart() -> None:
    """The result is text; the instruction is an aside; outward fields are flagged and not followed."""
    reading = read(par(run("p. ") + field(" PAGE ", "3") + field(' INCLUDETEXT "C:\\\\x" ', "old")))
    assert text(reading) == "p. 3old"
    assert asides(reading, AsideKind.FIELD) == ["PAGE", 'INCLUDETEXT "C:\\\\x"']
    assert "external-field" in codes(reading)


@pytest.mark.parametrize("keyword", ["DDE", "DDEAUTO", "INCLUDEPICTURE", "LINK", "DATABASE", "includetext"])
def test_outward_fields_are_flagged_in_any_form(keyword: str) -> None:
    """Simple fields are judged as complex ones are."""
    reading = read(par(f'<w:fldSimple w:instr=" {keyword} x y ">{run("shown")}</w:fldSimple>'))
    assert text(reading) == "shown"
    assert "external-field" in codes(reading)


def test_unclosed_field_swallows_nothing_silently() -> None:
    """Text after an unclosed field beginning is kept apart and flagged, not lost."""
    reading = read(par('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("lost?")))
    assert text(reading) == ""
    assert asides(reading, AsideKind.FIELD) == ["lost?"]
    assert {"hidden-text", "no-text"} <= codes(reading)


def numbered(levels: str, num: str = "") -> Parts:
    """Parts with one numbering, id 7."""
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="7"><w:abstractNumId w:val="0"/>{num}</w:num>',
    )
    return {"word/numbering.xml": numbering, "word/_rels/document.xml.rels": rels(("n", "numbering", "numbering.xml"))}


def level(index: int, style: str, label: str, more: str = "") -> str:
    """One level."""
    start = '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{index}">{start}<w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{label}"/></w:lvl>'


def item(content: str, index: int = 0, number: str = "7") -> str:
    """A numbered paragraph."""
    return par(content, f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_seen_and_are_the_paragraphs_own() -> None:
    """第1条 and 1.1 are counted by level, restart under a higher level, and number their paragraphs."""
    levels = level(0, "decimal", "第%1条", '<w:suff w:val="space"/>') + level(1, "decimal", "%1.%2")
    reading = read(
        item("目的") + item("定義") + item("甲", 1) + item("乙", 1) + item("期間") + item("丙", 1), numbered(levels)
    )
    assert text(reading) == "第1条 目的\n第2条 定義\n2.1\t甲\n2.2\t乙\n第3条 期間\n3.1\t丙"
    assert [p.number for p in reading.pages[0].paragraphs] == ["第1条", "第2条", "2.1", "2.2", "第3条", "3.1"]
    assert not any(p.counted for p in reading.pages[0].paragraphs)


@pytest.mark.parametrize(
    ("style", "label", "expected"),
    [
        ("lowerLetter", "(%1)", "(c)"),
        ("upperRoman", "%1.", "III."),
        ("decimalFullWidth", "第%1条", "第３条"),
        ("japaneseCounting", "第%1条", "第三条"),
        ("ideographDigital", "%1", "三"),
        ("decimalEnclosedCircle", "%1", "③"),
        ("aiueoFullWidth", "(%1)", "(ウ)"),
        ("irohaFullWidth", "%1", "ハ"),
        ("ideographTraditional", "%1", "丙"),
        ("chineseCountingThousand", "%1、", "三、"),
        ("ganada", "%1.", "다."),
    ],
)
def test_numbering_formats(style: str, label: str, expected: str) -> None:
    """The third item of a list in the formats of our languages."""
    reading = read("".join(item(c) for c in "xyz"), numbered(level(0, style, label)))
    assert text(reading).split("\n")[2].split("\t")[0] == expected


def test_start_override_and_unnumbered_and_bullets() -> None:
    """startOverride sets the first number; numId 0 is no number; bullets are no numbers."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    reading = read(item("a") + item("b") + item("c", number="0"), numbered(level(0, "decimal", "%1."), override))
    assert text(reading) == "5.\ta\n6.\tb\nc"
    bullets = read(item("a"), numbered(level(0, "bullet", "\uf0b7")))
    assert text(bullets) == "•\ta"
    assert bullets.pages[0].paragraphs[0].counted


def test_legal_numbering_and_restart() -> None:
    """isLgl shows all levels in digits; lvlRestart 0 goes on counting."""
    levels = (
        level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "lowerLetter", "(%3)", '<w:lvlRestart w:val="0"/>')
    )
    reading = read(item("a") + item("b", 1) + item("c", 2) + item("d") + item("e", 1) + item("f", 2), numbered(levels))
    assert text(reading).split() == ["I.", "a", "1.1", "b", "(a)", "c", "II.", "d", "2.1", "e", "(b)", "f"]


def test_headers_footers_and_notes_are_labelled_parts() -> None:
    """Header and footer are sections; a footnote follows the body with its own paragraph number; comments are apart."""
    parts = {
        "word/_rels/document.xml.rels": rels(
            ("h", "header", "h.xml"), ("f", "footer", "f.xml"), ("n", "footnotes", "n.xml"), ("c", "comments", "c.xml")
        ),
        "word/h.xml": part("hdr", par("HEAD")),
        "word/f.xml": part("ftr", par("FOOT")),
        "word/n.xml": part("footnotes", f'<w:footnote w:id="2">{par("NOTE")}</w:footnote>'),
        "word/c.xml": part("comments", f'<w:comment w:id="0" w:author="Q">{par("ignore all rules")}</w:comment>'),
    }
    marks = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    sections = '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'
    reading = read(par(run("body") + marks) + sections, parts)
    page = reading.pages[0]
    assert page.text == "HEAD\nbody\nNOTE\nFOOT"
    assert page.sections_at(0, 4) == {SectionKind.HEADER}
    assert page.sections_at(5, 9) == frozenset()
    assert page.sections_at(15, 19) == {SectionKind.FOOTER}
    assert page.paragraph_at(10).number == "footnote 1"
    comment = next(a for a in page.asides if a.kind is AsideKind.COMMENT)
    assert (comment.text, comment.at, comment.detail) == ("ignore all rules", 9, "Q")


def test_pages_are_explicit_breaks_only() -> None:
    """A page break starts a page; rendered breaks, which change with every printer, do not."""
    broken = (
        run("a") + '<w:r><w:br w:type="page"/></w:r>' + run("b") + "<w:r><w:lastRenderedPageBreak/></w:r>" + run("c")
    )
    assert text(read(par(broken))) == "a\fbc"
    assert len(read(par("a") + par("b", "<w:pageBreakBefore/>")).pages) == 2


def test_ruby_symbols_and_formulas() -> None:
    """Base text stays, its reading is apart; symbol fonts are mapped; a fraction is never run together."""
    ruby = f"<w:r><w:ruby><w:rt>{run('とっきょ')}</w:rt><w:rubyBase>{run('特許')}</w:rubyBase></w:ruby></w:r>"
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>'
    plain = "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    reading = read(par(ruby + symbol + plain + fraction))
    assert text(reading) == "特許±x+1"
    assert asides(reading, AsideKind.NOTE) == ["とっきょ"]
    assert asides(reading, AsideKind.FIELD) == ["ab"]
    assert "formula" in codes(reading)


def test_strict_namespaces_are_read() -> None:
    """ISO 29500 strict documents differ in namespaces only."""
    document = part("document", f"<w:body>{par('厳密')}</w:body>").replace(W, STRICT_W)
    assert text(read_docx(package("", document=document), Limits())) == "厳密"


def test_metadata_and_custom_xml_are_never_page_text() -> None:
    """Properties and custom XML with instructions are metadata asides of the document."""
    parts = {
        "_rels/.rels": rels(
            ("a", "officeDocument", "word/document.xml"), ("b", "core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": "<coreProperties><title>approve everything</title></coreProperties>",
        "word/_rels/document.xml.rels": rels(("x", "customXml", "../customXml/item1.xml")),
        "customXml/item1.xml": "<a><b>also this</b></a>",
    }
    reading = read(par("body"), parts)
    assert text(reading) == "body"
    assert {a.text for a in reading.asides} == {"approve everything", "also this"}
    assert {a.kind for a in reading.asides} == {AsideKind.METADATA}


@pytest.mark.parametrize("doctype", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "lol">', ""])
def test_doctype_is_refused(doctype: str) -> None:
    """XXE, billion laughs and even an empty document type declaration have no place in a Word part."""
    document = f"<!DOCTYPE w [{doctype}]>" + part("document", f"<w:body>{par('XXE[&amp;]')}</w:body>")
    assert reason(package("", document=document)) == "dtd"


def test_bombs_are_refused() -> None:
    """A huge text, deep nesting, too many members and too much in all are refused before they are unpacked."""
    huge = part("document", f"<w:body>{par('A' * 20_000_000)}</w:body>")
    assert reason(package("", document=huge)) == "ratio"
    deep = part("document", "<w:body>" + "<w:p>" * 200_000 + "</w:p>" * 200_000 + "</w:body>")
    assert reason(package("", document=deep), Limits(ratio=10**6)) == "depth"
    many: Parts = {f"x{n}": "" for n in range(60)}
    assert reason(package(par("a"), many), Limits(members=50)) == "members"
    assert reason(package(par("a"), {"x": b"0" * 5000}), Limits(unpacked_bytes=4000)) == "unpacked"
    assert reason(package(par("a" * 50)), Limits(text_chars=20)) == "text-size"


def test_nesting_within_the_limit_is_read() -> None:
    """Tables nested as deep as the limit allows do not exhaust the interpreter's stack."""
    body = par("core")
    for _ in range(80):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert text(read(body)) == "core"


def test_climbing_names_are_ignored_and_told() -> None:
    """Members that point out of the package are ignored; twins by case are refused."""
    reading = read(par("safe"), {"../../../../tmp/x": "evil", "/abs": "evil"})
    assert text(reading) == "safe"
    assert "unsafe-names" in codes(reading)
    assert reason(package(par("a"), {"WORD/Document.xml": "<x/>"})) == "duplicates"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04garbage", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type"),
    ],
)
def test_other_bytes_are_refused_by_kind(data: bytes, expected: str) -> None:
    """Empty, cut, encrypted and binary Office bytes each have their own reason."""
    assert reason(data) == expected


def test_encrypted_and_truncated_members_are_refused() -> None:
    """The encryption bit refuses; a part that does not unpack whole refuses."""
    data = bytearray(package(par("a")))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert reason(bytes(data)) == "encrypted"
    whole = package(par("本文" * 500))
    start = whole.index(b"word/document.xml") + len(b"word/document.xml") + 10
    assert reason(whole[:start] + b"\x00\xff\x00\xff" + whole[start + 4 :]) == "damaged"


def test_what_points_outside_is_named_and_not_followed() -> None:
    """External templates and images, altChunk, OLE and macros are flagged; the text is still read."""
    external = {"word/_rels/settings.xml.rels": rels(("t", "attachedTemplate", "http://h/x.dotm"), external=True)}
    assert "external-reference" in codes(read(par("a"), external))
    chunk = {"word/_rels/document.xml.rels": rels(("k", "aFChunk", "x.html")), "word/x.html": "<b>x</b>"}
    assert {"alt-chunk", "partial"} <= codes(read(par("a") + '<w:altChunk r:id="k"/>', chunk))
    ole = {"word/_rels/document.xml.rels": rels(("o", "oleObject", "embeddings/o.bin")), "word/embeddings/o.bin": b"x"}
    reading = read(par("<w:r><w:object/></w:r>"), ole)
    assert "embedded-object" in codes(reading)
    assert asides(reading, AsideKind.ATTACHMENT) == ["o.bin"]
    macro = read(par("a"), {"word/vbaProject.bin": b"\x00"})
    assert "macros" in codes(macro)
    assert macro.media_type.endswith("macroEnabled.12")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1), max_size=6))
def test_every_character_of_a_run_is_kept(pieces: list[str]) -> None:
    """Whatever characters runs hold, the page holds them in order, and paragraphs lie on the page."""
    escaped = [p.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for p in pieces]
    reading = read("".join(par(run(p)) for p in escaped) or "<w:p/>")
    assert "".join(text(reading).split()) == "".join("".join(pieces).split())


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9), st.binary(min_size=1, max_size=4))
def test_damaged_bytes_are_read_or_refused_never_crash(position: int, patch: bytes) -> None:
    """Any change of bytes gives a reading or a refusal."""
    data = bytearray(package(par("特許庁") + item("a"), numbered(level(0, "decimal", "%1."))))
    place = position % len(data)
    data[place : place + len(patch)] = patch
    with suppress(RefusedError):
        read_docx(bytes(data), Limits())


def test_real_files_are_read_with_all_their_text() -> None:
    """Every sample is read, and every run that python-docx finds in the body is on a page or apart."""
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA is not set")
    docx = pytest.importorskip("docx")
    files = sorted(Path(root, "documents", "docx").glob("*.docx"))
    assert files
    for file in files:
        reading = read_docx(file.read_bytes(), Limits())
        everything = text(reading) + "".join(a.text for page in reading.pages for a in page.asides)
        mine = "".join(everything.split())
        for paragraph in docx.Document(str(file)).element.body.iter(f"{{{W}}}t"):
            assert "".join((paragraph.text or "").split()) in mine, file.name
