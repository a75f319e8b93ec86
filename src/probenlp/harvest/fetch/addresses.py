"""Vet an address before anything is sent: its scheme, its host, and every place it resolves to.

A blog may link, and a server may redirect, to ``http://169.254.169.254/`` or to a name that
resolves to the router at home. The name is resolved once, every address it has must be public, and
the connection then goes to one of these addresses and not to the name: a name server that answers
differently the second time ("DNS rebinding") is never asked a second time.

"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from probenlp.harvest.fetch.fetched import FetchError
from probenlp.harvest.fetch.networks import refusal

Resolve = Callable[[str, int], Sequence[str]]
"""A host and a port in, its internet addresses out, best first. Raises OSError."""

_PORTS = {"http": 80, "https": 443}
_MAX_URL = 8_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
# What inet_aton takes for a number ("2130706433", "0x7f.1", "127.1"): browsers read such hosts
# as IPv4, name servers do not, so only the plain form of four decimal numbers passes.
_NUMERIC_END = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)$")


@dataclass(frozen=True, slots=True)
class Target:
    """An address that has been vetted.

    Attributes
    ----------
    url : str
        The normal form: host in lower case and ASCII, no default port, no fragment. The path and
        the query are as written, percent-encoded where they must be.
    host : str
        Without brackets and without a dot at its end.
    path : str
        With the query, as it stands in the request line.
    addresses : tuple of str
        All public; the connection goes to the first that answers.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for (RFC 9309, 2.3)."""
        return self.url[: self.url.index("/", len(self.scheme) + 3)]


def normal_url(url: str) -> str:
    """Write an address in its normal form, without losing what may name another page.

    Courlan's normal form would drop query items such as ``ref`` and ``source``, sort the others
    and join double slashes; on some sites each of them is another page. Only the fragment, which
    is never sent, is taken off.

    Raises
    ------
    FetchError
        With reason ``scheme`` or ``address``.

    Examples
    --------
    >>> normal_url("HTTPS://Dale.Example:443/a b/?ref=2&id=1#comments")
    'https://dale.example/a%20b/?ref=2&id=1'
    """
    return _split(url).url


def host_of(url: str) -> str:
    """Name the host whose turn must be waited for.

    Raises
    ------
    FetchError
        As :func:`normal_url`.

    Examples
    --------
    >>> host_of("https://Dale.Example./a")
    'dale.example'
    """
    return _split(url).host


def resolve_by_system(host: str, port: int) -> list[str]:
    """Ask the system's resolver; each address once, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Vetting:
    """Turn addresses into targets, or refuse them.

    Parameters
    ----------
    allow_loopback : bool
        Let 127.0.0.0/8 and ::1 pass, for tests against a server on this machine.
    resolve : callable
        The resolver; given in tests.

    Examples
    --------
    >>> vetting = Vetting(resolve=lambda host, port: ["8.8.8.8"])
    >>> vetting.vet("http://dale.example").addresses
    ('8.8.8.8',)
    >>> vetting.vet("http://[::1]:8080/")
    Traceback (most recent call last):
    probenlp.harvest.fetch.fetched.FetchError: http://[::1]:8080/: address: ::1 is loopback; ...
    """

    def __init__(
        self, *, allow_loopback: bool = False, resolve: Resolve = resolve_by_system
    ) -> None:
        self._allow_loopback = allow_loopback
        self._resolve = resolve

    def vet(self, url: str) -> Target:
        """Resolve an address once and check every place it may lead to.

        Raises
        ------
        FetchError
            With reason ``scheme``, ``address`` or ``dns``.
        """
        parts = _split(url)
        addresses = self._addresses(parts)
        for address in addresses:
            if why := refusal(address, allow_loopback=self._allow_loopback):
                leads = "" if address == parts.host else f"{parts.host} leads to "
                raise FetchError(
                    url, "address", f"{leads}{address} is {why}; only public addresses are asked"
                )
        return Target(parts.url, parts.scheme, parts.host, parts.port, parts.path, addresses)

    def _addresses(self, parts: "_Parts") -> tuple[str, ...]:
        if parts.is_literal:
            return (parts.host,)
        try:
            addresses = tuple(self._resolve(parts.dns_host, parts.port))
        except (OSError, UnicodeError) as error:
            again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            raise FetchError(
                parts.url, "dns", f"{parts.host} cannot be resolved: {error}", transient=again
            ) from error
        if not addresses:
            raise FetchError(parts.url, "dns", f"{parts.host} has no internet address")
        return addresses


@dataclass(frozen=True, slots=True)
class _Parts:
    url: str
    scheme: str
    host: str
    dns_host: str
    port: int
    path: str
    is_literal: bool


def _split(url: str) -> _Parts:
    if len(url) > _MAX_URL:
        raise FetchError(
            url[:100] + "…", "address", f"has {len(url)} characters, more than {_MAX_URL}"
        )
    given = url.strip(" ")
    if _CONTROL.search(given):
        raise FetchError(url, "address", "holds a control character; is it cut out of a text?")
    try:
        parts = parse_url(given)
    except (LocationParseError, ValueError) as error:
        raise FetchError(url, "address", f"is no address: {error}") from error
    scheme = _scheme(url, parts)
    if parts.auth is not None:
        raise FetchError(url, "address", "holds a user name or password; take it out")
    host, is_literal = _host(url, parts.host or "")
    port = _port(url, scheme, parts)
    path = (parts.path or "/") + ("" if parts.query is None else f"?{parts.query}")
    shown = f"[{host}]" if ":" in host else host
    shown += "" if port == _PORTS[scheme] else f":{port}"
    dns_host = (parts.host or "").lower()
    return _Parts(f"{scheme}://{shown}{path}", scheme, host, dns_host, port, path, is_literal)


def _scheme(url: str, parts: Url) -> str:
    scheme = (parts.scheme or "").lower()
    if scheme in _PORTS:
        return scheme
    if scheme:
        raise FetchError(url, "scheme", f"{scheme}: is not fetched, only http: and https: are")
    raise FetchError(url, "scheme", "has no scheme; write it out, with https:// before it")


def _host(url: str, given: str) -> tuple[str, bool]:
    """Give the host without brackets and dot, and whether it is an internet address itself."""
    if given.startswith("["):
        inner = given.strip("[]")
        if "%" in inner:
            raise FetchError(url, "address", f"{inner} is bound to one network card")
        return _literal(url, inner, IPv6Address), True
    host = given.lower().removesuffix(".")
    if not _HOST.fullmatch(host):
        raise FetchError(url, "address", f"{given!r} is no host name")
    if _NUMERIC_END.search(host):
        return _literal(url, host, IPv4Address), True
    return host, False


def _literal(url: str, host: str, kind: type[IPv4Address | IPv6Address]) -> str:
    try:
        return str(kind(host))
    except ValueError as error:
        raise FetchError(
            url, "address", f"{host} is a number that programs read in different ways ({error})"
        ) from error


def _port(url: str, scheme: str, parts: Url) -> int:
    port = _PORTS[scheme] if parts.port is None else parts.port
    # Below 1024 live mail, shells and name servers, which a forged request line can speak to.
    if port in _PORTS.values() or 1024 <= port <= 65535:
        return port
    raise FetchError(url, "address", f"port {port} is none that pages are served from")
