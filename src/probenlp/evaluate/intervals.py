"""How sure a share is."""

import math
from typing import Final

_Z: Final = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution: intervals of 95 per cent."""


def wilson(right: int, of: int) -> tuple[float, float]:
    """Give the 95 per cent interval of a share.

    The score interval of Wilson (1927, *JASA* 22:209-212), which keeps inside 0 and 1 and does not
    shrink to nothing where all are right.

    Parameters
    ----------
    right, of : int
        Successes and trials.

    Returns
    -------
    tuple of float
        From 0 to 1; (0, 1) without a trial.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(50, 50)]
    [0.929, 1.0]
    >>> wilson(0, 0)
    (0.0, 1.0)
    """
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - half), min(1.0, centre + half)
