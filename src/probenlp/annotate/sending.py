"""Write tasks out for a tool: its data, its configuration, a manifest, and the steps to load it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from probenlp.annotate.labels import map_labels
from probenlp.annotate.layers import LAYERS, LayerError
from probenlp.annotate.manifest import (
    MANIFEST,
    TASKS,
    LeftOut,
    Manifest,
    digest_of,
    encode_tasks,
    listed,
    versions_of,
)
from probenlp.annotate.offsets import Offsets
from probenlp.annotate.pseudonyms.beside import (
    REPORT,
    Key,
    Sealed,
    check_key_place,
    forms_of,
    report_of,
    write_key,
)
from probenlp.annotate.pseudonyms.finding import Level
from probenlp.annotate.pseudonyms.on_tasks import Words, pseudonymise_task
from probenlp.annotate.pseudonyms.plan import DocumentPlan
from probenlp.annotate.task import Task
from probenlp.annotate.tool import AnnotationTool, Sheet, View
from probenlp.errors import OutputError, ProbenlpError

STEPS = "IMPORT.md"


def view_of(tool: AnnotationTool, name: str | None = None) -> View:
    """Give a tool's view by name, the usual one without.

    Raises
    ------
    ProbenlpError
        If the tool has no such view.
    """
    for view in tool.views:
        if name in (None, view.name):
            return view
    names = ", ".join(view.name for view in tool.views)
    raise ProbenlpError(f"{tool.name} has no view {name}; it has {names}")


def export_tasks(
    tasks: Iterable[Task],
    tool: AnnotationTool,
    folder: str | Path,
    *,
    view: str | None = None,
    title: str = "probenlp",
    more_labels: Mapping[str, Iterable[str]] | None = None,
    pseudonyms: Mapping[str, DocumentPlan] | None = None,
    key_file: str | Path | None = None,
) -> Manifest:
    """Write tasks into a new folder for a tool.

    Parameters
    ----------
    tasks : iterable of Task
        With ids that differ.
    tool : AnnotationTool
        See :func:`probenlp.annotate.tool_named`.
    folder : str or Path
        Made new; one that holds files is refused.
    view : str, optional
        One of the tool's views.
    more_labels : mapping of str to iterable of str, optional
        Labels to offer besides those of the closed lists and of the tasks themselves.
    pseudonyms : mapping of str to DocumentPlan, optional
        What to replace in each document, by its id; see
        :class:`probenlp.annotate.pseudonyms.Pseudonymiser`. The folder then holds
        ``pseudonyms.json``, and no original word of what was replaced.
    key_file : str or Path, optional
        Where to write what turns the pseudonyms back; not in the folder and not beside it.

    Returns
    -------
    Manifest
        Also written. Tasks that the tool cannot hold are listed in it, with the reason.

    Raises
    ------
    LayerError
        If the view cannot hold what is asked for.
    ProbenlpError
        If two tasks have one id, or there is none; if the key would lie with the export.
    OutputError
        If the folder cannot be written, or is not empty.
    """
    shown = view_of(tool, view)
    if key_file is not None:
        check_key_place(Path(key_file), Path(folder))
    given, sealed, words = _without_names(tuple(tasks), pseudonyms)
    kept, left_out = _kept(given, shown)
    layers = tuple(name for name in LAYERS if any(name in task.layers for task in given))
    _check(given, tool, shown)
    labels = map_labels(kept, layers, more_labels)
    ids = tuple(task.id for task in kept)
    sheet = Sheet(view=shown, title=title, labels=labels, layers=layers, task_ids=ids)
    files = dict(tool.write([_held(task, shown) for task in kept], sheet))
    tasks_data = encode_tasks(kept)
    manifest = Manifest(
        tool=tool.name,
        view=shown.name,
        title=title,
        offset_unit=shown.unit,
        layers=layers,
        labels=labels,
        tasks=tuple(listed(task) for task in kept),
        tasks_sha256=digest_of(tasks_data),
        files={name: digest_of(data) for name, data in files.items()},
        left_out=left_out,
        versions=versions_of(kept),
        pseudonyms=sealed,
    )
    files[TASKS] = tasks_data
    files[STEPS] = _steps(tool, sheet).encode()
    files[MANIFEST] = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    if pseudonyms is not None and sealed is not None:
        report = report_of(_of_tasks(given, pseudonyms), sealed.level)
        files[REPORT] = msgspec.json.format(msgspec.json.encode(report), indent=2)
    _write(Path(folder), files)
    if key_file is not None and pseudonyms is not None:
        known = forms_of(_of_tasks(given, pseudonyms))
        key = Key(tasks_sha256=manifest.tasks_sha256, pseudonyms=known, tasks=words)
        write_key(Path(key_file), key)
    return manifest


def _without_names(
    tasks: tuple[Task, ...], plans: Mapping[str, DocumentPlan] | None
) -> tuple[tuple[Task, ...], Sealed | None, dict[str, Words]]:
    """Give the tasks with pseudonyms, if that is wanted, and the way back."""
    if plans is None:
        return tasks, None, {}
    done = [pseudonymise_task(task, plans) for task in tasks]
    level: Level = next((plan.level for plan in plans.values()), "names")
    ways = {task.id: gone for task, gone, _ in done}
    words = {task.id: own for task, _, own in done}
    return tuple(task for task, _, _ in done), Sealed(level=level, tasks=ways), words


def _of_tasks(tasks: Iterable[Task], plans: Mapping[str, DocumentPlan]) -> Iterable[DocumentPlan]:
    wanted = dict.fromkeys(part.document_id for task in tasks for part in task.parts)
    return [plans[document_id] for document_id in wanted]


def _check(tasks: Sequence[Task], tool: AnnotationTool, view: View) -> None:
    if not tasks:
        raise ProbenlpError("no task to export: the run holds no such passages")
    if len({task.id for task in tasks}) != len(tasks):
        raise ProbenlpError("two tasks with one id")
    for task in tasks:
        if task.asks not in view.holds:
            raise LayerError(
                f"{tool.name}/{view.name} cannot ask for {', '.join(task.layers)} of a "
                f"{task.about}: that asks for {task.asks}, and it holds "
                f"{' and '.join(sorted(view.holds))}"
            )


def _kept(tasks: Iterable[Task], view: View) -> tuple[list[Task], tuple[LeftOut, ...]]:
    """Leave out tasks whose offsets the view cannot name, or would count otherwise."""
    kept, left_out = [], []
    for task in tasks:
        offsets = Offsets(task.text)
        inside = [
            mark
            for mark in task.marks
            if not offsets.holds_border(view.unit, mark.start)
            or not offsets.holds_border(view.unit, mark.end)
        ]
        if inside:
            reason = f"{inside[0].surface!r} begins or ends inside a {view.unit}"
            left_out.append(LeftOut(id=task.id, reason=reason))
        elif (otherwise := view.miscounts(task.text)) is not None:
            reason = f"{otherwise!a} is not one {view.unit} in this tool"
            left_out.append(LeftOut(id=task.id, reason=reason))
        else:
            kept.append(task)
    return kept, tuple(left_out)


def _held(task: Task, view: View) -> Task:
    """Give a task without what the view cannot hold."""
    return msgspec.structs.replace(
        task,
        links=task.links if "links" in view.holds else (),
        choices=task.choices if "choices" in view.holds else (),
        marks=task.marks if "marks" in view.holds else (),
    )


def _steps(tool: AnnotationTool, sheet: Sheet) -> str:
    return (
        f"# {sheet.title}: into {tool.name} and back\n\n"
        f"{tool.steps(sheet).strip()}\n\n"
        "## Back\n\n"
        f"    probenlp import THIS_FOLDER --tool {tool.name} --by WHO --guidelines VERSION \\\n"
        "      --data WHAT_THE_TOOL_WROTE -o annotations.jsonl\n\n"
        f"Keep `{MANIFEST}` and `{TASKS}` as they are: they hold the texts that went out, and\n"
        "everything that comes back is checked against them.\n"
    )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{folder}: exists and is not empty; name a new folder")
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{folder}: cannot write there: {error.strerror}") from error
