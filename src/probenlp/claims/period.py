"""When a claim is of: stated in its words, reckoned from the day of its document, or that day."""

import re
from typing import Final, NamedTuple

from probenlp.records import PeriodBasis

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of a season."""

_MONTH: Final = "|".join(_MONTHS)
# "May" alone is a verb more often than a month, so a bare one needs its capital and a preposition.
_STATED: Final = re.compile(
    rf"\b(?:(?P<month>{_MONTH})(?:\s+of)?,?\s+)?(?P<year>(?:19|20)\d\d)\b(?!\s*(?:%|per\b|hours))",
    re.IGNORECASE,
)
_BARE_MONTH: Final = re.compile(
    r"\b(?:in|since|last|this|until|by|from|of)\s+(?:early\s+|late\s+|mid-)?"
    rf"(?P<month>{'|'.join(month.capitalize() for month in _MONTHS)})\b(?!\s+\d{{4}})"
)
_YEARS_AGO: Final = re.compile(
    r"\b(?P<count>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+years?\s+"
    r"(?:ago|back|earlier|before|previously)\b",
    re.IGNORECASE,
)
_LAST: Final = re.compile(
    r"\b(?:last|(?:the\s+)?previous)\s+(?P<what>year|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_LAST_YEAR: Final = re.compile(r"\b(?:the\s+year\s+before|a\s+year\s+previously)\b", re.IGNORECASE)
_THIS: Final = re.compile(
    r"\bthis\s+(?:year|spring|summer|autumn|winter|month|week|time)\b",
    re.IGNORECASE,
)
_EARLIER: Final = re.compile(
    r"\b(?:last\s+time|previously|formerly|earlier\s+inspection|first\s+inspection|had\s+been|"
    r"used\s+to\s+be|at\s+that\s+time|back\s+then)\b",
    re.IGNORECASE,
)
_COUNTS: Final = dict(
    zip("a one two three four five six seven eight nine ten".split(), (1, *range(1, 11)),
        strict=True)
)  # fmt: skip


class Period(NamedTuple):
    """When, and how that is known; see :class:`probenlp.records.Claim`."""

    when: str | None
    basis: PeriodBasis | None


def period_of(words: str, *, figure: int, published: str | None, is_past: bool = False) -> Period:
    """Tell when a figure or rating is of.

    Parameters
    ----------
    words : str
        The clause it stands in.
    figure : int
        Where in the clause it stands, in code points: of several times the nearest counts.
    published : str or None
        The day of the document, ISO 8601, as far as it is known.
    is_past : bool
        Whether the statement is of an earlier time, whatever its words.

    Examples
    --------
    >>> period_of("in March 2021 it was 12", figure=21, published="2024-02-05")
    Period(when='2021-03', basis='stated')
    >>> period_of("a year ago it was 67", figure=18, published="2024-02-05")
    Period(when='2023', basis='relative')
    >>> period_of("last spring it was 9", figure=19, published="2024-02-05").when
    '2023-03'
    >>> period_of("it had been 44", figure=12, published="2024-02-05").when
    '../2024-02'
    >>> period_of("it is 20", figure=6, published="2024-02-05T10:00:00Z")
    Period(when='2024-02', basis='published')
    """
    stated = [(_gap(match, figure), _written(match)) for match in _STATED.finditer(words)]
    if stated:
        return Period(min(stated)[1], "stated")
    if not published:
        return Period(None, None)
    day = published[:10]
    if reckoned := _reckoned(words, day):
        return Period(reckoned, "relative")
    if _THIS.search(words) and not is_past:
        return Period(day[:7], "relative")
    if is_past or _EARLIER.search(words):
        return Period(f"../{day[:7]}", "relative")
    return Period(day[:7], "published")


def _gap(match: re.Match[str], figure: int) -> int:
    return max(match.start() - figure, figure - match.end(), 0)


def _written(match: re.Match[str]) -> str:
    month = match["month"]
    return f"{match['year']}-{_MONTHS.index(month.lower()) + 1:02}" if month else match["year"]


def _reckoned(words: str, day: str) -> str | None:
    """Reckon "a year ago", "last spring", "in October" from a day of known year."""
    year, month = int(day[:4]), int(day[5:7]) if len(day) >= 7 else 12
    if match := _YEARS_AGO.search(words):
        count = match["count"].lower()
        return str(year - (_COUNTS.get(count) or int(count)))
    if _LAST_YEAR.search(words):
        return str(year - 1)
    if match := _LAST.search(words):
        what = match["what"].lower()
        if what == "year":
            return str(year - 1)
        first = _SEASONS[what]
        return f"{year if first + 2 < month else year - 1}-{first:02}"
    if match := _BARE_MONTH.search(words):
        named = _MONTHS.index(match["month"].lower()) + 1
        return f"{year if named <= month else year - 1}-{named:02}"
    return None
