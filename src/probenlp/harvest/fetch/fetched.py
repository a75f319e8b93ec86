"""What fetching gives: one answer, or one error that says why there is none."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from probenlp.errors import ProbenlpError
from probenlp.harvest.inputs import Input

_CHARSET = re.compile(r"\bcharset\s{0,9}=\s{0,9}[\"']?([\w:.-]{2,40})", re.IGNORECASE)

FetchReason = Literal[
    "robots",
    "address",
    "scheme",
    "status",
    "too-large",
    "timeout",
    "tls",
    "redirects",
    "dns",
    "network",
    "unsupported",
    "offline",
]
"""Why an address gave no answer, for counting. ``unsupported``: a media type or a content-encoding
that no reader takes; ``offline``: not in the cache, and nothing else may be asked."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer, decoded from its content-encoding.

    Attributes
    ----------
    url : str
        As asked.
    final_url : str
        After redirects, without a fragment.
    status : int
        200 or 203; every other status is a :class:`FetchError`.
    headers : mapping of str to str
        Lower-case names; values of a repeated header are joined by ``", "``. As sent, so that
        ``content-length`` counts the bytes on the wire; ``set-cookie`` is left out.
    data : bytes
        Never more than ``FetchSettings.max_bytes``.
    fetched_at : str
        When these bytes were received: ISO 8601 UTC with ``Z``. An answer that the server has
        confirmed to be unchanged keeps the time at which its bytes came.
    from_cache : bool
        Whether the bytes came from the cache, confirmed by the server or not.
    notes : tuple of str
        What a careful reader should know, in words: a redirect from ``https`` to ``http``.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    fetched_at: str
    from_cache: bool = False
    notes: tuple[str, ...] = ()

    def as_input(self) -> Input:
        """Give the answer as an input for harvesting, with the encoding that its header names."""
        charset = charset_of(self.headers.get("content-type"))
        return Input(self.final_url, self.data, self.final_url, charset)


def charset_of(content_type: str | None) -> str | None:
    """Read the encoding out of a Content-Type header.

    Examples
    --------
    >>> charset_of('text/html; Charset="ISO-8859-1"'), charset_of("text/html")
    ('ISO-8859-1', None)
    """
    found = _CHARSET.search(content_type or "")
    return found[1] if found else None


class FetchError(ProbenlpError):
    """An address gives no answer that can be read.

    Attributes
    ----------
    url : str
        As asked; ``detail`` names the hop of a redirect where it is another one.
    reason : str
        For counting; see :data:`FetchReason`.
    detail : str
        What was met, what was wanted, what to try.
    status : int or None
        Of the answer that was refused, where there was one.
    retry_after : float or None
        Seconds that the server asked for.
    transient : bool
        Whether the same request may succeed later. Fetching has then tried again already.

    Examples
    --------
    >>> print(FetchError("https://dale.example/a", "status", "answered 404 Not Found", status=404))
    https://dale.example/a: status: answered 404 Not Found
    """

    def __init__(
        self,
        url: str,
        reason: FetchReason,
        detail: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        transient: bool = False,
    ) -> None:
        self.url, self.reason, self.detail = url, reason, detail
        self.status, self.retry_after, self.transient = status, retry_after, transient
        super().__init__(f"{url}: {reason}: {detail}")

    def asked_as(self, url: str, normal: str | None = None) -> "FetchError":
        """Name the address that the caller asked for, and in the detail the one that failed.

        Parameters
        ----------
        url : str
            As asked.
        normal : str, optional
            The same in normal form: a failure there is no other address.

        Examples
        --------
        >>> hop = FetchError("https://fen.example/", "dns", "has no address")
        >>> print(hop.asked_as("https://dale.example/"))
        https://dale.example/: dns: https://fen.example/: has no address
        """
        detail = self.detail if self.url in (url, normal) else f"{self.url}: {self.detail}"
        return FetchError(
            url,
            self.reason,
            detail,
            status=self.status,
            retry_after=self.retry_after,
            transient=self.transient,
        )


Fetch = Callable[[str], Fetched]
"""What a reader of feeds is given: an address in, an answer out. Raises :class:`FetchError`."""
