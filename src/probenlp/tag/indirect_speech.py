"""Speech without marks: "inspectors found that …", "…, according to the union".

Only a reporting verb with somebody for its subject makes indirect speech; what is denied, asked for
or merely possible ("could not say that …") has not been said. Where the document is parsed, the
tags and the clause under the verb decide; where it is not, the form of the words does.
"""

import re
from typing import Final

from spacy.tokens import Doc, Token

from probenlp.tag.attribution import Frames
from probenlp.tag.reported import FINITE, Reported, around
from probenlp.tag.reported_frames import (
    accusation,
    agent,
    clause_end,
    gerund,
    hearsay,
    question_start,
    said_is,
    told_start,
)
from probenlp.tag.speakers import SpeakerResolver
from probenlp.tag.speech_cues import (
    AUXILIARY,
    CLASSES,
    HEARD,
    HEARSAY,
    MODAL,
    OPINION,
    OWN_WORDS,
    QUESTIONS,
    Cue,
)
from probenlp.tag.subjects import Subject, subject_after, subject_before

_THAT: Final = re.compile(r"(?:[\s,]*(?:\w+ly|also|again|again that))?\s+that\s+")
_OBJECT_THAT: Final = re.compile(r"\s+(?:to\s+|in\s+|at\s+|on\s+)?(?:[\w’'.&-]+\s+){1,6}?that\s+")
_DEMONSTRATIVE: Final = re.compile(r"(?:is|was|has|had|would|will|could|can|should|means|meant)\b")
_POINTING: Final = re.compile(r"(?:to|and|but|before)\b|(?:too|again)(?=[.,;!?]|$)")
_OBJECT: Final = re.compile(
    r"\s+(?:(?:us|me|him|her|them|you|inspectors|reporters|staff|journalists|MPs|peers)"
    r"|(?:the|a|an|our|his|her|their)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+"
    r"|(?:[a-z]+\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*|\s+\d+)*(?:[’']s(?:\s+\w+){1,2}?)?"
    r")\s+(?=(?:he|she|they|it|there|the|his|her|their|its|this|these|those|some|many|most|all|no"
    r"|staff|a|an|i|we)\b)"
)
_NO_BARE_CLAUSE: Final = re.compile(
    r"\s+(?:of|to|in|on|at|for|with|about(?!\s+\d)|from|by|as|and|or|but|into|over|up|out|what|whether|how"
    r"|why|if|when|who|which|against|than|after|before|during|between)\b"
)
_PRONOUN_FIRST: Final = re.compile(r"\s+(?:he|she|they|it|there|we|I)\s+[“\"‘']?[a-z]+")
_PARENTHESIS_ENDS: Final = re.compile(
    r"\s*(?:[.,;!?]|$|(?:in|on|at|yesterday|today|last|this|after|during|to)\b)"
)
_NOUNS: Final = re.compile(r"(?!says|tells|thinks|finds)[a-z]+s$|.*ing$|[a-z]*(?<!ed)$")
_SEVERAL: Final = re.compile(
    r"(?:the |last |these |those )*(?:two|three|four|five|six|\d+)\s[a-z]", re.IGNORECASE
)
_WHENEVER: Final = re.compile(
    r"\b(?:when|whenever|if)\s+(?:an?|any)\s+[\w\s-]{2,30}$", re.IGNORECASE
)
_FREE_RELATIVE: Final = re.compile(
    r"\b(?:what|where|how|whatever|wherever|which)\s+$", re.IGNORECASE
)
_SAID_IT: Final = re.compile(
    r"\s+(?:it|so|as much|nothing|no|yes)"
    r"(?:\s+(?:to|at|in|on|with|again|before|too|and|all)\b|[.,;])"
)
_NO_REPORT: Final = re.compile(
    r"\s+(?:well|highly|little|ill|nothing|better|less|more|fit|of|about)\b"
)
_ALWAYS_CLAUSE: Final = frozenset("said says insisted insists thinks thought believes".split())
"""Verbs that take hardly anything but a clause, also where the parser sees none."""
_FORMS_OF_PAST: Final = frozenset("said told found heard thought felt wrote saw".split())


class IndirectSpeech:
    """Finds indirect speech in the sentences of one document."""

    def __init__(self, doc: Doc, text: str, frames: Frames, resolver: SpeakerResolver) -> None:
        self._doc = doc if doc.has_annotation("DEP") else None
        self._text = text
        self._frames = frames
        self._resolver = resolver

    def in_sentence(self, start: int, end: int, begin: int) -> Reported | None:
        """Give the indirect speech of the first cue from ``begin`` on that has some."""
        for cue in self._frames.cues_between(begin, end):
            found = self.of_cue(cue, start, end)
            if found:
                return found
        return None

    def of_cue(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Give the indirect speech that a cue of a sentence introduces, or None."""
        if cue.kind == "accord":
            return self._according(cue, start, end)
        if self._is_asked(cue, start, end):
            return None
        if other := self._question(cue, start, end) or self._heard(cue, start, end):
            return other
        if self._text.startswith("accus", cue.start):
            return self._accused(cue, start, end)
        if other := self._hearsay(cue, start, end) or self._gerund(cue, start, end):
            return other
        takes = cue.clause or (cue.kind != "name" and _THAT.match(self._text, cue.end, end))
        if not takes or not self._is_verb(cue):
            return None
        return (
            self._said_by(cue, start, end)
            or self._parenthesis(cue, start, end)
            or self._governed(cue, start, end)
        )

    def _token(self, cue: Cue) -> Token | None:
        if self._doc is None:
            return None
        span = self._doc.char_span(cue.start, cue.end, alignment_mode="expand")
        return span[0] if span is not None else None

    def _is_verb(self, cue: Cue) -> bool:
        token = self._token(cue)
        if token is not None and token.tag_:
            return token.tag_.startswith("VB")
        return True

    def _is_asked(self, cue: Cue, start: int, end: int) -> bool:
        """Tell whether a sentence only asks for speech: "Can somebody explain …?"."""
        text = self._text
        first = re.match(r"\W*(\w+)", text[start : cue.start])
        asks = first and first[1].lower() in (AUXILIARY | MODAL) and first[1].lower() != "to"
        return bool(asks) and text[cue.end : end].rstrip("”’\"' \n").endswith("?")

    def _question(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "She asked the board whether …", "Asked by the chair if …"."""
        text = self._text
        word = text[cue.start : cue.end]
        begin = question_start(text, cue.end, end) if word in QUESTIONS else None
        if begin is None:
            return None
        subject = agent(text, cue.end, begin)
        if subject is None and word != "Asked":
            subject = subject_before(text, start, cue.start, word)
            if subject is None or subject.denied:
                return None
            own = text[subject.start : subject.end].lower() in ("i", "we")
            if own and word not in OWN_WORDS:
                return None  # "I wonder if …" asks nobody
            subject = None if subject.passive else subject
        if subject and not self._can_speak(subject):
            return None
        stop = clause_end(text, start, cue.start, begin, end)
        if word == "Asked":
            comma = text.find(",", begin, stop)
            stop = stop if comma < 0 else comma
        if len(text[begin:stop].split()) < 3:
            return None
        rule = "asked-by" if word == "Asked" else "question"
        return Reported(((begin, stop),), (cue.start, cue.end), subject, end, rule)

    def _heard(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "We were told (by the head) that …": whoever told it, or nobody."""
        text = self._text
        word = text[cue.start : cue.end]
        if word not in HEARD:
            return None
        heard = subject_before(text, start, cue.start, word)
        if heard is None or not heard.passive or heard.denied:
            return None
        teller = agent(text, cue.end, end)
        begin = told_start(text, cue.end, end)
        if begin is None and text[start : heard.start].rstrip().lower().endswith("what"):
            begin = said_is(text, cue.end, end)
        if begin is None:
            before = text[start : heard.start].rstrip()
            if before.endswith((",", "–", "—")) and _PARENTHESIS_ENDS.match(text, cue.end, end):
                return around(text, cue, None, start, end, start + len(before), cue.end)
            return None
        stop = clause_end(text, start, cue.start, begin, end)
        if len(text[begin:stop].split()) < 2:
            return None
        return Reported(((begin, stop),), (cue.start, cue.end), teller, end, "heard")

    def _hearsay(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "We learned that …", "I hear from a friend that …": who said it is another."""
        text = self._text
        if text[cue.start : cue.end] not in HEARSAY:
            return None
        heard = subject_before(text, start, cue.start, text[cue.start : cue.end])
        found = hearsay(text, cue.end, end)
        if not heard or heard.denied or not found:
            return None
        if text[heard.start : heard.end].lower().split("’")[0].split("'")[0] not in ("i", "we"):
            return None
        stop = clause_end(text, start, cue.start, found[0], end)
        return Reported(((found[0], stop),), (cue.start, cue.end), found[1], end, "hearsay")

    def _gerund(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "Staff spoke of dreading Mondays"."""
        text = self._text
        begin = gerund(text, cue.end, end) if text[cue.start : cue.end].endswith(" of") else None
        subject = self._subject(cue, start) if begin is not None else None
        if begin is None or subject is None or cue.kind == "accord":
            return None
        stop = clause_end(text, start, cue.start, begin, end)
        return Reported(((begin, stop),), (cue.start, cue.end), subject, end, "gerund")

    def _accused(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "She accused ministers of gambling with lives"."""
        subject = self._subject(cue, start)
        charge = accusation(self._text, cue.end, end)
        if subject is None or charge is None:
            return None
        return Reported((charge,), (cue.start, cue.end), subject, end, "accusation")

    def _can_speak(self, subject: Subject) -> bool:
        words = self._text[subject.start : subject.end].lower()
        return words in ("i", "we", "you") or self._resolver.can_speak(subject.start, subject.end)

    def _subject(self, cue: Cue, start: int) -> Subject | None:
        text = self._text
        word = text[cue.start : cue.end]
        subject = self._frames.subject_of(start, cue)
        if subject is None or subject.denied or subject.passive:
            return None
        # "what the company calls …", "where they think it lies": nothing is said of its own.
        if _FREE_RELATIVE.search(text[start : subject.start]):
            return None
        who = text[subject.start : subject.end].lower()
        if who in ("somebody", "someone", "anybody", "anyone", "you"):
            return None
        present = word.endswith("s")
        if present and (_SEVERAL.match(who) or _WHENEVER.search(text[start : subject.end])):
            return None  # "the last three reports", "when an officer tells you"
        if who in ("i", "we"):
            return subject if word in OWN_WORDS else None
        if who == "it" and word not in ("said", "says", "warned", "added", "concluded"):
            return None
        return subject if self._resolver.can_speak(subject.start, subject.end) else None

    def _governed(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "inspectors found (that) …": the clause runs to the end of the sentence."""
        subject = self._subject(cue, start)
        if subject is None:
            return None
        begin = self._clause(cue, end)
        stop = self._clause_end(cue, begin, end) if begin is not None else end
        if begin is None or len(self._text[begin:stop].split()) < 2:
            return None
        return Reported(((begin, stop),), (cue.start, cue.end), subject, end, "clause")

    def _clause(self, cue: Cue, end: int) -> int | None:
        """Find where the clause of a cue begins."""
        text = self._text
        if text[cue.start : cue.end] in OPINION and _NO_REPORT.match(text, cue.end, end):
            return None  # "thought well of the team"
        if found := _THAT.match(text, cue.end, end):
            if _POINTING.match(text, found.end(), end):
                return None  # "I have said that to the board"
            if _DEMONSTRATIVE.match(text, found.end(), end):
                return text.index("that", cue.end, end)  # "said that was wrong"
            return found.end()
        if cue.kind in ("say", "tell") and (found := _OBJECT_THAT.match(text, cue.end, end)):
            return found.end()
        return self._bare_clause(cue, end)

    def _bare_clause(self, cue: Cue, end: int) -> int | None:
        """Find a clause without "that": the parser's, else one that shows by its form."""
        if _SAID_IT.match(self._text, cue.end, end):
            return None
        if self._text[cue.start : cue.end] in OPINION and _NO_REPORT.match(
            self._text, cue.end, end
        ):
            return None  # "thought well of the team"
        addressed = _OBJECT.match(self._text, cue.end, end) if cue.kind == "tell" else None
        begin = addressed.end() - 1 if addressed else cue.end
        token = self._token(cue)
        if token is not None:
            for child in token.rights:
                finite = cue.kind != "find" or _is_finite(child)
                if child.dep_ == "ccomp" and begin < child.idx < end and finite:
                    return self._left_edge(child, begin, end)
            if not addressed and self._text[cue.start : cue.end] not in _ALWAYS_CLAUSE:
                return None
        if cue.kind == "tell" and not addressed:
            return None
        return self._clause_by_form(cue, begin, end)

    def _clause_by_form(self, cue: Cue, begin: int, end: int) -> int | None:
        text = self._text
        if _NO_BARE_CLAUSE.match(text, begin, end):
            return None
        if not (FINITE.search(text, begin, end) or _PRONOUN_FIRST.match(text, begin, end)):
            return None
        word = text[cue.start : cue.end]
        noun = self._doc is None and _NOUNS.match(word) and word not in _FORMS_OF_PAST
        if noun or (self._doc is None and cue.kind == "find"):
            return None  # "the report claims", "inspectors found desks that were broken"
        while begin < end and text[begin].isspace():
            begin += 1
        return begin if begin < end else None

    def _left_edge(self, clause: Token, begin: int, end: int) -> int | None:
        left = max(clause.left_edge.idx, begin)
        while left < end and (self._text[left].isspace() or self._text[left] in ",:"):
            left += 1
        return left if left - begin < 160 else None  # far off it is no object of this verb

    def _clause_end(self, cue: Cue, begin: int, end: int) -> int:
        """Find where the clause ends: with its sentence, or where a second main clause begins."""
        stop = end
        token = self._token(cue)
        if token is not None:
            for child in token.rights:
                if (
                    child.dep_ == "conj"
                    and child.idx > begin
                    and (
                        child.text in CLASSES  # "insisted it was late and promised more"
                        or any(left.dep_ in ("nsubj", "nsubjpass") for left in child.lefts)
                    )
                ):
                    stop = min(stop, child.left_edge.idx)
        return clause_end(self._text, self._frames.sentence(cue.start)[0], cue.start, begin, stop)

    def _said_by(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "…, said the union."."""
        text = self._text
        before = text[start : cue.start].rstrip()
        if cue.kind != "say" or not before.endswith(",") or text[cue.end - 3 : cue.end] == "ing":
            return None
        subject = subject_after(text, cue.end, end)
        if not subject or not self._resolver.can_speak(subject.start, subject.end):
            return None
        if not _PARENTHESIS_ENDS.match(text, subject.end, end):
            return None
        return around(text, cue, subject, start, end, start + len(before), subject.end)

    def _parenthesis(self, cue: Cue, start: int, end: int) -> Reported | None:
        """Read "…, inspectors said." and "Many, he said, were late."."""
        if not _PARENTHESIS_ENDS.match(self._text, cue.end, end):
            return None
        subject = self._subject(cue, start)
        if subject is None:
            return None
        before = self._text[start : subject.start].rstrip()
        if not before.endswith((",", "–", "—", "-")):
            return None
        return around(self._text, cue, subject, start, end, start + len(before), cue.end)

    def _according(self, cue: Cue, start: int, end: int) -> Reported | None:
        text = self._text
        subject = subject_after(text, cue.end, end)
        if not subject or not self._resolver.can_speak(subject.start, subject.end):
            return None
        return around(text, cue, subject, start, end, cue.start, subject.end)


def _is_finite(verb: Token) -> bool:
    """Tell "found that it *was* late" from "found the same story *told* three times"."""
    finite = ("VBD", "VBZ", "VBP", "MD")
    bare = verb.tag_ not in ("VBN", "VBG", "TO")
    return bare or any(child.tag_ in finite for child in verb.lefts)
