"""The scores of sentiment, by hand on sentences of our own."""

import numpy as np
import pytest

from probenlp.evaluate.sections.sentiment import (
    always_bad,
    by_tagged,
    by_vader,
    class_f1,
    confusions,
    macro_cell,
    macro_f1,
    sign_of,
)
from probenlp.evaluate.sentiment_gold import ValuedSentence
from probenlp.evaluate.voice_gold import GoldSentence
from probenlp.records import PassageTags, Sentence, Sentiment, Span


def sentence(text: str, value: str, score: float, page: str = "one") -> ValuedSentence:
    span = Span.of(text, 0, len(text))
    tags = PassageTags(
        document_id="d",
        passage_id=f"{page}:{text}",
        text_sha256="0" * 64,
        sentences=(Sentence(span=span),),
        sentiments=(
            Sentiment(span=span, score=score),
            Sentiment(span=span, score=-score, aspect="estate"),
        ),
    )
    gold = GoldSentence(
        key="a", start=0, end=len(text), text=text, voice="news", provenance="own", sentiment=value
    )
    return ValuedSentence(page, page, gold, tags, 0)


@pytest.mark.parametrize(
    ("score", "sign"), [(0.0, 0), (0.24, 0), (-0.24, 0), (0.25, 1), (-0.25, -1), (1.0, 1)]
)
def test_scores_near_nothing_are_neither(score: float, sign: int) -> None:
    assert sign_of(score) == sign


def test_the_score_of_the_whole_is_read_and_not_that_of_an_aspect() -> None:
    one = sentence("It was good.", "1", 0.7)
    assert by_tagged(one) == 1
    assert one.aspects == {"estate": -0.7}


def test_the_baselines() -> None:
    assert always_bad(sentence("It was excellent.", "1", 0.7)) == -1
    assert by_vader(sentence("It was excellent.", "1", 0.0)) == 1
    assert by_vader(sentence("It was not excellent.", "-1", 0.0)) == -1
    assert by_vader(sentence("It was on a Monday.", "0", 0.0)) == 0


def test_what_is_both_is_counted_apart() -> None:
    pages = confusions([sentence("A.", "mixed", 0.7), sentence("B.", "1", 0.7)], by_tagged)
    assert np.sum(pages) == 1


def test_pages_are_kept_apart() -> None:
    found = confusions([sentence("A.", "1", 0.7), sentence("B.", "-1", 0.7, page="two")], by_tagged)
    assert [page.tolist() for page in found] == [
        [[0, 0, 0], [0, 0, 0], [0, 0, 1]],
        [[0, 0, 1], [0, 0, 0], [0, 0, 0]],
    ]


def test_the_mean_is_of_the_classes_that_there_are() -> None:
    counts = np.array([[4, 0, 0], [0, 2, 2], [0, 0, 0]])
    assert class_f1(counts).round(3).tolist() == [1.0, 0.667, 0.0]
    assert float(macro_f1(counts)) == pytest.approx((1 + 2 / 3) / 2)


def test_equal_pages_leave_no_doubt() -> None:
    assert macro_cell([np.eye(3, dtype=np.int64)] * 4) == "1.000 [1.00, 1.00]"
    assert macro_cell([]) == "–"
