"""Intervals of scores that are no simple shares: pages are drawn anew, with replacement."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right, found and wanted; counts of pages can be added.

    Examples
    --------
    >>> both = Counts(8, 10, 8) + Counts(1, 2, 4)
    >>> round(both.precision, 3), both.recall, both.f1
    (0.75, 0.75, 0.75)
    """

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Right out of found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right out of wanted; 1 where nothing was wanted."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was found or wanted."""
        both = self.found + self.gold
        return 2 * self.right / both if both else 1.0


def interval(pages: Sequence[Counts], *, seed: int = 1) -> tuple[float, float]:
    """Give the 95 per cent bootstrap interval of F1, pages as the units that are drawn.

    Sentences of one page are not independent, so pages are drawn and not sentences.

    Parameters
    ----------
    pages : sequence of Counts
        One a page.
    seed : int
        The same seed gives the same interval.

    Returns
    -------
    tuple of float
        The 2.5th and the 97.5th percentile of F1.

    Examples
    --------
    >>> interval([Counts(9, 10, 10)] * 5)
    (0.9, 0.9)
    """
    draw = random.Random(seed)  # noqa: S311  no secret
    scores = sorted(
        sum(draw.choices(pages, k=len(pages)), Counts()).f1 if pages else 1.0 for _ in range(DRAWS)
    )
    return scores[DRAWS // 40], scores[-1 - DRAWS // 40]
