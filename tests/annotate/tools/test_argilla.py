"""Argilla: the folder that ``Dataset.from_disk`` reads, and the responses that come back."""

import json
from pathlib import Path
from typing import Any

import pytest

from probenlp.annotate import Task, read_back, tool_named

TOOL = tool_named("argilla")


def written(folder: Path, name: str = "records.json") -> Any:
    return json.loads((folder / name).read_text(encoding="ascii"))


def test_marks_are_suggestions_with_their_agent(plain_task: Task, export: Any) -> None:
    (record,) = written(export([plain_task], "argilla"))
    assert record["id"] == plain_task.id
    assert record["suggestions"]["mark_statistics"] == {
        "value": [{"start": 7, "end": 18, "label": "statistics_share"}],
        "score": None,
        "agent": "probenlp 0.1",
    }


def test_every_suggestion_answers_a_question_with_that_label(
    plain_task: Task, choice_task: Task, export: Any
) -> None:
    folder = export([plain_task, choice_task], "argilla")
    settings = written(folder, ".argilla/settings.json")
    offered = {
        one["name"]: {option["value"] for option in one["settings"]["options"]}
        for one in settings["questions"]
    }
    fields = {one["name"] for one in settings["fields"]}
    for record in written(folder):
        assert set(record["fields"]) == fields
        for question, suggestion in record["suggestions"].items():
            value = suggestion["value"]
            labels = {value} if isinstance(value, str) else {one["label"] for one in value}
            assert labels <= offered[question]
    spans = [one["settings"] for one in settings["questions"] if one["type"] == "span"]
    assert all(one["allow_overlapping"] for one in spans)
    assert written(folder, ".argilla/dataset.json")["name"] == "probenlp"


def responded(*answers: tuple[str, str, int, int]) -> Any:
    def added(records: Any) -> Any:
        values = [
            {
                "user_id": person,
                "status": status,
                "value": [{"start": start, "end": end, "label": "statistics_share"}],
            }
            for person, status, start, end in answers
        ]
        return [{**records[0], "responses": {"mark_statistics": values}, "status": "completed"}]

    return added


def test_responses_come_back_by_person(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "argilla")
    work = responded(("u1", "submitted", 7, 18), ("u2", "discarded", 7, 9), ("u3", "draft", 7, 9))
    kept, report = read_back(folder, TOOL, change(folder / "records.json", work))
    assert report.whole
    assert [(one.annotator, one.answer) for one in kept] == [
        ("u1", "accept"),
        ("u2", "reject"),
        ("u3", None),
    ]
    assert kept[0].task.marks == (plain_task.marks[0],)


def test_a_mark_that_its_page_moved_past_the_end_is_refused(
    plain_task: Task, export: Any, change: Any
) -> None:
    length = len(plain_task.text)
    folder = export([plain_task], "argilla")
    work = responded(("u1", "submitted", length - 9, length + 1))
    _, report = read_back(folder, TOOL, change(folder / "records.json", work))
    assert f"outside a text of {length}" in report.records[0].reasons[0]


def test_argilla_itself_reads_the_folder(plain_task: Task, choice_task: Task, export: Any) -> None:
    argilla = pytest.importorskip("argilla", reason="its own environment: make tools")
    folder = export([plain_task, choice_task], "argilla")
    for record, task in zip(written(folder), (plain_task, choice_task), strict=True):
        read = argilla.Record.from_dict(record)
        assert read.id == task.id
        assert read.fields["text"] == task.text
        assert {one.question_name for one in read.suggestions} == set(record["suggestions"])
