"""Measure and population without a parser: what a finite verb and punctuation can tell."""

import re
from typing import Final

from probenlp.tag.figure import Figure

Place = tuple[int, int]

_FINITE: Final = (
    r"(?:were|was|are|is|had|have|has|did|do|does|said|say|told|felt|feel|reported|received|remained?|"
    r"lacked|lack|needed|need|could|would|should|will|can|may|might|must|believed|believe|thought|left|"
    r"went|got|made|came|showed|failed|scored|agreed|disagreed|described)"
)
_STOP: Final = re.compile(
    rf"\s(?:not\s|also\s|never\s)?{_FINITE}\b(?:n[’']t)?|[,.;:()\n–—“”!?](?=\s|$)|\s[–—(]", re.I
)
_RELATIVE: Final = re.compile(
    r"\s(?:who|that|which|where|when|whose|we|they|inspectors|it|he|she)\b(?!.*\s(?:who|that|which)\b)",
    re.I,
)
_COPULA: Final = re.compile(
    r"\s?(?:(?:were|was|are|is|had|have|has|been|be|being)\s)?(?:not\s|also\s|still\s|never\s|only\s)?"
    r"(?:(?:been|being)\s)?",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"[;:()\n–—“”]|[.!?](?=\s|$)|,?\s(?:but|while|whereas|although|compared|because)\b|,\s(?:and|which|with|against)\b|,",
    re.IGNORECASE,
)
_ADJUNCT: Final = re.compile(
    r"\s(?:in|for|among|amongst|across|with|on)\s(?:\w+\s){0,3}$", re.IGNORECASE
)
_OPENING: Final = re.compile(
    r"^(?:and|but|also|however|overall|or|so|we|inspectors|the\sinspectorate)?[\s,]*"
    r"(?:(?:found|noted|saw|said|reported|concluded)\sthat\s)?(?:there\s(?:was|were|is|are)\s)?(?:(?:the|a|an)\s)?",
    re.IGNORECASE,
)


def population_by_pattern(text: str, start: int, stop: int) -> Place | None:
    """Give the words after "of" up to the main verb, relative clauses included.

    Examples
    --------
    >>> text = "cases we inspected were late"
    >>> text[slice(*population_by_pattern(text, 0, len(text)))]
    'cases we inspected'
    """
    found = _STOP.search(text, start, stop)
    relative = _RELATIVE.search(text, start, found.start() if found else stop)
    if relative and found and text[found.start() + 1 :][:1].isalpha():
        again = _STOP.search(text, found.end(), stop)
        subject = relative[0].strip().lower() in ("we", "they", "inspectors", "it", "he", "she")
        # "cases we inspected | were late" stops at the first listed verb, "cases that were
        # inspected | were late" at the second.
        found = found if subject or again is None else again
    end = found.start() if found else stop
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if end > start else None


def measure_by_pattern(text: str, figure: Figure, edge: int, sentence: Place) -> Place | None:
    """Give the predicate after a subject, or the clause before an adjunct.

    Parameters
    ----------
    text : str
    figure : Figure
    edge : int
        Where figure and population end.
    sentence : tuple of int
    """
    lead = text[sentence[0] : figure.start]
    adjunct = _ADJUNCT.search(lead)
    if adjunct and adjunct.start() > 3:
        opening = max(lead.rfind(",", 0, adjunct.start()), lead.rfind(";", 0, adjunct.start())) + 1
        words = _OPENING.match(lead[opening : adjunct.start()].lstrip())
        blank = len(lead[opening : adjunct.start()]) - len(lead[opening : adjunct.start()].lstrip())
        start = sentence[0] + opening + blank + (words.end() if words else 0)
        end = sentence[0] + adjunct.start()
        return (start, end) if end > start else None
    if re.match(r"^\s*(?:in|for)\s(?:\w+\s){0,3}$", lead, re.IGNORECASE):
        comma = re.compile(r",\s(?:the\s)?").match(text, edge)
        return _until(text, comma.end(), sentence[1]) if comma else None
    if not re.match(rf"\s(?:not\s|also\s)?{_FINITE}\b", text[edge : edge + 30], re.IGNORECASE):
        return None
    copula = _COPULA.match(text, edge)
    return _until(text, copula.end() if copula else edge, sentence[1])


def _until(text: str, start: int, stop: int) -> Place | None:
    found = _END.search(text, start, stop)
    end = found.start() if found else stop
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "%"):
        end -= 1
    return (start, end) if end > start else None


def to_clause_end(text: str, start: int, sentence: Place) -> Place | None:
    """Give the words from a place to the end of the clause, as punctuation tells it."""
    stop = re.compile(
        r"[;:(\n–—“”]|,\s(?:and|but|while|which|whereas|with|compared)\b|[.!?]?\s*$"
    ).search(text, start, sentence[1])
    end = stop.start() if stop else sentence[1]
    while end > start and text[end - 1] in " .,!?":
        end -= 1
    return (start, end) if end > start else None
