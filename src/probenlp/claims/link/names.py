"""Short names of services in no table: "Marl PDU" is "Marl and Overby PDU" where that is known."""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_JOINS: Final = frozenset({"and", "of", "the", "for", "in", "st", "upon", "on", "by", "with"})


def fold(name: str) -> str:
    """Fold a name, so that case and kind of apostrophe do not matter."""
    return " ".join(name.replace("’", "'").casefold().split())


def full_names(names: Iterable[str]) -> dict[str, str]:
    """Find for each name the one longer name of the same kind that holds all its words.

    Parameters
    ----------
    names : iterable of str
        Folded names, each with the noun of its kind at its end.

    Returns
    -------
    dict of str to str
        Only for names that have exactly one; where two services have the word in their names
        nobody can tell.

    Examples
    --------
    >>> full_names(["marl pdu", "marl and overby pdu", "marl prison", "dene pdu"])
    {'marl pdu': 'marl and overby pdu'}
    """
    known = sorted(set(names))
    with_word: dict[tuple[str, str], list[str]] = {}
    for name in known:
        *core, kind = _WORD.findall(name) or [""]
        for word in core:
            with_word.setdefault((word, kind), []).append(name)
    found = {}
    for name in known:
        *core, kind = _WORD.findall(name) or [""]
        words = [word for word in core if word not in _JOINS]
        if not words:
            continue
        rarest = min(words, key=lambda word: len(with_word[word, kind]))
        longer = [
            other
            for other in with_word[rarest, kind]
            if other != name and set(words) < set(_WORD.findall(other))
        ]
        tops = [one for one in longer if not any(_inside(one, two) for two in longer)]
        if len(tops) == 1:
            found[name] = tops[0]
    return found


def _inside(name: str, other: str) -> bool:
    return name != other and set(_WORD.findall(name)) < set(_WORD.findall(other))


class Namesakes:
    """Finds in a text the services that other texts of the run have introduced.

    A writer who takes for granted that "Marl and Overby" is a service names it like two places; a
    text beside it, which says "Marl and Overby PDU", tells.

    Parameters
    ----------
    names : iterable of str
        Folded names of services.
    heads : iterable of str
        Nouns of kinds, which such writers leave out.

    Examples
    --------
    >>> namesakes = Namesakes(["marl and overby pdu", "dene pdu"], ["PDU"])
    >>> namesakes.in_text("marl and overby was given three points; dene was not")
    frozenset({'marl and overby pdu'})
    """

    def __init__(self, names: Iterable[str], heads: Iterable[str]) -> None:
        nouns = sorted({fold(head) for head in heads if "…" not in head}, key=len, reverse=True)
        claimed: dict[tuple[str, ...], set[str]] = {}
        for name in set(names):
            noun = next((noun for noun in nouns if name.endswith(f" {noun}")), None)
            core = tuple(_WORD.findall(name.removesuffix(noun))) if noun else ()
            if len(core) > 1:  # of one word it is a place more often than not
                claimed.setdefault(core, set()).add(name)
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for core, units in sorted(claimed.items(), key=lambda item: -len(item[0])):
            if len(units) == 1:
                self._by_first.setdefault(core[0], []).append((core, min(units)))

    def in_text(self, text: str) -> frozenset[str]:
        """Give the names of the services that a folded text mentions by their bare names."""
        words = _WORD.findall(text)
        found = set()
        place = 0
        while place < len(words):
            for core, name in self._by_first.get(words[place], ()):
                if tuple(words[place : place + len(core)]) == core:
                    found.add(name)
                    place += len(core) - 1
                    break
            place += 1
        return frozenset(found)
