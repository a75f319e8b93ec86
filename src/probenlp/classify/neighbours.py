"""What stands round a sentence: the marks and words of those beside it, of its block, its page.

Who speaks seldom changes from one sentence to the next, and what a sentence does not show its
neighbours may: "It took nine weeks." is testimony below "I asked for a desk in May".
"""

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from probenlp.classify.terms import Weighed

Floats = NDArray[np.float64]

_SOMETHING = 0.5


def mean_of_others(rows: csr_matrix, groups: Sequence[str]) -> csr_matrix:
    """Give for each row the mean of the other rows of its group; zeros where it is alone.

    Examples
    --------
    >>> rows = csr_matrix(np.array([[1.0], [0.0], [1.0]]))
    >>> mean_of_others(rows, ["a", "a", "a"]).toarray().ravel().tolist()
    [0.5, 1.0, 0.5]
    """
    _, place, size = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    ones = np.ones(len(place))
    joined = csr_matrix((ones, (place, np.arange(len(place)))), shape=(len(size), len(place)))
    others = (joined @ rows)[place] - rows
    return csr_matrix(diags(1.0 / np.maximum(size[place] - 1, 1)) @ others)


class Groups:
    """Rows in groups: sums over the others of each row's group, of arrays of few columns.

    What is linear can be weighed first and summed then: the mean of a block's marks, weighed, is
    the mean of its weighed marks. That spares a model the matrices that :func:`mean_of_others`
    makes.

    Parameters
    ----------
    names : sequence of str
        The group of each row.
    """

    def __init__(self, names: Sequence[str]) -> None:
        known: dict[str, int] = {}
        self.place = np.array([known.setdefault(one, len(known)) for one in names], dtype=np.int64)
        self.sizes = np.bincount(self.place, minlength=len(known))

    def sum_of_others(self, rows: Floats) -> Floats:
        """Sum the other rows of each row's group; zeros where it is alone."""
        sums = np.zeros((len(self.sizes), rows.shape[1]))
        np.add.at(sums, self.place, rows)
        return np.where(self._alone[:, None], 0.0, sums[self.place] - rows)

    def mean_of_others(self, rows: Floats) -> Floats:
        """Give the mean of the other rows of each row's group; zeros where it is alone.

        Examples
        --------
        >>> Groups(["a", "a", "a"]).mean_of_others(np.array([[1.0], [0.0], [1.0]])).ravel().tolist()
        [0.5, 1.0, 0.5]
        """
        others = np.maximum(self.sizes[self.place] - 1, 1)
        return self.sum_of_others(rows) / others[:, None]

    def beside(self, rows: Floats, step: int) -> Floats:
        """Give for each row the one ``step`` (1 or -1) places on; zeros in another group.

        Examples
        --------
        >>> Groups(["a", "a", "b"]).beside(np.array([[1.0], [2.0], [3.0]]), -1).ravel().tolist()
        [0.0, 1.0, 0.0]
        """
        found = np.zeros_like(rows)
        same = (self.place[1:] == self.place[:-1])[:, None]
        if step > 0:
            found[:-1] = np.where(same, rows[1:], 0.0)
        else:
            found[1:] = np.where(same, rows[:-1], 0.0)
        return found

    def lengths_of_others(self, terms: Weighed) -> Floats:
        """Give the length of the sum of the other rows of each row's group, from their entries.

        By the sums of the group and the row alone: the others' are these without the row. No
        entry may be below zero, and rows have the length one or none, so that what is below a
        half of one is what is left of nothing.
        """
        wide = int(terms.columns.max(initial=0)) + 1
        groups = self.place[terms.rows]
        keys, at = np.unique(groups * wide + terms.columns, return_inverse=True)
        sums = np.bincount(at, terms.values, minlength=len(keys))
        whole = np.bincount(keys // wide, sums * sums, minlength=len(self.sizes))
        own = terms.values * (terms.values - 2 * sums[at])
        squares = whole[self.place] + np.bincount(terms.rows, own, minlength=terms.sentences)
        return np.where(squares > _SOMETHING, np.sqrt(np.maximum(squares, 0.0)), 1.0)

    @property
    def _alone(self) -> NDArray[np.bool_]:
        return self.sizes[self.place] < 2


def beside(rows: csr_matrix, groups: Sequence[str], step: int) -> csr_matrix:
    """Give for each row the one ``step`` places on in the same group; zeros where there is none.

    Examples
    --------
    >>> rows = csr_matrix(np.array([[1.0], [2.0], [3.0]]))
    >>> beside(rows, ["a", "a", "b"], -1).toarray().ravel().tolist()
    [0.0, 1.0, 0.0]
    """
    names = np.asarray(groups)
    count = len(names)
    own = np.arange(count)
    other = own + step
    inside = (other >= 0) & (other < count)
    inside[inside] = names[own[inside]] == names[other[inside]]
    picked = csr_matrix(
        (np.ones(int(inside.sum())), (own[inside], other[inside])), shape=(count, count)
    )
    return csr_matrix(picked @ rows)


def of_length_one(rows: csr_matrix) -> csr_matrix:
    """Scale each row to length one; rows of zeros stay."""
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    lengths = cast("NDArray[np.float64]", np.sqrt(squares))
    return csr_matrix(diags(1.0 / np.where(lengths > 0, lengths, 1.0)) @ rows)
