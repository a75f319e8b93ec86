"""Label Studio: a JSON array of tasks with predictions, and the labelling configuration.

It refuses JSON Lines. Its server takes offsets past the end and labels that the configuration does
not have, and shows nothing for them, so both are checked before and after. ``<Text>`` counts code
points, ``<Paragraphs>`` UTF-16 units within one paragraph. Importing twice makes every task twice.

"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from probenlp.annotate.fields import Fields
from probenlp.annotate.offsets import Offsets
from probenlp.annotate.task import Answer, Choice, Mark, Task
from probenlp.annotate.tool import FormatError, Holds, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.label_studio_config import (
    choose_control,
    labelling_config,
    mark_control,
)
from probenlp.annotate.tools.shown import meta_of
from probenlp.annotate.wire import ascii_json, find_file, read_json

DATA, CONFIG = "tasks.json", "config.xml"

_ALL: frozenset[Holds] = frozenset({"marks", "links", "choices"})
_TEXT = View(name="text", unit="code_point", holds=_ALL)
_DIALOGUE = View(name="dialogue", unit="utf16", holds=_ALL)


class LabelStudio:
    """Label Studio's JSON, as its import takes it and its export of the kind JSON gives it."""

    name = "label-studio"
    views = (_TEXT, _DIALOGUE)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``tasks.json`` and ``config.xml``."""
        yield DATA, ascii_json([_task(task, sheet) for task in tasks], indent=1) + b"\n"
        dialogue = sheet.view == _DIALOGUE
        yield CONFIG, labelling_config(sheet.labels, dialogue=dialogue).encode("utf-8")

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read an export of the kind JSON, or tasks that nobody has annotated yet."""
        file = find_file(path, DATA)
        value = read_json(file)
        if not isinstance(value, list):
            raise FormatError(f"{file}: a JSON {type(value).__name__}, wanted an array of tasks")
        if value and not any(isinstance(one, dict) and "data" in one for one in value):
            raise FormatError(f"{file}: tasks without 'data'; export as JSON, not as JSON-MIN")
        for number, one in enumerate(value):
            yield from _returned(f"{file.name}[{number}]", one, sheet)

    def steps(self, sheet: Sheet) -> str:
        """Tell how to make the project."""
        offsets = (
            "UTF-16 units of the last paragraph"
            if sheet.view == _DIALOGUE
            else "Unicode code points"
        )
        return f"""
1. Make a project; under Settings, Labeling Interface, Code, paste `{CONFIG}`.
2. Under Settings, Annotation, choose to use predictions to prelabel tasks, so that annotators start
   from the marks that are there.
3. Import `{DATA}`, once: a second import makes every task a second time.
4. When done, Export, JSON (not JSON-MIN, which loses the ids).

Offsets are {offsets}, ends exclusive. `data.task_id` comes back and names the task.
"""


def _task(task: Task, sheet: Sheet) -> dict[str, object]:
    data: dict[str, object] = dict(meta_of(task))
    if sheet.view == _DIALOGUE:
        data["dialogue"] = _dialogue(task)
    else:
        data["text"] = task.text
    shown: dict[str, object] = {"data": data, "meta": {"task_id": task.id}}
    if results := _results(task, sheet):
        prediction: dict[str, object] = {"result": results}
        origins = [one.origin for one in task.labelled if one.origin is not None]
        if origins:
            prediction["model_version"] = f"{origins[0].model} {origins[0].version}"
        scores = [one.score for one in task.labelled if one.score is not None]
        if scores:
            prediction["score"] = min(scores)  # it orders the tasks: the least sure first
        shown["predictions"] = [prediction]
    return shown


def _dialogue(task: Task) -> list[dict[str, str]]:
    """Give what leads to the text, and the text itself as the last paragraph."""
    context = task.context
    before = [("Title", context.title), (context.parent_author or "Answers", context.parent)]
    paragraphs = [{"author": author, "text": text} for author, text in before if text]
    author = context.author or (context.kind or "text").capitalize()
    return [*paragraphs, {"author": author, "text": task.text}]


def _results(task: Task, sheet: Sheet) -> list[dict[str, object]]:
    offsets, labels = Offsets(task.text), sheet.labels
    results = [_region(mark, task, sheet, offsets) for mark in task.marks]
    results += [
        {
            "type": "relation",
            "from_id": link.source,
            "to_id": link.target,
            "direction": "right",
            "labels": [labels.name("link", link.layer, link.label)],
        }
        for link in task.links
    ]
    for number, choice in enumerate(task.choices, start=1):
        name = labels.name("choice", choice.layer, choice.label)
        result: dict[str, object] = {
            "id": f"choice{number}",
            "from_name": choose_control(choice.layer),
            "to_name": "text",
            "type": "choices",
            "value": {"choices": [name]},
        }
        results.append(_scored(result, choice))
    return results


def _region(mark: Mark, task: Task, sheet: Sheet, offsets: Offsets) -> dict[str, object]:
    name = sheet.labels.name("mark", mark.layer, mark.label)
    unit = sheet.view.unit
    start, end = offsets.to(unit, mark.start), offsets.to(unit, mark.end)
    value: dict[str, object]
    if sheet.view == _DIALOGUE:
        kind, at = "paragraphlabels", str(len(_dialogue(task)) - 1)
        value = {"start": at, "end": at, "startOffset": start, "endOffset": end}
    else:
        kind, value = "labels", {"start": start, "end": end}
    result: dict[str, object] = {
        "id": mark.id,
        "from_name": mark_control(mark.layer),
        "to_name": "text",
        "type": kind,
        "value": {**value, "text": mark.surface, kind: [name]},
    }
    if mark.attributes:  # shown with the region; not edited there
        result["meta"] = {"text": [f"{key}: {known}" for key, known in mark.attributes.items()]}
    return _scored(result, mark)


def _scored(result: dict[str, object], one: Mark | Choice) -> dict[str, object]:
    return result if one.score is None else {**result, "score": one.score}


def _returned(place: str, value: object, sheet: Sheet) -> Iterator[Returned]:
    problems: list[str] = []
    task = Fields(value, "", problems)
    data = task.inner("data")
    task_id, text, last = data.maybe_text("task_id"), None, 0
    if sheet.view == _DIALOGUE:
        paragraphs = list(data.objects("dialogue"))
        last = len(paragraphs) - 1
        text = paragraphs[-1].text("text") if paragraphs else ""
    else:
        text = data.text("text")
    judged = list(task.objects("annotations"))
    # What it exports names predictions by their numbers alone; nobody can have changed them.
    shown = [one for one in task.items("predictions") if isinstance(one, dict)][:1]
    if not judged and not shown:
        # Only its own export names predictions where there are none to show.
        untouched = "predictions" in task
        yield Returned(
            place=place, task_id=task_id, text=text, untouched=untouched, problems=tuple(problems)
        )
    for number, annotation in enumerate(judged or list(task.objects("predictions"))[: len(shown)]):
        own = list(problems)
        annotation.problems = own
        results = _Results(annotation, own, last, told=sheet.view == _TEXT or _is_plain(text))
        answer: Answer | None = None
        if judged:
            answer = "ignore" if annotation.values.get("was_cancelled") is True else "accept"
        yield Returned(
            place=f"{place}.annotations[{number}]" if judged else place,
            task_id=task_id,
            text=text,
            marks=tuple(results.marks),
            links=tuple(results.links),
            choices=tuple(results.choices),
            answer=answer,
            annotator=_annotator(annotation.values.get("completed_by")),
            problems=tuple(own),
        )


def _annotator(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("email") or value.get("id")
    return None if value is None else str(value)


class _Results:
    """The results of one annotation, sorted by what they are."""

    def __init__(self, annotation: Fields, problems: list[str], last: int, *, told: bool) -> None:
        self.problems, self.last, self.told = problems, last, told
        self.marks: list[ReturnedMark] = []
        self.links: list[tuple[str, str, str]] = []
        self.choices: list[str] = []
        for one in annotation.objects("result"):
            one.problems = problems
            kind = one.text("type")
            if kind in ("labels", "paragraphlabels"):
                self._mark(one, kind)
            elif kind == "relation":
                for name in one.texts("labels") or [""]:
                    self.links.append((name, one.name("from_id"), one.name("to_id")))
            elif kind == "choices":
                self.choices += one.inner("value").texts("choices")
            else:
                problems.append(f"{one.where}: a result of the type {kind!r}, which was not asked")

    def _mark(self, one: Fields, kind: str) -> None:
        value, ref = one.inner("value"), one.name("id")
        if kind == "paragraphlabels":
            ends = {value.name("start"), value.name("end")}
            if ends != {str(self.last)}:
                self.problems.append(f"{one.where}: marks the context, not the text itself")
            start, end = value.whole("startOffset"), value.whole("endOffset")
        else:
            start, end = value.whole("start"), value.whole("end")
        names = value.texts(kind)
        if not names:
            self.problems.append(f"{one.where}: a region without a label")
        for number, name in enumerate(names):
            self.marks.append(
                ReturnedMark(
                    ref=ref if number == 0 else f"{ref}#{number}",
                    name=name,
                    start=start,
                    end=end,
                    surface=_words(value) if self.told else None,
                    id=ref,
                )
            )


def _is_plain(text: str | None) -> bool:
    """Tell whether a paragraph has single blanks only.

    Else its page shows less than it counts: offsets come back right, and words from further on.
    """
    return text is not None and text == " ".join(text.split())


def _words(value: Fields) -> str | None:
    """Give the words of a region; None with a line end, which it writes in more than one way."""
    words = value.maybe_text("text")
    breaks = ("\n", "\r", "\\n", "\u2028")
    return None if words is None or any(one in words for one in breaks) else words
