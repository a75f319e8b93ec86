"""A page and a feed of one post become one document: comments meet by their native ids.

The page's words and source maps stay, since every claim is carried back to them. What the page does
not state (a time without a zone, a parent in a flat thread) comes from the feed, and so do comments
that the page does not show. Where the two contradict each other the page stays and a warning says
of which comments; names stand in no warning, so that pseudonymising stays whole.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from probenlp.harvest.duplicates import mark_duplicates
from probenlp.harvest.feeds.building import instant, listed
from probenlp.harvest.feeds.order import arrange
from probenlp.records import Author, Document, Passage, Posted, Published

_SECOND = 19  # characters of an instant down to the second; pages seldom state more


def merge(page: Document, feed: Document) -> Document:
    """Join what a page and a feed state of one post.

    Parameters
    ----------
    page : Document
        Read from HTML.
    feed : Document
        Of the same address, from :func:`probenlp.harvest.feeds.building.build_document`.

    Returns
    -------
    Document
        The page's, with ``merge:`` warnings for all that is not in both or not alike.

    Raises
    ------
    ValueError
        If the two are not of one post.

    Notes
    -----
    A feed's statement that a comment is deleted or hidden wins over a page that marks nothing.
    Permalinks are not compared: systems give several addresses for one comment.
    """
    if page.id != feed.id:
        raise ValueError(
            f"wanted two documents of one post, got {page.id} ({page.url}) and {feed.id}"
            f" ({feed.url}); build the feed's with the page's address"
        )
    notes: list[str] = []
    comments, structure = _comments(page, feed, notes)
    head = [passage for passage in page.passages if passage.kind != "comment"]
    head = _with_head_of(feed, head, notes)
    merged = replace(
        page,
        title=page.title or feed.title,
        authors=page.authors or feed.authors,
        published=_published(page.published, feed.published, notes),
        site=page.site or feed.site,
        kind=page.kind or feed.kind,
        language=page.language or feed.language,
        fetched_at=page.fetched_at or feed.fetched_at,
        comment_system=page.comment_system or feed.comment_system,
        structure=structure,
        comments_claimed=_first_known(page.comments_claimed, feed.comments_claimed),
        comments_found=len(comments),
        passages=mark_duplicates([*head, *comments]),
    )
    notes += _head_conflicts(page, feed)
    return replace(merged, warnings=(*_still_true(merged), *feed.warnings, *notes))


def _first_known(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def _still_true(merged: Document) -> list[str]:
    """Drop what a feed has made good: comments that the page counted and did not show."""
    complete = merged.comments_claimed == merged.comments_found
    return [
        warning
        for warning in merged.warnings
        if not (complete and warning.startswith(("comment-count:", "thread: goes on at")))
    ]


def _with_head_of(feed: Document, head: list[Passage], notes: list[str]) -> list[Passage]:
    """Add the title or the article where the page gave none."""
    kinds = {passage.kind for passage in head}
    for passage in feed.passages:
        if passage.kind != "comment" and passage.kind not in kinds:
            head.append(passage)
            notes.append(f"merge: the page gave no {passage.kind}; the feed's was taken")
    return sorted(head, key=lambda passage: passage.kind == "article")


def _published(
    page: Published | None, feed: Published | None, notes: list[str]
) -> Published | None:
    """Keep the page's date; a feed's that says the same more exactly is taken."""
    if page is None or feed is None:
        return page or feed
    # The words of the feed are in the blog's own zone, as the page's date mostly is.
    says = (feed.date, (feed.raw or "").replace("/", "-"))
    if any(said.startswith(page.date) for said in says):
        return feed if len(feed.date) > len(page.date) else page
    if page.date[:16] != feed.date[:16]:
        notes.append(f"merge: published {page.date} on the page, {feed.date} in the feed")
    return page


def _head_conflicts(page: Document, feed: Document) -> list[str]:
    notes = []
    if page.title and feed.title and _plain(page.title) != _plain(feed.title):
        notes.append("merge: the page and the feed give different titles; the page's stays")
    if page.authors and feed.authors and set(page.authors) != set(feed.authors):
        notes.append("merge: the page and the feed name different authors; the page's stay")
    if None not in (page.comments_claimed, feed.comments_claimed) and (
        page.comments_claimed != feed.comments_claimed
    ):
        notes.append(
            f"merge: the page counts {page.comments_claimed} comments, the feed"
            f" {feed.comments_claimed}"
        )
    return notes


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _comments(page: Document, feed: Document, notes: list[str]) -> tuple[list[Passage], str]:
    """Join the two threads."""
    ours = [passage for passage in page.passages if passage.kind == "comment"]
    theirs = {passage.native_id: passage for passage in feed.passages if passage.kind == "comment"}
    if not _states_thread(feed):
        return ours, page.structure
    shown = {passage.native_id for passage in ours}
    if ours and theirs and shown.isdisjoint(theirs):
        return _fuller(page, feed, notes)
    structure = _structure(page, feed)
    joined = [
        _joined(passage, theirs.get(passage.native_id), flat=page.structure != "tree")
        for passage in ours
    ]
    added = [passage for native_id, passage in theirs.items() if native_id not in shown]
    notes += _presence(ours, theirs, added)
    notes += _conflicts(ours, theirs, tree=page.structure == feed.structure == "tree")
    unchanged = not added and page.structure == structure
    return (joined if unchanged else _placed(joined, added, structure)), structure


def _fuller(page: Document, feed: Document, notes: list[str]) -> tuple[list[Passage], str]:
    """Choose one thread where no id is in both: a theme that writes none, or another system."""
    kept = feed if feed.comments_found > page.comments_found else page
    whose = "feed" if kept is feed else "page"
    notes.append(
        f"merge: no comment of the page ({page.comments_found}) has an id of the feed's"
        f" ({feed.comments_found}); the {whose}'s thread was taken alone"
    )
    return [passage for passage in kept.passages if passage.kind == "comment"], kept.structure


def _states_thread(feed: Document) -> bool:
    """Whether the feed was asked for its comments, or says that there are none."""
    return feed.comment_system is not None or feed.comments_claimed == 0


def _structure(page: Document, feed: Document) -> str:
    if page.structure == "none":
        return feed.structure
    replies = any(passage.parent_id for passage in feed.passages)
    return "tree" if page.structure == "tree" or replies else "flat"


def _presence(
    ours: Sequence[Passage], theirs: dict[str | None, Passage], added: Sequence[Passage]
) -> list[str]:
    notes = []
    alone = [passage.native_id or passage.id for passage in ours if passage.native_id not in theirs]
    if alone:
        notes.append(f"merge: {len(alone)} comments stand on the page alone: {listed(alone)}")
    if added:
        names = [passage.native_id or passage.id for passage in added]
        notes.append(
            f"merge: {len(added)} comments stand in the feed alone and have no source map:"
            f" {listed(names)}"
        )
    return notes


def _joined(ours: Passage, theirs: Passage | None, *, flat: bool) -> Passage:
    """Fill what the page leaves open."""
    if theirs is None:
        return ours
    takes_parent = flat and ours.parent_id is None and theirs.parent_id is not None
    return replace(
        ours,
        author=_author(ours.author, theirs.author),
        posted=_posted(ours.posted, theirs.posted),
        permalink=ours.permalink or theirs.permalink,
        status=theirs.status if ours.status == "visible" else ours.status,
        parent_id=theirs.parent_id if takes_parent else ours.parent_id,
        parent_source="feed" if takes_parent else ours.parent_source,
    )


def _author(ours: Author | None, theirs: Author | None) -> Author | None:
    if ours is None or theirs is None:
        return ours or theirs
    if ours.name and theirs.name and _plain(ours.name) != _plain(theirs.name):
        return ours
    return Author(
        name=ours.name or theirs.name,
        key=ours.key or theirs.key,
        is_post_author=_first_flag(ours.is_post_author, theirs.is_post_author),
        is_anonymous=_first_flag(ours.is_anonymous, theirs.is_anonymous),
    )


def _first_flag(*flags: bool | None) -> bool | None:
    return next((flag for flag in flags if flag is not None), None)


def _posted(ours: Posted | None, theirs: Posted | None) -> Posted | None:
    if ours is None or theirs is None or ours.utc or not theirs.utc:
        return ours or theirs
    return Posted(utc=theirs.utc, raw=ours.raw or theirs.raw, source=theirs.source)


def _conflicts(
    ours: Sequence[Passage], theirs: dict[str | None, Passage], *, tree: bool
) -> list[str]:
    """Say of which comments the two give different things, one warning a field."""
    pairs = [
        (passage, other) for passage in ours if (other := theirs.get(passage.native_id)) is not None
    ]
    checks: dict[str, Callable[[Passage, Passage], bool]] = {
        "text": lambda a, b: _plain(a.text) != _plain(b.text),
        "author": _authors_differ,
        "time": lambda a, b: _differ(instant(a)[:_SECOND], instant(b)[:_SECOND]),
        "parent": lambda a, b: tree and a.parent_id != b.parent_id,
        "status": lambda a, b: a.status != b.status,
    }
    notes = []
    for field, differ in checks.items():
        names = [a.native_id or a.id for a, b in pairs if differ(a, b)]
        if names:
            kept = "the statement of removal stays" if field == "status" else "the page's stays"
            notes.append(
                f"merge: page and feed differ in the {field} of {len(names)} comments"
                f" ({listed(names)}); {kept}"
            )
    return notes


def _authors_differ(ours: Passage, theirs: Passage) -> bool:
    if ours.author is None or theirs.author is None:
        return False
    names = _plain(ours.author.name or ""), _plain(theirs.author.name or "")
    flags = ours.author.is_post_author, theirs.author.is_post_author
    return _differ(*names) or (None not in flags and flags[0] != flags[1])


def _differ(ours: str, theirs: str) -> bool:
    return bool(ours and theirs) and ours != theirs


def _placed(joined: list[Passage], added: list[Passage], structure: str) -> list[Passage]:
    """Put the feed's comments among the page's and count the places anew."""
    passages = _by_time(joined, added)
    if structure != "tree":
        return [replace(p, path=None, depth=None) for p in passages]
    arranged = arrange([(passage.id, passage.parent_id) for passage in passages])
    lost = {*arranged.missing, *arranged.looped}
    return [
        replace(
            passage,
            path=place.path,
            depth=place.depth,
            parent_id=None if place.position in lost else passage.parent_id,
            parent_source=None if place.position in lost else passage.parent_source,
        )
        for place in arranged.places
        for passage in (passages[place.position],)
    ]


def _by_time(joined: list[Passage], added: list[Passage]) -> list[Passage]:
    """Sort by time where the page's own order is by time, forwards or backwards; else append.

    Only the order among siblings matters for a tree, and a page's siblings stand in one direction.
    """
    roots = [instant(passage) for passage in joined if not passage.parent_id]
    if not all(instant(passage) for passage in [*joined, *added]):
        return [*joined, *added]
    in_time = sorted([*joined, *added], key=instant)
    if roots == sorted(roots):
        return in_time
    if roots == sorted(roots, reverse=True):  # the latest first; replies still follow in time
        return sorted(in_time, key=lambda p: "" if p.parent_id else instant(p), reverse=True)
    return [*joined, *added]
