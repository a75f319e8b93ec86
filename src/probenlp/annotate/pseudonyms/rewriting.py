"""A text with stretches replaced, and the way of every offset there and back."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """One replacement, told by lengths alone, so that it can lie beside an export.

    Attributes
    ----------
    start, end : int
        In the original text, half-open, code points.
    length : int
        Of what stands there now.
    """

    start: int
    end: int
    length: int


MASK = "█"
"""Stands for each character of a replaced stretch where the original text is not at hand."""


class Rewriting:
    """Carries offsets between a text and the same with stretches replaced.

    Parameters
    ----------
    stretches : iterable of Stretch
        In order, none touching the one before inside.

    Examples
    --------
    >>> rewriting = Rewriting([Stretch(7, 11, 11)])  # "Thanks Dave, yes" gets "[Person K7]"
    >>> rewriting.apply("Thanks Dave, yes", ["[Person K7]"])
    'Thanks [Person K7], yes'
    >>> rewriting.there(0, 11), rewriting.there(8, 16), rewriting.back(20, 23)
    ((0, 18), (7, 23), (13, 16))
    """

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.stretches: Sequence[Stretch] = tuple(stretches)
        ends = [0, *(one.end for one in self.stretches)]
        if any(
            one.start < end or one.end <= one.start
            for one, end in zip(self.stretches, ends, strict=False)
        ):
            raise ValueError("stretches must be in order, apart and not empty")

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.stretches]

    @cached_property
    def _new_starts(self) -> list[int]:
        starts, shift = [], 0
        for one in self.stretches:
            starts.append(one.start + shift)
            shift += one.length - (one.end - one.start)
        return starts

    def apply(self, text: str, instead: Sequence[str]) -> str:
        """Give the text with each stretch replaced by its own words."""
        parts, place = [], 0
        for one, words in zip(self.stretches, instead, strict=True):
            parts += [text[place : one.start], words]
            place = one.end
        return "".join(parts) + text[place:]

    def there(self, start: int, end: int) -> tuple[int, int]:
        """Carry a stretch of the original; a border inside a replacement moves out to its edge."""
        return self._there(start, at_end=False), self._there(end, at_end=True)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Carry a stretch of the new text to the original, moved out in the same way."""
        return self._back(start, at_end=False), self._back(end, at_end=True)

    def border(self, offset: int) -> int:
        """Carry a border between two stretches; one inside a replacement moves to its beginning."""
        return self._there(offset, at_end=False)

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the original has something replaced in it."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self.stretches[index].end > start

    def is_inside(self, offset: int) -> bool:
        """Tell whether an offset of the original lies inside a replaced stretch."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._starts[index] < offset < self.stretches[index].end

    def _there(self, offset: int, *, at_end: bool) -> int:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        one, new = self.stretches[index], self._new_starts[index]
        if offset >= one.end:
            return new + one.length + offset - one.end
        return new + one.length if at_end and offset > one.start else new

    def _back(self, offset: int, *, at_end: bool) -> int:
        index = bisect_right(self._new_starts, offset) - 1
        if index < 0:
            return offset
        one, new = self.stretches[index], self._new_starts[index]
        if offset >= new + one.length:
            return one.end + offset - new - one.length
        return one.end if at_end and offset > new else one.start

    def original(self, text: str, words: Sequence[str] | None = None) -> str:
        """Give the original text of a new one: with the words that were replaced, or masked."""
        parts, place = [], 0
        for index, (one, new) in enumerate(zip(self.stretches, self._new_starts, strict=True)):
            parts.append(text[place:new])
            parts.append(words[index] if words else MASK * (one.end - one.start))
            place = new + one.length
        return "".join(parts) + text[place:]

    def within(self, start: int, end: int) -> tuple["Rewriting", tuple[int, ...]]:
        """Give the rewriting of a part of the text, counted from its beginning.

        Returns
        -------
        tuple
            The rewriting, and the numbers of the stretches it has; one that a border divides is
            replaced in each part.
        """
        own, numbers = [], []
        for number, one in enumerate(self.stretches):
            first, last = max(one.start, start), min(one.end, end)
            if first < last:
                own.append(Stretch(first - start, last - start, one.length))
                numbers.append(number)
        return Rewriting(own), tuple(numbers)
