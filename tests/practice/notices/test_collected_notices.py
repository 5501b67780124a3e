"""Figures on collections of notices outside the repository: what a deadline rests on must be right."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from papers import paper

from konkyo.practice.notices import recognise
from konkyo.records.docket import NoticeItem
from konkyo.records.documents import Document, Element

_NEEDED = 0.99


def _root() -> Path:
    root = os.environ.get("KONKYO_DATA")
    if not root:
        pytest.skip("KONKYO_DATA is not set")
    return Path(root) / "docketing"


def _xml(text: str) -> Document:
    """The elements' texts one after another, with the path of each."""
    pieces: list[str] = []
    elements: list[Element] = []
    length = 0

    def walk(element: ElementTree.Element, above: str) -> None:
        nonlocal length
        path = f"{above}/{element.tag.rsplit('}', 1)[-1]}".lstrip("/")
        start = length
        for piece in (element.text, None):
            if piece:
                pieces.append(piece)
                length += len(piece)
        for child in element:
            walk(child, path)
            tail = ("\n" if child.tag.endswith("br") else "") + (child.tail or "")
            pieces.append(tail)
            length += len(tail)
        elements.append(Element(path=path, start=start, end=length))

    walk(ElementTree.fromstring(text), "")
    return paper("".join(pieces), tuple(elements))


def _pairs(truth: dict[str, Any], item: NoticeItem) -> Iterator[tuple[str, object, object]]:
    number, trigger, period = truth["application_number"], truth["trigger"], truth["period"]
    expect = ":".join([item.expect, *item.missing[:1]])
    yield "office", truth["office"], item.office.value
    yield "event", truth["event_code"], item.event_code
    yield "expect", True, expect == truth["expect"] or expect in truth["expect_alt"]
    yield "number", number and number["normalized"], item.application_number and item.application_number.value
    got = item.trigger and (item.trigger.value.kind, item.trigger.value.date.isoformat())
    yield "trigger", trigger and (trigger["kind"], trigger["date"]), got
    yield (
        "period",
        period and (period["n"], period["unit"]),
        item.period and (item.period.value.n, item.period.value.unit),
    )
    yield "party", truth["party"], item.party and item.party.value


@pytest.mark.parametrize("office", ["JPO", "USPTO"])
def test_synthetic_notices(office: str) -> None:
    """Each field that a deadline rests on is right in at least 99 of 100 items, and no item is missed or added."""
    folder = _root() / "generated"
    right: Counter[str] = Counter()
    count = 0
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        if office not in {item["office"] for item in truth["items"]}:
            continue
        text = (folder / truth["text"]).read_text(encoding="utf-8")
        if truth["format"].startswith("xml"):
            text = re.sub(r"^<\?xml[^>]*\?>\s*|<!DOCTYPE[^>]*>", "", text)
        document = _xml(text) if truth["format"].startswith("xml") else paper(text)
        recognition = recognise(document)
        assert len(recognition.items) == len(truth["items"]), truth["id"]
        for wanted, item in zip(truth["items"], recognition.items, strict=True):
            count += 1
            right.update(field for field, want, got in _pairs(wanted, item) if want == got)
    assert count
    for field, number in right.items():
        assert number / count >= _NEEDED, field


def test_real_dispatch_packages_are_named() -> None:
    """Every notice of the office's own packages is named as its document code says, with its application number."""
    names = {"a101": "特許査定", "a102": "拒絶査定", "a1131": "拒絶理由通知書", "a130": None}
    files = sorted((_root() / "jp_packages" / "notice").glob("*/xml/*jpntce.xml"))
    assert files
    for file in files:
        text = re.sub(r"^<\?xml[^>]*\?>\s*", "", file.read_text(encoding="utf-8"))
        (item,) = recognise(_xml(text)).items
        name = names[file.parts[-3].split("-")[0]]
        assert item.form.value == name if name else item.event_code == "none"
        assert item.application_number is not None
        assert (item.trigger is None) == (item.event_code == "none")
