"""Tasks with pseudonyms, and the way back of what was judged in them."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from probenlp.annotate.pseudonyms.plan import DocumentPlan
from probenlp.annotate.pseudonyms.rewriting import Rewriting, Stretch
from probenlp.annotate.task import Choice, Context, Link, Mark, Part, Task, digest
from probenlp.errors import ProbenlpError

_NAME_FIELDS: Final = ("name", "speaker", "source_name", "role")
_NAMELESS_LAYERS: Final = frozenset({"units", "ratings", "statistics"})
"""Their names are those of services, which may hold a person's name and stay whole."""
_MONTH: Final = len("2023-09")


class Gone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a task's text was replaced: lengths and places, no words.

    Attributes
    ----------
    stretches : tuple of Stretch
        In offsets of the task's text as it was.
    inside : dict of str to tuple of int
        Marks that begin or end inside a replaced stretch, and where, in the same offsets.
    """

    stretches: tuple[Stretch, ...] = ()
    inside: dict[str, tuple[int, int]] = {}


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was replaced in a task: for a key file alone.

    Attributes
    ----------
    text : tuple of str
        The words of each stretch.
    context : Context
        As it was.
    attributes, choices : dict
        Attributes of marks by their ids, and of choices by their layers, that were changed.
    passages_sha256 : tuple of str
        The digests of the passages, a part each.
    """

    text: tuple[str, ...] = ()
    context: Context = Context()
    attributes: dict[str, dict[str, str]] = {}
    choices: dict[str, dict[str, str]] = {}
    passages_sha256: tuple[str, ...] = ()


def pseudonymise_task(task: Task, plans: Mapping[str, DocumentPlan]) -> tuple[Task, Gone, Words]:
    """Give a task as it goes out, the way back, and what was replaced.

    Parameters
    ----------
    task : Task
    plans : mapping of str to DocumentPlan
        By document id.

    Raises
    ------
    ProbenlpError
        If a document of the task has no plan.
    """
    stretches, instead = _stretches(task, plans)
    rewriting = Rewriting(stretches)
    text = rewriting.apply(task.text, instead)
    plan = _plan(plans, task.document_id)
    marks = tuple(_mark(mark, rewriting, text, plan) for mark in task.marks)
    choices = tuple(_choice(choice, plan) for choice in task.choices)
    new = msgspec.structs.replace(
        task,
        parts=tuple(_part(part, rewriting, plans) for part in task.parts),
        text=text,
        text_sha256=digest(text),
        context=_context(task, plans),
        marks=(),
        links=(),
        choices=(),
    ).with_judgements(marks, task.links, choices)
    inside = {
        mark.id: (mark.start, mark.end)
        for mark in task.marks
        if rewriting.is_inside(mark.start) or rewriting.is_inside(mark.end)
    }
    words = Words(
        text=tuple(task.text[one.start : one.end] for one in stretches),
        context=task.context,
        attributes={
            old.id: old.attributes
            for old, now in zip(task.marks, marks, strict=True)
            if old.attributes != now.attributes
        },
        choices={
            old.layer: old.attributes
            for old, now in zip(task.choices, choices, strict=True)
            if old.attributes != now.attributes
        },
        passages_sha256=tuple(part.passage_sha256 for part in task.parts),
    )
    return new, Gone(stretches=tuple(stretches), inside=inside), words


def _plan(plans: Mapping[str, DocumentPlan], document_id: str) -> DocumentPlan:
    if document_id not in plans:
        raise ProbenlpError(f"document {document_id} was not read for private persons")
    return plans[document_id]


def _stretches(task: Task, plans: Mapping[str, DocumentPlan]) -> tuple[list[Stretch], list[str]]:
    stretches: list[Stretch] = []
    instead: list[str] = []
    for part in task.parts:
        plan = _plan(plans, part.document_id).passages[part.passage_id]
        if digest(plan.passage.text) != part.passage_sha256:
            raise ProbenlpError(f"passage {part.passage_id}: its text is not that of the task")
        own, numbers = plan.rewriting.within(part.start, part.end)
        stretches += [
            Stretch(one.start + part.at, one.end + part.at, one.length) for one in own.stretches
        ]
        instead += [plan.instead[number] for number in numbers]
    return stretches, instead


def _part(part: Part, rewriting: Rewriting, plans: Mapping[str, DocumentPlan]) -> Part:
    plan = plans[part.document_id]
    at, _ = rewriting.there(part.at, part.at + 1)
    sealed = plan.codes.seal(plan.passages[part.passage_id].passage.text)
    return msgspec.structs.replace(part, at=at, passage_sha256=sealed)


def _mark(mark: Mark, rewriting: Rewriting, text: str, plan: DocumentPlan) -> Mark:
    start, end = rewriting.there(mark.start, mark.end)
    attributes = mark.attributes
    if rewriting.touches(mark.start, mark.end) and mark.layer == "statistics":
        attributes = {}  # "my payroll number is 88213340": the value is the number itself
    elif mark.layer not in _NAMELESS_LAYERS:
        attributes = _attributes(attributes, plan)
    return msgspec.structs.replace(
        mark, start=start, end=end, surface=text[start:end], attributes=attributes
    )


def _choice(choice: Choice, plan: DocumentPlan) -> Choice:
    return msgspec.structs.replace(choice, attributes=_attributes(choice.attributes, plan))


def _attributes(attributes: Mapping[str, str], plan: DocumentPlan) -> dict[str, str]:
    return {
        name: plan.loose(value) if name in _NAME_FIELDS else value
        for name, value in attributes.items()
    }


def _context(task: Task, plans: Mapping[str, DocumentPlan]) -> Context:
    context, part = task.context, task.parts[0]
    plan = plans[part.document_id]
    title = context.title
    for one in task.parts:
        title = title and plans[one.document_id].loose(title)
    parent = plan.passages.get(context.parent_id or "")
    start = part.start - len(context.before or "")
    end = part.end + len(context.after or "")
    coarse = plan.level == "details" and context.kind == "comment"
    return msgspec.structs.replace(
        context,
        title=title,
        parent=parent.text if parent and context.parent else context.parent,
        parent_author=plan.author(context.parent_author),
        author=plan.author(context.author),
        posted=_month(context.posted) if coarse else context.posted,
        url=None if context.kind == "comment" else context.url and plan.loose(context.url),
        before=context.before and _around(plan, part, start, part.start),
        after=context.after and _around(plan, part, part.end, end),
    )


def _month(posted: str | None) -> str | None:
    """Give the month of an instant; words that are no instant are left out."""
    return posted[:_MONTH] if posted and posted[:4].isdigit() else None


def _around(plan: DocumentPlan, part: Part, start: int, end: int) -> str:
    passage = plan.passages[part.passage_id]
    own, numbers = passage.rewriting.within(start, end)
    words = [passage.instead[number] for number in numbers]
    return own.apply(passage.passage.text[start:end], words)


class Restorer:
    """Carries one task of an export back to the text as it was.

    Parameters
    ----------
    sent : Task
        As it went out.
    gone : Gone
        From the manifest.
    words : Words, optional
        From a key file. Without it each character of a replaced stretch is masked, at its place.
    """

    def __init__(self, sent: Task, gone: Gone, words: Words | None = None) -> None:
        self._gone, self._words = gone, words
        self._rewriting = Rewriting(gone.stretches)
        self._text = self._rewriting.original(sent.text, words.text if words else None)

    def restore(self, task: Task) -> Task:
        """Give the task that was sent, or what came back of it, in the offsets of the passage."""
        ids: dict[str, str] = {}
        marks: list[Mark] = []
        for mark in task.marks:
            old = self._mark(mark, task.parts[0], set(ids.values()))
            ids[mark.id] = old.id
            marks.append(old)
        links = tuple(
            Link(layer=one.layer, label=one.label, source=ids[one.source], target=ids[one.target])
            for one in task.links
        )
        words = self._words
        whole = msgspec.structs.replace(
            task,
            text=self._text,
            text_sha256=digest(self._text),
            parts=self._parts(task.parts),
            context=words.context if words else task.context,
            marks=(),
            links=(),
            choices=(),
        )
        choices = tuple(self._choice(one) for one in task.choices)
        return whole.with_judgements(tuple(marks), links, choices)

    def _mark(self, mark: Mark, first: Part, taken: set[str]) -> Mark:
        start, end = self._gone.inside.get(mark.id) or self._rewriting.back(mark.start, mark.end)
        attributes, name = mark.attributes, mark.id
        if self._words and name in self._words.attributes:
            attributes = self._words.attributes[name]
        if name.startswith("new:"):
            base = f"new:{mark.layer}:{mark.label}:{start + first.start}-{end + first.start}"
            name, count = base, 1
            while name in taken:
                count += 1
                name = f"{base}:{count}"
        return msgspec.structs.replace(
            mark,
            id=name,
            start=start,
            end=end,
            surface=self._text[start:end],
            attributes=attributes,
        )

    def _choice(self, choice: Choice) -> Choice:
        known = self._words.choices.get(choice.layer) if self._words else None
        if known is None or not choice.attributes:
            return choice
        return msgspec.structs.replace(choice, attributes=known)

    def _parts(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        digests = self._words.passages_sha256 if self._words else [p.passage_sha256 for p in parts]
        return tuple(
            msgspec.structs.replace(
                part, at=self._rewriting.back(part.at, part.at + 1)[0], passage_sha256=sealed
            )
            for part, sealed in zip(parts, digests, strict=True)
        )
