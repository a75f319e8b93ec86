"""Connections that go to a vetted internet address and to no other."""

import socket
import ssl
from collections.abc import Sequence
from functools import cache
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from probenlp.harvest.fetch.addresses import Target
from probenlp.harvest.fetch.deadline import Deadline


class _Vetted(HTTPConnection):
    """A connection that asks no resolver: the host's name serves for Host, SNI and certificate."""

    def __init__(
        self, *args: Any, addresses: Sequence[str], deadline: Deadline, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._addresses, self._deadline = addresses, deadline

    def _new_conn(self) -> socket.socket:
        failure: OSError = OSError("no address")
        for address in self._addresses:
            if self._deadline.expired:  # a name may have a hundred addresses, all of them silent
                break
            try:
                connection = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                failure = error
                continue
            self._deadline.watch(connection)
            return connection
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, f"no connection within {self.timeout} s") from failure
        raise NewConnectionError(self, str(failure)) from failure


class _VettedTLS(_Vetted, HTTPSConnection):
    """The same under TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Vetted


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _VettedTLS


def pool_for(
    target: Target, *, deadline: Deadline, tls: ssl.SSLContext, timeout: Timeout
) -> HTTPConnectionPool:
    """Make a pool for one exchange; the caller closes it.

    Between two requests to a host lie seconds, so that keeping connections open would gain
    nothing and cost the server a place.
    """
    vetted: dict[str, Any] = {"addresses": target.addresses, "deadline": deadline}
    if target.scheme == "https":
        return _TLSPool(
            target.host, target.port, timeout=timeout, ssl_context=tls, retries=False, **vetted
        )
    return _Pool(target.host, target.port, timeout=timeout, retries=False, **vetted)


@cache
def verifying_context(ca_bundle: str) -> ssl.SSLContext:
    """Make the TLS settings: certificate and host name are always checked.

    Reading the list of certificates takes as long as a fetch, so it is read once.
    """
    return ssl.create_default_context(cafile=ca_bundle)
