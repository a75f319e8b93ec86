"""The way from a passage back to the source."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest import SourceIndex
from probenlp.harvest.flatten import IGNORED
from probenlp.harvest.placement import uncovered, unplaced
from probenlp.records import SourceMap


def assert_true(source: str, text: str, source_map: SourceMap, *, is_html: bool) -> None:
    """Check that every run holds the same characters on both sides."""
    for run in source_map.runs:
        ours = text[run.start : run.end]
        theirs = source[run.source_start : run.source_end]
        if len(ours) == len(theirs):
            assert all(
                a == b or (a.isspace() and b.isspace()) for a, b in zip(ours, theirs, strict=True)
            )
        else:
            assert is_html
            assert IGNORED.sub("", html.unescape(theirs)) == ours


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Dale &amp; Moor</p>", "Dale & Moor"),
        ("<p>cost&nbsp;&pound;500&#8230;</p>", "cost £500…"),
        ("<p>a\n  wrapped\r\n line</p>", "a wrapped line"),
        ("<p>in<b>side</b> a word</p>", "inside a word"),
        ("<p>zero\u200bwidth &#8203;and soft\u00adhyphen</p>", "zerowidth and softhyphen"),
        ("<p title='a > b'>one</p><!-- two > three --><p>four</p>", "one\n\nfour"),
        ("<script>if (a<b) 'one'</script><style>p{}</style><p>one</p>", "one"),
        ("<p>5 < 6 & 7</p>", "5 < 6 & 7"),
        ('<a href="x" title="stray>words</a>', "words"),
        ("<p>AT&T and &bogus; stay</p>", "AT&T and &bogus; stay"),
    ],
)
def test_all_of_a_passage_is_placed(source: str, text: str) -> None:
    source_map = SourceIndex(source, html=True).place(text)
    assert source_map is not None
    assert unplaced(text, source_map) == 0
    assert_true(source, text, source_map, is_html=True)


def test_a_paragraph_that_was_changed_has_no_way_back() -> None:
    source_map = SourceIndex("<p>one</p><p>two</p><p>three</p>", html=True).place(
        "one\n\n2\n\nthree"
    )
    assert source_map is not None
    assert unplaced("one\n\n2\n\nthree", source_map) == 1
    assert SourceIndex("<p>one</p>", html=True).place("nothing of it") is None


def test_a_changed_word_costs_its_surroundings_only() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    text = words.replace("word30", "changed")
    source_map = SourceIndex(f"<p>{words}</p>", html=True).place(text)
    assert source_map is not None
    assert 0 < unplaced(text, source_map) < 80


def test_bounds_choose_between_equal_texts() -> None:
    source = "<li id=c1>Agreed.</li><li id=c2>Agreed.</li>"
    index = SourceIndex(source, html=True)
    placed = index.place("Agreed.", after=source.index("c2"))
    assert placed is not None
    assert placed.runs[0].source_start == source.rindex("Agreed.")
    assert index.place("Agreed.", after=source.rindex("Agreed.") + 3) is None


def test_equal_paragraphs_go_on_in_the_order_of_the_page() -> None:
    source = "<p>Yes.</p><p>No.</p><p>Yes.</p>"
    placed = SourceIndex(source, html=True).place("Yes.\n\nNo.\n\nYes.")
    assert placed is not None
    assert [run.source_start for run in placed.runs] == [3, 14, 24]


def test_what_a_passage_leaves_out_is_listed() -> None:
    source = "<p>one</p><div>Share this</div><p>two</p>"
    index = SourceIndex(source, html=True)
    placed = index.place("one\n\ntwo")
    assert placed is not None
    assert [source[start:end] for start, end in uncovered(index, placed)] == ["Share this"]


@pytest.mark.parametrize(
    ("source", "open_ended", "closed"),
    [
        ("<html><body><p>x</p></body></html>", False, True),
        ("<p>a fragment</p>", False, True),
        ("<html><body><p>x</p>", False, False),
        ("<html><body><p>x</p><a href='", True, False),
        ("<p>x</p><!-- never", True, True),
        ("<p>x</p><script>never", True, True),
    ],
)
def test_a_cut_is_seen(source: str, open_ended: bool, closed: bool) -> None:
    flat = SourceIndex(source, html=True).flat
    assert (flat.open_ended, flat.closed) == (open_ended, closed)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@given(st.lists(WORDS, max_size=8), st.sampled_from(["", " ", "\n", "&nbsp;", "<br>", "<i></i>"]))
def test_no_run_is_ever_wrong(words: list[str], between: str) -> None:
    source = "<p>" + f"</p>{between}<p>".join(html.escape(word) for word in words) + "</p>"
    text = "\n\n".join(words)
    source_map = SourceIndex(source, html=True).place(text)
    if source_map:
        assert_true(source, text, source_map, is_html=True)
        assert source_map.runs[-1].end <= len(text)
    visible = IGNORED.sub("", text)
    assert unplaced(text, source_map) == 0 or not visible or any("&" in word for word in words)


@given(st.text(alphabet="<>/!-\"'= abp&;#x1\n", max_size=80), st.text(max_size=20))
def test_no_markup_breaks_it(source: str, text: str) -> None:
    source_map = SourceIndex(source, html=True).place(text)
    if source_map:
        assert_true(source, text, source_map, is_html=True)


@given(st.text(max_size=200))
def test_a_plain_text_is_placed_whole(text: str) -> None:
    source_map = SourceIndex(text, html=False).place(text)
    assert unplaced(text, source_map) == 0
    assert source_map is None or not re.search(r"\w", text) or source_map.runs
