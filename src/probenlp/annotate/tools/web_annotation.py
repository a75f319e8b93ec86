"""W3C Web Annotation: JSON-LD in which each mark stands alone and points into its text.

A mark has both selectors: the position in code points, and the words with what is before and after
them, which find the place again in a page that has changed. The texts stand in ``texts.jsonl`` by
the addresses (``urn:``) that the marks name as their sources.

Format: Web Annotation Data Model, W3C Recommendation, 23 February 2017.

"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from probenlp.annotate.fields import Fields
from probenlp.annotate.task import Choice, Mark, Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.answers import answer_of
from probenlp.annotate.tools.jsonl import pairs_of
from probenlp.annotate.wire import ascii_json, find_file, json_lines, read_json

DATA, TEXTS = "annotations.jsonld", "texts.jsonl"

_PREFIX = "urn:probenlp:task:"
_AROUND = 32

_PAGE = View(
    name="page",
    unit="code_point",
    holds=frozenset({"marks", "links", "choices"}),
    attributes=True,
)


class WebAnnotation:
    """An annotation page of the W3C's model."""

    name = "web-annotation"
    views = (_PAGE,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``annotations.jsonld`` and ``texts.jsonl``."""
        items = [item for task in tasks for item in _items(task, sheet)]
        page = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "urn:probenlp:annotations",
            "type": "AnnotationPage",
            "items": items,
        }
        yield DATA, ascii_json(page, indent=1) + b"\n"
        yield TEXTS, json_lines({"id": _source(task.id), "text": task.text} for task in tasks)

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read a page, or an array of annotations."""
        del sheet
        file = find_file(path, DATA)
        value = read_json(file)
        items = value.get("items") if isinstance(value, dict) else value
        if not isinstance(items, list):
            raise FormatError(f"{file}: no AnnotationPage with items, and no array of annotations")
        yield from _gathered(file.name, items)

    def steps(self, sheet: Sheet) -> str:
        """Tell what stands in it."""
        del sheet
        return f"""
`{DATA}` is an AnnotationPage; load it into any store or client of the W3C Web Annotation model,
with the texts of `{TEXTS}` under the ids that the annotations name as `source`. Positions are
Unicode code points, ends exclusive.

Each text has one annotation with the motivation `assessing`: it names the task, so that a text
without marks is known to have come back. Give its body the value `accept`, `reject` or `ignore`
once the text has been judged.
"""


def _source(task_id: str) -> str:
    return _PREFIX + quote(task_id, safe="")


def _items(task: Task, sheet: Sheet) -> Iterator[dict[str, object]]:
    source, names = _source(task.id), sheet.labels
    yield {
        "id": f"{source}:answer",
        "type": "Annotation",
        "motivation": "assessing",
        "body": {"type": "TextualBody", "value": "", "purpose": "assessing"},
        "target": source,
    }
    for mark in task.marks:
        yield {
            "id": f"{source}:mark:{quote(mark.id, safe='')}",
            "type": "Annotation",
            "motivation": "tagging",
            **_said(mark, names.name("mark", mark.layer, mark.label)),
            "target": {"source": source, "selector": _selectors(mark, task.text)},
        }
    for number, choice in enumerate(task.choices, start=1):
        yield {
            "id": f"{source}:choice:{number}",
            "type": "Annotation",
            "motivation": "classifying",
            **_said(choice, names.name("choice", choice.layer, choice.label)),
            "target": source,
        }
    for number, link in enumerate(task.links, start=1):
        name = names.name("link", link.layer, link.label)
        yield {
            "id": f"{source}:link:{number}",
            "type": "Annotation",
            "motivation": "linking",
            "body": {"type": "TextualBody", "value": name, "purpose": "tagging"},
            "target": [
                f"{source}:mark:{quote(end, safe='')}" for end in (link.source, link.target)
            ],
        }


def _said(one: Mark | Choice, name: str) -> dict[str, object]:
    """Give the body with the label, and who said so."""
    body: dict[str, object] = {"type": "TextualBody", "value": name, "purpose": "tagging"}
    body["probenlp:attributes"] = pairs_of(one.attributes)
    if one.score is not None:
        body["probenlp:score"] = one.score
    said: dict[str, object] = {"body": body}
    if one.origin is not None:
        origin = f"{one.origin.model} {one.origin.version}"
        said["generator"] = {"type": "Software", "name": origin}
    return said


def _selectors(mark: Mark, text: str) -> list[dict[str, object]]:
    return [
        {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
        {
            "type": "TextQuoteSelector",
            "exact": mark.surface,
            "prefix": text[max(0, mark.start - _AROUND) : mark.start],
            "suffix": text[mark.end : mark.end + _AROUND],
        },
    ]


class _Gathering:
    """What the annotations say of one text."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.problems: list[str] = []
        self.marks: list[ReturnedMark] = []
        self.links: list[tuple[str, str, str]] = []
        self.choices: list[str] = []
        self.answers: list[str] = []
        self.assessed = 0

    def take(self, item: object) -> None:
        """Add an annotation."""
        one = Fields(item, "", self.problems)
        body, motivation = one.inner("body"), one.text("motivation")
        if motivation == "assessing":
            self.assessed += 1
            self.answers.append(body.text("value"))
        elif motivation == "classifying":
            self.choices.append(body.text("value"))
        elif motivation == "linking":
            ends = one.texts("target")
            if len(ends) == 2:
                self.links.append((body.text("value"), ends[0], ends[1]))
            else:
                self.problems.append(f"{len(ends)} targets of a link, wanted two")
        elif motivation == "tagging":
            self._mark(one, body)
        else:
            self.problems.append(f"motivation {motivation!r}, which was not asked")

    def _mark(self, one: Fields, body: Fields) -> None:
        selectors = {s.text("type"): s for s in one.inner("target").objects("selector")}
        place, words = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
        if place is None:
            self.problems.append("a mark without a TextPositionSelector")
            return
        ref = one.text("id")
        pairs = body.objects("probenlp:attributes")
        self.marks.append(
            ReturnedMark(
                ref=ref,
                name=body.text("value"),
                start=place.whole("start"),
                end=place.whole("end"),
                surface=words.maybe_text("exact") if words is not None else None,
                id=unquote(ref.rpartition(":mark:")[2]),
                attributes=(
                    {pair.text("name"): pair.name("value") for pair in pairs}
                    if "probenlp:attributes" in body
                    else None
                ),
            )
        )

    def returned(self, task_id: str | None) -> Returned:
        """Give the record of the text."""
        if self.assessed > 1:
            self.problems.append(f"{self.assessed} annotations assess it, wanted one")
        answer = answer_of(self.answers[0] if self.answers else None, self.problems)
        return Returned(
            place=self.place,
            task_id=task_id,
            marks=tuple(self.marks),
            links=tuple(self.links),
            choices=tuple(self.choices),
            answer=answer,
            problems=tuple(self.problems),
        )


def _gathered(name: str, items: list[object]) -> Iterator[Returned]:
    texts: dict[str, _Gathering] = {}
    for number, item in enumerate(items):
        source = _source_of(item)
        if source is None:
            problem = "no source that names a text of this export"
            yield Returned(place=f"{name}[{number}]", problems=(problem,))
            continue
        gathering = texts.setdefault(source, _Gathering(f"{name}: {source}"))
        gathering.take(item)
    for source, gathering in texts.items():
        yield gathering.returned(unquote(source.removeprefix(_PREFIX)))


def _source_of(item: object) -> str | None:
    """Give the address of the text that an annotation is about."""
    target = item.get("target") if isinstance(item, dict) else None
    if isinstance(target, dict):
        target = target.get("source")
    if isinstance(target, list):
        target = target[0] if target else None
    if not isinstance(target, str) or not target.startswith(_PREFIX):
        return None
    return _PREFIX + target.removeprefix(_PREFIX).partition(":")[0]
