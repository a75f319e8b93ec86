"""ConvoKit: the five files of a corpus, and threads whose replies lead to their root."""

import json
from pathlib import Path
from typing import Any

import msgspec

from probenlp.annotate import Context, Task, read_back, tool_named
from probenlp.annotate.task import Part

TOOL = tool_named("convokit")


def passage(task: Task, name: str, parent: str | None, author: str | None) -> Task:
    part: Part = msgspec.structs.replace(task.parts[0], passage_id=name)
    context = Context(parent_id=parent, author=author, title="Lamps")
    return msgspec.structs.replace(task, id=name, parts=(part,), context=context)


def utterances(folder: Path) -> list[Any]:
    text = (folder / "utterances.jsonl").read_text(encoding="ascii")
    return [json.loads(line) for line in text.split("\n") if line]


def test_replies_lead_to_the_root(plain_task: Task, export: Any) -> None:
    thread = [
        passage(plain_task, "a", None, "Ruth Fell"),
        passage(plain_task, "c1", "a", "Moorhen"),
        passage(plain_task, "c2", "c1", None),
        passage(plain_task, "c3", "gone", "Moorhen"),
    ]
    met = utterances(export(thread, "convokit"))
    assert {one["conversation_id"] for one in met} == {"a"}
    assert {one["id"]: one["reply-to"] for one in met} == {
        "a": None,
        "c1": "a",
        "c2": "c1",
        "c3": "a",
    }


def test_speakers_and_conversations_are_those_of_the_utterances(
    plain_task: Task, export: Any
) -> None:
    folder = export([passage(plain_task, "a", None, None)], "convokit")
    (one,) = utterances(folder)
    for name, key in [("speakers", "speaker"), ("conversations", "conversation_id")]:
        assert set(json.loads((folder / f"{name}.json").read_text())) == {one[key]}
    index = json.loads((folder / "index.json").read_text())
    assert set(index["utterances-index"]) == set(one["meta"])
    assert json.loads((folder / "corpus.json").read_text()) == {"name": "probenlp"}


def test_a_judged_utterance_comes_back(plain_task: Task, export: Any, change: Any) -> None:
    def judged(lines: Any) -> Any:
        lines[0]["meta"] |= {"answer": "accept", "annotator": "ida"}
        lines[0]["meta"]["marks"][0]["attributes"] = {"value": "26"}
        return lines

    folder = export([plain_task], "convokit")
    (back,), report = read_back(folder, TOOL, change(folder / "utterances.jsonl", judged))
    assert report.whole
    assert (back.answer, back.annotator) == ("accept", "ida")
    assert back.task.marks[0].attributes == {"value": "26"}
