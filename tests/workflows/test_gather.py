"""From what a person named to files: every file once, in order, nothing followed out of a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from konkyo.errors import NotFoundError
from konkyo.workflows.gather import gather, readable


def labels(*paths: Path) -> list[str]:
    return [file.label for file in gather(paths)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with files, folders, hidden ones, and links that lead out and around."""
    for name in ("b.txt", "a.txt", "sub/c.pdf", "sub/deep/d.docx", ".hidden", ".git/config", "sub/.DS_Store"):
        file = tmp_path / "tree" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    (tmp_path / "outside.txt").write_text("outside", encoding="utf-8")
    (tmp_path / "tree" / "link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "tree" / "loop").symlink_to(tmp_path / "tree")
    return tmp_path / "tree"


def test_folder(tree: Path) -> None:
    """All files below, in name order, with their path in the folder as label; hidden ones and links are left out."""
    assert labels(tree) == ["a.txt", "b.txt", "sub/c.pdf", "sub/deep/d.docx"]


def test_each_file_once(tree: Path) -> None:
    """A file named itself, and again by its folder, comes once; what was named first comes first."""
    assert labels(tree / "b.txt", tree, tree / "sub") == ["b.txt", "a.txt", "sub/c.pdf", "sub/deep/d.docx"]


def test_named_directly(tree: Path) -> None:
    """A hidden file or a link that a person names is taken up: reading then says what it is."""
    assert labels(tree / ".hidden", tree / "link.txt") == [".hidden", "link.txt"]


def test_missing(tree: Path) -> None:
    """One path that is not there: nothing is read, all missing ones are named."""
    with pytest.raises(NotFoundError) as caught:
        gather([tree, tree / "no-1", tree / "no-2"])
    assert "no-1" in caught.value.message
    assert "no-2" in caught.value.message


def test_empty_folder(tmp_path: Path) -> None:
    """Nothing there is no error."""
    assert gather([tmp_path]) == ()


@pytest.mark.skipif(os.name == "nt", reason="file names of any bytes")
def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    """Its bytes are written out in the label; the path still opens the file."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")
    (file,) = gather([tmp_path])
    assert file.label == "caf\\xe9.txt"
    assert file.path.read_bytes() == b"x"
    assert readable("発送日.txt") == "発送日.txt"


def test_maildir_without_what_is_being_delivered(tmp_path: Path) -> None:
    """Of a Maildir, ``cur`` and ``new`` are read; ``tmp`` is not whole yet. Other ``tmp`` are folders."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
        (tmp_path / "box" / name / "1.host:2,S").write_bytes(b"From: a@b.example\n\nx\n")
    (tmp_path / "work" / "tmp").mkdir(parents=True)
    (tmp_path / "work" / "tmp" / "note.txt").write_text("x", "utf-8")
    labels = [file.label for file in gather([tmp_path])]
    assert labels == ["box/cur/1.host:2,S", "box/new/1.host:2,S", "work/tmp/note.txt"]
