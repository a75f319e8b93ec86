"""A flat text is scored kindly: what stands in it counts, wherever a comment begins and ends."""

import pytest

from probenlp.evaluate.flat_text import score_flat_text
from probenlp.evaluate.sections.articles import f1
from probenlp.evaluate.threads import Unit

GOLD = [
    Unit(
        text="No rooms at Ashmere.\n\nNone at Lyne.", author="Ada Fenwick", shown_time="4 May 2023"
    ),
    Unit(text="We sit in the corridor then.", author="Bea Orme", shown_time="5 May 2023"),
]


@pytest.mark.parametrize(
    ("text", "found", "authors", "dates"),
    [
        ("", 0, 0, 0),
        ("No rooms at Ashmere.\nNone at Lyne.\nWe sit in the corridor then.", 2, 0, 0),
        ("Ada Fenwick\n4 May 2023\nNo rooms at Ashmere. None at Lyne.", 1, 1, 1),
        ("No rooms at Ashmere.\nReplyDelete", 0, 0, 0),  # half of a comment is none
        ("We sit in the corridor then.\nReply\nBea Orme", 1, 1, 0),
        ("We sit in the corridor Reply then.", 1, 0, 0),  # nine tenths of its words
    ],
)
def test_comments_are_looked_for(text: str, found: int, authors: int, dates: int) -> None:
    score = score_flat_text(text, GOLD)
    assert (score.found, score.authors, score.dates) == (found, (authors, 2), (dates, 2))


def test_scores_add_up() -> None:
    score = score_flat_text("We sit in the corridor then.", GOLD)
    both = score + score
    assert (both.gold, both.found, both.authors) == (4, 2, (0, 4))


def test_f1_of_words_is_of_bags() -> None:
    assert f1(["a", "b"], ["b", "a"]) == 1.0
    assert f1([], []) == 1.0
    assert f1(["a"], []) == 0.0
