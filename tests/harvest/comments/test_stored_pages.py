"""Every reader has a page written for it, and the thread that it should give.

The pages hold one invented thread about invented units: nested replies, a quoted passage, a link,
emoji, a nameless writer, the post's author, and, where the system leaves a trace, a deleted, a
hidden and a pinged comment. The same comments of a sidebar must not come back.
"""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml.html import tostring

from probenlp.harvest.comments import read_thread, readers
from probenlp.harvest.comments.thread import RawComment, Thread

HERE = Path(__file__).parent
STORED = sorted(path.parent.name for path in HERE.glob("*/page.html"))


def as_stored(thread: Thread) -> dict[str, Any]:
    """Write a thread as the stored files do: without what is not stated."""
    return {
        "system": thread.system,
        "structure": thread.structure,
        "claimed": thread.claimed,
        "next_pages": list(thread.next_pages),
        "warnings": list(thread.warnings),
        "comments": [_comment(comment) for comment in thread.comments],
    }


def _comment(comment: RawComment) -> dict[str, Any]:
    stated = {field.name: getattr(comment, field.name) for field in fields(comment)}
    return {
        name: json.loads(msgspec.json.encode(value))
        for name, value in stated.items()
        if value is not None and value != ()
    }


def test_no_reader_is_without_a_stored_page() -> None:
    assert {reader for reader in readers() if not reader.startswith("test-")} == set(STORED)


@pytest.mark.parametrize("system", STORED)
def test_a_stored_page_gives_its_thread(system: str, make_page: Any) -> None:
    folder = HERE / system
    thread = read_thread(make_page((folder / "page.html").read_text(encoding="utf-8")))
    assert thread is not None
    expected = json.loads((folder / "thread.json").read_text(encoding="utf-8"))
    assert as_stored(thread) == expected


@pytest.mark.parametrize("system", STORED)
def test_the_containers_hold_the_thread_and_nothing_of_the_article(
    system: str, make_page: Any
) -> None:
    page = make_page((HERE / system / "page.html").read_text(encoding="utf-8"))
    thread = read_thread(page)
    assert thread is not None
    cut = " ".join("".join(container.itertext()) for container in thread.containers)
    assert "Three chairs now." in cut
    assert "12 rooms for 40 people" not in cut


@pytest.mark.parametrize("system", STORED)
def test_reading_leaves_the_tree_as_it_was(system: str, make_page: Any) -> None:
    page = make_page((HERE / system / "page.html").read_text(encoding="utf-8"))
    before = tostring(page.tree)
    read_thread(page)
    assert tostring(page.tree) == before
