"""Look up what stands in a clause or sentence without reading the whole passage each time.

A report of 200,000 words is one passage, with ten thousand sentences and as many figures: to ask
each figure whether it stands in each sentence would be a hundred million questions.
"""

import bisect
import itertools
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from probenlp.records import Block, Span


class Spanned(Protocol):
    """A record with a place in its passage."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


T = TypeVar("T", bound=Spanned)


class Inside(Generic[T]):
    """The records of one passage, for those that a span covers.

    Parameters
    ----------
    records : iterable
        In any order; they may overlap and nest.

    Examples
    --------
    >>> from probenlp.records import Sentence
    >>> text = "It rained. We left."
    >>> records = [Sentence(span=Span.of(text, *place)) for place in ((11, 19), (0, 10))]
    >>> found = Inside(records).covered_by(Span.of(text, 0, 19))
    >>> [one.span.surface for one in found]
    ['It rained.', 'We left.']
    """

    def __init__(self, records: Iterable[T]) -> None:
        self._records = sorted(records, key=lambda one: one.span.start)
        self._starts = [one.span.start for one in self._records]

    def covered_by(self, span: Span) -> list[T]:
        """Give the records wholly inside a span, by their start and else in the order given."""
        first = bisect.bisect_left(self._starts, span.start)
        after = bisect.bisect_left(self._starts, span.end, first)
        return [one for one in self._records[first:after] if one.span.end <= span.end]


class Cover:
    """Stretches of one passage, for whether any of them covers a span.

    Parameters
    ----------
    spans : iterable of Span
        In any order; they may overlap and nest.

    Examples
    --------
    >>> text = "the chief inspector of Ashmere"
    >>> cover = Cover([Span.of(text, 0, 19), Span.of(text, 4, 30)])
    >>> cover.covers(Span.of(text, 23, 30)), cover.covers(Span.of(text, 0, 30))
    (True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        places = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in places]
        self._furthest = list(itertools.accumulate((end for _, end in places), max))

    def covers(self, span: Span) -> bool:
        """Tell whether the span lies wholly inside one of the stretches."""
        # Of all that begin no later, the one that reaches furthest covers it or none does.
        before = bisect.bisect_right(self._starts, span.start)
        return before > 0 and self._furthest[before - 1] >= span.end


class Sources:
    """The blocks of one passage whose text is a known document's.

    Parameters
    ----------
    blocks : iterable of Block
        They tile the passage.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = [block for block in blocks if block.source_document]
        self._starts = [block.start for block in self._blocks]

    def at(self, offset: int) -> str | None:
        """Give the id of the document whose words stand at an offset; None for the passage's."""
        place = bisect.bisect_right(self._starts, offset) - 1
        if place < 0 or self._blocks[place].end <= offset:
            return None
        return self._blocks[place].source_document
