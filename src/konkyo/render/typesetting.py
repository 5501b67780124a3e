"""Typst, kept in: one template, content as JSON, no system fonts, nothing to read, the same bytes every time."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from importlib.resources import files as package_files
from typing import Any

from konkyo.errors import SettingsError
from konkyo.render.fonts import font_folders


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """PDF bytes of ``templates/<template>`` with ``data``, which the template shows and never evaluates.

    Raises SettingsError if Typst or the fonts are not installed.
    """
    try:
        import typst
    except ModuleNotFoundError as error:
        msg = "PDF output needs Typst, which is not installed"
        raise SettingsError(msg, remedy="pip install 'konkyo[pdf]'", kept="nothing was written") from error
    source = package_files("konkyo.render").joinpath(f"templates/{template}").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in font_folders()])
    with tempfile.TemporaryDirectory(prefix="konkyo-sheet-") as empty:
        # Root and package folders are empty: the template could read nothing even if it tried.
        compiler = typst.Compiler(
            root=empty, font_paths=fonts, ignore_system_fonts=True, package_path=empty, package_cache_path=empty
        )
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        result = compiler.compile(source, format="pdf", sys_inputs=inputs, timestamp=0)
    assert isinstance(result, bytes)
    return result
