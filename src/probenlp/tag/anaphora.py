"""Let short forms ("the PDU", "this division") stand for the unit of that kind named last."""

import bisect
import re
from collections import deque
from collections.abc import Sequence
from typing import Final

from probenlp.records import Span, UnitMention
from probenlp.tag.gazetteer import longest
from probenlp.tag.unit_names import UnitNames
from probenlp.tag.words import Words

# "the service provided to victims", "the unit of measurement", "the company that runs it", "the
# Inspectorate General": a noun of its own, no short form.
_GOES_ON: Final = re.compile(
    r"[ \u00a0\n](?:provided|delivered|offered|received|given|of|that|which|where|whose|there)\b"
    r"|[ \u00a0][A-Z&]"
)
# "the service to victims", "the unit for women"; but "I told the division to write"
_LOOK_BACK: Final = 20
_FAR_BACK: Final = 2000
_COMMON: Final = re.compile(r"(?:service|unit|company|provider|agency)$", re.IGNORECASE)
# "depending on the unit": any of them; "the body which then ran the service": what it did.
_OF_ANY: Final = re.compile(r"\bdepending on $|\b(?:runs?|ran|running) $", re.IGNORECASE)
# Without an article: "…, watchdog says" in a headline, "somebody at region" among staff.
_BARE_BEFORE: Final = re.compile(r"(?:^|[,;:\n–—‘“][ ]?|\b[Aa]t )$")
_BARE_BEHIND: Final = re.compile(r" (?:level|manager|office|team|wide)")
# "somebody at region that it was over": the clause is not the noun's.
_BARE_GOES_ON: Final = re.compile(r"[ \u00a0\n]of\b|[ \u00a0][A-Z&]")
# A body that speaks, or has a capital, is a body though nothing names it.
_SPEAKS: Final = re.compile(
    r" (?:(?:has|have|had|also|now|itself) ){0,2}(?:says?|said|told|warn(?:s|ed)|claim(?:s|ed)"
    r"|argue[sd]|insist(?:s|ed)|confirm(?:s|ed)|denie[sd]|replied|responded|admit(?:s|ted))\b"
)
WRITERS_OWN: Final = "introduced:a-writer's-own"
"""Evidence of units at which a writer is: "some of this is on the PDU; in mine (Marram) …"."""
_CAPITAL_NOUN: Final = re.compile(r" [A-Z][a-z]+$")
# "the service users", "the service level": no service.
_COMPOUND: Final = re.compile(
    r"[ -](?:users?|levels?|providers?|delivery|models?|areas?|managers?|leads?|charges?|centres?"
    r"|standards?|agreements?|specification|contracts?|design|charter|personnel|sector|wide)\b"
)
_NAMED_SERVICE: Final = re.compile(r"([\w’'-]+) service\b")
_ANY_SERVICE: Final = frozenset({"the", "this", "that", "our", "their", "whole", "same", "public"})
_COMMON_GOES_ON: Final = re.compile(r"[ \u00a0\n](?:for|to)\b|[ \u00a0](?:in|at|across) [A-Z]")


def resolve(
    words: Words,
    names: UnitNames,
    mentions: Sequence[UnitMention],
    before: Sequence[UnitMention] = (),
    introduced: Sequence[UnitMention] = (),
) -> list[UnitMention]:
    """Add short forms to the mentions of a passage.

    Parameters
    ----------
    mentions : sequence of UnitMention
        What the passage names, in order.
    before : sequence of UnitMention
        What the document has named outside the passage, the unit meant most likely last.
    introduced : sequence of UnitMention
        Names that stand in the passage without being a mention: "across much of Eastmere" says
        which region "the region" is.

    Returns
    -------
    list of UnitMention
        All mentions, in order. A short form is left out where neither the passage nor the document
        has named one of its kind, unless the units table gives the very form to one unit ("the
        inspectorate"). Units still open are never resolved to.
    """
    starts = [mention.span.start for mention in mentions]
    trade = names.domain.name in words.keys or _of_inspection(before, names)
    about = bool(mentions or before) or trade
    latest = _Latest(before, sorted([*mentions, *introduced], key=lambda m: m.span.start))
    found: list[UnitMention] = []
    replaced: set[int] = set()
    for group in longest(list(names.anaphors.find(words))):
        span = Span.of(words.text, words.starts[group[0].first], words.ends[group[0].last - 1])
        latest.go_to(span)
        at = bisect.bisect_left(starts, span.end) - 1
        inside = at >= 0 and mentions[at].span.end > span.start
        if (inside and not span.covers(mentions[at].span)) or not _points(words.text, span):
            continue
        meant = latest.of_kinds([match.payload for match in group], span, words.text)
        if meant is None and not inside:
            meant = _owner(words.text, span, names, trade=trade) or latest.above(
                group[0].payload, span, names
            )
            if meant is None and about:
                meant = _by_noun(words.text, span, group[0].payload)
        if meant:
            latest.take(span.start, meant)
            found.append(meant)
            replaced |= {at} if inside else set()
    kept = [mention for number, mention in enumerate(mentions) if number not in replaced]
    return sorted([*kept, *found], key=lambda mention: mention.span.start)


class _Latest:
    """The unit of each kind that was named last, as one reads on."""

    def __init__(self, before: Sequence[UnitMention], mentions: Sequence[UnitMention]) -> None:
        self._mentions, self._next = mentions, 0
        self._latest: dict[str, tuple[int, UnitMention]] = {}
        self._to_come: dict[str | None, tuple[int, set[str]]] | None = None
        for place, mention in enumerate(before, -len(before)):
            self.take(place, mention)

    def go_to(self, span: Span) -> None:
        """Take in what is named up to the end of a stretch, but not the stretch itself."""
        while self._next < len(self._mentions):
            mention = self._mentions[self._next]
            if mention.span.start >= span.end:
                break
            if not span.covers(mention.span):
                self.take(mention.span.start, mention)
            self._next += 1

    def take(self, place: int, mention: UnitMention) -> None:
        """Take note of a mention."""
        if mention.kind and not mention.candidates:
            self._latest[mention.kind] = (place, mention)

    def of_kinds(self, kinds: Sequence[str], span: Span, text: str) -> UnitMention | None:
        """Give the unit that a short form for some kinds stands for, placed there."""
        named = [self._latest[kind] for kind in kinds if kind in self._latest]
        if named and span.surface.endswith("service"):
            place, latest = max(named, key=lambda one: one[0])
            paragraph = text.rfind("\n", max(0, span.start - _FAR_BACK), span.start)
            begin = max(0, paragraph, place + len(latest.span.surface) if place >= 0 else 0)
            if _other_service(text, begin, span.start):
                return None
        antecedent = max(named, key=lambda one: one[0])[1] if named else self._yet_to_come(kinds)
        if antecedent is None or (not named and _COMMON.search(span.surface)):
            return None
        return UnitMention(
            span=span,
            unit_id=antecedent.unit_id,
            kind=antecedent.kind,
            name=antecedent.name,
            evidence=(f"anaphor:{antecedent.kind}",),
        )

    def above(self, kind: str, span: Span, names: UnitNames) -> UnitMention | None:
        """Give what the unit named last is a part of: "Lambeth PDU … the region".

        Where no table has the unit, its region has no other name than that.
        """
        parts = [
            self._latest[part]
            for part, whole in names.parents.items()
            if whole == kind and part in self._latest
        ]
        if not parts:
            return None
        part = max(parts, key=lambda one: one[0])[1]
        whole = names.units.get(names.units[part.unit_id].parent) if part.unit_id else None
        if whole is None or whole.kind != kind:
            return _own_noun(span, kind)
        return UnitMention(
            span=span,
            unit_id=whole.id,
            kind=kind,
            name=whole.name,
            evidence=(f"anaphor:of-{part.kind}",),
        )

    def _yet_to_come(self, kinds: Sequence[str]) -> UnitMention | None:
        """Give the only unit of these kinds in the passage: "the region … Director, Eastmere"."""
        if self._to_come is None:
            self._to_come = self._by_kind()
        later = [self._to_come[kind] for kind in kinds if kind in self._to_come]
        if len(set().union(*(named for _, named in later))) != 1:
            return None
        return self._mentions[min(first for first, _ in later)]

    def _by_kind(self) -> dict[str | None, tuple[int, set[str]]]:
        """Give the number of the first unit of each kind, and the names of all that may be meant.

        Once for the whole passage: a report says "the region" in every other sentence.
        """
        own = {unit.name for unit in self._mentions if unit.evidence[0] == WRITERS_OWN}
        found: dict[str | None, tuple[int, set[str]]] = {}
        for number, unit in enumerate(self._mentions):
            if not unit.candidates and unit.name not in own:
                found.setdefault(unit.kind, (number, set()))[1].add(unit.name)
        return found


def _points(text: str, span: Span) -> bool:
    """Tell whether a form points back by itself, from what stands before and behind it."""
    lead = text[max(0, span.start - _LOOK_BACK) : span.start]
    if " " not in span.surface:
        more = _BARE_GOES_ON.match(text, span.end) or _BARE_BEHIND.match(text, span.end)
        return bool(_BARE_BEFORE.search(lead)) and not more
    goes_on = _BARE_GOES_ON if _CAPITAL_NOUN.search(span.surface) else _GOES_ON
    if goes_on.match(text, span.end) or _OF_ANY.search(lead):
        return False
    own = _COMMON_GOES_ON.match(text, span.end) or _COMPOUND.match(text, span.end)
    return not (own and _COMMON.search(span.surface))


def _of_inspection(before: Sequence[UnitMention], names: UnitNames) -> bool:
    """Tell whether a document has named an inspected service, or who inspects them."""
    return any(
        unit.kind in names.inspected or unit.unit_id in names.domain.inspectorate for unit in before
    )


def _owner(text: str, span: Span, names: UnitNames, *, trade: bool) -> UnitMention | None:
    """Give the one unit to which the units table gives the very form.

    "The service" only in a text on the ``trade``, and not where it is the helpline named last.
    """
    owner = names.owners.get(" ".join(span.surface.lower().split()))
    if owner is None:
        return None
    other = not trade or _other_service(text, 0, span.start, names.domain.name)
    if other and _COMMON.search(span.surface):
        return None
    unit = names.units[owner]
    return UnitMention(
        span=span, unit_id=owner, kind=unit.kind, name=unit.name, evidence=(f"gazetteer:{owner}",)
    )


def _other_service(text: str, begin: int, end: int, trade: str = "") -> bool:
    """Tell whether the service spoken of last has a common name of its own: "a health service"."""
    named = deque(_NAMED_SERVICE.finditer(text, max(begin, end - _FAR_BACK), end), maxlen=1)
    return bool(named) and named[0][1].casefold() not in _ANY_SERVICE | {trade}


def _by_noun(text: str, span: Span, kind: str) -> UnitMention | None:
    """Give a body that nothing names its own noun: "chief officer of the Trust", "the union says".

    Common nouns are left alone: the company and the unit of a text mostly have a name that the
    table does not know.
    """
    if _COMMON.search(span.surface) and not _CAPITAL_NOUN.search(span.surface):
        return None
    if not (_CAPITAL_NOUN.search(span.surface) or _SPEAKS.match(text, span.end)):
        return None
    return _own_noun(span, kind)


def _own_noun(span: Span, kind: str) -> UnitMention:
    noun = span.surface.split()[-1]
    name = noun[0].upper() + noun[1:]
    return UnitMention(span=span, kind=kind, name=name, evidence=(f"anaphor:no-{kind}",))
