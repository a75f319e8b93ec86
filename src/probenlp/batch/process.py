"""The one function of a batch: a shard goes in, its output is on the disk.

It runs in a worker of the local runner, of a rank, or of Dask. An item that raises is one problem;
an item that the worker does not survive is found out by whoever holds the worker, and comes back
here as a culprit to be left out.

"""

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from probenlp.batch.faults import DocumentFault, frames_of, told
from probenlp.batch.folder import WorkFolder
from probenlp.batch.inputs import Read, files_key, read_addresses, read_archive, read_file
from probenlp.batch.orders import (
    ENCODER,
    At,
    Decided,
    Digests,
    FeedData,
    Item,
    Limits,
    Listed,
    Order,
    Receipt,
    Shard,
    StageName,
    Tagged,
    digest,
)
from probenlp.batch.stages import Stages
from probenlp.errors import HarvestError, OutputError
from probenlp.harvest import Input
from probenlp.pipeline.faults import problem_of
from probenlp.pipeline.tally import Tally
from probenlp.records import Document, Problem
from probenlp.settings import Settings

R = TypeVar("R", bound=msgspec.Struct)

LOADING = 600.0
"""Seconds that a stage may take to load its models."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a worker works with.

    Attributes
    ----------
    tell : callable
        Told of each item before it is begun.
    """

    folder: WorkFolder
    stages: Stages
    settings: Settings
    digests: Digests
    limits: Limits
    retry_quarantined: bool
    tell: Callable[[At], object]


def process(order: Order, bench: Bench) -> tuple[Receipt, ...]:
    """Do a shard: harvest its inputs, or tag and decide its documents.

    Returns
    -------
    tuple of Receipt
        Of each stage; of work done before, those of before. Empty after a trial.

    Raises
    ------
    OSError
        If the output cannot be written.
    DocumentFault
        If an item used up the memory.
    """
    if order.is_trial:
        _try(order, bench)
        return ()
    shard = order.shard
    if shard.kind != "documents":
        return (_in_folder(bench, "harvest", shard.key) or _harvest(order, bench),)
    tagged = _in_folder(bench, "tag", shard.key) or _tag(order, bench)
    decided = _in_folder(bench, "classify", classify_input(shard, tagged))
    return tagged, decided or _decide(order, bench, tagged)


def classify_input(shard: Shard, tagged: Receipt) -> str:
    """Digest what goes into the stage that decides: documents and their tags."""
    return digest(shard.key, tagged.sha256)


def done_before(
    folder: WorkFolder,
    shard: Shard,
    digests: Digests,
    limits: Limits,
    *,
    retry_quarantined: bool = False,
) -> tuple[Receipt, ...] | None:
    """Give the receipts of a shard, if it is done in all its stages."""

    def find(stage: StageName, input_sha256: str) -> Receipt | None:
        key = digest(input_sha256, getattr(digests, stage))
        receipt = folder.receipt(stage, key, retry_unless=limits)
        return None if receipt and receipt.quarantined and retry_quarantined else receipt

    if shard.kind != "documents":
        harvested = find("harvest", shard.key)
        return (harvested,) if harvested else None
    tagged = find("tag", shard.key)
    decided = find("classify", classify_input(shard, tagged)) if tagged else None
    return (tagged, decided) if tagged and decided else None


def _in_folder(bench: Bench, stage: StageName, input_sha256: str) -> Receipt | None:
    key = digest(input_sha256, getattr(bench.digests, stage))
    receipt = bench.folder.receipt(stage, key, retry_unless=bench.limits)
    return None if receipt and receipt.quarantined and bench.retry_quarantined else receipt


def _culprits(order: Order, *stages: StageName) -> dict[int, Problem]:
    return {one.index: one.problem for one in order.culprits if one.stage in stages}


def _load(bench: Bench, stage: StageName) -> None:
    bench.tell(At(stage=stage, seconds=LOADING))
    bench.stages.prepare(stage)


def _harvest(order: Order, bench: Bench) -> Receipt:
    shard, culprits, clock = order.shard, _culprits(order, "harvest"), time.process_time()
    key = shard.key
    _load(bench, "harvest")
    with bench.folder.writer("harvest") as writer:
        if shard.kind == "addresses":
            bench.tell(At(stage="harvest", name=", ".join(shard.names)))
            for item in read_addresses(shard, bench.settings):
                writer.write(ENCODER.encode(item))
        elif shard.kind == "archive":
            for index, read in enumerate(read_archive(shard, bench.settings)):
                writer.write(ENCODER.encode(_item(read, index, culprits, bench)))
        else:
            now: list[Listed] = []
            for index, listed in enumerate(shard.listed):
                item, as_read = _file(listed, index, culprits, bench)
                writer.write(ENCODER.encode(item))
                now.append(as_read)
            # A file that changed since it was listed is kept under what was really read.
            key = files_key(tuple(now))
        return writer.commit(
            stage="harvest",
            input_sha256=key,
            decided_by=bench.digests.harvest,
            limits=bench.limits,
            seconds=time.process_time() - clock,
            quarantined=len(culprits),
        )


def _file(
    listed: Listed, index: int, culprits: dict[int, Problem], bench: Bench
) -> tuple[Item, Listed]:
    if index in culprits:
        return Item(name=listed.name, problems=(culprits[index],)), listed
    _begin(bench, "harvest", index, listed.name)
    read, now = read_file(listed, bench.settings)
    return _item(read, index, culprits, bench), now


def _begin(
    bench: Bench, stage: StageName, index: int, name: str, document_id: str | None = None
) -> At:
    at = At(
        stage=stage,
        index=index,
        name=name,
        document_id=document_id,
        seconds=bench.limits.seconds,
    )
    bench.tell(at)
    return at


def _item(read: Read, index: int, culprits: dict[int, Problem], bench: Bench) -> Item:
    """Harvest one input; a page that breaks us must not end the run."""
    if index in culprits:
        return Item(name=read.name, problems=(culprits[index],))
    item = read.content
    if not isinstance(item, Input):
        return item
    at = _begin(bench, "harvest", index, read.name)
    try:
        harvested = bench.stages.harvest(item)
        document = msgspec.structs.replace(harvested.document, fetched_at=read.fetched_at)
        return readable(Item(name=item.name, document=document, problems=harvested.problems))
    except HarvestError as error:
        if error.reason == "unsupported":
            return Item(name=item.name, feed=_feed(item, read.fetched_at))
        problem = problem_of(item.name, "harvest", "failed", error.reason, error.detail)
    except MemoryError as error:
        raise DocumentFault(at, frames_of(error)) from error
    except Exception as error:  # one page must not end the run
        problem = problem_of(item.name, "harvest", "failed", "internal", told(error))
    return Item(name=item.name, problems=(problem,))


def readable(record: R) -> R:
    """Give back what a stage made, if it can be written and read again.

    What cannot (letters that are half of a pair, a list where the record wants a word) would end
    the run where its shard is read. Here it costs the document, and the time for it is a two
    hundredth of the tagging.

    Raises
    ------
    TypeError, ValueError
        If it cannot.
    """
    msgspec.json.decode(ENCODER.encode(record), type=type(record))
    return record


def _feed(item: Input, fetched_at: str | None) -> FeedData:
    return FeedData(data=item.data, url=item.url, charset=item.charset, fetched_at=fetched_at)


def _documents(shard: Shard, bench: Bench) -> list[Document]:
    """Read the documents of a shard out of the file of all."""
    path = bench.folder.documents
    with path.open("rb") as file:
        file.seek(shard.offset)
        data = file.read(shard.length)
    if hashlib.sha256(data).hexdigest() != shard.key:
        raise OutputError(f"{path}: changed while the run was going on; run again")
    return msgspec.json.decode(b"[" + data.rstrip(b"\n").replace(b"\n", b",") + b"]", type=_MANY)


_MANY = list[Document]


def _tag(order: Order, bench: Bench) -> Receipt:
    shard, culprits, clock = order.shard, _culprits(order, "tag"), time.process_time()
    _load(bench, "tag")
    with bench.folder.writer("tag") as writer:
        for index, document in enumerate(_documents(shard, bench)):
            if index in culprits:
                tagged = Tagged(problem=culprits[index])
            else:
                tagged = _tagged(document, index, bench)
            writer.write(ENCODER.encode(tagged))
        return writer.commit(
            stage="tag",
            input_sha256=shard.key,
            decided_by=bench.digests.tag,
            limits=bench.limits,
            seconds=time.process_time() - clock,
            quarantined=len(culprits),
        )


def _tagged(document: Document, index: int, bench: Bench) -> Tagged:
    name = document.source.name
    at = _begin(bench, "tag", index, name, document.id)
    try:
        return readable(Tagged(tags=bench.stages.tag(document)))
    except MemoryError as error:
        raise DocumentFault(at, frames_of(error)) from error
    except Exception as error:  # one page must not end the run
        detail = told(error)
    return Tagged(problem=problem_of(name, "tag", "incomplete", "internal", detail, document.id))


def _decide(order: Order, bench: Bench, receipt: Receipt) -> Receipt:
    shard, culprits, clock = order.shard, _culprits(order, "classify"), time.process_time()
    _load(bench, "classify")
    before = bench.folder.records(receipt, Tagged)
    tally = Tally()
    with bench.folder.writer("classify") as writer:
        pairs = zip(_documents(shard, bench), before, strict=True)
        for index, (document, tagged) in enumerate(pairs):
            if index in culprits:
                decided = Decided(problem=culprits[index])
            elif tagged.problem:
                decided = Decided(problem=tagged.problem)
            else:
                decided = _decided(document, tagged, index, bench)
            for one in decided.tags:
                tally.add_tags(one)
            for claim in decided.claims:
                tally.count("claims", claim.type)
            writer.write(ENCODER.encode(decided))
        return writer.commit(
            stage="classify",
            input_sha256=classify_input(shard, receipt),
            decided_by=bench.digests.classify,
            limits=bench.limits,
            seconds=time.process_time() - clock,
            quarantined=len(culprits),
            counts=tally.counts(),
        )


def _decided(document: Document, tagged: Tagged, index: int, bench: Bench) -> Decided:
    name = document.source.name
    at = _begin(bench, "classify", index, name, document.id)
    try:
        tags, claims = bench.stages.decide(document, tagged.tags)
        return readable(Decided(tags=tags, claims=claims))
    except MemoryError as error:
        raise DocumentFault(at, frames_of(error)) from error
    except Exception as error:  # one page must not end the run
        detail = told(error)
        problem = problem_of(name, "classify", "incomplete", "internal", detail, document.id)
        return Decided(problem=problem)


def _try(order: Order, bench: Bench) -> None:
    """Do some items of a shard and keep nothing."""
    shard = order.shard
    if shard.kind == "documents":
        culprits = _culprits(order, "tag", "classify")
        documents = enumerate(_documents(shard, bench))
        for index, document in itertools.islice(documents, order.start, order.end):
            if index not in culprits:
                _load(bench, "tag")
                tagged = _tagged(document, index, bench)
                _load(bench, "classify")
                _decided(document, tagged, index, bench)
        return
    culprits = _culprits(order, "harvest")
    for index, read in enumerate(_reads(shard, bench)):
        if order.end is not None and index >= order.end:
            return
        if index >= order.start:
            _item(read, index, culprits, bench)


def _reads(shard: Shard, bench: Bench) -> Iterator[Read]:
    if shard.kind == "archive":
        yield from read_archive(shard, bench.settings)
    for listed in shard.listed:
        yield read_file(listed, bench.settings)[0]
