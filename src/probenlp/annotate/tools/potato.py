"""Potato: JSON Lines, its configuration, and the state of an annotator who begins with our marks.

A person's work stands in ``annotation_output/<user>/user_state.json``. What Potato calls
predictions cannot be edited: they vanish with the first mark that a person makes, and a person who
leaves them as they are is not recorded as having kept them. So the state of one annotator is
written beforehand, with every mark as if that person had made it: each can be taken away, and what
comes back is the whole. Whether a text was judged is asked, since marks stand in all from the
beginning.

Texts are shown as fields: elsewhere Potato reads tags and entities in them, and drops blanks.
Offsets are code points.

"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.fields import Fields
from probenlp.annotate.labels import LabelMap
from probenlp.annotate.task import Answer, Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.shown import meta_of
from probenlp.annotate.wire import ascii_json, json_lines, read_json

DATA, CONFIG, OUTPUT = "data.jsonl", "config.yaml", "annotation_output"
STATE = "user_state.json"
ANNOTATOR = "annotator"

_FIELD = "text"
_END = "end-of-tasks"
"""A last page without a mark: where every text has marks, Potato thinks that all is done."""

_ASKED = "answer"
_ANSWERS: dict[str, Answer] = {"done": "accept", "skip": "ignore"}


_ENDS = "\t\n\v\f\r \u00a0\u1680\u202f\u205f\u3000\ufeff\u2028\u2029" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What the trim of a browser takes off the ends of a text."""

_NO_WIDTH = "\u200b"


def as_potato_shows_it(text: str) -> str:
    r"""Give a text, as long as it is, so that Potato's page counts every character of it.

    A page has no CR and no NUL. The page's script takes what stands between angle brackets for a
    tag and blanks at the ends for nothing, and then refuses marks near the end.

    Examples
    --------
    >>> as_potato_shows_it(" a\r\nb\rc <5 and >4 ")
    '\u200ba \nb\nc ‹5 and >4\u200b'
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    text = text.replace("<", "‹")
    begun = text.lstrip(_ENDS)
    words = begun.rstrip(_ENDS)
    before, after = len(text) - len(begun), len(begun) - len(words)
    return _NO_WIDTH * before + words + _NO_WIDTH * after


_TEXT = View(
    name="text",
    unit="code_point",
    holds=frozenset({"marks", "choices"}),
    twins=False,
    shows=as_potato_shows_it,
)


class Potato:
    """Potato's project folder."""

    name = "potato"
    views = (_TEXT,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``data.jsonl``, ``config.yaml``, and the state of an annotator who begins."""
        last = {"id": _END, "text": "This was the last text. Thank you.", "context": "", "meta": {}}
        yield DATA, json_lines([*(_line(task) for task in tasks), last])
        # JSON is YAML; the names in it are ASCII, so that both read it alike.
        yield CONFIG, ascii_json(_config(sheet), indent=2) + b"\n"
        yield f"{OUTPUT}/{ANNOTATOR}/{STATE}", ascii_json(_state(tasks, sheet)) + b"\n"

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read the states of all who annotated, or the one that is named."""
        states = _states(path)
        if not states:
            raise FormatError(f"{path}: no {STATE}, and none in a folder of a person below it")
        for state in states:
            yield from _judged(state, sheet)

    def steps(self, sheet: Sheet) -> str:
        """Tell how to start it."""
        del sheet
        return f"""
1. One person annotates as `{ANNOTATOR}`. For each other, before the start, name them under `users`
   in `{CONFIG}` and give them the marks to begin with:

       mkdir {OUTPUT}/ruth
       perl -pe 's/("user_id": )"{ANNOTATOR}"/$1"ruth"/' {OUTPUT}/{ANNOTATOR}/{STATE} \\
         > {OUTPUT}/ruth/{STATE}

2. In this folder, on a machine where they can reach it:

       potato start {CONFIG} -p 8000

3. They sign in with these names, put the marks right, say of each text that it is done, or that
   they skip it, and go on with Next. Potato calls every text labelled that has a mark from the
   beginning; only what is said to be done counts.

What each of them does is written to `{OUTPUT}/NAME/{STATE}`; give that file, or this folder, to
`--data`. Offsets are Unicode code points, ends exclusive. An `id` names the task.
"""


def _config(sheet: Sheet) -> dict[str, object]:
    # preserve_whitespace puts an element in the place of a line end, which no offset counts; the
    # style sheet keeps lines and blanks without it.
    shown = {"key": _FIELD, "type": "text", "span_target": True}
    options = {"display_options": {"preserve_whitespace": False}}
    return {
        "annotation_task_name": sheet.title,
        "task_dir": ".",
        "output_annotation_dir": f"{OUTPUT}/",
        "data_files": [DATA],
        "item_properties": {"id_key": "id", "text_key": _FIELD},
        "user_config": {"allow_all_users": False, "users": [ANNOTATOR]},
        "require_password": False,
        "site_dir": "default",
        "instance_display": {
            "fields": [{"key": "context", "type": "text", "label": "Context"}, shown | options]
        },
        "annotation_schemes": [
            *_span_schemes(sheet.labels),
            *_choice_schemes(sheet.labels),
            {
                "annotation_type": "radio",
                "name": _ASKED,
                "description": "This text",
                "labels": list(_ANSWERS),
                "label_requirement": {"required": True},
            },
        ],
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


def _line(task: Task) -> dict[str, object]:
    meta = meta_of(task)
    context = "\n".join(words for words in (meta["title"], meta["answers"]) if words)
    text = as_potato_shows_it(task.text)
    return {"id": task.id, "text": text, "context": context, "meta": meta}


def _state(tasks: Sequence[Task], sheet: Sheet) -> dict[str, object]:
    """Give what Potato would have kept if the annotator had made every mark."""
    labels = sheet.labels
    spans: dict[str, list[list[object]]] = {}
    choices: dict[str, list[list[object]]] = {}
    for task in tasks:
        if task.marks:
            names = [labels.name("mark", mark.layer, mark.label) for mark in task.marks]
            spans[task.id] = [
                [
                    {
                        "schema": _scheme("mark", mark.layer),
                        "name": name,
                        "title": name,
                        "start": mark.start,
                        "end": mark.end,
                        "id": mark.id,
                        "target_field": _FIELD,
                    },
                    1,
                ]
                for mark, name in zip(task.marks, names, strict=True)
            ]
        if task.choices:
            choices[task.id] = []
            for one in task.choices:
                name = labels.name("choice", one.layer, one.label)
                label = {"schema": _scheme("choose", one.layer), "name": name}
                choices[task.id].append([label, name])
    return {
        "user_id": ANNOTATOR,
        "current_phase_and_page": ["annotation", None],
        "instance_id_ordering": [*(task.id for task in tasks), _END],
        "instance_id_to_span_to_value": spans,
        "instance_id_to_label_to_value": choices,
    }


def _states(path: Path) -> list[Path]:
    """Find the files of the people who annotated, whichever folder was named."""
    if path.is_file():
        return [path]
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
    known = [*state.texts("instance_id_ordering"), *spans.values, *labels.values]
    for task_id in dict.fromkeys(known):
        if task_id == _END:
            continue
        problems = list(shared)
        marks = tuple(_spans(Fields(spans.values, "", problems), task_id))
        given = _labels(Fields(labels.values, "", problems), task_id, sheet)
        answers = given.pop(_ASKED, [])
        yield Returned(
            place=f"{path.parent.name}/{path.name}: {task_id}",
            task_id=task_id,
            marks=marks,
            choices=tuple(name for names in given.values() for name in names),
            answer=_ANSWERS.get(answers[-1]) if answers else None,
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
            id=one.maybe_text("id"),
        )


def _labels(labels: Fields, task_id: str, sheet: Sheet) -> dict[str, list[str]]:
    """Read the labels of one task by their scheme; one whose value is empty was taken back."""
    given: dict[str, list[str]] = {_ASKED: []}
    given |= {_scheme("choose", layer): [] for layer in sheet.labels.by_layer("choice")}
    for number, pair in enumerate(labels.items(task_id)):
        label, value = pair if isinstance(pair, list) and len(pair) == 2 else (pair, True)
        one = Fields(label, f"{task_id}[{number}]", labels.problems)
        if value and one.text("schema") in given:
            given[one.text("schema")].append(one.text("name"))
    return given
