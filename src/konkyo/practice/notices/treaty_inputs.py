"""Further inputs of a deadline question that PCT papers state: priority date, transmittal of the report, office."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from konkyo.practice.notices.case import Case
from konkyo.records.docket import Finding, TriggerDate

_FROM_PRIORITY = frozenset({"demand", "art19_amendment"})
_AT_THE_SENDER = frozenset({"additional_search_fees", "formality_correction", "restriction_response", "oa_response"})
_AUTHORITY = re.compile(
    r"(?:mailing\s+address\s+of\s+the\s+|(?<![A-Za-z/]))(?:IS|IPE)?A/(?P<code>US|EP|JP|CN|KR|DE)(?![A-Za-z/])"
    r"|(?P<JP>Japan(?:ese)?\s+Patent\s+Office|日本国特許庁)|(?P<EP>European\s+Patent\s+Office)"
    r"|(?P<KR>Korean\s+Intellectual\s+Property\s+Office|대한민국\s*특허청)"
    r"|(?P<CN>China\s+National\s+Intellectual\s+Property|国家知识产权局)"
    r"|(?P<US>United\s+States\s+Patent\s+and\s+Trademark\s+Office|Attn:?\s*ISA/US)"
)


def inputs(case: Case, event: str, trigger: Finding[TriggerDate] | None) -> dict[str, Any]:
    """Inputs by the field names of ``DeadlineQuestion``; dates as ISO text.

    Articles 19 and 31: the later of a period from the priority date and one from the transmittal of the search report
    (PCT Rules 46.1, 54bis.1). Without a stated priority date the question stays open: the filing date stands in for it
    only where no priority is claimed (PCT Article 2(xi)), which a paper seldom says.
    """
    if case.office != "PCT":
        return {}
    found: dict[str, Any] = {}
    if event in _FROM_PRIORITY:
        priority = _dated(case, "priority_date")
        found["trigger_code"], found["period_months"] = "priority_date", None  # the length is the law's
        found["trigger_date"] = None if priority is None else priority.isoformat()
        if trigger is not None:
            found["isr_transmittal_date"] = trigger.value.date.isoformat()
        filed = _dated(case, "international_filing_date")
        if filed is not None:
            found["filing_date"] = filed.isoformat()
    elif trigger is not None and trigger.value.kind in ("mail_date", "isr_mailing_date"):
        found["trigger_code"] = "document_date"
        found["document_date"] = trigger.value.date.isoformat()
    if event in _AT_THE_SENDER:
        said = _AUTHORITY.search(case.sheet.text, case.segment.start, case.segment.end)
        if said is not None:
            found["office_of_act"] = said["code"] or str(said.lastgroup)
    return found


def _dated(case: Case, role: str) -> date | None:
    return next((d.token.value for d in case.dates if d.role == role and d.token.value is not None), None)
