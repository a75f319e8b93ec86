"""Tell whom a rating is about, and whether overall or for one standard."""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.domains import Domain
from probenlp.records import UnitMention
from probenlp.tag.rating_labels import Hit

_LIST_JOINT = re.compile(
    r"\s*(?:,|,?\s*\b(?:and|n?or|as well as|plus|along with|together with)\b|&)\s*"
    r"(?:(?:of|in|at|the|both|inspections?)\s+)*",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(
    r"\s*[,(]?\s*(?:in|within|of|from|part of|which is in)\s+(?:the\s+)?", re.IGNORECASE
)
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
    r"(?P<who>it|they|both|all|each|this|these|those|the (?:two|three|four|five|six|area|areas"
    r"|service|services|report|reports|inspection|latest))\b",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 20
_COUNTS: Final = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MANY: Final = frozenset({"they", "all", "each", "these", "those", "areas", "services", "reports"})
_FOREIGN = re.compile(
    r"\b(?:all|both|these|reports|ratings|many|most|several|some|\w+s were)\b", re.IGNORECASE
)
_ITEM_END = re.compile(r"[;–—]|\bbut\b|\bwhile\b|, with\b")
_BETWEEN: Final = (
    r"(?:[^\w,;:.]+(?:was|were|is|are|has|have|had|been|be|being|to|as|an?|the|at|in|of|for|across|also|all"
    r"|both|only|again|now|each|rated|graded|judged|deemed|assessed|found|given|scored|remained|rating"
    r"|work|overall|s|its|not|never|previously))*\W*"
)


class Scope(NamedTuple):
    """Whom a rating is about."""

    units: tuple[UnitMention, ...]
    rule: str


class UnitScopes:
    """The services of one passage, ready to be asked whom a grade is about."""

    def __init__(self, text: str, units: Sequence[UnitMention], domain: Domain) -> None:
        rated = {kind.id for kind in domain.kinds if kind.inspected == "yes"}
        self._text = text
        self._parents = {unit.id: unit.parent for unit in domain.units}
        plurals = "|".join(re.escape(h) for kind in domain.kinds for h in kind.plural_heads)
        self._many = plurals and re.compile(
            rf"\b(?:{plurals})\b[^,;.–]{{0,40}}\b(?:in|within|across|of)\s+(?:the\s+)?$"
        )
        chosen = [unit for unit in units if unit.kind in rated]
        if not chosen:
            placed = {kind.id for kind in domain.kinds if kind.heads}
            chosen = [
                unit
                for unit in units
                if unit.kind in placed and unit.unit_id not in domain.inspectorate
            ]
        self._groups = list(_groups(text, chosen))
        self._starts = [group[0].span.start for group in self._groups]
        known: set[str] = set()
        self._distinct: list[int] = []
        for group in self._groups:
            known.update(unit.unit_id or unit.name for unit in group)
            self._distinct.append(len(known))

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
        if subject := self._subject(before):
            return Scope(tuple(subject), "nearest")
        if after and not any(hit.end < other.start < after[0][0].span.start for other in hits):
            return Scope(tuple(after[0]), "following")
        return self._earlier(sentence, hit)

    def last_end(self, sentence: tuple[int, int], hit: Hit) -> int:
        """Give the end of the last service that a sentence names before a grade."""
        ends = [g[-1].span.end for g in self._inside(sentence) if g[-1].span.end <= hit.start]
        return max(ends, default=sentence[0])

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

    def _subject(self, before: Sequence[list[UnitMention]]) -> list[UnitMention]:
        """Give the nearest units before a grade that are no adjunct and no comparison."""
        for at in range(len(before) - 1, -1, -1):
            start = before[at][0].span.start
            if _COMPARED.search(self._text[max(0, start - 24) : start]) and at > 0:
                continue
            if at > 0:
                link = self._text[before[at - 1][-1].span.end : start]
                above = self._parents.get(before[at - 1][-1].unit_id or "")
                # "Newham PDU in the London region", "Newham – London region": where it lies
                if _ADJUNCT.fullmatch(link) or (above and above == before[at][0].unit_id):
                    continue
            # "None of the PDUs in the London region": the units, not the region
            if self._many and self._many.search(self._text[max(0, start - 60) : start]):
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
        if self._distinct[count - 1] == 1 and not _FOREIGN.search(lead):
            return Scope((latest[-1],), "back:only")
        return Scope((), "")

    def _last(self, before: int, count: int) -> tuple[UnitMention, ...]:
        """Give the last group if it has that size, else the last so many units named."""
        if len(self._groups[before - 1]) == count:
            return tuple(self._groups[before - 1])
        latest: dict[str, UnitMention] = {}
        for at in range(before - 1, max(-1, before - 1 - _LOOK_BACK), -1):
            for unit in reversed(self._groups[at]):
                latest.setdefault(unit.unit_id or unit.name, unit)
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
    # "Unlike Newham PDU, Lambeth PDU was …": the comma ends the comparison.
    compared = link.strip() == "," and _COMPARED.search(text[max(0, start - 24) : start])
    return bool(_LIST_JOINT.fullmatch(link)) and not compared


class Aspects:
    """Finds the standards that a rating is for."""

    def __init__(self, domain: Domain) -> None:
        self._ids: dict[str, list[str]] = {}
        self._kinds: dict[str, set[str]] = {}
        for standard in domain.standards:
            for name in (re.sub(r"\s*\(.*\)", "", standard.name), *standard.aliases):
                self._ids.setdefault(_singular(name), []).append(standard.id)
            # "Safety (approved premises)" is no standard of other kinds of unit.
            only = standard.applies_to if "(" in standard.name else ()
            self._kinds[standard.id] = {to.split()[0] for to in only}
        forms = sorted(self._ids, key=len, reverse=True)
        choice = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) or r"(?!)"
        self._one = re.compile(rf"\b(?P<one>{choice})s?\b", re.IGNORECASE)
        one = rf"(?:(?:its|the|their|our|both|quality|of|work|on|with)\s+)*(?:{choice})s?\b"
        self._for = re.compile(
            rf"[’”'\"]?,?[’”'\"]?\s+(?:ratings?\s+)?(?:overall\s+)?(?:for|on|in)\s+(?:{one})"
            rf"(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)(?:{one}))*",
            re.IGNORECASE,
        )
        self._subject = re.compile(rf"\b(?P<one>{choice})s?\b{_BETWEEN}$", re.IGNORECASE)

    def of(
        self, text: str, sentence: tuple[int, int], hit: Hit, units: Sequence[UnitMention]
    ) -> tuple[str, ...]:
        """Give the standards that a grade is for, or ``overall``, or nothing.

        Parameters
        ----------
        units : sequence of UnitMention
            The services named in the sentence: their words are no standards' ("services").
        """
        if found := self._for.match(text, hit.end, sentence[1]):
            named = self._named(found[0], units)
            if named:
                return named
        lead = text[max(sentence[0], hit.start - 300) : hit.start]
        offset = hit.start - len(lead)
        for unit in units:
            first, last = unit.span.start - offset, unit.span.end - offset
            if 0 <= first < last <= len(lead):
                lead = lead[:first] + " " * (last - first) + lead[last:]
        lead = lead[max((found.end() for found in _ITEM_END.finditer(lead)), default=0) :]
        named_before = None if "overall" in lead.lower() else self._subject.search(lead)
        if named_before and (one := self._applying(named_before["one"], units)):
            return (one,)
        around = lead[-80:] + text[hit.end : min(sentence[1], hit.end + 30)]
        return ("overall",) if re.search(r"\boverall\b", around, re.IGNORECASE) else ()

    def _named(self, words: str, units: Sequence[UnitMention]) -> tuple[str, ...]:
        found = (self._applying(named["one"], units) for named in self._one.finditer(words))
        return tuple(dict.fromkeys(one for one in found if one))

    def _applying(self, name: str, units: Sequence[UnitMention]) -> str | None:
        """Give the standard of that name that may apply to units of these kinds.

        The table names the kinds in short ("nps" for "nps_division").
        """
        kinds = {unit.kind for unit in units if unit.kind}
        for one in self._ids[_singular(name)]:
            to = self._kinds[one]
            if not to or not kinds or any(kind.startswith(tuple(to)) for kind in kinds):
                return one
        return None


def _singular(name: str) -> str:
    return " ".join(name.casefold().split()).removesuffix("s")
