"""Rules of ISO-2022-JP as Windows writes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from konkyo.ingest.encodings import decode
from konkyo.ingest.iso2022jp import decode_windows_jis


def windows_jis(text: str) -> bytes:
    """Text as code page 50220 sends it: every character of Windows-31J under the plain escape."""
    out, wide = bytearray(), False
    for character in text:
        pair = character.encode("cp932")
        if wide != (len(pair) == 2):
            wide = len(pair) == 2
            out += b"\x1b$B" if wide else b"\x1b(B"
        out += _jis(pair) if wide else pair
    return bytes(out + (b"\x1b(B" if wide else b""))


def _jis(pair: bytes) -> bytes:
    lead, trail = pair
    if lead >= 0xFA:  # IBM's rows are sent as NEC's selection of them
        lead, trail = _NEC[pair]
    row = (lead - (0x81 if lead <= 0x9F else 0xC1)) * 2 + 0x21
    if trail >= 0x9F:
        return bytes([row + 1, trail - 0x7E])
    return bytes([row, trail - (0x1F if trail < 0x7F else 0x20)])


_NEC = {
    character.encode("cp932"): bytes([lead, trail])
    for lead in (0xED, 0xEE)
    for trail in (*range(0x40, 0x7F), *range(0x80, 0xFD))
    if (character := bytes([lead, trail]).decode("cp932", "ignore"))
}

_WINDOWS = st.text(
    st.sampled_from("①②⑳㈱㈲№℡㍻㎜髙﨑纊彅靍瀨特許出願日本語の通知書、。abc 123\n"), min_size=1, max_size=60
)


@given(_WINDOWS)
def test_windows_characters_survive(text: str) -> None:
    """Row 13 and the ideographs of rows 89 to 92 come back as they were written, never as other ideographs."""
    assert decode_windows_jis(windows_jis(text)) == text


def test_names_are_not_read_as_other_names() -> None:
    """髙橋 and 山﨑 keep their characters in plain text files too."""
    assert decode(windows_jis("髙橋㈱ 山﨑")).text == "髙橋㈱ 山﨑"


def test_cells_of_the_standard_stay_those_of_the_standard() -> None:
    """A wave dash next to ① is the wave dash of JIS X 0208, as without it."""
    assert decode_windows_jis(b"\x1b$B!A-!\x1b(B") == "〜①"


def test_half_width_kana_have_their_own_escape() -> None:
    """ESC ( I is half-width katakana, one byte each."""
    assert decode_windows_jis(b"\x1b(I1\x1b(B!") == "ｱ!"


@given(st.binary(max_size=80))
def test_any_bytes_give_text_or_none(data: bytes) -> None:
    """Nothing raises; bytes that are not of this encoding give None."""
    text = decode_windows_jis(data)
    assert text is None or "\x1b" not in text


def test_other_encodings_are_not_claimed() -> None:
    """Eight-bit bytes, unknown escapes and cells that no character has are refused."""
    assert decode_windows_jis("表".encode("cp932")) is None
    assert decode_windows_jis(b"\x1b$(D0!\x1b(B") is None
    assert decode_windows_jis(b"\x1b$B~~\x1b(B") is None
    assert decode_windows_jis(b"\x1b$B0\x1b(B") is None
