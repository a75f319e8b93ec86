"""How sure a decision is: probabilities that hold what they promise, and sets of voices.

A temperature sharpens or softens all probabilities alike until they fit held-out pages. A
sentence's set holds every voice that cannot be ruled out at a rate of error set for each voice by
itself (Mondrian conformal prediction; Vovk et al., 2005), so that a rare voice is not given up for
a common one.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SMALL: Final = 1e-12
_NEXT_TO: Final = 1e-6


def heated(probabilities: Floats, temperature: float) -> Floats:
    """Sharpen (below 1) or soften (above 1) probabilities.

    Examples
    --------
    >>> heated(np.array([[0.8, 0.2]]), 2.0).round(3).tolist()
    [[0.667, 0.333]]
    """
    powers = np.maximum(probabilities, _SMALL) ** (1 / temperature)
    return powers / powers.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]


def best_temperature(probabilities: Floats, truth: NDArray[np.int64]) -> float:
    """Find the temperature at which held-out sentences are least surprising.

    Parameters
    ----------
    probabilities : array of shape (sentences, classes)
        For sentences of pages that the model was not fitted on.
    truth : array of int
        The column of each sentence's voice.
    """

    def surprise(temperature: float) -> float:
        right = heated(probabilities, temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(right, _SMALL)).mean())

    low, high = math.log(0.2), math.log(5.0)
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(40):
        one, other = high - golden * (high - low), low + golden * (high - low)
        if surprise(math.exp(one)) < surprise(math.exp(other)):
            high = other
        else:
            low = one
    return round(math.exp((low + high) / 2), 4)


def thresholds(
    probabilities: Floats, truth: NDArray[np.int64], *, error: float = 0.1
) -> tuple[float, ...]:
    """Find for each voice the probability from which it belongs to a sentence's set.

    Returns
    -------
    tuple of float
        By column; 0 for a voice with too few sentences to promise anything, so that it is never
        ruled out.
    """
    found = []
    for column in range(probabilities.shape[1]):
        own = np.sort(probabilities[truth == column, column])
        allowed = math.floor(error * (len(own) + 1))
        found.append(float(own[allowed - 1]) if allowed >= 1 else 0.0)
    return tuple(math.floor(one * 1e6) / 1e6 for one in found)  # never above what was found


def rounded(values: Floats, digits: int = 4) -> Floats:
    """Round as Python's ``round`` does, to the digit, many numbers at once.

    Numbers that lie next to the middle between two are left to ``round``, as multiplying them may
    carry them over it.

    Examples
    --------
    >>> rounded(np.array([0.12344, 0.12345, 0.5])).tolist()
    [0.1234, 0.1235, 0.5]
    """
    scaled = values * 10.0**digits
    found = np.rint(scaled) / 10.0**digits
    for place in zip(*np.nonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _NEXT_TO), strict=True):
        found[place] = round(float(values[place]), digits)
    return found


def voice_set(probabilities: Sequence[float], limits: Sequence[float]) -> list[int]:
    """Give the columns that cannot be ruled out, the most probable first; never empty.

    Examples
    --------
    >>> voice_set([0.7, 0.25, 0.05], [0.2, 0.2, 0.2])
    [0, 1]
    """
    order = sorted(range(len(limits)), key=lambda column: -probabilities[column])
    kept = [column for column in order if probabilities[column] >= limits[column]]
    return kept or order[:1]


def calibration_error(probabilities: Floats, truth: NDArray[np.int64], *, bins: int = 10) -> float:
    """Give the expected calibration error: how far confidence and success lie apart.

    Sentences are put into bins of equal width by the probability of the voice that was decided for.
    """
    sure, decided = probabilities.max(axis=1), probabilities.argmax(axis=1)
    right = (decided == truth).astype(float)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = (
        abs(right[place == one].mean() - sure[place == one].mean()) * (place == one).mean()
        for one in range(bins)
        if (place == one).any()
    )
    return float(sum(gaps))
