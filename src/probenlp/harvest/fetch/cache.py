"""What was fetched, kept in one SQLite file: for conditional requests and for work offline."""

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from probenlp.errors import OutputError
from probenlp.harvest.fetch.robots import RobotsFile

_APPLICATION = 0x70726E6C  # "prnl": told apart from other programs' databases by it
_VERSION = 1
_BUSY_SECONDS = 60.0
_TABLES = (
    """CREATE TABLE IF NOT EXISTS answers (
        url TEXT PRIMARY KEY, status INTEGER NOT NULL, headers TEXT NOT NULL,
        etag TEXT, last_modified TEXT, sha256 TEXT NOT NULL, body BLOB NOT NULL,
        fetched_at TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS redirects (
        url TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS robots (
        origin TEXT PRIMARY KEY, body BLOB, received_at REAL NOT NULL) WITHOUT ROWID""",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """One answer of the cache.

    Attributes
    ----------
    url : str
        The normal form of the address that answered, after redirects.
    headers : mapping of str to str
        Lower-case names.
    data : bytes
        Decoded.
    fetched_at : str
        When the bytes came: ISO 8601 UTC.
    expires : float
        Seconds since 1970, UTC; fresh before.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    fetched_at: str
    expires: float

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask the server for the answer only if it has changed."""
        asked = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        return {name: self.headers[key] for name, key in asked.items() if self.headers.get(key)}


class Cache:
    """Answers under their addresses; threads and processes may share the file.

    Parameters
    ----------
    path : Path
        Made where it is missing.

    Raises
    ------
    OutputError
        Here and in every method, where the file cannot be read or written, is damaged, or belongs
        to another program. A damaged cache can be deleted: it is filled again.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Cache(Path(folder, "cache.sqlite")) as cache:
    ...     cache.put(Stored("https://dale.example/", 200, {}, b"x", "2023-05-04T10:00:00Z", 0.0))
    ...     cache.get("https://dale.example/").data
    b'x'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise self._refuse(error) from error
        try:
            self._prepare()
        except OutputError:
            self._connection.close()
            raise

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
        """Close the file; everything is in it already."""
        self._connection.close()

    def get(self, url: str) -> Stored | None:
        """Give the answer of an address in normal form, if there is one."""
        rows = self._ask(
            "SELECT status, headers, sha256, body, fetched_at, expires FROM answers WHERE url = ?",
            (url,),
        )
        if not rows:
            return None
        status, headers, sha256, body, fetched_at, expires = rows[0]
        try:
            data = zlib.decompress(body)
        except zlib.error as error:
            raise self._refuse(error) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise self._refuse(f"the body of {url} does not match its digest")
        return Stored(url, status, json.loads(headers), data, fetched_at, expires)

    def put(self, answer: Stored) -> None:
        """Keep an answer in place of an earlier one."""
        self._ask(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                answer.url,
                answer.status,
                json.dumps(dict(answer.headers)),
                answer.headers.get("etag"),
                answer.headers.get("last-modified"),
                hashlib.sha256(answer.data).hexdigest(),
                zlib.compress(answer.data, 6),
                answer.fetched_at,
                answer.expires,
            ),
        )

    def confirm(self, url: str, headers: Mapping[str, str], expires: float) -> None:
        """Note that the server has confirmed an answer, with these headers (status 304)."""
        self._ask(
            "UPDATE answers SET headers = ?, etag = ?, last_modified = ?, expires = ?"
            " WHERE url = ?",
            (
                json.dumps(dict(headers)),
                headers.get("etag"),
                headers.get("last-modified"),
                expires,
                url,
            ),
        )

    def target(self, url: str) -> str:
        """Give the address to which one was redirected when last asked, or itself."""
        rows = self._ask("SELECT target FROM redirects WHERE url = ?", (url,))
        return str(rows[0][0]) if rows else url

    def put_target(self, url: str, target: str) -> None:
        """Note where an address led."""
        if url == target:
            self._ask("DELETE FROM redirects WHERE url = ?", (url,))
        else:
            self._ask("INSERT OR REPLACE INTO redirects VALUES (?, ?)", (url, target))

    def robots(self, origin: str) -> RobotsFile | None:
        """Give the robots.txt of a site, however old."""
        rows = self._ask("SELECT body, received_at FROM robots WHERE origin = ?", (origin,))
        return RobotsFile(*rows[0]) if rows else None

    def put_robots(self, origin: str, file: RobotsFile) -> None:
        """Keep the robots.txt of a site."""
        self._ask(
            "INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, file.body, file.received_at)
        )

    def _prepare(self) -> None:
        """Make the tables in a new file, and refuse a file that is not ours."""
        self._ask("BEGIN IMMEDIATE")
        try:
            owner = self._ask("PRAGMA application_id")[0][0]
            version = self._ask("PRAGMA user_version")[0][0]
            used = self._ask("SELECT count(*) FROM sqlite_master")[0][0]
            if used and (owner, version) != (_APPLICATION, _VERSION):
                raise OutputError(
                    f"{self.path}: is a database but no page cache of version {_VERSION}; "
                    "give another file"
                )
            for table in _TABLES:
                self._ask(table)
            self._ask(f"PRAGMA application_id = {_APPLICATION}")
            self._ask(f"PRAGMA user_version = {_VERSION}")
        except OutputError:
            self._connection.rollback()
            raise
        self._ask("COMMIT")

    def _ask(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise self._refuse(error) from error

    def _refuse(self, error: Exception | str) -> OutputError:
        damaged = isinstance(error, str | zlib.error) or type(error) is sqlite3.DatabaseError
        what = "is damaged or no page cache" if damaged else "cannot be used"
        advice = "; delete it to have it filled again" if damaged else ""
        return OutputError(f"{self.path}: {what}: {error}{advice}")
