"""What is told apart at a glance would have been told apart by reading, too."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims.link.contrasts import Contrasts
from probenlp.claims.link.facts import Facts
from probenlp.claims.link.likeness import ENOUGH, Weights, score
from probenlp.claims.link.meaning import Meaning
from probenlp.claims.link.scope import Months
from probenlp.claims.link.values import Interval


def told(number: int, **fields: Any) -> Facts:
    defaults = {"sort": "words", "document_id": f"d{number}"}
    return Facts(claim_id=f"c{number}", witness=f"d{number}", label="", **(defaults | fields))


def may_be_one(one: Facts, other: Facts) -> bool:
    contrasts = Contrasts(2)
    contrasts.enter(0, one)
    contrasts.enter(1, other)
    return bool(contrasts.may_be_one(np.array([0]), np.array([1]))[0])


def share(low: float, *, denied: bool = False, **fields: Any) -> Facts:
    meaning = Meaning(frozenset({"plan", "review"}), negative=denied)
    return told(
        int(low),
        **{
            "sort": "figure",
            "family": "per cent",
            "interval": Interval(low - 0.5, low + 0.5),
            "meaning": meaning,
            "surroundings": meaning,
        }
        | fields,
    )


OF_MARL: dict[str, Any] = {"units": frozenset({"marl pdu"}), "unit_basis": "stated"}
OF_DENE: dict[str, Any] = {"units": frozenset({"dene pdu"}), "unit_basis": "stated"}
SENTENCE = Meaning(frozenset("plan review manager late count team".split()))


@pytest.mark.parametrize(
    ("one", "other", "wanted", "reason"),
    [
        (share(64), share(64), True, "the same value"),
        (share(64), share(31), False, "another value"),
        (share(64), share(36, denied=True), True, "what is left of a hundred"),
        (share(64), share(31, denied=True), False, "neither the same nor what is left"),
        (share(64, **OF_MARL), share(64, **OF_DENE), False, "each names its service"),
        (
            share(64, **OF_MARL),
            share(64, **(OF_DENE | {"unit_basis": "carried"})),
            True,
            "one was carried over from a sentence before, and may be wrong",
        ),
        (share(64), share(64, planned=True), False, "a target is not what came of it"),
        (share(64), told(1), False, "a figure and words"),
        (told(1, wording="w"), told(2, wording="w"), True, "a copy needs nothing else"),
        (
            told(1, surroundings=SENTENCE),
            told(2, surroundings=Meaning(frozenset({"plan", "review"}))),
            False,
            "two words in common make no statement the same",
        ),
        (told(1, surroundings=SENTENCE), told(2, surroundings=SENTENCE), True, "six do"),
    ],
)
def test_pairs_at_a_glance(one: Facts, other: Facts, wanted: bool, reason: str) -> None:
    assert may_be_one(one, other) is wanted, reason


# Of sixty parts, some stand on the same bit of 256
_PARTS = st.sets(st.sampled_from([f"part{n}" for n in range(60)]), max_size=30).map(frozenset)
_MEANINGS = st.builds(Meaning, parts=_PARTS, negative=st.booleans())
_MONTHS = st.integers(24_000, 24_020).map(lambda month: Months(month, month))
_FACTS = st.builds(
    told,
    st.integers(0, 3),
    sort=st.sampled_from(["figure", "words", "rating"]),
    wording=st.sampled_from([None, None, "one", "two"]),
    family=st.sampled_from(["per cent", "number", "points", "days", "bare"]),
    interval=st.tuples(st.integers(0, 100), st.sampled_from([0.0, 0.5, 5.0])).map(
        lambda pair: Interval(pair[0] - pair[1], pair[0] + pair[1])
    ),
    out_of=st.sampled_from([None, 27.0, 58.0]),
    planned=st.booleans(),
    before=st.sampled_from([None, 12.0]),
    rating=st.just("good"),
    numbers=st.sets(st.sampled_from(["3", "4"]), max_size=1).map(frozenset),
    meaning=_MEANINGS,
    surroundings=_MEANINGS,
    units=st.sets(st.sampled_from(["marl", "dene", "hale"]), max_size=2).map(frozenset),
    unit_basis=st.sampled_from(["stated", "carried", "context", None]),
    months=st.none() | _MONTHS,
    period_basis=st.sampled_from(["stated", "published"]),
)


@given(_FACTS, _FACTS)
def test_what_is_told_apart_would_not_be_joined(one: Facts, other: Facts) -> None:
    if not may_be_one(one, other):
        found = score(one, other, Weights([one, other]))
        assert found is None or found < ENOUGH
