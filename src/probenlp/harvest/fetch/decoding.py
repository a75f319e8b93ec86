"""Undo a content-encoding piece by piece, and stop before a bomb has gone off.

Twenty kilobytes of gzip can hold twenty megabytes, of brotli far more. Each piece is decoded into
a buffer of bounded size, so that memory never holds more than the cap.

"""

import zlib
from importlib import import_module
from typing import Any, Protocol

_MAX_MEMBERS = 1_000


class TooLargeError(Exception):
    """More comes out than the cap allows."""


class DamagedError(Exception):
    """The bytes are not what their content-encoding says, or they end too early."""


class UnknownEncodingError(Exception):
    """A content-encoding that was not offered."""


def check_size(size: int, max_bytes: int) -> None:
    """Raise TooLargeError where a size is over the cap."""
    if size > max_bytes:
        raise TooLargeError(f"holds more than {max_bytes} bytes")


class Decoder(Protocol):
    """Bytes as sent in, bytes of the resource out."""

    def feed(self, piece: bytes) -> bytes:
        """Decode the next piece, which is not empty; raises TooLargeError or DamagedError."""

    def finish(self) -> None:
        """Check that the stream has come to its end; raises DamagedError."""


def _brotli() -> Any:
    # Before 1.2 its decoder had no bound for what one piece may become.
    try:
        module = import_module("brotli")
    except ImportError:
        return None
    return module if hasattr(module.Decompressor, "can_accept_more_data") else None


def accepted() -> str:
    """Say which content-encodings can be decoded safely, for Accept-Encoding.

    Examples
    --------
    >>> accepted().startswith("gzip, deflate")
    True
    """
    return "gzip, deflate, br" if _brotli() else "gzip, deflate"


def decoder(encoding: str, max_bytes: int) -> Decoder:
    """Make the decoder for a Content-Encoding header.

    Parameters
    ----------
    encoding : str
        The header's value; empty and ``identity`` for none.
    max_bytes : int
        The most that may come out.

    Raises
    ------
    UnknownEncodingError
        For an encoding that was not offered, and for two laid one over the other.

    Examples
    --------
    >>> gunzip = decoder("gzip", 100)
    >>> gunzip.feed(zlib.compress(b"vacant posts", wbits=31))
    b'vacant posts'
    >>> decoder("gzip", 10_000).feed(zlib.compress(bytes(20_000), wbits=31))
    Traceback (most recent call last):
    probenlp.harvest.fetch.decoding.TooLargeError: holds more than 10000 bytes
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain(max_bytes)
    if name in ("gzip", "x-gzip"):
        return _Gzip(max_bytes)
    if name == "deflate":
        return _Deflate(max_bytes)
    if name == "br" and (module := _brotli()):
        return _Brotli(max_bytes, module)
    raise UnknownEncodingError(f"content-encoding {encoding!r} was not offered ({accepted()} was)")


class _Plain:
    def __init__(self, max_bytes: int) -> None:
        self._left = self._max = max_bytes

    def feed(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        check_size(self._max - self._left, self._max)
        return piece

    def finish(self) -> None:
        pass


class _Gzip(_Plain):
    """Members one after another; what follows them and is no member is ignored, as by browsers."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(max_bytes)
        self._member: Any = None
        self._begun = 0
        self._over = False

    def feed(self, piece: bytes) -> bytes:
        out = []
        while piece and not self._over:
            if self._member is None:
                self._begin(piece)
                continue
            out.append(super().feed(_inflate(self._member, piece, self._left)))
            piece = self._member.unused_data
            if self._member.eof:
                self._member = None
        return b"".join(out)

    def _begin(self, piece: bytes) -> None:
        if self._begun and not piece.startswith(b"\x1f"):
            self._over = True
            return
        self._begun += 1
        if self._begun > _MAX_MEMBERS:
            raise DamagedError(f"more than {_MAX_MEMBERS} gzip members in one answer")
        self._member = zlib.decompressobj(wbits=31)

    def finish(self) -> None:
        if self._member is not None:
            raise DamagedError("the gzip data end too early")


class _Deflate(_Plain):
    """With the zlib header that the standard asks for, or without it as some servers send it."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(max_bytes)
        self._zlib: Any = None

    def feed(self, piece: bytes) -> bytes:
        if self._zlib is None:
            wrapped = piece[0] & 15 == 8 and int.from_bytes(piece[:2], "big") % 31 == 0
            self._zlib = zlib.decompressobj(wbits=15 if wrapped else -15)
        return super().feed(_inflate(self._zlib, piece, self._left))

    def finish(self) -> None:
        if self._zlib is not None and not self._zlib.eof:
            raise DamagedError("the deflate data end too early")


class _Brotli(_Plain):
    def __init__(self, max_bytes: int, module: Any) -> None:
        super().__init__(max_bytes)
        self._error = module.error
        self._brotli = module.Decompressor()
        self._begun = False

    def feed(self, piece: bytes) -> bytes:
        out = []
        self._begun = True
        while not self._brotli.is_finished():
            try:
                more = self._brotli.process(piece, output_buffer_limit=min(self._left + 1, 1 << 20))
            except self._error as error:
                raise DamagedError(f"the brotli data are damaged: {error}") from error
            out.append(super().feed(more))
            piece = b""
            if self._brotli.can_accept_more_data():
                break
        return b"".join(out)

    def finish(self) -> None:
        if self._begun and not self._brotli.is_finished():
            raise DamagedError("the brotli data end too early")


def _inflate(state: Any, piece: bytes, left: int) -> bytes:
    try:
        out: bytes = state.decompress(piece, left + 1)
    except zlib.error as error:
        raise DamagedError(f"the compressed data are damaged: {error}") from error
    return out
