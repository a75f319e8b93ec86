"""Comments that a page states as data: the shapes that search engines ask for."""

import json
from typing import Any

import pytest

from probenlp.harvest.comments import Thread, read_thread

TIME = "2024-05-04T10:12:00+01:00"


def comment(text: str, name: str, **more: Any) -> dict[str, Any]:
    person = {"@type": "Person", "name": name}
    return {"@type": "Comment", "text": text, "author": person, "dateCreated": TIME, **more}


def read(make_page: Any, *data: Any) -> Thread:
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org"} | d)}'
        "</script>"
        for d in data
    )
    thread = read_thread(make_page(f"<html><head>{scripts}</head><body><p>x</p></body></html>"))
    assert thread is not None
    return thread


def shape(thread: Thread) -> list[tuple[str, str | None, str | None]]:
    return [(c.text, c.author_name, c.path) for c in thread.comments]


def test_replies_stand_in_the_comment_they_answer(make_page: Any) -> None:
    reply = comment("Three chairs now.", "Cem Aydin", comment=[comment("Thanks.", "Jo")])
    thread = read(
        make_page,
        {
            "@type": "NewsArticle",
            "headline": "5 rooms",
            "comment": [comment("No rooms.", "Ada Fenwick", comment=reply), comment("Ah.", "Bea")],
        },
    )
    assert shape(thread) == [
        ("No rooms.", "Ada Fenwick", "1"),
        ("Three chairs now.", "Cem Aydin", "1.1"),
        ("Thanks.", "Jo", "1.1.1"),
        ("Ah.", "Bea", "2"),
    ]
    assert {c.posted.utc for c in thread.comments if c.posted} == {"2024-05-04T09:12:00Z"}


def test_a_reply_may_name_what_it_answers(make_page: Any) -> None:
    first = comment("No rooms.", "Ada", **{"@id": "#c1"})
    second = comment("None?", "Jo", **{"@id": "#c2", "parentItem": {"@id": "#c1"}})
    thread = read(make_page, {"@type": "BlogPosting", "comment": [first, second]})
    assert shape(thread) == [("No rooms.", "Ada", "1"), ("None?", "Jo", "1.1")]


def test_the_article_named_as_parent_is_no_comment(make_page: Any) -> None:
    parent = {"@type": "Article", "@id": "#article"}
    thread = read(make_page, {"comment": [comment("No rooms.", "Ada", parentItem=parent)]})
    assert (thread.structure, shape(thread)) == ("flat", [("No rooms.", "Ada", None)])


def test_answers_to_a_question_are_comments_and_are_commented_on(make_page: Any) -> None:
    answer = comment("Ask the SPO.", "Ada", comment=comment("She left.", "Jo"))
    answer["@type"] = "Answer"
    thread = read(
        make_page,
        {"@type": "QAPage", "mainEntity": {"@type": "Question", "suggestedAnswer": [answer]}},
    )
    assert shape(thread) == [("Ask the SPO.", "Ada", "1"), ("She left.", "Jo", "1.1")]


def test_data_stated_twice_is_read_once(make_page: Any) -> None:
    said = {"comment": [comment("No rooms.", "Ada", **{"@id": "#c1"})]}
    assert len(read(make_page, said, said).comments) == 1


@pytest.mark.parametrize("depth", [30, 3000])
def test_data_that_nests_for_ever_ends(depth: int, make_page: Any) -> None:
    """Python's reader of JSON gives up at some depth; then the page simply states nothing."""
    opening = '{"@type":"Comment","text":"No rooms.","comment":'
    text = f"schema.org{opening * depth}[]{'}' * depth}".removeprefix("schema.org")
    html = (
        '<html itemscope itemtype="https://schema.org/"><head><script type="application/ld+json">'
        f"{text}</script></head><body><p>x</p></body></html>"
    )
    thread = read_thread(make_page(html))
    assert thread is None or len(thread.comments) in (0, depth)
