"""What each date of a document is the date of."""

from __future__ import annotations

import re

from konkyo.practice.dates import DateToken, compact_date, lex_dates
from konkyo.practice.folding import width_of
from konkyo.practice.notices.confidence import ELEMENT, HEADER, LABEL, NEAR_TITLE, WORDING
from konkyo.practice.notices.period_ends import settled
from konkyo.practice.notices.role_word import RoleWords
from konkyo.practice.notices.role_words import ENGLISH, JAPANESE, OTHER_SCRIPTS
from konkyo.practice.notices.role_words_chinese import CHINESE
from konkyo.practice.notices.role_words_german import GERMAN
from konkyo.practice.notices.role_words_korean import KOREAN
from konkyo.practice.notices.role_words_treaty import TREATY
from konkyo.practice.notices.roled_date import RoledDate
from konkyo.practice.notices.sheet import Line, Sheet

_BEFORE = 160
_AFTER = 110
_HEADER_LINES = 4
_TABLE_LINES = 60
_TOP_LINES = 9
_FOOT_LINES = 5
_FAR = 40
_MOST_CELLS = 12
_WIDEST = 400  # no header row of a form is wider, in characters
_LONG = 0.7
_APPLICATION = re.compile(r"\s*(?:\d{1,3}[.)]?\s+)?(?:\d{2}/\d{3},?\d{3}|[特実意商]願|\d{4}-\d{6})")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_HAN = re.compile(r"[一-鿿]")
_HANGUL = re.compile(r"[가-힣]")

_ELEMENT_ROLES: tuple[tuple[str, str], ...] = (
    ("drafting-date", "drafting_date"),
    ("dispatch-date", "dispatch_date"),
    ("m-dispatch-date", "dispatch_date"),
    ("certification-group", "certification_date"),
    ("delivery-date", "service_date"),
    ("service-date", "service_date"),
    ("mail-date", "mail_date"),
    ("filing-date", "filing_date"),
    ("application-date", "filing_date"),
    ("priority-claim", "priority_date"),
    ("input-date", ""),
    ("m-drafting-article", ""),
)


def roled_dates(sheet: Sheet, office: str | None) -> tuple[RoledDate, ...]:
    """All dates of the sheet with their roles, in order."""
    tokens = list(lex_dates(sheet.folded, office))
    named = _from_elements(sheet)
    taken = [(n.token.start, n.token.end) for n in named]
    if taken:
        tokens = [t for t in tokens if all(t.end <= start or t.start >= end for start, end in taken)]
    rows = _rows(sheet, tokens)
    roled = [
        *named,
        *(
            _role_of(sheet, token, before, following, rows, office)
            for token, before, following in zip(tokens, [None, *tokens], [*tokens[1:], None], strict=False)
        ),
    ]
    return settled(sheet, tuple(sorted(roled, key=lambda r: r.token.start)))


Rows = dict[int, list[DateToken]]
"""Dates by the index of the line they begin on."""


def _rows(sheet: Sheet, tokens: list[DateToken]) -> Rows:
    rows: Rows = {}
    for token in tokens:
        rows.setdefault(sheet.line_at(token.start), []).append(token)
    return rows


def _from_elements(sheet: Sheet) -> list[RoledDate]:
    found: list[RoledDate] = []
    for part in sheet.parts:
        role = next((role for segment, role in _ELEMENT_ROLES if segment in part.path.split("/")), None)
        if role is None or not re.search(r"\d", sheet.read(part)) or len(sheet.read(part)) > 24:
            continue
        cut = sheet.folded.cut(part.start, part.end)
        inner = lex_dates(cut) or _compact(sheet.read(part))
        for token in inner[:1]:
            moved = DateToken(
                part.start + token.start, part.start + token.end, token.value, token.style, token.note, token.problem
            )
            if all(moved.end <= f.token.start or moved.start >= f.token.end for f in found):
                found.append(RoledDate(moved, role, ELEMENT))
    return found


def _compact(text: str) -> tuple[DateToken, ...]:
    match = re.search(r"(?:19|20)\d{6}", text)
    if match is None:
        return ()
    day = compact_date(match[0])
    problem = "" if day else "no such day in the calendar"
    return (DateToken(match.start(), match.end(), day, "compact", problem=problem),)


_WRAPPED = re.compile(r"(?<=[ぁ-んァ-ヶ一-鿿、])[^\S\n]*\n[^\S\n]*(?=[ぁ-んァ-ヶ一-鿿])")
"""A line break that the margin made in the middle of a Japanese sentence."""


_CLOSING_STOP = re.compile(r"^\.[^\S\n]?(?=[가-힣付])")
"""The last stop of a date written ``2025. 10. 13.`` belongs to it; what is said of it follows."""


def _role_of(
    sheet: Sheet,
    token: DateToken,
    previous: DateToken | None,
    following: DateToken | None,
    rows: Rows,
    office: str | None,
) -> RoledDate:
    floor = previous.end if previous is not None else 0
    before = _ORDER.sub(" ", sheet.text[max(floor, token.start - _BEFORE) : token.start])
    ceiling = (
        following.start if following is not None else len(sheet)
    )  # what is said of the next date is not said of this
    after = sheet.text[token.end : min(ceiling, _end_of_print(sheet, token.end))]
    after = _WRAPPED.sub("", after)
    after = _CLOSING_STOP.sub("", after) if "." in sheet.text[token.start : token.end] else after
    if _heads_a_mail(sheet, token):
        return RoledDate(token, "letter_date", LABEL)
    header = _by_header(sheet, token, rows)
    for words in _rules_for(sheet, before, after, office):
        if words.after is not None and words.after.match(after):
            return RoledDate(token, words.role, WORDING if words.role else LABEL)
        said = words.before.search(before) if words.before is not None else None
        if said is not None:
            own_line = "\n" not in said[0]
            return RoledDate(token, words.role if own_line or header is None else header, LABEL)
    if header is not None:
        return RoledDate(token, header, HEADER)
    if len(rows[sheet.line_at(token.start)]) == 1 and _stands_alone(sheet, token):
        role = _alone(sheet, token)
        if role is not None:
            return RoledDate(token, role, NEAR_TITLE)
    return RoledDate(token, None, 0.0)


_MAIL_DATE = re.compile(
    r"[\s>|]*\**(?:Date|Sent|Datum|Gesendet(?: am)?|日時|日\s*付|送信日時?"
    r"|发送时间|发送日期|日期|时间|날짜|보낸\s?날짜|일시)\**\s*:",
    re.IGNORECASE,
)
_MAIL_FROM = re.compile(
    r"[\s>|]*\**(?:From|Von|差出人|送信者|发件人|寄件者|보낸\s?사람|발신)\**\s*:\s*\S", re.IGNORECASE
)
_MAIL_TO = re.compile(
    r"[\s>|]*\**(?:To|An|Subject|Re|Betreff|宛先|件名|收件人|主题|受信者|받는\s?사람|제목)\**\s*:", re.IGNORECASE
)
_MAIL_HEAD = 4  # lines of a message's head above and below its date


def _heads_a_mail(sheet: Sheet, token: DateToken) -> bool:
    """The date in the head of a mail or fax (From and To or Subject stand there too) is that of the letter."""
    index = sheet.line_at(token.start)
    if not _MAIL_DATE.match(sheet.text[sheet.lines[index].start : token.start]):
        return False
    near = [line.text for line in sheet.lines[max(0, index - _MAIL_HEAD) : index + _MAIL_HEAD + 1]]
    return any(_MAIL_FROM.match(text) for text in near) and any(_MAIL_TO.match(text) for text in near)


def _end_of_print(sheet: Sheet, position: int) -> int:
    """The end of the line, or of the next one where the line is so long that the margin may have cut the sentence."""
    index = sheet.line_at(position)
    line = sheet.lines[index]
    if index + 1 < len(sheet.lines) and width_of(line.text) >= sheet.measure * _LONG:
        index += 1
    return min(sheet.lines[index].end, position + _AFTER)


_ORDER = re.compile(
    r"\(\s*(?:day|日|TT|jour|일|Tag)\s*[/.]\s*(?:month|月|MM|mois|월|Monat)\s*[/.]\s*\w{1,6}\s*\)", re.IGNORECASE
)
"""``(day/month/year)``: how a form's date is to be written is no part of its label."""


def _rules_for(sheet: Sheet, before: str, after: str, office: str | None) -> tuple[RoleWords, ...]:
    """The rules of the office, then of the language that stands around the date, then those it may be mixed with."""
    general = _of_language(sheet, before, after)
    return (*ENGLISH[:2], *TREATY, *general) if office in ("EPO", "PCT") else general


def _of_language(sheet: Sheet, before: str, after: str) -> tuple[RoleWords, ...]:
    """The text's own language first where its script stands near the date; a foreign script speaks for itself."""
    near = before[-40:] + after[:30]
    kana, han, hangul = (bool(script.search(near)) for script in (_KANA, _HAN, _HANGUL))
    if han and sheet.language == "zh":
        return (*CHINESE, *KOREAN, *JAPANESE, *OTHER_SCRIPTS, *ENGLISH)
    if hangul and not (kana or (han and sheet.language == "ja")):
        return (*KOREAN, *OTHER_SCRIPTS, *ENGLISH)
    if kana or han:
        return (*JAPANESE, *CHINESE, *KOREAN, *OTHER_SCRIPTS, *ENGLISH)
    if sheet.language == "de":
        return (*GERMAN, *ENGLISH)
    return (*ENGLISH[:1], *OTHER_SCRIPTS, *ENGLISH[1:])


_HEADERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), role)
    for pattern, role in (
        (
            r"filing\s+or\s+371\s?\(c\)(?:\s*date)?|(?<!international )filing\s*/?\s*(?:371\s?\(c\)\s*)?date",
            "filing_date",
        ),
        (r"international\s+filing\s+date|国\s*際\s*出\s*願\s*日|国际申请日|국제\s*출원일", "international_filing_date"),
        (
            (
                r"(?:(?:^|\t|\s{2,}|\b(?:ref|réf|no|nr)\.\s|zeichen\s|\bn°\s)(?:date|datum)|^datum\s*/\s*date)"
                r"(?=\s*$|\t|\s{2,}|\s(?:application|anmelde|ref|zeichen|réf|demande))"
            ),
            "document_date",
        ),
        (r"国際調査を完了した日|实际完成的?日期|실제\s*완료일", "search_completed"),
        (r"国際調査報告の発送日|检索报告邮寄日期|국제조사보고서\s*발송일", "isr_mailing_date"),
        (r"優\s*先\s*日|우선일", "priority_date"),
        (r"notification\s+date", "notification_date"),
        (r"mail(?:ing|ed|room)?\s*date|date\s+mailed|issue\s+date", "mail_date"),
        (r"date\s+due", "printed_due_date"),
        (r"date\s+of\s+(?:the\s+)?actual\s+completion", "search_completed"),
        (r"date\s+of\s+mailing", "isr_mailing_date"),
        (r"priority\s+date", "priority_date"),
        (r"grant\s+date|date\s+of\s+(?:patent|grant)", "grant_date"),
        (r"datum\s*/\s*date\s*/\s*date", "document_date"),
        (r"起\s*案\s*日", "drafting_date"),
        (r"(?<!報告の)発\s*送\s*(?:年\s*月\s*)?日", "dispatch_date"),
        (r"送\s*達\s*(?:年\s*月\s*)?日", "service_date"),
        (r"受\s*[信領取]\s*(?:年\s*月\s*)?日", "received_by_firm"),
        (r"(?<!際)出\s*願\s*(?:年\s*月\s*)?日", "filing_date"),
        (r"登\s*録\s*(?:年\s*月\s*)?日", "registration_date"),
        (r"(?:応答|提出|納付|法定|庁)?\s*期\s*限\s*日?|期日", "printed_due_date"),
        (r"(?:发文|发出|官文)日(?:期)?|発文日", "document_date"),
        (r"优先权日", "priority_date"),
        (r"(?<!国际)申请日", "filing_date"),
        (r"公开日(?:期)?|公布日", "publication_date"),
        (r"截止日(?:期)?|绝限|到期日", "printed_due_date"),
        (r"발송일자?|발행일자?", "dispatch_date"),
        (r"송달일자?", "service_date"),
        (r"출원일자?", "filing_date"),
        (r"등록일자?", "registration_date"),
        (r"(?:제출|납부)?(?:기한|기일)|마감일", "printed_due_date"),
        (r"\bAnmeldetag\b", "filing_date"),
        (r"\bzugestellt(?: am)?|Zustellung(?:sdatum)?\b", "service_date"),
        (r"\bfällig(?:keit)?(?: am)?\b|\bFrist(?:ende|ablauf)?\b", "printed_due_date"),
        (r"\bregistration\s+date|\bregistered\b", "registration_date"),
        (r"\b(?:(?:response|reply)\s+)?(?:due|deadline)\b(?!\s+date)", "printed_due_date"),
        (r"\b(?:OA|action|document|issu(?:e|ing|ance)|date of (?:OA|issue|action))\s*date|\bissued\b", "mail_date"),
    )
)


_SENTENCE = re.compile(
    r"[。]|\b(?:the|this)\s+(?:mail|notif|filing|priority)|\b(?:from|within)\b|から|以内", re.IGNORECASE
)


_HEADING = re.compile(r"お知らせ|ご?案内|ご?確認|ご?連絡|(?<!調査)ご?報告|について|の件|reminder|notice", re.IGNORECASE)
"""A line that announces what follows (``納付期限のご案内``) is no header row of a table."""


def _labels(text: str) -> list[str]:
    if _SENTENCE.search(text) or _HEADING.search(text):
        return []
    hits = [(m.start(), -m.end(), role) for pattern, role in _HEADERS for m in pattern.finditer(text)]
    labels, end = [], 0
    for start, minus_end, role in sorted(hits):
        if start >= end:  # of labels that overlap the first and longest is meant
            labels.append(role)
            end = -minus_end
    return labels


def _by_header(sheet: Sheet, token: DateToken, rows: Rows) -> str | None:
    """The k-th date of a row belongs to the k-th date label of the header rows above it."""
    index = sheet.line_at(token.start)
    line = sheet.lines[index]
    row = rows[index]
    if len(row) > _MOST_CELLS or _labels(sheet.text[line.start : token.start]):
        return None  # no row of a table, or one that carries its own labels
    labels: list[str] = []
    passed = 0
    for number in range(index - 1, max(index - 1 - _TABLE_LINES, -1), -1):
        above = sheet.lines[number]
        if not above.text.strip():
            if labels:
                break
            continue
        if number in rows:
            if labels or not _is_row(above, line):
                break
            continue  # another row of the same table
        passed += 1
        if passed > _HEADER_LINES:
            break
        labels = (_labels(above.text) if len(above.text) <= _WIDEST else []) + labels
        if len(labels) == len(row):
            break  # the header is complete; what stands above it is a heading
    position = row.index(token)
    if len(labels) == len(row) or (labels and position < len(labels) and len(row) <= len(labels)):
        return labels[position]
    return None


def _is_row(above: Line, line: Line) -> bool:
    """Two lines of one table have the same number of cells, or both begin with an application number."""
    cells = [len(re.split(r"\t+|\s{2,}", text.text.strip())) for text in (above, line)]
    if cells[0] == cells[1] and cells[0] > 1:
        return True
    return all(_APPLICATION.match(text.text) for text in (above, line))


def _stands_alone(sheet: Sheet, token: DateToken) -> bool:
    line = sheet.lines[sheet.line_at(token.start)]
    rest = sheet.text[line.start : token.start] + sheet.text[token.end : line.end]
    return not re.sub(r"[\s.,()付け以上]", "", rest)


def _alone(sheet: Sheet, token: DateToken) -> str | None:
    """A date alone on its line: of the decision above the signatures, else of the letter at its head or foot."""
    index = sheet.line_at(token.start)
    following = "".join(line.bare for line in sheet.lines[index + 1 : index + 4])
    if re.match(r"(?:審判長|(?:特許庁)?審(?:判|査)官|特許庁長官)", following):
        return "drafting_date"
    above, below = sheet.lines[:index], sheet.lines[index + 1 :]
    if _filled(above[:_FAR]) < _TOP_LINES and index < _FAR:
        return "letter_date"
    return "letter_date" if len(below) < _FAR and _filled(below) < _FOOT_LINES else None


def _filled(lines: tuple[Line, ...]) -> int:
    return sum(1 for line in lines if line.bare)
