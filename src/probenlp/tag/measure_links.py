"""What a figure takes over from the figures before it: its measure, its whole, or both."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec
from spacy.tokens import Doc

from probenlp.tag.clauses import is_tagged, tokens_of
from probenlp.tag.figure import Figure
from probenlp.tag.measure_patterns import Place

_COMPARED: Final = re.compile(
    r"\b(?:compared\s(?:with|to)|as\sagainst|against|(?:up|down)\sfrom|than\sthe"
    r"|(?:ris|fall|dropp|climb|increas|grow)ing\sto)\s$",
    re.IGNORECASE,
)
# "It was 58%", "the figure for Dunmoor was 13 days": the subject only points to what was measured.
_POINTS: Final = re.compile(
    r"(?:^|[\s“\"(])(?:it|that|(?:the|this|that)\s(?:(?:same|overall|regional|national|average)\s)?"
    r"(?:figure|number|rate|share|proportion|percentage|level))"
    r"(?:\s(?:for|in|at|across|among)\s(?:[^\s,.;:]+\s){0,6}?[^\s,.;:]+)?\s"
    r"(?:is|was|were|had\sbeen|has\sbeen|stood\sat|has\s(?:\w+\s)?(?:\w+n|dropped|fallen|come\sdown)\sto|"
    r"(?:rose|fell|dropped|climbed|slipped|went)\s(?:\w+\s)?to|had\s(?:since\s)?\w+)\s(?:only\s|just\s|still\s|at\s)?$",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(r"\bOf\s(?:those|these|them),\s$")
_ELLIPSIS: Final = re.compile(
    r"\b(?:in|for|among|with)\s(?:only\s|just\s|a\sfurther\s|another\s|the\sother\s)*$",
    re.IGNORECASE,
)
# "Plans were late in 40% of cases and [checks] in 31": a new subject for the old verb.
_OWN: Final = re.compile(
    r"(?:\band|\bbut|[,;])\s(?P<own>[\w’'-]+(?:\s[\w’'-]+){0,4})\s(?:in|at|for)\s(?:only\s|just\s)?$",
    re.IGNORECASE,
)
_ADJOINED: Final = re.compile(r"\s(?:in|at|for)\s(?:only\s|just\s)?")
_OF_THEM: Final = re.compile(r"\s(?:of|among)\s(?:them|these|those|us|the\sother)\b", re.IGNORECASE)
_OF_WHICH: Final = re.compile(r"\sof\s(?:which|whom)\b", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?:^|\n|[.!?]\s)[-•*\s]*(?P<label>[^\s-][^:.;!?\n]{2,90}):\s$")


class Measured(msgspec.Struct, kw_only=True):
    """What was found out about one figure; places are half-open, in code points.

    Attributes
    ----------
    clause : tuple of int or None
        From the subject to the end of the predicate, to look for negation and modality.
    whole : tuple of int or None
        What later elided figures may be shares of: the population, or the things counted.
    noun : tuple of int or None
        The noun a count counts; later counts may leave it out.
    nested : bool
        Whether it stands inside what another figure measures: "40% had a load above [110%]".
    pointed : bool
        Whether its sentence only points back: "This applied to 52%".
    """

    kind: str = ""
    start: int = 0
    end: int = 0
    measure: Place | None = None
    population: Place | None = None
    antecedent: Place | None = None
    clause: Place | None = None
    whole: Place | None = None
    noun: Place | None = None
    nested: bool = False
    pointed: bool = False
    evidence: list[str] = []


_COORDINATED: Final = re.compile(r"(?:,|,?\s(?:and|but|while|against))\s$", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?<=[a-z0-9%)])[.!?][”’\"']?\s(?=[A-Z0-9“‘])")
_TOO_FAR = 400


def between_figures(
    text: str,
    measure: Place | None,
    found: Measured,
    earlier: Sequence[Measured],
    following: Sequence[int],
) -> Place | None:
    """Cut a measure to what lies between the figure before and the next one that is coordinated.

    "Contact was good in 73% and [planning] in 48%"; "11% [resigned], 2 points more than before".
    """
    if measure is None:
        return None
    start, end = measure
    for other in earlier[-3:]:
        if start <= other.start and other.end < end and other.end <= found.start:
            start = other.end
            if other.population and start < other.population[1] <= end:
                start = other.population[1]
            if back := _OF_THEM.match(text, start, end):
                start = back.end()
    if found.kind == "duration" and earlier and start <= earlier[-1].start < end <= earlier[-1].end:
        return None  # "fallen from 57% to 48% in [twelve months]"
    if stop := _SENTENCE_END.search(text, start, end):
        end = stop.start()
    for ahead in following:
        if start < ahead < end and _COORDINATED.search(text, start, ahead):
            end = ahead
            while joint := _COORDINATED.search(text, start, end):
                end = joint.start()
            break
    return (start, end) if start < end else None


def without_next_subject(
    text: str, population: Place | None, following: int | None
) -> Place | None:
    """Take the subject of the next figure off a whole: "40% of [cases] and checks in 31"."""
    if population is None or following is None or following < population[1]:
        return population
    joint = text.rfind(" and ", *population)
    if joint < 0 or not _ADJOINED.fullmatch(text, population[1], following):
        return population
    return population[0], joint


def take_over_measure(
    doc: Doc,
    text: str,
    figure: Figure,
    sentence: Place,
    found: Measured,
    earlier: Sequence[Measured],
    *,
    is_subject: bool,
) -> None:
    """Fill what a figure leaves out from the figures before it.

    Parameters
    ----------
    found : Measured
        What the figure's own clause says; changed in place.
    is_subject : bool
        Whether the figure is the subject of its clause.
    """
    lead = text[sentence[0] : figure.start]
    found.nested = any(
        o.measure and o.measure[0] < figure.start < o.measure[1] for o in earlier[-3:]
    )
    peer = next((o for o in reversed(earlier[-6:]) if _is_peer(o, figure, found)), None)
    apart = figure.kind == "count" and (figure.counted or found.population)
    if lead.endswith(" (") and earlier and earlier[-1].measure:
        peer = earlier[-1]
    own = is_subject and found.measure is not None  # ", and 46% of shifts were covered"
    listed = (
        peer and peer.measure and not apart and not own and not _OF_WHICH.match(text, figure.end)
    )
    if peer and listed and _is_listed(doc, text, peer.end, figure.start):
        found.measure = peer.noun if figure.kind == "count" and peer.noun else peer.measure
        found.population = found.population or peer.population
    if (
        peer
        and peer.measure
        and (_COMPARED.search(lead[-20:]) or _points_back(lead, figure) or lead.endswith(" ("))
    ):
        found.measure, found.antecedent = peer.measure, peer.whole
        found.population = found.population or peer.population
        found.evidence.append("antecedent:measure-before")
    elif (
        figure.kind == "share"
        and found.population is None
        and found.antecedent is None
        and not _holds_whole(figure)
    ):
        elided = "elided:unit" in figure.evidence or is_subject or _ELLIPSIS.search(lead)
        if elided or _OTHER.search(lead):
            _find_antecedent(found, earlier)
            if _OF_WHICH.match(text, figure.end):
                found.population = None  # the whole is named by the clause before, as antecedent
    elif (
        figure.kind == "count" and figure.unit != "times" and not (figure.counted or found.measure)
    ):
        found.measure = next((o.noun for o in reversed(earlier[-6:]) if o.noun), None)
    if found.measure is None:
        found.measure = _named_before(text, figure)


def _holds_whole(figure: Figure) -> bool:
    """Tell whether a share says itself what it is of: "seven of the 12"."""
    return "grammar:of" in figure.evidence and figure.counted is None


def _named_before(text: str, figure: Figure) -> Place | None:
    """Give the label before a figure ("Planning: 39%"), or the new subject of an elided one."""
    base = max(0, figure.start - 120)
    lead = text[base : figure.start]
    if label := _LABEL.search(lead):
        return base + label.start("label"), base + label.end("label")
    if "elided:unit" in figure.evidence and (own := _OWN.search(lead)):
        return base + own.start("own"), base + own.end("own")
    return None


def _is_peer(other: Measured, figure: Figure, found: Measured) -> bool:
    if other.nested:
        return False
    return other.kind == figure.kind or (
        {other.kind, figure.kind} <= {"share", "change", "rate", "duration"}
        and found.kind == figure.kind
        and "elided:unit" in figure.evidence
    )


def _points_back(lead: str, figure: Figure) -> bool:
    return figure.counted is None and _POINTS.search(lead[-90:]) is not None


def _is_listed(doc: Doc, text: str, left: int, right: int) -> bool:
    """Tell whether a figure goes on with the statement of the one before it.

    In "30 per cent among officers, and 20 per cent among administrators" no verb stands between.
    """
    gap = text[left:right]
    if (
        len(gap) > 80
        or not re.search(r"(?:,|\band|\bor|\bbut)\s$", gap)
        or re.search(r"[.;:]\s|\n", gap)
    ):
        return False
    if not is_tagged(doc, right):
        return len(gap.split()) < 7
    return all(t.tag_ not in ("VBD", "VBZ", "VBP", "MD") for t in tokens_of(doc, left, right))


def _find_antecedent(found: Measured, earlier: Sequence[Measured]) -> None:
    """Take the whole of the nearest figure before that has one."""
    for other in reversed(earlier[-6:]):
        if other.whole is not None and found.start - other.end < _TOO_FAR:
            found.antecedent = found.population = other.whole
            found.evidence.append("antecedent:whole-before")
            return
        if other.kind == "share" and other.measure:
            return  # another matter has come between
