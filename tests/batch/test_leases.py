"""One at a time, whatever becomes of the owner."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from probenlp.batch.leases import Lease, Leases


@pytest.fixture
def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def a_lease(host: str, pid: int) -> bytes:
    lease = Lease(host=host, pid=pid, owner="another", renewed=0, expires=time.time() + 9_999)
    return msgspec.json.encode(lease)


def test_what_one_holds_another_does_not_get(tmp_path: Path) -> None:
    with Leases(tmp_path, 60) as mine, Leases(tmp_path, 60) as yours:
        assert mine.claim("shard")
        assert not yours.claim("shard")
        assert yours.claim("other")
        mine.release("shard")
        assert yours.claim("shard")
    assert list(tmp_path.iterdir()) == [], "all are given back at the end"


def test_the_lease_of_a_dead_process_of_this_machine_is_free_at_once(
    tmp_path: Path, dead_process: int
) -> None:
    (tmp_path / "shard").write_bytes(a_lease(socket.gethostname(), dead_process))
    with Leases(tmp_path, 60) as mine:
        assert not mine.claim("shard"), "the first look takes it away"
        assert mine.claim("shard")


def test_a_silent_owner_elsewhere_loses_it_by_our_clock(tmp_path: Path) -> None:
    """The time in the file lies ahead: that clock is wrong, and it is not asked."""
    (tmp_path / "shard").write_bytes(a_lease("elsewhere", 1))
    with Leases(tmp_path, 0.3) as mine:
        assert not mine.claim("shard")
        time.sleep(0.2)
        assert not mine.claim("shard"), "it may yet be renewed"
        time.sleep(0.2)
        assert not mine.claim("shard")
        assert mine.claim("shard")


def test_an_owner_elsewhere_that_renews_keeps_it(tmp_path: Path) -> None:
    with Leases(tmp_path, 0.3) as mine:
        for renewed in range(6):
            lease = Lease(host="elsewhere", pid=1, owner="t", renewed=renewed, expires=0.0)
            (tmp_path / "shard").write_bytes(msgspec.json.encode(lease))
            assert not mine.claim("shard")
            time.sleep(0.1)


def test_a_lease_is_renewed_while_it_is_held(tmp_path: Path) -> None:
    with Leases(tmp_path, 0.3) as mine:
        assert mine.claim("shard")
        before = (tmp_path / "shard").read_bytes()
        time.sleep(0.3)
        assert (tmp_path / "shard").read_bytes() != before


def test_others_are_seen_while_they_live(tmp_path: Path, dead_process: int) -> None:
    with Leases(tmp_path, 60) as mine:
        mine.claim("rank-0")
        assert not mine.others_alive("rank-"), "I am no other"
        (tmp_path / "rank-1").write_bytes(a_lease(socket.gethostname(), dead_process))
        assert not mine.others_alive("rank-")
        (tmp_path / "rank-2").write_bytes(a_lease(socket.gethostname(), os.getppid()))
        assert mine.others_alive("rank-")
