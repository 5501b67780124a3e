"""konkyo.toml: what it may hold, where the workspace is, and clear errors for what is wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konkyo.errors import SettingsError
from konkyo.records.handling import Sensitivity
from konkyo.settings import Settings, default_workspace, language_of, load

KNOWN = set(Settings.model_fields) - {"workspace"}


def written(folder: Path, text: str | bytes) -> Path:
    """A workspace's settings file."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "konkyo.toml").write_bytes(data)
    return folder


def test_defaults(tmp_path: Path) -> None:
    """Without a file: confidential, reminders from thirty days to one, in the language of the locale."""
    assert load(tmp_path, {}) == Settings(workspace=tmp_path)
    assert load(tmp_path, {"LANG": "ja_JP.UTF-8"}).language == "ja"


def test_stated(tmp_path: Path) -> None:
    """Every setting can be stated."""
    text = 'language = "ja"\nsensitivity = "public"\nalarm_days = [10, 1]\nrequire_sandbox = true\n'
    text += 'four_eyes = "deadlines"\n'
    found = load(written(tmp_path, text), {})
    assert {name for name in KNOWN if getattr(found, name) != getattr(Settings(workspace=tmp_path), name)} == KNOWN
    assert (found.language, found.sensitivity, found.alarm_days) == ("ja", Sensitivity.PUBLIC, (10, 1))
    assert load(tmp_path, {"KONKYO_LANG": "en"}).language == "en", "the variable stands above the file"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('langage = "ja"', "langage"),
        ('language = "fr"', "language"),
        ("language = 1", "language"),
        ('sensitivity = "loud"', "sensitivity"),
        ('alarm_days = "soon"', "alarm_days"),
        ("alarm_days = [1, true, 2.5]", "alarm_days"),
        ("alarm_days = [-1]", "alarm_days"),
        ('require_sandbox = "perhaps"', "require_sandbox"),
        ('passphrase = "x"', "passphrase"),
        ('workspace = "elsewhere"', "workspace"),
        ("[people]\nname = 1", "people"),
        ("language = ", "TOML"),
        ("= =", "TOML"),
        (b'language = "\xff"', "TOML"),
    ],
)
def test_wrong(tmp_path: Path, text: str | bytes, named: str) -> None:
    """A wrong or unknown setting, or no TOML: which file, which setting, what to do. Never ignored."""
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text), {})
    assert "konkyo.toml" in caught.value.message
    assert named in caught.value.message
    assert caught.value.remedy
    assert caught.value.exit_code == 2


@given(st.binary(max_size=60))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever the file holds, the answer is settings or a SettingsError."""
    folder = written(tmp_path_factory.mktemp("w"), data)
    with suppress(SettingsError):
        assert load(folder, {}).workspace == folder


def test_where_the_workspace_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable, else the nearest folder upwards with a settings file, else the user's data folder."""
    monkeypatch.chdir(tmp_path)
    assert default_workspace({"KONKYO_WORKSPACE": "/named"}) == Path("/named")
    assert default_workspace({"XDG_DATA_HOME": "/data"}) == Path("/data/konkyo/workspace")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    written(tmp_path, "")
    monkeypatch.chdir(inside)
    assert default_workspace({"XDG_DATA_HOME": "/data"}) == tmp_path
    assert default_workspace({"KONKYO_WORKSPACE": "/named"}) == Path("/named")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "C", "KONKYO_LANG": "JA"}, "ja"),
        ({"LANG": "ja_JP", "KONKYO_LANG": "en"}, "en"),
    ],
)
def test_language(environment: dict[str, str], language: str) -> None:
    """KONKYO_LANG, then LC_ALL, then LANG."""
    assert language_of(environment) == language


def test_a_hostile_file_is_an_error_of_the_settings(tmp_path: Path) -> None:
    """A file nested without end, as one that comes with a downloaded folder may be, is refused by name."""
    (tmp_path / "konkyo.toml").write_text("a = " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"konkyo\.toml"):
        load(tmp_path, {})
