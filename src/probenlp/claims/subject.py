"""Whom a claim is about: named beside its figure, carried over from before, or by its text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from probenlp.domains import Domain
from probenlp.records import PassageTags, Span, UnitBasis, UnitMention

_AFTER: Final = re.compile(
    r"(?:[^.;:()\n]{0,60}?\b)?(?:in|at|for|across|of|by|from|to|than)\s+(?:the\s+)?", re.IGNORECASE
)
"""What may stand between a figure and the place it is of: "82% of cases in Ashmere"."""

_JOINED: Final = re.compile(r"\s*(?:,|,?\s*and|&|,?\s*as well as|,?\s*or)?\s*(?:the\s+)?\Z")

_WHOLE_COUNTRY: Final = re.compile(
    r"\b(?:national(?:ly)?(?!\s+\w+\s+service)|countrywide|nationwide|"
    r"across\s+(?:the\s+country|England\s+and\s+Wales|England|Wales|Britain|the\s+UK)|"
    r"in\s+England(?:\s+and\s+Wales)?|every\s+(?:region|unit)|"
    r"the\s+(?:\w+\s+)?[Ss]ervice\s+as\s+a\s+whole)\b",
    re.IGNORECASE,
)
NATIONAL: Final = "(nationally)"
"""Stands for the whole country, which is no row of the units table."""


LEAST_MENTIONS: Final = 3
"""Of a service that a whole document is taken to be about."""


class Subject(NamedTuple):
    """Whom a claim is about. ``ids`` and ``names`` are parallel to those of a claim."""

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    basis: UnitBasis | None = None

    def __bool__(self) -> bool:
        return bool(self.ids or self.names)


class Subjects:
    """Finds whom the figures of one passage are about.

    Parameters
    ----------
    tags : PassageTags
        Of the passage.
    text : str
        The passage.
    inspected, other : collections of str
        Kinds of unit that are inspected, and those that figures may be about where none of the
        first is named.
    above : frozenset of str
        Ids of the bodies that the inspected units are parts of: a sentence that names one is about
        its parts more often than not.
    plural : re.Pattern or None
        Finds nouns that mean several services at once ("the three PDUs").
    context : Subject
        The one service the whole document is about, if there is one.
    """

    def __init__(
        self,
        tags: PassageTags,
        text: str,
        *,
        inspected: frozenset[str],
        other: frozenset[str],
        above: frozenset[str],
        plural: re.Pattern[str] | None,
        context: Subject,
    ) -> None:
        self._text = text
        self._plural = plural
        self._context = context
        speakers = [s.speaker.span for s in tags.sentences if s.speaker.span]
        self._mentions = [
            unit
            for unit in sorted(tags.units, key=lambda unit: unit.span.start)
            if unit.kind in inspected | other
            and unit.unit_id not in above
            and not any(span.covers(unit.span) for span in speakers)
        ]
        self._inspected = inspected

    def of_figure(
        self, sentence: Span, figure: Span, figures: Sequence[Span], whole: str = ""
    ) -> Subject:
        """Tell whom a figure is about.

        Each figure takes the names between it and its neighbours: "*Ashmere* scored three and
        *Dunmoor* nine" names before, "36 cases in *Ashmere*, 32 in *Dunmoor*" after.

        Parameters
        ----------
        sentence, figure : Span
            Where it stands.
        figures : sequence of Span
            All the figures of the sentence, in order; the figure among them.
        whole : str
            What it is a part of, also where that stands in a sentence before.
        """
        named = self._named(sentence)
        if named:
            found = self._beside(sentence, figure, figures, named)
            return _subject(found or named[-1:], "stated")
        if _WHOLE_COUNTRY.search(sentence.surface):
            return Subject((), (NATIONAL,), "stated")
        if self._plural and self._plural.search(f"{sentence.surface} {whole}"):
            return Subject()
        return self._carried(sentence)

    def of_sentence(self, sentence: Span) -> Subject:
        """Tell whom a sentence without figures is about: all the services it names."""
        named = self._named(sentence)
        return _subject(named, "stated") if named else self._carried(sentence)

    def _named(self, sentence: Span) -> list[UnitMention]:
        """Give the inspected units that a sentence names, or else the other bodies."""
        inside = [unit for unit in self._mentions if sentence.covers(unit.span)]
        return [unit for unit in inside if unit.kind in self._inspected] or inside

    def _beside(
        self,
        sentence: Span,
        figure: Span,
        figures: Sequence[Span],
        named: list[UnitMention],
    ) -> list[UnitMention]:
        left = max((one.end for one in figures if one.end <= figure.start), default=sentence.start)
        right = min((one.start for one in figures if one.start >= figure.end), default=sentence.end)
        after = [unit for unit in named if figure.end <= unit.span.start < right]
        before = [unit for unit in named if left <= unit.span.start < figure.start]
        between = self._text[figure.end : after[0].span.start] if after else ""
        if after and _AFTER.fullmatch(between) and (not before or left > sentence.start):
            return self._group(after)
        if before:
            return list(reversed(self._group(list(reversed(before)))))
        if after and left == sentence.start:
            return self._group(after)
        earlier = [unit for unit in named if unit.span.start < left]
        return list(reversed(self._group(list(reversed(earlier))))) if earlier else []

    def _group(self, mentions: list[UnitMention]) -> list[UnitMention]:
        """Take names joined by commas or "and" together, outwards from the first."""
        group = mentions[:1]
        for unit in mentions[1:]:
            one, two = sorted((group[-1].span, unit.span), key=lambda span: span.start)
            if not _JOINED.match(self._text[one.end : two.start]):
                break
            group.append(unit)
        return group

    def _carried(self, sentence: Span) -> Subject:
        """Take over whom the text before is about; several at once are no single subject."""
        before = [unit for unit in self._mentions if unit.span.end <= sentence.start]
        if before:
            last = list(reversed(self._group(list(reversed(before)))))
            return _subject(last, "carried") if len(last) == 1 else Subject()
        return self._context


def _subject(mentions: Iterable[UnitMention], basis: UnitBasis) -> Subject:
    mentions = list(mentions)
    ids = dict.fromkeys(unit.unit_id for unit in mentions if unit.unit_id)
    names = dict.fromkeys(unit.name for unit in mentions if not unit.unit_id)
    return Subject(tuple(ids), tuple(names), basis)


def several_of(domain: Domain) -> re.Pattern[str] | None:
    """Make the pattern of nouns that mean several of a domain's inspected services."""
    heads = {head for kind in domain.kinds if kind.inspected == "yes" for head in kind.plural_heads}
    if not heads:
        return None
    longest = sorted(map(re.escape, heads), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})\b")


def context_of(tags: Sequence[PassageTags], inspected: frozenset[str]) -> Subject:
    """Find the one service that a document is about: named in most of its mentions.

    Parameters
    ----------
    tags : sequence of PassageTags
        Of all its passages.
    inspected : frozenset of str
        Kinds of unit that are inspected.

    Returns
    -------
    Subject
        Empty where no service has two thirds of the mentions, and three at least.
    """
    counted: Counter[tuple[str | None, str]] = Counter()
    for one in tags:
        for unit in one.units:
            if unit.kind in inspected:
                counted[(unit.unit_id, unit.name)] += 1
    if not counted:
        return Subject()
    (unit_id, name), most = counted.most_common(1)[0]
    if most < LEAST_MENTIONS or 3 * most < 2 * counted.total():
        return Subject()
    return Subject((unit_id,) if unit_id else (), () if unit_id else (name,), "context")
