"""Take annotated work back in: each record checked, kept or refused with the reason.

Nothing is merged silently. What comes back is compared with what went out: a mark that is still
there was confirmed, one that is gone was taken away by a person, and both are judgements.

"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from probenlp.annotate.manifest import Manifest, read_export
from probenlp.annotate.offsets import OffsetUnit
from probenlp.annotate.pseudonyms.beside import Key, read_key
from probenlp.annotate.pseudonyms.on_tasks import Restorer
from probenlp.annotate.sending import view_of
from probenlp.annotate.settling import settle
from probenlp.annotate.task import (
    Annotation,
    Answer,
    Choice,
    JudgedChoice,
    JudgedMark,
    Link,
    Mark,
    Part,
    Standing,
    Task,
)
from probenlp.annotate.tool import AnnotationTool, FormatError, Returned, Sheet
from probenlp.errors import ProbenlpError


class RecordReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of one record.

    Attributes
    ----------
    place : str
        Where it stands in the tool's file.
    kept : bool
        Whether it was taken.
    reasons : tuple of str
        Why not.
    """

    place: str
    task_id: str | None = None
    annotator: str | None = None
    kept: bool
    reasons: tuple[str, ...] = ()


class ImportReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of an import.

    Attributes
    ----------
    kept, refused : int
        Records.
    unjudged : int
        Kept records that no person has looked at; they give no annotation.
    missing : tuple of str
        Ids of tasks that did not come back.
    """

    tool: str
    view: str
    kept: int
    refused: int
    unjudged: int
    missing: tuple[str, ...]
    records: tuple[RecordReport, ...]

    @property
    def whole(self) -> bool:
        """Whether every task came back and every record was kept."""
        return not self.refused and not self.missing


class Back(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was kept.

    Attributes
    ----------
    sent, task : Task
        As it went out, and as it came back.
    answer : str or None
        None: no person has judged it.
    """

    sent: Task
    task: Task
    answer: Answer | None
    annotator: str | None


def read_back(
    folder: str | Path,
    tool: AnnotationTool,
    data: str | Path | None = None,
    *,
    key_file: str | Path | None = None,
) -> tuple[tuple[Back, ...], ImportReport]:
    """Read what a tool gives back for an export.

    Parameters
    ----------
    folder : str or Path
        The export.
    tool : AnnotationTool
        The one it was made for.
    data : str or Path, optional
        What the tool wrote. Without it the export's own data are read, as they stand now.
    key_file : str or Path, optional
        Of an export with pseudonyms, to have the words back too. Without it all is in the offsets
        of the passages as they were, and each character of what was replaced is masked.

    Returns
    -------
    tuple
        The records that were kept, and what became of each.

    Raises
    ------
    FormatError
        If the folder is no export for this tool, or the data are not in its format.
    ProbenlpError
        If the key is not that of this export.
    """
    manifest, tasks = read_export(Path(folder))
    sheet = _sheet(manifest, tool)
    sent = {task.id: task for task in tasks}
    kept: list[Back] = []
    reports: list[RecordReport] = []
    restorers = _restorers(manifest, tasks, key_file)
    place = Path(data) if data is not None else Path(folder)
    for returned, doubts in _without_twins(tool.read(place, sheet)):
        task = sent.get(returned.task_id or "")
        reasons = list(doubts)
        if task is None:
            reasons += returned.problems or [_unknown(returned.task_id)]
        else:
            settled = settle(task, returned, sheet)
            reasons += settled.problems
            if not reasons:
                kept.append(_back(task, settled.task, returned, restorers.get(task.id)))
        reports.append(
            RecordReport(
                place=returned.place,
                task_id=returned.task_id,
                annotator=returned.annotator,
                kept=not reasons,
                reasons=tuple(reasons),
            )
        )
    return tuple(kept), _report(manifest, kept, reports)


def _back(sent: Task, task: Task, returned: Returned, restorer: Restorer | None) -> Back:
    if restorer is not None:
        sent, task = restorer.restore(sent), restorer.restore(task)
    return Back(sent=sent, task=task, answer=returned.answer, annotator=returned.annotator)


def _restorers(
    manifest: Manifest, tasks: Iterable[Task], key_file: str | Path | None
) -> dict[str, Restorer]:
    """Give what carries each task back to its passage; nothing where no name was taken out."""
    if manifest.pseudonyms is None:
        return {}
    key: Key | None = None if key_file is None else read_key(Path(key_file))
    if key is not None and key.tasks_sha256 != manifest.tasks_sha256:
        raise ProbenlpError(f"{key_file}: is the key of another export")
    ways = manifest.pseudonyms.tasks
    words = key.tasks if key else {}
    return {task.id: Restorer(task, ways[task.id], words.get(task.id)) for task in tasks}


def _sheet(manifest: Manifest, tool: AnnotationTool) -> Sheet:
    if manifest.tool != tool.name:
        raise FormatError(f"this export was made for {manifest.tool}, not for {tool.name}")
    view = view_of(tool, manifest.view)
    unit: OffsetUnit = view.unit
    if unit != manifest.offset_unit:
        raise FormatError(
            f"this export counts in {manifest.offset_unit}, {tool.name} now in {unit}; "
            "use the version of probenlp that wrote it"
        )
    return Sheet(
        view=view,
        title=manifest.title,
        labels=manifest.labels,
        layers=manifest.layers,
        task_ids=tuple(task.id for task in manifest.tasks),
    )


def _unknown(task_id: str | None) -> str:
    if task_id is None:
        return "no task id: the field that carries it was lost in the tool"
    return f"no task {task_id} went out with this export"


def _without_twins(records: Iterable[Returned]) -> Iterator[tuple[Returned, tuple[str, ...]]]:
    """Give each record, with a doubt if the same person gives the same task again.

    Of records that are equal in all but their place the first is good. Where they differ, none is:
    which of them is meant is not known.
    """
    given = list(records)
    groups: dict[tuple[str, str | None], list[Returned]] = {}
    for one in given:
        if one.task_id is not None:
            groups.setdefault((one.task_id, one.annotator), []).append(one)
    for one in given:
        twins = groups.get((one.task_id or "", one.annotator), [one])
        same = all(_content(twin) == _content(one) for twin in twins)
        if len(twins) == 1 or (same and one is twins[0]):
            yield one, ()
        elif same:
            yield one, (f"the same as {twins[0].place}, which was taken",)
        else:
            others = ", ".join(twin.place for twin in twins if twin is not one)
            yield one, (f"stands {len(twins)} times and not the same: also at {others}",)


def _content(one: Returned) -> tuple[object, ...]:
    """Give what a record says, without the numbers that a tool gave its marks.

    doccano numbers them anew where a file is imported a second time.
    """
    places = {mark.ref: (mark.name, mark.start, mark.end) for mark in one.marks}
    marks = sorted(
        (
            mark.name,
            mark.start,
            mark.end,
            mark.surface or "",
            sorted((mark.attributes or {}).items()),
        )
        for mark in one.marks
    )
    links = sorted(
        (name, str(places.get(source, source)), str(places.get(target, target)))
        for name, source, target in one.links
    )
    return one.text, marks, links, sorted(one.choices), one.answer


def _report(
    manifest: Manifest, kept: Sequence[Back], reports: Sequence[RecordReport]
) -> ImportReport:
    back = {report.task_id for report in reports}
    return ImportReport(
        tool=manifest.tool,
        view=manifest.view,
        kept=len(kept),
        refused=sum(not report.kept for report in reports),
        unjudged=sum(one.answer is None for one in kept),
        missing=tuple(task.id for task in manifest.tasks if task.id not in back),
        records=tuple(reports),
    )


def annotations_of(
    kept: Iterable[Back], *, by: str, at: str, guidelines: str, tool: str
) -> Iterator[Annotation]:
    """Turn what was kept into annotations; tasks that no person has judged give none.

    Parameters
    ----------
    by : str
        Who annotated.
    at : str
        Now, ISO 8601 with ``Z``.
    guidelines : str
        Version of the guidelines that they followed.
    tool : str
        The tool and its view.
    """
    for one in kept:
        if one.answer is None:
            continue
        marks, links, choices = _judged(one)
        yield Annotation(
            task_id=one.sent.id,
            text=one.sent.text,
            text_sha256=one.sent.text_sha256,
            context=one.sent.context,
            about=one.sent.about,
            parts=one.sent.parts,
            layers=one.sent.layers,
            by=by,
            annotator=one.annotator,
            at=at,
            guidelines=guidelines,
            tool=tool,
            answer=one.answer,
            marks=tuple(marks),
            links=links,
            choices=tuple(choices),
        )


def _judged(one: Back) -> tuple[Iterable[JudgedMark], tuple[Link, ...], Iterable[JudgedChoice]]:
    if one.answer == "ignore":
        return (), (), ()
    if one.answer == "reject":
        parts = one.task.parts
        marks = [_in_passage(mark, parts, "rejected") for mark in one.task.marks]
        return marks, (), [_choice(choice, "rejected") for choice in one.task.choices]
    return (
        [_in_passage(mark, one.task.parts, standing) for mark, standing in _marks(one)],
        one.task.links,
        [_choice(choice, standing) for choice, standing in _choices(one)],
    )


def _marks(one: Back) -> Iterator[tuple[Mark, Standing]]:
    sent = {mark.id for mark in one.sent.marks}
    back = {mark.id for mark in one.task.marks}
    for mark in one.task.marks:
        yield mark, "kept" if mark.id in sent else "added"
    for mark in one.sent.marks:
        if mark.id not in back:
            yield mark, "removed"


def _choices(one: Back) -> Iterator[tuple[Choice, Standing]]:
    sent = {(choice.layer, choice.label) for choice in one.sent.choices}
    back = {(choice.layer, choice.label) for choice in one.task.choices}
    for choice in one.task.choices:
        yield choice, "kept" if (choice.layer, choice.label) in sent else "added"
    for choice in one.sent.choices:
        if (choice.layer, choice.label) not in back:
            yield choice, "removed"


def _in_passage(mark: Mark, parts: tuple[Part, ...], standing: Standing) -> JudgedMark:
    part = next(part for part in reversed(parts) if part.at <= mark.start)
    by = part.start - part.at
    moved = msgspec.structs.replace(mark, start=mark.start + by, end=mark.end + by)
    return JudgedMark(passage_id=part.passage_id, standing=standing, mark=moved)


def _choice(choice: Choice, standing: Standing) -> JudgedChoice:
    return JudgedChoice(standing=standing, choice=choice)
