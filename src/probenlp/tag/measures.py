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
from probenlp.tag.measure_complements import complement
from probenlp.tag.measure_counts import count_measure, particle
from probenlp.tag.measure_fronted import fronted, read_fronted, read_fronted_bare, scene_of
from probenlp.tag.measure_levels import named_level, off_target, proportion
from probenlp.tag.measure_links import (
    Measured,
    between_figures,
    take_over_measure,
    without_next_subject,
)
from probenlp.tag.measure_patterns import Place, measure_by_pattern, to_clause_end
from probenlp.tag.measure_words import tidy
from probenlp.tag.word_classes import NAMES, NOUNS, PREPOSITIONS, VERBS

_OF: Final = re.compile(
    r"(?:[^\S\n]?\)|[^\S\n]\([^()\n]{1,30}\))?[^\S\n]{1,2}of[^\S\n]{1,2}"
    r"(?:(?:all(?:\sof)?|the|these|our|my|your|its|their|his|her|both|each|a|an|any)[^\S\n]{1,2})*",
    re.IGNORECASE,
)
_HALF_OF: Final = re.compile(r"\s(?:the|these|those|our|its|their|all)(?:\sthe)?\s", re.IGNORECASE)
_AMONG: Final = re.compile(r"\samong(?:st)?\s(?:(?:the|all|its|their|our)\s)?(?=\w)", re.IGNORECASE)
_BACK: Final = re.compile(r"(?:which|whom|them|these|those|this|that|it)\b(?=\W|$)", re.IGNORECASE)
_OF_FIRST: Final = re.compile(
    r"(?:^|[,:;–—]\s|\bthat\s|\b(?:and|but)\s)[“\"]?of\s(?:(?:all|the|these|those(?=\s\d)|our|a\stotal\sof)\s)*"
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
_ACROSS: Final = re.compile(r"\sacross(?=\s)")
_WHERE: Final = frozenset({"from", "across", "within"})
_TAKES: Final = frozenset("take takes took taken taking last lasts lasted lasting".split())
_STEPS: Final = frozenset(
    "increase rise fall drop reduction cut decrease growth decline jump".split()
)
_ON: Final = re.compile(r"\s(?:for|on)\s(?:the\s|its\s)?(?=[a-z])")
_AS: Final = re.compile(r"\s(?:as\s(?:being\s)?|to\sbe\s|to\shave\s|being\s)", re.IGNORECASE)
_ADJUNCT: Final = frozenset(
    {"in", "for", "among", "amongst", "across", "with", "on", "within", "after", "under"}
)


def measure_figure(
    doc: Doc,
    text: str,
    figure: Figure,
    sentence: Place,
    earlier: Sequence[Measured] = (),
    following: Sequence[int] = (),
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
    following : sequence of int
        Where the next figures start; a measure ends before one that is joined by "and".

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
    end = max([figure.end, *(reading[1] for reading in figure.readings)])
    found = Measured(kind=figure.kind, start=figure.start, end=end, evidence=[])
    _find_population(doc, text, figure, sentence, found, parse)
    found.population = without_next_subject(
        text, found.population, following[0] if following else None
    )
    measure = _find_measure(doc, text, figure, sentence, found, parse)
    if figure.kind == "duration" or figure.unit == "times":
        measure = nearest_clause(doc, measure, figure.start)
    if figure.kind in ("duration", "rate") and parse is not None:
        measure = parse.state(measure)
    parts = proportion(text, measure if figure.kind in ("share", "change") else None)
    if parts:
        found.population, found.measure = parts
    else:
        found.measure = tidy(text, between_figures(text, measure, found, earlier, following))
    found.clause = parse.place if parse else sentence
    comma = fronted(text, figure, sentence)
    if comma and figure.kind == "share":
        read_fronted(text, sentence, found, comma)
        found.measure = tidy(text, found.measure)
    elif figure.kind in ("share", "count") and not figure.counted and not comma:
        read_fronted_bare(doc, text, figure, sentence, found)
        found.measure = tidy(text, found.measure)
    if figure.kind == "share" and found.population is None:
        found.population = scene_of(text, figure, sentence)
    subject = parse is not None and parse.is_subject
    take_over_measure(doc, text, figure, sentence, found, earlier, is_subject=subject)
    found.whole = found.population
    if figure.counted is not None:
        found.noun = figure.counted.start, figure.counted.end
        if figure.kind == "count":
            end = figure.counted.end
            if found.measure and found.measure[0] == figure.counted.start:
                end = max(end, found.measure[1])
            found.whole = figure.core[0], _with_scope(doc, text, figure, end)
            if parse is not None and parse.prep is not None and parse.prep.lower_ in _WHERE:
                found.whole = None  # "88 decisions from four regions": not shares of the regions
    elif figure.kind == "count" and text[figure.start : figure.end].endswith((" of us", " of you")):
        found.whole = figure.start, figure.end
    return found


def _with_scope(doc: Doc, text: str, figure: Figure, end: int) -> int:
    """Give the end of counted things with their scope: "96 cases [across the three units]"."""
    across = _ACROSS.match(text, figure.end)
    if across is None or end > figure.end or not is_parsed(doc, figure.start):
        return end
    prep = tokens_of(doc, across.end() - 1, across.end())[0]
    return clip(doc, prep.i, prep.right_edge.i)


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
    elif among := _AMONG.match(text, figure.end):
        found.population = noun_phrase(doc, text, among.end(), sentence, parse)
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
        own := complement(doc, text, figure, sentence, parse)
    ):
        return own
    if level := named_level(text, figure, sentence):
        return level
    if figure.kind in ("change", "score", "duration") and (off := off_target(text, figure)):
        return to_clause_end(text, off, sentence)
    if figure.kind in ("score", "scale"):
        on = _ON.match(text, figure.end)
        return noun_phrase(doc, text, on.end(), sentence, parse) if on else None
    if figure.unit == "times" and figure.kind == "count" and parse is not None:
        return parse.before_adjunct(doc[parse.figure_token])
    if figure.kind == "count" and parse is not None:
        if parse.prep is not None and _sets_level(parse):
            return parse.subject_phrase()  # "the list has grown to 7,300"
        said = count_measure(doc, figure, parse)
        adjunct = parse.prep is not None and parse.prep.lower_ in _ADJUNCT
        return (
            said
            if said or not adjunct or _is_scene(figure)
            else _by_parse(doc, figure, found, parse, figure.end)
        )
    edge = max(figure.end, found.population[1] if found.population else 0)
    if as_ := _AS.match(text, edge):
        return to_clause_end(text, as_.end(), sentence)
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
    if first >= parse.limit or doc[first].tag_ not in ("VBD", "VBZ", "VBP", "MD", "VBN"):
        return None
    last = max(first, min(doc[first].right_edge.i, parse.limit - 1))
    if doc[first].dep_ == "amod":  # "half of all complaints [concerned delays]"
        last = min(doc[first].head.right_edge.i, parse.limit - 1)
    return doc[first].idx, clip(doc, first, last)


def _is_scene(figure: Figure) -> bool:
    """Tell whether a count with a noun stands in an adjunct: "from 21 offices" measures nothing."""
    return figure.counted is not None


def _by_parse(doc: Doc, figure: Figure, found: Measured, parse: Clause, edge: int) -> Place | None:
    head, prep = parse.head, parse.prep
    if small := _small_clause(doc, parse, found):
        return small
    if parse.is_subject:
        return parse.predicate(edge)
    if head.dep_ == "dobj" and (verdict := _adjective_after(doc, parse, edge)):
        return verdict
    if named := _noun_after(doc, figure, parse, found):
        return named
    if _sets_level(parse) or (figure.kind == "duration" and _takes(parse)):
        return parse.subject_phrase()
    if head.tag_ in VERBS and figure.kind == "change":
        return parse.subject_phrase()
    if prep is not None and (around := _around_preposition(doc, figure, parse, edge)):
        return around
    if head.dep_ in ("attr", "acomp") or prep is not None or figure.kind == "change":
        return parse.subject_phrase()
    if head.dep_ == "dobj" and figure.kind == "share" and parse.verb == head.head:
        last = particle(parse.verb)
        return parse.verb.idx, last.idx + len(last)  # "it met 19 of its 21 targets"
    if head.dep_ in ("dobj", "npadvmod", "dative", "advmod") and parse.subject is not None:
        return parse.before_adjunct(doc[parse.figure_token])
    return None


def _around_preposition(doc: Doc, figure: Figure, parse: Clause, edge: int) -> Place | None:
    """Read a figure after a preposition: "a vacancy rate of 31%", "plans were late in 17%"."""
    prep = parse.prep
    if prep is None:
        return None
    if prep.lower_ == "of" and prep.head.lower_ in _STEPS:
        within = next((c for c in prep.head.rights if c.lower_ == "in" and c.i < prep.i), None)
        noun = next(within.rights, None) if within is not None else None
        return _left_phrase(doc, noun) if noun is not None else None  # "a rise in [costs] of 9%"
    if prep.lower_ == "of" and prep.head.tag_ in NOUNS:
        return _left_phrase(doc, prep.head)  # "a vacancy rate of 31%"
    absent = prep.lower_ == "from" and prep.head.tag_ in ("JJ", "VBG")  # "missing from a third"
    if (prep.lower_ in _ADJUNCT or absent) and figure.kind != "change":
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


def _noun_after(doc: Doc, figure: Figure, parse: Clause, found: Measured) -> Place | None:
    """Read the noun that a figure modifies: "a 31% [vacancy rate]", never "£14m last season"."""
    head = parse.head
    if head.idx < figure.end or head.tag_ not in NOUNS or found.population:
        return None
    first = doc[parse.figure_token + _width(doc, figure)]
    if first.lower_ in ("last", "this", "next", "each", "every", "per", "a", "an"):
        return None
    return first.idx, head.idx + len(head)


def _takes(parse: Clause) -> bool:
    """Tell whether the figure is how long its subject takes: "the journey took 40 minutes"."""
    verb = parse.verb
    return (
        verb is not None
        and verb.lower_ in _TAKES
        and parse.subject is not None
        and parse.subject.tag_ in NOUNS
        and parse.head.head == verb
        and parse.head.i > verb.i
    )


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
