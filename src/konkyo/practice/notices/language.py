"""The language of a text, as far as the reading of dates and of courtesies needs it."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["ja", "zh", "ko", "de", "en"]
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_HANGUL = re.compile(r"[가-힣]")
_SIMPLIFIED = re.compile(r"[发专权请为书审该应个证费缴届驳贵这张们对说议让谢来时间问]")
"""Characters of the People's Republic that neither Japanese nor Korean print uses."""
_GERMAN = re.compile(
    r"\b(?:der|die|das|und|dem|den|des|ist|wird|wurde|nicht|auf|mit|für|zum|zur|bis|wir|Ihr|Ihre|Frist|Anmeldung"
    r"|Aktenzeichen|Anmeldetag|Bescheid|Patentamt|Patentanmeldung)\b"
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|is|was|has|been|for|with|your|our|this|that|application)\b", re.IGNORECASE)
_FEW = 3


def language_of(text: str) -> Language:
    """The language that most of a text is in. Latin letters that say nothing else are taken for English."""
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    simplified = len(_SIMPLIFIED.findall(text))
    if simplified >= _FEW and simplified > max(kana, hangul):
        return "zh"
    if max(kana, hangul) >= _FEW:
        return "ko" if hangul > kana else "ja"
    german = len(_GERMAN.findall(text))
    return "de" if german >= _FEW and german > len(_ENGLISH.findall(text)) else "en"
