"""The walk over files and folders."""

from pathlib import Path

import pytest

from probenlp.harvest import Input, Skipped, sources
from probenlp.records import Problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.html", "a.txt", "notes.md", ".hidden.txt", "sub/c.htm", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words", encoding="utf-8")
    return tmp_path


def test_names_are_relative_and_in_order(folder: Path) -> None:
    found = list(sources([folder]))
    assert [entry.name for entry in found if isinstance(entry, Input)] == [
        "a.txt",
        "b.html",
        "sub/c.htm",
    ]


def test_what_is_passed_over_is_told(folder: Path) -> None:
    skipped = [entry for entry in sources([folder]) if isinstance(entry, Skipped)]
    assert {(entry.name, entry.reason) for entry in skipped} == {
        (".git", "hidden"),
        (".hidden.txt", "hidden"),
        ("notes.md", "suffix:.md"),
    }


def test_a_file_that_is_named_is_always_tried(folder: Path) -> None:
    assert list(sources([folder / "notes.md"])) == [Input("notes.md", b"words")]


def test_the_walk_goes_on_after_what_cannot_be_read(folder: Path) -> None:
    (folder / "aa.txt").symlink_to(folder / "nowhere")
    (folder / "ab.txt").symlink_to("ab.txt")
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    found = list(sources([folder, folder / "missing.txt"]))
    problems = [entry for entry in found if isinstance(entry, Problem)]
    assert [(entry.source, entry.reason) for entry in problems] == [
        ("aa.txt", "missing"),
        ("ab.txt", "unreadable"),
        ("missing.txt", "missing"),
    ]
    assert all(entry.stage == "read" and entry.severity == "failed" for entry in problems)
    assert sum(isinstance(entry, Input) for entry in found) == 3


def test_an_error_of_the_disk_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", fail)
    (problem,) = sources([folder / "a.txt"])
    assert isinstance(problem, Problem)
    assert (problem.reason, "Permission denied" in problem.detail) == ("unreadable", True)


def test_large_files_are_not_read(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"x" * 1001)
    (problem,) = sources([folder / "a.txt"], max_bytes=1000)
    assert isinstance(problem, Problem)
    assert (problem.reason, "1001" in problem.detail) == ("too-large", True)
    assert str(folder) not in problem.source


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    (problem,) = sources([tmp_path])
    assert isinstance(problem, Problem)
    assert problem.reason == "unreadable"
