"""Reads the USPTO Green Book, the tagged text of US grants of 1976 to 2001.

Each line begins with a tag of up to four letters; a line that begins with blanks goes on with the field before it; a
tag without a value opens a group. The text stays as it is; fields are listed as elements with the path of their group.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.refusals import refusal
from konkyo.records.documents import Element, Page, Paragraph, Section, SectionKind

MEDIA_TYPE = "text/x-uspto-greenbook"
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3})(?:[ \t]+|$)")
_SECTIONS = {
    **dict.fromkeys(("UREF", "FREF", "OREF"), SectionKind.CITED_ART),
    **dict.fromkeys(("BSUM", "DETD", "DRWD", "PARN", "GOVT"), SectionKind.DESCRIPTION),
    **dict.fromkeys(("CLMS", "DCLM"), SectionKind.CLAIMS),
    "ABST": SectionKind.ABSTRACT,
}
_ROOT = "PATN"


class _Field(NamedTuple):
    """A field: its group, its tag, where its line begins and where its value stands."""

    group: str
    tag: str
    line: int
    start: int
    end: int


def is_greenbook(data: bytes) -> bool:
    """Whether bytes begin as a Green Book grant does."""
    return data[:64].lstrip(b"\xef\xbb\xbf\r\n ").startswith((b"PATN", b"HHHHHT"))


def read_greenbook(data: bytes, limits: Limits) -> Reading:
    """Read one grant. Raises ``RefusedError`` (``text-size``)."""
    text = data.decode("latin-1").replace("\r\n", "\n").rstrip()
    if len(text) > limits.text_chars:
        raise refusal(reason="text-size")
    fields = _fields(text)
    page = Page(
        number=1,
        text=text,
        paragraphs=_paragraphs(text, fields),
        sections=_sections(fields),
        elements=tuple(
            Element(path="/".join(part for part in (_ROOT, f.group, f.tag) if part), start=f.start, end=f.end)
            for f in fields
            if f.start < f.end
        ),
    )
    return Reading(media_type=MEDIA_TYPE, encoding="latin-1", pages=(page,))


def _fields(text: str) -> list[_Field]:
    fields: list[_Field] = []
    group, position = "", 0
    for line in text.split("\n"):
        end = position + len(line)
        found = _TAG.match(line)
        if found is not None:
            start = position + found.end()
            if start >= end:
                group = "" if found.group(1) == _ROOT else found.group(1)
            fields.append(_Field(group, found.group(1), position, start, end))
        elif fields and line.strip():
            fields[-1] = fields[-1]._replace(end=end)
        position = end + 1
    return fields


def _sections(fields: list[_Field]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for previous, field in zip([None, *fields], fields, strict=False):
        kind = _SECTIONS.get(field.group)
        if kind is None:
            continue
        if sections and previous is not None and previous.group == field.group and field.tag != field.group:
            sections[-1] = sections[-1].model_copy(update={"end": field.end})
        else:
            sections.append(Section(kind=kind, start=field.line, end=field.end))
    return tuple(sections)


def _paragraphs(text: str, fields: list[_Field]) -> tuple[Paragraph, ...]:
    """A field is a paragraph; the fields of one claim are one, with the claim's number."""
    paragraphs: list[Paragraph] = []
    count, claim = 1, ""
    for field in fields:
        if field.start >= field.end:
            claim = ""
            continue
        if _SECTIONS.get(field.group) is SectionKind.CLAIMS and field.tag == "NUM":
            claim = text[field.start : field.end].strip(" .")
        own = bool(claim)
        if own and paragraphs and paragraphs[-1].number == claim and not paragraphs[-1].counted:
            paragraphs[-1] = paragraphs[-1].model_copy(update={"end": field.end})
            continue
        paragraphs.append(Paragraph(number=claim or str(count), start=field.line, end=field.end, counted=not own))
        count += not own
    return tuple(paragraphs)
