"""Let short forms ("the PDU", "this division") stand for the unit of that kind named last."""

import bisect
import re
from collections.abc import Sequence
from typing import Final

from probenlp.records import Span, UnitMention
from probenlp.tag.gazetteer import longest
from probenlp.tag.unit_names import UnitNames
from probenlp.tag.words import Words

# "the service provided to victims", "the unit of measurement": a noun of its own, no short form.
_GOES_ON: Final = re.compile(
    r"\s+(?:(?:provided|delivered|offered|received|given|for|to|of)\b|[A-Z&])"
)


def resolve(words: Words, names: UnitNames, mentions: Sequence[UnitMention]) -> list[UnitMention]:
    """Add short forms to the mentions of a passage.

    A short form whose kind the passage has not named is left out, unless the units table gives
    the very form to one unit ("the inspectorate"). Units still open are never resolved to.

    Returns
    -------
    list of UnitMention
        All mentions, in order.
    """
    latest: dict[str, UnitMention] = {}
    starts = [mention.span.start for mention in mentions]
    found: list[UnitMention] = []
    replaced: set[int] = set()
    upcoming = 0
    for group in longest(list(names.anaphors.find(words))):
        span = Span.of(words.text, words.starts[group[0].first], words.ends[group[0].last - 1])
        while upcoming < len(mentions) and starts[upcoming] < span.end:
            mention = mentions[upcoming]
            if mention.kind and not mention.candidates and not span.covers(mention.span):
                latest[mention.kind] = mention
            upcoming += 1
        before = bisect.bisect_left(starts, span.end) - 1
        inside = before >= 0 and mentions[before].span.end > span.start
        if (inside and not span.covers(mentions[before].span)) or _GOES_ON.match(
            words.text, span.end
        ):
            continue
        meant = _meant(span, [match.payload for match in group], latest, names, owned=not inside)
        if meant:
            found.append(meant)
            replaced |= {before} if inside else set()
    kept = [mention for number, mention in enumerate(mentions) if number not in replaced]
    return sorted([*kept, *found], key=lambda mention: mention.span.start)


def _meant(
    span: Span,
    kinds: Sequence[str],
    latest: dict[str, UnitMention],
    names: UnitNames,
    *,
    owned: bool,
) -> UnitMention | None:
    if named := [latest[kind] for kind in kinds if kind in latest]:
        return _standing_for(max(named, key=lambda mention: mention.span.start), span)
    owner = names.owners.get(" ".join(span.surface.lower().split()))
    if owner is None or not owned:
        return None
    unit = names.units[owner]
    return UnitMention(
        span=span, unit_id=owner, kind=unit.kind, name=unit.name, evidence=(f"gazetteer:{owner}",)
    )


def _standing_for(antecedent: UnitMention, span: Span) -> UnitMention:
    return UnitMention(
        span=span,
        unit_id=antecedent.unit_id,
        kind=antecedent.kind,
        name=antecedent.name,
        evidence=(f"anaphor:{antecedent.kind}",),
    )
