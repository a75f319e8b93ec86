r"""Read off a pattern which tokens prove by themselves that it finds something in a text.

``\b(?:he|she)\b`` finds something wherever one of the two is a token, ``[!?]`` wherever such a
sign is: there is nothing left to search. ``\b(?:told|asked to)\b`` is proven by "told" alone, and
has to be searched for the rest. Where it is not plain that a token suffices, it does not.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from probenlp.classify.needed import Need, read_off
from probenlp.classify.nodes import Node, is_sign, is_word, least, looks_back, spelled, written

APOSTROPHES: Final = "’'"


class Proof(NamedTuple):
    r"""Tokens each of which shows that a pattern finds something.

    Attributes
    ----------
    need : Need
    apart : bool
        Not right behind an apostrophe: ``(?<![\w’'])us`` finds nothing in "'us' and 'them'".
    """

    need: Need
    apart: bool = False


Asserted = tuple[Node, ...]


def proving_tokens(pattern: re.Pattern[str]) -> tuple[Proof, ...]:
    r"""Give the tokens that prove a search successful.

    Examples
    --------
    >>> (proof,) = proving_tokens(re.compile(r"\b(?:told|asked to)\b"))
    >>> sorted(proof.need.words)
    ['told']
    >>> proving_tokens(re.compile("^told"))
    ()
    """
    case = bool(pattern.flags & re.IGNORECASE)
    return read_off(pattern, lambda row: tuple(_of_row(row, (), (), case)))


def _of_row(row: Sequence[Node], left: Asserted, right: Asserted, case: bool) -> list[Proof]:
    """Give the proofs of parts in a row, of which something is asserted at either end."""
    first, last = 0, len(row)
    while first < last and _asserts(row[first]):
        first += 1
    while last > first and _asserts(row[last - 1]):
        last -= 1
    left, right = (*left, *row[:first]), (*row[last:], *right)
    inner = list(row[first:last])
    if not inner:
        return []
    if all(map(_is_inside_word, inner)):
        return _of_word(inner, left, right, case)
    if len(inner) == 1 and is_sign_alone(inner[0]) and not left and not right:
        return [Proof(Need(frozenset(), (written(inner[0]),)))]
    # What begins alike was parted by the reader: "told|took" is "to" and "ld" or "ok".
    kind, value = str(inner[-1][0]), inner[-1][1]
    if kind == "SUBPATTERN" and not value[1] and not value[2]:
        return _of_row([*inner[:-1], *value[3]], left, right, case)
    if kind == "BRANCH":
        rows = ([*inner[:-1], *one] for one in value[1])
        return list(itertools.chain.from_iterable(_of_row(one, left, right, case) for one in rows))
    return []


def _of_word(row: Sequence[Node], left: Asserted, right: Asserted, case: bool) -> list[Proof]:
    """Give the proof of what stands inside one word: the whole of it, its beginning, or any."""
    if not any(map(least, row)) or any(map(_keeps_all, row)):
        return []
    before, behind = [_begins(one) for one in left], [_ends(one) for one in right]
    if None in before or None in behind:
        return []
    apart = "apart" in before
    words = spelled(row) if left and right and all(map(is_word, row)) else None
    if words is not None and all(one.isascii() for one in words):
        return [Proof(Need(frozenset(one.lower() if case else one for one in words)), apart)]
    piece = "".join(map(_exactly, row))
    return [Proof(Need(frozenset(), (f"{'^' * bool(left)}(?:{piece}){'$' * bool(right)}",)), apart)]


def _is_inside_word(node: Node) -> bool:
    """Tell what stands inside one word, or looks back to nothing but word characters of it."""
    return is_word(node) or (looks_back(node) and all(map(is_word, node[1][1])))


def _exactly(node: Node) -> str:
    """Write a part down again with what it looks back to: "ed" but not in "need"."""
    if not looks_back(node):
        return written(node)
    sign = "!" if str(node[0]) == "ASSERT_NOT" else "="
    return f"(?<{sign}{''.join(map(written, node[1][1]))})"


def is_sign_alone(node: Node) -> bool:
    """Tell whether a part is one character that makes a token by itself, or stands in any."""
    return str(node[0]) in ("LITERAL", "IN") and is_sign(node)


def _keeps_all(node: Node) -> bool:
    """Tell a repetition that gives nothing back: what follows may fail for it."""
    return "POSSESSIVE" in repr(node)


def _asserts(node: Node) -> bool:
    return str(node[0]) in ("AT", "ASSERT", "ASSERT_NOT")


def _begins(node: Node) -> str | None:
    r"""Tell what is asserted before a word: ``\b`` that it begins, ``(?<![\w’'])`` one thing more.

    None for what a token cannot tell.
    """
    if str(node[0]) == "AT":
        return "begins" if str(node[1]) == "AT_BOUNDARY" else None
    signs = _excluded(node, -1)
    if signs is None or not signs <= set(APOSTROPHES):
        return None
    return "apart" if signs else "begins"


def _ends(node: Node) -> str | None:
    r"""Tell what is asserted behind a word: ``\b`` or ``(?!\w)`` that it ends."""
    if str(node[0]) == "AT":
        return "ends" if str(node[1]) == "AT_BOUNDARY" else None
    return "ends" if _excluded(node, 1) == set() else None


def _excluded(node: Node, direction: int) -> set[str] | None:
    """Give the signs that a negative look-around forbids beside every word character."""
    if str(node[0]) != "ASSERT_NOT" or node[1][0] != direction or len(node[1][1]) != 1:
        return None
    (kind, members) = node[1][1][0]
    if str(kind) != "IN":
        return None
    words = [one for one in members if _is_any_word(one)]
    others = [one for one in members if not _is_any_word(one)]
    if not words or any(str(one[0]) != "LITERAL" for one in others):
        return None
    return {chr(one[1]) for one in others}


def _is_any_word(member: Node) -> bool:
    return str(member[0]) == "CATEGORY" and str(member[1]) == "CATEGORY_WORD"
