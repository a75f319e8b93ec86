"""Written numbers: what is read, what is refused, and the law that reading undoes writing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.tag.numbers import find_numbers, read_number

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "? ? twenty thirty forty fifty sixty seventy eighty ninety".split()


def write(number: int, *, joint: str = "-") -> str:
    """Write a number to a million as British English does."""
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, one = divmod(number, 10)
        return TENS[tens] + (joint + ONES[one] if one else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{ONES[hundreds]} hundred" + (f" and {write(rest, joint=joint)}" if rest else "")
    if number < 1_000_000:
        thousands, rest = divmod(number, 1000)
        link = " and " if 0 < rest < 100 else " "
        tail = f"{link}{write(rest, joint=joint)}" if rest else ""
        return f"{write(thousands, joint=joint)} thousand{tail}"
    return "one million"


@given(st.integers(0, 1_000_000), st.sampled_from(["-", " "]))
def test_reading_undoes_writing_in_words(number: int, joint: str) -> None:
    assert read_number(write(number, joint=joint)) == number


@given(st.integers(0, 1_000_000))
def test_reading_undoes_writing_in_digits(number: int) -> None:
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number


@given(st.integers(0, 1_000_000))
def test_case_does_not_matter(number: int) -> None:
    assert read_number(write(number).upper()) == number


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a hundred", 100),
        ("a thousand and one", 1001),
        ("1.2 million", 1_200_000),
        ("40k", 40_000),
        ("3bn", 3e9),
        ("3½", 3.5),
        ("3 1/2", 3.5),
        ("two and a half", 2.5),
        ("two and a half million", None),  # the scale after a mixed number is left to its reader
        ("two thirds", 2 / 3),
        ("three-fifths", 0.6),
        ("half", 0.5),
        ("a quarter", 0.25),
        ("one third", 1 / 3),
        ("½", 0.5),
        ("4/24", 4 / 24),
        ("٣", 3),
    ],
)
def test_forms(phrase: str, value: float | None) -> None:
    found = read_number(phrase)
    assert found == value if value is None else found == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,23,4", "badly grouped digits"),
        ("3.8.1", "a version"),
        ("1e400", "a letter in it"),
        ("9" * 400, "no finite float"),
        ("0451", "a code, with its zero"),
        ("12th", "an ordinal"),
        ("twenty-first", "an ordinal in words"),
        ("two-tier", "a compound"),
        ("dozens of", "a vague amount"),
        ("hundreds", "a vague amount"),
        ("a third complaint", "an ordinal with its article"),
        ("a quarter of an hour", "a time"),
        ("a quarter past", "a clock time"),
        ("4/0", "no such fraction"),
        ("the second half of", "a half that is a place"),
        ("half-hearted", "a compound"),
        ("B12", "a letter before"),
        ("", "nothing"),
    ],
)
def test_no_number(text: str, reason: str) -> None:
    assert list(find_numbers(text)) == [], reason


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between thirty and forty", [30, 40]),
        ("between one hundred and two hundred", [100, 200]),
        ("nineteen eighty four", [19, 84]),
        ("four, five", [4, 5]),
        ("two three", [2, 3]),
        ("3-5", [3, 5]),
    ],
)
def test_neighbours_are_kept_apart(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values


WORDS = st.lists(
    st.sampled_from(
        [
            *ONES,
            *TENS[2:],
            "hundred",
            "thousand",
            "million",
            "and",
            "a",
            "half",
            "third",
            "thirds",
            "dozen",
            "of",
            "1,000",
            "½",
            "٣",
            "7/8",
            "1.5",
            "🙂",
            "\n",
            "\xa0",
            "-",
            "²",
            "k",
        ]
    ),
    max_size=14,
)


@given(WORDS, st.sampled_from([" ", "", "-", "\n", "\u2003"]))
def test_any_words_give_finite_numbers_in_their_place(words: list[str], joint: str) -> None:
    text = joint.join(words)
    last = 0
    for number in find_numbers(text):
        assert last <= number.start < number.end <= len(text)
        assert math.isfinite(number.value)
        last = number.end


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    assert all(math.isfinite(number.value) for number in find_numbers(text))
