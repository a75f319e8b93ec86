"""What a flat string of comments holds of a thread, scored as kindly as can be.

Trafilatura gives the comments of a page as one text. A comment counts as found where its words
stand in it one after another, or where lines that follow each other have nine tenths of its words
(the matching of :mod:`probenlp.evaluate.threads`), wherever one comment ends and the next begins:
that the text does not say. Its author counts as beside where the name stands within a few words of
it, its date likewise. Who answers whom cannot be told from it at all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from probenlp.evaluate.threads import Unit, words_of

_NEAR: Final = 12  # words before or after a text
_SAME: Final = 0.9
_OWN: Final = 0.8  # of the first line must be the comment's


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatScore:
    """Counts that can be added.

    Attributes
    ----------
    gold, found : int
        Comments.
    authors, dates : tuple of int
        Beside the text, and stated in the gold of all comments, found or not.
    """

    gold: int = 0
    found: int = 0
    authors: tuple[int, int] = (0, 0)
    dates: tuple[int, int] = (0, 0)

    def __add__(self, other: "FlatScore") -> "FlatScore":
        return FlatScore(
            gold=self.gold + other.gold,
            found=self.found + other.found,
            authors=(self.authors[0] + other.authors[0], self.authors[1] + other.authors[1]),
            dates=(self.dates[0] + other.dates[0], self.dates[1] + other.dates[1]),
        )


def score_flat_text(text: str, gold: Sequence[Unit]) -> FlatScore:
    r"""Look for the comments of a thread in a flat text.

    Examples
    --------
    >>> gold = [Unit(text="No rooms at Ashmere.", author="Ada", shown_time="4 May"),
    ...         Unit(text="None here either.", author="Bea", shown_time="5 May")]
    >>> score_flat_text("Ada\nNo rooms at Ashmere.\nReply", gold)
    FlatScore(gold=2, found=1, authors=(1, 2), dates=(0, 2))
    """
    flat = _FlatText(text)
    found = authors = dates = 0
    for unit in gold:
        place = flat.find(unit.text)
        if place is None:
            continue
        found += 1
        authors += unit.author is not None and flat.has_beside(unit.author, place)
        dates += unit.shown_time is not None and flat.has_beside(unit.shown_time, place)
    return FlatScore(
        gold=len(gold),
        found=found,
        authors=(authors, sum(unit.author is not None for unit in gold)),
        dates=(dates, sum(unit.shown_time is not None for unit in gold)),
    )


class _FlatText:
    """A text as words, with the places where its lines begin."""

    def __init__(self, text: str) -> None:
        self.lines = [words_of(line) for line in text.split("\n") if line.strip()]
        self.words = [word for line in self.lines for word in line]
        self.starts: list[int] = []
        at = 0
        for line in self.lines:
            self.starts.append(at)
            at += len(line)
        self.joined = f" {' '.join(self.words)} "

    def find(self, text: str) -> tuple[int, int] | None:
        """Give the words a comment stands in, half-open."""
        wanted = words_of(text)
        at = self.joined.find(f" {' '.join(wanted)} ")
        if at >= 0:
            start = self.joined.count(" ", 0, at)
            return start, start + len(wanted)
        return self._find_in_lines(wanted)

    def _find_in_lines(self, wanted: tuple[str, ...]) -> tuple[int, int] | None:
        counts = Counter(wanted)
        for first, line in enumerate(self.lines):
            if not line or sum((Counter(line) & counts).values()) < _OWN * len(line):
                continue
            held: Counter[str] = Counter()
            for last in range(first, len(self.lines)):
                held.update(self.lines[last])
                total = held.total() + len(wanted)
                if 2 * sum((held & counts).values()) >= _SAME * total:
                    return self.starts[first], self.starts[last] + len(self.lines[last])
                if held.total() > 1.3 * len(wanted):
                    break
        return None

    def has_beside(self, phrase: str, place: tuple[int, int]) -> bool:
        """Tell whether a phrase stands shortly before or after a stretch of words."""
        start, end = place
        near = [*self.words[max(0, start - _NEAR) : start], "|", *self.words[end : end + _NEAR]]
        return f" {' '.join(words_of(phrase))} " in f" {' '.join(near)} "
