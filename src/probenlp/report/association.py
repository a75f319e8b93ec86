"""Measures of how strongly a word goes with a part of a corpus, or with another word."""

import math


def log_likelihood(a: int, b: int, c: int, d: int) -> float:
    """Give the log-likelihood ratio G² of a word's frequency in two corpora.

    The two cells of Rayson and Garside, *Comparing Corpora using Frequency Profiling* (2000), after
    Dunning, *Accurate Methods for the Statistics of Surprise and Coincidence* (1993).

    Parameters
    ----------
    a, b : int
        How often the word stands in the first and in the second corpus.
    c, d : int
        How many words these have.

    Returns
    -------
    float
        0 where both have it equally often for their size. 3.84 is the 5 per cent point, 6.63 the
        1 per cent point, 15.13 that of 0.01 per cent.

    Examples
    --------
    >>> round(log_likelihood(52, 57, 50_000, 75_000), 2)
    2.65
    """
    if not a + b or not c or not d:
        return 0.0
    expected_a, expected_b = c * (a + b) / (c + d), d * (a + b) / (c + d)
    return max(0.0, 2 * (_term(a, expected_a) + _term(b, expected_b)))


def log_likelihood_table(together: int, one: int, other: int, total: int) -> float:
    """Give G² of a table of two by two, all four cells, as collocations need it.

    Parameters
    ----------
    together : int
        Times both are met.
    one, other : int
        Times each is met.
    total : int
        Times there was to meet them.

    Examples
    --------
    >>> round(log_likelihood_table(10, 40, 50, 200), 9)
    0.0
    """
    observed = (together, one - together, other - together, total - one - other + together)
    rows, columns = (one, total - one), (other, total - other)
    if not total or min(observed) < 0:
        return 0.0
    expected = [row * column / total for row in rows for column in columns]
    ordered = (observed[0], observed[1], observed[2], observed[3])
    return max(0.0, 2 * sum(_term(o, e) for o, e in zip(ordered, expected, strict=True)))


def _term(observed: float, expected: float) -> float:
    return observed * math.log(observed / expected) if observed and expected else 0.0


def log_ratio(a: int, b: int, c: int, d: int) -> float | None:
    """Give the binary logarithm of the ratio of two relative frequencies.

    Hardie, *Log Ratio: an informal introduction* (2014): each unit is a doubling. A word that is
    missing on one side counts there as half an occurrence, so that the ratio is finite.

    Returns
    -------
    float or None
        None where a corpus is empty, or neither has the word.

    Examples
    --------
    >>> log_ratio(40, 10, 1000, 1000), log_ratio(8, 0, 1000, 1000)
    (2.0, 4.0)
    """
    if not c or not d or not a + b:
        return None
    return math.log2(((a or 0.5) / c) / ((b or 0.5) / d))


def percent_difference(a: int, b: int, c: int, d: int) -> float | None:
    """Give by how many per cent the first corpus has a word more often (%DIFF).

    Gabrielatos and Marchi, *Keyness: Matching metrics to definitions* (2011). Negative: it has it
    more rarely.

    Returns
    -------
    float or None
        None where the second corpus has none: there is nothing to take a share of.

    Examples
    --------
    >>> percent_difference(40, 10, 1000, 1000), percent_difference(5, 10, 1000, 1000)
    (300.0, -50.0)
    """
    if not c or not d or not b:
        return None
    return ((a / c) / (b / d) - 1) * 100


def chi_square_tail(score: float) -> float:
    """Give the chance of a G² at least this high with one degree of freedom.

    Examples
    --------
    >>> round(chi_square_tail(3.841459), 4), chi_square_tail(0.0)
    (0.05, 1.0)
    """
    return math.erfc(math.sqrt(max(0.0, score) / 2))


def mutual_information(together: int, expected: float) -> float:
    """Give pointwise mutual information in bits: log2 of observed over expected.

    Church and Hanks, *Word Association Norms, Mutual Information, and Lexicography* (1990).
    """
    return math.log2(together / expected)


def t_score(together: int, expected: float) -> float:
    """Give the t-score of Church et al., *Using Statistics in Lexical Analysis* (1991)."""
    return (together - expected) / math.sqrt(together)


def log_dice(together: int, one: int, other: int) -> float:
    """Give logDice: at most 14, and comparable between corpora of any size.

    Rychlý, *A Lexicographer-Friendly Association Score* (2008).

    Examples
    --------
    >>> log_dice(7, 7, 7), log_dice(7, 14, 14)
    (14.0, 13.0)
    """
    return 14 + math.log2(2 * together / (one + other))
