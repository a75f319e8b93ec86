"""What comes back damaged is refused with the reason, record by record; nothing is merged."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from probenlp.annotate import (
    FormatError,
    Task,
    annotation_tools,
    annotations_of,
    export_tasks,
    read_back,
    tool_named,
)
from probenlp.annotate.layers import LayerError
from probenlp.errors import OutputError, ProbenlpError

TOOL = tool_named("jsonl")


def spoilt(**fields: Any) -> Any:
    def change(lines: Any) -> Any:
        return [{**lines[0], **fields}]

    return change


def mark_with(**fields: Any) -> Any:
    def change(lines: Any) -> Any:
        lines[0]["marks"][0] |= fields
        return lines

    return change


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (mark_with(start=8), "the text there is '5 per cent', the mark says '25 per cent'"),
        (mark_with(start=900, end=911), "outside a text of"),
        (mark_with(start=18, end=7), "covers nothing"),
        (mark_with(start=-1), "outside a text of"),
        (mark_with(label="procent"), "label 'statistics/procent' was not offered"),
        (mark_with(start="7"), "start: '7', wanted a whole number"),
        (mark_with(start=True), "wanted a whole number"),
        (mark_with(id="m2"), "two marks with the id m2"),
        (spoilt(text="Only 25 per cent"), "edited at character 0"),
        (spoilt(id="d9.c9"), "no task d9.c9 went out"),
        (spoilt(id=None), "missing, wanted a text"),
        (spoilt(answer="yes"), "answer: 'yes', wanted accept"),
        (spoilt(marks="none"), "marks: 'none', wanted a list"),
        (spoilt(marks=[7]), "marks[0]: 7, wanted an object"),
        (
            spoilt(links=[{"layer": "units", "label": "x", "source": "m1", "target": "m2"}]),
            "offered",
        ),
    ],
)
def test_a_damaged_record_is_refused_whole_with_the_reason(
    spoil: Any, reason: str, plain_task: Task, export: Any, change: Any
) -> None:
    folder = export([plain_task], "jsonl")
    kept, report = read_back(folder, TOOL, change(folder / "data.jsonl", spoil))
    assert kept == ()
    assert (report.kept, report.refused) == (0, 1)
    assert any(reason in one for one in report.records[0].reasons), report
    assert report.records[0].place == "annotated.jsonl:1"


def other(task: Task, name: str) -> Task:
    return msgspec.structs.replace(task, id=name)


def test_one_damaged_record_costs_one_record(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task, other(plain_task, "two")], "jsonl")
    data = change(folder / "data.jsonl", mark_with(start=8))
    kept, report = read_back(folder, TOOL, data)
    assert [one.task.id for one in kept] == ["two"]
    assert [record.kept for record in report.records] == [False, True]


def test_a_broken_line_costs_one_record(plain_task: Task, export: Any) -> None:
    folder = export([plain_task, other(plain_task, "two")], "jsonl")
    file = folder / "data.jsonl"
    lines = file.read_text().split("\n")
    file.write_text("\n".join([lines[0][:50], *lines[1:]]))
    kept, report = read_back(folder, TOOL)
    assert len(kept) == 1
    assert report.records[0].reasons[0].startswith("not JSON")
    assert report.missing == (plain_task.id,)


def test_missing_tasks_are_listed(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task, other(plain_task, "two"), other(plain_task, "three")], "jsonl")
    kept, report = read_back(folder, TOOL, change(folder / "data.jsonl", lambda lines: lines[1:2]))
    assert (len(kept), report.missing, report.whole) == (1, (plain_task.id, "three"), False)


def test_a_record_that_stands_twice_alike_counts_once(
    plain_task: Task, export: Any, change: Any
) -> None:
    folder = export([plain_task], "jsonl")
    kept, report = read_back(folder, TOOL, change(folder / "data.jsonl", lambda lines: lines * 2))
    assert len(kept) == 1
    assert report.records[1].reasons == ("the same as annotated.jsonl:1, which was taken",)


def test_of_two_that_differ_none_is_taken(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "jsonl")
    data = change(folder / "data.jsonl", lambda lines: [lines[0], {**lines[0], "marks": []}])
    kept, report = read_back(folder, TOOL, data)
    assert kept == ()
    assert "stands 2 times and not the same" in report.records[0].reasons[0]


def test_two_people_on_one_task_are_no_twins(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "jsonl")
    people = change(
        folder / "data.jsonl", lambda lines: [{**lines[0], "annotator": name} for name in "ab"]
    )
    kept, report = read_back(folder, TOOL, people)
    assert (len(kept), report.whole) == (2, True)


def test_what_nobody_judged_is_no_annotation(plain_task: Task, export: Any) -> None:
    kept, report = read_back(export([plain_task], "jsonl"), TOOL)
    assert report.unjudged == 1
    made = annotations_of(
        kept, by="x", at="2026-01-01T00:00:00Z", guidelines="1", tool="jsonl/plain"
    )
    assert list(made) == []


def test_what_a_person_took_away_is_a_negative_judgement(
    plain_task: Task, export: Any, change: Any
) -> None:
    folder = export([plain_task], "jsonl")
    data = change(folder / "data.jsonl", spoilt(marks=[], links=[], answer="accept"))
    kept, _ = read_back(folder, TOOL, data)
    (made,) = annotations_of(kept, by="x", at="2026-01-01T00:00:00Z", guidelines="1", tool="")
    assert {one.standing for one in made.marks} == {"removed"}
    assert len(made.marks) == 3
    assert made.links == ()


@pytest.mark.parametrize("name", list(annotation_tools()))
@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"null\n", b"a,b\n1,2\n"]
)
def test_a_file_of_another_kind_never_passes(
    name: str, content: bytes, plain_task: Task, export: Any, tmp_path: Path
) -> None:
    file = tmp_path / "other.bin"
    file.write_bytes(content)
    folder = export([plain_task], name)
    try:
        kept, report = read_back(folder, tool_named(name), file)
    except FormatError:
        return
    assert kept == ()
    assert not report.whole, "an empty file is missing everything"


@pytest.mark.parametrize("name", list(annotation_tools()))
def test_a_file_that_is_not_there_is_told(
    name: str, plain_task: Task, export: Any, tmp_path: Path
) -> None:
    with pytest.raises(FormatError):
        read_back(export([plain_task], name), tool_named(name), tmp_path / "nothing.json")


def test_an_export_for_another_tool_is_told(plain_task: Task, export: Any) -> None:
    with pytest.raises(FormatError, match="made for jsonl, not for csv"):
        read_back(export([plain_task], "jsonl"), tool_named("csv"))


def test_a_folder_that_is_no_export_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"manifest\.json: missing"):
        read_back(tmp_path, TOOL)


def test_changed_tasks_are_told(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "jsonl")
    with (folder / "tasks.jsonl").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(FormatError, match="changed since the export"):
        read_back(folder, TOOL)


def test_a_broken_manifest_is_told(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "jsonl")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "tasks": 3}))
    with pytest.raises(FormatError, match=r"Expected `array`, got `int` - at `\$\.tasks`"):
        read_back(folder, TOOL)


def test_a_folder_that_holds_something_is_not_written_to(plain_task: Task, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(OutputError, match="not empty"):
        export_tasks([plain_task], TOOL, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_a_view_cannot_hold_is_told(choice_task: Task, tmp_path: Path) -> None:
    with pytest.raises(LayerError, match="brat/standoff cannot ask for voice of a sentence"):
        export_tasks([choice_task], tool_named("brat"), tmp_path / "x")


def test_an_unknown_view_is_told(plain_task: Task, tmp_path: Path) -> None:
    with pytest.raises(ProbenlpError, match="doccano has no view text; it has sequence"):
        export_tasks([plain_task], tool_named("doccano"), tmp_path / "x", view="text")


def test_two_tasks_with_one_id_are_told(plain_task: Task, tmp_path: Path) -> None:
    with pytest.raises(ProbenlpError, match="two tasks with one id"):
        export_tasks([plain_task, plain_task], TOOL, tmp_path / "x")


def test_no_task_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProbenlpError, match="no task to export"):
        export_tasks([], TOOL, tmp_path / "x")
