"""A figure as read from the text, before it is asked what it measures."""

import re
from typing import Final

import msgspec

from probenlp.records import Comparator, Stance, StatisticKind
from probenlp.tag.counted import Counted
from probenlp.tag.quantities import Quantity

KINDS: Final[dict[str, StatisticKind]] = {
    "percent": "share",
    "points": "change",
    "fraction": "share",
    "slash": "share",
    "money": "money",
    "time": "duration",
    "marks": "score",
    "bare": "count",
}


def same_sort(one: Quantity, two: Quantity) -> bool:
    """Tell whether two quantities can be the ends of one range."""
    if one.sort == two.sort:
        return one.unit == two.unit and one.sort != "slash"
    return one.sort == "bare" or (one.sort == "money" and two.sort == "bare")


def scaled(one: Quantity, two: Quantity) -> float:
    """Give the lower end of "£3-4m" and "two to three million" the scale of the upper one."""
    if one.value < 1000 <= two.value and one.sort in ("bare", "money") and two.value % 1000 == 0:
        for scale in (1e9, 1e6, 1e3):
            if two.value / scale < 1000 <= two.value and two.value >= scale:
                low = one.value * scale
                return low if low < two.value and two.value / scale < 100 else one.value
    return one.value


class Figure(msgspec.Struct, kw_only=True):
    """A figure of the text, before it is asked what it measures.

    Attributes
    ----------
    start, end : int
        With bound and unit; for a count with the noun counted.
    core : tuple of int
        Start and end of the number with its sign or unit, without bound and noun.
    readings : list of tuple
        Start, end, value and comparator of other wordings of the same figure.
    counted : Counted or None
        The noun phrase of a count or rate, or the whole's in "11 of the 15 areas".
    """

    start: int
    end: int
    core: tuple[int, int]
    kind: StatisticKind
    value: float
    value_high: float | None = None
    unit: str | None = None
    comparator: Comparator = "="
    stance: Stance | None = None
    out_of: float | None = None
    readings: list[tuple[int, int, float, Comparator]] = []
    counted: Counted | None = None
    evidence: list[str] = []


def before(text: str, place: int, reach: int = 80) -> str:
    """Give the words before a place, back to the end of the sentence before, at most ``reach``."""
    window = text[max(0, place - reach) : place]
    return re.split(r"[.!?;\n](?=\s)|\n", window)[-1]
