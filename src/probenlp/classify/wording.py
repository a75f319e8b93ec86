"""The words a domain's trade is about, and who speaks from inside it, from the domain's tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from probenlp.classify.frames import any_of, insider_pattern, report_pattern, served_pattern
from probenlp.classify.registers import register_of
from probenlp.classify.sieve import SHARED, Guarded, Sieve, guarded
from probenlp.domains import Domain
from probenlp.domains.building import built_once
from probenlp.domains.descriptions import Described
from probenlp.domains.origins import words_of

_OFF_TOPIC: Final = frozenset({"context"})
_POLITICS: Final = "politics"
_ACRONYM = guarded(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Z]\w{1,7}\b")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Cut a regular English ending off.

    Examples
    --------
    >>> stem("caseloads"), stem("vacancies"), stem("recruiting")
    ('caseload', 'vacanc', 'recruit')
    """
    for ending in ("ies", "ing", "ed", "es", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


# Words without which nobody says "PSO here" or "PO, 20 years".
_SELF = guarded(r"\b(?:here|myself|years|months)\b|, \d", re.IGNORECASE)
_REMEMBERED: Final = 4096


class _GivenAway(NamedTuple):
    """What a sentence gives away of its writer."""

    inside: bool
    served: bool


class InTrade(NamedTuple):
    """What a sentence says of the trade.

    Attributes
    ----------
    work : int
        Its words, acronyms and phrases of the work.
    politics, practitioners : int
        Its words of politics, and names of those who do the work.
    inside, served : bool
        Its writer speaks as one who does the work, or as one on whom the service acts.
    report : bool
        It points to an inspection or its report.
    """

    work: int
    politics: int
    practitioners: int
    inside: bool
    served: bool
    report: bool


_ONE_OF_POLITICS, _PRACTITIONER, _OF_PHRASE = 1 << 24, 1 << 48, 1 << 72
"""A word of the work counts 1, one of politics so much, one for those who do the work so much, one
that a phrase is known by so much: the sum over a sentence tells all four, as no sentence has
millions of words."""
_MOST_WORDS: Final = 50_000


class TradeWords:
    """The nouns and phrases of a domain's work, and those of politics."""

    def __init__(self, domain: Domain) -> None:
        self._work: set[str] = set()
        self._politics: set[str] = set()
        self._practitioners: set[tuple[str, ...]] = set()
        phrases: set[tuple[str, ...]] = set()
        # "IT" is a subject, "it" is not: what the tables write in capitals must stand so.
        self._acronyms = {term.term for term in domain.glossary if _ACRONYM.fullmatch(term.term)}
        for topic in domain.topics:
            words = {*topic.cue_lemmas, *topic.weak_lemmas}
            lemmas = {stem(word.lower()) for word in words if not _ACRONYM.fullmatch(word)}
            if topic.id == _POLITICS:
                self._politics |= lemmas
            elif topic.parent not in _OFF_TOPIC:
                self._work |= lemmas
                self._acronyms |= {word for word in words if _ACRONYM.fullmatch(word)}
                phrases |= {tuple(words_of(phrase)) for phrase in topic.cue_phrases}
        for role in domain.roles:
            if domain.role_of(role) == "practitioner":
                names = (role.title, *role.aliases, role.abbreviation)
                self._practitioners |= {tuple(words_of(name)) for name in names if name}
        self._phrases = phrases - {()}
        # A domain without a digest is made anew each time, and its patterns with it.
        sieve = SHARED if domain.digest else Sieve()
        self._inside = _guarded_all(sieve, insider_pattern(domain), _insider_of(domain))
        self._named = _guarded_all(sieve, _named_insider_of(domain))
        self._served = _guarded_all(sieve, served_pattern(domain), _on_whom(domain))
        self._report = sieve.guarded(report_pattern(domain))
        # Both are asked of a sentence several times, by the rules and for the model.
        self._given_away = lru_cache(maxsize=_REMEMBERED)(self._give_away)
        self._read: dict[str, InTrade] = {}
        self._counts = _Counts(self._work, self._politics, self._phrases, self._practitioners)
        self._jargon = sieve.guarded(rf"\b(?:{any_of(self._acronyms) or '(?!)'})\b")

    def of(self, text: str, words: Sequence[str]) -> InTrade:
        """Tell what a sentence says of the trade.

        Parameters
        ----------
        text : str
        words : sequence of str
            Of the text, as :func:`words_of` gives them.

        Examples
        --------
        >>> from probenlp.domains import load_domain
        >>> trade = TradeWords(load_domain("probation"))
        >>> text = "My caseload is up again."
        >>> trade.of(text, words_of(text)).inside, trade.of(text, words_of(text)).work
        (True, 1)
        """
        found = self._read.get(text)
        if found is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            found = self._read[text] = self._read_one(text, words)
        return found

    def _read_one(self, text: str, words: Sequence[str]) -> InTrade:
        total = sum(map(self._counts.__getitem__, words))
        phrases, practitioners = 0, total % _OF_PHRASE // _PRACTITIONER
        if total >= _OF_PHRASE:
            for phrase in self._counts.phrases_in(words):
                phrases += phrase in self._phrases
                practitioners += phrase in self._practitioners
        given = self._given_away(text.strip())
        return InTrade(
            total % _ONE_OF_POLITICS + phrases + self.jargon_in(text),
            total % _PRACTITIONER // _ONE_OF_POLITICS,
            practitioners,
            given.inside,
            given.served,
            self._report.finds(text),
        )

    def jargon_in(self, text: str) -> int:
        """Count acronyms that only the trade uses: "OASys", "SPO"."""
        return len(self._jargon.findall(text))

    def is_insider(self, text: str) -> bool:
        """Tell whether the writer speaks as one who does the work: "as a PSO", "my caseload"."""
        return self._given_away(text.strip()).inside

    def is_service_user(self, text: str) -> bool:
        """Tell whether the writer is one on whom the service acts, their family, or a victim."""
        return self._given_away(text.strip()).served

    def _give_away(self, text: str) -> _GivenAway:
        plain = text.replace("’", "'")
        inside = _any_finds(self._inside, plain)
        if not inside and self._named and _SELF.finds(plain):
            inside = _any_finds(self._named, plain)
        return _GivenAway(inside, _any_finds(self._served, plain))

    def told_by(self, said: str) -> Described | None:
        """Tell by somebody's words alone who may have said them: a client, a colleague, an office.

        Returns
        -------
        Described or None
            None where the words fit anybody.

        Examples
        --------
        >>> from probenlp.domains import load_domain
        >>> trade = TradeWords(load_domain("probation"))
        >>> trade.told_by("I rang in May and they told me that my file was lost.").is_service_user
        True
        """
        if self.is_service_user(said):
            return Described("other", is_service_user=True)
        if self.is_insider(said):
            return Described("practitioner")
        if register_of(said, pasted=True).name == "answers":
            return Described("inspected_body")
        if _DONE_TO_ME.finds(said.replace("’", "'")):
            return Described("other", is_service_user=True)
        return None


class _Counts(dict[str, int]):
    """What each word counts for; found once a word."""

    def __init__(
        self,
        work: set[str],
        politics: set[str],
        phrases: set[tuple[str, ...]],
        practitioners: set[tuple[str, ...]],
    ) -> None:
        self._work, self._politics = work, politics
        self._alone, self._practitioners = phrases, practitioners
        # By their longest word: "of" begins too many, and "court" and "report" stand in few texts.
        self._phrases: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for phrase in sorted(phrases | practitioners):
            if len(phrase) > 1:
                longest = max(phrase, key=len)
                self._phrases.setdefault(longest, []).append((phrase.index(longest), phrase))

    def phrases_in(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Give the phrases of several words among words."""
        for at, word in enumerate(words):
            for before, phrase in self._phrases.get(word, ()):
                start = at - before
                if start >= 0 and tuple(words[start : start + len(phrase)]) == phrase:
                    yield phrase

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = (stem(word) in self._work) + ((word,) in self._alone)
        found += _ONE_OF_POLITICS * (stem(word) in self._politics)
        found += _PRACTITIONER * ((word,) in self._practitioners)
        found += _OF_PHRASE * (word in self._phrases)
        self[word] = found
        return found


def _any_finds(patterns: Iterable[Guarded], text: str) -> bool:
    for one in patterns:  # noqa: SIM110  (a generator costs more than the patterns)
        if one.finds(text):
            return True
    return False


def _guarded_all(sieve: Sieve, *patterns: re.Pattern[str] | None) -> tuple[Guarded, ...]:
    """Guard those patterns that the domain has words for."""
    return tuple(sieve.guarded(one) for one in patterns if one is not None)


# What one says of whom things were done to: "they told me", "I rang and rang", "nobody asked me".
_DONE_TO_ME: Final = guarded(
    r"\b(?:they|he|she|it|nobody|no one|someone|somebody|one of them) (?:\w+ ){0,2}?(?:told"
    r"|gave|sent"
    r"|asked|put|wrote|rang|left|let|moved|took|handed|showed|offered|said)\b.{0,25}?\b(?:me|us"
    r"|i'd)\b"
    r"|\bi (?:rang|waited|phoned|begged|had to wait|lay|was (?:told|given|sent|left|put|asked"
    r"|moved)"
    r"|got (?:a letter|no|told|the)|haven't got|can't walk|was (?:in pain|scared|frightened))\b"
    r"|\b(?:he|she) (?:died|was (?:only |just )?\d+|never came home|is \d+)\b",
    re.IGNORECASE,
)


def _insider_of(domain: Domain) -> re.Pattern[str] | None:
    """Build "as a PSO", "us POs", "I am an SPO" from the names of those who do the work."""
    names = _jobs_of(domain)
    if not names:
        return None
    return re.compile(
        rf"\b(?:as an? (?:\w+ )?|us |we |i(?:'m| am| was|'ve been| have been) an? (?:\w+ )?)"
        rf"(?:ex-)?(?:{any_of(names)})\b",
        re.IGNORECASE,
    )


def _named_insider_of(domain: Domain) -> re.Pattern[str] | None:
    """Build "PSO here", "Retired PO, 20 years" from the names of those who do the work."""
    names = _jobs_of(domain)
    if not names:
        return None
    return re.compile(
        rf"\b(?:{any_of(names)}) (?:here|myself|for \w+ years)\b"
        rf"|^\W*(?:(?:ex|former|retired|another|fellow|serving) )?(?:{any_of(names)}), "
        rf"(?=\w+ (?:years|months)|\d)",
        re.IGNORECASE,
    )


def _jobs_of(domain: Domain) -> set[str]:
    names: set[str] = set()
    for role in domain.roles:
        if domain.role_of(role) == "practitioner":
            names |= {role.title, role.abbreviation, *role.aliases}
    return {name for name in names if len(name) > 1}


def _on_whom(domain: Domain) -> re.Pattern[str] | None:
    """Build "I am on probation" from the names of those on whom the service acts."""
    states: set[str] = set()
    for role in domain.roles:
        if {"service_user"} & set(role.voice):
            for name in (role.title, *role.aliases):
                if found := re.fullmatch(
                    r"(?:person|people|persons|children|patients) (\w+ .+)", name, re.I
                ):
                    states.add(found[1].lower())
    if not states:
        return None
    longest = "|".join(re.escape(state) for state in sorted(states))
    return re.compile(
        rf"\bi(?:'m| am| was| have been|'ve been)(?: \w+){{0,2}} (?:{longest})\b"
        rf"|\b(?:{longest}) (?:myself|as a (?:teenager|young \w+))\b",
        re.IGNORECASE,
    )


@built_once
def trade_words_of(domain: Domain) -> TradeWords:
    """Give the trade words of a domain, built once for each digest of its tables."""
    return TradeWords(domain)
