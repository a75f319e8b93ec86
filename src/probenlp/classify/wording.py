"""The words a domain's trade is about, and who speaks from inside it, from the domain's tables."""

import re
from collections.abc import Sequence
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


class _Counted(NamedTuple):
    """How many words of the trade a sentence has."""

    work: int
    politics: int
    practitioners: int


_IS_WORK, _IS_POLITICS, _IS_OPENING = 1, 2, 4
_MOST_WORDS: Final = 50_000
_MOST_ASKED: Final = 1024


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
        # Every stage of the rules asks this of the same sentence.
        self._given_away = lru_cache(maxsize=_REMEMBERED)(self._give_away)
        self._sorts: dict[str, int] = {}
        self._asked: dict[int, tuple[Sequence[str], _Counted]] = {}
        self._openings = {phrase[0] for phrase in self._phrases | self._practitioners}
        self._longest = max((len(one) for one in self._phrases | self._practitioners), default=1)

    def work_in(self, text: str, words: Sequence[str]) -> int:
        """Count the words, acronyms and phrases of the work."""
        return self._counted(words).work + self.jargon_in(text)

    def jargon_in(self, text: str) -> int:
        """Count acronyms that only the trade uses: "OASys", "SPO"."""
        return sum(word in self._acronyms for word in _ACRONYM.findall(text))

    def politics_in(self, words: Sequence[str]) -> int:
        """Count the words of politics."""
        return self._counted(words).politics

    def practitioners_in(self, words: Sequence[str]) -> int:
        """Count names of those who do the work."""
        return self._counted(words).practitioners

    def is_insider(self, text: str) -> bool:
        """Tell whether the writer speaks as one who does the work: "as a PSO", "my caseload"."""
        return self._given_away(text.strip()).inside

    def is_service_user(self, text: str) -> bool:
        """Tell whether the writer is one on whom the service acts, their family, or a victim."""
        return self._given_away(text.strip()).served

    def _give_away(self, text: str) -> "_GivenAway":
        plain = text.replace("’", "'")
        inside = any(one.search(plain) for one in self._inside)
        if not inside and self._named and _SELF.search(plain):
            inside = any(one.search(plain) for one in self._named)
        served = any(one.search(plain) for one in self._served)
        return _GivenAway(inside, served)

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
        if _DONE_TO_ME.search(said.replace("’", "'")):
            return Described("other", is_service_user=True)
        return None

    def names_report(self, text: str) -> bool:
        """Tell whether the writer points to an inspection or its report."""
        return bool(self._report.search(text))

    def _counted(self, words: Sequence[str]) -> "_Counted":
        # The rules and the model ask of the same words; a list that is kept keeps its identity.
        if (known := self._asked.get(id(words))) is not None:
            return known[1]
        work = politics = practitioners = 0
        for at, word in enumerate(words):
            told = self._sorts.get(word)
            if told is None:
                told = self._sort(word)
            if not told:
                continue
            work += bool(told & _IS_WORK)
            politics += bool(told & _IS_POLITICS)
            if told & _IS_OPENING:
                for size in range(1, min(self._longest, len(words) - at) + 1):
                    phrase = tuple(words[at : at + size])
                    work += phrase in self._phrases
                    practitioners += phrase in self._practitioners
        found = _Counted(work, politics, practitioners)
        if len(self._asked) >= _MOST_ASKED:
            self._asked.clear()
        self._asked[id(words)] = words, found
        return found

    def _sort(self, word: str) -> int:
        """Tell what a word may count for, once for each word."""
        if len(self._sorts) >= _MOST_WORDS:
            self._sorts.clear()
        told = _IS_WORK * (stem(word) in self._work)
        told |= _IS_POLITICS * (stem(word) in self._politics)
        told |= _IS_OPENING * (word in self._openings)
        self._sorts[word] = told
        return told


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
