"""Plain texts: header, regions, and nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.dates import read_date_line
from probenlp.harvest.header_lines import read_author_line, read_header
from probenlp.harvest.lines import split_lines
from probenlp.harvest.plain_text import TextDraft, read_plain_text

RELEASE = """\
4 May 2023

Moor Vale unit told to improve

By Orla Finch

Inspectors have told the Moor Vale unit to improve its work with victims.

What they found

They read forty cases:

- ten were sound
- thirty were not

> We had no one to do the checks,
> a manager said.

ENDS

Notes to editors

1. The report is on the website.
"""


def read(text: str) -> TextDraft:
    return read_plain_text(text, split_lines(text))


def test_the_header_becomes_fields() -> None:
    draft = read(RELEASE)
    assert draft.title is not None
    assert draft.title.text == "Moor Vale unit told to improve"
    assert draft.header.published is not None
    assert (draft.header.published.date, draft.header.published.how) == (
        "2023-05-04",
        "header-line",
    )
    assert draft.header.authors == ("Orla Finch",)
    assert draft.article.text.startswith("Inspectors have told")
    assert [gone.surface for gone in draft.removed] == ["4 May 2023", "By Orla Finch"]


def test_layout_becomes_regions() -> None:
    draft = read(RELEASE)
    marked = [
        (region.kind, draft.article.text[region.start : region.end]) for region in draft.regions
    ]
    assert ("heading", "What they found") in marked
    assert ("list_item", "- ten were sound") in marked
    assert ("blockquote", "> We had no one to do the checks,\n> a manager said.") in marked
    (notes,) = [words for kind, words in marked if kind == "notes"]
    assert notes.startswith("ENDS")
    assert notes.endswith("website.")


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Thursday 4 May 2023", "2023-05-04"),
        ("4th May, 2023", "2023-05-04"),
        ("May 4, 2023", "2023-05-04"),
        ("Published: 4 Sept 2023", "2023-09-04"),
        ("4 May 2023 at 18:55", "2023-05-04"),
        ("2023-05-04", "2023-05-04"),
        ("23/11/2022", "2022-11-23"),
        ("11/23/2022", "2022-11-23"),
        ("05.05.2023", "2023-05-05"),
        ("May 2023", "2023-05"),
        ("04/05/2023", None),  # the fourth of May or the fifth of April
        ("23/11/22", None),  # 2022 or 2023 or 2011
        ("Samstag, 6. Mai 2023", None),  # a date, in a language not read here
    ],
)
def test_date_lines(line: str, iso: str | None) -> None:
    dated = read_date_line(line)
    assert dated is not None
    assert dated.iso == iso


@pytest.mark.parametrize(
    "line",
    ["31 June 2023", "The 4 May 2023 report", "Chapter 4", "40 cases 2023", "May we ask?", ""],
)
def test_no_date_lines(line: str) -> None:
    assert read_date_line(line) is None


def test_an_ambiguous_date_stays_in_the_text_and_is_marked() -> None:
    draft = read("04/05/2023\n\nMoor Vale told to improve\n\nThe unit was poor.\n")
    assert draft.header.published is None
    assert draft.article.text.startswith("04/05/2023")
    assert draft.regions[0].kind == "header"


def test_a_publisher_line_is_marked_and_no_field() -> None:
    draft = read("23/11/2022\nThe Vale Observer\nInspectors found one case in four sound.\nMore.")
    assert draft.title is None
    assert [draft.article.text[r.start : r.end] for r in draft.regions] == ["The Vale Observer"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear colleagues,\n\nthe unit was poor.",
        "The unit was poor.\n\nIt will improve.",
        "Moor Vale told to improve\nThe unit was poor and nobody came.",
        "One line and nothing else",
    ],
)
def test_no_title_where_none_stands_alone(text: str) -> None:
    assert read(text).title is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Orla Finch", ("Orla Finch",)),
        ("by Orla Finch and Tam de Vries", ("Orla Finch", "Tam de Vries")),
        ("By Dr Íde O’Neill, Jo-Ann Weir", ("Dr Íde O’Neill", "Jo-Ann Weir")),
        ("By the river", ()),
        ("By May they had gone.", ()),
    ],
)
def test_author_lines(line: str, names: tuple[str, ...]) -> None:
    assert read_author_line(line) == names


def test_a_signature_at_the_end_is_marked() -> None:
    draft = read("Foreword\n\nThe unit was poor.\n\nOrla Finch\nChief Inspector of Moors\n")
    region = draft.regions[-1]
    assert region.kind == "signature"
    assert draft.article.text[region.start : region.end] == "Orla Finch\nChief Inspector of Moors"


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_of_all_systems(newline: str) -> None:
    source = newline.join(["One.", "Two.", "", "", "Three."])
    draft = read(source)
    assert draft.article.text == "One.\nTwo.\n\nThree."
    for run in draft.article.source_map.runs:
        stretch = source[run.source_start : run.source_end]
        assert draft.article.text[run.start : run.end] == stretch


def test_only_newlines_part_lines() -> None:
    assert read("one\u2028two\x0bthree\x85four").article.text == "one\u2028two\x0bthree\x85four"


@given(st.text(alphabet=st.sampled_from("aB1. \n\t-–>:/,\u00a04May2023By"), max_size=200))
def test_nothing_is_dropped_silently(source: str) -> None:
    draft = read(source)
    covered = [(gone.source_start, gone.source_end) for gone in draft.removed]
    for part in (draft.title, draft.article):
        for run in part.source_map.runs if part else ():
            assert source[run.source_start : run.source_end] == part.text[run.start : run.end]  # type: ignore[union-attr]
            covered.append((run.source_start, run.source_end))
    seen = {place for start, end in covered for place in range(start, end)}
    assert all(sign.isspace() or place in seen for place, sign in enumerate(source))
    for region in draft.regions:
        assert 0 <= region.start < region.end <= len(draft.article.text)


def test_the_header_is_short() -> None:
    header = read_header(split_lines("\n\n".join(["4 May 2023"] * 50)))
    assert len(header.fields) + len(header.marked) <= 9
