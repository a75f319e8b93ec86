"""Words and letters of sentences as weighted terms (TF-IDF), with a vocabulary that can be read.

Two views: words and pairs of words, and runs of three to five letters inside words. The vocabulary
is plain text and the weights are numbers, so that a model is no program.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

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
        self._split = VIEWS[view]

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
            counts = Counter(
                column
                for term in self._split(text)
                if (column := self._columns.get(term)) is not None
            )
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


def _joined(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
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
