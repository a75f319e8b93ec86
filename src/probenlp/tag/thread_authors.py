"""Which of those who write in a thread one of its comments may speak to by name."""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_OF_ONE_NAME: Final = 8
"""Authors of one first or last name that are told. Of one last name only the first counts who bears
a person's name, and a first name that two bear is nobody's."""


class ThreadAuthors:
    """Everybody who writes in a document and its comments.

    A comment is told only of those whose names it holds a word of. To tell each of twenty thousand
    comments of twenty thousand authors would be four hundred million names.

    Parameters
    ----------
    names : iterable of str
        As the page gives them, in order.

    Examples
    --------
    >>> authors = ThreadAuthors(["Helen Tarn", "Ex PO", "Kim Dunmoor", "Sam Tarn", "Helen Tarn"])
    >>> authors.named_in("Helen, I agree. Dunmoor’s is worse.")
    ('Helen Tarn', 'Kim Dunmoor', 'Sam Tarn')
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(name for name in names if name.split()))
        self._of_last: dict[str, list[int]] = {}
        self._of_first: dict[str, dict[str, None]] = {}
        for place, name in enumerate(self._names):
            words = name.split()
            first, last = words[0], words[-1]
            for_last = self._of_last.setdefault(last, [])
            if len(for_last) < _OF_ONE_NAME:
                for_last.append(place)
            for_first = self._of_first.setdefault(first, {})
            if len(for_first) < _OF_ONE_NAME:
                for_first[last] = None

    def named_in(self, text: str) -> tuple[str, ...]:
        """Give the authors that a text may call by their first or last name, in order.

        With each come those of the same last name, since only one of them can be meant by it.
        """
        said = frozenset(_WORD.findall(text))
        last = said & self._of_last.keys()
        last |= {name for word in said for name in self._of_first.get(word, ())}
        places = sorted(place for name in last for place in self._of_last[name])
        return tuple(self._names[place] for place in places)
