"""Measure quality and write the results page: run in the root of a checkout."""

import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from probenlp.evaluate.intervals import wilson
from probenlp.evaluate.results import provenance, write_results
from probenlp.evaluate.thread_gold import (
    GoldThread,
    digest_of,
    found_units,
    harvested,
    sample_threads,
    saved_threads,
)
from probenlp.evaluate.threads import ThreadScore, score_thread

SHARED = Path(os.environ.get("PROBENLP_SHARED", "../shared"))

COLUMNS = ["comment system", "pages", "comments", "recall", "precision", "author", "time", "parent"]


def main() -> None:
    """Measure what the data at hand allows."""
    sections = {
        "Threads, sample corpus": threads(
            list(sample_threads(Path("corpus/sample"))),
            "Pages written for this project. A development set.",
        )
    }
    if (SHARED / "pages").is_dir():
        sections["Threads, saved pages"] = threads(
            list(saved_threads(SHARED / "pages")),
            "Real pages of other people, not part of the project. A development set.",
        )
    else:
        sys.stderr.write(f"no saved pages at {SHARED}/pages: their figures are left as they were\n")
    write_results(Path("docs"), sections)
    sys.stdout.write(Path("docs/results.md").read_text(encoding="utf-8"))


def threads(gold: list[GoldThread], about: str) -> dict[str, Any]:
    """Score the threads of all pages, by comment system and in all."""
    scores: dict[str, ThreadScore] = defaultdict(ThreadScore)
    pages: dict[str, int] = defaultdict(int)
    for thread in gold:
        document = harvested(thread)
        score = score_thread(found_units(document), thread.units)
        for name in (document.comment_system or "no thread", "all"):
            scores[name] += score
            pages[name] += 1
    names = sorted(scores, key=lambda name: (name == "all", name))
    return {
        "about": about,
        "measured": provenance() | {"gold": digest_of(gold)[:12]},
        "columns": COLUMNS,
        "rows": [[name, pages[name], *_figures(scores[name])] for name in names],
    }


def _figures(score: ThreadScore) -> list[str]:
    counts = (
        (score.matched, score.gold),
        (score.matched, score.found),
        score.authors,
        score.times,
        score.parents,
    )
    return [str(score.gold), *(_shown(right, of) for right, of in counts)]


def _shown(right: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson(right, of)
    return f"{right / of:.3f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    main()
