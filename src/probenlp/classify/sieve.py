"""Try a pattern only where it can match: by the tokens of a sentence, looked up once each.

A stage of hundreds of patterns spends its time on those that cannot match. Each pattern has tokens
without which it matches nothing: "told to" or "asked to" needs a "to", and a "told" or an "asked".
They are read off the pattern itself (:mod:`probenlp.classify.needed`), so that nobody has to keep
two lists in step; a pattern that needs nothing is tried everywhere. What a token is needed for is
found once and remembered: a sentence costs a look-up a token, however many patterns there are.

Some tokens prove a match as well, as "he" does where any of "he" and "she" is looked for: nothing
is left to search then (:mod:`probenlp.classify.proven`).

Matches are those of the patterns alone; only the time differs.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Final, Generic, TypeVar

from probenlp.classify.needed import Need, needed_tokens, read_off
from probenlp.classify.nodes import Node, begins_a_text, ends_a_text
from probenlp.classify.proven import APOSTROPHES, Proof, proving_tokens

T = TypeVar("T")

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_BEHIND_APOSTROPHES: Final = re.compile(r"[’'](\w+)")
_LETTERS: Final = str.maketrans("ſKıİ", "skii")
# Letters that a pattern takes for plain ones where case does not count, and `lower` does not.
_ANY: Final = 1
"""The bit that every text has."""
_GROUP: Final = 12
_USUAL: Final = (
    "caseloads",
    "Wednesday",
    "officers",
    "waited",
    "being",
    "12",
    "iPad",
    "‘",
    "-",
    "½",
)
"""Tokens of many kinds: what finds something in most of them is best tried together."""
_MOST_TOKENS: Final = 100_000
_SENTENCES: Final = 2048
"""Of how many texts it is remembered what they may hold: the rules ask in turn, sentence by
sentence."""


class Sieve:
    r"""Patterns that are asked of the same texts, each with the tokens that it cannot do without.

    Attributes
    ----------
    patterns : list of Guarded
        All that were taken in.

    Examples
    --------
    >>> sieve = Sieve()
    >>> told, asks = sieve.guarded(r"\btold (?:me|us)\b"), sieve.guarded("[?]$")
    >>> told.search("They told us."), asks.search("They told us.")
    (<re.Match object; span=(5, 12), match='told us'>, None)
    """

    def __init__(self) -> None:
        self._bits: dict[tuple[Need | Proof, int], int] = {}
        self._written: dict[str, int] = {}
        self._lower: dict[str, int] = {}
        self._proved: dict[str, int] = {}
        self._found: list[tuple[re.Pattern[str], int]] = []
        self._together: list[_Group] = []
        self._proofs, self._apart = 0, 0
        self._of_token = _OfTokens(self._look_at)
        self.patterns: list[Guarded] = []
        self._read = 0
        self.tokens_of = lru_cache(maxsize=_SENTENCES)(self._tokens_of)

    def guarded(self, pattern: "re.Pattern[str] | str", flags: int = 0) -> "Guarded":
        """Take in a pattern."""
        taken = Guarded(re.compile(pattern, flags), self)
        self.patterns.append(taken)
        return taken

    def read(self) -> None:
        """Read all patterns that were taken in: what is known of tokens has to be found anew."""
        if self._read == len(self.patterns):
            return
        for one in self.patterns[self._read :]:
            case = one.pattern.flags & re.IGNORECASE
            needs = needed_tokens(one.pattern)
            ways = [[self._bit(need, case) for need in way] for way in needs]
            one.ways = tuple(sum(set(way)) for way in ways)
            one.one_of = sum({way[0] for way in ways})
            # Without a need nothing is kept away, and a proof would be looked up for nothing.
            proofs = proving_tokens(one.pattern) if ways else ()
            one.proof = sum({self._proof(proof, case) for proof in proofs})
            one.seek = _seek(one.pattern)
        self._read = len(self.patterns)
        self._together = _in_groups(self._found)
        self._of_token.clear()
        self.tokens_of.cache_clear()

    def _bit(self, need: Need, case: int) -> int:
        """Give the bit of a need; patterns that need the same share it."""
        if (need, case) in self._bits:
            return self._bits[need, case]
        return self._take_in(need, need, case, self._lower if case else self._written)

    def _proof(self, proof: Proof, case: int) -> int:
        if (proof, case) in self._bits:
            return self._bits[proof, case]
        bit = self._take_in(proof, proof.need, case, self._proved if case else self._written)
        self._proofs |= bit
        self._apart |= bit * proof.apart
        return bit

    def _take_in(self, key: Need | Proof, need: Need, case: int, words: dict[str, int]) -> int:
        bit = self._bits[key, case] = 2 << len(self._bits)
        for word in need.words:
            words[word] = words.get(word, 0) | bit
        if need.pieces:
            self._found.append((re.compile("|".join(need.pieces), case), bit))
        return bit

    def _tokens_of(self, text: str) -> int:
        """Give the bits of the needs that the tokens of a text meet, and of what they prove."""
        of_token, tokens = self._of_token.__getitem__, set(_TOKEN.findall(text))
        bits = reduce(or_, map(of_token, tokens), _ANY)
        if bits & self._apart and not tokens.isdisjoint(APOSTROPHES):
            tokens.difference_update(_BEHIND_APOSTROPHES.findall(text))
            bits &= reduce(or_, map(of_token, tokens), ~self._apart)
        return bits

    def _look_at(self, token: str) -> int:
        # Rules ask of a sentence now as it is and now with plain apostrophes: one look serves both,
        # as long as either sign meets what both are needed for, and proves nothing.
        if token in APOSTROPHES:
            return reduce(or_, map(self._met, APOSTROPHES)) & ~self._proofs
        bits = self._met(token)
        # Of the letters of other scripts `lower` makes other words than a pattern without case.
        return bits | self._proved.get(token.lower(), 0) if token.isascii() else bits

    def _met(self, token: str) -> int:
        bits = self._written.get(token, 0)
        bits |= self._lower.get(token.translate(_LETTERS).lower(), 0)
        for any_of_them, patterns in self._together:
            if any_of_them.search(token):
                for pattern, bit in patterns:
                    if pattern.search(token):
                        bits |= bit
        return bits


_Group = tuple[re.Pattern[str], list[tuple[re.Pattern[str], int]]]


def _in_groups(found: Sequence[tuple[re.Pattern[str], int]]) -> list[_Group]:
    """Put patterns of tokens together, so that most are passed over some at a time."""
    groups: list[_Group] = []
    for case in (0, re.IGNORECASE):
        alike = [one for one in found if one[0].flags & re.IGNORECASE == case]
        alike.sort(key=lambda one: -sum(map(bool, map(one[0].search, _USUAL))))
        for at in range(0, len(alike), _GROUP):
            group = alike[at : at + _GROUP]
            joined = "|".join(f"(?:{pattern.pattern})" for pattern, _ in group)
            groups.append((re.compile(joined, case), group))
    return groups


class _OfTokens(dict[str, int]):
    """The bits of each token; what is new is looked at, and too many are forgotten."""

    def __init__(self, look_at: Callable[[str], int]) -> None:
        self._look_at = look_at

    def __missing__(self, token: str) -> int:
        if len(self) >= _MOST_TOKENS:
            self.clear()
        found = self[token] = self._look_at(token)
        return found


class Guarded:
    """A pattern behind a sieve; asked like the pattern itself.

    Attributes
    ----------
    pattern : re.Pattern
    ways : tuple of int or None
        The bits that each way to match needs; empty where nothing is needed, None until read.
    one_of : int
        Bits of which a text must have one.
    proof : int
        Bits of which one is enough for something to be found.
    seek : callable
        The search of the pattern.
    """

    __slots__ = ("one_of", "pattern", "proof", "seek", "sieve", "tokens_of", "ways")

    def __init__(self, pattern: re.Pattern[str], sieve: Sieve) -> None:
        self.pattern = pattern
        self.seek: Seek = pattern.search
        self.sieve, self.tokens_of = sieve, sieve.tokens_of
        # Read when first asked: a program that looks at no text should not wait for it.
        self.ways: tuple[int, ...] | None = None
        self.one_of = self.proof = 0

    def allows(self, text: str) -> bool:
        """Tell whether a text has the tokens that the pattern needs."""
        if self.ways is None:
            self.sieve.read()
        ways = self.ways
        if not ways:
            return True
        tokens = self.tokens_of(text.replace("’", "'"))
        return bool(tokens & self.one_of) and _met(ways, tokens)

    def finds(self, text: str) -> bool:
        """Tell whether a search finds something; a token may prove it."""
        if self.ways is None:
            self.sieve.read()
        tokens = self.tokens_of(text.replace("’", "'"))
        if tokens & self.proof:
            return True
        ways = self.ways
        if ways and not (tokens & self.one_of and _met(ways, tokens)):
            return False
        return self.seek(text) is not None

    def search(self, text: str) -> re.Match[str] | None:
        """Search as the pattern does."""
        return self.seek(text) if self.allows(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning as the pattern does."""
        return self.pattern.match(text) if self.allows(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole as the pattern does."""
        return self.pattern.fullmatch(text) if self.allows(text) else None

    def findall(self, text: str) -> list[str]:
        """Find all as the pattern does."""
        return self.pattern.findall(text) if self.allows(text) else []

    def sub(self, new: str, text: str) -> str:
        """Replace as the pattern does."""
        return self.pattern.sub(new, text) if self.allows(text) else text


Seek = Callable[[str], re.Match[str] | None]


def _seek(pattern: re.Pattern[str]) -> Seek:
    """Give the search of a pattern, from where it can match if it can in one place only."""
    where = () if pattern.flags & re.MULTILINE else read_off(pattern, _only_place)
    if where == ("beginning",):
        return pattern.match
    if where == ("end",):
        return lambda text: pattern.search(text, max(0, len(text.rstrip()) - 1))
    return pattern.search


def _only_place(row: Sequence[Node]) -> tuple[str, ...]:
    if begins_a_text(row):
        return ("beginning",)
    return ("end",) if ends_a_text(row) else ()


def _met(ways: tuple[int, ...], tokens: int) -> bool:
    for way in ways:  # noqa: SIM110  (a third of the time of `any`, and asked a hundred times)
        if tokens & way == way:
            return True
    return False


class Several(Generic[T]):
    """Guarded patterns of one sieve, one at least, with a name each, tried one after the other.

    Examples
    --------
    >>> asked = Several({"asks": guarded("[?]"), "hopes": guarded("hope")})
    >>> asked.found_in("Who told us?")
    ['asks']
    """

    def __init__(self, patterns: Mapping[T, Guarded]) -> None:
        self._patterns = patterns
        self._first = next(iter(patterns.values()))
        self._rows: list[_Row[T]] = []

    def found_in(self, text: str) -> list[T]:
        """Name the patterns that find something in a text, in order."""
        if not self._rows:
            self._rows = self._read()
        tokens = self._first.tokens_of(text.replace("’", "'"))
        return [
            name
            for name, one_of, proof, ways, search in self._rows
            if tokens & one_of
            and (tokens & proof or ((not ways or _met(ways, tokens)) and search(text)))
        ]

    def _read(self) -> "list[_Row[T]]":
        self._first.sieve.read()
        return [
            (name, one.one_of if one.ways else _ANY, one.proof, _ways_left(one), one.seek)
            for name, one in self._patterns.items()
        ]


def _ways_left(one: Guarded) -> tuple[int, ...]:
    """Give the ways that have to be looked at: none where each needs but one thing."""
    ways = one.ways or ()
    return ways if any(way & (way - 1) for way in ways) else ()


_Row = tuple[T, int, int, tuple[int, ...], Seek]


SHARED: Final = Sieve()
"""The sieve of all patterns that stay as long as the program: a sentence is taken apart once."""


def guarded(pattern: "re.Pattern[str] | str", flags: int = 0) -> Guarded:
    """Guard a pattern that is made when its module is read, by the sieve of all."""
    return SHARED.guarded(pattern, flags)
