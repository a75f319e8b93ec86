"""The pieces of words that a sentence encoder of the BERT family reads.

A word that its vocabulary lacks is cut from the left into the longest pieces that it has:
"resettlement" is read as ``reset`` and ``##tlement``. Written here, since the package that does it
elsewhere brings a network client with it, and nothing is to be fetched at run time.
"""

import functools
import unicodedata
from pathlib import Path
from typing import Final

VOCABULARY: Final = Path(__file__).parent / "wordpieces.txt"
"""The published vocabulary of uncased English BERT (see NOTICE): one piece a line, in its order."""

_FIRST, _LAST, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_LONGEST_WORD: Final = 100  # longer ones are one unknown piece, as they were when it was trained
_REMEMBERED: Final = 30_000
_DROPPED: Final = frozenset({"Mn", "Cc", "Cf", "Co", "Cs"})  # accents, what is not to be seen
_IDEOGRAPHS: Final = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class _Plain(dict[int, str]):
    """What each character becomes: small letters without accents, blanks round punctuation."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _plain(chr(code))
        return found


def _plain(one: str) -> str:
    kind = unicodedata.category(one)
    if one in "\t\n\r" or kind.startswith("Z"):
        return " "
    if kind in _DROPPED or one == "\ufffd":
        return ""
    # Of ASCII, "$" and "+" stand alone too; a pound sign stays with its figure.
    alone = kind.startswith("P") or (one.isascii() and not one.isalnum())
    if alone or any(first <= ord(one) <= last for first, last in _IDEOGRAPHS):
        return f" {one} "
    return one.lower()


_PLAIN: Final = _Plain()


def plain_words(text: str) -> list[str]:
    """Cut a text into words and marks, in small letters without accents.

    Examples
    --------
    >>> plain_words("The café's shut!")
    ['the', 'cafe', "'", 's', 'shut', '!']
    """
    return unicodedata.normalize("NFD", text).translate(_PLAIN).split()


class WordPieces:
    """Cuts texts into the numbers of their pieces.

    Parameters
    ----------
    path : Path
        The vocabulary, one piece a line; what continues a word begins with ``##``.

    Examples
    --------
    >>> pieces = WordPieces(VOCABULARY)
    >>> [pieces.names[one] for one in pieces.numbers("unhelpfully late", most=9)]
    ['[CLS]', 'un', '##hel', '##pf', '##ull', '##y', 'late', '[SEP]']
    """

    def __init__(self, path: Path) -> None:
        self.names = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        self._numbers = {name: number for number, name in enumerate(self.names)}
        self._longest = max(map(len, self.names))
        self._words: dict[str, tuple[int, ...]] = {}

    def numbers(self, text: str, *, most: int) -> list[int]:
        """Give the numbers of the pieces of a text, its first and last marker with them.

        Parameters
        ----------
        most : int
            Pieces with the two markers; what stands behind is not read.
        """
        found = [self._numbers[_FIRST]]
        for word in plain_words(text):
            if len(found) >= most - 1:
                break
            found += self._pieces_of(word)
        return [*found[: most - 1], self._numbers[_LAST]]

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            found = self._words[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """Take the longest known piece, again and again; one gap, and the word is unknown."""
        unknown = (self._numbers[_UNKNOWN],)
        if len(word) > _LONGEST_WORD:
            return unknown
        found, at = [], 0
        while at < len(word):
            mark = "##" if at else ""
            ends = range(min(len(word), at + self._longest), at, -1)
            end = next((end for end in ends if mark + word[at:end] in self._numbers), None)
            if end is None:
                return unknown
            found.append(self._numbers[mark + word[at:end]])
            at = end
        return tuple(found)


@functools.cache
def word_pieces() -> WordPieces:
    """Read the vocabulary that ships, once."""
    return WordPieces(VOCABULARY)
