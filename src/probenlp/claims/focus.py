"""What a text is about at each place: the service in focus, and the one of the whole text.

Attention is a stack: the sentence before, the paragraph, the text that is replied to, the whole
text. A paragraph that names nobody goes back to what the whole text is about, where it is about
one service; where it is not, attention stays with whoever was named last.
"""

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from probenlp.claims.places import Cover
from probenlp.domains import Domain
from probenlp.records import Document, Passage, PassageTags, Span, UnitBasis, UnitMention

LEAST_MENTIONS: Final = 3
"""Of a service that a whole document is taken to be about."""

LEAD: Final = 400
"""Characters in which a text says what it is about."""

_BREAK: Final = re.compile(r"\n\s*")
_STOP: Final = re.compile(r"[.!?][”’\"')]*\s|\n")


class Subject(NamedTuple):
    """Whom a claim is about. ``ids`` and ``names`` are parallel to those of a claim."""

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    basis: UnitBasis | None = None

    def __bool__(self) -> bool:
        return bool(self.ids or self.names)


def subject_of(mentions: Iterable[UnitMention], basis: UnitBasis) -> Subject:
    """Make the subject that some mentions are of."""
    mentions = list(mentions)
    ids = dict.fromkeys(unit.unit_id for unit in mentions if unit.unit_id)
    names = dict.fromkeys(unit.name for unit in mentions if not unit.unit_id)
    return Subject(tuple(ids), tuple(names), basis)


class Kinds:
    """Which of the bodies that a text names a claim may be about.

    Parameters
    ----------
    domain : Domain

    Attributes
    ----------
    inspected : frozenset of str
        Kinds that the domain's own inspectorate looks at; they come before all others.
    """

    def __init__(self, domain: Domain) -> None:
        self.inspected = frozenset(kind.id for kind in domain.kinds if kind.inspected == "yes")
        bodies = [k for k in domain.kinds if k.speakers in ("inspected_body", "provider")]
        self._bodies = self.inspected | {kind.id for kind in bodies}
        # A kind without a noun of its own is one body for the whole country ("the agency"): what
        # is said after it is about the services that it runs.
        self._single = self.inspected | {kind.id for kind in bodies if kind.heads}
        words = [*(head for kind in domain.kinds for head in (*kind.heads, *kind.anaphors))]
        self._nouns = frozenset(word.casefold().removeprefix("the ") for word in words)
        units = [unit for unit in domain.units if unit.kind in self.inspected]
        self._above = frozenset(u.parent for u in units) - frozenset(unit.id for unit in units)

    def mentions(self, tags: PassageTags) -> list[UnitMention]:
        """Give the mentions a claim may be about, in the order of the text.

        Not of whoever speaks, not of the bodies that the inspected units are parts of, and not a
        noun that stands for nobody known ("the region").
        """
        speakers = Cover(s.speaker.span for s in tags.sentences if s.speaker.span)
        return [
            unit
            for unit in sorted(tags.units, key=lambda unit: unit.span.start)
            if unit.kind in self._bodies
            and unit.unit_id not in self._above
            and (unit.unit_id or unit.name.casefold() not in self._nouns)
            and not speakers.covers(unit.span)
        ]

    def can_be_carried(self, unit: UnitMention) -> bool:
        """Tell whether a claim may be about a body that an earlier sentence names."""
        return unit.kind in self._single


class Focus:
    """The service that a passage is about at each of its places.

    Parameters
    ----------
    text : str
    mentions : sequence of UnitMention
        In order; see :meth:`Kinds.mentions`.
    kinds : Kinds
    context : Subject
        What the whole text is about, or the text that is replied to.
    """

    def __init__(
        self, text: str, mentions: Sequence[UnitMention], kinds: Kinds, context: Subject
    ) -> None:
        self._text = text
        self._context = context
        of_kind = [unit for unit in mentions if kinds.can_be_carried(unit)]
        self._mentions = [u for u in of_kind if u.kind in kinds.inspected] or of_kind
        self._starts = [unit.span.start for unit in self._mentions]
        self._breaks = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._stops = [0, *(found.end() for found in _STOP.finditer(text))]

    def at(self, sentence: Span) -> Subject:
        """Tell whom a sentence that names nobody is about; several at once are no subject."""
        place = bisect_right(self._starts, sentence.start - 1)
        if not place:
            return self._context
        last = self._mentions[place - 1]
        named = self._in_sentence_of(place)
        paragraph = self._breaks[bisect_right(self._breaks, sentence.start) - 1]
        if self._context and last.span.start < paragraph:
            return self._context
        return self._chosen(named)

    def _in_sentence_of(self, place: int) -> list[UnitMention]:
        """Give the mentions of the sentence that holds the last one before a place."""
        last = self._mentions[place - 1]
        start = self._stops[bisect_right(self._stops, last.span.start) - 1]
        first = place - 1
        while first > 0 and self._mentions[first - 1].span.start >= start:
            first -= 1
        return self._mentions[first:place]

    def _chosen(self, named: Sequence[UnitMention]) -> Subject:
        """Choose among the services of a sentence: what the text is about, or the only one."""
        found = {(unit.unit_id, unit.name): unit for unit in named}
        if len(found) == 1:
            return subject_of(found.values(), "carried")
        for unit in found.values():
            if self._context and subject_of([unit], self._context.basis or "context") == (
                self._context
            ):
                return subject_of([unit], "carried")
        return self._of_several(named)

    def _of_several(self, named: Sequence[UnitMention]) -> Subject:
        joined = self._text[named[-2].span.end : named[-1].span.start]
        if re.fullmatch(r"\s*(?:,|,?\s*and|&|,?\s*as well as|,?\s*or)?\s*(?:the\s+)?", joined):
            return Subject()
        return subject_of(named[-1:], "carried")


def contexts_of(
    document: Document, tags: Sequence[PassageTags], kinds: Kinds
) -> dict[str, Subject]:
    """Find for each passage which service it is about where it names none.

    A reply is about whom the comment it answers is about, where that names one service; else about
    whom the article is.

    Returns
    -------
    dict of str to Subject
        By the id of the passage.
    """
    by_passage = {one.passage_id: kinds.mentions(one) for one in tags}
    topic = topic_of(document, by_passage, kinds)
    found: dict[str, Subject] = {}
    for passage in document.passages:  # a reply comes after what it replies to
        found[passage.id] = _answered(passage, by_passage, kinds, found) or topic
    return found


def _answered(
    passage: Passage,
    by_passage: Mapping[str, Sequence[UnitMention]],
    kinds: Kinds,
    found: Mapping[str, Subject],
) -> Subject:
    parent = passage.parent_id
    if parent is None or parent not in found:
        return Subject()
    named = {
        (unit.unit_id, unit.name): unit
        for unit in by_passage.get(parent, ())
        if kinds.can_be_carried(unit)
    }
    if len(named) == 1:
        return subject_of(named.values(), "context")
    return found[parent] if not named else Subject()


def topic_of(
    document: Document, by_passage: Mapping[str, Sequence[UnitMention]], kinds: Kinds
) -> Subject:
    """Find the one service that a document is about.

    The only one that its title or its first lines name, where the text behind them names no other
    as often; else the one of most of its mentions.

    Returns
    -------
    Subject
        Empty where it is about none, or about several.
    """
    counted: Counter[tuple[str | None, str]] = Counter()
    leading: dict[tuple[str | None, str], None] = {}
    titled: dict[tuple[str | None, str], None] = {}
    first = _leading_passages(document)
    for passage in document.passages:
        for unit in by_passage.get(passage.id, ()):
            if not kinds.can_be_carried(unit):
                continue
            name = (unit.unit_id, unit.name)
            counted[name] += 1
            if passage.kind == "title":
                titled[name] = None
            elif passage.id in first and unit.span.start < LEAD:
                leading[name] = None
    if not counted:
        return Subject()
    best, most = counted.most_common(1)[0]
    for said in (titled, leading):
        if len(said) == 1 and (only := next(iter(said))) and counted[only] == most:
            return _about(only)
    if most >= LEAST_MENTIONS and 3 * most >= 2 * counted.total():
        return _about(best)
    return Subject()


def lead_of(document: Document) -> str:
    """Give how a text begins: its title and its first lines."""
    first = _leading_passages(document)
    return "\n".join(passage.text[:LEAD] for passage in document.passages if passage.id in first)


def _leading_passages(document: Document) -> frozenset[str]:
    """Give the title, the article, and after a short one (of a forum) the first post."""
    first = [passage for passage in document.passages if passage.kind in ("title", "article")]
    found = {passage.id for passage in first}
    if sum(len(passage.text) for passage in first if passage.kind == "article") < LEAD:
        others = (passage.id for passage in document.passages if passage.kind == "comment")
        found.update(itertools.islice(others, 1))
    return frozenset(found)


def _about(unit: tuple[str | None, str]) -> Subject:
    unit_id, name = unit
    return Subject((unit_id,) if unit_id else (), () if unit_id else (name,), "context")
