"""Read off a pattern which tokens a text must have for it to match.

A token is a run of word characters, or one other sign that is no blank. Each way in which a
pattern can match needs some tokens together: ``my (?:mum|dad)`` a "my", and a "mum" or a "dad".
What is not understood needs nothing, so that a pattern is tried too often rather than too seldom.
"""

import importlib
import itertools
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from probenlp.classify.nodes import (
    ONCE,
    REPEATS,
    Node,
    is_sign,
    is_word,
    is_word_sign,
    least,
    looks_back,
    spelled,
    written,
)

# Python's own reader of patterns. Its names are no promise: where they are gone, nothing is needed.
_PARSER: Final[Any] = importlib.import_module("re._parser")
_FREQUENT: Final = (
    "the to and of a i in is that it was for on they we not are have be you my this with at as he"
    " but had or from by all no what who their an so if one me our were will has been out about"
    " there up when can do us would said just more she his her staff work time people them him how"
    " than now which then some don t s m re ve ll d two years got even after , . ' \" ! ? ( ) - 3"
    " 2019 Service I We They You My What He It And But So Not No If When Who How The This"
).split()
"""Tokens of English, the most frequent first: they tell how often a need is met."""
_WEIGHTS: Final = {token: 1 / (rank + 3) for rank, token in enumerate(_FREQUENT)}
_LEAST_WEIGHT: Final = 0.002
_OFTEN: Final = 0.6
"""A need that is met more often than this parts nothing."""


class Need(NamedTuple):
    """Tokens of which a text must have one.

    Attributes
    ----------
    words : frozenset of str
        Whole tokens; in small letters where case does not count.
    pieces : tuple of str
        Patterns, one of which finds something in the token.
    """

    words: frozenset[str]
    pieces: tuple[str, ...] = ()


T = TypeVar("T")
Way = tuple[Need, ...]
Ways = tuple[Way, ...]


def needed_tokens(pattern: re.Pattern[str]) -> Ways:
    r"""Give the ways in which a pattern can match: what each needs, what is rarest first.

    Returns
    -------
    tuple of tuple of Need
        Empty where nothing is needed, or the pattern cannot be read.

    Examples
    --------
    >>> (way,) = needed_tokens(re.compile(r"\bmy (?:mum|dad)\b"))
    >>> [sorted(need.words) for need in way]
    [['dad', 'mum'], ['my']]
    >>> needed_tokens(re.compile(".*"))
    ()
    """
    return read_off(
        pattern, lambda row: _Reader(pattern.flags).of_row(row, left=False, right=False)
    )


def read_off(
    pattern: re.Pattern[str], read: Callable[[Sequence[Node]], tuple[T, ...]]
) -> tuple[T, ...]:
    """Read something off the parts of a pattern; nothing where they cannot be read."""
    if pattern.flags & (re.ASCII | re.LOCALE):
        return ()
    try:
        return read(list(_PARSER.parse(pattern.pattern, pattern.flags)))
    except (AttributeError, KeyError, TypeError, ValueError, re.error):
        return ()


class _Reader:
    """Reads the parts of one pattern."""

    def __init__(self, flags: int) -> None:
        self._flags = flags & re.IGNORECASE

    def of_row(self, row: Sequence[Node], *, left: bool, right: bool) -> Ways:
        """Give the ways of a row of parts; ``left``, ``right``: a word begins, ends at its ends."""
        found: list[Ways] = []
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and (is_word(row[end]) or (end > at and looks_back(row[end]))):
                end += 1
            word = end > at
            end = max(end, at + 1)
            before = left if at == 0 else _edge(row[:at], left, last=True)
            after = right if end == len(row) else _edge(row[end:], right, last=False)
            read = self._of_word if word else self._of_part
            if ways := read(row[at:end], before, after):
                found.append(ways)
            at = end
        return self._together(found)

    def _together(self, parts: Sequence[Ways]) -> Ways:
        """Join what parts in a row need: the ways of the rarest, each with what the others need."""
        if not parts:
            return ()
        rarest, *others = sorted(parts, key=self._cost)
        shared = [need for need in map(self._any_of, others) if self._met(need) < _OFTEN]
        return tuple((*way, *(need for need in shared if need not in way)) for way in rarest)

    def _of_word(self, row: Sequence[Node], left: bool, right: bool) -> Ways:
        """Give what stands inside one word."""
        if not any(least(node) for node in row):
            return ()
        words = spelled(row) if left and right else None
        if words is not None and all(one.isascii() for one in words):
            words = {one.lower() for one in words} if self._flags else words
            return ((Need(frozenset(words)),),)
        source = "".join(written(node) for node in row)
        return ((Need(frozenset(), (f"{'^' * left}(?:{source}){'$' * right}",)),),)

    def _of_part(self, row: Sequence[Node], left: bool, right: bool) -> Ways:
        (node,) = row
        kind, value = str(node[0]), node[1]
        if kind in ONCE and is_sign(node):
            return ((Need(frozenset(), (written(node),)),),)
        if kind in REPEATS and value[0] >= 1:
            return self.of_row(list(value[2]), left=False, right=False)
        if kind == "SUBPATTERN" and not value[1] and not value[2]:
            return self.of_row(list(value[3]), left=left, right=right)
        if kind == "BRANCH":
            return self._of_branch([list(one) for one in value[1]], left, right)
        return ()

    def _of_branch(self, rows: Sequence[Sequence[Node]], left: bool, right: bool) -> Ways:
        """Give the ways of all alternatives; those that need one thing alone are one way."""
        ways = [self.of_row(row, left=left, right=right) for row in rows]
        if not all(ways):
            return ()
        flat = list(itertools.chain.from_iterable(ways))
        alone = [way[0] for way in flat if len(way) == 1]
        joined = [(_union(alone),)] if alone else []
        return (*joined, *(way for way in flat if len(way) > 1))

    def _any_of(self, ways: Ways) -> Need:
        return _union([min(way, key=self._met) for way in ways])

    def _cost(self, ways: Ways) -> float:
        return self._met(self._any_of(ways))

    def _met(self, need: Need) -> float:
        """Estimate how often a sentence has one of the tokens."""
        words = sum(_WEIGHTS.get(one, _LEAST_WEIGHT) for one in need.words)
        return words + sum(_weight_of(one, self._flags) for one in need.pieces)


@lru_cache(maxsize=4096)
def _weight_of(piece: str, flags: int) -> float:
    found = re.compile(piece, flags)
    letters = len(re.findall(r"\w", piece))
    loose = 0.0 if piece.startswith("^") or not letters else 0.2**letters
    return loose + sum((weight for one, weight in _WEIGHTS.items() if found.search(one)), 0.0)


def _union(needs: Sequence[Need]) -> Need:
    pieces = dict.fromkeys(itertools.chain.from_iterable(one.pieces for one in needs))
    return Need(frozenset().union(*(one.words for one in needs)), tuple(pieces))


def _edge(row: Sequence[Node], outside: bool, *, last: bool) -> bool:
    """Tell whether a word begins behind a row (``last``), or ends before it.

    ``outside`` says it of the other end of the row, for parts that may be empty.
    """
    nodes = row if last else row[::-1]
    edge = outside
    for node in nodes:
        edge = _edge_of(node, edge, last)
    return edge


def _edge_of(node: Node, outside: bool, last: bool) -> bool:
    kind, value = str(node[0]), node[1]
    if kind == "AT":
        return str(value) != "AT_NON_BOUNDARY"
    if kind in ("ASSERT", "ASSERT_NOT"):
        return outside or (kind == "ASSERT_NOT" and _excludes_words(value, last))
    if kind == "LITERAL":
        return not is_word_sign(chr(value))
    if kind == "IN":
        return all(_parts_words(one) for one in value)
    inner: Callable[[Sequence[Node], bool], bool] = lambda row, out: _edge(row, out, last=last)  # noqa: E731
    if kind == "SUBPATTERN":
        return not value[1] and not value[2] and inner(list(value[3]), outside)
    if kind == "BRANCH":
        return all(inner(list(one), outside) for one in value[1])
    if kind in REPEATS:
        again = inner(list(value[2]), False)
        once = inner(list(value[2]), outside)
        return once and (again or value[1] <= 1) and (outside or value[0] >= 1)
    return False


def _parts_words(member: Node) -> bool:
    kind, value = str(member[0]), member[1]
    if kind == "LITERAL":
        return not is_word_sign(chr(value))
    return kind == "CATEGORY" and str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD")


def _excludes_words(value: Any, last: bool) -> bool:
    r"""Tell whether a negative look-around forbids any word character: ``(?<![\w’])``."""
    direction, row = value
    if (direction < 0) is not last or len(row) != 1:
        return False
    kind, members = str(row[0][0]), row[0][1]
    return (
        kind == "IN"
        and any(str(one[0]) == "CATEGORY" and str(one[1]) == "CATEGORY_WORD" for one in members)
        and str(members[0][0]) != "NEGATE"
    )
