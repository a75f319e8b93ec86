"""Sentences that give somebody's words in indirect speech: "Inspectors found that …".

Read by grammar: a subject in the third person, a verb of saying or finding, and what was said as a
clause. What the writer's own people told him ("my manager said we must") is his own account of an
event, and what he says himself is no report.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.domains import Domain
from probenlp.domains.origins import words_of
from probenlp.domains.speakers import SpeakerName, speaker_names_of
from probenlp.provenance.lines import Line
from probenlp.provenance.pieces import sentences_of
from probenlp.provenance.restated import restatements_of
from probenlp.records import SpeakerRole

_SAYING: Final = (
    r"said|says|say|told|tells|tell|added|adds|warned|warns|stated|states|stressed"
    r"|insisted|insists|insist"
    r"|denied|denies|confirmed|confirms|claimed|claims|claim|announced|admitted|admits"
    r"|argued|argues|argue"
    r"|explained|explains|acknowledged|conceded|reported|believes?|believed|complained"
    r"|recalled|suggested"
    r"|thought|replied|reply|replies|promised|pointed out|reminded|recounted|wrote|writes"
    r"|agreed|asserted|assured|assures"
)
_FINDING: Final = (
    r"found|finds|concluded|concludes|noted|notes|judged|highlighted|criticised|praised|described"
    r"|identified|recommended|recommends|revealed|observed|established|discovered|saw"
    r"|considered|accepted"
    r"|accused|accuses|blamed|condemned|ruled|branded|rated|graded|marked|called (?:on|for)"
    r"|scored|uncovered|estimated|estimates"
)
_VERB = re.compile(rf"\b(?:(?P<saying>{_SAYING})|(?P<finding>{_FINDING}))\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
# "Staffing was judged inadequate", "The unit was rated ‘Good’": nobody else gives grades.
_GRADED = re.compile(
    r"\b(?:was|were|is|are|been|being) (?:\w+ly |again |overall )?(?:rated|graded|judged"
    r"|deemed|branded"
    r"|marked|ranked|found to|said to|reported to|told that it|criticised|praised)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s+(?:(?:\w+['’]?\w* ){0,4}?(?:that|how|why|whether)\b|(?:he|she|it|they|there|the|a"
    r"|an|his|her|their"
    r"|its|this|these|those|nobody|no|some|many|most|all|more|half|staff|people|two|three"
    r"|one|few|fewer"
    r"|almost|nearly|only|about|over|under|in|at|of|as|if|when|while|[A-Z]\w+|\d[\d,.]*|£\d\S*)\b)"
)
_ANY_CLAUSE = re.compile(r"\s+(?!(?:in|at|on|to|after|before|during) \w+[.,]?$)\w")
_PARENTHESIS = re.compile(
    rf"[,”\"’]\s+(?:(?:he|she|it|they|one|\w+(?: \w+){{0,5}}) (?:also )?(?:{_SAYING}|found)"
    rf"|(?:said|says|added|warned|according to) \w+[^,]*)(?=[,.]|$)"
)
_AS_SAID = re.compile(
    r"As ([^,]{3,60}?) (?:says|said|puts? it|found|finds|notes?|noted|points out"
    r"|makes clear|shows?),"
)
_DIRECT = re.compile(r"[:,]?\s*[“\"]")
# What stands after a reported sentence with its verb put back in time is still the speaker's.
_BACKSHIFTED = re.compile(
    r"^(?:[A-Z][\w’']*|\w+)(?: [\w’',]+){0,9}? (?:had|would|hadn[’']t|wouldn[’']t)\b"
)
_PRONOUNS: Final = frozenset({"he", "she", "they", "it"})
_PUBLIC: Final = frozenset({"inspectorate", "government", "inspected_body"})
_PRIVATE: Final = frozenset(
    "i we my our me us you your who that which to be been not don't didn't can't nobody i'd i'll "
    "i've i'm we'd we've we'll please let never if anybody".split()
)
_BEFORE_NO_VERB: Final = frozenset(
    "was were is are be been being those as will would can could may might must should do does "
    "did they'll he'll she'll i'd when with not".split()
)
"""Words right before a form that make it a participle, a wish or a condition and no report."""
_TO_WRITER = re.compile(
    r"\s+(?:us|me|my|our|inspectors|the (?:inspectors|jury|inquiry|committee|court))\b"
)
_FINDERS: Final = frozenset(
    """inspectors inspectorate inspector report reports review reviews auditors audit inquiry
    coroner ombudsman watchdog regulator commission committee survey study investigation
    investigators judge jury it they team""".split()
)
_OFFICES: Final = frozenset(
    """trust council company force employer employers ministry department board union association
    federation government executive secretary commissioner spokesperson spokesman spokeswoman mp
    minister ministers chair charity""".split()
)
"""Who speaks for a body, in any service."""
# "Cllr Quill", "Ana Quill, who chairs the trust,", "Ana Quill" right before the verb.
_NAMED = re.compile(
    r"\b(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Sir|Dame|Lord|Lady|Baroness|Professor|Chief|Superintendent)"
    r"\.? [A-Z]|^(?:But |And )?[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ ?){1,2}(?:,|$| of\b| from\b)"
)
_NEAR: Final = 3
"""Words up to which a sentence's first word "he" is the subject of its verb."""
_WINDOW = 12
"""Words before the verb in which its subject is looked for."""


_Spoke = tuple[str, SpeakerRole | None]
"""By what words somebody is reported, and the role of the one who speaks where it is a body."""


class Reported(NamedTuple):
    """A sentence that gives somebody's words.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    evidence : str
        Who said it, and the verb.
    body_role : str or None
        The role of the one who speaks, where that is a body and no person.
    """

    start: int
    end: int
    evidence: str
    body_role: SpeakerRole | None


class ReportedSpeech:
    """Find the sentences in which somebody is reported.

    Parameters
    ----------
    domain : Domain
        Its people, roles and units tell whose words they are.
    """

    def __init__(self, domain: Domain) -> None:
        self._names = speaker_names_of(domain)
        self._restated = restatements_of(domain)

    def find(self, lines: Sequence[Line], news: Sequence[bool]) -> Iterator[Reported]:
        """Give the reported sentences in order; none reaches past its line.

        Parameters
        ----------
        lines : sequence of Line
            The passage's lines.
        news : sequence of bool
            Per line, whether a reporter writes: what anybody told him he reports, and he goes on in
            the speaker's words with the verb put back in time. What a neighbour or a manager told a
            commenter is part of his own account; there only known speakers and reports count.
        """
        last: _Spoke | None = None
        for line, is_news in zip(lines, news, strict=True):
            spoke: _Spoke | None = None
            for start, end in sentences_of(line.text):
                sentence = line.text[start:end]
                found = self._reports(sentence, spoke, news=is_news)
                if found is not None:
                    cue, role = found
                    yield Reported(line.start + start, line.start + end, f"attribution:{cue}", role)
                elif how := self._restates(sentence, spoke, last if start == 0 else None):
                    found = how, "inspectorate"
                    yield Reported(
                        line.start + start, line.start + end, f"restated:{how}", "inspectorate"
                    )
                spoke = found
            last = spoke

    def _restates(self, sentence: str, spoke: _Spoke | None, above: _Spoke | None) -> str | None:
        """Name how a sentence gives a finding without naming who found it."""
        if how := self._restated.by_itself(sentence):
            return how
        for before, same_line in ((spoke, True), (above, False)):
            finding = before is not None and _is_finding(before)
            if finding and self._restated.goes_on(sentence, same_line=same_line):
                return "goes on"
        return None

    def _reports(self, sentence: str, spoke: _Spoke | None, *, news: bool) -> _Spoke | None:
        """Tell by what words a sentence reports, and whose they are where a body speaks."""
        sentence = sentence[:_LONGEST]
        # "Mara Quill said:" announces, and "What did they say?" asks.
        if sentence[-1] in ":-–?" or sentence[0] in '“"':
            return None
        if found := _ACCORDING.search(sentence):
            after = words_of(sentence[found.end() : found.end() + 120])[:_WINDOW]
            if not _PRIVATE & set(after[:2]):
                name = self._public(self._names.last_in(after))
                return f"according to {name.name if name else ' '.join(after[:3])}", _role(name)
        if (told := self._told(sentence, spoke, news=news)) is not None:
            return told
        if cited := _AS_SAID.match(sentence):
            who = words_of(cited[1])
            if not _PRIVATE & set(who):
                return f"as {cited[1]} says", _role(self._public(self._names.subject_in(who)))
        if aside := _PARENTHESIS.search(sentence):
            said = words_of(aside[0])
            named = self._names.last_in(said)
            if not _PRIVATE & set(said) and (news or named or _FINDERS & set(said)):
                return f"aside {' '.join(said[:4])}", _role(self._public(named))
        if graded := _GRADED.search(sentence):
            return f"graded {graded[0].lower()}", "inspectorate"
        if news and spoke is not None and _BACKSHIFTED.match(sentence):
            return f"goes on {spoke[0].removeprefix('goes on ')}", spoke[1]
        return None

    def _told(self, sentence: str, spoke: _Spoke | None, *, news: bool) -> _Spoke | None:
        """Read a subject, its verb and a clause."""
        for verb in _VERB.finditer(sentence):
            before, subject = _subject(sentence[: verb.start()])
            if not before or len(before) > 2 * _WINDOW or _PRIVATE & set(subject[-3:]):
                continue
            if before[-1] in _BEFORE_NO_VERB or verb[0][0].isupper():
                continue
            told = verb["saying"] is not None and _TO_WRITER.match(sentence, verb.end())
            if {"my", "our", "i", "we"} & set(subject) or _DIRECT.match(sentence, verb.end()):
                continue
            named = self._names.subject_in(subject)
            name = self._public(named)
            office = name is not None or not _OFFICES.isdisjoint(subject[-4:])
            # "My manager told us" is his own account; what a minister told a committee is reported.
            if told and not news and not office:
                continue
            known = (
                named is not None
                or office
                or bool(_FINDERS & set(subject[-4:]) - {"it", "they", "team"})
                or _NAMED.search(sentence[: verb.start()]) is not None
            )
            again = spoke is not None and before[0] in _PRONOUNS and len(before) <= _NEAR
            if not (known or again or news):
                continue
            if verb["finding"] and not (name or again or _FINDERS & set(subject[-4:])):
                continue
            clause = _ANY_CLAUSE if news and verb[0] in ("said", "says") else _CLAUSE
            if not (verb["finding"] or clause.match(sentence, verb.end())):
                continue
            who = name.name if name else " ".join(subject[-3:])
            return f"{who} {verb[0].lower()}", _role(name)
        return None

    @staticmethod
    def _public(speaker: SpeakerName | None) -> SpeakerName | None:
        return speaker if speaker is not None and speaker.role in _PUBLIC else None


def _subject(head: str) -> tuple[list[str], list[str]]:
    """Give the words before a verb, and those of them in which its subject is looked for.

    "Ana Quill, who chairs the trust, said": what a comma closes right before the verb is an aside.
    """
    before = words_of(head)
    if before and before[0].isdigit():
        before = before[1:]
    subject = before[-_WINDOW:]
    head = head.rstrip()
    if head.endswith(",") and "," in head[:-1]:
        subject = words_of(head.partition(",")[0])[-_WINDOW:] or subject
    return before, subject


def _is_finding(spoke: _Spoke) -> bool:
    """Tell whether what was reported last is an inspection's."""
    cue, role = spoke
    return role == "inspectorate" or not _FINDERS.isdisjoint(words_of(cue))


_LONGEST: Final = 1500
"""Characters of a sentence that are read."""


def _role(speaker: SpeakerName | None) -> SpeakerRole | None:
    return speaker.role if speaker is not None and speaker.person_id is None else None
