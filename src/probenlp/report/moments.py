"""Times as sources state them: a year, a month, a day or an instant, never finer than that."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, NamedTuple

Precision = Literal["year", "month", "day", "instant"]
Step = Literal["month", "quarter", "year"]

PRECISIONS: Final[tuple[Precision, ...]] = ("year", "month", "day", "instant")
STEPS: Final[tuple[Step, ...]] = ("month", "quarter", "year")

_STATED: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](.+))?)?)?")


class Moment(NamedTuple):
    """A stated time.

    Attributes
    ----------
    start : datetime
        Its first instant, in UTC.
    end : datetime
        The first instant after it; of an instant, the instant itself.
    precision : str
        How fine the source is.
    """

    start: datetime
    end: datetime
    precision: Precision

    def within(self, since: "Moment | None", until: "Moment | None") -> bool:
        """Tell whether it can lie between two times, both named periods included.

        What is stated as "2023" is kept by ``since="2023-06"``: it may be of June.
        """
        last = self.end if self.precision == "instant" else self.end - timedelta(microseconds=1)
        if since is not None and last < since.start:
            return False
        if until is None:
            return True
        return self.start <= until.end if until.precision == "instant" else self.start < until.end

    def step(self, by: Step) -> str | None:
        """Name the month, quarter or year it falls in; None where it is stated too coarsely.

        Examples
        --------
        >>> moment = read_moment("2023-05-18T05:30:00Z")
        >>> moment.step("month"), moment.step("quarter"), moment.step("year")
        ('2023-05', '2023-Q2', '2023')
        >>> read_moment("2023").step("month") is None
        True
        """
        if self.precision == "year" and by != "year":
            return None
        return step_of(self.start.year, self.start.month, by)


def step_of(year: int, month: int, by: Step) -> str:
    """Name the month, quarter or year that a month falls in."""
    if by == "year":
        return f"{year:04}"
    if by == "quarter":
        return f"{year:04}-Q{(month + 2) // 3}"
    return f"{year:04}-{month:02}"


def read_moment(stated: str | date) -> Moment:
    """Read a time as records and callers write it.

    Parameters
    ----------
    stated : str or date
        ``"2023"``, ``"2023-05"``, ``"2023-05-18"``, an instant with or without its offset (none:
        UTC), or a ``date`` or ``datetime``.

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> read_moment("2023-05").end.isoformat(), read_moment("2023-05").precision
    ('2023-06-01T00:00:00+00:00', 'month')
    >>> read_moment("2023-05-18T06:30:00+01:00").start.isoformat()
    '2023-05-18T05:30:00+00:00'
    """
    if isinstance(stated, datetime):
        return _instant(stated)
    if isinstance(stated, date):
        stated = stated.isoformat()
    found = _STATED.fullmatch(stated.strip())
    if not found:
        raise ValueError(
            f"no time in {stated!r}: expected '2023', '2023-05', '2023-05-18' or an instant "
            "such as '2023-05-18T05:30:00Z'"
        )
    year, month, day, clock = found.groups()
    if clock:
        return _instant(datetime.fromisoformat(stated.strip()))
    start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    if day:
        return Moment(start, start + timedelta(days=1), "day")
    if month:
        days = calendar.monthrange(start.year, start.month)[1]
        return Moment(start, start + timedelta(days=days), "month")
    return Moment(start, datetime(start.year + 1, 1, 1, tzinfo=UTC), "year")


def _instant(stated: datetime) -> Moment:
    aware = stated.replace(tzinfo=UTC) if stated.tzinfo is None else stated.astimezone(UTC)
    return Moment(aware, aware, "instant")


def steps_between(first: str, last: str, by: Step) -> list[str]:
    """Name every step from one to another, so that an empty month shows as empty.

    Examples
    --------
    >>> steps_between("2022-Q4", "2023-Q2", "quarter")
    ['2022-Q4', '2023-Q1', '2023-Q2']
    """
    size = {"month": 12, "quarter": 4, "year": 1}[by]
    begin, end = _number(first, size), _number(last, size)
    months = 12 // size
    return [
        step_of(number // size, number % size * months + 1, by) for number in range(begin, end + 1)
    ]


def _number(step: str, size: int) -> int:
    year, _, place = step.partition("-")
    return int(year) * size + (int(place.lstrip("Q")) - 1 if place else 0)
