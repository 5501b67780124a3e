"""The reading process itself: limits first, then the bytes from standard input, one answer, end.

The answer goes out on a descriptor that was standard output at the start; libraries that print reach nobody. It is
one line of JSON: ``{"reading": ...}`` or ``{"refused": reason, "message": ...}``, never anything that the parent would
execute. Behind the line stand the bytes of the files that were taken out, one after the other.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = frozenset(
    [
        *("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "os.kill"),
        *("os.killpg", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"),
        *("os.chmod", "os.chown", "os.utime", "os.putenv", "subprocess.Popen", "pty.spawn", "shutil.rmtree"),
        *("shutil.move", "shutil.copyfile", "tempfile.mkstemp", "tempfile.mkdtemp", "webbrowser.open"),
        *("urllib.Request", "ftplib.connect", "smtplib.connect", "sqlite3.connect", "pickle.find_class"),
    ]
)
_LISTING = frozenset(["os.listdir", "os.scandir", "os.chdir"])


def main(order: Mapping[str, Any]) -> NoReturn:
    """Do one order and end. ``order``: ``target`` (``module:function``), ``limits``, ``path``, ``confined``."""
    answers = os.dup(1)
    os.dup2(2, 1)
    if "probe" in order:
        _write(answers, b"confined" if _is_confined(order["probe"]) else b"open")
        os._exit(0)
    _limit(order["limits"])
    _write(answers, _answer(order))
    os._exit(0)


def _answer(order: Mapping[str, Any]) -> bytes:
    import json

    try:
        return _read(order)
    except MemoryError:
        refused = {"refused": "memory", "message": "the reader ran out of memory"}
    except RecursionError:
        refused = {"refused": "depth", "message": "the file is nested too deeply"}
    except (
        Exception
    ) as error:  # any escape of a reader is reported as its defect, by type alone: messages may quote the file
        reason = getattr(error, "reason", None)
        refused = (
            {"refused": reason, "message": str(error)}
            if isinstance(reason, str) and type(error).__name__ == "RefusedError"
            else {"refused": "reader-failed", "message": type(error).__name__}
        )
    return json.dumps(refused).encode("ascii")


def _read(order: Mapping[str, Any]) -> bytes:
    """Import what this kind of file needs, close the doors, read."""
    from konkyo.ingest.base import Limits, Reading, taken_out

    limits = Limits.model_validate(order["limits"])
    module, _, function = str(order["target"]).partition(":")
    reader = getattr(importlib.import_module(module), function)
    gc.freeze()  # what was imported stays; only what the file makes is looked through
    gc.enable()
    _close_doors(() if order["confined"] else _roots(order["path"]))
    reading: Reading = reader(sys.stdin.buffer.read(limits.file_bytes + 1), limits)
    told = b'{"reading":' + reading.model_dump_json().encode("utf-8", "surrogatepass") + b"}"
    return b"".join([told, b"\n", *(inside.data for inside in taken_out(reading))])


def _limit(limits: Mapping[str, int]) -> None:
    """Resource limits of this process; a system that lacks one is confined by the others and by the parent's clock."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    wanted = {
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_CPU": (limits["cpu_seconds"], limits["cpu_seconds"] + 5),
        "RLIMIT_AS": (limits["memory_bytes"],) * 2,
        "RLIMIT_FSIZE": (0, 0),
        "RLIMIT_NOFILE": (limits["open_files"],) * 2,
        "RLIMIT_NPROC": (limits["processes"],) * 2,
    }
    for name, pair in wanted.items():
        number = getattr(resource, name, None)
        if number is not None:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(number, pair)


def _roots(path: list[str]) -> tuple[str, ...]:
    """Folders that may be read without namespaces: where modules are imported from."""
    imports = [os.path.realpath(p) for p in [*sys.path, *path] if p]
    return (*imports, os.path.realpath(sys.executable), "/dev/null", "/dev/urandom")


def _close_doors(roots: tuple[str, ...]) -> None:
    """An audit hook that refuses writing, programs and sockets; with ``roots``, also reading outside of them."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            _check_open(arguments, roots)
        elif event in _FORBIDDEN or event.startswith("socket."):
            raise PermissionError(event)
        elif event in _LISTING and roots:
            _check_inside(arguments[0], roots)

    sys.addaudithook(hook)


def _check_open(arguments: tuple[Any, ...], roots: tuple[str, ...]) -> None:
    path, _, flags = arguments
    if isinstance(path, int):
        return
    if isinstance(flags, int) and flags & _WRITING:
        msg = "open for writing"
        raise PermissionError(msg)
    if roots:
        _check_inside(path, roots)


def _check_inside(path: Any, roots: tuple[str, ...]) -> None:
    if path is None or isinstance(path, int):
        return
    real = os.path.realpath(os.fsdecode(path))
    if not any(real == root or real.startswith(root + os.sep) for root in roots):
        msg = "outside the readable folders"
        raise PermissionError(msg)


def _is_confined(witnesses: list[str]) -> bool:
    """Try to break out: see files of the host, write beside ourselves."""
    if any(Path(witness).is_file() or _files_of(witness) for witness in witnesses):
        return False
    try:
        Path("/konkyo-probe").write_bytes(b"x")
    except OSError:
        return True
    return False


def _files_of(folder: str) -> list[str]:
    """Plain files in a folder; the sandbox shows at most the folders that lead to Python."""
    try:
        return [item.name for item in Path(folder).iterdir() if item.is_file()]
    except OSError:
        return []


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
