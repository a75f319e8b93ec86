import html
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.records import Run, SourceMap

ENTITIES = {"&": "&amp;", "<": "&lt;", "£": "&pound;", "’": "&#8217;", "é": "é"}

pieces = st.lists(st.text("ab c&<£’é", min_size=1, max_size=8), min_size=1, max_size=8)


def render(paragraphs: list[str]) -> tuple[str, str, SourceMap]:
    """Write paragraphs as HTML, and keep the way back as a reader would have to find it."""
    source, text, runs = "", "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        source += "<p>"
        for character in paragraph:
            written = ENTITIES.get(character, character)
            runs.append(Run(len(text), len(text) + 1, len(source), len(source) + len(written)))
            text, source = text + character, source + written
        source += "</p>"
    return source, text, SourceMap(runs=merged(runs))


def merged(runs: list[Run]) -> tuple[Run, ...]:
    """Join neighbours that correspond character by character."""
    joined = runs[:1]
    for before, after in pairwise(runs):
        plain = all(run.end - run.start == run.source_end - run.source_start
                    for run in (joined[-1], after))  # fmt: skip
        if plain and before.end == after.start and before.source_end == after.source_start:
            last = joined.pop()
            joined.append(Run(last.start, after.end, last.source_start, after.source_end))
        else:
            joined.append(after)
    return tuple(joined)


@given(pieces, st.data())
def test_any_stretch_leads_back_to_the_source_that_gave_it(
    paragraphs: list[str], data: st.DataObject
) -> None:
    source, text, source_map = render(paragraphs)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = source_map.to_source(start, end)
    if place is None:
        assert not text[start:end].strip("\n"), "only what cleaning put in has no source"
        return
    found = source[slice(*place)].replace("</p><p>", "\n\n")
    assert html.unescape(found) == text[start:end].strip("\n")


@given(pieces, st.integers(0, 50))
def test_moving_a_passage_moves_its_side_only(paragraphs: list[str], by: int) -> None:
    _, text, source_map = render(paragraphs)
    moved = source_map.shifted(by)
    assert moved.to_source(by, by + len(text)) == source_map.to_source(0, len(text))


def test_source_order_may_differ_from_reading_order() -> None:
    source_map = SourceMap(runs=(Run(0, 3, 10, 13), Run(3, 6, 0, 3)))
    assert source_map.to_source(2, 4) == (0, 13), "the smallest stretch that holds both ends"
    assert source_map.to_source(4, 5) == (1, 2)


def test_runs_must_not_overlap_in_the_passage() -> None:
    with pytest.raises(ValueError, match="must not overlap"):
        SourceMap(runs=(Run(0, 3, 0, 3), Run(2, 5, 5, 8)))


@pytest.mark.parametrize("run", [(0, 0, 0, 1), (0, 1, 4, 4), (-1, 1, 0, 2), (3, 1, 0, 2)])
def test_a_run_must_run_forwards(run: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="run forwards"):
        Run(*run)
