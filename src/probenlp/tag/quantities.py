"""A number with its unit: per cent, money, time, points, or nothing yet."""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from probenlp.tag.number_masks import find_masks
from probenlp.tag.numbers import Number, find_numbers

_GAP = r"[^\S\n]{0,2}"
_PERCENT = re.compile(
    rf"{_GAP}(?:(?P<points>(?:%|per[\s-]?cent|percent|percentage)(?:age)?[^\S\n-]points?\b|"
    rf"ppts?\b|pp\b|percentage[\s-]points?\b)"
    rf"|(?P<percent>%|[^\S\n-]?per[\s-]?cent\b|percent\b|pct\b|(?<=\d)pc\b))",
    re.IGNORECASE,
)
_MONEY_SIGN: Final = {"£": "GBP", "$": "USD", "€": "EUR"}
_MONEY_WORD = re.compile(rf"{_GAP}-?(pounds?|quid|euros?|dollars?|GBP|EUR|USD|pence)\b(?!-)", re.I)
_MONEY_NAMES: Final = {
    "pound": "GBP",
    "quid": "GBP",
    "gbp": "GBP",
    "euro": "EUR",
    "eur": "EUR",
    "dollar": "USD",
    "usd": "USD",
    "pence": "GBP",
}
_TIME = re.compile(
    r"(?:[^\S\n]{1,2}|-)(?:(?:full|whole|calendar|consecutive|more|further|additional|extra|long|"
    r"solid|straight|clear)[^\S\n])?(?P<working>(?:working|business)[\s-])?"
    r"(?P<unit>seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|mths?|years?|"
    r"yrs?|decades?)"
    r"(?:['’](?!\w))?\b(?!-)",
    re.IGNORECASE,
)
_TIME_NAMES: Final = {
    "min": "minute",
    "hr": "hour",
    "wk": "week",
    "mth": "month",
    "yr": "year",
}
# "More than a year", "within a fortnight", "a week late": the article counts. Elsewhere ("a day",
# "three times a week") it does not.
_ONE_SPAN = re.compile(
    r"(?:\b(?:within|inside|than|under|over|at\sleast|up\sto|about|around|almost|nearly|roughly|"
    r"(?:in|for)(?=\san?\s(?:fortnight|decade)))\s|(?=an?\s\w+\s(?:late|early|overdue|behind)\b))"
    r"(?P<one>an?)\s(?:minute|hour|day|week|fortnight|month|year|decade)(?![\w-])",
    re.IGNORECASE,
)
_PART_HOUR = re.compile(
    r"\b(?:(?:(?:an?|one|(?P<three>three))\s)?(?P<quarter>quarters?)\sof\san\shour"
    r"|half\san\shour|an\shour\sand\sa\s(?P<and>half|quarter))\b(?!-)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[^\S\n]{1,2}(?:points?|marks?)\b(?!-)", re.IGNORECASE)


_FACTORS: Final[dict[tuple[str | None, str | None], float]] = {
    ("hours", "minutes"): 60,
    ("years", "months"): 12,
    ("days", "hours"): 24,
    ("weeks", "days"): 7,
    ("minutes", "seconds"): 60,
}
_COMPOUND = re.compile(r"(?:,?[^\S\n]and)?[^\S\n]")


class Quantity(msgspec.Struct, kw_only=True):
    """A number and its unit, before bounds and neighbours are looked at.

    Attributes
    ----------
    start, end : int
        With currency sign and unit words.
    sort : str
        ``percent``, ``points`` (percentage points), ``fraction``, ``slash``, ``money``,
        ``time``, ``marks`` (points of a score) or ``bare``.
    value : float
        In per cent for ``percent`` and ``fraction``; in whole pounds (dollars, …) for ``money``.
    unit : str or None
        ``per cent``, ``percentage points``, ``GBP``, ``days``, ``points``.
    """

    start: int
    end: int
    sort: str
    value: float
    unit: str | None
    number: Number


def find_quantities(text: str) -> list[Quantity]:
    """Find the numbers of a text that may be statistics, each with its unit.

    Examples
    --------
    >>> text = "On 3 May 25 per cent of £3.4m went in 15 days"
    >>> [(quantity.sort, quantity.value) for quantity in find_quantities(text)]
    [('percent', 25.0), ('money', 3400000.0), ('time', 15.0)]
    """
    ones = [
        Number(start=found.start("one"), end=found.end("one"), value=1.0, form="article")
        for found in _ONE_SPAN.finditer(text)
    ]
    numbers = list(find_numbers(text))
    hours = [_part_hour(found) for found in _PART_HOUR.finditer(text)]
    if hours:
        numbers = _free(numbers, hours)
    if ones or hours:
        numbers = sorted([*numbers, *ones, *hours], key=lambda number: number.start)
    masks = find_masks(text, [number.start for number in numbers])
    return _with_compounds(text, [_measured(text, number) for number in _free(numbers, masks)])


def _part_hour(found: re.Match[str]) -> Number:
    """Read "three quarters of an hour", "half an hour", "an hour and a half"."""
    if found["and"]:
        value = 1.5 if found["and"].lower() == "half" else 1.25
    elif found["quarter"]:
        value = 0.75 if found["three"] else 0.25
    else:
        value = 0.5
    return Number(start=found.start(), end=found.end(), value=value, form="hours")


def _with_compounds(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Join "two hours and ten minutes" to one span of time, in the smaller unit."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        factor = _FACTORS.get((last.unit, quantity.unit)) if last else None
        if last and factor and _COMPOUND.fullmatch(text, last.end, quantity.start):
            joined[-1] = msgspec.structs.replace(
                quantity, start=last.start, value=factor * last.value + quantity.value
            )
        else:
            joined.append(quantity)
    return joined


def _free(numbers: list[Number], masks: Iterable[object]) -> list[Number]:
    """Drop the numbers that a mask touches; both lists are in order of their start."""
    free, place, reach = [], 0, 0
    ordered = list(masks)
    for number in numbers:
        while place < len(ordered) and ordered[place].start < number.end:  # type: ignore[attr-defined]
            reach = max(reach, ordered[place].end)  # type: ignore[attr-defined]
            place += 1
        if number.start >= reach:
            free.append(number)
    return free


def _measured(text: str, number: Number) -> Quantity:
    start, end, value = number.start, number.end, number.value
    if number.form == "hours":
        return _quantity(number, start, end, "time", value, "hours")
    if sign := _MONEY_SIGN.get(text[start - 1 : start]):
        return _quantity(number, start - 1, end, "money", value, sign)
    if percent := _PERCENT.match(text, end):
        if percent["points"]:
            return _quantity(number, start, percent.end(), "points", value, "percentage points")
        return _quantity(number, start, percent.end(), "percent", value, "per cent")
    if number.form == "slash":
        return _quantity(number, start, end, "slash", 100 * value, "per cent")
    if number.form == "fraction":
        return _quantity(number, start, end, "fraction", 100 * value, "per cent")
    if money := _MONEY_WORD.match(text, end):
        word = money[1].lower()
        name = _MONEY_NAMES[word if word in _MONEY_NAMES else word.rstrip("s")]
        pounds = value / 100 if word == "pence" else value
        return _quantity(number, start, money.end(), "money", pounds, name)
    if time := _TIME.match(text, end):
        name = time["unit"].lower().rstrip("s")
        name = ("working " if time["working"] else "") + _TIME_NAMES.get(name, name) + "s"
        return _quantity(number, start, time.end(), "time", value, name)
    if points := _POINTS.match(text, end):
        return _quantity(number, start, points.end(), "marks", value, "points")
    return _quantity(number, start, end, "bare", value, None)


def _quantity(
    number: Number, start: int, end: int, sort: str, value: float, unit: str | None
) -> Quantity:
    return Quantity(start=start, end=end, sort=sort, value=value, unit=unit, number=number)
