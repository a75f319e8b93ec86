"""Generated corpora: pages made by a program, which say so in their first line and in results."""

import html
import random
from collections.abc import Sequence
from pathlib import Path

NOTE = "Generated text for measuring speed; it says nothing about anybody."

_OFFICES = "Ashmere Tolland Wenbridge Harrow-on-Leam Castlebeck Dunmarsh Ottery Pellow".split()
_SAID = (
    "Inspectors looked at {n} cases in {office} and found that {p} per cent were planned well.",
    "In {office} {n} of {m} posts were vacant when the inspection began.",
    "“We have {n} people for the work of {m},” said a manager in {office}.",
    "My caseload in {office} went from {n} to {m} in a year, and nobody asked whether that works.",
    "The region says that {p} per cent of the plans from {office} are reviewed in time.",
    "I left {office} after {n} months; the training never came.",
)


def page(number: int, sentences: int = 6) -> str:
    """Make the text of a page: the same for the same number.

    Parameters
    ----------
    number : int
    sentences : int
        About 15 words each.
    """
    chance = random.Random(number)  # noqa: S311
    lines = [NOTE, ""]
    for _ in range(sentences):
        least = chance.randint(3, 60)
        lines.append(
            chance.choice(_SAID).format(
                office=chance.choice(_OFFICES),
                n=least,
                m=least + chance.randint(2, 40),
                p=chance.randint(5, 95),
            )
        )
    return "\n".join(lines) + "\n"


def write_pages(folder: Path, count: int, sentences: int = 6) -> Path:
    """Write so many pages, five hundred to a folder."""
    for number in range(count):
        path = folder / f"{number // 500:04}" / f"page-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, sentences), encoding="utf-8")
    return folder


_THREAD = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Post {number}</title><meta name="generator" content="WordPress 6.4"></head>
<body><article class="post">
<h1 class="entry-title">Post {number}</h1><div class="entry-content"><p>{note}</p></div></article>
<div id="comments" class="comments-area"><h2 class="comments-title">{count} thoughts</h2>
<ol class="comment-list">
{comments}
</ol></div></body></html>
"""
_COMMENT = """<li id="comment-{id}" class="comment even depth-1"><article id="div-comment-{id}"
class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">
<b class="fn">Reader {author}</b> <span class="says">says:</span></div>
<div class="comment-metadata">
<a href="https://made.example/post-{number}/#comment-{id}"><time datetime="{time}">{time}</time></a>
</div></footer><div class="comment-content"><p>{text}</p></div></article></li>"""


def thread(number: int, comments: int, sentences: Sequence[str]) -> str:
    """Make a post with its comments in WordPress's markup: the same for the same number.

    Parameters
    ----------
    number : int
    comments : int
    sentences : sequence of str
        Of which two to eight make a comment.
    """
    chance = random.Random(number)  # noqa: S311
    made = [
        _COMMENT.format(
            id=1 + place,
            number=number,
            author=chance.randint(1, 90),
            time=f"2023-{1 + place % 12:02}-{1 + place % 28:02}T12:{place % 60:02}:00+00:00",
            text=html.escape(" ".join(chance.choices(sentences, k=chance.randint(2, 8)))),
        )
        for place in range(comments)
    ]
    return _THREAD.format(number=number, note=NOTE, count=comments, comments="\n".join(made))
