"""Look up which stretches overlap a span, without reading all of them."""

import bisect
from collections.abc import Iterable
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
        self._furthest: list[int] = []
        for _, end, _ in self._stretches:
            self._furthest.append(max(end, self._furthest[-1] if self._furthest else 0))

    def over(self, span: Span) -> list[tuple[int, int, T]]:
        """Give the stretches that share a character with a span, in order."""
        if not self._stretches:
            return []
        found = []
        at = bisect.bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._furthest[at] > span.start:
            if self._stretches[at][1] > span.start:
                found.append(self._stretches[at])
            at -= 1
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
