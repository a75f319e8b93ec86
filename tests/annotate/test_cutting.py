"""Long passages in parts: nothing is lost, and nothing that belongs together is divided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.annotate import Link, Mark, Part, Task, rejoin
from probenlp.annotate.cutting import cuts, divide
from probenlp.annotate.task import digest
from probenlp.errors import ProbenlpError

TEXTS = st.text(st.sampled_from([*"ab. \n\n\n😀\u2028"]), min_size=1, max_size=80)


def mark(text: str, name: str, layer: str, start: int, end: int) -> Mark:
    return Mark(id=name, layer=layer, label="own", start=start, end=end, surface=text[start:end])


def task_of(text: str, start: int, end: int) -> Task:
    part = Part(
        document_id="d",
        passage_id="d.a",
        at=0,
        start=start,
        end=end,
        passage_sha256=digest(text),
    )
    words = text[start:end]
    return Task(
        id=f"d.a:{start}-{end}",
        parts=(part,),
        text=words,
        text_sha256=digest(words),
        layers=("units", "blocks"),
    )


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, list[int], list[Mark], list[Link]]:
    text = draw(TEXTS)
    marks, borders = [], []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        marks.append(
            mark(text, f"u{number}", "units", start, draw(st.integers(start + 1, len(text))))
        )
    at = 0
    while at < len(text):
        end = draw(st.integers(at + 1, len(text)))
        marks.append(mark(text, f"b{at}", "blocks", at, end))
        borders.append(end)
        at = end
    units = [one.id for one in marks if one.layer == "units"]
    links = []
    if units:
        ends = draw(st.sampled_from(units)), draw(st.sampled_from(units))
        links.append(Link(layer="units", label="x", source=ends[0], target=ends[1]))
    return text, borders, marks, links


@settings(deadline=None)
@given(passages(), st.integers(1, 90))
def test_parts_put_together_are_the_passage(
    passage: tuple[str, list[int], list[Mark], list[Link]], limit: int
) -> None:
    text, borders, marks, links = passage
    stretches = cuts(text, borders, marks, links, limit)
    assert "".join(text[start:end] for start, end in stretches) == text
    tasks = [
        task_of(text, *stretch).with_judgements(*share, ())
        for stretch, share in zip(stretches, divide(marks, links, stretches), strict=True)
    ]
    met_text, met_marks, met_links = rejoin(tasks[::-1])
    assert met_text == text
    assert sorted(met_marks, key=lambda one: one.id) == sorted(marks, key=lambda one: one.id)
    assert list(met_links) == links


@settings(deadline=None)
@given(passages(), st.integers(1, 90))
def test_no_cut_divides_a_mark_or_a_relation(
    passage: tuple[str, list[int], list[Mark], list[Link]], limit: int
) -> None:
    text, borders, marks, links = passage
    inner = {start for start, _ in cuts(text, borders, marks, links, limit)} - {0}
    for one in marks:
        assert one.layer == "blocks" or not any(one.start < at < one.end for at in inner)
    places = {one.id: one for one in marks}
    for link in links:
        ends = places[link.source], places[link.target]
        first, last = min(one.start for one in ends), max(one.end for one in ends)
        assert not any(first < at < last for at in inner)


def test_a_part_keeps_under_the_limit_where_it_can() -> None:
    text = "Paragraph one.\n\nParagraph two.\n\nParagraph three."
    assert [text[a:b] for a, b in cuts(text, [], [], [], 33)] == [
        "Paragraph one.\n\nParagraph two.\n\n",
        "Paragraph three.",
    ]


def test_a_paragraph_longer_than_the_limit_stays_whole() -> None:
    assert cuts("A very long paragraph.\n\nEnd.", [], [], [], 5) == [(0, 24), (24, 28)]


def test_a_part_of_blanks_alone_is_no_task() -> None:
    text = "One.\n\n \n\n"
    assert cuts(text, [4], [], [], 1) == [(0, len(text))]


def test_a_missing_part_is_told() -> None:
    text = "One.\n\nTwo.\n\nThree."
    with pytest.raises(ProbenlpError, match=r"begins at 12 .* wanted .* begins at 6"):
        rejoin([task_of(text, 0, 6), task_of(text, 12, 18)])


def test_a_long_report_is_cut_in_linear_time() -> None:
    text = "A paragraph of a report.\n\n" * 20_000
    marks = [mark(text, f"u{at}", "units", at, at + 1) for at in range(0, len(text), 26)]
    stretches = cuts(text, [], marks, [], 2_000)
    assert max(end - start for start, end in stretches) <= 2_000
    assert sum(len(own) for own, _ in divide(marks, [], stretches)) == len(marks)
