"""A text with marks, a sentence with a label, and what it takes to change a tool's files."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from probenlp.annotate import (
    Choice,
    Context,
    Link,
    Mark,
    Origin,
    Part,
    Task,
    export_tasks,
    tool_named,
)
from probenlp.annotate.task import digest

Export = Callable[..., Path]
Change = Callable[[Path, Callable[[Any], Any]], Path]


@pytest.fixture
def plain_task() -> Task:
    """A short text with two figures and a quotation, an emoji before them."""
    text = "😀 Only 25 per cent at Gullhaven, ‘the lamp is out’, said Ida Crane."
    part = Part(
        document_id="d1",
        passage_id="d1.c1",
        at=0,
        start=0,
        end=len(text),
        passage_sha256=digest(text),
    )
    task = Task(
        id="d1.c1",
        parts=(part,),
        text=text,
        text_sha256=digest(text),
        layers=("statistics", "quotations"),
    )
    words = [
        ("statistics", "share", "25 per cent", {"value": "25"}),
        ("quotations", "direct", "the lamp is out", {}),
        ("quotations", "speaker", "Ida Crane", {"speaker": "Ida Crane"}),
    ]
    marks = tuple(
        Mark(
            id=f"m{number}",
            layer=layer,
            label=label,
            start=text.index(surface),
            end=text.index(surface) + len(surface),
            surface=surface,
            attributes=attributes,
            origin=Origin(model="probenlp", version="0.1"),
        )
        for number, (layer, label, surface, attributes) in enumerate(words, start=1)
    )
    link = Link(layer="quotations", label="said_by", source="m2", target="m3")
    return task.with_judgements(marks, (link,), ())


@pytest.fixture
def choice_task() -> Task:
    """A sentence whose voice a model gave, unsurely."""
    text = "😀 Nobody has lit lamp 7 since May."
    part = Part(
        document_id="d1",
        passage_id="d1.c2",
        at=0,
        start=10,
        end=10 + len(text),
        passage_sha256=digest(" " * 10 + text),
    )
    origin = Origin(model="probenlp", version="0.1")
    choice = Choice(layer="voice", label="practitioner_testimony", score=0.5, origin=origin)
    return Task(
        id="d1.c2:10-44",
        about="sentence",
        parts=(part,),
        text=text,
        text_sha256=digest(text),
        context=Context(title="Lamps", parent="Are they lit?", parent_author="Moorhen"),
        layers=("voice",),
        choices=(choice,),
    )


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Export tasks for a tool's view; give the folder."""

    def export(tasks: Sequence[Task], tool: str, view: str | None = None) -> Path:
        folder = tmp_path / "export"
        export_tasks(tasks, tool_named(tool), folder, view=view)
        return folder

    return export


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Rewrite the JSON of a file, one value or one a line; give the new file."""

    def change(file: Path, by: Callable[[Any], Any]) -> Path:
        text = file.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.split("\n") if line] if by_line(file) else None
        changed = by(json.loads(text) if lines is None else lines)
        out = tmp_path / f"annotated{file.suffix}"
        if lines is None:
            out.write_text(json.dumps(changed), encoding="utf-8")
        else:
            out.write_text("".join(json.dumps(one) + "\n" for one in changed), encoding="utf-8")
        return out

    return change


def by_line(file: Path) -> bool:
    return file.suffix == ".jsonl"
