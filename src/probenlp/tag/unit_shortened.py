"""Find bodies of which a text gives only a part of the name: branches of unions, lone newspapers.

"Our Tolland branch" is a branch of the union that the text speaks of; "told the Courier" names a
newspaper even where no town stands before it.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from probenlp.records import Span, UnitMention
from probenlp.tag.unit_bodies import PAPERS
from probenlp.tag.unit_grammar import OPENERS
from probenlp.tag.unit_names import UnitNames

_CAP: Final = r"[A-ZÀ-ÖØ-Þ][\w-]*(?:[’'](?!s\b)\w+)?"
_BRANCH_OR_AGAIN = re.compile(
    rf"\b(?:(?P<place>{_CAP}(?: {_CAP}){{0,2}}) (?P<branch>[Bb]ranch)\b(?P<of> of (?:the )?)?"
    r"|[Tt]h(?:e|is) branch\b(?! of\b| [A-Z]))"
)
_NO_PLACE: Final = frozenset(
    {"special", "local", "national", "executive", "union", "trade", "bank", "office", "society"}
)
_TOLD_A_PAPER = re.compile(
    r"\b(?:told|tells|telling|(?:spoke|spoken|speaking|talking|wrote) to) the "
    rf"(?P<paper>{PAPERS})\b(?![ -][A-Z])"
)
_BRANCH_OF: Final = " branch of "


def shortened(
    text: str, names: UnitNames, found: Sequence[UnitMention], before: Sequence[UnitMention]
) -> list[UnitMention]:
    """Add branches and lone newspapers to the units of a passage.

    Parameters
    ----------
    text : str
        The passage.
    found : sequence of UnitMention
        Its units so far, in order.
    before : sequence of UnitMention
        What the document has named outside the passage, the unit meant most likely last.

    Returns
    -------
    list of UnitMention
        In order, none overlapping: a union in the name of its branch is a part of that name.
    """
    unions = {kind.id for kind in names.kinds.values() if kind.role == "union"}
    branches = list(_branches(text, unions, found, before))
    kept = _apart(found, branches)
    kept += _apart(_papers(text), kept)
    return sorted(kept + branches, key=lambda mention: mention.span.start)


def _branches(
    text: str, unions: set[str], found: Sequence[UnitMention], before: Sequence[UnitMention]
) -> Iterator[UnitMention]:
    """Give branches, and "the branch" behind them."""
    named = [unit for unit in found if unit.kind in unions]
    above = [unit for unit in before if unit.kind in unions]
    latest = next((unit for unit in reversed(above) if _BRANCH_OF in unit.name), None)
    whole = next((unit for unit in reversed(above) if _BRANCH_OF not in unit.name), None)
    beginning = {unit.span.start: unit for unit in named}
    passed = 0
    for words in _BRANCH_OR_AGAIN.finditer(text):
        while passed < len(named) and named[passed].span.start <= words.start():
            whole, passed = named[passed], passed + 1
        if not words["place"]:
            if latest is not None:
                yield _mention(Span.of(text, *words.span()), latest.name, latest.kind)
            continue
        start, end = words.span("place")[0], words.end("branch")
        union = beginning.get(words.end(), whole) if words["of"] else whole
        place = _place(words["place"], union)
        if union is None or not place:
            continue
        if union is not whole:
            end = union.span.end
        article = "the " if " " in union.name else ""
        if not words["place"].startswith(f"{union.span.surface} "):
            start += words["place"].index(place)
        latest = _mention(
            Span.of(text, start, end), f"{place}{_BRANCH_OF}{article}{union.name}", union.kind
        )
        yield latest


def _place(words: str, union: UnitMention | None) -> str:
    """Give what names the branch, without the union before it and a sentence's first word."""
    if union is not None and words.startswith(f"{union.span.surface} "):
        words = words[len(union.span.surface) + 1 :]
    first, _, rest = words.partition(" ")
    if first.casefold() in OPENERS:
        words = rest
    dull = words.isupper() or not _NO_PLACE.isdisjoint(words.casefold().split())
    return "" if dull else words


def _papers(text: str) -> Iterator[UnitMention]:
    for told in _TOLD_A_PAPER.finditer(text):
        yield _mention(Span.of(text, *told.span("paper")), told["paper"], "media")


def _mention(span: Span, name: str, kind: str | None) -> UnitMention:
    return UnitMention(span=span, kind=kind, name=name, evidence=(f"anaphor:part-of-{kind}",))


def _apart(units: Iterable[UnitMention], from_: Sequence[UnitMention]) -> list[UnitMention]:
    """Keep the units that overlap none of others."""
    spans = sorted((unit.span.start, unit.span.end) for unit in from_)
    kept = []
    for unit in units:
        at = bisect.bisect_left(spans, (unit.span.end, 0))
        if not at or spans[at - 1][1] <= unit.span.start:
            kept.append(unit)
    return kept
