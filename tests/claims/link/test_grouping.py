"""The same fact found again, look-alikes kept apart, and witnesses counted."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims import Linker
from probenlp.domains import load_domain
from probenlp.records import Claim, Group, Rating, Reading, Selector, Span, Statistic

_NUMBERS = itertools.count()


def a_claim(text: str, **fields: Any) -> Claim:
    number = next(_NUMBERS)
    document = fields.pop("document", f"d{number}")
    span = Span.of(text, 0, len(text))
    defaults: dict[str, Any] = {
        "unit_names": ("Marl PDU",),
        "unit_basis": "stated",
        "period": "2022-05",
        "period_basis": "published",
    }
    return Claim(
        id=f"c{number}",
        document_id=document,
        passage_id=f"{document}.a",
        span=span,
        text=text,
        selector=Selector(start=0, end=len(text), exact=text, prefix="", suffix=""),
        type="finding",
        voice="official_finding",
        provenance="own",
        **(defaults | fields),
    )


def figure(
    text: str, words: str, value: float, *, measure: str = "", of: str = "", **fields: Any
) -> Claim:
    """A claim whose figure, measure and population are named by their words in the text."""
    claim_fields = {
        name: fields.pop(name)
        for name in ("unit_names", "unit_basis", "period", "period_basis", "document", "source_id")
        if name in fields
    }
    statistic = Statistic(
        span=at(text, words),
        value=value,
        measure=at(text, measure) if measure else None,
        population=at(text, of) if of else None,
        **({"kind": "share", "unit": "per cent"} | fields),
    )
    return a_claim(text, statistic=statistic, **claim_fields)


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def rating(label: str, **fields: Any) -> Claim:
    text = f"It was rated {label}."
    aspect = fields.pop("aspect", "overall")
    status = fields.pop("status", "asserted")
    return a_claim(
        text,
        rating=Rating(
            span=at(text, label),
            label=label,
            rating_id=label.lower(),
            aspect=aspect,
            status=status,
            unit_names=fields.get("unit_names", ("Marl PDU",)),
        ),
        **fields,
    )


def groups_of(*claims: Claim) -> list[Group]:
    linker = Linker(load_domain("probation"))
    for claim in claims:
        linker.add(claim)
    return list(linker.groups())


def vacant(words: str, value: float, **fields: Any) -> Claim:
    text = f"{words} of probation officer posts were vacant."
    return figure(text, words, value, measure="vacant", of="probation officer posts", **fields)


def satisfactory(words: str, value: float, **fields: Any) -> Claim:
    text = f"Planning was satisfactory in {words} of the cases we inspected."
    return figure(
        text, words, value, measure="Planning was satisfactory", of="cases we inspected", **fields
    )


def checks(words: str, value: float, *, made: bool, **fields: Any) -> Claim:
    verb = "made" if made else "not made"
    text = f"Domestic abuse checks were {verb} in {words} of cases."
    return figure(
        text,
        words,
        value,
        measure=f"Domestic abuse checks were {verb}",
        of="cases",
        negated=not made,
        **fields,
    )


def count(words: str, value: float, **fields: Any) -> Claim:
    text = f"The service supervises {words}."
    return figure(
        text, words, value, measure="supervises", kind="count", unit="people on probation", **fields
    )


def score(words: str, value: float, out_of: float, **fields: Any) -> Claim:
    text = f"It scored {words}."
    return figure(text, words, value, kind="score", unit="points", out_of=out_of, **fields)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (satisfactory("one quarter", 25), satisfactory("25 per cent", 25), "a quarter is 25%"),
        (count("17,000 people on probation", 17000, comparator=">"),
         count("17,359 people on probation", 17359), "more than 17,000 holds 17,359"),
        (checks("two thirds", 200 / 3, made=True, comparator="≈below",
                readings=(Reading(span=Span(start=0, end=3, surface="64%"), value=64),)),
         checks("64%", 64, made=True), "of two readings the exact one counts"),
        (checks("64 per cent", 64, made=False), checks("36 per cent", 36, made=True),
         "what was not made in 64 was made in 36"),
        (vacant("36%", 36), vacant("more than a third", 100 / 3, comparator=">"), "a bound"),
        (vacant("36%", 36), vacant("36%", 36, unit_names=("Marl and Overby PDU",)),
         "a short name of the same service"),
        (score("three points", 3, 27), score("3 out of 27", 3, 27, period="2022-06"), "a score"),
        (rating("Good"), rating("Good", period="2022-09"), "told again within the year"),
        (rating("Good"), rating("Good", status="previous", period="2022", period_basis="stated"),
         "a later page names the year"),
    ],
)  # fmt: skip
def test_the_same_fact_is_found_again(one: Claim, other: Claim, reason: str) -> None:
    assert len(groups_of(one, other)) == 1, reason


LONDON = {"unit_names": ("London region",)}
NATION = {"unit_names": ("(nationally)",), "period": "2023-05"}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (satisfactory("25 per cent", 25), satisfactory("26 per cent", 26), "another value"),
        (satisfactory("25 per cent", 25), vacant("25 per cent", 25), "another measure"),
        (satisfactory("25%", 25, **LONDON), satisfactory("25%", 25, **NATION),
         "a region and the whole country"),
        (vacant("36%", 36, period="2021", period_basis="stated"),
         vacant("36%", 36, period="2023", period_basis="stated"), "years apart, both stated"),
        (checks("64 per cent", 64, made=False), checks("64 per cent", 64, made=True),
         "made and not made"),
        (score("7 points", 7, 27), score("7 points", 7, 21), "another maximum"),
        (rating("Good"), rating("Good", aspect="staffing"), "a standard's, not the overall one"),
        (rating("Good"), rating("Good", period="2024-06"), "a re-inspection"),
        (rating("Good"), rating("Outstanding"), "another grade"),
        (rating("Good"), rating("Good", unit_names=("Overby PDU",)), "another unit"),
        (rating("Good"), rating("Good", status="hypothetical"), "if it were rated good"),
        (rating("Good"), rating("Good", unit_names=("Marl Youth Justice Service",)),
         "a service of another kind with the place's name"),
    ],
)  # fmt: skip
def test_look_alikes_are_kept_apart(one: Claim, other: Claim, reason: str) -> None:
    assert groups_of(one, other) == [], reason


def test_a_claim_without_a_unit_does_not_bridge_two_units() -> None:
    nobody: dict[str, Any] = {"unit_names": (), "unit_basis": None}
    found = groups_of(
        vacant("36%", 36),
        vacant("36%", 36, **nobody),
        vacant("36%", 36, unit_names=("Overby PDU",)),
    )
    assert [len(group.claim_ids) for group in found] == [2]


SENTENCE = "Planning was satisfactory in 25% of the cases that we inspected in that town."


def told(**fields: Any) -> Claim:
    return figure(SENTENCE, "25%", 25, measure="Planning was satisfactory", **fields)


def test_a_pasted_release_is_one_source() -> None:
    (group,) = groups_of(
        told(document="release"),
        told(document="blog", source_id="release"),
        satisfactory("one quarter", 25, document="paper"),
    )
    assert group.document_ids == ("release", "blog", "paper")
    assert (group.sources, group.source_count) == (("release", "paper"), 2)


def test_a_sentence_found_again_word_for_word_is_one_source() -> None:
    (group,) = groups_of(told(document="first"), told(document="second"))
    assert group.sources == ("first",)
    assert group.evidence == ("link:same-wording",)


def test_long_sentences_without_figures_are_found_again() -> None:
    text = "Officers in Marl had wedged the fire door open with a broken filing cabinet again."
    (group,) = groups_of(a_claim(text), a_claim(text))
    assert group.source_count == 1
    assert groups_of(a_claim("It was poor."), a_claim("It was poor.")) == []


def test_groups_do_not_depend_on_a_crowd_that_shares_a_word() -> None:
    crowd = [satisfactory(f"{n / 10:.1f}%", n / 10) for n in range(300, 900)]
    found = groups_of(vacant("20.5%", 20.5), *crowd, vacant("20.5%", 20.5))
    assert [len(group.claim_ids) for group in found] == [2]


@given(st.permutations([0, 1, 2, 3]))
def test_the_order_of_the_run_does_not_change_who_belongs_together(order: list[int]) -> None:
    claims = [
        vacant("36%", 36),
        vacant("more than a third", 100 / 3, comparator=">"),
        vacant("19%", 19),
        vacant("19 per cent", 19),
    ]
    found = groups_of(*(claims[place] for place in order))
    wanted = {frozenset(one.id for one in claims[:2]), frozenset(one.id for one in claims[2:])}
    assert {frozenset(group.claim_ids) for group in found} == wanted
