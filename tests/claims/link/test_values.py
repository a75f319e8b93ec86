"""Figures as intervals: what the words leave open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims.link.values import Interval, family_of, interval_of
from probenlp.records import Comparator, Span, Statistic


def read(words: str, value: float, comparator: Comparator = "=", **fields: object) -> Interval:
    span = Span(start=0, end=len(words), surface=words)
    fields = {"kind": "share", "unit": "per cent"} | fields
    statistic = Statistic(span=span, value=value, comparator=comparator, **fields)  # type: ignore[arg-type]
    family = family_of(statistic)
    assert family is not None
    return interval_of(statistic, family)


@pytest.mark.parametrize(
    ("interval", "holds", "not_holds", "reason"),
    [
        (read("31 per cent", 31), 31.4, 31.6, "rounded to a whole"),
        (read("31.5%", 31.5), 31.54, 31.6, "rounded to a tenth"),
        (read("two thirds", 200 / 3), 66.0, 64.0, "a fraction of words is loose"),
        (read("nearly seven in ten", 70, "≈below"), 69.0, 71.0, "below, and not by much"),
        (read("just over half", 50, "≈above"), 52.0, 49.0, "above, and not by much"),
        (read("less than a third", 100 / 3, "<"), 31.0, 20.0, "it would be “a fifth”"),
        (read("more than 17,000", 17000, ">", kind="count", unit="people"), 17359, 21000, "bound"),
        (read("61 million", 61e6, kind="money", unit="GBP"), 61.4e6, 62e6, "rounded to millions"),
        (read("17,359", 17359, kind="count", unit="people"), 17359, 17360, "an exact count"),
        (read("three weeks", 3, ">", kind="duration", unit="weeks"), 17, 40, "in days"),
        (read("from 36 per cent to 19", 19, value_high=36, kind="change"), 19, 36, "where to"),
    ],
)  # fmt: skip
def test_the_interval_holds_what_the_words_leave_open(
    interval: Interval, holds: float, not_holds: float, reason: str
) -> None:
    assert interval.low <= holds <= interval.high, reason
    assert not interval.low <= not_holds <= interval.high, reason


def test_the_ends_of_a_scale_are_no_fact() -> None:
    span = Span(start=0, end=2, surface="27")
    assert family_of(Statistic(span=span, kind="scale", value=27, unit="points")) is None


@given(st.floats(0, 100), st.floats(0, 100))
def test_the_rest_of_the_rest_is_the_share_itself(one: float, other: float) -> None:
    interval = Interval(min(one, other), max(one, other))
    again = interval.of_the_rest().of_the_rest()
    assert again.low == pytest.approx(interval.low)
    assert again.high == pytest.approx(interval.high)
