"""Whom a comment may speak to: the authors of its thread whose names it holds a word of."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.records import PersonMention, Span
from probenlp.tag.annotations import Named
from probenlp.tag.people import PersonTagger
from probenlp.tag.person_again import occurrences
from probenlp.tag.thread_authors import ThreadAuthors

TAGGER = PersonTagger()
Count = Callable[[Callable[[], object]], int]
NAMES = st.lists(
    st.sampled_from(
        "Helen Tarn|Sam Tarn|Helen|Tarn|Kim Dunmoor|Kim Vale Dunmoor|Ex PO|Anonymous|Vale"
        "|Tired Officer|Helen Probation Tarn|Sam O’Dell".split("|")
    ),
    max_size=8,
)
COMMENTS = st.lists(
    st.sampled_from(
        "Helen,|Tarn|Dunmoor’s|Mr Tarn|@Kim|thanks|said|Sam|agree.|Dame Helen|Vale:|Nobody".split(
            "|"
        )
    ),
    max_size=7,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "wanted", "reason"),
    [
        ("Helen, I agree.", ("Helen Tarn", "Kim Tarn"), "first name, and who shares the last"),
        ("Mr Dunmoor’s desk", ("Sam Dunmoor",), "last name, with what hangs on it"),
        ("helen agrees", (), "names have capitals"),
        ("Nobody here.", (), "nobody is named"),
    ],
)
def test_authors_are_told_by_a_word_of_their_names(
    text: str, wanted: tuple[str, ...], reason: str
) -> None:
    authors = ThreadAuthors(["Helen Tarn", "Kim Tarn", "Sam Dunmoor", "Old Hand"])
    assert authors.named_in(text) == wanted, reason


@given(NAMES, COMMENTS)
@settings(max_examples=300, deadline=None)
def test_people_are_those_found_with_all_authors_told(names: list[str], text: str) -> None:
    told = Named(authors=ThreadAuthors(names).named_in(text))
    assert TAGGER.find(text, before=told) == TAGGER.find(
        text, before=Named(authors=tuple(dict.fromkeys(names)))
    )


def test_a_comment_costs_the_same_in_a_thread_of_any_length(calls: Count) -> None:
    def thread(length: int) -> int:
        authors = ThreadAuthors(f"Ada {_word(number)}" for number in range(length))
        text = f"{_word(7)}, I agree with you, and {_word(9)} said it first."
        return calls(lambda: TAGGER.find(text, before=Named(authors=authors.named_in(text))))

    thread(10)  # what is made once
    assert thread(2000) <= thread(500) + 20


def _word(number: int) -> str:
    """Make a surname that no other number has."""
    return "Q" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}") + "ow"


FORMS = st.lists(
    st.sampled_from(["Tarn", "Tarn-Vale", "O'Dell", "O", "Dell", "Al", "Alan", "d'A", "Tarn.B"]),
    max_size=6,
    unique=True,
)
WORDS = st.lists(
    st.sampled_from(["Tarn", "Tarn-Vale", "O'Dell", "O", "'", "Alan", "Al", " ", "-", ".B", "d'A"]),
    max_size=10,
).map("".join)


@given(WORDS, FORMS)
@settings(max_examples=500, deadline=None)
def test_forms_are_found_as_a_pattern_of_them_all_would(text: str, forms: list[str]) -> None:

    longest_first = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    pattern = rf"(?<![\w-])(?:{longest_first})(?![\w-])" if forms else r"(?!)"
    wanted = [(found.start(), found[0]) for found in re.finditer(pattern, text)]
    assert list(occurrences(text, forms)) == wanted


def test_people_of_a_report_are_looked_up_and_not_searched(calls: Count) -> None:
    """A report that names somebody new in every sentence once compared each with each."""

    def report(people: int) -> int:
        text = " ".join(
            f"Ada {_word(n)} left, and Mr {_word(n)} said so. The minister knew."
            for n in range(people)
        )
        return calls(lambda: TAGGER.find(text))

    report(10)  # what is made once
    assert report(400) < 4.3 * report(100)


def test_people_named_above_are_kept_apart_by_name() -> None:
    text = "Ms Tarn agreed with Mr Dunmoor."
    above = tuple(
        PersonMention(span=Span.of(words, 0, len(words)), name=words, evidence=())
        for words in ("Helen Tarn", "Sam Dunmoor", "Helen Tarn")
    )
    found = TAGGER.find(text, before=Named(people=above))
    assert [person.name for person in found] == ["Helen Tarn", "Sam Dunmoor"]
