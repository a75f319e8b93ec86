"""Looking up elements and addresses: the short ways give what the long ones give."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

import probenlp.harvest
from probenlp.harvest.comments.markup import own_elements, with_class, with_id
from probenlp.harvest.comments.render import absolute, render, text_of
from probenlp.harvest.page import parse_page

PAGE = document_fromstring(
    '<html id="c0"><body class="comments"><ol id="c1" class="list">'
    '<li id="c2" class="comment odd">One <!-- note --><b class="fn">Ada</b>'
    '<ol><li id="c3" class="comment"><i>Two</i></li></ol><u>after</u></li>'
    '<li id="x4" class="Comment">Three</li></ol><p class="">Four</p></body></html>'
)


def test_ids_are_looked_up_by_how_they_begin_from_the_root_on() -> None:
    assert [e.get("id") for e in with_id(PAGE, "c")] == ["c0", "c1", "c2", "c3"]
    assert [e.get("id") for e in with_id(PAGE, "x", "c3")] == ["c3", "x4"]


def test_classes_are_looked_up_by_what_they_hold() -> None:
    assert [e.tag for e in with_class(PAGE, "comment")] == ["body", "li", "li"]
    assert [e.tag for e in with_class(PAGE, "fn", "list")] == ["ol", "b"]


@pytest.mark.parametrize(
    ("start", "own"), [("c2", ["li", "b", "ol", "u"]), ("c3", ["li", "i"]), ("x4", ["li"])]
)
def test_elements_of_a_comment_are_not_those_of_the_comments_in_it(
    start: str, own: list[str]
) -> None:
    units = set(with_class(PAGE, "comment", "Comment")[1:])
    unit = next(unit for unit in units if unit.get("id") == start)
    assert [element.tag for element in own_elements(unit, units)] == own


HREFS = st.lists(
    st.sampled_from(
        ["https://", "http://", "HTTP://", "//", "dale.example", "/", "a", "..", ";", "?", "#", "=",
         "q", ":80", "[", "]", "\xe9", "\x01", " ", "\t", "&", "@", "%20"]
    ),
    max_size=7,
).map("".join)  # fmt: skip
BASES = st.one_of(
    st.sampled_from([None, "", "https://dale.example/a/b.html?c=1", "http://[dale", "a/b"]), HREFS
)


@given(HREFS, BASES)
def test_an_address_taken_as_it_is_is_what_joining_gives(href: str, base: str | None) -> None:
    stripped = href.strip()
    try:
        joined = urljoin(base, stripped) if base else stripped
    except ValueError:
        joined = None
    assert absolute(href, base) == (joined if stripped else None)


@given(
    st.text(alphabet="ab \n\t\xa0\u2009", max_size=12), st.sampled_from(["b", "pre", "td", "br"])
)
def test_words_of_an_element_that_holds_no_other(text: str, tag: str) -> None:
    element = HtmlElement()
    element.tag, element.text = tag, text
    assert text_of(element) == " ".join(render([element]).text.split())


def test_no_element_of_a_page_needs_a_class_of_its_own() -> None:
    page = parse_page("x", None, "<form><input><label>a</label></form><!-- b --><?c?>", b"")
    assert page is not None
    kinds = {type(e) for e in page.tree.iter() if isinstance(e.tag, str)}
    assert kinds == {HtmlElement}
    assert all(hasattr(element, "drop_tree") for element in page.tree.iter())


def test_no_search_takes_time_by_the_square_of_what_it_finds() -> None:
    # "//li[@id]" sorts what it finds by walking along the siblings: on a page of 20,000 comments it
    # takes 8 seconds, and "/descendant::li[@id]" a tenth of one.
    folder = Path(probenlp.harvest.__file__).parent
    slow = re.compile(r"""["'|] ?//[a-z*@][\w*-]*\[[@a-z]|(?:xpath|XPath)\(\s*["']\.//""")
    found = [p.name for p in folder.rglob("*.py") if slow.search(p.read_text(encoding="utf-8"))]
    assert found == []
