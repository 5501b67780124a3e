"""The line of an EPO letter's head under ``Application No.   Ref.   Date``: whose reference it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from konkyo.practice.notices.confidence import HEADER, LABEL
from konkyo.practice.notices.sheet import Sheet
from konkyo.records.docket import Finding

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
    r"(?:^|(?<=\n)|(?<=[\t|])|(?<=\s\s))(?:(?:Ihr|Unser)?\s*Zeichen(?:\s*/\s*(?:Ref|R[ée]f)\.?)*|R[ée]f(?:érence)?\.?"
    r"|Ref(?:erence)?\.?"
    r"|(?:出願人又は代理人\s*)?の?書類記号|申请人或代理人(?:的)?档案号|출원인\s*또는\s*대리인의?\s*서류참조기호"
    r"|Aktenzeichen\s+des\s+Anmelders\s+oder\s+Anwalts|Référence\s+du\s+dossier\s+du\s+déposant\s+ou\s+du\s+mandataire)"
    r"(?:[^\S\n]*[:|][^\S\n]*|[^\S\n]+)(?P<ref>[A-Za-z0-9][A-Za-z0-9./_#-]*(?:[ ](?=\S*\d)[A-Za-z0-9./_#-]+){1,3}(?"
    r"=\n|\t|\s\s|$)"
    r"|[A-Za-z0-9][A-Za-z0-9./_#-]{2,30}(?:[ ](?:[A-Z]{2,3}|\d{1,4})(?=\s|$))?)",
    re.IGNORECASE,
)


def references(sheet: Sheet, start: int, end: int) -> Iterator[Finding[str]]:
    """References of the addressee between two offsets: under the head of a letter, then behind their label."""
    for index, line in enumerate(sheet.lines):
        if start <= line.start < end:
            yield from _in_row(sheet, index) if _NUMBER.search(line.text) else _below(sheet, index)
    for match in _LABELLED.finditer(sheet.text, start, end):
        if re.search(r"\d", match["ref"]) and not _NUMBER.match(match["ref"]):
            ref = match["ref"].rstrip("./-")
            low = match.start("ref")
            yield sheet.finding(ref, low, low + len(ref), LABEL)


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


_LABEL_CELL = re.compile(
    r"(?:Applicant['’]s\s+or\s+)?agent['’]s\s+file\s+reference|(?:出願人又は代理人\s*の?)?書類記号|(?:(?:Ihr"
    r"|Your)\s+)?(?:Zeichen|Ref(?:erence)?\.?|R[ée]f(?:érence)?\.?)(?:\s*/\s*(?:Ref|R[ée]f)\.?)*\s*[:]?",
    re.IGNORECASE,
)
_CELL = re.compile(r"\S(?:[^\t\n]*?\S)??(?=\t|\s{2,}|\s*$)")
_BESIDE = re.compile(r"\s*(?:Anmelder|Applicant|Demandeur|Date|Datum|Patentinhaber|Proprietor)", re.IGNORECASE)
_TOKEN = re.compile(r"(?=\S*\d)[A-Za-z0-9][A-Za-z0-9./_#-]{2,30}")


def _below(sheet: Sheet, index: int) -> Iterator[Finding[str]]:
    """The cell under one that holds nothing but the label, or the word under a line that begins with it."""
    line, above = (
        sheet.lines[index],
        next((ln for ln in reversed(sheet.lines[max(0, index - 2) : index]) if ln.bare), None),
    )
    if above is None:
        return
    heads, cells = list(_CELL.finditer(above.text)), list(_CELL.finditer(line.text))
    column = next((i for i, head in enumerate(heads) if _LABEL_CELL.fullmatch(head[0])), None)
    if column is not None and column < len(cells) and _TOKEN.fullmatch(cells[column][0]):
        yield _token(sheet, line.start + cells[column].start(), cells[column][0])
        return
    label = _LABEL_CELL.match(above.text.lstrip())
    word = _TOKEN.match(line.text.lstrip())
    if label is not None and word is not None and _BESIDE.match(above.text.lstrip()[label.end() :]):
        yield _token(sheet, line.start + len(line.text) - len(line.text.lstrip()), word[0])


def _token(sheet: Sheet, low: int, ref: str) -> Finding[str]:
    return sheet.finding(ref.rstrip("./-"), low, low + len(ref.rstrip("./-")), HEADER)
