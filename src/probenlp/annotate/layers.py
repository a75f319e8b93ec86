"""What can be sent out to be judged: the layers, their labels, and how records become marks.

A mark's attributes are strings, in the words of the records' fields; what a record does not state
is left out. Several values are joined by ``|``.

"""

from collections.abc import Callable, Iterable, Iterator
from typing import get_args

import msgspec

from probenlp.annotate.task import About, Choice, Link, Mark, Origin
from probenlp.errors import ProbenlpError
from probenlp.records import (
    Claim,
    ClaimType,
    PassageTags,
    Provenance,
    Quotation,
    Sentence,
    Span,
    Speaker,
    SpeakerRole,
    Statistic,
    StatisticKind,
    Voice,
)

SAME, DIFFERENT = "same", "different"

Found = tuple[str, Span, dict[str, str], float | None]
"""A label, where it stands, its attributes, and the score."""


class LayerError(ProbenlpError, ValueError):
    """A layer that does not exist, or cannot be had in this way."""


class Finding(msgspec.Struct, frozen=True):
    """Marks of one layer in one passage before they have ids; links name them by their places."""

    marks: list[Found]
    links: list[tuple[str, int, int]]


Find = Callable[[PassageTags, Iterable[Claim]], Finding]


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing to judge.

    Attributes
    ----------
    labels : tuple of str
        The closed list; empty where the labels are a domain's (kinds of unit, ratings).
    link_labels : tuple of str
        Labels of relations between its marks.
    by : tuple of str
        What its tasks may be about; for a ``sentence`` or a ``pair`` the label is a choice.
    find : callable
        Takes the tags and the claims of a passage.
    """

    name: str
    labels: tuple[str, ...] = ()
    link_labels: tuple[str, ...] = ()
    by: tuple[About, ...] = ("passage",)
    find: Find


def stated(**attributes: object) -> dict[str, str]:
    """Write attributes as strings, without those that are not stated.

    Examples
    --------
    >>> stated(value=25.0, unit="per cent", stance=None, unit_ids=("a", "b"), negated=False)
    {'value': '25', 'unit': 'per cent', 'unit_ids': 'a|b'}
    """
    shown = {}
    for name, value in attributes.items():
        if value is None or value is False or value == () or value == "":
            continue
        if isinstance(value, tuple):
            shown[name] = "|".join(value)
        elif isinstance(value, float) and value.is_integer():
            shown[name] = str(int(value))
        else:
            shown[name] = "yes" if value is True else str(value)
    return shown


def _alone(find: Callable[[PassageTags, Iterable[Claim]], Iterator[Found]]) -> Find:
    """Turn a function that gives marks without links into one that gives a finding."""
    return lambda tags, claims: Finding(list(find(tags, claims)), [])


def _units(tags: PassageTags, _: Iterable[Claim]) -> Iterator[Found]:
    for one in tags.units:
        known = stated(unit_id=one.unit_id, name=one.name, candidates=one.candidates)
        yield one.kind or "unit", one.span, known, None


def _people(tags: PassageTags, _: Iterable[Claim]) -> Iterator[Found]:
    for one in tags.people:
        known = stated(
            person_id=one.person_id, name=one.name, role=one.role, organisation=one.organisation
        )
        yield one.role_class or "person", one.span, known, None


def _statistics(tags: PassageTags, _: Iterable[Claim]) -> Finding:
    """Mark each figure, and what it measures, out of what and when, linked to it."""
    finding = Finding([], [])
    for one in tags.statistics:
        figure = len(finding.marks)
        finding.marks.append((one.kind, one.span, _figure(one), None))
        beside: list[tuple[str, Span | None]] = [
            ("measure", one.measure),
            ("population", one.population),
            ("period", one.period),
            ("antecedent", one.antecedent),
            *(("reading", reading.span) for reading in one.readings),
        ]
        for name, span in beside:
            if span is not None:
                finding.links.append((name, figure, len(finding.marks)))
                finding.marks.append((name, span, {}, None))
    return finding


_BESIDE_A_FIGURE = ("measure", "population", "period", "antecedent", "reading")


def _figure(one: Statistic) -> dict[str, str]:
    return stated(
        value=one.value,
        value_high=one.value_high,
        unit=one.unit,
        comparator=None if one.comparator == "=" else one.comparator,
        stance=one.stance,
        out_of=one.out_of,
        measure_label=one.measure_label,
        unit_ids=one.unit_ids,
        negated=one.negated,
        hypothetical=one.hypothetical,
        qualifiers=one.qualifiers,
        polarity=one.polarity,
    )


def _ratings(tags: PassageTags, _: Iterable[Claim]) -> Iterator[Found]:
    for one in tags.ratings:
        known = stated(
            rating_id=one.rating_id,
            unit_ids=one.unit_ids,
            unit_names=one.unit_names,
            aspect=one.aspect,
            status=one.status,
            qualifiers=one.qualifiers,
        )
        yield one.label, one.span, known, None


def _quotations(tags: PassageTags, _: Iterable[Claim]) -> Finding:
    """Mark the words, the cue and the speaker, each linked to the first stretch of words."""
    finding = Finding([], [])
    speakers: dict[Span, int] = {}
    for one in tags.quotations:
        first = len(finding.marks)
        for number, stretch in enumerate(one.spans):
            attributes = _quoted(one) if number == 0 else {}
            if number:
                finding.links.append(("continues", len(finding.marks), first))
            finding.marks.append((one.form, stretch, attributes, None))
        if one.cue is not None:
            finding.links.append(("cue", first, len(finding.marks)))
            finding.marks.append(("cue", one.cue, {}, None))
        if (span := one.speaker.span) is not None:
            if span not in speakers:
                speakers[span] = len(finding.marks)
                finding.marks.append(("speaker", span, _speaker(one.speaker), None))
            finding.links.append(("said_by", first, speakers[span]))
    return finding


def _quoted(one: Quotation) -> dict[str, str]:
    unplaced = _speaker(one.speaker) if one.speaker.span is None else {}
    return {**unplaced, **stated(unclosed=not one.closed)}


def _speaker(one: Speaker) -> dict[str, str]:
    return stated(person_id=one.person_id, speaker=one.name, role=one.role)


def _blocks(tags: PassageTags, _: Iterable[Claim]) -> Iterator[Found]:
    for one in tags.blocks:
        # A block carries its offsets alone; its words are put in where the text is at hand.
        span = Span(start=one.start, end=one.end, surface=" " * (one.end - one.start))
        known = stated(
            inner=one.inner, source_name=one.source_name, source_document=one.source_document
        )
        yield one.provenance, span, known, None


def _voice(tags: PassageTags, _: Iterable[Claim]) -> Iterator[Found]:
    yield from (_voiced(one) for one in tags.sentences if one.voice is not None)


def _voiced(one: Sentence) -> Found:
    attributes = stated(
        provenance=one.provenance,
        relays=one.relays,
        qualifiers=one.qualifiers,
        ambiguous=one.ambiguous,
        **_speaker(one.speaker),
    )
    voice = one.voice or "other"
    return voice, one.span, attributes, one.probabilities.get(voice)


def _sentiment(tags: PassageTags, _: Iterable[Claim]) -> Iterator[Found]:
    for one in tags.sentiments:
        label = "positive" if one.score > 0 else "negative" if one.score < 0 else "neutral"
        yield label, one.span, stated(value=one.score, aspect=one.aspect), None


def _claims(_: PassageTags, claims: Iterable[Claim]) -> Iterator[Found]:
    for one in claims:
        known = stated(
            claim_id=one.id,
            voice=one.voice,
            side=one.side,
            topic=one.topic,
            standard=one.standard,
            unit_ids=one.unit_ids,
            group_id=one.group_id,
            qualifiers=one.qualifiers,
        )
        yield one.type, one.span, known, None


def _nothing(*_: object) -> Finding:
    return Finding([], [])


LAYERS: dict[str, Layer] = {
    layer.name: layer
    for layer in (
        Layer(name="units", find=_alone(_units)),
        Layer(
            name="statistics",
            labels=(*get_args(StatisticKind), *_BESIDE_A_FIGURE),
            link_labels=_BESIDE_A_FIGURE,
            find=_statistics,
        ),
        Layer(name="ratings", find=_alone(_ratings)),
        Layer(name="people", labels=(*get_args(SpeakerRole), "person"), find=_alone(_people)),
        Layer(
            name="quotations",
            labels=("direct", "indirect", "mixed", "cue", "speaker"),
            link_labels=("said_by", "cue", "continues"),
            find=_quotations,
        ),
        Layer(
            name="blocks",
            labels=get_args(Provenance),
            by=("passage", "sentence"),
            find=_alone(_blocks),
        ),
        Layer(
            name="voice", labels=get_args(Voice), by=("passage", "sentence"), find=_alone(_voice)
        ),
        Layer(
            name="sentiment",
            labels=("negative", "neutral", "positive"),
            by=("passage", "sentence"),
            find=_alone(_sentiment),
        ),
        Layer(name="claims", labels=get_args(ClaimType), find=_alone(_claims)),
        Layer(name="pairs", labels=(SAME, DIFFERENT), by=("pair",), find=_nothing),
    )
}
"""Every layer by name."""


def check_layers(names: Iterable[str], by: str) -> tuple[str, ...]:
    """Give the names of layers in the order of :data:`LAYERS`, each once.

    Raises
    ------
    LayerError
        If there is no such layer, none is named, or one has no tasks of this kind.
    """
    if by not in get_args(About):
        raise LayerError(f"tasks by {by!r}; there are {', '.join(get_args(About))}")
    wanted = set(names)
    if unknown := wanted - set(LAYERS):
        raise LayerError(f"no layer {', '.join(sorted(unknown))}; there are {', '.join(LAYERS)}")
    if not wanted:
        raise LayerError(f"name at least one layer of {', '.join(LAYERS)}")
    for name in wanted:
        if by not in LAYERS[name].by:
            fit = " or ".join(LAYERS[name].by)
            raise LayerError(f"layer {name} is judged by {fit}, not by {by}")
    return tuple(name for name in LAYERS if name in wanted)


def marks_of(
    tags: PassageTags, text: str, layers: Iterable[str], claims: Iterable[Claim], origin: Origin
) -> tuple[list[Mark], list[Link]]:
    """Give the marks of a passage and the links between them.

    Parameters
    ----------
    tags : PassageTags
        Of the passage with this text.
    claims : iterable of Claim
        Those of the same passage.
    origin : Origin
        Which program found them.
    """
    marks: list[Mark] = []
    links: list[Link] = []
    for name in layers:
        finding = LAYERS[name].find(tags, claims)
        ids = [f"{name}{number}" for number in range(1, len(finding.marks) + 1)]
        marks += _marked(name, ids, finding.marks, text, origin)
        links += [
            Link(layer=name, label=label, source=ids[source], target=ids[target])
            for label, source, target in finding.links
        ]
    return marks, links


def _marked(
    layer: str, ids: list[str], found: Iterable[Found], text: str, origin: Origin
) -> Iterator[Mark]:
    for name, (label, span, attributes, score) in zip(ids, found, strict=True):
        yield Mark(
            id=name,
            layer=layer,
            label=label,
            start=span.start,
            end=span.end,
            surface=text[span.start : span.end],
            attributes=attributes,
            score=score,
            origin=origin,
        )


def choices_of(
    sentence: Sentence, tags: PassageTags, layers: Iterable[str], origin: Origin
) -> Iterator[Choice]:
    """Give what is known of a sentence as a whole: voice, provenance, sentiment.

    A sentence has the provenance that its record states, and the sentiment of the whole sentence,
    not of an aspect in it.
    """
    for layer in layers:
        if layer == "voice" and sentence.voice is not None:
            label, _, attributes, score = _voiced(sentence)
            yield Choice(
                layer=layer, label=label, attributes=attributes, score=score, origin=origin
            )
        elif layer == "blocks" and sentence.provenance is not None:
            yield Choice(layer=layer, label=sentence.provenance, origin=origin)
        elif layer == "sentiment":
            for label, span, attributes, _ in _sentiment(tags, ()):
                if span == sentence.span and "aspect" not in attributes:
                    yield Choice(layer=layer, label=label, attributes=attributes, origin=origin)
