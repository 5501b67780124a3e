"""Who speaks in a message: the sender's own words, then the messages that are quoted or forwarded below, newest first.

A mail program marks a quotation or puts a rule or a block of header lines above it; the reader of mails labels those
stretches (``SectionKind.QUOTED``, nested). Here each line is given to one message; a message is read with the words of
all others blanked out, so that an older mail's dates are never this letter's. Offsets stay those of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from konkyo.practice.notices.sheet import Sheet
from konkyo.records.documents import Document, Page, SectionKind

_MAIL = ("message/rfc822", "text/plain")
_MARKS = re.compile(r"(?:[ \t\u3000]{0,3}[>＞] ?)+")
_RULE = re.compile(
    r"\s*(?:[-=_－—–]{2,}\s*(?:original (?:message|appointment)|forwarded (?:message|by .{1,120})"
    r"|(?:元|転送|引用)の?\s*"
    r"(?:メッセージ|メール)|原始邮件|转发(?:的)?邮件|원본 메시지|전달된 메시지|ursprüngliche nachricht"
    r"|weitergeleitete nachricht).{0,80}|begin forwarded message\s*:)\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*\**(?:from|差出人|送信者|发件人|보낸 ?사람|von)\**\s?[::]", re.IGNORECASE)
_FIELD = re.compile(
    r"\s*\**(?:sent|date|to|cc|subject|送信日時|日時|日付|宛先|件名|发送时间|收件人|主题|보낸 ?날짜"
    r"|날짜|받는 ?사람|제목"
    r"|gesendet|datum|an|betreff)\**\s?[::]",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\s*subject\s*[::]", re.IGNORECASE)
_FIELDS_NEAR = 6
_FIELDS_NEEDED = 2


@dataclass(frozen=True)
class Voice:
    """One message of a document; ``quoted``: it stands below another's words."""

    sheet: Sheet
    quoted: bool


def voices(document: Document) -> tuple[Voice, ...]:
    """The messages of a document, newest first; a document that quotes nobody has one voice, with all its words."""
    if document.media_type not in _MAIL:
        return (Voice(Sheet(document), quoted=False),)
    owners = [_owners(page) for page in document.pages]
    most = max((owner for page in owners for owner in page), default=0)
    if most == 0:
        return (Voice(Sheet(document), quoted=False),)
    found = []
    for message in range(most + 1):
        texts = tuple(_only(page, owner, message) for page, owner in zip(document.pages, owners, strict=True))
        found.append(Voice(Sheet(document, texts), quoted=message > 0))
    return tuple(voice for voice in found if not voice.quoted or voice.sheet.text.strip())


def _owners(page: Page) -> list[int]:
    """For each line of a page the message it belongs to: 0 the sender's own words, 1 the next below, and so on."""
    lines = list(_lines(page.text))
    quoted = [s for s in page.sections if s.kind is SectionKind.QUOTED]
    if not quoted and not any(_opens(lines, index) for index in range(1, len(lines))):
        return [0] * len(lines)
    owners: list[int] = []
    current = {0: 0}
    newest, filled = 0, False
    for index, (start, text) in enumerate(lines):
        at = start + len(text) - len(text.lstrip())
        depth = sum(1 for s in quoted if s.start <= at < s.end) if text.strip() else None
        if depth is None:
            owners.append(owners[-1] if owners else 0)
            continue
        opens = index > 0 and _opens(lines, index) and filled
        if not quoted and newest and depth == 0:
            depth = 1  # a text without labels: what a rule opened goes on to the end
        if depth not in current or (opens and (depth > 0 or not quoted)):
            newest += 1
            depth = max(depth, 1)
            current = {d: m for d, m in current.items() if d < depth} | {depth: newest}
            filled = False
        owner = current[depth]
        owners.append(owner)
        filled = filled or not (_RULE.fullmatch(_bare(text)) or _FROM.match(_bare(text)) or _FIELD.match(_bare(text)))
    return owners


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def _bare(line: str) -> str:
    mark = _MARKS.match(line)
    return line[mark.end() :] if mark else line


def _opens(lines: list[tuple[int, str]], index: int) -> bool:
    """Whether another message begins: a rule, or ``From:`` with two more of the usual fields right below."""
    line = _bare(lines[index][1])
    if _RULE.fullmatch(line):
        return True
    if not _FROM.match(line):
        return False
    if index and _RULE.fullmatch(_bare(lines[index - 1][1])):
        return False  # the rule above has opened it
    below = [_bare(text) for _, text in lines[index + 1 : index + 1 + _FIELDS_NEAR]]
    return sum(1 for text in below if _FIELD.match(text)) >= _FIELDS_NEEDED


def _only(page: Page, owners: list[int], message: int) -> str:
    """The page with every other message's characters blanked, of the same length; the subject stays for all."""
    heads = [s for s in page.sections if s.kind is SectionKind.HEADER]
    kept = []
    for (start, line), owner in zip(_lines(page.text), owners, strict=True):
        headed = any(s.start <= start < s.end for s in heads) and _SUBJECT.match(line)
        if owner != message and not headed:
            kept.append(" " * len(line))
            continue
        mark = _MARKS.match(line)
        kept.append(line if mark is None else " " * mark.end() + line[mark.end() :])
    return "\n".join(kept)
