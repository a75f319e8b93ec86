"""Speech without marks: "inspectors found that …", "…, according to the union".

Only a reporting verb with somebody for its subject makes indirect speech; what is denied, asked for
or merely possible ("could not say that …") has not been said. Where the document is parsed, the
tags and the clause under the verb decide; where it is not, the form of the words does.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from probenlp.tag.attribution import Frames
from probenlp.tag.speakers import SpeakerResolver
from probenlp.tag.speech_cues import Cue
from probenlp.tag.subjects import Subject, subject_after, subject_before

_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|should|shall|do|does"
    r"|did|need|needs|remains?|remained|faces?|faced|lacks?|lacked|felt|feels?|makes?|made|went|came"
    r"|got|gets?|lost|became|[a-z]+n[’']t)\b"
)
_THAT: Final = re.compile(r"(?:[\s,]*(?:\w+ly|also|again|again that))?\s+that\s+")
_OBJECT_THAT: Final = re.compile(r"\s+(?:to\s+|in\s+|at\s+|on\s+)?(?:[\w’'.&-]+\s+){1,6}?that\s+")
_DEMONSTRATIVE: Final = re.compile(r"(?:is|was|has|had|would|will|could|can|should|means|meant)\b")
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
# "…, but it also said …": a second report begins.
_SECOND: Final = re.compile(
    r"[,;]?\s+(?:but|and|while|although|though)\s+(?:\w+|the\s+\w+|[A-Z]\w+\s+[A-Z]\w+)\s+(?:has\s+|also\s+)*"
    r"(?:said|added|warned|found|noted|told|stressed|insisted|concluded)\b"
)
_PRONOUN_FIRST: Final = re.compile(r"\s+(?:he|she|they|it|there|we|I)\s+[“\"‘']?[a-z]+")
_PARENTHESIS_ENDS: Final = re.compile(
    r"\s*(?:[.,;!?]|$|(?:in|on|at|yesterday|today|last|this|after|during|to)\b)"
)
_FINAL: Final = " \n\t.!?…;,:"
_NOUNS: Final = re.compile(r"(?!says|tells|thinks|finds)[a-z]+s$|.*ing$|[a-z]*(?<!ed)$")
_ALWAYS_CLAUSE: Final = frozenset("said says insisted insists thinks thought believes".split())
"""Verbs that take hardly anything but a clause, also where the parser sees none."""
_FORMS_OF_PAST: Final = frozenset("said told found heard thought felt wrote saw".split())


class Reported(NamedTuple):
    """A clause of indirect speech.

    Attributes
    ----------
    spans : tuple of (int, int)
        The clause without its cue; two where the cue stands inside it.
    cue : (int, int)
        The reporting words.
    subject : Subject
        Who is made to say it.
    until : int
        End of the sentence.
    rule : str
        Which frame it was.
    """

    spans: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    subject: Subject
    until: int
    rule: str


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

    def _subject(self, cue: Cue, start: int) -> Subject | None:
        text = self._text
        subject = subject_before(text, start, cue.start, text[cue.start : cue.end])
        if subject is None or subject.denied or subject.passive:
            return None
        if text[subject.start : subject.end].lower() in ("i", "we", "you", "it"):
            said = text[cue.start : cue.end] in ("said", "says", "warned", "added", "concluded")
            if not said or text[subject.start : subject.end].lower() != "it":
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
        if found := _THAT.match(text, cue.end, end):
            if _DEMONSTRATIVE.match(text, found.end(), end):
                return text.index("that", cue.end, end)  # "said that was wrong"
            return found.end()
        if cue.kind in ("say", "tell") and (found := _OBJECT_THAT.match(text, cue.end, end)):
            return found.end()
        return self._bare_clause(cue, end)

    def _bare_clause(self, cue: Cue, end: int) -> int | None:
        """Find a clause without "that": the parser's, else one that shows by its form."""
        addressed = _OBJECT.match(self._text, cue.end, end) if cue.kind == "tell" else None
        begin = addressed.end() - 1 if addressed else cue.end
        token = self._token(cue)
        if token is not None:
            for child in token.rights:
                if child.dep_ == "ccomp" and begin < child.idx < end:
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
        if not (_FINITE.search(text, begin, end) or _PRONOUN_FIRST.match(text, begin, end)):
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
                    and any(left.dep_ in ("nsubj", "nsubjpass") for left in child.lefts)
                ):
                    stop = min(stop, child.left_edge.idx)
        second = _SECOND.search(self._text, begin, stop)
        clause = self._text[begin : second.start() if second else stop].rstrip(_FINAL)
        clause = re.sub(
            r"[\s,;]+(?:and|but|while|or|which|whom|who|that|when|where|as|after|because)$",
            "",
            clause,
        )
        return begin + len(clause)

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
        return self._around(cue, subject, start, end, start + len(before), subject.end)

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
        return self._around(cue, subject, start, end, start + len(before), cue.end)

    def _according(self, cue: Cue, start: int, end: int) -> Reported | None:
        text = self._text
        subject = subject_after(text, cue.end, end)
        if not subject or not self._resolver.can_speak(subject.start, subject.end):
            return None
        return self._around(cue, subject, start, end, cue.start, subject.end)

    def _around(
        self, cue: Cue, subject: Subject, start: int, end: int, left: int, right: int
    ) -> Reported | None:
        """Take what stands before and after a parenthesis as the clause."""
        text = self._text
        spans: list[tuple[int, int]] = []
        for begin, stop in ((start, left), (_after_apposition(text, right, end), end)):
            words = text[begin:stop]
            core = words.strip(_FINAL + "—–-")
            if len(core.split()) > (0 if spans else 2) or (core and begin == start and right < end):
                offset = begin + words.index(core)
                if any(character.isalnum() for character in core):
                    spans.append((offset, offset + len(core)))
        whole = " ".join(text[slice(*span)] for span in spans)
        if not spans or (not _FINITE.search(whole) and len(whole.split()) < 4):
            return None
        return Reported(tuple(spans), (cue.start, cue.end), subject, end, "parenthesis")


def _after_apposition(text: str, right: int, end: int) -> int:
    """Give the end of the parenthesis: "…, said Ann Tarn, who runs the unit." has nothing after."""
    rest = text[right:end]
    if not rest.lstrip().startswith((",", "–", "—")):
        # "…, she said in a letter.": what follows is about the saying, not said.
        comma = rest.find(",")
        return end if comma < 0 else right + comma
    if re.match(r"[\s,–—]+(?:as|after|when|while|following|before|adding|in|at|on|during)\b", rest):
        return end  # "…, the union said, as new figures came out."
    if re.match(r"[\s,–—]+(?:who|which|the|a|an|head|chief|director|chair|general)\b", rest):
        second = rest.find(",", 2)
        return end if second < 0 else right + second
    return right


def quoted_inside(spans: Sequence[tuple[int, int]], marks: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a clause has a piece of it in quotation marks."""
    return any(
        start <= opened and closed <= end + 1 for start, end in spans for opened, closed in marks
    )
