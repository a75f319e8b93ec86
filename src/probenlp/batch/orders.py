"""What goes to a worker and what comes back, and what is kept of a shard that is done."""

import hashlib
from typing import Literal

import msgspec

from probenlp.records import Claim, Document, PassageTags, Problem, Reason

StageName = Literal["harvest", "tag", "classify"]

STORE_VERSION = 1
"""Of the layout of the work folder and of the records in it."""


class Listed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file as the sources were walked.

    Attributes
    ----------
    given : str
        The source it belongs to, as named in the call.
    name : str
        As in ``Source.name``.
    sha256 : str
        Of its bytes; empty where they could not be read or are of no interest.
    problem : Problem or None
        Why it cannot be read.
    skipped : str or None
        Why it is no document.
    is_feed : bool
        Whether it is read with the other feeds, and not by itself.
    """

    given: str
    name: str
    sha256: str = ""
    problem: Problem | None = None
    skipped: str | None = None
    is_feed: bool = False


class Shard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The unit of work: some inputs to harvest, or some documents to analyse.

    Attributes
    ----------
    number : int
        Its place in the order of the output.
    key : str
        Digest of its input.
    items : int or None
        How many inputs or documents; None where only reading tells.
    listed : tuple of Listed
        Of ``files``.
    names : tuple of str
        The archive, or the addresses and lists of sources.
    offset, length : int
        Of ``documents``: bytes of the file of all documents.
    """

    number: int
    kind: Literal["files", "archive", "addresses", "documents"]
    key: str
    items: int | None = None
    listed: tuple[Listed, ...] = ()
    names: tuple[str, ...] = ()
    offset: int = 0
    length: int = 0


class Culprit(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a shard that no worker survives: left out, with its problem in its place."""

    stage: StageName
    index: int
    problem: Problem


class Order(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What a worker is to do.

    Attributes
    ----------
    start, end : int, int or None
        The items to try, half-open; only of a trial.
    is_trial : bool
        Only find out whether a worker survives it, and keep nothing.
    """

    shard: Shard
    culprits: tuple[Culprit, ...] = ()
    start: int = 0
    end: int | None = None
    is_trial: bool = False


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one document may take: seconds in a stage, megabytes of address space."""

    seconds: float
    megabytes: int


class Digests(msgspec.Struct, frozen=True, kw_only=True):
    """What decides in each stage besides its input: settings, tables, code, weights, libraries.

    ``known`` is what decides which texts are known ones and how they are indexed.
    """

    harvest: str
    tag: str
    classify: str
    known: str = ""


class Setup(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What a worker is told when it starts. It holds the salt, so it never goes to a disk.

    Attributes
    ----------
    work : str
        See :class:`probenlp.batch.options.BatchOptions`.
    folder : str
        The work folder.
    settings : bytes
        See :func:`probenlp.batch.packing.pack_settings`.
    known : str or None
        The index of known texts; None before it is made, in the harvest.
    """

    work: str
    folder: str
    settings: msgspec.Raw
    digests: Digests
    limits: Limits
    retry_quarantined: bool = False
    known: str | None = None


class At(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A worker begins with an item.

    Attributes
    ----------
    index : int or None
        None while a stage loads its models.
    seconds : float or None
        How long this may take.
    """

    stage: StageName
    index: int | None = None
    name: str = ""
    document_id: str | None = None
    seconds: float | None = None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Vouches for the output of a shard in one stage; a line of the manifest.

    Attributes
    ----------
    key : str
        Digest of ``input_sha256`` and ``decided_by``.
    input_sha256 : str
        Of what went in.
    decided_by : str
        Digest of the stage's settings, domain, code, libraries and models.
    sha256 : str
        Of the output's lines, before compression.
    size : int
        Bytes of the file.
    items : int
        Lines: an input or a document each.
    seconds : float
        Processor time of the worker.
    counts : dict
        What the output holds, by kind.
    quarantined : int
        Documents that no worker survived under ``limits``.
    """

    key: str
    stage: StageName
    input_sha256: str
    decided_by: str
    sha256: str
    size: int
    items: int
    seconds: float
    counts: dict[str, dict[str, int]]
    quarantined: int
    limits: Limits


class Done(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A worker has done a shard; of a trial there are no receipts.

    Attributes
    ----------
    megabytes : int
        What the worker holds now.
    """

    receipts: tuple[Receipt, ...] = ()
    megabytes: int = 0


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A worker did not survive.

    Attributes
    ----------
    at : At or None
        With what it was busy.
    how : str
        In words: ``killed by SIGSEGV``, ``took more than 300 s``, ``ran out of memory``.
    reason : str
        The same in the word that is counted: ``crash``, ``timeout`` or ``memory``.
    trace : str
        Where it was, one line, the innermost frame first; empty where nothing tells.
    """

    at: At | None
    how: str
    reason: Reason = "crash"
    trace: str = ""


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The run cannot go on: no space, no model."""

    message: str
    is_output: bool = False


Reply = At | Done | Failed | Refused


class FeedData(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that stood among the pages, for those who join feeds and pages."""

    data: bytes
    url: str | None = None
    charset: str | None = None
    fetched_at: str | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An input that was harvested."""

    name: str
    document: Document | None = None
    problems: tuple[Problem, ...] = ()
    skipped: str | None = None
    feed: FeedData | None = None


class Tagged(msgspec.Struct, frozen=True, kw_only=True):
    """The tags of a document, without blocks and voices."""

    tags: tuple[PassageTags, ...] = ()
    problem: Problem | None = None


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """The tags of a document with blocks and voices, and its claims without groups."""

    tags: tuple[PassageTags, ...] = ()
    claims: tuple[Claim, ...] = ()
    problem: Problem | None = None


class DecidedLine(msgspec.Struct, frozen=True, kw_only=True):
    """The same as it is read for the output, where the tags are only passed on."""

    tags: tuple[msgspec.Raw, ...] = ()
    claims: tuple[Claim, ...] = ()
    problem: Problem | None = None


ENCODER = msgspec.json.Encoder(order="deterministic")
"""As of the store: the same record gives the same bytes."""


def digest(*parts: str) -> str:
    """Give one SHA-256 for several texts.

    Examples
    --------
    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
