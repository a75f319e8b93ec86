"""Answers of a real server, good and bad."""

import gzip
import time
import zlib
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

import probenlp
from probenlp.harvest.fetch import FetchError, FetchSettings
from probenlp.harvest.fetch.client import is_readable
from probenlp.harvest.fetch.decoding import accepted

TEXT = b"<p>Three in five cases at Ashmere were assessed in time.</p>"


def refused(fetcher: Any, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    assert caught.value.url == url
    return caught.value


def test_an_answer_is_given_as_it_came(web: Any, fetching: Any) -> None:
    url = web.serve("/a", web.page(TEXT, X_Note="one"))
    fetched = fetching().fetch(url + "#c3")
    assert (fetched.url, fetched.final_url, fetched.status) == (url + "#c3", url, 200)
    assert (fetched.data, fetched.headers["x-note"]) == (TEXT, "one")
    assert fetched.fetched_at == "2023-11-14T22:13:20Z"
    assert (fetched.from_cache, fetched.notes) == (False, ())


def test_every_request_says_who_asks(web: Any, fetching: Any) -> None:
    fetching(contact="https://ashmere.example/corpus").fetch(web.serve("/a", web.page()))
    agent = f"probenlp/{probenlp.__version__} (+https://ashmere.example/corpus)"
    assert [request["User-Agent"] for request in web.requests] == [agent, agent]
    assert web.requests[1]["Accept-Encoding"] == accepted()
    assert web.requests[1]["Host"] == f"dale.example:{web.port}"


def test_cookies_are_neither_kept_nor_shown(web: Any, fetching: Any) -> None:
    url = web.serve("/a", web.page(Set_Cookie="id=7"))
    fetcher = fetching(delay=0)
    assert "set-cookie" not in fetcher.fetch(url).headers
    fetcher.fetch(url)
    assert not any("Cookie" in request for request in web.requests)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_bodies_are_decoded(web: Any, fetching: Any, encoding: str, pack: Any) -> None:
    url = web.serve("/a", web.page(pack(TEXT), Content_Encoding=encoding))
    assert fetching().fetch(url).data == TEXT


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("", bytes)]
)
def test_no_more_than_the_cap_is_taken(web: Any, fetching: Any, encoding: str, pack: Any) -> None:
    url = web.serve("/bomb", web.page(pack(bytes(3_000_000)), Content_Encoding=encoding))
    error = refused(fetching(max_bytes=200_000), url)
    assert (error.reason, error.transient) == ("too-large", False)
    assert "raise max_bytes" in error.detail


def test_a_stated_size_above_the_cap_is_refused_unread(web: Any, fetching: Any) -> None:
    url = web.serve("/a", web.answer(200, b"", Content_Length="99999999999"))
    assert refused(fetching(), url).reason == "too-large"


def test_rubbish_behind_the_encoded_data_counts_too(web: Any, fetching: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    url = web.serve("/a", web.raw(head + gzip.compress(TEXT) + bytes(300_000)))
    assert refused(fetching(max_bytes=200_000), url).reason == "too-large"
    assert fetching(max_bytes=400_000).fetch(url).data == TEXT


def test_a_body_without_length_is_read_to_its_end_and_capped(web: Any, fetching: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    assert fetching().fetch(web.serve("/a", web.raw(head + TEXT))).data == TEXT
    endless = web.serve("/b", web.raw(head + bytes(300_000)))
    assert refused(fetching(max_bytes=200_000), endless).reason == "too-large"


def test_chunks_are_joined(web: Any, fetching: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"5\r\nAshme\r\n2\r\nre\r\n0\r\n\r\n"
    assert fetching().fetch(web.serve("/a", web.raw(head + body))).data == b"Ashmere"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<p>cut", "a cut body"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nAsh", "a cut chunk"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "no chunk"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(TEXT)[:-9], "gzip"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>plain</p>", "no gzip"),
        (b"", "nothing"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "another protocol"),
        (b"HTTP/1.1 abc Fine\r\n\r\n", "a status that is no number"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "hundreds of headers"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "an endless header"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_answer_is_an_error_and_never_a_short_page(
    web: Any, fetching: Any, data: bytes, why: str
) -> None:
    web.serve("/robots.txt", web.robots(""))
    error = refused(fetching(), web.serve("/a", web.raw(data)))
    assert (error.reason, error.transient) == ("network", True), error


def drip(head: bytes, piece: bytes) -> Any:
    def serve(handler: Any) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        for _ in range(200):
            handler.wfile.write(piece)
            time.sleep(0.003)

    return serve


@pytest.mark.parametrize(
    ("head", "piece", "why"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"[:1], "headers"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x", "a body of known length"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x", "a body of unknown length"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", "chunks"),
    ],
)
def test_a_dripping_server_runs_into_the_limit_of_the_whole_answer(
    web: Any, fetching: Any, head: bytes, piece: bytes, why: str
) -> None:
    web.serve("/robots.txt", web.robots(""))
    begun = time.monotonic()
    error = refused(fetching(total_timeout=0.03), web.serve("/slow", drip(head, piece)))
    assert time.monotonic() - begun < 0.5
    assert (error.reason, error.transient) == ("timeout", False), error


def test_a_silent_server_runs_into_the_limit_of_one_wait(web: Any, fetching: Any) -> None:
    web.serve("/robots.txt", web.robots(""))
    url = web.serve("/slow", lambda handler: time.sleep(0.05))
    error = refused(fetching(read_timeout=0.02), url)
    assert (error.reason, error.transient) == ("timeout", True)
    assert "silent for 0.02 s" in error.detail


def test_a_closed_port_is_a_network_error(web: Any, fetching: Any) -> None:
    url = f"http://dale.example:{unused_port()}/"
    error = refused(fetching(), url)
    assert (error.reason, error.transient) == ("network", True)


def unused_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


TYPES = {
    "text/html; charset=utf-8": True,
    "TEXT/HTML": True,
    "application/xhtml+xml": True,
    "application/atom+xml": True,
    "application/rss+xml; charset=x": True,
    "application/json": True,
    "application/ld+json": True,
    "text/plain": True,
    "text/xml": True,
    "": True,
    "image/png": False,
    "image/svg+xml": False,
    "application/pdf": False,
    "application/octet-stream": False,
    "video/mp4": False,
    "text/css": False,
    "text/htmlx": False,
    "multipart/form-data": False,
}


@pytest.mark.parametrize(("media_type", "readable"), TYPES.items())
def test_only_types_that_can_be_read_are_taken(media_type: str, readable: bool) -> None:
    assert is_readable(media_type) is readable


def test_another_type_is_refused_with_its_name(web: Any, fetching: Any) -> None:
    error = refused(fetching(), web.serve("/a", web.page(b"%PDF", Content_Type="application/pdf")))
    assert error.reason == "unsupported"
    assert "application/pdf" in error.detail
    error = refused(fetching(), web.serve("/b", web.page(b"x", Content_Encoding="zstd")))
    assert error.reason == "unsupported"


@pytest.mark.parametrize("status", [202, 204, 206, 300, 304, 400, 401, 403, 404, 410, 451, 500])
def test_other_statuses_are_errors_at_once(web: Any, fetching: Any, status: int) -> None:
    body = b"" if status in (204, 304) else b"<p>Not here.</p>"
    error = refused(fetching(retries=3), web.serve("/a", web.answer(status, body)))
    assert (error.reason, error.status, error.transient) == ("status", status, False)
    assert web.paths() == ["/a"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact": "me\r\nX-Evil: 1"},
        {"contact": "mé"},
        {"contact": "a) b"},
        {"delay": -1},
        {"retries": -1},
        {"max_bytes": 0},
        {"total_timeout": float("nan")},
        {"offline": True},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        FetchSettings(**wrong)
