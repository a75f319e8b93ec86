"""One post: its page, what the feed says of it, and the further pages of its thread."""

from collections.abc import Iterator
from dataclasses import replace as with_fields
from urllib.parse import urlsplit

from msgspec.structs import replace

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.building import build_document
from probenlp.harvest.feeds.further_pages import with_further_pages
from probenlp.harvest.feeds.merge import merge
from probenlp.harvest.feeds.walk import Found, Walk, is_gone, trouble
from probenlp.harvest.fetch.fetched import FetchError
from probenlp.harvest.reading import harvest
from probenlp.records import Document, Problem


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
    if walk.follow_pages and not _is_complete(found):
        page = with_further_pages(page, answer.final_url, fetch=walk.fetch, salt=walk.salt)
    document = replace(page.document, fetched_at=answer.fetched_at)
    document = _merged(document, found, walk, answer.final_url)
    published = document.published.date if document.published else None
    if walk.window.holds(published):
        yield from (problem for problem in page.problems if not _is_mended(problem, document))
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
