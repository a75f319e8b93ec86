"""Make the contexts of a passage's sentences from its records."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from probenlp.classify.cast import Cast
from probenlp.classify.context import Context, Source
from probenlp.classify.overlaps import Overlaps
from probenlp.classify.rules_furniture import INVITATION
from probenlp.classify.sources import SourceReader
from probenlp.classify.speakers import SAYING, Told, attributed_speaker, tagged_speaker
from probenlp.classify.turns import turns_of
from probenlp.classify.wording import TradeWords
from probenlp.domains.descriptions import Described, last_described
from probenlp.domains.origins import words_of
from probenlp.domains.speakers import SpeakerNames
from probenlp.records import Block, Passage, PassageTags, Quotation, Sentence, Span, Speaker


class PassageReader:
    """What the rules may know of one passage's sentences.

    Parameters
    ----------
    passage : Passage
        Its text and regions.
    tags : PassageTags
        What was tagged in it.
    reader : SourceReader
        Whose text its blocks are.
    names : SpeakerNames
        Who can speak.
    trade : TradeWords
        Who speaks from the inside.
    """

    def __init__(
        self,
        passage: Passage,
        tags: PassageTags,
        reader: SourceReader,
        names: SpeakerNames,
        trade: TradeWords,
    ) -> None:
        self._passage = passage
        self._tags = tags
        self._names = names
        self._kind = reader.kind
        self._writer = reader.writer_of(passage)
        self._sources = _sources(passage, tags.blocks, reader)
        self._invited = _invited(passage.text, tags.blocks)
        # One who says "my caseload" once speaks from the inside in all that they write here.
        personal = self._writer.role in ("commenter", "blogger", "practitioner")
        self._persona = reader.personas.of(passage) if personal else None
        self._lean = reader.personas.rather(passage) if personal else None
        self._words = [words_of(one.span.surface) for one in tags.sentences]
        self._about_report = any(
            name.role == "inspectorate" and name.name != "report"
            for name in names.all_in(_words_of_all(passage.text, tags.sentences, self._words))
        )
        turns = turns_of(passage.text) if reader.is_debate and passage.kind == "article" else ()
        self._heads = frozenset(turn.start for turn in turns)
        self._blocks = Overlaps((one.start, one.end, n) for n, one in enumerate(tags.blocks))
        self._regions = Overlaps((one.start, one.end, one) for one in passage.regions)
        self._direct = _stretches(tags.quotations, indirect=False)
        self._indirect = _stretches(tags.quotations, indirect=True)
        self._figures = Overlaps((one.span.start, one.span.end, one) for one in tags.statistics)
        self._ratings = Overlaps((one.span.start, one.span.end, one) for one in tags.ratings)
        self._people = Overlaps((one.span.start, one.span.end, one) for one in tags.people)
        self._turns = Overlaps(
            (turn.start, turn.end, Source(turn.role, how="turn")) for turn in turns
        )
        self._attributed: dict[tuple[int, int], Told | None] = {}
        self._trade = trade
        self._private_people: dict[str | None, Described | None] = {}
        self._said_by = _said_by(tags.quotations)
        self._cast = Cast(passage.text) if tags.quotations else None
        self._units = Overlaps((one.span.start, one.span.end, one) for one in tags.units)

    def contexts(self) -> Iterator[Context]:
        """Give the context of each sentence, in order; ``previous`` is left to the caller."""
        text = self._passage.text
        for sentence, words in zip(self._tags.sentences, self._words, strict=True):
            span = sentence.span
            number, _ = self._blocks.most(span)
            block = None if number is None else self._tags.blocks[number]
            source = self._writer if number is None else self._sources[number]
            turn, _ = self._turns.most(span)
            if turn is not None and (block is None or block.provenance != "pasted"):
                source = turn
            quotation, shared = self._direct.most(span)
            indirect, _ = self._indirect.most(span)
            quoted = block is not None and "quoted" in (block.provenance, block.inner)
            if quotation is None and quoted:
                shared = span.end - span.start
            told = self._told(quotation, block) if quotation is not None or quoted else None
            reported = self._reported(indirect) if indirect is not None else None
            own = source is self._writer or source == self._writer
            regions = self._regions.over(span)
            yield Context(
                sentence=sentence,
                passage=self._passage,
                kind=self._kind,
                block=block,
                source=source,
                words=words,
                quotation=quotation,
                quoted_share=shared / (span.end - span.start),
                indirect=indirect,
                quoted_speaker=told.speaker if told else None,
                indirect_speaker=reported.speaker if reported else None,
                served_speaker=_served(told, reported),
                line_start=_begins_line(text, span.start),
                line_end=_ends_line(text, span.end),
                regions=frozenset([one.kind for _, _, one in regions]) if regions else _NOWHERE,
                has_figure=bool(self._figures.over(span)),
                has_rating=bool(self._ratings.over(span)),
                has_unit=bool(self._units.over(span)),
                invited=number in self._invited,
                turn_head=span.start in self._heads,
                persona=self._persona if own else None,
                lean=self._lean if own else None,
                about_report=self._about_report,
            )

    def _reported(self, indirect: Quotation) -> Told | None:
        told = tagged_speaker(indirect, self._names, self._cast)
        return self._private(told) if told is not None and told.speaker.role is None else told

    def _told(self, quotation: Quotation | None, block: Block | None) -> Told | None:
        if told := tagged_speaker(quotation, self._names, self._cast):
            return told if told.speaker.role is not None else self._private(told)
        if quotation is not None and quotation.speaker.span is not None:
            return None
        if quotation is not None:
            place = quotation.spans[0].start, quotation.spans[-1].end
        else:
            place = (block.start, block.end) if block is not None else (0, 0)
        if place not in self._attributed:
            found = attributed_speaker(self._passage.text, *place, self._names, self._cast)
            found = found or self._person_beside(place[1]) or self._person_before(place[0])
            self._attributed[place] = found
        return self._attributed[place]

    def _person_before(self, start: int) -> Told | None:
        """Find whom the sentence right before a bare quotation describes: "A caseworker left."."""
        before = self._passage.text[max(0, start - _REACH_BACK) : start].rstrip(" “\"‘'\n")
        line = before.rpartition("\n")[2]
        if any(mark in line for mark in '“”"') or self._writer.role == "commenter":
            return None
        told = last_described(line, one_of=False)
        return Told(Speaker(role=told.role), told.is_service_user) if told else None

    def _private(self, told: Told) -> Told:
        """Tell of one whose side no word tells, by all that the text quotes of them.

        Who tells of the shift is a colleague; a private person whom a text quotes on what was done
        to them ("I rang, they told me") is one whom the service acts on.
        """
        name = told.speaker.name
        if name not in self._private_people:
            at = told.speaker.span.start if told.speaker.span else 0
            before = last_described(self._passage.text[max(0, at - _REACH_BACK) : at])
            vague = set(words_of(name or "")) <= _VAGUE
            said = "\n".join(self._said_by.get(name, ()))
            known = before if vague and before is not None else None
            self._private_people[name] = known or self._trade.told_by(said)
        found = self._private_people[name]
        if found is None:
            return told
        speaker = msgspec.structs.replace(told.speaker, role=found.role)
        return Told(speaker, found.is_service_user)

    def _person_beside(self, end: int) -> Told | None:
        """Find a person of known office named in the line of a quotation, next to it."""
        text = self._passage.text
        if not SAYING.search(text[end : end + _BESIDE]):
            return None
        after = Span.of(text, end, min(len(text), end + _BESIDE)) if end < len(text) else None
        # No further than its person may stand: the only line of a text may be a whole report.
        line_end = text.find("\n", end, end + _BESIDE)
        for at, _, person in self._people.over(after) if after else ():
            if person.role_class is not None and (line_end < 0 or at < line_end):
                return Told(
                    Speaker(
                        span=person.span,
                        person_id=person.person_id,
                        name=person.name,
                        role=person.role_class,
                    )
                )
        return None


def _words_of_all(
    text: str, sentences: Sequence[Sentence], words: Sequence[Sequence[str]]
) -> Sequence[str]:
    """Give the words of a text, from those of its sentences where only blanks stand between."""
    ends = [0, *(one.span.end for one in sentences)]
    starts = [*(one.span.start for one in sentences), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if all(map(str.isspace, between[1:-1])) and not (between[0] + between[-1]).strip():
        return list(itertools.chain.from_iterable(words))
    return words_of(text)


def _served(told: Told | None, reported: Told | None) -> bool:
    """Tell whether the one who speaks is a service user: the quoted, else the reported."""
    return bool((told or reported or Told(Speaker())).is_service_user)


def _begins_line(text: str, offset: int) -> bool:
    while offset and text[offset - 1] in _SPACES:
        offset -= 1
    return offset == 0 or text[offset - 1] == "\n"


def _ends_line(text: str, offset: int) -> bool:
    while offset < len(text) and text[offset] in _SPACES:
        offset += 1
    return offset == len(text) or text[offset] == "\n"


_REACH_BACK = 300
"""Characters before "one said" in which those must be named of whom it is one."""
_VAGUE = frozenset(
    {"one", "another", "other", "a", "an", "the", "second", "third", "woman", "man", "some"}
)
_BESIDE = 80
"""Characters after a quotation in which its speaker may be named: "…", Mara Quill said."""
_NOWHERE: Final[frozenset[str]] = frozenset()
_SPACES = " \t\u00a0"


def _stretches(quotations: Sequence[Quotation], *, indirect: bool) -> Overlaps[Quotation]:
    return Overlaps(
        (span.start, span.end, quotation)
        for quotation in quotations
        for span in quotation.spans
        if (quotation.form == "indirect") is indirect
    )


def _said_by(quotations: Sequence[Quotation]) -> dict[str | None, list[str]]:
    """Give all that the text quotes of each person, by the name it gives them."""
    said: dict[str | None, list[str]] = {}
    for one in quotations:
        if one.form != "indirect":
            said.setdefault(one.speaker.name, []).extend(span.surface for span in one.spans)
    return said


def _sources(passage: Passage, blocks: Sequence[Block], reader: SourceReader) -> list[Source]:
    """Give each block's source; parts of one paste share it."""
    found: list[Source] = []
    last: Source | None = None
    named: dict[tuple[str | None, tuple[str, ...]], Source] = {}
    for block in blocks:
        key = (block.source_name, block.evidence[:2])
        source = named.get(key) if block.provenance == "pasted" else None
        if source is None:
            source = reader.source_of(passage, block, last)
        if block.provenance == "pasted" and source.role is not None:
            last = named[key] = source
        found.append(source)
    return found


def _invited(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Find the blocks that are, as a whole, an advert or an invitation to take part."""
    return frozenset(
        number
        for number, block in enumerate(blocks)
        if block.provenance in ("pasted", "quoted")
        and len(INVITATION.findall(text[block.start : block.end])) >= 2
    )
