"""Testimony against opinion, by the question whether a colleague could confirm or deny it.

A sum of named marks. What asserts an event or a state of affairs of the work counts for
testimony; what values, foretells, exhorts, asks or mocks counts for opinion. That a sentence
stands in a comment counts nothing.

"""

from typing import Final, NamedTuple

from probenlp.classify.context import Context
from probenlp.classify.wording import TradeWords, marks_in
from probenlp.records import Voice

OPEN: Final = 0.5
"""A sum nearer to 0 than this decides nothing."""


class Weight(NamedTuple):
    """What the marks of a sentence come to."""

    voice: Voice
    score: float
    is_open: bool
    marks: tuple[str, ...]


class Weigher:
    """Weigh sentences by the words of a domain.

    Parameters
    ----------
    trade : TradeWords
        What the work is about.
    """

    def __init__(self, trade: TradeWords) -> None:
        self._trade = trade

    def weigh(self, context: Context, *, default: float = 0.0) -> Weight:
        """Sum the marks of a sentence.

        Parameters
        ----------
        context : Context
            The sentence.
        default : float
            Where to start from: above 0 for words quoted as a practitioner's.
        """
        marks = [("insider", 2.0)] if self._trade.is_insider(context.text) else []
        marks += [(mark.name, mark.weight) for mark in marks_in(context.text)]
        marks += self._trade_marks(context)
        # "We should have been told" presupposes an event, but asks for one: the modal decides.
        score = default + sum(weight for _, weight in marks)
        voice: Voice = "practitioner_testimony" if score > 0 else "commentary"
        names = tuple(name for name, _ in marks)
        return Weight(voice, score, abs(score) < OPEN, names)

    def _trade_marks(self, context: Context) -> list[tuple[str, float]]:
        found = []
        work = self._trade.work_in(context.text, context.words)
        if work:
            found.append(("work", 0.4 if work < 3 else 0.75))
        if self._trade.practitioners_in(context.words):
            found.append(("practitioners", 0.5))
        if context.has_figure and work:
            found.append(("figure", 1.0))
        if self._trade.politics_in(context.words):
            found.append(("politics", -1.0))
        if context.source.role == "blogger" and not context.insider:
            # Who writes posts about a service, and never of his own work in it, comments on it.
            found.append(("onlooker", -0.4))
        if context.insider:
            found.append(("insider-nearby", 0.5))
        return found
