"""Cut a passage where anything begins or ends, so that it can be drawn from left to right."""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from probenlp.records import Block, Passage, PassageTags, Sentence, Span, Statistic

Why = Mapping[int, Sequence[tuple[str, float]]]
"""By the start of a sentence, the terms that spoke for its voice and their weights."""

_BOUNDS: Final = {
    "=": "", "<": "less than", ">": "more than", "≤": "at most", "≥": "at least",
    "≈": "about", "≈below": "almost", "≈above": "just over",
}  # fmt: skip


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """A tag on a stretch.

    Attributes
    ----------
    layer : str
        ``unit``, ``person``, ``statistic``, ``rating``, ``measure``, ``quotation`` or ``cue``.
    hint : str
        What is known of it, for a reader.
    """

    layer: str
    start: int
    end: int
    hint: str


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Letters on which the same tags lie; the widest first."""

    text: str
    marks: tuple[Marked, ...] = ()

    @property
    def layers(self) -> str:
        """The layers on it, as classes of a page."""
        return " ".join(dict.fromkeys(mark.layer for mark in self.marks))

    @property
    def hint(self) -> str:
        """What all tags on it say."""
        return "\n".join(dict.fromkeys(mark.hint for mark in self.marks))


class SentenceView(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its number in the passage, from 1.

    Attributes
    ----------
    why : tuple of (str, float)
        The terms that decided, where they were asked for.
    """

    number: int
    sentence: Sentence
    why: tuple[tuple[str, float], ...] = ()

    @property
    def sure(self) -> float | None:
        """How probable its voice is; None where a rule decided alone."""
        voice = self.sentence.voice
        return self.sentence.probabilities.get(voice) if voice else None


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one block and one sentence, or what stands between sentences."""

    sentence: SentenceView | None
    pieces: tuple[Piece, ...]
    begins: bool
    """Whether its sentence begins here; it goes on where a block ends inside of it."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be read here: the breaks between two sentences or blocks."""
        return not any(piece.text.strip() for piece in self.pieces)


Part = tuple[Block, tuple[Stretch, ...]]
"""A block, or what of it stands on one line, and its stretches."""


class PassageView(msgspec.Struct, frozen=True, kw_only=True):
    """A passage, block by block and line by line; together the pieces are its text."""

    passage: Passage
    blocks: tuple[Part, ...]
    sentences: tuple[SentenceView, ...]

    @property
    def boxes(self) -> list["Box"]:
        """The text in boxes: a box is of one block, or a line in which blocks change."""
        boxes: list[Box] = []
        for line in self._lines():
            whole = len({_kind(block) for block, _ in line}) == 1
            kind = line[0][0] if whole else None
            last = boxes[-1].of if boxes else None
            if kind is not None and last is not None and _kind(last) == _kind(kind):
                boxes[-1] = Box(of=last, parts=(*boxes[-1].parts, *line))
            else:
                boxes.append(Box(of=kind, parts=tuple(line)))
        return boxes

    def _lines(self) -> list[list[Part]]:
        """Give the parts that stand on one line of the text."""
        lines: list[list[Part]] = [[]]
        for block, stretches in self.blocks:
            if lines[-1] and self.passage.text[: block.start].rstrip(" ").endswith("\n"):
                lines.append([])
            lines[-1].append((block, stretches))
        return [line for line in lines if line]


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn as one.

    Attributes
    ----------
    of : Block or None
        The block that all of it is of; None where blocks change within the line.
    """

    of: Block | None
    parts: tuple[Part, ...]


def _kind(block: Block) -> tuple[str | None, ...]:
    return block.provenance, block.inner, block.source_name, block.source_document


def _by_lines(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Cut blocks behind each break of a line, so that a new line can begin a new box."""
    for block in blocks:
        start = block.start
        for match in _BREAK.finditer(text, block.start, block.end):
            if match.end() < block.end:
                yield msgspec.structs.replace(block, start=start, end=match.end())
                start = match.end()
        yield msgspec.structs.replace(block, start=start)


_BREAK: Final = re.compile(r"\n\s*")


def view_of(passage: Passage, tags: PassageTags | None, why: Why | None = None) -> PassageView:
    """Lay the tags of a passage over its text.

    Parameters
    ----------
    passage : Passage
    tags : PassageTags or None
        None: nothing was tagged, and the text stands alone.
    why : mapping, optional
        The terms that decided, by the start of a sentence.

    Raises
    ------
    ValueError
        If a sentence or block reaches past the text: the tags are of another one.
    """
    text = passage.text
    if tags is None:
        tags = PassageTags(document_id="", passage_id=passage.id, text_sha256="")
    blocks = _tiling(passage, tags.blocks)
    sentences = tuple(
        SentenceView(
            number=number,
            sentence=sentence,
            why=tuple((why or {}).get(sentence.span.start, ())),
        )
        for number, sentence in enumerate(tags.sentences, start=1)
    )
    ends = [block.end for block in blocks] + [one.sentence.span.end for one in sentences]
    if max(ends, default=0) > len(text):
        raise ValueError(f"tags of {passage.id} reach {max(ends)}, its text ends at {len(text)}")
    marks = sorted(_marks(tags), key=lambda mark: (mark.start, -mark.end))
    drawer = _Drawer(text, marks)
    return PassageView(
        passage=passage,
        blocks=tuple(
            (block, tuple(_stretches(drawer, block.start, block.end, sentences)))
            for block in _by_lines(text, blocks)
        ),
        sentences=sentences,
    )


def _tiling(passage: Passage, blocks: Sequence[Block]) -> Sequence[Block]:
    if blocks or not passage.text:
        return blocks
    return [Block(passage_id=passage.id, start=0, end=len(passage.text), provenance="own")]


def _stretches(
    drawer: "_Drawer", start: int, end: int, sentences: Sequence[SentenceView]
) -> Iterator[Stretch]:
    at = start
    first = bisect.bisect_right(sentences, start, key=lambda one: one.sentence.span.end)
    for view in sentences[first:]:
        span = view.sentence.span
        if span.start >= end:
            break
        if at < span.start:
            yield Stretch(sentence=None, pieces=drawer.pieces(at, span.start), begins=False)
            at = span.start
        until = min(span.end, end)
        yield Stretch(sentence=view, pieces=drawer.pieces(at, until), begins=at == span.start)
        at = until
    if at < end:
        yield Stretch(sentence=None, pieces=drawer.pieces(at, end), begins=False)


class _Drawer:
    """Cuts stretches into pieces; each mark is looked at where it lies only."""

    def __init__(self, text: str, marks: Sequence[Marked]) -> None:
        self.text, self.marks = text, marks
        self.starts = [mark.start for mark in marks]
        self.longest = max((mark.end - mark.start for mark in marks), default=0)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Cut a stretch where a mark begins or ends."""
        low = bisect.bisect_left(self.starts, start - self.longest)
        high = bisect.bisect_left(self.starts, end)
        here = [mark for mark in self.marks[low:high] if mark.end > start]
        cuts = {start, end}
        cuts |= {at for mark in here for at in (mark.start, mark.end) if start < at < end}
        borders = sorted(cuts)
        return tuple(
            Piece(
                text=self.text[one:other],
                marks=tuple(mark for mark in here if mark.start <= one and other <= mark.end),
            )
            for one, other in pairwise(borders)
        )


def _marks(tags: PassageTags) -> Iterator[Marked]:
    for unit in tags.units:
        yield _mark("unit", unit.span, f"{unit.kind or 'unit'}: {unit.name}", unit.unit_id)
    for person in tags.people:
        said = ", ".join(one for one in (person.name, person.role) if one)
        yield _mark("person", person.span, said, person.person_id)
    for rating in tags.ratings:
        names = ", ".join(rating.unit_names or rating.unit_ids) or "nobody named"
        aspect = f", {rating.aspect}" if rating.aspect else ""
        yield _mark("rating", rating.span, f"{rating.label}{aspect}: {rating.status}; {names}")
    for figure in tags.statistics:
        yield _mark("statistic", figure.span, shown_figure(figure))
        if figure.measure is not None:
            yield _mark("measure", figure.measure, f"what {figure.span.surface} measures")
    for quotation in tags.quotations:
        name = quotation.speaker.name or quotation.speaker.role or "somebody not named"
        for span in quotation.spans:
            yield _mark("quotation", span, f"{quotation.form} speech of {name}")
        if quotation.cue is not None:
            yield _mark("cue", quotation.cue, "says that it is speech")


def _mark(layer: str, span: Span, hint: str, known: str | None = None) -> Marked:
    return Marked(
        layer=layer, start=span.start, end=span.end, hint=f"{hint} ({known})" if known else hint
    )


def shown_figure(figure: Statistic) -> str:
    """Write a figure for a reader.

    Examples
    --------
    >>> span = Span(start=0, end=11, surface="25 per cent")
    >>> shown_figure(Statistic(span=span, kind="share", value=25.0, unit="%", comparator="≈below"))
    'share: almost 25 %'
    """
    bound = _BOUNDS.get(figure.comparator, figure.comparator)
    value = f"{figure.value:,.10g}"
    if figure.value_high is not None:
        value += f" to {figure.value_high:,.10g}"
    out_of = f"of {figure.out_of:,.10g}" if figure.out_of is not None else ""
    unit = figure.unit or ""
    words: Iterable[str] = (bound, value, unit, out_of, figure.polarity or "")
    return f"{figure.kind}: " + " ".join(word for word in words if word)
