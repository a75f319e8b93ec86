"""Cut a text into words with offsets, folded so that spellings of one name become the same keys.

``&`` is ``and``; hyphens inside words, the stop of ``St.`` and characters of no width are nothing;
``’`` is ``'``; a possessive ``'s`` is a word of its own. A blank line is the word :data:`BREAK`, so
that no name reaches over it; a tab parts the cells of a table; an address of the web or of mail is
one word.
"""

import re
from typing import Final, NamedTuple

BREAK: Final = "\n\n"
"""The key of a blank line."""

_WORD = re.compile(
    r"""
    (?P<gap>\n[^\S\n]*\n\s*)
  | (?P<address>(?:https?://|\bwww\.)\S+|[\w.+-]{1,64}@[\w.-]+)
  | (?P<initials>(?:[A-Z]\.){2,})
  | (?P<saint>\bSt(?=\.\s))
  | (?P<word>[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*)
  | (?P<possessive>['’][sS]\b)
  | (?P<nothing>(?<=[^\W_])[-‐‑](?=[^\W_])|(?<=[sS])['’](?=\s)|(?<=\bSt)\.(?=\s)
      |[\u200b-\u200d\ufeff\u00ad])
  | (?P<mark>\S|\t)
    """,
    re.VERBOSE,
)
_MARKS: Final = {"&": "and", "–": "-", "—": "-", "‐": "-", "‑": "-", "‘": "'", "’": "'"}


class Words(NamedTuple):
    """The words of one text, as parallel lists.

    Attributes
    ----------
    keys : list of str
        Case-folded.
    starts, ends : list of int
        Half-open code points of ``text``.
    """

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def surface(self, first: int, last: int) -> str:
        """Give the text from word ``first`` up to, without, word ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def capital(self, index: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return self.text[self.starts[index]].isupper()


def cut(text: str) -> Words:
    """Cut a text into words.

    Examples
    --------
    >>> cut("St. Mary-Cross & Vale’s PDU").keys
    ['st', 'mary', 'cross', 'and', 'vale', "'s", 'pdu']
    """
    words = Words(text, [], [], [])
    for found in _WORD.finditer(text):
        kind = found.lastgroup
        if kind == "nothing":
            continue
        surface = found[0]
        if kind == "mark":
            key = _MARKS.get(surface, surface)
        elif kind == "gap":
            key = BREAK
        else:
            key = surface.replace("’", "'").replace(".", "").casefold()
        words.keys.append(key)
        words.starts.append(found.start())
        words.ends.append(found.end())
    return words
