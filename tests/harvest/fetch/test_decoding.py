"""A content-encoding is undone within bounds, however the bytes are cut."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.fetch.decoding import (
    DamagedError,
    TooLargeError,
    UnknownEncodingError,
    accepted,
    decoder,
)


def raw_deflate(data: bytes) -> bytes:
    return zlib.compress(data, wbits=-15)


def quick_brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=1))


WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "none": ("", bytes),
    "identity": ("identity", bytes),
    "gzip": ("gzip", gzip.compress),
    "GZIP in capitals": (" GZIP ", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate with zlib's header": ("deflate", zlib.compress),
    "deflate without it": ("deflate", raw_deflate),
    "brotli": ("br", quick_brotli),
}
PACKED = {name: way for name, way in WAYS.items() if name not in ("none", "identity")}


def decode(encoding: str, data: bytes, size: int = 1 << 16, max_bytes: int = 1_000_000) -> bytes:
    chosen = decoder(encoding, max_bytes)
    out = b"".join(chosen.feed(data[start : start + size]) for start in range(0, len(data), size))
    chosen.finish()
    return out


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@given(data=st.binary(max_size=300), size=st.integers(2, 50))
def test_pieces_of_any_size_give_the_whole(
    way: tuple[str, Callable[[bytes], bytes]], data: bytes, size: int
) -> None:
    encoding, pack = way
    assert decode(encoding, pack(data), size) == data


@pytest.mark.parametrize("way", PACKED.values(), ids=PACKED)
def test_a_bomb_is_stopped_before_memory_fills(
    way: tuple[str, Callable[[bytes], bytes]],
) -> None:
    encoding, pack = way
    bomb = pack(bytes(30_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError, match="holds more than 100000 bytes"):
            decode(encoding, bomb, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_cap_itself_is_allowed(way: tuple[str, Callable[[bytes], bytes]]) -> None:
    encoding, pack = way
    assert len(decode(encoding, pack(bytes(5_000)), max_bytes=5_000)) == 5_000
    with pytest.raises(TooLargeError):
        decode(encoding, pack(bytes(5_001)), max_bytes=5_000)


@pytest.mark.parametrize("way", PACKED.values(), ids=PACKED)
def test_what_ends_too_early_is_damaged(way: tuple[str, Callable[[bytes], bytes]]) -> None:
    encoding, pack = way
    whole = pack(b"Caseloads at Dale are above the limit. " * 50)
    with pytest.raises(DamagedError):
        decode(encoding, whole[:-5])


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_what_is_not_encoded_as_stated_is_damaged(encoding: str) -> None:
    with pytest.raises(DamagedError):
        decode(encoding, b"<html>plain, whatever the header says</html>")


@pytest.mark.parametrize("encoding", ["zstd", "compress", "gzip, br", "gzip, gzip", "aes128gcm"])
def test_what_was_not_offered_is_unknown(encoding: str) -> None:
    with pytest.raises(UnknownEncodingError, match="was not offered"):
        decoder(encoding, 100)


def test_gzip_members_follow_one_another_and_rubbish_behind_them_is_ignored() -> None:
    members = gzip.compress(b"Ashmere ") + gzip.compress(b"and Tolland")
    assert decode("gzip", members) == b"Ashmere and Tolland"
    assert decode("gzip", members + b"\0\0\0") == b"Ashmere and Tolland"
    first, second = gzip.compress(b"Ashmere "), gzip.compress(b"and Tolland")
    assert decode("gzip", first + second, size=len(first)) == b"Ashmere and Tolland"
    assert decode("gzip", first + b"\0" * 40, size=len(first)) == b"Ashmere "


def test_thousands_of_empty_members_are_an_attack() -> None:
    with pytest.raises(DamagedError, match="gzip members"):
        decode("gzip", gzip.compress(b"") * 5_000)


def test_an_empty_body_needs_no_encoding() -> None:
    assert [decode(name, b"") for name in ("", "gzip", "deflate", "br")] == [b""] * 4


def test_brotli_is_offered_only_where_its_decoder_has_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert accepted() == "gzip, deflate, br"

    class Old:
        """As in brotli 1.1."""

    monkeypatch.setattr(brotli, "Decompressor", Old)
    assert accepted() == "gzip, deflate"
    with pytest.raises(UnknownEncodingError):
        decoder("br", 100)
