"""Feeds given as files: posts and comments of one blog become documents, as from a live one.

Which post a comment stands under is stated by its system's number, or by its address without what
names a comment and a page of comments. Comments whose post is in no file still make a document: an
address and a thread, without a title or an article.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urldefrag, urlsplit

from probenlp.harvest.feeds.building import FeedSource, build_document
from probenlp.harvest.feeds.entries import FeedComment, FeedPost
from probenlp.harvest.feeds.file_forms import FeedFile, read_feed_file
from probenlp.harvest.identity import canonical_url
from probenlp.harvest.reading import Harvested
from probenlp.records import Problem, Reason

_COMMENT_PAGE = re.compile(r"/comment-page-\d{1,6}/?$")


@dataclass(slots=True)
class _Thread:
    """A post with what any file says of it."""

    post: FeedPost
    post_file: FeedFile | None
    comments: list[FeedComment] = field(default_factory=list)
    files: list[FeedFile] = field(default_factory=list)


def feed_documents(files: Sequence[FeedFile], *, salt: bytes) -> Iterator[Harvested | Problem]:
    """Join feeds of any number of blogs and pages to documents.

    Parameters
    ----------
    files : sequence of FeedFile
        In any order; pages of one feed may overlap.
    salt : bytes
        The project's secret for the keys of authors.

    Yields
    ------
    Harvested or Problem
        A document for each post, in the order of the files, then one for each post of which there
        are comments alone; and a problem for each file that could not be read to the end.
    """
    yield from _file_problems(files)
    threads = _Threads()
    for file in files:
        for post in file.posts.entries:
            threads.add_post(post, file)
    for file in files:
        for comment in file.comments.entries:
            threads.add_comment(comment, file)
    for thread in threads.all:
        yield _harvested(thread, salt)


class _Threads:
    """The posts met so far, by number and by address."""

    def __init__(self) -> None:
        self.all: list[_Thread] = []
        self._by_key: dict[str, _Thread] = {}

    def add_post(self, post: FeedPost, file: FeedFile) -> None:
        keys = _post_keys(post, file)
        if not any(key in self._by_key for key in keys):
            self._enter(_Thread(post, file), keys)

    def add_comment(self, comment: FeedComment, file: FeedFile) -> None:
        keys = _comment_keys(comment, file)
        thread = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if thread is None:
            thread = self._enter(_Thread(_post_of(comment, file), None), keys)
        thread.comments.append(comment)
        if all(known is not file for known in thread.files):
            thread.files.append(file)

    def _enter(self, thread: _Thread, keys: Sequence[str]) -> _Thread:
        self.all.append(thread)
        for key in keys:
            self._by_key.setdefault(key, thread)
        return thread


def _post_keys(post: FeedPost, file: FeedFile) -> list[str]:
    """Name a post in every way a comment may; WordPress's feeds give its number in the guid."""
    keys = [f"{file.family}:{_host(post.url)}:{post.native_id}"] if post.native_id else []
    number = parse_qs(urlsplit(post.native_id or "").query).get("p", [])
    if file.family == "syndication" and number and number[0].isdecimal():
        keys.append(f"wordpress:{_host(post.url)}:{number[0]}")
    if address := post_address(post.url):
        keys.append(canonical_url(address))
    return keys


def _comment_keys(comment: FeedComment, file: FeedFile) -> list[str]:
    address = post_address(comment.permalink)
    keys = [canonical_url(address)] if address else []
    if comment.post_native_id:
        keys.append(f"{file.family}:{_host(address)}:{comment.post_native_id}")
    return keys or [f"{file.item.name}:"]


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def post_address(url: str | None) -> str | None:
    """Give the address of the post on whose page a comment stands.

    Examples
    --------
    >>> post_address("https://dale.example/rooms/comment-page-2/#comment-7")
    'https://dale.example/rooms/'
    >>> post_address("https://dale.example/rooms.html?showComment=168#c7")
    'https://dale.example/rooms.html'
    """
    if not url or not url.startswith(("http://", "https://")):
        return None
    bare = urldefrag(url).url
    bare = re.sub(r"[?&]showComment=\d*$", "", bare)
    return _COMMENT_PAGE.sub("/", bare)


def _post_of(comment: FeedComment, file: FeedFile) -> FeedPost:
    """Make what is known of a post from a comment alone: where it is."""
    return FeedPost(
        system=file.system,
        native_id=comment.post_native_id,
        url=post_address(comment.permalink),
        kind="blog_post" if file.family == "blogger" else None,
    )


def _harvested(thread: _Thread, salt: bytes) -> Harvested:
    home = thread.post_file or thread.files[0]
    given = [home, *(file for file in thread.files if file is not home)]
    states_parents = bool(thread.files) and all(file.states_parents for file in thread.files)
    system = thread.files[0].system if thread.files else thread.post.system
    has_thread = bool(thread.comments) or thread.post.comments_claimed == 0
    document = build_document(
        replace(thread.post, system=system, states_parents=states_parents),
        thread.comments if has_thread else None,
        salt=salt,
        source=FeedSource(
            name=home.item.name,
            answers=tuple(file.item.data for file in given),
            media_type=home.media_type,
        ),
        warnings=_warnings(thread),
    )
    found, claimed = document.comments_found, document.comments_claimed
    if not thread.comments or claimed in (None, found):
        return Harvested(document)
    detail = (
        f"the feed counts {claimed} comments, {found} are in the files; name the other pages of"
        " the comments feed too"
    )
    return Harvested(document, (_problem(home, "comment-count", detail, document.id),))


def _warnings(thread: _Thread) -> list[str]:
    if thread.post_file is None:
        return ["feed: only comments were given; the post itself is in none of the files"]
    if thread.post.comments_claimed and not thread.comments:
        count = thread.post.comments_claimed
        return [f"thread: the feed counts {count} comments and holds none; name their feed too"]
    return []


def _file_problems(files: Sequence[FeedFile]) -> Iterator[Problem]:
    """Tell what of a file was left out, and of feeds whose further pages are not there."""
    for file in files:
        for warning in (*file.posts.warnings, *file.comments.warnings):
            yield _problem(file, "unreadable", warning)
        for page, what in ((file.posts, "posts"), (file.comments, "comments")):
            held = sum(
                len(other.posts.entries if what == "posts" else other.comments.entries)
                for other in files
                if other.system == file.system
            )
            if page.entries and page.total is not None and held < page.total:
                detail = f"holds {len(page.entries)} of {page.total} {what}; name its other pages"
                yield _problem(file, "truncated", detail)


def _problem(
    file: FeedFile, reason: Reason, detail: str, document_id: str | None = None
) -> Problem:
    return Problem(
        source=file.item.name,
        stage="harvest",
        severity="incomplete",
        reason=reason,
        detail=detail,
        document_id=document_id,
    )


__all__ = ["FeedFile", "feed_documents", "post_address", "read_feed_file"]
