"""Tell whom a rating is about."""

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.records import UnitMention
from probenlp.tag.rating_kinds import RatedKinds
from probenlp.tag.rating_labels import Hit

_LIST_JOINT = re.compile(
    r"\s*(?:,|,?\s*\b(?:and|n?or|as well as|plus|along with|together with)\b|&)\s*"
    r"(?:(?:of|in|at|the|both|inspections?|now|then|also|latterly|finally|today|most recently"
    r"|this week|last week)\s+)*",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(
    r"\s*[,(]?\s*(?:in|within|of|from|part of|which is in)\s+(?:the\s+)?", re.IGNORECASE
)
_PLACED = re.compile(r"\s*,\s*(?:in|within|of|part of|at)\s+(?:the\s+)?", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|unlike|like|as with|compared with|compared to)\s+(?:the\s+)?$", re.IGNORECASE
)
_TO_UNITS = re.compile(
    r"[’”'\"]?\s*(?:overall\s+)?(?:ratings?|grades?)?\s*(?:(?:was|were|has been|have been)\s+)?"
    r"(?:given\s+|awarded\s+|handed\s+)?(?:to|for|:|–|-)\s*"
    r"(?:(?:both|all|each|of|the|inspections?)\s+)*",
    re.IGNORECASE,
)
_IN_UNITS = re.compile(r"[’”'\"]?\s+(?:in|at|across)\s+(?:both\s+)?(?:the\s+)?", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\W*(?:(?:and|but|so|however|overall|also|again|meanwhile|today|previously|as a result"
    r"|in \d{4}|at (?:its|their|the) (?:last|previous) inspection|consequently)\W+)*"
    r"(?P<who>it|they|both|all|each|neither|none|this|these|those"
    r"|the (?:two|three|four|five|six|areas?|services?|reports?|inspection|latest))\b",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 20
_AHEAD: Final = 4
_COUNTS: Final = {"both": 2, "neither": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MANY: Final = frozenset(
    {"they", "none", "all", "each", "these", "those", "areas", "services", "reports"}
)
_FOREIGN = re.compile(
    r"\b(?:all|both|these|reports|ratings|many|most|several|some|\w+s were)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r",\s+(?:(?:from|in|of|for|to|by|under|with|at)\s+)?(?:which|whose|who|where)\b[^;:–—]*?,(?=\s)"
)
_NEXT_DOOR = re.compile(
    r"\b(?:next door|neighbour\w*|nearby|adjoining|adjacent|sister)\b", re.IGNORECASE
)
_NONE_OF = re.compile(
    r"\b(?:none|neither|nor|all|both|each|any)\b(?! of the)(?!.*\b(?:none|all|both)\b)", re.I
)
_FOCUS: Final = 3
"""So often a text must have named a service, and twice as often as any other, to be about it."""
_IN_PASSING: Final = 2


class Scope(NamedTuple):
    """Whom a rating is about."""

    units: tuple[UnitMention, ...]
    rule: str


class _Count(NamedTuple):
    """What was named up to a place: how many services, and the two most often, how often."""

    distinct: int
    first: UnitMention | None
    most: int
    second: int


class UnitScopes:
    """The services of one passage, ready to be asked whom a grade is about."""

    def __init__(self, text: str, units: Sequence[UnitMention], kinds: RatedKinds) -> None:
        self._text = text
        self._kinds = kinds
        self._groups = list(_groups(text, kinds.chosen(units)))
        self._starts = [group[0].span.start for group in self._groups]
        self._counts: list[_Count] = []
        self._times: dict[int, int] = {}
        known: Counter[str] = Counter()
        first: UnitMention | None = None
        most = second = 0
        for group in self._groups:
            for unit in group:
                times = known[_key(unit)] = known[_key(unit)] + 1
                self._times[unit.span.start] = times
                if first is not None and _key(unit) == _key(first):
                    most = times
                elif times > most:
                    first, most, second = unit, times, most
                else:
                    second = max(second, times)
            self._counts.append(_Count(len(known), first, most, second))

    def of(self, hits: Sequence[Hit], at: int, sentence: tuple[int, int]) -> Scope:
        """Tell whom a grade of a sentence is about.

        Parameters
        ----------
        hits : sequence of Hit
            The grades of the sentence.
        at : int
            Which of them.
        sentence : (int, int)
            Half-open.
        """
        hit = hits[at]
        before = [group for group in self._inside(sentence) if group[0].span.start < hit.start]
        after = [group for group in self._inside(sentence) if group[0].span.start >= hit.end]
        if shared := self._shared_out(hits, at, before):
            return Scope((shared,), "respectively")
        if after:
            link = self._text[hit.end : after[0][0].span.start]
            if _TO_UNITS.fullmatch(link):
                return Scope(tuple(after[0]), "given-to")
            # "Unpaid work was ‘Good’ in Ashmere PDU and ‘Outstanding’ in Tolland PDU"
            claimed = at > 0 and before and before[-1][0].span.start > hits[at - 1].end
            if _IN_UNITS.fullmatch(link) and (claimed or not before):
                return Scope(tuple(after[0]), "placed")
        if (counted := self._counted(sentence, hit)) is not None:
            return counted
        if not before and (ahead := self._ahead(sentence, hit)):
            return Scope((ahead,), "ahead")
        if subject := self._subject(before, sentence, hit):
            return Scope(tuple(subject), "nearest")
        if after and not any(hit.end < other.start < after[0][0].span.start for other in hits):
            return Scope(tuple(after[0]), "following")
        return self._earlier(sentence, hit)

    def last_end(self, sentence: tuple[int, int], hit: Hit) -> int:
        """Give the end of the last service that a sentence names before a grade."""
        ends = [g[-1].span.end for g in self._inside(sentence) if g[-1].span.end <= hit.start]
        return max(ends, default=sentence[0])

    def focus(self, sentence: tuple[int, int], times: int = _FOCUS) -> UnitMention | None:
        """Give the service that the text up to a sentence is about, if it is about one.

        Parameters
        ----------
        times : int
            How often it must have been named at least.
        """
        count = bisect.bisect_left(self._starts, sentence[0])
        if not count:
            return None
        _, first, most, second = self._counts[count - 1]
        return first if most >= times and most >= 2 * second else None

    def is_aside(self, units: Sequence[UnitMention], sentence: tuple[int, int]) -> bool:
        """Tell whether services are brought in beside the one that the text is about."""
        near = self._text[max(0, sentence[0] - 120) : units[0].span.start] if units else ""
        focus = self.focus(sentence, 1 if _NEXT_DOOR.search(near) else _FOCUS)
        return focus is not None and all(
            _key(unit) != _key(focus)
            and self._times.get(unit.span.start, 1) <= _IN_PASSING
            and not self._kinds.holds(focus, unit)
            for unit in units
        )

    def names_in(self, start: int, end: int) -> list[UnitMention]:
        """Give the services named in a stretch."""
        return [unit for group in self._inside((start, end)) for unit in group]

    def _inside(self, stretch: tuple[int, int]) -> list[list[UnitMention]]:
        first = bisect.bisect_left(self._starts, stretch[0])
        last = bisect.bisect_left(self._starts, stretch[1])
        return self._groups[first:last]

    def _shared_out(
        self, hits: Sequence[Hit], at: int, before: Sequence[list[UnitMention]]
    ) -> UnitMention | None:
        """Give each of several units its grade: "A and B were rated Good and Inadequate"."""
        first = last = at
        while first > 0 and _LIST_JOINT.fullmatch(self._link(hits[first - 1], hits[first])):
            first -= 1
        while last + 1 < len(hits) and _LIST_JOINT.fullmatch(
            self._link(hits[last], hits[last + 1])
        ):
            last += 1
        groups = [group for group in before if group[-1].span.end <= hits[first].start]
        if last == first or not groups or len(groups[-1]) != last - first + 1:
            return None
        return groups[-1][at - first]

    def _link(self, one: Hit, other: Hit) -> str:
        return self._text[one.end : other.start].strip("‘’“”'\"")

    def _counted(self, sentence: tuple[int, int], hit: Hit) -> Scope | None:
        """Read "Five of the PDUs have been inspected, and none is ‘Good’": the last five named."""
        lead = self._text[sentence[0] : hit.start]
        pronoun = _NONE_OF.search(lead)
        counted = pronoun and self._kinds.counted(lead[: pronoun.start()])
        if not pronoun or not counted:
            return None
        after = bisect.bisect_left(self._starts, sentence[0] + pronoun.end())
        if after < len(self._starts) and self._starts[after] < hit.start:
            return None
        number, kinds = counted
        before = bisect.bisect_left(self._starts, sentence[0])
        return Scope(self._last(before, number, kinds), "counted")

    def _ahead(self, sentence: tuple[int, int], hit: Hit) -> UnitMention | None:
        """Read "A youth justice service has been rated …": the next of its kind names it."""
        kinds = self._kinds.indefinite(self._text[sentence[0] : hit.start])
        if not kinds:
            return None
        place = bisect.bisect_left(self._starts, hit.end)
        near = (unit for group in self._groups[place : place + _AHEAD] for unit in group)
        return next((unit for unit in near if unit.kind in kinds), None)

    def _subject(
        self, before: Sequence[list[UnitMention]], sentence: tuple[int, int], hit: Hit
    ) -> list[UnitMention]:
        """Give the nearest units before a grade that are no adjunct, aside or comparison."""
        asides = [found.span() for found in _ASIDE.finditer(self._text, sentence[0], hit.start)]
        for at in range(len(before) - 1, -1, -1):
            start = before[at][0].span.start
            if at > 0 and any(first <= start < last for first, last in asides):
                continue
            if _COMPARED.search(self._text[max(0, start - 24) : start]) and at > 0:
                continue
            if at > 0:
                link = self._text[before[at - 1][-1].span.end : start]
                above = self._kinds.parents.get(before[at - 1][-1].unit_id or "")
                # "Newham PDU in the London region", "Newham – London region": where it lies
                if _ADJUNCT.fullmatch(link) or (above and above == before[at][0].unit_id):
                    continue
            # "None of the PDUs in the London region": the units, not the region
            if self._kinds.are_many(self._text[max(0, start - 60) : start]):
                continue
            return before[at]
        return []

    def _earlier(self, sentence: tuple[int, int], hit: Hit) -> Scope:
        """Look back where the sentence names no service: "Both were rated …"."""
        count = bisect.bisect_left(self._starts, sentence[0])
        if not count:
            return Scope((), "")
        latest = self._groups[count - 1]
        lead = self._text[sentence[0] : hit.start]
        if found := _SUBJECT.match(lead):
            word = found["who"].lower().split()[-1]
            if word in _COUNTS:
                return Scope(self._last(count, _COUNTS[word]), f"back:{word}")
            return Scope(tuple(latest) if word in _MANY else (latest[-1],), f"back:{word}")
        if _FOREIGN.search(lead):
            return Scope((), "")
        if self._counts[count - 1].distinct == 1:
            return Scope((latest[-1],), "back:only")
        focus = self.focus(sentence)
        return Scope((focus,), "back:focus") if focus else Scope((), "")

    def _last(
        self, before: int, count: int, kinds: frozenset[str] = frozenset()
    ) -> tuple[UnitMention, ...]:
        """Give the last group if it has that size, else the last so many units named."""
        if not before:
            return ()
        if len(self._groups[before - 1]) == count:
            return tuple(self._groups[before - 1])
        latest: dict[str, UnitMention] = {}
        for at in range(before - 1, max(-1, before - 1 - _LOOK_BACK), -1):
            for unit in reversed(self._groups[at]):
                if not kinds or unit.kind in kinds:
                    latest.setdefault(_key(unit), unit)
            if len(latest) >= count:
                break
        units = list(latest.values())[:count]
        return tuple(reversed(units)) if len(units) == count else ()


def _groups(text: str, units: Sequence[UnitMention]) -> Iterator[list[UnitMention]]:
    """Put together units that a list joins: "A, B and C"."""
    group: list[UnitMention] = []
    for unit in units:
        if group and not _joins(text, group, unit):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _joins(text: str, group: Sequence[UnitMention], unit: UnitMention) -> bool:
    link = text[group[-1].span.end : unit.span.start]
    start = group[0].span.start
    # "Newham PDU, in the London region": where it lies, no second one
    if unit.kind != group[-1].kind and _PLACED.fullmatch(link):
        return False
    # "Unlike Newham PDU, Lambeth PDU was …": the comma ends the comparison.
    compared = link.strip() == "," and _COMPARED.search(text[max(0, start - 24) : start])
    return bool(_LIST_JOINT.fullmatch(link)) and not compared


def _key(unit: UnitMention) -> str:
    return unit.unit_id or unit.name
