# ruff: noqa: E501  (lines of markup)
"""Whatever comes in, a document comes out or a HarvestError, and every run leads back."""

import html
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from probenlp.errors import HarvestError
from probenlp.harvest import Input, harvest
from probenlp.harvest.flatten import IGNORED
from probenlp.records import Document

SOUP = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

WORDS = st.sampled_from(
    "No rooms at Ashmere. |Ada Fenwick|Reply|Delete|ReplyDelete|3 comments|12 Likes|said...|£500|"
    "4 May 2023|14 November 2023 at 22:13|vor 3 Stunden|21:05|&amp;|&pound;|&#163;|&#xffffff;|&|&nosuch;|"
    "&#0;|&#11;|&#x1F;|<|>|\"|'|\u200b|\u00a0|\u2028|😀|e\u0301|Anonymous|Nine officers, five desks, no chairs.|"
    "\x0b|\x1f|\ufeff|]]>|-->|1. |  2. |  - ".split("|")
)
NAMES = st.sampled_from(
    "comment|comment-body|comment-content|comment-author|comment-timestamp|comments|comment-list|"
    "children|depth-1|depth-2|depth-99999|fn|vcard|thing|entry|md|usertext-body|wpd-comment|"
    "wpd-comment-text|message|message-body|bbWrapper|post|postbody|content|datetime|comment-header|"
    "comment-thread|user|blog-author|widget|sidebar|pingback|crawler-post|indented|x1".split("|")
)
IDS = st.sampled_from(
    "c12|c13|comment-12|comment-13|li-comment-7|comments|Blog1_cmt-4|wpd-comm-4_0|wpd-comm-5_4|p12|"
    "post_12|js-post-3|thing_t1_x|dsq-comment-4|comments-block|top-ra|c12-ra|respond|12|-|".split(
        "|"
    )
)
TAGS = st.sampled_from(
    "div|p|li|ol|ul|dl|dt|dd|article|section|span|a|cite|time|b|blockquote|table|tr|td|h1|h3|form|"
    "pre|aside|footer|script|style|noscript|template|textarea|br|img|svg|title|body|html|head".split(
        "|"
    )
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' href="/p?showComment=1669315455123#c12"',
        ' href="#comment-12"',
        ' href="http://[x"',
        ' datetime="2023-02-31T25:61:00Z"',
        ' datetime="2023-05-04T10:12:00+01:00"',
        ' data-comment-timestamp="99999999999999999999"',
        ' data-timestamp="1669315455"',
        ' data-parent-id="12"',
        ' style="margin-left: 40px"',
        ' itemscope itemtype="http://schema.org/Comment" itemprop="comment"',
        ' itemprop="author"',
        ' title="4 May 2023',
        " title='a > b'",
        " =",
        ' rel="next"',
    ]
)


@st.composite
def element(draw: Any, inner: st.SearchStrategy[str]) -> str:
    tag = draw(TAGS)
    marks = f' class="{draw(NAMES)} {draw(NAMES)}"' if draw(st.booleans()) else ""
    marks += f' id="{draw(IDS)}"' if draw(st.booleans()) else ""
    closing = draw(st.sampled_from([f"</{tag}>", f"</{tag}>", f"</{tag}>", "", "</div>", "</"]))
    return f"<{tag}{marks}{draw(ATTRIBUTES)}>{''.join(draw(st.lists(inner, max_size=4)))}{closing}"


MARKUP = st.recursive(WORDS, element, max_leaves=30)
PAGES = st.lists(MARKUP, min_size=1, max_size=8).map("".join)
WHOLE = "<!DOCTYPE html><html><head><title>Rooms</title></head><body>{}</body></html>"


def checked(data: bytes, name: str = "soup.html") -> Document | None:
    """Harvest, and check that each run of each passage holds the same on both sides."""
    try:
        document = harvest(Input(name, data), salt=b"fuzz").document
    except HarvestError:
        return None
    source = data.decode(document.source.encoding or "utf-8", document.source.encoding_errors)
    for passage in document.passages:
        for run in passage.source_map.runs if passage.source_map else ():
            ours = passage.text[run.start : run.end]
            stated = source[run.source_start : run.source_end]
            assert visible(ours) in (visible(stated), visible(html.unescape(stated)))
    names = [passage.id for passage in document.passages]
    assert len(names) == len(set(names))
    assert document.comments_found == sum(p.kind == "comment" for p in document.passages)
    parents = {p.parent_id for p in document.passages if p.parent_id}
    assert parents <= set(names)
    return document


def visible(text: str) -> str:
    return IGNORED.sub("", text)


@SOUP
@given(PAGES)
@example('<div id="respond"></div>\x0b<div id="comments"></div>&#11;&#x1f;')
@example('<li class="comment depth-1" id="comment-12"><li class="comment depth-1" id="comment-12">')
def test_any_markup_is_read_or_refused(page: str) -> None:
    checked(WHOLE.format(page).encode("utf-8", "surrogatepass"))


@SOUP
@given(PAGES, st.integers(0, 400))
def test_a_page_cut_off_anywhere_is_read_or_refused(page: str, at: int) -> None:
    checked(WHOLE.format(page).encode("utf-8", "surrogatepass")[: 60 + at])


TEXTS = st.lists(
    st.one_of(
        WORDS, st.sampled_from(["\n", "\n\n", "    ", "  1. ", "\r\n", "\t", "    Replies\n"])
    ),
    max_size=60,
).map("".join)


@SOUP
@given(TEXTS)
@example("1 comment:\n\n  1. x\n\n    ReplyDelete\n    Replies\n      1. y\n\n        Delete\n")
def test_any_text_is_read_or_refused(text: str) -> None:
    checked(text.encode("utf-8", "surrogatepass"), "soup.txt")


@SOUP
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    checked(data)


@SOUP
@given(st.binary(max_size=80), st.sampled_from(["utf-8", "windows-1252", "utf-16", "nonsense"]))
def test_bytes_in_a_page_of_any_charset_are_read_or_refused(data: bytes, charset: str) -> None:
    head = f'<html><head><meta charset="{charset}"></head><body><p>No rooms.</p>'.encode()
    checked(head + data + b"</body></html>")


def name(number: int) -> str:
    """Spell a number in letters: comments that differ in figures alone look like buttons."""
    return "".join(chr(97 + int(figure)) for figure in str(number)).title()


def comment(number: int, words: str) -> str:
    return f"""<li class="comment depth-1" id="comment-{number}"><article class="comment-body"><footer
class="comment-meta"><b class="fn">{name(number)}</b> <time datetime="2023-11-14T22:13:20Z">14
November 2023</time></footer><div class="comment-content"><p>{words}</p></div></article>"""


def post(number: int, words: str) -> str:
    """Write a comment of a system that nobody knows; it is left open."""
    return f"""<div class="k" id="say-{number}"><b class="w">{name(number)}</b> <i>14 November 2023,
22:13</i><div class="t">{words}</div><a>Reply</a>"""


ARTICLE = (
    "<h1>Rooms at Ashmere</h1><div class='entry-content'><p>The office has 12 rooms.</p></div>"
)


def thread(items: str) -> bytes:
    listed = f'{ARTICLE}<div id="comments"><ol class="comment-list">{items}</ol></div>'
    return WHOLE.format(listed).encode()


def read(data: bytes, name: str = "page.html") -> Document:
    return harvest(Input(name, data), salt=b"fuzz").document


@pytest.mark.parametrize("words", ["word " * 200_000, "x" * 1_000_000, "&amp;" * 200_000])
def test_a_comment_of_one_line_and_a_megabyte(words: str) -> None:
    document = read(thread(comment(1, words) + "</li>"))
    assert document.comments_found == 1
    assert len(document.passages[-1].text) >= 200_000


@pytest.mark.parametrize(("write", "end"), [(comment, "</li>"), (post, "</div>")])
def test_twenty_thousand_comments_side_by_side(write: Any, end: str) -> None:
    items = (write(number, f"Words of {name(number)}.") + end for number in range(1, 20_001))
    document = read(thread("".join(items)))
    assert document.comments_found == 20_000


@pytest.mark.parametrize(
    ("write", "box", "levels", "least"),
    [(comment, '<ol class="children">', 10_000, 10_000), (post, "", 50_000, 500)],
)
def test_thousands_of_levels_are_read_and_told(
    write: Any, box: str, levels: int, least: int
) -> None:
    items = (write(number, f"Words of {name(number)}.") + box for number in range(1, levels + 1))
    told = harvest(Input("page.html", thread("".join(items))), salt=b"fuzz")
    assert "nesting" in {problem.reason for problem in told.problems}
    assert told.document.comments_found >= least


def test_a_hundred_thousand_buttons() -> None:
    document = read(thread(comment(1, "No rooms." + "ReplyDelete" * 100_000) + "</li>"))
    assert document.comments_found == 1
    checked(WHOLE.format("<p>No rooms.</p>" + "ReplyDelete\n" * 100_000).encode())


@pytest.mark.parametrize("piece", ["<div>", "<b><p>", "<a href='#c1'>", "&", "<!--", "<td>"])
def test_thousands_of_anything(piece: str) -> None:
    checked(WHOLE.format(f"{ARTICLE}{piece * 10_000}").encode())
