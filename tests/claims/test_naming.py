"""Services that one text introduces and another takes for granted."""

from typing import Any

import pytest

from probenlp.claims import Namebook
from probenlp.domains import load_domain
from probenlp.records import Claim, Selector, Span, Statistic

DOMAIN = load_domain("probation")


def book(*names: str) -> Namebook:
    found = Namebook(DOMAIN)
    for name in names:
        found.add_name(name)
    return found


def a_claim(text: str, *, place: int = 0, document: str = "d1", **fields: Any) -> Claim:
    return Claim(
        id=f"{document}.a:{place}",
        document_id=document,
        passage_id=f"{document}.a",
        span=Span(start=place, end=place + len(text), surface=text),
        text=text,
        selector=Selector(start=place, end=place + len(text), exact=text, prefix="", suffix=""),
        type="finding",
        voice="official_finding",
        provenance="own",
        **fields,
    )


KNOWN = ("Marl and Overby PDU", "Dene PDU", "Wick region")


@pytest.mark.parametrize(
    ("text", "wanted", "reason"),
    [
        ("Marl and Overby got three points.", ["Marl and Overby PDU"], "the whole name"),
        ("In Overby, posts were empty.", ["Marl and Overby PDU"], "a part nobody else has"),
        ("In Dene the work was late.", ["Dene PDU"], "one word, with a capital"),
        ("The dene was flooded.", [], "no name"),
        ("The Dene Echo asked why.", [], "a newspaper"),
        ("The Dene branch met.", [], "a branch of a union"),
        ("A Marl court heard it.", [], "a court"),
        ("Overby children’s homes were full.", [], "a part of a name before a noun"),
        ("He lives in Marlborough.", [], "another word"),
        ("Three posts in Dene, two in Wick.", ["Dene PDU", "Wick region"], "two of them"),
    ],
)
def test_bare_names(text: str, wanted: list[str], reason: str) -> None:
    assert [name for _, name in book(*KNOWN).named(text)] == wanted, reason


def test_a_name_that_two_services_have_is_nobodys() -> None:
    assert book("Dene PDU", "Dene region").named("In Dene it rained.") == []


def test_a_short_name_is_written_in_full() -> None:
    (claim,) = book(*KNOWN, "Marl PDU").settled(
        [a_claim("Marl PDU was late.", unit_names=("Marl PDU",), unit_basis="stated")]
    )
    assert claim.unit_names == ("Marl and Overby PDU",)
    assert "unit:in-full" in claim.evidence


def test_a_claim_gets_the_name_beside_its_figure_and_hands_it_on() -> None:
    text = "Dene had nine empty posts and Marl and Overby 36."
    figures = [
        Statistic(span=Span.of(text, 9, 25), kind="count", value=9),
        Statistic(span=Span.of(text, 46, 48), kind="count", value=36),
    ]
    first, second, third = book(*KNOWN).settled(
        [
            *(a_claim(text, statistic=figure) for figure in figures),
            a_claim("It was no better a year ago.", place=80),
        ]
    )
    assert (first.unit_names, first.unit_basis) == (("Dene PDU",), "stated")
    assert second.unit_names == ("Marl and Overby PDU",)
    assert (third.unit_names, third.unit_basis) == (("Marl and Overby PDU",), "carried")


def test_what_a_text_states_itself_is_left_alone() -> None:
    stated = a_claim("In Dene, Hale PDU was late.", unit_names=("Hale PDU",), unit_basis="stated")
    assert [*book(*KNOWN).settled([stated])] == [stated]


def test_the_same_words_are_about_the_same_service() -> None:
    words = "The plans of nine people were read and none of them had been reviewed in time."
    told = a_claim(words, unit_names=("Dene PDU",), unit_basis="carried")
    again = a_claim(words, document="d2")
    names = book()
    names.learn(told)
    names.learn(again)
    *_, found = names.settled([told, again])
    assert (found.unit_names, found.unit_basis) == (("Dene PDU",), "context")
