"""Comments that the parser drops because they are nested too deep."""

from itertools import pairwise
from typing import Any

import pytest

from probenlp.harvest.comments import read_thread


def chain(make_note: Any, length: int) -> Any:
    """Each comment answers the one before it."""
    notes = [
        make_note(10_000 + number, "Ada Fenwick", [f"Answer number {number}."])
        for number in range(length)
    ]
    for note, reply in pairwise(notes):
        note.replies.append(reply)
    return notes[0]


@pytest.mark.parametrize("system", ["blogger-threaded", "wordpress-html5", "wpdiscuz"])
def test_replies_nested_too_deep_are_saved_and_reported(
    system: str, writers: Any, make_note: Any, make_page: Any
) -> None:
    page = make_page(writers[system]([chain(make_note, 280)]))
    thread = read_thread(page)
    assert thread is not None
    assert [comment.text for comment in thread.comments] == [
        f"Answer number {number}." for number in range(280)
    ]
    assert [comment.depth for comment in thread.comments] == list(range(280))
    assert {comment.author_name for comment in thread.comments} == {"Ada Fenwick"}
    (warning,) = thread.warnings
    assert warning.startswith("nesting: the parser dropped")


def test_replies_to_the_same_comment_are_told_apart_when_saved(
    writers: Any, make_note: Any, make_page: Any
) -> None:
    top = chain(make_note, 280)
    top.replies.append(make_note(9000, "Bea Orme", ["A second answer to the first."]))
    thread = read_thread(make_page(writers["blogger-threaded"]([top])))
    assert thread is not None
    last = thread.comments[-1]
    assert (last.text, last.path) == ("A second answer to the first.", "1.2")


def test_a_thread_that_is_all_there_warns_of_nothing(
    writers: Any, make_note: Any, make_page: Any
) -> None:
    thread = read_thread(make_page(writers["blogger-threaded"]([chain(make_note, 20)])))
    assert thread is not None
    assert thread.warnings == ()


def test_tags_in_scripts_and_in_comments_of_the_markup_are_not_missed(
    writers: Any, make_note: Any, make_page: Any
) -> None:
    html = writers["wordpress-html5"]([chain(make_note, 3)])
    hidden = (
        '<!-- <li id="comment-77" class="comment">old</li> -->'
        "<script>var item = '<li id=\"comment-78\">';</script>"
    )
    thread = read_thread(make_page(html.replace("</body>", f"{hidden}</body>")))
    assert thread is not None
    assert thread.warnings == ()
    assert len(thread.comments) == 3


@pytest.mark.parametrize("junk", ["<li ", '<li id="', "<!--", "<script>", "c1"])
def test_hostile_sources_cost_linear_time(
    junk: str, writers: Any, make_note: Any, make_page: Any
) -> None:
    html = writers["blogger-threaded"]([chain(make_note, 3)])
    page = make_page(html)
    page.source_text = html + junk * 200_000  # seconds if a search restarted at each
    thread = read_thread(page)
    assert thread is not None
    assert len(thread.comments) == 3
