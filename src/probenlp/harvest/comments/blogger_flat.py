"""Blogger without threaded replies: a definition list, still served by many blogs.

``dl#comments-block`` holds for each comment ``dt.comment-author#c<ID>`` (a link to the profile or
the bare name, then "said…" in the blog's language), ``dd.comment-body`` and ``dd.comment-footer``
with the dated permalink. Nothing says who answers whom.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from probenlp.harvest.comments.anonymous import is_nameless
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.blogger_page import comment_area, more_by_script, permalink_of
from probenlp.harvest.comments.markup import classes, tag_of, with_id
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_permalink
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.thread import PageLike, Thread

_ID = re.compile(r"c\d+")
_MARKER = Marker("dt", r"(c\d+)")


class BloggerFlat:
    """Reads Blogger's flat threads."""

    name = "blogger-flat"

    def detect(self, page: PageLike) -> float:
        """Score by the definition list; an empty one is a thread without comments."""
        if "comments" not in page.source_text:
            return 0.0
        if _heads(page.tree):
            return 0.97
        named = with_id(page.tree, "comments-block", "comment-editor-src")
        if any(tag_of(e) == "dl" and e.get("id") == "comments-block" for e in named):
            return 0.5
        # A post nobody has commented on yet has the area and its form, and no list.
        forms = (e for e in named if e.get("id") == "comment-editor-src")
        areas = (above for form in forms for above in form.iterancestors())
        return 0.4 if any(area.get("id") == "comments" for area in areas) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread."""
        heads = _heads(page.tree)
        return assemble(
            page,
            system=self.name,
            structure="flat",
            found=[_read_comment(head, page.url) for head in heads],
            containers=comment_area(page.tree, heads),
            marker=_MARKER,
            warnings=more_by_script(page.tree),
        )


def _heads(tree: HtmlElement) -> list[HtmlElement]:
    return [
        head
        for head in with_id(tree, "c")
        if tag_of(head) == "dt" and _ID.fullmatch(head.get("id"))
    ]


def _read_comment(head: HtmlElement, url: str | None) -> Found:
    following = list(_descriptions(head))
    body = next((dd for dd in following if "comment-body" in classes(dd)), None)
    if body is None and following:
        body = following[0]
    links = [link for part in (*following, head) if part is not body for link in part.iter("a")]
    permalink = permalink_of(head, links)
    name, profile = _author(head)
    return Found(
        element=head,
        native_id=head.get("id"),
        author_name=name,
        author_url=absolute(profile, url),
        is_post_author="blog-author" in classes(head),
        is_anonymous=is_nameless(name, linked=profile is not None),
        posted=posted_from_permalink(
            permalink.get("href") if permalink is not None else None,
            text_of(permalink) if permalink is not None else None,
        ),
        permalink=absolute(permalink.get("href"), url) if permalink is not None else None,
        status="deleted" if body is not None and _is_removed(body) else "visible",
        content=render([body], base_url=url) if body is not None else Rendered(""),
    )


def _descriptions(head: HtmlElement) -> Iterator[HtmlElement]:
    """Give the ``dd`` elements up to the next comment."""
    for sibling in head.itersiblings():
        if tag_of(sibling) == "dt":
            return
        if tag_of(sibling) == "dd":
            yield sibling


def _is_removed(body: HtmlElement) -> bool:
    return any("deleted-comment" in classes(inner) for inner in body.iterdescendants())


def _author(head: HtmlElement) -> tuple[str | None, str | None]:
    """Give name and profile: the link outside the avatar, or the words before "said…".

    Blogger writes a name without a profile on a line of its own, and the same name as the title of
    the stock avatar: where a theme has joined the lines the title tells where the name ends.
    """
    link = next(
        (
            link
            for link in head.iter("a")
            if link.get("href") and not _in_avatar(link, head) and text_of(link)
        ),
        None,
    )
    if link is not None:
        return text_of(link), link.get("href")
    words = _words_of(head)
    title = next((img.get("title") for img in head.iter("img") if img.get("title")), None)
    if title and " ".join(title.split()) in " ".join(words.split()):
        return " ".join(title.split()), None
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return (lines[0] if lines else None), None


def _words_of(head: HtmlElement) -> str:
    """Give the head's text with its line ends, without the avatar's."""
    pieces = [head.text or ""]
    for child in head:
        if "avatar-image-container" not in classes(child) and isinstance(child.tag, str):
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _in_avatar(link: HtmlElement, head: HtmlElement) -> bool:
    for above in link.iterancestors():
        if above is head:
            return False
        if any("avatar" in name for name in classes(above)):
            return True
    return False
