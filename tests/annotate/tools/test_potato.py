"""Potato: its project folder, and the state that it keeps for each person."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from probenlp.annotate import FormatError, Mark, Part, Task, read_back, tool_named
from probenlp.annotate.task import digest

TOOL = tool_named("potato")
STATE = Path("annotation_output", "annotator", "user_state.json")


def test_every_mark_stands_in_the_state_of_one_who_begins(plain_task: Task, export: Any) -> None:
    """Potato's predictions cannot be taken away, and keeping them is not recorded."""
    folder = export([plain_task], "potato")
    state = json.loads((folder / STATE).read_text(encoding="ascii"))
    assert state["instance_id_ordering"][0] == plain_task.id
    (span, value), *_ = state["instance_id_to_span_to_value"][plain_task.id]
    assert span == {
        "schema": "mark_statistics",
        "name": "statistics_share",
        "title": "statistics_share",
        "start": 7,
        "end": 18,
        "id": "m1",
        "target_field": "text",
    }
    assert value == 1


def test_a_last_page_without_a_mark_keeps_the_first_ones_open(
    plain_task: Task, export: Any
) -> None:
    """Where every text has a mark, Potato says thank you instead of showing the first."""
    folder = export([plain_task], "potato")
    lines = (folder / "data.jsonl").read_text(encoding="ascii").splitlines()
    last = json.loads(lines[-1])["id"]
    state = json.loads((folder / STATE).read_text(encoding="ascii"))
    assert state["instance_id_ordering"] == [plain_task.id, last]
    assert last not in state["instance_id_to_span_to_value"]
    (back,), report = read_back(folder, TOOL)
    assert (report.whole, back.answer) == (True, None)


def test_the_configuration_names_the_data_and_every_label(
    plain_task: Task, choice_task: Task, export: Any
) -> None:
    folder = export([plain_task, choice_task], "potato")
    config = json.loads((folder / "config.yaml").read_text(encoding="ascii"))
    assert [(folder / name).exists() for name in config["data_files"]] == [True]
    schemes = {one["name"]: one for one in config["annotation_schemes"]}
    assert {"name": "statistics_share"} in schemes["mark_statistics"]["labels"]
    assert "is_voice_news" in schemes["choose_voice"]["labels"]
    assert schemes["answer"]["label_requirement"] == {"required": True}


def test_nobody_signs_in_who_has_no_marks_to_begin_with(plain_task: Task, export: Any) -> None:
    """Of such a person every mark would come back as taken away, though none was shown."""
    config = json.loads((export([plain_task], "potato") / "config.yaml").read_text())
    assert config["user_config"] == {"allow_all_users": False, "users": ["annotator"]}


def test_texts_are_fields_so_that_tags_and_blanks_in_them_are_theirs(
    plain_task: Task, choice_task: Task, export: Any
) -> None:
    folder = export([plain_task, choice_task], "potato")
    fields = json.loads((folder / "config.yaml").read_text())["instance_display"]["fields"]
    assert [field["key"] for field in fields] == ["context", "text"]
    assert fields[1]["span_target"] is True
    assert fields[1]["display_options"] == {"preserve_whitespace": False}, "else no LF is counted"
    _, line, _ = (folder / "data.jsonl").read_text(encoding="ascii").splitlines()
    assert json.loads(line)["context"] == "Lamps\nMoorhen: Are they lit?"


@pytest.mark.parametrize(
    ("text", "shown", "why"),
    [
        ("Late.\r\n12\rweeks", "Late. \n12\nweeks", "a page has no CR LF"),
        ("a <b>5</b>", "a ‹b>5‹/b>", "its script drops what looks like a tag"),
        ("  5 weeks\n", "\u200b\u200b5 weeks\u200b", "and blanks at the ends"),
        ("5\0weeks", "5\ufffdweeks", "a page has no NUL"),
        ("5  weeks,\n\n& more", "5  weeks,\n\n& more", "all else stays"),
    ],
)
def test_the_text_is_shown_so_that_every_character_of_it_counts(
    text: str, shown: str, why: str, export: Any
) -> None:
    """With one character less, all behind it would be marked amiss."""
    start, end = text.index("5") if "5" in text else 7, len(text.rstrip())
    whole = Part(
        document_id="d1",
        passage_id="d1.c1",
        at=0,
        start=0,
        end=len(text),
        passage_sha256=digest(text),
    )
    mark = Mark(
        id="m1", layer="statistics", label="count", start=start, end=end, surface=text[start:end]
    )
    task = Task(
        id="d1.c1",
        parts=(whole,),
        text=text,
        text_sha256=digest(text),
        layers=("statistics",),
        marks=(mark,),
    )
    folder = export([task], "potato")
    line, _ = (folder / "data.jsonl").read_text(encoding="ascii").splitlines()
    assert json.loads(line)["text"] == shown, why
    (back,), _ = read_back(folder, TOOL)
    assert back.task == task


def judge(folder: Path, task_id: str, spans: list[Any], labels: list[Any]) -> None:
    """Write what Potato 2 keeps of a person: pairs of a span or a label, and a value."""
    state = json.loads((folder / STATE).read_text(encoding="ascii"))
    state["instance_id_to_span_to_value"] = {task_id: spans}
    state["instance_id_to_label_to_value"] = {task_id: labels}
    (folder / STATE).write_text(json.dumps(state), encoding="utf-8")


def span(start: int, end: int, name: str = "statistics_share") -> list[Any]:
    return [
        {"schema": "mark_statistics", "name": name, "title": name, "start": start, "end": end},
        "true",
    ]


def answer(name: str) -> list[Any]:
    return [{"schema": "answer", "name": name}, name]


def test_what_a_person_did_is_read(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "potato")
    spans = [span(7, 18), span(2, 6, "statistics_period")]
    judge(folder, plain_task.id, spans, [answer("done")])
    (back,), report = read_back(folder, TOOL)
    assert report.whole
    assert (back.answer, back.annotator) == ("accept", "annotator")
    assert [mark.surface for mark in back.task.marks] == ["Only", "25 per cent"]
    assert back.task.marks[1] == plain_task.marks[0]


@pytest.mark.parametrize(
    ("given", "wanted"), [([answer("skip")], "ignore"), ([], None), ([answer("done")], "accept")]
)
def test_a_text_counts_once_it_is_said_to_be_done(
    given: list[Any], wanted: str | None, plain_task: Task, export: Any
) -> None:
    folder = export([plain_task], "potato")
    judge(folder, plain_task.id, [span(7, 18)], given)
    (back,), _ = read_back(folder, TOOL)
    assert back.answer == wanted


def test_a_mark_that_stands_twice_is_kept_once_and_comes_back_twice(
    plain_task: Task, export: Any
) -> None:
    """Two figures share a period; Potato's state is a set of places and labels."""
    first = plain_task.marks[0]
    twin = msgspec.structs.replace(first, id="m9", attributes={"value": "26"})
    task = plain_task.with_judgements((*plain_task.marks, twin), plain_task.links, ())
    folder = export([task], "potato")
    judge(folder, task.id, [span(7, 18)], [answer("done")])
    (back,), report = read_back(folder, TOOL)
    assert report.whole
    assert back.task.marks == (first, twin)


def test_two_people_are_told_apart(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "potato")
    judge(folder, plain_task.id, [span(7, 18)], [answer("done")])
    ruth = folder / "annotation_output" / "ruth"
    ruth.mkdir()
    own = (folder / STATE).read_text().replace('"user_id": "annotator"', '"user_id": "ruth"')
    (ruth / "user_state.json").write_text(own)
    kept, _ = read_back(folder, TOOL)
    assert [back.annotator for back in kept] == ["annotator", "ruth"]


def test_a_label_that_was_taken_back_does_not_count(choice_task: Task, export: Any) -> None:
    folder = export([choice_task], "potato")
    labels = [
        [{"schema": "choose_voice", "name": "is_voice_news"}, ""],
        [{"schema": "choose_voice", "name": "is_voice_other"}, "is_voice_other"],
    ]
    judge(folder, choice_task.id, [], labels)
    (back,), _ = read_back(folder, TOOL)
    assert [choice.label for choice in back.task.choices] == ["other"]


def test_a_mark_in_pieces_is_told(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "potato")
    pieces = span(7, 9)
    pieces[0]["additional_parts"] = [{"start": 14, "end": 18, "text": "cent"}]
    judge(folder, plain_task.id, [pieces], [])
    _, report = read_back(folder, TOOL)
    assert "several pieces" in report.records[0].reasons[0]


def test_a_folder_of_something_else_is_told(plain_task: Task, export: Any, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(FormatError, match=r"no user_state\.json"):
        read_back(export([plain_task], "potato"), TOOL, other)
