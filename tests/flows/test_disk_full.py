"""A disk that is full, or a limit on file size: said clearly, nothing half-written, and work goes on later."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from konkyo.records.runs import RunStatus
from konkyo.store import Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX resource limits")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB; needs the right to mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("no right to mount a small file system here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def big_matter(folder: Path) -> Path:
    """Twelve notices of a quarter of a megabyte each, with text that does not compress."""
    for number in range(12):
        noise = os.urandom(120_000).hex()
        lines = "\n".join(noise[at : at + 80] for at in range(0, len(noise), 80))
        (folder / f"{number:02}.txt").write_text(f"memo {number}\n{lines}\n", encoding="utf-8")
    return folder


def refused(done: subprocess.CompletedProcess[str]) -> None:
    """Exit code 3: no space, what was kept, what to do."""
    assert done.returncode == 3, (done.returncode, done.stderr)
    assert "no space left" in done.stderr
    assert "Kept: everything committed before" in done.stderr
    assert "free some space" in done.stderr


def finished(program: Any) -> dict[str, str]:
    """The workspace is sound and holds one run, which is done; its rows."""
    program.sound()
    with Store.open(program.workspace) as store:
        assert [run.status for run in store.runs.list()] == [RunStatus.DONE]
    return dict(program.rows())


def test_full_disk(program: Any, small_disk: Path, matter: Callable[..., Path], tmp_path: Path) -> None:
    """Docketing into a disk that fills up stops with exit code 3; once there is space, the same command ends."""
    folder = big_matter(matter(tmp_path / "matter", "02"))
    ballast = small_disk / "ballast"
    full = replace(program, workspace=small_disk / "w")
    assert full.run("init").returncode == 0
    ballast.write_bytes(b"x" * 2_000_000)
    refused(full.run("docket", str(folder)))
    told = full.run("docket", str(folder), "--json")
    refused(told)
    assert json.loads(told.stdout)["error"]["kind"] == "StorageFullError"
    with Store.open(full.workspace) as store:
        assert store.audit.verify().ok
        assert [run.status for run in store.runs.list()] == [RunStatus.RUNNING]
        for document in store.documents.list():
            assert store.blobs.get(document.document_id)
    assert full.left_lying() == []
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert full.run("docket", str(folder)).returncode in (0, 1)
    assert list(finished(full)) == [full.row_of("02-jp-decision-of-rejection.html")]


def test_file_size_limit(program: Any, matter: Callable[..., Path], tmp_path: Path) -> None:
    """A limit on the size of files (a quota by other means) is met in the same way; without it, the work ends."""
    folder = big_matter(matter(tmp_path / "matter", "02"))
    assert program.run("init").returncode == 0
    done = program.run(
        "docket", str(folder), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    )
    assert done.returncode == 3, (done.returncode, done.stderr)
    assert "Kept: everything committed before" in done.stderr
    assert program.run("docket", str(folder)).returncode in (0, 1)
    assert len(finished(program)) == 1


def test_no_room_for_a_workspace(program: Any, small_disk: Path, matter: Callable[..., Path], tmp_path: Path) -> None:
    """No room even for a new workspace: exit code 3; with room, the same command makes it."""
    folder = matter(tmp_path / "matter", "02")
    full = replace(program, workspace=small_disk / "w")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * (3 * 2**20 - 8192))
    refused(full.run("docket", str(folder)))
    ballast.unlink()
    assert full.run("docket", str(folder)).returncode == 0
    assert len(finished(full)) == 1


def test_no_room_for_an_approval(desk: Any, small_disk: Path, row: str, tmp_path: Path) -> None:
    """A decision that finds no room is not made; with room it is; an export that finds none leaves no file."""
    full = desk.copy_to(small_disk / "w")
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk)
    ballast.write_bytes(b"x" * ((free.f_bavail - 11) * free.f_frsize))  # 11 pages: for SQLite's index of its log
    printed, code, _ = full.sign("approve", row)
    assert code == 3, printed
    assert "no space left" in printed
    ballast.unlink()
    assert full.decisions() == []
    assert full.sign("approve", row)[1] == 0
    assert len(full.decisions()) == 1
    full.sound()
