"""Tag quotations and reported speech with their speakers (component ``probenlp_quotations``).

A quotation of several paragraphs is one record, and so is one with its cue in the middle. Words in
marks that nobody is made to say (terms, titles, ratings, irony) are none. The marks are paired in
:mod:`~probenlp.tag.quote_marks`, the frames are in :mod:`~probenlp.tag.attribution` and
:mod:`~probenlp.tag.indirect_speech`, the speakers in :mod:`~probenlp.tag.speakers`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from probenlp.domains import load_domain
from probenlp.records import Quotation, Span, Speaker
from probenlp.tag.annotations import attach, attached, text_of
from probenlp.tag.attribution import Attribution, Frames
from probenlp.tag.indirect_speech import IndirectSpeech
from probenlp.tag.inner_speech import inner_speech
from probenlp.tag.layout import Block, blocks
from probenlp.tag.quote_marks import Pair, stretches
from probenlp.tag.quoted_words import TITLE_WORDS, QuotedWords
from probenlp.tag.reported import Reported, quoted_inside
from probenlp.tag.sentences import sentence_spans
from probenlp.tag.speaker_roles import Roles
from probenlp.tag.speakers import Known, SpeakerResolver
from probenlp.tag.speech_cues import Cue, cues_in, is_noun
from probenlp.tag.subjects import Subject
from probenlp.tag.transcripts import turns

Stretch = tuple[Pair, ...]

_NESTED: Final = "nested:"


class _Found(NamedTuple):
    """A quotation before its speaker is resolved."""

    at: int
    spans: tuple[tuple[int, int], ...]
    form: str
    attribution: Attribution | None
    closed: bool
    rule: str
    blocks: tuple[int, int]


class QuotationTagger:
    """Put a :class:`~probenlp.records.Quotation` for each into ``doc.spans["quotations"]``.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables. Its roles and units
        give the speakers' roles; its ratings, in marks, are never speech.
    """

    def __init__(self, domain: str = "probation") -> None:
        tables = load_domain(domain)
        self.roles = Roles(tables)
        self.ratings = frozenset(
            form.casefold()
            for row in tables.ratings
            if row.kind == "label"
            for form in (row.label, *row.surface_variants)
        )

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        text = text_of(doc)
        found = _Reader(doc, text, self).quotations() if text.strip() else []
        attach(doc, "quotations", found, label=lambda quotation: quotation.form)
        return doc


class _Reader:
    """Reads one document."""

    def __init__(self, doc: Doc, text: str, tagger: QuotationTagger) -> None:
        self.text = text
        self.ratings = tagger.ratings
        self.layout: list[Block] = blocks(text)
        self.stretches: list[Stretch] = stretches(text, self.layout)
        self.words = QuotedWords(text, self.layout, tagger.ratings)
        self._opened = [pair.opened for stretch in self.stretches for pair in stretch]
        self._closed = [pair.closed for stretch in self.stretches for pair in stretch]
        self.sentences = [
            (sentence.span.start, sentence.span.end) for sentence in attached(doc, "sentences")
        ] or sentence_spans(text)
        inside: list[Cue] = []
        cues: list[Cue] = []
        for cue in cues_in(text):
            if not is_noun(doc, text, cue):
                (inside if self._in_marks(cue.start) else cues).append(cue)
        self.resolver = SpeakerResolver(doc, text, tagger.roles, self._in_marks)
        self.frames = Frames(text, self.sentences, cues, self.resolver)
        self.indirect = IndirectSpeech(doc, text, self.frames, self.resolver)
        self.inside = Frames(text, self.sentences, inside, self.resolver)
        self.within = IndirectSpeech(doc, text, self.inside, self.resolver)
        self.direct_end = 0
        self.clause_end = 0
        self.used: dict[int, int] = {}  # cues of words in marks, with the starts of their frames

    def _in_marks(self, offset: int) -> bool:
        place = bisect_right(self._opened, offset) - 1
        return place >= 0 and offset < self._closed[place]

    def quotations(self) -> list[Quotation]:
        """Give all quotations in the order of their words."""
        found = [*self._direct(), *self._turns()]
        covered = [span for quotation in found for span in quotation.spans]
        found += [*self._nested(found), *self._inner(covered), *self._indirect(covered)]
        found.sort(key=lambda quotation: quotation.spans[0])
        return list(self._resolved(found))

    # Words in marks -----------------------------------------------------------------------------

    def _direct(self) -> Iterator[_Found]:
        number = 0
        while number < len(self.stretches):
            group = [self.stretches[number]]
            attribution = self._attribution(number, group)
            while attribution and attribution.frame == "after" and self._continues(number):
                number += 1
                group.append(self.stretches[number])
            number += 1
            found = (
                None if group[0][0].opened < self.clause_end else self._judge(group, attribution)
            )
            if found:
                self._use(found)
                yield found

    def _turns(self) -> Iterator[_Found]:
        """Read a record of a debate: "Lord Tarn: My Lords, we try.", turn by turn."""
        for label, words, number in turns(self.text, self.layout, self.resolver):
            if not any(self._in_marks(offset) for offset in (label[0], words[0])):
                subject = Subject(*label)
                attribution = Attribution(subject, None, "direct", "turn", label[1])
                yield _Found(
                    label[0], (words,), "direct", attribution, True, "frame:turn", (number, number)
                )

    def _use(self, found: _Found) -> None:
        """Remember the cue of words in marks, where its frame starts, and how far they go."""
        if found.form == "direct":
            self.direct_end = found.spans[-1][1] + 1
        elif found.rule.startswith("reported"):
            self.clause_end = found.spans[-1][1]  # further marks in the clause are part of it
        if found.attribution and found.attribution.cue:
            cue, subject = found.attribution.cue[0], found.attribution.subject
            # "She said it was late, adding: “…”": the first cue keeps its own clause.
            alone = subject and not self.frames.cues_between(subject.start, cue)
            self.used[cue] = min(cue, subject.start) if subject and alone else cue

    def _limit(self, number: int) -> int:
        """Give how far the words after a stretch may reach as its frame."""
        last = self.stretches[number][-1]
        end = self.layout[last.block].end
        if number + 1 < len(self.stretches):
            end = min(end, self.stretches[number + 1][0].opened)
        return max(end, last.closed)

    def _floor(self, number: int) -> int:
        return self.stretches[number - 1][-1].closed if number else 0

    def _attribution(self, number: int, group: Sequence[Stretch]) -> Attribution | None:
        first, last = group[0][0], group[0][-1]
        found = self.frames.after(last, self._limit(number)) if last.has_close else None
        found = found or self.frames.before(first, self._floor(number), self.direct_end)
        if not found and last.has_close and first.opened == self.layout[first.block].start:
            found = self.frames.signed(last, self.layout[last.block].end)
        if found and found.cue and found.cue[0] in self.used and found.frame == "after":
            return None
        if not found and last.has_close and first.opened == self.layout[first.block].start:
            found = self.frames.headline(last, self.layout[last.block].end)
        return found

    def _continues(self, number: int) -> bool:
        """Tell whether "…,” said Ms Tarn. “…" goes on with the next stretch."""
        if number + 1 >= len(self.stretches):
            return False
        last, following = self.stretches[number][-1], self.stretches[number + 1][0]
        if last.block != following.block or last.family != following.family:
            return False
        between = self.text[last.closed : following.opened].strip()
        if not between or between[-1] not in ".,;–—-:" or len(between) > 250:
            return False
        first = self.frames.sentence(last.closed - 1)
        same = self.frames.sentence(following.opened)[0] in (first[0], following.opened)
        cues = self.frames.cues_between(last.closed, following.opened)
        if not same or (between[-1] == ":" and len(cues) > 1):
            return False
        if between[-1] in ",:" and following.opened != first[1] and len(cues) > 1:
            return False
        own = self.stretches[number + 1][-1]
        return not (own.has_close and self.frames.after(own, self._limit(number + 1)))

    def _judge(self, group: list[Stretch], attribution: Attribution | None) -> _Found | None:
        """Decide whether words in marks are speech, and make the record's parts."""
        pairs = [pair for stretch in group for pair in stretch]
        rule = attribution.frame if attribution else self.words.shape(pairs)
        if not rule:
            return None
        spoken = rule in ("headline", "answered", "clause")
        if len(pairs) == 1 and not spoken and self.words.is_term(pairs[0], attribution):
            return None
        if attribution and attribution.form == "mixed":
            clause = self._clause(attribution, pairs)
            if clause:
                return clause
        if len(pairs) == 1 and self.words.is_word(pairs[0]):
            return None
        return _Found(
            attribution.cue[0] if attribution and attribution.cue else pairs[0].opened,
            tuple((pair.start, pair.end) for pair in pairs),
            attribution.form if attribution and len(pairs) == 1 else "direct",
            attribution,
            pairs[-1].has_close,
            "frame:" + rule,
            (pairs[0].block, pairs[-1].block),
        )

    def _clause(self, attribution: Attribution, pairs: list[Pair]) -> _Found | None:
        """Read a mixed quotation's whole clause: "said staff were “worn out” and leaving"."""
        if not attribution.cue:
            return None
        start, end = self.frames.sentence(pairs[0].opened)
        cue = next(iter(self.frames.cues_between(attribution.cue[0], attribution.cue[0] + 1)))
        reported = self.indirect.of_cue(cue, start, end)
        if not reported or reported.spans[0][0] >= pairs[0].opened:
            return None
        if pairs[0].end > reported.spans[-1][1]:
            if reported.spans[-1][1] < pairs[0].start:
                return None
            # "said he did it “and left. Nobody came.”": the marks go on past the sentence.
            spans = (*reported.spans[:-1], (reported.spans[-1][0], pairs[-1].end))
            reported = reported._replace(spans=spans)
        return self._of_reported(reported, "mixed", pairs[0].block)

    # Words without marks ------------------------------------------------------------------------

    def _indirect(self, covered: list[tuple[int, int]]) -> Iterator[_Found]:
        covered.sort()
        starts = [start for start, _ in covered]
        for start, stop in self.sentences:
            end = stop
            cues = self.frames.cues_between(start, end)
            used = [cue.start for cue in cues if cue.start in self.used]
            if used:
                # "Ms Tarn told us she lacked staff, which she called “a shame”": the first clause
                # is hers too, up to the words that lead to the piece in marks.
                end = self.used[used[0]]
            if cues:
                yield from self._reported_in(start, end, start, covered, starts)
            if used and end < stop:  # "…, adding that …": and what follows the piece in marks
                place = bisect_left(starts, end)
                later = [span[1] for span in covered[place : place + 8] if span[0] < stop]
                begin = max([*later, used[-1] + 1])
                yield from self._reported_in(start, stop, begin, covered, starts)

    def _nested(self, found: list[_Found]) -> Iterator[_Found]:
        """Read what a quoted speaker reports: "“Staff told us they were tired,” she said"."""
        for quotation in found:
            for first, last in quotation.spans if quotation.form == "direct" else ():
                at = first
                while at < last:
                    start, stop = self.frames.sentence(at)
                    start, end = max(start, first), min(stop, last)
                    begin = at = max(start, at)
                    while begin < end and (reported := self.within.in_sentence(start, end, begin)):
                        nested = self._of_reported(reported, "indirect", None)
                        yield nested._replace(rule=_NESTED + reported.rule)
                        begin = max(reported.spans[-1][1], reported.cue[1])
                    at = max(end, at + 1)

    def _inner(self, covered: list[tuple[int, int]]) -> Iterator[_Found]:
        """Read what a quoted speaker quotes: "“He said, ‘Come in’,” she told us"."""
        for pair, frame in inner_speech(self.text, covered, self.inside):
            span, rule = (pair.start, pair.end), _NESTED + frame.frame
            yield _Found(pair.opened, (span,), "direct", frame, True, rule, (0, 0))

    def _reported_in(
        self,
        start: int,
        end: int,
        begin: int,
        covered: list[tuple[int, int]],
        starts: list[int],
    ) -> Iterator[_Found]:
        """Read "Ms Tarn said …, but she added that …": what each cue of a sentence introduces."""
        while begin < end and (reported := self.indirect.in_sentence(start, end, begin)):
            first, last = reported.spans[0][0], reported.spans[-1][1]
            place = bisect_left(starts, first)
            if not any(
                span[0] < last and first < span[1]
                for span in covered[max(0, place - 1) : place + 1]
            ):
                yield self._of_reported(reported, self._form_of(reported), None)
            begin = max(last, reported.cue[1])

    def _form_of(self, reported: Reported) -> str:
        """Tell mixed from indirect: a piece in double marks that is no rating and no term."""
        begin, end = reported.spans[0][0], reported.spans[-1][1]
        place = bisect_left(self._opened, begin)
        marks = []
        for at in range(place, len(self._opened)):
            opened, closed = self._opened[at], self._closed[at]
            if opened >= end:
                break
            inner = self.text[opened:closed].strip("“”\"‘’' .,")
            double = self.text[opened] in '“"«„`'
            if inner.casefold() not in self.ratings and (
                double or len(inner.split()) >= TITLE_WORDS
            ):
                marks.append((opened, closed))
        return "mixed" if quoted_inside(reported.spans, marks) else "indirect"

    def _of_reported(self, reported: Reported, form: str, block: int | None) -> _Found:
        frame = "before" if reported.cue[0] < reported.spans[0][0] else "after"
        number = block
        if number is None:
            number = bisect_right(self.layout, reported.cue[0], key=lambda block: block.start) - 1
        return _Found(
            reported.cue[0],
            reported.spans,
            form,
            Attribution(reported.subject, reported.cue, "mixed", frame, reported.until),
            True,
            "reported:" + reported.rule,
            (number, number),
        )

    # Speakers -----------------------------------------------------------------------------------

    def _resolved(self, found: list[_Found]) -> Iterator[Quotation]:
        last_block = -9
        for here in found:
            speaker, evidence = self._speaker(here, last_block)
            # Whom a speaker quotes is not "she" of the sentences that follow.
            if speaker != Speaker() and not here.rule.startswith((_NESTED, "reported:asked-by")):
                at = here.at if here.attribution is None else here.attribution.until
                self.resolver.history.append(Known(at, speaker, evidence))
                last_block = here.blocks[1]
            cue = here.attribution.cue if here.attribution else None
            yield Quotation(
                spans=tuple(Span.of(self.text, *span) for span in here.spans),
                form=here.form,
                cue=Span.of(self.text, *cue) if cue else None,
                speaker=speaker,
                closed=here.closed,
                evidence=tuple(rule for rule in (here.rule, evidence) if rule),
            )

    def _speaker(self, here: _Found, last_block: int) -> tuple[Speaker, str]:
        """Resolve who speaks.

        Words in marks that open a paragraph right after one in which somebody spoke go on with
        that speaker; after a paragraph whose last sentence begins with a person, they are that
        person's. Else nobody is told, and the speaker stays empty.
        """
        if here.attribution and here.attribution.subject:
            subject = here.attribution.subject
            return self.resolver.resolve(subject.start, subject.end, here.attribution.until)
        if here.attribution or not here.rule.endswith(("block", "paragraphs", "sentence")):
            return Speaker(), ""
        history = self.resolver.history
        if history and here.blocks[0] - last_block <= 1:
            said = history[-1].speaker
            return (
                Speaker(person_id=said.person_id, name=said.name, role=said.role),
                "rule:continued",
            )
        return self._named_before(here)

    def _named_before(self, here: _Found) -> tuple[Speaker, str]:
        if not here.blocks[0] or here.rule.endswith("sentence"):
            return Speaker(), ""
        before = self.layout[here.blocks[0] - 1]
        start, end = self.frames.sentence(before.end - 1)
        person = self.resolver.person_in(start, end)
        if not person or person.span.start - start > 4 or before.end - start < 40:
            return Speaker(), ""
        speaker, _ = self.resolver.resolve(person.span.start, person.span.end, end)
        return speaker, "rule:subject-before"


@Language.factory(
    "probenlp_quotations", assigns=["doc.spans"], default_config={"domain": "probation"}
)
def make_quotation_tagger(nlp: Language, name: str, domain: str) -> QuotationTagger:  # noqa: ARG001
    """Make the component for a domain."""
    return QuotationTagger(domain)
