"""The value of a figure as an interval: what the words leave open, and no more.

"31 per cent" may be anything that rounds to 31; "more than a third" is above a third, and nobody
who knew it to be above 40 would say so; "almost two thirds (64%)" is 64, since of two readings the
more exact counts. Two figures may be the same fact where their intervals meet.

"""

import math
import re
from bisect import bisect_left, bisect_right
from typing import Final, Literal

import msgspec

from probenlp.claims.levels import level_reached
from probenlp.records import Comparator, Statistic

Family = Literal["per cent", "number", "points", "days", "money", "difference", "bare"]
"""Figures of two families are never the same fact; ``bare`` is a number with nothing that
tells what it is ("a year ago it was 67"), and may be of any."""

LANDMARKS: Final = (
    0.0,
    10.0,
    20.0,
    25.0,
    100 / 3,
    40.0,
    50.0,
    60.0,
    200 / 3,
    75.0,
    80.0,
    90.0,
    100.0,
)
"""Shares that writers round to: "more than a third" would be "two in five" from 40 on."""

EDGE: Final = 0.3
"""How much of the narrower of two intervals must be in the wider one."""

FRACTION_SLACK: Final = 1.7
"""Per cent: "two thirds" is said of 65 to 68."""

_TIMES: Final = {
    "hour": (1 / 24, 1 / 8),
    "day": (1.0, 1.0),
    "week": (5.0, 7.0),
    "fortnight": (10.0, 14.0),
    "month": (28.0, 31.0),
    "year": (365.0, 366.0),
}
"""Days in a unit of time: up to a fortnight working days at the least, those of the calendar at
the most."""

_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.(\d+))?")


class Interval(msgspec.Struct, frozen=True, gc=False):
    """From where to where a value may lie, both ends included."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much the words leave open."""
        return self.high - self.low

    def meets(self, other: "Interval") -> bool:
        """Tell whether one value can be both: more than the edge where 25 and 26 per cent touch."""
        shared = min(self.high, other.high) - max(self.low, other.low)
        return shared >= EDGE * min(self.width, other.width)

    def within(self, other: "Interval") -> "Interval":
        """Give what both leave open; they must meet."""
        return Interval(max(self.low, other.low), min(self.high, other.high))

    def of_the_rest(self) -> "Interval":
        """Give the share that is left: where 64 per cent were not, 36 were."""
        return Interval(100 - self.high, 100 - self.low)


def family_of(statistic: Statistic) -> Family | None:
    """Tell which figures a figure can be compared with; None for the ends of a scale."""
    unit = (statistic.unit or "").lower()
    if statistic.kind == "scale":
        return None
    if statistic.kind == "score" or unit in ("points", "point"):
        return "points"
    if statistic.kind == "money" or unit == "gbp":
        return "money"
    if statistic.kind == "change" and statistic.value_high is None:
        return "difference"
    if _time(unit):
        return "days"
    if statistic.kind == "count" and not unit:
        return "bare"
    if statistic.kind == "share" or unit in ("per cent", "percentage points"):
        return "per cent"
    return "number"


def interval_of(statistic: Statistic, family: Family) -> Interval:
    """Give what the words of a figure leave open.

    Parameters
    ----------
    statistic : Statistic
    family : str
        See :func:`family_of`; durations come out in days.

    Examples
    --------
    >>> from probenlp.records import Span
    >>> def share(words, value, comparator="="):
    ...     span = Span(start=0, end=len(words), surface=words)
    ...     statistic = Statistic(span=span, kind="share", value=value, comparator=comparator)
    ...     found = interval_of(statistic, "per cent")
    ...     return round(found.low, 1), round(found.high, 1)
    >>> share("25 per cent", 25), share("one quarter", 25)
    ((24.5, 25.5), (23.3, 26.7))
    >>> share("more than a third", 100 / 3, ">")
    (33.3, 40.0)
    """
    surface = statistic.span.surface
    if statistic.readings:  # of "seven in ten (71 per cent)" the digits are the other reading's
        first = min(reading.span.start for reading in statistic.readings) - statistic.span.start
        surface = surface[: max(first, 0)] or surface
    if statistic.kind == "change" and statistic.value_high is not None:
        return _read(level_reached(statistic), "=", surface, family, statistic)
    if statistic.value_high is not None:
        low, high = sorted((statistic.value, statistic.value_high))
        return Interval(low, high)
    stated = _read(statistic.value, statistic.comparator, surface, family, statistic)
    for reading in statistic.readings:
        other = _read(reading.value, reading.comparator, reading.span.surface, family, statistic)
        if other.width < stated.width:
            stated = other
    return stated


def _read(
    value: float, comparator: Comparator, surface: str, family: Family, statistic: Statistic
) -> Interval:
    if family == "per cent":
        return _share(value, comparator, surface, exact_whole=(statistic.out_of or 0) > 12)
    if family == "days":
        low, high = _time((statistic.unit or "").lower()) or (1.0, 1.0)
        more = value + 1 if comparator == ">" else value
        return Interval(value * low, more * high)
    if family == "points":
        points = value * (statistic.out_of or 0) / 100 if statistic.kind == "share" else value
        return Interval(round(points, 3), round(points, 3))
    return _amount(value, comparator)


def _share(value: float, comparator: Comparator, surface: str, *, exact_whole: bool) -> Interval:
    digits = _DIGITS.search(surface)
    written = "%" in surface or "cent" in surface
    if written:
        slack = 0.5 * 10.0 ** -len(digits[1] or "" if digits else "")
    elif exact_whole:
        slack = 0.5
    else:
        slack = FRACTION_SLACK
    if comparator == "≈":
        return Interval(value - 2 * max(slack, 1.25), value + 2 * max(slack, 1.25))
    if comparator == "≈below":
        return Interval(value - 6, value)
    if comparator == "≈above":
        return Interval(value, value + 5)
    if comparator in ("<", "≤"):
        place = bisect_left(LANDMARKS, value - 1e-6) - 1
        return Interval(LANDMARKS[place] if place >= 0 else value - 10, value)
    if comparator in (">", "≥"):
        place = bisect_right(LANDMARKS, value + 1e-6)
        return Interval(value, LANDMARKS[place] if place < len(LANDMARKS) else value * 1.1)
    return Interval(value - slack, value + slack)


def _amount(value: float, comparator: Comparator) -> Interval:
    """Read a count or sum: round thousands may be rounded, a bound reaches to the next of them."""
    grain = _grain(value)
    reach = max(grain, 0.1 * abs(value))
    if comparator == "≈":
        return Interval(value - reach, value + reach)
    if comparator in ("<", "≤", "≈below"):
        return Interval(value - reach, value)
    if comparator in (">", "≥", "≈above"):
        return Interval(value, value + reach)
    slack = grain / 2 if grain >= 1000 else 0.0
    return Interval(value - slack, value + slack)


def _grain(value: float) -> float:
    """Give the power of ten a number is rounded to: 1,000 for 17,000, 1 for 17,359."""
    whole = round(abs(value))
    if whole == 0 or whole != abs(value):
        return 0.0
    grain = 1
    while whole % (grain * 10) == 0:
        grain *= 10
    return float(grain)


def _time(unit: str) -> tuple[float, float] | None:
    words = unit.split()
    return _TIMES.get(words[-1].removesuffix("s")) if words else None


def surprise(interval: Interval, family: Family) -> float:
    """Tell how unlikely it is that two figures meet in an interval by chance; from 0 to 3.

    Parameters
    ----------
    interval : Interval
        What both leave open.

    Examples
    --------
    >>> surprise(Interval(30.5, 31.5), "per cent") > surprise(Interval(30, 40), "per cent")
    True
    >>> surprise(Interval(17359, 17359), "number") > surprise(Interval(3, 3), "number")
    True
    """
    if family == "per cent":
        twice = interval.low + interval.high
        place = bisect_left(LANDMARKS, twice / 2)
        near = LANDMARKS[max(place - 1, 0) : place + 1]
        common = min(abs(twice - 2 * mark) for mark in near) < 0.1
        return max(0.0, 2.0 - 0.25 * interval.width - 0.5 * common)
    if family == "points":
        return 0.5
    middle = abs(interval.low + interval.high) / 2
    digits = math.log10(middle) if middle > 1 else 0.0
    if family == "money":
        digits -= _trailing(middle) / 2
    loose = interval.width / middle if middle else 1.0
    return min(3.0, max(0.0, digits * (1 - min(1.0, 2 * loose))))


def _trailing(value: float) -> float:
    grain = _grain(round(value))
    return math.log10(grain) if grain >= 1 else 0.0
