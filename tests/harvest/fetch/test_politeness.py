"""One turn for each host; hosts do not wait for one another."""

import threading
from typing import Any

import pytest

from probenlp.harvest.fetch import Fetched, FetchError
from probenlp.harvest.fetch.politeness import Politeness
from probenlp.harvest.fetch.schedule import Schedule


def fetched(url: str) -> Fetched:
    return Fetched(url, url, 200, {}, b"", "2023-05-04T10:00:00Z")


def make(attempt: Any, hand: Any, *, delay: float = 5.0, **settings: Any) -> Schedule:
    chosen = {"retries": 3, "max_wait": 120.0, "workers": 1, **settings}
    politeness = Politeness(delay, hand.clock())

    def visit(url: str) -> Fetched:
        host = url.split("/")[2]
        seconds = politeness.enter(host)
        assert seconds == 0, f"{url} came {seconds} s too early"
        try:
            return Fetched(*attempt(url))
        finally:
            politeness.leave(host)

    return Schedule(visit, politeness, hand.clock(), **chosen)


def success(url: str) -> tuple[Any, ...]:
    return url, url, 200, {}, b"", "2023-05-04T10:00:00Z"


def test_a_host_rests_between_requests(hand: Any) -> None:
    urls = [f"http://dale.example/{number}" for number in range(4)]
    outcomes = list(make(success, hand).run(urls))
    assert [outcome.url for outcome in outcomes] == urls
    assert hand.slept == [5.0, 5.0, 5.0]


def test_the_rest_counts_from_the_end_of_a_slow_answer(hand: Any) -> None:
    def slow(url: str) -> tuple[Any, ...]:
        hand.time += 30
        return success(url)

    list(make(slow, hand).run(["http://dale.example/1", "http://dale.example/2"]))
    assert hand.slept == [5.0]


def test_while_one_host_rests_the_others_are_asked(hand: Any) -> None:
    urls = [f"http://{host}.example/{n}" for host in ("dale", "fen", "oak") for n in (1, 2)]
    outcomes = list(make(success, hand).run(urls))
    assert [outcome.url.removeprefix("http://") for outcome in outcomes] == [
        "dale.example/1",
        "fen.example/1",
        "oak.example/1",
        "dale.example/2",
        "fen.example/2",
        "oak.example/2",
    ]
    assert hand.slept == [5.0]


def test_without_any_delay_hosts_still_take_turns(hand: Any) -> None:
    def tick(url: str) -> tuple[Any, ...]:
        hand.time += 1
        return success(url)

    urls = [f"http://{host}.example/{n}" for host in ("dale", "fen") for n in (1, 2, 3)]
    hosts = [o.url.split("/")[2] for o in make(tick, hand, delay=0).run(urls)]
    assert hosts == ["dale.example", "fen.example"] * 3


def test_names_of_one_host_share_its_turn(hand: Any) -> None:
    urls = ["http://dale.example/1", "https://DALE.example.:8443/2", "http://dale.example:8080/3"]
    politeness = Politeness(5.0, hand.clock())
    hosts = []

    def visit(url: str) -> Fetched:
        from probenlp.harvest.fetch.addresses import host_of

        hosts.append(host_of(url))
        politeness.enter(hosts[-1])
        return fetched(url)

    schedule = Schedule(visit, politeness, hand.clock(), retries=0, max_wait=60, workers=1)
    list(schedule.run(urls))
    assert (set(hosts), hand.slept) == ({"dale.example"}, [5.0, 5.0])


def test_a_slow_host_holds_nobody_up(hand: Any) -> None:
    release = threading.Event()

    def attempt(url: str) -> tuple[Any, ...]:
        if "slow" in url:
            assert release.wait(10)
        return success(url)

    urls = ["http://slow.example/1", "http://dale.example/1", "http://fen.example/1"]
    outcomes = make(attempt, hand, workers=2, delay=0).run(urls)
    first, second = next(outcomes), next(outcomes)
    release.set()
    assert {first.url, second.url} == set(urls[1:])
    assert [outcome.url for outcome in outcomes] == urls[:1]


def test_a_host_is_never_asked_twice_at_a_time(hand: Any) -> None:
    active: set[str] = set()
    most = 0
    lock, meet = threading.Lock(), threading.Barrier(2, timeout=10)

    def attempt(url: str) -> tuple[Any, ...]:
        nonlocal most
        host = url.split("/")[2]
        with lock:
            assert host not in active
            active.add(host)
            most = max(most, len(active))
        if url.endswith("/0"):
            meet.wait()
        with lock:
            active.discard(host)
        return success(url)

    urls = [f"http://{host}.example/{n}" for host in ("dale", "fen") for n in range(5)]
    outcomes = list(make(attempt, hand, workers=4, delay=0).run(urls))
    assert (len(outcomes), most) == (10, 2)


def test_a_pause_beyond_patience_fails_at_once_and_stops_nobody_else(hand: Any) -> None:
    calls = []

    def attempt(url: str) -> tuple[Any, ...]:
        calls.append(url)
        if "dale" in url:
            raise FetchError(url, "status", "429", status=429, retry_after=3600, transient=True)
        return success(url)

    urls = [f"http://{host}.example/{n}" for host in ("dale", "fen") for n in (1, 2)]
    outcomes = list(make(attempt, hand).run(urls))
    failed = {outcome.url for outcome in outcomes if isinstance(outcome, FetchError)}
    assert failed == set(urls[:2])
    assert calls.count(urls[0]) == 1
    assert urls[1] not in calls
    assert sum(hand.slept) == 5.0


def test_what_is_no_address_is_one_error_among_the_outcomes(hand: Any) -> None:
    urls = ["nonsense", "http://dale.example/", "ftp://fen.example/"]
    outcomes = list(make(success, hand).run(urls))
    assert sorted(outcome.url for outcome in outcomes) == sorted(urls)
    assert sum(isinstance(outcome, FetchError) for outcome in outcomes) == 2


def test_a_fault_of_the_run_is_not_an_outcome(hand: Any) -> None:
    def broken(url: str) -> tuple[Any, ...]:
        raise OSError("disk full")

    for workers in (1, 3):
        with pytest.raises(OSError, match="disk full"):
            list(
                make(broken, hand, workers=workers).run(
                    ["http://dale.example/", "http://fen.example/"]
                )
            )


def test_a_caller_may_stop_in_the_middle(hand: Any) -> None:
    calls = []

    def attempt(url: str) -> tuple[Any, ...]:
        calls.append(url)
        return success(url)

    urls = [f"http://{host}.example/{n}" for host in ("dale", "fen") for n in range(50)]
    outcomes = make(attempt, hand, workers=2).run(urls)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(calls) <= 4
