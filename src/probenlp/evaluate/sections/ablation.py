"""What the generic miner makes of the pages of each known system, and of pages without a thread.

Every reader that knows a system is switched off, so that the system is unknown. Pages are halved by
a hash of their names: the miner was written against one half. At its first reading of the other
half it had recall .922 and precision .995; only then were noscript elements read, panels of the
writer told from texts, and "Reply to" cut off names. So the second half is held out no longer.
"""

import hashlib
from collections import defaultdict
from typing import Any

from probenlp.evaluate.results import provenance
from probenlp.evaluate.table import thread_cells
from probenlp.evaluate.thread_gold import GoldThread, digest_of, page_of, thread_units
from probenlp.evaluate.threads import ThreadScore, score_thread
from probenlp.harvest.comments import read_thread, readers
from probenlp.harvest.comments.registry import LAST_RESORTS

COLUMNS = [
    "system, unknown to the miner", "half", "pages", "comments", "recall", "precision", "author",
    "time", "parent",
]  # fmt: skip
HALVES = ("developed on", "held out until a first reading")


def half_of(gold: GoldThread) -> str:
    """Tell to which half a page belongs."""
    return HALVES[hashlib.sha256(gold.page.name.encode()).digest()[0] % 2]


def known_systems() -> frozenset[str]:
    """Name the readers that know a system."""
    return frozenset(readers()) - set(LAST_RESORTS)


def ablation_section(gold: list[GoldThread], about: str) -> dict[str, Any]:
    """Score the miner alone, by system and half; a page without a thread must give none."""
    scores, pages = mined_scores(gold)
    return {
        "about": f"{about} All readers that know a system are switched off.",
        "measured": provenance() | {"gold": digest_of(gold)[:12]},
        "columns": COLUMNS,
        "rows": [[*key, pages[key], *thread_cells(scores[key])] for key in sorted(scores)],
    }


def mined_scores(
    gold: list[GoldThread],
) -> tuple[dict[tuple[str, str], ThreadScore], dict[tuple[str, str], int]]:
    """Score the miner by system and half, and in all; with the number of pages."""
    scores: dict[tuple[str, str], ThreadScore] = defaultdict(ThreadScore)
    pages: dict[tuple[str, str], int] = defaultdict(int)
    off = known_systems()
    for thread in gold:
        page = page_of(thread)
        if page is None:
            continue
        known = read_thread(page, without=LAST_RESORTS)
        mined = read_thread(page, without=off)
        found = thread_units(mined) if mined else ()
        score = score_thread(found, thread.units)
        system = known.system if known and known.comments else "no thread"
        for name in (system, "all"):
            scores[name, half_of(thread)] += score
            pages[name, half_of(thread)] += 1
    return dict(scores), dict(pages)


def false_threads(gold: list[GoldThread]) -> list[str]:
    """Name the pages on which a thread is mined after their own was cut out of the tree."""
    wrong = []
    off = known_systems() | {"trafilatura"}
    for thread in gold:
        page = page_of(thread)
        if page is None:
            continue
        known = read_thread(page)
        for container in known.containers if known else ():
            if container.getparent() is not None:
                container.drop_tree()
        mined = read_thread(page, without=off)
        if mined and mined.comments:
            wrong.append(thread.page.name)
    return wrong


def false_threads_section(gold: list[GoldThread]) -> dict[str, Any]:
    """Count false threads on pages whose thread was cut out."""
    return {
        "about": "Pages with their threads cut out: whatever is mined then is no thread.",
        "measured": provenance() | {"gold": digest_of(gold)[:12]},
        "columns": ["pages", "false threads"],
        "rows": [[len(gold), len(false_threads(gold))]],
    }
