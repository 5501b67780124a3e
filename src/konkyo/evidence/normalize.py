"""Fold text so that two ways of writing the same characters compare equal, and remember where each one came from.

What is folded is typography: invisible characters, composed and decomposed accents, half- and full-width forms,
ligatures, quotation marks, dashes, white space, hyphens at line ends. What carries meaning is not: letter case,
look-alikes of other scripts, kanji variants, superscripts (10² is not 102), fractions (1½ is not 11/2), signs,
decimal marks. Unicode NFKC (UAX #15) alone would fold the last two, so it is applied per character, by the kind of its
decomposition.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

HYPHEN_BREAK = "\u00ad"
"""Stands in folded text for a hyphen at a line end: it may or may not belong to the word."""

_COMBINING = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u3099\u309a"
    "\uff9e\uff9f\u1160-\u11ff"
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\uffff"
    "\U000e0000-\U000e01ef\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_PLAIN = "!-,.0-~\u3001-\u3003\u3005-\u3012\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff"

_LATIN_RUN = r"[!-,.0-~](?:[!-,.0-~]| (?=[!-,.0-~]))*"  # words with the single spaces between them


def _tokens(plain: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<plain>{plain}(?![{_COMBINING}]))"
        r"|(?P<space>\s+)"
        r"|(?P<break>[-\u2010\u2011\u00ad\x02\ufffe][ \t\u3000]*(?:\r\n|\r|\n)\s*|[\x02\ufffe](?:\r\n|\r|\n)?)"
        r"|(?P<slash>/(?:\r\n|\r|\n)?)"
        rf"|(?P<invisible>[{_INVISIBLE}]+)"
        rf"|(?P<cluster>.[{_COMBINING}]*)",
        re.DOTALL,
    )


_TOKEN = {True: _tokens(f"[{_PLAIN}]+"), False: _tokens(f"(?:{_LATIN_RUN}|[{_PLAIN}]+)")}
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WIDE_ALNUM = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_LABEL_PUNCTUATION = frozenset(".,．，-‐–−－~〜～/／:：")

_MAPPED = {
    **dict.fromkeys("‐‑‒–—―−－﹘﹣⁃", "-"),
    **dict.fromkeys("“”„‟＂", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("〜～∼", "~"),
}
_KEPT_KINDS = ("<super>", "<sub>", "<fraction>", "<font>")
_CJK_SHARE = 0.1  # of the visible characters: less, and the spaces of the page separate words
_FULL_LINE = 0.85  # of the page's usual longest line: a line that long was broken by its measure, not by its author


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded ``text``; character ``i`` stands for ``source[starts[i]:ends[i]]``. ``breaks``: where blank lines were."""

    text: str
    starts: array[int]
    ends: array[int]
    breaks: array[int]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source characters behind folded characters ``start`` to ``end`` (end > start)."""
        return self.starts[start], self.ends[end - 1]

    def index_of(self, offset: int) -> int:
        """The first folded character that stands at or after a source offset."""
        return bisect_left(self.starts, offset)

    def folded_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The folded characters of a source stretch, or None if it cuts a character or shows nothing."""
        first, last = bisect_left(self.starts, start), bisect_right(self.ends, end)
        if first >= last or (first > 0 and self.ends[first - 1] > start):
            return None
        return None if last < len(self.starts) and self.starts[last] < end else (first, last)


def is_cjk(character: str) -> bool:
    """Whether a character is of a script written without spaces (Han, kana)."""
    return _CJK_CHARACTER.match(character) is not None


def writes_cjk(text: str) -> bool:
    """Whether a page is written without spaces between words: decided once per page, for page and quote alike."""
    visible = sum(len(word) for word in text.split())
    return visible > 0 and len(_CJK_CHARACTER.findall(text)) >= _CJK_SHARE * visible


def has_bidi_control(text: str) -> bool:
    """Whether a text changes the order in which it is shown (UAX #9): what is read is then not what is stored."""
    return _BIDI_CONTROL.search(text) is not None


@lru_cache(maxsize=65_536)
def fold_cluster(cluster: str) -> str:
    """The folded form of one character with its combining marks; superscripts, fractions and styles stay."""
    if len(cluster) > 1:
        composed = unicodedata.normalize("NFC", cluster)
        if len(composed) == 1:
            return fold_cluster(composed)
        if "\uff61" <= cluster[0] <= "\uff9f":
            return unicodedata.normalize("NFKC", cluster)
        return "".join(fold_cluster(character) for character in composed)
    if cluster in _MAPPED:
        return _MAPPED[cluster]
    parts = unicodedata.decomposition(cluster).split()
    if not parts or parts[0] in _KEPT_KINDS:
        return cluster
    if not parts[0].startswith("<"):
        return unicodedata.normalize("NFC", cluster)
    pieces = [chr(int(code, 16)) for code in parts[1:]]
    if " " in pieces or "\u3000" in pieces:  # a spacing accent decomposes into a space: that would join or split words
        return cluster
    return "".join(fold_cluster(piece) for piece in pieces)


def usual_measure(text: str) -> float:
    """Width of the page's long lines in half-width columns: the 90th percentile of its lines, 0 for one line."""
    widths = sorted(_width(line) for line in text.splitlines() if line.strip())
    return float(widths[int(len(widths) * 0.9)]) if len(widths) > 1 else 0.0


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class _Folding:
    """Builds a ``Folded``; spaces wait until the next visible character says whether they separate anything."""

    def __init__(self, source: str, *, cjk: bool, measure: float | None) -> None:
        self.source = source
        self.cjk = cjk
        self.measure = measure
        self.parts: list[str] = []
        self.starts: array[int] = array("i")
        self.ends: array[int] = array("i")
        self.breaks: array[int] = array("i")
        self.last = ""
        self.pending: tuple[int, int] | None = None

    def plain(self, start: int, end: int) -> None:
        """Characters that stand for themselves."""
        if self.pending is not None:
            self._settle(self.source[start], start)
        run = self.source[start:end]
        self.parts.append(run)
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))
        self.last = run[-1]

    def mapped(self, text: str, start: int, end: int) -> None:
        """Characters that stand for others; all share one source range."""
        if not text:
            return
        if self.pending is not None:
            self._settle(text[0], start)
        self.parts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))
        self.last = text[-1]

    def space(self, start: int, end: int) -> None:
        """White space: kept for later."""
        self.pending = (self.pending[0] if self.pending else start, end)

    def _settle(self, following: str, at: int) -> None:
        start, end = self.pending or (at, at)
        self.pending = None
        if not self.last:
            return
        run = self.source[start:end]
        if run.count("\n") + run.count("\r") - run.count("\r\n") > 1 or "\f" in run:
            self.breaks.append(len(self.starts))
        if self._separates(following, start, at):
            self.parts.append(" ")
            self.starts.append(start)
            self.ends.append(end)

    def _separates(self, following: str, start: int, at: int) -> bool:
        before, after = is_cjk(self.last), is_cjk(following)
        if before or after:
            return False
        if not self.cjk:
            return True
        if not (self.last.isalnum() and following.isalnum()):
            return False
        return not self._wrapped(start, at)

    def _wrapped(self, start: int, at: int) -> bool:
        """Full-width text is broken anywhere, also inside numbers and words, but only where a line is full."""
        gap = self.source[start:at]
        if self.measure is None or not ("\n" in gap or "\r" in gap) or start == 0:
            return False
        if not (_WIDE_ALNUM.match(self.source[start - 1]) and _WIDE_ALNUM.match(self.source[at])):
            return False
        line = max(self.source.rfind("\n", 0, start), self.source.rfind("\r", 0, start)) + 1
        return _width(self.source[line:start]) >= _FULL_LINE * self.measure

    def line_end_hyphen(self, start: int, end: int) -> None:
        """A hyphen before a line break: uncertain between letters, a hyphen where a digit is near."""
        following = self.source[end : end + 1]
        if not self.last or self.pending is not None:
            self.mapped("-", start, start + 1)
            if end > start + 1:
                self.space(start + 1, end)
        elif self.last.isalpha() and following.isalpha() and not is_cjk(self.last) and not is_cjk(following):
            self.mapped(HYPHEN_BREAK, start, end)
        elif self.source[start] != "\u00ad":
            self.mapped("-", start, start + 1)

    def label(self, text: str, start: int, end: int) -> None:
        """①, ⑴, Ⅳ: folded where they stand alone, kept where folding would run into a number or a word."""
        kept = (
            text if self._stands_alone(start, end, digits=any(c.isdecimal() for c in text)) else self.source[start:end]
        )
        self.mapped(kept, start, end)

    def _stands_alone(self, start: int, end: int, *, digits: bool) -> bool:
        for nearer, beyond in ((start - 1, start - 2), (end, end + 1)):
            near = self.source[nearer : nearer + 1] if nearer >= 0 else ""
            far = self.source[beyond : beyond + 1] if beyond >= 0 else ""
            if not near:
                continue
            if unicodedata.numeric(near, None) is not None and not is_cjk(near):
                return False
            if near.isalpha() and not is_cjk(near) and not digits:
                return False
            if digits and near in _LABEL_PUNCTUATION and far and unicodedata.numeric(far, None) is not None:
                return False
        return True

    def done(self) -> Folded:
        return Folded("".join(self.parts), self.starts, self.ends, self.breaks)


def fold(text: str, *, cjk: bool, measure: float | None = None) -> Folded:
    """Fold ``text`` for comparison.

    ``cjk``: whether the page at hand is written without spaces (``writes_cjk`` of the page, also when folding a
    quote): spaces then survive between two letters or digits only. ``measure``: the page's ``usual_measure``; line
    breaks inside full-width numbers and words are closed where the line is full. None: never; 0: always.
    """
    folding = _Folding(text, cjk=cjk, measure=measure)
    for token in _TOKEN[cjk].finditer(text):
        start, end = token.span()
        kind = token.lastgroup
        if kind == "plain":
            folding.plain(start, end)
        elif kind == "space":
            folding.space(start, end)
        elif kind == "cluster":
            cluster = token.group()
            folded = fold_cluster(cluster)
            if folded != cluster and _is_label(cluster):
                folding.label(folded, start, end)
            else:
                folding.mapped(folded, start, end)
        elif kind == "break":
            folding.line_end_hyphen(start, end)
        elif kind == "slash":
            folding.mapped("/", start, start + 1)
            if end - start > 1 and folding.source[max(start - 1, 0)].isspace():
                folding.space(start + 1, end)
    return folding.done()


@lru_cache(maxsize=4_096)
def _is_label(cluster: str) -> bool:
    """Whether folding turns an enclosed letter or numeral, or a Roman numeral, into plain letters or digits."""
    if "\u2160" <= cluster[0] <= "\u217f":
        return True
    kind = unicodedata.decomposition(cluster[0]).split(" ")[0]
    if kind == "<circle>":
        return True
    return kind in ("<compat>", "<square>") and any(c.isdecimal() for c in fold_cluster(cluster))
