"""Decide between units of one name, by the document's date and what else the passage names."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from probenlp.domains import Unit
from probenlp.tag.unit_names import UnitNames
from probenlp.tag.words import Words

_FIRST: Final = "0000-00-00"
_LAST: Final = "9999-99-99"

_Score = Callable[[str], int]


def holds_at(valid_from: str, valid_to: str, date: str | None) -> bool:
    """Tell whether a validity, both ends included, touches a date.

    Parameters
    ----------
    valid_from, valid_to : str
        ISO dates of a year, month or day; empty where not known.
    date : str or None
        The same, or an instant; None touches everything.

    Examples
    --------
    >>> holds_at("2014-06-01", "2021-06-26", "2021"), holds_at("2021-06-26", "", "2019-05-22")
    (True, False)
    """
    if not date:
        return True
    day = date[:10]
    return (valid_from or _FIRST) <= day + _LAST[len(day) :] and day <= (
        valid_to + _LAST[len(valid_to) :]
    )


class Chooser:
    """Chooses units for one passage."""

    def __init__(self, words: Words, names: UnitNames, published: str | None) -> None:
        self._names, self._counts = names, Counter(key.rstrip("s") for key in words.keys)
        self._published = published
        self._named: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._era: str | None = None

    def learn(self, ids: Iterable[str]) -> None:
        """Take note of units that the passage names beyond doubt; they also date it."""
        for unit_id in ids:
            self._named[unit_id] += 1
            self._kinds[self._names.units[unit_id].kind] += 1
            start = self._names.units[unit_id].valid_from
            self._era = max(self._era or start, start) or None

    def choose(self, ids: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
        """Give the unit meant, or None and the units it may be.

        The date rules out what did not exist then, unless it rules out everything: a text of
        today may speak of a body that is gone. Then decides, as far as one leads, what else the
        passage holds: the unit named in full, more units of its kind, the words of its name.
        """
        left = list(dict.fromkeys(ids))
        if len(left) > 1:
            date = self._published or self._era
            left = [one for one in left if self._held(self._names.units[one], date)] or left
        if len(left) > 1:
            left = _leaders(left, lambda one: self._named[one])
        if len(left) > 1:
            left = _leaders(left, lambda one: self._kinds[self._names.units[one].kind])
        if len(left) > 1:
            left = _leaders(left, self._likeness(left))
        if len(left) == 1 and not self._before_its_time(left[0]):
            return left[0], ()
        return None, tuple(left)

    def _before_its_time(self, one: str) -> bool:
        """Tell whether a text is years older than the unit: it must mean another by that name."""
        start = self._names.units[one].valid_from[:4]
        if not self._published or not start:
            return False
        return int(self._published[:4]) + 1 < int(start)

    def _held(self, unit: Unit, date: str | None) -> bool:
        return holds_at(unit.valid_from, unit.valid_to, date)

    def _likeness(self, ids: Sequence[str]) -> _Score:
        own = {one: _name_words(self._names.units[one]) for one in ids}
        shared = set.intersection(*own.values())
        return lambda one: sum(self._counts[word] for word in own[one] - shared)


def _leaders(ids: list[str], score: _Score) -> list[str]:
    best = max(score(one) for one in ids)
    return [one for one in ids if score(one) == best]


def _name_words(unit: Unit) -> set[str]:
    return {
        word.casefold().rstrip("s")
        for word in unit.name.split()
        if len(word) > 3  # "of", "and", "HM"
    }
