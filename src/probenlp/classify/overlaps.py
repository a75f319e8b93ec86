"""Look up which stretches overlap a span, without reading all of them."""

import bisect
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from probenlp.records import Span

T = TypeVar("T")


class Overlaps(Generic[T]):
    """Stretches of one text, each with what it stands for.

    Parameters
    ----------
    stretches : iterable of tuple
        Start, end and thing; they may nest and overlap.

    Examples
    --------
    >>> found = Overlaps([(0, 4, "a"), (2, 9, "b"), (12, 14, "c")])
    >>> [thing for _, _, thing in found.over(Span(start=4, end=6, surface="xx"))]
    ['b']
    """

    def __init__(self, stretches: Iterable[tuple[int, int, T]]) -> None:
        self._stretches = sorted(stretches, key=lambda one: one[:2])
        self._starts = [start for start, _, _ in self._stretches]
        self._beyond = _reaching_beyond([end for _, end, _ in self._stretches])

    def over(self, span: Span) -> list[tuple[int, int, T]]:
        """Give the stretches that share a character with a span, in order."""
        if not self._stretches:
            return []
        found = []
        at = bisect.bisect_left(self._starts, span.end) - 1
        while at >= 0:
            if self._stretches[at][1] > span.start:
                found.append(self._stretches[at])
                at -= 1
            else:  # what ends no later than this one ends before the span too
                at = self._beyond[at]
        return found[::-1]

    def most(self, span: Span) -> tuple[T | None, int]:
        """Give the thing that covers most of a span, and how many characters of it."""
        if not self._stretches:
            return None, 0
        best: T | None = None
        most = 0
        for start, end, thing in self.over(span):
            shared = min(end, span.end) - max(start, span.start)
            if shared > most:
                best, most = thing, shared
        return best, most


def _reaching_beyond(ends: Sequence[int]) -> list[int]:
    """Give for each stretch the nearest one before it that ends later; -1 where none does.

    A block quotation round a whole page overlaps every sentence of it; on the way to it the list
    items in between need not be looked at one by one.
    """
    beyond: list[int] = []
    for at, end in enumerate(ends):
        before = at - 1
        while before >= 0 and ends[before] <= end:
            before = beyond[before]
        beyond.append(before)
    return beyond
