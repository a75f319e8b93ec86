"""Harvested shards become one file of documents, each once and in order, and shards of it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from probenlp.batch.folder import WorkFolder, read_as, write_as, write_lines
from probenlp.batch.orders import ENCODER, Item, Receipt, Shard
from probenlp.batch.plan import is_boundary
from probenlp.domains import load_domain
from probenlp.harvest import Harvested, Input, Skipped
from probenlp.pipeline import gather
from probenlp.pipeline.tally import Tally
from probenlp.provenance import KnownTexts
from probenlp.records import Document, Problem, RunReport
from probenlp.settings import Settings

_MOST_BYTES = 8_000_000
"""Bytes of a shard of documents: a worker holds one shard."""


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What gathering gave.

    Attributes
    ----------
    of : str
        Digest of the harvested shards.
    known_sha256 : str
        Of the index of known texts: what others may have pasted from decides in every document.
    report : RunReport
        Counts and problems of the harvest.
    """

    of: str
    documents: int
    known: int
    known_sha256: str
    report: RunReport
    shards: tuple[Shard, ...]


def gathered_in(folder: WorkFolder) -> Gathered | None:
    """Give what was gathered last."""
    return read_as(_path(folder), Gathered)


def _path(folder: WorkFolder) -> Path:
    return folder.path / "gathered.json"


def gather_documents(
    folder: WorkFolder,
    harvested: Iterable[tuple[Shard, Receipt]],
    named: Sequence[str],
    settings: Settings,
    *,
    of: str,
    size: int,
    progress: Callable[[int], object] = lambda _: None,
) -> Gathered:
    """Join feeds and pages, drop second copies, write the documents and cut them into shards.

    Parameters
    ----------
    folder : WorkFolder
    harvested : iterable of Shard and Receipt
        In the order of the plan.
    named : sequence of str
        The sources; the feeds among them are read here.
    settings : Settings
    of : str
        Digest of the harvested shards.
    size : int
        Documents in a shard, on average.
    progress : callable
        Told how many documents are written.

    Notes
    -----
    One document is held at a time, besides the posts of feeds and the index of known texts, which
    is written for the workers to map and is not needed here any more.
    """
    tally, known = Tally(), KnownTexts(load_domain(settings.domain))
    outcomes = _outcomes(folder, harvested, named, settings)
    documents = gather.once_each(outcomes, tally.problems.append, tally.skip)
    shards: list[Shard] = []
    with write_lines(folder.documents) as write_document:
        cutter = _Cutter(size)
        for document in documents:
            line = ENCODER.encode(document)
            write_document(line)
            tally.add_document(document)
            known.add(document)
            shards.extend(cutter.add(document.id, line))
            progress(cutter.documents)
        shards.extend(cutter.rest())
    result = Gathered(
        of=of,
        documents=cutter.documents,
        known=len(known),
        known_sha256=folder.keep_known(known.save),
        report=tally.report(settings=settings.shown(), files={}),
        shards=tuple(shards),
    )
    write_as(_path(folder), result)
    return result


def _outcomes(
    folder: WorkFolder,
    harvested: Iterable[tuple[Shard, Receipt]],
    named: Sequence[str],
    settings: Settings,
) -> Iterator[Document | Problem | Skipped]:
    feeds = gather.FeedFiles(settings.salt)
    yield from feeds.read_ahead(named, settings)
    for shard, receipt in harvested:
        for item in folder.records(receipt, Item):
            if item.feed:
                feed = item.feed
                given = Input(item.name, feed.data, url=feed.url, charset=feed.charset)
                yield from feeds.add(given, feed.fetched_at)
            elif item.skipped:
                yield Skipped(item.name, item.skipped)
            elif item.document and shard.kind != "addresses":
                joined = feeds.joined(Harvested(item.document, item.problems))
                yield from joined.problems
                yield joined.document
            else:
                yield from item.problems
                if item.document:
                    yield item.document
    yield from feeds.rest()


class _Cutter:
    """Cuts documents into shards where their ids say so."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._number = self._offset = self._length = self._items = 0
        self._digest = hashlib.sha256()
        self.documents = 0

    def add(self, document_id: str, line: bytes) -> Iterator[Shard]:
        self._digest.update(line + b"\n")
        self._length += len(line) + 1
        self._items += 1
        self.documents += 1
        full = self._items >= 4 * self._size or self._length >= _MOST_BYTES
        if full or is_boundary(document_id, self._size):
            yield from self.rest()

    def rest(self) -> Iterator[Shard]:
        if not self._items:
            return
        yield Shard(
            number=self._number,
            kind="documents",
            key=self._digest.hexdigest(),
            items=self._items,
            offset=self._offset,
            length=self._length,
        )
        self._number += 1
        self._offset += self._length
        self._length = self._items = 0
        self._digest = hashlib.sha256()
