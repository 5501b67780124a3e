"""Computation sheets, read back with a PDF reader."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konkyo.errors import SettingsError, UsageError
from konkyo.records.docket import ComputationStep, DocketRow
from konkyo.records.evidence import Quote, Verdict
from konkyo.records.value import Wording
from konkyo.render import fonts
from konkyo.render.sheet import computation_sheet
from konkyo.render.signed import SignedRow, fingerprint

pytest.importorskip("typst", reason="PDF output is an extra")
_NOT_AT_LINE_START = "、。，．）」』】！？：；ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
_NOT_AT_LINE_END = "（「『【"


def _pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_the_sheet_says_what_a_deadline_rests_on(signed: SignedRow) -> None:
    """Dates, steps, rule, source, certainty, closed days, extension and evidence can be read and searched."""
    text = "".join(_pages(computation_sheet([signed]))).replace("\r\n", "")
    for expected in (
        "期限計算書",
        "期限日2026年9月24日（木）",
        "2026年9月21日（月）",
        "初日不算入（特許法3条1項1号）",
        "特許法50条、方式審査便覧04.10",
        "原典を確認",
        "国民の休日",
        "期間満了前の延長請求（2か月）",
        "この通知書の発送の日から６０日以内に意見書を提出してください。",
    ):
        assert expected in text


def test_the_approval_block_names_signer_key_and_hash(signed: SignedRow) -> None:
    """Whoever holds the paper can compare key and hash with the record."""
    text = "".join(_pages(computation_sheet([signed])))
    body = signed.decision.body
    for expected in ("日比谷 花子", fingerprint(body.public_key), body.content_hash, "2026-07-28T01:30:00+00:00"):
        assert expected in text
    assert "未承認" not in text


def test_a_draft_is_marked_on_every_page(refusal: DocketRow) -> None:
    """A sheet without an approval cannot be mistaken for an approved one, whichever page is torn out."""
    pages = _pages(computation_sheet([refusal]))
    assert len(pages) > 1
    assert all("未承認" in page for page in pages)


def test_only_the_draft_row_of_a_mixed_sheet_is_marked(signed: SignedRow, pending: DocketRow) -> None:
    """Each row begins a page of its own and carries its own mark."""
    pages = _pages(computation_sheet([signed, pending]))
    assert "未承認" not in pages[0]
    assert "未承認" in pages[-1]
    assert "未定" in pages[-1]


def test_two_languages_stand_below_one_another(signed: SignedRow) -> None:
    """The second language follows each step, rule and note."""
    text = "".join(_pages(computation_sheet([signed], languages=("ja", "en"))))
    assert "60日目に期間が満了する。" in text
    assert "The 60th day ends the period." in text


def test_the_same_rows_give_the_same_bytes(signed: SignedRow) -> None:
    """The hash of a sheet is a fact about its content."""
    assert computation_sheet([signed]) == computation_sheet([signed])


def test_fonts_are_embedded_as_subsets(signed: SignedRow) -> None:
    """The sheet looks the same everywhere: subset fonts inside, no full font of several megabytes."""
    data = computation_sheet([signed])
    assert b"NotoSerifJP" in data
    assert b"NotoSansJP" in data
    assert len(data) < 400_000


def test_line_breaks_keep_the_prohibition_rules(refusal: DocketRow) -> None:
    """禁則処理 (JIS X 4051): no line begins with a closing mark or small kana, none ends with an opening bracket."""
    steps = tuple(
        ComputationStep(
            text=Wording(ja="あ" * shift + "期間（延長後を含む。）、「満了」。チェックーッ、ャュ々！" * 6, en="x")
        )
        for shift in range(12)
    )
    row = refusal.model_copy(update={"steps": steps, "evidence": (), "extensions": ()})
    lines = [line for page in _pages(computation_sheet([row])) for line in page.splitlines() if "期間" in line]
    assert len(lines) > 40
    assert not [line for line in lines if line.strip()[0] in _NOT_AT_LINE_START]
    assert not [line for line in lines if line.strip()[-1] in _NOT_AT_LINE_END]


def test_text_from_a_document_is_never_markup(refusal: DocketRow) -> None:
    """Typst code in a quotation is shown, not run."""
    code = '#panic("x") #read("/etc/passwd") $x^2$ *bold* @label <tag> \\u{41} `raw` [a](b)'
    quote = Quote(document_id=refusal.document_id, page=1, paragraph="1", evidence_quote=code, verdict=Verdict.EXACT)
    row = refusal.model_copy(update={"evidence": (quote,), "matter_ref": "#panic()", "file": '"#{1+1}".pdf'})
    text = "".join(_pages(computation_sheet([row]))).replace("\r\n", "").replace(" ", "")
    assert code.replace(" ", "") in text
    assert "#panic()" in text


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_no_text_stops_a_sheet(refusal: DocketRow, text: str) -> None:
    """Whatever characters a document holds, also those that no font has, the sheet is made."""
    quote = Quote(document_id=refusal.document_id, page=1, paragraph=text, evidence_quote=text)
    row = refusal.model_copy(update={"evidence": (quote,), "matter_ref": text, "file": text})
    assert computation_sheet([row]).startswith(b"%PDF")


def test_the_template_reads_nothing() -> None:
    """The template imports no package and reads no file: its only input is the JSON handed to it."""
    template = files("konkyo.render").joinpath("templates/sheet.typ").read_text("utf-8")
    assert not [word for word in ("#import", "#include", "read(", "image(", "eval(", "plugin(") if word in template]


def test_long_words_do_not_break_the_sheet(refusal: DocketRow, sign: Callable[..., SignedRow]) -> None:
    """A name of 250 characters without a space stays on the page."""
    row = sign(refusal.model_copy(update={"file": "W" * 250 + ".pdf"}))
    with pypdfium2.PdfDocument(computation_sheet([row])) as pdf:
        for page in pdf:
            text = page.get_textpage()
            right = max(text.get_charbox(index)[2] for index in range(text.count_chars()))
            assert right <= page.get_width()


def test_a_quotation_longer_than_a_page_is_whole(refusal: DocketRow) -> None:
    """A long quotation runs on to the next pages; its last words are there."""
    words = "".join(f"第{n}文である。" for n in range(900))
    quote = Quote(document_id=refusal.document_id, page=1, paragraph="1", evidence_quote=words, verdict=Verdict.EXACT)
    text = "".join(_pages(computation_sheet([refusal.model_copy(update={"evidence": (quote,)})])))
    assert "第899文である。" in text.replace("\r\n", "")


def test_nothing_to_show_is_refused() -> None:
    """An empty sheet would be a document about nothing."""
    with pytest.raises(UsageError):
        computation_sheet([])


def test_missing_fonts_are_named(signed: SignedRow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the fonts the error says what to install; no sheet with boxes instead of letters appears."""
    monkeypatch.setattr(fonts, "_JAPANESE", "no_such_font_package")
    with pytest.raises(SettingsError) as caught:
        computation_sheet([signed])
    assert "konkyo[pdf]" in caught.value.remedy
