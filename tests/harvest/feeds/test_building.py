"""A feed's document has the shape of a page's."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.harvest.feeds import FeedComment, FeedPost, FeedSource, blogger_json, build_document
from probenlp.harvest.feeds.order import arrange
from probenlp.records import Document, Posted

SOURCE = FeedSource(name="https://blog.example/feed", answers=(b"{}",))


def build(comments: list[FeedComment] | None, **post: Any) -> Document:
    stated = {"system": "blogger-json", "url": "https://blog.example/a.html", "title": "Rooms"}
    return build_document(FeedPost(**(stated | post)), comments, salt=b"s", source=SOURCE)


def said(number: int, parent: int | None = None, **more: Any) -> FeedComment:
    more.setdefault("posted", Posted(utc=f"2023-05-04T09:{number % 60:02d}:00Z", source="feed"))
    above = f"c{parent}" if parent is not None else None
    return FeedComment(native_id=f"c{number}", parent_native_id=above, **more)


def test_passages_are_title_article_and_comments_named_by_their_native_ids() -> None:
    document = build([said(2, 1, html="Reply"), said(1, html="First")], html="<p>Ten rooms.</p>")
    assert [(p.id.removeprefix(document.id), p.kind, p.text) for p in document.passages] == [
        (".t", "title", "Rooms"),
        (".a", "article", "Ten rooms."),
        (".cc1", "comment", "First"),
        (".cc2", "comment", "Reply"),
    ]
    reply = document.passages[-1]
    assert (reply.parent_id, reply.parent_source) == (f"{document.id}.cc1", "feed")
    assert (reply.path, reply.depth, reply.source_map) == ("1.1", 1, None)
    assert (document.structure, document.comment_system) == ("tree", "blogger-json")


def test_a_summary_is_marked_as_cut_off() -> None:
    document = build(None, html="<p>Short…</p>", is_summary=True)
    assert document.passages[-1].status == "truncated"
    assert document.warnings == ("article: the feed states only a summary of it",)


def test_not_asked_is_not_none() -> None:
    assert build(None, comments_claimed=4).comment_system is None
    assert build([], comments_claimed=0).structure == "none"


def test_times_with_and_without_milliseconds_sort_as_times() -> None:
    late = Posted(utc="2023-05-04T09:00:00.500Z", source="feed")
    early = Posted(utc="2023-05-04T09:00:00Z", source="feed")
    document = build([said(1, posted=late), said(2, posted=early)])
    assert [p.native_id for p in document.passages[1:]] == ["c2", "c1"]


def test_without_all_times_the_feeds_own_order_stays() -> None:
    document = build([said(9), said(1, posted=None), said(5)])
    assert [p.native_id for p in document.passages[1:]] == ["c9", "c1", "c5"]


def test_a_parent_that_is_missing_and_a_ring_stand_at_top_level_with_a_warning() -> None:
    document = build([said(1, 99), said(2, 3), said(3, 2), said(4, 4)])
    by_id = {p.native_id: p for p in document.passages[1:]}
    assert by_id["c1"].parent_id is None
    assert by_id["c1"].depth == 0
    assert (by_id["c2"].depth, by_id["c3"].depth, by_id["c4"].depth) == (0, 1, 0)
    assert document.warnings == (
        "thread: the parent of c1 is not in the feed; put at top level",
        "thread: c2, c4 would answer itself; put at top level",
    )


def test_an_entry_sent_twice_is_one_comment() -> None:
    document = build([said(1, html="A"), said(1, html="A"), said(2, html="B"), said(2, html="C")])
    assert [p.text for p in document.passages[1:]] == ["A", "B"]
    assert document.warnings == ("feed: states two texts for c2; the first was taken",)


def test_two_posts_of_one_feed_without_addresses_have_two_names() -> None:
    first, second = (build(None, url=None, native_id=name) for name in "ab")
    assert first.id != second.id


@pytest.mark.parametrize(
    ("author", "profile", "expected"),
    [
        ("Bea Orme", "https://www.blogger.com/profile/9", (True, False)),
        ("Bea Orme", None, (False, False)),  # anybody can type the blogger's name
        ("Anonymous", None, (False, True)),
        ("Anonymous", "https://www.blogger.com/profile/4", (False, False)),
    ],
)
def test_who_is_the_posts_author_and_who_is_nobody(
    blog: Any, author: str, profile: str | None, expected: tuple[bool, bool]
) -> None:
    post = blog.Post(12, comments=[blog.Said(5, author=author, profile=profile)])
    entry = blogger_json.read_posts(blog.blogger_json([blog.blogger_post(post)])).entries[0]
    data = blog.blogger_json([blog.blogger_comment(post.comments[0], post)])
    document = build_document(
        entry, blogger_json.read_comments(data).entries, salt=b"s", source=SOURCE
    )
    writer = document.passages[-1].author
    assert writer is not None
    assert (writer.is_post_author, writer.is_anonymous) == expected
    assert (writer.key is None) == expected[1]


def test_ten_thousand_comments_in_one_chain_and_in_one_row() -> None:
    chain = build([said(n, n - 1 if n else None, posted=None) for n in range(10_000)])
    assert chain.passages[-1].depth == 9_999
    assert chain.passages[-1].path is None, "a path of ten thousand steps helps nobody"
    assert chain.passages[300].path is not None
    row = build([said(n, posted=None) for n in range(10_000)])
    assert row.passages[-1].path == "10000"


@settings(max_examples=200, deadline=None)
@given(parents=st.lists(st.none() | st.integers(-1, 12), max_size=12))
def test_every_comment_stands_once_below_its_parent_whatever_the_feed_claims(
    parents: list[int | None],
) -> None:
    arranged = arrange([(str(n), None if p is None else str(p)) for n, p in enumerate(parents)])
    assert sorted(place.position for place in arranged.places) == list(range(len(parents)))
    seen: dict[int, str] = {}
    lost = {*arranged.missing, *arranged.looped}
    for place in arranged.places:
        stated = None if place.position in lost else parents[place.position]
        assert place.parent == stated
        above = seen[place.parent] + "." if place.parent is not None else ""
        assert place.path is not None
        assert place.path.startswith(above)
        assert place.depth == place.path.count(".")
        seen[place.position] = place.path
    assert len(set(seen.values())) == len(parents)
