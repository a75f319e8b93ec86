"""The frame that ties words in quotation marks to a cue and its subject.

A frame stands after the words ("…,” said Ms Tarn"), before them ("Ms Tarn said: “…"), between two
pieces, or in the sentence that introduces a block quotation with a colon, with or without a verb.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from probenlp.tag.introductions import Introductions
from probenlp.tag.quote_marks import Pair
from probenlp.tag.reported_frames import agent
from probenlp.tag.speakers import SpeakerResolver
from probenlp.tag.speech_cues import AUXILIARY, HEARD, OPINION, PLAIN_SUBJECT, Cue
from probenlp.tag.subjects import DASHES, Subject, subject_after, subject_before, words_of

Form = Literal["direct", "mixed"]

_JOINT: Final = re.compile(r"[\s,;.—–-]*")
_COLON: Final = re.compile(r":\s*[-–—]*\s*$")
_SIGNED: Final = re.compile(r"\s*[-–—]+\s*(?=[A-Z])")
_ATTRIBUTION_ENDS: Final = re.compile(
    r"\s*(?:[.,;:]|$|(?:in|on|at|after|when|yesterday|today|later|last|this|to|the|us|me|him|her"
    r"|them|reporters|of|during|while|as)\b)"
)
_FIRST_WORD: Final = re.compile(r"\s*(?:that\s+)?$")

_HEARER: Final = re.compile(r"(?:\s+(?!that\b)[\w’'&-]+){1,5}?(?:\s+that)?\s*$")
_FREE_RELATIVE: Final = re.compile(r"\b(?:what|where|how|whatever)\s+$", re.IGNORECASE)
_REACTS: Final = re.compile(
    r"\b(?:responds?|reacts?|speaks? out|speaks? up|hits? (?:back|out)|fires? back|demands?)\b"
)
_FINITE: Final = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should)\b")
_LEADS_ON: Final = re.compile(r"\s+\w[^,;:.–—]*$")
_STOPS: Final = re.compile(r"\s*(?:[.!?;]|$)")
_CLAUSE: Final = re.compile(
    r"(?:[\w’'-]+,?\s+){0,6}?(?:[\w]+[’'](?:re|m|ve|s|ll|d)\b|\w+n[’']t\b|(?:is|are|am|was|were|has|have|had"
    r"|will|would|can|cannot|could|should|must|may|might|do|does|did)\b)"
)


class Attribution(NamedTuple):
    """Who is made to say a stretch, and by which words.

    Attributes
    ----------
    subject : Subject or None
        None where the frame names nobody.
    cue : (int, int) or None
        None in a frame without a verb.
    form : str
        ``mixed`` where the words in marks are a piece of an indirect clause.
    frame : str
        ``after``, ``before``, ``colon``, ``signed``: the rule, for the evidence.
    until : int
        The end of the sentence of the cue: how far an apposition may reach.
    """

    subject: Subject | None
    cue: tuple[int, int] | None
    form: Form
    frame: str
    until: int


class Frames:
    """Finds the frames of one passage.

    Parameters
    ----------
    text : str
        The passage.
    sentences : sequence of (int, int)
        Its sentences.
    cues : sequence of Cue
        The cue words outside quotations, in order.
    resolver : SpeakerResolver
        Knows what can be a speaker.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        cues: Sequence[Cue],
        resolver: SpeakerResolver,
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._ends = [end for _, end in sentences]
        self._cues = cues
        self._cue_starts = [cue.start for cue in cues]
        self._resolver = resolver
        self._introductions = Introductions(text, resolver)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Give the sentence of an offset, or the next one."""
        place = min(bisect_left(self._ends, offset + 1), len(self._sentences) - 1)
        return self._sentences[place]

    def cues_between(self, start: int, end: int) -> Sequence[Cue]:
        """Give the cues that begin in a stretch."""
        return self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def after(self, pair: Pair, limit: int) -> Attribution | None:
        """Find the frame that follows words in marks.

        Parameters
        ----------
        pair : Pair
            The last of its stretch, closed.
        limit : int
            Where the next quotation opens, or the block ends.
        """
        text = self._text
        end = min(limit, self.sentence(pair.closed - 1)[1])
        begin = _JOINT.match(text, pair.closed, max(end, pair.closed)).end()  # type: ignore[union-attr]
        if begin >= end:
            return None
        for cue in self.cues_between(begin, end)[:2]:
            subject: Subject | None
            if cue.start == begin:
                subject = self._follows(cue, end)
            elif cue.kind == "accord" or not self._may_follow(pair, cue, end):
                continue
            elif limit < self.sentence(pair.closed - 1)[1] and _LEADS_ON.match(
                text[cue.end : limit]
            ):
                continue  # "you have “a third”, the report says “half of us”": the next one's
            else:
                subject = subject_before(text, begin, cue.start, text[cue.start : cue.end])
            if subject and cue.start != begin:
                subject = self._from(subject, begin)
            if subject and not subject.denied:
                form: Form = "direct" if self._whole(pair) else "mixed"
                if self._ends_clause(pair):
                    form = "mixed"
                return Attribution(subject, (cue.start, cue.end), form, "after", end)
        return None

    def _from(self, subject: Subject, begin: int) -> Subject | None:
        """Take a subject back to where the words end: "…,” the secretary, Ann Tarn, said"."""
        between = self._text[begin : subject.start]
        words = between.split()
        if not words:
            return subject
        apposed = between.rstrip().endswith(",") and len(words) <= 10
        if apposed and not any(word in AUXILIARY for word in words):
            return subject._replace(start=begin)
        return None

    def _follows(self, cue: Cue, end: int) -> Subject | None:
        """Find the subject of "said Ms Tarn", where the cue may stand before one."""
        if cue.kind not in ("say", "accord"):
            return None
        subject = subject_after(self._text, cue.end, end)
        if subject and self._speaks(subject):
            return subject
        return None

    def _speaks(self, subject: Subject) -> bool:
        """Tell whether a phrase beside a cue that touches the words speaks: "said one vicar"."""
        plain = PLAIN_SUBJECT.fullmatch(self._text, subject.start, subject.end)
        return plain is not None or self._resolver.can_speak(subject.start, subject.end)

    def _may_follow(self, pair: Pair, cue: Cue, end: int) -> bool:
        """Tell whether "Ms Tarn said" after the words can be about them."""
        if cue.kind not in ("say", "tell"):
            return False
        inner, outer = self._text[pair.end - 1], self._text[pair.closed : pair.closed + 1]
        if inner in ",—–-" or outer == ",":
            return True
        return bool(_ATTRIBUTION_ENDS.match(self._text, cue.end, end))

    def _whole(self, pair: Pair) -> bool:
        """Tell whether words in marks are an utterance, not a piece of one."""
        words = self._text[pair.start : pair.end]
        return words[0].isupper() or words[-1] in ".!?,…" or len(words.split()) > 4

    def headline(self, pair: Pair, end: int) -> Attribution | None:
        """Read "‘Nobody is checking’: staff speak out after report"."""
        text = self._text
        found = _JOINT.match(text, pair.closed, end)
        verb = _REACTS.search(text, pair.closed, end)
        if not found or ":" not in text[pair.closed : pair.closed + 2] or not verb:
            return None
        subject = subject_before(text, pair.closed + 1, verb.start(), verb.group())
        if not subject or not self._resolver.can_speak(subject.start, subject.end):
            return None
        return Attribution(subject, verb.span(), "direct", "headline", end)

    def _ends_clause(self, pair: Pair) -> bool:
        """Tell whether words in marks end a clause of other words: "It is “no good”, she said"."""
        start = self.sentence(pair.opened)[0]
        lead = self._text[start : pair.opened].rstrip()
        small = self._text[pair.start].islower()
        return (
            small
            and len(lead.split()) > 1
            and lead[-1].isalnum()
            and not any(cue.kind != "accord" for cue in self.cues_between(start, pair.opened))
        )

    def before(self, pair: Pair, floor: int, spoken: int) -> Attribution | None:
        """Find the frame that precedes words in marks.

        Parameters
        ----------
        pair : Pair
            The first of its stretch.
        floor : int
            Where the marks before it close: nothing further back can govern it.
        spoken : int
            Where the direct quotation before it ends: nothing further back can introduce it.
        """
        text = self._text
        start = max(self.sentence(pair.opened)[0], floor)
        lead = text[start : pair.opened]
        if not lead.strip():
            intro = text[max(floor, pair.opened - 8) : pair.opened]
            if not _COLON.search(intro):
                return None
            colon = text.rfind(":", floor, pair.opened)
            return self._introduced(max(self.sentence(colon)[0], spoken), pair)
        if _COLON.search(lead):
            return self._introduced(max(self.sentence(pair.opened)[0], spoken), pair)
        return self._governed(start, pair)

    def _introduced(self, start: int, pair: Pair) -> Attribution | None:
        """Read "Ms Tarn did not hide her anger: “…"."""
        text = self._text
        colon = text.rfind(":", start, pair.opened)
        for cue in reversed(self.cues_between(start, colon)):
            if cue.kind == "accord":
                subject = subject_after(text, cue.end, colon)
            else:
                subject = self.subject_of(start, cue)
            if (
                subject
                and not subject.denied
                and not self._is_writer(subject, cue)
                and self._speaks(subject)
            ):
                return Attribution(subject, (cue.start, cue.end), "direct", "before", colon)
        if pair.family == "single" and not self._whole(pair):
            return None
        named = self._introductions.named(start, colon)
        return Attribution(named, None, "direct", "colon", colon)

    def subject_of(self, start: int, cue: Cue) -> Subject | None:
        """Give the subject of a cue; that of "…, adding:" is the sentence's own."""
        text = self._text
        form = text[cue.start : cue.end]
        if form.endswith("ing") and text[start : cue.start].rstrip().endswith((",", "by", "and")):
            for earlier in self.cues_between(start, cue.start):
                form = text[earlier.start : earlier.end]
                subject = subject_before(text, start, earlier.start, form)
                if subject and self._resolver.can_speak(subject.start, subject.end):
                    return subject
        return subject_before(text, start, cue.start, form)

    def _is_writer(self, subject: Subject, cue: Cue) -> bool:
        """Tell whether "I think" only colours what somebody else said."""
        who = self._text[subject.start : subject.end].lower()
        return who in ("i", "we") and self._text[cue.start : cue.end] in OPINION

    def _governed(self, start: int, pair: Pair) -> Attribution | None:
        """Read a cue that governs the words without a colon: "said “…", "called it “…"."""
        text = self._text
        lead = text[start : pair.opened].rstrip()
        comma = lead.endswith(",")
        for cue in reversed(self.cues_between(start, pair.opened)):
            tail = text[cue.end : pair.opened]
            form_of_cue = text[cue.start : cue.end]
            if cue.kind == "accord":
                subject = subject_after(text, cue.end, pair.opened)
            elif len(tail.split()) > (6 if comma else 24) or re.search(r"[;:]", tail):
                break
            else:
                subject = subject_before(text, start, cue.start, form_of_cue)
                if not subject:  # "called it “a shame” and said it was “over”"
                    opening = self.sentence(pair.opened)[0]
                    subject = subject_before(text, opening, cue.start, form_of_cue)
            heard = _FIRST_WORD.match(tail.removeprefix(" to")) and form_of_cue in HEARD
            alone = cue.start == self.cues_between(start, pair.opened)[0].start
            if subject and subject.passive and not subject.denied and heard and alone:
                told_by = agent(text, cue.end, pair.opened)  # "We were asked to “make sure”"
                return Attribution(
                    told_by, (cue.start, cue.end), "mixed", "before", self.sentence(pair.opened)[1]
                )
            if (
                not subject
                or subject.denied
                or subject.passive
                or _FREE_RELATIVE.search(text[start : subject.start])
                or not self._resolver.can_speak(subject.start, subject.end)
            ):
                continue
            form = self._form(cue, tail, pair, comma=comma)
            return Attribution(
                subject, (cue.start, cue.end), form, "before", self.sentence(pair.opened)[1]
            )
        return None

    def _form(self, cue: Cue, tail: str, pair: Pair, *, comma: bool) -> Form:
        words = self._text[pair.start : pair.end]
        lead_in = tail.rpartition(",")[2].strip().replace(" ", "")
        if cue.kind in ("name", "find"):
            return "mixed"
        led = cue.kind == "accord" and words[0].islower() and lead_in and lead_in.isalpha()
        if led:
            return "mixed"  # "According to the union, staff “do what they can”"
        if cue.kind == "accord" or comma:
            return "direct" if self._whole(pair) else "mixed"
        hearer = _HEARER.match(tail) if cue.kind == "tell" else None
        if (
            (_FIRST_WORD.match(tail) or (hearer and not _FINITE.search(tail)))
            and cue.kind in ("say", "tell")
            and self._is_sentence(pair)
        ):
            return "direct"  # "told the House that “reoffending has not moved …”"
        finished = words[-1] in ".!?…" or self._text.startswith((".", "!", "?"), pair.closed)
        if _FIRST_WORD.match(tail) and words[0].isupper() and finished:
            return "direct"
        return "mixed"

    def _is_sentence(self, pair: Pair) -> bool:
        """Tell whether words in marks are a whole clause that ends its sentence."""
        words = self._text[pair.start : pair.end]
        ends = words[-1] in ".!?…" or _STOPS.match(self._text, pair.closed)
        return bool(ends and len(words.split()) > 5 and _CLAUSE.match(words))

    def signed(self, pair: Pair, block_end: int) -> Attribution | None:
        """Read the signature of a block quotation: "“…” – Ann Tarn, general secretary"."""
        found = _SIGNED.match(self._text, pair.closed, block_end)
        if not found or block_end - found.end() > 120:
            return None
        words = words_of(self._text, found.end(), block_end)
        name = []
        for word in words:
            if word.text == "," or word.text in DASHES:
                break
            name.append(word)
        if not name or len(name) > 8 or name[-1].text == ".":
            return None
        return Attribution(
            Subject(name[0].start, name[-1].end), None, "direct", "signed", block_end
        )
