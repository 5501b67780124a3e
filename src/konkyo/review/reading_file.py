"""A second reader's form that was filled in as a file: CSV (field, value) or JSON, as ``second form`` writes it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, NoReturn

from konkyo.errors import UsageError

MARKS = ("proposal", "content_hash", "check_code")
_MOST_BYTES = 100_000
_REMEDY = "fill in the blank that `konkyo second form ID --to form.csv` (or .json) writes"


def read_form(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The fields that were filled in, as text, and the marks that tie the form to a proposal.

    CSV has columns ``field`` and ``value``; others (``what``) are for people. JSON is one object, or has one under
    ``fields``. Raises UsageError for anything else, and for a field that is stated twice.
    """
    if len(data) > _MOST_BYTES:
        _refuse("it is too large to be a form")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse("it is not UTF-8 text")
    pairs = _json(text) if text.lstrip().startswith("{") else _csv(text)
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            _refuse(f"{name} is stated twice")
        found[name] = value
    marks = {name: found.pop(name) for name in MARKS if found.get(name, "").strip()}
    return {name: value for name, value in found.items() if name not in MARKS}, marks


def _json(text: str) -> list[tuple[str, str]]:
    try:
        pairs: list[tuple[str, Any]] = json.loads(text, object_pairs_hook=list)
    except (ValueError, RecursionError):
        _refuse("it is not JSON")
    found: list[tuple[str, str]] = []
    for name, value in pairs:
        if name == "fields" and isinstance(value, list) and all(isinstance(pair, tuple) for pair in value):
            found += [(inner, _scalar(inner, told)) for inner, told in value]
        else:
            found.append((name, _scalar(name, value)))
    return found


def _scalar(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    return _refuse(f"{name} is neither text nor a whole number")


def _csv(text: str) -> list[tuple[str, str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [[cell.strip() for cell in row] for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        _refuse("it is not CSV")
    if not rows or "field" not in rows[0] or "value" not in rows[0]:
        _refuse("it has no columns called field and value")
    at_name, at_value = rows[0].index("field"), rows[0].index("value")
    return [(row[at_name], row[at_value]) for row in rows[1:] if len(row) > max(at_name, at_value) and row[at_name]]


def _refuse(why: str) -> NoReturn:
    msg = f"the file is no filled-in form: {why}"
    raise UsageError(msg, kept="nothing was sealed or signed", remedy=_REMEDY) from None
