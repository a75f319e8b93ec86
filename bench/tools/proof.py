"""One view of one tool, proven: out, seen, changed by hand, and back."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import cases
import msgspec
from browser import seen
from driver import Driver, Project
from server import ToolError, time_limit

from probenlp.annotate import (
    Annotation,
    Manifest,
    Task,
    export_tasks,
    read_export,
    tool_named,
    view_of,
)

LAYERS = {
    "marks": ("statistics", "units", "people", "quotations"),
    "choices": ("voice", "sentiment"),
}
_PROBENLP = (sys.executable, "-m", "probenlp")
_A_TEXT = 60
"""Seconds that opening, reading and changing one text may take."""

Kept = Counter[tuple[str, str, str, int, int, str]]


@dataclass(kw_only=True)
class Proof:
    """What was found for one view.

    Attributes
    ----------
    texts, imported : int
        Of the hard texts, how many went out, and how many the tool holds.
    shown, of_shown : int
        Marks (or preset labels) that were on the screen as they are stored.
    drawn, of_drawn : int
        Marks drawn (or labels chosen) by hand that came back as they were drawn.
    removed, of_removed : int
        Marks taken away by hand that came back as taken away.
    back, of_back : int
        Marks (or labels) left as they were that came back equal, with id, score and origin.
    sample_texts, sample_back, of_sample
        Texts of the corpus that came back, and their marks (or labels).
    doubled : str
        What the importer says of an export that was taken in twice.
    faults : list of str
        What was not as it should be.
    """

    tool: str
    view: str
    judged: str
    texts: int = 0
    imported: int = 0
    shown: int = 0
    of_shown: int = 0
    drawn: int = 0
    of_drawn: int = 0
    removed: int = 0
    of_removed: int = 0
    back: int = 0
    of_back: int = 0
    sample_texts: int = 0
    of_sample_texts: int = 0
    sample_back: int = 0
    of_sample: int = 0
    doubled: str = ""
    left_out: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Give the fields for the file of results."""
        return asdict(self)


@dataclass(frozen=True)
class Place:
    """Where a proof works: a folder, and the run whose texts are sent through besides."""

    folder: Path
    run: Path


def prove(driver: Driver, tool: str, view: str, judged: str, place: Place) -> Proof:
    """Prove one view for marks, or for labels of whole texts."""
    proof = Proof(tool=tool, view=view, judged=judged)
    folder = place.folder / f"{tool}-{view}-{judged}"
    folder.mkdir()
    with time_limit(900, f"{tool}/{view}, {judged}: hard texts"):
        _hard(driver, proof, folder / "hard")
    with time_limit(600, f"{tool}/{view}, {judged}: twice"):
        _twice(driver, proof, folder / "twice")
    with time_limit(900, f"{tool}/{view}, {judged}: our own pages"):
        _sample(driver, proof, folder / "sample", place.run)
    return proof


def _hard(driver: Driver, proof: Proof, folder: Path) -> None:
    tasks = cases.mark_tasks() if proof.judged == "marks" else cases.choice_tasks()
    manifest = export_tasks(tasks, tool_named(proof.tool), folder / "out", view=proof.view)
    proof.left_out = [f"{one.id}: {one.reason}" for one in manifest.left_out]
    _, kept = read_export(folder / "out")
    project = driver.load(folder / "out", manifest)
    proof.texts, proof.imported = len(kept), project.imported()
    wanted: dict[str, Kept] = {}
    for number, task in enumerate(kept):
        with time_limit(_A_TEXT, f"{proof.tool}/{proof.view}: {task.id}"):
            project.open(number)
            if proof.judged == "marks":
                wanted[task.id] = _judge_marks(project, proof, manifest, task, first=number == 0)
            else:
                wanted[task.id] = _judge_choices(project, proof, manifest, task, number == 0)
    _compare(proof, wanted, _brought_back(proof, folder, project.written(folder)))


def _judge_marks(
    project: Project, proof: Proof, manifest: Manifest, task: Task, *, first: bool
) -> Kept:
    shown = view_of(tool_named(proof.tool), proof.view).shows(task.text)
    words = [seen(shown[mark.start : mark.end]) for mark in task.marks]
    met = [seen(one) for one in project.shown_marks()]
    proof.shown += sum((Counter(words) & Counter(met)).values())
    proof.of_shown += len(words)
    if Counter(words) != Counter(met):
        proof.faults.append(f"{task.id}: shows {sorted(met)!a}, stored are {sorted(words)!a}")
    case = next(one for one in cases.CASES if one.text == task.text)
    label = manifest.labels.name("mark", cases.DRAWN_LAYER, cases.DRAWN_LABEL)
    wanted = Counter(
        _key("kept", mark.layer, mark.label, mark.start, mark.end, mark.surface)
        for mark in task.marks
    )
    if first:
        gone = next(mark for mark in task.marks if mark.layer == "units")
        project.remove(manifest.labels.name("mark", gone.layer, gone.label), gone.surface)
        of = (gone.layer, gone.label, gone.start, gone.end, gone.surface)
        wanted[_key("kept", *of)] -= 1
        wanted[_key("removed", *of)] += 1
    project.draw(label, case.draw)
    start, end = cases.drawn_at(case)
    wanted[_key("added", cases.DRAWN_LAYER, cases.DRAWN_LABEL, start, end, case.draw)] += 1
    project.finish()
    return +wanted


def _judge_choices(
    project: Project, proof: Proof, manifest: Manifest, task: Task, first: bool
) -> Kept:
    names = {manifest.labels.name("choice", one.layer, one.label) for one in task.choices}
    met = project.shown_choices()
    proof.shown += len(names & met)
    proof.of_shown += len(names)
    if names != met:
        proof.faults.append(f"{task.id}: shows {sorted(met)}, stored are {sorted(names)}")
    wanted: Kept = Counter(_key("kept", one.layer, one.label) for one in task.choices)
    if first:
        old = next(one for one in task.choices if one.layer == "voice")
        project.choose(
            manifest.labels.name("choice", "voice", cases.NEW_VOICE),
            instead_of=manifest.labels.name("choice", "voice", old.label),
        )
        wanted[_key("kept", "voice", old.label)] -= 1
        wanted[_key("removed", "voice", old.label)] += 1
        wanted[_key("added", "voice", cases.NEW_VOICE)] += 1
    project.finish()
    return +wanted


def _key(
    standing: str, layer: str, label: str, start: int = 0, end: int = 0, surface: str = ""
) -> tuple[str, str, str, int, int, str]:
    return standing, layer, label, start, end, surface


def _of(annotation: Annotation) -> Kept:
    """Give what was said, and see that what was kept still has its id, score and origin."""
    found: Kept = Counter()
    for one in annotation.marks:
        mark = one.mark
        plain = (mark.layer, mark.label, mark.start, mark.end, mark.surface)
        machine = mark.origin == cases.ORIGIN and mark.score == 0.5 and mark.attributes != {}
        standing = one.standing if machine == (one.standing != "added") else "unclear"
        found[_key(standing, *plain)] += 1
    for judged in annotation.choices:
        choice = judged.choice
        machine = choice.origin == cases.ORIGIN and choice.score is not None
        standing = judged.standing if machine == (judged.standing != "added") else "unclear"
        found[_key(standing, choice.layer, choice.label)] += 1
    return found


def _compare(proof: Proof, wanted: dict[str, Kept], back: Sequence[Annotation]) -> None:
    met = {one.task_id: _of(one) for one in back if one.answer == "accept"}
    for task_id, kept in wanted.items():
        found = met.get(task_id, Counter())
        for key, count in kept.items():
            same = min(count, found[key])
            match key[0]:
                case "added":
                    proof.drawn, proof.of_drawn = proof.drawn + same, proof.of_drawn + count
                case "removed":
                    proof.removed += same
                    proof.of_removed += count
                case _:
                    proof.back, proof.of_back = proof.back + same, proof.of_back + count
        for key in found - kept:
            proof.faults.append(f"{task_id}: came back as {key!a}")


def _brought_back(proof: Proof, folder: Path, data: Path) -> list[Annotation]:
    out = folder / "annotations.jsonl"
    command = [*_PROBENLP, "import", str(folder / "out"), "--tool", proof.tool, "--by", "Ida"]
    command += ["--guidelines", "1", "--data", str(data), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        proof.faults += [f"import: {line}" for line in done.stderr.splitlines()]
    lines = out.read_bytes().split(b"\n")[:-1] if out.exists() else []
    return [msgspec.json.decode(line, type=Annotation) for line in lines]


def _twice(driver: Driver, proof: Proof, folder: Path) -> None:
    """Take the same export in twice; the importer must take each text once and say so."""
    tasks = cases.mark_tasks()[:3] if proof.judged == "marks" else cases.choice_tasks()
    manifest = export_tasks(tasks, tool_named(proof.tool), folder / "out", view=proof.view)
    project = driver.load(folder / "out", manifest)
    project.again()
    held = project.imported()
    report = folder / "report.json"
    command = [*_PROBENLP, "import", str(folder / "out"), "--tool", proof.tool, "--by", "Ida"]
    command += ["--guidelines", "1", "--data", str(project.written(folder))]
    command += ["-o", str(folder / "annotations.jsonl"), "--report", str(report)]
    subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    result = json.loads(report.read_bytes())
    same = sum("the same as" in reason for one in result["records"] for reason in one["reasons"])
    proof.doubled = f"{held} held, {result['kept']} kept, {same} refused as the same"
    if result["kept"] != len(tasks) or held != result["kept"] + same:
        proof.faults.append(f"taken in twice: {proof.doubled} of {len(tasks)}")


def _sample(driver: Driver, proof: Proof, folder: Path, run: Path) -> None:
    """Send the texts of a run through, accepted as they are."""
    folder.mkdir()
    by = "passage" if proof.judged == "marks" else "sentence"
    command = [*_PROBENLP, "export", str(run), "--tool", proof.tool, "--view", proof.view]
    command += ["--by", by, "-o", str(folder / "out")]
    for layer in LAYERS[proof.judged]:
        command += ["--layer", layer]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if not (folder / "out" / "manifest.json").exists():
        raise ToolError(f"probenlp export: {done.stderr}")
    manifest, tasks = read_export(folder / "out")
    project = driver.load(folder / "out", manifest)
    proof.of_sample_texts = len(tasks)
    proof.sample_texts = project.imported()
    project.finish_all()
    data = project.written(folder)
    kept, report = _read(folder / "out", proof.tool, data)
    for task in tasks:
        wanted, found = _plain(task), _plain(kept[task.id]) if task.id in kept else Counter()
        proof.of_sample += wanted.total()
        proof.sample_back += (wanted & found).total()
    proof.faults += [f"sample: {line}" for line in report[:5]]


def _read(folder: Path, tool: str, data: Path) -> tuple[dict[str, Task], list[str]]:
    from probenlp.annotate import read_back

    kept, report = read_back(folder, tool_named(tool), data)
    refused = [f"{one.task_id}: {one.reasons}" for one in report.records if not one.kept]
    missing = [f"{one}: missing" for one in report.missing]
    return {one.task.id: one.task for one in kept}, [*refused, *missing]


def _plain(task: Task) -> Counter[object]:
    marks: Iterable[object] = [
        (mark.id, mark.layer, mark.label, mark.start, mark.end, mark.origin) for mark in task.marks
    ]
    links: Iterable[object] = [("link", *msgspec.structs.astuple(link)) for link in task.links]
    choices: Iterable[object] = [(one.layer, one.label, one.origin) for one in task.choices]
    return Counter([*marks, *links, *choices])
