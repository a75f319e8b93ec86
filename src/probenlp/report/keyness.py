"""Which words a part of a corpus uses more than the rest, and by how much.

Three things must hold of a key word here: that the difference is more than chance (G², corrected
for the number of words tested), how large it is (an effect size, since G² grows with the corpus),
and that it is not one text's doing. For the last, G² is computed once more without the text that
has the word most: a word of one talkative thread falls below the threshold then.

"""

import html
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from probenlp.report.association import (
    chi_square_tail,
    log_likelihood,
    log_ratio,
    percent_difference,
)
from probenlp.report.dispersion import deviation_of_proportions, juilland_d
from probenlp.report.frame import Column, Frame

Parts = Mapping[str, Counter[str]]
"""Counts of words by text."""

Correction = Literal["bonferroni", "benjamini-hochberg", "none"]

COLUMNS: Final = (
    Column("word", "text", "in small letters"),
    Column("frequency", "whole", "occurrences in the part asked for"),
    Column("per_million", "number", "the same, per million words"),
    Column("frequency_against", "whole", "occurrences in what it is held against"),
    Column("per_million_against", "number", "the same, per million words"),
    Column("g2", "number", "log-likelihood ratio (Rayson and Garside 2000)"),
    Column("p", "number", "chance of a G² at least this high, one degree of freedom"),
    Column("p_bonferroni", "number", "p times the number of words tested"),
    Column("p_bh", "number", "false discovery rate (Benjamini and Hochberg 1995)"),
    Column("log_ratio", "number", "doublings (Hardie 2014); a missing word counts half"),
    Column("percent_difference", "number", "%DIFF; null: the word is not in the other part"),
    Column("documents", "whole", "texts of the part asked for that have it"),
    Column("dp", "number", "Gries's DP over those texts: 0 even, 1 bunched"),
    Column("juilland_d", "number", "1 even; null with fewer than two texts"),
    Column("g2_without", "number", "G² without the text that has the word most"),
    Column("is_steady", "truth", "still above the threshold without that text"),
)


class Keyword(NamedTuple):
    """A word and how it stands out; the fields are those of :data:`COLUMNS`."""

    word: str
    frequency: int
    per_million: float
    frequency_against: int
    per_million_against: float
    g2: float
    p: float
    p_bonferroni: float
    p_bh: float
    log_ratio: float | None
    percent_difference: float | None
    documents: int
    dp: float | None
    juilland_d: float | None
    g2_without: float
    is_steady: bool


class Keyness:
    """The key words of one part of a corpus held against another, the surest first.

    Attributes
    ----------
    words : tuple of Keyword
    focus_size, reference_size : int
        Words of the two parts.
    tested : int
        How many words were tested, which the corrections reckon with.
    note : str
        The sizes, the threshold, and how many words were left out as one text's doing.
    """

    def __init__(
        self, words: tuple[Keyword, ...], sizes: tuple[int, int], tested: int, note: str
    ) -> None:
        self.words = words
        self.focus_size, self.reference_size = sizes
        self.tested = tested
        self.note = note

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Keyword]:
        return iter(self.words)

    def __getitem__(self, place: int) -> Keyword:
        return self.words[place]

    def to_frame(self) -> Frame:
        """Give a row a word."""
        return Frame(COLUMNS, self.words)

    def __repr__(self) -> str:
        return f"{_shown(self.words)!r}\n{self.note}"

    def _repr_html_(self) -> str:
        return f"{_shown(self.words)._repr_html_()}<p>{html.escape(self.note)}</p>"


_SHOWN: Final = (
    "word",
    "frequency",
    "frequency_against",
    "g2",
    "p_bonferroni",
    "log_ratio",
    "documents",
    "dp",
)


def _shown(words: tuple[Keyword, ...]) -> Frame:
    columns = [column for column in COLUMNS if column.name in _SHOWN]
    return Frame(columns, ([getattr(word, name) for name in _SHOWN] for word in words))


def keyness(
    focus: Parts,
    reference: Parts,
    *,
    min_count: int = 3,
    min_documents: int = 2,
    alpha: float = 0.05,
    correction: Correction = "bonferroni",
    steady: bool = True,
) -> Keyness:
    """Find the words that a part of a corpus uses more than another.

    Parameters
    ----------
    focus, reference : mapping of str to Counter
        Words and their counts, text by text. The texts are the parts that dispersion is over.
    min_count : int
        Rarer words of the focus are not tested.
    min_documents : int
        Words of fewer texts are not tested, unless the focus has fewer.
    alpha : float
        A word is key below this chance, corrected as ``correction`` says.
    correction : str
        ``bonferroni`` (no false key word in nineteen lists of twenty), ``benjamini-hochberg`` (of
        twenty key words one may be false), or ``none``.
    steady : bool
        Keep only what stays below ``alpha`` without the text that has the word most.

    Examples
    --------
    >>> ours = {"a": Counter(caseload=30, the=70), "b": Counter(caseload=25, the=75)}
    >>> theirs = {"c": Counter(caseload=2, the=198)}
    >>> [(word.word, round(word.log_ratio, 1)) for word in keyness(ours, theirs)]
    [('caseload', 4.8)]
    """
    one, other = _Side(focus), _Side(reference)
    least = min(min_documents, len(focus))
    tested = [
        word
        for word, count in one.total.items()
        if count >= min_count and one.spread[word] >= least
    ]
    scores = {
        word: _g2(one.total[word], other.total[word], one.size, other.size) for word in tested
    }
    rates = _false_discovery({word: chi_square_tail(abs(score)) for word, score in scores.items()})
    words = [
        _keyword(word, scores[word], rates[word], one, other, len(tested), alpha, correction)
        for word in tested
        if scores[word] > 0
    ]
    key = [word for word in words if _chance(word, correction) < alpha]
    kept = [word for word in key if word.is_steady] if steady else key
    note = (
        f"{one.size:,} words against {other.size:,}; {len(tested):,} words tested, "
        f"p < {alpha:g} by {correction}; {len(key) - len(kept):,} left out as one text's doing"
    )
    kept.sort(key=lambda word: (-word.g2, word.word))
    return Keyness(tuple(kept), (one.size, other.size), len(tested), note)


class _Side:
    """One of the two parts, counted once."""

    def __init__(self, parts: Parts) -> None:
        self.sizes = {name: sum(counts.values()) for name, counts in parts.items()}
        self.size = sum(self.sizes.values())
        self.total: Counter[str] = Counter()
        self.spread: Counter[str] = Counter()
        self.places: dict[str, dict[str, int]] = {}
        for name, counts in parts.items():
            self.total.update(counts)
            self.spread.update(counts.keys())
            for word, count in counts.items():
                self.places.setdefault(word, {})[name] = count

    def spread_of(self, word: str) -> tuple[list[int], list[int]]:
        """Give a word's count, and the size, of every text."""
        places = self.places[word]
        return [places.get(name, 0) for name in self.sizes], list(self.sizes.values())


def _g2(a: int, b: int, c: int, d: int) -> float:
    """Give G², negative where the first part uses the word less."""
    score = log_likelihood(a, b, c, d)
    return score if c and d and a / c > b / d else -score


def _keyword(
    word: str,
    score: float,
    rate: float,
    one: _Side,
    other: _Side,
    tested: int,
    alpha: float,
    correction: Correction,
) -> Keyword:
    a, b, c, d = one.total[word], other.total[word], one.size, other.size
    most, most_count = max(one.places[word].items(), key=lambda item: (item[1], item[0]))
    without = _g2(a - most_count, b, c - one.sizes[most], d)
    counts, sizes = one.spread_of(word)
    chance = chi_square_tail(score)
    # Without that text the same correction holds; the false discovery rate scales p as before.
    scale = {"bonferroni": tested, "none": 1}.get(correction, rate / chance if chance else 1.0)
    return Keyword(
        word=word,
        frequency=a,
        per_million=a / c * 1e6,
        frequency_against=b,
        per_million_against=b / d * 1e6,
        g2=score,
        p=chance,
        p_bonferroni=min(1.0, chance * tested),
        p_bh=rate,
        log_ratio=log_ratio(a, b, c, d),
        percent_difference=percent_difference(a, b, c, d),
        documents=one.spread[word],
        dp=deviation_of_proportions(counts, sizes),
        juilland_d=juilland_d(counts, sizes),
        g2_without=without,
        is_steady=without > 0 and chi_square_tail(without) * scale < alpha,
    )


def _chance(word: Keyword, correction: Correction) -> float:
    if correction == "none":
        return word.p
    return word.p_bonferroni if correction == "bonferroni" else word.p_bh


def _false_discovery(chances: Mapping[str, float]) -> dict[str, float]:
    """Adjust chances by Benjamini and Hochberg, *Controlling the False Discovery Rate* (1995)."""
    ordered = sorted(chances.items(), key=lambda item: -item[1])
    rates: dict[str, float] = {}
    lowest = 1.0
    for place, (word, chance) in enumerate(ordered):
        rank = len(ordered) - place
        lowest = min(lowest, chance * (len(ordered) / rank))
        rates[word] = lowest
    return rates
