"""Markup to text: as a browser would show it, with quotations and links marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from probenlp.harvest.comments.render import Rendered, render


def rendered(html: str, base_url: str | None = None) -> Rendered:
    return render([fragment_fromstring(html, create_parent="div")], base_url=base_url)


@pytest.mark.parametrize(
    ("html", "text", "reason"),
    [
        ("<p>No chairs.</p><p>No desks.</p>", "No chairs.\n\nNo desks.", "a blank line a block"),
        ("No chairs.<br>No desks.", "No chairs.\nNo desks.", "a newline for br"),
        ("No chairs.<br><br><br><br>No desks.", "No chairs.\n\nNo desks.", "never two blank lines"),
        ("<p>No chairs.<br></p><p>No desks.</p>", "No chairs.\n\nNo desks.", "br before a break"),
        ("  No \n\t chairs <b> at </b> all ", "No chairs at all", "white space collapses"),
        ("no<b>where</b>", "nowhere", "inline markup parts no words"),
        ("<div>Ashmere<div>Tolland</div>Lyne</div>", "Ashmere\n\nTolland\n\nLyne", "bare text"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c", "pre keeps its white space"),
        ("x<pre>\na\n\n\nb\n</pre>y", "x\n\na\n\n\nb\n\ny", "pre among text"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo", "a line an item"),
        ("<table><tr><td>31%</td><td>posts</td></tr></table>", "31% posts", "cells by a space"),
        ("a<script>b</script><style>c</style>d", "ad", "scripts are not shown"),
        ('good <img alt=":)" class="wp-smiley"> day', "good :) day", "a smiley is a character"),
        ('well <img alt="👍" src="e.png">', "well 👍", "so is an emoji"),
        ('so <img alt="写真">', "so", "words in any script are no character"),
        ('see <img alt="Our office in spring"> here', "see here", "a picture has no words"),
        ("5\u00a0% of posts", "5\u00a0% of posts", "a no-break space is a character"),
        ("a<!-- b -->c", "ac", "comments of the markup"),
        ("<p>\u00a0</p><p>x</p>", "\u00a0\n\nx", "kept as the source has it"),
        ("", "", "nothing"),
    ],
)
def test_text_is_shown_as_in_a_browser(html: str, text: str, reason: str) -> None:
    assert rendered(html).text == text, reason


@pytest.mark.parametrize(
    ("html", "quoted", "source"),
    [
        ("<blockquote><p>We listen.</p></blockquote>Do they?", "We listen.", None),
        (
            (
                '<blockquote data-quote="Ann Orme"><div class="bbCodeBlock-title">Ann Orme said:'
                "</div><div>We listen.</div></blockquote>No."
            ),
            "We listen.",
            "Ann Orme",
        ),
        (
            "<blockquote><div><cite>Ann schrieb:</cite>We listen.</div></blockquote>",
            "We listen.",
            "Ann",
        ),
        # What the commenter wrote under the quotation stays in it.
        (
            "<blockquote>We listen. <cite>Our report</cite></blockquote>",
            "We listen. Our report",
            None,
        ),
        ('<div class="quote">We listen.</div>', "We listen.", None),
    ],
)
def test_quoted_passages_stay_and_are_marked(html: str, quoted: str, source: str | None) -> None:
    text, regions, _ = rendered(html)
    quotes = [region for region in regions if region.kind == "blockquote"]
    assert text[quotes[0].start : quotes[0].end] == quoted
    assert quotes[0].source_name == source


def test_nested_quotations_are_marked_each() -> None:
    text, regions, _ = rendered("<blockquote>A<blockquote>B</blockquote></blockquote><p>C</p>")
    assert text == "A\n\nB\n\nC"
    assert [(region.start, region.end) for region in regions] == [(0, 4), (3, 4)]


def test_links_keep_their_place_and_become_absolute() -> None:
    text, _, links = rendered('See <a href="/p14">page 14 </a>now', "https://unit.example/report")
    assert text == "See page 14 now"
    assert [(link.url, text[link.start : link.end]) for link in links] == [
        ("https://unit.example/p14", "page 14")
    ]


def test_a_link_without_words_has_no_place() -> None:
    (link,) = rendered('<a href="https://unit.example/"><img src="x.png"></a>').links
    assert (link.start, link.end) == (None, None)


def test_a_link_that_runs_a_script_is_none() -> None:
    assert rendered('<a href="javascript:void(0)">Show</a>').links == ()


_BLOCKS = st.sampled_from(["p", "div", "blockquote", "li", "b", "a href='/x'", "pre", "td", "span"])
_PIECES = st.recursive(
    st.text(st.sampled_from("ab \n\t\u00a0é"), max_size=6),
    lambda inner: st.tuples(_BLOCKS, st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{'<br>'.join(made[1])}</{made[0].split()[0]}>"
    ),
    max_leaves=15,
)


@given(_PIECES)
def test_stretches_are_tight_and_lie_in_the_text(html: str) -> None:
    text, regions, links = rendered(html)
    stretches = [(region.start, region.end) for region in regions]
    stretches += [(link.start, link.end) for link in links if link.start is not None]  # type: ignore[misc]
    for start, end in stretches:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip(" \n") == text[start:end] or "pre" in html
    assert text.strip(" \n\t") == text or "pre" in html


def test_depth_costs_no_stack() -> None:
    tree = fragment_fromstring("<b>x</b>", create_parent="div")
    inner = tree
    for _ in range(5000):
        inner = inner.makeelement("div", {})
        inner.append(tree)
        tree = inner
    assert render([tree]).text == "x"
