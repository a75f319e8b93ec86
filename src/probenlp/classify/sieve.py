"""Try a pattern only where it can match: by the tokens of a sentence, looked up once each.

A stage of hundreds of patterns spends its time on those that cannot match. Each pattern has tokens
without which it matches nothing: "told to" or "asked to" needs a "to", and a "told" or an "asked".
They are read off the pattern itself (:mod:`probenlp.classify.needed`), so that nobody has to keep
two lists in step; a pattern that needs nothing is tried everywhere. What a token is needed for is
found once and remembered: a sentence costs a look-up a token, however many patterns there are.

Matches are those of the patterns alone; only the time differs.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Generic, TypeVar

from probenlp.classify.needed import Need, needed_tokens

T = TypeVar("T")

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_LETTERS: Final = str.maketrans("ſKıİ", "skii")
# Letters that a pattern takes for plain ones where case does not count, and `lower` does not.
_MOST_TOKENS: Final = 100_000
_SENTENCES: Final = 512
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
        self._bits: dict[tuple[Need, int], int] = {}
        self._written: dict[str, int] = {}
        self._lower: dict[str, int] = {}
        self._found: list[tuple[re.Pattern[str], int]] = []
        self._of_token: dict[str, int] = {}
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
        for one in self.patterns[self._read :]:
            case = one.pattern.flags & re.IGNORECASE
            needs = needed_tokens(one.pattern)
            ways = [[self._bit(need, case) for need in way] for way in needs]
            one.ways = tuple(sum(set(way)) for way in ways)
            one.one_of = sum({way[0] for way in ways})
        self._read = len(self.patterns)
        self._of_token.clear()
        self.tokens_of.cache_clear()

    def _bit(self, need: Need, case: int) -> int:
        """Give the bit of a need; patterns that need the same share it."""
        if (need, case) in self._bits:
            return self._bits[need, case]
        bit = self._bits[need, case] = 1 << len(self._bits)
        words = self._lower if case else self._written
        for word in need.words:
            words[word] = words.get(word, 0) | bit
        if need.pieces:
            self._found.append((re.compile("|".join(need.pieces), case), bit))
        return bit

    def _tokens_of(self, text: str) -> int:
        """Give the bits of the needs that the tokens of a text meet."""
        known, bits = self._of_token, 0
        for token in set(_TOKEN.findall(text)):
            found = known.get(token)
            bits |= self._look_at(token) if found is None else found
        return bits

    def _look_at(self, token: str) -> int:
        if len(self._of_token) >= _MOST_TOKENS:
            self._of_token.clear()
        bits = self._written.get(token, 0)
        bits |= self._lower.get(token.translate(_LETTERS).lower(), 0)
        for pattern, bit in self._found:
            if pattern.search(token):
                bits |= bit
        self._of_token[token] = bits
        return bits


class Guarded:
    """A pattern behind a sieve; asked like the pattern itself.

    Attributes
    ----------
    pattern : re.Pattern
    ways : tuple of int or None
        The bits that each way to match needs; empty where nothing is needed, None until read.
    one_of : int
        Bits of which a text must have one.
    """

    __slots__ = ("one_of", "pattern", "sieve", "tokens_of", "ways")

    def __init__(self, pattern: re.Pattern[str], sieve: Sieve) -> None:
        self.pattern = pattern
        self.sieve, self.tokens_of = sieve, sieve.tokens_of
        # Read when first asked: a program that looks at no text should not wait for it.
        self.ways: tuple[int, ...] | None = None
        self.one_of = 0

    def allows(self, text: str) -> bool:
        """Tell whether a text has the tokens that the pattern needs."""
        if self.ways is None:
            self.sieve.read()
        ways = self.ways
        if not ways:
            return True
        tokens = self.tokens_of(text)
        return bool(tokens & self.one_of) and _met(ways, tokens)

    def search(self, text: str) -> re.Match[str] | None:
        """Search as the pattern does."""
        return self.pattern.search(text) if self.allows(text) else None

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


def _met(ways: tuple[int, ...], tokens: int) -> bool:
    for way in ways:  # noqa: SIM110  (a third of the time of `any`, and asked a hundred times)
        if tokens & way == way:
            return True
    return False


class Several(Generic[T]):
    """Guarded patterns of one sieve, one at least, with a name each, tried one after the other.

    Examples
    --------
    >>> asked = Several({"asks": guarded("[?]$"), "hopes": guarded("hope")})
    >>> asked.found_in("Who told us?")
    ['asks']
    """

    def __init__(self, patterns: Mapping[T, Guarded]) -> None:
        self._patterns = list(patterns.items())

    def found_in(self, text: str) -> list[T]:
        """Name the patterns that find something in a text, in order."""
        first = self._patterns[0][1]
        if first.ways is None:
            first.sieve.read()
        tokens = first.tokens_of(text)
        found = []
        for name, one in self._patterns:
            ways = one.ways
            if ways and not (tokens & one.one_of and _met(ways, tokens)):
                continue
            if one.pattern.search(text):
                found.append(name)
        return found


SHARED: Final = Sieve()
"""The sieve of all patterns that stay as long as the program: a sentence is taken apart once."""


def guarded(pattern: "re.Pattern[str] | str", flags: int = 0) -> Guarded:
    """Guard a pattern that is made when its module is read, by the sieve of all."""
    return SHARED.guarded(pattern, flags)
