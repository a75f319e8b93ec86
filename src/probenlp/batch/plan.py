"""What there is to do: the sources walked, each file with its digest, in shards."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from probenlp.batch.inputs import files_key
from probenlp.batch.orders import Listed, Shard, digest
from probenlp.harvest import Input, sources
from probenlp.pipeline import gather
from probenlp.records import Problem
from probenlp.settings import Settings

# Files are quick to harvest: so many more of them make a shard that takes about as long.
_FILES_PER_DOCUMENT = 2

_ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz")


def walk(named: Sequence[str], settings: Settings) -> Iterator[Listed]:
    """List the files of sources that are files and folders, each with its digest."""
    feeds = gather.FeedFiles(settings.salt)
    for _ in feeds.read_ahead(named, settings):
        pass  # what is wrong with a feed is told when it is joined with the pages
    for name in named:
        for outcome in sources([name], max_bytes=settings.max_bytes):
            if isinstance(outcome, Input):
                sha256 = hashlib.sha256(outcome.data).hexdigest()
                is_feed = feeds.has_read(name, outcome.name)
                yield Listed(given=name, name=outcome.name, sha256=sha256, is_feed=is_feed)
            elif isinstance(outcome, Problem):
                yield Listed(given=name, name=outcome.source, problem=outcome)
            else:
                yield Listed(given=name, name=outcome.name, skipped=outcome.reason)


def shards_of(
    named: Sequence[str], settings: Settings, *, size: int, visit: str
) -> Iterator[Shard]:
    """Cut the sources into shards to harvest.

    Parameters
    ----------
    named : sequence of str
    settings : Settings
    size : int
        Documents in a shard, on average.
    visit : str
        Stands for the content of addresses, which only asking for them tells.

    Yields
    ------
    Shard
        Runs of files, archives, and runs of addresses, in the order named.
    """
    number = 0
    for kind, names in _runs(named):
        if kind == "files":
            for listed in cut(walk(names, settings), size * _FILES_PER_DOCUMENT):
                key = files_key(listed)
                yield Shard(number=number, kind="files", key=key, listed=listed, items=len(listed))
                number += 1
            continue
        key = _digest_of_file(names[0]) if kind == "archive" else digest(visit, *names)
        yield Shard(
            number=number,
            kind="archive" if kind == "archive" else "addresses",
            key=key,
            names=tuple(names),
        )
        number += 1


def _runs(named: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Put sources of one kind in a row together, and each archive by itself."""
    kind, run = "", list[str]()
    for name in named:
        of = _kind(name)
        if run and (of != kind or of == "archive"):
            yield kind, run
            run = []
        kind = of
        run.append(name)
    if run:
        yield kind, run


def is_web(name: str) -> bool:
    """Tell whether a source is asked for over the network: an address, or a list of sources."""
    return name.lower().startswith(("http://", "https://")) or name.endswith(".toml")


def _kind(name: str) -> str:
    if is_web(name):
        return "addresses"
    return "archive" if name.lower().endswith(_ARCHIVES) else "files"


def _digest_of_file(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            return digest(Path(name).name, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:  # told by whoever reads it
        return digest(Path(name).name, str(error))


def cut(listed: Iterable[Listed], size: int) -> Iterator[tuple[Listed, ...]]:
    """Cut a list where the names say so, so that a new file changes one shard and not all.

    Parameters
    ----------
    listed : iterable of Listed
    size : int
        The average; none has more than four times as many.

    Examples
    --------
    >>> files = [Listed(given="pages", name=f"{number}.html") for number in range(1000)]
    >>> before = set(cut(files, 16))
    >>> after = set(cut([*files[:500], Listed(given="pages", name="new.html"), *files[500:]], 16))
    >>> len(after - before) <= 2 and len(before) > 40
    True
    """
    run: list[Listed] = []
    for one in listed:
        run.append(one)
        if len(run) >= 4 * size or is_boundary(one.name, size):
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def is_boundary(name: str, size: int) -> bool:
    """Tell by the name alone whether a shard ends here: once in ``size`` names."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % size == 0
