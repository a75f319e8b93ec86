"""What stands round a sentence: the marks and words of those beside it, of its block, its page.

Who speaks seldom changes from one sentence to the next, and what a sentence does not show its
neighbours may: "It took nine weeks." is testimony below "I asked for a desk in May".
"""

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags


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
