"""Read names of units that no table has, from the heads of their kinds.

"Ashmere and Tolland PDU" is one unit: a singular head makes one name, and the text alone cannot
tell where one would cut it. "Ashmere and Tolland PDUs" are two. "Newham PDU and Ashmere PDU" are
two, because a head ends a name.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from probenlp.tag.gazetteer import Match
from probenlp.tag.unit_names import Head, UnitNames, written_head
from probenlp.tag.words import BREAK, Words

# "Isle of Wight", "Vale of Tolland": with these, "of" is part of a place's name.
_OF_AFTER: Final = frozenset(
    {"isle", "isles", "vale", "city", "forest", "county", "borough", "east", "west", "north"}
    | {"south", "royal", "stoke", "mid"}
)
_INSIDE: Final = frozenset({"upon", "on", "with", "the", "le", "under", "by", "next"})
# "a London PDU", "other PDUs": no name follows.
_INDEFINITE: Final = frozenset(
    {"a", "an", "any", "every", "each", "another", "other", "no", "some"}
)
# "the third Welsh PDU"
_PEOPLES: Final = frozenset({"welsh", "english", "scottish", "british", "irish"})
_TITLES: Final = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
    }
)
# Capitalised only because a sentence begins with them.
OPENERS: Final = frozenset(STOP_WORDS) | frozenset(
    {"today", "yesterday", "inspectors", "staff", "today's", "last", "both", "like", "unlike"}
    | {"following", "inspecting", "visiting", "rating", "overall", "remaining", "new", "see"}
    | {"including", "january", "february", "march", "april", "may", "june", "july", "august"}
    | {"september", "october", "november", "december", "monday", "tuesday", "wednesday"}
    | {"thursday", "friday", "saturday", "sunday", "summary", "report", "inspection"}
)
_ADJECTIVES: Final = frozenset({"old", "former", "new", "whole"})
_JOINTS_OF_ONE: Final = frozenset({"of", "for", "in"})
# "PDUs: Ashmere and Tolland", "PDUs – Newham and York –", "PDUs (Newham and York)"
_JOINTS: Final = _JOINTS_OF_ONE | {":", "-", "("}
LOOSE_JOINTS: Final = frozenset({"in", "-", "("})
"""After these anything may follow; only what the tables know is a unit."""
_MAX_PLACE: Final = 5
_MAX_PLACES: Final = 8


class Place(NamedTuple):
    """One place of a name: words ``first`` up to, without, ``last``."""

    first: int
    last: int


class Reading(NamedTuple):
    """A name with a head.

    ``joint`` is what joins a head to a name behind it; an ``everyday`` head is one small word
    ("division"); ``head`` is the head as written.
    """

    kind: str
    plural: bool
    places: tuple[Place, ...]
    first: int
    last: int
    joint: str = ""
    everyday: bool = False
    head: str = ""


def read_names(
    words: Words, names: UnitNames, heads: Sequence[Match[Head]], taken: Sequence[bool]
) -> list[Reading]:
    """Read the names around heads.

    Parameters
    ----------
    words : Words
        The text.
    heads : sequence of Match
        The longest heads, in order.
    taken : sequence of bool
        For each word, whether a name of another kind of body stands there ("Ministry of Justice
        and Ashmere PDU"): no name reaches into it.

    Returns
    -------
    list of Reading
        In order; the caller decides between them and the names of the tables.
    """
    reader = Reader(words, names, {place for h in heads for place in range(h.first, h.last)}, taken)
    found = []
    for head in heads:
        reading = reader.around(head)
        if reading:
            found.append(reading)
    return found


def unit_name(words: Words, names: UnitNames, kind: str, place: Place, head: str = "") -> str:
    """Spell the name of an unknown unit: one spelling for "&", line breaks and long heads."""
    parts: list[str] = []
    for at in range(place.first, place.last):
        key = words.keys[at]
        surface = key if key in {"and", ","} else words.surface(at, at + 1)
        glue = "" if key in {",", "'s"} or not parts else _glue(words, at)
        parts.append(glue + surface.replace("’", "'"))
    core = "".join(parts).replace(", and ", " and ")
    written = written_head(names.kinds[kind], head)
    return written.replace("…", core) if "…" in written else f"{core} {written}"


def _glue(words: Words, place: int) -> str:
    between = words.text[words.ends[place - 1] : words.starts[place]]
    return "-" if between in {"-", "‐", "‑"} else " "


class Reader:
    """Reads places to the left and right of heads in one text."""

    def __init__(
        self, words: Words, names: UnitNames, in_heads: set[int], taken: Sequence[bool]
    ) -> None:
        self.words, self.names, self.in_heads, self.taken = words, names, in_heads, taken

    def around(self, head: Match[Head]) -> Reading | None:
        """Read the name that a head makes, before it or else behind it."""
        kind, plural, before, _ = head.payload
        written, everyday = self.words.surface(head.first, head.last), self._is_everyday(head)
        if not before:
            places = self._without_offices(self.before(head.first))
            if places and self._names_something(places, head):
                first = places[0].first
                return Reading(kind, plural, places, first, head.last, "", everyday, written)
        places = self.behind(head)
        if places and self._names_something(places, head):
            joint = "" if before else self.words.keys[head.last]
            last = places[-1].last
            return Reading(kind, plural, places, head.first, last, joint, everyday, written)
        return None

    def before(self, head: int) -> tuple[Place, ...]:
        """Read "A", "A and B", "A, B and C" that end right before a word."""
        places: list[Place] = []
        last = head
        while len(places) < _MAX_PLACES and (place := self._place_before(last)):
            places.insert(0, place)
            joint = self._joint_before(place.first, listed=len(places) > 1)
            if joint is None:
                break
            last = joint
        return tuple(places)

    def _without_offices(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Drop what is no place before a list: "the Minister and the Ashmere PDU"."""
        for at in range(len(places) - 1, -1, -1):
            if self._dull(places[at]):
                return places[at + 1 :]
        return places

    def _dull(self, place: Place) -> bool:
        inside = self.words.keys[place.first : place.last]
        dull = (self.names.dull, STOP_WORDS, _PEOPLES)
        return all(any(key in some for some in dull) for key in inside)

    def _joint_before(self, first: int, *, listed: bool) -> int | None:
        """Give the end of the place before a joint; a comma joins only what "and" has ended."""
        keys = self.words.keys
        at = first - 1
        if at > 0 and keys[at] == "the" and keys[at - 1] == "and":
            at -= 1
        if at < 1:
            return None
        if keys[at] == "and":
            return at - 1 if keys[at - 1] == "," else at
        return at if keys[at] == "," and listed else None

    def _place_before(self, last: int) -> Place | None:
        first = last
        while last - first < _MAX_PLACE:
            at = first - 1
            if self._is_name(at):
                first = at
            elif first < last and self._is_name(at - 1) and self._joins_inside(at):
                first = at - 1
            else:
                break
        first = self._without_openers(first, last)
        return Place(first, last) if first < last else None

    def _joins_inside(self, at: int) -> bool:
        key = self.words.keys[at]
        if key == "of":
            return self.words.keys[at - 1] in _OF_AFTER
        return key in _INSIDE and not (key == "the" and at > 1 and self.words.keys[at - 2] == "the")

    def _without_openers(self, first: int, last: int) -> int:
        """Drop words that are capital because they open a sentence: "In Ashmere PDU"."""
        keys = self.words.keys
        while first < last and keys[first] in OPENERS:
            first += 1
        return first

    def behind(self, head: Match[Head]) -> tuple[Place, ...]:
        """Read "HMP Ashmere", "the PDU of Ashmere and Tolland", "PDUs: Ashmere and Tolland"."""
        keys, at = self.words.keys, head.last
        if not head.payload.before:
            if at >= len(keys) or keys[at] not in (
                _JOINTS if head.payload.plural else _JOINTS_OF_ONE
            ):
                return ()
            at += 1
            at += at < len(keys) and keys[at] == "the"
        return self.list_at(at, 1 if head.payload.before else _MAX_PLACES)

    def list_at(self, at: int, most: int = _MAX_PLACES) -> tuple[Place, ...]:
        """Read "A", "A and B", "A, B and C" that begin at a word."""
        keys = self.words.keys
        places: list[Place] = []
        while place := self._place_behind(at):
            places.append(place)
            at = place.last
            if len(places) == most or at == len(keys) or keys[at] not in {",", "and"}:
                break
            at += 1
            at += keys[at : at + 1] == ["the"]
            if not self._is_name(at):
                break
        return tuple(places)

    def _place_behind(self, first: int) -> Place | None:
        last = first
        while last - first < _MAX_PLACE:
            if self._is_name(last):
                last += 1
            elif last > first and self._is_name(last + 1) and self._joins_inside(last):
                last += 2
            else:
                break
        return Place(first, last) if last > first else None

    def _is_name(self, at: int) -> bool:
        words = self.words
        if not 0 <= at < len(words.keys) or at in self.in_heads or self.taken[at]:
            return False
        key = words.keys[at]
        if key == "'s":  # "St Bride's", but no other owner
            return at > 1 and words.keys[at - 2] in {"st", "saint", "bishop", "king", "queen"}
        return (
            key != BREAK
            and words.capital(at)
            and key not in _TITLES
            and not (at > 0 and words.keys[at - 1] in _TITLES)
        )

    def _names_something(self, places: tuple[Place, ...], head: Match[Head]) -> bool:
        """Tell a name from "a London PDU", "the Chief Prison …", "Senior Probation PDU"."""
        keys, first = self.words.keys, min(places[0].first, head.first)
        if first > 0 and keys[first - 1] in _INDEFINITE:
            return False
        # "the Ashmere division", but not "Premier League division": an everyday noun needs "the".
        article = first - 1 - (first > 1 and keys[first - 1] in _ADJECTIVES)
        if self._is_everyday(head) and not (article >= 0 and keys[article] == "the"):
            return False
        return not any(map(self._dull, places)) and self._head_stands(head)

    def _head_stands(self, head: Match[Head]) -> bool:
        """Tell a head from the first word of another name: "Ashmere Police Federation"."""
        words, surface = self.words, self.words.surface(head.first, head.last)
        if not head.payload.opens:
            return False
        single = head.last - head.first == 1
        weak = single and sum(letter.isupper() for letter in surface) < 2
        if not weak or head.payload.before:
            return True
        after = head.last + (head.last < len(words.keys) and words.keys[head.last] == "and")
        follows = after < len(words.keys) and words.capital(after)
        return not follows

    def _is_everyday(self, head: Match[Head]) -> bool:
        surface = self.words.surface(head.first, head.last)
        return head.last - head.first == 1 and surface.islower()
