"""Label Studio: what it is given, and what its JSON export looks like when people have worked."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree

from probenlp.annotate import FormatError, Task, read_back, tool_named
from probenlp.annotate.task import digest

TOOL = tool_named("label-studio")


def written(folder: Path) -> Any:
    return json.loads((folder / "tasks.json").read_text(encoding="ascii"))


def test_text_counts_code_points(plain_task: Task, export: Any) -> None:
    (task,) = written(export([plain_task], "label-studio"))
    prediction = task["predictions"][0]
    assert prediction["model_version"] == "probenlp 0.1"
    assert prediction["result"][0] == {
        "id": "m1",
        "from_name": "mark_statistics",
        "to_name": "text",
        "type": "labels",
        "value": {"start": 7, "end": 18, "text": "25 per cent", "labels": ["statistics_share"]},
        "meta": {"text": ["value: 25"]},
    }
    assert prediction["result"][-1] == {
        "type": "relation",
        "from_id": "m2",
        "to_id": "m3",
        "direction": "right",
        "labels": ["rel_quotations_said_by"],
    }


def test_a_dialogue_counts_utf16_within_its_last_paragraph(plain_task: Task, export: Any) -> None:
    (task,) = written(export([plain_task], "label-studio", "dialogue"))
    last = len(task["data"]["dialogue"]) - 1
    region = task["predictions"][0]["result"][0]
    assert region["type"] == "paragraphlabels", "with 'labels' the label itself is lost"
    assert region["value"] == {
        "start": str(last),
        "end": str(last),
        "startOffset": 8,
        "endOffset": 19,
        "text": "25 per cent",
        "paragraphlabels": ["statistics_share"],
    }


def test_a_dialogue_shows_the_title_and_what_is_answered(choice_task: Task, export: Any) -> None:
    (task,) = written(export([choice_task], "label-studio", "dialogue"))
    assert [paragraph["text"] for paragraph in task["data"]["dialogue"]] == [
        "Lamps",
        "Are they lit?",
        choice_task.text,
    ]
    assert task["data"]["dialogue"][1]["author"] == "Moorhen"
    assert task["predictions"][0]["score"] == 0.5


@pytest.mark.parametrize("view", ["text", "dialogue"])
def test_the_configuration_offers_every_label_that_is_used(
    view: str, plain_task: Task, choice_task: Task, export: Any
) -> None:
    folder = export([plain_task, choice_task], "label-studio", view)
    config = etree.fromstring((folder / "config.xml").read_bytes())
    controls = {one.get("name"): {c.get("value") for c in one} for one in config.iter() if len(one)}
    shown = {f"${name}" for name in written(folder)[0]["data"]}
    for one in config.iter():
        if (value := one.get("value", "")).startswith("$"):
            assert value in shown, "a task without the field is refused"
    for task in written(folder):
        for result in task["predictions"][0]["result"]:
            if result["type"] != "relation":
                names = result["value"].get(result["type"])
                assert set(names) <= controls[result["from_name"]]
    relations = {one.get("value") for one in config.iter("Relation")}
    assert "rel_quotations_said_by" in relations


def annotated(tasks: Any, result: list[Any], **more: Any) -> Any:
    task = {**tasks[0], "annotations": [{"completed_by": 3, "result": result, **more}]}
    return [task]


def test_what_people_did_comes_back_beside_what_was_shown(
    plain_task: Task, export: Any, change: Any
) -> None:
    def work(tasks: Any) -> Any:
        first, *_ = tasks[0]["predictions"][0]["result"]
        new = {
            "id": "Xy3",
            "from_name": "mark_statistics",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {"start": 0, "end": 6, "text": "😀 Only", "labels": ["statistics_period"]},
        }
        return annotated(tasks, [{**first, "origin": "prediction"}, new])

    folder = export([plain_task], "label-studio")
    (back,), report = read_back(folder, TOOL, change(folder / "tasks.json", work))
    assert report.whole
    assert (back.answer, back.annotator) == ("accept", "3")
    assert [(mark.surface, mark.attributes) for mark in back.task.marks] == [
        ("😀 Only", {}),
        ("25 per cent", {"value": "25"}),
    ]
    assert back.task.marks[0].origin is None, "a person drew it"
    assert back.task.marks[1] == plain_task.marks[0]


def test_a_task_that_nobody_opened_is_exported_without_its_predictions(
    plain_task: Task, export: Any, change: Any
) -> None:
    """The real export names predictions by their numbers, as ``[17]``, and has no such results."""
    folder = export([plain_task], "label-studio")
    data = change(
        folder / "tasks.json",
        lambda tasks: [{**tasks[0], "annotations": [], "predictions": [17]}],
    )
    (back,), report = read_back(folder, TOOL, data)
    assert report.whole
    assert report.unjudged == 1
    assert back.task == plain_task


def test_a_task_without_a_mark_that_nobody_opened_is_not_missing(
    plain_task: Task, export: Any, change: Any
) -> None:
    bare = plain_task.with_judgements((), (), ())
    folder = export([bare], "label-studio")
    data = change(
        folder / "tasks.json", lambda tasks: [{**tasks[0], "annotations": [], "predictions": []}]
    )
    (back,), report = read_back(folder, TOOL, data)
    assert (report.missing, back.task, back.answer) == ((), bare, None)


def test_a_second_import_is_noticed(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "label-studio")
    once = {"annotations": [], "predictions": [17]}
    data = change(
        folder / "tasks.json",
        lambda tasks: [{**tasks[0], **once}, {**tasks[0], **once, "predictions": [18]}],
    )
    kept, report = read_back(folder, TOOL, data)
    assert len(kept) == 1
    assert "the same as" in report.records[1].reasons[0]


def test_words_of_a_dialogue_with_line_ends_are_not_believed(
    plain_task: Task, export: Any, change: Any
) -> None:
    """Seen in its page: offsets are kept, and the words rewritten to others further on."""
    text = "Findings:\n\nOnly 25 per cent in May."
    mark = msgspec.structs.replace(
        plain_task.marks[0], start=16, end=27, surface="25 per cent", origin=None
    )
    task = msgspec.structs.replace(
        plain_task, text=text, text_sha256=digest(text), marks=(mark,), links=()
    )
    folder = export([task], "label-studio", "dialogue")

    def judged(tasks: Any) -> Any:
        (shown,) = tasks[0]["predictions"]
        shown["result"][0]["value"]["text"] = " per cent in"
        return [{**tasks[0], "annotations": [shown], "predictions": []}]

    (back,), report = read_back(folder, TOOL, change(folder / "tasks.json", judged))
    assert report.whole
    assert back.task == task


def test_two_people_are_two_records(plain_task: Task, export: Any, change: Any) -> None:
    def work(tasks: Any) -> Any:
        people = [{"completed_by": {"email": f"{n}@x.example"}, "result": []} for n in "ab"]
        return [{**tasks[0], "annotations": people}]

    folder = export([plain_task], "label-studio")
    kept, _ = read_back(folder, TOOL, change(folder / "tasks.json", work))
    assert [one.annotator for one in kept] == ["a@x.example", "b@x.example"]


def test_a_skipped_task_is_no_judgement(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "label-studio")
    skipped = change(folder / "tasks.json", lambda tasks: annotated(tasks, [], was_cancelled=True))
    (back,), _ = read_back(folder, TOOL, skipped)
    assert back.answer == "ignore"


def test_a_mark_on_the_context_is_told(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "label-studio", "dialogue")

    def work(tasks: Any) -> Any:
        region = tasks[0]["predictions"][0]["result"][0]
        region["value"] |= {"start": "5", "end": "5"}
        return annotated(tasks, [region])

    _, report = read_back(folder, TOOL, change(folder / "tasks.json", work))
    assert "marks the context" in report.records[0].reasons[0]


def test_the_short_export_is_refused(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "label-studio")
    short = change(folder / "tasks.json", lambda _: [{"id": 1, "text": "x", "label": []}])
    with pytest.raises(FormatError, match="not as JSON-MIN"):
        read_back(folder, TOOL, short)
