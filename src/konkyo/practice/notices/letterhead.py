"""The line of an EPO letter's head under ``Application No.   Ref.   Date``: whose reference it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.notices.confidence import HEADER, LABEL
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.docket import Finding

_HEAD = re.compile(r"(?<![A-Za-z])(?:Zeichen|Ref\.?|Réf\.?|Reference|Référence)(?![A-Za-z])", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?P<ref>(?:Ihr\s+)?Zeichen|Your\s+ref\w*\.?|Ref(?:erence)?\.?|R[ée]f(?:érence)?\.?)(?:\s*/\s*(?:Ref|R[ée]f)\.?)*"
    r"|(?P<number>(?:European\s+)?(?:Patent\s+)?(?:Application|Anmelde|Anmeldung|Demande|Patent|Brevet)[-\s]*(?:No"
    r"|Nr|n°)\.?"
    r"(?:\s*/\s*[\w-]+\s*(?:No|Nr|n°)\.?)*)|(?P<date>(?<![a-z] )Dat(?:e|um)(?:\s*/\s*Dat(?:e|um))*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:EP\s?)?\d{2}\s?\d{3}\s?\d{3}\s?\.\s?\d(?:\s?-\s?\d{4})?(?:\s*/\s*(?:PCT/?\s?\w+(?:/\d+)?|\d{7}))?(?=\s|$)"
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s\w{3,9}\.?\s\d{4}")
_REF = re.compile(r"\S(?:.{0,38}?\S)?")
_FAR = 3
_LABELLED = re.compile(
    r"(?:^|(?<=\n)|(?<=\t)|(?<=\s\s))(?:(?:Ihr|Unser)?\s*Zeichen(?:\s*/\s*(?:Ref|R[ée]f)\.?)*|R[ée]f(?:érence)?\.?"
    r"|Ref(?:erence)?\.?"
    r"|(?:出願人又は代理人\s*)?の?書類記号|申请人或代理人(?:的)?档案号|출원인\s*또는\s*대리인의?\s*서류참조기호"
    r"|Aktenzeichen\s+des\s+Anmelders\s+oder\s+Anwalts|Référence\s+du\s+dossier\s+du\s+déposant\s+ou\s+du\s+mandataire)"
    r"[^\S\n]*[:]?[^\S\n]+(?P<ref>[A-Za-z0-9][A-Za-z0-9./_#-]{2,30}(?:[ ](?:[A-Z]{2,3}|\d{1,4})(?=\s|$))?)",
    re.IGNORECASE,
)


def references(sheet: Sheet, start: int, end: int) -> Iterator[Finding[str]]:
    """References of the addressee between two offsets: under the head of a letter, then behind their label."""
    for index, line in enumerate(sheet.lines):
        if start <= line.start < end and _NUMBER.search(line.text):
            yield from _in_row(sheet, index)
    for match in _LABELLED.finditer(sheet.text, start, end):
        if re.search(r"\d", match["ref"]) and not _NUMBER.match(match["ref"]):
            low, high = match.span("ref")
            yield sheet.finding(match["ref"].rstrip("./-"), low, low + len(match["ref"].rstrip("./-")), LABEL)


def _in_row(sheet: Sheet, index: int) -> Iterator[Finding[str]]:
    """What is left of a row when its number and its date are taken out, where a column of the head is a reference."""
    filled = [above for above in sheet.lines[max(0, index - _FAR) : index] if above.bare]
    head = filled[-1].text if filled else ""
    columns = [str(match.lastgroup) for match in _COLUMN.finditer(head)]
    if columns.count("ref") != 1 or "number" not in columns:
        return
    line = sheet.lines[index]
    text = list(line.text)
    for pattern in (_NUMBER, _DATE):
        for match in pattern.finditer(line.text):
            text[match.start() : match.end()] = "\t" * (match.end() - match.start())
    for match in re.finditer(r"[^\t]+", "".join(text)):
        piece = match[0].strip()
        if re.search(r"\d", piece) and _REF.fullmatch(piece) and "  " not in piece:
            low = line.start + match.start() + (len(match[0]) - len(match[0].lstrip()))
            yield sheet.finding(re.sub(r"\s+", " ", piece), low, low + len(piece), HEADER)
            return
