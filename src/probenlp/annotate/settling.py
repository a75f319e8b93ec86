"""Check one returned record against the task that went out, and carry it back into our terms.

A record is taken whole or not at all: if one of its marks cannot be placed, what is left of it
would say that there is nothing in that place.

"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from probenlp.annotate.offsets import OffsetError, Offsets
from probenlp.annotate.task import Choice, Link, Mark, Task
from probenlp.annotate.tool import Returned, ReturnedMark, Sheet

_SHOWN = 40

_Place = tuple[str, str, int, int]


@dataclass(slots=True)
class Settled:
    """A returned record in our terms.

    Attributes
    ----------
    task : Task
        With the marks, links and choices that came back.
    problems : list of str
        Why it cannot be taken; empty if it can.
    """

    task: Task
    problems: list[str] = field(default_factory=list)


def settle(task: Task, returned: Returned, sheet: Sheet) -> Settled:
    """Compare a record with its task.

    Parameters
    ----------
    task : Task
        As it went out.
    returned : Returned
        As the tool gave it back.

    Notes
    -----
    A mark with the label and the place of one that went out is that one, with its id, attributes,
    score and origin. All others are new, from a person's hand.
    """
    settled = Settled(task, list(returned.problems))
    if returned.text is not None and returned.text != sheet.view.shows(task.text):
        settled.problems.append(_difference(sheet.view.shows(task.text), returned.text))
        return settled
    if returned.untouched:
        return settled
    marks, links, choices = task.marks, task.links, task.choices
    if "marks" in sheet.view.holds:
        placing = _Marks(task, sheet, settled.problems)
        by_ref = placing.take(returned.marks)
        if not sheet.view.twins:
            by_ref |= placing.twins(by_ref.values())
        marks = tuple(by_ref.values())
        links = _links(task, returned, by_ref, sheet, settled.problems)
    if "choices" in sheet.view.holds:
        choices = _choices(task, returned.choices, sheet, settled.problems)
    if not settled.problems:
        settled.task = task.with_judgements(marks, links, choices)
    return settled


def _difference(wanted: str, met: str) -> str:
    pairs = enumerate(zip(wanted, met, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), min(len(wanted), len(met)))
    return (
        f"the text was edited at character {at}: wanted {wanted[at : at + _SHOWN]!r}, "
        f"met {met[at : at + _SHOWN]!r}"
    )


class _Marks:
    """Place the marks of one record, and find those that went out among them."""

    def __init__(self, task: Task, sheet: Sheet, problems: list[str]) -> None:
        self.task, self.sheet, self.problems = task, sheet, problems
        self.offsets = Offsets(task.text)
        self.shown = sheet.view.shows(task.text)
        self._counts: dict[str, int] = {}
        self.waiting: dict[_Place, list[Mark]] = {}
        for mark in task.marks:
            self.waiting.setdefault(_place(mark), []).append(mark)

    def take(self, returned: Iterable[ReturnedMark]) -> dict[str, Mark]:
        """Give the marks by the refs that links use."""
        placed = [(one, mark) for one in returned if (mark := self._placed(one)) is not None]
        by_ref: dict[str, Mark] = {}
        # Those that still carry their id choose first, so that of two alike each gets its own.
        for one, mark in sorted(placed, key=lambda pair: pair[0].id is None):
            if one.ref in by_ref:
                self.problems.append(f"two marks with the id {one.ref}")
            by_ref[one.ref] = self._known(one, mark)
        return by_ref

    def twins(self, marks: Iterable[Mark]) -> dict[str, Mark]:
        """Give those that went out in the place and with the label of one that came back.

        "Nine of ten files, and eight of ten cases, in May" has "in May" twice as a period, once for
        each figure; some tools keep such a mark once.
        """
        places = {_place(mark) for mark in marks}
        alike = [mark for place in places for mark in self.waiting.get(place, ())]
        return {f"twin {mark.id}": mark for mark in alike}

    def _placed(self, one: ReturnedMark) -> Mark | None:
        """Give the mark as if it were new; None, with a problem noted, if it cannot be."""
        label = self.sheet.labels.known("mark", one.name)
        if label is None:
            self.problems.append(f"label {one.name!r} was not offered")
            return None
        try:
            start = self.offsets.back(self.sheet.view.unit, one.start)
            end = self.offsets.back(self.sheet.view.unit, one.end)
        except OffsetError as error:
            self.problems.append(f"{one.name} at {one.start} to {one.end}: {error}")
            return None
        if start >= end:
            self.problems.append(f"{one.name} at {one.start} to {one.end}: covers nothing")
            return None
        if one.surface is not None and one.surface != self.shown[start:end]:
            self.problems.append(
                f"{one.name} at {one.start} to {one.end}: the text there is "
                f"{self.shown[start:end][:_SHOWN]!r}, the mark says {one.surface[:_SHOWN]!r}"
            )
            return None
        return Mark(
            id="",
            layer=label.layer,
            label=label.label,
            start=start,
            end=end,
            surface=self.task.text[start:end],
            attributes=one.attributes or {},
        )

    def _known(self, one: ReturnedMark, mark: Mark) -> Mark:
        alike = self.waiting.get(_place(mark), [])
        known = next((other for other in alike if other.id == one.id), alike[0] if alike else None)
        if known is not None:
            alike.remove(known)
        attributes = mark.attributes
        if known is not None and one.attributes is None:
            attributes = known.attributes
        return Mark(
            id=known.id if known else self._new_id(mark),
            layer=mark.layer,
            label=mark.label,
            start=mark.start,
            end=mark.end,
            surface=mark.surface,
            attributes=attributes,
            score=known.score if known else None,
            origin=known.origin if known else None,
        )

    def _new_id(self, mark: Mark) -> str:
        """Name a new mark by its place in the passage, so that two parts never give one name."""
        at = self.task.parts[0].start
        base = f"new:{mark.layer}:{mark.label}:{mark.start + at}-{mark.end + at}"
        count = self._counts.get(base, 0) + 1
        self._counts[base] = count
        return base if count == 1 else f"{base}:{count}"


def _place(mark: Mark) -> _Place:
    return mark.layer, mark.label, mark.start, mark.end


def _links(
    task: Task, returned: Returned, by_ref: dict[str, Mark], sheet: Sheet, problems: list[str]
) -> tuple[Link, ...]:
    if "links" not in sheet.view.holds:  # nobody could judge them: those of marks that stand stay
        ids = {mark.id for mark in by_ref.values()}
        return tuple(link for link in task.links if {link.source, link.target} <= ids)
    links = set()
    for name, source, target in returned.links:
        label = sheet.labels.known("link", name)
        if label is None:
            problems.append(f"relation {name!r} was not offered")
        elif not {source, target} <= set(by_ref):
            problems.append(f"relation {name} runs from {source} to {target}: no such marks")
        else:
            ends = by_ref[source].id, by_ref[target].id
            links.add(Link(layer=label.layer, label=label.label, source=ends[0], target=ends[1]))
    return tuple(links)


def _choices(
    task: Task, names: Iterable[str], sheet: Sheet, problems: list[str]
) -> tuple[Choice, ...]:
    shown = {(choice.layer, choice.label): choice for choice in task.choices}
    choices: dict[tuple[str, str], Choice] = {}
    for name in names:
        label = sheet.labels.known("choice", name)
        if label is None:
            problems.append(f"choice {name!r} was not offered")
            continue
        key = label.layer, label.label
        choices[key] = shown.get(key) or Choice(layer=label.layer, label=label.label)
    layers = [layer for layer, _ in choices]
    twice = sorted({layer for layer in layers if layers.count(layer) > 1})
    problems.extend(f"two choices for {layer}, which takes one" for layer in twice)
    return tuple(choices.values())
