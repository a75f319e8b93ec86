"""Saved and mapped, the known texts are found as they are in memory, and take no memory."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.domains import Domain
from probenlp.errors import ProbenlpError
from probenlp.provenance import KnownTexts
from probenlp.provenance.known_index import IndexBuilder, Known, open_index, shingles_of
from probenlp.provenance.lines import lines_of
from probenlp.records import Document

Make = Callable[..., Document]

WORDS = ("desk", "key", "office", "visit", "plan", "Monday", "seven", "room", "paper", "nobody")
"""Few, so that texts share runs of them, and a run is held by more than eight documents."""

texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
runs = st.lists(st.tuples(texts, st.sampled_from(("2019", "2021", None))), max_size=14)


def runs_of(words: list[str]) -> list[list[str]]:
    return [words[at : at + 5] for at in range(len(words) - 4)]


def read_in(make: Make, run: list[tuple[str, str | None]]) -> list[Document]:
    return [
        make(
            text,
            id=f"paper-{number}",
            kind="news",
            passage_kind="article",
            site=f"Paper {number}",
            date=date and f"{date}-05-06",
        )
        for number, (text, date) in enumerate(run)
    ]


@given(run=runs, looked_up=texts)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_saved_and_mapped_it_finds_the_same(
    make: Make, domain: Domain, tmp_path: Path, run: list[tuple[str, str | None]], looked_up: str
) -> None:
    documents = read_in(make, run)
    known = KnownTexts.of(documents, domain=domain)
    path = tmp_path / "index"
    digest = known.save(path)
    mapped = KnownTexts.open(path, domain=domain)
    backwards = KnownTexts.of(reversed(documents), domain=domain)
    assert len(mapped) == len(known)
    assert backwards.save(tmp_path / "backwards") == digest, "order of reading decides nothing"
    (comment,) = read_in(make, [(f"{looked_up}. {looked_up}", "2020")])
    for document in (comment, *documents[:3]):
        for passage in document.passages:
            lines = lines_of(passage.text)
            wanted = known.find(document, lines)
            assert mapped.find(document, lines) == wanted
            assert backwards.find(document, lines) == wanted


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(WORDS[:4]), min_size=5, max_size=30), max_size=12))
def test_a_shingle_remembers_the_eight_best_ranked(many: list[list[str]]) -> None:
    builder = IndexBuilder()
    for number, words in enumerate(many):
        date = f"20{30 - number:02}-01-01"
        builder.begin(Known(id=str(number), name=None, origin_id=None, rank=number % 2, date=date))
        builder.add_text(words)
    index = builder.build()
    ranked = sorted(range(len(many)), key=lambda number: (number % 2, 30 - number))
    for words in many:
        for at, held in enumerate(index.holders(shingles_of(words))):
            holds = [number for number in ranked if words[at : at + 5] in runs_of(many[number])]
            assert [int(index.known(number).id) for number in held] == holds[:8]


@pytest.fixture
def saved(make: Make, domain: Domain, tmp_path: Path) -> Path:
    known = KnownTexts.of(
        read_in(make, [("one key for six people in the office", None)]), domain=domain
    )
    known.save(tmp_path / "index")
    return tmp_path / "index"


def test_an_index_is_there_whole_or_not_at_all(
    make: Make, domain: Domain, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full in the middle of the second index: the first one stays as it was."""
    before = {path.name: path.read_bytes() for path in saved.iterdir()}
    written = []

    def no_room(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    other = KnownTexts.of(
        read_in(make, [("nobody has the key to the paper room", None)]), domain=domain
    )
    with pytest.raises(OSError, match="No space"):
        other.save(saved)
    assert {path.name: path.read_bytes() for path in saved.iterdir()} == before
    assert [path.name for path in saved.parent.iterdir()] == ["index"], "and nothing is left over"


def test_another_index_takes_the_place_of_one(make: Make, domain: Domain, saved: Path) -> None:
    KnownTexts(domain).save(saved)
    assert len(KnownTexts.open(saved, domain=domain)) == 0
    assert [path.name for path in saved.parent.iterdir()] == ["index"]


@pytest.mark.parametrize("harm", ["missing", "cut off", "no manifest", "another version"])
def test_an_index_that_cannot_be_read_is_told(domain: Domain, saved: Path, harm: str) -> None:
    if harm == "missing":
        shutil.rmtree(saved)
    elif harm == "cut off":
        (saved / "shingles.npy").write_bytes((saved / "shingles.npy").read_bytes()[:-4])
    elif harm == "no manifest":
        (saved / "index.json").unlink()
    else:
        text = (saved / "index.json").read_text()
        (saved / "index.json").write_text(text.replace('"version":1', '"version":9'))
    with pytest.raises(ProbenlpError, match=r"index of known texts.*remove it and run again"):
        KnownTexts.open(saved, domain=domain)


def test_an_opened_index_takes_no_more(make: Make, domain: Domain, saved: Path) -> None:
    opened = KnownTexts.open(saved, domain=domain)
    (paper,) = read_in(make, [("seven desks", None)])
    with pytest.raises(ProbenlpError, match="takes no more"):
        opened.add(paper)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_an_index_is_mapped_and_not_read(tmp_path: Path, domain: Domain) -> None:
    """Of twenty megabytes a process has hardly any of its own; the rest is shared."""
    builder = IndexBuilder()
    for number in range(40):
        builder.begin(Known(id=str(number), name=None, origin_id=None, rank=2, date=None))
        builder.add_text([f"{number}-{word}" for word in range(30_000)])
    known = KnownTexts(domain)
    known._builder = builder
    known.save(tmp_path / "index")
    index = open_index(tmp_path / "index")
    assert sum(array.nbytes for array in index.arrays.values()) > 20_000_000
    held = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _LOOK_UP, str(tmp_path / "index")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(held.stdout) < 2_000, "kilobytes"


_LOOK_UP = """
import re
import sys
from pathlib import Path
from probenlp.provenance.known_index import open_index, shingles_of
def held():
    return int(re.search(r"RssAnon:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
words = [f"7-{word}" for word in range(20)]
shingles_of(words)
before = held()
index = open_index(Path(sys.argv[1]))
assert index.holders(shingles_of(words)) == [(index.number_of("7"),)] * 16
print(held() - before)
"""
