"""Rejected claims in the running words of Japanese letters."""

from __future__ import annotations

import pytest
from papers import paper

from konkyo.practice.notices.claims_told import told_claims
from konkyo.practice.notices.sheet import Sheet


def _told(text: str) -> list[int]:
    sheet = Sheet(paper(text))
    return sorted({n for found in told_claims(sheet, 0, len(sheet)) for n in found.value})


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("拒絶理由は、請求項1〜3、5に対する進歩性欠如です。", [1, 2, 3, 5]),
        ("請求項１～４についての特許法２９条２項違反です。", [1, 2, 3, 4]),
        ("請求項1,3が新規性なしとされています。", [1, 3]),
        ("請求項2乃至4は引用文献1に基づき容易に想到できたとの認定です。", [2, 3, 4]),
        ("クレーム1-6、8：米国特許法103条による拒絶", [1, 2, 3, 4, 5, 6, 8]),
        ("請求項3（明確性要件）および請求項5（サポート要件）", [3, 5]),
        ("請求項1に関しては拒絶理由が解消していないと判断されました。", [1]),
        ("請求項1-3は進歩性なし、請求項4-5については拒絶理由は発見されていません。", [1, 2, 3]),
    ],
)
def test_a_sentence_names_the_claims_and_their_ground(text: str, claims: list[int]) -> None:
    """Claims of which a sentence says a ground are rejected, up to the next claims it names."""
    assert _told(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "請求項17については拒絶の理由が発見されていません。",
        "請求項6は拒絶理由が通知されておらず、独立形式にすれば足ります。",
        "請求項4～6は進歩性が認められています。",
        "請求項2を請求項1に組み込む補正を提案します。",
        "請求項1の拒絶理由は解消されました。",
        "請求項1に記載の装置を添付図面で説明します。",
    ],
)
def test_spared_claims_are_left_out(text: str) -> None:
    """Claims without a ground, found allowable, or only spoken of are not rejected claims."""
    assert _told(text) == []
