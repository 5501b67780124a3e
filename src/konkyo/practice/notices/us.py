"""Reading an American office action: final or not, restriction, Quayle; and the notification mails of the office."""

from __future__ import annotations

import re

from konkyo.practice.notices.form import Form
from konkyo.practice.notices.forms_us import ADVISORY, FINAL, GENERAL_ACTION, NON_FINAL, QUAYLE, RESTRICTION, US_CODES
from konkyo.practice.notices.sheet import Sheet

_TICKED = r"(?:\[\s*[xX✓✔■√]\s*\]|\{\s*[xX✓✔■√]\s*\}|<\s*[xX]\s*>|☒|☑|⊠|■|✓|✔|\(\s*[xX]\s*\)|\[8J|\[ZI|IZI|~|\b[xX]\b)"
_FINAL_BOX = re.compile(rf"{_TICKED}\s*This\s+action\s+is\s+(?:made\s+)?FINAL", re.IGNORECASE)
_NON_FINAL_BOX = re.compile(rf"{_TICKED}\s*This\s+action\s+is\s+non-?\s?final", re.IGNORECASE)
_QUAYLE_BOX = re.compile(
    rf"{_TICKED}\s*Since\s+this\s+application\s+is\s+in\s+condition\s+for\s+allowance", re.IGNORECASE
)
_RESTRICTION_BOX = re.compile(rf"{_TICKED}\s*Claim\(?s?\)?[^.\n]{{0,40}}subject\s+to\s+restriction", re.IGNORECASE)
_MADE_FINAL = re.compile(
    r"THIS\s+ACTION\s+IS\s+(?:HEREBY\s+)?MADE\s+FINAL|this\s+(?:office\s+)?action\s+is\s+final"
    r"\b(?!\.\s*2b)|reply\s+to\s+this\s+final\s+(?:action"
    r"|rejection)",
    re.IGNORECASE,
)
_MADE_QUAYLE = re.compile(
    r"application\s+is\s+in\s+condition\s+for\s+allowance\s+except\s+for\s+the\s+following", re.IGNORECASE
)
_RESTRICTED = re.compile(
    r"(?:Restriction|Election)\s+(?:to\s+one\s+of\s+the\s+following\s+inventions\s+)?is\s+(?:h"
    r"ereby\s+)?required|required\s+(?:in\s+reply\s+)?to\s+elect"
    r"|this\s+application\s+contains\s+claims\s+directed\s+to",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"(?:is|are|stand)\s+(?:\w+\s+)?rejected\s+(?:under|on)|is/are\s+rejected(?<=\d is/are rejected)", re.IGNORECASE
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9.])(?:M)?(?P<code>"
    + "|".join(sorted((re.escape(c) for c in US_CODES), key=len, reverse=True))
    + r")(?![A-Za-z0-9])"
)


def refine_action(sheet: Sheet, form: Form, start: int, end: int) -> tuple[Form, tuple[int, int] | None]:
    """Which kind of office action it is, with the words that show it.

    ``form`` is what the title said; the summary's ticked boxes outrank the body, the body outranks a heading.
    """
    text = sheet.text
    for pattern, kind in (
        (_QUAYLE_BOX, QUAYLE),
        (_NON_FINAL_BOX, NON_FINAL),
        (_FINAL_BOX, FINAL),
        (_MADE_FINAL, FINAL),
        (_MADE_QUAYLE, QUAYLE),
    ):
        match = pattern.search(text, start, end)
        if match is None:
            continue
        if kind is NON_FINAL and _only_restriction(text, start, end):
            return RESTRICTION, match.span()
        return kind, match.span()
    if _only_restriction(text, start, end):
        found = _RESTRICTED.search(text, start, end) or _RESTRICTION_BOX.search(text, start, end)
        return RESTRICTION, found.span() if found else None
    if form in (NON_FINAL, FINAL, QUAYLE):
        return form, None
    rejected = _REJECTED.search(text, start, end)
    return (NON_FINAL if rejected or form is not GENERAL_ACTION else GENERAL_ACTION), None


def has_ticked_box(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the summary's box for a final or a non-final action is ticked between two offsets."""
    return any(box.search(sheet.text, start, end) for box in (_FINAL_BOX, _NON_FINAL_BOX))


def _only_restriction(text: str, start: int, end: int) -> bool:
    asked = _RESTRICTED.search(text, start, end) or _RESTRICTION_BOX.search(text, start, end)
    return bool(asked) and not _REJECTED.search(text, start, end)


def is_action(form: Form) -> bool:
    """Whether a form is one of the office actions that ``refine_action`` tells apart."""
    return form in (GENERAL_ACTION, NON_FINAL, FINAL, RESTRICTION, QUAYLE)


def coded_form(sheet: Sheet, start: int, end: int) -> tuple[Form, int, int] | None:
    """The form that a document code (CTNF, NOA) between two offsets stands for."""
    match = _CODE.search(sheet.text, start, end)
    return None if match is None else (US_CODES[match["code"]], *match.span())


def is_advisory(form: Form) -> bool:
    """Whether the period runs from an earlier final action."""
    return form is ADVISORY
