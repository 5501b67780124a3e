"""Patent-office XML: every character of the document, its elements by path, its own numbers; hostile XML is refused."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.office_xml import read_office_xml
from konkyo.records.documents import AsideKind, Page, SectionKind

JPO = (
    '<?xml version="1.0" encoding="{encoding}"?>\n'
    '<!DOCTYPE jp:notice-pat-exam-rn PUBLIC "-//JPO//DTD X 1.0//EN" "ntc-pt-e-rn.dtd" []>\n'
    '<jp:notice-pat-exam-rn lang="ja" xmlns:jp="http://www.jpo.go.jp">\n'
    "<jp:document-name>拒絶理由通知書</jp:document-name>\n"
    "<jp:drafting-date>\n<jp:date>20990104</jp:date>\n</jp:drafting-date>\n"
    '<jp:reconsideration-before-appeal jp:true-or-false="false"/>\n'
    '<jp:drafting-body>\n<p num="">　この出願は、<br/>\n<br/>\n　　理由①<br/>\n</p>\n</jp:drafting-body>\n'
    "</jp:notice-pat-exam-rn>"
)
DESCRIPTION = (
    "<description><technical-field><p num='0001'>第１の<u>段落</u></p></technical-field>"
    "<background-art><p num='0002'>引用</p></background-art></description>"
)
CLAIMS = (
    "<claims><claim id='CLM-00001' num='00001'><claim-text><b>1</b>. A device, comprising: <claim-text>a part; and"
    "</claim-text><claim-text>H<sub>2</sub>O.</claim-text></claim-text></claim><claim id='CLM-00002' num='2'>"
    "<claim-text>2. The device of <claim-ref idref='CLM-00001'>claim 1</claim-ref>, wet.</claim-text></claim></claims>"
)


def read(document: str, encoding: str = "utf-8") -> Reading:
    """Read a document."""
    return read_office_xml(document.encode(encoding), Limits())


def page(document: str) -> Page:
    """The page of a document."""
    return read(document).pages[0]


def codes(reading: Reading) -> set[str]:
    """Flag codes."""
    return {flag.code for flag in reading.flags}


def found(where: Page, path: str) -> list[str]:
    """Texts of the elements whose path ends so."""
    return [where.text[e.start : e.end] for e in where.elements if e.path.endswith(path)]


def reason(data: bytes | str, limits: Limits | None = None) -> str:
    """Why a file is refused."""
    with pytest.raises(RefusedError) as caught:
        read_office_xml(data.encode() if isinstance(data, str) else data, limits or Limits())
    return caught.value.reason


@pytest.mark.parametrize(("declared", "used"), [("Shift_JIS", "cp932"), ("EUC-JP", "euc_jis_2004"), ("utf-8", "utf-8")])
def test_notice_in_declared_encoding(declared: str, used: str) -> None:
    """A notice with an empty document type declaration is read; each value is a line and an element."""
    reading = read(JPO.format(encoding=declared), used)
    where = reading.pages[0]
    assert where.text == "拒絶理由通知書\n20990104\n　この出願は、\n\n　　理由①"
    assert found(where, "/drafting-date/date") == ["20990104"]
    assert reading.encoding == used
    assert reading.flags == ()
    empty = next(e for e in where.elements if e.path.endswith("reconsideration-before-appeal"))
    assert dict(empty.attributes) == {"true-or-false": "false"}


def test_paragraph_numbers_of_attributes() -> None:
    """p@num numbers a paragraph without being text; sections follow local names."""
    where = page(f"<application-body>{DESCRIPTION}</application-body>")
    assert where.text == "第１の段落\n引用"
    assert [(p.number, p.counted, where.text[p.start : p.end]) for p in where.paragraphs] == [
        ("0001", False, "第１の段落"),
        ("0002", False, "引用"),
    ]
    assert where.sections_at(0, 1) == {SectionKind.DESCRIPTION}
    assert where.sections_at(6, 7) == {SectionKind.DESCRIPTION, SectionKind.CITED_ART}


def test_claims_keep_their_lines_and_numbers() -> None:
    """Nested claim-text is a line each, formatting and references stay in the line, a claim is one paragraph."""
    where = page(f"<us-patent-grant>{CLAIMS}</us-patent-grant>")
    assert where.text == "1. A device, comprising: \na part; and\nH2O.\n2. The device of claim 1, wet."
    assert [(p.number, p.counted) for p in where.paragraphs] == [("1", False), ("2", False)]
    assert found(where, "claim-text/claim-text") == ["a part; and", "H2O."]
    reference = next(e for e in where.elements if e.path.endswith("claim-ref"))
    assert reference.attributes["idref"] == "CLM-00001"
    assert where.sections_at(0, 5) == {SectionKind.CLAIMS}


def test_st96_by_local_names_with_amendments() -> None:
    """ST.96 claims: insertions stay, deletions and status words are apart, the number element numbers the claim."""
    where = page(
        "<u:ClaimsDocument xmlns:u='u' xmlns:p='p'><p:Claims><u:Claim><p:ClaimNumber>0003</p:ClaimNumber>"
        "<u:ClaimText>A <p:Del>red</p:Del><p:Ins>blue</p:Ins> car.</u:ClaimText>"
        "<u:ClaimStatusCategory>Currently amended</u:ClaimStatusCategory></u:Claim></p:Claims></u:ClaimsDocument>"
    )
    assert where.text == "0003\nA blue car."
    assert [(a.kind, a.text) for a in where.asides] == [
        (AsideKind.DELETED, "red"),
        (AsideKind.METADATA, "Currently amended"),
    ]
    assert where.paragraphs[0].number == "3"


def test_reissue_deletions_are_apart() -> None:
    """Matter between the deletion marks of a reissue is deleted."""
    where = page("<us-patent-grant><p>a <?delete-start x?>old<?delete-end x?> b</p></us-patent-grant>")
    assert where.text == "a b"
    assert where.asides[0].text == "old"


def test_tables_formulas_and_pictures() -> None:
    """Rows are lines of tab-separated entries; a fraction is apart; pictures are told, never invented."""
    reading = read(
        "<us-patent-grant><tables><table><tgroup><tbody><row><entry>a</entry><entry/><entry>c</entry></row><row>"
        "<entry>d</entry><entry>e</entry></row></tbody></tgroup></table></tables><p>x <math><mi>y</mi></math> and "
        "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> end<img file='i.tif'/></p></us-patent-grant>"
    )
    assert reading.pages[0].text == "a\t\tc\nd\te\nx y and end"
    assert {"figure", "formula"} <= codes(reading)


def test_page_furniture_of_a_conversion_leaves_the_sentence() -> None:
    """Line numbers and page headers inside running text do not interrupt it."""
    where = page(
        "<SpecificationDocument><P>filed <BoundaryData><LineNumber>5</LineNumber></BoundaryData>July 16</P>"
        "<BoundaryData><HeaderText>Page 2</HeaderText></BoundaryData></SpecificationDocument>"
    )
    assert where.text == "filed July 16\nPage 2"
    assert where.sections_at(14, 20) == {SectionKind.HEADER}


def test_printed_paragraph_number_comes_before_a_counted_attribute() -> None:
    """[0004] on the page is the number, whatever the conversion counted."""
    where = page("<SpecificationDocument><P pNumber='2'>[0004]   A hitch.</P></SpecificationDocument>")
    assert where.paragraphs[0].number == "0004"


def test_characters_of_iso_entities() -> None:
    """Character entities of patent DTDs become characters, unparsed figures are harmless, the unknown stays written."""
    reading = read(
        '<!DOCTYPE PATDOC SYSTEM "x.dtd" [<!ENTITY F1.TIF SYSTEM "F1.TIF" NDATA TIF>]>'
        "<PATDOC><p>5 &mgr;m &minus;&nbsp;&amp;&lt; &nosuch; <![CDATA[&mgr;]]></p></PATDOC>"
    )
    assert reading.pages[0].text == "5 μm −\u00a0&< &nosuch; &mgr;"
    assert "entity-unknown" in codes(reading)


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x PUBLIC "p" "http://h/x">',
        '<!ENTITY x "lol"><!ENTITY y "&x;&x;">',
        '<!ENTITY % p SYSTEM "http://h/x.dtd"> %p;',
        '<!-- > ]> --><!ENTITY x "]>">',
        "<!ENTITY\tx 'a NDATA b'>",
        '<!ENTITY x SYSTEM "f" NDATA t><!ENTITY y "v">',
    ],
)
def test_entities_are_refused(subset: str) -> None:
    """XXE, billion laughs and parameter entities are refused, however they are dressed."""
    assert reason(f"<!DOCTYPE a [{subset}]><a>[&x;]</a>") == "entities"


def test_external_dtd_is_not_fetched() -> None:
    """A document type declaration with an address alone is cut off and the text is read whole."""
    assert page('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a>[text]</a>').text == "[text]"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<a>" * 100_000 + "</a>" * 100_000, "depth"),
        ("<PATDOC><p>one</p><p>tw", "damaged"),
        ("", "damaged"),
        ("<!DOCTYPE a [<a/>", "damaged"),
        ("<a>" + "x" * 11_000_000 + "</a>", "text-size"),
    ],
)
def test_hostile_xml_is_refused(data: str, expected: str) -> None:
    """Deep, broken, empty and oversized XML each have their reason."""
    assert reason(data) == expected


def test_depth_limit_is_the_callers() -> None:
    """A lower limit refuses earlier."""
    assert reason("<a><b><c/></b></a>", Limits(depth=2)) == "depth"


def test_repair_only_without_loss() -> None:
    """Markup errors are repaired where no character is lost, and told; otherwise the file is refused."""
    reading = read("<PATDOC><p>one</p><p>two<b></p></b></PATDOC>")
    assert reading.pages[0].text.split() == ["one", "two"]
    assert "markup-repaired" in codes(reading)
    assert reason("<PATDOC><p>a < b and c</p></PATDOC>") == "damaged"


def test_unknown_root_is_told_but_read() -> None:
    """Any XML gives its text."""
    reading = read("<recipe><step>Stir.</step><!-- salt --></recipe>")
    assert reading.pages[0].text == "Stir."
    assert "unknown-root" in codes(reading)
    assert [a.kind for a in reading.pages[0].asides] == [AsideKind.COMMENT]


GREENBOOK = b"""PATN
WKU  039373754
TTL  Bumper support
INVT
NAM  Doe; Jane
UREF
PNO  2542907
ABST
PAL  A support for
      a loader.
CLMS
STM  What I claim is:
NUM  1.
PAR  1. In a bumper support, a
      pair of straps.
PA1  a hook.
NUM  2.
PAR  2. As in claim 1.
"""


def test_greenbook_fields_are_elements() -> None:
    """The Green Book stays as it is; fields have paths, claims have numbers, groups are sections."""
    reading = read_office_xml(GREENBOOK, Limits())
    where = reading.pages[0]
    assert where.text == GREENBOOK.decode().rstrip()
    assert found(where, "PATN/INVT/NAM") == ["Doe; Jane"]
    assert found(where, "PATN/ABST/PAL") == ["A support for\n      a loader."]
    claims = [p for p in where.paragraphs if not p.counted]
    assert [p.number for p in claims] == ["1", "2"]
    assert "a hook." in where.text[claims[0].start : claims[0].end]
    assert where.sections_at(claims[1].start, claims[1].end) == {SectionKind.CLAIMS}


TREE = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
    lambda inner: st.tuples(
        st.sampled_from(["p", "b", "claim", "row", "entry", "x", "claim-text"]), st.lists(inner, max_size=4)
    ),
    max_leaves=20,
)


def build(tree: object, parent: etree._Element) -> None:
    """Put a generated tree under an element."""
    if isinstance(tree, tuple):
        element = etree.SubElement(parent, tree[0])
        for inner in tree[1]:
            build(inner, element)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + str(tree)
    else:
        parent.text = (parent.text or "") + str(tree)


@settings(max_examples=150, deadline=None)
@given(TREE)
def test_every_character_is_kept_in_order(tree: object) -> None:
    """Whatever the structure, the page holds the document's characters in document order."""
    root = etree.Element("application-body")
    build(tree, root)
    where = read_office_xml(etree.tostring(root, encoding="utf-8"), Limits()).pages[0]
    assert "".join(where.text.split()) == "".join("".join(root.itertext()).split())


@settings(max_examples=150, deadline=None)
@given(st.text("<>/!-&;=\"'[]%? ENTITYDOC.ab", max_size=80))
def test_any_prolog_is_read_or_refused(noise: str) -> None:
    """No text before or inside the root crashes the reader."""
    with suppress(RefusedError):
        read_office_xml(f"<!DOCTYPE a [{noise}]><a>{noise}</a>".encode(), Limits())


def test_real_documents_lose_no_character() -> None:
    """Of every office document no character is missing from page and asides together."""
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA is not set")
    files = [
        *Path(root, "docketing", "jp_packages").rglob("*.xml"),
        *Path(root, "patents", "ep_wo_us_xml").glob("*0*.xml"),
    ]
    assert files
    for file in files[:120]:
        where = read_office_xml(file.read_bytes(), Limits()).pages[0]
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        source = Counter("".join("".join(str(t) for t in etree.parse(str(file), parser).getroot().itertext()).split()))
        kept = Counter("".join((where.text + "".join(a.text for a in where.asides)).split()))
        assert not source - kept, file.name
