"""Fields of a Word document: instructions stand apart, results stay in the text (ECMA-376 17.16)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from konkyo.ingest.docx_styles import first, is_on, value
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.page_builder import PageBuilder
from konkyo.ingest.safe_xml import child_elements, local_name
from konkyo.records.documents import AsideKind

_OUTWARD = frozenset(
    ["DATABASE", "DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "RD"]
)
"""Fields that fetch, link or run something."""


@dataclass
class _Field:
    instructing: bool = True
    instruction: list[str] = field(default_factory=list)
    form: etree._Element | None = None


class Fields:
    """The fields that are open at a place. Nothing is ever evaluated."""

    def __init__(self, builder: PageBuilder, flags: FlagSet) -> None:
        self._builder = builder
        self._flags = flags
        self._open: list[_Field] = []

    @property
    def instructing(self) -> bool:
        """Whether text here is part of an instruction, so not seen."""
        return any(one.instructing for one in self._open)

    def instruct(self, text: str) -> None:
        """Text of an instruction."""
        if self._open:
            self._open[-1].instruction.append(text)
        else:
            self._keep(text)

    def character(self, element: etree._Element) -> str:
        """Handle ``w:fldChar``; gives what a form field shows."""
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._open.append(_Field(form=first(element, "ffData")))
        elif kind == "separate" and self._open:
            self._open[-1].instructing = False
        elif kind == "end" and self._open:
            done = self._open.pop()
            self._keep("".join(done.instruction))
            return "" if self.instructing else _form_value(done.form)
        return ""

    def simple(self, element: etree._Element) -> None:
        """Handle the instruction of ``w:fldSimple``."""
        self._keep(value(element, "instr") or "")

    def close(self) -> None:
        """The part ends: fields left open end too, and what they swallowed is told."""
        while self._open:
            left = self._open.pop()
            if left.instructing and "".join(left.instruction).strip():
                self._flags.add("hidden-text")
            self._keep("".join(left.instruction))

    def _keep(self, instruction: str) -> None:
        words = instruction.split(None, 1)
        if words and words[0].upper() in _OUTWARD:
            self._flags.add("external-field")
        self._builder.aside(AsideKind.FIELD, instruction, "field")


def _form_value(form: etree._Element | None) -> str:
    """The box or the entry that a form field shows."""
    box = first(form, "checkBox")
    if box is not None:
        state = first(box, "checked")
        return "☒" if is_on(state if state is not None else first(box, "default")) else "☐"
    options = first(form, "ddList")
    if options is None:
        return ""
    entries = [value(child) or "" for child in child_elements(options) if local_name(child) == "listEntry"]
    chosen = value(first(options, "result")) or value(first(options, "default")) or "0"
    return entries[int(chosen)] if chosen.isascii() and chosen.isdigit() and int(chosen[:6]) < len(entries) else ""
