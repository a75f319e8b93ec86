"""One post: its page, what the feed says of it, and the further pages of its thread."""

from collections.abc import Iterator
from dataclasses import replace as with_fields
from urllib.parse import urlsplit

from msgspec.structs import replace

from probenlp.errors import HarvestError
from probenlp.harvest.comments import read_thread
from probenlp.harvest.duplicates import mark_duplicates
from probenlp.harvest.encoding import decode
from probenlp.harvest.feeds.building import build_document
from probenlp.harvest.feeds.merge import merge
from probenlp.harvest.feeds.order import arrange
from probenlp.harvest.feeds.walk import Found, Walk, is_gone, trouble
from probenlp.harvest.fetch.fetched import Fetched, FetchError
from probenlp.harvest.page import parse_page
from probenlp.harvest.reading import harvest
from probenlp.records import Document, Passage, Problem

_MOST_PAGES = 200
_GOES_ON = "thread: goes on at"


def harvest_post(found: Found, walk: Walk) -> Iterator[Document | Problem]:
    """Take a post's page and join it with what the feed states.

    Yields
    ------
    Document or Problem
        At most one document. Where the page cannot be read and the feed holds the text, the feed's
        document and a problem; a post that the server says is gone gives a problem alone, since
        its writer has taken it back.
    """
    url = found.post.url
    if url is None:
        yield from _without_page(found, walk, None)
        return
    try:
        answer = walk.fetch(url)
        _refuse_front_page(url, answer.final_url)
        page = harvest(answer.as_input(), salt=walk.salt)
    except (FetchError, HarvestError) as error:
        yield from _without_page(found, walk, trouble(url, error, "failed"), gone=is_gone(error))
        return
    document = replace(page.document, fetched_at=answer.fetched_at)
    problems = list(page.problems)
    if walk.follow_pages and not _is_complete(found):
        document = _with_further_pages(document, answer, walk, problems)
    document = _merged(document, found, walk, answer.final_url)
    published = document.published.date if document.published else None
    if walk.window.holds(published):
        yield from (problem for problem in problems if not _is_mended(problem, document))
        yield document


def _refuse_front_page(url: str, final_url: str) -> None:
    """Refuse the front page, to which many sites lead from pages that they have taken down."""
    reached = urlsplit(final_url)
    if urlsplit(url).path.strip("/") and not reached.path.strip("/") and not reached.query:
        raise HarvestError(
            f"leads to the front page {final_url}: the post seems to have been taken down",
            source=url,
            reason="missing",
        )


def _is_complete(found: Found) -> bool:
    return found.comments.entries is not None and found.comments.complete


def _is_mended(problem: Problem, document: Document) -> bool:
    """Tell whether the count that the page missed is reached by now."""
    return (
        problem.reason == "comment-count" and document.comments_claimed == document.comments_found
    )


def _merged(document: Document, found: Found, walk: Walk, url: str) -> Document:
    feed = _feed_document(found, walk, url)
    merged = merge(document, feed)
    if found.comments.entries is not None and not found.comments.complete:
        return _warned(merged, "feed: its comments could not be read to the end")
    return merged


def _warned(document: Document, *warnings: str) -> Document:
    return replace(document, warnings=(*document.warnings, *warnings))


def _feed_document(found: Found, walk: Walk, url: str | None) -> Document:
    comments = found.comments
    return build_document(
        with_fields(found.post, url=url),
        comments.entries,
        salt=walk.salt,
        source=with_fields(found.source, answers=(*found.source.answers, *comments.answers)),
        fetched_at=found.fetched_at,
        warnings=comments.warnings,
    )


def _without_page(
    found: Found, walk: Walk, problem: Problem | None, *, gone: bool = False
) -> Iterator[Document | Problem]:
    document = _feed_document(found, walk, found.post.url)
    has_text = any(passage.kind != "title" for passage in document.passages)
    if gone or not has_text or found.post.is_summary:
        if problem is not None:
            yield problem
        return
    if problem is not None:
        yield replace(problem, severity="incomplete", document_id=document.id)
        document = _warned(document, f"page: could not be read, only the feed: {problem.detail}")
    yield document


def _with_further_pages(
    document: Document, front: Fetched, walk: Walk, problems: list[Problem]
) -> Document:
    """Add the comments of the thread's other pages, which the page lists."""
    if not any(warning.startswith(_GOES_ON) for warning in document.warnings):
        return document
    waiting = list(_next_pages(front, walk))
    asked = {front.final_url}
    passages = list(document.passages)
    while waiting and len(asked) < _MOST_PAGES:
        url = waiting.pop(0)
        if url in asked:
            continue
        asked.add(url)
        try:
            answer = walk.fetch(url)
            # The post's own address, so that its comments get their names from it.
            item = with_fields(answer.as_input(), name=url, url=front.final_url)
            more = harvest(item, salt=walk.salt).document
        except (FetchError, HarvestError) as error:
            problems.append(trouble(url, error, "incomplete", document_id=document.id))
            continue
        known = {passage.id for passage in passages}
        passages += [
            replace(passage, source_map=None)
            for passage in more.passages
            if passage.kind == "comment" and passage.id not in known
        ]
        waiting += [page for page in _next_pages(answer, walk) if page not in asked]
    return _joined(document, passages, len(asked) - 1)


def _next_pages(answer: Fetched, walk: Walk) -> tuple[str, ...]:
    item = answer.as_input()
    page = parse_page(item.name, item.url, decode(item.data, item.charset).text, walk.salt)
    thread = read_thread(page) if page is not None else None
    return thread.next_pages if thread else ()


def _joined(document: Document, passages: list[Passage], pages: int) -> Document:
    head = [passage for passage in passages if passage.kind != "comment"]
    comments = [passage for passage in passages if passage.kind == "comment"]
    if document.structure == "tree":
        arranged = arrange([(comment.id, comment.parent_id) for comment in comments])
        comments = [
            replace(comments[place.position], path=place.path, depth=place.depth)
            for place in arranged.places
        ]
    added = len(comments) - document.comments_found
    kept = [warning for warning in document.warnings if not warning.startswith(_GOES_ON)]
    if document.comments_claimed == len(comments):
        kept = [warning for warning in kept if not warning.startswith("comment-count:")]
    note = f"thread: {added} comments come from {pages} further pages and have no source map"
    return replace(
        document,
        comments_found=len(comments),
        passages=mark_duplicates([*head, *comments]),
        warnings=(*kept, note),
    )
