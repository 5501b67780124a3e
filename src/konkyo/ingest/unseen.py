"""Characters that deceive the eye: they stay in the text, and a flag says that they are there.

Sources: Unicode UAX 9 (bidirectional controls), UTS 39 (confusables, mixed scripts), UTR 36; tag characters U+E0000 ff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.records.documents import Flag
from konkyo.records.value import Wording

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e]{3,}|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_FLAG_EMOJI = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_WORD = re.compile(r"[A-Za-z\u0370-\u03ff\u0400-\u04ff]{2,}")
_LATIN, _GREEK, _CYRILLIC = re.compile(r"[A-Za-z]"), re.compile("[\u0370-\u03ff]"), re.compile("[\u0400-\u04ff]")
_LOOKALIKES = frozenset("АВЕЗІКМНОРСТУХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧον")

_WORDINGS: dict[str, tuple[str, str]] = {
    "bidi-override": (
        "文字の表示順を変える制御文字が{n}個あります。見た目と実際の順序が異なることがあります。",
        "{n} control characters change the order in which text is shown; it may not read as it looks.",
    ),
    "tag-characters": (
        "見えないタグ文字が{n}個あります（隠れた指示の疑い）。",
        "{n} invisible tag characters (a hidden message?).",
    ),
    "zero-width": ("幅のない文字の連続が{n}か所あります。", "{n} runs of zero-width characters."),
    "control-characters": ("制御文字が{n}個あります。", "{n} control characters."),
    "mixed-script": (
        "見た目が同じ別の文字（キリル文字・ギリシャ文字）を混ぜた語が{n}語あります。",
        "{n} words mix Latin letters with lookalikes from another script.",
    ),
}


def unseen_flags(text: str, page: int | None = None) -> Iterator[Flag]:
    """Flags for deceptive characters in a page's text, with their number."""
    found = {
        "bidi-override": len(_BIDI.findall(text)),
        "tag-characters": sum(len(run) for run in _TAGS.findall(_FLAG_EMOJI.sub("", text)))
        if _TAGS.search(text)
        else 0,
        "zero-width": len(_ZERO_WIDTH.findall(text)),
        "control-characters": len(_CONTROL.findall(text)),
        "mixed-script": sum(1 for word in _WORD.findall(text) if _deceives(word)) if _has_lookalikes(text) else 0,
    }
    for code, number in found.items():
        if number:
            ja, en = _WORDINGS[code]
            yield Flag(code=code, message=Wording(ja=ja.format(n=number), en=en.format(n=number)), page=page)


def _has_lookalikes(text: str) -> bool:
    return not text.isascii() and not _LOOKALIKES.isdisjoint(text)


def _deceives(word: str) -> bool:
    """Latin letters beside Greek or Cyrillic ones that look Latin; units (μm, Δt) use letters that do not."""
    if not _LATIN.search(word) or not (_GREEK.search(word) or _CYRILLIC.search(word)):
        return False
    return any(c in _LOOKALIKES for c in word)
