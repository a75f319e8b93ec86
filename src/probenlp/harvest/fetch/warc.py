"""Read WARC and ARC files, of this and other crawlers, as inputs; a broken record is one problem.

warcio reads the records. Finding the next one after damage is done here: warcio prints a line to
standard error and gives back a cut record, or ends the whole file.

"""

import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from probenlp.harvest.fetch import decoding
from probenlp.harvest.fetch.fetched import charset_of
from probenlp.harvest.fetch.warc_extra import warcio
from probenlp.harvest.inputs import MAX_BYTES, Input, Skipped
from probenlp.records import Problem, Reason, Severity

_GZIP = b"\x1f\x8b\x08"
_RECORD = b"\nWARC/1."
_PIECE = 1 << 16
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})


@dataclass(frozen=True, slots=True)
class Archived:
    """A page of an archive.

    Attributes
    ----------
    item : Input
        Name and url are the record's address, the data are decoded.
    date : str or None
        When the page was fetched, as the record states it: ISO 8601 UTC.
    """

    item: Input
    date: str | None


Outcome = Archived | Problem | Skipped


def read_warc(path: Path, *, max_bytes: int = MAX_BYTES) -> Iterator[Outcome]:
    """Read the pages of an archive, in its order.

    Parameters
    ----------
    path : Path
        A WARC or ARC file, plain or gzip, whether each record is a gzip member (as the standard
        wants it) or the file as a whole. Memory does not grow with its size.
    max_bytes : int
        Larger pages are problems.

    Yields
    ------
    Archived or Problem or Skipped
        A page for each ``response`` or ``resource`` record of HTML or plain text with status 200
        or 203; Skipped for records of other types and statuses; a Problem for each record that
        cannot be read. Requests and descriptions give nothing.

    Raises
    ------
    ImportError
        Where the extra ``warc`` is not installed.
    OSError
        Where the file cannot be read.
    """
    reader = _Reader(path, max_bytes)
    with path.open("rb") as file:
        compressed = file.read(len(_GZIP)) == _GZIP
        yield from reader.members(file) if compressed else reader.plain(file)


class _DamagedMemberError(Exception):
    pass


class _BadRecordError(Exception):
    """A record that is not as long as it says, so that the place of the next is not known."""

    def __init__(self, url: str, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.url, self.reason = url, reason


class _Member:
    """One gzip member as a stream that raises where it is damaged."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self._file = file
        self._zlib = zlib.decompressobj(wbits=31)
        self._told = 0

    def read(self, size: int) -> bytes:
        """Give at most ``size`` bytes, none only at the end."""
        while not self._zlib.eof:
            piece = self._zlib.unconsumed_tail or self._file.read(_PIECE)
            if not piece:
                raise _DamagedMemberError("the file ends inside a gzip member")
            try:
                out = self._zlib.decompress(piece, size)
            except zlib.error as error:
                raise _DamagedMemberError(f"the gzip data are damaged: {error}") from error
            if out:
                self._told += len(out)
                return out
        return b""

    def tell(self) -> int:
        return self._told

    def end(self) -> int:
        """Read what is left, and give the place in the file behind it."""
        while self.read(_PIECE):
            pass
        return self._file.tell() - len(self._zlib.unused_data)


class _Reader:
    def __init__(self, path: Path, max_bytes: int) -> None:
        self._name, self._max = path.name, max_bytes
        self._chunks = warcio("bufferedreaders").ChunkedDataReader

        class Iterator(warcio("archiveiterator").ArchiveIterator):  # type: ignore[misc]
            INC_RECORD = ""  # it would go to standard error

        self._archive = Iterator

    def _open(self, stream: Any) -> Any:
        return self._archive(stream, arc2warc=True, check_digests=True)

    def members(self, file: BinaryIO) -> Iterator[Outcome]:
        start: int | None = 0
        while start is not None:
            member = _Member(file, start)
            try:
                yield from self._records(self._open(member), start)
                after = member.end()
            except _DamagedMemberError as error:
                yield self._problem(f"{self._name}@{start}", "unreadable", str(error))
                after = start + 1
            start = _find(file, _GZIP, after)

    def plain(self, file: BinaryIO) -> Iterator[Outcome]:
        start: int | None = 0
        while start is not None:
            file.seek(start)
            iterator = self._open(file)
            whole = yield from self._records(iterator, start)
            if whole:
                return
            newline = _find(file, _RECORD, max(start, iterator.offset))
            start = None if newline is None else newline + 1

    def _records(self, iterator: Any, start: int) -> Generator[Outcome, None, bool]:
        """Give the records of one stream, and whether its end was reached."""
        stray = 0
        try:
            for record in iterator:
                if iterator.err_count > stray:
                    stray = iterator.err_count
                    yield self._problem(
                        f"{self._name}@{max(start, iterator.offset)}",
                        "truncated",
                        "bytes of no record stand before this one; the one before is longer than "
                        "it says",
                        "incomplete",
                    )
                yield from self._outcomes(record)
        except _DamagedMemberError:
            raise
        except _BadRecordError as error:
            yield self._problem(error.url, error.reason, str(error))
            return False
        except Exception as error:  # warcio: AttributeError for a response without an address
            where = f"{self._name}@{max(start, iterator.offset)}"
            detail = f"is no record that can be read: {type(error).__name__}: {error}".strip()
            yield self._problem(where, "unreadable", detail[:500])
            return False
        return True

    def _outcomes(self, record: Any) -> Iterator[Outcome]:
        if record.rec_type not in ("response", "resource"):
            return
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        if not url.lower().startswith(("http:", "https:")):
            yield Skipped(url, f"scheme:{url.partition(':')[0]}")
            return
        if why := _passed_over(record):
            yield Skipped(url, why)
            return
        yield from self._page(url, record)

    def _page(self, url: str, record: Any) -> Iterator[Outcome]:
        try:
            data = self._payload(record)
        except decoding.TooLargeError as error:
            yield self._problem(url, "too-large", f"{error}; raise max_bytes")
            return
        except decoding.UnknownEncodingError as error:
            yield self._problem(url, "unsupported", str(error))
            return
        except decoding.DamagedError as error:
            yield self._problem(url, "unreadable", str(error))
            return
        if getattr(record.raw_stream, "limit", 0) > 0:
            raise _BadRecordError(url, "truncated", "the file ends inside this record")
        # The block digest alone: for that of a chunked payload crawlers disagree what it is of.
        if any("block digest failed" in fault for fault in record.digest_checker.problems):
            raise _BadRecordError(url, "unreadable", "does not match its own digest")
        named = record.http_headers.get_header("Content-Type") if record.http_headers else None
        item = Input(url, data, url, charset_of(named))
        yield Archived(item, record.rec_headers.get_header("WARC-Date"))
        if reason := record.rec_headers.get_header("WARC-Truncated"):
            yield self._problem(
                url, "truncated", f"the crawler cut this page ({reason})", "incomplete"
            )

    def _payload(self, record: Any) -> bytes:
        """Undo chunks and content-encoding, within the cap."""
        headers, stream = record.http_headers, record.raw_stream
        encoding = (headers and headers.get_header("content-encoding")) or ""
        if headers and (headers.get_header("transfer-encoding") or "").lower() == "chunked":
            stream = self._chunks(stream)
        data = bytearray()
        decoder: decoding.Decoder | None = None
        while piece := stream.read(_PIECE):
            if decoder is None:
                decoder = decoding.decoder(_true_encoding(encoding, piece), self._max)
            data += decoder.feed(piece)
        if decoder is not None:
            decoder.finish()
        return bytes(data)

    def _problem(
        self, source: str, reason: Reason, detail: str, severity: Severity = "failed"
    ) -> Problem:
        return Problem(
            source=source,
            stage="read",
            severity=severity,
            reason=reason,
            detail=f"{self._name}: {detail}",
        )


def _passed_over(record: Any) -> str | None:
    """Tell why a record is no page."""
    headers = record.http_headers
    if record.rec_type == "resource" or headers is None:
        media_type = record.rec_headers.get_header("Content-Type") or ""
    else:
        status = headers.get_statuscode()
        if status not in ("200", "203"):
            return f"status:{status}"
        media_type = headers.get_header("content-type") or ""
    name = media_type.partition(";")[0].strip().lower()
    return None if name in _PAGES else f"type:{name}"


def _true_encoding(stated: str, piece: bytes) -> str:
    """Distrust the header: some crawlers decode the body and leave the header as it was."""
    is_gzip = piece.startswith(_GZIP[:2])
    return "" if stated.strip().lower() in ("gzip", "x-gzip") and not is_gzip else stated


def _find(file: BinaryIO, mark: bytes, start: int) -> int | None:
    """Find the next place of a few bytes from ``start`` on."""
    file.seek(start)
    before = b""
    while piece := file.read(_PIECE):
        window = before + piece
        found = window.find(mark)
        if found >= 0:
            return start - len(before) + found
        start += len(piece)
        before = window[1 - len(mark) :]
    return None
