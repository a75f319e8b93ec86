"""Feeds named as sources: what a researcher has saved of a blog becomes its documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from probenlp.errors import HarvestError
from probenlp.harvest import Input, read
from probenlp.harvest.feeds import read_feed_file
from probenlp.pipeline import harvest_documents
from probenlp.records import Document, Problem
from probenlp.settings import Settings


def gathered(*paths: Path) -> tuple[list[Document], list[Problem]]:
    problems: list[Problem] = []
    found = list(harvest_documents(list(paths), Settings(salt=b"s"), problems.append))
    return found, problems


def thread(document: Document) -> list[tuple[str | None, str, str | None]]:
    """Native id, words and path of each comment."""
    return [(p.native_id, p.text, p.path) for p in document.passages if p.kind == "comment"]


@pytest.fixture
def posts(blog: Any) -> list[Any]:
    said = [
        blog.Said(11, at=blog.FIRST, html="Forty of us, twelve desks."),
        blog.Said(12, at=blog.FIRST + 5000, html="Ten.", parent=11, author="Jo", profile=None),
    ]
    other = [blog.Said(21, at=blog.FIRST, html="Same here.")]
    return [
        blog.Post(100, title="Rooms", comments=said),
        blog.Post(101, title="Chairs", comments=other),
    ]


WRITERS = {
    "blogger.json": "blogger_json",
    "blogger.xml": "blogger_atom",
    "wordpress.json": "wordpress",
}


def write(folder: Path, kind: str, posts: list[Any], blog: Any) -> tuple[Path, Path]:
    """Write posts and comments as two files of one system."""
    name = WRITERS[kind]
    if name == "wordpress":
        heads = json.dumps([blog.wordpress_post(post) for post in posts]).encode()
        said = [blog.wordpress_comment(one, post) for post in posts for one in post.comments]
        tails = json.dumps(said).encode()
    else:
        wrap = getattr(blog, name)
        heads = wrap([blog.blogger_post(post) for post in posts])
        tails = wrap([blog.blogger_comment(one, post) for post in posts for one in post.comments])
    places = folder / f"posts-{kind}", folder / f"comments-{kind}"
    for place, data in zip(places, (heads, tails), strict=True):
        place.write_bytes(data)
    return places


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("turned", [False, True], ids=["posts first", "comments first"])
def test_posts_and_comments_of_one_blog_become_threads(
    kind: str, turned: bool, posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    files = write(tmp_path, kind, posts, blog)
    documents, problems = gathered(*(reversed(files) if turned else files))
    assert problems == []
    assert [document.title for document in documents] == ["Rooms", "Chairs"]
    mark = "comment-" if kind == "wordpress.json" else "c"
    assert thread(documents[0]) == [
        (f"{mark}11", "Forty of us, twelve desks.", "1"),
        (f"{mark}12", "Ten.", "1.1"),
    ]
    assert documents[0].structure == "tree"
    assert documents[0].warnings == ()
    assert "12 rooms for 40 people" in documents[0].passages[1].text


@pytest.mark.parametrize("kind", WRITERS)
def test_comments_alone_are_documents_at_the_address_of_their_post(
    kind: str, posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    _, comments = write(tmp_path, kind, posts, blog)
    documents, problems = gathered(comments)
    assert problems == []
    assert [document.url for document in documents] == [post.url for post in posts]
    assert [len(thread(document)) for document in documents] == [2, 1]
    assert [document.title for document in documents] == [None, None]
    assert "only comments were given" in documents[0].warnings[0]


@pytest.mark.parametrize("kind", WRITERS)
def test_posts_alone_say_that_their_comments_are_elsewhere(
    kind: str, posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    heads, _ = write(tmp_path, kind, posts, blog)
    documents, problems = gathered(heads)
    assert (len(documents), problems) == (2, [])
    told = any("the feed counts 2 comments" in warning for warning in documents[0].warnings)
    assert told == (kind != "wordpress.json"), "WordPress's posts do not count their comments"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_page_and_the_feed_of_its_post_become_one_document(
    kind: str, posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    files = write(tmp_path, kind, posts, blog)
    page = tmp_path / "rooms.html"
    is_wordpress = kind == "wordpress.json"
    writer = blog.wordpress_page if is_wordpress else blog.blogger_page
    head = f'<link rel="canonical" href="{posts[0].url}"/></head>'.encode()
    page.write_bytes(
        writer(posts[0], lambda said: said.number == 11).replace(b"</head>", head, is_wordpress)
    )
    documents, problems = gathered(page, *files)
    assert problems == []
    assert [document.title for document in documents] == ["Rooms", "Chairs"]
    first, second = (p for p in documents[0].passages if p.kind == "comment")
    assert first.source_map is not None
    assert second.text == "Ten."
    assert second.parent_id == first.id


def test_an_export_is_a_whole_blog(posts: list[Any], blog: Any, tmp_path: Path) -> None:
    kind = "http://schemas.google.com/blogger/2008/kind#"
    data = blog.blogger_atom(
        [blog.blogger_post(post) for post in posts]
        + [blog.blogger_comment(one, post) for post in posts for one in post.comments]
    ).decode()
    entries = data.split("<entry>")
    named = [entries[0]] + [
        f'<category term="{kind}{"comment" if "in-reply-to" in entry else "post"}"/>{entry}'
        for entry in entries[1:]
    ]
    (tmp_path / "blog.xml").write_text("<entry>".join(named), encoding="utf-8")
    documents, problems = gathered(tmp_path / "blog.xml")
    assert problems == []
    assert [len(thread(document)) for document in documents] == [2, 1]


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Dale Post</title>
<link>https://dale.example/</link>{}</channel></rss>"""
ARTICLE = """<item><title>Rooms at Ashmere</title><link>https://dale.example/rooms/</link>
<guid isPermaLink="false">https://dale.example/?p=100</guid><dc:creator>Bea Orme</dc:creator>
<pubDate>Thu, 04 May 2023 09:30:00 GMT</pubDate><content:encoded>&lt;p&gt;The office has 12
rooms for 40 people.&lt;/p&gt;</content:encoded></item>"""
COMMENT = """<item><title>By: Jo</title><link>https://dale.example/rooms/#comment-7</link>
<dc:creator>Jo</dc:creator><pubDate>Fri, 05 May 2023 09:30:00 GMT</pubDate>
<guid isPermaLink="false">https://dale.example/rooms/#comment-7</guid>
<content:encoded>&lt;p&gt;No chairs.&lt;/p&gt;</content:encoded></item>"""


def test_articles_of_a_newspapers_feed_are_documents(tmp_path: Path) -> None:
    (tmp_path / "news.rss").write_text(RSS.format(ARTICLE))
    (document,), problems = gathered(tmp_path / "news.rss")
    assert problems == []
    assert (document.title, document.authors, document.site) == (
        "Rooms at Ashmere",
        ("Bea Orme",),
        "Dale Post",
    )
    assert document.published is not None
    assert document.published.date == "2023-05-04T09:30:00Z"


def test_feeds_of_articles_and_of_comments_meet_by_address(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS.format(ARTICLE))
    (tmp_path / "comments.xml").write_text(RSS.format(COMMENT))
    (document,), _ = gathered(tmp_path / "feed.xml", tmp_path / "comments.xml")
    assert (document.title, thread(document)) == (
        "Rooms at Ashmere",
        [("comment-7", "No chairs.", None)],
    )
    assert document.structure == "flat", "RSS never says who answers whom"


def test_wordpress_comments_meet_the_articles_of_its_rss_by_number(
    blog: Any, tmp_path: Path
) -> None:
    post = blog.Post(100, comments=[blog.Said(7, html="No chairs.")], base="https://dale.example")
    said = blog.wordpress_comment(post.comments[0], post) | {"link": "https://dale.example/?p=100"}
    (tmp_path / "feed.xml").write_text(RSS.format(ARTICLE))
    (tmp_path / "comments.json").write_text(json.dumps([said]))
    (document,), _ = gathered(tmp_path / "feed.xml", tmp_path / "comments.json")
    assert (document.title, document.structure) == ("Rooms at Ashmere", "tree")
    assert thread(document) == [("comment-7", "No chairs.", "1")]


def test_a_folder_may_hold_feeds_among_its_pages(
    posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    write(tmp_path, "blogger.xml", posts, blog)
    (tmp_path / "a.html").write_bytes(blog.blogger_page(posts[1]))
    documents, problems = gathered(tmp_path)
    assert problems == []
    assert [document.title for document in documents] == ["Chairs", "Rooms"]


def test_pages_of_one_feed_that_overlap_give_each_post_once(
    posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    for number, page in enumerate((posts, posts[1:])):
        entries = [blog.blogger_post(post) for post in page]
        (tmp_path / f"{number}.json").write_bytes(blog.blogger_json(entries))
    documents, _ = gathered(tmp_path / "0.json", tmp_path / "1.json")
    assert [document.title for document in documents] == ["Rooms", "Chairs"]


def test_a_feed_of_which_pages_are_missing_says_so(
    posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    entries = [blog.blogger_post(post) for post in posts]
    (tmp_path / "1.json").write_bytes(blog.blogger_json(entries, total=80))
    documents, (problem,) = gathered(tmp_path / "1.json")
    assert len(documents) == 2
    assert (problem.reason, problem.severity) == ("truncated", "incomplete")
    assert problem.detail == "holds 2 of 80 posts; name its other pages"


def test_comments_that_the_post_counts_and_the_files_lack_are_missed(
    posts: list[Any], blog: Any, tmp_path: Path
) -> None:
    heads, comments = write(tmp_path, "blogger.json", posts, blog)
    first = blog.blogger_comment(posts[0].comments[0], posts[0])
    comments.write_bytes(blog.blogger_json([first]))
    (document, _), (problem,) = gathered(heads, comments)
    assert problem.reason == "comment-count"
    assert problem.document_id == document.id
    assert "counts 2 comments, 1 are in the files" in problem.detail


SPOILT = {
    "an empty feed": (b"<rss version='2.0'><channel/></rss>", "no-text"),
    "an empty list": (b'{"feed": {"entry": []}}', "no-text"),
    "a sitemap": (b"<urlset><url><loc>https://x.example/</loc></url></urlset>", "unsupported"),
    "data of another kind": (b'{"rooms": 12, "people": 40}', "unsupported"),
    "a list of other things": (b'[{"id": 1, "colour": "red"}]', "unsupported"),
    "an error of the interface": (
        b'{"code": "rest_forbidden", "message": "Sorry.", "data": {"status": 401}}',
        "unsupported",
    ),
    "a feed cut off": (b'{"feed": {"entry": [{"id": {"$t": "tag:x', "truncated"),
    "not JSON": (b'{"feed": rooms}', "unreadable"),
    "entities": (
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel>&a;</channel></rss>',
        "unsupported",
    ),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_bad_file_is_one_problem_with_its_reason(kind: str, tmp_path: Path) -> None:
    data, reason = SPOILT[kind]
    (tmp_path / "bad.json").write_bytes(data)
    documents, problems = gathered(tmp_path / "bad.json")
    assert documents == []
    assert [(p.source, p.reason, p.severity) for p in problems] == [("bad.json", reason, "failed")]


def test_a_text_that_begins_with_a_bracket_is_no_data() -> None:
    text = b"[Applause] The inspector said that the unit had 12 rooms for 40 people.\n"
    assert read(Input("speech.txt", text), salt=b"s").passages[-1].kind == "article"


def test_data_is_refused_where_only_pages_are_read() -> None:
    with pytest.raises(HarvestError, match="is data"):
        read(Input("answer.json", b'{"feed": {}}'), salt=b"s")


def test_an_answer_for_one_post_is_read_like_a_list(blog: Any) -> None:
    one = json.dumps(blog.wordpress_post(blog.Post(5))).encode()
    (post,) = read_feed_file(Input("post.json", one)).posts.entries
    assert post.native_id == "5"


def test_comments_in_wordpresss_atom_say_whom_they_answer(tmp_path: Path) -> None:
    def entry(number: int, above: str) -> str:
        return (
            f"<entry><id>https://dale.example/rooms/#comment-{number}</id><published>2023-05-0"
            f"{number}T10:00:00Z</published><author><name>Jo</name></author><content type='html'>"
            f"No {number}.</content><thr:in-reply-to ref='{above}'/></entry>"
        )

    (tmp_path / "comments.atom").write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/"
        f"1.0'>{entry(7, 'https://dale.example/?p=1')}"
        f"{entry(8, 'https://dale.example/rooms/#comment-7')}</feed>"
    )
    (document,), _ = gathered(tmp_path / "comments.atom")
    assert [path for _, _, path in thread(document)] == ["1", "1.1"]
    assert document.url == "https://dale.example/rooms/"
