"""Make the contexts of a passage's sentences from its records."""

from collections.abc import Iterator, Sequence

from probenlp.classify.context import Context, Source
from probenlp.classify.overlaps import Overlaps
from probenlp.classify.rules_furniture import INVITATION
from probenlp.classify.sources import SourceReader
from probenlp.classify.speakers import SAYING, attributed_speaker, tagged_speaker
from probenlp.classify.wording import TradeWords
from probenlp.domains.origins import words_of
from probenlp.domains.speakers import SpeakerNames
from probenlp.records import Block, Passage, PassageTags, Quotation, Span, Speaker


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
        # One who says "my caseload" once speaks from the inside in the whole passage.
        self._insider = self._writer.role in ("commenter", "blogger") and any(
            trade.is_insider(sentence.span.surface) for sentence in tags.sentences
        )
        self._about_report = any(
            name.role == "inspectorate" and name.name != "report"
            for name in names.all_in(words_of(passage.text))
        )
        self._blocks = Overlaps((one.start, one.end, n) for n, one in enumerate(tags.blocks))
        self._regions = Overlaps((one.start, one.end, one) for one in passage.regions)
        self._direct = _stretches(tags.quotations, indirect=False)
        self._indirect = _stretches(tags.quotations, indirect=True)
        self._figures = Overlaps((one.span.start, one.span.end, one) for one in tags.statistics)
        self._ratings = Overlaps((one.span.start, one.span.end, one) for one in tags.ratings)
        self._people = Overlaps((one.span.start, one.span.end, one) for one in tags.people)
        self._attributed: dict[tuple[int, int], Speaker | None] = {}
        self._units = Overlaps((one.span.start, one.span.end, one) for one in tags.units)

    def contexts(self) -> Iterator[Context]:
        """Give the context of each sentence, in order; ``previous`` is left to the caller."""
        text = self._passage.text
        for sentence in self._tags.sentences:
            span = sentence.span
            number, _ = self._blocks.most(span)
            block = None if number is None else self._tags.blocks[number]
            source = self._writer if number is None else self._sources[number]
            quotation, shared = self._direct.most(span)
            indirect, _ = self._indirect.most(span)
            if (
                quotation is None
                and block is not None
                and "quoted" in (block.provenance, block.inner)
            ):
                shared = span.end - span.start
            yield Context(
                sentence=sentence,
                passage=self._passage,
                kind=self._kind,
                block=block,
                source=source,
                quotation=quotation,
                quoted_share=shared / (span.end - span.start),
                indirect=indirect,
                quoted_speaker=self._speaker(quotation, block),
                line_start=_begins_line(text, span.start),
                line_end=_ends_line(text, span.end),
                regions=frozenset(one.kind for _, _, one in self._regions.over(span)),
                has_figure=bool(self._figures.over(span)),
                has_rating=bool(self._ratings.over(span)),
                has_unit=bool(self._units.over(span)),
                invited=number in self._invited,
                insider=self._insider and source is self._writer,
                about_report=self._about_report,
            )

    def _speaker(self, quotation: Quotation | None, block: Block | None) -> Speaker | None:
        if speaker := tagged_speaker(quotation, self._names):
            return speaker
        if quotation is not None and quotation.speaker.span is not None:
            return None
        quoted = block is not None and "quoted" in (block.provenance, block.inner)
        if quotation is None and not quoted:
            return None
        if quotation is not None:
            place = quotation.spans[0].start, quotation.spans[-1].end
        else:
            place = (block.start, block.end) if block is not None else (0, 0)
        if place not in self._attributed:
            found = attributed_speaker(self._passage.text, *place, self._names)
            self._attributed[place] = found or self._person_beside(place[1])
        return self._attributed[place]

    def _person_beside(self, end: int) -> Speaker | None:
        """Find a person of known office named in the line of a quotation, next to it."""
        text = self._passage.text
        if not SAYING.search(text[end : end + _BESIDE]):
            return None
        after = Span.of(text, end, min(len(text), end + _BESIDE)) if end < len(text) else None
        line_end = text.find("\n", end)
        for at, _, person in self._people.over(after) if after else ():
            if person.role_class is not None and (line_end < 0 or at < line_end):
                return Speaker(
                    span=person.span,
                    person_id=person.person_id,
                    name=person.name,
                    role=person.role_class,
                )
        return None


def _begins_line(text: str, offset: int) -> bool:
    while offset and text[offset - 1] in _SPACES:
        offset -= 1
    return offset == 0 or text[offset - 1] == "\n"


def _ends_line(text: str, offset: int) -> bool:
    while offset < len(text) and text[offset] in _SPACES:
        offset += 1
    return offset == len(text) or text[offset] == "\n"


_BESIDE = 80
"""Characters after a quotation in which its speaker may be named: "…", Mara Quill said."""
_SPACES = " \t\u00a0"


def _stretches(quotations: Sequence[Quotation], *, indirect: bool) -> Overlaps[Quotation]:
    return Overlaps(
        (span.start, span.end, quotation)
        for quotation in quotations
        for span in quotation.spans
        if (quotation.form == "indirect") is indirect
    )


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
