"""How evenly a word is spread over the parts of a corpus: a word of one thread is no key word."""

import math
from collections.abc import Sequence


def deviation_of_proportions(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Give DP: 0 where a word is spread as the parts are large, towards 1 where it is bunched.

    Gries, *Dispersions and adjusted frequencies in corpora* (2008).

    Parameters
    ----------
    counts : sequence of int
        How often the word stands in each part.
    sizes : sequence of int
        How many words each part has.

    Returns
    -------
    float or None
        None where the word is in no part.

    Examples
    --------
    Parts of 9, 10, 10, 10 and 11 words that have a word once, twice, three, four and five times:

    >>> round(deviation_of_proportions([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 2)
    0.18
    """
    total, size = sum(counts), sum(sizes)
    if not total or not size:
        return None
    return (
        sum(abs(count / total - part / size) for count, part in zip(counts, sizes, strict=True)) / 2
    )


def juilland_d(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Give Juilland's D over relative frequencies: 1 where a word is spread evenly.

    Juilland, Brodin and Davidovitch, *Frequency Dictionary of French Words* (1970). With many parts
    it is near 1 for almost every word (Biber et al. 2016); prefer
    :func:`deviation_of_proportions` there.

    Returns
    -------
    float or None
        None with fewer than two parts, or where the word is in no part.

    Examples
    --------
    >>> round(juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 3)
    0.785
    """
    shares = [count / size for count, size in zip(counts, sizes, strict=True) if size]
    if len(shares) < 2 or not sum(shares):
        return None
    mean = sum(shares) / len(shares)
    spread = math.sqrt(sum((share - mean) ** 2 for share in shares) / len(shares))
    return 1 - spread / mean / math.sqrt(len(shares) - 1)
