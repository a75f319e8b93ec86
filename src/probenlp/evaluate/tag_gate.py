"""The gate of the taggers: every item that is wrong is pinned by name, layer by layer.

A change of a rule then shows which mentions, figures, grades and quotations it won and lost. Words
of measures and populations are not listed one by one; their floors stand in the tests.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from probenlp.evaluate.sections.tags import TaggedPage, gold_digest
from probenlp.evaluate.tag_gold import GoldPassage
from probenlp.evaluate.tag_scores import (
    Key,
    compare,
    direct_keys,
    people_keys,
    rating_keys,
    statistic_keys,
    unit_keys,
)
from probenlp.records import PassageTags

PINNED: Final = Path("tests/evaluate/pinned_tags.json")
"""Below the root of a checkout."""

_LAYERS: Final[dict[str, Callable[[PassageTags, GoldPassage], tuple[list[Key], list[Key]]]]] = {
    "units": unit_keys,
    "people": people_keys,
    "statistics": statistic_keys,
    "ratings": rating_keys,
    "quotations": direct_keys,
}
_SHOWN: Final = 48  # characters of an item that are enough to know it by


def wrong_items(page: TaggedPage) -> Iterator[str]:
    """Name all that is wrong on a page: ``layer page passage missed|extra what``."""
    name, both = page
    for tags, gold in both:
        for layer, keys in _LAYERS.items():
            _, missed, extra = compare(*keys(tags, gold))
            for how, items in (("missed", missed), ("extra", extra)):
                for key in items:
                    yield f"{layer} {name} {gold.key} {how} {_shown(key, gold.text)}"


def _shown(key: Key, text: str) -> str:
    """Show an item by its words, so that a sentence added above it changes nothing."""
    match key:
        case (int(start), int(end), *rest):
            shown = [text[start:end], *rest]
        case (int(start), str(label), *rest):
            shown = [text[start : start + len(label)], *rest]
        case _:
            shown = list(key)
    return " | ".join(str(part)[:_SHOWN].replace("\n", " ") for part in shown)


def wrong_of(pages: list[TaggedPage]) -> list[str]:
    """List what is wrong on all pages, in order."""
    return sorted(item for page in pages for item in wrong_items(page))


def changes(pages: list[TaggedPage], folder: Path, path: Path) -> list[str]:
    """Say what was gained and lost since it was pinned, losses first; empty where nothing was.

    Parameters
    ----------
    pages : list of TaggedPage
        As tagged now.
    folder : Path
        Of the gold.
    path : Path
        What is pinned.
    """
    if not path.is_file():
        return ["tags: nothing is pinned; run python -m probenlp.evaluate --pin"]
    pinned: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    lines = _difference("lost", wrong_of(pages), pinned["wrong"])
    lines += _difference("gained", pinned["wrong"], wrong_of(pages))
    if (digest := gold_digest(folder)) != pinned["gold"]:
        lines.insert(0, f"tags: the gold is another: {pinned['gold'][:12]} → {digest[:12]}")
    return lines


def _difference(word: str, these: list[str], without: list[str]) -> list[str]:
    left = list(without)
    lines = []
    for item in these:
        if item in left:
            left.remove(item)
        else:
            lines.append(f"tags: {word}: {item}")
    return lines


def pin(pages: list[TaggedPage], folder: Path, path: Path) -> None:
    """Write down what is wrong now as what is to be compared with."""
    content = {"gold": gold_digest(folder), "wrong": wrong_of(pages)}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
