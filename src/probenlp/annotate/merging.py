"""From several people's annotations to gold: what they agree on, and what somebody decided.

Nothing is settled silently. A task on which people differ stays open, and is listed, unless an
adjudicator has decided it or a majority was asked for; and every line of gold says which it was.

"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

import msgspec

from probenlp.annotate.task import Annotation, Part
from probenlp.errors import ProbenlpError

How = Literal["single", "agreed", "majority", "adjudicated"]
"""How a line of gold came about: one person judged; all who did agree; more than half of at least
three do; somebody decided between them."""

Stretch = tuple[str, int, int]
"""A label and its place in the passage; of a text as a whole, that text's place."""


class GoldLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label on a stretch of a passage; half-open, code points."""

    label: str
    start: int
    end: int


class Gold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds of one task in one layer: a line of a gold file.

    Attributes
    ----------
    text : str
        Of the task, as it was judged.
    parts : tuple of Part
        Where it stands. In them, what bears no label has none: that was judged too.
    labels : tuple of GoldLabel
        In offsets of the first part's passage, by place.
    by : tuple of str
        Who stands behind it: all who agree, or who decided.
    guidelines : tuple of str
        The versions that they followed.
    """

    schema_version: int = 1
    task_id: str
    text: str
    parts: tuple[Part, ...]
    layer: str
    labels: tuple[GoldLabel, ...]
    how: How
    by: tuple[str, ...]
    guidelines: tuple[str, ...]


class Open(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task and layer on which people differ and nobody has decided."""

    task_id: str
    layer: str
    text: str
    said: dict[str, tuple[str, ...]]


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """Gold, what stays open, and what says nothing.

    Attributes
    ----------
    gold : tuple of Gold
        In the order in which tasks first come.
    passed : int
        Annotations that were rejected or ignored: judgements of a task, not gold.
    """

    gold: tuple[Gold, ...]
    open: tuple[Open, ...]
    passed: int

    def counts(self) -> dict[str, int]:
        """Count the lines of gold by how they came about."""
        found = Counter(one.how for one in self.gold)
        return {how: found[how] for how in get_args(How)}


def merge(
    people: Mapping[str, Iterable[Annotation]],
    decided: Iterable[Annotation] = (),
    *,
    majority: bool = False,
) -> Merged:
    """Merge what several people said into gold.

    Parameters
    ----------
    people : mapping of str to iterable of Annotation
        By name.
    decided : iterable of Annotation
        An adjudicator's, who has the last word on each task that they accepted.
    majority : bool
        Take what more than half of at least three people say. Of marks each is put to the vote by
        itself.

    Raises
    ------
    ProbenlpError
        If somebody judged a task twice, or two judged different texts under one id.

    Examples
    --------
    >>> merge({"Ida": [], "Ruth": []}).counts()
    {'single': 0, 'agreed': 0, 'majority': 0, 'adjudicated': 0}
    """
    tasks: dict[str, dict[str, Annotation]] = {}
    passed = 0
    for name, annotations in people.items():
        for one in annotations:
            if one.answer == "accept":
                _put(tasks.setdefault(one.task_id, {}), name, one)
            else:
                passed += 1
    last: dict[str, Annotation] = {}
    for one in decided:
        if one.answer != "accept":
            passed += 1
        elif one.task_id in last:
            raise ProbenlpError(f"task {one.task_id} was decided twice")
        else:
            last[one.task_id] = one
            _put(tasks.setdefault(one.task_id, {}), _DECIDED, one)
    gold: list[Gold] = []
    unsettled: list[Open] = []
    for judged in tasks.values():
        for layer in next(iter(judged.values())).layers:
            found = _settled(judged, layer, majority=majority)
            if isinstance(found, Gold):
                gold.append(found)
            else:
                unsettled.append(found)
    return Merged(gold=tuple(gold), open=tuple(unsettled), passed=passed)


_DECIDED = "\0decided"  # no name that a person can have


def _put(judged: dict[str, Annotation], name: str, one: Annotation) -> None:
    if name in judged:
        raise ProbenlpError(f"{name} judged task {one.task_id} twice")
    if any(other.text_sha256 != one.text_sha256 for other in judged.values()):
        raise ProbenlpError(f"task {one.task_id}: two texts under one id; are these one export?")
    judged[name] = one


def _settled(judged: Mapping[str, Annotation], layer: str, *, majority: bool) -> Gold | Open:
    said = {name: labels_of(one, layer) for name, one in judged.items() if layer in one.layers}
    if (last := said.get(_DECIDED)) is not None:
        return _gold(judged, layer, last, "adjudicated", [_DECIDED])
    views = list(said.values())
    if len(views) == 1:
        return _gold(judged, layer, views[0], "single", list(said))
    if all(view == views[0] for view in views):
        return _gold(judged, layer, views[0], "agreed", list(said))
    voted = _voted(views, by_mark=next(iter(judged.values())).about == "passage")
    if majority and len(views) > 2 and voted is not None:
        return _gold(judged, layer, voted, "majority", list(said))
    common = frozenset.intersection(*views)
    first = next(iter(judged.values()))
    differ = {
        name: tuple(_shown(one) for one in sorted(view - common, key=_place)) or ("(no label)",)
        for name, view in said.items()
    }
    return Open(task_id=first.task_id, layer=layer, text=first.text, said=differ)


def labels_of(one: Annotation, layer: str) -> frozenset[Stretch]:
    """Give what a person says of a task in one layer, in offsets of its first passage."""
    if one.about == "passage":
        return frozenset((m.label, m.start, m.end) for m in one.standing_marks(layer))
    part = one.parts[0]
    return frozenset((c.label, part.start, part.end) for c in one.standing_choices(layer))


def _voted(views: Sequence[frozenset[Stretch]], *, by_mark: bool) -> frozenset[Stretch] | None:
    """Give what more than half say; None where that is nothing for a text as a whole."""
    votes = Counter(stretch for view in views for stretch in view)
    won = frozenset(stretch for stretch, count in votes.items() if 2 * count > len(views))
    silent = sum(not view for view in views)
    return won if by_mark or won or 2 * silent > len(views) else None


def _gold(
    judged: Mapping[str, Annotation],
    layer: str,
    stretches: frozenset[Stretch],
    how: How,
    names: Sequence[str],
) -> Gold:
    first = judged[_DECIDED] if how == "adjudicated" else next(iter(judged.values()))
    behind = [judged[name] for name in names]
    people = [one.by if name == _DECIDED else name for name, one in zip(names, behind, strict=True)]
    return Gold(
        task_id=first.task_id,
        text=first.text,
        parts=first.parts,
        layer=layer,
        labels=tuple(
            GoldLabel(label=label, start=start, end=end)
            for label, start, end in sorted(stretches, key=_place)
        ),
        how=how,
        by=tuple(people),
        guidelines=tuple(dict.fromkeys(one.guidelines for one in behind)),
    )


def _place(stretch: Stretch) -> tuple[int, int, str]:
    label, start, end = stretch
    return start, end, label


def _shown(stretch: Stretch) -> str:
    label, start, end = stretch
    return f"{label} {start}-{end}"
