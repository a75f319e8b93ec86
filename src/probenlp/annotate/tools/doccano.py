"""doccano: sequence labelling, relations, and labels of whole texts.

A project counts UTF-16 units, or grapheme clusters in its grapheme mode. It refuses a whole file
in which metadata keys differ between lines, so all of ours stand in one ``meta`` with the same
keys; it overwrites ``id``, so ours stands there too; it drops overlapping spans without a word
where the project forbids them, so it must allow them; and it guesses the encoding of relation
files, so everything is ASCII. What it exports does not say whether a span is the machine's or a
person's: export confirmed examples alone.

"""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.fields import Fields
from probenlp.annotate.offsets import Offsets
from probenlp.annotate.task import Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.doccano_graphemes import counted_otherwise
from probenlp.annotate.tools.shown import meta_of
from probenlp.annotate.wire import (
    ascii_json,
    find_file,
    json_lines,
    parse_json_lines,
    read_json_lines,
)

DATA, PROJECT, LABELS, RELATIONS = "data.jsonl", "project.json", "labels.json", "relations.json"

_SEQUENCE = View(name="sequence", unit="utf16", holds=frozenset({"marks"}))
_GRAPHEMES = View(
    name="sequence-graphemes",
    unit="grapheme",
    holds=frozenset({"marks"}),
    miscounts=counted_otherwise,
)
_RELATIONS = View(name="relations", unit="utf16", holds=frozenset({"marks", "links"}))
_CLASSES = View(name="classification", unit="utf16", holds=frozenset({"choices"}))

_LARGEST = 200_000_000


class Doccano:
    """doccano's JSON Lines."""

    name = "doccano"
    views = (_SEQUENCE, _GRAPHEMES, _RELATIONS, _CLASSES)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write the lines, the labels, and the settings of the project."""
        yield DATA, json_lines(_line(task, sheet) for task in tasks)
        kind = "choice" if sheet.view == _CLASSES else "mark"
        yield LABELS, _label_types(list(sheet.labels.of("choice" if kind == "choice" else "mark")))
        if sheet.view == _RELATIONS:
            yield RELATIONS, _label_types(list(sheet.labels.of("link")))
        yield PROJECT, ascii_json(_project(sheet), indent=1) + b"\n"

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read an export: a file of lines, or the archive with one file an annotator."""
        file = find_file(path, DATA)
        for annotator, place, value, problem in _lines(file):
            if value is None:
                yield Returned(place=place, problems=(problem,))
            else:
                yield _returned(place, value, annotator, sheet)

    def steps(self, sheet: Sheet) -> str:
        """Tell how to make the project."""
        project = _project(sheet)
        relation = (
            f"   Labels, Relation, Import: `{RELATIONS}`.\n" if sheet.view == _RELATIONS else ""
        )
        unit = "grapheme clusters" if sheet.view == _GRAPHEMES else "UTF-16 units"
        settings = ", ".join(
            f"`{name}`"
            for name in ("allow_overlapping", "grapheme_mode", "use_relation")
            if project.get(name)
        )
        return f"""
1. Make a project of the type {project["project_type"]}{f" with {settings}" if settings else ""}
   (`{PROJECT}` is the body for `POST /v1/projects`). Without `allow_overlapping` doccano drops
   overlapping spans without saying so.
2. Labels, Import: `{LABELS}`.
{relation}3. Dataset, Import, JSONL, column of the text `text`, of the label `label`: `{DATA}`.
4. When done, Dataset, Export, JSONL, with "Export only approved documents": only then does an
   example that nobody has looked at stay out.

Offsets are {unit}, ends exclusive. `meta.task_id` comes back and names the task; `id` is
doccano's. The archive that it exports can be given to `--data` as it is: one file an annotator.
"""


def _project(sheet: Sheet) -> dict[str, object]:
    by_text = sheet.view == _CLASSES
    kind = "DocumentClassification" if by_text else "SequenceLabeling"
    project: dict[str, object] = {
        "name": sheet.title,
        "description": f"Layers: {', '.join(sheet.layers)}",
        "guideline": "",
        "tags": [],
        "project_type": kind,
        "resourcetype": f"{'TextClassification' if by_text else kind}Project",
    }
    if sheet.view == _CLASSES:
        project["single_class_classification"] = len(sheet.labels.by_layer("choice")) == 1
    else:
        project["allow_overlapping"] = True
        project["grapheme_mode"] = sheet.view == _GRAPHEMES
        project["use_relation"] = sheet.view == _RELATIONS
    return project


def _label_types(names: list[str]) -> bytes:
    colours = "#1f77b4 #d62728 #2ca02c #9467bd #ff7f0e #17becf #8c564b #e377c2".split()
    types = [
        {
            "text": name,
            "suffix_key": None,
            "background_color": colours[number % len(colours)],
            "text_color": "#ffffff",
        }
        for number, name in enumerate(names)
    ]
    return ascii_json(types, indent=1) + b"\n"


def _line(task: Task, sheet: Sheet) -> dict[str, object]:
    names = sheet.labels
    line: dict[str, object] = {"text": task.text, "meta": meta_of(task)}
    if sheet.view == _CLASSES:
        line["label"] = [names.name("choice", one.layer, one.label) for one in task.choices]
        return line
    offsets, unit = Offsets(task.text), sheet.view.unit
    spans = [
        (
            offsets.to(unit, mark.start),
            offsets.to(unit, mark.end),
            names.name("mark", mark.layer, mark.label),
        )
        for mark in task.marks
    ]
    if sheet.view != _RELATIONS:
        line["label"] = [list(span) for span in spans]
        return line
    line["entities"] = [
        {"id": number, "start_offset": start, "end_offset": end, "label": name}
        for number, (start, end, name) in enumerate(spans, start=1)
    ]
    number_of = {mark.id: number for number, mark in enumerate(task.marks, start=1)}
    line["relations"] = [
        {
            "id": number,
            "from_id": number_of[link.source],
            "to_id": number_of[link.target],
            "type": names.name("link", link.layer, link.label),
        }
        for number, link in enumerate(task.links, start=1)
    ]
    return line


def _lines(file: Path) -> Iterator[tuple[str | None, str, dict[str, object] | None, str]]:
    if file.suffix != ".zip":
        for place, value, problem in read_json_lines(file):
            yield None, place, value, problem
        return
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                if entry.file_size > _LARGEST:
                    raise FormatError(f"{file}: {entry.filename} is larger than any export")
                if not entry.filename.endswith(".jsonl"):
                    continue
                text = archive.read(entry).decode("utf-8")
                annotator = Path(entry.filename).stem
                for place, value, problem in parse_json_lines(text, entry.filename, str(file)):
                    yield annotator, place, value, problem
    except (zipfile.BadZipFile, UnicodeDecodeError, FileNotFoundError) as error:
        raise FormatError(f"{file}: no archive that doccano exported: {error}") from None


def _returned(
    place: str, value: dict[str, object], annotator: str | None, sheet: Sheet
) -> Returned:
    problems: list[str] = []
    line = Fields(value, "", problems)
    marks: list[ReturnedMark] = []
    choices: tuple[str, ...] = ()
    if sheet.view == _CLASSES:
        choices = tuple(line.texts("label"))
    elif sheet.view == _RELATIONS:
        marks = [_mark(one, one.name("id")) for one in line.objects("entities")]
    else:
        marks = list(_spans(line, problems))
    links = tuple(
        (one.text("type"), one.name("from_id"), one.name("to_id"))
        for one in line.objects("relations")
    )
    # Only doccano itself writes its own number and the comments.
    exported = "id" in line or "Comments" in line
    return Returned(
        place=place,
        task_id=line.inner("meta").maybe_text("task_id"),
        text=line.text("text"),
        marks=tuple(marks),
        links=links,
        choices=choices,
        answer="accept" if exported else None,
        annotator=annotator,
        problems=tuple(problems),
    )


def _spans(line: Fields, problems: list[str]) -> Iterator[ReturnedMark]:
    for number, span in enumerate(line.items("label")):
        if isinstance(span, dict):
            yield _mark(Fields(span, f"label[{number}]", problems), str(number))
            continue
        match span:
            case [int(start), int(end), str(name)]:
                yield ReturnedMark(ref=str(number), name=name, start=start, end=end)
            case _:
                problems.append(f"label[{number}]: {span!r}, wanted start, end and label")


def _mark(one: Fields, ref: str) -> ReturnedMark:
    return ReturnedMark(
        ref=ref,
        name=one.text("label"),
        start=one.whole("start_offset"),
        end=one.whole("end_offset"),
    )
