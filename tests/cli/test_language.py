"""Japanese and English: by option, by variable, by the workspace's setting, by the locale, in this order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_SUMMARY = {"ja": "ファイル 2 件から期限案 2 件", "en": "2 proposals from 2 files"}


def test_option(konkyo: Callable[..., Any], matter: Path) -> None:
    """--lang goes before everything else."""
    for language, summary in _SUMMARY.items():
        done = konkyo("--lang", language, "docket", matter)
        assert summary in done.out
        assert ("次: konkyo inbox" in done.err) == (language == "ja")


def test_variable(konkyo: Callable[..., Any], matter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KONKYO_LANG names the language for one call."""
    monkeypatch.setenv("KONKYO_LANG", "ja")
    assert _SUMMARY["ja"] in konkyo("docket", matter).out


def test_locale(konkyo: Callable[..., Any], matter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without anything said, the locale decides."""
    monkeypatch.delenv("KONKYO_LANG")
    for locale, language in (("ja_JP.UTF-8", "ja"), ("de_DE.UTF-8", "en")):
        monkeypatch.setenv("LC_ALL", locale)
        assert _SUMMARY[language] in konkyo("docket", matter).out


def test_setting(konkyo: Callable[..., Any], matter: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace's own setting stands above the locale and below the variable."""
    (workspace / "konkyo.toml").write_text('language = "ja"\n', encoding="utf-8")
    assert _SUMMARY["en"] in konkyo("--workspace", workspace, "docket", matter).out
    monkeypatch.delenv("KONKYO_LANG")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert _SUMMARY["ja"] in konkyo("--workspace", workspace, "docket", matter).out


def test_row_in_each_language(konkyo: Callable[..., Any], workspace: Path) -> None:
    """What a person reads before signing is in their language: labels, steps, caveats; quotations stay."""
    (row,) = (shown["row"]["row_id"] for shown in konkyo("--workspace", workspace, "inbox", "--json").document
              if shown["row"]["due"])  # fmt: skip
    japanese = konkyo("--workspace", workspace, "--lang", "ja", "inbox", row).out
    english = konkyo("--workspace", workspace, "--lang", "en", "inbox", row).out
    assert "期限: 2026-07-31" in japanese
    assert "due: 2026-07-31" in english
    own_words = re.sub("「[^」]*」", "", english)  # without quotations
    assert not [
        line
        for line in own_words.splitlines()
        if _JAPANESE.search(line) and "form:" not in line and "rule:" not in line
    ]


def test_errors_in_each_language(konkyo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """An error's headings are in the reader's language."""
    assert konkyo("inbox", "D-0").err.startswith("Error: ")
    monkeypatch.setenv("KONKYO_LANG", "ja")
    assert konkyo("inbox", "D-0").err.startswith("エラー: ")


def test_unknown_language(konkyo: Callable[..., Any]) -> None:
    """Another language than the two is refused, not silently English."""
    done = konkyo("--lang", "de", "people")
    assert (done.code, "--lang ja" in done.err) == (2, True)
