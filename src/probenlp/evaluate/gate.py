"""The gate: nothing that was right may become wrong unseen.

What is wrong on a set of pages is pinned item by item, with the digest of the gold. A change of the
code then shows what it gained and lost, not only that a figure moved. Pages of other people are
named by a hash.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from probenlp.evaluate.thread_gold import GoldThread, Measured, digest_of, found_units
from probenlp.evaluate.threads import Unit, match_units, score_thread

PINNED: Final = Path("tests/evaluate/pinned.json")
"""Below the root of a checkout."""


def wrong_items(gold: GoldThread, found: tuple[Unit, ...], name: str) -> Iterator[str]:
    """Name all that is wrong in a thread.

    Yields
    ------
    str
        ``page 3 missing``: the gold's fourth comment was not found. ``page 3 author`` (``time``,
        ``parent``): it was, with another author. ``page extra 2``: two comments found that are
        none.
    """
    place = {theirs: ours for ours, theirs in match_units(
        [unit.text for unit in found], [unit.text for unit in gold.units]
    )}  # fmt: skip
    gold_of = {ours: theirs for theirs, ours in place.items()}
    for index, unit in enumerate(gold.units):
        if index not in place:
            yield f"{name} {index} missing"
            continue
        ours = found[place[index]]
        alone = score_thread([_alone(ours)], [_alone(unit)])
        if alone.matched and alone.authors[0] < alone.authors[1]:
            yield f"{name} {index} author"
        if alone.matched and alone.times[0] < alone.times[1]:
            yield f"{name} {index} time"
        parent = None if ours.parent is None else gold_of.get(ours.parent, -1)
        if parent != unit.parent:
            yield f"{name} {index} parent"
    if extra := len(found) - len(place):
        yield f"{name} extra {extra}"


def _alone(unit: Unit) -> Unit:
    return Unit(text="same", author=unit.author, utc=unit.utc, shown_time=unit.shown_time)


def wrong_of(set_name: str, measured: list[Measured]) -> list[str]:
    """List what is wrong on a set of pages, in order of its names."""
    return sorted(
        item
        for gold, document in measured
        for item in wrong_items(gold, found_units(document), _name(set_name, gold))
    )


def _name(set_name: str, gold: GoldThread) -> str:
    if set_name == "sample":
        return gold.page.name
    return hashlib.sha256(gold.page.name.encode()).hexdigest()[:10]


def changes(set_name: str, measured: list[Measured], path: Path) -> list[str]:
    """Say what was gained and lost on a set of pages since it was pinned.

    Returns
    -------
    list of str
        One line for each item, losses first; empty where nothing changed. A change of the gold is
        an item too.
    """
    pinned = _read(path).get(set_name)
    if pinned is None:
        return [f"{set_name}: nothing is pinned; run python -m probenlp.evaluate --pin"]
    now, before = set(wrong_of(set_name, measured)), set(pinned["wrong"])
    lines = [f"{set_name}: lost: {item}" for item in sorted(now - before)]
    lines += [f"{set_name}: gained: {item}" for item in sorted(before - now)]
    digest = digest_of([gold for gold, _ in measured])
    if digest != pinned["gold"]:
        lines.insert(0, f"{set_name}: the gold is another: {pinned['gold'][:12]} → {digest[:12]}")
    return lines


def pin(set_name: str, measured: list[Measured], path: Path) -> None:
    """Write down what is wrong now as what is to be compared with."""
    content = _read(path)
    content[set_name] = {
        "gold": digest_of([gold for gold, _ in measured]),
        "comments": sum(len(gold.units) for gold, _ in measured),
        "wrong": wrong_of(set_name, measured),
    }
    text = json.dumps(dict(sorted(content.items())), indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
