"""Prodigy: spans for ``spans.manual``, labels of whole texts for the ``choice`` interface.

``_input_hash`` and ``_task_hash`` are left to Prodigy, which computes them on loading; so are
tokens, since they must be those of the model that a recipe is started with.

"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.fields import Fields
from probenlp.annotate.task import Mark, Task
from probenlp.annotate.tool import Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.answers import answer_of
from probenlp.annotate.tools.shown import meta_of
from probenlp.annotate.wire import find_file, json_lines, read_json_lines

DATA = "data.jsonl"

_SPANS = View(name="spans", unit="code_point", holds=frozenset({"marks"}), attributes=True)
_TEXTCAT = View(name="textcat", unit="code_point", holds=frozenset({"choices"}))


class Prodigy:
    """Prodigy's JSON Lines, as ``db-in`` and the recipes read them and ``db-out`` writes them."""

    name = "prodigy"
    views = (_SPANS, _TEXTCAT)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``data.jsonl`` and the list of labels."""
        line = _spans if sheet.view == _SPANS else _options
        yield DATA, json_lines(line(task, sheet) for task in tasks)
        kind = "mark" if sheet.view == _SPANS else "choice"
        names = sheet.labels.of("mark" if kind == "mark" else "choice")
        yield "labels.txt", "".join(f"{name}\n" for name in names).encode("ascii")

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read what ``prodigy db-out`` writes."""
        for place, value, problem in read_json_lines(find_file(path, DATA)):
            if value is None:
                yield Returned(place=place, problems=(problem,))
            else:
                yield _returned(place, value, sheet)

    def steps(self, sheet: Sheet) -> str:
        """Tell which recipe to start."""
        recipe = (
            f"prodigy spans.manual my_dataset blank:en {DATA} --label labels.txt --highlight-chars"
            if sheet.view == _SPANS
            else f"prodigy mark my_dataset {DATA} --view-id choice"
        )
        return f"""
    {recipe}
    prodigy db-out my_dataset > annotated.jsonl

Offsets are Unicode code points, ends exclusive. `meta.task_id` comes back and names the task. An
answer `reject` is kept as a negative judgement, `ignore` as none; neither ever becomes gold.
"""


def _spans(task: Task, sheet: Sheet) -> dict[str, object]:
    spans = [_span(mark, sheet) for mark in task.marks]
    return {"text": task.text, "spans": spans, "meta": meta_of(task)}


def _span(mark: Mark, sheet: Sheet) -> dict[str, object]:
    span: dict[str, object] = {
        "start": mark.start,
        "end": mark.end,
        "label": sheet.labels.name("mark", mark.layer, mark.label),
        "text": mark.surface,
        "id": mark.id,
        "attributes": mark.attributes,
    }
    if mark.origin is not None:
        span["source"] = f"{mark.origin.model} {mark.origin.version}"
    if mark.score is not None:
        span["score"] = mark.score
    return span


def _options(task: Task, sheet: Sheet) -> dict[str, object]:
    offered = sheet.labels.of("choice")
    options = [{"id": name, "text": f"{one.layer}: {one.label}"} for name, one in offered.items()]
    single = len(sheet.labels.by_layer("choice")) == 1
    return {
        "text": task.text,
        "options": options,
        "accept": [sheet.labels.name("choice", one.layer, one.label) for one in task.choices],
        "config": {"choice_style": "single" if single else "multiple"},
        "meta": meta_of(task),
    }


def _returned(place: str, value: dict[str, object], sheet: Sheet) -> Returned:
    problems: list[str] = []
    line = Fields(value, "", problems)
    spans = tuple(
        ReturnedMark(
            ref=str(number),
            name=one.text("label"),
            start=one.whole("start"),
            end=one.whole("end"),
            surface=one.maybe_text("text"),
            id=one.maybe_text("id"),
            attributes=one.strings("attributes") if "attributes" in one else None,
        )
        for number, one in enumerate(line.objects("spans"))
    )
    asks_marks = sheet.view == _SPANS
    if not asks_marks and "accept" not in line and "label" in line:
        choices: tuple[str, ...] = (line.text("label"),)  # a binary recipe shows one label alone
    else:
        choices = tuple(line.texts("accept"))
    return Returned(
        place=place,
        task_id=line.inner("meta").maybe_text("task_id"),
        text=line.text("text"),
        marks=spans if asks_marks else (),
        choices=() if asks_marks else choices,
        answer=answer_of(line.maybe_text("answer"), problems),
        annotator=line.maybe_text("_annotator_id"),
        problems=tuple(problems),
    )
