"""Laws: blocks tile every text, say why, are the same each time, and cost linear work."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.domains import Domain, load_domain
from probenlp.provenance import KnownTexts, find_blocks
from probenlp.provenance.lines import lines_of
from probenlp.provenance.quotes import find_quoted
from probenlp.records import Block, Document, Extractor, Passage, Region, Source

DOMAIN = load_domain("probation")
PARTS = st.sampled_from(
    [
        "“", "”", '"', "‘", "’", "\n", "\n\n", " ", "BBC website:-", "--oo00oo--", "> ",
        "ENDS", "😉",
        "https://www.bbc.co.uk/news/1", "Inspectors found that it was so.", "I'm tired!", "\u2028",
        "Mara Quill\nHead of Quays", "From the report: “We saw",
        "The unit was rated ‘Good’.", "a", ". ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PARTS, max_size=30).map("".join), st.text(max_size=200))


def document(text: str, regions: tuple[Region, ...] = ()) -> Document:
    return Document(
        id="d",
        content_sha256="",
        extractor=Extractor(name="by hand", version="1"),
        source=Source(
            name="d", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=0
        ),
        passages=(Passage(id="p", kind="comment", text=text, regions=regions),),
    )


KNOWN = KnownTexts.of([document("Inspectors found that it was so. " * 4)], domain=DOMAIN)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_blocks_tile_the_text_and_give_their_evidence(text: str) -> None:
    blocks: tuple[Block, ...] = find_blocks(document(text), domain=DOMAIN, known=KNOWN)["p"]
    assert [b.start for b in blocks] == [0, *(b.end for b in blocks[:-1])][: len(blocks)]
    assert (blocks[-1].end if blocks else 0) == len(text)
    assert all(b.start < b.end and b.evidence for b in blocks)
    assert all((b.inner is not None) == (b.provenance == "pasted") for b in blocks)


@given(TEXTS, st.integers(0, 60), st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_blocks_tile_a_text_with_a_block_quotation(text: str, start: int, size: int) -> None:
    end = min(len(text), start + size)
    if start >= end:
        return
    regions = (Region(start=start, end=end, kind="blockquote", source_name="Quay"),)
    blocks = find_blocks(document(text, regions), domain=DOMAIN)["p"]
    assert "".join(text[b.start : b.end] for b in blocks) == text


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_blocks(text: str) -> None:
    assert find_blocks(document(text), domain=DOMAIN) == find_blocks(document(text), domain=DOMAIN)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_quotations_are_in_order_and_apart(text: str) -> None:
    quoted = find_quoted(lines_of(text))
    assert all(a.end <= b.start for a, b in pairwise(quoted))


def test_an_empty_passage_has_no_block_and_a_blank_one_is_own(domain: Domain) -> None:
    assert find_blocks(document(""), domain=domain) == {"p": ()}
    assert [b.provenance for b in find_blocks(document(" \n "), domain=domain)["p"]] == ["own"]


@pytest.mark.parametrize(
    "line",
    [
        "“Nobody came and nobody wrote to us.",
        "BBC website:-",
        "Saw this elsewhere. I am tired of it.",
        "https://www.bbc.co.uk/news/1",
        "He said it: and he meant it, as they all did",
        '"' * 40,
        ":-" * 40,
        "By Ana Quell " * 8,
    ],
)
def test_work_grows_with_the_length_and_no_faster(
    line: str, domain: Domain, count_calls: Callable[[Document], int]
) -> None:
    short = count_calls(document(f"{line}\n\n" * 100))
    long = count_calls(document(f"{line}\n\n" * 400))
    assert long <= 6 * short
