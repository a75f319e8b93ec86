r"""The one conversion between the ways in which programs count characters.

Records count Unicode code points. JavaScript and Java count UTF-16 units, files and some search
engines bytes of UTF-8, and doccano in its grapheme mode what a reader would call one character:
an extended grapheme cluster (Unicode Standard Annex 29), by the ``\X`` of the ``regex`` package.

"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, get_args

import regex  # type: ignore[import-untyped]

from probenlp.errors import ProbenlpError

OffsetUnit = Literal["code_point", "utf16", "utf8", "grapheme"]
"""What a program counts. The end of a stretch is always exclusive here."""

UNITS: tuple[OffsetUnit, ...] = get_args(OffsetUnit)

_CLUSTER = regex.compile(r"\X")
_FIRST_ASTRAL = 0x10000
_SHOWN = 12


class OffsetError(ProbenlpError, ValueError):
    """An offset lies outside its text, or inside what its unit cannot divide."""


class Offsets:
    """The offsets of one text in every unit.

    Parameters
    ----------
    text : str
        Any text; a lone surrogate counts as one code point and one UTF-16 unit, and has no bytes.

    Notes
    -----
    A table a unit, made when first asked for, in time linear in the text. A text in which every
    character is one unit needs none.

    Examples
    --------
    >>> text = "👍🏽 25 per cent"
    >>> offsets = Offsets(text)
    >>> [offsets.to(unit, text.index("25")) for unit in ("utf16", "utf8", "grapheme")]
    [5, 9, 2]
    >>> offsets.back("utf16", 5)
    3
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def to(self, unit: OffsetUnit, offset: int) -> int:
        """Give an offset in code points as one in another unit.

        Parameters
        ----------
        unit : str
            See :data:`OffsetUnit`.
        offset : int
            In code points, from 0 to the length of the text.

        Raises
        ------
        OffsetError
            If it lies outside the text, or inside a grapheme cluster where clusters are counted.
        """
        if not 0 <= offset <= len(self.text):
            raise OffsetError(f"offset {offset} lies outside a text of {len(self.text)} characters")
        if unit == "grapheme":
            return self._index(self._cluster_borders, offset, unit)
        table = self._table(unit)
        return offset if table is None else table[offset]

    def back(self, unit: OffsetUnit, offset: int) -> int:
        """Give an offset in another unit as one in code points.

        Raises
        ------
        OffsetError
            If it lies outside the text, or inside a code point (between the two units of an
            emoji): then it was counted in another unit, or moved.
        """
        length = self.length(unit)
        if not 0 <= offset <= length:
            raise OffsetError(f"offset {offset} lies outside a text of {length} {_name(unit)}")
        if unit == "grapheme":
            return self._cluster_borders[offset]
        table = self._table(unit)
        return offset if table is None else self._index(table, offset, unit)

    def length(self, unit: OffsetUnit) -> int:
        """Give how long the text is in a unit."""
        if unit == "grapheme":
            return len(self._cluster_borders) - 1
        table = self._table(unit)
        return len(self.text) if table is None else table[-1]

    def holds_border(self, unit: OffsetUnit, offset: int) -> bool:
        """Tell whether the unit can name this place: always, but for grapheme clusters."""
        if unit != "grapheme":
            return True
        at = bisect_left(self._cluster_borders, offset)
        return at < len(self._cluster_borders) and self._cluster_borders[at] == offset

    def _index(self, borders: Sequence[int], offset: int, unit: OffsetUnit) -> int:
        at = bisect_left(borders, offset)
        if at < len(borders) and borders[at] == offset:
            return at
        around = self.text[max(0, at - _SHOWN) : at + _SHOWN]
        what = "a grapheme cluster" if unit == "grapheme" else "a character"
        raise OffsetError(f"offset {offset} in {_name(unit)} lies inside {what}, near {around!r}")

    def _table(self, unit: OffsetUnit) -> Sequence[int] | None:
        """Give the offset of each code point and of the end; None where it is the same number."""
        if unit == "utf16":
            return self._utf16
        return self._utf8 if unit == "utf8" else None

    @cached_property
    def _utf16(self) -> Sequence[int] | None:
        if all(ord(character) < _FIRST_ASTRAL for character in self.text):
            return None
        return _sums(2 if ord(character) >= _FIRST_ASTRAL else 1 for character in self.text)

    @cached_property
    def _utf8(self) -> Sequence[int] | None:
        if self.text.isascii():
            return None
        return _sums(len(character.encode("utf-8", "ignore")) for character in self.text)

    @cached_property
    def _cluster_borders(self) -> Sequence[int]:
        return (0, *(cluster.end() for cluster in _CLUSTER.finditer(self.text)))


def convert(text: str, offset: int, source: OffsetUnit, target: OffsetUnit) -> int:
    r"""Carry one offset from any unit into any other.

    For many offsets of one text, make an :class:`Offsets` once.

    Raises
    ------
    OffsetError
        As for :meth:`Offsets.to` and :meth:`Offsets.back`.

    Examples
    --------
    >>> convert("café 😀\r\nyes", 10, "utf8", "utf16")
    7
    """
    offsets = Offsets(text)
    return offsets.to(target, offsets.back(source, offset))


def _sums(widths: Iterator[int]) -> Sequence[int]:
    total, sums = 0, [0]
    for width in widths:
        total += width
        sums.append(total)
    return sums


def _name(unit: OffsetUnit) -> str:
    names = {"utf16": "UTF-16 units", "utf8": "bytes", "grapheme": "grapheme clusters"}
    return names.get(unit, "code points")
