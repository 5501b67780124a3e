"""Parses XML without trusting it: no entities, no DTD, no network, bounded depth.

The document type declaration is read by us and cut off before parsing, so that the parser never sees a declaration:
declared entities with content or an address refuse the file; unparsed ones (``NDATA``, as USPTO files name their
figures) are harmless. References to the ISO character entities of patent DTDs become their characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from html.entities import html5

from lxml import etree

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits
from konkyo.ingest.markup_flags import FlagSet
from konkyo.ingest.refusals import refusal

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml\b[^>]*\?>")
_SUBSET_TOKEN = re.compile(r"""<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|"[^"]*"|'[^']*'|<!ENTITY\b|[\[\]<>%]""", re.DOTALL)
_UNPARSED = re.compile(r"""\s+[^%\s"'<>]+\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s*(?:"[^"]*"|'[^']*')\s+NDATA\s""")
_REFERENCE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([A-Za-z][A-Za-z0-9._-]*);", re.DOTALL)
_MARKUP = re.compile(r"<!--.*?-->|<\?[^<>]*\?>|<!\[CDATA\[|\]\]>|<[^<>]*>", re.DOTALL)
_TRAILER = 4096  # characters after the root element that may be comments
_KEPT = frozenset({"lt", "gt", "amp", "quot", "apos"})
# ISO 8879 / isogrk1: agr, Ggr ...
_GREEK_NAMES = re.findall("ee|th|ph|kh|ps|oh|[a-z]", "abgdezeethiklmnxoprstuphkhpsoh")
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_GREEK = {name + "gr": letter for name, letter in zip(_GREEK_NAMES, _GREEK_LETTERS, strict=True)} | {
    (name.upper() if name != "th" else "TH") + "gr": letter.upper()
    for name, letter in zip(_GREEK_NAMES, _GREEK_LETTERS, strict=True)
}


def parse_xml(
    text: str, limits: Limits, flags: FlagSet, *, doctype: bool = False, tolerant: bool = False
) -> etree._Element:
    """The root element of decoded XML.

    ``doctype``: a document type declaration without parsed entities is allowed (office formats); otherwise any is
    refused. ``tolerant``: errors of markup are repaired where no character of text is lost by it.
    Raises ``RefusedError``: ``dtd``, ``entities``, ``depth``, ``text-size``, ``damaged``.
    """
    body = _without_doctype(_DECLARATION.sub("", text, count=1), allowed=doctype)
    body = _with_characters(body, flags)
    try:
        root = _parsed(body, recover=False)
    except RefusedError as error:
        if not tolerant or error.reason != "damaged":
            raise
        root = _repaired(body, flags)
    _check_depth(root, limits)
    return root


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    tag = str(element.tag)
    return tag[tag.find("}") + 1 :]


def local_attributes(element: etree._Element) -> dict[str, str]:
    """Attributes by local name; of two with one local name the one without a namespace wins."""
    result: dict[str, str] = {}
    for key, value in element.attrib.items():
        name = str(key)
        bare = name[name.find("}") + 1 :]
        if bare == name or bare not in result:
            result[bare] = str(value)
    return result


def child_elements(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements, without comments and processing instructions."""
    return element.iterchildren("*")


def _parsed(body: str, *, recover: bool) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=recover,
        remove_comments=recover,  # so that what a repair kept can be compared with what was written
        remove_pis=recover,
    )
    try:
        root = etree.fromstring(body.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(str(error), parser) from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _refusal(message="", parser=parser)
    if root is None:
        raise refusal(reason="damaged")
    return root


def _refusal(message: str, parser: etree.XMLParser) -> RefusedError:
    """A refusal that tells limits from damage; the parser's own words may quote the file and are not passed on."""
    messages = message + " ".join(entry.message for entry in parser.error_log)
    if "depth" in messages:
        return refusal(reason="depth")
    if "XML_PARSE_HUGE" in messages:
        return refusal(reason="text-size")
    return refusal(reason="damaged")


def _repaired(body: str, flags: FlagSet) -> etree._Element:
    if body.rfind("<!--") > body.rfind("-->"):
        raise refusal(reason="damaged")
    root = _parsed(body, recover=True)
    written = "".join(unescape(_MARKUP.sub("", body)).split())
    kept = "".join("".join(str(piece) for piece in root.itertext()).split())
    if written != kept or not _is_closed(body, root):
        raise refusal(reason="damaged")
    flags.add("markup-repaired")
    return root


def _is_closed(body: str, root: etree._Element) -> bool:
    """Whether the root element's end tag stands at the end: a file that was cut off is not repaired."""
    tag = f"{root.prefix}:{local_name(root)}" if root.prefix else local_name(root)
    end = re.sub(r"(?:<!--(?:(?!-->).)*-->|\s)*\Z", "", body[-_TRAILER:], flags=re.DOTALL)
    return re.search(rf"</{re.escape(tag)}\s*>\Z", end) is not None


def _check_depth(root: etree._Element, limits: Limits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth:
            raise refusal(reason="depth")


def _without_doctype(text: str, *, allowed: bool) -> str:
    """The document without its document type declaration. Raises ``RefusedError`` for entities or where not allowed."""
    start = _doctype_start(text)
    if start is None:
        return text
    if not allowed:
        raise refusal(reason="dtd")
    end = _doctype_end(text, start)
    return text[:start] + text[end:]


def _doctype_start(text: str) -> int | None:
    position = 0
    while True:
        position += _blank(text, position)
        if text.startswith("<!--", position):
            end = text.find("-->", position)
            position = len(text) if end < 0 else end + 3
        elif text.startswith("<?", position):
            end = text.find("?>", position)
            position = len(text) if end < 0 else end + 2
        else:
            return position if text[position : position + 9].upper() == "<!DOCTYPE" else None


def _blank(text: str, position: int) -> int:
    end = position
    while end < len(text) and text[end].isspace():
        end += 1
    return end - position


def _doctype_end(text: str, start: int) -> int:
    subset, open_brackets = False, 0
    for token in _SUBSET_TOKEN.finditer(text, start + 1):
        match token.group():
            case "<!ENTITY":
                _require_unparsed(text, token.end())
                open_brackets += 1
            case "%":
                raise refusal(reason="entities")
            case "[":
                subset = True
            case "]":
                subset = False
            case "<":
                open_brackets += 1
            case ">":
                if not subset and not open_brackets:
                    return token.end()
                open_brackets = max(0, open_brackets - 1)
            case _:
                continue
    raise refusal(reason="damaged")


def _require_unparsed(text: str, position: int) -> None:
    if not _UNPARSED.match(text, position):
        raise refusal(reason="entities")


def _with_characters(text: str, flags: FlagSet) -> str:
    """Character entities of the known sets become characters; unknown references stay as they are written."""

    def replaced(found: re.Match[str]) -> str:
        name = found.group(1)
        if name is None or name in _KEPT:
            return found.group()
        character = _GREEK.get(name) or html5.get(name + ";")
        if character is None:
            flags.add("entity-unknown")
            return f"&amp;{name};"
        return escape(character, quote=False)

    return _REFERENCE.sub(replaced, text)
