"""HTML: what a browser shows without scripts, in reading order; everything else apart or flagged."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.html import read_html
from konkyo.records.documents import AsideKind, SectionKind


def read(body: str, head: str = "") -> Reading:
    """Read a page."""
    return read_html(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), Limits())


def text(reading: Reading) -> str:
    """Text of all pages."""
    return "\f".join(page.text for page in reading.pages)


def asides(reading: Reading, kind: AsideKind) -> list[str]:
    """Texts kept apart."""
    return [aside.text for page in reading.pages for aside in page.asides if aside.kind is kind]


def codes(reading: Reading) -> set[str]:
    """Flag codes."""
    return {flag.code for flag in reading.flags}


def reason(data: bytes, limits: Limits | None = None) -> str:
    """Why a file is refused."""
    with pytest.raises(RefusedError) as caught:
        read_html(data, limits or Limits())
    return caught.value.reason


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a <b>b</b>c</p><p>d</p>", "a bc\nd"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("  a \n  b  ", "a b"),
        ("<p>拒絶の\n理由</p>", "拒絶の理由"),
        ("<p>reason\nfor</p>", "reason for"),
        ("<p>a\u00a0b&nbsp;c</p>", "a\u00a0b\u00a0c"),
        ("<p>&lt;3 &amp; &#x3042;&euro;</p>", "<3 & あ€"),
        ("<table><tr><td>a<td><td>c<tr><th>d<td><p>e</p></table>f", "a\t\tc\nd\te\nf"),
        ("<table><tr><td><table><tr><td>x<td>y</table><td>z</table>", "x\ty\tz"),
        ("<ul><li>a<li>b</ul>", "• a\n• b"),
        ('<ol type="a" start="3"><li>x<li value="7">y</ol>', "c. x\ng. y"),
        ("<ol><li><p>x</p><p>y</p></li><li></li><li><div>z</div></ol>", "1. x\ny\n2. \n3. z"),
        ('<ol style="list-style-type:none"><li>x</ol>', "x"),
        ("<pre>a  b\n\n  c</pre>d", "a  b\n\n  c\nd"),
        ('<span style="white-space:pre">a   b</span>', "a   b"),
        ('<span style="display:block">a</span>b', "a\nb"),
        ("<ruby>特許<rt>とっきょ</rt></ruby>庁", "特許庁"),
        ("<select><option>a<option selected>b</select>", "b"),
        ('<input type="checkbox" checked> yes', "☑ yes"),
    ],
)
def test_text_is_laid_out_as_shown(body: str, expected: str) -> None:
    """Blocks are lines, cells tabs, lists have marks, white space collapses as in a browser."""
    assert text(read(body)) == expected


HIDING = [
    '<span style="display:none">SECRET</span>',
    '<span style="DISPLAY : none !important">SECRET</span>',
    '<span style="visibility:hidden">SECRET</span>',
    "<span hidden>SECRET</span>",
    '<span style="opacity:0">SECRET</span>',
    '<span style="font-size:0">SECRET</span>',
    '<span style="font-size:1px">SECRET</span>',
    '<div style="font-size:0"><span style="font-size:2em">SECRET</span></div>',
    '<div style="position:absolute;left:-9999px">SECRET</div>',
    '<div style="text-indent:-9999px">SECRET</div>',
    '<div style="position:absolute;clip:rect(0 0 0 0)">SECRET</div>',
    '<div style="clip-path:inset(50%)">SECRET</div>',
    '<div style="height:0;overflow:hidden">SECRET</div>',
    '<div style="transform:scale(0)">SECRET</div>',
    '<span style="color:#fff">SECRET</span>',
    '<span style="color:transparent">SECRET</span>',
    '<span style="color:rgba(0,0,0,0)">SECRET</span>',
    '<font color="white">SECRET</font>',
    '<div style="background:#000"><span style="color:black">SECRET</span></div>',
    r'<span style="d\69splay:n\6f ne">SECRET</span>',
    '<span style="font:0/0 a">SECRET</span>',
    '<span style="filter:opacity(0)">SECRET</span>',
    "<noscript>SECRET</noscript>",
    "<template>SECRET</template>",
    "<dialog>SECRET</dialog>",
    '<input type="hidden" value="SECRET">',
]


@pytest.mark.parametrize("hiding", HIDING)
def test_hidden_text_stands_apart(hiding: str) -> None:
    """Each way of hiding keeps its text off the page, in an aside, with a flag."""
    reading = read(f"<p>shown</p>{hiding}<p>after</p>")
    assert "SECRET" not in text(reading)
    assert text(reading).split() == ["shown", "after"]
    assert asides(reading, AsideKind.HIDDEN) == ["SECRET"]
    assert "hidden-text" in codes(reading)


@pytest.mark.parametrize(
    ("rule", "markup"),
    [
        (".x{display:none}", '<p class="a x">SECRET</p>'),
        ("p.x , h1 { visibility : hidden }", '<p class="x">SECRET</p>'),
        ("#i{opacity:0}", '<p id="i">SECRET</p>'),
        ("div p{display:none}", "<div><section><p>SECRET</p></section></div>"),
        ("div > p{display:none}", "<div><p>SECRET</p></div>"),
        ("[data-x=y]{display:none}", '<p data-x="y">SECRET</p>'),
        ("@media screen{.x{display:none}}", '<p class="x">SECRET</p>'),
        ("/* c */ .x{color:red} .x{display:none}", '<p class="x">SECRET</p>'),
        (".x{display:none!important}", '<p class="x" style="display:block">SECRET</p>'),
    ],
)
def test_style_rules_hide(rule: str, markup: str) -> None:
    """Rules of style elements hide as inline styles do, with weight and importance."""
    reading = read(f"shown{markup}", f"<style>{rule}</style>")
    assert text(reading) == "shown"
    assert asides(reading, AsideKind.HIDDEN) == ["SECRET"]


@pytest.mark.parametrize(
    ("rule", "markup"),
    [
        (".x{display:none} .x{display:block}", '<p class="x">here</p>'),
        (".x{display:none}", '<p class="x" style="display:block">here</p>'),
        ("p{display:none} #i{display:block}", '<p id="i">here</p>'),
        ("div > p{display:none}", "<div><section><p>here</p></section></div>"),
        ("@media print{.x{display:none}}", '<p class="x">here</p>'),
        (".x:hover{display:none}", '<p class="x">here</p>'),
        ("", '<div style="visibility:hidden"><p style="visibility:visible">here</p></div>'),
        ("", '<div style="background:#003366;color:#fff">here</div>'),
        ("", '<div style="font-size:0"><span style="font-size:12px">here</span></div>'),
        ("", '<p aria-hidden="true">here</p>'),
    ],
)
def test_what_is_shown_is_not_taken_for_hidden(rule: str, markup: str) -> None:
    """Later, heavier and conditional rules, inherited visibility and light text on dark count as in a browser."""
    assert text(read(markup, f"<style>{rule}</style>")) == "here"


def test_rule_that_cannot_be_judged_is_told() -> None:
    """A hiding rule with a selector beyond us is flagged, and so are styles from outside."""
    assert "style-not-applied" in codes(read("a", "<style>p:nth-child(2){display:none}</style>"))
    outside = read('<span style="color:white">a</span>', '<link rel="stylesheet" href="x.css">')
    assert text(outside) == "a"
    assert {"style-not-applied", "low-contrast"} <= codes(outside)


def test_comments_titles_scripts_and_alternatives_are_apart() -> None:
    """What a browser does not print as text of the page is an aside of its own kind."""
    reading = read('x<!-- obey --><script>go()</script><img alt="picture of a rotor">', "<title>T</title>")
    assert text(reading) == "x"
    assert asides(reading, AsideKind.COMMENT) == ["obey"]
    assert asides(reading, AsideKind.FIELD) == ["go()"]
    assert asides(reading, AsideKind.METADATA) == ["T", "picture of a rotor"]
    assert {"dom-script", "figure"} <= codes(reading)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("x", '<meta http-equiv="refresh" content="0;url=http://h/">'),
        ("x", '<base href="http://h/">'),
        ('<div id="app"></div><script src="a.js"></script>', ""),
        ('<iframe src="http://h/"></iframe>', ""),
    ],
)
def test_partial_pages_are_flagged(body: str, head: str) -> None:
    """Content that comes from elsewhere or from scripts is said to be missing."""
    assert "partial" in codes(read(body, head))


def test_list_numbers_number_their_paragraphs() -> None:
    """A printed list number is the paragraph's own number; other paragraphs are counted."""
    paragraphs = read("<p>intro</p><ol><li>x</li><li><p>y</p></li></ol>").pages[0].paragraphs
    assert [(p.number, p.counted) for p in paragraphs] == [("1", True), ("1", False), ("2", False)]


def test_quotations_are_sections() -> None:
    """A block quotation is somebody else's text."""
    page = read("mine<blockquote>theirs<p>more</p></blockquote>mine").pages[0]
    assert page.text == "mine\ntheirs\nmore\nmine"
    assert page.sections_at(5, 16) == {SectionKind.QUOTED}
    assert page.sections_at(0, 4) == page.sections_at(17, 21) == frozenset()


NOTICE = (
    '<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></HEAD><BODY><PRE>\n'
    "{space}1/2\n　　　拒絶理由通知書\n\n意匠登録出願の番号　　意願２０９９－００００１①\n"
    "{rule}\n{space}2/2E\n続きの\n頁\n</PRE></BODY></HTML>"
)


def test_preformatted_notice_has_pages_at_its_rules() -> None:
    """One PRE block with HR between pages gives pages; white space is kept, the page counter labelled."""
    data = NOTICE.format(space=" " * 70, rule="<HR>").encode("cp932")
    reading = read_html(data, Limits())
    assert reading.encoding == "cp932"
    assert [page.number for page in reading.pages] == [1, 2]
    first, second = reading.pages
    assert "意願２０９９－００００１①" in first.text
    assert first.text.startswith(" " * 70 + "1/2\n　　　拒絶")
    assert first.sections[0].kind is SectionKind.HEADER
    assert second.text.split() == ["2/2E", "続きの", "頁"]


def test_rule_in_an_ordinary_page_is_no_page_break() -> None:
    """Only preformatted documents have pages."""
    assert text(read("<p>a</p><hr><p>b</p>")) == "a\nb"


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "iso-2022-jp", "gb2312", "utf-8", "utf-16"])
def test_declared_encodings(encoding: str) -> None:
    """A declared encoding is used; UTF-16 is told by its mark."""
    data = f'<meta charset="{encoding}"><p>人の番号</p>'.encode(encoding)
    assert text(read_html(data, Limits())) == "人の番号"


def test_wrong_declaration_is_told() -> None:
    """Bytes that do not fit the declaration are read as what they are, with a flag."""
    data = '<meta charset="utf-8"><p>拒絶理由通知書を送付します。期限内に応答してください。</p>'.encode("cp932")
    reading = read_html(data, Limits())
    assert text(reading) == "拒絶理由通知書を送付します。期限内に応答してください。"
    assert "encoding-mismatch" in codes(reading)


def test_hostile_pages_are_refused() -> None:
    """Deep nesting is refused, not cut to nothing; too much text is refused; nothing at all is damaged."""
    assert reason(b"<div>" * 100_000 + b"x") == "depth"
    assert reason(b"<p>" + b"x" * 1000, Limits(text_chars=500)) == "text-size"
    assert reason(b"   ") == "damaged"


def test_entities_of_a_doctype_are_not_read() -> None:
    """HTML knows no external entities: the reference stays as it is written."""
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>[&x;]</p></body></html>'
    assert "[&x;]" in text(read_html(data, Limits()))


def test_empty_page_says_so() -> None:
    """No text is never silent."""
    assert "no-text" in codes(read("<div></div>"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["p", "div", "b", "td", "li", "pre", "span", "h1"]), max_size=8),
    st.text("あaB1 。", min_size=1),
)
def test_visible_text_is_never_lost(tags: list[str], content: str) -> None:
    """However elements nest, the characters of shown text are on the page."""
    opened = "".join(f"<{tag}>" for tag in tags)
    closed = "".join(f"</{tag}>" for tag in reversed(tags))
    assert "".join(content.split()) in "".join(text(read(f"{opened}{content}{closed}")).split())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text("<>/!-&;=\"' ab#x{}:.", max_size=120).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes crash the reader."""
    with suppress(RefusedError):
        read_html(b"<style>a{b:c}</style><p>" + data, Limits())


def test_generated_pages_hold_their_reference_text() -> None:
    """Every labelled quotation of the HTML samples is on the page (white space removed)."""
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA is not set")
    files = sorted(Path(root, "docketing", "generated", "files").glob("*.htm*"))
    assert files
    for file in files:
        reference = Path(root, "docketing", "generated", "text", file.stem + ".txt").read_text("utf-8")
        assert "".join(reference.split()) in "".join(text(read_html(file.read_bytes(), Limits())).split())


@pytest.mark.parametrize("mark", ["del", "s", "strike"])
def test_struck_text_is_kept_apart(mark: str) -> None:
    """What is struck out is what somebody took away: it stands apart like a tracked deletion, and the rest reads on."""
    reading = read(f"<p>within <{mark}>two</{mark}> <ins>three</ins> months</p>")
    assert " ".join(text(reading).split()) == "within three months"
    assert asides(reading, AsideKind.DELETED) == ["two"]
    assert "tracked-changes" in codes(reading)
