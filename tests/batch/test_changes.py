"""Run again, a batch does what is new or changed, stage by stage, and nothing else."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.batch import BatchResult, Event
from probenlp.batch.folder import WORK
from probenlp.errors import OutputError
from probenlp.store import open_run

AddPage = Callable[..., None]
Batch = Callable[..., BatchResult]
Content = Callable[[Path], dict[str, bytes]]
Traced = Callable[[], dict[str, int]]


@pytest.fixture
def traced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Traced:
    """Tell how many documents each stage has worked on since it was last asked."""
    trace = tmp_path / "trace"
    trace.touch()
    monkeypatch.setenv("LIGHT_WORK_TRACE", str(trace))

    def since() -> dict[str, int]:
        counted = Counter(line.split()[0] for line in trace.read_text().splitlines())
        trace.write_text("")
        return dict(counted)

    return since


def test_nothing_new_does_nothing_and_touches_nothing(
    batch: Batch, traced: Traced, tmp_path: Path
) -> None:
    first = batch()
    assert traced() == {"harvest": 24, "tag": 24, "classify": 24}
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    again = batch()
    assert traced() == {}
    assert again.report == first.report
    assert (again.fresh, again.reused) == (0, 24)
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    assert before == after


def test_a_new_and_a_changed_page_cost_their_shards(
    batch: Batch, traced: Traced, add_page: AddPage, content: Content, tmp_path: Path
) -> None:
    batch()
    traced()
    add_page(12, more="A line more.\n")
    add_page(265)
    batch()
    worked = traced()
    for stage in ("harvest", "tag", "classify"):
        assert 2 <= worked[stage] <= 20, (stage, worked)
    batch("anew")
    assert content(tmp_path / "out") == content(tmp_path / "anew")


def test_a_new_voice_model_decides_anew_without_tagging(
    batch: Batch, traced: Traced, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch()
    traced()
    monkeypatch.setenv("LIGHT_VOICE", "second")
    batch()
    assert traced() == {"classify": 24}
    evidence = {claim.evidence for claim in open_run(tmp_path / "out").claims}
    assert evidence == {("voice:second",)}


def test_a_new_tagger_that_finds_the_same_decides_nothing_anew(
    batch: Batch, traced: Traced, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch()
    traced()
    monkeypatch.setenv("LIGHT_TAGGER", "second")
    batch()
    assert traced() == {"tag": 24}


def test_a_page_that_is_gone_is_gone(batch: Batch, pages: Path, tmp_path: Path) -> None:
    batch()
    (pages / "page-0003.txt").unlink()
    batch()
    ids = {document.id for document in open_run(tmp_path / "out").documents}
    assert len(ids) == 23
    assert "d-page-0003.txt" not in ids


@pytest.mark.parametrize("processes", [3])
def test_the_number_of_processes_and_the_size_of_shards_change_no_byte(
    batch: Batch, content: Content, tmp_path: Path, processes: int
) -> None:
    batch("one", processes=1, shard_documents=40)
    batch("other", processes=processes, shard_documents=2)
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_what_no_output_rests_on_is_cleared_away(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch()
    before = {path.name for path in (tmp_path / "out" / WORK / "classify").iterdir()}
    monkeypatch.setenv("LIGHT_VOICE", "second")
    batch()
    after = {path.name for path in (tmp_path / "out" / WORK / "classify").iterdir()}
    assert len(after) == len(before)
    assert not after & before


def test_output_that_somebody_has_changed_is_written_again(
    batch: Batch, traced: Traced, content: Content, tmp_path: Path
) -> None:
    batch()
    whole = content(tmp_path / "out")
    (tmp_path / "out" / "tags.jsonl").write_bytes(b"")
    traced()
    batch()
    assert content(tmp_path / "out") == whole
    assert traced() == {}, "from shards that are done"


def test_a_damaged_shard_is_told_and_done_anew(batch: Batch, tmp_path: Path) -> None:
    batch()
    shard = next((tmp_path / "out" / WORK / "classify").glob("*.gz"))
    data = bytearray(shard.read_bytes())
    data[len(data) // 2] ^= 0xFF
    shard.write_bytes(data)
    (tmp_path / "out" / "tags.jsonl").unlink()
    with pytest.raises(OutputError, match="damaged"):
        batch()
    assert batch().fresh > 0


def test_a_folder_of_a_later_version_is_refused_and_left_alone(
    batch: Batch, tmp_path: Path
) -> None:
    batch()
    version = tmp_path / "out" / WORK / "version"
    version.write_text("99\n")
    with pytest.raises(OutputError, match=r"later version.*store version 99"):
        batch()
    version.write_text("0\n")
    with pytest.raises(OutputError, match="earlier version"):
        batch()
    assert (tmp_path / "out" / "run.json").exists()


def test_a_folder_of_other_things_is_refused(batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.tex").write_text("!")
    with pytest.raises(OutputError, match=r"holds other files \(thesis.tex"):
        batch()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.tex"]


def test_a_place_that_cannot_be_written_is_told(batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        batch("file")
    with pytest.raises(OutputError, match="cannot write"):
        batch("file/below")


def test_events_tell_how_far_it_is(batch: Batch) -> None:
    events: list[Event] = []
    batch(events=events)
    stages = [event.stage for event in events if event.event == "stage"]
    assert stages == ["plan", "harvest", "gather", "analyse", "link"]
    last = [event for event in events if event.stage == "analyse"][-1]
    assert (last.done, last.total) == (24, 24)
    assert last.per_second
    assert last.seconds_left == 0
