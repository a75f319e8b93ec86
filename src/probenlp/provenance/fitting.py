"""Fit the boundary model: a conditional random field of two states, by its exact likelihood."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from probenlp.provenance.boundary import FORMAT, Seen, Weights

LEAST: Final = 3
"""Passages in which a sign must occur, or it gets no weight."""
SIDES: Final = ("within", "opens", "closes")
_Floats = NDArray[np.float64]
_DIGITS: Final = 4
"""Decimal places of a weight in the file: more would differ from machine to machine."""


class Example(NamedTuple):
    """One passage: its signs, what rules hold fast, and which of its sentences are pasted."""

    seen: list[Seen]
    held: list[bool | None]
    pasted: list[bool]


def fit(examples: Sequence[Example], *, penalty: float = 1.0, least: int = LEAST) -> Weights:
    """Fit the weights.

    Parameters
    ----------
    examples : sequence of Example
        Passages, none empty.
    penalty : float
        Of the squared weights: the greater, the nearer to 0 they stay.
    least : int
        Passages in which a sign must occur.

    Returns
    -------
    Weights
        Rounded, the same for the same examples in the same order.
    """
    names = {side: _vocabulary(examples, side, least) for side in SIDES}
    tables = [_table(examples, side, names[side]) for side in SIDES]
    sizes = np.cumsum([len(names[side]) for side in SIDES])
    gold = [np.array(example.pasted, dtype=bool) for example in examples]
    ends = np.cumsum([len(example.pasted) for example in examples])
    wanted = _gold_steps(gold)

    def loss(weights: _Floats) -> tuple[float, _Floats]:
        parts = np.split(weights, sizes[:-1])
        scores = [table @ part for table, part in zip(tables, parts, strict=True)]
        total, expected = 0.0, [np.zeros(len(scores[0])) for _ in SIDES]
        start = 0
        for end, example in zip(ends, examples, strict=True):
            mine = [score[start:end] for score in scores]
            mine[1] = mine[1] + _barred(example)
            value, means = _expected(mine, example.held)
            total += value
            for mean, all_of_them in zip(means, expected, strict=True):
                all_of_them[start:end] = mean
            start = end
        likely = sum(float(score @ want) for score, want in zip(scores, wanted, strict=True))
        slopes = [
            table.T @ (mean - want)
            for table, mean, want in zip(tables, expected, wanted, strict=True)
        ]
        value = total - likely + penalty * float(weights @ weights) / 2
        return value, np.concatenate(slopes) + penalty * weights

    found = minimize(
        loss, np.zeros(sizes[-1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}
    )
    parts = np.split(found.x, sizes[:-1])
    return Weights(
        format=FORMAT,
        **{side: _named(names[side], part) for side, part in zip(SIDES, parts, strict=True)},
    )


def _named(names: dict[str, int], weights: _Floats) -> dict[str, float]:
    rounded = {name: round(float(weights[at]), _DIGITS) for name, at in names.items()}
    return {name: weight for name, weight in sorted(rounded.items()) if weight}


def _vocabulary(examples: Iterable[Example], side: str, least: int) -> dict[str, int]:
    count: Counter[str] = Counter()
    for example in examples:
        count.update({sign for seen in example.seen for sign in getattr(seen, side)})
    return {
        sign: at for at, sign in enumerate(sorted(s for s, many in count.items() if many >= least))
    }


def _table(examples: Iterable[Example], side: str, names: dict[str, int]) -> Any:
    rows, columns = [], []
    row = 0
    for example in examples:
        for seen in example.seen:
            here = [names[sign] for sign in getattr(seen, side) if sign in names]
            rows += [row] * len(here)
            columns += here
            row += 1
    values = np.ones(len(rows))
    return csr_matrix((values, (rows, columns)), shape=(row, len(names)))


def _gold_steps(gold: Sequence[NDArray[np.bool_]]) -> list[_Floats]:
    within, opens, closes = [], [], []
    for states in gold:
        before = np.concatenate([[False], states[:-1]])
        within.append(states)
        opens.append(states & ~before)
        closes.append(~states & before)
    return [np.concatenate(one).astype(np.float64) for one in (within, opens, closes)]


def _expected(
    scores: Sequence[_Floats], held: Sequence[bool | None]
) -> tuple[float, tuple[list[float], list[float], list[float]]]:
    """Give the logarithm of the sum over all paths, and how often each step is on one."""
    within, opens, closes = (list(map(float, score)) for score in scores)
    size = len(within)
    own_weight = [-_FAR if held[at] is True else 0.0 for at in range(size)]
    paste_weight = [-_FAR if held[at] is False else within[at] for at in range(size)]
    forward: list[tuple[float, float]] = []
    own, pasted = 0.0, -_FAR
    for at in range(size):
        own, pasted = (
            _plus(own, pasted + closes[at]) + own_weight[at],
            _plus(pasted, own + opens[at]) + paste_weight[at],
        )
        forward.append((own, pasted))
    total = _plus(own, pasted)
    means: tuple[list[float], list[float], list[float]] = ([0.0] * size, [0.0] * size, [0.0] * size)
    own_after, pasted_after = 0.0, 0.0
    for at in range(size - 1, -1, -1):
        before = forward[at - 1] if at else (0.0, -_FAR)
        to_own, to_pasted = own_after + own_weight[at], pasted_after + paste_weight[at]
        means[0][at] = _exp(forward[at][1] + pasted_after - total)
        means[1][at] = _exp(before[0] + opens[at] + to_pasted - total)
        means[2][at] = _exp(before[1] + closes[at] + to_own - total)
        own_after, pasted_after = (
            _plus(to_own, opens[at] + to_pasted),
            _plus(to_pasted, closes[at] + to_own),
        )
    return total, means


def _barred(example: Example) -> _Floats:
    """Put the beginnings that cannot be out of reach, but for one that the gold has."""
    before = [False, *example.pasted[:-1]]
    return np.array(
        [
            0.0 if seen.may_open or held is True or (now and not was) else -_FAR
            for seen, held, now, was in zip(
                example.seen, example.held, example.pasted, before, strict=True
            )
        ]
    )


_FAR: Final = 1e6


def _plus(one: float, other: float) -> float:
    high, low = (one, other) if one > other else (other, one)
    return high + math.log1p(math.exp(low - high)) if high - low < 40 else high


def _exp(value: float) -> float:
    return math.exp(min(value, 0.0)) if value > -700 else 0.0
