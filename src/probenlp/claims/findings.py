"""The findings of a run by what testimony must share with them: service and topic, or the page."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from probenlp.claims.link.meaning import Meaning
from probenlp.claims.link.scope import Months
from probenlp.claims.link.spool import Spool
from probenlp.claims.subject import NATIONAL

MOST_IN_A_BLOCK: Final = 20

KEPT: Final = 2_000
"""Findings that are kept when they were read: those of a large service are asked for often."""


class Seen(msgspec.Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What of a claim decides how it stands to another, read once."""

    id: str
    document_id: str
    passage_id: str
    start: int
    end: int
    meaning: Meaning
    units: frozenset[str]
    unit_basis: str | None
    topic: str | None
    is_own_topic: bool
    months: Months | None
    value: float | None
    is_overall: bool
    valence: int


class Findings:
    """Findings under their keys, of which each holds its first ones.

    They lie on the disk; those of one page are held while it is read.

    Parameters
    ----------
    folder : Path, optional
        For a file without a name.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._seen = Spool(Seen, folder, kept=KEPT)
        self._starts = array("I", [0])
        self._of_services: dict[str, array[int]] = {}

    def add(self, findings: Iterable[Seen]) -> int:
        """Take in the findings of a document.

        Returns
        -------
        int
            How many of them found a block full.
        """
        on_page, crowded = Counter[str](), 0
        for one in findings:
            on_page.update(keys := [*_keys_on_page(one)])
            blocks = [self._of_services.setdefault(key, array("I")) for key in _keys(one)]
            room = [block for block in blocks if len(block) < MOST_IN_A_BLOCK]
            for block in room:
                block.append(len(self._seen))
            self._seen.append(one)
            is_late = any(on_page[key] > MOST_IN_A_BLOCK for key in keys)
            crowded += is_late or len(room) < len(blocks)
        self._starts.append(len(self._seen))
        return crowded

    def of_page(self, number: int) -> "FindingsOfPage":
        """Give the findings of a document, by its number in the order they were added."""
        return FindingsOfPage(self._seen[self._starts[number] : self._starts[number + 1]])

    def beside(self, witness: Seen, page: "FindingsOfPage") -> Iterator[Seen]:
        """Give the findings that share a key with a witness; one may come under several keys."""
        yield from page.beside(witness)
        places = {place for key in _keys(witness) for place in self._of_services.get(key, ())}
        yield from (self._seen[place] for place in sorted(places))


class FindingsOfPage:
    """The findings of one document.

    Parameters
    ----------
    findings : iterable of Seen
        In their order.
    """

    def __init__(self, findings: Iterable[Seen] = ()) -> None:
        self._blocks: dict[str, list[Seen]] = {}
        for one in findings:
            for key in _keys_on_page(one):
                block = self._blocks.setdefault(key, [])
                if len(block) < MOST_IN_A_BLOCK:
                    block.append(one)

    def beside(self, witness: Seen) -> Iterator[Seen]:
        """Give the findings of the page that share a key with a witness."""
        for key in _keys_on_page(witness):
            yield from self._blocks.get(key, ())


def _keys_on_page(seen: Seen) -> Iterator[str]:
    """Give what two claims of one document must share one of to be compared."""
    yield f"of {seen.topic}"
    if seen.is_overall or not seen.topic:
        yield "of all"


def _keys(seen: Seen) -> Iterator[str]:
    """Give what two claims of any documents must share one of to be compared."""
    for unit in sorted(seen.units):
        yield f"unit|{unit}|{seen.topic}"
    if NATIONAL in seen.units or not seen.units:
        yield f"nation|{seen.topic}"
