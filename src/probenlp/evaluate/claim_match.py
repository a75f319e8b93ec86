"""Which claim of a run tells what a line of the gold tells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from probenlp.domains import load_domain
from probenlp.evaluate.claim_gold import ClaimGold, ClaimGoldError, Fact, GoldRelation, Telling
from probenlp.records import Claim, Document, Passage

SLACK: Final = 2.0
"""Per cent, or per hundred of a value: a fact's value is rounded, and so are its tellings."""


class Page(msgspec.Struct, frozen=True):
    """A page with its passages by key, and its claims."""

    name: str
    document: Document
    passages: dict[str, Passage]
    claims: tuple[Claim, ...]


def place_of(words: str, passage: str, page: Page, folder: Path) -> tuple[str, int, int]:
    """Find words in a page.

    Returns
    -------
    tuple of str, int, int
        Passage id, start and end, half-open code points.

    Raises
    ------
    ClaimGoldError
        If the page has no such passage, or the words do not stand in it.
    """
    found = page.passages.get(passage)
    if found is None:
        raise ClaimGoldError(f"{folder}: {page.name}: no passage {passage!r}")
    start = found.text.find(words)
    if start < 0:
        raise ClaimGoldError(
            f"{folder}: {page.name}: {passage}: {words[:60]!r} does not stand there"
        )
    return found.id, start, start + len(words)


def match(gold: ClaimGold, pages: Mapping[str, Page], folder: Path) -> dict[int, Claim]:
    """Find for each telling the claim that tells it.

    Of the claims whose figure, rating or words lie in the telling's words, the one that fits the
    fact's kind, value and unit best; no claim is taken for two tellings. Fit decides only between
    claims of the same words: one with a wrong value still is the telling's claim.

    Parameters
    ----------
    gold : ClaimGold
    pages : mapping of str to Page
        Those that were run; tellings of other pages are left out.

    Returns
    -------
    dict of int to Claim
        By the place of the telling in the gold.
    """
    found: dict[int, Claim] = {}
    taken: set[str] = set()
    ranked: list[tuple[float, int, int, Claim]] = []
    for place, telling in enumerate(gold.tellings):
        if telling.page not in pages:
            continue
        page = pages[telling.page]
        candidates = telling_claims(telling, page, folder)
        fact = gold.facts[telling.fact]
        ranked += [(-fit(fact, claim), place, rank, claim) for rank, claim in enumerate(candidates)]
    for _, place, _, claim in sorted(ranked, key=lambda one: one[:3]):
        if place not in found and claim.id not in taken:
            found[place] = claim
            taken.add(claim.id)
    return found


def telling_claims(telling: Telling | GoldRelation, page: Page, folder: Path) -> Sequence[Claim]:
    """Give the claims whose figure, or else whose own words, overlap some words of the gold."""
    passage, start, end = place_of(telling.words, telling.passage, page, folder)
    inside = [claim for claim in page.claims if claim.passage_id == passage]

    def overlaps(claim: Claim, *, core: bool) -> bool:
        stated = claim.statistic or claim.rating
        span = stated.span if core and stated else claim.span
        return span.start < end and start < span.end

    cores = [claim for claim in inside if overlaps(claim, core=True)]
    return cores or [claim for claim in inside if overlaps(claim, core=False)]


def fit(fact: Fact, claim: Claim) -> float:
    """Tell how well a claim fits a fact, to choose between claims of the same words."""
    return (
        2.0 * (kind_fits(fact, claim))
        + 2.0 * bool(value_fits(fact, claim))
        + 1.0 * bool(unit_fits(fact, claim))
    )


def kind_fits(fact: Fact, claim: Claim) -> bool:
    """Tell whether a claim states what a fact is: a rating, a figure, or neither."""
    if fact.kind == "rating":
        return claim.rating is not None
    return (claim.statistic is not None) == (fact.kind != "event")


def value_fits(fact: Fact, claim: Claim) -> bool | None:
    """Tell whether a claim's value is a fact's, as far as its words say; None: not one to have.

    A share may be told by what it leaves, a movement by either end.
    """
    if fact.value is None or claim.statistic is None:
        return None
    statistic = claim.statistic
    stated = [statistic.value, *(reading.value for reading in statistic.readings)]
    if statistic.value_high is not None and (statistic.kind, fact.kind) != ("change", "share"):
        stated.append(statistic.value_high)
    wanted = [fact.value, *([fact.value_high] if fact.value_high is not None else [])]
    if statistic.kind == "share" and fact.out_of:
        wanted.append(100 * fact.value / fact.out_of)
    if statistic.kind == "share" and fact.kind == "share":
        wanted.append(100 - fact.value)
    near = 6.0 if statistic.comparator != "=" else SLACK
    if statistic.unit == "weeks" and fact.kind == "duration":
        return True
    scale = max(1.0, abs(fact.value) / 100)
    return any(abs(one - other) <= near * scale for one in stated for other in wanted)


def unit_fits(fact: Fact, claim: Claim) -> bool | None:
    """Tell whether a claim is about a fact's unit; None where the fact is of no single one.

    A kind has several nouns ("Marl Police", "Marl Constabulary"): names are the same that differ by
    the noun alone, or where one has none.
    """
    if not fact.unit:
        return None
    wanted, nouns = fold(fact.unit), _nouns()
    named = {fold(name) for name in (*claim.unit_names, *claim.unit_ids)}
    core, kind = _parted(wanted, nouns)
    return wanted in named or any(
        core == other and (kind == other_kind or not kind or not other_kind)
        for other, other_kind in (_parted(name, nouns) for name in named)
    )


@cache
def _nouns() -> dict[str, str]:
    """Give the nouns by which services are named, and their kinds, the longest first."""
    kinds = load_domain("probation").kinds
    heads = {fold(head): kind.id for kind in kinds for head in kind.heads if "…" not in head}
    return {head: heads[head] for head in sorted(heads, key=len, reverse=True)}


def _parted(name: str, nouns: Mapping[str, str]) -> tuple[str, str]:
    """Part a folded name into what is its own and the kind that its noun tells."""
    for noun, kind in nouns.items():
        if name.endswith(f" {noun}"):
            return name.removesuffix(f" {noun}"), kind
    return name, ""


def fold(name: str) -> str:
    """Fold a name: apostrophes and case do not tell units apart."""
    return name.replace("’", "'").casefold()


def by_fact(matched: Mapping[int, Claim], tellings: Sequence[Telling]) -> dict[str, list[Claim]]:
    """Give the claims found for each fact's full tellings."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for place, claim in matched.items():
        if tellings[place].status == "full":
            found[tellings[place].fact].append(claim)
    return found


def all_claims(pages: Iterable[Page]) -> list[Claim]:
    """Give the claims of all pages, in order."""
    return [claim for page in pages for claim in page.claims]
