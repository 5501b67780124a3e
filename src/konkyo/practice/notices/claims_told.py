"""Rejected claims as letters in Japanese tell them: in running words, or before the ground in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.claim_ranges import CLAIM_LIST, claims_of
from konkyo.practice.folding import loose
from konkyo.practice.notices.confidence import WORDING
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.docket import Finding

_TOLD = re.compile(
    rf"(?:(?:{loose('請求項')}|クレーム)\s*)(?P<list>{CLAIM_LIST})\s*"
    rf"(?:{loose('(?:に係る|に記載の|の)(?:各)?発明')})?\s*"
    rf"(?P<said>[はがも、:(](?!\s*\d)|{loose('に(?:つ(?:いて|き)|対(?:し|する)|関(?:し|する)|は)|の|を')})(?=(?P<rest>(?:[^。\n]|\n(?!\s*\n)){{1,70}}))",
    re.IGNORECASE,
)
_GROUND = re.compile(
    loose(
        r"進歩性|新規性|容易(?:に)?想到|容易に発明|自明|記載(?:要件|不備)|明確性|不明(?:確|瞭)|サポート要件|実施可能要件"
        r"|単一性|先願|拡大先願|拒絶|(?:10[123]|112)条|(?:22|26|29|33|36|37|39|42)条(?:の2)?|違反|(?:35)?USC(?:10[123]|112)"
        r"|特許を受けることができない"
    ),
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"対象(?:と?なる)?(?:請求項|クレーム)?(?:は|:|が)[^\S\n]*(?:請求項|クレーム)\s*(?P<a>{CLAIM_LIST})(?!\s*(?:[~-]|[、,]?\s*\d|以外|を除))"
    rf"|(?:請求項|クレーム)\s*(?P<b>{CLAIM_LIST})\s*(?:が|は、?)(?:今回の?)?(?:拒絶(?:の)?)?(?:理由の)?対象(?=です|で(?:す|ある|、)|と|。)",
    re.IGNORECASE,
)
"""``対象は請求項1～6です``: the claims that the action a letter reports is about."""
_NEXT_CLAIMS = re.compile(rf"{loose('請求項')}|クレーム")
_SPARED = re.compile(
    loose(
        r"拒絶の?理由(?:は|が|を)?(?:、)?(?:現時点では|今回)?(?:ない|なし|ありません|ございません|発見|見出|見い(?:だ|出)|見つか"
        r"|見当た|示され(?:て(?:い)?)?(?:ない|ませ|ず|おらず)|通知され(?:て(?:い)?)?(?:ない|ませ|ず|おらず)"
        r"|指摘され(?:て(?:い)?)?(?:ない|ませ|ず|おらず)|解消(?:し(?:た|まし)|され)|(?:は)?解消して(?!い?(?:な|ま)))"
        r"|(?:進歩性|新規性|特許性)(?:は|が|を)?(?:あり|ある|認め(?:られ(?!ま?せ|な)|る)|肯定|有する)"
        r"|許可|特許可能|登録可能|特許査定|引用(?:形式|する形式)|従属|に補正|を補正|を削除|削除(?:し|する|され)"
        r"|拒絶(?:は)?(?:され(?:て)?(?:い)?(?:ない|ませ|ず|おらず)|の対象(?:では|外))|撤回|取り下げ|解消され"
    ),
    re.IGNORECASE,
)


def told_claims(sheet: Sheet, start: int, end: int) -> Iterator[Finding[tuple[int, ...]]]:
    """Lists of claims of which a sentence says a ground, up to the next claims it names; spared ones left out.

    ``拒絶理由は請求項1～7に対する進歩性欠如です``, ``請求項1～5が進歩性なしとされています``, ``クレーム1-3：103条``.
    """
    for match in _TOLD.finditer(sheet.text, start, end):
        rest = _NEXT_CLAIMS.split(match["rest"], maxsplit=1)[0]
        whole = _sentence(sheet.text, match.end("said"), end)
        if _GROUND.search(rest) and not _SPARED.search(_NEXT_CLAIMS.split(whole, maxsplit=1)[0]):
            yield sheet.finding(claims_of(match["list"]), *match.span("list"), WORDING)


def subject_claims(sheet: Sheet, start: int, end: int) -> Iterator[Finding[tuple[int, ...]]]:
    """Lists of claims that a letter calls the subject of the action, where it says no ground beside them."""
    for match in _SUBJECT.finditer(sheet.text, start, end):
        if not _AMENDED.search(sheet.text[max(start, match.start() - 10) : match.start()]):
            group = "a" if match["a"] else "b"
            yield sheet.finding(claims_of(match[group]), *match.span(group), WORDING)


_AMENDED = re.compile(r"(?:補正|訂正|審査|許可|特許|調査|検索|権利化|登録)(?:の|請求の)?$")


def _sentence(text: str, start: int, end: int) -> str:
    """What follows up to the full stop or the empty line."""
    return re.split(r"。|\n\s*\n", text[start : min(end, start + 200)], maxsplit=1)[0]
