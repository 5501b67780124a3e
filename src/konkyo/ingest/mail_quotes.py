"""Where somebody else speaks in the text of a mail: quoted lines, and messages that are forwarded or replied to.

No standard says how a mail quotes another; these are the marks that the usual programs write (Outlook, Gmail,
Thunderbird, Becky!, Notes) in Japanese, English, Chinese, Korean, German and French.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from konkyo.records.documents import Section, SectionKind

_MARKED = re.compile(r"[ \t\u3000]{0,3}(?:>(?!From )|＞) ?")
_RULE = re.compile(
    r"\s*(?:[-=_－—–＝]{2,}\s*(?:original (?:message|appointment)|forwarded (?:message|by .{1,120})|forward(?:ed)?"
    r"|(?:元|転送|引用|受信)(?:の|された|元)?\s*(?:メッセージ|メール)|転送|(?:以下、?\s*)?原文|オリジナル\s*メッセージ"
    r"|(?:原始|原)?邮件(?:原件|信息)?|(?:转发|转寄|回复)(?:的)?(?:原)?(?:邮件|郵件)(?:信息)?|原始郵件|(?:轉寄|轉發)(?:的)?郵件"
    r"|원본 ?(?:메시지|메일)|전달된 ?(?:메시지|메일)"
    r"|ursprüngliche (?:nachricht|mail)|weitergeleitete (?:nachricht|mail)|message (?:d'origine|transféré))"
    r"\s*(?:[-=_－—–＝]{2,})?.{0,80}"
    r"|\[(?:original message|元のメッセージ|原始邮件|원본 메시지)\]"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|début du message (?:réexpédié|transféré)"
    r"|开始转发(?:的)?邮件|開始轉寄郵件|転送されたメッセージ)\s*[:：]|다음은 전달된 메시지입니다\s*[.:：]?"
    r"|[(（]?(?:以下|下記)\s*、?\s*(?:転送|引用)(?:メール)?\s*[:：]?[)）]?)\s*",
    re.IGNORECASE,
)
_BLOCK_FIRST = re.compile(
    r"\s*\**(?:from|差出人|送信者|送信元|发件人|寄件者|보낸 ?사람|von|de)\**\s?[:：]\**\s*\S", re.IGNORECASE
)
_BLOCK_NEXT = re.compile(
    r"\s*\**(?:sent|date|to|cc|subject|送信日時|日時|日付|受信日時|宛先|件名|发送时间|收件人|主题|寄件日期|收件者|主旨"
    r"|日期|抄送|副本|受信者|보낸 ?(?:날짜|시간)|날짜|받는 ?사람|참조|제목"
    r"|gesendet|datum|an|betreff|envoyé|date|à|objet)\**\s?[:：]",
    re.IGNORECASE,
)
_BLOCK_LINES = 8
_BLOCK_NEEDED = 2
_MOST_LEVELS = 5
_LONGEST = 400
_SAYS = (
    r"(?:on|at)\b.{4,200}\bwrote\s*:|am\b.{4,200}\bschrieb\b.{0,120}:|.{2,160}\bschrieb am\b.{4,80}:"
    r"|le\b.{4,200}\ba écrit\s*:|.{1,200}(?:さん|様|氏)?(?:は|が)?(?:次のように|以下のように)?"
    r"(?:書きました|書いた)\s*[:：]?"
    r"|.{1,200}(?:写道|寫道)\s*[:：]|.{4,200}(?:님이 (?:작성|보낸 메시지|쓴 글)|쓴 글)\s*[:：]"
)
_ATTRIBUTION = re.compile(
    rf"\s*(?:{_SAYS}|(?:in message\b.{{0,120}})?[^.!?。]{{1,120}}\bwrote\s*:"
    r"|.{4,200}<[^<>\s]+@[^<>\s]+>\s*(?:のメール)?\s*[:：])\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"(?=.{{0,200}}[0-9])(?=.{{0,200}}<[^<>\s]{{1,200}}@[^<>\s]{{1,200}}>)\s*(?:{_SAYS})\s*", re.IGNORECASE
)
"""Says who wrote when, and from which address: what follows is quoted even where it is not marked."""


def quoted_sections(text: str) -> tuple[Section, ...]:
    """Stretches of a mail's text that are another message's, in order; neighbours are joined.

    What the quoted message quotes in turn is a further section inside the first.
    """
    return tuple(_sections(_lines(text), _MOST_LEVELS))


_Line = tuple[int, int, str]
"""Start, end, and text without the marks of the quotations around it."""


def _lines(text: str) -> list[_Line]:
    found, position = [], 0
    for line in text.split("\n"):
        found.append((position, position + len(line), line))
        position += len(line) + 1
    return found


def _sections(lines: list[_Line], levels: int) -> Iterator[Section]:
    """The sections of one level, each followed by those inside it."""
    marks = [_MARKED.match(line) for _, _, line in lines]
    marked = [mark is not None for mark in marks]
    quoted = list(marked)
    for first, last in _messages(lines, marked):
        quoted[first:last] = [True] * (last - first)
    _attribute(lines, quoted)
    for first, last in _runs(lines, quoted):
        yield Section(kind=SectionKind.QUOTED, start=lines[first][0], end=lines[last][1])
        if not levels:
            continue
        run = zip(lines[first : last + 1], marks[first : last + 1], strict=True)
        inner = [(start, end, line[mark.end() :]) for (start, end, line), mark in run if mark is not None]
        yield from _sections(inner, levels - 1)


def _messages(lines: list[_Line], marked: list[bool]) -> Iterator[tuple[int, int]]:
    """A rule or a block of header lines opens another message.

    It goes on to the end, unless its own text is marked with ``>``: then with the last such line.
    """
    last_marked = max((i for i, mark in enumerate(marked) if mark), default=-1)
    index = 0
    while index < len(lines):
        line = lines[index][2]
        if not line.strip() or marked[index] or not _opens(lines, index, last_marked):
            index += 1
            continue
        if last_marked < index or not marked[_first_text(lines, index + 1)]:
            yield index, len(lines)
            return
        yield index, last_marked + 1
        index = last_marked + 1


def _opens(lines: list[_Line], index: int, last_marked: int) -> bool:
    """Whether another message begins here."""
    line = lines[index][2]
    if _RULE.fullmatch(line) or _is_block(lines, index):
        return True
    return len(line) <= _LONGEST and last_marked < index and _OPENING.fullmatch(line) is not None


def _is_block(lines: list[_Line], index: int) -> bool:
    """``From:`` with two more of the usual fields right below, or three of them in another order."""
    first = lines[index][2]
    below = [line for _, _, line in lines[index + 1 : index + 1 + _BLOCK_LINES]]
    if _BLOCK_FIRST.match(first):
        return sum(1 for line in below if _BLOCK_NEXT.match(line)) >= _BLOCK_NEEDED
    if not _BLOCK_NEXT.match(first):
        return False
    fields = list(takewhile(lambda line: _BLOCK_FIRST.match(line) or _BLOCK_NEXT.match(line), below))
    return len(fields) >= _BLOCK_NEEDED and any(_BLOCK_FIRST.match(line) for line in fields)


def _first_text(lines: list[_Line], index: int) -> int:
    """The first line of the message's own text, below its header lines; the last line where there is none."""
    while index < len(lines) - 1:
        line = lines[index][2]
        if line.strip() and not _BLOCK_FIRST.match(line) and not _BLOCK_NEXT.match(line):
            break
        index += 1
    return min(index, len(lines) - 1)


def _attribute(lines: list[_Line], quoted: list[bool]) -> None:
    """The line (or two) that says who is quoted goes with the quote below it."""
    for index in range(len(lines) - 1):
        if quoted[index] or not lines[index][2].strip():
            continue
        for count in (1, 2):
            words = " ".join(line.strip() for _, _, line in lines[index : index + count])
            after = index + count
            while after < len(lines) and not lines[after][2].strip():
                after += 1
            if after < len(lines) and quoted[after] and _ATTRIBUTION.fullmatch(words):
                quoted[index:after] = [True] * (after - index)
                break


def _runs(lines: list[_Line], quoted: list[bool]) -> Iterator[tuple[int, int]]:
    """First and last line of runs of quoted lines, over blank lines between them, without blank lines at their ends."""
    first = last = -1
    for index, (_, _, line) in enumerate(lines):
        if not line.strip():
            continue
        if quoted[index]:
            first, last = (index if first < 0 else first), index
        elif first >= 0:
            yield first, last
            first = -1
    if first >= 0:
        yield first, last
