"""From "this one answers that one" to a thread in reading order, whatever the feed claims.

A feed may name a parent that is not there (deleted, or on a page that failed) and, written by
nobody in good faith, comments that answer each other in a ring.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_DEEPEST_PATH = 500  # a path of more steps is longer than most comments; none is given then


@dataclass(frozen=True, slots=True)
class Place:
    """Where one comment stands.

    Attributes
    ----------
    position : int
        Its index in the sequence given.
    parent : int or None
        The index of the comment above it.
    path : str or None
        ``5.2`` is the second reply to the fifth comment; None in very deep threads.
    depth : int
        0 at top level.
    """

    position: int
    parent: int | None
    path: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class Arranged:
    """A thread in reading order.

    Attributes
    ----------
    places : list of Place
        Each comment before its replies, siblings in the order given.
    missing : list of int
        Comments whose parent is not there: they stand at top level.
    looped : list of int
        Comments that answer, by way of others, themselves: they stand at top level.
    """

    places: list[Place]
    missing: list[int]
    looped: list[int]


def arrange(comments: Sequence[tuple[str, str | None]]) -> Arranged:
    """Put comments into reading order, in linear time and without recursion.

    Parameters
    ----------
    comments : sequence of (str, str or None)
        Each comment's id and that of the comment it answers; siblings in their order.

    Examples
    --------
    >>> [(p.position, p.path) for p in arrange([("a", None), ("b", None), ("c", "a")]).places]
    [(0, '1'), (2, '1.1'), (1, '2')]
    >>> arrange([("a", "b"), ("b", "a"), ("c", "gone")]).missing
    [2]
    """
    known: dict[str, int] = {}
    for position, (name, _) in enumerate(comments):
        known.setdefault(name, position)
    parents: list[int | None] = []
    missing = []
    for position, (_, parent) in enumerate(comments):
        above = known.get(parent) if parent is not None else None
        if parent is not None and above is None:
            missing.append(position)
        parents.append(above)
    looped = _break_loops(parents)
    return Arranged(_walk(parents), missing, looped)


def _break_loops(parents: list[int | None]) -> list[int]:
    """Cut each ring above the first of its comments; ``parents`` is changed."""
    settled = [False] * len(parents)
    looped = []
    for start in range(len(parents)):
        trail: dict[int, None] = {}
        position: int | None = start
        while position is not None and not settled[position]:
            if position in trail:
                ring = list(trail)
                first = min(ring[ring.index(position) :])
                parents[first] = None
                looped.append(first)
                break
            trail[position] = None
            position = parents[position]
        for seen in trail:
            settled[seen] = True
    return looped


def _walk(parents: list[int | None]) -> list[Place]:
    replies: dict[int | None, list[int]] = {}
    for position, parent in enumerate(parents):
        replies.setdefault(parent, []).append(position)
    places: list[Place] = []
    stack = [
        Place(position, None, str(number), 0)
        for number, position in enumerate(replies.get(None, []), start=1)
    ][::-1]
    while stack:
        place = stack.pop()
        places.append(place)
        is_deep = place.path is None or place.depth + 1 >= _DEEPEST_PATH
        stack.extend(
            Place(
                position,
                place.position,
                None if is_deep else f"{place.path}.{number}",
                place.depth + 1,
            )
            for number, position in reversed(
                list(enumerate(replies.get(place.position, []), start=1))
            )
        )
    return places
