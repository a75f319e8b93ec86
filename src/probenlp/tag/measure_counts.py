"""What is said of the things counted, beyond the noun that the figure's own span holds."""

from typing import Final

from spacy.tokens import Doc, Token

from probenlp.tag.clauses import Clause, clip, tokens_of
from probenlp.tag.counted import Counted
from probenlp.tag.figure import Figure
from probenlp.tag.measure_patterns import Place
from probenlp.tag.word_classes import NOUNS, VERBS

# "The unit has 12 posts": nothing is said of the posts but that they are there.
_LIGHT: Final = frozenset(
    "have has had having 've ’ve hold holds held get gets got be is are was were been being make "
    "makes made include includes included contain contains contained give gives gave given "
    "comprise comprises".split()
)
_PLACES: Final = frozenset(
    "in on at for from across with about into since under among against".split()
)
_AMOUNTS: Final = frozenset(
    "total average maximum minimum number most some all rest each one half third quarter front "
    "charge favour excess case terms aid support need place spite respect view sort kind".split()
)
_JOINTS: Final = frozenset({"and", "but", ",", "or"})
_GOVERNED: Final = frozenset({"on", "at", "with", "through", "to", "about", "for"})


def count_measure(doc: Doc, figure: Figure, parse: Clause | None) -> Place | None:
    """Give what is said of counted things: the rest of their phrase, their predicate, or the verb.

    "[39 cases] that were read" measures "cases that were read"; "[140 posts] stood empty" measures
    "stood empty"; "inspectors read [39 cases]" measures "read". None where only the noun is said.
    """
    counted = figure.counted
    if parse is None:
        return None
    if counted is not None and (rest := _continued(doc, counted, parse)):
        return rest
    if parse.is_subject and parse.head.dep_ != "expl":
        edge = max(figure.end, counted.end if counted else 0)
        return parse.predicate(edge)
    if place := _placed(doc, figure, parse):
        return place
    return _governor(parse)


def _placed(doc: Doc, figure: Figure, parse: Clause) -> Place | None:
    """Read where things are that merely are or are had.

    "There were nine people [on my list]", "we have 26 [cases in Ashmere]".
    """
    verb = parse.verb
    light = verb is not None and (verb.lower_ in _LIGHT or parse.is_existential)
    if verb is None or not light or verb.idx > figure.start or parse.head.dep_ == "pobj":
        return None
    first = tokens_of(doc, figure.end - 1, figure.end).end
    if first >= parse.limit or doc[first].lower_ not in _PLACES or doc[first].tag_ != "IN":
        return None
    end = clip(doc, first, max(first, min(doc[first].right_edge.i, parse.limit - 1)))
    last = next((t for t in doc[first : parse.limit] if t.idx >= end or t.lower_ in _JOINTS), None)
    if last is not None and last.idx < end:
        end = doc[last.i - 1].idx + len(doc[last.i - 1])
    words = doc[first : tokens_of(doc, end - 1, end).end]
    free = [word for word in words if word.like_num and doc[word.i - 1].tag_ != "DT"]
    if len(words) < 2 or free:
        return None  # "16 staff in two offices": the place is a figure of its own
    if parse.is_existential:
        return words[0].idx, end
    return (figure.counted.start, end) if figure.counted is not None else None


def _continued(doc: Doc, counted: Counted, parse: Clause) -> Place | None:
    """Read on from the noun: a relative clause, a participle, or "of" with its noun."""
    noun = tokens_of(doc, counted.start, counted.end)[-1]
    end = counted.end
    for child in noun.rights:
        if child.left_edge.idx > end + 1:
            break
        relative = child.dep_ == "relcl" and child.left_edge.lower_ not in (
            "where",
            "when",
            "while",
        )
        participle = child.dep_ == "acl" and child.tag_ in ("VBN", "VBG")
        part = child.dep_ == "prep" and child.lower_ == "of" and len(list(child.subtree)) < 8
        if not (relative or participle or part):
            break
        end = clip(doc, child.left_edge.i, min(child.right_edge.i, parse.limit - 1))
    return (counted.start, end) if end > counted.end else None


def _governor(parse: Clause) -> Place | None:
    """Give the verb whose object the things are, with its preposition ("looked at")."""
    head = parse.head
    verb = head.head
    last = verb
    if head.dep_ == "pobj" and verb.lower_ in _GOVERNED and verb.head.tag_ in VERBS:
        verb, last = verb.head, verb
    elif head.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lower_ == "short":
        return verb.head.idx, verb.idx + len(verb)  # "The region was short of 140 staff"
    elif head.dep_ == "pobj" and verb.lower_ == "of" and verb.head.tag_ in NOUNS:
        return _sample(verb.head)
    elif head.dep_ not in ("dobj", "nsubjpass"):
        return None
    if verb.tag_ not in VERBS or verb.lower_ in _LIGHT or verb.i > head.i:
        return None
    if last is verb:
        last = particle(verb)
    elif last.i - verb.i > 2:
        return None
    return verb.idx, last.idx + len(last)


def _sample(noun: Token) -> Place | None:
    """Give the noun that a count is the size of: "a [dip sample] of 40 cases"."""
    if noun.lower_ in _AMOUNTS:
        return None
    start = noun
    for left in noun.lefts:
        if left.dep_ in ("amod", "compound", "poss") and left.tag_ != "CD":
            start = left
            break
    return start.idx, noun.idx + len(noun)


def particle(verb: Token) -> Token:
    """Give the last word of a verb: "up" of "picked up"."""
    return next((t for t in verb.rights if t.dep_ == "prt" and t.i == verb.i + 1), verb)
