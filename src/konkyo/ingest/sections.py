"""What stretches of pages are, as far as the document itself says: headers, footers, claims, abstract, cited art."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from konkyo.records.documents import Section, SectionKind

_EDGE_LINES = 3
_REPEATED = 3
_HEADING_LENGTH = 60

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—‐－―ー]\s*[0-9０-９]{1,4}\s*[-–—‐－―ー]|(?:page|seite|p\.)\s*[0-9]{1,4}(?:\s*(?:of|/|von)\s*[0-9]{1,4})?"
    r"|[0-9０-９]{1,4}\s*[/／]\s*[0-9０-９]{1,4}|[0-9０-９]{1,4}\s*(?:ページ|頁|页)|第\s*[0-9０-９]{1,4}\s*(?:ページ|頁|页))\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*([0-9０-９]{1,4}|[ivxlc]{1,6})\s*", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9０-９]+")

_BEFORE = r"[\s　（(【<＜\[\d０-９.．①-⑳ア-ン一二三四五六七八九十第、]*"
_AFTER = r"[】>＞\])）：:\s]*"

_CLAIMS = (
    r"(?:【書類名】\s*)?【?特許請求の範囲】?",
    r"【?実用新案登録請求の範囲】?",
    r"\[?\s*claims?\s*\]?:?",
    r"(?:what|that which|the invention)\s+(?:is|i|we)\s+claim(?:ed)?(?:\s+is)?\s*:?",
    r"(?:i|we) claim\s*:?",
    r"权利要求书?|權利要求書?|申請專利範圍",
    r"(?:patent)?ansprüche",
    r"【?(?:특허)?청구범위】?",
)
_ABSTRACT = (
    r"(?:【書類名】\s*)?【?要約書?】?",
    r"abstract(?: of the disclosure)?:?",
    r"(?:说明书|說明書)?摘\s*要",
    r"【?요\s*약(?:서)?】?",
    r"zusammenfassung",
)
_DESCRIPTION = (
    r"(?:【書類名】\s*)?【?明細書】?",
    r"【発明の(?:名称|詳細な説明)】.{0,40}",
    r"【(?:技術分野|背景技術|発明の概要|図面の簡単な説明)】",
    r"(?:detailed )?description(?: of .{1,40})?|specification|technical field",
    r"background(?: of the invention| art)?|field(?: of the invention)?",
    r"summary(?: of the invention)?|brief description of the drawings?",
    r"说明书|說明書|技术领域|背景技术|发明内容|附图说明|具体实施方式",
    r"beschreibung",
    r"【(?:기술분야|배경기술)】|명세서",
)
_CITED_ART = (
    _BEFORE + r"引用(?:文献|例|発明|刊行物)[\s0-9０-９]*(?:の記載|に記載|の開示|の認定|について)[^。]{0,20}" + _AFTER,
    _BEFORE + r"引用(?:発明|文献の記載事項)(?:の認定)?" + _AFTER,
    _BEFORE + r"(?:cited|prior)[- ]art(?: documents?)?" + _AFTER,
    _BEFORE + r"对比文件\s*[0-9]*\s*(?:公开|披露)[^。]{0,20}" + _AFTER,
)
_ENDING = (
    _BEFORE + r"(?:対比(?:・判断|及び判断|、判断)?|当審の判断|判断|むすび|結論|備考|補正の示唆)" + _AFTER,
    _BEFORE + r"(?:先行技術文献調査結果の記録|本願(?:発明)?(?:について)?|相違点.{0,10})" + _AFTER,
    _BEFORE + r"(?:response to arguments|conclusion)" + _AFTER,
    r"【書類名】.{0,30}",
)


@dataclass(frozen=True)
class _Heading:
    """Lines that open a section, or (``kind`` None) end one without opening another."""

    kind: SectionKind | None
    pattern: re.Pattern[str]


_HEADINGS = tuple(
    _Heading(kind, re.compile("|".join(forms), re.IGNORECASE))
    for kind, forms in (
        (SectionKind.CLAIMS, _CLAIMS),
        (SectionKind.ABSTRACT, _ABSTRACT),
        (SectionKind.DESCRIPTION, _DESCRIPTION),
        (SectionKind.CITED_ART, _CITED_ART),
        (None, _ENDING),
    )
)


def find_sections(texts: Sequence[str]) -> tuple[tuple[Section, ...], ...]:
    """Sections of each page of a document. A section runs from its heading to the next, over page breaks."""
    edges = _edges(texts)
    open_kind: SectionKind | None = None
    pages = []
    for text, edge in zip(texts, edges, strict=True):
        named, open_kind = _named(text, open_kind)
        pages.append(tuple(sorted((*edge, *named), key=lambda s: (s.start, s.end))))
    return tuple(pages)


def _named(text: str, kind: SectionKind | None) -> tuple[list[Section], SectionKind | None]:
    """Sections by headings on one page, and the one that runs on."""
    sections, start = [], 0
    for begin, end in _spans(text):
        found = _heading(text[begin:end])
        if found is None:
            continue
        if kind is not None and begin > start:
            sections.append(Section(kind=kind, start=start, end=begin))
        kind, start = found.kind, begin
    if kind is not None and len(text) > start:
        sections.append(Section(kind=kind, start=start, end=len(text)))
    return sections, kind


def _heading(line: str) -> _Heading | None:
    bare = line.strip().strip("#*").strip()
    if not bare or len(bare) > _HEADING_LENGTH:
        return None
    return next((heading for heading in _HEADINGS if heading.pattern.fullmatch(bare)), None)


def _spans(text: str) -> list[tuple[int, int]]:
    spans, position = [], 0
    for piece in text.split("\n"):
        spans.append((position, position + len(piece)))
        position += len(piece) + 1
    return spans


def _edges(texts: Sequence[str]) -> list[list[Section]]:
    """Headers and footers: lines at the edges that come back on other pages (but for digits), and page numbers."""
    tops, bottoms = [_edge(text, top=True) for text in texts], [_edge(text, top=False) for text in texts]
    result: list[list[Section]] = [[] for _ in texts]
    for kind, spans in ((SectionKind.HEADER, tops), (SectionKind.FOOTER, bottoms)):
        repeated = _repeated(texts, spans)
        for number, (text, lines) in enumerate(zip(texts, spans, strict=True)):
            taken = [(a, b) for a, b in lines if _shape(text[a:b]) in repeated or _PAGE_NUMBER.fullmatch(text[a:b])]
            taken += [s for s in lines[:1] if s not in taken and _counts(texts, spans, number, s)]
            result[number] += [Section(kind=kind, start=a, end=b) for a, b in taken]
    return result


def _edge(text: str, *, top: bool) -> list[tuple[int, int]]:
    """The outermost lines with text, from the edge inwards; of a short page at most a third."""
    spans = [(a, b) for a, b in _spans(text) if text[a:b].strip()]
    count = min(_EDGE_LINES, max(len(spans) // 3, 1 if len(spans) > 1 else 0))
    return spans[:count] if top else spans[::-1][:count]


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line.strip())


def _repeated(texts: Sequence[str], spans: list[list[tuple[int, int]]]) -> set[str]:
    """Shapes that at least three pages, and a third of all, have at this edge."""
    seen = Counter(
        shape for text, lines in zip(texts, spans, strict=True) for shape in {_shape(text[a:b]) for a, b in lines}
    )
    needed = max(_REPEATED, len(texts) // 3)
    return {shape for shape, count in seen.items() if count >= needed and not re.fullmatch(r"[0\W]*", shape)}


def _counts(texts: Sequence[str], spans: list[list[tuple[int, int]]], page: int, span: tuple[int, int]) -> bool:
    """A bare number at the very edge is a page number if a neighbour page has the next or the previous one there."""
    own = _bare(texts[page][span[0] : span[1]])
    if own is None:
        return False
    for other in (page - 1, page + 1):
        if 0 <= other < len(texts) and spans[other]:
            a, b = spans[other][0]
            if _bare(texts[other][a:b]) == own + other - page:
                return True
    return False


def _bare(line: str) -> int | None:
    found = _BARE_NUMBER.fullmatch(line)
    return int(found.group(1)) if found and found.group(1).isdecimal() else None
