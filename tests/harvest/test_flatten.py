"""What is done for all characters, or for a whole phrase, at once gives what each step would."""

import html
from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest import flatten
from probenlp.harvest.flatten import IGNORED, Flat, flatten_html, flatten_text, visible
from probenlp.harvest.placement import SourceIndex

PIECES = st.sampled_from(
    ["<p>", "</p>", "<br/>", "<a href='x' title=\"it's > all\">", "</a>", '<b class="x y">', "<i",
     "<script>if (a<b && c>d) {'</p>'}</script>", "<SCRIPT>", "</script>", "<style>p{}</style>",
     "<scripted>", "<!-- a <b> --> ", "<!--", "-->", "<body class='c'>", "</body>", "<html>",
     "</html>", "<!doctype html>", "<?xml ?>", "</ p>", "<1>", "<", ">", "'", '"', "&amp;",
     "&nbsp;", "&#8203;", "&notin", "&bogus;", "&", " ", "  ", "\n", "\t", "\xa0", "\u200b", "\xad",
     "\x00", "word", "two words", "half past, ", "caf\xe9", "\U0001f600"]
)  # fmt: skip
SOURCES = st.lists(PIECES, max_size=25).map("".join)


def as_lists(flat: Flat) -> tuple[object, ...]:
    places = (flat.starts, flat.source_starts, flat.source_ends, flat.phrase_ends)
    return (flat.text, flat.body_start, flat.open_ended, flat.closed, *map(list, places))


@given(SOURCES)
def test_tags_passed_in_one_go_are_those_passed_one_by_one(source: str) -> None:
    def none_is_dull(codes: "np.ndarray[tuple[int], np.dtype[np.uint32]]") -> object:
        nowhere = np.empty(0, dtype=np.int64)
        return nowhere, nowhere, np.flatnonzero(codes == ord("<"))

    at_once = as_lists(flatten_html(source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flatten, "_dull_tags", none_is_dull)
        assert as_lists(flatten_html(source)) == at_once


def test_most_tags_are_passed_in_one_go() -> None:
    source = "<!doctype html><body>" + "<p class='a'>One <b>two</b></p>" * 50 + "<script></script>"
    starts, _, odd = flatten._dull_tags(flatten._codes(source))
    assert (len(starts), len(odd)) == (200, 4)


@given(SOURCES)
def test_each_stretch_shows_its_place_in_the_source(source: str) -> None:
    flat = flatten_html(source)
    ends = [*flat.starts[1:], len(flat.text)][: len(flat.starts)]
    for start, end, first, last in zip(
        flat.starts, ends, flat.source_starts, flat.source_ends, strict=True
    ):
        assert IGNORED.sub("", html.unescape(source[first:last])) == flat.text[start:end]


@given(SOURCES)
def test_in_a_phrase_single_blanks_part_the_words(source: str) -> None:
    flat = flatten_html(source)
    for stretch, behind in enumerate(flat.phrase_ends):
        for one in range(stretch, behind - 1):
            assert source[flat.source_ends[one] : flat.source_starts[one + 1]].isspace()
            assert flat.source_starts[one + 1] - flat.source_ends[one] == 1


@given(SOURCES, SOURCES, st.sampled_from([" ", "  ", "\n", "\t"]), st.booleans())
def test_a_phrase_at_once_is_placed_as_word_by_word(
    source: str, other: str, blank: str, html_given: bool
) -> None:
    texts = [other, blank.join(html.unescape(source).split()), source.replace("word", "ward", 1)]
    index, word_by_word = (SourceIndex(source, html=html_given) for _ in range(2))
    word_by_word.flat.phrase_ends = array("q", range(len(word_by_word.flat.starts)))
    for text in texts:
        assert index.place(text) == word_by_word.place(text)


def test_a_sentence_is_one_phrase() -> None:
    flat = flatten_text("Nobody\tcame to\nthe door.  It was late.")
    assert list(flat.phrase_ends) == [5, 5, 5, 5, 5, 8, 8, 8]


@given(st.text())
def test_visible_leaves_out_what_is_ignored(text: str) -> None:
    assert visible(text) == IGNORED.sub("", text)


def test_a_letter_that_is_only_like_an_s_begins_no_tag() -> None:
    assert flatten_html("<\u017fpan>said").text == "<\u017fpan>said"
