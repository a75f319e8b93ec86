"""robots.txt by RFC 9309."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.fetch import FetchError
from probenlp.harvest.fetch.robots import Rules

SPECIFICATION = """
Disallow: /private/       | /private/a           | no  | a folder
Disallow: /private/       | /private             | yes | the folder is not inside itself
Disallow:                 | /a                   | yes | an empty rule allows all
Disallow: /               | /                    | no  | everything
Disallow: /*?replytocom=  | /a?replytocom=12     | no  | a wildcard, as WordPress blogs have it
Disallow: /*?replytocom=  | /a?p=1               | yes | another query
Disallow: /*.pdf$         | /report.pdf          | no  | the end is anchored
Disallow: /*.pdf$         | /report.pdf?page=2   | yes | and not reached
Disallow: /a; Allow: /a/b | /a/b/c               | yes | the longer rule wins
Allow: /a; Disallow: /a/b | /a/b/c               | no  | in either order
Disallow: /a; Allow: /a   | /a                   | yes | of equals the kinder
Disallow: /%C3%A9         | /é                   | no  | encoded or not
Disallow: /a%2Fb          | /a/b                 | yes | an encoded slash is no slash
disallow:/x               | /x                   | no  | case and blanks
Disallow: /x # a comment  | /x                   | no  | comments
Disallow: /               | /robots.txt          | yes | the rules themselves may be read
""".strip().splitlines()


@pytest.mark.parametrize("line", SPECIFICATION)
def test_rules(line: str) -> None:
    rules, path, allowed, _ = (part.strip() for part in line.split("|"))
    body = "User-agent: *\n" + "\n".join(rules.split("; "))
    assert Rules(body.encode()).allows("http://dale.example" + path) is (allowed == "yes")


def test_our_own_group_goes_before_the_one_for_all() -> None:
    rules = Rules(
        b"User-agent: *\nDisallow: /\n\nUser-agent: ProbeNLP\nDisallow: /a\nCrawl-delay: 3\n"
    )
    assert rules.allows("http://dale.example/b")
    assert not rules.allows("http://dale.example/a")
    assert rules.delay == 3.0


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        ("Crawl-delay: 10", 10.0),
        ("Crawl-delay: 0.5", 0.5),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: -4", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: inf", None),
        ("Request-rate: 1/20", 20.0),
        ("Crawl-delay: 3\nRequest-rate: 2/60", 30.0),
        ("Disallow: /x", None),
    ],
)
def test_delays(line: str, delay: float | None) -> None:
    assert Rules(f"User-agent: *\n{line}\n".encode()).delay == delay


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_rules(body: bytes) -> None:
    assert Rules(body).allows("http://dale.example/a") in (True, False)


def test_hostile_wildcards_are_matched_in_linear_time() -> None:
    rules = Rules(b"User-agent: *\nDisallow: /" + b"*a" * 100_000 + b"b$\n")
    begun = time.monotonic()
    assert rules.allows("http://dale.example/" + "a" * 7_000)
    assert time.monotonic() - begun < 1


def test_a_mark_at_the_beginning_hides_no_rule() -> None:
    assert not Rules(b"\xef\xbb\xbfUser-agent: *\nDisallow: /").allows("http://dale.example/a")


def outcome(fetcher: Any, url: str) -> str:
    try:
        fetcher.fetch(url)
    except FetchError as error:
        return str(error.reason)
    return "fetched"


def test_what_is_disallowed_is_not_asked(web: Any, fetching: Any) -> None:
    web.serve("/robots.txt", web.robots("User-agent: *\nDisallow: /*?replytocom="))
    url = web.serve("/a?replytocom=7", web.page())
    with pytest.raises(FetchError, match=r"disallowed for probenlp by .*/robots\.txt"):
        fetching().fetch(url)
    assert web.paths() == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, "fetched"),
        (204, "fetched"),
        (400, "fetched"),
        (401, "fetched"),
        (403, "fetched"),
        (404, "fetched"),
        (410, "fetched"),
        (429, "robots"),
        (500, "robots"),
        (503, "robots"),
    ],
)
def test_a_missing_file_allows_all_and_a_failing_server_nothing(
    web: Any, fetching: Any, status: int, expected: str
) -> None:
    web.serve("/robots.txt", web.answer(status))
    assert outcome(fetching(), web.serve("/a", web.page())) == expected


def test_a_server_that_breaks_off_allows_nothing(web: Any, fetching: Any) -> None:
    web.serve("/robots.txt", web.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nUser-agent: *"))
    assert outcome(fetching(), web.serve("/a", web.page())) == "network"
    assert web.paths() == []


def test_redirects_are_followed_to_another_host_and_vetted(web: Any, fetching: Any) -> None:
    web.serve("dale.example/robots.txt", web.redirect(web.url("fen.example/rules")))
    web.serve("fen.example/rules", web.robots("User-agent: *\nDisallow: /a"))
    assert outcome(fetching(), web.serve("/a", web.page())) == "robots"
    web.serve("dale.example/robots.txt", web.redirect("http://10.0.0.1/robots.txt"))
    assert outcome(fetching(), web.url("/a")) == "address"


def test_endless_redirects_are_as_no_file(web: Any, fetching: Any) -> None:
    web.serve("/robots.txt", web.redirect("/robots.txt?1"))
    web.serve("/robots.txt?1", web.redirect("/robots.txt"))
    assert outcome(fetching(), web.serve("/a", web.page())) == "fetched"


def test_only_the_beginning_of_a_huge_file_is_read(web: Any, fetching: Any) -> None:
    filler = b"# padding\n" * 60_000
    rules = b"User-agent: *\nDisallow: /a\n" + filler + b"Disallow: /b\n"
    web.serve("/robots.txt", web.page(rules))
    fetcher = fetching(delay=0)
    assert outcome(fetcher, web.serve("/a", web.page())) == "robots"
    assert outcome(fetcher, web.serve("/b", web.page())) == "fetched"


def test_a_file_of_any_type_counts(web: Any, fetching: Any) -> None:
    web.serve(
        "/robots.txt",
        web.page(b"User-agent: *\nDisallow: /", Content_Type="application/octet-stream"),
    )
    assert outcome(fetching(), web.serve("/a", web.page())) == "robots"


def test_it_is_asked_for_once_and_again_after_a_day(web: Any, fetching: Any, hand: Any) -> None:
    fetcher = fetching()
    web.serve("/a", web.page())
    for _ in range(3):
        fetcher.fetch(web.url("/a"))
    assert web.asked.count(("dale.example", "/robots.txt")) == 1
    hand.sleep(86_401)
    fetcher.fetch(web.url("/a"))
    assert web.asked.count(("dale.example", "/robots.txt")) == 2


def test_it_is_kept_in_the_cache_for_the_next_run(
    web: Any, fetching: Any, hand: Any, tmp_path: Any
) -> None:
    web.serve("/robots.txt", web.robots("User-agent: *\nDisallow: /secret"))
    url, secret = web.serve("/a", web.page()), web.serve("/secret", web.page())
    assert outcome(fetching(cache=tmp_path / "c"), url) == "fetched"
    later = fetching(cache=tmp_path / "c")
    assert (outcome(later, url), outcome(later, secret)) == ("fetched", "robots")
    assert web.asked.count(("dale.example", "/robots.txt")) == 1
    hand.sleep(86_401)
    assert outcome(fetching(cache=tmp_path / "c"), secret) == "robots"
    assert web.asked.count(("dale.example", "/robots.txt")) == 2


def test_each_port_and_scheme_has_its_own(web: Any, fetching: Any) -> None:
    web.serve("dale.example/robots.txt", web.robots("User-agent: *\nDisallow: /"))
    web.serve("/a", web.page())
    fetcher = fetching()
    assert outcome(fetcher, web.url("dale.example/a")) == "robots"
    assert outcome(fetcher, web.url("fen.example/a")) == "fetched"


def test_a_crawl_delay_is_kept_and_one_beyond_patience_is_a_refusal(
    web: Any, fetching: Any, hand: Any
) -> None:
    web.serve("/robots.txt", web.robots("User-agent: *\nCrawl-delay: 17"))
    url = web.serve("/a", web.page())
    fetcher = fetching(delay=5)
    fetcher.fetch(url)
    fetcher.fetch(url)
    assert hand.slept == [17.0]
    with pytest.raises(FetchError, match="asks for 17 s between requests") as caught:
        fetching(max_wait=10).fetch(url)
    assert caught.value.reason == "robots"


def test_a_dead_server_is_not_asked_for_each_of_its_pages(web: Any, fetching: Any) -> None:
    web.serve("/robots.txt", web.answer(503))
    urls = [web.serve(f"/{number}", web.page()) for number in range(20)]
    outcomes = list(fetching(retries=2, delay=0).fetch_all(urls))
    assert [error.reason for error in outcomes] == ["robots"] * 20
    assert len(web.asked) == 3
