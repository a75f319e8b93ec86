"""The clause a figure stands in: its subject, its predicate, and the noun phrases around it."""

import re
from typing import Final

from spacy.tokens import Doc, Span, Token

from probenlp.tag.figure import Figure
from probenlp.tag.measure_patterns import Place, population_by_pattern
from probenlp.tag.word_classes import ADJECTIVES, NOUNS, VERBS

_BE: Final = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "’s", "'s", "’re", "'re"}
)
_HAVE: Final = frozenset({"has", "had", "have", "having"})
_PASSING: Final = frozenset(
    "also still now already just only even always often usually both all then again never not not "
    "either simply too sometimes yet ever quite once".split()
)
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_INSIDE: Final = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "punct"})
_AVERAGES: Final = frozenset({"average", "total", "mean", "median", "maximum", "minimum"})
_CLAUSE_END: Final = frozenset({";", ":", "–", "—", "(", "!", "?", "“", "”", "["})
_TURN: Final = frozenset(
    "while whereas although though because but compared however so despite unless yet".split()
)
_VERDICT: Final = re.compile(r"\sas\s(?!well\b|part\b|a\sresult\b|many\b|much\b)", re.IGNORECASE)
DETERMINERS: Final = frozenset(
    {"the", "a", "an", "this", "these", "those", "our", "their", "its", "any", "some", "no"}
)


def noun_phrase(
    doc: Doc, text: str, start: int, sentence: Place, parse: "Clause | None"
) -> Place | None:
    """Give a noun phrase with its relative clause, without what the main clause says of it."""
    if parse is None:
        return population_by_pattern(text, start, sentence[1])
    head = tokens_of(doc, start, start + 1)[0]
    if head.lower_ == "what" and head.head.tag_ in VERBS and head.head.i > head.i:
        return start, clip(doc, head.i, min(head.head.right_edge.i, parse.limit - 1))
    head = _phrase_head(head)
    last = head
    for child in head.rights:
        if child.dep_ in ("prep", "relcl", "acl", "conj", "cc", "appos", "case", "agent", "pobj"):
            if child.dep_ == "acl" and child.tag_ not in ("VBN", "VBG", "TO", "VB"):
                break
            if child.dep_ == "acl" and _is_accompanying(parse):
                break  # "with 69 per cent of people [involved in their plans]"
            if _breaks(doc, last.i + 1, child.left_edge.i + 1, parse.limit):
                break
            last = child.right_edge
        elif child.dep_ not in ("punct", "advmod", "det"):
            break
    if parse.reduced is not None and parse.reduced.i == last.i + 1:
        last = parse.reduced
    elif last is head and _is_participle(doc, head, parse.limit):
        last = doc[head.i + 1]  # "three quarters of the homes inspected had damp"
    end = clip(doc, head.i, min(_hyphenated(doc, last, parse.limit).i, parse.limit - 1))
    if verdict := _VERDICT.search(text, start, end):
        end = verdict.start()  # "judged half of the files they saw [as being …]"
    return (start, end) if end > start else None


def _hyphenated(doc: Doc, last: Token, limit: int) -> Token:
    """Give the end of a compound whose parts are tokens: "ex-pupils"."""
    joined = last.i + 2 < limit and doc[last.i + 1].text == "-" and not last.whitespace_
    return doc[last.i + 2] if joined else last


def _is_participle(doc: Doc, head: Token, limit: int) -> bool:
    """Tell whether the participle after a noun was given to another noun by the parse."""
    if head.i + 2 >= limit:
        return False
    word, verb = doc[head.i + 1], doc[head.i + 2]
    return word.tag_ in ("VBN", "VBD") and word.dep_ == "acl" and verb.tag_ in ("VBD", "VBZ", "VBP")


_LONG = 9  # words; a longer clause before a span of time has clauses inside


def nearest_clause(doc: Doc, place: Place | None, limit: int) -> Place | None:
    """Cut a long clause before a span of time to its last verb: "hopes to [replace it] in …"."""
    if place is None or place[1] > limit or not is_tagged(doc, place[0]):
        return place
    tokens = tokens_of(doc, *place)
    if len(tokens) <= _LONG and not any(token.text == "," for token in tokens):
        return place
    verbs = [t for t in tokens if t.tag_ in VERBS and t.dep_ not in ("aux", "auxpass", "amod")]
    if not verbs:
        return place
    first = verbs[-1].i
    last = next((t.i - 1 for t in tokens if t.i > first and t.text == ","), tokens.end - 1)
    return doc[first].idx, doc[last].idx + len(doc[last])


def _phrase_head(head: Token) -> Token:
    """Climb from the first word of a noun phrase to its head."""
    while head.head.i > head.i and head.dep_ in (
        *_INSIDE,
        "det",
        "poss",
        "advmod",
        "cc",
        "case",
        "predet",
    ):
        head = head.head
    if head.head.i > head.i and head.dep_ in ("nummod", "compound", "conj"):
        head = head.head
    return head


def _is_accompanying(parse: "Clause") -> bool:
    """Tell whether the figure stands after a "with" that a comma sets off as a small clause."""
    prep = parse.prep
    return (
        prep is not None and prep.lower_ == "with" and prep.i > 0 and parse.doc[prep.i - 1].is_punct
    )


def tokens_of(doc: Doc, start: int, end: int) -> Span:
    """Give the tokens that touch a stretch of the text; never none for a stretch inside it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:  # spaCy's type allows it; a stretch inside the text has tokens
        raise ValueError(f"{start}..{end} lies outside the text of {len(doc)} tokens")
    if len(span) > 0:
        return span
    # White space between two tokens belongs to neither; the token after it stands in.
    return doc[min(span.start, len(doc) - 1) : min(span.start, len(doc) - 1) + 1]


def is_parsed(doc: Doc, place: int) -> bool:
    """Tell whether the token at a place has a parse; asking the whole document takes its length."""
    return bool(tokens_of(doc, place, place + 1)[0].dep != 0)


def is_tagged(doc: Doc, place: int) -> bool:
    """Tell whether the token at a place has a part-of-speech tag."""
    return bool(tokens_of(doc, place, place + 1)[0].tag != 0)


def _breaks(doc: Doc, start: int, end: int, limit: int) -> bool:
    return end > limit or any(
        doc[i].text in {*_CLAUSE_END, ","} for i in range(start, min(end, len(doc)))
    )


def clip(doc: Doc, first: int, last: int) -> int:
    """Give the end of a phrase, cut where a new clause or an aside begins."""
    end = first
    for index in range(first, last + 1):
        token = doc[index]
        if index > first and (token.text in _CLAUSE_END or "\n" in token.text):
            break
        if index > first and token.text == "," and _turns(doc, index + 1, last):
            break
        if (
            index > first
            and token.lower_ in _TURN
            and not (token.lower_ == "because" and index < last and doc[index + 1].lower_ == "of")
            and token.dep_ in ("mark", "cc", "prep", "advmod", "advcl")
        ):
            break
        if (
            index > first
            and token.dep_ == "cc"
            and any(
                t.dep_ == "conj" and any(c.dep_ in _SUBJECTS for c in t.lefts)
                for t in token.head.rights
            )
        ):
            break
        end = index
    while end > first and doc[end].text in {",", ".", "-", "–", "’", "'", '"'}:
        end -= 1
    return int(doc[end].idx + len(doc[end]))


def _turns(doc: Doc, index: int, last: int) -> bool:
    """Tell whether a comma ends the statement: before "and X were", "which", "with", "compared"."""
    if index > last:
        return True
    word = doc[index]
    if word.lower_ in _TURN or word.tag_ in ("WDT", "WP", "WRB") or word.dep_ in ("mark", "advcl"):
        return True
    return word.lower_ in ("with", "and", "or", "including", "as", "according", "against") and not (
        word.dep_ == "cc" and word.head.tag_ in NOUNS | ADJECTIVES
    )


class Clause:
    """The clause a figure stands in, and the figure's place in it."""

    def __init__(self, doc: Doc, figure: Figure, sentence: Place) -> None:
        self.doc, self.figure = doc, figure
        span = tokens_of(doc, *figure.core)
        tokens = tokens_of(doc, *sentence)
        self.first, self.limit = tokens.start, tokens.end
        self.head: Token = span.root
        while self.head.dep_ in _INSIDE and self._holds(self.head.head):
            self.head = self.head.head
        while (
            self.head.dep_ in ("conj", "appos")
            and self._holds(self.head.head)
            and self.head.tag_ not in VERBS
        ):
            if self.head.head.tag_ in VERBS:
                break
            self.head = self.head.head
        self.prep = self._preposition()
        if (
            self.prep is not None
            and self.prep.lower_ == "of"
            and self.prep.head.lower_ in _AVERAGES
            and self._holds(self.prep.head)
        ):  # "an average of 12 days" stands where "12 days" would
            self.head = self.prep.head
            self.prep = self._preposition()
        self.reduced = self._reduced()
        if self.reduced is not None:
            self.prep = self.reduced.head
        self.verb = self._verb()
        self.subject = self._subject()

    def _preposition(self) -> Token | None:
        return self.head.head if self.head.dep_ in ("pobj", "pcomp") else None

    def _reduced(self) -> Token | None:
        """Find the "reviewed" that was taken for a clause: "in 19 of the 52 cases reviewed, …"."""
        verb = self.head.head
        if self.head.dep_ not in _SUBJECTS or verb.tag_ != "VBN" or verb.dep_ != "pcomp":
            return None
        return None if verb.head.lower_ == "with" else verb

    def _holds(self, token: Token) -> bool:
        return self.first <= token.i < self.limit

    def _verb(self) -> Token | None:
        token = self.head if self.reduced is None else self.reduced.head
        if self.reduced is None and token.dep_ in _SUBJECTS and self._holds(token.head):
            return token.head  # also of a small clause: "with 10% of staff absent"
        for _ in range(25):
            if (
                token.tag_ in VERBS
                and token.dep_
                not in (
                    "amod",
                    "compound",
                    "aux",
                    "auxpass",
                )
                and token is not self.head
            ):
                return token
            if token.head is token or not self._holds(token.head):
                break
            token = token.head
        return token if token.tag_ in VERBS else None

    def _subject(self) -> Token | None:
        verb = self.verb
        for _ in range(4):
            if verb is None:
                return None
            for child in verb.children:
                if child.dep_ in _SUBJECTS and self._holds(child):
                    return child
            verb = verb.head if verb.dep_ in ("conj", "xcomp") and self._holds(verb.head) else None
        return None

    @property
    def is_subject(self) -> bool:
        """Whether the figure's phrase is the subject of its clause."""
        return (
            self.reduced is None
            and self.head.dep_ in _SUBJECTS
            and self.verb is not None
            and self.head.head == self.verb
        )

    @property
    def is_existential(self) -> bool:
        """Whether the clause says that something is there: "there were four in the room"."""
        return self.subject is not None and self.subject.dep_ == "expl"

    @property
    def place(self) -> Place:
        """The clause, from its subject to the end of its predicate."""
        if self.verb is None:
            start, end = self.first, self.limit - 1
        else:
            start = min(
                self.verb.left_edge.i, self.subject.left_edge.i if self.subject else self.verb.i
            )
            end = self.verb.right_edge.i
        start, end = max(start, self.first), min(end, self.limit - 1)
        return self.doc[start].idx, self.doc[end].idx + len(self.doc[end])

    def predicate(self, after: int) -> Place | None:
        """Give what is said of the subject, without the copula or the passive's auxiliary."""
        verb = self.verb
        if verb is None:
            return None
        first = verb.i
        last = min(verb.right_edge.i, self.limit - 1)
        if verb.lower_ in _BE:
            first += 1
            while first < last and self._is_passing(self.doc[first]):
                first += 1
        elif verb.lower_ in _HAVE:
            first = self._had(first, last)
        else:
            first = self._denied(verb)
        if first > last:  # a text that breaks off: "25% were"
            return None
        start = self.doc[first].idx
        if start < after or self.doc[first].is_punct:
            return None
        return start, clip(self.doc, first, last)

    def _is_passing(self, word: Token) -> bool:
        """Tell whether an adverb after "were" says nothing itself: "still", never "there"."""
        adverb = word.lower_ in _PASSING or word.lower_.endswith("ly")
        return word.dep_ == "neg" or (word.tag_ == "RB" and adverb)

    def _had(self, first: int, last: int) -> int:
        """Give what somebody had without the verb, but "had nobody in them" whole."""
        nxt = self.doc[first + 1] if first < last else None
        if nxt is None or nxt.tag_ not in ("DT", "JJ", "NN", "NNS", "CD") or nxt.lower_ == "nobody":
            return first
        return first + 1

    def _denied(self, verb: Token) -> int:
        """Give where a predicate starts that is denied or only possible: "had not been made"."""
        before = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg")]
        if any(c.dep_ == "neg" or c.lower_ in ("may", "might", "can", "could") for c in before):
            return int(before[0].i)
        return int(verb.i)

    def state(self, measure: Place | None) -> Place | None:
        """Cut "each worker was off sick" to the state that lasted, "off sick"."""
        verb, subject = self.verb, self.subject
        if measure is None or verb is None or subject is None or verb.lower_ not in _BE:
            return measure
        noun = subject.tag_ in NOUNS and measure[0] <= subject.idx < verb.idx
        start = verb.idx + len(verb) + 1
        return (start, measure[1]) if noun and start < measure[1] else measure

    def before_adjunct(self, prep: Token) -> Place | None:
        """Give the clause up to its adjunct: "home visits were not made" [in 64 per cent]."""
        start = self._start()
        if start is None or self.verb is None:
            return None
        if any(self.doc[i].like_num for i in range(start.i, max(start.i, self.verb.i))):
            start = self.verb  # "nine in ten were [seen] within five days"
        stop = prep.i - 1
        while stop > start.i and (
            self.doc[stop].is_punct or self.doc[stop].lower_ in ("only", "just")
        ):
            stop -= 1
        if stop < start.i:
            return None
        return start.idx, self.doc[stop].idx + len(self.doc[stop])

    def after_adjunct(self, edge: int) -> Place | None:
        """Give the clause after a fronted adjunct: [In one in five cases,] contact was poor."""
        start = self._start()
        if start is None or self.verb is None or start.idx < edge:
            return None
        last = min(self.verb.right_edge.i, self.limit - 1)
        return start.idx, clip(self.doc, start.i, last)

    def _start(self) -> Token | None:
        if self.subject is None or self.verb is None:
            return None
        if self.subject.dep_ == "expl":  # "there was no plan in half": what there was
            nxt = self.verb.i + 1
            return self.doc[nxt] if nxt < self.limit else None
        start = self.subject.left_edge
        while start.lower_ in DETERMINERS - {"no"} and start.i < self.subject.i:
            start = self.doc[start.i + 1]
        return start

    def subject_phrase(self) -> Place | None:
        """Give the subject without its determiner, cut before the figure."""
        start = self._start()
        if start is None or self.subject is None or self.subject.dep_ == "expl":
            return None
        last = min(self.subject.right_edge.i, self.figure_token - 1, self.limit - 1)
        if last < start.i:
            return None
        return start.idx, clip(self.doc, start.i, last)

    @property
    def figure_token(self) -> int:
        """The index of the figure's first token."""
        span = tokens_of(self.doc, self.figure.start, self.figure.end)
        return int(span.start)
