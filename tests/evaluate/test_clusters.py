"""LEA and pairs: the example of the paper, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.evaluate.clusters import grouped, joined, lea, pair_counts

LABELS = st.dictionaries(st.integers(0, 12), st.integers(0, 4) | st.none(), min_size=2)


def test_the_example_of_the_paper() -> None:
    """Moosavi and Strube (2016), section 4: recall 0.60, precision 0.57 with their entities."""
    wanted = [frozenset("abc"), frozenset("defg")]
    found = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]
    precision, recall, _ = lea(wanted, found)
    assert recall == pytest.approx((3 * 1 / 3 + 4 * 1 / 6) / 7)
    assert precision == pytest.approx((2 * 1 + 2 * 0 + 4 * 1 / 6) / 8)


@given(LABELS)
def test_the_gold_itself_is_right(labels: dict[int, int | None]) -> None:
    groups = grouped(labels)
    assert lea(groups, groups)[2] in (1.0, pytest.approx(1.0))
    counts = pair_counts(groups, groups)
    assert counts.right == counts.found == counts.gold


@given(LABELS, LABELS)
def test_scores_lie_between_0_and_1(
    one: dict[int, int | None], other: dict[int, int | None]
) -> None:
    assert all(0 <= score <= 1 for score in lea(grouped(one), grouped(other)))


def test_finding_nothing_earns_nothing() -> None:
    wanted = grouped({1: "a", 2: "a", 3: "b", 4: "b"})
    nothing = grouped(dict.fromkeys(range(1, 5)))
    assert lea(wanted, nothing)[1] == 0
    assert pair_counts(wanted, nothing).recall == 0


def test_two_without_a_group_are_not_joined() -> None:
    assert joined(["g1", None], ["g1"])
    assert not joined([None], [None])
