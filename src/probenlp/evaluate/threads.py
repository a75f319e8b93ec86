"""Score a harvested comment thread against one that a careful reader wrote down.

Units are matched by their words, not by ids or order, so that readers of different systems and
other tools are measured alike:

* texts are compared as sequences of words (NFKC, case folded; what is no letter and no digit parts
  words), so that line breaks, quotation marks and emoji decide nothing;
* equal texts match first, in order of appearance;
* of the rest a pair matches where the words they share are at least nine tenths of the words of
  both (Dice's coefficient on word counts), the best pair first;
* each unit matches at most once: a doubled comment costs precision.

Author, time and parent are then scored on the matched pairs alone, where the gold states them.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

_WORDS = re.compile(r"[^\W_]+")
_SAME = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One comment, as far as it is scored.

    Attributes
    ----------
    text : str
        Its words.
    author : str or None
        As shown.
    utc : str or None
        ISO 8601 with an offset or ``Z``.
    shown_time : str or None
        The date as shown.
    parent : int or None
        Index of the comment answered in the same sequence.
    """

    text: str
    author: str | None = None
    utc: str | None = None
    shown_time: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadScore:
    """Counts, so that pages can be added; the shares follow from them.

    Attributes
    ----------
    found, gold, matched : int
        Units.
    authors, times, parents : tuple of int
        Right, and stated in the gold of matched units.
    """

    found: int = 0
    gold: int = 0
    matched: int = 0
    authors: tuple[int, int] = (0, 0)
    times: tuple[int, int] = (0, 0)
    parents: tuple[int, int] = (0, 0)

    def __add__(self, other: "ThreadScore") -> "ThreadScore":
        return ThreadScore(
            found=self.found + other.found,
            gold=self.gold + other.gold,
            matched=self.matched + other.matched,
            authors=_sum(self.authors, other.authors),
            times=_sum(self.times, other.times),
            parents=_sum(self.parents, other.parents),
        )

    @property
    def precision(self) -> float:
        """Matched units out of those found; 1 where nothing was found."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Matched units out of those in the gold; 1 where there is none."""
        return self.matched / self.gold if self.gold else 1.0

    def share(self, counts: tuple[int, int]) -> float:
        """Turn right and stated into a share, 1 where nothing is stated.

        Examples
        --------
        >>> ThreadScore().share((49, 50))
        0.98
        """
        return counts[0] / counts[1] if counts[1] else 1.0


def score_thread(found: Sequence[Unit], gold: Sequence[Unit]) -> ThreadScore:
    """Compare a thread with its gold.

    Parameters
    ----------
    found, gold : sequence of Unit
        In any order.

    Returns
    -------
    ThreadScore
        A parent is right where the matched parents match each other, or both have none; a time
        where both name the same second, or, without an instant in the gold, where it is shown in
        the same words.

    Examples
    --------
    >>> gold = [Unit(text="No rooms at Ashmere."), Unit(text="None here either!", parent=0)]
    >>> found = [Unit(text="No rooms at  Ashmere"), Unit(text="None here either")]
    >>> score = score_thread(found, gold)
    >>> score.recall, score.share(score.parents)
    (1.0, 0.5)
    """
    pairs = match_units([unit.text for unit in found], [unit.text for unit in gold])
    gold_of = dict(pairs)
    both = [(found[ours], gold[theirs]) for ours, theirs in pairs]
    authors = [ours.author == theirs.author for ours, theirs in both if theirs.author is not None]
    times = [_same_time(ours, theirs) for ours, theirs in both if theirs.utc or theirs.shown_time]
    parents = [
        (None if ours.parent is None else gold_of.get(ours.parent, -1)) == theirs.parent
        for ours, theirs in both
    ]
    return ThreadScore(
        found=len(found),
        gold=len(gold),
        matched=len(pairs),
        authors=(sum(authors), len(authors)),
        times=(sum(times), len(times)),
        parents=(sum(parents), len(parents)),
    )


def match_units(found: Sequence[str], gold: Sequence[str]) -> list[tuple[int, int]]:
    """Pair texts by their words; see the head of this module for the rules.

    Returns
    -------
    list of tuple of int
        Index in ``found``, index in ``gold``; each index at most once.
    """
    our_words, their_words = [words_of(text) for text in found], [words_of(text) for text in gold]
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in range(len(gold) - 1, -1, -1):
        waiting[their_words[index]].append(index)
    pairs = [
        (index, waiting[words].pop()) for index, words in enumerate(our_words) if waiting[words]
    ]
    ours = set(range(len(found))) - {pair[0] for pair in pairs}
    theirs = set(range(len(gold))) - {pair[1] for pair in pairs}
    candidates = sorted(
        (
            (-_dice(our_words[left], their_words[right]), left, right)
            for left in ours
            for right in theirs
        ),
    )
    for score, left, right in candidates:
        if -score >= _SAME and left in ours and right in theirs:
            pairs.append((left, right))
            ours.remove(left)
            theirs.remove(right)
    return sorted(pairs)


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are compared.

    A text without a word ("👍") is compared by its characters.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(_WORDS.findall(plain)) or tuple("".join(plain.split()))


def _dice(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    total = len(left) + len(right)
    if not total or 2 * min(len(left), len(right)) < _SAME * total:
        return 0.0
    return 2 * sum((Counter(left) & Counter(right)).values()) / total


def _same_time(ours: Unit, theirs: Unit) -> bool:
    if theirs.utc and (wanted := _instant(theirs.utc)):
        met = _instant(ours.utc or "")
        return met is not None and abs((met - wanted).total_seconds()) < 1
    return words_of(ours.shown_time or "") == words_of(theirs.shown_time or "")


def _instant(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _sum(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    return left[0] + right[0], left[1] + right[1]
