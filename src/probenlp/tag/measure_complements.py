"""What a span of time or a sum is for: "196 hours of overtime", "six years’ service"."""

import re
from typing import Final

from spacy.tokens import Doc

from probenlp.tag.clauses import Clause, noun_phrase, tokens_of
from probenlp.tag.figure import Figure
from probenlp.tag.measure_patterns import Place, to_clause_end

_TO_DO: Final = re.compile(
    r"\s(?:in\swhich\s)?(?=to\s(?!date\b|the\b|a\b|an\b|go\b|\d)['’‘\"“]?[a-z]+)"
)
_OF_TIME: Final = re.compile(r"['’]\s(?P<noun>[a-z]+)")
_LOST_TO: Final = re.compile(
    r"\s(?:to|through|because\sof|due\sto)\s(?P<noun>[a-z][a-z-]*(?:\s(?:absence|leave|health))?)"
)
_COMPLEMENT: Final = {
    "duration": re.compile(r"\sof\s(?:the\s)?(?=[a-z])"),
    "money": re.compile(
        r"(?:\s(?:(?:an?|per|every)\s(?:year|month|week)|more))*\s(?:of|on|into|for|worth\sof|in(?=\s(?!total\b|all\b|cash\b|a\b|the\b|each\b|one\b|real\b)))\s(?:the\s|its\s|their\s)?"
        r"(?=[a-z])"
    ),
}
_COMPOUND: Final = re.compile(
    r"-(?:second|minute|hour|day|week|fortnight|month|year)s?$", re.IGNORECASE
)
# "Its lowest level for six years", "the worst in a decade", "the first time in 12 months".
_SINCE: Final = re.compile(
    r"\b(?P<level>(?:first|only|last|[a-z]{2,}est|worst|best|most\s[a-z]+)(?:\s[a-z-]+){0,3}?)\s(?:for|in)\s$",
    re.IGNORECASE,
)


def complement(
    doc: Doc, text: str, figure: Figure, sentence: Place, parse: Clause | None
) -> Place | None:
    """Give what a span of time or a sum is for: "196 hours of overtime", "six years’ service"."""
    within = figure.kind == "duration" and figure.comparator == "≤"
    if not within and (of := _COMPLEMENT[figure.kind].match(text, figure.end)):
        return noun_phrase(doc, text, of.end(), sentence, parse)
    if figure.kind != "duration":
        return None
    base = max(sentence[0], figure.start - 70)
    if level := _SINCE.search(text[base : figure.start]):
        return base + level.start("level"), base + level.end("level")
    if _COMPOUND.search(text[slice(*figure.core)]) and text[figure.end : figure.end + 1] == " ":
        return noun_phrase(doc, text, figure.end + 1, sentence, parse)  # "a ten-minute [chat]"
    apostrophe = figure.end - 1 if text[figure.end - 1] in "'’" else figure.end
    if served := _OF_TIME.match(text, apostrophe):
        return served.span("noun")
    lost = parse is not None and parse.verb is not None and parse.verb.lower_ in ("lost", "lose")
    if lost and (cause := _LOST_TO.match(text, figure.end)):
        return cause.span("noun")
    if parse is not None and (todo := _TO_DO.match(text, figure.end)) and _is_infinitive(doc, todo):
        return to_clause_end(text, todo.end(), sentence)
    return None


def _is_infinitive(doc: Doc, to: re.Match[str]) -> bool:
    """Tell "nine minutes [to read it]" from "17 days [to sickness]"."""
    token = tokens_of(doc, to.end(), to.end() + 2)[0]
    after = [doc[i] for i in range(token.i + 1, min(len(doc), token.i + 3)) if doc[i].is_alpha]
    return bool(after) and after[0].tag_ == "VB"
