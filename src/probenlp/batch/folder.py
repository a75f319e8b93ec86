"""The work folder of a batch: what is done, each shard under the digest of what went into it.

Inside the output folder, hidden. A file is there whole or not at all: written under another name,
flushed to the disk, renamed; then its receipt, which vouches for it. A shard whose receipt is there
is done, and since its name is the digest of its input and of everything that decides, nothing that
changed is ever taken for done, and two runs that do the same shard write the same file.

"""

import contextlib
import fcntl
import gzip
import hashlib
import os
import shutil
import socket
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from probenlp.batch.orders import ENCODER, STORE_VERSION, Limits, Receipt, StageName, digest
from probenlp.errors import OutputError
from probenlp.store.jsonl import atomic_file

R = TypeVar("R", bound=msgspec.Struct)

WORK = ".partial-work"
"""Its name; :class:`probenlp.store.OutputFolder` takes ``.partial-`` for the work of a run."""

STAGES: tuple[StageName, ...] = ("harvest", "tag", "classify")
_VERSION = "version"
_LOCK = "lock"
_KNOWN = "known-"
_TRUSTED = ("run.json",)
_LEVEL = 1  # of compression: a tenth of the size at a thirtieth of the time of tagging


class WorkFolder:
    """What is done of a batch.

    Parameters
    ----------
    path : Path
        Of the work folder itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    @contextlib.contextmanager
    def open(cls, out: Path, *, is_shared: bool = False) -> Iterator["WorkFolder"]:
        """Make the work folder of an output folder, or take up one that is there; lock it.

        Parameters
        ----------
        out : Path
            The output folder.
        is_shared : bool
            Whether other ranks may work in it at the same time. A run that is not shared keeps
            all others out.

        Raises
        ------
        OutputError
            If the folder cannot be written, holds something else, is in use, or was written by a
            later version. Nothing has been changed then.
        """
        _check(out)
        folder = cls(out / WORK)
        try:
            for name in (*STAGES, "leases"):
                (folder.path / name).mkdir(parents=True, exist_ok=True)
            with (folder.path / _LOCK).open("a+b") as lock:
                _lock(lock, out, is_shared=is_shared)
                folder._take_up(is_shared=is_shared)
                yield folder
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            raise OutputError(f"{out}: cannot write there: {error.strerror}") from error

    def _take_up(self, *, is_shared: bool) -> None:
        version = self.path / _VERSION
        if not version.exists():
            with atomic_file(version) as file:
                file.write(f"{STORE_VERSION}\n".encode())
        if not is_shared:
            for left in list(self.path.rglob(".*.tmp")):  # of a run that was killed
                _remove(left)

    @property
    def documents(self) -> Path:
        """All documents of the run, in their order."""
        return self.path / "documents.jsonl"

    def known(self, sha256: str) -> Path:
        """Name an index of the texts from which others may have pasted."""
        return self.path / f"{_KNOWN}{sha256}"

    def keep_known(self, save: Callable[[Path], str]) -> str:
        """Have an index of known texts saved under its digest; give the digest.

        Under its digest none is ever replaced: workers, of other ranks too, have it mapped.
        """
        aside = self.path / f".{os.getpid()}-{os.urandom(4).hex()}.tmp"
        try:
            sha256 = save(aside)
            try:
                aside.rename(self.known(sha256))
            except OSError:
                if not self.known(sha256).is_dir():  # the same one may be there
                    raise
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return sha256

    def receipt(
        self, stage: StageName, key: str, *, retry_unless: Limits | None = None
    ) -> Receipt | None:
        """Give the receipt of a shard that is done.

        Parameters
        ----------
        retry_unless : Limits, optional
            A shard with quarantined documents counts as done only if they were tried under these
            limits.
        """
        try:
            receipt = msgspec.json.decode(self._receipt_path(stage, key).read_bytes(), type=Receipt)
            if self._data_path(stage, key).stat().st_size != receipt.size:
                return None
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        if retry_unless and receipt.quarantined and receipt.limits != retry_unless:
            return None
        return receipt

    @contextlib.contextmanager
    def writer(self, stage: StageName) -> Iterator["ShardWriter"]:
        """Write the output of a shard; it is there when it has been committed."""
        with ShardWriter(self.path / stage) as writer:
            yield writer

    def lines(self, receipt: Receipt) -> Iterator[bytes]:
        """Read the output of a shard, line by line.

        Raises
        ------
        OutputError
            If it is not what the receipt vouches for. The shard then counts as not done.
        """
        whole = hashlib.sha256()
        try:
            with gzip.open(self._data_path(receipt.stage, receipt.key), "rb") as file:
                for line in file:
                    whole.update(line)
                    yield line
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(receipt, str(error)) from error
        if whole.hexdigest() != receipt.sha256:
            raise self._damaged(receipt, "its digest is another")

    def records(self, receipt: Receipt, record: type[R]) -> Iterator[R]:
        """Read the output of a shard as records.

        Raises
        ------
        OutputError
            As by :meth:`lines`.
        """
        decoder = msgspec.json.Decoder(record)
        for line in self.lines(receipt):
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise self._damaged(receipt, str(error)) from error

    def _damaged(self, receipt: Receipt, why: str) -> OutputError:
        path = self._data_path(receipt.stage, receipt.key)
        self._receipt_path(receipt.stage, receipt.key).unlink(missing_ok=True)
        return OutputError(f"{path}: damaged ({why}); run again, and this shard is done anew")

    def sweep(self, keep: Collection[tuple[StageName, str]], known_sha256: str) -> None:
        """Remove the shards and the indexes that no output rests on any more."""
        for path in self.path.glob(f"{_KNOWN}*"):
            if path != self.known(known_sha256):
                _remove(path)
        for stage in STAGES:
            for path in (self.path / stage).iterdir():
                if (stage, path.name.partition(".")[0]) not in keep:
                    path.unlink(missing_ok=True)

    def _data_path(self, stage: StageName, key: str) -> Path:
        return self.path / stage / f"{key}.jsonl.gz"

    def _receipt_path(self, stage: StageName, key: str) -> Path:
        return self.path / stage / f"{key}.json"


class ShardWriter:
    """Writes lines aside, compressed, until they are committed.

    Parameters
    ----------
    folder : Path
        Where they will stand.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = contextlib.ExitStack()
        self._digest = hashlib.sha256()
        self._lines = 0

    def __enter__(self) -> "ShardWriter":
        self._path = self._folder / f".{os.getpid()}-{os.urandom(4).hex()}.tmp"
        self._raw = self._stack.enter_context(self._path.open("xb"))
        self._file = self._stack.enter_context(
            gzip.GzipFile(filename="", mode="wb", fileobj=self._raw, compresslevel=_LEVEL, mtime=0)
        )
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # a full disk fails again on closing
            self._stack.close()
        self._path.unlink(missing_ok=True)

    def write(self, line: bytes) -> None:
        """Write a line, without its end."""
        line += b"\n"
        self._digest.update(line)
        self._file.write(line)
        self._lines += 1

    def commit(
        self,
        *,
        stage: StageName,
        input_sha256: str,
        decided_by: str,
        limits: Limits,
        seconds: float,
        quarantined: int,
        counts: dict[str, dict[str, int]] | None = None,
    ) -> Receipt:
        """Put the lines in their place and the receipt beside them."""
        self._file.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        receipt = Receipt(
            key=digest(input_sha256, decided_by),
            stage=stage,
            input_sha256=input_sha256,
            decided_by=decided_by,
            sha256=self._digest.hexdigest(),
            size=self._raw.tell(),
            items=self._lines,
            seconds=round(seconds, 3),
            counts=counts or {},
            quarantined=quarantined,
            limits=limits,
        )
        self._path.replace(self._folder / f"{receipt.key}.jsonl.gz")
        with atomic_file(self._folder / f"{receipt.key}.json") as file:
            file.write(msgspec.json.encode(receipt) + b"\n")
        return receipt


@contextlib.contextmanager
def write_lines(path: Path) -> Iterator[Callable[[bytes], object]]:
    """Open a file of the work folder for lines; it appears when all of them are written."""
    with atomic_file(path) as file:
        yield lambda line: file.write(line + b"\n")


def write_as(path: Path, record: msgspec.Struct) -> None:
    """Write a record into a file of its own, whole or not at all."""
    with write_lines(path) as write:
        write(ENCODER.encode(record))


def read_as(path: Path, record: type[R]) -> R | None:
    """Read such a file; None where there is none, or one of another kind."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=record)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def place(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system has no second names."""
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _remove(path: Path) -> None:
    """Remove a file, or a folder with what is in it; perhaps somebody else has."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _check(out: Path) -> None:
    """Refuse a place that is no output folder before anything is made there."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is a file; expected a folder to write to")
    entries = sorted(entry.name for entry in out.iterdir()) if out.is_dir() else []
    other = [name for name in entries if not name.startswith(".partial-")]
    if other and not set(other) & set(_TRUSTED):
        raise OutputError(
            f"{out}: holds other files ({other[0]}, …) and no run.json; name a new or empty folder"
        )
    version = out / WORK / _VERSION
    try:
        found = int(version.read_text(encoding="ascii"))
    except (FileNotFoundError, NotADirectoryError):
        return
    except (ValueError, OSError) as error:
        raise OutputError(f"{version}: cannot be read ({error}); remove {out / WORK}") from error
    if found > STORE_VERSION:
        raise OutputError(
            f"{out / WORK}: written by a later version of probenlp (store version {found}, this "
            f"reads up to {STORE_VERSION}); use that version, or name another folder"
        )
    if found < STORE_VERSION:
        raise OutputError(
            f"{out / WORK}: written by an earlier version of probenlp (store version {found}, this "
            f"writes {STORE_VERSION}); remove it and everything is done anew"
        )


def _lock(lock: IO[bytes], out: Path, *, is_shared: bool) -> None:
    try:
        fcntl.flock(lock, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().decode(errors="replace").strip() or "of another machine"
        raise OutputError(
            f"{out}: another run is at work here ({holder}); wait for it or stop it, or name "
            "another folder"
        ) from None
    lock.truncate(0)
    lock.write(f"process {os.getpid()} on {socket.gethostname()}\n".encode())
    lock.flush()
