"""doccano: the traps of its import, and the archive that it exports."""

import json
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from probenlp.annotate import FormatError, Task, read_back, read_export, tool_named
from probenlp.annotate.task import digest

TOOL = tool_named("doccano")


def written(folder: Path) -> list[Any]:
    lines = (folder / "data.jsonl").read_bytes().decode("ascii").split("\n")
    return [json.loads(line) for line in lines if line]


@pytest.mark.parametrize(
    ("view", "place"),
    [("sequence", [8, 19]), ("sequence-graphemes", [7, 18])],
)
def test_spans_count_what_the_project_counts(
    view: str, place: list[int], plain_task: Task, export: Any
) -> None:
    folder = export([plain_task], "doccano", view)
    assert written(folder)[0]["label"][0] == [*place, "statistics_share"]
    project = json.loads((folder / "project.json").read_text())
    assert project["allow_overlapping"] is True, "else overlapping spans are dropped silently"
    assert project["grapheme_mode"] is (view == "sequence-graphemes")


def test_a_project_for_labels_of_texts_has_the_two_names_that_doccano_has_for_it(
    choice_task: Task, export: Any
) -> None:
    project = json.loads(
        (export([choice_task], "doccano", "classification") / "project.json").read_text()
    )
    assert project["project_type"] == "DocumentClassification"
    assert project["resourcetype"] == "TextClassificationProject", "else it refuses the body"


def test_every_line_has_one_meta_with_the_same_keys(
    plain_task: Task, choice_task: Task, export: Any
) -> None:
    other = msgspec.structs.replace(plain_task, id="d1.c3", context=choice_task.context)
    one, two = written(export([plain_task, other], "doccano", "sequence"))
    assert list(one["meta"]) == list(two["meta"]), "else the whole file fails"
    assert all(isinstance(value, str) for value in one["meta"].values())
    assert one["meta"]["task_id"] == plain_task.id
    assert "id" not in one, "doccano overwrites it"
    assert two["meta"]["answers"] == "Moorhen: Are they lit?"


def test_a_text_that_grapheme_mode_counts_otherwise_is_left_out(
    plain_task: Task, export: Any
) -> None:
    """Its page knows emoji of Unicode 10: red hair after a joiner is a character of its own."""
    text = plain_task.text.replace("😀", "👩‍🦰")
    task = msgspec.structs.replace(
        plain_task, id="d1.c9", text=text, text_sha256=digest(text), marks=(), links=()
    )
    folder = export([plain_task, task], "doccano", "sequence-graphemes")
    (left_out,) = read_export(folder)[0].left_out
    assert left_out.id == "d1.c9"
    assert "is not one grapheme in this tool" in left_out.reason


def test_relations_that_were_imported_twice_are_the_same_under_other_numbers(
    plain_task: Task, export: Any, change: Any
) -> None:
    folder = export([plain_task], "doccano", "relations")

    def twice(lines: Any) -> Any:
        (line,) = lines
        entities = [{**one, "id": one["id"] + 100} for one in line["entities"]]
        relations = [
            {**one, "from_id": one["from_id"] + 100, "to_id": one["to_id"] + 100}
            for one in line["relations"]
        ]
        again = {**line, "entities": entities, "relations": relations}
        return [{**line, "id": 1}, {**again, "id": 2}]

    kept, report = read_back(folder, TOOL, change(folder / "data.jsonl", twice))
    assert [back.task for back in kept] == [plain_task]
    assert "the same as" in report.records[1].reasons[0]


def test_relations_name_the_entities(plain_task: Task, export: Any) -> None:
    (line,) = written(export([plain_task], "doccano", "relations"))
    assert [one["id"] for one in line["entities"]] == [1, 2, 3]
    assert line["relations"] == [
        {"id": 1, "from_id": 2, "to_id": 3, "type": "rel_quotations_said_by"}
    ]


def test_labels_and_relations_can_be_imported_first(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "doccano", "relations")
    labels = {one["text"] for one in json.loads((folder / "labels.json").read_text())}
    relations = {one["text"] for one in json.loads((folder / "relations.json").read_text())}
    (line,) = written(folder)
    assert {one["label"] for one in line["entities"]} <= labels
    assert {one["type"] for one in line["relations"]} <= relations


def exported(folder: Path, out: Path, person: str = "ida") -> Path:
    """Write what doccano 1.8 exports: an archive with a file for each person, its own ids."""
    with zipfile.ZipFile(out, "w") as archive:
        lines = []
        for number, line in enumerate(written(folder), start=101):
            renumbered = {101: 7, 1: 71, 2: 72, 3: 73}
            for entity in line.get("entities", ()):
                entity["id"] = renumbered[entity["id"]]
            for relation in line.get("relations", ()):
                relation["from_id"] = renumbered[relation["from_id"]]
                relation["to_id"] = renumbered[relation["to_id"]]
            lines.append(json.dumps({"id": number, **line, "Comments": []}, ensure_ascii=False))
        archive.writestr(f"{person}.jsonl", "\n".join(lines) + "\n")
    return out


@pytest.mark.parametrize("view", ["sequence", "sequence-graphemes", "relations"])
def test_the_archive_comes_back(view: str, plain_task: Task, export: Any, tmp_path: Path) -> None:
    folder = export([plain_task], "doccano", view)
    (back,), report = read_back(folder, TOOL, exported(folder, tmp_path / "all.zip"))
    assert report.whole
    assert back.task == plain_task, "what the view cannot hold is as it was"
    assert (back.answer, back.annotator) == ("accept", "ida")


def test_a_text_with_another_label_comes_back_changed(
    choice_task: Task, export: Any, change: Any
) -> None:
    folder = export([choice_task], "doccano", "classification")
    data = change(
        folder / "data.jsonl", lambda lines: [{**lines[0], "id": 4, "label": ["is_voice_news"]}]
    )
    (back,), _ = read_back(folder, TOOL, data)
    assert [(choice.label, choice.origin) for choice in back.task.choices] == [("news", None)]


def test_offsets_in_code_points_are_noticed(plain_task: Task, export: Any, change: Any) -> None:
    """Somebody counted in Python: after the emoji all is one to the left, and covers nothing odd.

    doccano repeats no words, so such a shift shows only where it falls into a character; here the
    mark begins inside the emoji.
    """
    folder = export([plain_task], "doccano")
    data = change(
        folder / "data.jsonl",
        lambda lines: [{**lines[0], "id": 1, "label": [[1, 6, "statistics_share"]]}],
    )
    kept, report = read_back(folder, TOOL, data)
    assert kept == ()
    assert "inside a character" in report.records[0].reasons[0]


def test_an_archive_that_is_none_is_told(plain_task: Task, export: Any, tmp_path: Path) -> None:
    broken = tmp_path / "all.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(FormatError, match="no archive that doccano exported"):
        read_back(export([plain_task], "doccano"), TOOL, broken)
