"""One place joins everything: an address goes in, an answer or a reason comes out."""

import re
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from probenlp.errors import OutputError, ProbenlpError
from probenlp.harvest import Input, harvest
from probenlp.harvest.fetch import Fetch, Fetched, Fetcher, FetchError, FetchSettings

STORY = b"""<html><head><title>Dale rated good</title></head><body><article>
<p>Two thirds of the cases at Dale were assessed well, inspectors said on Thursday.</p>
<p>The unit had been short of officers for most of the year before the visit.</p>
</article></body></html>"""


def test_what_is_fetched_can_be_harvested(web: Any, fetching: Any) -> None:
    fetched = fetching().fetch(web.serve("/dale", web.page(STORY)))
    harvested = harvest(Input(fetched.url, fetched.data, fetched.final_url), salt=b"s")
    assert harvested.document.title == "Dale rated good"


def test_the_method_is_what_readers_of_feeds_are_given(web: Any, fetching: Any) -> None:
    fetch: Fetch = fetching().fetch
    assert isinstance(fetch(web.serve("/a", web.page())), Fetched)


def test_many_addresses_give_one_outcome_each(web: Any, fetching: Any) -> None:
    web.serve("fen.example/robots.txt", web.robots("User-agent: *\nDisallow: /secret"))
    web.serve("oak.example/robots.txt", web.answer(500))
    urls = [
        web.serve("dale.example/1", web.page()),
        web.serve("dale.example/2", web.page()),
        web.serve("dale.example/2", web.page()),
        web.url("dale.example/gone"),
        web.serve("fen.example/1", web.page()),
        web.serve("fen.example/secret", web.page()),
        web.serve("oak.example/1", web.page()),
        web.serve("dale.example/away", web.redirect("http://10.0.0.1/")),
        "http://nowhere.invalid/",
        "file:///etc/hosts",
        "what?",
    ]
    outcomes = list(fetching(workers=3, delay=0).fetch_all(urls))
    assert Counter(outcome.url for outcome in outcomes) == Counter(urls)
    reasons = Counter(o.reason if isinstance(o, FetchError) else "fetched" for o in outcomes)
    assert reasons == {
        "fetched": 4,
        "status": 1,
        "robots": 2,
        "address": 1,
        "dns": 1,
        "scheme": 2,
    }


def test_each_host_is_asked_in_order_and_with_its_delay(web: Any, fetching: Any, hand: Any) -> None:
    web.serve("fen.example/robots.txt", web.robots("User-agent: *\nCrawl-delay: 20"))
    urls = [
        web.serve(f"{host}.example/{number}", web.page())
        for host in ("dale", "fen")
        for number in range(3)
    ]
    times: dict[str, list[float]] = {"dale": [], "fen": []}
    for outcome in fetching(delay=5, workers=2).fetch_all(urls):
        times[re.findall(r"//(\w+)", outcome.url)[0]].append(hand.time)
    begun = hand.time - 40
    assert [time - begun for time in times["dale"]] == [0, 5, 10]
    assert [time - begun for time in times["fen"]] == [0, 20, 40]


def test_a_slow_server_gets_its_rest_after_the_answer(web: Any, fetching: Any, hand: Any) -> None:
    def slow(handler: Any) -> None:
        hand.time += 30
        web.page()(handler)

    fetcher = fetching(delay=5)
    fetcher.fetch(web.serve("/slow", slow))
    fetcher.fetch(web.url("/slow"))
    assert hand.slept == [5.0]


def test_nothing_goes_out_before_the_first_outcome_is_asked_for(web: Any, fetching: Any) -> None:
    outcomes = fetching().fetch_all([web.serve("/a", web.page())])
    assert web.asked == []
    next(outcomes)
    assert web.paths() == ["/a"]


def test_no_addresses_no_outcomes(fetching: Any) -> None:
    assert list(fetching().fetch_all([])) == []


def test_an_error_names_the_address_asked_for_and_the_hop_that_failed(
    web: Any, fetching: Any
) -> None:
    url = web.serve("/a", web.redirect("/gone"))
    with pytest.raises(FetchError) as caught:
        fetching().fetch(url + "#top")
    assert str(caught.value) == f"{url}#top: status: {web.url('/gone')}: answered 404 Not Found"
    with pytest.raises(FetchError) as caught:
        fetching().fetch(web.url("/gone") + "#top")
    assert str(caught.value) == f"{web.url('/gone')}#top: status: answered 404 Not Found"
    assert isinstance(caught.value, ProbenlpError)


def test_loopback_is_refused_by_default(web: Any) -> None:
    with Fetcher(FetchSettings(delay=0)) as fetcher:
        for host in ("127.0.0.1", "localhost", "[::1]"):
            with pytest.raises(FetchError) as caught:
                fetcher.fetch(f"http://{host}:{web.port}/")
            assert caught.value.reason in ("address", "dns")
    assert web.asked == []


def test_proxies_of_the_environment_are_not_used(
    web: Any, fetching: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:3128")
    assert fetching().fetch(web.serve("/a", web.page())).status == 200


def test_a_damaged_cache_ends_the_run_and_not_one_address(fetching: Any, tmp_path: Any) -> None:
    (tmp_path / "c").write_bytes(b"rubbish " * 1_000)
    with pytest.raises(OutputError, match="is damaged or no page cache"):
        fetching(cache=tmp_path / "c")


@pytest.mark.parametrize("make", [lambda web: web.page(), lambda web: web.answer(503)])
def test_no_connection_is_left_open(web: Any, fetching: Any, make: Callable[[Any], Any]) -> None:
    import gc

    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        list(fetching(delay=0).fetch_all([web.serve("/a", make(web))] * 3))
        gc.collect()
    assert [warning for warning in heard if warning.category is ResourceWarning] == []
