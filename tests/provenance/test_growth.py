"""Blocks of a long passage: looked up where they stand, so that a sentence costs what it costs."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.domains import Domain, load_domain
from probenlp.domains.origins import origins_of
from probenlp.provenance import find_blocks
from probenlp.provenance.lines import Line, lines_of
from probenlp.provenance.pastes import PasteFinder
from probenlp.provenance.pieces import blanked
from probenlp.provenance.quotes import Quoted, find_quoted
from probenlp.records import Document, Region

Count = Callable[[Callable[[], object]], int]


def quoting(times: int) -> tuple[str, tuple[Region, ...]]:
    """Make a post that puts in a marked-up text again and again."""
    own, put_in = "This is from the Ashmere Echo today:-", "The ministry said 40 posts were empty."
    text, regions = "", []
    for _ in range(times):
        start = len(text) + len(own) + 2
        regions.append(Region(start=start, end=start + len(put_in), kind="blockquote"))
        text += f"{own}\n\n{put_in}\n\nI said so in May and nobody listened.\n\n"
    return text, tuple(regions)


def naming_sources(times: int) -> str:
    """Make a post that names a source in every other line and goes on in its writer's voice."""
    own = "I can’t believe what I’m reading in the full report on the BBC website today:"
    return f"{own}\nI’m sick of it, it’s a shambles and I’m right!\n" * times


@pytest.mark.parametrize(
    "made",
    [
        quoting,
        lambda times: (naming_sources(times), ()),
    ],
    ids=["block quotations", "sources named in a post"],
)
def test_a_passage_of_four_times_the_length_takes_four_times_the_steps(
    made: Callable[[int], tuple[str, tuple[Region, ...]]],
    make: Callable[..., Document],
    domain: Domain,
    steps: Count,
) -> None:
    def cost(times: int) -> int:
        text, regions = made(times)
        document = make(text, regions=regions)
        return steps(lambda: find_blocks(document, domain=domain))

    cost(5)  # what is made once
    assert cost(120) < 4.4 * cost(30)


def test_a_line_is_asked_once_whether_it_is_a_headline(
    make: Callable[..., Document], domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text without line breaks is one line, of as many words as the text."""
    asked: list[Line] = []
    headline: Any = inspect.getattr_static(Line, "is_headline")

    def counted(line: Line) -> bool:
        asked.append(line)
        is_one: bool = headline.fget(line)
        return is_one

    monkeypatch.setattr(Line, "is_headline", property(counted))
    for times in (20, 200):
        asked.clear()
        document = make("We left the office. " * times, passage_kind="article")
        find_blocks(document, domain=domain)
        assert len(asked) < 8


LINES = st.lists(
    st.sampled_from(
        [
            "I’m sure it’s in the full report:",
            "From the BBC website today:-",
            "Saw this elsewhere. I’m tired of it.",
            "The ministry said so.",
            "I can’t bear it, it’s a joke!",
            "I left.",
            "* * *",
            "ENDS",
            "https://www.bbc.co.uk/news/1",
            "“We are all so very tired of this,” she said.",
        ]
    ),
    max_size=14,
)


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_an_end_is_remembered_as_it_would_be_found_anew(written: list[str]) -> None:
    lines = lines_of("\n".join(written))
    origins = origins_of(load_domain("probation"))
    kept, anew = PasteFinder(lines, origins), PasteFinder(lines, origins)
    for origin in (None, origins.at("https://www.bbc.co.uk")):
        for first in range(1, len(lines)):
            anew._read.clear()
            anew.register._returns.clear()
            for personal in (True, False):
                found = kept._open_end(first, origin, personal=personal)
                assert found == anew._open_end(first, origin, personal=personal)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=6))
def test_quotations_of_a_line_are_blanked_in_place(gaps: list[tuple[int, int]]) -> None:
    text = "one two three\nfour five six seven\neight"
    quoted, at = [], 0
    for gap, size in gaps:
        quoted.append(Quoted(at + gap, min(len(text), at + gap + size), "marks"))
        at += gap + size
    quoted = [one for one in quoted if one.start < one.end]
    inside = {place for one in quoted for place in range(one.start, one.end)}
    wanted = "".join(" " if n in inside and mark != "\n" else mark for n, mark in enumerate(text))
    assert blanked(lines_of(text), quoted) == wanted.split("\n")


def test_marks_of_one_line_are_found_in_it() -> None:
    lines = lines_of("“We are so tired of it,” she said. “Nobody has come to see us.”")
    assert blanked(lines, find_quoted(lines))[0].split() == ["she", "said."]
