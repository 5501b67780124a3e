"""Find a quote on a page: as it stands, as it is otherwise written, with a legal ellipsis, or misread by OCR.

Never across documents, never by resemblance on a page whose characters are certain: what is found is the quote, piece
for piece and in order, between whole words and numbers.
"""

from __future__ import annotations

import itertools
import re
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from konkyo.evidence.align import align
from konkyo.evidence.boundaries import cut
from konkyo.evidence.normalize import HYPHEN_BREAK, Folded, fold, is_cjk, usual_measure, writes_cjk
from konkyo.evidence.scope import operator_elided, within_sentence
from konkyo.evidence.variants import canonical
from konkyo.records.documents import Origin, Page
from konkyo.records.evidence import Verdict

MOST_GAP = 400
"""Source characters that an ellipsis may leave out."""

_MOST_HITS = 64
_MOST_MARKS = 32  # ellipses or editor's brackets in one quote: more is a summary, and costs time to no purpose
_MOST_REPLACED = 60  # characters that an editor's bracket may stand for
_MACHINE_READ = frozenset({Origin.OCR, Origin.HIDDEN_OCR, Origin.MIXED})
_OMITTED = r"(?:中略|中间略|中間略|中間省略|省略|略|前略|後略|后略|以下略|以下省略|……?|(?:\.\s?){2}\.|[⋯･・]{2,6})"
_ELLIPSIS = re.compile(
    rf"\s*(?:[\[［(（〔【]\s*{_OMITTED}\s*[\]］)）〕】]|…+|⋯+|(?<!\.)\.{{3,4}}(?!\.)|\.\s\.\s\.(?:\s\.)?|・{{3,}}|･{{3,}}|\*\s?\*\s?\*)\s*"
)
_EDITORIAL = re.compile(r"\[([^\[\]0-9０-９]{1,40})\]|［([^［］0-9０-９]{1,40})］")
_WRAPPING = {'"': '"', "“": "”", "「": "」", "『": "』", "'": "'", "‘": "’", "«": "»"}
_LEAST_PIECE = 8  # visible characters of an alphabetic piece between ellipses: two short words
_LEAST_PIECE_CJK = 4


@dataclass(frozen=True, slots=True)
class Match:
    """Folded places of a quote, one per piece; one piece unless words were left out."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Located:
    """What a search gave: the matches, how the quote was found, and what a person should know about that."""

    verdict: Verdict
    matches: tuple[Match, ...] = ()
    flags: tuple[str, ...] = ()


_NOWHERE = Located(Verdict.NOT_FOUND)


class Searchable:
    """A text made ready to be searched many times."""

    def __init__(
        self, source: str, *, paragraphs: tuple[tuple[int, int], ...] = (), origin: Origin = Origin.NATIVE
    ) -> None:
        self.source = source
        self.cjk = writes_cjk(source)
        self.machine_read = origin in _MACHINE_READ
        self.folded: Folded = fold(source, cjk=self.cjk, measure=usual_measure(source) if self.cjk else None)
        self._paragraphs = sorted(paragraphs)
        self._starts = [start for start, _ in self._paragraphs]

    @cached_property
    def variants(self) -> str:
        """The folded text with variant Han characters made one."""
        return canonical(self.folded.text)

    @cached_property
    def skeleton(self) -> tuple[str, list[int]]:
        """The folded text without hyphens inside words, and where each of its characters stands in the folded text."""
        return _skeleton(self.folded.text)

    def fold_quote(self, text: str) -> str:
        """A quote folded as this text is; line breaks inside its full-width numbers are kept."""
        return _folded_text(text, self.cjk, None)

    def forms(self, text: str) -> tuple[str, ...]:
        """The foldings of a quote: with a line break inside a full-width number read as a break, and as none."""
        kept = self.fold_quote(text)
        closed = _folded_text(text, True, 0.0) if self.cjk else kept
        return (kept,) if closed == kept else (kept, closed)

    def paragraph_index(self, offset: int) -> int:
        """Which paragraph holds a source offset: its index, or the negative index of the gap it lies in."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self._paragraphs[index][1] else -index - 2

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Folded bounds of the paragraph or paragraphs that hold folded characters ``start`` to ``end``."""
        first, last = self.folded.source_span(start, end)
        low, high = 0, len(self.folded.text)
        index = self.paragraph_index(first)
        if index >= 0:
            low = self.folded.index_of(self._paragraphs[index][0])
        index = self.paragraph_index(last - 1)
        if index >= 0:
            high = self.folded.index_of(self._paragraphs[index][1])
        return min(low, start), max(high, end)

    def same_paragraph(self, left: int, right: int) -> bool:
        """Whether two folded places lie in one paragraph (where there are none marked: no blank line between)."""
        if self._paragraphs:
            starts = self.folded.starts
            return self.paragraph_index(starts[left]) == self.paragraph_index(starts[right])
        return bisect_right(self.folded.breaks, left) == bisect_right(self.folded.breaks, right)

    def goes_together(self, start: int, end: int) -> bool:
        """Whether folded characters ``start`` to ``end`` are of one paragraph, or one sentence over several.

        Paragraphs that a reader counted by their looks may part a sentence, at a page's wide line for instance.
        """
        if self.same_paragraph(start, end - 1):
            return True
        starts, breaks = self.folded.starts, self.folded.breaks
        first, last = self.paragraph_index(starts[start]), self.paragraph_index(starts[end - 1])
        unbroken = bisect_right(breaks, start) == bisect_right(breaks, end - 1)
        return 0 <= first <= last and unbroken and within_sentence(self.folded.text[start:end])

    def whole(self, start: int, end: int) -> bool:
        """Whether folded characters ``start`` to ``end`` begin and end between words and numbers."""
        return cut(self.folded, self.source, start, end) is None

    def occurrences(self, form: str) -> list[tuple[int, int]]:
        """Where a folded form stands, hyphens at line ends read as hyphens or as nothing."""
        found = [(at, at + len(form)) for at in _find_all(self.folded.text, form)]
        if HYPHEN_BREAK in form or (not found and HYPHEN_BREAK in self.folded.text):
            found = self._over_line_ends(form)
        return found

    def _over_line_ends(self, form: str) -> list[tuple[int, int]]:
        text, places = self.skeleton
        bare, own = _skeleton(form)
        found = []
        for at in _find_all(text, bare) if bare else ():
            start, end = places[at], places[at + len(bare) - 1] + 1
            here = {places_at - start: self.folded.text[places_at] for places_at in range(start, end)}
            if _hyphens_agree(here, places[at : at + len(bare)], form, own):
                found.append((start, end))
        return found


@lru_cache(maxsize=2_048)
def _folded_text(text: str, cjk: bool, measure: float | None) -> str:
    return fold(text, cjk=cjk, measure=measure).text


def _find_all(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    found = 0
    while at >= 0 and found < _MOST_HITS:
        yield at
        found += 1
        at = text.find(wanted, at + 1)


def _skeleton(text: str) -> tuple[str, list[int]]:
    kept = [
        index
        for index, character in enumerate(text)
        if character != HYPHEN_BREAK and not (character == "-" and _between_letters(text, index))
    ]
    return "".join(text[index] for index in kept), kept


def _between_letters(text: str, index: int) -> bool:
    left, right = text[index - 1 : index], text[index + 1 : index + 2]
    return left.isalpha() and right.isalpha() and not is_cjk(left) and not is_cjk(right)


def _hyphens_agree(here: dict[int, str], places: list[int], form: str, own: list[int]) -> bool:
    """Whether every hyphen that the skeletons left out is in both texts, or stands at a line end in one of them."""
    for index in range(len(places) - 1):
        theirs = "" if places[index + 1] == places[index] + 1 else here[places[index] + 1 - places[0]]
        ours = "" if own[index + 1] == own[index] + 1 else form[own[index] + 1]
        if theirs != ours and HYPHEN_BREAK not in (theirs, ours):
            return False
    return True


class _PageCache:
    """The pages searched last, ready to be searched again. Keyed by the page value itself, which the entry keeps."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[int, tuple[Page, Searchable]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, page: Page) -> Searchable:
        with self._lock:
            entry = self._entries.get(id(page))
            if entry is not None and entry[0] is page:
                self._entries.move_to_end(id(page))
                return entry[1]
        extents = tuple((p.start, p.end) for p in page.paragraphs)
        ready = Searchable(page.text, paragraphs=extents, origin=page.origin)
        with self._lock:
            self._entries[id(page)] = (page, ready)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        return ready


_PAGES = _PageCache(most=1024)


def searchable(page: Page) -> Searchable:
    """A page made ready to be searched; kept for the next quote."""
    return _PAGES.of(page)


def locate(hay: Searchable, quote: str) -> Located:
    """Look for ``quote``: first as one piece, then with its ellipses, editorial brackets, variants; last by OCR rules.

    ``EXACT`` is not told from ``NORMALISED`` here: that is a question about the source's characters. A quote that only
    stands inside other words or numbers gives ``NOT_FOUND`` with the flag ``cut_word`` or ``cut_number``.
    """
    text = quote.strip()
    if not text or not hay.folded.text:
        return _NOWHERE
    plain = _as_one(hay, text)
    if plain.matches:
        return plain
    for attempt in (_elided, _unwrapped, _editorial, _in_variants, _misread):
        found = attempt(hay, text)
        if found.matches or found.verdict is Verdict.AMBIGUOUS:
            return found
    return plain


def stands_in(hay: Searchable, quote: str) -> bool:
    """Whether the quote stands in a text at all, whole or with its ellipses; no brackets, variants or OCR rules."""
    text = quote.strip()
    return bool(text) and bool(_as_one(hay, text).matches or _elided(hay, text).matches)


def runs_over(before: Searchable, after: Searchable, quote: str) -> bool:
    """Whether the quote begins at the end of one page and goes on at the start of the next."""
    form = before.fold_quote(quote.strip())
    reach = len(form)
    tail, head = before.folded.text[-reach:], after.folded.text[:reach]
    return bool(form) and any(form in f"{tail}{gap}{head}" for gap in ("", " "))


def _as_one(hay: Searchable, text: str) -> Located:
    reason = None
    for form in hay.forms(text):
        clean = []
        for start, end in hay.occurrences(form):
            why = cut(hay.folded, hay.source, start, end)
            if why is None:
                clean.append(Match(((start, end),)))
            reason = reason or why
        if clean:
            return Located(Verdict.NORMALISED, tuple(clean))
    raw = _raw(hay, text)
    if raw:
        return Located(Verdict.NORMALISED, raw)
    return Located(Verdict.NOT_FOUND, flags=(reason,)) if reason else _NOWHERE


def _raw(hay: Searchable, text: str) -> tuple[Match, ...]:
    """The source's own characters are always found, also where their edges fold otherwise than alone."""
    spans = (hay.folded.folded_span(at, at + len(text)) for at in _find_all(hay.source, text))
    return tuple(Match((span,)) for span in spans if span is not None and hay.whole(*span))


def _elided(hay: Searchable, text: str) -> Located:
    pieces = _pieces(hay, text)
    if not pieces or any(not _long_enough(piece) for piece in pieces):
        return _NOWHERE
    chains = [chain for first in _clean(hay, pieces[0]) if (chain := _chain(hay, first, pieces[1:]))]
    together = [chain for chain in chains if within_sentence(hay.folded.text[chain[0][0] : chain[-1][1]])]
    chains = together or chains
    if not chains:
        return _NOWHERE
    if any(_repeats(hay, chain, pieces, sentence=bool(together)) for chain in chains):
        return Located(Verdict.AMBIGUOUS, flags=("repeated_piece",))
    matches = tuple(Match(tuple(chain)) for chain in chains)
    flags = ("operator_elided",) if any(_governed(hay, match) for match in matches) else ()
    return Located(Verdict.ELIDED, matches, flags)


def _pieces(hay: Searchable, text: str) -> list[str]:
    """The folded pieces between the quote's ellipses; empty if it has none. The source's own ellipses stay inside."""
    marks = list(itertools.islice(_ELLIPSIS.finditer(text), _MOST_MARKS + 1))
    if not marks or len(marks) > _MOST_MARKS:
        return []
    parts = []
    start = 0
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        end = following.start() if following else len(text)
        if hay.fold_quote(text[start:end]) not in hay.folded.text:
            parts.append(text[start : mark.start()])
            start = mark.end()
    parts.append(text[start:])
    return [form for part in parts if (form := hay.fold_quote(part))]


def _gaps(hay: Searchable, match: Match) -> list[str]:
    return [hay.folded.text[a[1] : b[0]] for a, b in itertools.pairwise(match.pieces)]


def _governed(hay: Searchable, match: Match) -> bool:
    """Whether what an ellipsis left out may negate or limit what stays."""
    text = hay.folded.text
    return any(
        operator_elided(text[a[0] : a[1]], text[a[1] : b[0]], text[b[0] : b[1]])
        for a, b in itertools.pairwise(match.pieces)
    )


def _long_enough(piece: str) -> bool:
    least = _LEAST_PIECE_CJK if any(is_cjk(c) for c in piece) else _LEAST_PIECE
    return sum(not c.isspace() for c in piece) >= least


def _clean(hay: Searchable, form: str) -> list[tuple[int, int]]:
    return [place for place in hay.occurrences(form) if hay.whole(*place)]


def _chain(hay: Searchable, first: tuple[int, int], rest: list[str]) -> list[tuple[int, int]]:
    """The pieces one after the other, each the nearest that follows; empty if one is missing or too far."""
    chain = [first]
    for form in rest:
        last = chain[-1]
        following = (place for place in _clean(hay, form) if place[0] >= last[1])
        place = next(following, None)
        if place is None or not hay.goes_together(first[0], place[1]):
            return []
        if hay.folded.starts[place[0]] - hay.folded.ends[last[1] - 1] > MOST_GAP:
            return []
        chain.append(place)
    return chain


def _repeats(hay: Searchable, chain: list[tuple[int, int]], pieces: list[str], *, sentence: bool) -> bool:
    """Whether a piece stands twice where the quote was taken from: its order there is then open.

    Within one sentence that is the sentence; for pieces of several sentences it is the paragraph.
    """
    if len(pieces) < 2:
        return False
    low, high = chain[0][0], chain[-1][1]

    def near(place: tuple[int, int]) -> bool:
        if not sentence:
            return hay.same_paragraph(low, place[0])
        return within_sentence(hay.folded.text[min(low, place[0]) : max(high, place[1])])

    return any(sum(near(place) for place in hay.occurrences(piece)) > 1 for piece in pieces)


def _unwrapped(hay: Searchable, text: str) -> Located:
    """The proposer's own quotation marks around the whole quote are not part of it."""
    if len(text) > 2 and _WRAPPING.get(text[0]) == text[-1]:
        return _as_one(hay, text[1:-1].strip())
    return _NOWHERE


def _editorial(hay: Searchable, text: str) -> Located:
    """Square brackets of an editor: words put in, or a capital changed. Always for a person."""
    if not 0 < sum(1 for _ in itertools.islice(_EDITORIAL.finditer(text), _MOST_MARKS + 1)) <= _MOST_MARKS:
        return _NOWHERE

    def read(put: Callable[[str], str]) -> str:
        """The quote with each bracket of the editor's read by ``put``; the source's own brackets stay."""

        def one(match: re.Match[str]) -> str:
            own = hay.fold_quote(match.group()) in hay.folded.text
            return match.group() if own else put(match.group(1) or match.group(2))

        return re.sub(r"  +", " ", _EDITORIAL.sub(one, text))

    readings = (read(str), read(lambda word: word.swapcase() if len(word) == 1 else ""), read(lambda word: ""))
    for reading in readings:
        found = _as_one(hay, reading)
        if found.matches:
            return Located(Verdict.NORMALISED, found.matches, ("editorial",))
    replaced = _elided(hay, read(lambda word: " … "))
    kept = tuple(match for match in replaced.matches if all(_is_replaceable(gap) for gap in _gaps(hay, match)))
    return Located(Verdict.ELIDED, kept, (*replaced.flags, "editorial")) if kept else _NOWHERE


def _is_replaceable(gap: str) -> bool:
    """Whether an editor's bracket may stand for these words of the source: a few words, no figure among them."""
    return len(gap) <= _MOST_REPLACED and not any(c.isdigit() for c in gap)


def _in_variants(hay: Searchable, text: str) -> Located:
    """The same words in old or new, traditional or simplified characters. Always for a person."""
    if not hay.cjk:
        return _NOWHERE
    form = canonical(hay.fold_quote(text))
    spans = [(at, at + len(form)) for at in _find_all(hay.variants, form)]
    matches = tuple(Match((span,)) for span in spans if hay.whole(*span))
    return Located(Verdict.NORMALISED, matches, ("variant_characters",)) if matches else _NOWHERE


def _misread(hay: Searchable, text: str) -> Located:
    if not hay.machine_read:
        return _NOWHERE
    place = align(hay.folded.text, hay.fold_quote(text))
    if place is None or not hay.whole(place.start, place.end):
        return _NOWHERE
    return Located(Verdict.OCR_APPROX, (Match(((place.start, place.end),)),))
