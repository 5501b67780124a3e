"""Which encoding a text is in: strict decoding first, then how plausible the characters are that come out.

Byte patterns alone do not tell EUC-JP from GB 18030 (both put kana, punctuation and ideographs in the same rows), so
the candidates' characters are compared with those that Japanese, Chinese, Korean and European texts consist of. Where
two readings stay plausible the caller is told both. Sources: JIS X 0208, GB/T 2312, Big5, KS X 1001 (levels of use).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from konkyo.errors import RefusedError
from konkyo.ingest.characters import CHINESE, JAPANESE, KOREAN, TAIWANESE
from konkyo.ingest.iso2022jp import decode_windows_jis

_SAMPLE = 20_000
_MARGIN = 0.12
_FEW = 12  # bytes beyond ASCII: below, a second plausible reading is told even if it scores lower
_FEW_MARGIN = 0.35
_PLAUSIBLE = 0.0
_CHANCE = 2  # characters

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPES = re.compile(rb"\x1b(?:\$[@AB]|\$\([CDOPQ]|\([BIJ]|\$\)[ACG])")
_UTF7 = re.compile(rb"\+([A-Za-z0-9+/]{3,})-")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was read in, and other encodings in which it could be read."""

    text: str
    encoding: str
    alternatives: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of bytes. Raises ``RefusedError`` (``encoding``) where no encoding fits, and for UTF-7."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strict(data[len(bom) :], encoding), encoding)
    if _ESCAPES.search(data) and not _BEYOND_ASCII.search(data):
        return _iso_2022(data)
    if not _BEYOND_ASCII.search(data):
        return _seven_bit(data)
    text = _attempt(data, "utf-8")
    if text is not None and "\0" not in text:
        return Decoded(text, "utf-8", _beside_utf8(data, text))
    return _wide(data) or _legacy(data)


def _beside_utf8(data: bytes, text: str) -> tuple[str, ...]:
    """Other plausible readings of a very short text that is UTF-8 only by chance (EUC-JP 表 is UTF-8 ɽ)."""
    beyond = [c for c in text if c >= "\x80"]
    if len(beyond) > _CHANCE or any(c in _LETTERS or c in _SIGNS or not "\u0180" <= c <= "\u07ff" for c in beyond):
        return ()
    return tuple(name for score, name, _ in _readings(data) if score >= 1.0)


def _strict(data: bytes, encoding: str) -> str:
    text = _attempt(data, encoding)
    if text is None:
        msg = f"it is marked as {encoding} but is not valid {encoding}"
        raise RefusedError(msg, reason="encoding")
    return text


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _seven_bit(data: bytes) -> Decoded:
    if 0 in data:
        found = _wide(data)
        if found is not None:
            return found
    if _is_utf7(data):
        msg = "UTF-7 is not read: it hides characters from filters"
        raise RefusedError(msg, reason="encoding")
    return Decoded(data.decode("ascii"), "us-ascii")


def _is_utf7(data: bytes) -> bool:
    """Shifted runs that decode to real characters beyond what ASCII text would hold by chance."""
    runs = [b"+" + run + b"-" for run in _UTF7.findall(data)[:200]]
    decoded = [_attempt(run, "utf-7") for run in runs]
    telling = [t for t in decoded if t and (t.strip("<>\"'&;= ") == "" or all("\u00a0" <= c <= "\uffef" for c in t))]
    return len(telling) >= 2 and len(telling) * 2 >= len(runs)


def _iso_2022(data: bytes) -> Decoded:
    """ISO-2022-JP with what mail programs add: half-width kana, and the characters of Windows (①, ㈱, 髙)."""
    for encoding in ("iso2022_jp", "iso2022_jp_ext", "iso2022_kr"):
        text = _attempt(data, encoding)
        if text is not None and "\x1b" not in text:
            return Decoded(text, "iso-2022-kr" if encoding == "iso2022_kr" else "iso-2022-jp")
    text = decode_windows_jis(data)
    if text is not None:
        return Decoded(text, "iso-2022-jp")
    text = _attempt(data.replace(b"\x1b$B", b"\x1b$(Q"), "iso2022_jp_2004")
    if text is None or "\x1b" in text:
        msg = "its escape sequences are not those of ISO-2022-JP"
        raise RefusedError(msg, reason="encoding")
    return Decoded(text, "iso-2022-jp")


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: even length, and one byte order gives a text that the other does not."""
    if len(data) % 2:
        return None
    scores = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _attempt(data, encoding)
        if text is not None and not re.search("[\0\ufffe\uffff\ue000-\uf8ff]", text):
            scores.append((_wide_score(text), encoding, text))
    if not scores:
        return None
    best = max(scores)
    if best[0] < 0.5 or (0 not in data and "\n" not in best[2] and best[0] < 0.9):
        return None
    return Decoded(best[2], best[1])


def _wide_score(text: str) -> float:
    """Share of characters that texts consist of: ASCII, Latin, kana, common ideographs, Hangul, punctuation."""
    sample = text[:_SAMPLE]
    common = JAPANESE | CHINESE | TAIWANESE | KOREAN
    good = sum(1 for c in sample if " " <= c <= "\u024f" or c in "\t\r\n\f" or c in common or "\u3000" <= c <= "\u30ff")
    return good / max(len(sample), 1)


@dataclass(frozen=True)
class _Candidate:
    name: str
    codecs: tuple[str, ...]
    language: frozenset[str]


_CANDIDATES = (
    _Candidate("cp932", ("cp932", "shift_jis_2004"), JAPANESE),
    _Candidate("euc-jp", ("euc_jp", "euc_jis_2004"), JAPANESE),
    _Candidate("gb18030", ("gb18030",), CHINESE),
    _Candidate("big5", ("cp950", "big5hkscs"), TAIWANESE),
    _Candidate("euc-kr", ("cp949",), KOREAN),
)
_EUROPEAN = "windows-1252"


def _legacy(data: bytes) -> Decoded:
    """The most plausible of the national encodings."""
    scored = sorted(_readings(data), key=lambda reading: -reading[0])
    if not scored or scored[0][0] <= _PLAUSIBLE:
        msg = "no character encoding gives a plausible text"
        raise RefusedError(msg, reason="encoding")
    score, name, text = scored[0]
    count = len(_BEYOND_ASCII.findall(data[: _SAMPLE * 2]))
    margin = _FEW_MARGIN if count < _FEW else _MARGIN
    others = tuple(n for s, n, t in scored[1:] if s > _PLAUSIBLE and score - s < margin and t != text)
    return Decoded(text, name, others)


def _readings(data: bytes) -> Iterator[tuple[float, str, str]]:
    """Every strict decoding, with its plausibility per byte."""
    for candidate in _CANDIDATES:
        for codec in candidate.codecs:
            text = _attempt(data, codec)
            if text is not None:
                yield _plausibility(text, candidate), candidate.name, text
                break
    text = _attempt(data, "cp1252")
    if text is not None:
        yield _european(text), _EUROPEAN, text


def _plausibility(text: str, candidate: _Candidate) -> float:
    """Sum of the characters' weights over the bytes that they took; characters of ASCII say nothing."""
    total, size = 0.0, 0
    level = _level(candidate.name)
    kana = candidate.language is JAPANESE
    for character in text[: _SAMPLE * 4]:
        if character < "\x80":
            continue
        single = kana and "\uff61" <= character <= "\uff9f"
        size += 1 if single else 2
        total += _weight(character, candidate.language, level, kana=kana)
        if size > _SAMPLE * 2:
            break
    return total / max(size, 1)


def _weight(character: str, common: frozenset[str], level: frozenset[str], *, kana: bool) -> float:
    if character in common:
        return 2.0
    if "\u3041" <= character <= "\u30fe":
        return 1.8 if kana else -1.0
    if character in level:
        return 0.4
    if "\uff61" <= character <= "\uff9f":
        return 0.15 if kana else -2.0
    if "\uff01" <= character <= "\uff5e" or character in _PUNCTUATION:
        return 1.0
    if "\u4e00" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3":
        return -0.8
    if "\ue000" <= character <= "\uf8ff" or "\x80" <= character <= "\x9f" or character >= "\U00010000":
        return -4.0
    return -0.5


_PUNCTUATION = frozenset(
    "、。，．・：；？！―‐／～〜「」『』【】（）〔〕［］｛｝〈〉《》“”‘’…‥＋－±×÷＝≦≧°℃％＃＆＊＠§☆★○●◎◇◆□■△▲▽▼※〒"
    "→←↑↓　·—①②③④⑤⑥⑦⑧⑨⑩㈱№℡"
)


@cache
def _level(name: str) -> frozenset[str]:
    """The ideographs or syllables that a standard puts first because they are in common use."""
    rows = {
        "cp932": ("euc_jp", 0xB0, 0xCF),
        "euc-jp": ("euc_jp", 0xB0, 0xCF),
        "gb18030": ("gb2312", 0xB0, 0xD7),
        "big5": ("big5", 0xA4, 0xC6),
        "euc-kr": ("euc_kr", 0xB0, 0xC8),
    }
    codec, first, last = rows[name]
    cells = [
        bytes([lead, trail]) for lead in range(first, last + 1) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    ]
    return frozenset("".join(cell.decode(codec, "ignore") for cell in cells if codec == "big5" or cell[1] > 0xA0))


_LETTERS = frozenset("äöüßÄÖÜéèêëàâáçñóòôõíìîïúùûåæøœÅÆØÉÈÀÁÍÓÚÇÑ")
_SIGNS = frozenset("§©®°±²³µ·½¼¾«»–—‘’“”„…•€£¥™\xa0×÷ªº¡¿¶")


def _european(text: str) -> float:
    """Western European text: accented letters stand alone among ASCII letters, signs among spaces."""
    total, size = 0.0, 0
    for index, character in enumerate(text[: _SAMPLE * 4]):
        if character < "\x80":
            continue
        size += 1
        before, after = text[index - 1 : index] if index else " ", text[index + 1 : index + 2] or " "
        alone = before < "\x80" and after < "\x80"
        if character in _LETTERS:
            total += 0.8 if alone and (before.isalpha() or after.isalpha()) else -0.6
        elif character in _SIGNS:
            total += 0.5 if alone and not (before.isalpha() and after.isalpha() and character not in "’–") else -0.6
        else:
            total -= 1.5
    return total / max(size, 1)
