"""Brat standoff: a text and a file of marks for each task.

Brat reads texts with universal newlines, so a CR LF would move every offset after it by one: a CR
is written as a blank, which keeps the count. It divides a mark at line ends into pieces, and knows
no free attributes, so a note carries a mark's own place, id and attributes. Who has moved a mark
in brat has left its note behind: then the place of the pieces holds.

Format: https://brat.nlplab.org/standoff.html

"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.labels import LabelMap
from probenlp.annotate.task import Mark, Task
from probenlp.annotate.tool import Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.brat_lines import Standoff
from probenlp.annotate.tools.folders import files_of, name_of, task_id_of
from probenlp.annotate.wire import ascii_json, read_text

_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\t]")


def as_brat_reads_it(text: str) -> str:
    r"""Give a text of the same length without a CR.

    Examples
    --------
    >>> as_brat_reads_it("one\r\ntwo\rthree")
    'one \ntwo three'
    """
    return text.replace("\r", " ")


def on_one_line(words: str) -> str:
    """Give the words of a mark as the line for it holds them."""
    return _BREAKS.sub(" ", words)


_STANDOFF = View(
    name="standoff",
    unit="code_point",
    holds=frozenset({"marks", "links"}),
    attributes=True,
    tells_answers=False,
    shows=as_brat_reads_it,
)


class Brat:
    """Brat's standoff files."""

    name = "brat"
    views = (_STANDOFF,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write the texts, the marks, and ``annotation.conf``."""
        for number, task in enumerate(tasks, start=1):
            name = f"documents/{name_of(number, task)}"
            yield f"{name}.txt", as_brat_reads_it(task.text).encode("utf-8")
            yield f"{name}.ann", "".join(_lines(task, sheet)).encode("utf-8")
        yield "documents/annotation.conf", _configuration(sheet.labels).encode("ascii")

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read the pairs of files of a folder."""
        for file in files_of(path, "documents", ".ann"):
            text = file.with_suffix(".txt")
            task_id = task_id_of(file, sheet.task_ids)
            yield _returned(file, task_id, read_text(text) if text.exists() else None)

    def steps(self, sheet: Sheet) -> str:
        """Tell where to put the folder."""
        del sheet
        return """
Copy `documents/` into brat's `data/` folder (its `annotation.conf` goes with it), annotate, and
give the folder back to `--data`.

Offsets are Unicode code points, ends exclusive; a CR stands as a blank. The number with which a
file's name begins names the task; notes on marks hold their ids and attributes. The files do not
say which texts a person has finished: give only those that are.
"""


def _lines(task: Task, sheet: Sheet) -> Iterator[str]:
    number_of = {mark.id: number for number, mark in enumerate(task.marks, start=1)}
    for mark in task.marks:
        number = number_of[mark.id]
        name = sheet.labels.name("mark", mark.layer, mark.label)
        pieces = pieces_of(mark)
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(
            on_one_line(mark.surface[start - mark.start : end - mark.start])
            for start, end in pieces
        )
        yield f"T{number}\t{name} {places}\t{words}\n"
        note = ascii_json(
            {
                "id": mark.id,
                "pieces": places,
                "start": mark.start,
                "end": mark.end,
                "attributes": mark.attributes,
            }
        )
        yield f"#{number}\tAnnotatorNotes T{number}\t{note.decode()}\n"
    for number, link in enumerate(task.links, start=1):
        name = sheet.labels.name("link", link.layer, link.label)
        ends = number_of[link.source], number_of[link.target]
        yield f"R{number}\t{name} Arg1:T{ends[0]} Arg2:T{ends[1]}\n"


def pieces_of(mark: Mark) -> list[tuple[int, int]]:
    """Divide a mark at the ends of lines, as brat itself does when one is drawn.

    Blanks at the borders of a piece belong to none. A mark over nothing but blanks stays whole.
    """
    pieces, at = [], mark.start
    for line in mark.surface.split("\n"):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        if start < end:
            pieces.append((start, end))
        at += len(line) + 1
    return pieces or [(mark.start, mark.end)]


def _configuration(labels: LabelMap) -> str:
    marks, links = labels.of("mark"), labels.of("link")
    relations = [f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in links]
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    sections = {
        "entities": list(marks),
        "relations": [overlap, *relations],
        "events": [],
        "attributes": [],
    }
    return "".join(f"[{name}]\n" + "\n".join([*lines, "", ""]) for name, lines in sections.items())


def _returned(file: Path, task_id: str | None, text: str | None) -> Returned:
    standoff = Standoff(read_text(file))
    problems = standoff.problems
    if text is None:
        problems.append(f"{file.with_suffix('.txt').name} is missing beside it")
    marks = tuple(_marks(standoff, text or ""))
    return Returned(
        place=file.name,
        task_id=task_id,
        text=text,
        marks=marks,
        links=tuple(standoff.relations),
        answer="accept",
        problems=tuple(problems),
    )


def _marks(standoff: Standoff, text: str) -> Iterator[ReturnedMark]:
    for ref, bound in standoff.bounds.items():
        note = standoff.notes.get(ref)
        start, end = bound.pieces[0][0], bound.pieces[-1][1]
        met = " ".join(on_one_line(text[first:last]) for first, last in bound.pieces)
        if met != bound.words:
            standoff.problems.append(f"{ref}: the text there is {met!r}, the line {bound.words!r}")
        unmoved = note is not None and note.maybe_text("pieces") == bound.places
        if note is not None and unmoved:
            start, end = note.whole("start"), note.whole("end")
        elif not all(
            text[one[1] : other[0]].isspace()
            for one, other in zip(bound.pieces, bound.pieces[1:], strict=False)
        ):
            standoff.problems.append(f"{ref}: a mark in several pieces, which was not asked")
        yield ReturnedMark(
            ref=ref,
            name=bound.name,
            start=start,
            end=end,
            id=note.maybe_text("id") if note is not None else None,
            attributes=note.strings("attributes") if note is not None else None,
        )
