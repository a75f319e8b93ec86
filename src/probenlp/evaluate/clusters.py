"""How well groups are found: LEA, and the pairs that are joined."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

from probenlp.evaluate.resample import Counts

M = TypeVar("M", bound=Hashable)

Groups = Collection[frozenset[M]]


def pairs_in(size: int) -> int:
    """Give how many pairs a group has.

    Examples
    --------
    >>> pairs_in(4)
    6
    """
    return size * (size - 1) // 2


def lea(wanted: "Groups[M]", found: "Groups[M]") -> tuple[float, float, float]:
    """Score groups by LEA (Moosavi and Strube 2016, *ACL*, 632-642), those of two and more.

    A group counts by its size, and is resolved as far as its pairs are found together. Groups of
    one are left out on both sides, since finding nothing would else score well.

    Returns
    -------
    tuple of float
        Precision, recall, F1; 1 where a side is empty.

    Examples
    --------
    >>> wanted = [frozenset("abc"), frozenset("de")]
    >>> [round(value, 2) for value in lea(wanted, [frozenset("abc")])]
    [1.0, 0.6, 0.75]
    """
    recall, precision = _resolved(wanted, found), _resolved(found, wanted)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _resolved(groups: "Groups[M]", others: "Groups[M]") -> float:
    whole = earned = 0.0
    for group in groups:
        if len(group) < 2:
            continue
        links = sum(pairs_in(len(group & other)) for other in others)
        whole += len(group)
        earned += len(group) * links / pairs_in(len(group))
    return earned / whole if whole else 1.0


def pair_counts(wanted: "Groups[M]", found: "Groups[M]") -> Counts:
    """Count pairs that are joined rightly, joined, and to be joined."""
    return Counts(
        right=sum(pairs_in(len(group & other)) for group in wanted for other in found),
        found=sum(pairs_in(len(group)) for group in found),
        gold=sum(pairs_in(len(group)) for group in wanted),
    )


def grouped(labels: Mapping[M, Hashable | None]) -> list[frozenset[M]]:
    """Turn labels of items into groups; an item with None stands alone.

    Examples
    --------
    >>> sorted(map(sorted, grouped({"a": 1, "b": 1, "c": None})))
    [['a', 'b'], ['c']]
    """
    by_label: dict[Hashable, set[M]] = {}
    for item, label in labels.items():
        by_label.setdefault(("alone", item) if label is None else ("group", label), set()).add(item)
    return [frozenset(group) for group in by_label.values()]


def joined(labels: Iterable[Hashable | None], others: Iterable[Hashable | None]) -> bool:
    """Tell whether any of one lot of items is in a group with any of the other."""
    mine = {label for label in labels if label is not None}
    return not mine.isdisjoint(other for other in others if other is not None)
