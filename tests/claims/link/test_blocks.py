"""Who meets whom under a key, in columns on the disk, as a dictionary of lists would have it."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims.link import blocks as columns
from probenlp.claims.link.bins import Bins
from probenlp.claims.link.blocks import Blocks, most_shared, places_of

MOST = 3


@given(st.lists(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 3)), max_size=9), max_size=5))
def test_a_bin_gives_its_rows_in_order(puts: list[list[tuple[int, int]]]) -> None:
    bins = Bins(4, np.int64)
    for rows in puts:
        bins.put(
            np.array([row for row, _ in rows], dtype=np.int64),
            np.array([number for _, number in rows], dtype=np.int64),
        )
    for number in range(4):
        wanted = [row for rows in puts for row, its in rows if its == number]
        assert bins.take(number).tolist() == wanted


def in_a_dictionary(claims: list[tuple[set[str], str]]) -> tuple[Counter[tuple[int, int]], int]:
    """Say it as plainly as can be: pairs by how often they meet, and keys that were too full."""
    held: dict[str, list[int]] = {}
    met: Counter[tuple[int, int]] = Counter()
    crowded = 0
    for place, (keys, narrow) in enumerate(claims):
        for key in keys:
            for block in (held.setdefault(key, []), held.setdefault(f"{key}|{narrow}", [])):
                if len(block) < MOST:
                    met.update((other, place) for other in block)
                    block.append(place)
                    break
            else:
                crowded += 1
    return met, crowded


_CLAIMS = st.lists(
    st.tuples(st.sets(st.sampled_from("abcd"), max_size=3), st.sampled_from(["marl", "dene"])),
    max_size=30,
)


@given(_CLAIMS, st.integers(1, 9), st.integers(1, 9))
def test_blocks_on_the_disk_are_those_of_a_dictionary(
    claims: list[tuple[set[str], str]], at_once: int, in_a_bin: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "LEAST_AT_ONCE", at_once)
        patch.setattr(columns, "CLAIMS_IN_A_BIN", in_a_bin)
        patch.setattr(columns, "KEYS_AT_ONCE", 5)
        blocks = Blocks(len(claims), MOST)
        for place, (keys, narrow) in enumerate(claims):
            blocks.enter(place, keys, narrow)
        met: Counter[tuple[int, int]] = Counter()
        for codes in blocks.met():
            earlier, later = places_of(codes)
            met.update(zip(earlier.tolist(), later.tolist(), strict=True))
    wanted, crowded = in_a_dictionary(claims)
    assert met == wanted
    assert blocks.crowded_keys == crowded


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(7, 9)), max_size=40), st.integers(1, 4))
def test_those_met_most_often_are_chosen(met: list[tuple[int, int]], most: int) -> None:
    codes = np.array([later << 32 | earlier for earlier, later in met], dtype=np.uint64)
    chosen, left_out = most_shared(codes, most)
    counted = Counter(met)
    wanted = []
    for later in range(7, 10):
        rivals = sorted(pair for pair in counted if pair[1] == later)
        rivals.sort(key=lambda pair: -counted[pair])
        wanted += sorted(rivals[:most])
    earlier, later_ones = places_of(chosen)
    assert [*zip(earlier.tolist(), later_ones.tolist(), strict=True)] == wanted
    assert left_out == len(counted) - len(wanted)
