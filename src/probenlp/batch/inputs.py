"""The inputs of a shard, read one by one in the worker that harvests them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from probenlp.batch.orders import Item, Listed, Shard, digest
from probenlp.harvest import Input, Skipped, sources
from probenlp.harvest.fetch import Archived, read_warc
from probenlp.pipeline.faults import problem_of
from probenlp.records import Document, Problem
from probenlp.settings import Settings


@dataclass(frozen=True, slots=True)
class Read:
    """One input of a shard.

    Attributes
    ----------
    name : str
        As in ``Source.name``.
    content : Input or Item
        What is to be harvested, or what came of it without harvesting.
    fetched_at : str or None
        Where an archive tells.
    """

    name: str
    content: Input | Item
    fetched_at: str | None = None


def files_key(listed: tuple[Listed, ...]) -> str:
    """Digest some files, by name and content.

    Examples
    --------
    >>> one = Listed(given="pages", name="a.html", sha256="ab")
    >>> files_key((one,)) == files_key((Listed(given="elsewhere", name="a.html", sha256="ab"),))
    True
    """
    return digest(
        *(
            part
            for one in listed
            for part in (
                one.name,
                one.sha256,
                one.skipped or "",
                str(one.problem),
                str(one.is_feed),
            )
        )
    )


def read_file(listed: Listed, settings: Settings) -> tuple[Read, Listed]:
    """Read a file of the list.

    Returns
    -------
    tuple of Read and Listed
        What was read, and the file as it is now: it may have changed since it was listed.
    """
    if listed.problem or listed.skipped or listed.is_feed:
        problems = (listed.problem,) if listed.problem else ()
        item = Item(name=listed.name, problems=problems, skipped=listed.skipped)
        return Read(listed.name, item), listed
    (outcome,) = sources([path_of(listed)], max_bytes=settings.max_bytes)
    if isinstance(outcome, Input):
        now = msgspec.structs.replace(listed, sha256=hashlib.sha256(outcome.data).hexdigest())
        return Read(listed.name, replace(outcome, name=listed.name)), now
    now = msgspec.structs.replace(listed, sha256="")
    return Read(listed.name, _unread(outcome, listed.name)), now


def path_of(listed: Listed) -> Path:
    """Find a file: the source itself, or what lies below it."""
    given = Path(listed.given)
    return given / listed.name if given.is_dir() else given


def _unread(outcome: Problem | Skipped, name: str) -> Item:
    if isinstance(outcome, Skipped):
        return Item(name=name, skipped=outcome.reason)
    return Item(name=name, problems=(msgspec.structs.replace(outcome, source=name),))


def read_archive(shard: Shard, settings: Settings) -> Iterator[Read]:
    """Read the pages of a web archive."""
    path = Path(shard.names[0])
    try:
        for outcome in read_warc(path, max_bytes=settings.max_bytes):
            if isinstance(outcome, Archived):
                yield Read(outcome.item.name, outcome.item, outcome.date)
            elif isinstance(outcome, Skipped):
                yield Read(outcome.name, _unread(outcome, outcome.name))
            else:
                yield Read(outcome.source, _unread(outcome, outcome.source))
    except (OSError, ImportError) as error:
        problem = problem_of(path.name, "read", "failed", "unreadable", str(error))
        yield Read(path.name, Item(name=path.name, problems=(problem,)))


def read_addresses(shard: Shard, settings: Settings) -> Iterator[Item]:
    """Fetch and harvest addresses and lists of sources; they set their own time limits."""
    from probenlp.pipeline.gather import harvest_documents

    told: list[Item] = []

    def on_problem(problem: Problem) -> None:
        told.append(Item(name=problem.source, problems=(problem,)))

    def on_skip(skipped: Skipped) -> None:
        told.append(Item(name=skipped.name, skipped=skipped.reason))

    documents: Iterator[Document] = harvest_documents(shard.names, settings, on_problem, on_skip)
    for document in documents:
        yield from told
        told.clear()
        yield Item(name=document.source.name, document=document)
    yield from told
