"""The fonts that documents are set in: Noto Sans JP and Noto Serif JP (SIL Open Font Licence 1.1), from a package.

System fonts are ignored: the same content must give the same bytes on every machine. Fonts for other scripts are used
when their package is installed; a character that no font has is shown as a box, never left out.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from konkyo.errors import SettingsError

_JAPANESE = "pylopdf_fonts_jp"
_OTHERS = ("pylopdf_fonts_zh_cn", "pylopdf_fonts_ko")


def font_folders() -> tuple[Path, ...]:
    """Folders with the font files. Raises SettingsError if the Japanese fonts are not installed."""
    japanese = _folder(_JAPANESE)
    if japanese is None:
        msg = "the Japanese fonts for PDF are not installed"
        raise SettingsError(msg, remedy="pip install 'konkyo[pdf]'", kept="nothing was written")
    return (japanese, *(folder for name in _OTHERS if (folder := _folder(name)) is not None))


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent
