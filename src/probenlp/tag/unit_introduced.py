"""Learn units that no table has from texts that never give them a head.

"Ashmere and Tolland was rated …", "the report on Ashmere", "Regional Director, Eastmere", a table
whose column is headed "PDU": each tells that a service of that name exists, and mostly of which
kind. Where the text speaks of the name again is left to :mod:`probenlp.tag.unit_echoes`.
"""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from probenlp.records import Span, UnitMention
from probenlp.tag.anaphora import WRITERS_OWN
from probenlp.tag.gazetteer import Gazetteer
from probenlp.tag.unit_choice import holds_at
from probenlp.tag.unit_contexts import RANKS
from probenlp.tag.unit_echoes import Echo
from probenlp.tag.unit_grammar import OPENERS, Place, Reader, unit_name
from probenlp.tag.unit_names import UnitNames
from probenlp.tag.unit_places import Draft, about_units
from probenlp.tag.words import Words, cut

_MARKED: Final = r"rating|grade|score|marks?"
# Behind the name: "… was rated", "… scored seven". The groups tell one unit from several.
_JUDGED = re.compile(
    rf"""(?P<which>,[ ]which)?[ ](?:(?P<several>were|are|have|both|all)|was|is|has|had)?
      (?:[ ](?:(?P<each>both|all|each)|been|also|again|now)){{0,3}}[ ]?
      (?:rated|graded|given[ ](?:an?|one[ ]of)[ ](?:\w+[ ]){{0,3}}(?:{_MARKED})
        |received[ ]an?[ ](?:\w+[ ]){{0,2}}(?:{_MARKED})|scored[ ](?:just[ ]|only[ ])?\w+
        |got[ ](?:just[ ]|only[ ])?\d+
         (?=%(?![ ]of\b)|[ ](?:out[ ]of|points?|and[ ]was|per[ ]cent)\b))\b
      |[ ]\((?:also|then|again|still|now)[ ](?:rated[ ])?[‘“"'](?=[A-Z])
      |[ ](?:was|came)[ ](?:the[ ])?(?:{RANKS})[ ]with[ ](?:just[ ]|only[ ])?\d
      |[ ](?:(?:was|got|had|on)[ ])?\d{{1,2}}(?=[,.;][^\n]{{0,60}}\bout[ ]of[ ]\d\d)""",
    re.VERBOSE,
)
# Before it: "the report on …", "an inspection of services in …", "units, which cover …".
_REPORTED = re.compile(
    r"""\b(?:inspections?(?:[ ](?:prep|weeks?|visits?|days?|clinics?|fieldwork))?["”’']?[ ]
       (?:of|for|in)|(?P<several>reports)[ ]on|report[ ](?:on|into)
      |inspected|(?:first|second|fresh|another)[ ]look[ ]at)[ ]
      (?:the[ ])?(?:(?:\w+[ ]){0,2}services?[ ](?:in|at|across|for)[ ])?
      |\b(?:one|both|units?|services?|divisions?|reports?),?(?:[ ](?:which|that))?[ ]
       (?:cover(?:s|ed|ing)?)[ ](?:the[ ])?
      |\b(?:worst|best|lowest|highest|most|fewest)[ ](?:\w+[ ]){0,4}\d+(?:%|[ ]per[ ]cent)?,?
       [ ]in[ ](?:the[ ])?
      |\bthe[ ](?P<others>others?|other[ ](?:two|units?|services?)|two|rest),[ ](?:the[ ])?""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_THE_OTHERS = re.compile(
    r",? (?:(?P<both>both) |all |each )?(?:(?:is|are|was|were|has|have|had|been|also|again|now) )*"
    r"(?:rated|graded|judged|marked|scored|inspected|requires?)\b"
)
# "The PDU is short. In mine (Marram), duty is three people", "where I am (Dunmoor)".
_AT_HOME = re.compile(
    r"\b(?:(?P<mine>(?:in|at|from|like) (?:mine|ours))"
    r"|where (?:I am|I[’']m|we are|I work|I worked|I was)) \((?:the )?",
    re.IGNORECASE,
)
_NEAR: Final = 120
_ACROSS: Final = r"(?: services?| staffing)? (?:in|across) (?:(?:much|most|parts|all) of )?"
_OF_SEVERAL = re.compile(
    r" (?P<inspections>inspections)\b| (?:reports|units)\b| [a-z]+ services\b"
    r"| (?P<ones>ones)\b(?=[^.!?\n]* (?:out of|marked|rated|scored|graded)\b)"
)
_IN_OFFICE = re.compile(r"(?:,|(?P<of> for| of| in)) (?:the )?")
_PREPOSITIONS: Final = frozenset("in on at of for across near from to with by".split())
_NUMBERS: Final = frozenset("two three four five six seven eight nine ten".split())
_NO_UNITS: Final = frozenset(
    "england wales scotland britain uk ireland europe parliament christmas easter brexit".split()
)
_COUNTED_OFF: Final = frozenset(
    "page table figure section chapter part annex question slide band tier level phase year".split()
)
"""Words before a number that is no score: "Table 2"."""
# A single word that opens a sentence may be a capital only for that, unless it sounds like a town.
_SOUNDS_LIKE_A_TOWN = re.compile(
    r"\w{2,}(?:ford|ferry|[a-z]{3}ham|bury|mouth|chester|shire|minster|combe|burgh|borough|dale|hurst|wick"
    r"|worth|stead)$"
)
_ACRONYM: Final = re.compile(r"\b[A-Z]{2,}s?\b")
_CELL: Final = "\t"
_NOTHING_MORE: Final = re.compile(r"[ .)]*(?:\n|\Z)")
_BOUNDARY: Final = re.compile(r"\b")
_WORD: Final = re.compile(r"\w+")
_IN_A_PLACE: Final = re.compile(r"\bin (?=(\w+))")
_INSPECTED: Final = re.compile(r"\binspect(?:ors?|ions?|ed|orate)\b", re.IGNORECASE)


def introduced(
    words: Words,
    names: UnitNames,
    drafts: Sequence[Draft],
    known: Gazetteer[Echo],
    date: str | None,
    headline: str | None = None,
    before: Sequence[UnitMention] = (),
) -> list[UnitMention]:
    """Find the names of units that a passage introduces by what it says of them.

    Parameters
    ----------
    drafts : sequence of Draft
        The units found by name.
    known : Gazetteer of Echo
        Short forms of what the document has named; these are nothing new.
    date : str or None
        When the passage was published: it tells what kinds of services there were.
    headline : str or None
        Of the article that the passage is: "Eastmere units fail".
    before : sequence of UnitMention
        What the document has named outside the passage: a comment need not say what it is about.

    Returns
    -------
    list of UnitMention
        Names to look out for; not yet that the service is meant in every place.
    """
    finder = _Finder(words, names, drafts, known, date, before)
    if not finder.about:
        return []
    above = _Finder(cut(headline), names, (), known, date) if headline else None
    return list(finder.find(above))


class _Finder:
    """Looks for introductions in one passage."""

    def __init__(
        self,
        words: Words,
        names: UnitNames,
        drafts: Sequence[Draft],
        known: Gazetteer[Echo],
        date: str | None,
        before: Sequence[UnitMention] = (),
    ) -> None:
        self.words, self.names, self._known, self._date = words, names, known, date
        self._above = {unit.kind for unit in before}
        # Read once, and only where asked for: most passages introduce nobody.
        self._said_in: dict[str, list[int]] | None = None
        self._by_key: dict[str, list[int]] | None = None
        taken = [False] * len(words.keys)
        for draft in drafts:
            taken[draft.first : draft.last] = [True] * (draft.last - draft.first)
        self._reader = Reader(words, names, set(), taken)
        trade = names.domain.name in words.keys and _INSPECTED.search(words.text) is not None
        told = about_units(words, names, (one for d in drafts for one in d.ids))
        read = any(unit.unit_id in names.domain.inspectorate for unit in before)
        self.about = trade or told or read or not names.inspected.isdisjoint(self._above)

    def find(self, headline: "_Finder | None" = None) -> Iterator[UnitMention]:
        """Give the names in the order of the rules, those of a headline first."""
        kind = self._kind_here()
        if kind is None:
            return
        wider = self.names.parents.get(kind)
        told = wider is not None and self._speaks_of(wider)
        if headline and wider and told:
            yield from headline._areas(wider, told=told)
        for found in _JUDGED.finditer(self.words.text):
            places = self._reader.before(self._word_at(found.start()))
            if places and (found["which"] or self._is_subject(places[0].first)):
                several = bool(found["several"] or found["each"])
                yield from self._named(kind, places, several=several)
        for found in _REPORTED.finditer(self.words.text):
            places = self._reader.list_at(self._word_at(found.end()))
            if found["others"]:
                yield from self._others(kind, places)
            else:
                yield from self._named(kind, places, several=bool(found["several"]))
        yield from self._at_home(kind)
        yield from self._in_tables()
        yield from self._by_office()
        yield from self._by_noun()
        if wider:
            yield from self._areas(wider, told=told)

    def _others(self, kind: str, places: Sequence[Place]) -> Iterator[UnitMention]:
        """Read "the others, Ash and Bray, Coll and Dunn, both need …": two, parted by one "and"."""
        if not places:
            return
        told = _OF_THE_OTHERS.match(self.words.text, self.words.ends[places[-1].last - 1])
        if not told:
            return
        if not told["both"]:
            yield from self._named(kind, places)
            return
        ends = [at for at, place in enumerate(places[:-1], 1) if self._and_follows(place)]
        if ends and not any(self._no_name(place, alone=False) for place in places):
            yield from self._named(kind, places[: ends[0]])
            yield from self._named(kind, places[ends[0] :])

    def _at_home(self, kind: str) -> Iterator[UnitMention]:
        """Read where a writer says to be; "mine" is one of the units spoken of just before."""
        for found in _AT_HOME.finditer(self.words.text):
            at, near = self._word_at(found.start()), self._word_at(found.start() - _NEAR)
            spoken_of = (self.names.heads, self.names.anaphors)
            if found["mine"] and not any(
                any(nouns.find(self.words, near, at)) for nouns in spoken_of
            ):
                continue
            places = self._reader.list_at(self._word_at(found.end()))
            if places and self.words.keys[places[-1].last : places[-1].last + 1] == [")"]:
                for unit in self._named(kind, places):
                    yield msgspec.structs.replace(unit, evidence=(WRITERS_OWN,))

    def _and_follows(self, place: Place) -> bool:
        return self.words.keys[place.last] == "and"

    def _is_subject(self, first: int) -> bool:
        """Tell "Ashmere was rated" from "a service on the Ashmere coast was rated"."""
        keys = self.words.keys
        first -= first > 0 and keys[first - 1] == "the"
        return first == 0 or keys[first - 1] not in _PREPOSITIONS

    def _areas(self, kind: str, *, told: bool) -> Iterator[UnitMention]:
        """Read areas of several units: "probation in Eastmere", "the three Eastmere reports".

        Without a number only where the passage speaks of "the region": ``told``.
        """
        text, trade = self.words.text, re.escape(self.names.domain.name)
        if told:
            for found in re.finditer(rf"\b{trade}{_ACROSS}", text, re.IGNORECASE):
                yield from self._named(kind, self._reader.list_at(self._word_at(found.end()))[:1])
        for found in _OF_SEVERAL.finditer(text):
            places = self._reader.before(self._word_at(found.start() + 1))[-1:]
            plural = found["inspections"] and places and self._after_the(places[0].first)
            if found["ones"] and kind not in self._above:
                continue
            if told or plural or found["ones"] or (places and self._counted(places[0].first)):
                yield from self._named(kind, places)

    def _after_the(self, first: int) -> bool:
        return first > 0 and self.words.keys[first - 1] == "the"

    def _counted(self, first: int) -> bool:
        return first > 0 and self.words.keys[first - 1] in _NUMBERS

    def _by_noun(self) -> Iterator[UnitMention]:
        """Read "the Ashmere unit", where "in Ashmere" tells that Ashmere is a place."""
        for tail in self.names.tails.find(self.words):
            places = self._reader.before(tail.first) if tail.payload else ()
            if places and self.words.keys[places[0].first - 1] == "the":
                name = self.words.surface(places[0].first, places[-1].last)
                if self._is_place(name):
                    yield from self._named(tail.payload, places)

    def _is_place(self, name: str) -> bool:
        """Tell whether the passage says "in Ashmere" anywhere."""
        if self._said_in is None:
            self._said_in = defaultdict(list)
            for found in _IN_A_PLACE.finditer(self.words.text):
                self._said_in[found[1]].append(found.end())
        first, text = _WORD.match(name), self.words.text
        return first is not None and any(
            text.startswith(name, place) and _BOUNDARY.match(text, place + len(name))
            for place in self._said_in.get(first[0], ())
        )

    def _by_office(self) -> Iterator[UnitMention]:
        """Read what a head of such services heads: "Regional Director, Eastmere"."""
        for match in self.names.offices.find(self.words):
            joint = _IN_OFFICE.match(self.words.text, self.words.ends[match.last - 1])
            places = self._reader.list_at(self._word_at(joint.end())) if joint else ()
            # "the regional director, Owen Vale, said" holds the office; a signature ends its line
            if joint and places and (joint["of"] or self._ends_line(places[-1].last)):
                yield from self._named(match.payload, places)

    def _ends_line(self, last: int) -> bool:
        return _NOTHING_MORE.match(self.words.text, self.words.ends[last - 1]) is not None

    def _in_tables(self) -> Iterator[UnitMention]:
        """Read the first cells under a head: lines of cells parted by tabs."""
        kind, at = None, 0
        for line in self.words.text.split("\n"):
            cell, tab, _ = line.partition(_CELL)
            first = self._word_at(at)
            if not tab:
                kind = None
            elif kind is None:
                heads = self.names.heads.find(self.words, first, self._word_at(at + len(cell)))
                kind = next((head.payload.kind for head in heads), "")
            elif kind:
                yield from self._named(kind, self._reader.list_at(first))
            at += len(line) + 1

    def _word_at(self, offset: int) -> int:
        return bisect.bisect_left(self.words.starts, offset)

    def _named(
        self, kind: str, places: Sequence[Place], *, several: bool = False
    ) -> Iterator[UnitMention]:
        if not places or any(self._no_name(place, alone=len(places) == 1) for place in places):
            return
        for place in places if several and len(places) == 2 else self._joined(places):
            start, end = self.words.starts[place.first], self.words.ends[place.last - 1]
            yield UnitMention(
                span=Span.of(self.words.text, start, end),
                kind=kind,
                name=unit_name(self.words, self.names, kind, place),
                evidence=(f"introduced:unknown-{kind}",),
            )

    def _joined(self, places: Sequence[Place]) -> Iterator[Place]:
        """Give a list as one name; "and the" begins another."""
        first = 0
        for at, place in enumerate(places):
            after = self.words.keys[place.last : place.last + 2]
            if at + 1 == len(places) or after == ["and", "the"]:
                yield Place(places[first].first, place.last)
                first = at + 1

    def _no_name(self, place: Place, *, alone: bool) -> bool:
        """Tell a name from a word of the trade, of an opening, and from what a table has."""
        words, keys = self.words, self.words.keys[place.first : place.last]
        if {keys[0], keys[0].rstrip("s")} & (OPENERS | _COUNTED_OFF) or all(
            key in self.names.trade for key in keys
        ):
            return True
        if _NO_UNITS.issuperset(keys) or keys[-1] in self.names.surnames:
            return True
        for names in (self.names.forms, self._known):
            found = names.find(words, place.first, place.last)
            if any((match.first, match.last) == place for match in found):
                return True
        if len(keys) > 1 or not alone or not self._opens_sentence(place.first):
            return False
        # "Everything was rated": no name, unless it has its capital elsewhere too
        return not _SOUNDS_LIKE_A_TOWN.match(keys[0]) and not any(
            words.capital(at) and not self._opens_sentence(at) for at in self._places_of(keys[0])
        )

    def _places_of(self, key: str) -> Sequence[int]:
        """Give where a word stands in the passage."""
        if self._by_key is None:
            self._by_key = defaultdict(list)
            for at, one in enumerate(self.words.keys):
                self._by_key[one].append(at)
        return self._by_key.get(key, ())

    def _opens_sentence(self, at: int) -> bool:
        return at == 0 or self.words.keys[at - 1] in {"\n\n", ".", "!", "?", ":", "'", '"', "“"}

    def _speaks_of(self, kind: str) -> bool:
        anaphors = self.names.anaphors.find(self.words)
        return any(match.payload == kind for match in anaphors)

    def _kind_here(self) -> str | None:
        """Give the kind that services have in this passage, else had at its date."""
        names, wider = self.names, set(self.names.parents.values())
        of_now: Counter[str] = Counter()
        of_old: Counter[str] = Counter()
        for unit in names.units.values():
            if unit.kind in names.inspected and unit.kind not in wider:
                holds = holds_at(unit.valid_from, unit.valid_to, self._date)
                (of_now if holds else of_old)[unit.kind] += 1
        said = Counter(match.payload.kind for match in names.heads.find(self.words))
        # "the old CRC figures" in a text of today; "probation service" is no kind of an age
        lettered = {
            match.payload.kind
            for match in names.heads.find(self.words)
            if _ACRONYM.search(self.words.surface(match.first, match.last))
        }
        held = of_now if lettered.isdisjoint(of_old) or lettered & set(of_now) else of_old
        return max(held, key=lambda kind: (said[kind], held[kind]), default=None)
