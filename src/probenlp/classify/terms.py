"""Words and letters of sentences as weighted terms (TF-IDF), with a vocabulary that can be read.

Two views: words and pairs of words, and runs of three to five letters inside words. The vocabulary
is plain text and the weights are numbers, so that a model is no program.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

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
_AT_ONCE: Final = 50_000
"""Entries that are weighed at once: a long document must not need the memory of a matrix."""

Floats = NDArray[np.float64]


class Weighed(NamedTuple):
    """What sentences have of terms or marks, entry by entry, sorted by row.

    Attributes
    ----------
    rows, columns : array of int
    values : array of float
    sentences : int
        How many rows there are.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    sentences: int

    def scores(self, weights: Floats) -> Floats:
        """Multiply with the weights of the columns.

        Parameters
        ----------
        weights : array of shape (classes, columns)

        Returns
        -------
        array of shape (rows, classes)
        """
        scores = np.zeros((len(weights), self.sentences))
        for start in range(0, len(self.rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            rows = self.rows[part]
            shares = np.take(weights, self.columns[part], axis=1) * self.values[part]
            first = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
            scores[:, rows[first]] += np.add.reduceat(shares, first, axis=1)
        return scores.T


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
        # A pair is looked up word by word: most words begin none.
        self._pairs: dict[str, dict[str, int]] = {}
        for column, term in enumerate(self.terms if view == "words" else ()):
            one, blank, other = term.partition(" ")
            if blank:
                self._pairs.setdefault(one, {})[other] = column
        self._words: dict[str, NDArray[np.int64]] = {}

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
            counts = Counter(self._columns_in(text).tolist())
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
        """Give the rows of :meth:`transform`, all texts at once and without a matrix of them."""
        found = [self._columns_in(text) for text in texts]
        lengths = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
        wide = max(1, len(self.terms))
        keys = np.repeat(np.arange(len(texts)) * wide, lengths) + _joined(found, np.int64)
        keys.sort()
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
        counts = np.diff(first, append=len(keys))
        rows, columns = np.divmod(keys[first], wide)
        values = (1 + np.log(counts)) * self.idf[columns]
        squares = np.bincount(rows, values * values, minlength=len(texts))
        return Weighed(rows, columns, values / np.sqrt(squares)[rows], len(texts))

    def _columns_in(self, text: str) -> NDArray[np.int64]:
        """Give the columns of the terms of a text, as often as they stand there."""
        if self.view == "words":
            return np.array(self._columns_of_words(_WORD.findall(text)), dtype=np.int64)
        return _joined([self._columns_of_word(word) for word in text.split()], np.int64)

    def _columns_of_words(self, words: Sequence[str]) -> list[int]:
        """Give the columns of words and pairs, in the order of :func:`words_and_pairs`."""
        known, pairs = self._columns, self._pairs
        found = [known[one] for one in words if one in known]
        for one, other in itertools.pairwise(words):
            behind = pairs.get(one)
            if behind is not None and other in behind:
                found.append(behind[other])
        return found

    def _columns_of_word(self, word: str) -> NDArray[np.int64]:
        """Give the columns of the letters of a word; few words make up most of all texts."""
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            columns = [self._columns[one] for one in letters(word) if one in self._columns]
            found = self._words[word] = np.array(columns, dtype=np.int64)
        return found


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
        lengths = np.fromiter(map(len, columns), dtype=np.int64, count=len(columns))
        joined = np.array(list(itertools.chain.from_iterable(columns)), dtype=np.int64)
        rows = np.repeat(np.arange(len(columns)), lengths)
        return Weighed(rows, joined, np.full(len(joined), weight), len(columns))
