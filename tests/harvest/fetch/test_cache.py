"""What is kept, for how long, and what a second run asks for."""

import sqlite3
import subprocess
import sys
import threading
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.errors import OutputError
from probenlp.harvest.fetch import FetchError
from probenlp.harvest.fetch.cache import Cache, Stored
from probenlp.harvest.fetch.freshness import expires_at, may_store
from probenlp.harvest.fetch.robots import RobotsFile

NOW = 1_700_000_000.0
FIRST = b"<p>Nine cases at Tolland.</p>"


def stored(url: str = "http://dale.example/", data: bytes = FIRST, **headers: str) -> Stored:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Stored(url, 200, named, data, "2023-05-04T10:00:00Z", NOW)


@pytest.mark.parametrize(
    ("headers", "seconds", "why"),
    [
        ({}, 0, "nothing is stated, nothing is guessed"),
        ({"last-modified": formatdate(NOW - 10**7, usegmt=True)}, 0, "an old page may change"),
        ({"cache-control": "max-age=300"}, 300, "a lifetime"),
        ({"cache-control": 'public, MAX-AGE="300"'}, 300, "in capitals and quoted"),
        ({"cache-control": "s-maxage=300"}, 0, "for shared caches only"),
        ({"cache-control": "max-age=300", "age": "100"}, 200, "some of it has passed"),
        ({"cache-control": "max-age=300", "age": "900"}, 0, "all of it has passed"),
        ({"cache-control": "no-cache, max-age=300"}, 0, "ask each time"),
        ({"cache-control": "private, max-age=0"}, 0, "as Blogger sends it"),
        ({"cache-control": "max-age=later"}, 0, "no number"),
        ({"cache-control": "max-age=60", "vary": "*"}, 0, "varies with anything"),
        ({"expires": formatdate(NOW + 60, usegmt=True)}, 60, "an instant"),
        ({"expires": "0"}, 0, "as good as expired"),
        (
            {
                "expires": formatdate(NOW + 7260, usegmt=True),
                "date": formatdate(NOW + 7200, usegmt=True),
            },
            60,
            "by a clock that runs two hours ahead",
        ),
        (
            {"expires": formatdate(NOW + 60, usegmt=True), "cache-control": "max-age=5"},
            5,
            "max-age goes first",
        ),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: float, why: str) -> None:
    assert expires_at(headers, NOW) == NOW + seconds


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age"]), st.text()))
def test_any_headers_give_an_instant_that_is_not_past(headers: dict[str, str]) -> None:
    assert expires_at(headers, NOW) >= NOW
    assert may_store(headers) in (True, False)


@settings(max_examples=30, deadline=None)  # each example waits for the disk
@given(
    data=st.binary(max_size=200),
    headers=st.dictionaries(st.text("abc-", min_size=1), st.text(max_size=20)),
)
def test_what_is_put_is_got(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, headers: dict[str, str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "law.sqlite"
    given_in = stored(data=data, **headers)
    with Cache(path) as cache:
        cache.put(given_in)
        assert cache.get(given_in.url) == given_in


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    with Cache(tmp_path / "c") as cache:
        assert cache.get("http://dale.example/") is None
        assert cache.robots("http://dale.example") is None
        assert cache.target("http://dale.example/") == "http://dale.example/"


def test_no_robots_file_is_told_from_an_empty_one(tmp_path: Path) -> None:
    with Cache(tmp_path / "c") as cache:
        cache.put_robots("http://dale.example", RobotsFile(None, NOW))
        cache.put_robots("http://fen.example", RobotsFile(b"", NOW))
    with Cache(tmp_path / "c") as cache:
        assert cache.robots("http://dale.example") == RobotsFile(None, NOW)
        assert cache.robots("http://fen.example") == RobotsFile(b"", NOW)


def break_header(path: Path) -> None:
    path.write_bytes(b"<html>not a database, though it is long enough to be one</html>" * 20)


def break_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    path.write_bytes(data)


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def change_a_body(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET body = x'00'")
    connection.close()


def change_a_digest(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET sha256 = 'ff'")
    connection.close()


@pytest.mark.parametrize(
    "damage", [break_header, break_pages, cut_in_half, change_a_body, change_a_digest]
)
def test_a_damaged_cache_says_so(tmp_path: Path, damage: Any) -> None:
    path = tmp_path / "cache.sqlite"
    with Cache(path) as cache:
        cache.put(stored(data=bytes(range(256)) * 100))
    damage(path)
    with (
        pytest.raises(OutputError, match=r"cache\.sqlite: is damaged .*delete it"),
        Cache(path) as cache,
    ):
        cache.get("http://dale.example/")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE answers (question TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OutputError, match="no page cache of version 1; give another file"):
        Cache(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be used"):
        Cache(tmp_path / "no" / "folder" / "c")


def write_many(path: Path, name: str, count: int) -> None:
    with Cache(path) as cache:
        for number in range(count):
            cache.put(stored(f"http://{name}.example/{number}"))
            cache.get(f"http://dale.example/{number}")


ANOTHER_PROCESS = """
import sys
from pathlib import Path
from probenlp.harvest.fetch.cache import Cache, Stored
with Cache(Path(sys.argv[1])) as cache:
    for number in range(40):
        url = f"http://fen.example/{number}"
        cache.put(Stored(url, 200, {}, b"x", "2023-05-04T10:00:00Z", 0.0))
        assert cache.get(url)
"""


def test_two_processes_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "c"
    command = [sys.executable, "-c", ANOTHER_PROCESS, str(path)]
    with subprocess.Popen(command) as other:  # noqa: S603
        write_many(path, "dale", 40)
        assert other.wait(60) == 0
    with Cache(path) as cache:
        assert all(cache.get(f"http://dale.example/{n}") for n in range(40))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (80,)
    connection.close()


def test_threads_share_one_cache(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(30):
                cache.put(stored(f"http://{name}.example/{number}"))
                assert cache.get(f"http://{name}.example/{number}")
        except BaseException as error:
            failed.append(error)

    with Cache(tmp_path / "c") as cache:
        threads = [threading.Thread(target=work, args=(name,)) for name in ("dale", "fen", "oak")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []


def test_an_unchanged_page_is_not_sent_again(web: Any, fetching: Any, tmp_path: Path) -> None:
    url = web.serve(
        "/a",
        web.page(FIRST, ETag='"v1"', Last_Modified="Thu, 04 May 2023 10:00:00 GMT"),
        web.answer(304, ETag='"v1"', X_Checked="yes"),
    )
    fetcher = fetching(cache=tmp_path / "c", delay=0)
    first, second = fetcher.fetch(url), fetcher.fetch(url)
    assert (second.data, second.status, second.from_cache) == (FIRST, 200, True)
    assert (first.from_cache, second.fetched_at) == (False, first.fetched_at)
    assert web.requests[-1]["If-None-Match"] == '"v1"'
    assert web.requests[-1]["If-Modified-Since"] == "Thu, 04 May 2023 10:00:00 GMT"
    assert "If-None-Match" not in web.requests[-2]


def test_a_changed_page_takes_the_place_of_the_old_one(
    web: Any, fetching: Any, tmp_path: Path
) -> None:
    url = web.serve("/a", web.page(FIRST, ETag='"v1"'), web.page(b"<p>Ten.</p>", ETag='"v2"'))
    fetcher = fetching(cache=tmp_path / "c", delay=0)
    fetcher.fetch(url)
    assert (fetcher.fetch(url).data, fetcher.fetch(url).from_cache) == (b"<p>Ten.</p>", False)
    assert web.requests[-1]["If-None-Match"] == '"v2"'


def test_a_fresh_page_is_not_asked_for_at_all(
    web: Any, fetching: Any, hand: Any, tmp_path: Path
) -> None:
    url = web.serve("/a", web.page(FIRST, Cache_Control="max-age=300", ETag="v"), web.answer(304))
    fetcher = fetching(cache=tmp_path / "c", delay=5)
    fetcher.fetch(url)
    assert fetcher.fetch(url + "#c1").from_cache
    assert (web.paths(), hand.slept) == (["/a"], [])
    hand.sleep(301)
    assert fetcher.fetch(url).from_cache
    assert web.paths() == ["/a", "/a"]


def test_a_redirect_to_a_fresh_page_needs_one_request(
    web: Any, fetching: Any, tmp_path: Path
) -> None:
    url = web.serve("/old", web.redirect("/new"))
    web.serve("/new", web.page(FIRST, Cache_Control="max-age=300"))
    fetcher = fetching(cache=tmp_path / "c", delay=0)
    assert [fetcher.fetch(url).from_cache for _ in range(2)] == [False, True]
    assert web.paths() == ["/old", "/new", "/old"]


def test_a_confirmed_page_gets_a_new_lifetime(
    web: Any, fetching: Any, hand: Any, tmp_path: Path
) -> None:
    url = web.serve(
        "/a", web.page(FIRST, ETag="v"), web.answer(304, ETag="v", Cache_Control="max-age=60")
    )
    fetcher = fetching(cache=tmp_path / "c", delay=0)
    for _ in range(4):
        fetcher.fetch(url)
    assert len(web.paths()) == 2


def test_what_must_not_be_stored_is_not(web: Any, fetching: Any, tmp_path: Path) -> None:
    url = web.serve("/a", web.page(FIRST, Cache_Control="no-store", ETag="v"))
    fetching(cache=tmp_path / "c").fetch(url)
    with Cache(tmp_path / "c") as cache:
        assert cache.get(url) is None


def test_errors_are_not_stored(web: Any, fetching: Any, tmp_path: Path) -> None:
    url = web.serve("/a", web.answer(404, b"x", Cache_Control="max-age=900"), web.page(FIRST))
    fetcher = fetching(cache=tmp_path / "c", delay=0)
    with pytest.raises(FetchError):
        fetcher.fetch(url)
    assert fetcher.fetch(url).data == FIRST


def test_offline_only_the_cache_answers(web: Any, fetching: Any, hand: Any, tmp_path: Path) -> None:
    old = web.serve("/old", web.redirect("/new"))
    new = web.serve("/new", web.page(FIRST))
    fetching(cache=tmp_path / "c").fetch(old)
    asked = len(web.asked)
    offline = fetching(cache=tmp_path / "c", offline=True)
    for url in (old, new):
        fetched = offline.fetch(url)
        assert (fetched.data, fetched.final_url, fetched.from_cache) == (FIRST, new, True)
    outcomes = list(offline.fetch_all([old, web.url("/other"), "ftp://dale.example/", new]))
    assert [getattr(outcome, "reason", "fetched") for outcome in outcomes] == [
        "fetched",
        "offline",
        "scheme",
        "fetched",
    ]
    assert (len(web.asked), hand.slept) == (asked, [])


def test_two_fetchers_on_one_cache_share_what_they_know(
    web: Any, fetching: Any, tmp_path: Path
) -> None:
    urls = [web.serve(f"/{n}", web.page(FIRST, Cache_Control="max-age=900")) for n in range(12)]
    first, second = (fetching(cache=tmp_path / "c", delay=0) for _ in range(2))
    outcomes: list[Any] = []
    threads = [
        threading.Thread(target=lambda f=fetcher: outcomes.extend(f.fetch_all(urls)))
        for fetcher in (first, second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [outcome.data for outcome in outcomes] == [FIRST] * 24
    assert all(outcome.from_cache for outcome in first.fetch_all(urls))
