"""A time limit for a whole answer, whatever the connection is waiting for.

Timeouts of sockets count from the last byte: a server that drips its headers one by one keeps a
reader for days. Here a timer shuts the connection down from outside, in the TLS handshake, in the
headers and in the body alike.

"""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self


class Deadline:
    """Shut a connection down after so many seconds; a context manager.

    Attributes
    ----------
    expired : bool
        Whether the time was up before the end of the ``with`` block. A body without a stated
        length then ends as if it were whole, so this must be looked at after reading.

    Examples
    --------
    >>> with Deadline(60) as deadline:
    ...     deadline.expired
    False
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for watched in self._sockets:
                watched.close()
            self._sockets.clear()

    def watch(self, connection: socket.socket) -> None:
        """Put a connection under this limit.

        A duplicate is kept, because TLS takes the original's descriptor away.
        """
        with self._lock:
            self._sockets.append(connection.dup())
            if self.expired:
                self._shut_down()

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            self._shut_down()

    def _shut_down(self) -> None:
        for watched in self._sockets:
            with contextlib.suppress(OSError):  # closed by the other side already
                watched.shutdown(socket.SHUT_RDWR)
