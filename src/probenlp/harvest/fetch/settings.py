"""How to fetch: who asks, how patiently, and how much at most."""

import re
from dataclasses import dataclass
from pathlib import Path

from probenlp import __version__
from probenlp.harvest.inputs import MAX_BYTES

AGENT = "probenlp"
"""The product token that a robots.txt may name (RFC 9309, 2.2.1)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchSettings:
    """How to fetch. The defaults suit a polite crawl of public blogs and news pages.

    Attributes
    ----------
    contact : str or None
        An address or a page by which the owner of a site can reach whoever crawls it; it is
        sent with every request. Give one whenever the crawl is more than a handful of pages.
    delay : float
        Seconds between two requests to one host where its robots.txt states no crawl-delay.
    connect_timeout, read_timeout : float
        Seconds for a connection, and for each wait on it.
    total_timeout : float
        Seconds for one answer as a whole: a server that drips a byte every ten seconds never
        runs into ``read_timeout``.
    max_bytes : int
        Of one answer after decoding; an answer above is an error, not a cut page.
    max_redirects : int
    retries : int
        How often a request is sent again after 429, 502, 503, 504 or a broken connection.
    max_wait : float
        The longest wait, in seconds, that a server may ask for (crawl-delay, Retry-After).
    workers : int
        How many hosts are asked at the same time by ``fetch_all``; never twice one host.
    cache : Path or None
        The SQLite file; made where it is missing. None: every answer is fetched anew.
    offline : bool
        Answer from the cache alone and send nothing.
    warc : Path or None
        Where to keep what was fetched (extra ``warc``); the file must not exist yet.
    allow_loopback : bool
        Let addresses of this machine pass; for tests.
    follow_comment_pages : bool
        Whether the further pages of a thread are asked for with the page that lists them.
    ca_bundle : Path or None
        Certificates to trust in place of Mozilla's list (certifi), in PEM.

    Raises
    ------
    ValueError
        For a limit out of its range, a contact that does not fit into a header, and ``offline``
        without a cache.

    Examples
    --------
    >>> FetchSettings(contact="https://ashmere.example/corpus").user_agent.partition(" ")[2]
    '(+https://ashmere.example/corpus)'
    """

    contact: str | None = None
    delay: float = 5.0
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 120.0
    max_bytes: int = MAX_BYTES
    max_redirects: int = 5
    retries: int = 3
    max_wait: float = 120.0
    workers: int = 4
    cache: Path | None = None
    offline: bool = False
    warc: Path | None = None
    allow_loopback: bool = False
    follow_comment_pages: bool = False
    ca_bundle: Path | None = None

    def __post_init__(self) -> None:
        if self.contact is not None and not re.fullmatch(r"[ -'*-~]+", self.contact):
            raise ValueError(f"contact {self.contact!r}: wanted ASCII without ( and )")
        for name in ("connect_timeout", "read_timeout", "total_timeout", "max_bytes", "workers"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is {getattr(self, name)}, wanted more than 0")
        for name in ("delay", "max_redirects", "retries", "max_wait"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} is {getattr(self, name)}, wanted 0 or more")
        if self.offline and self.cache is None:
            raise ValueError("offline without a cache: say which file with cache=Path(…)")

    @property
    def user_agent(self) -> str:
        """What is sent as User-Agent."""
        return f"{AGENT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")
