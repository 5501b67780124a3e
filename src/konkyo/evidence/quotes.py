"""Check one quote against its source: the claimed page, paragraph and section, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from konkyo.evidence.boundaries import amount_flags
from konkyo.evidence.locate import Located, Match, Searchable, locate, runs_over, searchable, stands_in
from konkyo.evidence.normalize import has_bidi_control
from konkyo.evidence.scope import inside_quotation, scope_flags, surroundings
from konkyo.records.documents import Document, Origin, Page, SectionKind
from konkyo.records.evidence import Quote, Verdict

LEAST_LENGTH = 8
"""Visible characters; anything shorter stands on too many pages to be evidence unless its place is given."""

FOUND = frozenset({Verdict.EXACT, Verdict.NORMALISED, Verdict.ELIDED})
"""Verdicts that count as verified, when no flag stands beside them."""

OPEN = frozenset({Verdict.OCR_APPROX, Verdict.AMBIGUOUS})
"""Verdicts that a person has to settle."""

_RANK = (Verdict.EXACT, Verdict.NORMALISED, Verdict.ELIDED, Verdict.OCR_APPROX)
_LASTING = frozenset({"editorial", "variant_characters", "operator_elided", "page_filled"})
_FURNITURE = frozenset({SectionKind.HEADER, SectionKind.FOOTER})
_NOT_THE_AUTHORS = frozenset({SectionKind.CITED_ART, SectionKind.QUOTED})


def verify_quote(quote: Quote, document: Document | None) -> Quote:
    """The quote with its verdict: found on the claimed page or not, and what a person should look at.

    A found quote comes back with the source's own characters, their span (``spans`` per piece), the paragraph and the
    boxes. ``quote.span`` is taken as the proposer's hint: if the text there is the quote, that place is meant, which
    also allows quotes of fewer than 8 characters (a date, a number). Without a page, a document of one page is taken
    to be meant. A verdict that an earlier check left to a person stays so, although the text is now the source's.
    """
    text = quote.evidence_quote
    bare = quote.model_copy(update={"verdict": None, "flags": (), "span": None, "spans": (), "boxes": ()})
    if document is None or document.document_id != quote.document_id:
        return _with(bare, Verdict.NO_SOURCE)
    if not any(_readable(page) for page in document.pages):
        return _with(bare, Verdict.UNREADABLE)
    if not _visible(text, 1):
        return _with(bare, Verdict.TOO_SHORT)
    number = quote.page if quote.page is not None else _only_page(document, text)
    page = document.page(number) if number is not None else None
    if page is None:
        return _elsewhere(bare, document, None, text, ())
    if not _readable(page):
        return _with(bare, Verdict.UNREADABLE)
    hay = searchable(page)
    pinned = _pinned(hay, quote)
    if pinned is None and _visible(text, LEAST_LENGTH) < LEAST_LENGTH:
        return _with(bare, Verdict.TOO_SHORT)
    located = Located(Verdict.NORMALISED, (pinned,)) if pinned else locate(hay, text)
    if located.verdict is Verdict.NOT_FOUND:
        return _elsewhere(bare, document, page, text, located.flags)
    if not located.matches:
        return _with(bare, located.verdict, located.flags)
    chosen, flags = _choose(hay, page, located.matches, quote)
    if chosen is None:
        return _with(bare, Verdict.AMBIGUOUS, (*located.flags, *flags))
    if quote.page is None and len(document.pages) > 1:
        flags = (*flags, "page_filled")
    placed = _placed(
        bare.model_copy(update={"page": page.number}), page, hay, located, chosen, flags, pinned is not None
    )
    return _no_better_than(placed, quote)


def _with(quote: Quote, verdict: Verdict, flags: Iterable[str] = ()) -> Quote:
    return quote.model_copy(update={"verdict": verdict, "flags": tuple(dict.fromkeys(flags))})


def _readable(page: Page) -> bool:
    return page.origin is not Origin.NONE and bool(page.text.strip())


def _visible(text: str, enough: int | None = None) -> int:
    """Characters that show: no white space, no format or control characters; counted up to ``enough``."""
    showing = (c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Mn"))
    return sum(1 for _ in islice(showing, enough))


def _only_page(document: Document, text: str) -> int | None:
    """The page of a one-page document, or the only page on which the quote stands."""
    if len(document.pages) == 1:
        return document.pages[0].number
    holding = [page.number for page in document.pages if _readable(page) and locate(searchable(page), text).matches]
    return holding[0] if len(holding) == 1 else None


def _pinned(hay: Searchable, quote: Quote) -> Match | None:
    """The place that the proposer names, if the quote stands exactly there, between words and numbers."""
    if quote.span is None:
        return None
    start, end = quote.span
    if not 0 <= start < end <= len(hay.source):
        return None
    while start < end and hay.source[start].isspace():
        start += 1
    while end > start and hay.source[end - 1].isspace():
        end -= 1
    place = hay.folded.folded_span(start, end)
    if place is None or not hay.whole(*place):
        return None
    same = hay.source[start:end] == quote.evidence_quote.strip()
    return Match((place,)) if same or hay.folded.text[slice(*place)] in hay.forms(quote.evidence_quote) else None


def _choose(
    hay: Searchable, page: Page, matches: tuple[Match, ...], quote: Quote
) -> tuple[Match | None, tuple[str, ...]]:
    """The match that is meant: at the place that was hinted at, in the claimed paragraph, or the only one."""
    paragraph = quote.paragraph
    if len(matches) > 1 and quote.span is not None:
        hinted = [m for m in matches if _overlap(hay.folded.source_span(m.start, m.end), quote.span)]
        matches = tuple(hinted) if len(hinted) == 1 else matches
    if paragraph is not None and page.paragraphs:
        there = [m for m in matches if _paragraph_name(paragraph) in _paragraphs_of(hay, page, m)]
        if there:
            return there[0], ()
        return (matches[0], ("other_paragraph",)) if len(matches) == 1 else (None, ("other_paragraph",))
    return (matches[0], ()) if len(matches) == 1 else (None, ())


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _paragraph_name(number: str) -> str:
    """A paragraph's number without its brackets, full-width forms and leading zeros: 【００１２】 and 12 are one."""
    bare = unicodedata.normalize("NFKC", number).strip("【】[]()〔〕段落 .¶§").casefold()
    return bare.lstrip("0") or bare


def _paragraphs_of(hay: Searchable, page: Page, match: Match) -> set[str]:
    start, end = hay.folded.source_span(match.start, match.end)
    return {_paragraph_name(p.number) for p in page.paragraphs if p.start < end and start < p.end}


def _placed(
    quote: Quote, page: Page, hay: Searchable, located: Located, match: Match, flags: tuple[str, ...], pinned: bool
) -> Quote:
    spans = tuple(hay.folded.source_span(*piece) for piece in match.pieces)
    span = (spans[0][0], spans[-1][1])
    words = [page.text[start:end] for start, end in spans]
    verdict = located.verdict
    if verdict is Verdict.NORMALISED and words[0] == quote.evidence_quote.strip():
        verdict = Verdict.EXACT
    found = (
        *located.flags,
        *flags,
        *_meaning_flags(hay, match, page, field=pinned),
        *_section_flags(page, span, quote.claimed_as),
    )
    if has_bidi_control(page.text[span[0] : span[1]]):
        found = (*found, "bidi_control")
    paragraph = page.paragraph_at(span[0])
    update = {
        "evidence_quote": " […] ".join(words),
        "span": span,
        "spans": spans,
        "boxes": tuple(box for start, end in spans for box in page.boxes_of(start, end)),
        "paragraph": quote.paragraph if paragraph is None else paragraph.number,
    }
    if "other_paragraph" in flags:
        del update["paragraph"]  # the claim stays as it was made, next to the flag that it is wrong
    return _with(quote.model_copy(update=update), verdict, found)


def _meaning_flags(hay: Searchable, match: Match, page: Page, *, field: bool) -> tuple[str, ...]:
    """What stands around the quote and changes what it says. ``field``: its place was given.

    A value that was read off at a given place is no statement: what limits the sentence around it does not limit the
    date or the number.
    """
    words = hay.folded.text[match.start : match.end]
    flags = amount_flags(hay.folded, match.start, match.end)
    if field and _is_field_value(words):
        return tuple(flag for flag in flags if not _is_period(words))
    bounds = hay.bounds(match.start, match.end)
    around = surroundings(hay.folded, match.start, match.end, bounds)
    flags += scope_flags(around)
    source_bounds = hay.folded.source_span(*bounds) if bounds[1] > bounds[0] else (0, 0)
    span = hay.folded.source_span(match.start, match.end)
    if inside_quotation(hay.source, *span, _listed_value(page, span) or source_bounds):
        flags += ("nested_quotation",)
    return flags


def _listed_value(page: Page, span: tuple[int, int]) -> tuple[int, int] | None:
    """The value of a JSON list that holds the words: the marks around it are the file's grammar and quote nobody."""
    if not page.text.lstrip().startswith(("{", "[")):
        return None
    for value in page.elements:
        if value.start <= span[0] and span[1] <= value.end and page.text[value.start - 1 : value.start] == '"':
            return (value.start, value.end) if page.text[value.end : value.end + 1] == '"' else None
    return None


_STATES = re.compile(
    r"\b(?:shall|must|may|will|should|can|could|would|is|are|was|were|be|been|has|have|had|does|do|not|no|never|pays?)\b"
    r"|[すいなくるた]。?$|でき|ない|ません|ます|です|である|べき|不|可|应|應|须|須|得|是|有",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\d\s?(?:日|月|か月|ヶ月|個月|个月|年|days?|months?|years?|weeks?)", re.IGNORECASE)


def _is_field_value(folded: str) -> bool:
    """Whether the words are a value (a number, a date, a code, a period, a short name) and state nothing."""
    visible = _visible(folded)
    if visible < LEAST_LENGTH:
        return True
    figures = sum(c.isdigit() or c in ".,:/-~%()第条項号年月日" for c in folded)
    if visible <= 40 and figures >= visible / 2:
        return True
    return visible <= 32 and any(c.isdigit() for c in folded) and _STATES.search(folded) is None


def _is_period(folded: str) -> bool:
    return _PERIOD.search(folded) is not None


def _section_flags(page: Page, span: tuple[int, int], claimed: SectionKind | None) -> tuple[str, ...]:
    kinds = page.sections_at(*span)
    flags: tuple[str, ...] = ()
    within = {s.kind for s in page.sections if s.start <= span[0] and span[1] <= s.end}
    if any(kind in _FURNITURE and kind not in within for kind in kinds):
        flags += ("over_furniture",)
    if claimed is None:
        return flags
    foreign = kinds & _NOT_THE_AUTHORS - {claimed}
    if claimed not in within or foreign:
        others = foreign or kinds - _FURNITURE - {claimed}
        flags += ("section_mismatch",) if others else ("section_unknown",)
    return flags


def _elsewhere(quote: Quote, document: Document, page: Page | None, text: str, flags: tuple[str, ...]) -> Quote:
    """Not on the claimed page: hidden there, on another page, over the page's end, or nowhere."""
    hidden = [*document.asides, *(page.asides if page else ())]
    if any(_stands_aside(aside.text, text) for aside in hidden):
        return _with(quote, Verdict.HIDDEN, flags)
    if page is not None and any(runs_over(*pair, text) for pair in _page_breaks(document, page)):
        return _with(quote, Verdict.NOT_FOUND, (*flags, "crosses_page"))
    others = [other for other in document.pages if other is not page]
    if any(_readable(other) and stands_in(searchable(other), text) for other in others):
        return _with(quote, Verdict.WRONG_PAGE, flags)
    if any(_stands_aside(aside.text, text) for other in others for aside in other.asides):
        return _with(quote, Verdict.HIDDEN, flags)
    return _with(quote, Verdict.NOT_FOUND, flags)


def _stands_aside(hidden: str, text: str) -> bool:
    return bool(hidden.strip()) and stands_in(Searchable(hidden), text)


def _page_breaks(document: Document, page: Page) -> Iterable[tuple[Searchable, Searchable]]:
    for first, second in ((page.number - 1, page.number), (page.number, page.number + 1)):
        before, after = document.page(first), document.page(second)
        if before is not None and after is not None and _readable(before) and _readable(after):
            yield searchable(before), searchable(after)


def _no_better_than(quote: Quote, earlier: Quote) -> Quote:
    """An earlier verdict was about the proposer's words; these are the source's now and would always be exact."""
    if earlier.verdict not in _RANK or quote.verdict not in _RANK:
        return quote
    verdict = max(earlier.verdict, quote.verdict, key=_RANK.index)
    return _with(quote, verdict, (*quote.flags, *(flag for flag in earlier.flags if flag in _LASTING)))
