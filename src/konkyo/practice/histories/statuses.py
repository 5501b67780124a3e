"""What the status line of a file says: which act it says is outstanding, what it says is done, or that all is over.

Source: the status texts of Patent Center and the Open Data Portal, 登録・出願の状態 of J-PlatPat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from konkyo.practice.folding import fold

Reason = Literal["granted", "abandoned", "withdrawn", "refused", "expired", "lapsed"]
ANY = "*"


@dataclass(frozen=True)
class Meaning:
    """``outstanding``: steps of which the newest stands unanswered. ``done``: steps that are dealt with (``*``: all).

    ``kept``: steps that ``*`` does not cover: a reply after a final action does not stop its period.
    """

    pattern: str
    outstanding: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    closes: Reason | None = None


_ACTIONS = ("nonfinal", "restriction", "quayle")
_MEANINGS: dict[str, tuple[Meaning, ...]] = {
    "USPTO": (
        Meaning(r"expired|non-?payment of maintenance", closes="expired"),
        Meaning(r"provisional application expired", closes="expired"),
        Meaning(r"abandoned", closes="abandoned"),
        Meaning(r"^patented|patented (?:case|file)", closes="granted"),
        Meaning(r"counted,? not yet mailed|ready for mailing", done=(ANY,)),
        Meaning(r"non-?\s?final (?:action|rejection|office action) mailed", ("nonfinal", "restriction"), (ANY,)),
        Meaning(r"(?:restriction|election).{0,30}mailed", ("restriction",), (ANY,)),
        Meaning(r"quayle.{0,20}mailed", ("quayle",), (ANY,)),
        Meaning(r"advisory action (?:mailed|counted)", ("final",), (ANY,)),
        Meaning(r"^final (?:rejection|action).{0,10}mailed", ("final",), (ANY,)),
        Meaning(r"(?:response|amendment).{0,20}after final", done=(ANY,), kept=("final",)),
        Meaning(r"response .{0,40}(?:entered|forwarded|filed)|^response to", done=(ANY,)),
        Meaning(r"issue fee payment (?:received|verified)|ready for issue|issue notification", done=(ANY,)),
        Meaning(
            r"notice of allowance mailed|allowed -- notice of allowance mailed|awaiting .{0,20}issue fee",
            ("allowance",),
            (ANY,),
        ),
        Meaning(r"notice of allowance not yet mailed|^allowed", done=(ANY,)),
        Meaning(
            r"appeal brief.{0,40}(?:entered|forwarded|filed)|reply brief|awaiting decision|appeal ready", done=(ANY,)
        ),
        Meaning(r"examiner'?s answer.{0,30}mailed", ("examiners_answer",), (ANY,)),
        Meaning(r"notice of appeal filed", ("appeal_notice",), (ANY,)),
        Meaning(r"docketed new case|ready for examination|application dispatched|rce", done=(ANY,)),
    ),
    "JPO": (
        Meaning(r"(?:特許|登録)(?:有|査定後|維持)|存続|権利存続", closes="granted"),
        Meaning(r"消滅|抹消", closes="expired"),
        Meaning(r"取下|放棄", closes="withdrawn"),
        Meaning(r"拒絶(?:査定)?確定|拒絶最終", closes="refused"),
    ),
    "EPO": (
        Meaning(r"deemed to be withdrawn|withdrawn", closes="withdrawn"),
        Meaning(r"refused", closes="refused"),
        Meaning(r"revoked|lapsed|expired", closes="lapsed"),
        Meaning(r"patent (?:has been )?granted|no opposition filed", closes="granted"),
    ),
    "CNIPA": (
        Meaning(r"终止|失效|届满", closes="expired"),
        Meaning(r"视撤|视为撤回|撤回|视为放弃", closes="withdrawn"),
        Meaning(r"专利权维持|授权|有权", closes="granted"),
    ),
    "KIPO": (
        Meaning(r"소멸", closes="expired"),
        Meaning(r"취하|포기", closes="withdrawn"),
        Meaning(r"^등록", closes="granted"),
    ),
    "DPMA": (Meaning(r"nicht anhängig|zurückgenommen", closes="withdrawn"),),
}


def meaning_of(office: str, status: str) -> Meaning | None:
    """What a status says, or None for one that says nothing about what is open."""
    words = re.sub(r"\s+", " ", fold(status).text).strip()
    return next((m for m in _MEANINGS.get(office, ()) if re.search(m.pattern, words, re.IGNORECASE)), None)
