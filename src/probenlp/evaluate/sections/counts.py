"""Whether the count in a thread's own heading is the count of comments found."""

from collections import defaultdict
from typing import Any

from probenlp.evaluate.results import provenance
from probenlp.evaluate.table import share
from probenlp.evaluate.thread_gold import Measured, digest_of


def counts_section(measured: list[Measured]) -> dict[str, Any]:
    """Compare claimed and found counts on the pages that claim one, by comment system.

    A heading counts what the page does not hold: pingbacks, deleted comments, other pages of the
    thread. Blogger's counts what stands below it.
    """
    agree: dict[str, int] = defaultdict(int)
    pages: dict[str, int] = defaultdict(int)
    for _, document in measured:
        if document.comments_claimed is not None and document.comment_system:
            pages[document.comment_system] += 1
            agree[document.comment_system] += document.comments_claimed == document.comments_found
    return {
        "about": "Pages whose heading counts the comments, and how often that is the count found.",
        "measured": provenance() | {"gold": digest_of([gold for gold, _ in measured])[:12]},
        "columns": ["comment system", "pages with a count", "claimed = found"],
        "rows": [[name, pages[name], share(agree[name], pages[name])] for name in sorted(pages)],
    }
