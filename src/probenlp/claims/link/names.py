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
