"""Levels that their subject names: "The average wait was 47 days", "the proportion of cases …".

What is read here from a few fixed words holds where a parser loses the subject, since it takes
"average" or "wait" for a verb.

"""

import re
from typing import Final

from probenlp.tag.figure import Figure
from probenlp.tag.measure_patterns import Place

_BE: Final = (
    r"(?:is|was|are|were|stands\sat|stood\sat"
    r"|(?:has|had)\s(?:been|risen\sto|fallen\sto|reached|dropped\sto))"
)
_NAMED: Final = re.compile(
    r"(?:^|[,;:–—(]\s?|\b(?:and|but|that|while|where|so\sthat|as)\s)[“\"]?(?:the\s|its\s|their\s|our\s|an?\s)?"
    r"(?P<level>(?:(?:national|regional|local|current|overall|recorded)\s)?"
    r"(?:average|median|mean|total|typical|longest|shortest|highest|lowest|best|maximum|minimum|range|overall|target|limit|capacity|"
    r"combined)\b[^,;:.!?\n]{0,80}?)"
    rf"\s{_BE}\s(?:now\s|only\s|just\s|still\s|at\s)*$",
    re.IGNORECASE,
)
_VERB: Final = re.compile(r"\b(?:is|was|are|were|has|have|had)\b", re.IGNORECASE)
_PROPORTION: Final = re.compile(
    r"(?:(?:overall|total|national)\s)?(?:proportion|share|percentage)\sof\s(?:(?:all|the|our|its|their|those)\s)*"
    r"(?P<whole>[\w’'-]+(?:\s(?!with\b|who\b|whose\b|that\b|in\b|on\b|at\b|above\b|below\b|over\b|under\b|to\b|for\b|"
    r"without\b)(?:[\w’'-]+(?<!ing)(?<!ed)(?=\s)|of)){0,4}?)"
    r"\s(?P<said>(?:with|who|whose|that|in|on|at|above|below|over|under|without|to|for|not|[\w-]+ing|[\w-]+ed|seen|"
    r"held|left|made|given|found|sent|done|lost)\b.+)",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"(?:(?:with|who|that)\s(?:(?:had|have|has|were|was|are|is)\s)?(?:an?\s|the\s)?|to\s(?:have\s)?)",
    re.IGNORECASE,
)
_OFF: Final = re.compile(
    r"\s(?=(?:above|below|ahead\sof|behind|short\sof|clear|adrift\sof|outside)\s[a-z‘“'])"
)


def named_level(text: str, figure: Figure, sentence: Place) -> Place | None:
    """Give the subject that names a level: "the [average wait] was", "the [highest score] is".

    Examples
    --------
    >>> import spacy
    >>> from probenlp.tag.figures import find_figures
    >>> doc = spacy.blank("en")("The average wait for a visit was 47 days.")
    >>> doc.text[slice(*named_level(doc.text, find_figures(doc)[0], (0, len(doc.text))))]
    'average wait for a visit'
    """
    base = max(sentence[0], figure.start - 160)
    found = _NAMED.search(text[base : figure.start])
    if found is None or _VERB.search(found["level"]):
        return None
    return base + found.start("level"), base + found.end("level")


def proportion(text: str, measure: Place | None) -> tuple[Place, Place] | None:
    """Part "proportion of [trains] [arriving on time]" into whole and measure.

    Examples
    --------
    >>> text = "proportion of officers with a workload above the limit"
    >>> whole, said = proportion(text, (0, len(text)))
    >>> text[slice(*whole)], text[slice(*said)]
    ('officers', 'workload above the limit')
    """
    if measure is None:
        return None
    found = _PROPORTION.match(text, *measure)
    if found is None or found.end() < measure[1]:
        return None
    start = found.start("said")
    if said := _SAID.match(text, start, measure[1]):
        start = said.end()
    return (found.start("whole"), found.end("whole")), (start, measure[1])


def off_target(text: str, figure: Figure) -> int | None:
    """Give where the level begins that a step is off: "four points [above the average]"."""
    found = _OFF.match(text, figure.end)
    return found.end() if found else None
