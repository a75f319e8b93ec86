"""Potato: JSON Lines with predictions, its configuration, and what each annotator did.

A person's work stands in ``annotation_output/<user>/user_state.json``, one file a person. Offsets
are code points. Predictions are shown to start from and are kept apart from a person's work.

"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.fields import Fields
from probenlp.annotate.labels import LabelMap
from probenlp.annotate.task import Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.shown import meta_of
from probenlp.annotate.wire import ascii_json, json_lines, read_json, read_json_lines

DATA, CONFIG, OUTPUT = "data.jsonl", "config.yaml", "annotation_output"
STATE = "user_state.json"

_TEXT = View(name="text", unit="code_point", holds=frozenset({"marks", "choices"}))


class Potato:
    """Potato's project folder."""

    name = "potato"
    views = (_TEXT,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``data.jsonl`` and ``config.yaml``."""
        yield DATA, json_lines(_line(task, sheet) for task in tasks)
        # JSON is YAML; the names in it are ASCII, so that both read it alike.
        yield CONFIG, ascii_json(_config(sheet), indent=2) + b"\n"

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read what people did, where anybody did anything, else the data that they are shown."""
        states = _states(path)
        if states:
            for state in states:
                yield from _judged(state, sheet)
        elif path.is_dir() and not (path / DATA).exists():
            raise FormatError(f"{path}: holds no {DATA} and no {STATE} in a folder of a person")
        else:
            file = path / DATA if path.is_dir() else path
            for place, value, problem in read_json_lines(file):
                if value is None:
                    yield Returned(place=place, problems=(problem,))
                else:
                    yield _unjudged(place, value)

    def steps(self, sheet: Sheet) -> str:
        """Tell how to start it."""
        del sheet
        return f"""
    potato start {CONFIG} -p 8000

in this folder, on a machine where the annotators can reach it; people sign in with any name. What
each of them does is written to `{OUTPUT}/NAME/{STATE}`; give that folder, or this one, to `--data`.

Offsets are Unicode code points, ends exclusive. An `id` names the task. Potato keeps predictions
apart from a person's work: a task that somebody opened and left without a mark has none.
"""


def _config(sheet: Sheet) -> dict[str, object]:
    return {
        "annotation_task_name": sheet.title,
        "task_dir": ".",
        "output_annotation_dir": f"{OUTPUT}/",
        "data_files": [DATA],
        "item_properties": {"id_key": "id", "text_key": "text"},
        "user_config": {"allow_all_users": True, "users": []},
        "require_password": False,
        "site_dir": "default",
        "pre_annotation": {"enabled": True, "field": "predictions", "allow_modification": True},
        "annotation_schemes": [*_span_schemes(sheet.labels), *_choice_schemes(sheet.labels)],
    }


def _span_schemes(labels: LabelMap) -> Iterator[dict[str, object]]:
    for layer, names in labels.by_layer("mark").items():
        yield {
            "annotation_type": "span",
            "name": _scheme("mark", layer),
            "description": f"Mark: {layer}",
            "labels": [{"name": name} for name in names],
        }


def _choice_schemes(labels: LabelMap) -> Iterator[dict[str, object]]:
    for layer, names in labels.by_layer("choice").items():
        yield {
            "annotation_type": "radio",
            "name": _scheme("choose", layer),
            "description": f"The text as a whole: {layer}",
            "labels": names,
        }


def _scheme(what: str, layer: str) -> str:
    return f"{what}_{layer}"


def _line(task: Task, sheet: Sheet) -> dict[str, object]:
    predictions: dict[str, object] = {}
    for layer in sheet.labels.by_layer("mark"):
        spans = [
            {
                "start": mark.start,
                "end": mark.end,
                "label": sheet.labels.name("mark", mark.layer, mark.label),
                "text": mark.surface,
            }
            for mark in task.marks
            if mark.layer == layer
        ]
        predictions[_scheme("mark", layer)] = spans
    for choice in task.choices:
        name = sheet.labels.name("choice", choice.layer, choice.label)
        predictions[_scheme("choose", choice.layer)] = name
    return {"id": task.id, "text": task.text, "predictions": predictions, "meta": meta_of(task)}


def _unjudged(place: str, value: dict[str, object]) -> Returned:
    problems: list[str] = []
    line = Fields(value, "", problems)
    predictions = line.inner("predictions")
    marks: list[ReturnedMark] = []
    choices: list[str] = []
    for scheme in predictions.values:
        if scheme.startswith("choose_"):
            choices.append(predictions.text(scheme))
            continue
        for one in predictions.objects(scheme):
            marks.append(
                ReturnedMark(
                    ref=str(len(marks)),
                    name=one.text("label"),
                    start=one.whole("start"),
                    end=one.whole("end"),
                    surface=one.maybe_text("text"),
                )
            )
    return Returned(
        place=place,
        task_id=line.maybe_text("id"),
        text=line.text("text"),
        marks=tuple(marks),
        choices=tuple(choices),
        problems=tuple(problems),
    )


def _states(path: Path) -> list[Path]:
    """Find the files of the people who annotated, whichever folder was named."""
    if path.is_file():
        return [path] if path.name == STATE else []
    own = path / STATE
    return [own] if own.exists() else sorted(path.rglob(f"*/{STATE}"))


def _judged(path: Path, sheet: Sheet) -> Iterator[Returned]:
    value = read_json(path)
    if not isinstance(value, dict) or "instance_id_to_span_to_value" not in value:
        raise FormatError(f"{path}: not the state of an annotator that Potato wrote")
    shared: list[str] = []
    state = Fields(value, "", shared)
    annotator = state.maybe_text("user_id")
    spans = state.inner("instance_id_to_span_to_value")
    labels = state.inner("instance_id_to_label_to_value")
    for task_id in dict.fromkeys([*spans.values, *labels.values]):
        problems = list(shared)
        marks = list(_spans(Fields(spans.values, "", problems), task_id))
        choices = tuple(_labels(Fields(labels.values, "", problems), task_id, sheet))
        yield Returned(
            place=f"{path.parent.name}/{path.name}: {task_id}",
            task_id=task_id,
            marks=tuple(marks),
            choices=choices,
            answer="accept",
            annotator=annotator,
            problems=tuple(problems),
        )


def _spans(spans: Fields, task_id: str) -> Iterator[ReturnedMark]:
    """Read the pairs of a span and its value that stand for one task."""
    for number, pair in enumerate(spans.items(task_id)):
        span = pair[0] if isinstance(pair, list) and pair else pair
        one = Fields(span, f"{task_id}[{number}]", spans.problems)
        if one.items("additional_parts"):
            spans.problems.append(f"{one.where}: a mark in several pieces, which was not asked")
        yield ReturnedMark(
            ref=str(number),
            name=one.text("name"),
            start=one.whole("start"),
            end=one.whole("end"),
        )


def _labels(labels: Fields, task_id: str, sheet: Sheet) -> Iterator[str]:
    """Read the pairs of a label and its value; an emptied one was taken back."""
    asked = {_scheme("choose", layer) for layer in sheet.labels.by_layer("choice")}
    for number, pair in enumerate(labels.items(task_id)):
        label, value = pair if isinstance(pair, list) and len(pair) == 2 else (pair, True)
        one = Fields(label, f"{task_id}[{number}]", labels.problems)
        if value and one.text("schema") in asked:
            yield one.text("name")
