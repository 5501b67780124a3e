"""The whole configuration on one screen; read by the workbench only.

A setting comes from ``konkyo.toml`` in the workspace; ``KONKYO_WORKSPACE`` and ``KONKYO_LANG`` name the workspace and
the language for one call. No setting holds a secret, and none can approve anything.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from konkyo.errors import SettingsError
from konkyo.records.handling import Sensitivity
from konkyo.records.value import Value

FILE_NAME = "konkyo.toml"


class Settings(Value):
    """What a workspace is set to.

    ``language``: of texts for people. ``sensitivity``: of documents for which nothing else is said.
    ``alarm_days``: days before a due date on which an exported calendar reminds. ``require_sandbox``: refuse to read
    untrusted files where the operating system's sandbox does not work. ``four_eyes``: ``deadlines`` lets nothing leave
    that a second person has not read. Once on it stays on until the file itself says ``off``; both are recorded.
    """

    workspace: Path
    language: Literal["ja", "en"] = "en"
    sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL
    alarm_days: tuple[Annotated[int, Field(ge=0, le=3660)], ...] = (30, 14, 7, 3, 1)
    require_sandbox: bool = False
    four_eyes: Literal["off", "deadlines"] = "off"


def default_workspace(environment: Mapping[str, str]) -> Path:
    """``KONKYO_WORKSPACE``, else the nearest folder upwards that holds ``konkyo.toml``, else the user's data folder."""
    if named := environment.get("KONKYO_WORKSPACE"):
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    data = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "konkyo" / "workspace"


def language_of(environment: Mapping[str, str]) -> Literal["ja", "en"]:
    """``KONKYO_LANG``, else the locale: Japanese for ``ja*``, English otherwise."""
    locale = environment.get("KONKYO_LANG") or environment.get("LC_ALL") or environment.get("LANG") or ""
    return "ja" if locale.lower().startswith("ja") else "en"


def load(workspace: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings of a workspace (which need not exist yet). Raises SettingsError for an unknown or wrong setting."""
    env = os.environ if environment is None else environment
    folder = workspace or default_workspace(env)
    file = folder / FILE_NAME
    stated: dict[str, object] = {}
    if file.is_file():
        try:
            stated = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, RecursionError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            message = f"{file} is not readable TOML: {error}"
            raise SettingsError(message, remedy="correct the line, or delete the file for the defaults") from error
    if "workspace" in stated:
        message = f"{file} names a workspace, but it is the folder that it lies in"
        raise SettingsError(message, remedy="delete that line; another one: --workspace, or KONKYO_WORKSPACE")
    stated.setdefault("language", language_of(env))
    if "KONKYO_LANG" in env:
        stated["language"] = language_of(env)
    try:
        return Settings.model_validate({**stated, "workspace": folder})
    except ValidationError as error:
        wrong = ", ".join(".".join(str(part) for part in fault["loc"]) for fault in error.errors())
        known = ", ".join(name for name in Settings.model_fields if name != "workspace")
        message = f"{file} has a wrong or unknown setting: {wrong}"
        raise SettingsError(message, remedy=f"the settings are: {known}") from error
