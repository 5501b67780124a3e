"""Names of calendar files, and the formats of a portfolio."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import UsageError
from konkyo.export.portfolio import file_name, portfolio_format


@given(st.text(max_size=200))
def test_file_name_is_safe(person: str) -> None:
    """Whatever a person is called, the file name is short plain ASCII, no path, no hidden file, no device name."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}\.ics", file_name(person))
    assert len(file_name(person)) <= 60


def test_file_names_differ() -> None:
    """Names that look alike in ASCII have files of their own; nobody's file has a fixed name."""
    names = {file_name(person) for person in ("山田 花子", "山田 太郎", "Yamada", "yamada", "ÿamada", None)}
    assert len(names) == 6
    assert file_name(None) == "unassigned.ics"


@pytest.mark.parametrize("name", ["x.doc", "x", "x.ics", ".html"])
def test_unknown_format(name: str) -> None:
    """A format that is not held is refused; calendars have an option of their own."""
    with pytest.raises(UsageError):
        portfolio_format(Path(name))
