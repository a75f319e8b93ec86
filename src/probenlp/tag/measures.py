"""What a figure measures and out of what: from the parse where there is one, else by pattern.

A share is read with its whole ("31 per cent *of files we read*") and its predicate ("were
*incomplete*"). Where the share is an adjunct ("… were late *in 17 per
cent of the cases*") the clause without the adjunct is what is measured. The head of the figure's
phrase and its place in the clause decide which; that carries over to any verb and any noun.

"""

import re
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from probenlp.tag.clauses import (
    DETERMINERS,
    Clause,
    clip,
    is_parsed,
    nearest_clause,
    noun_phrase,
    tokens_of,
)
from probenlp.tag.figure import Figure
from probenlp.tag.measure_counts import count_measure
from probenlp.tag.measure_links import (
    Measured,
    between_figures,
    take_over_measure,
    without_next_subject,
)
from probenlp.tag.measure_patterns import Place, measure_by_pattern
from probenlp.tag.measure_words import tidy
from probenlp.tag.word_classes import NAMES, NOUNS, PREPOSITIONS, VERBS

_OF: Final = re.compile(
    r"(?:[^\S\n]?\)|[^\S\n]\([^()\n]{1,30}\))?[^\S\n]{1,2}of[^\S\n]{1,2}"
    r"(?:(?:all(?:\sof)?|the|these|our|its|their|his|her|both|each|a|an|any)[^\S\n]{1,2})*",
    re.IGNORECASE,
)
_HALF_OF: Final = re.compile(r"\s(?:the|these|those|our|its|their|all)(?:\sthe)?\s", re.IGNORECASE)
_BACK: Final = re.compile(r"(?:which|whom|them|these|those|this|that|it)\b(?=\W|$)", re.IGNORECASE)
_OF_FIRST: Final = re.compile(
    r"(?:^|[,:;–—]\s|\bthat\s|\b(?:and|but)\s)[“\"]?of\s(?:(?:all|the|these|those|our|a\stotal\sof)\s)*"
    r"((?:[^,\n]|,(?=\d{3})){3,120}),\s",
    re.IGNORECASE,
)
# What a verb only sets equal to a level is its subject: "vacancies averaged 29%".
_LEVEL: Final = frozenset(
    "average averaged averages averaging stand stands stood make makes made account accounts "
    "accounted represent represents represented total totalled totals reach reached reaches "
    "comprise comprised comprises cost costs come came comes rise rose risen rises fall fell "
    "fallen falls drop dropped drops climb climbed grow grew grown go went gone remain remained "
    "remains become became slip slipped run ran range ranged ranges vary varied improve improved "
    "decline declined increase increased decrease decreased".split()
)
_TO_DO: Final = re.compile(
    r"\s(?:in\swhich\s)?(?=to\s(?!date\b|the\b|a\b|an\b|go\b|\d)['’‘\"“]?[a-z]+)"
)
_OF_TIME: Final = re.compile(r"['’]\s(?P<noun>[a-z]+)")
_LOST_TO: Final = re.compile(
    r"\s(?:to|through|because\sof|due\sto)\s(?P<noun>[a-z][a-z-]*(?:\s(?:absence|leave|health))?)"
)
_AS: Final = re.compile(r"\s(?:as\s(?:being\s)?|to\sbe\s|to\shave\s|being\s)", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"(?:^|[,;:(“\"–—]\s?|\bthat,?\s|\b(?:and|but|or|also)\s)[“\"]?(?:in|for|among|amongst|with)\s"
    r"(?:only\s|just\s|a\sfurther\s|the\sremaining\s|another\s)*$",
    re.IGNORECASE,
)
_ADJUNCT: Final = frozenset(
    {"in", "for", "among", "amongst", "across", "with", "on", "within", "after", "under"}
)


def measure_figure(
    doc: Doc,
    text: str,
    figure: Figure,
    sentence: Place,
    earlier: Sequence[Measured] = (),
    following: int | None = None,
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
    following : int, optional
        Where the next figure starts; a measure ends before one that is joined by "and".

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
    found = Measured(kind=figure.kind, start=figure.start, end=figure.end, evidence=[])
    _find_population(doc, text, figure, sentence, found, parse)
    found.population = without_next_subject(text, found.population, following)
    measure = _find_measure(doc, text, figure, sentence, found, parse)
    if figure.kind == "duration" or figure.unit == "times":
        measure = nearest_clause(doc, measure, figure.start)
    found.measure = tidy(text, between_figures(text, measure, found, earlier, following))
    found.clause = parse.place if parse else sentence
    if (comma := _fronted(text, figure, sentence)) and figure.kind == "share":
        _read_fronted(text, sentence, found, comma)
    subject = parse is not None and parse.is_subject
    take_over_measure(doc, text, figure, sentence, found, earlier, is_subject=subject)
    found.whole = found.population
    if figure.counted is not None:
        found.noun = figure.counted.start, figure.counted.end
        if figure.kind == "count":
            end = figure.counted.end
            if found.measure and found.measure[0] == figure.counted.start:
                end = max(end, found.measure[1])
            found.whole = figure.start, end
    return found


def _find_population(
    doc: Doc, text: str, figure: Figure, sentence: Place, found: Measured, parse: "Clause | None"
) -> None:
    if figure.kind not in ("share", "count") or (figure.kind == "count" and figure.counted):
        return
    if figure.kind == "share" and figure.counted is not None:
        inside = figure.counted.end < figure.core[1]  # "one [officer] in four"
        found.population = (
            (figure.counted.start, figure.counted.end)
            if inside
            else noun_phrase(doc, text, figure.counted.start, sentence, parse)
        )
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
        (first := _OF_FIRST.search(text[sentence[0] : figure.start]))
        and sentence[0] + first.start(1) != figure.core[0]
        and not _BACK.fullmatch(first[1])
    ):
        found.population = sentence[0] + first.start(1), sentence[0] + first.end(1)


def _find_measure(
    doc: Doc, text: str, figure: Figure, sentence: Place, found: Measured, parse: "Clause | None"
) -> Place | None:
    if figure.kind in ("count", "rate") and figure.counted is not None:
        said = count_measure(doc, figure, parse)
        if said or figure.kind == "count" or parse is None:
            return said
    if figure.kind in ("duration", "money") and (
        own := _complement(doc, text, figure, sentence, parse)
    ):
        return own
    if figure.kind in ("score", "scale"):
        on = _ON.match(text, figure.end)
        return noun_phrase(doc, text, on.end(), sentence, parse) if on else None
    if figure.unit == "times" and figure.kind == "count" and parse is not None:
        return parse.before_adjunct(doc[parse.figure_token])
    if figure.kind == "count" and parse is not None:
        said = count_measure(doc, figure, parse)
        adjunct = parse.prep is not None and parse.prep.lower_ in _ADJUNCT
        return (
            said
            if said or not adjunct or _is_scene(figure)
            else _by_parse(doc, figure, found, parse, figure.end)
        )
    edge = max(figure.end, found.population[1] if found.population else 0)
    if as_ := _AS.match(text, edge):
        return _to_clause_end(text, as_.end(), sentence)
    if parse is None:
        return measure_by_pattern(text, figure, edge, sentence)
    return (
        _by_parse(doc, figure, found, parse, edge)
        or measure_by_pattern(text, figure, edge, sentence)
        or _verb_after(doc, figure, found, parse, edge)
    )


def _verb_after(
    doc: Doc, figure: Figure, found: Measured, parse: Clause, edge: int
) -> Place | None:
    """Give the predicate that follows a share, where the parse has lost its subject."""
    if figure.kind != "share" or found.population is None:
        return None
    first = tokens_of(doc, edge - 1, edge).end
    if first >= parse.limit or doc[first].tag_ not in ("VBD", "VBZ", "VBP", "MD"):
        return None
    return doc[first].idx, clip(
        doc, first, max(first, min(doc[first].right_edge.i, parse.limit - 1))
    )


_COMPLEMENT: Final = {
    "duration": re.compile(r"\sof\s(?:the\s)?(?=[a-z])"),
    "money": re.compile(
        r"(?:\s(?:(?:an?|per|every)\s(?:year|month|week)|more))*\s(?:of|on|into|for|worth\sof)\s(?:the\s|its\s|their\s)?"
        r"(?=[a-z])"
    ),
}
_ON: Final = re.compile(r"\s(?:for|on)\s(?:the\s|its\s)?(?=[a-z])")


def _is_scene(figure: Figure) -> bool:
    """Tell whether a count with a noun stands in an adjunct: "from 21 offices" measures nothing."""
    return figure.counted is not None


def _complement(
    doc: Doc, text: str, figure: Figure, sentence: Place, parse: Clause | None
) -> Place | None:
    """Give what a span of time or a sum is for: "196 hours of overtime", "six years’ service"."""
    within = figure.kind == "duration" and figure.comparator == "≤"
    if not within and (of := _COMPLEMENT[figure.kind].match(text, figure.end)):
        return noun_phrase(doc, text, of.end(), sentence, parse)
    if figure.kind != "duration":
        return None
    apostrophe = figure.end - 1 if text[figure.end - 1] in "'’" else figure.end
    if served := _OF_TIME.match(text, apostrophe):
        return served.span("noun")
    lost = parse is not None and parse.verb is not None and parse.verb.lower_ in ("lost", "lose")
    if lost and (cause := _LOST_TO.match(text, figure.end)):
        return cause.span("noun")
    if parse is not None and (todo := _TO_DO.match(text, figure.end)) and _is_infinitive(doc, todo):
        return _to_clause_end(text, todo.end(), sentence)
    return None


def _is_infinitive(doc: Doc, to: re.Match[str]) -> bool:
    """Tell "nine minutes [to read it]" from "17 days [to sickness]"."""
    token = tokens_of(doc, to.end(), to.end() + 2)[0]
    after = [doc[i] for i in range(token.i + 1, min(len(doc), token.i + 3)) if doc[i].is_alpha]
    return bool(after) and after[0].tag_ == "VB"


def _by_parse(doc: Doc, figure: Figure, found: Measured, parse: Clause, edge: int) -> Place | None:
    head, prep = parse.head, parse.prep
    if small := _small_clause(doc, parse, found):
        return small
    if parse.is_subject:
        return parse.predicate(edge)
    if head.dep_ == "dobj" and (verdict := _adjective_after(doc, parse, edge)):
        return verdict
    if _sets_level(parse):
        return parse.subject_phrase()
    if head.tag_ in VERBS and figure.kind == "change":
        return parse.subject_phrase()
    if head.idx >= figure.end and head.tag_ in NOUNS and not found.population:
        return doc[parse.figure_token + _width(doc, figure)].idx, head.idx + len(
            head
        )  # "31% vacancy rate"
    if prep is not None and (around := _around_preposition(doc, figure, parse, edge)):
        return around
    if head.dep_ in ("attr", "acomp") or prep is not None or figure.kind == "change":
        return parse.subject_phrase()
    if head.dep_ == "dobj" and figure.kind == "share" and parse.verb is head.head:
        return parse.verb.idx, parse.verb.idx + len(parse.verb)  # "it met 19 of its 21 targets"
    if head.dep_ in ("dobj", "npadvmod", "dative", "advmod") and parse.subject is not None:
        return parse.before_adjunct(doc[parse.figure_token])
    return None


def _around_preposition(doc: Doc, figure: Figure, parse: Clause, edge: int) -> Place | None:
    """Read a figure after a preposition: "a vacancy rate of 31%", "plans were late in 17%"."""
    prep = parse.prep
    if prep is None:
        return None
    if prep.lower_ == "of" and prep.head.tag_ in NOUNS:
        return _left_phrase(doc, prep.head)  # "a vacancy rate of 31%"
    if prep.lower_ in _ADJUNCT and figure.kind != "change":
        if parse.subject is not None and prep.i < parse.subject.left_edge.i:
            return parse.after_adjunct(edge)
        if prep.lower_ == "on" and prep.i > 0 and doc[prep.i - 1].tag_ in NOUNS:
            return _left_phrase(doc, doc[prep.i - 1])  # "officers on 150% of their target"
        return parse.before_adjunct(prep)
    return None


def _sets_level(parse: Clause) -> bool:
    """Tell whether the figure is the level of its subject, at the verb or after "at" or "to"."""
    verb, prep = parse.verb, parse.prep
    if verb is None or verb.lower_ not in _LEVEL or parse.subject is None:
        return False
    if parse.head.i < verb.i or parse.is_subject:
        return False
    if prep is None:
        return parse.head.head == verb
    return prep.head == verb and prep.lower_ in ("at", "to", "for", "from", "by", "between")


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
