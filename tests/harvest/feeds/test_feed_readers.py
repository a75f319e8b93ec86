# ruff: noqa: E501  (lines of markup)
"""What each reader takes from a feed, and that it invents nothing."""

import gzip
import json
from typing import Any

import msgspec
import pytest

from probenlp.errors import HarvestError
from probenlp.harvest.feeds import (
    FeedComment,
    FeedPost,
    FeedSource,
    blogger_atom,
    blogger_json,
    build_document,
    read_sitemap,
    syndication,
    wordpress_rest,
)
from probenlp.records import Posted

FORMS = ["json", "atom"]


def read(blog: Any, form: str, entries: list[Any], what: str) -> Any:
    module, write = (
        (blogger_json, blog.blogger_json) if form == "json" else (blogger_atom, blog.blogger_atom)
    )
    return getattr(module, f"read_{what}")(write(entries))


def date_of(post: FeedPost) -> str | None:
    return post.published.date if post.published else None


def time_of(comment: FeedComment) -> str | None:
    return comment.posted.utc if comment.posted else None


@pytest.mark.parametrize("form", FORMS)
def test_a_blogger_post(blog: Any, form: str) -> None:
    post = blog.Post(12, comments=[blog.Said(501)])
    page = read(blog, form, [blog.blogger_post(post)], "posts")
    (found,) = page.entries
    assert (found.native_id, found.url, found.title) == ("12", post.url, "Rooms & chairs")
    assert date_of(found) == "2023-11-14T21:13:20Z"
    assert found.authors[0].name == "Bea Orme"
    assert found.authors[0].url == "https://www.blogger.com/profile/9", "as pages write it"
    assert (found.comments_claimed, found.site, found.kind) == (
        1,
        "Licence Conditions",
        "blog_post",
    )
    assert found.comments_url == f"{blog.BLOG}/feeds/12/comments/default"
    assert found.html == post.html
    assert page.total == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_blogger_comment_names_its_parent_time_and_removal(blog: Any, form: str) -> None:
    post = blog.Post(12)
    said = [
        blog.Said(501, html="Two rooms &amp; no chair.<br />Since May."),
        blog.Said(502, parent=501, at=blog.FIRST + 5),
        blog.Said(503, author="Anonymous", profile=None, removed=True),
    ]
    first, reply, gone = read(
        blog, form, [blog.blogger_comment(one, post) for one in said], "comments"
    ).entries
    assert first.native_id == "c501", "as the pages write it"
    assert first.post_native_id == "12"
    assert first.parent_native_id is None, "the links edit and self lead to itself"
    assert first.posted == Posted(
        utc="2023-11-14T22:13:20.123Z", raw="14 November 2023 at 22:13", source="feed"
    )
    assert first.permalink.endswith("#c501")
    assert reply.parent_native_id == "c501"
    assert (gone.status, first.status) == ("deleted", "visible")
    assert gone.author.url is None


def test_a_takeout_export_of_the_newer_form() -> None:
    data = b"""<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'
xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Licence Conditions</title>
<link rel='alternate' type='text/html' href='https://licence-conditions.example/'/>
<entry><id>tag:blogger.com,1999:blog-1.post-12</id><blogger:type>POST</blogger:type>
<blogger:status>LIVE</blogger:status><title>Rooms</title><content type='html'>&lt;p&gt;Ten&lt;/p&gt;</content>
<published>2023-11-14T21:13:20Z</published><blogger:filename>/2023/11/rooms.html</blogger:filename></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-13</id><blogger:type>POST</blogger:type>
<blogger:status>DRAFT</blogger:status><title>Unsaid</title></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-501</id><blogger:type>COMMENT</blogger:type>
<blogger:status>LIVE</blogger:status><blogger:parent>tag:blogger.com,1999:blog-1.post-12</blogger:parent>
<content type='html'>One</content></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-502</id><blogger:type>COMMENT</blogger:type>
<blogger:status>PENDING</blogger:status><blogger:parent>tag:blogger.com,1999:blog-1.post-501</blogger:parent>
<content type='html'>Two</content></entry></feed>"""
    ((post, comments),) = blogger_atom.read_export(data)
    assert post.url == "https://licence-conditions.example/2023/11/rooms.html"
    assert [(c.native_id, c.parent_native_id, c.status) for c in comments] == [
        ("c501", None, "visible"),
        ("c502", "c501", "hidden"),
    ]


def test_wordpress_posts_and_comments(blog: Any) -> None:
    post = blog.Post(12)
    data = json.dumps([blog.wordpress_post(post)]).encode()
    page = wordpress_rest.read_posts(data, headers={"x-wp-total": "7"})
    (found,) = page.entries
    assert (found.title, found.url, page.total) == ("Rooms & chairs", post.url, 7)
    assert date_of(found) == "2023-11-14T21:13:20Z", "date_gmt, which names no zone"
    assert found.authors[0].name == "Bea Orme"
    assert found.comments_claimed is None, "the interface counts none"
    said = [
        blog.Said(7, author="Fenwick & Daughters", profile="https://fenwick.example/"),
        blog.Said(8, parent=7, profile=None),
        blog.Said(9, kind="pingback"),
    ]
    data = json.dumps([blog.wordpress_comment(one, post) for one in said]).encode()
    comments = wordpress_rest.read_comments(data)
    first, reply = comments.entries
    assert (first.native_id, reply.parent_native_id) == ("comment-7", "comment-7")
    assert first.author is not None
    assert first.author.name == "Fenwick & Daughters", "kept escaped in the database"
    assert time_of(first) == "2023-11-14T22:13:20Z"
    assert comments.pings == 1


def test_a_post_behind_a_password_has_no_text() -> None:
    data = b'[{"id": 3, "content": {"rendered": "", "protected": true}, "excerpt": {"rendered": "No"}}]'
    assert wordpress_rest.read_posts(data).entries[0].html is None


RSS_2 = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Dale Post</title><language>en-GB</language>
<item><media:title>A picture</media:title><title>Dale rated ‘Inadequate’</title>
<link>https://dale.example/a</link><comments>https://dale.example/a#comments</comments>
<dc:creator><![CDATA[Orla Finch]]></dc:creator><pubDate>Thu, 04 May 2023 09:30:00 +0100</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded>
<slash:comments>3</slash:comments><wfw:commentRss>https://dale.example/a/feed/</wfw:commentRss></item>
<item><title>No date, no link</title><guid>https://dale.example/b</guid>
<author>desk@dale.example (Desk Two)</author><description>Only a summary.</description></item>
</channel></rss>"""


def test_rss_2() -> None:
    first, second = syndication.read_articles(RSS_2.encode()).entries
    assert first.title == "Dale rated ‘Inadequate’", "not the picture's"
    assert (first.url, date_of(first)) == ("https://dale.example/a", "2023-05-04T08:30:00Z")
    assert [author.name for author in first.authors] == ["Orla Finch"]
    assert (first.html, first.is_summary) == ("<p>The whole text.</p>", False)
    assert (first.comments_claimed, first.comments_url) == (3, "https://dale.example/a/feed/")
    assert (first.site, first.language) == ("The Dale Post", "en-GB")
    assert (second.url, second.published, second.is_summary) == (
        "https://dale.example/b",
        None,
        True,
    )
    assert [author.name for author in second.authors] == ["Desk Two"], "without the address"


def test_rss_1_keeps_its_items_beside_the_channel() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Dale
</title></channel><item><title>Rooms</title><link>https://dale.example/a</link>
<dc:date>2023-05-04</dc:date></item></rdf:RDF>"""
    (found,) = syndication.read_articles(data).entries
    assert (found.url, date_of(found), found.site) == (
        "https://dale.example/a",
        "2023-05-04",
        "Dale",
    )


def test_atom_says_when_it_was_updated_and_that_is_no_date_of_publication() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Department</title>
<entry><id>x</id><title type="html">Rooms &amp;amp; chairs</title><updated>2023-05-04T09:30:00Z</updated>
<link rel="alternate" type="text/html" href="https://dep.example/a"/><summary type="html">Short.</summary>
</entry><entry><id>y</id><title>Rooms &lt; 12</title><published>2023-05-04T09:30:00+01:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ten</p></div></content></entry></feed>"""
    first, second = syndication.read_articles(data).entries
    assert (first.title, first.published, first.is_summary) == ("Rooms & chairs", None, True)
    assert (second.title, date_of(second)) == ("Rooms < 12", "2023-05-04T08:30:00Z")
    assert "Ten" in (second.html or "")
    assert second.language == "en"


def test_the_comments_feed_of_a_wordpress_post_states_no_parents() -> None:
    data = b"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>By: Ada Fenwick</title>
<link>https://dale.example/a/#comment-7</link><dc:creator>Ada Fenwick</dc:creator>
<pubDate>Thu, 04 May 2023 09:30:00 +0000</pubDate><guid isPermaLink="false">https://dale.example/?p=1#comment-7</guid>
<description>No.</description><content:encoded><![CDATA[<p>No rooms.</p>]]></content:encoded></item>
<item><title>An advertisement</title></item></channel></rss>"""
    page = syndication.read_comments(data)
    (found,) = page.entries
    assert (found.native_id, found.html, time_of(found)) == (
        "comment-7",
        "<p>No rooms.</p>",
        "2023-05-04T09:30:00Z",
    )
    assert page.warnings == ("feed: 1 entries without an id were left out",)


SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://dale.example/a </loc>
<lastmod>2023-05-04T10:00:00+00:00</lastmod><news:news><news:publication><news:name>The Dale Post
</news:name><news:language>en</news:language></news:publication><news:publication_date>2023-05-03
</news:publication_date><news:title>Dale rated poor</news:title></news:news></url>
<url><lastmod>2023-05-04</lastmod></url></urlset>"""


@pytest.mark.parametrize("data", [SITEMAP, gzip.compress(SITEMAP)], ids=["plain", "gzip"])
def test_a_news_sitemap(data: bytes) -> None:
    (page,) = read_sitemap(data).pages
    assert (page.url, page.changed) == ("https://dale.example/a", "2023-05-04T10:00:00Z")
    assert page.news is not None
    assert page.news.published is not None
    assert (page.news.title, page.news.published.date) == ("Dale rated poor", "2023-05-03")


def test_a_sitemap_index_and_a_list_of_lines() -> None:
    index = read_sitemap(
        b"<sitemapindex><sitemap><loc>https://x.example/1.xml</loc></sitemap></sitemapindex>"
    )
    assert [entry.url for entry in index.sitemaps] == ["https://x.example/1.xml"]
    lines = read_sitemap(b"https://x.example/a\nnonsense\nhttps://x.example/b\n")
    assert [entry.url for entry in lines.pages] == ["https://x.example/a", "https://x.example/b"]


# --- bad input ------------------------------------------------------------------------------------

READERS = [
    blogger_json.read_posts,
    blogger_json.read_comments,
    blogger_atom.read_posts,
    blogger_atom.read_comments,
    wordpress_rest.read_posts,
    wordpress_rest.read_comments,
    syndication.read_articles,
    syndication.read_comments,
    read_sitemap,
]
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "xxxxxxxxxx">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><rss><channel><title>&a11;</title></channel></rss>"
)
BAD = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "NUL": b"\x00" * 20,
    "a page": b"<!DOCTYPE html><html><body><p>Please log in<br></body></html>",
    "cut JSON": b'{"feed":{"entry":[{"id":{"$t":"tag:x.post-1"},"title":{"$t":"Roo',
    "deep JSON": b"[" * 200_000,
    "a long number": b"9" * 10_000,
    "a text": b"Rooms are short.",
    "bomb": BOMB,
    "bomb in an attribute": BOMB.replace(b"<channel>", b'<channel x="&a11;">'),
    "file": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel>&x;</channel></rss>',
    "another root": b"<opml><body/></opml>",
    "cut gzip": gzip.compress(SITEMAP)[:60],
    "damaged gzip": b"\x1f\x8b" + b"x" * 50,
}


@pytest.mark.parametrize(
    "reader", READERS, ids=lambda reader: f"{reader.__module__[24:]}.{reader.__name__}"
)
@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_what_is_no_feed_is_an_error_that_names_it(reader: Any, data: bytes) -> None:
    with pytest.raises(HarvestError) as caught:
        reader(data, "https://blog.example/feed")
    assert caught.value.source == "https://blog.example/feed"


def test_errors_tell_a_page_from_a_cut_answer_and_pass_on_what_wordpress_says() -> None:
    with pytest.raises(HarvestError, match="asks for consent or a login"):
        blogger_json.read_posts(BAD["a page"])
    with pytest.raises(HarvestError, match="cut off") as caught:
        blogger_json.read_posts(BAD["cut JSON"])
    assert caught.value.reason == "truncated"
    with pytest.raises(HarvestError, match="rest_disabled: Not for you"):
        wordpress_rest.read_posts(b'{"code": "rest_disabled", "message": "Not for you"}')


WRONG: list[Any] = [
    None,
    7,
    -1,
    True,
    1.5,
    "words",
    "",
    [],
    [None],
    {},
    {"$t": None},
    {"$t": 3},
    "\ud800",
]


def written_out(posts: Any, comments: Any) -> bytes:
    """Make documents of entries and write them: what is no text in a text field shows here."""
    source = FeedSource(name="feed", answers=(b"x",))
    return b"".join(
        msgspec.json.encode(build_document(post, comments, salt=b"s", source=source))
        for post in posts
    )


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_value_of_another_type_is_no_value(blog: Any, wrong: Any) -> None:
    post, said = blog.Post(12), blog.Said(7)
    for name in set(blog.blogger_post(post)) - {"id"}:
        data = blog.blogger_json([blog.blogger_post(post) | {name: wrong}])
        assert written_out(blogger_json.read_posts(data).entries, ())
    for name in set(blog.blogger_comment(said, post)) - {"id"}:
        data = blog.blogger_json([blog.blogger_comment(said, post) | {name: wrong}])
        (found,) = blogger_json.read_comments(data).entries
        assert written_out([FeedPost(system="x")], [found])
    for name in set(blog.wordpress_post(post)) - {"id", "status"}:
        data = json.dumps([blog.wordpress_post(post) | {name: wrong}]).encode()
        assert written_out(wordpress_rest.read_posts(data).entries, ())
    for name in set(blog.wordpress_comment(said, post)) - {"id"}:
        data = json.dumps([blog.wordpress_comment(said, post) | {name: wrong}]).encode()
        (found,) = wordpress_rest.read_comments(data).entries
        assert written_out([FeedPost(system="x")], [found])


@pytest.mark.parametrize("wrong", [None, {}, "no id", {"$t": "urn:other"}, []], ids=repr)
def test_an_entry_without_an_id_is_left_out_and_counted(blog: Any, wrong: Any) -> None:
    entries = [blog.blogger_comment(blog.Said(1), blog.Post(2)) | {"id": wrong}]
    page = blogger_json.read_comments(blog.blogger_json(entries))
    assert page.entries == ()
    assert page.warnings == ("feed: 1 entries without an id were left out",)


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so() -> None:
    page = syndication.read_articles(RSS_2.encode()[:-40])
    assert page.entries[0].title == "Dale rated ‘Inadequate’"
    assert "not well-formed" in page.warnings[0]


def test_control_characters_in_xml_are_left_out_and_counted() -> None:
    page = syndication.read_articles(RSS_2.replace("Short.", "Sh\x0bort.").encode())
    assert len(page.entries) == 2
    assert page.warnings == ("feed: 1 control characters were left out",)


def test_cp1252_declared_as_utf8_keeps_its_pound_sign() -> None:
    data = RSS_2.replace("The whole text.", "£500").encode("cp1252")
    page = syndication.read_articles(b'<?xml version="1.0" encoding="UTF-8"?>' + data)
    assert page.entries[0].html == "<p>£500</p>"
