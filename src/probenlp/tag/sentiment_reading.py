"""How a sentence values the service: its words, figures and grades, weighed and summed.

In this order:

1. Figures and grades that were tagged count by their polarity or rank; words inside their measure
   are theirs and count no more ("only 38% of plans were good enough" holds no praise).
2. An amount ("vacancies", "morale") counts by what becomes of it in its clause: deficits that fall
   are good, resources that are low are bad.
3. A word that is denied turns and weakens; what is only wished for, asked, or past weakens.
4. Shades strengthen or weaken the word behind them.
5. What is granted ("although …", "… but") counts less than what is asserted.
6. Mockery turns the praise beside it.

"""

import bisect
import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from probenlp.records import Rating, Statistic
from probenlp.tag.phrases import Hit, PhraseTable, Word, words_of
from probenlp.tag.qualifying import qualifiers_of
from probenlp.tag.sentiment_clauses import Clause, clauses_of
from probenlp.tag.sentiment_figures import Valued, covered, figures_in
from probenlp.tag.sentiment_lexicon import Entry, Kind

_SPREAD: Final = 0.5
"""The sum s becomes s / sqrt(s² + this): one plain word gives about 0.6."""
_DENIED_GOOD: Final = -0.8
_DENIED_BAD: Final = -0.45
"""Not bad is less than good."""
_OPEN: Final = 0.25
_PAST: Final = 0.5
_LEAST_TURNED: Final = 0.5
"""A deficit that falls, a resource that is low: as strong as a plain word."""
_OF: Final = 1
_NEAR, _FAR = 3, 9
"""Words between an amount and its size ("a high and rising caseload"), or its movement."""
_GRADE: Final = 1.2
_SIGHT: Final = 400
"""Code points: no clause is longer."""
_SCARE: Final = frozenset("'\"‘’“”")

_DENYING: Final = frozenset(
    "not never cannot neither nor nobody none nothing nowhere hardly barely scarcely without no"
    " unable denied denies refused lack lacked lacking lacks absence no-one fail fails failed"
    " failing absent missing if unless whether should would could might may must shall will ought"
    " until target targets previously formerly originally historically before last previous"
    " earlier ago used hope hopes hoped plan plans planned intend intends aim aims want wants"
    " expect expected promise promised ?".split()
)
"""Where none of these stands, nothing is denied, open or past; asking for each word takes long."""


class Reading(NamedTuple):
    """What a sentence comes to.

    Attributes
    ----------
    words : list of Word
        Of the sentence.
    clauses : list of Clause
        Of the sentence.
    values : list of Valued
        In order.
    """

    words: list[Word]
    clauses: list[Clause]
    values: list[Valued]

    def score(self, within: Clause | None = None) -> float:
        """Give the score of the sentence or of one clause, from -1 to 1."""
        total = self.weighed(within)
        return 0.0 if total == 0 else round(total / math.sqrt(total * total + _SPREAD), 3)

    def weighed(self, within: Clause | None = None) -> float:
        """Sum what tells; a clause by itself counts whole."""
        if within is not None:
            return sum(v.score for v in self.values if within.first <= v.first < within.last)
        return sum(value.score * self.clause_of(value.first).weight for value in self.values)

    def clause_of(self, place: int) -> Clause:
        """Give the clause that holds a word."""
        at = bisect.bisect_right(self.clauses, place, key=lambda clause: clause.first)
        return self.clauses[at - 1]

    def sides(self) -> tuple[float, float]:
        """Sum what is good and what is bad, each clause counted whole."""
        good = sum(value.score for value in self.values if value.score > 0)
        return good, sum(value.score for value in self.values if value.score < 0)


class SentimentReader:
    """Reads sentences with one table of words.

    Parameters
    ----------
    table : PhraseTable
        From :func:`probenlp.tag.sentiment_lexicon.lexicon`.
    grades : dict of str to float
        From a grade's id to its score.

    Examples
    --------
    >>> from probenlp.tag.sentiment_lexicon import lexicon
    >>> reader = SentimentReader(lexicon(), {})
    >>> reader.read("The backlog has been cleared.").score() > 0
    True
    >>> reader.read("Nobody was helpful, although the room was clean.").score() < 0
    True
    """

    def __init__(self, table: PhraseTable[Entry], grades: dict[str, float]) -> None:
        self._table = table
        self._grades = grades

    def read(
        self,
        sentence: str,
        statistics: Sequence[Statistic] = (),
        ratings: Sequence[Rating] = (),
        *,
        offset: int = 0,
    ) -> Reading:
        """Read one sentence.

        Parameters
        ----------
        statistics, ratings : sequence of records
            Those in the sentence.
        offset : int
            Where the sentence begins in the text that the records' offsets count in.
        """
        words = words_of(sentence)
        clauses = clauses_of(words)
        hits = list(self._table.find(words))
        taken: set[int] = set()
        values = [*self._grades_in(words, ratings, offset, taken)]
        values += figures_in(words, hits, statistics, offset, taken)
        values += _words_in(sentence, words, clauses, hits, taken)
        values.sort()
        reading = Reading(words, clauses, values)
        return _mocked(reading, hits)

    def _grades_in(
        self, words: Sequence[Word], ratings: Sequence[Rating], offset: int, taken: set[int]
    ) -> list[Valued]:
        values = []
        for rating in ratings:
            first, last = covered(words, rating.span.start - offset, rating.span.end - offset)
            if first in taken or first == last:
                continue  # one grade for two standards is two records of one span
            taken.update(range(first, last))
            factor = _STATUS[rating.status]
            score = self._grades.get(rating.rating_id, 0.0) * factor * _GRADE
            if score:
                values.append(Valued(first, last, score, f"rating:{rating.label}:{rating.status}"))
        return values


_STATUS: Final = {
    "asserted": 1.0,
    "negated": -0.6,
    "previous": 0.15,
    "hypothetical": 0.25,
    "elsewhere": 0.15,
}


def _words_in(
    sentence: str,
    words: Sequence[Word],
    clauses: Sequence[Clause],
    hits: Sequence[Hit[Entry]],
    taken: set[int],
) -> list[Valued]:
    values: list[Valued] = []
    maybe_denied = any(w.lower in _DENYING or w.lower.endswith("n't") for w in words)
    starts = [hit.first for hit in hits]
    for clause in clauses:
        first, last = (bisect.bisect_left(starts, end) for end in (clause.first, clause.last))
        own = [hit for hit in hits[first:last] if hit.first not in taken]
        used: set[int] = set()
        near = [own[max(0, at - _FAR) : at + _FAR + 1] for at in range(len(own))]
        found = [
            *(_amount(hit, some, used) for hit, some in zip(own, near, strict=True)),
            *(_value(hit, some, used, words) for hit, some in zip(own, near, strict=True)),
        ]
        told = [value for value in found if value is not None and value.score]
        if maybe_denied:
            told = [_qualified(sentence, words, value) for value in told]
        values += told or _hints(own)
    return values


def _hints(hits: Sequence[Hit[Entry]]) -> list[Valued]:
    """Give the first hint of a clause in which nothing is valued: "had not been read"."""
    hint = next((hit for hit in hits if "hint" in hit.payload.roles), None)
    if hint is None:
        return []
    score = hint.payload.roles["hint"]
    return [Valued(hint.first, hint.last, score, f"hint:{hint.phrase}")]


def _amount(hit: Hit[Entry], around: Sequence[Hit[Entry]], used: set[int]) -> Valued | None:
    """Value an amount by what becomes of it; a deficit of which nothing is told is bad."""
    roles = hit.payload.roles
    kind: Kind = "bad_amount" if "bad_amount" in roles else "good_amount"
    if kind not in roles or hit.first in used:
        return None
    mover = _mover(hit, around, used)
    base = roles[kind]
    source = hit.payload.source
    if mover is None:
        if kind == "good_amount" or abs(base) < _LEAST_TURNED:
            return None
        used.add(hit.first)
        return Valued(hit.first, hit.last, base, f"{source}:{hit.phrase}")
    up = mover.payload.roles.keys() & {"rise", "high"} and not _is_small(mover)
    good = bool(up) == (kind == "good_amount")
    used.update((mover.first, hit.first))
    size = max(_LEAST_TURNED, abs(base))
    why = f"{source}:{hit.phrase}:{'rises' if up else 'falls'}"
    first, last = min(hit.first, mover.first), max(hit.last, mover.last)
    return Valued(first, last, size if good else -size, why)


def _mover(hit: Hit[Entry], around: Sequence[Hit[Entry]], used: set[int]) -> Hit[Entry] | None:
    """Find the word that tells an amount's size or movement, the nearest one."""
    best, nearest = None, _FAR + 1
    for other in around:
        kinds = other.payload.roles.keys()
        if other.first == hit.first or other.first in used:
            continue
        gap = other.first - hit.last if other.first > hit.first else hit.first - other.last
        reach = _FAR if kinds & {"fall", "rise"} else _NEAR if kinds & {"high", "low"} else -1
        if 0 <= gap <= reach and gap < nearest:
            best, nearest = other, gap
    return best


def _is_small(mover: Hit[Entry]) -> bool:
    return "low" in mover.payload.roles or "fall" in mover.payload.roles


def _value(
    hit: Hit[Entry], around: Sequence[Hit[Entry]], used: set[int], words: Sequence[Word]
) -> Valued | None:
    score = hit.payload.roles.get("value")
    if score is None or hit.first in used or _in_scare_quotes(hit, words):
        return None
    for shade in around:
        roles = shade.payload.roles
        if 0 <= hit.first - shade.last <= 1 and "value" not in roles and shade.first != hit.first:
            score *= roles.get("more_so", roles.get("less_so", 1.0))
        elif 0 <= hit.first - shade.last <= _OF and shade.phrase.endswith(" of") and "low" in roles:
            score = min(score, 0.0)  # "a shortage of experienced officers" is no praise
    return Valued(hit.first, hit.last, score, f"{hit.payload.source}:{hit.phrase}")


def _in_scare_quotes(hit: Hit[Entry], words: Sequence[Word]) -> bool:
    """Tell the ‘improved’ of which the writer believes nothing; a tagged grade is none of these."""
    return (
        hit.first > 0
        and hit.last < len(words)
        and words[hit.first - 1].lower in _SCARE
        and words[hit.last].lower in _SCARE
    )


def _qualified(sentence: str, words: Sequence[Word], value: Valued) -> Valued:
    start, end = words[value.first].start, words[value.last - 1].end
    # A text without full stops is one sentence: looking at all of it for each word takes too long.
    begin = max(0, start - _SIGHT)
    found = qualifiers_of(sentence[begin : end + _SIGHT], (start - begin, end - begin))
    score, why = value.score, value.why
    if "negated" in found:
        score *= _DENIED_GOOD if score > 0 else _DENIED_BAD
        why += ":denied"
    if "hypothetical" in found:
        score *= _OPEN
        why += ":open"
    if "past" in found:
        score *= _PAST
        why += ":past"
    return value._replace(score=round(score, 3), why=why)


def _mocked(reading: Reading, hits: Sequence[Hit[Entry]]) -> Reading:
    """Turn the praise that stands beside mockery."""
    mocking = [hit for hit in hits if "irony" in hit.payload.roles]
    if not mocking:
        return reading
    values = [
        value._replace(score=-value.score, why=f"{value.why}:mocked") if value.score > 0 else value
        for value in reading.values
    ]
    values += [
        Valued(hit.first, hit.last, hit.payload.roles["irony"], f"irony:{hit.phrase}")
        for hit in mocking
    ]
    return reading._replace(values=sorted(values))
