"""Which claims are compared, and that whatever the limits leave out is counted."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims.link import clusters as growing
from probenlp.claims.link import likeness
from probenlp.claims.link.blocking import (
    MOST_COMPARED,
    MOST_IN_A_BLOCK,
    Compared,
    candidate_pairs,
    keys_of,
)
from probenlp.claims.link.facts import Facts
from probenlp.claims.link.likeness import Weights
from probenlp.claims.link.values import Interval


def told(number: int, **fields: Any) -> Facts:
    """A claim of a document of its own, copied from one text unless the fields say other."""
    defaults = {"sort": "words", "wording": "copied", "document_id": f"d{number}"}
    return Facts(claim_id=f"c{number}", witness=f"d{number}", label="", **(defaults | fields))


def compared(facts: list[Facts]) -> tuple[list[tuple[int, int]], Compared]:
    counted = Compared()
    stretches = candidate_pairs(facts, Weights(facts), counted)
    return [
        pair
        for earlier, later in stretches
        for pair in zip(earlier.tolist(), later.tolist(), strict=True)
    ], counted


def test_the_first_claims_of_a_key_are_compared_each_with_each() -> None:
    pairs, counted = compared([told(number) for number in range(MOST_IN_A_BLOCK)])
    assert pairs == sorted(
        itertools.combinations(range(MOST_IN_A_BLOCK), 2), key=lambda pair: pair[::-1]
    )
    assert (counted.crowded_claims, counted.further_pairs) == (0, 0)


def test_later_ones_are_compared_within_their_service() -> None:
    # "31 per cent" is of ever more services as a corpus grows, and told again only of its own
    early = [told(number) for number in range(MOST_IN_A_BLOCK)]
    late = [told(100 + n, units=frozenset({f"unit {n % 2}"})) for n in range(4)]
    pairs, counted = compared([*early, *late])
    first = MOST_IN_A_BLOCK
    assert pairs[-2:] == [(first, first + 2), (first + 1, first + 3)]
    assert counted.crowded_claims == 0


def test_a_claim_that_comes_to_a_key_too_common_is_counted() -> None:
    one_service = frozenset({"marl pdu"})
    pairs, counted = compared([told(n, units=one_service) for n in range(2 * MOST_IN_A_BLOCK + 7)])
    assert counted.claims == 2 * MOST_IN_A_BLOCK + 7
    assert (counted.crowded_claims, counted.crowded_keys) == (7, 7)
    assert counted.pairs == len(pairs) == MOST_IN_A_BLOCK * (MOST_IN_A_BLOCK - 1)
    assert counted.counts()["linking: claims left out under a key too common"] == 7


def test_those_that_share_fewest_keys_are_left_out_and_counted() -> None:
    units = [f"unit {number}" for number in range(3)]
    graded = {"sort": "rating", "rating": "good", "wording": None}
    facts = [
        told(number, units=frozenset({units[number % 3]}), **graded)
        for number in range(3 * (MOST_IN_A_BLOCK - 1))
    ]
    facts.append(told(99, units=frozenset(units), **graded))
    _, counted = compared(facts)
    assert counted.further_pairs == 3 * (MOST_IN_A_BLOCK - 1) - MOST_COMPARED
    assert counted.crowded_claims == 0


_FIGURES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    sort=st.just("figure"),
    family=st.sampled_from(["per cent", "number", "bare"]),
    interval=st.integers(1, 40).map(lambda value: Interval(value - 0.5, value + 0.5)),
    units=st.sets(st.sampled_from(["marl", "dene"]), max_size=2).map(frozenset),
    wording=st.sampled_from([None, "one", "two"]),
)


@given(st.lists(_FIGURES, max_size=15))
def test_below_the_limits_all_that_share_a_key_are_compared_once(
    figures: list[dict[str, Any]],
) -> None:
    facts = [told(number, **fields) for number, fields in enumerate(figures)]
    keys = [set(keys_of(one, Weights(facts))) for one in facts]
    wanted = [
        (one, other)
        for other in range(len(facts))
        for one in range(other)
        if keys[one] & keys[other]
    ]
    assert compared(facts)[0] == wanted


@pytest.fixture
def weighings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs of claims that are weighed from here on."""
    made: list[tuple[str, str]] = []
    weigh = likeness.score

    def recorded(one: Facts, other: Facts, weights: Weights) -> float | None:
        made.append((one.claim_id, other.claim_id))
        return weigh(one, other, weights)

    monkeypatch.setattr(growing, "score", recorded)
    return made


def test_groups_kept_apart_are_weighed_again_only_when_one_has_grown(
    weighings: list[tuple[str, str]],
) -> None:
    # Two services with the same sentence: every claim of one is a candidate for each of the other
    services = [frozenset({"marl"}), frozenset({"dene"})]
    facts = [told(number, units=services[number // 3], unit_basis="stated") for number in range(6)]
    clusters = growing.Clusters(facts, Weights(facts))
    clusters.join(0, 1)
    clusters.join(3, 4)
    clusters.join(0, 3)
    assert weighings == [("c0", "c3")]
    clusters.join(1, 4)
    assert len(weighings) == 1
    clusters.join(4, 5)
    clusters.join(1, 5)
    assert weighings[-1] == ("c0", "c3")
    assert list(clusters.members()) == [[0, 1], [3, 4, 5]]


def test_a_large_group_is_weighed_by_its_first_members_alone(
    weighings: list[tuple[str, str]],
) -> None:
    facts = [told(number) for number in range(100)]
    clusters = growing.Clusters(facts, Weights(facts))
    for number in range(99):
        clusters.join(number, number + 1)
    assert list(clusters.members()) == [list(range(100))]
    assert len(weighings) < 100 * growing.COMPARED
