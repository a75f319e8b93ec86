"""What a run is given becomes documents: files, folders, addresses, archives, lists of sources."""

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from probenlp.errors import HarvestError
from probenlp.harvest import Input, Skipped, harvest, sources
from probenlp.harvest.feeds import harvest_blog, harvest_source, read_sources
from probenlp.harvest.fetch import Archived, Fetched, Fetcher, FetchError, read_warc
from probenlp.pipeline.faults import fault, problem_of
from probenlp.records import Document, Problem
from probenlp.settings import Settings

Outcome = Document | Problem | Skipped

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
        Files and folders; addresses of pages (``https://…``); web archives (``.warc``,
        ``.warc.gz``); lists of sources (``.toml``, as ``corpus/sources.toml``).
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
    yield from _once(_gather([str(name) for name in named], settings), on_problem, on_skip)


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
        yield from _once(found, on_problem, lambda _: None)


def _once(
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
    with contextlib.ExitStack() as stack:
        fetcher: Fetcher | None = None
        for is_address, group in itertools.groupby(named, key=_is_address):
            for name in [list(group)] if is_address else [[name] for name in group]:
                if fetcher is None and (is_address or name[0].endswith(".toml")):
                    fetcher = stack.enter_context(Fetcher(settings.fetch))
                if is_address and fetcher:
                    yield from _fetched(name, fetcher, settings)
                elif name[0].endswith(".toml") and fetcher:
                    yield from _listed(name[0], fetcher, settings)
                elif name[0].lower().endswith(_ARCHIVES):
                    yield from _archived(name[0], settings)
                else:
                    yield from _stored(name[0], settings)


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _stored(name: str, settings: Settings) -> Iterator[Outcome]:
    for item in sources([name], max_bytes=settings.max_bytes):
        if isinstance(item, Input):
            yield from _harvest(item, settings)
        else:
            yield item


def _fetched(addresses: Sequence[str], fetcher: Fetcher, settings: Settings) -> Iterator[Outcome]:
    """Fetch pages; hosts take turns, but the documents come in the order of the addresses."""
    for answer in _in_order(addresses, fetcher):
        if isinstance(answer, Fetched):
            item = answer.as_input()
            yield from _harvest(item, settings, answer.fetched_at)
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


def _archived(name: str, settings: Settings) -> Iterator[Outcome]:
    try:
        for outcome in read_warc(Path(name), max_bytes=settings.max_bytes):
            if isinstance(outcome, Archived):
                yield from _harvest(outcome.item, settings, outcome.date)
            else:
                yield outcome
    except (OSError, ImportError) as error:
        yield problem_of(Path(name).name, "read", "failed", "unreadable", str(error))


def _listed(name: str, fetcher: Fetcher, settings: Settings) -> Iterator[Outcome]:
    try:
        listed = read_sources(name)
    except HarvestError as error:
        yield problem_of(name, "read", "failed", error.reason, error.detail)
        return
    for source in listed:
        yield from harvest_source(source, fetch=fetcher.fetch, salt=settings.salt)


def _harvest(item: Input, settings: Settings, fetched_at: str | None = None) -> Iterator[Outcome]:
    """Harvest one input; a page that breaks us must not end the run."""
    try:
        harvested = harvest(item, salt=settings.salt, max_bytes=settings.max_bytes)
    except HarvestError as error:
        yield problem_of(item.name, "harvest", "failed", error.reason, error.detail)
    except Exception as error:  # one page must not end the run
        yield problem_of(item.name, "harvest", "failed", "internal", fault(error))
    else:
        yield from harvested.problems
        yield msgspec.structs.replace(harvested.document, fetched_at=fetched_at)
