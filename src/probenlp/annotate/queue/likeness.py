"""How like two sentences are: by runs of words, to leave out what is labelled already."""

import re
from collections import Counter, defaultdict
from typing import Final

NEAR: Final = 0.6
"""Share of the shorter text's runs from which on two texts are the same for a labeller: a release
and its repost, or a phrase that forum members put under every comment."""

_RUN: Final = 3
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def runs_of(text: str) -> frozenset[str]:
    """Give the runs of three words of a text, in small letters; of a shorter text, all of it.

    Examples
    --------
    >>> sorted(runs_of("We had NO desks, none."))
    ['had no desks', 'no desks none', 'we had no']
    >>> sorted(runs_of("No desks!"))
    ['no desks']
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) <= _RUN:
        return frozenset({" ".join(words)} if words else ())
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


class Shingles:
    """Texts by their runs of words; tells whether a text is near one of them.

    Time and memory are linear in the words given, as long as no run stands in very many texts: of
    a run that stands in more than ``most`` only the first count, which a sign-off reaches and a
    sentence does not.

    Parameters
    ----------
    near : float
        Share of the shorter text's runs that both must hold.
    most : int
        Texts remembered for one run.

    Examples
    --------
    >>> known = Shingles()
    >>> known.add("Staff told inspectors that they had never felt so tired.")
    >>> known.near("staff told inspectors that they had never felt so tired")
    True
    >>> known.near("Managers told inspectors that they had a plan.")
    False
    """

    def __init__(self, near: float = NEAR, most: int = 200) -> None:
        self._near, self._most = near, most
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []

    def add(self, text: str) -> None:
        """Remember a text."""
        number, runs = len(self._sizes), runs_of(text)
        self._sizes.append(len(runs))
        for run in runs:
            if len(holders := self._holders[run]) < self._most:
                holders.append(number)

    def near(self, text: str) -> bool:
        """Tell whether a text that was added is the same but for some words."""
        runs = runs_of(text)
        shared: Counter[int] = Counter()
        for run in runs:
            shared.update(self._holders.get(run, ()))
        return any(
            count >= self._near * min(len(runs), self._sizes[number])
            for number, count in shared.items()
        )
