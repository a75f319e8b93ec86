"""Find the names of a list in a text: a trie over words, in one pass, as loosely as is safe."""

from collections.abc import Iterator
from typing import Final, Generic, NamedTuple, TypeVar

from probenlp.tag.words import Words, cut

P = TypeVar("P")

_ANY: Final = "any"
_CAPITAL: Final = "capital"
_SMALL: Final = frozenset({"and", "of", "the", "in", "on", "upon", "with", "for", "to"})


class Match(NamedTuple, Generic[P]):
    """A name found: words ``first`` up to, without, ``last``."""

    first: int
    last: int
    payload: P


class _Entry(NamedTuple, Generic[P]):
    shapes: tuple[str, ...]
    payload: P
    loose: bool


class _Node(Generic[P]):
    __slots__ = ("below", "entries")

    def __init__(self) -> None:
        self.below: dict[str, _Node[P]] = {}
        self.entries: list[_Entry[P]] = []


class Gazetteer(Generic[P]):
    r"""Names with what they stand for.

    Case is respected as names need it: a word with two capitals in the list ("CRC", "BeNCH") must
    stand in the same letters, one with a capital must have one in the text or be all capitals
    ("NEWHAM PDU" in a heading), a word in small letters may stand in any.

    Examples
    --------
    >>> names = Gazetteer[str]()
    >>> names.add("Ashmere & Vale PDU", "ashmere")
    >>> text = cut("The Ashmere\nand Vale PDU’s staff")
    >>> [text.surface(found.first, found.last) for found in names.find(text)]
    ['Ashmere\nand Vale PDU']
    """

    def __init__(self) -> None:
        self._root: _Node[P] = _Node()

    def add(self, name: str, payload: P, *, loose: bool = False) -> None:
        """Add a name; a ``loose`` one may also stand in small letters throughout."""
        words = cut(name)
        if not words.keys:
            return
        node = self._root
        for key in words.keys:
            node = node.below.setdefault(key, _Node())
        shapes = tuple(_shape(words, place) for place in range(len(words.keys)))
        entry = _Entry(shapes, payload, loose)
        if entry not in node.entries:
            node.entries.append(entry)

    def find(self, words: Words, begin: int = 0, end: int | None = None) -> Iterator[Match[P]]:
        """Find every name in every place, also inside one another, in order of their start.

        Only among words ``begin`` up to, without, ``end``, where they are given.
        """
        keys, below = words.keys, self._root.below
        count = len(keys) if end is None else end
        for first in range(begin, count):
            key = keys[first]
            if key not in below:
                continue
            node, last = below[key], first + 1
            while True:
                for entry in node.entries:
                    if _fits(words, first, last, entry):
                        yield Match(first, last, entry.payload)
                if last == count or (deeper := node.below.get(keys[last])) is None:
                    break
                node, last = deeper, last + 1


def longest(matches: list[Match[P]]) -> list[list[Match[P]]]:
    """Keep, from left to right, the longest of names that overlap; equals stay together."""
    kept: list[list[Match[P]]] = []
    for match in sorted(matches, key=lambda match: (match.first, -match.last)):
        if not kept or match.first >= kept[-1][0].last:
            kept.append([match])
        elif (match.first, match.last) == (kept[-1][0].first, kept[-1][0].last):
            kept[-1].append(match)
        elif match.last - match.first > kept[-1][0].last - kept[-1][0].first:
            kept[-1] = [match]
    return kept


def _shape(words: Words, place: int) -> str:
    surface = words.surface(place, place + 1)
    if not surface[0].isalpha() or words.keys[place] in _SMALL:
        return _ANY
    if sum(letter.isupper() for letter in surface) > 1:
        return surface
    return _CAPITAL if surface[0].isupper() else _ANY


def _fits(words: Words, first: int, last: int, entry: _Entry[P]) -> bool:
    for place, shape in enumerate(entry.shapes, first):
        if shape == _ANY:
            continue
        if shape == _CAPITAL:
            if not words.capital(place):
                break
        elif words.surface(place, place + 1).replace("’", "'") != shape:
            break
    else:
        return True
    surface = words.surface(first, last)
    return entry.loose and surface == surface.lower()
