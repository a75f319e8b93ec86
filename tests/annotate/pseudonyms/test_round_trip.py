"""An export with pseudonyms comes back as one without them, from every tool."""

import shutil
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.annotate import (
    AnnotationTool,
    Choice,
    Context,
    Link,
    Mark,
    Part,
    Task,
    View,
    annotation_tools,
    annotations_of,
    export_tasks,
    read_back,
    read_export,
)
from probenlp.annotate.manifest import MANIFEST, TASKS
from probenlp.annotate.pseudonyms import DocumentPlan, Finding, Rewriting
from probenlp.annotate.pseudonyms.codes import Codes
from probenlp.annotate.pseudonyms.plan import PassagePlan
from probenlp.annotate.task import digest
from probenlp.records import Document, Extractor, Passage, Source

VIEWS = [(tool, view) for tool in annotation_tools().values() for view in tool.views]
SETTINGS = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CHARACTERS = st.one_of(st.characters(exclude_categories=["Cs", "M"]), st.sampled_from("ab .😀\n"))
LABELS = ("share", "count", "score")


@st.composite
def findings_in(draw: st.DrawFn, text: str) -> list[Finding]:
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    return [
        Finding(start, end, "person", f"person:{text[start:end]}", "drawn") for start, end in pairs
    ]


def plan_of(task_text: str, findings: list[Finding], passage_id: str) -> PassagePlan:
    codes = Codes(b"salt")
    passage = Passage(id=passage_id, kind="comment", text=task_text)
    return PassagePlan(passage, findings, [codes.instead_of(one) for one in findings])


def document_plan(passages: dict[str, PassagePlan]) -> DocumentPlan:
    source = Source(
        name="d", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=0
    )
    document = Document(
        id="d1",
        content_sha256="0" * 64,
        source=source,
        extractor=Extractor(name="hand", version="1"),
        passages=tuple(one.passage for one in passages.values()),
    )
    authors = {"Ida Crane": "[Person K7]"}
    return DocumentPlan(document, "names", Codes(b"salt"), passages, authors, dict(authors))


@st.composite
def marks_in(draw: st.DrawFn, text: str, prefix: str) -> tuple[Mark, ...]:
    marks = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(
            Mark(
                id=f"{prefix}{number}",
                layer="statistics",
                label=draw(st.sampled_from(LABELS)),
                start=start,
                end=end,
                surface=text[start:end],
            )
        )
    return tuple(marks)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Task], list[Task], DocumentPlan]:
    """Give tasks, the same with other marks, and what is replaced in them."""
    tasks, others, plans = [], [], {}
    for number in range(draw(st.integers(1, 2))):
        text = draw(st.text(CHARACTERS, min_size=1, max_size=40))
        name = f"d1.c{number}"
        plans[name] = plan_of(text, draw(findings_in(text)), name)
        task = Task(
            id=name,
            parts=(
                Part(
                    document_id="d1",
                    passage_id=name,
                    at=0,
                    start=0,
                    end=len(text),
                    passage_sha256=digest(text),
                ),
            ),
            text=text,
            text_sha256=digest(text),
            context=Context(kind="comment", author="Ida Crane", parent_author="Ida Crane"),
            layers=("statistics",),
        )
        tasks.append(task.with_judgements(draw(marks_in(text, "x")), (), ()))
        others.append(task.with_judgements(draw(marks_in(text, "y")), (), ()))
    return tasks, others, document_plan(plans)


def export(
    tasks: list[Task],
    tool: AnnotationTool,
    view: View,
    root: Path,
    plan: DocumentPlan | None,
) -> tuple[Path, Path | None]:
    folder = Path(tempfile.mkdtemp(dir=root))
    key = Path(tempfile.mkdtemp(dir=root)) / "keys" / "key.json" if plan else None
    if key is not None:
        key.parent.mkdir()
    plans = {"d1": plan} if plan else None
    export_tasks(tasks, tool, folder, view=view.name, pseudonyms=plans, key_file=key)
    return folder, key


def held(view: View) -> bool:
    return "marks" in view.holds


@SETTINGS
@given(case=cases())
def test_with_its_key_an_export_comes_back_as_if_nothing_had_been_replaced(
    case: tuple[list[Task], list[Task], DocumentPlan], tmp_path: Path
) -> None:
    tasks, _, plan = case
    for tool, view in VIEWS:
        if not held(view):
            continue
        plain, _ = export(tasks, tool, view, tmp_path, None)
        coded, key = export(tasks, tool, view, tmp_path, plan)
        if read_export(plain)[0].left_out or read_export(coded)[0].left_out:
            assert view.unit == "grapheme"
            continue
        assert read_back(coded, tool, key_file=key)[0] == read_back(plain, tool)[0], tool.name


@SETTINGS
@given(case=cases())
def test_without_the_key_every_mark_comes_back_to_its_place(
    case: tuple[list[Task], list[Task], DocumentPlan], tmp_path: Path
) -> None:
    tasks, _, plan = case
    for tool, view in VIEWS:
        if not held(view):
            continue
        coded, _ = export(tasks, tool, view, tmp_path, plan)
        kept, report = read_back(coded, tool)
        assert report.refused == 0
        wanted = {task.id: [(m.id, m.label, m.start, m.end) for m in task.marks] for task in tasks}
        for back in kept:
            assert [(m.id, m.label, m.start, m.end) for m in back.task.marks] == wanted[
                back.task.id
            ], tool.name
            assert len(back.task.text) == back.task.parts[0].end


@SETTINGS
@given(case=cases())
def test_marks_made_over_pseudonyms_come_back_over_the_names(
    case: tuple[list[Task], list[Task], DocumentPlan], tmp_path: Path
) -> None:
    """What a person marks in a pseudonym is the whole name: no part of one can be meant."""
    tasks, others, plan = case
    for tool, view in VIEWS:
        if not held(view):
            continue
        plain, _ = laid_over(tasks, others, tool, view, tmp_path, None)
        coded, key = laid_over(tasks, others, tool, view, tmp_path, plan)
        if any(read_export(one)[0].left_out for one in (plain, coded)):
            continue
        wanted, found = read_back(plain, tool)[0], read_back(coded, tool, key_file=key)[0]
        for one, other in zip(found, wanted, strict=True):
            rewriting = plan.passages[one.task.id].rewriting
            ours, theirs = places(one.task, rewriting), places(other.task, rewriting)
            if not view.twins:  # where several stood a mark is all of them, and a name joins places
                ours, theirs = sorted(set(ours)), sorted(set(theirs))
            assert ours == theirs, tool.name


def laid_over(
    tasks: list[Task],
    others: list[Task],
    tool: AnnotationTool,
    view: View,
    root: Path,
    plan: DocumentPlan | None,
) -> tuple[Path, Path | None]:
    """Export tasks, and put other judgements of the same texts into the tool's files."""
    folder, key = export(tasks, tool, view, root, plan)
    judged, _ = export(others, tool, view, root, plan)
    for file in judged.rglob("*"):
        if file.is_file() and file.name not in (MANIFEST, TASKS):
            shutil.copy(file, folder / file.relative_to(judged))
    return folder, key


def places(task: Task, rewriting: Rewriting) -> list[tuple[str, int, int]]:
    """Give where marks stand, each moved out to the ends of the names that it touches."""
    return sorted(
        (mark.label, *rewriting.back(*rewriting.there(mark.start, mark.end))) for mark in task.marks
    )


def test_a_label_of_a_sentence_and_a_link_come_back_too(tmp_path: Path) -> None:
    text = "Ida Crane said half of them were late."
    name = "d1.c0"
    finding = Finding(0, 9, "person", "person:ida crane", "by hand")
    plan = document_plan({name: plan_of(text, [finding], name)})
    part = Part(
        document_id="d1", passage_id=name, at=0, start=0, end=38, passage_sha256=digest(text)
    )
    task = Task(
        id=name,
        parts=(part,),
        text=text,
        text_sha256=digest(text),
        layers=("quotations",),
    )
    speaker = {"speaker": "Ida Crane"}
    marks = (
        Mark(
            id="q1",
            layer="quotations",
            label="indirect",
            start=15,
            end=37,
            surface=text[15:37],
            attributes=speaker,
        ),
        Mark(id="q2", layer="quotations", label="speaker", start=4, end=9, surface="Crane"),
    )
    link = Link(layer="quotations", label="said_by", source="q1", target="q2")
    task = task.with_judgements(marks, (link,), ())
    folder, key = _exported(task, plan, tmp_path)
    kept, _ = read_back(folder, annotation_tools()["jsonl"], key_file=key)
    assert kept[0].task == task
    sent = read_export(folder)[1][0]
    assert "Crane" not in msgspec.json.encode(sent).decode()
    assert sent.marks[0].surface == sent.text[: sent.marks[0].end]


def _exported(task: Task, plan: DocumentPlan, root: Path) -> tuple[Path, Path]:
    key = root / "keys" / "key.json"
    key.parent.mkdir()
    folder = root / "out" / "export"
    export_tasks([task], annotation_tools()["jsonl"], folder, pseudonyms={"d1": plan}, key_file=key)
    return folder, key


def test_choices_with_a_speaker_come_back(tmp_path: Path) -> None:
    text = "Ida Crane was there."
    name = "d1.c0"
    finding = Finding(0, 9, "person", "person:ida crane", "by hand")
    plan = document_plan({name: plan_of(text, [finding], name)})
    part = Part(
        document_id="d1", passage_id=name, at=0, start=0, end=20, passage_sha256=digest(text)
    )
    task = Task(
        id=f"{name}:0-20",
        about="sentence",
        parts=(part,),
        text=text,
        text_sha256=digest(text),
        layers=("voice",),
        choices=(Choice(layer="voice", label="commentary", attributes={"speaker": "Ida Crane"}),),
    )
    folder, key = _exported(task, plan, tmp_path)
    sent = read_export(folder)[1][0]
    assert sent.choices[0].attributes == {"speaker": "[Person K7]"}
    kept, _ = read_back(folder, annotation_tools()["jsonl"], key_file=key)
    assert kept[0].task == task


@pytest.mark.parametrize("with_key", [True, False])
def test_annotations_stand_in_offsets_of_the_passage(tmp_path: Path, with_key: bool) -> None:
    text = "Thanks Ida Crane, half of them."
    name = "d1.c0"
    finding = Finding(7, 16, "person", "person:ida crane", "by hand")
    plan = document_plan({name: plan_of(text, [finding], name)})
    part = Part(
        document_id="d1", passage_id=name, at=0, start=0, end=31, passage_sha256=digest(text)
    )
    mark = Mark(id="m1", layer="statistics", label="share", start=18, end=22, surface="half")
    task = Task(
        id=name, parts=(part,), text=text, text_sha256=digest(text), layers=("statistics",)
    ).with_judgements((mark,), (), ())
    folder, key = _exported(task, plan, tmp_path)
    tool = annotation_tools()["jsonl"]
    kept, _ = read_back(folder, tool, key_file=key if with_key else None)
    judged = [msgspec.structs.replace(one, answer="accept") for one in kept]
    (one,) = annotations_of(judged, by="R", at="2026-01-01T00:00:00Z", guidelines="1", tool="x")
    assert one.text == (text if with_key else text.replace("Ida Crane", "█" * 9))
    assert one.marks[0].mark == mark
    assert (one.parts[0] == part) is with_key
