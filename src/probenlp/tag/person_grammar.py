"""Find people's names by their titles, honours and offices; no statistics needed.

"Ms Marchbank", "Dame Helen", "Lord Harrow of Vale", "Helen Marchbank CBE", "Chief Inspector Helen
Marchbank", "Helen Marchbank, Chief Inspector,", and a signature with the office on the next line.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from probenlp.tag.person_roles import Office

_PEERS: Final = "Lord|Lady|Baroness|Baron|Viscount|Earl"
_TITLES: Final = (
    rf"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|{_PEERS}|Rev|Revd|Bishop|Cllr|Councillor|HHJ"
    r"|(?:Det[ ])?(?:Supt|Insp|Sgt|Const|Ch[ ]Supt)|DCI|DI|DS|DC|PC|PS|Capt|Col|Maj|Gen"
)
_HONOURS: Final = r"CBE|OBE|MBE|DBE|KBE|KC|QC|MP|QPM|CVO|PhD|JP|KCB|CB|MSP|MS|AM|FRSA"
_UPPER: Final = "A-ZÀ-ÖØ-Þ"
_PART: Final = (
    rf"(?:[{_UPPER}]['’])?[{_UPPER}][a-zß-ÿ]+(?:[{_UPPER}][a-zß-ÿ]+)*"
    rf"(?:[-‐‑'’](?!s\b)[{_UPPER}]?[a-zß-ÿ]+)*"
)
_PARTICLE: Final = r"(?:(?:de|da|di|du|van|von|der|den|la|le|al|bin|ap|del|dos)[ ])"
_SPACE: Final = r"[ \u00a0]+"
_REST: Final = rf"(?:{_SPACE}(?:{_PARTICLE}{{0,2}}{_PART}|[{_UPPER}]\.?(?!\w)))"
_HONOUR_TAIL: Final = rf"(?:,?{_SPACE}(?:{_HONOURS})\b)*"
TITLED = re.compile(
    rf"\b(?P<title>(?:{_TITLES})\.?(?:{_SPACE}(?:Dr|Sir|Dame|Lord|Justice|Professor)\b)?){_SPACE}"
    rf"(?P<name>{_PARTICLE}{{0,2}}{_PART}{_REST}{{0,3}}(?:(?<=\w){_SPACE}of{_SPACE}{_PART}(?:{_SPACE}{_PART})?)?)"
    rf"{_HONOUR_TAIL}"
)
FULL: Final = (
    rf"(?P<name>{_PART}(?:{_SPACE}(?:{_PARTICLE}{{0,2}}{_PART}|[{_UPPER}]\.?(?!\w))){{1,3}})"
)
_FULL_RIGHT = re.compile(rf"(?:,?[ \u00a0\n]+|:[ \u00a0]+){FULL}{_HONOUR_TAIL}")
_APPOSED = re.compile(
    r"(?:,?\s+(?:who\s+(?:is|was)\s+|now\s+|then\s+|formerly\s+)?"
    r"(?:(?:the|our|its|their|an?|new|former|HM)\s+)*"
    r"|\s*\n\s*|\s+[–—-]\s+|\s+\()$"
)
_FULL_ONLY = re.compile(rf"{FULL}{_HONOUR_TAIL}")
_LOOK_BACK: Final = 90
_TITLE = re.compile(rf"(?:{_TITLES})\.?")
_NOT_SHORT = re.compile(r"n['’]t\b")
_FIRST_NAME = re.compile(rf"[{_UPPER}][a-zß-ÿ]{{2,}}")
# "St Bride’s", "Marram Bay", "Calder Reach": recognisers take the names of places for people.
_OF_PLACES = re.compile(
    r"^(?:St|Saint|Isle|Port|Mount) | (?:Bay|Reach|Vale|Valley|Coast|Moor|Quay)$"
)
_OPENS = re.compile(r"(?:^|[.!?:;\n“\"‘(])\s*$")
_WHERE_OR_WHEN = re.compile(
    r"\b(?:in|at|of|near|across|around|outside|since|before|until|till|by|after|during|the)\s+$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:called|named) $")
_WORD_BEHIND = re.compile(r"[ \u00a0](\w+)")
_GOES_ON_AS_PERSON = re.compile(
    r"['’]s\b|, (?:who(?:se)?|an?|the)\b| (?:said|says|told|asked|added|wrote|replied|is|was|has)\b"
)
_DESCRIBED = re.compile(
    rf"(?:^|(?<=[.!?\n“] )|(?<=[\n“]))(?P<name>[{_UPPER}][a-zß-ÿ]{{2,20}}),"
    r" (?:(?P<whose>whose\b|who (?:is|was|has|had)\b)|an? )",
    re.MULTILINE,
)
# "Peter Tarn, 34, of Market Street": a name of two words or three with an age.
_AGED = re.compile(
    rf"(?<![\w’'-]){FULL}"
    r"(?:, (?:aged )?\d{1,2}(?=[,.;)]| (?:and|of|from|was|who|is)\b)|,? \(\d\d\))"
)
_RELATION: Final = (
    r"(?:grand|step)?(?:mother|father|mum|dad|sister|brother|son|daughter)|wife|husband|partner"
    r"|girlfriend|boyfriend|cousin|niece|nephew|aunt|uncle"
)
# "Zoe’s mother Kate", "his late partner Ann Tarn": a name behind somebody's relation.
_RELATED = re.compile(
    r"(?:\b(?i:my|your|his|her|their|our)|['’]s) (?:(?:late|older|younger|new|former|ex|then)[ -])?"
    rf"(?:{_RELATION}),? (?P<name>{_PART}(?: {_PART})?)(?![\w-]| [A-Z])"
)
_WITH_BODY = re.compile(rf"(?:^|[:\n]) ?{FULL}, (?:the )?$")
_PEERAGE = re.compile(rf"(?:{_PEERS})\b")


class Named(NamedTuple):
    """A name in a text: with its title, ``words`` without; and the office stated with it."""

    start: int
    end: int
    title: str
    words: tuple[str, ...]
    office: Office | None
    rule: str


def titled(text: str) -> Iterator[Named]:
    """Find names after a title. "Lord Chancellor" is an office, see :func:`with_offices`."""
    for found in TITLED.finditer(text):
        title = found["title"].rstrip(".")
        end = found.end()
        if " of " in found["name"] and not _PEERAGE.match(title):
            cut_at = found["name"].index(" of ")
            end = found.start("name") + cut_at
            yield _named(found.start(), end, title, found["name"][:cut_at], "title")
        else:
            yield _named(found.start(), end, title, found["name"], "title")


def with_offices(text: str, offices: list[Office]) -> Iterator[Named]:
    """Find full names beside offices: right behind one, or before it in apposition or a line."""
    for office in offices:
        if found := _FULL_RIGHT.match(text, office.end):
            line_break = "\n" in text[office.end : found.start("name")]
            if _may_be_name(found["name"]) and not line_break:
                yield _named(found.start("name"), found.end(), "", found["name"], "office", office)
        lead = text[max(0, office.start - _LOOK_BACK) : office.start]
        if joint := _APPOSED.search(lead):
            offset = office.start - len(lead)
            last = None
            for last in _FULL_ONLY.finditer(lead, 0, joint.start()):  # noqa: B007
                pass
            if last and last.end() == joint.start() and _may_be_name(last["name"]):
                apart = joint[0].strip(" \u00a0")
                if apart:
                    start = offset + last.start("name")
                    yield _named(start, offset + last.end(), "", last["name"], "apposition", office)


def full_name(text: str, start: int, end: int) -> Named | None:
    """Read a stretch that a statistical recogniser took for a person; None if it is no name."""
    found = _FULL_ONLY.search(text, start, end)
    if found is None or not _may_be_name(found["name"]) or _OF_PLACES.search(found["name"]):
        return None
    return _named(found.start(), found.end(), "", found["name"], "ner")


def _named(
    start: int, end: int, title: str, name: str, rule: str, office: Office | None = None
) -> Named:
    return Named(start, end, title, tuple(name.replace("’", "'").split()), office, rule)


def first_name(text: str, start: int, end: int) -> Named | None:
    """Read one word that a recogniser took for a person, where the words around agree.

    "I got Dawn", "Gemma’s off", "a woman called Denise"; but not "since Easter", "in Ashmere".
    """
    word = text[start:end]
    if not _FIRST_NAME.fullmatch(word) or word.casefold() in STOP_WORDS or _TITLE.fullmatch(word):
        return None
    lead = text[max(0, start - _LOOK_BACK) : start]
    if _CALLED.search(lead):
        return _named(start, end, "", word, "ner")
    behind = _WORD_BEHIND.match(text, end)
    noun = behind is not None and behind[1] not in STOP_WORDS  # "Brexit talks"
    opens = _OPENS.search(lead) and not _GOES_ON_AS_PERSON.match(text, end)
    if _WHERE_OR_WHEN.search(lead) or noun or opens:
        return None
    return _named(start, end, "", word, "ner")


def described(text: str, offices: Sequence[Office], bodies: Sequence[int]) -> Iterator[Named]:
    """Find names by what is said right behind them, where no office is.

    "Keeley, a probation officer", "Janine, whose son …", "Peter Tarn, 34", "her mother Kate",
    "Contact: Helen Vale, University of …".

    Parameters
    ----------
    offices : sequence of Office
        The offices of the text.
    bodies : sequence of int
        Where its units begin.
    """
    at_office = {office.start for office in offices}
    for found in _DESCRIBED.finditer(text):
        if found["whose"] or found.end() in at_office:
            word = found["name"]
            if word.casefold() not in STOP_WORDS and not _TITLE.fullmatch(word):
                yield _named(*found.span("name"), "", word, "described")
    for pattern in (_AGED, _RELATED):
        for found in pattern.finditer(text):
            if _may_be_name(found["name"]):
                yield _named(*found.span("name"), "", found["name"], "described")
    for start in bodies:
        lead = text[max(0, start - _LOOK_BACK) : start]
        named = _WITH_BODY.search(lead)
        if named and _may_be_name(named["name"]):
            offset = start - len(lead)
            first, last = named.span("name")
            yield _named(offset + first, offset + last, "", named["name"], "described")


def _may_be_name(name: str) -> bool:
    words = name.split()
    if _NOT_SHORT.search(name):  # "What They Weren't Shown"
        return False
    return not _TITLE.fullmatch(words[0]) and not any(w.casefold() in STOP_WORDS for w in words)
