"""The further pages of one thread: blogs show fifty comments a page, forums twenty posts.

Each page lists others; they are asked for one after another, on the page's own site, and their
comments join the document's. Their words stand in another source, so they have no source map.
"""

from dataclasses import replace as with_fields
from urllib.parse import urlsplit

from msgspec.structs import replace

from probenlp.errors import HarvestError
from probenlp.harvest.duplicates import mark_duplicates
from probenlp.harvest.feeds.order import arrange
from probenlp.harvest.feeds.walk import trouble
from probenlp.harvest.fetch.fetched import Fetch, FetchError
from probenlp.harvest.reading import GOES_ON, Harvested, harvest
from probenlp.records import Document, Passage, Problem

_MOST_PAGES = 200


def with_further_pages(page: Harvested, url: str, *, fetch: Fetch, salt: bytes) -> Harvested:
    """Add the comments of the thread's other pages.

    Parameters
    ----------
    page : Harvested
        The page that was asked for.
    url : str
        Its address after redirects: the document's, and that of its comments.
    fetch : callable
        Address in, :class:`~probenlp.harvest.fetch.fetched.Fetched` out; raises ``FetchError``.
    salt : bytes
        The project's secret for the keys of authors.

    Returns
    -------
    Harvested
        With a problem for each page that could not be read; ``next_pages`` holds those that were
        not read. The page itself where it lists no others.
    """
    if not page.next_pages:
        return page
    passages, problems = list(page.document.passages), list(page.problems)
    waiting, asked, unread = list(page.next_pages), {url}, list[str]()
    while waiting:
        address = waiting.pop(0)
        if address in asked:
            continue
        if len(asked) > _MOST_PAGES or not _is_same_site(address, url):
            unread.append(address)
            continue
        asked.add(address)
        try:
            # The post's own address, so that its comments get their names from it.
            item = with_fields(fetch(address).as_input(), name=address, url=url)
            more = harvest(item, salt=salt)
        except (FetchError, HarvestError) as error:
            unread.append(address)
            problem = trouble(address, error, "incomplete", document_id=page.document.id)
            problems.append(problem)
            continue
        known = {passage.id for passage in passages}
        passages += [
            replace(passage, source_map=None)
            for passage in more.document.passages
            if passage.kind == "comment" and passage.id not in known
        ]
        waiting += [address for address in more.next_pages if address not in asked]
    return _joined(page, passages, problems, tuple(dict.fromkeys(unread)), len(asked) - 1)


def _is_same_site(address: str, url: str) -> bool:
    return urlsplit(address).netloc == urlsplit(url).netloc


def _joined(
    page: Harvested,
    passages: list[Passage],
    problems: list[Problem],
    unread: tuple[str, ...],
    pages: int,
) -> Harvested:
    document = page.document
    head = [passage for passage in passages if passage.kind != "comment"]
    comments = _in_place(document, [passage for passage in passages if passage.kind == "comment"])
    is_whole = document.comments_claimed == len(comments)
    kept = [
        warning
        for warning in document.warnings
        if not warning.startswith(GOES_ON) and not (is_whole and _counts(warning))
    ]
    if unread:
        kept.append(f"{GOES_ON} {', '.join(unread[:3])}")
    added = len(comments) - document.comments_found
    kept.append(f"thread: {added} comments come from {pages} further pages and have no source map")
    joined = replace(
        document,
        comments_found=len(comments),
        passages=mark_duplicates([*head, *comments]),
        warnings=tuple(kept),
    )
    left = (entry for entry in problems if not (is_whole and entry.reason == "comment-count"))
    return Harvested(joined, tuple(left), unread)


def _counts(warning: str) -> bool:
    return warning.startswith("comment-count:")


def _in_place(document: Document, comments: list[Passage]) -> list[Passage]:
    if document.structure != "tree":
        return comments
    arranged = arrange([(comment.id, comment.parent_id) for comment in comments])
    return [
        replace(comments[place.position], path=place.path, depth=place.depth)
        for place in arranged.places
    ]
