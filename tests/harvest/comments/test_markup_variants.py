"""One thread in the markup of many themes and versions of each system.

Each file of ``variants`` is the comment area as one theme or version writes it, made from what its
templates are known to put round a comment, with one comment between ``<!-- each -->`` and
``<!-- /each -->``. Its first line says which reader must take it and what the page states. A new
variant is one new file.
"""

import re
import shlex
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from probenlp.harvest.comments import read_thread
from probenlp.harvest.comments.thread import Thread

VARIANTS = sorted((Path(__file__).parent / "variants").glob("*.html"))
_EACH = re.compile(r"<!-- each -->(.*?)<!-- /each -->", re.DOTALL)


class Said(NamedTuple):
    """A comment of the thread, and the number of the one it answers (0: none)."""

    number: int
    parent: int
    name: str
    paragraphs: tuple[str, ...]


THREAD = (
    Said(105, 0, "Ada Fenwick", ("No rooms on the 2nd floor.", "None at all & no chairs.")),
    Said(106, 105, "Cem Aydin", ("Three chairs now.",)),
    Said(107, 106, "Jo", ("Thanks.", "Where?")),
    Said(108, 0, "Anneke de Vries", ("We had the same at Brackwater in 2007.",)),
)


def expected(source: str) -> dict[str, str]:
    """Read what the first line of a variant says."""
    stated = re.match(r"<!-- (.*?) -->", source)
    assert stated, "a variant begins with what is wanted of it"
    return dict(word.partition("=")[::2] for word in shlex.split(stated[1]))


def written(source: str) -> str:
    """Fill a variant with the thread and put an article and a sidebar round it."""
    template = _EACH.search(source)
    assert template

    def one(said: Said, depth: int) -> str:
        replies = "".join(one(reply, depth + 1) for reply in THREAD if reply.parent == said.number)
        values = {
            "$number": str(said.number),
            "$parentid": f'parentid="t1_{said.parent}"' if said.parent else "",
            "$parent": str(said.parent),
            "$depth0": str(depth - 1),
            "$depth": str(depth),
            "$name": escape(said.name),
            "$paragraphs": "".join(f"<p>{escape(words)}</p>\n" for words in said.paragraphs),
            "$breaks": "<br><br>\n".join(escape(words) for words in said.paragraphs),
            "$answers": _answers(said),
            "$replies": replies,
        }
        pattern = re.compile("|".join(map(re.escape, values)))
        return pattern.sub(lambda name: values[name[0]], template[1])

    thread = "".join(one(said, 1) for said in THREAD if not said.parent)
    body = source[: template.start()] + thread + source[template.end() :]
    body = body.replace("$count", str(len(THREAD)))
    return f"""<!DOCTYPE html><html><head><title>5 rooms</title></head><body>
<div class="entry-content"><h1>5 rooms</h1><p>The office has 12 rooms for 40 people.</p></div>
{body}
<aside class="sidebar widget_recent_comments"><h3>3 recent comments</h3><ul><li
class="recentcomments"><b>Jo</b> on <a href="https://unit.example/rooms/#comment-107">5 rooms</a>
</li></ul></aside></body></html>"""


def _answers(said: Said) -> str:
    if not said.parent:
        return ""
    return (
        f'<p class="parent visually-hidden">In reply to <a href="/comment/{said.parent}#comment-'
        f'{said.parent}" class="permalink" rel="bookmark">Rooms</a> by <span class="username">'
        "Somebody Else</span></p>"
    )


def read(path: Path, make_page: Any) -> tuple[Thread, dict[str, str]]:
    source = path.read_text(encoding="utf-8")
    url = "https://unit.example/rooms/"
    thread = read_thread(make_page(written(source), url))
    assert thread is not None
    return thread, expected(source)


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_a_variant_is_read_whole(path: Path, make_page: Any) -> None:
    thread, wanted = read(path, make_page)
    assert (thread.system, thread.structure) == (wanted["reader"], wanted["structure"])
    assert [c.author_name for c in thread.comments] == [said.name for said in THREAD]
    assert [c.text for c in thread.comments] == ["\n\n".join(said.paragraphs) for said in THREAD]


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_times_are_those_of_the_page(path: Path, make_page: Any) -> None:
    thread, wanted = read(path, make_page)
    met = {
        (c.posted.raw, c.posted.utc) if c.posted is not None else (None, None)
        for c in thread.comments
    }
    assert met == {(wanted.get("shown"), wanted.get("utc"))}


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_who_answers_whom_is_known_in_a_tree(path: Path, make_page: Any) -> None:
    thread, wanted = read(path, make_page)
    is_tree = wanted["structure"] == "tree"
    parents = [_number(comment.parent_native_id) for comment in thread.comments]
    assert parents == [said.parent if is_tree else 0 for said in THREAD]
    assert [_number(comment.native_id) for comment in thread.comments] == [
        said.number if "item" not in (thread.comments[0].native_id or "") else place
        for place, said in enumerate(THREAD, start=1)
    ]


def _number(native_id: str | None) -> int:
    found = re.search(r"\d{3}|\d", re.sub(r"\bt1_", "", native_id or ""))
    return int(found[0]) if found else 0


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_counts_and_further_pages_are_read(path: Path, make_page: Any) -> None:
    thread, wanted = read(path, make_page)
    assert thread.claimed == (int(wanted["claimed"]) if "claimed" in wanted else None)
    assert thread.next_pages == ((wanted["next"],) if "next" in wanted else ())
    cut = " ".join("".join(container.itertext()) for container in thread.containers)
    assert "Three chairs now." in cut
    assert "12 rooms" not in cut
