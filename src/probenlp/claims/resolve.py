"""Words that can be read alone: short forms and pronouns replaced by what they stand for."""

import re
from collections.abc import Iterator
from typing import Final

from probenlp.claims.focus import Subject
from probenlp.claims.places import Inside
from probenlp.claims.subject import NATIONAL
from probenlp.records import PassageTags, Span, Speaker, Statistic

_IT: Final = re.compile(
    r"(?:(?<=^)|(?<=[“\"‘'(])|(?<=[;,–]\s))(?:It|it)"
    r"(?=\s+(?!is\s+|was\s+(?:not\s+)?(?:a|the|clear|difficult|hard|easy)\b)\w)"
)
"""A subject that may stand for a service; not the empty one of "it is clear that"."""

_WE: Final = re.compile(r"(?<![\w’'])(?:We|we)(?=\s)")
_POINTS_BACK: Final = re.compile(r"(?:the|this|that|our|these|both)\b", re.IGNORECASE)

Edit = tuple[int, int, str]


class Mentions:
    """What the mentions of one passage stand for.

    Parameters
    ----------
    tags : PassageTags
        Of the passage.
    """

    def __init__(self, tags: PassageTags) -> None:
        self._units = Inside(unit for unit in tags.units if _POINTS_BACK.match(unit.span.surface))
        self._people = Inside(one for one in tags.people if one.name not in one.span.surface)
        self._names: dict[str | None, str] = {}
        for unit in tags.units:
            self._names.setdefault(unit.unit_id, unit.name)

    def in_full(self, span: Span) -> Iterator[Edit]:
        """Write names in full where a span has a short form that points back."""
        for unit in self._units.covered_by(span):
            yield unit.span.start, unit.span.end, unit.name
        for person in self._people.covered_by(span):
            yield person.span.start, person.span.end, person.name

    def name_of(self, unit_id: str) -> str | None:
        """Give the name by which the passage first mentions a unit."""
        return self._names.get(unit_id)


def resolved(
    span: Span,
    mentions: Mentions,
    subject: Subject,
    *,
    speaker: Speaker,
    statistic: Statistic | None = None,
) -> str | None:
    """Write the words of a claim so that it can be read without its surroundings.

    Parameters
    ----------
    span : Span
        The claim's words.
    mentions : Mentions
        Of its passage.
    subject : Subject
        Whom it is about.
    speaker : Speaker
        Who says "we".
    statistic : Statistic, optional
        Its figure; one whose measure stands in another sentence gets it in square brackets.

    Returns
    -------
    str or None
        None where every word already stands for itself.
    """
    edits = sorted(
        {
            *mentions.in_full(span),
            *_pronouns(span, mentions, subject, speaker),
            *_elided(span, statistic),
        }
    )
    pieces, end = [], span.start
    for start, stop, words in edits:
        if start < end:
            continue
        pieces += [span.surface[end - span.start : start - span.start], words]
        end = stop
    if end == span.start and not pieces:
        return None
    text = "".join([*pieces, span.surface[end - span.start :]])
    return text if text != span.surface else None


def _pronouns(span: Span, mentions: Mentions, subject: Subject, speaker: Speaker) -> Iterator[Edit]:
    named = _name_of(subject, mentions)
    if named and subject.basis == "carried":
        for found in _IT.finditer(span.surface):
            yield span.start + found.start(), span.start + found.end(), named
    if speaker.name and speaker.role in ("inspectorate", "inspected_body", "government", "union"):
        for found in _WE.finditer(span.surface):
            words = f"{found[0]} [{speaker.name}]"
            yield span.start + found.start(), span.start + found.end(), words
            break  # once is enough to know who speaks


def _name_of(subject: Subject, mentions: Mentions) -> str | None:
    if len(subject.ids) + len(subject.names) != 1 or NATIONAL in subject.names:
        return None
    if subject.names:
        return subject.names[0]
    return mentions.name_of(subject.ids[0])


def _elided(span: Span, statistic: Statistic | None) -> Iterator[Edit]:
    """Put behind a figure what it measures where that stands elsewhere ("it was 67")."""
    if statistic is None:
        return
    for part in (statistic.antecedent, statistic.measure, statistic.population):
        if part is not None and not span.overlaps(part):
            end = statistic.span.end
            yield end, end, f" [{' '.join(part.surface.split())}]"
            return
