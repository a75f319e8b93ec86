"""W3C Web Annotation: both selectors, texts by their addresses, an answer for every text."""

import json
from typing import Any

import pytest

from probenlp.annotate import FormatError, Task, read_back, tool_named

TOOL = tool_named("web-annotation")


def test_a_mark_has_both_selectors(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "web-annotation")
    page = json.loads((folder / "annotations.jsonld").read_text(encoding="ascii"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    mark = next(one for one in page["items"] if one["motivation"] == "tagging")
    position, quote = mark["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 7, "end": 18}
    assert (quote["prefix"], quote["exact"]) == ("😀 Only ", "25 per cent")
    (text,) = (folder / "texts.jsonl").read_text(encoding="ascii").split("\n")[:-1]
    assert json.loads(text) == {"id": mark["target"]["source"], "text": plain_task.text}
    assert mark["generator"] == {"type": "Software", "name": "probenlp 0.1"}


def test_every_id_stands_once(plain_task: Task, choice_task: Task, export: Any) -> None:
    folder = export([plain_task, choice_task], "web-annotation")
    items = json.loads((folder / "annotations.jsonld").read_text())["items"]
    assert len({one["id"] for one in items}) == len(items)


def answered(value: str) -> Any:
    def changed(page: Any) -> Any:
        for one in page["items"]:
            if one["motivation"] == "assessing":
                one["body"]["value"] = value
        return page

    return changed


def test_a_judged_text_comes_back(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "web-annotation")
    data = change(folder / "annotations.jsonld", answered("reject"))
    (back,), report = read_back(folder, TOOL, data)
    assert report.whole
    assert back.answer == "reject"


def test_an_unknown_answer_is_told(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "web-annotation")
    data = change(folder / "annotations.jsonld", answered("fine"))
    _, report = read_back(folder, TOOL, data)
    assert "answer: 'fine', wanted accept" in report.records[0].reasons[0]


def test_a_selector_of_words_alone_is_told(plain_task: Task, export: Any, change: Any) -> None:
    def changed(page: Any) -> Any:
        page["items"][1]["target"]["selector"].pop(0)
        return page

    folder = export([plain_task], "web-annotation")
    _, report = read_back(folder, TOOL, change(folder / "annotations.jsonld", changed))
    assert "without a TextPositionSelector" in report.records[0].reasons[0]


def test_another_json_is_told(plain_task: Task, export: Any, change: Any) -> None:
    folder = export([plain_task], "web-annotation")
    with pytest.raises(FormatError, match="no AnnotationPage"):
        read_back(folder, TOOL, change(folder / "annotations.jsonld", lambda _: {"a": 1}))
