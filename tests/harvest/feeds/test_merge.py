"""A page and a feed of one post: the strongest test either can have is the other."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from probenlp.harvest import Input, read
from probenlp.harvest.feeds import (
    FeedSource,
    blogger_atom,
    blogger_json,
    build_document,
    merge,
    wordpress_rest,
)
from probenlp.records import Document, Passage, Posted

SALT = b"s"


def page_of(blog: Any, post: Any, shown: Any = lambda said: True) -> Document:
    return read(Input(post.url, blog.blogger_page(post, shown), post.url), salt=SALT)


def feed_of(blog: Any, post: Any, form: str = "json") -> Document:
    module, write = (
        (blogger_json, blog.blogger_json) if form == "json" else (blogger_atom, blog.blogger_atom)
    )
    entry = module.read_posts(write([blog.blogger_post(post)])).entries[0]
    data = write([blog.blogger_comment(said, post) for said in post.comments])
    source = FeedSource(name="feed", answers=(data,))
    comments = module.read_comments(data).entries
    return build_document(entry, comments, salt=SALT, source=source)


def wordpress_both(blog: Any, post: Any) -> tuple[Document, Document]:
    page = read(Input(post.url, blog.wordpress_page(post), post.url), salt=SALT)
    entry = wordpress_rest.read_posts(json.dumps([blog.wordpress_post(post)]).encode()).entries[0]
    data = json.dumps([blog.wordpress_comment(said, post) for said in post.comments]).encode()
    source = FeedSource(name="feed", answers=(data,))
    comments = wordpress_rest.read_comments(data).entries
    return page, build_document(entry, comments, salt=SALT, source=source)


def comparable(passage: Passage) -> tuple[Any, ...]:
    """What both sources state; how a parent or a time is known differs by nature."""
    author, posted = passage.author, passage.posted
    assert author is not None
    assert posted is not None
    return (
        passage.id,
        passage.text,
        passage.parent_id,
        passage.path,
        passage.depth,
        passage.status,
        passage.permalink,
        passage.regions,
        passage.links,
        passage.duplicate_of,
        author,
        posted.utc,
        posted.raw,
    )


def thread(document: Document) -> list[Passage]:
    return [passage for passage in document.passages if passage.kind == "comment"]


_TEXTS = st.lists(
    st.sampled_from(
        [
            "Forty of us share twelve desks.",
            "Caseload of 74 &amp; rising: £500 for what?",
            "They wrote: <i>under review</i>.",
            'See <a href="https://dale.example/report">the report</a>.',
            "Two &lt; three 👩‍🏫",
            "Rooms…<br/>chairs…",
        ]
    ),
    min_size=1,
    max_size=3,
).map("<br/><br/>".join)
_PEOPLE = st.sampled_from(
    [
        ("Ada Fenwick", "https://www.blogger.com/profile/71"),
        ("Bea Orme", "https://www.blogger.com/profile/9"),
        ("J. (Leeds)", "https://fenwick.example/"),
        ("ex-PSO", None),
        ("Anonymous", None),
    ]
)


@st.composite
def threads(draw: Any) -> list[tuple[Any, ...]]:
    said = draw(st.lists(st.tuples(_PEOPLE, _TEXTS, st.booleans()), max_size=9))
    return [
        (person, text, removed, draw(st.none() | st.integers(0, n - 1)) if n else None)
        for n, (person, text, removed) in enumerate(said)
    ]


def written(blog: Any, notes: list[tuple[Any, ...]], *, removals: bool = True) -> Any:
    return blog.Post(
        12,
        comments=[
            blog.Said(
                500 + n,
                author=person[0],
                profile=person[1],
                html=text,
                at=blog.FIRST + 61_000 * n,
                parent=None if above is None else 500 + above,
                removed=removed and removals,
            )
            for n, (person, text, removed, above) in enumerate(notes)
        ],
    )


SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("form", ["json", "atom"])
@SETTINGS
@given(notes=threads())
def test_a_blogger_thread_says_the_same_as_page_and_as_feed(
    blog: Any, form: str, notes: list[Any]
) -> None:
    post = written(blog, notes)
    page, feed = page_of(blog, post), feed_of(blog, post, form)
    assert [comparable(p) for p in thread(feed)] == [comparable(p) for p in thread(page)]
    merged = merge(page, feed)
    assert merged.passages == page.passages, "words, source maps, places: all the page's"
    assert merged.warnings == page.warnings


@SETTINGS
@given(notes=threads())
def test_a_wordpress_thread_says_the_same_as_page_and_as_feed(blog: Any, notes: list[Any]) -> None:
    post = written(blog, notes, removals=False)
    page, feed = wordpress_both(blog, post)
    facts = [comparable(passage)[:6] for passage in thread(page)]
    assert [comparable(passage)[:6] for passage in thread(feed)] == facts
    merged = merge(page, feed)
    assert merged.passages == page.passages
    assert merged.warnings == page.warnings


@SETTINGS
@given(notes=threads(), hidden=st.sets(st.integers(500, 509)))
def test_comments_the_page_does_not_show_come_back_from_the_feed_in_their_places(
    blog: Any, notes: list[Any], hidden: set[int]
) -> None:
    post = written(blog, notes, removals=False)
    whole = page_of(blog, post)

    def shown(said: Any) -> bool:
        return said.number not in hidden

    page = page_of(blog, post, shown)
    merged = merge(page, feed_of(blog, post))
    assert [comparable(p) for p in thread(merged)] == [comparable(p) for p in thread(whole)]
    on_page = {passage.id: passage for passage in thread(page)}
    for passage in thread(merged):
        kept = on_page.get(passage.id)
        assert passage.source_map == (kept.source_map if kept else None)
    if len(on_page) < len(notes):
        assert any("stand in the feed alone" in warning for warning in merged.warnings)
    assert not any(warning.startswith("comment-count:") for warning in merged.warnings)


def changed(document: Document, **fields: Any) -> Document:
    """Change the first comment."""
    first = next(p for p in document.passages if p.kind == "comment")
    passages = [replace(p, **fields) if p is first else p for p in document.passages]
    return replace(document, passages=tuple(passages))


@pytest.fixture
def both(blog: Any) -> tuple[Document, Document]:
    said = [blog.Said(501), blog.Said(502, parent=501, at=blog.FIRST + 9_000)]
    post = blog.Post(12, comments=said)
    return page_of(blog, post), feed_of(blog, post)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "Another text."),
        ("posted", Posted(utc="2020-01-01T00:00:00Z", source="feed")),
        ("parent_id", "somewhere-else"),
    ],
)
def test_a_conflict_is_told_and_the_page_stays(
    both: tuple[Document, Document], field: str, value: Any
) -> None:
    page, feed = both
    merged = merge(page, changed(feed, **{field: value}))
    assert merged.passages == page.passages
    assert any("differ in the" in warning and "(c501)" in warning for warning in merged.warnings)


def test_names_stand_in_no_warning(both: tuple[Document, Document]) -> None:
    page, feed = both
    author = thread(feed)[0].author
    assert author is not None
    merged = merge(page, changed(feed, author=replace(author, name="Zed Quill")))
    assert any("differ in the author" in warning for warning in merged.warnings)
    assert not any("Quill" in warning or "Fenwick" in warning for warning in merged.warnings)


def test_what_the_page_leaves_open_comes_from_the_feed(both: tuple[Document, Document]) -> None:
    page, feed = both
    bare = changed(page, author=None, posted=Posted(raw="yesterday", source="text"), permalink=None)
    first = thread(merge(bare, feed))[0]
    assert first.author == thread(feed)[0].author
    assert first.posted == Posted(utc="2023-11-14T22:13:20.123Z", raw="yesterday", source="feed")
    assert first.permalink == thread(feed)[0].permalink


def test_a_removal_that_the_page_does_not_mark_is_taken_and_told(
    both: tuple[Document, Document],
) -> None:
    page, feed = both
    merged = merge(page, changed(feed, status="deleted"))
    assert thread(merged)[0].status == "deleted"
    assert any("differ in the status" in warning for warning in merged.warnings)


def test_a_flat_page_gets_its_tree_from_the_feed(both: tuple[Document, Document]) -> None:
    page, feed = both
    flat = replace(
        page,
        structure="flat",
        passages=tuple(
            replace(p, parent_id=None, parent_source=None, path=None, depth=None)
            for p in page.passages
        ),
    )
    merged = merge(flat, feed)
    assert merged.structure == "tree"
    assert [(p.path, p.depth, p.parent_source) for p in thread(merged)] == [
        ("1", 0, None),
        ("1.1", 1, "feed"),
    ]


def test_a_comment_of_the_page_alone_stays_with_a_warning(both: tuple[Document, Document]) -> None:
    page, feed = both
    fewer = replace(feed, passages=feed.passages[:-1], comments_found=1)
    merged = merge(page, fewer)
    assert merged.passages == page.passages
    assert "merge: 1 comments stand on the page alone: c502" in merged.warnings


def test_a_feed_that_was_not_asked_for_comments_says_nothing_of_them(
    both: tuple[Document, Document],
) -> None:
    page, feed = both
    unasked = replace(feed, passages=feed.passages[:2], comment_system=None, structure="none")
    merged = merge(page, unasked)
    assert (merged.passages, merged.warnings) == (page.passages, page.warnings)


def test_a_page_without_the_feeds_ids_is_not_doubled(both: tuple[Document, Document]) -> None:
    page, feed = both
    nameless = replace(
        page,
        passages=tuple(replace(p, native_id=None) for p in page.passages),
    )
    merged = merge(nameless, feed)
    assert merged.comments_found == 2
    assert any("has an id of the feed's" in warning for warning in merged.warnings)


def test_the_latest_first_stays_the_latest_first(blog: Any) -> None:
    said = [blog.Said(500 + n, at=blog.FIRST - 9_000 * n) for n in range(4)]
    post = blog.Post(12, comments=said)
    page = page_of(blog, post, lambda one: one.number != 502)
    assert [p.native_id for p in thread(merge(page, feed_of(blog, post)))] == [
        "c500",
        "c501",
        "c502",
        "c503",
    ]


def test_a_finer_date_of_the_feed_is_taken_and_another_one_is_told(
    both: tuple[Document, Document],
) -> None:
    page, feed = both
    assert page.published is not None
    assert (page.published.date, page.published.how) == ("2023-11", "url")
    assert merge(page, feed).published == feed.published
    other = replace(page, published=replace(page.published, date="2019-01-02"))
    merged = merge(other, feed)
    assert merged.published == other.published
    assert "merge: published 2019-01-02 on the page" in " ".join(merged.warnings)


def test_two_posts_are_not_merged(blog: Any) -> None:
    with pytest.raises(ValueError, match="two documents of one post"):
        merge(page_of(blog, blog.Post(1)), feed_of(blog, blog.Post(2)))
