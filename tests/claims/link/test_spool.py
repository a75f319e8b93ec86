"""Records on the disk come back as they were, and take no memory."""

import gc
import os
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims.link.facts import Facts
from probenlp.claims.link.meaning import Meaning
from probenlp.claims.link.scope import Months
from probenlp.claims.link.spool import Changed, Spool
from probenlp.claims.link.values import Interval


class Line(msgspec.Struct, frozen=True):
    text: str


_LINES = st.lists(st.text(max_size=300).map(Line), max_size=40)


@given(_LINES, st.integers(0, 40), st.integers(0, 40), st.integers(1, 3))
def test_records_come_back_by_place_and_in_order(
    lines: list[Line], start: int, end: int, kept: int
) -> None:
    spool = Spool(Line, kept=kept)
    for line in lines:
        spool.append(line)
    assert [*spool] == lines
    assert [spool[place] for place in range(len(spool))] == lines
    assert spool[start:end] == lines[start:end]


def test_all_that_decides_of_a_claim_comes_back() -> None:
    facts = Facts(
        claim_id="c",
        document_id="d",
        witness="d",
        label="31%",
        sort="figure",
        family="per cent",
        interval=Interval(30.5, 31.5),
        meaning=Meaning(frozenset({"plan"}), negative=True, facets=frozenset({("stage", "plan")})),
        units=frozenset({"marl pdu"}),
        months=Months(24278, 24289),
    )
    spool = Spool(Facts)
    spool.append(facts)
    assert spool[0] == facts
    assert isinstance(spool[0].months, Months)


def test_records_may_be_added_when_some_were_read() -> None:
    spool = Spool(Line)
    for number in range(5):
        spool.append(Line(str(number)))
        assert spool[number].text == str(number)
    with pytest.raises(IndexError):
        spool[5]


def test_records_change_as_they_are_read() -> None:
    spool = Spool(Line)
    spool.append(Line("a"))
    shout = Changed(spool, lambda line: Line(line.text.upper()))
    assert [shout[0].text, *(one.text for one in shout), shout[0:1][0].text] == ["A"] * 3


def test_a_record_takes_eight_bytes_of_memory() -> None:
    spool, line = Spool(Line), Line("old" * 60)
    spool.append(line)
    gc.collect()
    tracemalloc.start()
    for _ in range(50_000):
        spool.append(line)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # What waits to be written is bounded; the ends grow in steps of an eighth
    assert held < 300_000 + 10 * 50_000


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    spool = Spool(Line, tmp_path)
    spool.append(Line("a"))
    assert [*spool]
    assert os.listdir(tmp_path) == []  # noqa: PTH208  hidden ones, too
