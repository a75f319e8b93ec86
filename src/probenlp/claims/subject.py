"""Whom a claim is about: named beside its figure, carried over from before, or by its text."""

import re
from collections.abc import Sequence
from typing import Final

from probenlp.claims.focus import Focus, Kinds, Subject, subject_of
from probenlp.claims.places import Inside
from probenlp.domains import Domain
from probenlp.records import PassageTags, Span, UnitMention

_AFTER: Final = re.compile(
    r"(?:[^.;:()\n]{0,60}?\b)?(?:in|at|for|across|of|by|from|to|than)\s+(?:the\s+)?", re.IGNORECASE
)
"""What may stand between a figure and the place it is of: "82% of cases in Ashmere"."""

_ASIDE: Final = re.compile(
    r",\s+(?:(?:from|of|to|in|at|with|by|for)\s+)?(?:which|whom|whose|where|who)\s[^,;:.]{1,120},"
)
"""A relative clause between commas: what it names is not what the sentence is about."""

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


class Subjects:
    """Finds whom the figures of one passage are about.

    Parameters
    ----------
    tags : PassageTags
        Of the passage.
    text : str
        The passage.
    kinds : Kinds
        Which bodies a claim may be about.
    plural : re.Pattern or None
        Finds nouns that mean several services at once ("the three PDUs").
    context : Subject
        The one service the whole document is about, or the one a reply is about.
    """

    def __init__(
        self,
        tags: PassageTags,
        text: str,
        *,
        kinds: Kinds,
        plural: re.Pattern[str] | None,
        context: Subject,
    ) -> None:
        self._text = text
        self._plural = plural
        self._context = context
        self._kinds = kinds
        mentions = kinds.mentions(tags)
        self._mentions = Inside(mentions)
        self._focus = Focus(text, mentions, kinds, context)

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
        named = self._outside_relatives(sentence, figure, self._named(sentence))
        if named:
            found = self._beside(sentence, figure, figures, named)
            return subject_of(found or named[-1:], "stated")
        if _WHOLE_COUNTRY.search(sentence.surface):
            return Subject((), (NATIONAL,), "stated")
        if self._plural and self._plural.search(f"{sentence.surface} {whole}"):
            return Subject()
        return self._focus.at(sentence)

    def of_sentence(self, sentence: Span) -> Subject:
        """Tell whom a sentence without figures is about: all the services it names."""
        named = self._named(sentence)
        return subject_of(named, "stated") if named else self._focus.at(sentence)

    def _named(self, sentence: Span) -> list[UnitMention]:
        """Give the inspected units that a sentence names, or else the other bodies."""
        inside = self._mentions.covered_by(sentence)
        return [unit for unit in inside if unit.kind in self._kinds.inspected] or inside

    def _outside_relatives(
        self, sentence: Span, figure: Span, named: list[UnitMention]
    ) -> list[UnitMention]:
        """Leave out who is only told of by the way: "Dene, from which Marl was carved, has 12"."""
        asides = [
            (sentence.start + found.start(), sentence.start + found.end())
            for found in _ASIDE.finditer(sentence.surface)
        ]
        rest = [
            unit
            for unit in named
            if not any(
                start <= unit.span.start < end and not start <= figure.start < end
                for start, end in asides
            )
        ]
        return rest or named

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


def several_of(domain: Domain) -> re.Pattern[str] | None:
    """Make the pattern of nouns that mean several of a domain's inspected services."""
    heads = {head for kind in domain.kinds if kind.inspected == "yes" for head in kind.plural_heads}
    if not heads:
        return None
    longest = sorted(map(re.escape, heads), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})\b")
