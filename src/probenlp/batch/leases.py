"""Who does which shard, where several machines share a folder and nothing else.

A lease is a file that only one can create. It names its owner and when it runs out, and its owner
renews it. Another takes it over when it has not been renewed for as long as a lease lasts, by the
other's own clock: clocks of machines differ, so the time in the file is for people. On one machine
a lease whose process is gone is taken over at once.

Leases save work; nothing depends on them. Two that do the same shard write the same file.

"""

import contextlib
import os
import socket
import threading
import time
from pathlib import Path

import msgspec

_RENEWALS = 3
"""How often a lease is renewed while it lasts."""


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the file.

    Attributes
    ----------
    renewed : int
        How often; a number that grows is a sign of life under any clock.
    expires : float
        Seconds since 1970, by the owner's clock.
    """

    host: str
    pid: int
    owner: str
    renewed: int
    expires: float


class Leases:
    """The leases of one rank.

    Parameters
    ----------
    folder : Path
        Shared by the ranks.
    seconds : float
        How long a lease lasts without being renewed.
    """

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._seconds = seconds
        self._host, self._pid, self._owner = socket.gethostname(), os.getpid(), os.urandom(6).hex()
        self._held: dict[str, int] = {}
        self._seen: dict[str, tuple[bytes, float]] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._renewing = threading.Thread(target=self._renew_all, daemon=True)
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "Leases":
        self._renewing.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._renewing.join()
        for name in list(self._held):
            self.release(name)

    def claim(self, name: str) -> bool:
        """Take a lease, if it is free or its owner gives no sign of life."""
        path = self._folder / name
        if self._create(path):
            with self._lock:
                self._held[name] = 0
            return True
        if self._is_over(name, path):
            self._take_away(name, path)
        return False

    def release(self, name: str) -> None:
        """Give a lease back."""
        with self._lock:
            self._held.pop(name, None)
        if (lease := _read(self._folder / name)[1]) and lease.owner == self._owner:
            (self._folder / name).unlink(missing_ok=True)

    def others_alive(self, prefix: str) -> bool:
        """Tell whether another holds a lease of these names and gives signs of life."""
        for path in self._folder.glob(f"{prefix}*"):
            lease = _read(path)[1]
            if lease and lease.owner != self._owner and not self._is_over(path.name, path):
                return True
        return False

    def _create(self, path: Path) -> bool:
        """Write the lease aside and link it to its name, which fails where the name is taken."""
        aside = self._folder / f".{self._owner}-{threading.get_ident()}.tmp"
        aside.write_bytes(self._content(0))
        try:
            path.hardlink_to(aside)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            return self._create_plainly(path)
        finally:
            aside.unlink(missing_ok=True)
        return True

    def _create_plainly(self, path: Path) -> bool:
        with contextlib.suppress(FileExistsError), path.open("xb") as file:
            file.write(self._content(0))
            return True
        return False

    def _content(self, renewed: int) -> bytes:
        lease = Lease(
            host=self._host,
            pid=self._pid,
            owner=self._owner,
            renewed=renewed,
            expires=round(time.time() + self._seconds, 3),
        )
        return msgspec.json.encode(lease)

    def _is_over(self, name: str, path: Path) -> bool:
        content, lease = _read(path)
        if lease and lease.host == self._host and not _is_alive(lease.pid):
            return True
        now = time.monotonic()
        before, since = self._seen.get(name, (b"", now))
        if content != before:
            self._seen[name] = (content, now)
            return False
        return bool(content) and now - since > self._seconds

    def _take_away(self, name: str, path: Path) -> None:
        """Remove a lease that is over, but not one that somebody has taken since we looked."""
        seen = _read(path)[0]
        aside = self._folder / f".{self._owner}-{threading.get_ident()}.over"
        with contextlib.suppress(FileNotFoundError):
            path.rename(aside)
            if aside.read_bytes() != seen:
                with contextlib.suppress(OSError):
                    path.hardlink_to(aside)
            aside.unlink(missing_ok=True)
        self._seen.pop(name, None)

    def _renew_all(self) -> None:
        while not self._over.wait(self._seconds / _RENEWALS):
            with self._lock:
                for name in self._held:
                    self._held[name] += 1
                    self._renew(name)

    def _renew(self, name: str) -> None:
        path = self._folder / name
        lease = _read(path)[1]
        if lease is None or lease.owner != self._owner:
            return  # taken over: this machine slept for too long
        aside = self._folder / f".{self._owner}-renewal.tmp"
        with contextlib.suppress(OSError):  # a full disk must not end the rank
            aside.write_bytes(self._content(self._held[name]))
            aside.replace(path)


def _read(path: Path) -> tuple[bytes, Lease | None]:
    try:
        content = path.read_bytes()
        return content, msgspec.json.decode(content, type=Lease)
    except FileNotFoundError:
        return b"", None
    except (msgspec.DecodeError, OSError):
        return b"?", None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
