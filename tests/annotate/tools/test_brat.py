"""Brat: one line a mark, no line end inside, and a text that it reads as we count it."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from probenlp.annotate import Mark, Task, read_back, tool_named
from probenlp.annotate.task import digest
from probenlp.annotate.tools.brat import pieces_of

TOOL = tool_named("brat")


def files(folder: Path) -> tuple[Path, Path]:
    (text,), (marks,) = (list((folder / "documents").glob(f"*.{end}")) for end in ("txt", "ann"))
    return text, marks


def test_marks_and_relations_have_their_lines(plain_task: Task, export: Any) -> None:
    _, marks = files(export([plain_task], "brat"))
    lines = marks.read_text(encoding="utf-8").split("\n")
    assert lines[0] == "T1\tstatistics_share 7 18\t25 per cent"
    assert "R1\trel_quotations_said_by Arg1:T2 Arg2:T3" in lines


def test_the_configuration_names_every_label(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "brat")
    config = (folder / "documents" / "annotation.conf").read_text()
    entities = config.partition("[entities]\n")[2].partition("[")[0].split("\n")
    assert "statistics_share" in entities
    assert "rel_quotations_said_by\tArg1:<ENTITY>, Arg2:<ENTITY>" in config


def with_text(task: Task, text: str) -> Task:
    part = msgspec.structs.replace(task.parts[0], end=len(text), passage_sha256=digest(text))
    mark = Mark(
        id="m1", layer="statistics", label="share", start=1, end=len(text), surface=text[1:]
    )
    return msgspec.structs.replace(
        task, text=text, text_sha256=digest(text), parts=(part,), marks=(mark,), links=()
    )


def test_a_text_read_with_universal_newlines_keeps_its_offsets(
    plain_task: Task, export: Any
) -> None:
    text = "A\r\nsecond line\rthird"
    folder = export([with_text(plain_task, text)], "brat")
    document, _ = files(folder)
    with document.open(encoding="utf-8", newline=None) as file:
        read = file.read()
    assert len(read) == len(text)
    (back,), report = read_back(folder, TOOL)
    assert report.whole
    assert back.task.text == text


@pytest.mark.parametrize(
    ("surface", "pieces"),
    [
        ("one line", [(3, 11)]),
        ("one\ntwo", [(3, 6), (7, 10)]),
        ("one\n\n two ", [(3, 6), (9, 12)]),
        ("\n", [(3, 4)]),
    ],
)
def test_a_mark_is_divided_where_brat_divides_it(
    surface: str, pieces: list[tuple[int, int]]
) -> None:
    mark = Mark(id="m", layer="units", label="x", start=3, end=3 + len(surface), surface=surface)
    assert pieces_of(mark) == pieces


def test_a_mark_drawn_in_brat_is_new_and_one_taken_away_is_gone(
    plain_task: Task, export: Any
) -> None:
    folder = export([plain_task], "brat")
    _, marks = files(folder)
    marks.write_text("T9\tstatistics_period 2 6\tOnly\n", encoding="utf-8")
    (back,), report = read_back(folder, TOOL)
    assert report.whole
    assert [mark.surface for mark in back.task.marks] == ["Only"]
    assert back.task.marks[0].origin is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T9\tstatistics_period 2 6\tonly\n", "the text there is 'Only', the line 'only'"),
        ("T9\tstatistics_period 2 3;20 22\tO at\n", "several pieces"),
        ("T9\tunoffered 2 6\tOnly\n", "'unoffered' was not offered"),
        ("nonsense\n", "wanted a mark, relation or note"),
        (
            "T1\tstatistics_share 7 18\t25 per cent\nR1\trel_statistics_measure Arg1:T1 Arg2:T4\n",
            "no such marks",
        ),
    ],
)
def test_a_line_that_cannot_be_is_told(
    line: str, reason: str, plain_task: Task, export: Any
) -> None:
    folder = export([plain_task], "brat")
    files(folder)[1].write_text(line, encoding="utf-8")
    kept, report = read_back(folder, TOOL)
    assert kept == ()
    assert any(reason in one for one in report.records[0].reasons), report


def test_a_note_of_a_person_is_left_aside(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "brat")
    _, marks = files(folder)
    marks.write_text(marks.read_text() + "#77\tAnnotatorNotes T1\tis this a share?\n")
    assert read_back(folder, TOOL)[1].whole
