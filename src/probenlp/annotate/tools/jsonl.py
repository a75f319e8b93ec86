"""Plain JSON Lines, a task a line, for scripts and for ``datasets`` of Hugging Face.

Every line has every field, and attributes are pairs of name and value instead of an object whose
keys differ from line to line: so one schema fits the whole file, and loaders need not guess.

"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from probenlp.annotate.fields import Fields
from probenlp.annotate.task import Choice, Mark, Task
from probenlp.annotate.tool import Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.answers import answer_of
from probenlp.annotate.wire import find_file, json_lines, read_json_lines

DATA = "data.jsonl"

_PLAIN = View(
    name="plain",
    unit="code_point",
    holds=frozenset({"marks", "links", "choices"}),
    attributes=True,
)


class JsonLines:
    """Plain JSON Lines."""

    name = "jsonl"
    views = (_PLAIN,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``data.jsonl``."""
        del sheet
        yield DATA, json_lines(_line(task) for task in tasks)

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read such a file, whoever changed it."""
        for place, value, problem in read_json_lines(find_file(path, DATA)):
            if value is None:
                yield Returned(place=place, problems=(problem,))
            else:
                yield _returned(place, value, sheet)

    def steps(self, sheet: Sheet) -> str:
        """Tell what stands in a line."""
        del sheet
        return f"""
`{DATA}` holds a task a line; offsets are Unicode code points of `text`, ends exclusive.

    from datasets import load_dataset
    tasks = load_dataset("json", data_files="{DATA}", split="train")

A person's work is in the fields `marks`, `links` and `choices`; give a mark that you add any `id`
that the line does not hold. Set `answer` to `accept`, `reject` or `ignore`, and `annotator` to who
said so, in each line that was judged: lines without an answer are read, and count as not judged.
"""


def pairs_of(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    """Give attributes as a list of names and values."""
    return [{"name": name, "value": value} for name, value in attributes.items()]


def _line(task: Task) -> dict[str, object]:
    return {
        "id": task.id,
        "text": task.text,
        "text_sha256": task.text_sha256,
        "layers": list(task.layers),
        "parts": [msgspec.structs.asdict(part) for part in task.parts],
        "context": msgspec.structs.asdict(task.context),
        "marks": [
            {"id": one.id, "start": one.start, "end": one.end, "text": one.surface, **_label(one)}
            for one in task.marks
        ],
        "links": [msgspec.structs.asdict(link) for link in task.links],
        "choices": [_label(choice) for choice in task.choices],
        "answer": None,
        "annotator": None,
    }


def _label(one: Mark | Choice) -> dict[str, object]:
    return {
        "layer": one.layer,
        "label": one.label,
        "attributes": pairs_of(one.attributes),
        "score": one.score,
        "model": one.origin.model if one.origin else None,
        "version": one.origin.version if one.origin else None,
    }


def _returned(place: str, value: dict[str, object], sheet: Sheet) -> Returned:
    problems: list[str] = []
    line = Fields(value, "", problems)
    labels = sheet.labels
    marks = []
    for one in line.objects("marks"):
        attributes = {pair.text("name"): pair.name("value") for pair in one.objects("attributes")}
        marks.append(
            ReturnedMark(
                ref=one.name("id"),
                name=labels.name("mark", one.text("layer"), one.text("label")),
                start=one.whole("start"),
                end=one.whole("end"),
                surface=one.maybe_text("text"),
                id=one.name("id"),
                attributes=attributes,
            )
        )
    links = tuple(
        (
            labels.name("link", one.text("layer"), one.text("label")),
            one.name("source"),
            one.name("target"),
        )
        for one in line.objects("links")
    )
    choices = tuple(
        labels.name("choice", one.text("layer"), one.text("label"))
        for one in line.objects("choices")
    )
    return Returned(
        place=place,
        task_id=line.text("id") or None,
        text=line.text("text"),
        marks=tuple(marks),
        links=links,
        choices=choices,
        answer=answer_of(line.maybe_text("answer"), problems),
        annotator=line.maybe_text("annotator"),
        problems=tuple(problems),
    )
