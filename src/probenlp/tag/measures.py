"""What a figure measures and out of what: from the parse where there is one, else by pattern.

A share is read with its whole ("31 per cent *of files we read*") and its predicate ("were
*incomplete*"). Where the share is an adjunct ("… were late *in 17 per
cent of the cases*") the clause without the adjunct is what is measured. The head of the figure's
phrase and its place in the clause decide which; that carries over to any verb and any noun.

"""

import re
from collections.abc import Sequence
from typing import Final

import msgspec
from spacy.tokens import Doc, Token

from probenlp.tag.clauses import (
    DETERMINERS,
    Clause,
    clip,
    is_parsed,
    is_tagged,
    noun_phrase,
    tokens_of,
)
from probenlp.tag.figure import Figure
from probenlp.tag.measure_patterns import Place, measure_by_pattern
from probenlp.tag.word_classes import NAMES, NOUNS, PREPOSITIONS, VERBS

_OF: Final = re.compile(
    r"(?:[^\S\n]?\)|[^\S\n]\([^()\n]{1,30}\))?[^\S\n]{1,2}of[^\S\n]{1,2}"
    r"(?:(?:all(?:\sof)?|the|these|our|its|their|his|her|both|each|a|an|any)[^\S\n]{1,2})*",
    re.IGNORECASE,
)
_HALF_OF: Final = re.compile(r"\s(?:the|these|those|our|its|their|all)(?:\sthe)?\s", re.IGNORECASE)
_BACK: Final = re.compile(r"(?:which|whom|them|these|those|this|that|it)\b(?=\W|$)", re.IGNORECASE)
_OF_FIRST: Final = re.compile(
    r"\bOf\s+(?:(?:all|the|these|those|our|a\s+total\s+of)\s+)*([^,\n]{3,120}),"
)
_AS: Final = re.compile(r"\s(?:as\s(?:being\s)?|to\sbe\s|to\shave\s|being\s)", re.IGNORECASE)
_COMPARED: Final = re.compile(
    r"\b(?:compared\s(?:with|to)|as\sagainst|against|(?:up|down)\sfrom|than\sthe)\s$", re.IGNORECASE
)
_OPENING: Final = re.compile(
    r"(?:^|[,;:(“\"–—]\s?|\bthat,?\s|\b(?:and|but|or|also)\s)[“\"]?(?:in|for|among|amongst|with)\s"
    r"(?:only\s|just\s|a\sfurther\s|the\sremaining\s|another\s)*$",
    re.IGNORECASE,
)
_PRONOUNS: Final = frozenset(
    "it they that this these those which who we he she i you there".split()
)
_ADJUNCT: Final = frozenset(
    {"in", "for", "among", "amongst", "across", "with", "on", "within", "after", "under"}
)


class Measured(msgspec.Struct, kw_only=True):
    """What was found out about one figure; places are half-open, in code points.

    Attributes
    ----------
    clause : tuple of int or None
        From the subject to the end of the predicate, to look for negation and modality.
    whole : tuple of int or None
        What later elided figures may be shares of: the population, or the things counted.
    """

    kind: str = ""
    end: int = 0
    measure: Place | None = None
    population: Place | None = None
    antecedent: Place | None = None
    clause: Place | None = None
    whole: Place | None = None
    evidence: list[str] = []


def measure_figure(
    doc: Doc, text: str, figure: Figure, sentence: Place, earlier: Sequence[Measured] = ()
) -> Measured:
    """Find measure, population and antecedent of one figure.

    Parameters
    ----------
    doc : Doc
        With a parse, or without.
    text : str
        ``doc.text``; handed in, since spaCy joins the tokens anew each time it is asked.
    figure : Figure
    sentence : tuple of int
        The figure's sentence.
    earlier : sequence of Measured
        Of the figures before it in the passage: an elided whole ("in less than half") is theirs.

    Examples
    --------
    >>> import spacy
    >>> from probenlp.tag.figures import find_figures
    >>> doc = spacy.blank("en")("Some 31 per cent of files we read were incomplete.")
    >>> found = measure_figure(doc, doc.text, find_figures(doc)[0], (0, len(doc.text)))
    >>> doc.text[slice(*found.population)], doc.text[slice(*found.measure)]
    ('files we read', 'incomplete')
    """
    parse = Clause(doc, figure, sentence) if is_parsed(doc, figure.core[0]) else None
    found = Measured(kind=figure.kind, end=figure.end, evidence=[])
    _find_population(doc, text, figure, sentence, found, parse)
    measure = _find_measure(doc, text, figure, sentence, found, parse)
    if measure is not None and text[slice(*measure)].lower() not in _PRONOUNS:
        found.measure = measure
    found.clause = parse.place if parse else sentence
    peer = next((other for other in reversed(earlier[-6:]) if other.kind == figure.kind), None)
    if (comma := _fronted(text, figure, sentence)) and figure.kind == "share":
        _read_fronted(text, sentence, found, comma)
    apart = figure.kind == "count" and (figure.counted or found.population)
    if peer and peer.measure and not apart and _is_listed(doc, text, peer.end, figure.start):
        found.measure = peer.measure
    if peer and _COMPARED.search(text[sentence[0] : figure.start][-20:]):
        found.measure, found.antecedent = peer.measure, peer.whole
    elif _lacks_whole(figure, found) and _is_elided(text, figure, sentence, parse):
        _find_antecedent(found, earlier)
    found.whole = found.population
    if figure.kind == "count" and figure.counted is not None:
        found.whole = figure.start, figure.counted.end
    return found


def _find_population(
    doc: Doc, text: str, figure: Figure, sentence: Place, found: Measured, parse: "Clause | None"
) -> None:
    if figure.kind not in ("share", "count") or (figure.kind == "count" and figure.counted):
        return
    if figure.kind == "share" and figure.counted is not None:
        found.population = noun_phrase(doc, text, figure.counted.start, sentence, parse)
        return
    half = text[slice(*figure.core)].lower() == "half"
    of = _OF.match(text, figure.end) or (_HALF_OF.match(text, figure.end) if half else None)
    if of and of.end() < sentence[1]:
        back = _BACK.match(text, of.end())
        # "those supervised by …" is a whole of its own, "those were late" points back.
        open_end = re.compile(r"\s*[,.;]|\s(?:were|had|was)\b")
        if back and (back[0].lower() not in ("those", "these") or open_end.match(text, back.end())):
            found.antecedent = _phrase_before(doc, figure, sentence)
            return
        found.population = noun_phrase(doc, text, of.end(), sentence, parse)
    elif (
        (
            (first := _OF_FIRST.match(text, sentence[0], figure.start))
            or (first := _OF_FIRST.search(text, sentence[0], figure.start))
        )
        and first.start(1) != figure.core[0]
        and not _BACK.fullmatch(first[1])
    ):
        found.population = first.span(1)


def _find_measure(
    doc: Doc, text: str, figure: Figure, sentence: Place, found: Measured, parse: "Clause | None"
) -> Place | None:
    if figure.kind in ("count", "rate") and figure.counted is not None:
        return _counted_phrase(doc, figure, parse)
    within = figure.kind == "duration" and figure.comparator == "≤"
    if (
        figure.kind in ("duration", "money")
        and not within
        and (of := _COMPLEMENT[figure.kind].match(text, figure.end))
    ):
        return noun_phrase(doc, text, of.end(), sentence, parse)
    if figure.kind == "score":
        on = re.compile(r"\s(?:for|on)\s(?:the\s|its\s)?(?=[a-z])").match(text, figure.end)
        return noun_phrase(doc, text, on.end(), sentence, parse) if on else None
    edge = max(figure.end, found.population[1] if found.population else 0)
    if as_ := _AS.match(text, edge):
        return _to_clause_end(text, as_.end(), sentence)
    if parse is None:
        return measure_by_pattern(text, figure, edge, sentence)
    return _by_parse(doc, figure, found, parse, edge) or measure_by_pattern(
        text, figure, edge, sentence
    )


_COMPLEMENT: Final = {
    "duration": re.compile(r"\sof\s(?:the\s)?(?=[a-z])"),
    "money": re.compile(r"\s(?:of|on|in|for|worth\sof)\s(?:the\s|its\s|their\s)?(?=[a-z])"),
}


def _by_parse(doc: Doc, figure: Figure, found: Measured, parse: Clause, edge: int) -> Place | None:
    head, prep = parse.head, parse.prep
    if small := _small_clause(doc, parse, found):
        return small
    if parse.is_subject:
        return parse.predicate(edge)
    if head.dep_ == "dobj" and (verdict := _adjective_after(doc, parse, edge)):
        return verdict
    if head.tag_ in VERBS and figure.kind == "change":
        return parse.subject_phrase()
    if head.idx >= figure.end and head.tag_ in NOUNS and not found.population:
        return doc[parse.figure_token + _width(doc, figure)].idx, head.idx + len(
            head
        )  # "31% vacancy rate"
    if prep is not None and prep.lower_ == "of" and prep.head.tag_ in NOUNS:
        return _left_phrase(doc, prep.head)  # "a vacancy rate of 31%"
    if prep is not None and prep.lower_ in _ADJUNCT and figure.kind != "change":
        if parse.subject is not None and prep.i < parse.subject.left_edge.i:
            return parse.after_adjunct(edge)
        if prep.lower_ == "on" and prep.i > 0 and doc[prep.i - 1].tag_ in NOUNS:
            return _left_phrase(doc, doc[prep.i - 1])  # "officers on 150% of their target"
        return parse.before_adjunct(prep)
    if head.dep_ in ("attr", "acomp") or prep is not None or figure.kind == "change":
        return parse.subject_phrase()
    if head.dep_ in ("dobj", "npadvmod", "dative", "advmod") and parse.subject is not None:
        return parse.before_adjunct(doc[parse.figure_token])
    return None


def _adjective_after(doc: Doc, parse: Clause, edge: int) -> Place | None:
    """Read "we rated 40% of assessments [good]"."""
    span = tokens_of(doc, edge - 1, edge)
    if span.end >= parse.limit or doc[span.end].tag_ not in ("JJ", "VBN") or doc[span.end].is_punct:
        return None
    last = doc[span.end].right_edge.i
    return doc[span.end].idx, clip(doc, span.end, min(last, parse.limit - 1))


def _width(doc: Doc, figure: Figure) -> int:
    span = tokens_of(doc, figure.start, figure.end)
    return int(span.end - span.start)


def _small_clause(doc: Doc, parse: Clause, found: Measured) -> Place | None:
    """Read "with 12 per cent of tutors [away with flu]"."""
    if parse.prep is None or parse.prep.lower_ != "with" or found.population is None:
        return None
    rest = tokens_of(doc, found.population[1] - 1, found.population[1])
    index = rest.end
    if index >= parse.limit or doc[index].tag_ not in ("JJ", "VBN", "VBG", "RB", "IN"):
        return None
    last = parse.prep.right_edge.i
    return (doc[index].idx, clip(doc, index, max(index, min(last, parse.limit - 1))))


def _left_phrase(doc: Doc, noun: Token) -> Place:
    start = noun.left_edge
    while start.i < noun.i and (start.lower_ in DETERMINERS or start.is_punct):
        start = doc[start.i + 1]
    return start.idx, noun.idx + len(noun)


def _counted_phrase(doc: Doc, figure: Figure, parse: Clause | None) -> Place | None:
    counted = figure.counted
    if counted is None:
        return None
    end = counted.end
    if parse is not None and figure.kind == "count":
        span = tokens_of(doc, counted.start, counted.end)
        noun = span[-1]
        for child in noun.rights:
            follows = child.left_edge.idx <= end + 1
            participle = child.dep_ == "acl" and child.tag_ in ("VBN", "VBG")
            part = (
                child.dep_ == "prep"
                and child.lower_ in ("of", "in")
                and len(list(child.subtree)) < 8
            )
            placed = child.lower_ == "in" and any(t.ent_type_ or t.is_title for t in child.subtree)
            if not (follows and (participle or (part and not placed))):
                break
            end = clip(doc, child.left_edge.i, min(child.right_edge.i, parse.limit - 1))
    return counted.start, end


def _to_clause_end(text: str, start: int, sentence: Place) -> Place | None:
    stop = re.compile(
        r"[;:(\n–—“”]|,\s(?:and|but|while|which|whereas|with|compared)\b|[.!?]?\s*$"
    ).search(text, start, sentence[1])
    end = stop.start() if stop else sentence[1]
    while end > start and text[end - 1] in " .,!?":
        end -= 1
    return (start, end) if end > start else None


def _phrase_before(doc: Doc, figure: Figure, sentence: Place) -> Place | None:
    """Find the noun phrase before ", half of which"; without tags nothing is claimed."""
    span = tokens_of(doc, figure.start, figure.end)
    first = tokens_of(doc, *sentence).start
    if not is_parsed(doc, figure.start):
        return None
    index = span.start - 1
    while index > first and (doc[index].is_punct or doc[index].lower_ in ("with", "in", "and")):
        index -= 1
    noun = doc[index]
    upwards = NOUNS | PREPOSITIONS
    while noun.dep_ in ("pobj", "prep") and noun.head.i < noun.i and noun.head.tag_ in upwards:
        noun = noun.head
    if noun.tag_ not in NOUNS | NAMES:
        return None
    start = noun.left_edge
    while start.i < noun.i and start.lower_ in DETERMINERS:
        start = doc[start.i + 1]
    return start.idx, doc[index].idx + len(doc[index])


def _fronted(text: str, figure: Figure, sentence: Place) -> int | None:
    """Give the comma that ends a fronted adjunct ("In 19 of the 52 cases reviewed, …"), or None."""
    if not _OPENING.search(text[sentence[0] : figure.start]):
        return None
    comma = text.find(", ", figure.end, min(sentence[1], figure.end + 120))
    return comma if comma > 0 and not re.search(r"[;:()\n]", text[figure.end : comma]) else None


def _read_fronted(text: str, sentence: Place, found: Measured, comma: int) -> None:
    """Let the comma, not the parse, part the whole from the clause; parses of both differ most."""
    if found.population is not None and found.population[0] < comma:
        found.population = found.population[0], comma
    if found.measure is None or found.measure[0] < comma:
        lead = re.compile(r",\s(?:there\s(?:was|were|is|are|had\sbeen)\s)?(?:the\s)?").match(
            text, comma
        )
        found.measure = _to_clause_end(text, lead.end() if lead else comma + 2, sentence)


def _is_listed(doc: Doc, text: str, left: int, right: int) -> bool:
    """Tell whether a figure goes on with the statement of the one before it.

    In "30 per cent among officers, and 20 per cent among administrators" no verb stands between.
    """
    gap = text[left:right]
    if len(gap) > 80 or not re.search(r"(?:,|\band|\bor)\s$", gap) or re.search(r"[.;:]\s|\n", gap):
        return False
    if not is_tagged(doc, right):
        return len(gap.split()) < 7
    return all(t.tag_ not in ("VBD", "VBZ", "VBP", "MD") for t in tokens_of(doc, left, right))


def _lacks_whole(figure: Figure, found: Measured) -> bool:
    return figure.kind == "share" and found.population is None and found.antecedent is None


def _is_elided(text: str, figure: Figure, sentence: Place, parse: "Clause | None") -> bool:
    """Tell whether a share without "of …" is one of a whole named before: "in less than half"."""
    lead = text[sentence[0] : figure.start]
    if re.match(r"Of\s(?:those|these|them),\s$", lead):
        return True
    if re.search(
        r"\b(?:in|for|among|with)\s(?:only\s|just\s|a\sfurther\s|another\s|the\sother\s)*$",
        lead,
        re.IGNORECASE,
    ):
        return True
    return parse is not None and parse.is_subject


def _find_antecedent(found: Measured, earlier: Sequence[Measured]) -> None:
    """Take the whole of the nearest figure before that has one."""
    for other in reversed(earlier[-6:]):
        if other.whole is not None:
            found.antecedent = other.whole
            found.evidence.append("antecedent:whole-before")
            return
