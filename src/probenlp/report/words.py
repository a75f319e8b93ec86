"""Cut a text into words as concordances and frequency lists count them.

A word is a run of letters and digits; an apostrophe or a hyphen inside it belongs to it, so that
"don't" and "follow-up" are one word each, and "staff’s" is not "staff". No form is reduced to a
lemma: a list of words shows what was written.

"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
_APOSTROPHE: Final = str.maketrans("’‐‑", "'--")


class Word(NamedTuple):
    """A word and its place.

    Attributes
    ----------
    form : str
        In small letters, with plain apostrophes and hyphens: what is counted.
    start, end : int
        Half-open, code points of the text.
    """

    form: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Give the words of a text in order.

    Examples
    --------
    >>> [word.form for word in words_of("“Don’t,” said all 17 follow-up staff.")]
    ["don't", 'said', 'all', '17', 'follow-up', 'staff']
    """
    for found in _WORD.finditer(text):
        yield Word(folded(found[0]), found.start(), found.end())


def bounds_of(text: str) -> tuple[list[int], list[int]]:
    """Give where the words of a text start, and where they end."""
    places = [found.span() for found in _WORD.finditer(text)]
    return [start for start, _ in places], [end for _, end in places]


def forms_of(text: str) -> list[str]:
    """Give the counted forms of a text's words, without their places."""
    return [folded(form) for form in _WORD.findall(text)]


def folded(form: str) -> str:
    """Give the form under which a word is counted."""
    return form.casefold().translate(_APOSTROPHE)
