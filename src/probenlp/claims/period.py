"""When a claim is of: stated in its words, reckoned from the day of its document, or that day."""

import re
from collections.abc import Callable, Iterator, Sequence
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
    r"\b(?:in|since|last|this|by this|until|by|from|of)\s+(?:early\s+|late\s+|mid-)?"
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
_CHRISTMAS: Final = re.compile(r"\b(?:before|at|last|over|by)\s+Christmas\b")
_AHEAD: Final = re.compile(
    r"\b(?:will|shall|['’]ll|(?:is|are) (?:due|set|expected|going) to|due to|shuts?|closes?|opens?|"
    r"starts?|begins?|(?:is|are) to)\b",
    re.IGNORECASE,
)
"""Words by which a month is one to come: "closes in June", said in March."""

_PARTS: Final = re.compile(
    r"\b(?:and|but|compared|against|while|whereas|than|after|before|up|down|from|to|then|now)\b|[,;]"
)
"""What keeps two figures of a clause apart, each with a time of its own."""

FRONTED: Final = 25
"""Characters into a clause within which a time stands for all of it: "In May 2021 it was"."""
_EARLIER: Final = re.compile(
    r"\b(?:last\s+time|previously|formerly|earlier\s+inspection|first\s+inspection|had\s+been|"
    r"used\s+to\s+be|at\s+that\s+time|back\s+then)\b",
    re.IGNORECASE,
)
_COUNTS: Final = dict(
    zip("a one two three four five six seven eight nine ten".split(), (1, *range(1, 11)),
        strict=True)
)  # fmt: skip


Place = tuple[int, int]
"""Half-open code points of a clause."""


class Period(NamedTuple):
    """When, and how that is known; see :class:`probenlp.records.Claim`."""

    when: str | None
    basis: PeriodBasis | None


def period_of(
    words: str,
    *,
    figure: Place,
    published: str | None,
    is_past: bool = False,
    others: Sequence[Place] = (),
) -> Period:
    """Tell when a figure or rating is of.

    Of several times the nearest counts that is not another figure's: "21 per cent, compared with 44
    in 2019" says nothing of when it was 21.

    Parameters
    ----------
    words : str
        The clause it stands in.
    figure : tuple of int
        Where in the clause it stands: half-open code points.
    published : str or None
        The day of the document, ISO 8601, as far as it is known.
    is_past : bool
        Whether the statement is of an earlier time, whatever its words.
    others : sequence of tuple of int
        Where the other figures of the clause stand.

    Examples
    --------
    >>> period_of("in March 2021 it was 12", figure=(21, 23), published="2024-02-05")
    Period(when='2021-03', basis='stated')
    >>> period_of("a year ago it was 67", figure=(18, 20), published="2024-02-05")
    Period(when='2023', basis='relative')
    >>> period_of("last spring it was 9", figure=(19, 20), published="2024-02-05").when
    '2023-03'
    >>> period_of("it had been 44", figure=(12, 14), published="2024-02-05").when
    '../2024-02'
    >>> period_of("it is 20", figure=(6, 8), published="2024-02-05T10:00:00Z")
    Period(when='2024-02', basis='published')
    >>> told = "it is 21, against 44 in 2019"
    >>> places = [(6, 8), (18, 20)]
    >>> [period_of(told, figure=one, published="2024", others=places).when for one in places]
    ['2024', '2019']
    """
    day = published[:10] if published else None
    times = [*_times(words, day)]
    own = [time for time in times if _is_of(words, time, figure, others)]
    if own:
        nearest = min(own, key=lambda time: (time.gap(figure), time.basis != "stated"))
        return Period(nearest.when, nearest.basis)
    if day is None:
        return Period(None, None)
    if _THIS.search(words) and not is_past:
        return Period(day[:7], "relative")
    if is_past or _EARLIER.search(words):
        return Period(f"../{day[:7]}", "relative")
    return Period(day[:7], "published")


class _Time(NamedTuple):
    """An expression of time, where it stands, and what it comes to."""

    start: int
    end: int
    when: str
    basis: PeriodBasis

    def gap(self, figure: Place) -> int:
        """Give how far it is from a figure."""
        return max(self.start - figure[1], figure[0] - self.end, 0)


def _times(words: str, day: str | None) -> Iterator[_Time]:
    for match in _STATED.finditer(words):
        yield _Time(match.start(), match.end(), _written(match), "stated")
    if day is None:
        return
    for pattern, reckon in _RECKONED:
        for match in pattern.finditer(words):
            yield _Time(match.start(), match.end(), reckon(match, day), "relative")


def _is_of(words: str, time: _Time, figure: Place, others: Sequence[Place]) -> bool:
    """Tell whether a time may be of a figure: no other one is nearer and kept apart from it."""
    if time.start <= FRONTED and all(time.start < place for place, _ in (figure, *others)):
        return True
    for other in others:
        if other == figure or time.gap(other) >= time.gap(figure):
            continue
        first, second = sorted((figure, other))
        if _PARTS.search(words, first[1], second[0]):
            return False
    return True


def _written(match: re.Match[str]) -> str:
    month = match["month"]
    return f"{match['year']}-{_MONTHS.index(month.lower()) + 1:02}" if month else match["year"]


def _years_before(match: re.Match[str], day: str) -> str:
    count = match["count"].lower()
    return str(int(day[:4]) - (_COUNTS.get(count) or int(count)))


def _year_before(_: re.Match[str], day: str) -> str:
    return str(int(day[:4]) - 1)


def _season(match: re.Match[str], day: str) -> str:
    what = match["what"].lower()
    if what == "year":
        return _year_before(match, day)
    first = _SEASONS[what]
    year = int(day[:4])
    return f"{year if first + 2 < _month_of(day) else year - 1}-{first:02}"


def _bare_month(match: re.Match[str], day: str) -> str:
    """Reckon a month: the last one of that name, or the next where something is to come."""
    named, year, month = _MONTHS.index(match["month"].lower()) + 1, int(day[:4]), _month_of(day)
    if "last" not in match[0] and _AHEAD.search(match.string, 0, match.end("month")):
        return f"{year if named >= month else year + 1}-{named:02}"
    return f"{year if named <= month else year - 1}-{named:02}"


def _christmas(_: re.Match[str], day: str) -> str:
    return f"{int(day[:4]) - (_month_of(day) < 12)}-12"


def _month_of(day: str) -> int:
    return int(day[5:7]) if len(day) >= 7 else 12


_RECKONED: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], str]], ...]] = (
    (_YEARS_AGO, _years_before),
    (_LAST_YEAR, _year_before),
    (_LAST, _season),
    (_BARE_MONTH, _bare_month),
    (_CHRISTMAS, _christmas),
)
"""Expressions that are reckoned from the day of a document, and how."""
