"""Long passages in parts, and the parts together again, without loss.

A cut lies at the border of a provenance block or after a blank line, never inside a mark and never
between two marks that are linked. Only a block itself may be divided, since one may fill a report:
its parts keep its id, and are one mark again when the passage is put together.

"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from probenlp.annotate.task import Link, Mark, Task, place_of
from probenlp.errors import ProbenlpError

DIVISIBLE = "blocks"
"""The layer whose marks a cut may divide."""


def cuts(
    text: str, borders: Iterable[int], marks: Sequence[Mark], links: Sequence[Link], limit: int
) -> list[tuple[int, int]]:
    r"""Divide a passage into stretches that fill it.

    Parameters
    ----------
    borders : iterable of int
        Where blocks end, in code points.
    limit : int
        Code points a stretch should not pass; one without a border inside is longer.

    Returns
    -------
    list of tuple of int
        Half-open stretches, in order; joined they are the text.

    Examples
    --------
    >>> cuts("One.\n\nTwo.\n\nThree.", [], [], [], 10)
    [(0, 6), (6, 12), (12, 18)]
    """
    allowed = [*_allowed(text, borders, marks, links), len(text)]
    stretches, start, at = [], 0, 0
    while start < len(text):
        last = bisect_right(allowed, start + limit, at) - 1
        at = max(last, at)
        stretches.append((start, allowed[at]))
        start, at = allowed[at], at + 1
    return stretches


def _allowed(
    text: str, borders: Iterable[int], marks: Sequence[Mark], links: Sequence[Link]
) -> list[int]:
    """Give where a cut may lie, by one sweep over the borders and what must stay whole."""
    candidates = {at for at in borders if 0 < at < len(text)} | set(_after_blank_lines(text))
    whole = sorted(_whole(marks, links))
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    allowed, reach, position = [], 0, 0
    for at in sorted(candidates):
        while position < len(whole) and whole[position][0] < at:
            reach = max(reach, whole[position][1])
            position += 1
        if reach <= at and first < at < last:  # a part of blanks alone is no task
            allowed.append(at)
    return allowed


def _after_blank_lines(text: str) -> Iterator[int]:
    at = text.find("\n\n")
    while at >= 0:
        end = at + 2
        while end < len(text) and text[end] == "\n":
            end += 1
        if end < len(text):
            yield end
        at = text.find("\n\n", end)


def _whole(marks: Sequence[Mark], links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    places = {mark.id: (mark.start, mark.end) for mark in marks}
    yield from (places[mark.id] for mark in marks if mark.layer != DIVISIBLE)
    for link in links:
        (start, end), (other_start, other_end) = places[link.source], places[link.target]
        yield min(start, other_start), max(end, other_end)


def divide(
    marks: Sequence[Mark], links: Sequence[Link], stretches: Sequence[tuple[int, int]]
) -> list[tuple[tuple[Mark, ...], tuple[Link, ...]]]:
    """Give each stretch of a passage its marks and links, counted from its beginning.

    Parameters
    ----------
    stretches : sequence of tuple of int
        As :func:`cuts` gives them.
    """
    starts = [start for start, _ in stretches]
    shares: list[tuple[list[Mark], list[Link]]] = [([], []) for _ in stretches]
    home: dict[str, int] = {}
    for mark in sorted(marks, key=place_of):
        first = bisect_right(starts, mark.start) - 1
        home[mark.id] = first
        for at in range(first, bisect_left(starts, mark.end)):
            shares[at][0].append(_clipped(mark, *stretches[at]))
    for link in sorted(links):
        shares[home[link.source]][1].append(link)
    return [(tuple(own_marks), tuple(own_links)) for own_marks, own_links in shares]


def _clipped(mark: Mark, start: int, end: int) -> Mark:
    first, last = max(mark.start, start), min(mark.end, end)
    return msgspec.structs.replace(
        mark,
        start=first - start,
        end=last - start,
        surface=mark.surface[first - mark.start : last - mark.start],
    )


def rejoin(tasks: Sequence[Task]) -> tuple[str, tuple[Mark, ...], tuple[Link, ...]]:
    """Put the parts of one passage together again.

    Parameters
    ----------
    tasks : sequence of Task
        All parts of one passage, in any order.

    Returns
    -------
    tuple
        The passage's text, its marks and its links, in offsets of the passage.

    Raises
    ------
    ProbenlpError
        If a part is missing, stands twice, or is of another passage.
    """
    ordered = sorted(tasks, key=lambda task: task.parts[0].start)
    texts: list[str] = []
    marks: list[Mark] = []
    divided: dict[str, int] = {}
    reached = 0
    for task in ordered:
        part = task.parts[0]
        if task.passage_id != ordered[0].passage_id or part.start != reached:
            raise ProbenlpError(
                f"task {task.id} begins at {part.start} of passage {task.passage_id}; wanted the "
                f"part of {ordered[0].passage_id} that begins at {reached}"
            )
        texts.append(task.text)
        reached += len(task.text)
        for mark in task.marks:
            start, end = mark.start + part.start, mark.end + part.start
            _add(marks, divided, msgspec.structs.replace(mark, start=start, end=end))
    links = {link for task in ordered for link in task.links}
    return "".join(texts), tuple(sorted(marks, key=place_of)), tuple(sorted(links))


def _add(marks: list[Mark], divided: dict[str, int], mark: Mark) -> None:
    """Append a mark, or lengthen the block that it goes on with."""
    if mark.layer == DIVISIBLE:
        at = divided.get(mark.id)
        before = None if at is None else marks[at]
        if at is not None and before and (before.label, before.end) == (mark.label, mark.start):
            marks[at] = msgspec.structs.replace(
                before, end=mark.end, surface=before.surface + mark.surface
            )
            return
        divided[mark.id] = len(marks)
    marks.append(mark)
