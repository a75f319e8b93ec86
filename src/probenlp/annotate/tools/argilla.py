"""Argilla 2: a dataset folder as ``Dataset.from_disk`` reads it and ``to_disk`` writes it.

The program's marks are suggestions, a person's are responses. Offsets are code points, as the
server checks them; its page counts UTF-16 units, so what was drawn by hand in a text with an emoji
may have moved: a mark whose words are not where it says is refused.

"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.fields import Fields
from probenlp.annotate.task import Answer, Choice, Mark, Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.shown import meta_of
from probenlp.annotate.wire import ascii_json, find_file, read_json

RECORDS = "records.json"
SETTINGS, DATASET = ".argilla/settings.json", ".argilla/dataset.json"

_ANSWERS: dict[str, Answer] = {"submitted": "accept", "discarded": "reject"}

_DATASET = View(name="dataset", unit="code_point", holds=frozenset({"marks", "choices"}))


class Argilla:
    """Argilla's dataset folder."""

    name = "argilla"
    views = (_DATASET,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write the records, the settings and the dataset's name."""
        yield RECORDS, ascii_json([_record(task, sheet) for task in tasks]) + b"\n"
        yield SETTINGS, ascii_json(_settings(sheet), indent=1) + b"\n"
        yield DATASET, ascii_json(_dataset(sheet), indent=1) + b"\n"

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read ``records.json``."""
        file = find_file(path, RECORDS)
        value = read_json(file)
        if not isinstance(value, list):
            raise FormatError(f"{file}: a JSON {type(value).__name__}, wanted an array of records")
        if value and not any(isinstance(one, dict) and "fields" in one for one in value):
            raise FormatError(f"{file}: no record with 'fields'; wanted what to_disk() wrote")
        for number, one in enumerate(value):
            yield from _returned(f"{file.name}[{number}]", one, sheet)

    def steps(self, sheet: Sheet) -> str:
        """Tell how to load the folder and how to save it again."""
        del sheet
        return """
    import argilla as rg
    client = rg.Argilla(api_url="http://localhost:6900", api_key="...")
    dataset = rg.Dataset.from_disk("THIS_FOLDER", workspace="argilla", client=client)

and when the work is done:

    client.datasets(name=dataset.name, workspace="argilla").to_disk("ANNOTATED")

then give `ANNOTATED` to `--data`. Offsets are Unicode code points, ends exclusive. The record's
`id` names the task. Argilla's page counts UTF-16 units when a person draws a mark after an emoji;
such marks come back moved, and a mark that was moved past the text, or on to other words than it
names, is refused. Discarding a record is a negative judgement.
"""


def _question_for_marks(layer: str) -> str:
    return f"mark_{layer}"


def _question_for_choice(layer: str) -> str:
    return f"choose_{layer}"


def _record(task: Task, sheet: Sheet) -> dict[str, object]:
    suggestions: dict[str, object] = {}
    for layer in sheet.labels.by_layer("mark"):
        marks = [mark for mark in task.marks if mark.layer == layer]
        spans = [
            {
                "start": mark.start,
                "end": mark.end,
                "label": sheet.labels.name("mark", mark.layer, mark.label),
            }
            for mark in marks
        ]
        if spans:
            suggestions[_question_for_marks(layer)] = _suggestion(spans, marks)
    for choice in task.choices:
        name = sheet.labels.name("choice", choice.layer, choice.label)
        suggestion = {**_suggestion(name, [choice]), "score": choice.score}
        suggestions[_question_for_choice(choice.layer)] = suggestion
    meta = meta_of(task)
    return {
        "id": task.id,
        "fields": {"text": task.text, **{name: meta[name] for name in ("title", "answers")}},
        "metadata": {name: meta[name] for name in ("document_id", "passage_id", "kind")},
        "suggestions": suggestions,
        "responses": {},
        "vectors": {},
        "status": "pending",
    }


def _suggestion(value: object, marked: Sequence[Mark | Choice]) -> dict[str, object]:
    origins = [one.origin for one in marked if one.origin is not None]
    scores = [one.score for one in marked]
    return {
        "value": value,
        # A list of scores must have one for each span, so all or none.
        "score": None if None in scores else scores,
        "agent": f"{origins[0].model} {origins[0].version}" if origins else None,
    }


def _settings(sheet: Sheet) -> dict[str, object]:
    questions = [
        _question(_question_for_marks(layer), layer, names, "span")
        for layer, names in sheet.labels.by_layer("mark").items()
    ]
    questions += [
        _question(_question_for_choice(layer), layer, names, "label_selection")
        for layer, names in sheet.labels.by_layer("choice").items()
    ]
    return {
        "guidelines": f"Layers: {', '.join(sheet.layers)}",
        "questions": questions,
        "fields": [_field("text", True), _field("title", False), _field("answers", False)],
        "vectors": [],
        "metadata": [_metadata(name) for name in ("document_id", "passage_id", "kind")],
        "allow_extra_metadata": True,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
        "mapping": None,
    }


def _question(name: str, layer: str, labels: Sequence[str], kind: str) -> dict[str, object]:
    settings: dict[str, object] = {
        "type": kind,
        "options": [{"value": label, "text": label} for label in labels],
        "visible_options": None,
    }
    if kind == "span":
        settings |= {"field": "text", "allow_overlapping": True}
    return {
        "name": name,
        "title": layer,
        "description": None,
        "required": False,
        "settings": settings,
        "type": kind,
    }


def _field(name: str, required: bool) -> dict[str, object]:
    return {
        "name": name,
        "title": name,
        "required": required,
        "description": None,
        "settings": {"type": "text", "use_markdown": False},
        "type": "text",
    }


def _metadata(name: str) -> dict[str, object]:
    return {
        "name": name,
        "title": name,
        "settings": {"type": "terms", "values": None, "visible_for_annotators": True},
        "visible_for_annotators": True,
    }


def _dataset(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.title,
        "status": "draft",
        "guidelines": None,
        "allow_extra_metadata": True,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
    }


def _returned(place: str, value: object, sheet: Sheet) -> Iterator[Returned]:
    problems: list[str] = []
    record = Fields(value, "", problems)
    text = record.inner("fields").text("text")
    responses, people = record.inner("responses"), dict[str, dict[str, Fields]]()
    for question in responses.values:
        for one in responses.objects(question):
            people.setdefault(one.name("user_id"), {})[question] = one
    suggested = record.inner("suggestions")
    if not people:
        answers = {name: suggested.inner(name) for name in suggested.values}
        yield _answered(place, record, text, answers, None, None, problems)
    for person, answers in people.items():
        own = list(problems)
        states = {one.maybe_text("status") or "submitted" for one in answers.values()}
        answer = None if "draft" in states else _ANSWERS.get(min(states))
        for one in answers.values():
            one.problems = own
        yield _answered(f"{place} by {person}", record, text, answers, person, answer, own)
    del sheet


def _answered(
    place: str,
    record: Fields,
    text: str,
    answers: dict[str, Fields],
    person: str | None,
    answer: Answer | None,
    problems: list[str],
) -> Returned:
    marks: list[ReturnedMark] = []
    choices: list[str] = []
    for question, one in answers.items():
        if question.startswith("choose_"):
            choices.append(one.text("value"))
            continue
        for span in one.objects("value"):
            marks.append(
                ReturnedMark(
                    ref=str(len(marks)),
                    name=span.text("label"),
                    start=span.whole("start"),
                    end=span.whole("end"),
                    surface=span.maybe_text("text"),
                )
            )
    return Returned(
        place=place,
        task_id=record.name("id") if "id" in record else None,
        text=text,
        marks=tuple(marks),
        choices=tuple(choices),
        answer=answer,
        annotator=person,
        problems=tuple(problems),
    )
