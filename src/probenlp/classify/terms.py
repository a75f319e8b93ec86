"""Words and letters of sentences as weighted terms (TF-IDF), with a vocabulary that can be read.

Two views: words and pairs of words, and runs of three to five letters inside words. The vocabulary
is plain text and the weights are numbers, so that a model is no program.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from typing import Final, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

_WORD: Final = re.compile(r"\w[\w'’-]*|[?!…£%“”\"]")
_SIZES: Final = (3, 4, 5)


def words_and_pairs(text: str) -> list[str]:
    """Give the words of a sentence, and each two that stand side by side.

    Examples
    --------
    >>> words_and_pairs("nobody asked us")
    ['nobody', 'asked', 'us', 'nobody asked', 'asked us']
    """
    words = _WORD.findall(text)
    return words + [f"{one} {other}" for one, other in itertools.pairwise(words)]


def letters(text: str) -> list[str]:
    """Give the runs of three to five letters, a blank at either end of a word.

    Examples
    --------
    >>> letters("ask us")
    [' as', 'ask', 'sk ', ' ask', 'ask ', ' ask ', ' us', 'us ', ' us ']
    """
    runs = []
    for word in text.split():
        padded = f" {word[:_LONGEST_WORD]} "
        for size in _SIZES:
            runs += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return runs


_LONGEST_WORD: Final = 20  # an address may be thousands of letters long

VIEWS: Final[dict[str, Callable[[str], list[str]]]] = {
    "words": words_and_pairs,
    "letters": letters,
}


T = TypeVar("T", bound=np.generic)

_REMEMBERED: Final = 30_000
_FEW: Final = 64
_DAMPED: Final = 1 + np.log(np.maximum(np.arange(_FEW), 1))
"""What a term counts that stands in a sentence once, twice, …; few stand there more often."""

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Weighed(NamedTuple):
    """What sentences have of terms or marks, entry by entry, sorted by row.

    Attributes
    ----------
    rows, columns : array of int
    values : array of float
    sentences : int
        How many rows there are.
    """

    rows: Numbers
    columns: Numbers
    values: Floats
    sentences: int

    def scores(self, weights: Floats) -> Floats:
        """Multiply with the weights of the columns.

        Parameters
        ----------
        weights : array of shape (classes, columns)
            Best laid out column by column (``order="F"``), since an entry needs a column whole.

        Returns
        -------
        array of shape (rows, classes)
        """
        counts = np.bincount(self.rows, minlength=self.sentences)
        starts = np.concatenate(([0], np.cumsum(counts)))
        matrix = csr_matrix(
            (self.values, self.columns, starts), shape=(self.sentences, weights.shape[1])
        )
        return cast("Floats", matrix @ weights.T)


class Terms:
    """A vocabulary of one view, and how rare each of its terms is.

    Parameters
    ----------
    view : str
        One of :data:`VIEWS`.
    terms : sequence of str
        Column by column.
    idf : array of float
        Inverse document frequency, column by column.
    """

    def __init__(self, view: str, terms: Sequence[str], idf: NDArray[np.float64]) -> None:
        self.view = view
        self.terms = tuple(terms)
        self.idf = idf
        self._columns = {term: column for column, term in enumerate(terms)}
        self._words = _Words(self._columns)
        self._pairs = _Pairs(self.terms if view == "words" else ())

    @classmethod
    def fit(cls, view: str, texts: Iterable[str], *, least: int, most: int) -> "Terms":
        """Collect the terms that stand in at least ``least`` texts, at most ``most`` of them."""
        seen: Counter[str] = Counter()
        total = 0
        for text in texts:
            seen.update(set(VIEWS[view](text)))
            total += 1
        kept = [term for term, count in seen.items() if count >= least]
        kept = sorted(sorted(kept), key=lambda term: -seen[term])[:most]
        kept.sort()
        counts = np.array([seen[term] for term in kept], dtype=np.float64)
        return cls(view, kept, np.log((1 + total) / (1 + counts)) + 1)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Weigh the terms of each text: dampened counts, rarity, length one a row."""
        rows, columns, values = [0], [], []
        for text in texts:
            known = [self._columns[one] for one in VIEWS[self.view](text) if one in self._columns]
            counts = Counter(known)
            places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
            weights = 1 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))
            weights *= self.idf[places]
            length = np.sqrt(weights @ weights)
            columns.append(places)
            values.append(weights / length if length else weights)
            rows.append(rows[-1] + len(places))
        return csr_matrix(
            (_joined(values, np.float64), _joined(columns, np.int64), rows),
            shape=(len(texts), len(self.terms)),
        )

    def weighed(self, texts: Sequence[str]) -> Weighed:
        """Give the rows of :meth:`transform`, all texts at once."""
        rows, columns = self._found_in(texts)
        wide = max(1, len(self.terms))
        # Sorting is most of the work, and smaller numbers sort quicker.
        small = len(texts) * wide < np.iinfo(np.int32).max
        keys = (rows * wide + columns).astype(np.int32 if small else np.int64)
        keys.sort()
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
        counts = np.diff(first, append=len(keys))
        rows, columns = np.divmod(keys[first], wide)
        values = _damped(counts) * self.idf[columns]
        squares = np.bincount(rows, values * values, minlength=len(texts))
        return Weighed(rows, columns, values / np.sqrt(squares)[rows], len(texts))

    def _found_in(self, texts: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Give text and column of each term that stands in a text, as often as it stands there."""
        cut: Callable[[str], list[str]] = _WORD.findall if self.view == "words" else str.split
        words = [cut(text) for text in texts]
        joined = list(itertools.chain.from_iterable(words))
        texts_of = np.repeat(np.arange(len(words)), _lengths(words))
        if self.view == "words":
            return self._pairs.found_in(joined, texts_of)
        found = [*map(self._words.__getitem__, joined)]
        return np.repeat(texts_of, _lengths(found)), _joined(found, np.int64)


class _Words(dict[str, Numbers]):
    """The columns of the letters of a word; few words make up most of all texts."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = columns

    def __missing__(self, word: str) -> Numbers:
        if len(self) >= _REMEMBERED:
            self.clear()
        columns = [self._columns[one] for one in letters(word) if one in self._columns]
        found = self[word] = np.array(columns, dtype=np.int64)
        return found


class _Pairs:
    """Columns of words and of pairs, found by numbers: each word has one, a pair has two.

    Parameters
    ----------
    terms : sequence of str
        Column by column; a blank parts the words of a pair.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        words = {word for term in terms for word in term.split(" ")}
        self._numbers = {word: number for number, word in enumerate(sorted(words), start=1)}
        self._wide = len(words) + 1
        # No word of the vocabulary has the number 0, and no column.
        self._columns = np.full(self._wide, -1)
        pairs = {}
        for column, term in enumerate(terms):
            one, blank, other = term.partition(" ")
            if blank:
                pairs[self._numbers[one] * self._wide + self._numbers[other]] = column
            else:
                self._columns[self._numbers[one]] = column
        self._keys = np.array(sorted(pairs), dtype=np.int64)
        self._of_keys = np.array([pairs[key] for key in sorted(pairs)], dtype=np.int64)

    def found_in(self, words: Sequence[str], texts: Numbers) -> tuple[Numbers, Numbers]:
        """Give text and column of words and pairs, given all words of all texts in a row.

        Parameters
        ----------
        words : sequence of str
        texts : array of int
            The text of each word.
        """
        numbers = np.fromiter(
            map(self._numbers.get, words, itertools.repeat(0)), dtype=np.int64, count=len(words)
        )
        columns = self._columns[numbers]
        known = columns >= 0
        keys = numbers[:-1] * self._wide + numbers[1:]
        places = np.searchsorted(self._keys, keys)
        beside = np.flatnonzero((texts[:-1] == texts[1:]) & (places < len(self._keys)))
        beside = beside[self._keys[places[beside]] == keys[beside]]
        return (
            np.concatenate([texts[known], texts[beside]]),
            np.concatenate([columns[known], self._of_keys[places[beside]]]),
        )


def _damped(counts: Numbers) -> Floats:
    """Give 1 + log of counts, those up to some dozens from a table."""
    if len(counts) and counts.max() >= _FEW:
        return cast("Floats", 1 + np.log(counts))
    return _DAMPED[counts]


def _lengths(parts: Sequence[Sized]) -> Numbers:
    return np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))


def _joined(parts: Sequence[NDArray[T]], kind: type[T]) -> NDArray[T]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)


class Marks:
    """The named marks of sentences as columns of ones.

    Parameters
    ----------
    names : sequence of str
        Column by column.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._columns = {name: column for column, name in enumerate(names)}

    @classmethod
    def fit(cls, marks: Iterable[Sequence[str]], *, least: int) -> "Marks":
        """Collect the marks that at least ``least`` sentences bear."""
        seen = Counter(name for one in marks for name in one)
        return cls(sorted(name for name, count in seen.items() if count >= least))

    def transform(self, marks: Sequence[Sequence[str]]) -> csr_matrix:
        """Set a one where a sentence bears a mark."""
        rows, columns = [0], []
        for one in marks:
            columns += [self._columns[name] for name in one if name in self._columns]
            rows.append(len(columns))
        ones = np.ones(len(columns))
        return csr_matrix((ones, columns, rows), shape=(len(marks), len(self.names)))

    def weighed(self, marks: Sequence[Sequence[str]], weight: float) -> Weighed:
        """Give the entries of :meth:`transform`, each of the same weight."""
        known = self._columns
        columns = [[known[name] for name in one if name in known] for one in marks]
        joined = np.array(list(itertools.chain.from_iterable(columns)), dtype=np.int64)
        rows = np.repeat(np.arange(len(columns)), _lengths(columns))
        return Weighed(rows, joined, np.full(len(joined), weight), len(columns))
