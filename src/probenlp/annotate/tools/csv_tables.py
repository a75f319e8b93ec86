"""CSV: a table of texts and a table of what is said of them, for spreadsheets and statistics.

Both are UTF-8 with a byte order mark, by which spreadsheets know the encoding. Offsets count code
points, and no cell is changed to please a program: a spreadsheet that rewrites a text on saving is
noticed, since each mark repeats its words and each text has its digest.

"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from probenlp.annotate.task import Mark, Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.answers import answer_of
from probenlp.annotate.wire import ascii_json, read_text

DATA, TEXTS = "data.csv", "texts.csv"

_ROW = (
    "task_id row id layer label start end text source target attributes score model version "
    "answer annotator".split()
)
_TEXT = "task_id document_id passage_id text_sha256 title author answers text".split()
_LONGEST_CELL = 50_000_000

_TABLES = View(
    name="tables",
    unit="code_point",
    holds=frozenset({"marks", "links", "choices"}),
    attributes=True,
)


class CsvTables:
    """Two tables: texts, and marks, links and choices a row each."""

    name = "csv"
    views = (_TABLES,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``data.csv`` and ``texts.csv``."""
        del sheet
        yield DATA, _table(_ROW, (row for task in tasks for row in _rows(task)))
        yield TEXTS, _table(_TEXT, (_text_row(task) for task in tasks))

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read ``data.csv``, whoever changed it."""
        file = path / DATA if path.is_dir() else path
        gathered: dict[str, list[tuple[int, dict[str, str]]]] = {}
        for number, row in _read(file):
            gathered.setdefault(row["task_id"], []).append((number, row))
        for task_id, rows in gathered.items():
            yield _returned(file.name, task_id, rows, sheet)

    def steps(self, sheet: Sheet) -> str:
        """Tell what stands in the tables."""
        del sheet
        return f"""
`{TEXTS}` has a row a text, `{DATA}` a row of the kind `task` for each text, and rows of the kinds
`mark`, `link` and `choice` for what is said of it. Offsets are Unicode code points of the text,
ends exclusive; attributes are JSON. Open both as UTF-8, cells as text.

Add, change and delete rows of marks, links and choices; give a mark that you add any `id` that its
task does not have. In the row of the task set `answer` to `accept`, `reject` or `ignore` once it
has been judged, and `annotator` to who said so.
"""


def _table(columns: Sequence[str], rows: Iterable[dict[str, object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _text_row(task: Task) -> dict[str, object]:
    return {
        "task_id": task.id,
        "document_id": task.document_id,
        "passage_id": task.passage_id,
        "text_sha256": task.text_sha256,
        "title": task.context.title or "",
        "author": task.context.author or "",
        "answers": task.context.parent or "",
        "text": task.text,
    }


def _rows(task: Task) -> Iterator[dict[str, object]]:
    yield {"task_id": task.id, "row": "task"}
    for one in task.labelled:
        row: dict[str, object] = {
            "task_id": task.id,
            "row": "choice",
            "layer": one.layer,
            "label": one.label,
            "attributes": ascii_json(one.attributes).decode("ascii"),
        }
        if one.score is not None:
            row["score"] = repr(one.score)
        if one.origin is not None:
            row |= {"model": one.origin.model, "version": one.origin.version}
        if isinstance(one, Mark):
            row |= {"row": "mark", "id": one.id, "text": one.surface}
            row |= {"start": one.start, "end": one.end}
        yield row
    for link in task.links:
        yield {
            "task_id": task.id,
            "row": "link",
            "layer": link.layer,
            "label": link.label,
            "source": link.source,
            "target": link.target,
        }


def _read(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.DictReader(io.StringIO(read_text(file), newline=""), restval="", strict=True)
    try:
        if missing := set(_ROW) - set(reader.fieldnames or ()):
            raise FormatError(
                f"{file}: no column {', '.join(sorted(missing))}; wanted {', '.join(_ROW)}, "
                "apart by commas"
            )
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise FormatError(f"{file}:{reader.line_num}: not CSV: {error}") from None


def _returned(
    name: str, task_id: str, rows: list[tuple[int, dict[str, str]]], sheet: Sheet
) -> Returned:
    problems: list[str] = []
    marks: list[ReturnedMark] = []
    links: list[tuple[str, str, str]] = []
    choices: list[str] = []
    answers: list[tuple[str, str]] = []
    for number, row in rows:
        layer, label = row["layer"], row["label"]
        match row["row"]:
            case "task":
                answers.append((row["answer"], row["annotator"]))
            case "mark":
                marks.append(_mark(number, row, sheet, problems))
            case "link":
                ends = row["source"], row["target"]
                links.append((sheet.labels.name("link", layer, label), *ends))
            case "choice":
                choices.append(sheet.labels.name("choice", layer, label))
            case other:
                problems.append(f"line {number}: a row of the kind {other!r}")
    if len(answers) != 1:
        problems.append(f"{len(answers)} rows of the kind task, wanted one")
    answer, annotator = answers[0] if answers else ("", "")
    return Returned(
        place=f"{name}:{rows[0][0]}",
        task_id=task_id or None,
        marks=tuple(marks),
        links=tuple(links),
        choices=tuple(choices),
        answer=answer_of(answer, problems),
        annotator=annotator or None,
        problems=tuple(problems),
    )


def _mark(number: int, row: dict[str, str], sheet: Sheet, problems: list[str]) -> ReturnedMark:
    return ReturnedMark(
        ref=row["id"] or f"line {number}",
        name=sheet.labels.name("mark", row["layer"], row["label"]),
        start=_whole(row["start"], f"line {number}: start", problems),
        end=_whole(row["end"], f"line {number}: end", problems),
        surface=row["text"],
        id=row["id"] or None,
        attributes=_attributes(row["attributes"], number, problems),
    )


def _whole(cell: str, where: str, problems: list[str]) -> int:
    if cell.isascii() and cell.isdecimal():
        return int(cell)
    problems.append(f"{where}: {cell!r}, wanted a whole number")
    return 0


def _attributes(cell: str, number: int, problems: list[str]) -> dict[str, str] | None:
    try:
        value = json.loads(cell or "{}")
    except ValueError:
        value = None
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return value
    problems.append(f"line {number}: attributes: {cell[:60]!r}, wanted JSON with texts")
    return None
