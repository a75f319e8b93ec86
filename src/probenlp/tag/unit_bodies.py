"""Read the names of bodies that no table has, by their form.

Associations, unions, ministries, universities, committees, councils, newspapers and radio stations
say by one noun what they are: "Ashmere Carers Association", "Ministry of Roads and Rails", "Tolland
Gazette". Others are told by a noun beside them: "the charity Open Door", "Open Door, a charity".
The nouns are those of British public life, not of one service. An acronym in brackets behind a name
("Ashmere Carers Association (ACA)") is that name from there on.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

_CAP: Final = r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ](?:[’'-]?[^\W_]){0,30}(?![^\W_])"
_WORDS: Final = rf"{_CAP}(?:[ \u00a0](?:{_CAP}|&)){{0,4}}"
_THING: Final = rf"{_CAP}(?: {_CAP})?"
_THINGS: Final = rf"{_THING}(?:(?:, {_THING}){{0,2}},? (?:and|&) {_THING}(?! [A-Z]))?"

_LAST: Final = {
    "union": r"Union|Federation",
    "body": r"Association|Alliance|Institute|University|Society|Commission|Council|Partnership"
    r"|Authority|Hub",
    "company": r"Ltd|Limited|plc|PLC|LLP|CIC|Partnerships",
    "ngo": r"Foundation|Charity|Women['’]s Centre|Hospice",
    "parliament": r"Select Committee|Public Accounts Committee|Affairs Committee",
    "media": r"Echo|Gazette|Courier|Herald|Chronicle|Argus|Examiner|Advertiser|Tribune|Ledger"
    r"|Evening (?:News|Post|Standard|Star|Mail|Times)",
}
"""Nouns that end a name, by the kind of body."""
_PAPER_NOUNS: Final = _LAST["media"].partition("|Evening")[0]
_OF_WORKERS: Final = re.compile(r"(?:Officers|Staff|Workers|Employees|Teachers|Governors)['’]?$")
_FIRST: Final = {
    "department": r"(?:Ministry (?:of|for)|Department (?:for|of)) (?:the )?",
    "body": r"(?:University|College|School|Faculty|Institute|Society|Association|Office|Board"
    r"|Centre|Council) (?:of|for) (?:the )?",
    "media": r"(?:BBC )?Radio ",
}
"""Nouns that open one."""
# "the Ashmere Times", but "New Times": these nouns make a newspaper only of what is told or read.
_WEAK_PAPER: Final = re.compile(
    r"\b(?:told|tells|in|by|to|from|reported by|according to) the $", re.IGNORECASE
)
_PAPER: Final = (
    r"Times|News|Post|Mail|Star|Express|Journal|Observer|Standard|Record|Citizen|Independent"
    r"|Telegraph|Press|Guardian|Mercury|Reporter"
)
PAPERS: Final = f"(?:{_PAPER_NOUNS}|{_PAPER})"
"""What newspapers are called where no town stands before it."""
_TOLD: Final = {
    "ngo": r"charity",
    "union": r"(?:trade )?union",
    "media": r"newspaper|broadcaster|radio station",
    "body": r"campaign group|think[ -]tank|pressure group",
    "company": r"outfit by the name of|(?:company|firm|contractor) called",
}
"""Common nouns that introduce a name."""


def _either(nouns: dict[str, str]) -> str:
    return "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in nouns.items())


_BY_LAST = re.compile(rf"(?P<lead>{_WORDS}) (?:{_either(_LAST)}|(?P<paper>{_PAPER}))\b(?! [A-Z])")
_BY_FIRST = re.compile(rf"\b(?:{_either(_FIRST)}){_THINGS}")
_TOLD_BEFORE = re.compile(rf"\b(?:{_either(_TOLD)}),? (?P<name>{_CAP}(?: {_CAP}){{0,3}})")
_TOLD_BEHIND = re.compile(
    rf"(?P<name>{_CAP}(?: {_CAP}){{1,3}}), (?:an?|the)(?: \w+)? (?:{_either(_TOLD)})\b"
)
_OPENED = re.compile(r"(Ministry|Department|University|College|Institute|Board) (?:of|for)\b")
_ENDED = re.compile(rf" (?:{'|'.join(_LAST.values())}|{_PAPER}|Trust|Agency|Board)$")
_ACRONYM = re.compile(r"[ \u00a0]\((?P<acronym>[A-Z][A-Za-z]{1,6})\)")
_TITLE_CASE: Final = re.compile(r"(?:[^a-z\s]\S*|and|of|the|in|for|to|a|on|\s)+")


class Body(NamedTuple):
    """A name by its form: half-open code points, the kind its noun tells, and the name."""

    start: int
    end: int
    kind: str
    name: str


def bodies(text: str, dull: frozenset[str]) -> Iterator[Body]:
    """Find names of bodies; they may overlap.

    Parameters
    ----------
    text : str
        A passage.
    dull : frozenset of str
        Small-letter words of offices: no name told by a noun begins with one ("the charity Chief
        Executive").

    Examples
    --------
    >>> [body.name for body in bodies("The Ministry of Roads and Rails told the Vale Echo.", set())]
    ['Ministry of Roads and Rails', 'Vale Echo']
    """
    for found in _BY_FIRST.finditer(text):
        learned = (
            found.lastgroup == "department"
            and ", University" in text[found.end() : found.end() + 30]
        )
        yield _body(text, *found.span(), "body" if learned else found.lastgroup or "body")
    for found in _BY_LAST.finditer(text):
        start = _without_openers(found["lead"], found.start())
        if start == found.end("lead") or _in_title_case(text, *found.span()):
            continue
        if found["paper"] and not _WEAK_PAPER.search(text[max(0, start - 20) : start]):
            continue
        kind = "media" if found["paper"] else found.lastgroup or "body"
        kind = "union" if found["body"] and _OF_WORKERS.search(found["lead"]) else kind
        yield _body(text, start, found.end(), kind)
    for pattern in (_TOLD_BEFORE, _TOLD_BEHIND):
        for found in pattern.finditer(text):
            if found["name"].split()[0].casefold() in dull | STOP_WORDS:
                continue
            kind = next(kind for kind in _TOLD if found[kind])
            yield _body(text, *found.span("name"), kind)


def acronyms(text: str, named: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Find the acronyms put in brackets behind names.

    Parameters
    ----------
    named : iterable of (int, str)
        Where each name of the text ends, and the name.

    Yields
    ------
    tuple of (int, int, str)
        Start and end of the acronym, and the name.

    Examples
    --------
    >>> list(acronyms("Ashmere Carers Union (ACU)", [(20, "Ashmere Carers Union")]))
    [(22, 25, 'Ashmere Carers Union')]
    """
    for end, name in named:
        found = _ACRONYM.match(text, end)
        if found and found["acronym"].upper() == initials(name):
            yield (*found.span("acronym"), name)


def initials(name: str) -> str:
    """Give the initials of the capital words of a name."""
    return "".join(re.findall(r"(?<![\w’'])[A-Z]", name))


def head_noun(name: str) -> str | None:
    """Give the noun by which a text may call a body again: "the Ministry", "the Echo".

    Examples
    --------
    >>> head_noun("Ministry of Roads and Rails"), head_noun("Vale Echo"), head_noun("Radio Vale")
    ('Ministry', 'Echo', None)
    """
    if found := _OPENED.match(name):
        return found[1]
    return name.split()[-1] if _ENDED.search(name) else None


def _body(text: str, start: int, end: int, kind: str) -> Body:
    return Body(start, end, kind, " ".join(text[start:end].replace("’", "'").split()))


def _without_openers(lead: str, start: int) -> int:
    """Drop words that are capital because they open a sentence: "The Vale Echo"."""
    for word in re.finditer(r"\S+", lead):
        if word[0].casefold() not in STOP_WORDS:
            return start + word.start()
    return start + len(lead)


def _in_title_case(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands in a headline Whose Words All Have Capitals."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[first : len(text) if last < 0 else last]
    return end - start < len(line) < 200 and _TITLE_CASE.fullmatch(line) is not None
