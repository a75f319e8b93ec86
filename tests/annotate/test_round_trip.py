"""What comes back is what went out, and what a person changed comes back as they changed it."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.annotate import (
    LAYERS,
    AnnotationTool,
    Choice,
    Link,
    Mark,
    Origin,
    Part,
    Task,
    View,
    annotation_tools,
    export_tasks,
    read_back,
    read_export,
)
from probenlp.annotate.manifest import MANIFEST, TASKS
from probenlp.annotate.task import digest

FREE_LABELS = {"units": ("pdu", "région du Nord", "a b"), "ratings": ("Good", "good", "‘Good’")}
"""Labels of layers without a closed list; two differ in one capital, one in its marks alone."""

MARK_LAYERS = ("units", "statistics", "ratings", "quotations", "blocks")
CHOICE_LAYERS = ("voice", "sentiment", "pairs")

CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from(
        [*"ab 1%.,‘’£é\t\r\n\v\f\x1c\x85\u2028\u2029\u200d\u0301\ufe0f\ufeff\x00\\\"'<&"]
    ),
    st.sampled_from([*"😀👩🏽", "\U0001f1ec", "\U0001f1e7"]),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["value", "unit", "name"]), st.text(CHARACTERS, max_size=8), max_size=2
)
ORIGINS = st.none() | st.builds(
    Origin, model=st.just("probenlp"), version=st.sampled_from(["0.1", "0.2"])
)
SCORES = st.none() | st.floats(min_value=0, max_value=1)


def labels_of(layer: str) -> Sequence[str]:
    return LAYERS[layer].labels or FREE_LABELS[layer]


@st.composite
def marks_in(draw: st.DrawFn, text: str, prefix: str) -> tuple[tuple[Mark, ...], tuple[Link, ...]]:
    marks: list[Mark] = []
    for number in range(draw(st.integers(0, 5))):
        layer = draw(st.sampled_from(MARK_LAYERS))
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(
            Mark(
                id=f"{prefix}{number}",
                layer=layer,
                label=draw(st.sampled_from(labels_of(layer))),
                start=start,
                end=end,
                surface=text[start:end],
                attributes=draw(ATTRIBUTES),
                score=draw(SCORES),
                origin=draw(ORIGINS),
            )
        )
    linked = [mark.id for mark in marks if mark.layer == "quotations"]
    links = set()
    if linked:
        for _ in range(draw(st.integers(0, 3))):
            label = draw(st.sampled_from(LAYERS["quotations"].link_labels))
            ends = draw(st.sampled_from(linked)), draw(st.sampled_from(linked))
            links.add(Link(layer="quotations", label=label, source=ends[0], target=ends[1]))
    return tuple(marks), tuple(links)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    layers = draw(st.lists(st.sampled_from(CHOICE_LAYERS), unique=True))
    return tuple(
        Choice(
            layer=layer,
            label=draw(st.sampled_from(labels_of(layer))),
            attributes=draw(ATTRIBUTES),
            score=draw(SCORES),
            origin=draw(ORIGINS),
        )
        for layer in layers
    )


def bare_task(number: int, text: str, *, by_choice: bool) -> Task:
    part = Part(
        document_id="d1",
        passage_id=f"d1.c{number}",
        at=0,
        start=0,
        end=len(text),
        passage_sha256=digest(text),
    )
    return Task(
        id=f"d1.c{number}:a/b",
        parts=(part,),
        text=text,
        text_sha256=digest(text),
        about="sentence" if by_choice else "passage",
        layers=CHOICE_LAYERS if by_choice else MARK_LAYERS,
    )


@st.composite
def judged_twice(draw: st.DrawFn, by_choice: bool) -> list[tuple[Task, Task]]:
    """Give tasks, each with two sets of marks that have nothing to do with each other."""
    pairs = []
    for number in range(draw(st.integers(1, 3))):
        task = bare_task(number, draw(TEXTS), by_choice=by_choice)
        twice = []
        for prefix in "xy":
            if by_choice:
                twice.append(task.with_judgements((), (), draw(choices())))
            else:
                marks, links = draw(marks_in(task.text, prefix))
                twice.append(task.with_judgements(marks, links, ()))
        pairs.append((twice[0], twice[1]))
    return pairs


VIEWS = [(tool, view) for tool in annotation_tools().values() for view in tool.views]

SETTINGS = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def views_for(what: str) -> list[tuple[AnnotationTool, View]]:
    return [(tool, view) for tool, view in VIEWS if what in view.holds]


def export(tasks: list[Task], tool: AnnotationTool, view: View, folder: Path) -> Path:
    folder = Path(tempfile.mkdtemp(dir=folder.parent))
    export_tasks(tasks, tool, folder, view=view.name, more_labels=FREE_LABELS)
    return folder


def comes_back(tasks: list[Task], tool: AnnotationTool, view: View, root: Path) -> None:
    folder = export(tasks, tool, view, root / "out")
    kept, report = read_back(folder, tool)
    assert report.whole, report
    left_out = {one.id for one in read_export(folder)[0].left_out}
    assert not left_out or view.unit == "grapheme"
    assert [one.task for one in kept] == [task for task in tasks if task.id not in left_out]
    assert not any(one.answer for one in kept if view.tells_answers), "nobody has judged it"


@SETTINGS
@given(pairs=judged_twice(by_choice=False))
def test_marks_come_back_as_they_went_out(pairs: list[tuple[Task, Task]], tmp_path: Path) -> None:
    for tool, view in views_for("marks"):
        comes_back([task for task, _ in pairs], tool, view, tmp_path)


@SETTINGS
@given(pairs=judged_twice(by_choice=True))
def test_labels_of_texts_come_back_as_they_went_out(
    pairs: list[tuple[Task, Task]], tmp_path: Path
) -> None:
    for tool, view in views_for("choices"):
        comes_back([task for task, _ in pairs], tool, view, tmp_path)


def judged_anew(
    pairs: list[tuple[Task, Task]], tool: AnnotationTool, view: View, root: Path
) -> list[tuple[Task, Task]]:
    """Lay the tool's files of other judgements over an export; give back and wanted."""
    folder = export([one for one, _ in pairs], tool, view, root / "out")
    other = export([one for _, one in pairs], tool, view, root / "other")
    if any(read_export(one)[0].left_out for one in (folder, other)):
        assert view.unit == "grapheme"
        return []
    for file in other.rglob("*"):
        if file.is_file() and file.name not in (MANIFEST, TASKS):
            shutil.copy(file, folder / file.relative_to(other))
    kept, report = read_back(folder, tool)
    assert report.whole, report
    return [(back.task, wanted) for back, (_, wanted) in zip(kept, pairs, strict=True)]


@SETTINGS
@given(pairs=judged_twice(by_choice=False))
def test_marks_are_read_from_the_tools_own_files(
    pairs: list[tuple[Task, Task]], tmp_path: Path
) -> None:
    for tool, view in views_for("marks"):
        for back, wanted in judged_anew(pairs, tool, view, tmp_path):
            met = places(back, attributes=view.attributes)
            of_wanted = places(wanted, attributes=view.attributes)
            if not view.twins:  # what stands twice in one place stands once there
                met, of_wanted = Counter(set(met)), Counter(set(of_wanted))
            assert met == of_wanted, tool.name
            if "links" in view.holds:
                assert links(back) == links(wanted), tool.name


@SETTINGS
@given(pairs=judged_twice(by_choice=True))
def test_labels_of_texts_are_read_from_the_tools_own_files(
    pairs: list[tuple[Task, Task]], tmp_path: Path
) -> None:
    for tool, view in views_for("choices"):
        for back, wanted in judged_anew(pairs, tool, view, tmp_path):
            met = [(choice.layer, choice.label) for choice in back.choices]
            assert met == [(choice.layer, choice.label) for choice in wanted.choices], tool.name


def places(task: Task, *, attributes: bool) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            mark.layer,
            mark.label,
            mark.start,
            mark.end,
            mark.surface,
            tuple(sorted(mark.attributes.items())) if attributes else None,
        )
        for mark in task.marks
    )


def links(task: Task) -> set[tuple[object, ...]]:
    place = {mark.id: (mark.label, mark.start, mark.end) for mark in task.marks}
    return {(link.label, place[link.source], place[link.target]) for link in task.links}
