"""What a run is given becomes documents: files, folders, addresses, archives, lists of sources."""

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec

from probenlp.domains import load_domain
from probenlp.errors import HarvestError
from probenlp.harvest import Harvested, Input, Skipped, harvest, sources
from probenlp.harvest.detection import form_of
from probenlp.harvest.encoding import decode
from probenlp.harvest.feeds import (
    FeedFile,
    feed_documents,
    harvest_blog,
    harvest_source,
    merge,
    read_feed_file,
    read_sources,
    with_further_pages,
)
from probenlp.harvest.fetch import Archived, Fetch, Fetched, Fetcher, FetchError, read_warc
from probenlp.pipeline.faults import fault, problem_of
from probenlp.records import Document, Problem
from probenlp.settings import Settings

Outcome = Document | Problem | Skipped

_XML = (".xml", ".rss", ".atom", ".rdf")
_SAMPLE = 100_000  # bytes: as much as telling a feed from a page needs
_ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz")


def harvest_documents(
    named: Sequence[str | Path],
    settings: Settings,
    on_problem: Callable[[Problem], object],
    on_skip: Callable[[Skipped], object] = lambda _: None,
) -> Iterator[Document]:
    """Harvest whatever is named.

    Parameters
    ----------
    named : sequence of str or Path
        Files and folders; feeds as files (RSS, Atom, Blogger's JSON, WordPress's ``wp/v2`` JSON),
        which join the pages of the same posts; addresses of pages and feeds (``https://…``); web
        archives (``.warc``, ``.warc.gz``); lists of sources (``.toml``).
    settings : Settings
    on_problem : callable
        Told of every input that gives no document or less than it holds.
    on_skip : callable
        Told of files that are no documents.

    Yields
    ------
    Document
        Each once; the second copy of a document is a problem of severity ``skipped``.
    """
    yield from once_each(_gather([str(name) for name in named], settings), on_problem, on_skip)


def harvest_blog_documents(
    url: str,
    settings: Settings,
    on_problem: Callable[[Problem], object],
    *,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Document]:
    """Harvest a blog with its threads, post by post, the latest first.

    Parameters
    ----------
    url : str
        Of the blog's front page.
    settings : Settings
    on_problem : callable
        Told of every post that could not be read, or not wholly.
    since, until : date, optional
        The first and the last day, in UTC.
    """
    with Fetcher(settings.fetch) as fetcher:
        found = harvest_blog(url, fetch=fetcher.fetch, salt=settings.salt, since=since, until=until)
        yield from once_each(found, on_problem, lambda _: None)


def once_each(
    outcomes: Iterable[Outcome],
    on_problem: Callable[[Problem], object],
    on_skip: Callable[[Skipped], object],
) -> Iterator[Document]:
    """Give each document once and tell of everything else."""
    seen: dict[str, str] = {}
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            on_problem(outcome)
        elif isinstance(outcome, Skipped):
            on_skip(outcome)
        elif earlier := seen.get(outcome.id):
            name = outcome.source.name
            detail = f"the same document as {earlier}; only the first is kept"
            on_problem(problem_of(name, "harvest", "skipped", "duplicate", detail, outcome.id))
        else:
            seen[outcome.id] = outcome.source.name
            yield outcome


def _gather(named: Sequence[str], settings: Settings) -> Iterator[Outcome]:
    feeds = FeedFiles(settings.salt)
    yield from feeds.read_ahead(named, settings)
    with contextlib.ExitStack() as stack:
        fetcher: Fetcher | None = None
        for is_address, group in itertools.groupby(named, key=_is_address):
            for name in [list(group)] if is_address else [[name] for name in group]:
                if fetcher is None and (is_address or name[0].endswith(".toml")):
                    fetcher = stack.enter_context(Fetcher(settings.fetch))
                if is_address and fetcher:
                    yield from _fetched(name, fetcher, feeds, settings)
                elif name[0].endswith(".toml") and fetcher:
                    yield from _listed(name[0], fetcher, settings)
                elif name[0].lower().endswith(_ARCHIVES):
                    yield from _archived(name[0], feeds, settings)
                else:
                    yield from _stored(name[0], feeds, settings)
    yield from feeds.rest()


class FeedFiles:
    """The feeds among the sources: their entries join the pages, or stand alone at the end.

    Parameters
    ----------
    salt : bytes
        For the keys of authors.
    """

    def __init__(self, salt: bytes) -> None:
        self._salt = salt
        self._known: set[tuple[str, str]] = set()
        self._waiting: dict[str, Harvested] = {}
        self._late: list[FeedFile] = []
        self._fetched_at: dict[str, str | None] = {}

    def read_ahead(self, named: Sequence[str], settings: Settings) -> Iterator[Outcome]:
        """Read the feeds that are files, so that pages read later can be joined with them."""
        files = []
        for source, item in _feeds_named(named, settings.max_bytes):
            self._known.add((source, item.name))
            try:
                files.append(read_feed_file(item))
            except HarvestError as error:
                yield problem_of(item.name, "harvest", "failed", error.reason, error.detail)
        for outcome in feed_documents(files, salt=self._salt):
            if isinstance(outcome, Problem):
                yield outcome
            else:
                self._waiting[outcome.document.id] = outcome

    def has_read(self, source: str, name: str) -> bool:
        """Tell whether a file below a source was read ahead."""
        return (source, name) in self._known

    def add(self, item: Input, fetched_at: str | None) -> Iterator[Problem]:
        """Take a feed that was met among the pages, for the end."""
        try:
            self._late.append(read_feed_file(item))
            self._fetched_at[item.name] = fetched_at
        except HarvestError as error:
            yield problem_of(item.name, "harvest", "failed", error.reason, error.detail)

    def joined(self, page: Harvested) -> Harvested:
        """Join a page with what a feed states of the same post."""
        feed = self._waiting.pop(page.document.id, None)
        if feed is None:
            return page
        document = merge(page.document, feed.document)
        is_whole = document.comments_claimed == document.comments_found
        problems = tuple(
            problem
            for problem in (*page.problems, *feed.problems)
            if not (is_whole and problem.reason == "comment-count")
        )
        return Harvested(document, problems, page.next_pages)

    def rest(self) -> Iterator[Outcome]:
        """Give the posts of which no page was among the sources."""
        late = feed_documents(self._late, salt=self._salt)
        for outcome in itertools.chain(self._waiting.values(), late):
            if isinstance(outcome, Problem):
                yield outcome
            else:
                yield from outcome.problems
                fetched_at = self._fetched_at.get(outcome.document.source.name)
                yield msgspec.structs.replace(outcome.document, fetched_at=fetched_at)


def _feeds_named(named: Sequence[str], max_bytes: int) -> Iterator[tuple[str, Input]]:
    """Find feeds by suffix and content; in a folder those that are XML, as for other files."""
    for name in named:
        path = Path(name)
        is_folder = not _is_address(name) and path.is_dir()
        places = sorted(path.rglob("*")) if is_folder else [path]
        for place in places:
            below = place.relative_to(path) if is_folder else Path(place.name)
            suffixes = _XML if is_folder else (*_XML, ".json")
            hidden = any(part.startswith(".") for part in below.parts)
            if hidden or not place.name.lower().endswith(suffixes) or not place.is_file():
                continue
            for item in sources([place], max_bytes=max_bytes):
                if isinstance(item, Input) and _is_feed(item):
                    yield name, replace(item, name=below.as_posix())


def _is_feed(item: Input) -> bool:
    return form_of(decode(item.data[:_SAMPLE], item.charset).text) in ("feed", "json")


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _stored(name: str, feeds: FeedFiles, settings: Settings) -> Iterator[Outcome]:
    for item in sources([name], max_bytes=settings.max_bytes):
        if not isinstance(item, Input):
            yield item
        elif not feeds.has_read(name, item.name):
            yield from _harvest(item, feeds, settings)


def _fetched(
    addresses: Sequence[str], fetcher: Fetcher, feeds: FeedFiles, settings: Settings
) -> Iterator[Outcome]:
    """Fetch pages; hosts take turns, but the documents come in the order of the addresses."""
    follow = fetcher.fetch if settings.fetch.follow_comment_pages else None
    for answer in _in_order(addresses, fetcher):
        if isinstance(answer, Fetched):
            item = answer.as_input()
            yield from _harvest(item, feeds, settings, answer.fetched_at, follow)
        else:
            detail = f"{answer.reason}: {answer.detail}"
            yield problem_of(answer.url, "read", "failed", "fetch", detail)


def _in_order(addresses: Sequence[str], fetcher: Fetcher) -> Iterator[Fetched | FetchError]:
    """Give the answers in the order asked, each as soon as those before it are there."""
    waiting = list(dict.fromkeys(addresses))
    done: dict[str, Fetched | FetchError] = {}
    for answer in fetcher.fetch_all(waiting):
        done[answer.url] = answer
        while waiting and waiting[0] in done:
            yield done.pop(waiting.pop(0))
    yield from (done[address] for address in waiting if address in done)


def _archived(name: str, feeds: FeedFiles, settings: Settings) -> Iterator[Outcome]:
    try:
        for outcome in read_warc(Path(name), max_bytes=settings.max_bytes):
            if isinstance(outcome, Archived):
                yield from _harvest(outcome.item, feeds, settings, outcome.date)
            else:
                yield outcome
    except (OSError, ImportError) as error:
        yield problem_of(Path(name).name, "read", "failed", "unreadable", str(error))


def _listed(name: str, fetcher: Fetcher, settings: Settings) -> Iterator[Outcome]:
    try:
        listed = read_sources(name, domain=load_domain(settings.domain))
    except HarvestError as error:
        yield problem_of(name, "read", "failed", error.reason, error.detail)
        return
    for source in listed:
        yield from harvest_source(source, fetch=fetcher.fetch, salt=settings.salt)


def _harvest(
    item: Input,
    feeds: FeedFiles,
    settings: Settings,
    fetched_at: str | None = None,
    follow: Fetch | None = None,
) -> Iterator[Outcome]:
    """Harvest one input; a page that breaks us must not end the run."""
    try:
        harvested = harvest(item, salt=settings.salt, max_bytes=settings.max_bytes)
        if follow is not None and item.url:
            harvested = with_further_pages(harvested, item.url, fetch=follow, salt=settings.salt)
        harvested = feeds.joined(harvested)
    except HarvestError as error:
        if error.reason == "unsupported":
            yield from feeds.add(item, fetched_at)
        else:
            yield problem_of(item.name, "harvest", "failed", error.reason, error.detail)
    except Exception as error:  # one page must not end the run
        yield problem_of(item.name, "harvest", "failed", "internal", fault(error))
    else:
        yield from harvested.problems
        yield msgspec.structs.replace(harvested.document, fetched_at=fetched_at)
