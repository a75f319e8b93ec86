"""Compare validities whose ends are a year, a month, a day, or not known.

A date of low precision is a stretch of days: of two terms "to 2011" and "from 2011" nobody can say
that they overlap, nor that they do not.

"""

import datetime
import re
from typing import Final, NamedTuple

_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_FIRST: Final = "0000-01-01"
_LAST: Final = "9999-12-31"


def is_date(text: str) -> bool:
    """Tell whether a cell is a date of the calendar: a year, a month or a day.

    Examples
    --------
    >>> [is_date(text) for text in ("2019", "2019-02", "2019-02-28", "2019-20", "2019-02-29")]
    [True, True, True, False, False]
    """
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def earliest(date: str) -> str:
    """Give the first day that a date may mean.

    Examples
    --------
    >>> earliest("2019"), earliest("2019-02")
    ('2019-01-01', '2019-02-01')
    """
    return date + _FIRST[len(date) :]


def latest(date: str) -> str:
    """Give the last day that a date may mean; of any month the 31st, which compares well enough.

    Examples
    --------
    >>> latest("2019"), latest("2019-02")
    ('2019-12-31', '2019-02-31')
    """
    return date + _LAST[len(date) :]


class Validity(NamedTuple):
    """From when to when, both ends included; empty where open or not known."""

    start: str
    end: str

    @property
    def runs_forward(self) -> bool:
        """Whether it can end no earlier than it starts."""
        return not (self.start and self.end) or earliest(self.start) <= latest(self.end)

    def surely_overlaps(self, other: "Validity") -> bool:
        """Tell whether two have days in common however their dates are read.

        One that ends on the day, or in the month or year, in which the other starts may give way
        to it.

        Examples
        --------
        >>> Validity("2011", "2013-05").surely_overlaps(Validity("2013", ""))
        False
        >>> Validity("2011", "2014").surely_overlaps(Validity("2013", ""))
        True
        """
        return all(
            (latest(one.start) if one.start else _FIRST) < (earliest(two.end) if two.end else _LAST)
            for one, two in ((self, other), (other, self))
        )

    def may_overlap(self, other: "Validity") -> bool:
        """Tell whether two may have a day in common.

        Examples
        --------
        >>> Validity("", "2014-05-31").may_overlap(Validity("2014-06-01", ""))
        False
        """
        return all(
            (earliest(one.start) if one.start else _FIRST)
            <= (latest(two.end) if two.end else _LAST)
            for one, two in ((self, other), (other, self))
        )
