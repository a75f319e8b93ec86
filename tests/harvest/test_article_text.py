"""Blanks of an article's markup, and where its links stand when they are collapsed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from probenlp.harvest.article import _blanks, _collapsed, _places, extract_article

RAW = st.text(alphabet="ab \n\t", max_size=24)


@given(RAW)
def test_of_several_blanks_the_strongest_stays(raw: str) -> None:
    text = _collapsed(raw)
    assert text.split() == raw.split()
    assert text == text.strip()
    assert not any(pair in text for pair in ("  ", " \n", "\n ", "\n\n", "\t ", " \t", "\n\t"))
    assert text.count("\n") <= raw.count("\n")


@given(RAW)
def test_every_character_is_found_where_it_went(raw: str) -> None:
    text, place_of = _collapsed(raw), _places(raw)
    places = [place_of(position) for position in range(len(raw) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text) or not text
    for position, sign in enumerate(raw):
        if not sign.isspace():
            assert text[places[position]] == sign


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("one two", "one two"), ("one \n two", "one two"), ("a\tb", "a b"), ("a\xa0b", "a\xa0b")],
)
def test_white_space_of_the_markup_is_one_blank(raw: str, shown: str) -> None:
    assert _blanks(raw) == shown


def test_a_paragraph_of_many_links_says_where_each_stands() -> None:
    links = "  ".join(f'<a href="https://x.example/{n}">office {n}</a>' for n in range(40))
    page = document_fromstring(
        f"<html><body><article><p>The list of what was seen that day: {links} and no more.</p>"
        + "<p>Nobody had told the two of them that the door would be shut by four.</p>" * 5
        + "</article></body></html>"
    )
    article = extract_article(page, "https://x.example/list")
    assert len(article.links) == 40
    for link in article.links:
        number = link.url.rpartition("/")[2]
        assert article.text[link.start : link.end] == f"office {number}"
