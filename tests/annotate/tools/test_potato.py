"""Potato: its project folder, and the state that it keeps for each person."""

import json
from pathlib import Path
from typing import Any

import pytest

from probenlp.annotate import FormatError, Task, read_back, tool_named

TOOL = tool_named("potato")


def test_predictions_stand_in_code_points_under_their_scheme(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "potato")
    line = json.loads((folder / "data.jsonl").read_text(encoding="ascii"))
    assert line["id"] == plain_task.id
    assert line["predictions"]["mark_statistics"] == [
        {"start": 7, "end": 18, "label": "statistics_share", "text": "25 per cent"}
    ]


def test_the_configuration_names_the_data_and_every_label(
    plain_task: Task, choice_task: Task, export: Any
) -> None:
    folder = export([plain_task, choice_task], "potato")
    config = json.loads((folder / "config.yaml").read_text(encoding="ascii"))
    assert [(folder / name).exists() for name in config["data_files"]] == [True]
    schemes = {one["name"]: one for one in config["annotation_schemes"]}
    assert {"name": "statistics_share"} in schemes["mark_statistics"]["labels"]
    assert "is_voice_news" in schemes["choose_voice"]["labels"]
    assert config["pre_annotation"]["field"] == "predictions"


def state(folder: Path, task_id: str, spans: list[Any], labels: list[Any]) -> None:
    """Write what Potato 2 keeps of a person: pairs of a span or a label, and a value."""
    person = folder / "annotation_output" / "ruth"
    person.mkdir(parents=True)
    kept = {
        "user_id": "ruth",
        "instance_id_to_span_to_value": {task_id: spans},
        "instance_id_to_label_to_value": {task_id: labels},
    }
    (person / "user_state.json").write_text(json.dumps(kept), encoding="utf-8")


def span(start: int, end: int, name: str = "statistics_share") -> list[Any]:
    return [
        {"schema": "mark_statistics", "name": name, "title": name, "start": start, "end": end},
        "true",
    ]


def test_a_persons_work_is_read_instead_of_the_predictions(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "potato")
    state(folder, plain_task.id, [span(7, 18), span(2, 6, "statistics_period")], [])
    (back,), report = read_back(folder, TOOL)
    assert report.whole
    assert (back.answer, back.annotator) == ("accept", "ruth")
    assert [mark.surface for mark in back.task.marks] == ["Only", "25 per cent"]
    assert back.task.marks[1] == plain_task.marks[0]


def test_a_label_that_was_taken_back_does_not_count(choice_task: Task, export: Any) -> None:
    folder = export([choice_task], "potato")
    labels = [
        [{"schema": "choose_voice", "name": "is_voice_news"}, ""],
        [{"schema": "choose_voice", "name": "is_voice_other"}, "is_voice_other"],
    ]
    state(folder, choice_task.id, [], labels)
    (back,), _ = read_back(folder, TOOL)
    assert [choice.label for choice in back.task.choices] == ["other"]


def test_a_mark_in_pieces_is_told(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "potato")
    pieces = span(7, 9)
    pieces[0]["additional_parts"] = [{"start": 14, "end": 18, "text": "cent"}]
    state(folder, plain_task.id, [pieces], [])
    _, report = read_back(folder, TOOL)
    assert "several pieces" in report.records[0].reasons[0]


def test_a_folder_of_something_else_is_told(plain_task: Task, export: Any, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(FormatError, match=r"no data\.jsonl and no user_state\.json"):
        read_back(export([plain_task], "potato"), TOOL, other)
