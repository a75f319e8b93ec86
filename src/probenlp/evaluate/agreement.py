"""How far people agree: chance-corrected measures over labels, and F1 over stretches.

References
----------
Cohen (1960), *Educational and Psychological Measurement* 20:37-46; Fleiss (1971), *Psychological
Bulletin* 76:378-382; Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability".
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Literal, TypeVar

from probenlp.errors import ProbenlpError
from probenlp.evaluate.resample import DRAWS

T = TypeVar("T")

Level = Literal["nominal", "ordinal"]

Stretch = tuple[str, int, int]
"""A label, and where it stands: half-open, code points."""

Tally = Counter[tuple[str | None, ...]]
"""How often each row of labels was given, a label a person."""

HALF = 0.5
"""Two stretches are about the same if what they share is half of what they cover together."""


def cohen_kappa(pairs: Iterable[Sequence[str]] | Tally) -> float | None:
    """Give the agreement of two people beyond chance.

    Parameters
    ----------
    pairs : iterable of pairs of str
        The labels that both gave to one item each; or how often each pair was given.

    Returns
    -------
    float or None
        From -1 to 1; None without items, and where only one label was ever given: then chance
        alone agrees wholly, and nothing can be said.

    Examples
    --------
    >>> pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    >>> round(cohen_kappa(pairs), 3)
    0.4
    """
    counts = tally(pairs)
    total = counts.total()
    if not total:
        return None
    first: Counter[str | None] = Counter()
    second: Counter[str | None] = Counter()
    for (one, other), times in counts.items():
        first[one] += times
        second[other] += times
    met = sum(times for (one, other), times in counts.items() if one == other) / total
    chance = sum(first[label] * second[label] for label in first) / total**2
    return None if chance == 1 else (met - chance) / (1 - chance)


def fleiss_kappa(items: Iterable[Sequence[str]] | Tally) -> float | None:
    """Give the agreement of several people beyond chance, each item judged by as many.

    Parameters
    ----------
    items : iterable of sequence of str
        The labels of each item; or how often each row of labels was given.

    Raises
    ------
    ProbenlpError
        If one item has more labels than another, or fewer than two; Krippendorff's alpha takes
        such data.
    """
    counts = tally(items)
    if not counts:
        return None
    people = len(next(iter(counts)))
    if people < 2 or any(len(labels) != people for labels in counts):
        raise ProbenlpError("Fleiss' kappa wants as many labels, at least two, for every item")
    met, total = 0.0, counts.total()
    given: Counter[str | None] = Counter()
    for labels, times in counts.items():
        own = Counter(labels)
        met += times * (sum(n * n for n in own.values()) - people) / (people * (people - 1))
        given += Counter({label: n * times for label, n in own.items()})
    chance = sum((n / (people * total)) ** 2 for n in given.values())
    return None if chance == 1 else (met / total - chance) / (1 - chance)


def krippendorff_alpha(
    items: Iterable[Sequence[str | None]] | Tally,
    level: Level = "nominal",
    order: Sequence[str] | None = None,
) -> float | None:
    """Give the agreement of any number of people beyond chance, labels missing or not.

    Parameters
    ----------
    items : iterable of sequence of str or None
        The labels of each item, None where somebody gave none; or how often each row of labels
        was given. Items with fewer than two labels say nothing about agreement and are passed
        over.
    level : str
        ``nominal``: labels differ or not. ``ordinal``: they differ by how many labels lie between.
    order : sequence of str, optional
        The labels from lowest to highest; needed for ``ordinal``.

    Returns
    -------
    float or None
        At most 1; None where fewer than two different labels can be compared.

    Raises
    ------
    ProbenlpError
        If an ordinal label stands in no place of the order.

    Examples
    --------
    >>> round(krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "b"]]), 3)
    0.444
    """
    rows: list[tuple[Counter[str], int]] = []
    totals: Counter[str] = Counter()
    for labels, times in tally(items).items():
        own = Counter(label for label in labels if label is not None)
        if own.total() > 1:
            rows.append((own, times))
            totals += Counter({label: n * times for label, n in own.items()})
    distance = _distance(totals, level, order)
    met = 0.0
    for own, times in rows:
        differ = sum(2 * own[a] * own[b] * distance(a, b) for a, b in combinations(own, 2))
        met += times * differ / (own.total() - 1)
    chance = sum(2 * totals[a] * totals[b] * distance(a, b) for a, b in combinations(totals, 2))
    return 1 - (totals.total() - 1) * met / chance if chance else None


def tally(items: Iterable[Sequence[str | None]] | Tally) -> Tally:
    """Count how often each row of labels was given.

    Examples
    --------
    >>> tally([["a", "b"], ("a", "b")])
    Counter({('a', 'b'): 2})
    """
    return items if isinstance(items, Counter) else Counter(tuple(labels) for labels in items)


def _distance(
    totals: Counter[str], level: Level, order: Sequence[str] | None
) -> Callable[[str, str], float]:
    if level == "nominal":
        return lambda one, other: float(one != other)
    if order is None or (unplaced := set(totals) - set(order)):
        missing = "an order of the labels" if order is None else f"a place for {min(unplaced)!r}"
        raise ProbenlpError(f"ordinal agreement wants {missing}")
    place = {label: number for number, label in enumerate(order)}

    def ordinal(one: str, other: str) -> float:
        low, high = sorted((place[one], place[other]))
        between = sum(totals[label] for label in order[low : high + 1])
        return float((between - (totals[one] + totals[other]) / 2) ** 2)

    return ordinal


def shared(one: Sequence[Stretch], other: Sequence[Stretch], *, tolerant: bool = False) -> int:
    """Count the stretches that two people marked alike, each with at most one of the other's.

    Parameters
    ----------
    one, other : sequence of Stretch
    tolerant : bool
        Stretches with one label count as alike too if what they share is at least half of what
        they cover together; the best fitting are paired first.

    Examples
    --------
    >>> shared([("x", 0, 10)], [("x", 0, 9)]), shared([("x", 0, 10)], [("x", 0, 9)], tolerant=True)
    (0, 1)
    """
    if not tolerant:
        return sum((Counter(one) & Counter(other)).values())
    fits = sorted(_fits(one, other), key=lambda fit: (-fit[0], fit[1], fit[2]))
    left: set[int] = set()
    right: set[int] = set()
    for _, first, second in fits:
        if first not in left and second not in right:
            left.add(first)
            right.add(second)
    return len(left)


def _fits(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[tuple[float, int, int]]:
    fits = []
    for first, (label, start, end) in enumerate(one):
        for second, (other_label, other_start, other_end) in enumerate(other):
            both = min(end, other_end) - max(start, other_start)
            cover = max(end, other_end) - min(start, other_start)
            if label == other_label and both >= HALF * cover:
                fits.append((both / cover, first, second))
    return fits


def interval_of(
    clusters: Sequence[T],
    measure: Callable[[Sequence[T]], float | None],
    *,
    draws: int = DRAWS,
    seed: int = 1,
) -> tuple[float, float] | None:
    """Give the 95 per cent bootstrap interval of a measure.

    Parameters
    ----------
    clusters : sequence
        What there is of each document: its items are not independent, so documents are drawn.
    measure : callable
        Takes documents; draws for which it gives None are left out.

    Returns
    -------
    tuple of float or None
        The 2.5th and the 97.5th percentile; None with fewer than two documents, or where the
        measure is never defined.
    """
    if len(clusters) < 2:
        return None
    draw = random.Random(seed)  # noqa: S311  no secret
    drawn = (measure(draw.choices(clusters, k=len(clusters))) for _ in range(draws))
    values = sorted(value for value in drawn if value is not None)
    return (values[len(values) // 40], values[-1 - len(values) // 40]) if values else None
