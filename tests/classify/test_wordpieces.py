"""Words are cut into the pieces that the encoder was trained on, and into no others."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.classify.wordpieces import VOCABULARY, plain_words, word_pieces

PIECES = word_pieces()


def cut(text: str, most: int = 128) -> str:
    return " ".join(PIECES.names[one] for one in PIECES.numbers(text, most=most)[1:-1])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nobody asked.", "nobody asked ."),
        ("resettlement", "reset ##tlement"),  # the longest known piece first, from the left
        ("an unhelpfully late start", "an un ##hel ##pf ##ull ##y late start"),
        ("the café’s", "the cafe ’ s"),  # accents are dropped, marks stand alone
        ("over-worked", "over - worked"),
        ("£12 a day", "£1 ##2 a day"),  # the pound sign is no punctuation: one word with its figure
        ("a\u00adb\u200bc", "abc"),  # what is not to be seen parts nothing
        ("\u4e2d\u4e2d", "中 中"),
        ("☃", "[UNK]"),
        ("x" * 101, "[UNK]"),
        ("[SEP] [CLS]", "[ sep ] [ cl ##s ]"),  # nobody writes a marker by hand
        ("", ""),
    ],
)
def test_a_text_is_cut(text: str, wanted: str) -> None:
    assert cut(text) == wanted


def test_the_vocabulary_is_the_published_one() -> None:
    assert hashlib.sha256(VOCABULARY.read_bytes()).hexdigest() == (
        "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
    )
    assert [PIECES.names[at] for at in (0, 100, 101, 102)] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


@given(st.text(max_size=80), st.integers(2, 30))
def test_any_text_keeps_within_the_most(text: str, most: int) -> None:
    numbers = PIECES.numbers(text, most=most)
    assert 2 <= len(numbers) <= most
    assert (numbers[0], numbers[-1]) == (101, 102)
    assert numbers[1:-1] == PIECES.numbers(text, most=10_000)[1:-1][: most - 2]


@given(st.lists(st.sampled_from(["ward", "unhelpfully", "Café", "12", "!"]), max_size=8))
def test_pieces_put_together_are_the_words(words: list[str]) -> None:
    joined = cut(" ".join(words)).replace(" ##", "").split()
    assert joined == plain_words(" ".join(words))
