# ruff: noqa: E501  (lines of markup)
"""Threads of systems that nobody described, and pages that look like threads and are none."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pytest

from probenlp.harvest.comments import read_thread
from probenlp.harvest.comments.generic import Generic

HERE = Path(__file__).parent
NO_THREAD = sorted(path.stem for path in (HERE / "no_thread").glob("*.html"))

SAID: list[tuple[str, str, int | None]] = [
    ("Ada Fenwick", "We were nine in the spring and are five now.", None),
    ("Bea Orme", "Six, if you count the desk.", 0),
    ("Marcus Iles", "The desk has been off sick since May.", 1),
    ("Ada Fenwick", "Who covers the courts, then? Nobody said a word at the meeting.", None),
    ("Tolland tea lady", "I do. Ask the magistrates about it.", 3),
    ("ex-PSO", "True.", None),
]
"""Name, words, and the comment answered."""

Writer = Callable[[Sequence[tuple[str, str, int | None]]], str]


def depth_of(index: int | None) -> int:
    return 0 if index is None else 1 + depth_of(SAID[index][2])


def nested_without_names(said: Sequence[tuple[str, str, int | None]]) -> str:
    """Class names made by a build tool say nothing; replies stand in their comment."""

    def one(index: int) -> str:
        name, words, _ = said[index]
        replies = "".join(one(at) for at, entry in enumerate(said) if entry[2] == index)
        return f"""<div class="x1a" id="u-{50 + index}"><div class="x2b"><strong>{name}</strong><em>vor
{index + 2} Stunden</em></div><div class="x3c"><p>{escape(words)}</p></div><a class="x4d" href="#">
Antworten</a><div class="x5e">{replies}</div></div>"""

    tops = "".join(one(at) for at, entry in enumerate(said) if entry[2] is None)
    return f'<section class="x0">{tops}</section>'


def rows_set_in(said: Sequence[tuple[str, str, int | None]]) -> str:
    """A table as in the nineties: depth is a margin."""
    return (
        "<table class='messages'>"
        + "".join(
            f"""<tr id="m{70 + index}"><td style="padding-left:{30 * depth_of(index)}px"><font
class="who">{name}</font> <font class="when">{index + 1}.11.2023 10:1{index}</font>
<div class="said">{escape(words)}</div><small><a href="post.cgi?re={70 + index}">reply</a></small>
</td></tr>"""
            for index, (name, words, _) in enumerate(said)
        )
        + "</table>"
    )


def attributes(said: Sequence[tuple[str, str, int | None]]) -> str:
    """A flat list in which an attribute names the comment answered."""
    return (
        "<ul class='reacties'>"
        + "".join(
            f"""<li data-id="{900 + index}"{f' data-parent-id="{900 + above}"' if above is not None else ""}
class="reactie"><span class="naam">{name}</span> <time datetime="2023-11-14T10:1{index}:00+01:00">14
november 2023</time><p>{escape(words)}</p><p>Dat was het.</p></li>"""
            for index, (name, words, above) in enumerate(said)
        )
        + "</ul>"
    )


def depth_classes(said: Sequence[tuple[str, str, int | None]]) -> str:
    """Comments one after another; a class says how deep."""
    return (
        "<div class='discussion'>"
        + "".join(
            f"""<article class="opinion level-{depth_of(index)}" id="opinion-{index + 1}"><header><h4>{name}
</h4> <span>il y a {index + 2} jours</span></header><div class="texte">{escape(words)}</div></article>"""
            for index, (name, words, _) in enumerate(said)
        )
        + "</div>"
    )


def boxes_after(said: Sequence[tuple[str, str, int | None]]) -> str:
    """Replies stand in a box after their comment."""

    def one(index: int) -> str:
        name, words, _ = said[index]
        replies = "".join(one(at) for at, entry in enumerate(said) if entry[2] == index)
        box = f'<div class="answers">{replies}</div>' if replies else ""
        return f"""<div class="komentar" id="k{index + 1}"><p class="hd">{name}, {index + 1}/11/2023
10:10</p><div class="tx">{escape(words)}</div></div>{box}"""

    tops = "".join(one(at) for at, entry in enumerate(said) if entry[2] is None)
    return f'<div id="komentare">{tops}</div>'


WRITERS: dict[str, Writer] = {
    writer.__name__: writer
    for writer in (nested_without_names, rows_set_in, attributes, depth_classes, boxes_after)
}


def siblings(said: Sequence[tuple[str, str, int | None]]) -> str:
    """No element holds a comment: a heading and a block for each."""
    return (
        "<div id='guestbook'>"
        + "".join(
            f"""<h5 id="entry-{index + 1}">{name} <span>14 Nov 2023, 10:1{index}</span></h5>
<div class="msg">{escape(words)}</div>"""
            for index, (name, words, _) in enumerate(said)
        )
        + "</div>"
    )


def framed(thread: str) -> str:
    return f"""<html><head><title>Staff</title></head><body><nav><a href="/">Home</a></nav><main>
<h1>Five left at Ashmere</h1><p>By Percy Wain, 12 November 2023</p><p>The office had nine officers in
the spring. It has five now.</p></main>{thread}<footer>Echo</footer></body></html>"""


@pytest.mark.parametrize("markup", WRITERS)
def test_a_thread_is_found_by_its_shape(markup: str, make_page: Any) -> None:
    thread = read_thread(make_page(framed(WRITERS[markup](SAID))))
    assert thread is not None
    assert (thread.system, thread.structure) == ("generic", "tree")
    found = [(comment.author_name, comment.text.split("\n\n")[0]) for comment in thread.comments]
    by_words = {words: comment for (_, words), comment in zip(found, thread.comments, strict=True)}
    assert set(found) == {(name, words) for name, words, _ in SAID}
    for _, words, above in SAID:
        path = by_words[words].path or ""
        parent = by_words[SAID[above][1]].path if above is not None else ""
        assert path.rpartition(".")[0] == parent
    assert all(comment.posted and comment.posted.raw for comment in thread.comments)


def test_a_flat_thread_of_siblings_is_found(make_page: Any) -> None:
    thread = read_thread(make_page(framed(siblings(SAID))))
    assert thread is not None
    assert (thread.system, thread.structure) == ("generic", "flat")
    found = [(comment.author_name, comment.text) for comment in thread.comments]
    assert found == [(name, words) for name, words, _ in SAID]


def test_parents_are_said_to_be_from_where_they_are(make_page: Any) -> None:
    for markup, source in (
        ("nested_without_names", "nesting"),
        ("rows_set_in", "depth-class"),
        ("attributes", "attribute"),
    ):
        thread = read_thread(make_page(framed(WRITERS[markup](SAID))))
        assert thread is not None
        assert {c.parent_source for c in thread.comments if c.depth} == {source}


@pytest.mark.parametrize("name", NO_THREAD)
def test_a_page_without_a_thread_gives_none(name: str, make_page: Any) -> None:
    page = make_page((HERE / "no_thread" / f"{name}.html").read_text(encoding="utf-8"))
    assert Generic().read(page).comments == ()
    thread = read_thread(page)
    assert thread is None or thread.comments == ()


def test_the_list_of_pages_without_a_thread_is_there() -> None:
    assert len(NO_THREAD) >= 15


def test_bare_words_are_marked_as_such(make_page: Any) -> None:
    page = make_page((HERE / "trafilatura" / "page.html").read_text(encoding="utf-8"))
    thread = read_thread(page)
    assert thread is not None
    assert (thread.system, thread.structure) == ("trafilatura", "none")
    assert all(comment.author_name is None for comment in thread.comments)
    assert any("unknown" in warning for warning in thread.warnings)


def test_readers_can_be_left_out(make_page: Any, writers: Any, make_note: Any) -> None:
    notes = [make_note(1, "Ada", ["Nine officers."]), make_note(2, "Bea", ["Five, by now."])]
    page = make_page(writers["drupal"](notes))
    assert read_thread(page).system == "drupal"  # type: ignore[union-attr]
    others = {"wordpress", "schema-org"}
    left = read_thread(page, without={"drupal", *others})
    assert left is not None
    assert left.system == "generic"
    assert [comment.text for comment in left.comments] == ["Nine officers.", "Five, by now."]
    assert read_thread(page, without={"drupal", "generic", "trafilatura", *others}) is None
