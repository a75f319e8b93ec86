"""Plain JSON Lines: one schema for every line, so that loaders need not guess."""

import json
from pathlib import Path
from typing import Any

from probenlp.annotate import Task, read_back, tool_named

TOOL = tool_named("jsonl")


def written(folder: Path) -> list[Any]:
    text = (folder / "data.jsonl").read_bytes().decode("ascii")
    return [json.loads(line) for line in text.split("\n") if line]


def shape(value: Any) -> Any:
    """Give the keys of a value at every depth; lists by the shapes in them."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return "list"
    return "value"


def test_every_line_has_the_same_fields(plain_task: Task, choice_task: Task, export: Any) -> None:
    one, two = written(export([plain_task, choice_task], "jsonl"))
    assert shape(one) == shape(two)
    assert {json.dumps(shape(mark)) for mark in one["marks"]} == {
        json.dumps(shape(one["marks"][0]))
    }, "attributes are pairs, not keys that differ"


def test_a_mark_says_where_and_by_whom(plain_task: Task, export: Any) -> None:
    (line,) = written(export([plain_task], "jsonl"))
    assert line["marks"][0] == {
        "id": "m1",
        "start": 7,
        "end": 18,
        "text": "25 per cent",
        "layer": "statistics",
        "label": "share",
        "attributes": [{"name": "value", "value": "25"}],
        "score": None,
        "model": "probenlp",
        "version": "0.1",
    }


def test_a_judged_line_comes_back(plain_task: Task, export: Any, change: Any) -> None:
    def judged(lines: Any) -> Any:
        lines[0]["marks"] = lines[0]["marks"][1:]
        return [{**lines[0], "answer": "accept", "annotator": "ida"}]

    folder = export([plain_task], "jsonl")
    (back,), _ = read_back(folder, TOOL, change(folder / "data.jsonl", judged))
    assert (back.answer, back.annotator) == ("accept", "ida")
    assert back.task.marks == plain_task.marks[1:]
