"""A run of another schema version: what can be done, in words, and never in place."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from probenlp.errors import OutputError, RecordError
from probenlp.records import SCHEMA_VERSION
from probenlp.store import FILES, open_run
from probenlp.store.migrate import STEPS, MigrationError, Step, migrate, version_of


def of_version(folder: Path, version: int) -> Path:
    """Write another version into a run, as if that had been its release's."""
    for name in (*FILES, "run.json"):
        path = folder / name
        lines = path.read_bytes().split(b"\n") if name != "run.json" else [path.read_bytes()]
        changed = [
            msgspec.json.encode({**msgspec.json.decode(line), "schema_version": version})
            for line in lines
            if line
        ]
        path.write_bytes(b"".join(line + b"\n" for line in changed))
    return folder


def called_speech(line: dict[str, Any]) -> dict[str, Any]:
    """Undo what a made-up step does: the field ``label`` was once ``fact``."""
    return {**{k: v for k, v in line.items() if k != "fact"}, "label": line["fact"]}


MADE_UP = (
    Step(before=0, after=1, file="run.json", change=lambda line: line),
    Step(before=0, after=1, file="groups.jsonl", change=called_speech),
)


@pytest.fixture
def old_run(small_run: Path) -> Path:
    """A run of a made-up version 0, in which a group's label was called fact."""
    of_version(small_run, 0)
    path = small_run / "groups.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"label"', b'"fact"'))
    return small_run


def test_a_run_of_this_version_needs_nothing(small_run: Path, tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="is of schema version 1 already"):
        migrate(small_run, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_later_version_needs_the_release_that_wrote_it(small_run: Path, tmp_path: Path) -> None:
    of_version(small_run, SCHEMA_VERSION + 1)
    with pytest.raises(MigrationError, match="install the release"):
        migrate(small_run, tmp_path / "new")


def test_an_unknown_way_is_called_unknown(old_run: Path, tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="nothing is known of the way from 0 to 1; run again"):
        migrate(old_run, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_every_version_before_this_one_has_its_steps() -> None:
    """Holds whoever raises the version: there must be a way from each version there has been."""
    known = {step.before for step in STEPS if step.file == "run.json"}
    assert known == set(range(1, SCHEMA_VERSION))
    assert all(step.after == step.before + 1 for step in STEPS)
    assert all(step.file in (*FILES, "run.json") for step in STEPS)


def test_a_known_way_gives_a_new_run(old_run: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in old_run.iterdir()}
    written = migrate(old_run, tmp_path / "new", steps=MADE_UP)
    assert [path.name for path in written] == [*FILES, "run.json"]
    assert {path: path.read_bytes() for path in old_run.iterdir()} == before
    corpus = open_run(tmp_path / "new")
    assert [group.label for group in corpus.groups] == ["25 per cent: plans"]
    assert len(list(corpus.claims)) == 6
    from probenlp.store.tables import build_tables  # whose digests are checked there

    assert build_tables(tmp_path / "new").rows["groups"] == 1


def test_a_line_that_a_step_cannot_change_is_named(old_run: Path, tmp_path: Path) -> None:
    path = old_run / "groups.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"fact"', b'"fakt"'))
    with pytest.raises(RecordError, match=r"groups.jsonl:1: cannot be brought .*fact"):
        migrate(old_run, tmp_path / "new", steps=MADE_UP)
    assert not (tmp_path / "new").exists()


def test_a_line_that_is_no_record_afterwards_is_refused(old_run: Path, tmp_path: Path) -> None:
    path = old_run / "claims.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"news.a"', b"7", 1))
    with pytest.raises(RecordError, match=r"claims.jsonl:1: passage_id: "):
        migrate(old_run, tmp_path / "new", steps=MADE_UP)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_broken_line_is_named(old_run: Path, tmp_path: Path) -> None:
    path = old_run / "claims.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RecordError, match=r"claims.jsonl:6: "):
        migrate(old_run, tmp_path / "new", steps=MADE_UP)


def test_nothing_is_overwritten(old_run: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "notes.txt").write_text("mine", encoding="utf-8")
    for taken in (tmp_path / "new", old_run):
        with pytest.raises(OutputError, match="is there already"):
            migrate(old_run, taken, steps=MADE_UP)


def test_the_version_is_read_whatever_else_has_changed(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"schema_version": 9, "all": "new"}', encoding="utf-8")
    assert version_of(tmp_path) == 9
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RecordError, match=r"run.json:1: schema_version"):
        version_of(tmp_path)
    with pytest.raises(OutputError, match=r"run.json: missing"):
        version_of(tmp_path / "nowhere")
