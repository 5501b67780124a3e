"""Who tells: the office's own paper, or somebody else (an agent, a firm, a colleague) who reports it."""

from __future__ import annotations

import re

from konkyo.practice.folding import loose
from konkyo.practice.notices.letter_words import LETTER
from konkyo.practice.notices.segments import Segment
from konkyo.practice.notices.sheet import Sheet
from konkyo.practice.notices.titles import TitleHit

_LETTER = re.compile(
    loose(
        r"拝啓|敬具|謹啓|お世話に(?:なって|なり)|御中|平素(?:は|より)|貴社|御社|貴所|弊所|当所|弊社"
        r"|ご担当者?様|よろしくお願い"
        r"|ご報告|ご査収|ご連絡|ご案内|お知らせいたし|社内連絡|社内メモ|連絡事項|転送(?:します|いたし)"
        r"|\bDear\b|\b(?:Best |Kind )?Regards,|\bour (?:response|reply) is due|please (?:tell|let) us"
        r"|Best regards|Kind regards|Sincerely|Yours (?:faithfully|truly|sincerely)|Our ref"
        r"|Please find attached"
        r"|we (?:would like to |are pleased to |hereby )?(?:report|inform you|advise you|received|have received)"
        r"|(?:your|please send us) instructions|" + LETTER
    ),
    re.IGNORECASE,
)
_OFFICE_HEAD = re.compile(
    r"UNITED STATES PATENT AND TRADEMARK OFFICE|EPO Form|PCT/[A-Z]{2,4}/\d{3}|European Patent Office"
    r"|Europäisches Patentamt|Office européen"
    r"|PATENT COOPERATION TREATY|国家知识产权局|특허청|지식재산처|Deutsches Patent- und Markenamt"
    r"|特許庁|Japan Patent Office"
    r"|China National Intellectual Property Administration|Korean Intellectual Property Office|日本国特許庁",
    re.IGNORECASE,
)
_OFFICE_SENDER = re.compile(
    r"uspto\.gov|epo\.org|jpo\.go\.jp|cnipa\.gov|wipo\.int|dpma\.de|kipo\.go\.kr|\beOffice ?Action\b"
    r"|\b(?:USPTO|EPO|JPO|CNIPA|KIPO|DPMA)\b(?! ?(?:team|dept|docket))",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^[^\S\n]*\**(?:from|差出人|送信者|发件人|보낸 ?사람|von)\**\s?:(?P<who>[^\n]*)", re.IGNORECASE | re.MULTILINE
)
_HEAD_LINES = 12
_HEAD_WIDTH = 70
_FIRMS_OWN = frozenset({"annuity", "exam_request", "national_phase_entry", "maintenance_fee"})


def is_restated(sheet: Sheet, segment: Segment, hit: TitleHit, *, quoted: bool) -> bool:
    """Whether the case is told by somebody else than the office.

    A mail is its sender's, unless the office sent it or the paper itself stands in it with its own title below the
    greeting. Elsewhere an office's heading with a title on a line of its own, or a title without a letter's courtesies
    before it, is the paper.
    """
    sender = _FROM.search(sheet.text)
    if sender is not None and _OFFICE_SENDER.search(sender["who"]):
        return False
    headed = _has_office_head(sheet, segment.start, hit.start)
    if hit.own_line and headed:
        return False
    courteous = _LETTER.search(sheet.text, 0, max(hit.start, 1)) if hit.own_line else _LETTER.search(sheet.text)
    mail = sender is not None or sheet.media_type == "message/rfc822"
    if mail or quoted:
        return not (hit.own_line and not courteous and hit.form.event not in _FIRMS_OWN)
    return courteous is not None or (hit.form.event in _FIRMS_OWN and not headed)


def _has_office_head(sheet: Sheet, start: int, end: int) -> bool:
    """A line near the top, or right above the title, that is little more than the office's name."""
    filled = [line for line in sheet.lines if line.bare]
    near = [line for line in filled if start <= line.start <= end][-_HEAD_LINES:]
    return any(
        len(line.text.strip()) <= _HEAD_WIDTH and _OFFICE_HEAD.search(line.text)
        for line in (*filled[:_HEAD_LINES], *near)
    )
