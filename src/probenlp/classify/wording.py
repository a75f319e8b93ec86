"""The words a domain's trade is about, from its topics table, and marks of testimony and opinion.

Every mark has a name and a weight, so that a decision can be explained by the marks it met.

"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from probenlp.classify.frames import any_of, insider_pattern, report_pattern, served_pattern
from probenlp.domains import Domain
from probenlp.domains.origins import words_of

_OFF_TOPIC: Final = frozenset({"context"})
_POLITICS: Final = "politics"
_ACRONYM = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Z]\w{1,7}\b")


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
        self._inside, self._insider = insider_pattern(domain), _insider_of(domain)
        self._served, self._on_whom = served_pattern(domain), _on_whom(domain)
        self._report = report_pattern(domain)
        self._longest = max((len(one) for one in self._phrases | self._practitioners), default=1)

    def work_in(self, text: str, words: Sequence[str]) -> int:
        """Count the words, acronyms and phrases of the work."""
        single = sum(stem(word) in self._work for word in words)
        single += sum(word in self._acronyms for word in _ACRONYM.findall(text))
        return single + self._phrases_in(words, self._phrases)

    def politics_in(self, words: Sequence[str]) -> int:
        """Count the words of politics."""
        return sum(stem(word) in self._politics for word in words)

    def practitioners_in(self, words: Sequence[str]) -> int:
        """Count names of those who do the work."""
        return self._phrases_in(words, self._practitioners)

    def is_insider(self, text: str) -> bool:
        """Tell whether the writer speaks as one who does the work: "as a PSO", "my caseload"."""
        plain = text.replace("’", "'")
        return bool(self._inside.search(plain) or (self._insider and self._insider.search(plain)))

    def is_service_user(self, text: str) -> bool:
        """Tell whether the writer is one on whom the service acts, their family, or a victim."""
        plain = text.replace("’", "'")
        return bool(self._served.search(plain) or (self._on_whom and self._on_whom.search(plain)))

    def names_report(self, text: str) -> bool:
        """Tell whether the writer points to an inspection or its report."""
        return bool(self._report.search(text))

    def _phrases_in(self, words: Sequence[str], phrases: set[tuple[str, ...]]) -> int:
        count = 0
        for at in range(len(words)):
            for size in range(1, min(self._longest, len(words) - at) + 1):
                count += tuple(words[at : at + size]) in phrases
        return count


def _insider_of(domain: Domain) -> re.Pattern[str] | None:
    """Build "as a PSO", "us POs", "I am an SPO" from the names of those who do the work."""
    names: set[str] = set()
    for role in domain.roles:
        if domain.role_of(role) == "practitioner":
            names |= {role.title, role.abbreviation, *role.aliases}
    names = {name for name in names if len(name) > 1}
    if not names:
        return None
    return re.compile(
        rf"\b(?:as an? (?:\w+ )?|us |we |i(?:'m| am| was|'ve been| have been) an? (?:\w+ )?)"
        rf"(?:ex-)?(?:{any_of(names)})\b",
        re.IGNORECASE,
    )


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


class Mark(NamedTuple):
    """A sign of testimony (weight above 0) or of opinion (below)."""

    name: str
    weight: float
    pattern: re.Pattern[str]


def _mark(name: str, weight: float, pattern: str) -> Mark:
    return Mark(name, weight, re.compile(pattern, re.IGNORECASE))


MARKS: Final = (
    _mark("told-to", 1.5, r"\b(?:told|instructed|ordered|expected|asked|forced|made|having) to\b"),
    _mark(
        "hearsay",
        1.5,
        r"\b(?:i (?:understand|hear|heard|am told|gather)|i(?:'ve| have) (?:heard|been told)|"
        r"i'm told|rumou?r|word is|a colleague)\b",
    ),
    _mark(
        "event",
        1.0,
        r"\b(?:(?:has|have|had|was|were|been) (?:\w+ly |not |never |all |also |just "
        r"|now )?\w+(?:ed|en|wn)\b"
        r"|(?:has|have|had) (?:left|gone|quit|lost|put|cut|shut|had|been)|(?<!what's )left(?! of)|"
        r"(?:has|have|had) no\b|resigned|quit|"
        r"went (?:off )?sick|got|took|put in|handed in|(?:is|are|was|were) (?:off|on|leaving"
        r"|missing|short|down|at)\b)",
    ),
    _mark(
        "habit",
        0.75,
        r"\b(?:every (?:day|week|month|morning|time)|each (?:day|week|month)|daily|weekly"
        r"|regularly|"
        r"for (?:weeks|months|years)|on end|most (?:days|weeks)|since (?:last|the)|last (?:week"
        r"|month|year)|"
        r"this (?:week|month|morning)|yesterday|nowadays|still|no longer|already)\b",
    ),
    _mark(
        "lack",
        1.0,
        r"\b(?:there (?:is|are|was|were|isn't|aren't)|there's)(?: \w+)? (?:no|not|hardly|barely"
        r"|only|zero)"
        r"|\b(?:there (?:is|are|was|were)) (?:no|hardly|barely|only|zero|\d+)|\bwith (?:zero|no"
        r"|little)\b"
        r"|\b(?:not enough|too few|too many|hardly any|no one to)\b",
    ),
    _mark(
        "strain",
        0.75,
        r"\b(?:under-?staffed|short-?staffed|over-?worked|burn(?:ed|t)[ -]?out|stretched|swamped|"
        r"drowning|snowed under|off sick|on the sick|unmanageable|exhausted|on our knees|"
        r"leaving in droves|under pressure|run ragged|backlogs?|no time|skeleton)\b",
    ),
    _mark("we", 0.25, r"\b(?:we|us|our)\b"),
    _mark(
        "obligation",
        -1.0,
        r"\b(?:(?:is|are) (?:badly |urgently )?needed|isn't working|should(?:n't)?|must|ought"
        r"|needs? to|has to|have to face|had better|it(?:'s"
        r"| is) (?:high )?time)\b",
    ),
    _mark(
        "prediction",
        -1.0,
        r"\b(?:will|won't|'ll|shall|going to|gonna|bound to|no doubt|inevitabl\w+)\b",
    ),
    _mark("possibility", -0.5, r"\b(?:would|wouldn't|might|may|could|perhaps|maybe)\b"),
    _mark(
        "own-deed",
        1.0,
        r"\bI (?:\w+ly )?(?!need|want|lik|lov|hat|agre|wish|hop|doubt|believ|wonder|suppos|decid)"
        r"(?:\w+ed|did|went|rang|ring|sat|wrote|write|sent|send|saw|see|came|had|have \d+|got"
        r"|took|made|"
        r"spoke|told|found|asked|do|had been|cover|covered|started|left)\b",
    ),
    _mark("question", -2.0, r"\?[”’\"')\s]*$"),
    _mark(
        "appeal",
        -2.0,
        r"^(?:and,? |so,? |but,? |please,? |come on,? )*(?:please|stop|wake up|get (?:a grip|rid"
        r"|out|on)|"
        r"let(?:'s| us)|don't|do not|give (?:us|them|staff)|bring back|ask yourself|look at"
        r"|imagine|"
        r"remember|shame on|good luck|well done|keep|join|vote|sack|scrap|listen|try|feel sorry"
        r"|enough)\b",
    ),
    _mark("please", -1.5, r"\bplease\b"),
    _mark(
        "opinion",
        -1.5,
        r"\b(?:i (?:\w+ )?(?:think|believe|hope|wonder|suspect|doubt|reckon|guess|wish|agree"
        r"|disagree|"
        r"feel sorry|despair|for one)|in my (?:view|opinion|book)|to my mind|if you ask me|imho|"
        r"no wonder|surely|frankly|clearly|obviously|of course|let's hope|it seems|seems to me|"
        r"to be fair|the truth is|trouble is|problem is|fact is|i'm (?:tired|sick|fed up|amazed|"
        r"surprised|sorry|glad|afraid))\b",
    ),
    _mark(
        "evaluation",
        -1.25,
        r"\b(?:disgrac\w+|shame\w*|shambl\w+|scandal\w*|ridiculous\w*|pathetic\w*|stupid\w*|"
        r"appalling\w*|insult\w*|absurd\w*|farc\w+|joke|idiot\w*|clueless|useless|incompeten\w+|"
        r"hopeless\w*|terrible|awful|brilliant|excellent|fantastic|wonderful|great|madness|mad|"
        r"crazy|nonsense|rubbish|outrage\w*|horror|nightmare|laughable|spineless|toothless|"
        r"out of touch|not fit for purpose|broken|busted|toxic|evil|greedy|unforgivable|"
        r"unsustainable|wrong|unfair|sad(?:ly)?|depressing|predictable|foolhardy|pointless|flawed|"
        r"pitiful|mistake|car crash)\b",
    ),
    _mark(
        "mockery",
        -2.0,
        r"\b(?:ha(?:ha)+\w*|lol|lmao|rofl|yeah right|fancy that|you couldn't make it up)\b",
    ),
    _mark("exclamation", -0.75, r"!"),
    _mark(
        "condition",
        -0.75,
        r"\b(?:if (?:only|you|they|we)|what if|unless|as if|imagine if"
        r"|until they)\b",
    ),
    _mark(
        "generality",
        -0.75,
        r"\b(?:nobody cares|no-?one cares|always|never|everyone knows"
        r"|nothing changes|same old)\b",
    ),
    _mark("you", -0.75, r"^@|\b(?:you|your|yourself|yourselves)\b"),
    _mark("face", -0.75, "[\U0001f300-\U0001faff☀-➿]"),
)
"""The marks, in order; each counts once a sentence. That the writer speaks as an insider counts
beside them, see :meth:`TradeWords.is_insider`."""


def marks_in(text: str) -> list[Mark]:
    """Find the marks of a sentence.

    Examples
    --------
    >>> [mark.name for mark in marks_in("They should resign!")]
    ['obligation', 'exclamation']
    """
    plain = text.replace("’", "'")
    return [mark for mark in MARKS if mark.pattern.search(plain)]
