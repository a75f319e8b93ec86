"""The article body, against a reader's marks where there are any and against Trafilatura alone.

For the sample corpus a reader noted the first and last words of each article; the reference is what
the page shows between them. For other pages there is no gold of the body: ours is compared with
Trafilatura's own, and for both it is counted how many comments leaked into it.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from lxml.html import HTMLParser, document_fromstring
from trafilatura import bare_extraction

from probenlp.evaluate.results import provenance
from probenlp.evaluate.table import share
from probenlp.evaluate.thread_gold import GoldThread, Measured, digest_of
from probenlp.evaluate.threads import words_of
from probenlp.harvest.comments.render import render
from probenlp.records import Document

_SIDES: Final = ("ours", "theirs")
_LEAK: Final = 6  # words of a comment below which it may stand in an article by chance


@dataclass(frozen=True, slots=True)
class Body:
    """The words of one article as three see it; the reference is empty where nobody marked it."""

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    reference: tuple[str, ...] = ()


def bodies(measured: list[Measured]) -> list[Body]:
    """Read the articles of all pages that are HTML."""
    return [
        Body(
            gold.page.name,
            words_of(_article(document)),
            words_of(_trafilatura(gold)),
            _reference(gold.page),
        )
        for gold, document in measured
        if gold.page.suffix == ".html"
    ]


def _article(document: Document) -> str:
    return "\n".join(p.text for p in document.passages if p.kind == "article")


def _trafilatura(gold: GoldThread) -> str:
    found = bare_extraction(gold.page.read_bytes(), include_comments=False, with_metadata=True)
    return str(getattr(found, "text", None) or "")


def _reference(page: Path) -> tuple[str, ...]:
    """Take what the page shows from the first to the last words that a reader noted."""
    path = page.with_name(f"{page.stem}.thread.json")
    if not path.is_file():
        return ()
    gold = json.loads(path.read_text(encoding="utf-8"))
    tree = document_fromstring(page.read_bytes(), parser=HTMLParser(encoding="utf-8"))
    body = tree.find("body")
    shown = words_of(render([body if body is not None else tree]).text)
    first, last = words_of(gold["article_starts"]), words_of(gold["article_ends"])
    start = _find(shown, first, 0)
    end = _find(shown, last, start)
    return shown[start : end + len(last)]


def _find(words: Sequence[str], wanted: Sequence[str], start: int) -> int:
    at = f" {' '.join(words)} ".find(
        f" {' '.join(wanted)} ", len(" ".join(words[:start])) if start else 0
    )
    if at < 0:
        raise ValueError(f"the page does not show {' '.join(wanted)!r}: is the gold of this page?")
    return " ".join(words)[:at].count(" ") + (at > 0)


def f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Give the harmonic mean of precision and recall of words, as bags.

    Examples
    --------
    >>> f1(["no", "rooms"], ["no", "rooms", "at", "all"])
    0.6666666666666666
    """
    if not found or not wanted:
        return float(not found and not wanted)
    common = (Counter(found) & Counter(wanted)).total()
    return 2 * common / (len(found) + len(wanted))


def leaked(body: Sequence[str], gold: GoldThread) -> tuple[int, int]:
    """Count the comments whose words stand in an article, and the comments looked for."""
    said = [words for unit in gold.units if len(words := words_of(unit.text)) >= _LEAK]
    joined = f" {' '.join(body)} "
    return sum(f" {' '.join(words)} " in joined for words in said), len(said)


def articles_section(measured: list[Measured], about: str) -> dict[str, Any]:
    """Compare article bodies: F1 by words, the mean over pages, and comments leaked into them."""
    found = bodies(measured)
    by_name = {gold.page.name: gold for gold, _ in measured}
    rows: list[list[Any]] = []
    marked = [body for body in found if body.reference]
    if marked:
        rows.append(["ours, against the marks", len(marked), _mean(marked, "ours", "reference")])
        theirs = _mean(marked, "theirs", "reference")
        rows.append(["Trafilatura alone, against the marks", len(marked), theirs])
    rows.append(["ours, against Trafilatura alone", len(found), _mean(found, *_SIDES)])
    clean = [body for body in found if not leaked(body.theirs, by_name[body.name])[0]]
    rows.append(
        ["the same, where it has no comment in its article", len(clean), _mean(clean, *_SIDES)]
    )
    for name, side in zip(("ours", "Trafilatura alone"), _SIDES, strict=True):
        counts = [leaked(getattr(body, side), by_name[body.name]) for body in found]
        total = sum(count for count, _ in counts), sum(of for _, of in counts)
        rows.append([f"comments in the article, {name}", len(found), share(*total)])
    return {
        "about": f"{about} F1 of words, mean over pages; comments of {_LEAK} words or more.",
        "measured": provenance() | {"gold": digest_of([gold for gold, _ in measured])[:12]},
        "columns": ["what", "pages", "figure"],
        "rows": rows,
    }


def mean_f1(found: list[Body], left: str, right: str) -> float:
    """Give the mean F1 over pages of two of ``ours``, ``theirs`` and ``reference``."""
    return fmean(f1(getattr(body, left), getattr(body, right)) for body in found)


def _mean(found: list[Body], left: str, right: str) -> str:
    return f"{mean_f1(found, left, right):.4f}"
