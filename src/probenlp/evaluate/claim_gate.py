"""The gate of the claims: every telling, unit, year, group and relation that is wrong is pinned.

A change of a rule then shows which facts it found and lost, and which it joined and parted, not
only that a figure moved.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from probenlp.evaluate.claim_match import by_fact, kind_fits, unit_fits, value_fits
from probenlp.evaluate.clusters import joined
from probenlp.evaluate.sections.claims import (
    Labels,
    Measured,
    mentions_of,
    our_groups,
    related,
    year_fits,
)

PINNED: Final = Path("tests/evaluate/pinned_claims.json")
"""Below the root of a checkout."""

_SHOWN: Final = 48  # characters of an item that are enough to know it by


def wrong_of(measured: Measured, corpus: Path) -> list[str]:
    """List what is wrong, in order: ``layer what …``."""
    labels = our_groups(measured.claims)
    return sorted(
        [
            *_tellings(measured),
            *_groups(measured, labels),
            *_lookalikes(measured, labels),
            *(
                f"relation {one.page} {one.fact} {one.words[:_SHOWN]}: {found}, not {one.relation}"
                for one, found in related(measured, corpus)
                if found != one.relation
            ),
        ]
    )


def _tellings(measured: Measured) -> Iterator[str]:
    for place, telling in enumerate(measured.gold.tellings):
        if telling.status != "full":
            continue
        fact, claim = measured.gold.facts[telling.fact], measured.found.get(place)
        name = f"{telling.fact} {telling.page} {telling.passage} {telling.words[:_SHOWN]}"
        if claim is None or not kind_fits(fact, claim) or value_fits(fact, claim) is False:
            yield f"telling {name}"
        if claim is not None and unit_fits(fact, claim) is False:
            yield f"unit {name}: {', '.join((*claim.unit_ids, *claim.unit_names)) or 'none'}"
        if claim is not None and year_fits(fact, claim) is False:
            yield f"year {name}: {claim.period}"


def _groups(measured: Measured, labels: Labels) -> Iterator[str]:
    """Tell into how many parts a fact falls, and which facts a group wrongly makes one."""
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    facts: dict[str, set[str]] = defaultdict(set)
    for place in mentions_of(measured):
        fact = measured.gold.tellings[place].fact
        claim = measured.found.get(place)
        label = labels.get(claim.id) if claim else None
        parts[fact][label or f"alone {place}"] += 1
        if label:
            facts[label].add(fact)
    for fact, found in parts.items():
        if len(found) > 1:
            sizes = "+".join(map(str, sorted(found.values(), reverse=True)))
            yield f"group {fact} parted: {sizes}"
    for several in facts.values():
        if len(several) > 1:
            yield f"group {' and '.join(sorted(several))} made one"


def _lookalikes(measured: Measured, labels: Labels) -> Iterator[str]:
    told = by_fact(measured.found, measured.gold.tellings)
    for one, other in measured.gold.lookalikes:
        mine = [labels.get(claim.id) for claim in told.get(one, ())]
        if joined(mine, [labels.get(claim.id) for claim in told.get(other, ())]):
            yield f"look-alikes {one} and {other} joined"


def changes(measured: Measured, corpus: Path, path: Path) -> list[str]:
    """Say what was gained and lost since it was pinned, losses first; empty where nothing was.

    Parameters
    ----------
    measured : Measured
        As claimed now.
    corpus : Path
        The folder of the gold.
    path : Path
        What is pinned.
    """
    if not path.is_file():
        return ["claims: nothing is pinned; run python -m probenlp.evaluate --pin"]
    pinned: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    now = wrong_of(measured, corpus)
    lines = [f"claims: lost: {item}" for item in _without(now, pinned["wrong"])]
    lines += [f"claims: gained: {item}" for item in _without(pinned["wrong"], now)]
    if measured.gold.digest != pinned["gold"]:
        lines.insert(
            0,
            f"claims: the gold is another: {pinned['gold'][:12]} → {measured.gold.digest[:12]}",
        )
    return lines


def _without(these: list[str], those: list[str]) -> list[str]:
    return sorted((Counter(these) - Counter(those)).elements())


def pin(measured: Measured, corpus: Path, path: Path) -> None:
    """Write down what is wrong now as what is to be compared with."""
    content = {"gold": measured.gold.digest, "wrong": wrong_of(measured, corpus)}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
