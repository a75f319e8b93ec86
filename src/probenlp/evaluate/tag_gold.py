"""The gold of the taggers: ``corpus/sample/<page>.tags.json``, made into offsets.

The format is that of ``corpus/guidelines.md``: a stretch is given by its words, and by which of
several it is, so that the gold can be read and written by people and survives re-harvest.

"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LAYERS = ("units", "people", "statistics", "ratings", "quotations")


class GoldError(ValueError):
    """An item of the gold does not fit its text; names page, passage, layer and words."""


@dataclass(frozen=True, slots=True)
class GoldTag:
    """One item of one layer.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage; of a quotation, from its first to its last piece.
    pieces : tuple of tuple of int
        The stretches of a quotation; one for everything else.
    fields : dict
        What the annotator wrote.
    """

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    fields: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage with its gold, by layer."""

    key: str
    text: str
    tags: dict[str, tuple[GoldTag, ...]]


def read_tags(path: Path, texts: dict[str, str]) -> Iterator[GoldPassage]:
    """Read the gold of a page.

    Parameters
    ----------
    path : Path
        The ``.tags.json`` file.
    texts : dict of str to str
        The page's passages by key: ``t``, ``a``, or the path of a comment.

    Yields
    ------
    GoldPassage
        For every passage of the page, without tags where the gold has none for it.

    Raises
    ------
    GoldError
        If a passage is unknown, or words do not stand in it.
    """
    gold = json.loads(path.read_text(encoding="utf-8"))["passages"]
    if unknown := gold.keys() - texts.keys():
        raise GoldError(f"{path.name}: no passages {sorted(unknown)}; there are {sorted(texts)}")
    for key, text in texts.items():
        layers = gold.get(key, {})
        tags = {
            layer: tuple(
                _placed(item, text, f"{path.name}: passage {key}: {layer}")
                for item in layers.get(layer, ())
            )
            for layer in LAYERS
        }
        yield GoldPassage(key, text, tags)


def _placed(item: dict[str, Any], text: str, where: str) -> GoldTag:
    if "pieces" in item:
        pieces = tuple(_piece(piece, text, where) for piece in item["pieces"])
    else:
        start = _find(item["text"], item.get("nth", 1), text, where)
        pieces = ((start, start + len(item["text"])),)
    return GoldTag(pieces[0][0], pieces[-1][1], pieces, item)


def _piece(piece: dict[str, Any], text: str, where: str) -> tuple[int, int]:
    start = _find(piece["from"], piece.get("nth", 1), text, where)
    end = text.find(piece["to"], start)
    if end < 0:
        raise GoldError(f"{where}: {piece['to']!r} does not follow {piece['from']!r}")
    return start, end + len(piece["to"])


def _find(words: str, nth: int, text: str, where: str) -> int:
    places = [found.start() for found in re.finditer(re.escape(words), text)]
    if len(places) < nth:
        raise GoldError(f"{where}: {words!r} stands {len(places)} times, wanted number {nth}")
    return places[nth - 1]
