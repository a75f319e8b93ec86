"""A thread as HTML: each comment under the one that it answers."""

from typing import Final

import msgspec

from probenlp.report.naming import title_label, writer_label
from probenlp.report.thread_tree import Thread
from probenlp.report.views.html import framed, templates, web_link

SHOWN: Final = 200
"""Comments drawn; a longer thread says how many more there are."""

_LETTERS: Final = 240
_STEP, _DEEPEST = 1.4, 12


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    writer: str
    about: str
    words: str
    link: str | None
    indent: float


def thread_html(thread: Thread, *, most: int = SHOWN) -> str:
    """Draw the comments of a page as the tree that they are.

    Parameters
    ----------
    thread : Thread
    most : int
        Comments that are drawn.

    Returns
    -------
    str
        HTML with its style; everything of the source is escaped, and nothing is loaded. Writers
        are shown by their keys, not their names.
    """
    rows = []
    for number, (depth, comment) in enumerate(thread.walk()):
        if number == most:
            break
        words = " ".join(comment.text.split())
        posted = (comment.posted.utc or comment.posted.raw) if comment.posted else ""
        state = "" if comment.status == "visible" else comment.status
        rows.append(
            _Row(
                path=comment.path or "",
                writer=writer_label(comment, comment.author) or "",
                about=" · ".join(word for word in (posted, state) if word),
                words=words if len(words) <= _LETTERS else words[:_LETTERS].rstrip() + " …",
                link=web_link(comment.permalink),
                indent=round(min(depth, _DEEPEST) * _STEP, 1),
            )
        )
    kind = {"tree": "as the page states it", "flat": "the page does not say who answers whom"}
    about = f"{len(thread)} comments, {kind.get(thread.structure, 'no thread')}"
    title = title_label(thread.document)
    return framed([templates().tree(title, about, rows, max(0, len(thread) - most))])
