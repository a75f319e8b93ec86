"""A page's count against what was found, and what the difference is put down to."""

import pytest

from probenlp.harvest import Input, harvest

URL = "https://unit.example/rooms/"


def page(heading: str, rest: str = "", head: str = "", meta: str = "", comments: int = 2) -> bytes:
    items = "".join(
        f'<li id="comment-{n}" class="comment depth-1"><b class="fn">Jo</b><a href="{URL}'
        f'#comment-{n}"><time datetime="2024-05-04T10:12:00+00:00">4 May</time></a><div '
        f'class="comment-content"><p>No rooms, part {n}.</p></div></li>'
        for n in range(1, comments + 1)
    )
    return f"""<!DOCTYPE html><html><head><title>Rooms</title><link rel="canonical" href="{URL}"/>
{head}</head><body><link href="/wp-content/x.css"/><article><h1>Rooms</h1>{meta}<div
class="entry-content"><p>The office at Ashmere has 12 rooms for 40 people, and two of them flood
when it rains for longer than a day. Nobody has asked those who sit in them.</p></div></article><div
id="comments"><h2 class="comments-title">{heading}</h2><ol class="comment-list">{items}</ol>{rest}
</div></body></html>""".encode()


MISMATCHES = [
    ("5 comments", "", "WordPress counts pingbacks"),
    (
        "5 comments",
        f'<nav><a href="{URL}comment-page-1/#comments">Older comments</a></nav>',
        "goes on on further pages",
    ),
    ("1 comment", "", "leave out replies"),
]


@pytest.mark.parametrize(("heading", "rest", "reason"), MISMATCHES)
def test_a_difference_is_a_problem_that_names_its_likely_reason(
    heading: str, rest: str, reason: str
) -> None:
    harvested = harvest(Input("rooms.html", page(heading, rest)), salt=b"s")
    (problem,) = harvested.problems
    assert problem.reason == "comment-count"
    assert reason in problem.detail


def test_pingbacks_that_the_page_shows_explain_a_difference() -> None:
    ping = '<ol class="pinglist"><li id="comment-9" class="pingback depth-1">Pingback: x</li></ol>'
    assert harvest(Input("rooms.html", page("3 comments", ping)), salt=b"s").problems == ()


BESIDE = [
    (f'<a href="{URL}#comments">9 Comments</a>', 9),
    ('<a href="#respond">9 replies</a>', 9),
    (f'<a href="{URL}comment-page-2/#comments">9 Comments</a>', 9),
    ('<a href="https://unit.example/chairs/#comments">9 Comments</a>', None),
    (f'<a href="{URL}#comment-9">9 May</a>', None),
    (f'<a href="{URL}#comments">9</a>', None),  # a bare figure may count anything
    (f'<a href="{URL}#comments">Leave a comment</a>', None),
]


@pytest.mark.parametrize(("meta", "claimed"), BESIDE)
def test_a_count_by_the_title_serves_where_the_heading_has_none(
    meta: str, claimed: int | None
) -> None:
    document = harvest(Input("rooms.html", page("Comments", meta=meta)), salt=b"s").document
    assert document.comments_claimed == claimed


def test_further_pages_are_listed_beside_the_document() -> None:
    pager = (
        f'<nav><a href="{URL}comment-page-3/#comments">Newer</a> <a href="{URL}comment-page-1/'
        '#comments">Older</a></nav>'
    )
    harvested = harvest(Input("rooms.html", page("2 comments", pager)), salt=b"s")
    pages = (f"{URL}comment-page-1/", f"{URL}comment-page-3/")
    assert harvested.next_pages == pages
    assert harvested.document.warnings == (f"thread: goes on at {', '.join(pages)}",)
