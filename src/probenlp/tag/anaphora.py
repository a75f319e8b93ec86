"""Let short forms ("the PDU", "this division") stand for the unit of that kind named last."""

import bisect
import re
from collections.abc import Sequence
from typing import Final

from probenlp.records import Span, UnitMention
from probenlp.tag.gazetteer import longest
from probenlp.tag.unit_names import UnitNames
from probenlp.tag.words import Words

# "the service provided to victims", "the unit of measurement", "the company that runs it", "the
# Inspectorate General": a noun of its own, no short form.
_GOES_ON: Final = re.compile(
    r"[ \u00a0\n](?:provided|delivered|offered|received|given|of|that|which|where|whose)\b"
    r"|[ \u00a0][A-Z&]"
)
# "the service to victims", "the unit for women"; but "I told the division to write"
_LOOK_BACK: Final = 20
_COMMON: Final = re.compile(r"(?:service|unit|company|provider|agency)$", re.IGNORECASE)
# "depending on the unit": any of them
_OF_ANY: Final = re.compile(r"\bdepending on $", re.IGNORECASE)
# Without an article: "…, watchdog says" in a headline, "somebody at region" among staff.
_BARE_BEFORE: Final = re.compile(r"(?:^|[,;:\n–—‘“][ ]?|\b[Aa]t )$")
_BARE_BEHIND: Final = re.compile(r" (?:level|manager|office|team|wide)")
_COMMON_GOES_ON: Final = re.compile(r"[ \u00a0\n](?:for|to)\b")


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
        meant = latest.of_kinds([match.payload for match in group], span)
        meant = meant or (None if inside else _owner(span, names))
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

    def of_kinds(self, kinds: Sequence[str], span: Span) -> UnitMention | None:
        """Give the unit that a short form for some kinds stands for, placed there."""
        named = [self._latest[kind] for kind in kinds if kind in self._latest]
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

    def _yet_to_come(self, kinds: Sequence[str]) -> UnitMention | None:
        """Give the only unit of these kinds in the passage: "the region … Director, Eastmere"."""
        later = [m for m in self._mentions if m.kind in kinds and not m.candidates]
        return later[0] if len({mention.name for mention in later}) == 1 else None


def _points(text: str, span: Span) -> bool:
    """Tell whether a form points back by itself, from what stands before and behind it."""
    lead = text[max(0, span.start - _LOOK_BACK) : span.start]
    if _GOES_ON.match(text, span.end) or _OF_ANY.search(lead):
        return False
    if " " not in span.surface:
        return bool(_BARE_BEFORE.search(lead)) and not _BARE_BEHIND.match(text, span.end)
    return not (_COMMON.search(span.surface) and _COMMON_GOES_ON.match(text, span.end))


def _owner(span: Span, names: UnitNames) -> UnitMention | None:
    """Give the one unit to which the units table gives the very form."""
    owner = names.owners.get(" ".join(span.surface.lower().split()))
    if owner is None:
        return None
    unit = names.units[owner]
    return UnitMention(
        span=span, unit_id=owner, kind=unit.kind, name=unit.name, evidence=(f"gazetteer:{owner}",)
    )
