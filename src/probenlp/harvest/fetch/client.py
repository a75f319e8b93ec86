"""One request and its answer: certificates verified, size and time bounded, nothing followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException

import certifi
from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from probenlp.harvest.fetch import decoding
from probenlp.harvest.fetch.addresses import Target
from probenlp.harvest.fetch.backoff import read_retry_after
from probenlp.harvest.fetch.clock import Clock, iso
from probenlp.harvest.fetch.connection import pool_for, verifying_context
from probenlp.harvest.fetch.deadline import Deadline
from probenlp.harvest.fetch.fetched import FetchError
from probenlp.harvest.fetch.settings import FetchSettings

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WITH_BODY = frozenset({200, 203})
_AGAIN = frozenset({429, 502, 503, 504})
_PIECE = 1 << 16

_TYPES = frozenset(
    "text/html application/xhtml+xml text/xml application/xml application/json text/json"
    " text/plain".split()
)
# Blogs write their furniture in the reader's language: "Antworten" instead of "Reply".
_ALWAYS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,"
    "text/plain;q=0.8",
    "Accept-Language": "en-GB,en;q=0.8",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one address.

    Attributes
    ----------
    target : Target
        What was asked, and where.
    sent, received : tuple of (str, str)
        Header lines as they went over the wire.
    raw : bytes
        The body as sent, before its content-encoding is undone; chunks are joined.
    data : bytes
        The decoded body; empty, like ``raw``, for every status but 200 and 203.
    received_at : float
        Seconds since 1970.
    """

    target: Target
    status: int
    phrase: str
    version: str
    sent: tuple[tuple[str, str], ...]
    received: tuple[tuple[str, str], ...]
    raw: bytes
    data: bytes
    received_at: float

    @property
    def headers(self) -> dict[str, str]:
        """The headers under lower-case names, repeated ones joined, without cookies."""
        joined: dict[str, str] = {}
        for name, value in self.received:
            key = name.lower()
            if key != "set-cookie":
                joined[key] = f"{joined[key]}, {value}" if key in joined else value
        return joined

    @property
    def fetched_at(self) -> str:
        """When it came: ISO 8601 UTC."""
        return iso(self.received_at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is taken of an answer.

    Attributes
    ----------
    any_type : bool
        Take every media type; for robots.txt, whose type is often wrong.
    cut_at : int or None
        Take this many bytes and leave the rest, where cutting does no harm.
    """

    any_type: bool = False
    cut_at: int | None = None


PAGE = Wanted()


class Client:
    """Send GET requests to vetted targets.

    It holds no cookies, follows no redirects and keeps no connections; threads may share it.
    Proxies of the environment are not used: behind one, the address that is vetted would be the
    proxy's and not the server's.

    Parameters
    ----------
    settings : FetchSettings
    clock : Clock
    """

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._timeout = Timeout(connect=settings.connect_timeout, read=settings.read_timeout)
        self._tls = verifying_context(str(settings.ca_bundle or certifi.where()))

    def get(
        self, target: Target, conditions: Mapping[str, str] | None = None, wanted: Wanted = PAGE
    ) -> Answer:
        """Ask for a target once.

        Parameters
        ----------
        target : Target
            From :class:`~probenlp.harvest.fetch.addresses.Vetting`.
        conditions : mapping, optional
            ``If-None-Match`` and ``If-Modified-Since``.
        wanted : Wanted

        Returns
        -------
        Answer
            Of status 200, 203, 304 or a redirect.

        Raises
        ------
        FetchError
            With reason ``status``, ``too-large``, ``timeout``, ``tls``, ``network`` or
            ``unsupported``.
        """
        with Deadline(self._settings.total_timeout) as deadline:
            try:
                answer = self._exchange(target, conditions or {}, wanted, deadline)
            except (HTTPError, HTTPException, OSError) as error:
                if deadline.expired:
                    raise _too_slow(target, deadline) from error
                raise self._failure(target, error) from error
            # A body without a length ends wherever the connection does.
            if deadline.expired:
                raise _too_slow(target, deadline)
        return answer

    def _exchange(
        self, target: Target, conditions: Mapping[str, str], wanted: Wanted, deadline: Deadline
    ) -> Answer:
        headers = {
            "User-Agent": self._settings.user_agent,
            **_ALWAYS,
            "Accept-Encoding": decoding.accepted(),
            **conditions,
        }
        pool = pool_for(target, deadline=deadline, tls=self._tls, timeout=self._timeout)
        try:
            response = pool.urlopen(
                "GET",
                target.path,
                headers=headers,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                raw, data = self._body(target, response, wanted, deadline)
            finally:
                response.close()
        finally:
            pool.close()
        return Answer(
            target=target,
            status=response.status,
            phrase=response.reason or "",
            version="HTTP/1.0" if response.version == 10 else "HTTP/1.1",
            sent=(("Host", target.origin.partition("://")[2]), *headers.items()),
            received=tuple(response.headers.items()),
            raw=raw,
            data=data,
            received_at=self._clock.now(),
        )

    def _body(
        self, target: Target, response: BaseHTTPResponse, wanted: Wanted, deadline: Deadline
    ) -> tuple[bytes, bytes]:
        status = response.status
        if status in REDIRECTS or status == 304:
            return b"", b""
        if status not in _WITH_BODY:
            raise self._refused_status(target, response)
        media_type = response.headers.get("content-type", "")
        if not wanted.any_type and not is_readable(media_type):
            raise FetchError(
                target.url,
                "unsupported",
                f"is of type {media_type!r}; wanted HTML, XML, JSON or plain text",
                status=status,
            )
        try:
            return self._read(target, response, wanted, deadline)
        except decoding.TooLargeError as error:
            detail = f"{error}; raise max_bytes to have it"
            raise FetchError(target.url, "too-large", detail, status=status) from error
        except decoding.UnknownEncodingError as error:
            raise FetchError(target.url, "unsupported", str(error), status=status) from error
        except decoding.DamagedError as error:
            raise FetchError(
                target.url, "network", str(error), status=status, transient=True
            ) from error

    def _read(
        self, target: Target, response: BaseHTTPResponse, wanted: Wanted, deadline: Deadline
    ) -> tuple[bytes, bytes]:
        most = self._settings.max_bytes
        stated = response.headers.get("content-length", "")
        if wanted.cut_at is None and stated.isascii() and stated.isdigit() and len(stated) < 20:
            decoding.check_size(int(stated), most)
        decoder = decoding.decoder(response.headers.get("content-encoding", ""), most)
        raw, data = bytearray(), bytearray()
        for piece in response.stream(_PIECE, decode_content=False):
            raw += piece
            decoding.check_size(len(raw), most)
            data += decoder.feed(piece)
            if deadline.expired:
                raise _too_slow(target, deadline)
            if wanted.cut_at is not None and len(data) >= wanted.cut_at:
                return bytes(raw), bytes(data[: wanted.cut_at])
        decoder.finish()
        return bytes(raw), bytes(data)

    def _refused_status(self, target: Target, response: BaseHTTPResponse) -> FetchError:
        status = response.status
        retry_after = read_retry_after(response.headers.get("retry-after"), self._clock.now())
        return FetchError(
            target.url,
            "status",
            f"answered {status} {response.reason or ''}".rstrip(),
            status=status,
            retry_after=retry_after if status in _AGAIN else None,
            transient=status in _AGAIN,
        )

    def _failure(self, target: Target, error: Exception) -> FetchError:
        url = target.url
        if isinstance(error, SSLError):
            return FetchError(
                url, "tls", f"no trusted connection: {error}; certificates are always verified"
            )
        if isinstance(error, ConnectTimeoutError) and not isinstance(error, NewConnectionError):
            limit = self._settings.connect_timeout
            return FetchError(url, "timeout", f"no connection within {limit:g} s", transient=True)
        if isinstance(error, ReadTimeoutError | TimeoutError):
            limit = self._settings.read_timeout
            return FetchError(url, "timeout", f"silent for {limit:g} s", transient=True)
        return FetchError(url, "network", f"{error}", transient=True)


def is_readable(media_type: str) -> bool:
    """Tell whether a Content-Type is one that some reader takes; a missing one passes.

    Examples
    --------
    >>> [is_readable(t) for t in ("text/html; charset=utf-8", "application/rss+xml", "image/png")]
    [True, True, False]
    """
    name = media_type.partition(";")[0].strip().lower()
    if not name or name in _TYPES:
        return True
    return name.startswith("application/") and name.endswith(("+xml", "+json"))


def _too_slow(target: Target, deadline: Deadline) -> FetchError:
    return FetchError(
        target.url, "timeout", f"the answer was not whole within {deadline.seconds:g} s"
    )
