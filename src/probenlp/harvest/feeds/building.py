"""Entries of a feed become the same records that a page gives.

Passage ids, author keys, paths and texts follow the rules of the readers of HTML, so that a feed's
document and a page's document of one post differ only in what the two sources state.
``source_map`` is None throughout: the words stand inside JSON or escaped in XML, where an offset
helps nobody.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from probenlp import __version__
from probenlp.harvest.comments.anonymous import is_nameless
from probenlp.harvest.comments.render import absolute
from probenlp.harvest.comments.wordpress_body import is_furniture
from probenlp.harvest.duplicates import mark_duplicates
from probenlp.harvest.encoding import Decoded, decode
from probenlp.harvest.feeds.entries import FeedAuthor, FeedComment, FeedPost
from probenlp.harvest.feeds.fragments import render_fragment
from probenlp.harvest.feeds.order import Arranged, Place, arrange
from probenlp.harvest.identity import author_key, comment_id, document_id, is_nobody
from probenlp.records import Author, Document, Extractor, Passage, Source

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """Where entries were read.

    Attributes
    ----------
    name : str
        The address of the posts feed, or the file.
    answers : tuple of bytes
        All that was read for the document, in the order it was asked for.
    media_type : str
        ``application/json``, ``application/atom+xml`` or ``application/rss+xml``.
    """

    name: str
    answers: tuple[bytes, ...]
    media_type: str = "application/json"

    def sha256(self) -> str:
        """Digest the answers, one after another."""
        return _digest(self.answers)

    def record(self) -> Source:
        """Describe the input as documents do."""
        first = _decoded(self.answers[0]) if self.answers and self.answers[0] else None
        return Source(
            name=self.name,
            media_type=self.media_type,
            encoding=first.encoding if first else "utf-8",
            encoding_errors=first.errors if first else "strict",
            encoding_how=first.how if first else "utf-8",
            bytes=sum(map(len, self.answers)),
        )


# All posts of a feed share its bytes: looking at them for each would be quadratic.
@lru_cache(maxsize=8)
def _digest(answers: tuple[bytes, ...]) -> str:
    digest = hashlib.sha256()
    for answer in answers:
        digest.update(answer)
    return digest.hexdigest()


@lru_cache(maxsize=2)
def _decoded(answer: bytes) -> Decoded:
    return decode(answer)


def build_document(
    post: FeedPost,
    comments: Sequence[FeedComment] | None,
    *,
    salt: bytes,
    source: FeedSource,
    fetched_at: str | None = None,
    warnings: Sequence[str] = (),
) -> Document:
    """Build the document of one post.

    Parameters
    ----------
    post : FeedPost
        Its address names the document; without one its native id and the source do.
    comments : sequence of FeedComment or None
        In any order: they are put in that of their times. None where they were not asked for,
        which is no statement that there are none.
    salt : bytes
        The project's secret for the keys of authors.
    source : FeedSource
        For the digest and the description of the input.
    fetched_at : str or None
        ISO 8601 with ``Z``.
    warnings : sequence of str
        What the readers noticed.

    Returns
    -------
    Document
        With passages title, article, comments; comments without an instant keep the feed's order.
        A comment whose parent is missing or that answers itself stands at top level, with a
        warning.
    """
    sha256 = source.sha256()
    name = _document_name(post, sha256)
    notes = list(warnings)
    passages = _head(post, name)
    if post.is_summary and post.html:
        notes.append("article: the feed states only a summary of it")
    said = _in_time(_once(comments or (), notes))
    passages += _thread(post, said, name, salt, notes)
    has_thread = comments is not None and bool(said or post.comments_claimed)
    return Document(
        id=name,
        url=post.url,
        title=post.title,
        authors=_names(post.authors),
        published=post.published,
        site=post.site,
        kind=post.kind,
        language=post.language,
        fetched_at=fetched_at,
        content_sha256=sha256,
        source=source.record(),
        extractor=Extractor(name="probenlp", version=__version__),
        comment_system=post.system if has_thread else None,
        structure=("tree" if post.states_parents else "flat") if has_thread else "none",
        comments_claimed=post.comments_claimed,
        comments_found=len(said),
        warnings=tuple(notes),
        passages=mark_duplicates(passages),
    )


def _document_name(post: FeedPost, sha256: str) -> str:
    if post.url or not post.native_id:
        return document_id(post.url, sha256)
    # The posts of a feed share its bytes, so those alone would give all of them one name.
    seed = f"{sha256} {post.native_id}".encode("utf-8", "replace")
    return document_id(None, hashlib.sha256(seed).hexdigest())


def _head(post: FeedPost, document: str) -> list[Passage]:
    passages = []
    if post.title:
        passages.append(Passage(id=f"{document}.t", kind="title", text=post.title))
    article = render_fragment(post.html or "", base_url=post.url)
    if article.text:
        passages.append(
            Passage(
                id=f"{document}.a",
                kind="article",
                text=article.text,
                status="truncated" if post.is_summary else "visible",
                links=article.links,
                regions=article.regions,
            )
        )
    return passages


def _names(authors: Sequence[FeedAuthor]) -> tuple[str, ...]:
    names = [author.name for author in authors if author.name and not is_nobody(author.name)]
    return tuple(dict.fromkeys(names))


def _once(comments: Sequence[FeedComment], notes: list[str]) -> list[FeedComment]:
    """Drop what pages of a feed say twice when comments come in while they are read."""
    first: dict[str, FeedComment] = {}
    for comment in comments:
        first.setdefault(comment.native_id, comment)
    different = [
        comment.native_id for comment in comments if first[comment.native_id].html != comment.html
    ]
    if different:
        notes.append(f"feed: states two texts for {listed(different)}; the first was taken")
    return list(first.values())


def _in_time(comments: list[FeedComment]) -> list[FeedComment]:
    if not all(comment.posted and comment.posted.utc for comment in comments):
        return comments
    return sorted(
        comments, key=lambda comment: (instant(comment), len(comment.native_id), comment.native_id)
    )


def instant(comment: FeedComment | Passage) -> str:
    """Give the time of a comment so that times sort as text, with and without milliseconds."""
    utc = comment.posted.utc if comment.posted else None
    return (utc or "").removesuffix("Z")


def _thread(
    post: FeedPost, comments: list[FeedComment], document: str, salt: bytes, notes: list[str]
) -> list[Passage]:
    stated = [
        (comment.native_id, comment.parent_native_id if post.states_parents else None)
        for comment in comments
    ]
    arranged = arrange(stated)
    notes += _order_warnings(arranged, [comment.native_id for comment in comments])
    return [
        _passage(post, comments, place, document, salt)
        for place in (arranged.places if post.states_parents else _flat(len(comments)))
    ]


def _flat(count: int) -> list[Place]:
    return [Place(position, None, None, -1) for position in range(count)]


def _order_warnings(arranged: Arranged, names: list[str]) -> list[str]:
    notes = []
    if arranged.missing:
        lost = listed([names[position] for position in arranged.missing])
        notes.append(f"thread: the parent of {lost} is not in the feed; put at top level")
    if arranged.looped:
        ring = listed([names[position] for position in arranged.looped])
        notes.append(f"thread: {ring} would answer itself; put at top level")
    return notes


def _passage(
    post: FeedPost, comments: list[FeedComment], place: Place, document: str, salt: bytes
) -> Passage:
    comment = comments[place.position]
    above = comments[place.parent].native_id if place.parent is not None else None
    said = render_fragment(comment.html, base_url=post.url, skip=is_furniture)
    return Passage(
        id=comment_id(document, comment.native_id, ""),
        kind="comment",
        text=said.text,
        parent_id=comment_id(document, above, "") if above else None,
        parent_source="feed" if above else None,
        path=place.path,
        depth=place.depth if place.depth >= 0 else None,
        native_id=comment.native_id,
        author=_author(comment.author, post, salt),
        posted=comment.posted,
        permalink=absolute(comment.permalink, post.url),
        status=comment.status,
        links=said.links,
        regions=said.regions,
    )


def _author(stated: FeedAuthor | None, post: FeedPost, salt: bytes) -> Author | None:
    if stated is None:
        return None
    url = absolute(stated.url, post.url)
    linked = url is not None or stated.native_id not in (None, "0")
    is_anonymous = is_nameless(stated.name, linked=linked)
    return Author(
        name=stated.name,
        key=None if is_anonymous else author_key(stated.name, url, salt),
        is_post_author=_is_post_author(stated, post),
        is_anonymous=is_anonymous,
    )


def _is_post_author(writer: FeedAuthor, post: FeedPost) -> bool | None:
    """Compare writers as the systems do themselves: by number (WordPress), or name and profile."""
    numbers = {author.native_id for author in post.authors} - {None, "0"}
    if numbers and writer.native_id is not None:
        return writer.native_id in numbers
    profiles = {(author.name, author.url) for author in post.authors if author.url}
    if profiles and not numbers:
        return (writer.name, writer.url) in profiles
    return None


def listed(names: Sequence[str]) -> str:
    """Name the first few of many, for warnings.

    Examples
    --------
    >>> listed(["c1", "c2"]), listed([f"c{n}" for n in range(9)])
    ('c1, c2', 'c0, c1, c2, c3, c4 and 4 more')
    """
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
