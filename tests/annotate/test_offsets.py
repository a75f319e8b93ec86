"""Counting characters as other programs do: the laws, and the texts that break naive counting."""

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.annotate.offsets import UNITS, OffsetError, Offsets, convert

NASTY = [
    ("😀", 1, 2, 4, 1, "an emoji beyond the basic plane"),
    ("👩‍👩‍👧", 5, 8, 18, 1, "three people joined into one picture"),
    ("👍🏽", 2, 4, 8, 1, "a skin tone"),
    ("🇬🇧", 2, 4, 8, 1, "two regional letters make one flag"),
    ("e\u0301", 2, 2, 3, 1, "a combining accent"),
    ("\r\n", 2, 2, 2, 1, "one line end, two characters"),
    ("\u2028", 1, 1, 3, 1, "a line separator"),
    ("नि", 2, 2, 6, 1, "a vowel sign"),
    ("£25", 3, 3, 4, 3, "pounds"),
    ("", 0, 0, 0, 0, "nothing"),
]

TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from([*"ae \r\n\u2028\u0085\u200d\u0301\ufe0f", "😀", "👩", "🏽", "🇬", "🇧"]),
    )
)


@pytest.mark.parametrize(("text", "points", "utf16", "utf8", "graphemes", "reason"), NASTY)
def test_lengths(
    text: str, points: int, utf16: int, utf8: int, graphemes: int, reason: str
) -> None:
    offsets = Offsets(text)
    assert [offsets.length(unit) for unit in UNITS] == [points, utf16, utf8, graphemes], reason


@settings(deadline=None)
@given(TEXTS)
def test_the_units_are_those_of_the_encodings(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert offsets.to("utf16", at) == len(text[:at].encode("utf-16-le")) // 2
        assert offsets.to("utf8", at) == len(text[:at].encode("utf-8"))
        assert offsets.to("code_point", at) == at


@settings(deadline=None)
@given(TEXTS)
def test_clusters_are_counted_as_the_standard_divides_them(text: str) -> None:
    offsets, at = Offsets(text), 0
    for count, cluster in enumerate(regex.findall(r"\X", text)):
        assert offsets.to("grapheme", at) == count
        at += len(cluster)
    assert offsets.to("grapheme", len(text)) == offsets.length("grapheme")


@settings(deadline=None)
@given(TEXTS, st.sampled_from(UNITS))
def test_there_and_back_is_where_one_was(text: str, unit: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        if offsets.holds_border(unit, at):  # type: ignore[arg-type]
            assert offsets.back(unit, offsets.to(unit, at)) == at  # type: ignore[arg-type]


@settings(deadline=None)
@given(TEXTS, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_converting_is_one_way_through_code_points(text: str, source: str, target: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        if offsets.holds_border("grapheme", at):
            there = offsets.to(source, at)  # type: ignore[arg-type]
            assert convert(text, there, source, target) == offsets.to(target, at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "unit", "offset", "words"),
    [
        ("a😀b", "utf16", 2, "inside a character"),
        ("é", "utf8", 1, "inside a character"),
        ("abc", "code_point", 4, "outside a text of 3"),
        ("abc", "utf16", -1, "outside"),
        ("a😀", "utf16", 4, "outside a text of 3 UTF-16 units"),
        ("👍🏽", "grapheme", 2, "outside a text of 1 grapheme clusters"),
    ],
)
def test_an_offset_that_cannot_be_is_told(text: str, unit: str, offset: int, words: str) -> None:
    with pytest.raises(OffsetError, match=words):
        Offsets(text).back(unit, offset)  # type: ignore[arg-type]


def test_a_place_inside_a_cluster_has_no_number_in_clusters() -> None:
    assert not Offsets("ne\u0301").holds_border("grapheme", 2)
    with pytest.raises(OffsetError, match="inside a grapheme cluster"):
        Offsets("ne\u0301").to("grapheme", 2)


def test_a_long_text_costs_what_its_length_says() -> None:
    text = "Ünïcode 😀 " * 20_000
    offsets = Offsets(text)
    for at in range(0, len(text), 7):
        assert offsets.back("utf16", offsets.to("utf16", at)) == at
