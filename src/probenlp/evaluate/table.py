"""Cells of the results page."""

from probenlp.evaluate.intervals import wilson
from probenlp.evaluate.threads import ThreadScore


def share(right: int, of: int) -> str:
    """Write a share with its interval, or a dash where there was nothing to get right.

    Examples
    --------
    >>> share(49, 50), share(0, 0)
    ('0.980 [0.90, 1.00]', '–')
    """
    if not of:
        return "–"
    low, high = wilson(right, of)
    return f"{right / of:.3f} [{low:.2f}, {high:.2f}]"


def thread_cells(score: ThreadScore) -> list[str]:
    """Write a score of threads: comments in the gold, recall, precision, author, time, parent."""
    return [
        str(score.gold),
        share(score.matched, score.gold),
        share(score.matched, score.found),
        share(*score.authors),
        share(*score.times),
        share(*score.parents),
    ]
