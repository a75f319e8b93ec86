"""Learn units that no table has from texts that never give them a head.

"Ashmere and Tolland was rated …", "the report on Ashmere", "Regional Director, Eastmere", a table
whose column is headed "PDU": each tells that a service of that name exists, and mostly of which
kind. Where the text speaks of the name again is left to :mod:`probenlp.tag.unit_echoes`.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from probenlp.records import Span, UnitMention
from probenlp.tag.gazetteer import Gazetteer
from probenlp.tag.unit_choice import holds_at
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
        |received[ ]an?[ ](?:\w+[ ]){{0,2}}(?:{_MARKED})|scored[ ](?:just[ ]|only[ ])?\w+)\b""",
    re.VERBOSE,
)
# Before it: "the report on …", "an inspection of services in …", "units, which cover …".
_REPORTED = re.compile(
    r"""\b(?:inspections?[ ](?:of|for)|(?P<several>reports)[ ]on|report[ ](?:on|into)
      |inspected|(?:first|second|fresh|another)[ ]look[ ]at)[ ]
      (?:the[ ])?(?:(?:\w+[ ]){0,2}services?[ ](?:in|at|across|for)[ ])?
      |\b(?:one|both|units?|services?|divisions?|reports?),?(?:[ ](?:which|that))?[ ]
       (?:cover(?:s|ed|ing)?)[ ](?:the[ ])?""",
    re.VERBOSE | re.IGNORECASE,
)
_ACROSS: Final = r"(?: services?| staffing)? (?:in|across) (?:(?:much|most|parts|all) of )?"
_OF_SEVERAL = re.compile(r" (?:inspections|reports|units)\b| [a-z]+ services\b")
_IN_OFFICE = re.compile(r"(?:,|(?P<of> for| of| in)) (?:the )?")
_PREPOSITIONS: Final = frozenset("in on at of for across near from to with by".split())
_NUMBERS: Final = frozenset("two three four five six seven eight nine ten".split())
_CELL: Final = "\t"
_INSPECTED: Final = re.compile(r"\binspect(?:ors?|ions?|ed|orate)\b", re.IGNORECASE)


def introduced(
    words: Words,
    names: UnitNames,
    drafts: Sequence[Draft],
    known: Gazetteer[Echo],
    date: str | None,
    headline: str | None = None,
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

    Returns
    -------
    list of UnitMention
        Names to look out for; not yet that the service is meant in every place.
    """
    finder = _Finder(words, names, drafts, known, date)
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
    ) -> None:
        self.words, self.names, self._known, self._date = words, names, known, date
        taken = [False] * len(words.keys)
        for draft in drafts:
            taken[draft.first : draft.last] = [True] * (draft.last - draft.first)
        self._reader = Reader(words, names, set(), taken)
        trade = names.domain.name in words.keys and _INSPECTED.search(words.text) is not None
        self.about = trade or about_units(words, names, (one for d in drafts for one in d.ids))

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
            yield from self._named(kind, places, several=bool(found["several"]))
        yield from self._in_tables()
        yield from self._by_office()
        yield from self._by_noun()
        if wider:
            yield from self._areas(wider, told=told)

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
            if told or (places and self._counted(places[0].first)):
                yield from self._named(kind, places)

    def _counted(self, first: int) -> bool:
        return first > 0 and self.words.keys[first - 1] in _NUMBERS

    def _by_noun(self) -> Iterator[UnitMention]:
        """Read "the Ashmere unit", where "in Ashmere" tells that Ashmere is a place."""
        for tail in self.names.tails.find(self.words):
            places = self._reader.before(tail.first) if tail.payload else ()
            if places and self.words.keys[places[0].first - 1] == "the":
                name = self.words.surface(places[0].first, places[-1].last)
                if re.search(rf"\bin {re.escape(name)}\b", self.words.text):
                    yield from self._named(tail.payload, places)

    def _by_office(self) -> Iterator[UnitMention]:
        """Read what a head of such services heads: "Regional Director, Eastmere"."""
        for match in self.names.offices.find(self.words):
            joint = _IN_OFFICE.match(self.words.text, self.words.ends[match.last - 1])
            places = self._reader.list_at(self._word_at(joint.end())) if joint else ()
            # "the regional director, Owen Vale, said" holds the office; a signature ends its line
            if joint and places and (joint["of"] or self._ends_line(places[-1].last)):
                yield from self._named(match.payload, places)

    def _ends_line(self, last: int) -> bool:
        return not self.words.text[self.words.ends[last - 1] :].partition("\n")[0].strip(" .)")

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
        if keys[0] in OPENERS or all(key in self.names.trade for key in keys):
            return True
        for names in (self.names.forms, self._known):
            found = names.find(words, place.first, place.last)
            if any((match.first, match.last) == place for match in found):
                return True
        if len(keys) > 1 or not alone or not self._opens_sentence(place.first):
            return False
        # "Everything was rated": no name, unless it has its capital elsewhere too
        return not any(
            key == keys[0] and words.capital(at) and not self._opens_sentence(at)
            for at, key in enumerate(words.keys)
        )

    def _opens_sentence(self, at: int) -> bool:
        return at == 0 or self.words.keys[at - 1] in {"\n\n", ".", "!", "?", ":", "'", '"', "“"}

    def _speaks_of(self, kind: str) -> bool:
        anaphors = self.names.anaphors.find(self.words)
        return any(match.payload == kind for match in anaphors)

    def _kind_here(self) -> str | None:
        """Give the kind that services have in this passage, else had at its date."""
        names, wider = self.names, set(self.names.parents.values())
        held: Counter[str] = Counter(
            unit.kind
            for unit in names.units.values()
            if unit.kind in names.kinds
            and names.kinds[unit.kind].inspected == "yes"
            and unit.kind not in wider
            and holds_at(unit.valid_from, unit.valid_to, self._date)
        )
        said = Counter(match.payload.kind for match in names.heads.find(self.words))
        return max(held, key=lambda kind: (said[kind], held[kind]), default=None)
