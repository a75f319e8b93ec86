"""Shares that open their clause as its scene: "In 19 of the 52 cases reviewed, the plan was late".

Where a comma parts the scene from the clause, the comma decides, not the parse; parses of both
differ most. Where none does ("In half of the cases the plan was late"), the next noun phrase with a
verb of its own begins the clause.

"""

import re
from typing import Final

from spacy.tokens import Doc, Token

from probenlp.tag.clauses import DETERMINERS, is_tagged, tokens_of
from probenlp.tag.figure import Figure
from probenlp.tag.measure_links import Measured
from probenlp.tag.measure_patterns import Place, to_clause_end
from probenlp.tag.word_classes import NAMES, NOUNS

_OPENING: Final = re.compile(
    r"(?:^|[,;:(“\"–—]\s?|\bthat,?\s|\b(?:and|but|or|also)\s)[“\"]?(?:in|for|among|amongst|with)\s"
    r"(?:only\s|just\s|a\sfurther\s|the\sremaining\s|another\s)*$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(r",\s(?:there\s(?:was|were|is|are|had\sbeen)\s)?(?:the\s)?")
_OF: Final = re.compile(
    r"(?:\s\([^()\n]{1,12}\))?(?:\sof\s(?:(?:all|the|these|those|our|its|their)\s)*|\s)",
    re.IGNORECASE,
)
_BACK: Final = re.compile(r"\sof\s(?:them|these|those|us|which)\s", re.IGNORECASE)
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENS_NOUN: Final = frozenset({"DT", "PRP", "PRP$", "EX", "NNP", "NN", "NNS", "JJ", "CD"})
_SCENE: Final = re.compile(
    r"(?:^|[;:]\s|\band\s)[“\"]?(?:in|among|for)\s(?:the\s|those\s|all\s)?"
    r"(?P<whole>[a-z][a-z-]*s\s(?:with|who|where|whose|that|in\swhich|held|led|run|[a-z]+ed)\s[^,;:.\n]{3,80}),\s",
    re.IGNORECASE,
)
_REACH = 25
"""So many tokens after a figure its clause may begin."""


def fronted(text: str, figure: Figure, sentence: Place) -> int | None:
    """Give the comma that ends a fronted scene, or None.

    Examples
    --------
    >>> import spacy
    >>> from probenlp.tag.figures import find_figures
    >>> doc = spacy.blank("en")("In 40 per cent of cases, plans were late.")
    >>> fronted(doc.text, find_figures(doc)[0], (0, len(doc.text)))
    23
    """
    if not _OPENING.search(text[sentence[0] : figure.start]):
        return None
    comma = text.find(", ", figure.end, min(sentence[1], figure.end + 120))
    return comma if comma > 0 and not re.search(r"[;:()\n]", text[figure.end : comma]) else None


def read_fronted(text: str, sentence: Place, found: Measured, comma: int) -> None:
    """Let the comma part the whole from the clause."""
    if found.population is not None and found.population[0] < comma:
        found.population = found.population[0], comma
    if found.measure is None or found.measure[0] < comma:
        lead = _LEAD.match(text, comma)
        found.measure = to_clause_end(text, lead.end() if lead else comma + 2, sentence)


def read_fronted_bare(
    doc: Doc, text: str, figure: Figure, sentence: Place, found: Measured
) -> None:
    """Read a fronted scene that no comma ends: "In half of the cases the plan was late"."""
    if not _OPENING.search(text[sentence[0] : figure.start]) or not is_tagged(doc, figure.start):
        return
    back = _BACK.match(text, figure.end)
    start = back or _OF.match(text, figure.end)
    if start is None or start.end() >= sentence[1]:
        return
    tokens = tokens_of(doc, start.end(), sentence[1])
    opening = _clause_start(list(tokens)[:_REACH], bare=back is not None)
    if opening is None:
        return
    if opening.idx > start.end():
        found.population = start.end(), doc[opening.i - 1].idx + len(doc[opening.i - 1])
    first = opening
    if first.lower_ in DETERMINERS - {"no"} and first.i + 1 < len(doc):
        first = doc[first.i + 1]
    found.measure = to_clause_end(text, first.idx, sentence)


def _clause_start(words: list[Token], *, bare: bool) -> Token | None:
    """Find where the clause begins after a scene without a comma; None where that is unclear."""
    place = 0
    if not bare and words and words[0].lower_ not in ("nobody", "everyone", "everybody", "none"):
        while place < len(words) and words[place].tag_ not in NOUNS | NAMES:
            if words[place].tag_ not in ("JJ", "VBN", "VBG", "CD", "JJR", "JJS", "DT", "PRP$"):
                return None
            place += 1
        while place + 1 < len(words) and _is_compound(words[place], words[place + 1]):
            place += 1
        place += 1
    if place >= len(words) or words[place].tag_ not in _OPENS_NOUN or words[place].is_punct:
        return None
    verbs = [at for at in range(place, len(words)) if words[at].tag_ in _FINITE]
    stop = next((at for at in range(place, len(words)) if words[at].is_punct), len(words))
    verbs = [at for at in verbs if at < stop]
    if not verbs:
        return None
    if words[place].tag_ == "PRP" and len(verbs) > 1 and not bare:
        # "In half of the cases we read the plan was late": a clause about the cases comes first.
        after = verbs[0] + 1
        if after < verbs[1] and words[after].tag_ in _OPENS_NOUN:
            place = after
    return words[place]


def _is_compound(noun: Token, following: Token) -> bool:
    return noun.tag_ != "NNS" and following.tag_ in NOUNS and following.tag_ in ("NN", "NNS")


def scene_of(text: str, figure: Figure, sentence: Place) -> Place | None:
    """Give the whole that opens a clause: "In [cases held by trainees], plans were late in 40%".

    Only a noun that says more of itself (held by …, with …) names the whole of a later share;
    "In some areas, …" only says where.
    """
    lead = text[sentence[0] : figure.start]
    if not re.search(r"\b(?:in|for|among)\s(?:only\s|just\s)?$", lead, re.IGNORECASE):
        return None
    found = _SCENE.search(lead)
    if found is None:
        return None
    return sentence[0] + found.start("whole"), sentence[0] + found.end("whole")
