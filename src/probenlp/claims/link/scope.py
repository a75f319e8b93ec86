"""Whether two claims can be of one service and one time, and how much speaks for it.

What both state must agree. What was only carried over from a sentence before, or taken from the
day of publication, weighs less: it lowers or raises a score and forbids nothing.

"""

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from probenlp.claims.link.facts import Facts

ALWAYS: Final = 0
"""The month before all others: an open beginning."""

REPORTED_FOR: Final = 18
"""Months for which a finding is news enough to be told without its date."""


class Months(NamedTuple):
    """From which to which month, counted from year 0, both included."""

    first: int
    last: int


def months_of(period: str) -> Months:
    """Read the period of a claim.

    Examples
    --------
    >>> months_of("2023-03"), months_of("2023").last - months_of("2023").first
    (Months(first=24278, last=24278), 11)
    >>> months_of("../2023-03").last
    24277
    """
    if period.startswith("../"):
        return Months(ALWAYS, months_of(period[3:]).first - 1)
    year = int(period[:4]) * 12
    if len(period) >= 7:
        month = year + int(period[5:7]) - 1
        return Months(month, month)
    return Months(year, year + 11)


def unit_agreement(one: "Facts", other: "Facts") -> float | None:
    """Weigh whom two claims are about; None where they cannot be about the same.

    Returns
    -------
    float or None
        From -0.9 to 2.
    """
    if not one.units or not other.units:
        return 0.0
    stated = (one.unit_basis == "stated") + (other.unit_basis == "stated")
    if one.units & other.units:
        return 1.0 + 0.5 * stated
    if stated == 2:
        return None
    return -1.2 if stated else -0.6


def period_agreement(one: "Facts", other: "Facts") -> float | None:
    """Weigh when two claims are of; None where they cannot be of the same time.

    Returns
    -------
    float or None
        From -2.5 to 1.5.
    """
    if one.months is None or other.months is None:
        return 0.0
    said = (one.period_basis != "published") + (other.period_basis != "published")
    gap = max(one.months.first - other.months.last, other.months.first - one.months.last, 0)
    if said == 0:
        return _of_days(gap)
    if said == 2:
        if gap > 3:
            return None
        is_open = ALWAYS in (one.months.first, other.months.first)
        return 0.3 if is_open else 1.5 if gap == 0 else 0.5
    if one.period_basis == "published":
        one, other = other, one
    return _told_on(one.months, other.months)  # type: ignore[arg-type]


def _of_days(gap: int) -> float:
    """Weigh two days of publication: what is told again within weeks is the same event."""
    for months, weight in ((2, 1.0), (6, 0.5), (12, -0.3), (24, -1.2)):
        if gap <= months:
            return weight
    return -2.5


def _told_on(said: Months, published: Months) -> float | None:
    """Weigh a stated time against a day of publication: nothing is told before it happened."""
    if said.first > published.last + 1:
        return None
    since = published.first - said.last
    if since <= 6:
        return 0.7 if said.first != ALWAYS else 0.2
    return 0.2 if since <= REPORTED_FOR else -1.2
