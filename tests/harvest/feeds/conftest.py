# ruff: noqa: E501  (lines of markup)
"""The invented blog "Licence Conditions", as Blogger and WordPress would serve it.

One :class:`Post` with its :class:`Said` comments is written as a page, as JSON, as Atom; a
:class:`BloggerSite` or :class:`WordPressSite` answers addresses as the real systems do, from memory.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from html import escape
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from probenlp.harvest.fetch.fetched import Fetched, FetchError

BLOG = "https://licence-conditions.example"
FIRST = 1_700_000_000_123  # 14 November 2023, 22:13:20.123 UTC
NOTICE = "This comment has been removed by the author."


def iso(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds // 1000, tz=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{milliseconds % 1000:03d}+00:00"


@dataclass
class Said:
    """A comment."""

    number: int
    author: str = "Ada Fenwick"
    profile: str | None = "https://www.blogger.com/profile/71"
    html: str = "Forty of us share twelve desks."
    at: int = FIRST
    parent: int | None = None
    removed: bool = False
    kind: str = "comment"


@dataclass
class Post:
    """A post."""

    number: int
    title: str = "Rooms & chairs"
    html: str = (
        "<p>The office at Ashmere has 12 rooms for 40 people, and <b>two</b> of them flood.</p>"
    )
    at: int = FIRST - 3_600_000
    comments: list[Said] = field(default_factory=list)
    author: str = "Bea Orme"
    profile: str = "https://www.blogger.com/profile/9"
    base: str = BLOG

    @property
    def url(self) -> str:
        return f"{self.base}/2023/11/rooms-{self.number}.html"

    def in_order(self) -> Iterable[tuple[Said, int]]:
        """Each comment before its replies, with its depth."""
        replies: dict[int | None, list[Said]] = {}
        for said in self.comments:
            replies.setdefault(said.parent, []).append(said)
        stack = [(said, 0) for said in reversed(replies.get(None, []))]
        while stack:
            said, depth = stack.pop()
            yield said, depth
            stack += [(reply, depth + 1) for reply in reversed(replies.get(said.number, []))]


# --- Blogger --------------------------------------------------------------------------------------


def blogger_page(post: Post, shown: Callable[[Said], bool] = lambda said: True) -> bytes:
    def one(said: Said) -> str:
        key = said.number
        replies = "".join(one(r) for r in post.comments if r.parent == key and shown(r))
        name = (
            f'<a href="{said.profile}" rel="nofollow">{escape(said.author)}</a>'
            if said.profile
            else escape(said.author)
        )
        writer = "blog-author" if (said.author, said.profile) == (post.author, post.profile) else ""
        body = f'<span class="deleted-comment">{NOTICE}</span>' if said.removed else said.html
        return f"""<li class="comment" id="c{key}"><div class="comment-block"><div
class="comment-header"><cite class="user">{name}</cite><span class="icon user {writer}"></span><span
class="datetime secondary-text"><a rel="nofollow" href="{post.url}?showComment={said.at}#c{key}">
{shown_time(said.at)}</a></span></div><p class="comment-content">{body}</p><span
class="comment-actions secondary-text"><a class="comment-reply">Reply</a></span></div><div
class="comment-replies"><div id="c{key}-rt" class="comment-thread inline-thread"><ol id="c{key}-ra">
<div>{replies}</div></ol></div></div></li>"""

    tops = "".join(one(said) for said in post.comments if said.parent is None and shown(said))
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"/>
<meta content="blogger" name="generator"/><title>Licence Conditions: {escape(post.title)}</title>
<meta content="{escape(post.title)}" property="og:title"/><meta content="Licence Conditions"
property="og:site_name"/><link rel="canonical" href="{post.url}"/></head><body><div class="post">
<h3 class="post-title entry-title">{escape(post.title)}</h3><div class="post-body entry-content">
{post.html}<p>Nobody has asked those who sit in them, and nobody is about to begin with it now.</p>
</div></div><div class="comments" id="comments"><h4>{len(post.comments)} comments:</h4><div
id="comment-holder"><div class="comment-thread toplevel-thread"><ol id="top-ra">{tops}</ol></div>
</div></div></body></html>""".encode()


def shown_time(at: int) -> str:
    return datetime.fromtimestamp(at // 1000, tz=UTC).strftime("%d %B %Y at %H:%M")


def _person(name: str, profile: str | None) -> list[dict[str, Any]]:
    person: dict[str, Any] = {"name": {"$t": name}, "email": {"$t": "noreply@blogger.com"}}
    if profile:
        # Feeds have kept the old form of the address.
        person["uri"] = {"$t": profile.replace("https://www.b", "http://www.b")}
    return [person]


def blogger_comment(said: Said, post: Post) -> dict[str, Any]:
    feed = f"http://www.blogger.com/feeds/1/{post.number}/comments/default"
    links = [
        {"rel": "edit", "type": "application/atom+xml", "href": f"{feed}/{said.number}"},
        {"rel": "self", "type": "application/atom+xml", "href": f"{feed}/{said.number}?v=2"},
        {
            "rel": "alternate",
            "type": "text/html",
            "href": f"{post.url}?showComment={said.at}#c{said.number}",
            "title": "",
        },
    ]
    if said.parent is not None:
        links.append(
            {
                "rel": "related",
                "type": "application/atom+xml",
                "href": f"{feed}/{said.parent}?v=2",
            }
        )
    properties = [
        {"name": "blogger.itemClass", "value": "pid-33"},
        {"name": "blogger.displayTime", "value": shown_time(said.at)},
    ]
    if said.removed:
        properties.append({"name": "blogger.contentRemoved", "value": "true"})
    return {
        "id": {"$t": f"tag:blogger.com,1999:blog-1.post-{said.number}"},
        "published": {"$t": iso(said.at)},
        "updated": {"$t": iso(said.at + 1)},
        "title": {"type": "text", "$t": "Forty of us…"},
        "content": {"type": "html", "$t": NOTICE if said.removed else said.html},
        "link": links,
        "author": _person(said.author, said.profile),
        "thr$in-reply-to": {
            "href": post.url,
            "ref": f"tag:blogger.com,1999:blog-1.post-{post.number}",
            "type": "text/html",
        },
        "gd$extendedProperty": properties,
    }


def blogger_post(post: Post) -> dict[str, Any]:
    return {
        "id": {"$t": f"tag:blogger.com,1999:blog-1.post-{post.number}"},
        "published": {"$t": iso(post.at)},
        "updated": {"$t": iso(post.at + 999)},
        "title": {"type": "text", "$t": post.title},
        "content": {"type": "html", "$t": post.html},
        "link": [
            {
                "rel": "replies",
                "type": "application/atom+xml",
                "href": f"{post.base}/feeds/{post.number}/comments/default",
            },
            {"rel": "replies", "type": "text/html", "href": f"{post.url}#comment-form"},
            {"rel": "alternate", "type": "text/html", "href": post.url, "title": post.title},
        ],
        "author": _person(post.author, post.profile),
        "thr$total": {"$t": str(len(post.comments))},
    }


def blogger_json(entries: list[dict[str, Any]], total: int | None = None) -> bytes:
    feed: dict[str, Any] = {
        "id": {"$t": "tag:blogger.com,1999:blog-1"},
        "title": {"type": "text", "$t": "Licence Conditions"},
        "link": [{"rel": "alternate", "type": "text/html", "href": f"{BLOG}/"}],
        "generator": {"version": "7.00", "uri": "https://www.blogger.com", "$t": "Blogger"},
        "openSearch$totalResults": {"$t": str(len(entries) if total is None else total)},
    }
    if entries:  # Blogger leaves the key out of an empty feed
        feed["entry"] = entries
    return json.dumps({"version": "1.0", "encoding": "UTF-8", "feed": feed}).encode()


def blogger_atom(entries: list[dict[str, Any]]) -> bytes:
    """The same entries as XML."""

    def one(entry: dict[str, Any]) -> str:
        links = "".join(
            "<link " + " ".join(f'{k}="{escape(v)}"' for k, v in link.items()) + "/>"
            for link in entry["link"]
        )
        person = entry["author"][0]
        uri = f"<uri>{escape(person['uri']['$t'])}</uri>" if "uri" in person else ""
        reply = entry.get("thr$in-reply-to")
        total = entry.get("thr$total")
        properties = "".join(
            f'<gd:extendedProperty name="{item["name"]}" value="{escape(item["value"])}"/>'
            for item in entry.get("gd$extendedProperty", [])
        )
        return f"""<entry><id>{entry["id"]["$t"]}</id><published>{entry["published"]["$t"]}</published>
<updated>{entry["updated"]["$t"]}</updated><title type="text">{escape(entry["title"]["$t"])}</title>
<content type="html">{escape(entry["content"]["$t"])}</content>{links}
<author><name>{escape(person["name"]["$t"])}</name>{uri}<email>noreply@blogger.com</email></author>
{f'<thr:in-reply-to href="{reply["href"]}" ref="{reply["ref"]}"/>' if reply else ""}
{f"<thr:total>{total['$t']}</thr:total>" if total else ""}{properties}</entry>"""

    return f"""<?xml version='1.0' encoding='UTF-8'?><feed xmlns="http://www.w3.org/2005/Atom"
xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/"
xmlns:gd="http://schemas.google.com/g/2005" xmlns:thr="http://purl.org/syndication/thread/1.0">
<id>tag:blogger.com,1999:blog-1</id><title type="text">Licence Conditions</title>
<link rel="alternate" type="text/html" href="{BLOG}/"/>
<openSearch:totalResults>{len(entries)}</openSearch:totalResults>
{"".join(one(entry) for entry in entries)}</feed>""".encode()


# --- WordPress ------------------------------------------------------------------------------------


def wordpress_page(post: Post, shown: Callable[[Said], bool] = lambda said: True) -> bytes:
    def one(said: Said, depth: int) -> str:
        replies = "".join(one(r, depth + 1) for r in post.comments if r.parent == said.number)
        name = (
            f'<a href="{said.profile}" class="url" rel="ugc">{escape(said.author)}</a>'
            if said.profile
            else escape(said.author)
        )
        children = f'<ol class="children">{replies}</ol>' if replies else ""
        stamp = datetime.fromtimestamp(said.at // 1000, tz=UTC).isoformat()
        return f"""<li id="comment-{said.number}" class="comment even depth-{depth}"><article
class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">
{name}</b> <span class="says">says:</span></div><div class="comment-metadata"><a
href="{post.url}#comment-{said.number}"><time datetime="{stamp}">{shown_time(said.at)}</time></a>
</div></footer><div class="comment-content">{said.html}</div></article>{children}</li>"""

    tops = "".join(
        one(s, 1) for s in post.comments if s.parent is None and s.kind == "comment" and shown(s)
    )
    count = len(post.comments)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"/>
<title>{escape(post.title)}</title><meta property="og:title" content="{escape(post.title)}"/>
<link rel="https://api.w.org/" href="{BLOG}/wp-json/"/><link rel="stylesheet"
href="/wp-content/themes/plain/style.css"/></head><body><article><h1 class="entry-title">
{escape(post.title)}</h1><div class="entry-content">{post.html}<p>Nobody has asked those who sit in
them, and nobody is about to begin with it now.</p></div></article><div id="comments"
class="comments-area"><h2 class="comments-title">{count} thoughts on “{escape(post.title)}”</h2><ol
class="comment-list">{tops}</ol></div></body></html>""".encode()


def gmt(at: int) -> str:
    return datetime.fromtimestamp(at // 1000, tz=UTC).strftime("%Y-%m-%dT%H:%M:%S")


def wordpress_post(post: Post) -> dict[str, Any]:
    return {
        "id": post.number,
        "date": gmt(post.at + 3_600_000),
        "date_gmt": gmt(post.at),
        "link": post.url,
        "status": "publish",
        "type": "post",
        "title": {"rendered": escape(post.title).replace("&amp;", "&#038;")},
        "content": {"rendered": post.html, "protected": False},
        "excerpt": {"rendered": "<p>The office…</p>", "protected": False},
        "author": 3,
        "_embedded": {"author": [{"id": 3, "name": post.author, "link": f"{BLOG}/author/bea/"}]},
    }


def wordpress_comment(said: Said, post: Post) -> dict[str, Any]:
    return {
        "id": said.number,
        "post": post.number,
        "parent": said.parent or 0,
        "author": 0,
        "author_name": said.author.replace("&", "&amp;"),
        "author_url": said.profile or "",
        "date": gmt(said.at + 3_600_000),
        "date_gmt": gmt(said.at),
        "content": {"rendered": said.html},
        "link": f"{post.url}#comment-{said.number}",
        "status": "approved",
        "type": said.kind,
    }


# --- the sites ------------------------------------------------------------------------------------


class Site:
    """Answers addresses from memory and writes down what it was asked for."""

    def __init__(self, posts: list[Post]) -> None:
        self.posts = posts
        self.asked: list[str] = []
        self.failing: dict[str, int] = {}
        self.before: Callable[[str], None] = lambda url: None

    def __call__(self, url: str) -> Fetched:
        self.before(url)
        self.asked.append(url)
        for part, status in self.failing.items():
            if part in url:
                raise FetchError(url, "status", f"answered {status}", status=status)
        answer = self.answer(
            urlsplit(url).path, {k: v[0] for k, v in parse_qs(urlsplit(url).query).items()}
        )
        if answer is None:
            raise FetchError(url, "status", "answered 404 Not Found", status=404)
        data, headers = answer if isinstance(answer, tuple) else (answer, {})
        return Fetched(url, url, 200, headers, data, "2024-01-02T03:04:05Z")

    def answer(self, path: str, query: dict[str, str]) -> Any:
        raise NotImplementedError

    def post_at(self, path: str) -> Post | None:
        return next((post for post in self.posts if urlsplit(post.url).path == path), None)


def _milliseconds(stamp: str | None, otherwise: int) -> int:
    if stamp is None:
        return otherwise
    return round(datetime.fromisoformat(stamp).timestamp() * 1000)


class BloggerSite(Site):
    """Blogger, as far as its public feeds go."""

    def answer(self, path: str, query: dict[str, str]) -> Any:
        if path == "/":
            return f"""<html><head><meta name="generator" content="blogger"/><link rel="alternate"
type="application/atom+xml" href="{BLOG}/feeds/posts/default"/></head><body><p>Licence Conditions
</p></body></html>""".encode()
        if path == "/feeds/posts/default":
            found = sorted(self.posts, key=lambda post: -post.at)
            return self.page(found, query, blogger_post)
        for post in self.posts:
            if path == f"/feeds/{post.number}/comments/default":
                thread = sorted(post.comments, key=lambda said: said.at)
                return self.page(thread, query, partial(blogger_comment, post=post))
        asked_for = self.post_at(path)
        return blogger_page(asked_for) if asked_for else None

    def page(self, found: list[Any], query: dict[str, str], write: Callable[[Any], Any]) -> bytes:
        low = _milliseconds(query.get("published-min"), 0)
        high = _milliseconds(query.get("published-max"), 10**15)
        matching = [entry for entry in found if low <= entry.at < high]
        start = int(query.get("start-index", 1)) - 1
        size = int(query["max-results"])
        chosen = matching[start : start + size]
        return blogger_json([write(entry) for entry in chosen], len(matching))


class WordPressSite(Site):
    """WordPress with its REST interface."""

    def answer(self, path: str, query: dict[str, str]) -> Any:
        if path == "/":
            return f"""<html><head><link rel="https://api.w.org/" href="{BLOG}/wp-json/"/><link
rel="alternate" type="application/rss+xml" href="{BLOG}/feed/"/><link rel="alternate"
type="application/rss+xml" href="{BLOG}/comments/feed/"/></head><body><p>Blog</p></body></html>
""".encode()
        if path == "/wp-json/wp/v2/posts":
            low = _milliseconds(query.get("after"), -1)
            high = _milliseconds(query.get("before"), 10**15)
            found = sorted(self.posts, key=lambda post: -post.at)
            return self.page(
                [wordpress_post(post) for post in found if low < post.at < high], query
            )
        if path == "/wp-json/wp/v2/comments":
            wanted = {int(number) for number in query["post"].split(",")}
            said = [(s, p) for p in self.posts if p.number in wanted for s in p.comments]
            said.sort(key=lambda pair: pair[0].at)
            return self.page([wordpress_comment(*pair) for pair in said], query)
        post = self.post_at(path)
        return wordpress_page(post) if post else None

    def page(self, found: list[Any], query: dict[str, str]) -> Any:
        size, number = int(query["per_page"]), int(query["page"])
        pages = -(-len(found) // size)
        if number > max(1, pages):
            raise FetchError("posts", "status", "answered 400 Bad Request", status=400)
        headers = {"x-wp-total": str(len(found)), "x-wp-totalpages": str(pages)}
        return json.dumps(found[(number - 1) * size : number * size]).encode(), headers


@pytest.fixture(scope="session")
def blog() -> SimpleNamespace:
    """All of the above: tests cannot import this file."""
    return SimpleNamespace(**{name: value for name, value in globals().items() if name[0] != "_"})
