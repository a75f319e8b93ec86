"""Prodigy: what its recipes read, and what ``db-out`` writes."""

import json
from typing import Any

import pytest

from probenlp.annotate import Task, annotations_of, read_back, tool_named

TOOL = tool_named("prodigy")


def test_spans_have_source_and_no_hash_is_written(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "prodigy")
    line = json.loads((folder / "data.jsonl").read_text(encoding="ascii"))
    assert set(line) == {"text", "spans", "meta"}, "Prodigy computes _input_hash and _task_hash"
    assert line["spans"][0] == {
        "start": 7,
        "end": 18,
        "label": "statistics_share",
        "text": "25 per cent",
        "id": "m1",
        "attributes": {"value": "25"},
        "source": "probenlp 0.1",
    }
    assert "statistics_share" in (folder / "labels.txt").read_text().split("\n")


def test_a_choice_is_shown_with_its_options(choice_task: Task, export: Any) -> None:
    folder = export([choice_task], "prodigy", "textcat")
    line = json.loads((folder / "data.jsonl").read_text(encoding="ascii"))
    assert line["accept"] == ["is_voice_practitioner_testimony"]
    assert {"id": "is_voice_news", "text": "voice: news"} in line["options"]
    assert line["config"] == {"choice_style": "single"}


def db_out(answer: str) -> Any:
    """Add what Prodigy adds; after an edit the words of a span are gone."""

    def added(lines: Any) -> Any:
        spans = [
            {key: value for key, value in one.items() if key != "text"}
            | {"token_start": 2, "token_end": 4}
            for one in lines[0].get("spans", [])
        ]
        own = {"_input_hash": 1, "_task_hash": -2, "_view_id": "spans_manual", "answer": answer}
        return [{**lines[0], **({"spans": spans} if spans else {}), **own, "_annotator_id": "q-1"}]

    return added


@pytest.mark.parametrize("answer", ["accept", "reject", "ignore"])
def test_every_answer_is_kept_for_what_it_is(
    answer: str, plain_task: Task, export: Any, change: Any
) -> None:
    folder = export([plain_task], "prodigy")
    kept, report = read_back(folder, TOOL, change(folder / "data.jsonl", db_out(answer)))
    assert report.whole
    (annotation,) = annotations_of(kept, by="x", at="2026-01-01T00:00:00Z", guidelines="1", tool="")
    assert annotation.answer == answer
    assert annotation.annotator == "q-1"
    standings = {mark.standing for mark in annotation.marks}
    assert standings == {"accept": {"kept"}, "reject": {"rejected"}, "ignore": set()}[answer]


def test_a_rejected_label_is_a_negative_judgement(
    choice_task: Task, export: Any, change: Any
) -> None:
    folder = export([choice_task], "prodigy", "textcat")
    kept, _ = read_back(folder, TOOL, change(folder / "data.jsonl", db_out("reject")))
    (annotation,) = annotations_of(kept, by="x", at="2026-01-01T00:00:00Z", guidelines="1", tool="")
    assert [(one.standing, one.choice.label) for one in annotation.choices] == [
        ("rejected", "practitioner_testimony")
    ]
