# ruff: noqa: E501  (lines of markup)
"""Threads written in the markup of each comment system, as its templates write it.

``write_thread(system, notes)`` gives a whole page: an article above, a sidebar beside, the
system's buttons round each comment. The markup is written from the systems' documentation.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

import pytest
from lxml.html import HTMLParser, document_fromstring


@dataclass
class Note:
    """One comment of a thread to be written."""

    number: int
    author: str
    paragraphs: list[str]
    replies: list["Note"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def html(self) -> str:
        return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)

    @property
    def breaks(self) -> str:
        """The text as Blogger and forums write it: without paragraphs."""
        return "<br/><br/>\n".join(escape(paragraph) for paragraph in self.paragraphs)


class WrittenPage:
    """A page made in a test, read without an index."""

    index = None

    def __init__(self, html: str, url: str | None = "https://blog.example/2024/05/post.html"):
        self.url = url
        self.source_text = html
        self.tree = document_fromstring(
            html.encode(), parser=HTMLParser(encoding="utf-8"), ensure_head_body=True
        )


def in_order(
    notes: Sequence[Note], above: Note | None = None
) -> Iterator[tuple[Note, Note | None]]:
    for note in notes:
        yield note, above
        yield from in_order(note.replies, note)


def frame(thread: str, head: str = "", body: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><title>Rooms</title>{head}</head><body {body}>
<div class="entry-content"><h1>Rooms at Ashmere</h1><p>The office has 12 rooms for 40 people.</p>
</div>
{thread}
<aside class="widget widget_recent_comments sidebar"><h3>3 recent comments</h3><ul>
<li class="recentcomments comment depth-1" id="comment-900001"><cite class="fn">Bea Orme</cite>
on <a href="/x#c900001">Rooms</a><p>The office has</p></li></ul></aside>
</body></html>"""


def blogger_threaded(notes: Sequence[Note]) -> str:
    def one(note: Note) -> str:
        replies = "".join(one(reply) for reply in note.replies)
        key = note.number
        return f"""<li class="comment" id="c{key}"><div class="avatar-image-container"><img src="//x/b.gif"
alt=""/></div><div class="comment-block"><div class="comment-header"><cite class="user"><a
href="https://www.blogger.com/profile/{key}" rel="nofollow">{escape(note.author)}</a></cite><span
class="icon user "></span><span class="datetime secondary-text"><a rel="nofollow"
href="https://blog.example/2024/05/post.html?showComment={1_700_000_000_000 + key}#c{key}">14 Nov
2023 at 22:13</a></span></div><p class="comment-content">{note.breaks}</p><span
class="comment-actions secondary-text"><a class="comment-reply" target="_self"
data-comment-id="{key}">Reply</a><span class="item-control blog-admin pid-7"><a
href="https://www.blogger.com/delete-comment.g?postID={key}">Delete</a></span></span></div><div
class="comment-replies"><div id="c{key}-rt" class="comment-thread inline-thread"><span
class="thread-toggle thread-expanded"><span class="thread-count"><a>Replies</a></span></span><ol
id="c{key}-ra" class="thread-chrome thread-expanded"><div>{replies}</div><div id="c{key}-continue"
class="continue"><a class="comment-reply">Reply</a></div></ol></div></div><div
class="comment-replybox-single" id="c{key}-ce"></div></li>"""

    count = sum(1 for _ in in_order(notes))
    return frame(
        f"""<div class="comments" id="comments"><a name="comments"></a><h4>{count} comments:</h4>
<div class="comments-content"><script>var items = null; document.getElementById("c1");</script>
<div id="comment-holder"><div class="comment-thread toplevel-thread"><ol id="top-ra">
{"".join(one(note) for note in notes)}</ol><div id="top-continue" class="continue"><a
class="comment-reply">Add comment</a></div><div class="comment-replybox-thread"></div><div
class="loadmore hidden"><a>Load more...</a></div></div></div></div><p
class="comment-footer"><a href="#">Post a Comment</a></p></div>"""
    )


def blogger_flat(notes: Sequence[Note]) -> str:
    rows = "".join(
        f"""<dt class="comment-author " id="c{note.number}"><a name="c{note.number}"></a><div
class="avatar-image-container avatar-stock"><span dir="ltr"><a href="https://www.blogger.com/profile/1"
class="avatar-hovercard"><img src="//x/b.png" title="{escape(note.author)}"/></a></span></div>
<a href="https://www.blogger.com/profile/{note.number}" rel="nofollow">{escape(note.author)}</a>
said...
</dt><dd class="comment-body" id="Blog1_cmt-{note.number}"><p>{note.breaks}</p></dd>
<dd class="comment-footer"><span class="comment-timestamp"><a
href="https://blog.example/post.html?showComment={1_700_000_000_000 + note.number}#c{note.number}"
title="comment permalink">14 November 2023 at 22:13</a><span class="item-control blog-admin"><a
class="comment-delete" title="Delete Comment"><img src="x.gif"/></a></span></span></dd>"""
        for note, _ in in_order(notes)
    )
    count = sum(1 for _ in in_order(notes))
    return frame(
        f"""<div class="comments" id="comments"><h4>{count} comments:</h4><div
id="Blog1_comments-block-wrapper"><dl class="avatar-comment-indent" id="comments-block">{rows}</dl>
</div><p class="comment-footer"><a href="#">Post a Comment</a></p></div>"""
    )


def _wordpress(notes: Sequence[Note], inner: Callable[[Note], str], *, nested: bool = True) -> str:
    def one(note: Note, depth: int) -> str:
        replies = "".join(one(reply, depth + 1) for reply in note.replies)
        box = f'<ol class="children">{replies}</ol>' if replies else ""
        classes = f"comment even thread-even depth-{depth} parent"
        item = f'<li id="comment-{note.number}" class="{classes}">{inner(note)}'
        return f"{item}{box}</li>" if nested else f"{item}</li>{replies}"

    count = sum(1 for _ in in_order(notes))
    return frame(
        f"""<div id="comments" class="comments-area"><h2 class="comments-title">{count} thoughts on
“<span>10 rooms at Ashmere</span>”</h2><ol class="comment-list">
{"".join(one(note, 1) for note in notes)}</ol>
<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3><form
id="commentform"><p>Your email address will not be published.</p><textarea id="comment"></textarea>
</form></div></div>""",
        '<link rel="stylesheet" href="/wp-content/themes/plain/style.css"/>',
    )


def wordpress_html5(notes: Sequence[Note]) -> str:
    return _wordpress(
        notes,
        lambda note: (
            f"""<article id="div-comment-{note.number}" class="comment-body"><footer
class="comment-meta"><div class="comment-author vcard"><img alt="" src="a.png" class="avatar"/><b
class="fn">{escape(note.author)}</b> <span class="says">says:</span></div><div
class="comment-metadata"><a href="https://blog.example/post/#comment-{note.number}"><time
datetime="2023-11-14T23:13:20+01:00">14 November 2023 at 23:13</time></a> <span class="edit-link"><a
class="comment-edit-link" href="#">Edit</a></span></div></footer><div class="comment-content">
{note.html}</div><div class="reply"><a rel="nofollow" class="comment-reply-link"
href="#comment-{note.number}">Reply</a></div></article>"""
        ),
    )


def wordpress_classic(notes: Sequence[Note]) -> str:
    return _wordpress(
        notes,
        lambda note: (
            f"""<div id="div-comment-{note.number}" class="comment-body"><div
class="comment-author vcard"><img alt="" src="a.png" class="avatar"/><cite
class="fn">{escape(note.author)}</cite> <span class="says">says:</span></div><div
class="comment-meta commentmetadata"><a href="https://blog.example/post/#comment-{note.number}">
14 November 2023 at 23:13</a></div>{note.html}<div class="reply"><a class="comment-reply-link"
href="?replytocom={note.number}#respond">Reply</a></div></div>"""
        ),
    )


def wordpress_genesis(notes: Sequence[Note]) -> str:
    return _wordpress(
        notes,
        lambda note: (
            f"""<article id="article-comment-{note.number}"><header
class="comment-header"><p class="comment-author"><span class="comment-author-name">
{escape(note.author)}</span> <span class="says">says</span></p><p class="comment-meta"><time
class="comment-time"><a class="comment-time-link"
href="https://blog.example/post/#comment-{note.number}">14 November 2023 at 23:13</a></time></p>
</header><div class="comment-content">{note.html}</div><div class="comment-reply"><a
class="comment-reply-link" href="#">Reply</a></div></article>"""
        ),
    )


def wordpress_flat_list(notes: Sequence[Note]) -> str:
    """Replies beside their comments, told by ``depth-D`` alone; a theme with names of its own."""
    return _wordpress(
        notes,
        lambda note: (
            f"""<div class="plain-comment"><div class="plain-comment__author-name">
{escape(note.author)}</div><div class="plain-comment__date">14 November 2023 at 23:13</div><div
class="plain-comment__text">{note.html}</div><a class="comment-reply-link" href="#">Reply</a></div>"""
        ),
        nested=False,
    )


def wpdiscuz(notes: Sequence[Note]) -> str:
    def one(note: Note, parent: int) -> str:
        key = f"{note.number}_{parent}"
        replies = "".join(one(reply, note.number) for reply in note.replies)
        return f"""<div id="wpd-comm-{key}" class="comment even depth-1 wpd-comment"><div
class="wpd-comment-wrap wpd-blog-guest"><div id="comment-{note.number}" class="wpd-comment-right"><div
class="wpd-comment-header"><div class="wpd-comment-author">{escape(note.author)}</div><div
class="wpd-comment-date" title="November 14, 2023 11:13 pm"><i class="far fa-clock"></i>5 months
ago</div></div><div class="wpd-comment-text">{note.html}</div><div class="wpd-comment-footer"><div
class="wpd-vote"><div class="wpd-vote-result">3</div></div><div class="wpd-reply-button">
<span>Reply</span></div></div></div></div><div id="wpdiscuz_form_anchor-{key}"></div>{replies}</div>"""

    count = sum(1 for _ in in_order(notes))
    return frame(
        f"""<div id="comments" class="comments-area"><div id="wpdcom"><div class="wpd-thread-head">
<div class="wpd-thread-info" data-comments-count="{count}"><span>{count}</span> Comments</div></div>
<div class="wpd-thread-list">{"".join(one(note, 0) for note in notes)}</div></div></div>"""
    )


def drupal(notes: Sequence[Note]) -> str:
    def one(note: Note) -> str:
        replies = "".join(one(reply) for reply in note.replies)
        box = f'<div class="indented">{replies}</div>' if replies else ""
        return f"""<article data-comment-user-id="0" id="comment-{note.number}" class="comment
js-comment by-anonymous clearfix"><footer class="comment__meta"><p class="comment__author"><span
lang="" class="username">{escape(note.author)} (not verified)</span></p><p class="comment__time">
<time datetime="2023-11-14T22:13:20+00:00">Tue, 14/11/2023 - 22:13</time></p></footer><div
class="comment__content"><div class="clearfix text-formatted field field--name-comment-body">
{note.html}</div><ul class="links inline"><li><a href="/comment/reply/node/1/comment/{note.number}">
Reply</a></li></ul></div></article>{box}"""

    return frame(
        f"""<section class="comments comment-wrapper"><h2 class="title">Comments</h2>
{"".join(one(note) for note in notes)}</section>""",
        '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)"/>',
    )


def reddit(notes: Sequence[Note]) -> str:
    def one(note: Note) -> str:
        replies = "".join(one(reply) for reply in note.replies)
        key = f"t1_n{note.number}"
        return f"""<div class=" thing id-{key} noncollapsed comment " id="thing_{key}"
data-fullname="{key}" data-type="comment" data-author="{escape(note.author)}"
data-permalink="/r/x/comments/1/rooms/n{note.number}/"><p class="parent"><a
name="n{note.number}"></a></p><div class="entry unvoted"><p class="tagline"><a class="expand">[–]</a><a
href="https://old.reddit.com/user/u{note.number}" class="author">{escape(note.author)}</a> <span
class="score unvoted">189 points</span> <time datetime="2023-11-14T22:13:20+00:00"
class="live-timestamp">5 months ago</time> <a class="numchildren">(1 child)</a></p><form
class="usertext" id="form-{key}"><div class="usertext-body may-blank-within md-container"><div
class="md">{note.html}</div></div></form><ul class="flat-list buttons"><li><a class="bylink">
permalink</a></li><li>reply</li></ul></div><div class="child"><div id="siteTable_{key}"
class="sitetable listing">{replies}</div></div></div>"""

    count = sum(1 for _ in in_order(notes))
    return frame(
        f"""<div class="commentarea"><div class="panestack-title"><span class="title">all {count}
comments</span></div><div class="sitetable nestedlisting">
{"".join(one(note) for note in notes)}</div></div>"""
    )


def disqus(notes: Sequence[Note]) -> str:
    def one(note: Note) -> str:
        key = note.number
        replies = "".join(one(reply) for reply in note.replies)
        return f"""<li class="comment even depth-1" id="dsq-comment-{key}"><div
id="dsq-comment-header-{key}" class="dsq-comment-header"><cite id="dsq-cite-{key}"><span
id="dsq-author-user-{key}">{escape(note.author)}</span></cite></div><div
id="dsq-comment-body-{key}" class="dsq-comment-body"><div id="dsq-comment-message-{key}"
class="dsq-comment-message">{note.html}</div></div><ul class="children">{replies}</ul></li>"""

    return frame(
        f"""<div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments">
{"".join(one(note) for note in notes)}</ul></div></div>"""
    )


def schema_org(notes: Sequence[Note]) -> str:
    def one(note: Note) -> str:
        replies = "".join(one(reply) for reply in note.replies)
        return f"""<div class="entry" id="e{note.number}" itemprop="comment" itemscope
itemtype="https://schema.org/Comment"><span itemprop="author" itemscope
itemtype="https://schema.org/Person"><b itemprop="name">{escape(note.author)}</b></span> <time
itemprop="dateCreated" datetime="2023-11-14T22:13:20Z">last year</time><div
itemprop="text">{note.html}</div><button>Like</button>{replies}</div>"""

    return frame(f'<div class="comments">{"".join(one(note) for note in notes)}</div>')


def _forum(
    notes: Sequence[Note], inner: Callable[[Note], str], head: str = "", body: str = ""
) -> str:
    posts = "".join(inner(note) for note, _ in in_order(notes))
    return frame(f'<div class="topic-page">{posts}</div>', head, body)


def xenforo(notes: Sequence[Note]) -> str:
    return _forum(
        notes,
        lambda note: (
            f"""<article class="message message--post js-post"
data-author="{escape(note.author)}" data-content="post-{note.number}" id="js-post-{note.number}"><div
class="message-cell message-cell--user"><h4 class="message-name"><a href="/members/1/"
class="username">{escape(note.author)}</a></h4><h5 class="userTitle">Member</h5></div><div
class="message-cell message-cell--main"><header class="message-attribution"><a
href="/threads/1/post-{note.number}"><time class="u-dt" datetime="2023-11-14T22:13:20+0000">14
November 2023</time></a></header><article class="message-body js-selectToQuote"><div
class="bbWrapper">{note.breaks}</div></article><footer class="message-footer"><div
class="message-signature">Ask me</div><a>Like</a></footer></div></article>"""
        ),
    )


def discourse(notes: Sequence[Note]) -> str:
    return _forum(
        notes,
        lambda note: (
            f"""<div id="post_{note.number}" itemprop="comment" itemscope
itemtype="http://schema.org/Comment" class="topic-body crawler-post"><div class="crawler-post-meta">
<span class="creator" itemprop="author" itemscope itemtype="http://schema.org/Person"><a
itemprop="url" href="https://forum.example/u/x"><span itemprop="name">{escape(note.author)}</span></a>
</span><span class="crawler-post-infos"><time itemprop="datePublished"
datetime="2023-11-14T22:13:20Z" class="post-time">November 14, 2023, 10:13pm</time></span></div><div
class="post" itemprop="text">{note.html}</div><span class="post-likes">2 Likes</span></div>"""
        ),
        '<meta name="generator" content="Discourse 3.3.0"/>',
    )


def phpbb(notes: Sequence[Note]) -> str:
    return _forum(
        notes,
        lambda note: (
            f"""<div id="p{note.number}" class="post has-profile bg2"><div class="inner"><dl
class="postprofile"><dt><a href="./memberlist.php?u=2" class="username">{escape(note.author)}</a></dt>
<dd>Posts: 12</dd></dl><div class="postbody"><div id="post_content{note.number}"><h3><a
href="#p{note.number}">Re: Rooms</a></h3><p class="author"><a class="unread"
href="./viewtopic.php?p={note.number}#p{note.number}">Post</a> by <strong><a
class="username">{escape(note.author)}</a></strong> » <time datetime="2023-11-14T22:13:20+00:00">Tue
Nov 14, 2023 10:13 pm</time></p><div class="content">{note.breaks}</div><div
class="signature">Ask me</div></div></div></div></div>"""
        ),
        body='id="phpbb" class="section-viewtopic"',
    )


def fluxbb(notes: Sequence[Note]) -> str:
    return _forum(
        notes,
        lambda note: (
            f"""<div id="p{note.number}" class="blockpost rowodd"><h2><span><span
class="conr">#1</span> <a href="viewtopic.php?pid={note.number}#p{note.number}">2023-11-14
22:13:20</a></span></h2><div class="box"><div class="postleft"><dl><dt><strong><a
href="profile.php?id=2">{escape(note.author)}</a></strong></dt><dd>Member</dd></dl></div><div
class="postright"><h3>Re: Rooms</h3><div class="postmsg">{note.html}</div><div
class="postsignature"><p>Ask me</p></div></div></div></div>"""
        ),
        body='id="punviewtopic"',
    )


def vbulletin(notes: Sequence[Note]) -> str:
    return _forum(
        notes,
        lambda note: (
            f"""<li class="postbitlegacy postbit postcontainer" id="post_{note.number}"><div
class="posthead"><span class="postdate"><span class="date">14-11-2023,&nbsp;<span
class="time">22:13</span></span></span><a name="post{note.number}"
href="showthread.php?p={note.number}#post{note.number}" class="postcounter">#1</a></div><div
class="userinfo"><a class="username offline" href="member.php?2"><strong>{escape(note.author)}</strong>
</a><span class="usertitle">Member</span></div><div class="postbody"><h2 class="title">Rooms</h2><div
class="content"><div id="post_message_{note.number}"><blockquote
class="postcontent restore">{note.breaks}</blockquote></div></div></div></li>"""
        ),
        '<meta name="generator" content="vBulletin 4.2.2"/>',
    )


WRITERS: dict[str, tuple[str, Callable[[Sequence[Note]], str], bool]] = {
    "blogger-threaded": ("blogger-threaded", blogger_threaded, True),
    "blogger-flat": ("blogger-flat", blogger_flat, False),
    "wordpress-html5": ("wordpress", wordpress_html5, True),
    "wordpress-classic": ("wordpress", wordpress_classic, True),
    "wordpress-genesis": ("wordpress", wordpress_genesis, True),
    "wordpress-flat-list": ("wordpress", wordpress_flat_list, True),
    "wpdiscuz": ("wpdiscuz", wpdiscuz, True),
    "drupal": ("drupal", drupal, True),
    "reddit-old": ("reddit-old", reddit, True),
    "disqus-noscript": ("disqus-noscript", disqus, True),
    "schema-org": ("schema-org", schema_org, True),
    "xenforo": ("xenforo", xenforo, False),
    "discourse": ("discourse", discourse, False),
    "phpbb": ("phpbb", phpbb, False),
    "fluxbb": ("fluxbb", fluxbb, False),
    "vbulletin": ("vbulletin", vbulletin, False),
}


@pytest.fixture(scope="session", params=WRITERS, ids=str)
def markup(request: pytest.FixtureRequest) -> tuple[str, Callable[[Sequence[Note]], str], bool]:
    """A system's name, its writer, and whether it states who answers whom."""
    return WRITERS[request.param]


@pytest.fixture(scope="session")
def writers() -> dict[str, Callable[[Sequence[Note]], str]]:
    return {name: writer for name, (_, writer, _) in WRITERS.items()}


@pytest.fixture(scope="session")
def make_note() -> type[Note]:
    return Note


@pytest.fixture(scope="session")
def make_page() -> type[WrittenPage]:
    return WrittenPage
