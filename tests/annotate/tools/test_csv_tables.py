"""CSV: what a spreadsheet must leave alone, and what is noticed if it did not."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from probenlp.annotate import FormatError, Task, read_back, tool_named

TOOL = tool_named("csv")


def rows(file: Path) -> list[dict[str, str]]:
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def rewritten(file: Path, table: list[dict[str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    file.write_bytes(out.getvalue().encode("utf-8"))


def test_a_row_a_mark_and_one_a_task(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "csv")
    table = rows(folder / "data.csv")
    assert [row["row"] for row in table] == ["task", "mark", "mark", "mark", "link"]
    assert (table[1]["start"], table[1]["end"], table[1]["text"]) == ("7", "18", "25 per cent")
    assert rows(folder / "texts.csv")[0]["text"] == plain_task.text
    assert (folder / "data.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets ask for it"


def test_rows_that_a_person_changed_come_back(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "csv")
    table = rows(folder / "data.csv")
    table[0] |= {"answer": "accept", "annotator": "ida"}
    table[1]["label"] = "count"
    del table[4]
    rewritten(folder / "data.csv", table)
    (back,), report = read_back(folder, TOOL)
    assert report.whole
    assert (back.answer, back.annotator) == ("accept", "ida")
    assert back.task.marks[0].label == "count"
    assert back.task.links == ()


@pytest.mark.parametrize(
    ("row", "cell", "value", "reason"),
    [
        (1, "start", "7.0", "start: '7.0', wanted a whole number"),
        (1, "text", "25 percent", "the text there is '25 per cent'"),
        (1, "row", "marks", "a row of the kind 'marks'"),
        (1, "attributes", "value=25", "wanted JSON"),
        (0, "row", "choice", "0 rows of the kind task"),
        (4, "target", "m9", "no such marks"),
    ],
)
def test_a_cell_that_cannot_be_is_told(
    row: int, cell: str, value: str, reason: str, plain_task: Task, export: Any
) -> None:
    folder = export([plain_task], "csv")
    table = rows(folder / "data.csv")
    table[row][cell] = value
    rewritten(folder / "data.csv", table)
    kept, report = read_back(folder, TOOL)
    assert kept == ()
    assert any(reason in one for one in report.records[0].reasons), report


def test_another_table_is_told(plain_task: Task, export: Any, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a;b\n1;2\n")
    with pytest.raises(FormatError, match=r"no column .*; wanted task_id"):
        read_back(export([plain_task], "csv"), TOOL, tmp_path / "other.csv")
