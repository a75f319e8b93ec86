"""INCEpTION: UIMA CAS JSON 0.4.0, a file a task, and the type system that makes its layers.

On the wire UIMA counts UTF-16 units. A CAS holds its own types, so each file can be read alone, by
INCEpTION as by ``dkpro-cassis``, which the tests use. What INCEpTION writes back has types of its
own besides ours, and numbers features as it likes: only our types are read.

Format: https://github.com/apache/uima-uimaj-io-jsoncas, "UIMA CAS JSON".

"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.fields import Fields
from probenlp.annotate.offsets import Offsets
from probenlp.annotate.task import Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.folders import files_of, name_of
from probenlp.annotate.tools.inception_types import LINK, MARK, TASK, type_system_xml, types
from probenlp.annotate.wire import ascii_json, read_json

_CAS = View(
    name="cas",
    unit="utf16",
    holds=frozenset({"marks", "links"}),
    attributes=True,
    tells_answers=False,
)

_VIEW = "_InitialView"


class Inception:
    """INCEpTION's UIMA CAS JSON."""

    name = "inception"
    views = (_CAS,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write a CAS a task, and ``typesystem.xml``."""
        for number, task in enumerate(tasks, start=1):
            name = f"documents/{name_of(number, task)}.json"
            yield name, ascii_json(_cas(task, sheet), indent=1) + b"\n"
        yield "typesystem.xml", type_system_xml().encode("utf-8")
        tags = [{"tag_name": name} for name in sheet.labels.of("mark")]
        yield "tagset.json", ascii_json(_tagset("probenlp labels", tags), indent=1) + b"\n"
        tags = [{"tag_name": name} for name in sheet.labels.of("link")]
        yield "relations.json", ascii_json(_tagset("probenlp relations", tags), indent=1) + b"\n"

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read the files of a folder, one annotator's or one export's."""
        for file in files_of(path, "documents", ".json"):
            yield _returned(file)
        del sheet

    def steps(self, sheet: Sheet) -> str:
        """Tell how to make the project."""
        del sheet
        return f"""
1. Settings, Layers, Import: `typesystem.xml` (UIMA type system). It makes the span layer
   `{MARK}` and the relation layer `{LINK}` on it; allow both to overlap and to cross sentences,
   and set the granularity to characters.
2. Settings, Tagsets, Import: `tagset.json` and `relations.json` (JSON); attach the first to the
   feature `label` of the marks, the second to that of the relations.
3. Settings, Documents: the files of `documents/`, format UIMA CAS JSON 0.4.0.
4. When done, export with the secondary format UIMA CAS JSON 0.4.0; give the folder with one
   annotator's files, or with the curated ones, to `--data`.

Offsets in the files are UTF-16 units, ends exclusive. The feature `taskId` names the task. The
files do not say which documents a person has finished: give only those that are.
"""


def _tagset(name: str, tags: list[dict[str, str]]) -> dict[str, object]:
    return {"name": name, "description": "", "language": "en", "tags": tags, "create_tag": False}


def _cas(task: Task, sheet: Sheet) -> dict[str, object]:
    offsets, names = Offsets(task.text), sheet.labels
    length = offsets.length("utf16")
    structures: list[dict[str, object]] = [
        {
            "%ID": 1,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": _VIEW,
            "mimeType": "text/plain",
            "sofaString": task.text,
        },
        {"%ID": 2, "%TYPE": TASK, "@sofa": 1, "begin": 0, "end": length, "taskId": task.id},
    ]
    number_of: dict[str, int] = {}
    begin_of: dict[str, tuple[int, int]] = {}
    for mark in task.marks:
        number_of[mark.id] = number = len(structures) + 1
        begin, end = offsets.to("utf16", mark.start), offsets.to("utf16", mark.end)
        begin_of[mark.id] = begin, end
        structure: dict[str, object] = {
            "%ID": number,
            "%TYPE": MARK,
            "@sofa": 1,
            "begin": begin,
            "end": end,
            "label": names.name("mark", mark.layer, mark.label),
            "markId": mark.id,
            "attributes": ascii_json(mark.attributes).decode("ascii"),
        }
        if mark.origin is not None:
            structure["origin"] = f"{mark.origin.model} {mark.origin.version}"
        if mark.score is not None:
            structure["score"] = repr(mark.score)
        structures.append(structure)
    for link in task.links:
        begin, end = begin_of[link.target]
        structures.append(
            {
                "%ID": len(structures) + 1,
                "%TYPE": LINK,
                "@sofa": 1,
                "begin": begin,
                "end": end,
                "label": names.name("link", link.layer, link.label),
                "@Governor": number_of[link.source],
                "@Dependent": number_of[link.target],
            }
        )
    members = [structure["%ID"] for structure in structures[1:]]
    return {
        "%TYPES": types(),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {_VIEW: {"%SOFA": 1, "%MEMBERS": members}},
    }


def _returned(file: Path) -> Returned:
    value = read_json(file)
    if not isinstance(value, dict) or "%FEATURE_STRUCTURES" not in value:
        raise FormatError(f"{file}: no CAS; export as UIMA CAS JSON 0.4.0")
    problems: list[str] = []
    cas = Fields(value, "", problems)
    structures = list(cas.objects("%FEATURE_STRUCTURES"))
    texts = [one.text("sofaString") for one in structures if "sofaString" in one]
    tasks = [one.text("taskId") for one in structures if one.values.get("%TYPE") == TASK]
    marks = [_mark(one, problems) for one in structures if one.values.get("%TYPE") == MARK]
    links = tuple(
        (one.text("label"), one.name("@Governor"), one.name("@Dependent"))
        for one in structures
        if one.values.get("%TYPE") == LINK
    )
    return Returned(
        place=file.name,
        task_id=tasks[0] if len(tasks) == 1 else None,
        text=texts[0] if len(texts) == 1 else "",
        marks=tuple(marks),
        links=links,
        answer="accept",
        problems=tuple(problems),
    )


def _mark(one: Fields, problems: list[str]) -> ReturnedMark:
    return ReturnedMark(
        ref=one.name("%ID"),
        name=one.text("label"),
        start=one.whole("begin") if "begin" in one else 0,  # a CAS may leave out a zero
        end=one.whole("end"),
        id=one.maybe_text("markId"),
        attributes=attributes_of(one.maybe_text("attributes"), one.where, problems),
    )


def attributes_of(text: str | None, where: str, problems: list[str]) -> dict[str, str] | None:
    """Read attributes that travel as a string of JSON; None where the mark has none."""
    if not text:
        return None
    try:
        return Fields({"attributes": json.loads(text)}, where, problems).strings("attributes")
    except ValueError:
        problems.append(f"{where}.attributes: {text[:60]!r}, wanted a JSON object")
        return None
