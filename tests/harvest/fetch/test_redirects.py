"""Redirects are followed by hand, and each hop is vetted as if it had been asked for."""

from typing import Any

import pytest

from probenlp.harvest.fetch import FetchError

ELSEWHERE = """
address    http://10.0.0.1/                 private
address    http://169.254.169.254/latest/   a cloud's credentials
address    http://[::ffff:10.0.0.1]/        private, mapped into IPv6
address    http://2130706433/               loopback as a number
address    http://user:pw@fen.example/      a password
address    http://fen.example:25/           mail
scheme     file:///etc/passwd               a file
scheme     ftp://fen.example/a              not HTTP
scheme     javascript:alert(1)              a script
scheme     data:text/html,hello             no server
dns        http://nowhere.invalid/          no such name
redirects  http://[half                     no address
""".strip().splitlines()


@pytest.mark.parametrize("line", ELSEWHERE)
def test_a_redirect_to_where_nothing_is_fetched_is_refused(
    web: Any, fetching: Any, line: str
) -> None:
    reason, location = line.split()[:2]
    url = web.serve("/a", web.redirect(location))
    with pytest.raises(FetchError) as caught:
        fetching().fetch(url)
    assert (caught.value.reason, caught.value.url) == (reason, url), str(caught.value)
    assert web.paths() == ["/a"]


def test_a_name_that_leads_home_is_refused_behind_a_redirect(web: Any, fetching: Any) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "dale.example" else ["192.168.1.1"]

    url = web.serve("/a", web.redirect("http://router.example/admin"))
    with pytest.raises(FetchError, match=r"router\.example leads to 192\.168\.1\.1 is private"):
        fetching(resolve=resolve).fetch(url)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(web: Any, fetching: Any, status: int) -> None:
    url = web.serve("/a", web.redirect("/b", status))
    web.serve("/b", web.page(b"<p>Tolland</p>"))
    fetched = fetching().fetch(url)
    assert (fetched.url, fetched.final_url, fetched.data) == (
        url,
        web.url("/b"),
        b"<p>Tolland</p>",
    )


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("b", "/x/b"),
        ("../b", "/b"),
        ("?p=2", "/x/a?p=2"),
        ("//fen.example:{port}/b", "/b"),
        ("/b#c7", "/b"),
        ("/caf\u00c3\u00a9", "/caf%C3%A9"),
        ("/a b", "/a%20b"),
        ("  /b  ", "/b"),
    ],
)
def test_a_location_is_read_as_browsers_read_it(
    web: Any, fetching: Any, location: str, path: str
) -> None:
    web.serve("/x/a", web.redirect(location.format(port=web.port)))
    web.serve(path, web.page())
    fetching().fetch(web.url("/x/a"))
    assert web.paths() == ["/x/a", path]


def test_five_redirects_are_followed_and_a_sixth_is_not(web: Any, fetching: Any) -> None:
    for hop in range(6):
        web.serve(f"/{hop}", web.redirect(f"/{hop + 1}"))
    web.serve("/6", web.page())
    assert fetching().fetch(web.url("/1")).final_url == web.url("/6")
    with pytest.raises(FetchError, match="more than 5") as caught:
        fetching().fetch(web.url("/0"))
    assert caught.value.reason == "redirects"


@pytest.mark.parametrize("location", ["/a", "/a#other", "/b"])
def test_a_circle_is_seen(web: Any, fetching: Any, location: str) -> None:
    web.serve("/a", web.redirect(location))
    web.serve("/b", web.redirect("/a"))
    with pytest.raises(FetchError, match="in a circle") as caught:
        fetching().fetch(web.url("/a"))
    assert caught.value.reason == "redirects"


def test_a_redirect_to_nowhere(web: Any, fetching: Any) -> None:
    url = web.serve("/a", web.answer(302))
    with pytest.raises(FetchError, match="without a Location") as caught:
        fetching().fetch(url)
    assert caught.value.reason == "redirects"


def test_robots_of_the_other_host_are_asked_before_it_is(web: Any, fetching: Any) -> None:
    url = web.serve("/a", web.redirect(web.url("fen.example/secret")))
    web.serve("fen.example/robots.txt", web.robots("User-agent: *\nDisallow: /secret"))
    with pytest.raises(FetchError) as caught:
        fetching().fetch(url)
    assert caught.value.reason == "robots"
    assert ("fen.example", "/secret") not in web.asked


def test_a_hop_within_a_host_does_not_wait_and_one_to_a_busy_host_does(
    web: Any, fetching: Any, hand: Any
) -> None:
    fetcher = fetching(delay=5)
    web.serve("/a", web.redirect("/b"))
    web.serve("/b", web.page())
    fetcher.fetch(web.url("/a"))
    assert hand.slept == []
    fetcher.fetch(web.url("fen.example/b"))
    assert hand.slept == []
    web.serve("oak.example/a", web.redirect(web.url("fen.example/b")))
    fetcher.fetch(web.url("oak.example/a"))
    assert hand.slept == [5.0]
