"""Testimony against opinion, by the question whether a colleague could confirm or deny it.

A sum of named marks. What asserts an event or a state of affairs of the work counts for
testimony; what values, foretells, exhorts, asks or mocks counts for opinion. That a sentence
stands in a comment counts nothing.

"""

from typing import Final, NamedTuple

from probenlp.classify.context import Context
from probenlp.classify.marks import marks_in
from probenlp.classify.wording import InTrade, TradeWords
from probenlp.records import Voice

_PERSONAL: Final = frozenset({"commenter", "blogger", "practitioner", "academic", "union"})
_COMMENT: Final = -0.9
_BLOG: Final = -1.2
"""Where the sum starts: those who write under a post, and those who write posts, more often hold
opinions than they give accounts, until something tells."""
OPEN: Final = 0.65
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
        self._last: tuple[Context, Weight] | None = None

    def weigh(self, context: Context, *, default: float = 0.0) -> Weight:
        """Sum the marks of a sentence.

        Parameters
        ----------
        context : Context
            The sentence.
        default : float
            Where to start from: above 0 for words quoted as a practitioner's.
        """
        weight = self._undisposed(context)
        if not default:
            return weight
        return _weight(weight.score + default, weight.marks)

    def _undisposed(self, context: Context) -> Weight:
        # Several rules weigh the same sentence one after the other.
        if self._last is not None and self._last[0] is context:
            return self._last[1]
        said = self._trade.of(context.text, context.words)
        marks = [("insider", 1.5)] if said.inside else []
        marks += [(mark.name, mark.weight) for mark in marks_in(context.text)]
        marks += _trade_marks(context, said)
        # "We should have been told" presupposes an event, but asks for one: the modal decides.
        found = _weight(sum(weight for _, weight in marks), tuple(name for name, _ in marks))
        self._last = context, found
        return found

    def told_by_nobody_known(self, context: Context) -> Voice | None:
        """Tell by the words alone who may have said them: a client, a colleague, an office.

        Returns
        -------
        str or None
            None where the words fit anybody.
        """
        told = self._trade.told_by(context.text)
        if told is None:
            return None
        if told.is_service_user:
            return "service_user_testimony"
        return "practitioner_testimony" if told.role == "practitioner" else "official_response"


def _trade_marks(context: Context, said: InTrade) -> list[tuple[str, float]]:
    found = []
    if said.work:
        found.append(("work", 0.4 if said.work < 3 else 0.75))
    if said.practitioners:
        found.append(("practitioners", 0.5))
    if context.has_figure and said.work:
        found.append(("figure", 0.5))
    if said.politics:
        found.append(("politics", -1.0))
    if context.source.role in _PERSONAL:
        found.append(("own-words", _BLOG if context.source.role == "blogger" else _COMMENT))
    if said.report:
        found.append(("report", -0.6))
    if context.persona is not None:
        found.append((f"is-{context.persona}", 1.1))
    elif context.lean is not None:
        found.append((f"may-be-{context.lean}", 0.9))
    return found


def _weight(score: float, marks: tuple[str, ...]) -> Weight:
    voice: Voice = "practitioner_testimony" if score > 0 else "commentary"
    # A sentence without a mark of its own is open, however opinion prevails in such places.
    unmarked = set(marks) <= {"own-words"}
    return Weight(voice, score, unmarked or abs(score) < OPEN, marks)
