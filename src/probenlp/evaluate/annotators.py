"""Several people's annotations of the same tasks: how far they agree, and on what they do not."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

import msgspec

from probenlp.annotate import LAYERS, Annotation, Choice, Mark, Origin, Task
from probenlp.errors import ProbenlpError
from probenlp.evaluate.agreement import (
    Stretch,
    Tally,
    cohen_kappa,
    fleiss_kappa,
    interval_of,
    krippendorff_alpha,
    shared,
    tally,
)
from probenlp.evaluate.resample import Counts

ORDERS = {"sentiment": ("negative", "neutral", "positive")}
"""Layers whose labels have an order."""

Judged = Mapping[str, Annotation]
"""One task as each person judged it."""


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure of agreement.

    Attributes
    ----------
    label : str or None
        None for the layer as a whole; else that label against all others.
    measure : str
        ``cohen``, ``fleiss``, ``alpha``, ``alpha-ordinal``, ``f1`` or ``f1-tolerant``; F1 is over
        all pairs of people together.
    value : float or None
        None where it is not defined.
    low, high : float or None
        95 per cent bootstrap interval, documents drawn.
    items : int
        Tasks for labels of texts, marks of either side for F1.
    """

    layer: str
    label: str | None
    measure: str
    value: float | None
    low: float | None = None
    high: float | None = None
    items: int


class Disagreement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task and layer in which people differ.

    Attributes
    ----------
    said : dict of str to tuple of str
        What each of them said and not all: labels, with place and words for marks.
    """

    task_id: str
    layer: str
    text: str
    said: dict[str, tuple[str, ...]]


def by_task(people: Mapping[str, Iterable[Annotation]]) -> list[Judged]:
    """Bring together what several people said of the same tasks.

    Parameters
    ----------
    people : mapping of str to iterable of Annotation
        What was rejected or ignored says nothing of single labels, and is passed over.

    Returns
    -------
    list of Judged
        Tasks that at least two accepted, in the order in which they first come.

    Raises
    ------
    ProbenlpError
        If somebody judged a task twice, two judged different texts under one id, or no task was
        judged by two.
    """
    tasks: dict[str, dict[str, Annotation]] = {}
    for name, annotations in people.items():
        for one in annotations:
            if one.answer != "accept":
                continue
            judged = tasks.setdefault(one.task_id, {})
            if name in judged:
                raise ProbenlpError(f"{name} judged task {one.task_id} twice")
            if any(other.text_sha256 != one.text_sha256 for other in judged.values()):
                raise ProbenlpError(f"task {one.task_id}: two texts under one id")
            judged[name] = one
    both: list[Judged] = [judged for judged in tasks.values() if len(judged) > 1]
    if not both:
        raise ProbenlpError("no task was accepted by two people; are these the same exports?")
    return both


def agreement(tasks: Sequence[Judged]) -> Iterator[Figure]:
    """Measure the agreement of people, per layer and per label, with intervals."""
    for layer in LAYERS:
        asked = [judged for judged in tasks if all(layer in one.layers for one in judged.values())]
        whole = [judged for judged in asked if _about_texts(judged)]
        if whole:
            yield from _of_texts(layer, whole)
        if stretches := [judged for judged in asked if not _about_texts(judged)]:
            yield from _of_stretches(layer, stretches)


def _about_texts(judged: Judged) -> bool:
    return next(iter(judged.values())).about != "passage"


def chosen(one: Annotation, layer: str) -> str | None:
    """Give the label that a person gave the text as a whole; None if they gave none."""
    return next((choice.label for choice in one.standing_choices(layer)), None)


def marked(one: Annotation, layer: str) -> list[Stretch]:
    """Give the stretches that stand after a person's work, in offsets of the passage."""
    return [(mark.label, mark.start, mark.end) for mark in one.standing_marks(layer)]


def _of_texts(layer: str, tasks: Sequence[Judged]) -> Iterator[Figure]:
    people = sorted({name for judged in tasks for name in judged})
    documents = [
        tally(
            [chosen(judged[name], layer) if name in judged else None for name in people]
            for judged in own
        )
        for own in _documents(tasks)
    ]
    yield _figure(layer, None, "alpha", documents, krippendorff_alpha)
    if order := ORDERS.get(layer):
        ordinal = partial(krippendorff_alpha, level="ordinal", order=order)
        yield _figure(layer, None, "alpha-ordinal", documents, ordinal)
    full = [Counter({k: n for k, n in one.items() if None not in k}) for one in documents]
    if len(people) == 2:
        yield _figure(layer, None, "cohen", full, cohen_kappa)
    else:
        yield _figure(layer, None, "fleiss", full, fleiss_kappa)
    labels = {label for one in documents for row in one for label in row if label is not None}
    for label in sorted(labels):
        against = [_against_others(one, label) for one in documents]
        yield _figure(layer, label, "alpha", against, krippendorff_alpha)


def _against_others(rows: Tally, label: str) -> Tally:
    counts: Tally = Counter()
    for row, times in rows.items():
        kind = (None if one is None else "this" if one == label else "other" for one in row)
        counts[tuple(kind)] += times
    return counts


def _figure(
    layer: str,
    label: str | None,
    measure: str,
    documents: Sequence[Tally],
    compute: Callable[[Tally], float | None],
) -> Figure:
    def value_of(drawn: Sequence[Tally]) -> float | None:
        together: Tally = Counter()
        for one in drawn:
            together.update(one)
        return compute(together)

    bounds = interval_of(documents, value_of)
    return Figure(
        layer=layer,
        label=label,
        measure=measure,
        value=value_of(documents),
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        items=sum(one.total() for one in documents),
    )


def _of_stretches(layer: str, tasks: Sequence[Judged]) -> Iterator[Figure]:
    labels = {mark[0] for judged in tasks for one in judged.values() for mark in marked(one, layer)}
    for label in (None, *sorted(labels)):
        for tolerant in (False, True):
            documents = [
                sum((_counts(judged, layer, label, tolerant=tolerant) for judged in own), Counts())
                for own in _documents(tasks)
            ]
            bounds, total = interval_of(documents, _f1), sum(documents, Counts())
            yield Figure(
                layer=layer,
                label=label,
                measure="f1-tolerant" if tolerant else "f1",
                value=_f1(documents),
                low=bounds[0] if bounds else None,
                high=bounds[1] if bounds else None,
                items=total.found + total.gold,
            )


def _counts(judged: Judged, layer: str, label: str | None, *, tolerant: bool) -> Counts:
    marks = [
        [one for one in marked(annotation, layer) if label in (None, one[0])]
        for annotation in judged.values()
    ]
    pairs = combinations(marks, 2)
    counts = (Counts(shared(a, b, tolerant=tolerant), len(a), len(b)) for a, b in pairs)
    return sum(counts, Counts())


def _f1(documents: Sequence[Counts]) -> float | None:
    total = sum(documents, Counts())
    return total.f1 if total.found + total.gold else None


def _documents(tasks: Sequence[Judged]) -> list[list[Judged]]:
    """Give the tasks of each document together."""
    documents: dict[str, list[Judged]] = {}
    for judged in tasks:
        document = next(iter(judged.values())).parts[0].document_id
        documents.setdefault(document, []).append(judged)
    return list(documents.values())


def disagreements(tasks: Iterable[Judged]) -> Iterator[Disagreement]:
    """Give each task and layer in which people differ, with what each said and not all."""
    for judged in tasks:
        first = next(iter(judged.values()))
        for layer in first.layers:
            said = {name: _said(one, layer) for name, one in judged.items()}
            common = set.intersection(*(set(one) for one in said.values()))
            if any(set(one) - common for one in said.values()):
                own = {
                    name: tuple(words for words in one if words not in common)
                    for name, one in said.items()
                }
                yield Disagreement(task_id=first.task_id, layer=layer, text=first.text, said=own)


def _said(one: Annotation, layer: str) -> tuple[str, ...]:
    if one.about != "passage":
        return (chosen(one, layer) or "(no label)",)
    start, at = one.parts[0].start, one.parts[0].at
    return tuple(
        f"{label} {first}-{last} {one.text[first - start + at : last - start + at]!r}"
        for label, first, last in sorted(marked(one, layer), key=lambda mark: mark[1:])
    )


def adjudication_tasks(tasks: Iterable[Judged]) -> Iterator[Task]:
    """Make a task of each on which people differ, with what all of them said.

    A mark on which all agree stands once, without an origin; the others name in ``by`` who made
    them, and are of the origin ``annotator``. Of labels of a whole text none is preset where
    people differ: who decides must not be led.
    """
    for judged in tasks:
        if next(disagreements([judged]), None) is None:
            continue
        first = next(iter(judged.values()))
        bare = Task(
            id=first.task_id,
            about=first.about,
            parts=first.parts,
            text=first.text,
            text_sha256=first.text_sha256,
            context=first.context,
            layers=first.layers,
        )
        marks = tuple(_marks_of_all(judged)) if first.about == "passage" else ()
        yield bare.with_judgements(marks, (), tuple(_agreed_choices(judged)))


def _marks_of_all(judged: Judged) -> Iterator[Mark]:
    makers: dict[tuple[str, Stretch], list[str]] = {}
    first = next(iter(judged.values()))
    for name, one in judged.items():
        for layer in one.layers:
            for stretch in dict.fromkeys(marked(one, layer)):
                makers.setdefault((layer, stretch), []).append(name)
    part = first.parts[0]
    for number, ((layer, (label, start, end)), names) in enumerate(makers.items(), start=1):
        agreed = len(names) == len(judged)
        at, to = start - part.start + part.at, end - part.start + part.at
        yield Mark(
            id=f"a{number}",
            layer=layer,
            label=label,
            start=at,
            end=to,
            surface=first.text[at:to],
            attributes={} if agreed else {"by": "|".join(names)},
            origin=None if agreed else Origin(model="annotator", version="|".join(names)),
        )


def _agreed_choices(judged: Judged) -> Iterator[Choice]:
    first = next(iter(judged.values()))
    for layer in first.layers if first.about != "passage" else ():
        labels = {chosen(one, layer) for one in judged.values()}
        label = labels.pop()
        if not labels and label is not None:
            yield Choice(layer=layer, label=label)
