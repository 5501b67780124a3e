"""Rules of encodings: what is read is what was written, and doubt is said."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import RefusedError
from konkyo.ingest.encodings import decode

JA = "拒絶理由通知書\n特許出願の番号　特願２０２３－０１２３４５\nこの出願は、次の理由によって拒絶をすべきものです。"
ZH = "审查意见通知书\n申请人应当在收到本通知之日起四个月内陈述意见，期满未答复的，该申请被视为撤回。"
KO = "의견제출통지서\n이 출원은 다음과 같은 거절이유가 있으므로 의견서를 제출하시기 바랍니다."
TW = "審查意見通知函\n本案經審查後，認有下列不符專利法規定之情事，請於文到次日起三個月內申復。"
DE = "Gemäß § 79 Abs. 1 wird die Frist für die Äußerung auf vier Monate verlängert. Mit freundlichen Grüßen"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (JA, "utf-8", "utf-8"),
        (JA, "utf-8-sig", "utf-8"),
        (JA, "utf-16", "utf-16-le"),
        (JA, "utf-16-be", "utf-16-be"),
        (JA, "cp932", "cp932"),
        (JA.replace("－", "-"), "euc_jp", "euc-jp"),
        (JA.replace("－", "-"), "iso2022_jp", "iso-2022-jp"),
        (ZH, "gb18030", "gb18030"),
        (TW, "cp950", "big5"),
        (KO, "cp949", "euc-kr"),
        (DE, "cp1252", "windows-1252"),
        ("plain words", "ascii", "us-ascii"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(text: str, codec: str, name: str) -> None:
    """Each national encoding is told from the others, without a flag."""
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.alternatives) == (text, name, ())


def test_row_13_of_mail_programs() -> None:
    """① and ㈱ under the plain escape of ISO-2022-JP are kept, not lost."""
    data = b"\x1b$B-!-j\x1b(B 2024"
    assert decode(data).text == "①㈱ 2024"


def test_half_width_katakana() -> None:
    """Half-width katakana in Shift_JIS is Japanese, not European."""
    text = "ﾄｯｷｮ ﾁｮｳ ｶﾌﾞｼｷｶﾞｲｼｬ　御中"
    assert decode(text.encode("cp932")).text == text


def test_short_texts_tell_their_doubt() -> None:
    """Two plausible readings of a few bytes are both told."""
    data = "表2015-5026".encode("euc_jp")
    assert "euc-jp" in (decode(data).encoding, *decode(data).alternatives)


@pytest.mark.parametrize(
    "data",
    [codecs.BOM_UTF8 + b"\xff\xfe\xfd", codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", b"\x1b$B\xff", b"\x1b$B!\x1b(B"],
)
def test_a_broken_promise_is_refused(data: bytes) -> None:
    """Bytes that are marked as an encoding but do not obey it are refused, not repaired."""
    with pytest.raises(RefusedError) as caught:
        decode(data)
    assert caught.value.reason == "encoding"


def test_utf7_is_refused() -> None:
    """UTF-7, which hides markup from filters, is refused; a plus sign in ASCII text is no UTF-7."""
    with pytest.raises(RefusedError):
        decode(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-")
    assert decode(b"call +81-3-1234-5678 or C+abc-def").encoding == "us-ascii"


@given(st.binary(max_size=300))
def test_any_bytes_have_an_outcome(data: bytes) -> None:
    """Whatever the bytes: a text without half surrogates, or a refusal."""
    try:
        text, reason = decode(data).text, ""
    except RefusedError as error:
        text, reason = "", error.reason
    assert reason in {"", "encoding"}
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200))
def test_utf8_comes_back_unchanged(text: str) -> None:
    """Any text in UTF-8 is read as it is (escapes of ISO-2022 and UTF-7 aside)."""
    if "\x1b" in text or "+" in text or text.startswith("\ufeff"):
        return
    assert decode(text.encode()).text == text
