"""Whose words: provenance by class, with intervals by page, and pasted texts by manner."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from probenlp.domains import Domain
from probenlp.evaluate.resample import Counts, interval
from probenlp.evaluate.results import provenance
from probenlp.evaluate.voice_gold import GoldSentence
from probenlp.evaluate.voice_pages import VoicePage
from probenlp.provenance import KnownTexts, find_blocks
from probenlp.records import Block, Provenance

COLUMNS = ["class", "wanted", "found", "precision", "recall", "F1"]
CLASSES: tuple[str, ...] = get_args(Provenance)
MANNERS = {
    "known text of the run": ("known-text:",),
    "introduced": ("introduction:",),
    "by its address": ("address:",),
    "by its headline and register": ("register:",),
    "block quotation": ("region:blockquote",),
    "by the boundary model": ("model:",),
}
"""Kinds of evidence for a pasted text, by how a rule's name begins; the first that fits counts."""

Judged = tuple[GoldSentence, str, Block | None]


def judged(page: VoicePage, domain: Domain, known: KnownTexts | None) -> Iterator[Judged]:
    """Give each gold sentence of a page with the block that holds most of it."""
    blocks = find_blocks(page.document, domain=domain, known=known)
    for passage_id, sentences in page.gold.items():
        mine = blocks.get(passage_id, ())
        at = 0
        for sentence in sentences:
            while at < len(mine) and mine[at].end <= sentence.start:
                at += 1
            block = _most(sentence, mine[at:])
            yield sentence, block.provenance if block is not None else "own", block


def _most(sentence: GoldSentence, blocks: Sequence[Block]) -> Block | None:
    best, most = None, 0
    for block in blocks:
        if block.start >= sentence.end:
            break
        shared = min(block.end, sentence.end) - max(block.start, sentence.start)
        if shared > most:
            best, most = block, shared
    return best


def counts_of(sentences: Sequence[Judged]) -> dict[str, Counts]:
    """Count what is right, found and wanted, by class."""
    return {
        name: Counts(
            right=sum(gold.provenance == found == name for gold, found, _ in sentences),
            found=sum(found == name for _, found, _ in sentences),
            gold=sum(gold.provenance == name for gold, _, _ in sentences),
        )
        for name in CLASSES
    }


def provenance_section(pages: Sequence[VoicePage], domain: Domain, about: str) -> dict[str, Any]:
    """Make the table: each class, the mean of their F1, and the precision of each manner."""
    known = KnownTexts.of([page.document for page in pages], domain=domain)
    by_page = [list(judged(page, domain, known)) for page in pages]
    counts = [counts_of(sentences) for sentences in by_page]
    rows: list[list[Any]] = []
    total = {name: sum((one[name] for one in counts), Counts()) for name in CLASSES}
    for name in CLASSES:
        low, high = interval([one[name] for one in counts])
        rows.append([*_row(name, total[name]), f"{total[name].f1:.3f} [{low:.2f}, {high:.2f}]"])
    mean = sum(one.f1 for one in total.values()) / len(CLASSES)
    rows.append(["mean of the four", "", "", "", "", f"{mean:.3f}"])
    for manner, one in _by_manner(by_page).items():
        share = f"{one.precision:.3f}"
        rows.append([f"pasted: {manner}", "", one.found, share, "", ""])
    return {
        "about": f"{about} {len(pages)} pages; intervals by drawing pages anew.",
        "measured": provenance(),
        "columns": COLUMNS,
        "rows": rows,
    }


def _row(name: str, one: Counts) -> list[Any]:
    return [name, one.gold, one.found, f"{one.precision:.3f}", f"{one.recall:.3f}"]


def _by_manner(by_page: Sequence[Sequence[Judged]]) -> dict[str, Counts]:
    manners: dict[str, Counts] = defaultdict(Counts)
    for sentences in by_page:
        for gold, found, block in sentences:
            if found == "pasted" and block is not None:
                right = int(gold.provenance == "pasted")
                manners[manner_of(block)] += Counts(right=right, found=1)
    return dict(sorted(manners.items(), key=lambda item: (-item[1].found, item[0])))


def manner_of(block: Block) -> str:
    """Name the kind of evidence by which a block was found to be pasted.

    Examples
    --------
    >>> block = Block(passage_id="p", start=0, end=9, provenance="pasted",
    ...               evidence=("introduction:text", "end:ends"))
    >>> manner_of(block)
    'introduced'
    """
    for manner, beginnings in MANNERS.items():
        if any(rule.startswith(beginnings) for rule in block.evidence):
            return manner
    return "otherwise"
