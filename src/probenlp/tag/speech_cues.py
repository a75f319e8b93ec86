"""The words that say somebody speaks, and where they stand to what is said.

Verbs fall into classes by the frame they take: those of saying take words in marks, a clause, or
both; those of finding take a clause; those of naming ("described … as", "called for") only a piece
in marks.
"""

import re
from typing import Final, Literal, NamedTuple

from spacy.tokens import Doc

CueClass = Literal["say", "tell", "find", "name", "accord"]

_REGULAR: Final = {
    # Say and write; they take marks, "that", and (most) a bare clause.
    "say": (
        "add warn claim insist explain stress admit state remark comment respond reply continue "
        "note argue conclude announce declare confirm complain observe maintain assert allege "
        "acknowledge concede suggest emphasise emphasize underline predict recall repeat joke quip "
        "reveal report believe accept agree promise pledge vow fear hope contend caution "
        "counter lament reiterate hint testify boast protest shout whisper cry exclaim ask demand "
        "wonder answer tweet post blog question summarise summarize sum reflect estimate "
        "advise urge recommend propose enthuse marvel mutter deny disclose signal"
    ),
    "tell": "inform assure remind notify",
    "find": "discover highlight identify",
    "name": (
        "describe call label brand dub hail praise criticise criticize condemn accuse term "
        "characterise characterize welcome slam blast"
    ),
}
_IRREGULAR: Final = {
    "say": "said says say saying thinks thought think wrote writes write writing "
    "feels felt went_on goes_on points_out pointed_out pointing_out",
    "tell": "told tells tell telling",
    "find": "found finds find heard hears saw judged judges learned learnt learns learn hearing",
    "name": "spoke_of speaks_of talked_of talks_of complained_of referred_to refers_to",
}
_NO_CLAUSE: Final = frozenset(
    "comment respond continue joke quip shout whisper cry ask demand wonder question summarise "
    "summarize sum tweet post blog urge welcome testify enthuse mutter marvel deny highlight "
    "identify".split()
)
_DOUBLED: Final = {"admit", "quip", "sum", "slam"}


def _forms(verb: str) -> set[str]:
    """Give the forms of a regular verb."""
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")
    return {verb, plural, stem + "ed", stem + "ing"}


def _lexicon() -> tuple[dict[str, CueClass], frozenset[str]]:
    classes: dict[str, CueClass] = {}
    no_clause: set[str] = set()
    names: tuple[CueClass, ...] = ("name", "find", "tell", "say")
    for name in names:
        for verb in _REGULAR[name].split():
            classes.update(dict.fromkeys(_forms(verb), name))
            if verb in _NO_CLAUSE or name == "name":
                no_clause |= _forms(verb)
        for form in _IRREGULAR[name].split():
            classes[form.replace("_", " ")] = name
            if name == "name":
                no_clause.add(form.replace("_", " "))
    return classes, frozenset(no_clause - {"report"})


CLASSES, WITHOUT_CLAUSE = _lexicon()
# Nouns more often than verbs; as cues they must follow a subject, which the frames look after.
_PHRASES: Final = (
    r"(?:made|make|makes|making) (?:it )?(?:very |quite |absolutely )?(?:clear|plain)"
    r"|(?:put|puts) it|according to|in the (?:words|view|opinion) of"
)
CUE: Final = re.compile(
    r"(?<![\w’'-])(?:"
    + _PHRASES
    + "|"
    + "|".join(re.escape(form) for form in sorted(CLASSES, key=len, reverse=True))
    + r")(?![\w-]|[’'](?!\s))"
)
ACCORDING: Final = re.compile(
    r"(?:according to|in the (?:words|view|opinion) of)\s+", re.IGNORECASE
)


# "Asked by the chair whether …, she replied": the participle opens its sentence.
_ASKED: Final = re.compile(r"\bAsked(?=\s+(?:by|whether|if|what|how|why)\b)")


class Cue(NamedTuple):
    """Words that say somebody speaks.

    Attributes
    ----------
    start, end : int
        Half-open, code points.
    kind : str
        ``say``, ``tell``, ``find``, ``name`` or ``accord``.
    clause : bool
        Whether it takes a clause as its object.
    """

    start: int
    end: int
    kind: CueClass
    clause: bool


def cues_in(text: str) -> list[Cue]:
    """Find all cue words of a text, in order, whether or not they are used as cues.

    Examples
    --------
    >>> [(cue.kind, cue.clause) for cue in cues_in("She told us so, but he called it “a lie”.")]
    [('tell', True), ('name', False)]
    """
    found = []
    for match in CUE.finditer(text):
        word = match.group()
        kind: CueClass = CLASSES.get(word, "say")
        if word.startswith(("according", "in the")):
            kind = "accord"
        found.append(Cue(*match.span(), kind, kind != "accord" and word not in WITHOUT_CLAUSE))
    for match in _ASKED.finditer(text):
        found.append(Cue(*match.span(), "say", False))  # noqa: PERF401
    for match in re.finditer(r"\b(?:According to|In the (?:words|view|opinion) of)\b", text):
        found.append(Cue(*match.span(), "accord", False))  # noqa: PERF401
    return sorted(found)


QUESTIONS: Final = frozenset(
    "ask asks asked asking Asked wonder wonders wondered wondering question questions questioned"
    "".split()
)
"""Verbs of asking: a clause after them begins with a question word."""
HEARD: Final = frozenset("told informed assured notified warned advised reminded asked".split())
"""Participles that make a passive of being spoken to: "was told that …"."""
HEARSAY: Final = frozenset("hear heard hearing hears learn learned learnt learns".split())
"""What "I" and "we" do when somebody else says it."""
OWN_WORDS: Final = frozenset(
    "said told asked warned wrote argued insisted complained predicted promised pointed_out".split()
)
"""What "I" and "we" report of themselves; "I think" only colours the writer's own words."""
OPINION: Final = frozenset(
    "think thought believe believed feel felt hope hoped fear feared suggest guess reckon".split()
)
AUXILIARY: Final = frozenset("has have had is was were are be been being did do does".split())
MODAL: Final = frozenset(
    "would should could might may can will must to shall won’t can’t let".split()
)
NEGATION: Final = frozenset(
    "not never nobody none no neither nor didn’t didn't doesn’t don’t hasn’t".split()
)
ADVERB: Final = frozenset(
    "also then later again further today yesterday once even both all simply still just now "
    "therefore however only often always rightly too first soon since thus himself herself "
    "themselves itself already".split()
)


PLAIN_SUBJECT: Final = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur)"
    r"\s(?:[a-z][a-z’'-]+\s){0,3}[a-z][a-z’'-]+"
)
"""A noun phrase that can be anybody; right beside a verb of saying it is who speaks."""


def is_adverb(word: str) -> bool:
    """Tell whether a word may stand between a subject and its verb.

    Examples
    --------
    >>> is_adverb("later"), is_adverb("Suddenly"), is_adverb("sharply"), is_adverb("Kelly")
    (True, False, True, False)
    """
    return word.lower() in ADVERB or (word.endswith("ly") and len(word) > 4 and word.islower())


_BEFORE_NOUN: Final = frozenset(("DT", "CD", "JJ", "JJR", "JJS", "PRP$", "POS"))
_MARK_NEXT: Final = re.compile(r"\s*[“‘\"']")


def is_noun(doc: Doc, text: str, cue: Cue) -> bool:
    """Tell whether a cue word is a noun: "the last three reports", "his comments"."""
    if not doc.has_annotation("TAG") or _MARK_NEXT.match(text, cue.end):
        return False
    span = doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if span is None or not span[0].tag_.startswith("NN") or not span[0].i:
        return False
    word = span[0]
    before = doc[word.i - 1]
    if before.tag_ in _BEFORE_NOUN:
        return True
    # "three Eastmere reports", but "the union claims"
    counted = word.i > 1 and doc[word.i - 2].tag_ in ("CD", "JJ")
    return counted and word.tag_ == "NNS" and before.tag_ in ("NN", "NNP")
