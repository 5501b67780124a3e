"""JSON file histories: the page is the file's own text, each value an element; broken JSON is refused."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konkyo.errors import RefusedError
from konkyo.ingest.base import Limits, Reading
from konkyo.ingest.timeline import read_timeline

HISTORY = (
    '{"result":{"data":{"events":[{"date":"20990625","code":"A63"},{"date":"20990814","name":"通知書"}],"end":""}}}'
)


def read(text: str) -> Reading:
    """Read JSON."""
    return read_timeline(text.encode(), Limits())


def values(reading: Reading) -> dict[str, str]:
    """Source characters by path."""
    page = reading.pages[0]
    return {e.path: page.text[e.start : e.end] for e in page.elements}


def reason(data: bytes | str, limits: Limits | None = None) -> str:
    """Why a file is refused."""
    with pytest.raises(RefusedError) as caught:
        read_timeline(data.encode() if isinstance(data, str) else data, limits or Limits())
    return caught.value.reason


def test_values_are_quotable_by_path() -> None:
    """The text is untouched; paths are keys and positions; each event is a paragraph."""
    reading = read(HISTORY)
    page = reading.pages[0]
    assert page.text == HISTORY
    assert values(reading)["result/data/events/1/name"] == "通知書"
    assert values(reading)["result/data/end"] == ""
    events = [page.text[p.start : p.end] for p in page.paragraphs]
    assert '{"date":"20990625","code":"A63"}' in events
    assert '{"date":"20990814","name":"通知書"}' in events


def test_json_lines_have_a_paragraph_per_line() -> None:
    """The line is the first step of the path and the paragraph."""
    reading = read('{"a":1}\n\n{"a":2}\r\n[3]\n')
    assert values(reading) == {"0/a": "1", "1/a": "2", "2/0": "3"}
    assert [p.number for p in reading.pages[0].paragraphs] == ["1", "2", "3"]
    assert reading.media_type == "application/jsonl"


def test_escapes_are_told_as_values() -> None:
    """An escaped string is quoted as written; its meaning is an attribute; keys are escaped in paths."""
    reading = read(r'{"a/b":"\u7279\u8a31\n","half":"\ud800"}')
    elements = reading.pages[0].elements
    assert elements[0].path == "a~1b"
    assert elements[0].attributes["value"] == "特許\n"
    assert elements[1].attributes["value"] == "\ufffd"


def test_odd_but_readable_json_is_flagged() -> None:
    """Repeated keys and values that are no numbers are told; huge numbers stay characters."""
    reading = read('{"a":1,"a":NaN,"b":-Infinity,"c":1' + "0" * 400 + "}")
    assert {f.code for f in reading.flags} == {"duplicate-keys", "non-finite"}
    assert values(reading)["c"] == "1" + "0" * 400


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a":}',
        "[1,]",
        "[1 2]",
        '{"a" 1}',
        "{a:1}",
        "01",
        '"\x01"',
        '"\\x"',
        '{"a":1}{"b":2}',
        "[1]]",
        "nul",
        "'a'",
    ],
)
def test_broken_json_is_refused(text: str) -> None:
    """What is not JSON is refused, not repaired."""
    assert reason(text) == "damaged"


def test_hostile_json_is_refused() -> None:
    """Deep nesting and too much text are refused without recursion."""
    assert reason("[" * 200_000) == "depth"
    assert reason('{"a":' * 1000 + "1" + "}" * 1000) == "depth"
    assert reason('["' + "x" * 100 + '"]', Limits(text_chars=50)) == "text-size"


def test_long_keys_do_not_multiply() -> None:
    """Paths are bounded: a long key over many values does not fill the memory."""
    reading = read('{"' + "k" * 100_000 + '":[' + ",".join("1" * 1 for _ in range(2000)) + "]}")
    assert max(len(e.path) for e in reading.pages[0].elements) <= 500


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_forms(encoding: str) -> None:
    """JSON in any form of Unicode."""
    assert values(read_timeline('{"名":"値"}'.encode(encoding), Limits())) == {"名": "値"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def leaves(value: Any, path: tuple[str, ...] = ()) -> dict[str, Any]:
    """Scalars by path, as the standard library sees them."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in leaves(inner, (*path, key)).items()}
    if isinstance(value, list):
        return {k: v for n, inner in enumerate(value) for k, v in leaves(inner, (*path, str(n))).items()}
    return {"/".join(step.replace("~", "~0").replace("/", "~1") for step in path): value}


@settings(max_examples=200, deadline=None)
@given(JSON, st.booleans(), st.sampled_from([None, 1]))
def test_agrees_with_the_standard_library(value: Any, ascii_only: bool, indent: int | None) -> None:
    """Every scalar that json finds is an element at that path whose characters mean it."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    reading = read(text)
    page = reading.pages[0]
    expected = leaves(value)
    assert {e.path for e in page.elements} == set(expected)
    for element in page.elements:
        raw = page.text[element.start : element.end]
        wanted = expected[element.path]
        assert json.loads(f'"{raw}"' if isinstance(wanted, str) else raw) == wanted


@settings(max_examples=200, deadline=None)
@given(st.text('{}[]",:0123e.-+truefalsn \n\\u', max_size=40))
def test_accepts_what_the_standard_library_accepts(text: str) -> None:
    """A single value is read exactly when json reads it (JSON Lines and empty input apart)."""
    try:
        json.loads(text)
    except ValueError:
        with suppress(RefusedError):
            assert read(text).media_type == "application/jsonl"
    else:
        assert read(text).media_type == "application/json"


def test_real_histories_are_read() -> None:
    """Real histories: every line is a paragraph, every date a value."""
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA is not set")
    data = Path(root, "docketing", "us_timelines.jsonl").read_bytes()
    reading = read_timeline(data, Limits())
    lines = data.decode().splitlines()
    assert len(reading.pages[0].paragraphs) == len(lines)
    found = values(reading)
    for number, line in enumerate(lines):
        for place, event in enumerate(json.loads(line)["prosecution_events"]):
            assert found[f"{number}/prosecution_events/{place}/date"] == event["date"]
