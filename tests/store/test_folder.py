from pathlib import Path

import msgspec
import pytest

from probenlp.errors import OutputError, RecordError
from probenlp.records import Group, RunReport
from probenlp.store import OutputFolder, open_run


def a_report(files: dict[str, str]) -> RunReport:
    return RunReport(
        started="2026-01-01T00:00:00Z",
        seconds=1.0,
        versions={},
        settings={},
        stages=(),
        files=files,
        counts={},
        skipped={},
        removed={},
        problems=(),
    )


def a_run(path: Path, label: str) -> tuple[Path, ...]:
    folder = OutputFolder(path)
    with folder.writer("groups.jsonl") as write:
        write(Group(id="g1", claim_ids=("a", "b"), document_ids=("d",), label=label))
    return folder.commit(a_report(folder.digests()))


def test_a_run_appears_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert [path.name for path in a_run(out, "one")] == ["groups.jsonl", "run.json"]
    corpus = open_run(out)
    assert [group.label for group in corpus.groups] == ["one"]
    assert set(corpus.run.files) == {"groups.jsonl"}
    assert {path.name for path in out.iterdir()} == {"groups.jsonl", "run.json"}


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    a_run(tmp_path / "out", "one")
    a_run(tmp_path / "out", "two")
    assert [group.label for group in open_run(tmp_path / "out").groups] == ["two"]


def test_a_run_given_up_leaves_the_one_before(tmp_path: Path) -> None:
    a_run(tmp_path / "out", "one")
    folder = OutputFolder(tmp_path / "out")
    with folder.writer("groups.jsonl"):
        pass
    folder.discard()
    assert [group.label for group in open_run(tmp_path / "out").groups] == ["one"]


def test_a_first_run_given_up_leaves_nothing(tmp_path: Path) -> None:
    OutputFolder(tmp_path / "out").discard()
    assert not (tmp_path / "out").exists()


def test_what_a_killed_run_left_behind_does_not_block_the_next(tmp_path: Path) -> None:
    OutputFolder(tmp_path / "out")  # killed here: its hidden folder stays
    a_run(tmp_path / "out", "one")
    assert open_run(tmp_path / "out").run.files


def test_somebody_elses_folder_is_not_littered(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("")
    with pytest.raises(OutputError, match=r"holds other files \(thesis\.docx"):
        OutputFolder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        OutputFolder(tmp_path / "out")


def test_a_folder_without_a_report_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"run\.json: missing"):
        open_run(tmp_path)


def test_a_report_of_another_schema_version_is_refused(tmp_path: Path) -> None:
    newer = msgspec.structs.replace(a_report({}), schema_version=99)
    (tmp_path / "run.json").write_bytes(msgspec.json.encode(newer))
    with pytest.raises(RecordError, match="written with schema version 99"):
        open_run(tmp_path)


def test_a_broken_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"schema_version": 1,')
    with pytest.raises(RecordError, match=r"run\.json:1:"):
        open_run(tmp_path)
