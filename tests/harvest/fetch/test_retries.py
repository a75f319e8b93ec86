"""What may pass is tried again, ever more slowly; what will not is not."""

from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.fetch import FetchError
from probenlp.harvest.fetch.backoff import read_retry_after, wait_before

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        (formatdate(NOW + 90, usegmt=True), 90.0),
        (formatdate(NOW - 90, usegmt=True), 0.0),
        ("Tue, 14 Nov 2023 22:14:20 -0000", 60.0),
        ("Tue, 14 Nov 2023 23:14:20 +0100", 60.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        (None, None),
        ("²", None),
        ("Tue, 99 Foo 2023", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, NOW) == seconds


@given(st.text(max_size=40), st.integers(0, 10**30))
def test_any_retry_after_is_read_or_none(text: str, number: int) -> None:
    for value in (text, str(number)):
        seconds = read_retry_after(value, NOW)
        assert seconds is None or seconds >= 0


@given(st.integers(1, 20), st.floats(0, 1e6))
def test_waits_grow_and_are_never_shorter_than_asked(retry: int, asked: float) -> None:
    assert wait_before(retry + 1, None) > wait_before(retry, None) > 0
    assert wait_before(retry, asked) >= asked


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_failure_is_tried_again(web: Any, fetching: Any, hand: Any, status: int) -> None:
    url = web.serve("/a", web.answer(status), web.answer(status), web.page(b"<p>Fen</p>"))
    assert fetching(retries=3, delay=0).fetch(url).data == b"<p>Fen</p>"
    assert (web.paths(), hand.slept) == (["/a"] * 3, [2.0, 4.0])


def test_retries_are_bounded(web: Any, fetching: Any, hand: Any) -> None:
    url = web.serve("/a", web.answer(503))
    with pytest.raises(FetchError) as caught:
        fetching(retries=3, delay=0).fetch(url)
    assert (caught.value.reason, caught.value.status) == ("status", 503)
    assert (web.paths(), hand.slept) == (["/a"] * 4, [2.0, 4.0, 8.0])


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_heeded(web: Any, fetching: Any, hand: Any, as_date: bool) -> None:
    value = formatdate(hand.time + 60, usegmt=True) if as_date else "60"
    url = web.serve("/a", web.answer(429, Retry_After=value), web.page())
    fetching(retries=3, delay=0).fetch(url)
    assert hand.slept == [60.0]


def test_a_longer_retry_after_than_patience_ends_it(web: Any, fetching: Any, hand: Any) -> None:
    url = web.serve("/a", web.answer(503, Retry_After="3600"), web.page())
    with pytest.raises(FetchError) as caught:
        fetching(retries=3, max_wait=120).fetch(url)
    assert (caught.value.retry_after, hand.slept) == (3600.0, [])
    with pytest.raises(FetchError, match="asks to be left alone for 3600 s"):
        next(fetcher_again(fetching, web, url))


def fetcher_again(fetching: Any, web: Any, url: str) -> Any:
    """Ask twice with one fetcher: the pause holds for the other pages of the host too."""
    fetcher = fetching(retries=0, max_wait=120)
    web.serve("/a", web.answer(503, Retry_After="3600"))
    with pytest.raises(FetchError):
        fetcher.fetch(url)
    yield fetcher.fetch(web.serve("/b", web.page()))


def test_a_broken_connection_is_tried_again(web: Any, fetching: Any) -> None:
    web.serve("/robots.txt", web.robots(""))
    cut = web.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>")
    url = web.serve("/a", web.raw(b""), cut, web.page(b"<p>Fen</p>"))
    assert fetching(retries=3, delay=0).fetch(url).data == b"<p>Fen</p>"


def test_the_same_host_waits_and_the_others_go_on(web: Any, fetching: Any, hand: Any) -> None:
    web.serve("dale.example/1", web.answer(503, Retry_After="40"), web.page())
    others = [
        web.serve(path, web.page()) for path in ("dale.example/2", "fen.example/1", "fen.example/2")
    ]
    urls = [web.url("dale.example/1"), *others]
    outcomes = list(fetching(retries=1, delay=5).fetch_all(urls))
    assert [outcome.url for outcome in outcomes] == [urls[2], urls[3], urls[0], urls[1]]
    assert not any(isinstance(outcome, FetchError) for outcome in outcomes)
    assert sum(hand.slept) == 45.0


def test_a_redirect_to_a_host_that_asks_for_rest_pauses_that_host(
    web: Any, fetching: Any, hand: Any
) -> None:
    web.serve("dale.example/a", web.redirect(web.url("fen.example/b")))
    web.serve("fen.example/b", web.answer(503, Retry_After="50"), web.page())
    fetcher = fetching(retries=0, delay=0)
    with pytest.raises(FetchError, match="answered 503"):
        fetcher.fetch(web.url("dale.example/a"))
    fetcher.fetch(web.url("fen.example/b"))
    assert sum(hand.slept) == 50.0
