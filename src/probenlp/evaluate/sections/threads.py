"""Threads by comment system, with Trafilatura's flat text beside them."""

from collections import defaultdict
from typing import Any

from trafilatura import bare_extraction

from probenlp.evaluate.flat_text import FlatScore, score_flat_text
from probenlp.evaluate.results import provenance
from probenlp.evaluate.table import share, thread_cells
from probenlp.evaluate.thread_gold import GoldThread, Measured, digest_of, found_units
from probenlp.evaluate.threads import ThreadScore, score_thread

COLUMNS = [
    "comment system", "pages", "comments", "recall", "precision", "author", "time", "parent",
    "Trafilatura: text found", "author beside", "date beside",
]  # fmt: skip
_BESIDE = (
    "Trafilatura's `comments` are one flat text: found is a comment whose words stand in it, "
    "wherever it begins and ends; beside, within twelve words; parents it has none."
)


def threads_section(measured: list[Measured], about: str) -> dict[str, Any]:
    """Score the threads of all pages, by comment system and in all."""
    ours: dict[str, ThreadScore] = defaultdict(ThreadScore)
    theirs: dict[str, FlatScore] = defaultdict(FlatScore)
    pages: dict[str, int] = defaultdict(int)
    for gold, document in measured:
        score = score_thread(found_units(document), gold.units)
        flat = _flat_score(gold)
        for name in (document.comment_system or "no thread", "all"):
            ours[name] += score
            theirs[name] += flat
            pages[name] += 1
    return {
        "about": f"{about} {_BESIDE}",
        "measured": provenance() | {"gold": digest_of([gold for gold, _ in measured])[:12]},
        "columns": COLUMNS,
        "rows": [
            [name, pages[name], *thread_cells(ours[name]), *_flat_cells(theirs[name])]
            for name in sorted(ours, key=lambda name: (name == "all", name))
        ],
    }


def _flat_score(gold: GoldThread) -> FlatScore:
    """Score Trafilatura; plain texts are not what it is for."""
    if gold.page.suffix != ".html":
        return FlatScore()
    return score_flat_text(trafilatura_comments(gold), gold.units)


def trafilatura_comments(gold: GoldThread) -> str:
    """Give what Trafilatura finds of the comments of a page."""
    found = bare_extraction(gold.page.read_bytes(), include_comments=True)
    return str(getattr(found, "comments", None) or "")


def _flat_cells(score: FlatScore) -> list[str]:
    return [share(score.found, score.gold), share(*score.authors), share(*score.dates)]
