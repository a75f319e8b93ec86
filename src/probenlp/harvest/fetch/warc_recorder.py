"""Keep what was fetched as a WARC 1.1 file (ISO 28500:2017), one gzip member a record."""

import threading
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from probenlp.errors import OutputError
from probenlp.harvest.fetch.client import Answer
from probenlp.harvest.fetch.fetched import Fetched
from probenlp.harvest.fetch.warc_extra import warcio


class WarcRecorder:
    """Write answers, with their requests, as they come; threads may share it.

    A ``response`` record holds header lines and body as they came over the wire (with the chunks
    of a chunked answer joined, and its header renamed as other crawlers do). What the cache
    answered was not sent this time: it becomes a ``resource`` record with the date at which its
    bytes came, so that the file is complete by itself. Redirects and errors are not written.

    Parameters
    ----------
    path : Path
        Must not exist: an archive is never written over, and a cut one never continued.
    software : str
        Goes into the ``warcinfo`` record.

    Raises
    ------
    OutputError
        Where the file exists or cannot be written.
    ImportError
        Where the extra ``warc`` is not installed.
    """

    def __init__(self, path: Path, *, software: str) -> None:
        writer, self._headers = warcio("warcwriter"), warcio("statusandheaders")
        try:
            self._file = path.open("xb")
        except FileExistsError as error:
            raise OutputError(f"{path}: exists already; name a new archive") from error
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
        self._writer = writer.WARCWriter(self._file, gzip=True, warc_version="1.1")
        self._lock = threading.Lock()
        described = {"software": software, "format": "WARC File Format 1.1"}
        self._write(self._writer.create_warcinfo_record(path.name, described))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def record(self, answer: Answer) -> None:
        """Write a request and its response."""
        make, headers = self._writer.create_warc_record, self._headers.StatusAndHeaders
        stated = {"WARC-Date": answer.fetched_at}
        if len(answer.target.addresses) == 1:  # of several it is not known which one answered
            stated["WARC-IP-Address"] = answer.target.addresses[0]
        url = answer.target.url
        response = make(
            url,
            "response",
            payload=BytesIO(answer.raw),
            length=len(answer.raw),
            http_headers=headers(
                f"{answer.status} {answer.phrase}", _unchunked(answer), protocol=answer.version
            ),
            warc_headers_dict=stated,
        )
        request = make(
            url,
            "request",
            http_headers=headers(
                f"GET {answer.target.path} HTTP/1.1", list(answer.sent), is_http_request=True
            ),
            warc_headers_dict=stated,
        )
        with self._lock:
            self._writer.write_request_response_pair(request, response)
            self._file.flush()

    def record_stored(self, fetched: Fetched) -> None:
        """Write what the cache answered."""
        self._write(
            self._writer.create_warc_record(
                fetched.final_url,
                "resource",
                payload=BytesIO(fetched.data),
                length=len(fetched.data),
                warc_content_type=fetched.headers.get("content-type") or "application/octet-stream",
                warc_headers_dict={"WARC-Date": fetched.fetched_at},
            )
        )

    def _write(self, record: Any) -> None:
        with self._lock:
            self._writer.write_record(record)
            self._file.flush()


def _unchunked(answer: Answer) -> list[tuple[str, str]]:
    return [
        (f"X-Crawler-{name}" if name.lower() == "transfer-encoding" else name, value)
        for name, value in answer.received
    ]
