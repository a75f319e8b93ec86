"""What counts more in a sentence that grants one thing and asserts another.

"Although the staff were kind, nothing worked": what is granted counts half. After "but" stands what
the writer is after, so what is before it counts less.

"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from probenlp.tag.phrases import Word

GRANTED: Final = 0.45
"""Of a clause behind "although", or before "but": after Hutto and Gilbert (2014), who found one
half by rating sentences; a little less, since reports begin with a courtesy."""

_GRANTING: Final = frozenset(
    "although though albeit despite notwithstanding while whilst whereas".split()
)
_TURNING: Final = frozenset("but however yet nevertheless nonetheless".split())
_CUTTING: Final = frozenset(";:–—")
_MARKS: Final = frozenset(",;:–—.!?()")
_BEGINNERS: Final = frozenset(
    "i we you he she it they there this that these those the a an my our his her their its nobody"
    " everyone no some many most".split()
)


_OPENING: Final = _GRANTING | _TURNING | {"even", "in"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of words, half-open, and how much it counts."""

    first: int
    last: int
    weight: float = 1.0


def clauses_of(words: Sequence[Word]) -> list[Clause]:
    """Cut a sentence into clauses and weigh them.

    Examples
    --------
    >>> from probenlp.tag.phrases import words_of
    >>> [clause.weight for clause in clauses_of(words_of("Although it was cold, they came."))]
    [0.45, 1.0]
    >>> [clause.weight for clause in clauses_of(words_of("They came but nobody was in."))]
    [0.45, 1.0]
    """
    cuts = _cuts(words)
    clauses = [Clause(first, last) for first, last in itertools.pairwise(cuts)]
    if not words:
        return []
    turned = [at for at, clause in enumerate(clauses) if _turns(words, clause)]
    return [
        Clause(clause.first, clause.last, _weight(words, clauses, at, turned))
        for at, clause in enumerate(clauses)
    ]


def _cuts(words: Sequence[Word]) -> list[int]:
    """Give where clauses begin, and the end; "despite the snow, trains ran" is cut at its comma."""
    cuts = [0]
    granting = bool(words) and _grants_at(words, 0)
    for at in range(1, len(words)):
        if _begins(words, at) or (granting and words[at - 1].lower == ","):
            cuts.append(at)
            granting = _grants_at(words, at)
    return [*cuts, len(words)]


def _weight(
    words: Sequence[Word], clauses: Sequence[Clause], at: int, turned: Sequence[int]
) -> float:
    clause = clauses[at]
    if _grants_at(words, clause.first) and len(clauses) > 1:
        return GRANTED
    return GRANTED if turned and at < turned[-1] else 1.0


def _grants_at(words: Sequence[Word], at: int) -> bool:
    first, second = words[at].lower, _lower(words, at + 1)
    if first in ("in", "even"):
        return second == "spite" or second in _GRANTING
    return first in _GRANTING and not _is_span_of_time(words, at)


def _is_span_of_time(words: Sequence[Word], at: int) -> bool:
    """Tell "while I was waiting", which grants nothing, by the verb in -ing."""
    if words[at].lower not in ("while", "whilst"):
        return False
    return any(word.lower.endswith("ing") for word in words[at + 1 : at + 4])


def _turns(words: Sequence[Word], clause: Clause) -> bool:
    return clause.first > 0 and words[clause.first].lower in _TURNING


def _begins(words: Sequence[Word], at: int) -> bool:
    """Tell whether a clause begins at a word."""
    word, before = words[at].lower, words[at - 1].lower
    if before not in _MARKS and word not in _OPENING:
        return False
    if word in _TURNING:
        # "all but two", "yet another", "not yet": no turn of the thought
        return not (word == "but" and before in ("all", "nothing", "anything", "none")) and not (
            word == "yet" and before not in _MARKS and before != "and"
        )
    if word in _GRANTING:
        return before != "even" and not (word == "though" and _lower(words, at + 1) in _MARKS)
    if word in ("even", "in"):
        return _lower(words, at + 1) in (*_GRANTING, "spite")
    if before in _CUTTING:
        return True
    if before == ",":
        return word in _BEGINNERS or (
            word in ("and", "so", "or") and _lower(words, at + 1) in _BEGINNERS
        )
    return False


def _lower(words: Sequence[Word], at: int) -> str:
    return words[at].lower if at < len(words) else ""
