"""Claims on the pages with gold: found, their attributes, groups of the same fact, relations."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from probenlp.claims import Checker, Linker, Namebook, Register, Relater
from probenlp.domains import load_domain
from probenlp.evaluate.claim_gold import (
    RELATIONS,
    ClaimGold,
    Fact,
    GoldRelation,
    read_claim_gold,
)
from probenlp.evaluate.claim_match import (
    Page,
    all_claims,
    by_fact,
    kind_fits,
    match,
    telling_claims,
    unit_fits,
    value_fits,
)
from probenlp.evaluate.clusters import grouped, joined, lea, pair_counts
from probenlp.evaluate.resample import Counts, interval
from probenlp.evaluate.results import provenance
from probenlp.evaluate.table import share
from probenlp.evaluate.voice_gold import read_voices
from probenlp.harvest import Input, harvest
from probenlp.pipeline.steps import Analyst
from probenlp.pipeline.voices import keyed
from probenlp.provenance import KnownTexts
from probenlp.records import Claim, Document

FOLDERS: Final = ("sample", "pages")
CLAIMING: Final = frozenset(
    {"official_finding", "official_response", "practitioner_testimony", "service_user_testimony"}
)
"""Whose sentences are claims, with a figure or without."""

COLUMNS: Final = ["figure", "of", "ours", "same words", "same value and unit"]

Labels = Mapping[str, str | None]
"""The group of each claim, by id."""


class Measured(msgspec.Struct, frozen=True):
    """The pages that were run, the gold, and the claim found for each telling."""

    gold: ClaimGold
    pages: dict[str, Page]
    found: dict[int, Claim]

    @property
    def claims(self) -> list[Claim]:
        """All claims of the run, in order."""
        return all_claims(self.pages.values())


def run_pages(corpus: Path, domain: str = "probation") -> dict[str, Page]:
    """Run every page of the corpus that is not held out, each known to all as a source."""
    known = KnownTexts(load_domain(domain))
    documents: dict[str, Document] = {}
    for path in sorted(path for folder in FOLDERS for path in (corpus / folder).iterdir()):
        if path.suffix in {".html", ".txt"}:
            item = Input(path.name, path.read_bytes())
            documents[path.name] = harvest(item, salt=b"evaluate").document
            known.add(documents[path.name])
    analyst = Analyst(domain, known)
    drafts = {name: analyst.analyse(document)[1] for name, document in documents.items()}
    return named_pages(documents, drafts, domain)


def named_pages(
    documents: Mapping[str, Document],
    drafts: Mapping[str, Iterable[Claim]],
    domain: str = "probation",
) -> dict[str, Page]:
    """Give pages with their claims, services put in by the names that the run knows."""
    names = Namebook(load_domain(domain))
    for name in documents:
        for claim in drafts[name]:
            names.learn(claim)
    return {
        name: Page(name, document, keyed(document), tuple(names.settled(drafts[name], [document])))
        for name, document in documents.items()
    }


def measure(corpus: Path, pages: dict[str, Page]) -> Measured:
    """Bring the claims of a run and the gold together."""
    gold = read_claim_gold(corpus)
    return Measured(gold, pages, match(gold, pages, corpus))


def our_groups(claims: Iterable[Claim], domain: str = "probation") -> dict[str, str | None]:
    """Link claims as a run does."""
    linker = Linker(load_domain(domain))
    for claim in claims:
        linker.add(claim)
    return {claim_id: group.id for group in linker.groups() for claim_id in group.claim_ids}


def same_words(claims: Iterable[Claim]) -> dict[str, str | None]:
    """Link by the letters of the claim alone: what a search for the sentence finds."""
    return {claim.id: re.sub(r"\W+", " ", claim.text.casefold()) for claim in claims}


def same_value_and_unit(claims: Iterable[Claim]) -> dict[str, str | None]:
    """Link by value, or grade, and unit: what a table of figures finds."""
    labels: dict[str, str | None] = {}
    for claim in claims:
        stated = claim.statistic or claim.rating
        units = "|".join(sorted((*claim.unit_ids, *claim.unit_names)))
        value = claim.statistic.value if claim.statistic else None
        label = claim.rating.label if claim.rating else f"{value:g}" if value is not None else ""
        labels[claim.id] = f"{label} {units}" if stated else None
    return labels


def mentions_of(measured: Measured) -> list[int]:
    """Give the full tellings of facts that are told more than once."""
    several = {fact for fact, told in measured.gold.mentions().items() if len(told) > 1}
    return [
        place
        for place, one in enumerate(measured.gold.tellings)
        if one.status == "full" and one.fact in several
    ]


def group_scores(measured: Measured, labels: Labels) -> tuple[float, Counts, int]:
    """Score a linking: F1 of LEA, pairs, and how many look-alikes are joined.

    A telling that no claim was found for stands alone, so that the figures are end to end. Claims
    that the gold says nothing of count neither way.
    """
    gold, places = measured.gold, mentions_of(measured)
    wanted = grouped({place: gold.tellings[place].fact for place in places})
    found = grouped(
        {
            place: labels.get(measured.found[place].id) if place in measured.found else None
            for place in places
        }
    )
    told = by_fact(measured.found, gold.tellings)

    def groups(fact: str) -> list[str | None]:
        return [labels.get(claim.id) for claim in told.get(fact, ())]

    alike = sum(joined(groups(one), groups(other)) for one, other in gold.lookalikes)
    return lea(wanted, found)[2], pair_counts(wanted, found), alike


def pairs_by_fact(measured: Measured, labels: Labels) -> list[Counts]:
    """Count pairs fact by fact, for an interval; what a group wrongly holds counts to each."""
    places = mentions_of(measured)
    of = {
        place: labels.get(measured.found[place].id) if place in measured.found else None
        for place in places
    }
    sizes = Counter(label for label in of.values() if label is not None)
    facts: dict[str, list[str | None]] = defaultdict(list)
    for place in places:
        facts[measured.gold.tellings[place].fact].append(of[place])
    counts = []
    for told in facts.values():
        inside = Counter(label for label in told if label is not None)
        right = sum(size * (size - 1) // 2 for size in inside.values())
        wrong = sum(size * (sizes[label] - size) for label, size in inside.items()) // 2
        counts.append(Counts(right, right + wrong, len(told) * (len(told) - 1) // 2))
    return counts


def year_fits(fact: Fact, claim: Claim) -> bool | None:
    """Tell whether a claim's period lies in a fact's year; None where a page has no date."""
    if claim.period is None:
        return None
    return claim.period[:4] == fact.year or (
        claim.period.startswith("../") and fact.year <= claim.period[3:7]
    )


def label_fits(fact: Fact, claim: Claim) -> bool | None:
    """Tell whether a rating's grade is a fact's; None for what is no rating."""
    return claim.rating.label == fact.label if claim.rating and fact.label else None


def out_of_fits(fact: Fact, claim: Claim) -> bool | None:
    """Tell whether a score's maximum is a fact's, where the words give one."""
    if fact.kind != "score" or claim.statistic is None or claim.statistic.out_of is None:
        return None
    return claim.statistic.out_of == fact.out_of


ATTRIBUTES: Final[dict[str, Callable[[Fact, Claim], bool | None]]] = {
    "sort": kind_fits,
    "value": value_fits,
    "grade": label_fits,
    "out of": out_of_fits,
    "unit": unit_fits,
    "year": year_fits,
}


def attribute_rows(measured: Measured) -> list[list[Any]]:
    """Make the rows of the attributes, over the full tellings that a claim was found for."""
    rows = []
    for name, fits in ATTRIBUTES.items():
        judged = [
            fits(measured.gold.facts[measured.gold.tellings[place].fact], claim)
            for place, claim in measured.found.items()
            if measured.gold.tellings[place].status == "full"
        ]
        known = [one for one in judged if one is not None]
        rows.append([f"attribute: {name}", len(known), share(sum(known), len(known)), "", ""])
    return rows


def related(
    measured: Measured, corpus: Path, domain: str = "probation"
) -> Iterator[tuple[GoldRelation, str]]:
    """Give for each relation of the gold the one that is found: the surest of its claims."""
    relater = Relater(load_domain(domain))
    relater.learn(measured.claims)
    told = by_fact(measured.found, measured.gold.tellings)
    for one in measured.gold.relations:
        testimony = telling_claims(one, measured.pages[one.page], corpus)
        best = max(
            (
                found
                for claim in testimony
                for finding in told.get(one.fact, ())
                if claim.id != finding.id and (found := relater.relate(claim, finding))
            ),
            key=lambda found: found.score,
            default=None,
        )
        yield one, best.relation if best else "unrelated"


def relation_rows(measured: Measured, corpus: Path) -> list[list[Any]]:
    """Make the rows of the relations: F1 of each, and their mean; and of a third of the pages.

    What was wrong on that third was not looked at while the weights were set. It is drawn by name.
    """
    outcomes: Counter[tuple[str, str]] = Counter()
    unread: Counter[tuple[str, str]] = Counter()
    for one, found in related(measured, corpus):
        outcomes[one.relation, found] += 1
        if zlib.crc32(one.page.encode()) % 3 == 0:
            unread[one.relation, found] += 1
    scores = {name: _f1(outcomes, name) for name in RELATIONS}
    of = {name: sum(outcomes[name, other] for other in RELATIONS) for name in RELATIONS}
    rows: list[list[Any]] = [
        [f"relation: {name}, F1", of[name], f"{scores[name]:.3f}", "", ""] for name in RELATIONS
    ]
    mean = sum(scores.values()) / len(scores)
    right = sum(outcomes[name, name] for name in RELATIONS)
    rows.append(["relations, macro-F1", sum(of.values()), f"{mean:.3f}", "", ""])
    rest = sum(_f1(unread, name) for name in RELATIONS) / len(RELATIONS)
    rows.append(["the same, pages not tuned on", unread.total(), f"{rest:.3f}", "", ""])
    rows.append(["relations, right", sum(of.values()), share(right, sum(of.values())), "", ""])
    return rows


def emission_rows(claims: Sequence[Claim], domain: str = "probation") -> list[list[Any]]:
    """Make the rows of what a run says unasked: how much testimony is set beside a finding."""
    relations = Counter(one.testimony_id for one in Relater(load_domain(domain)).relations(claims))
    testimony = sum(claim.type == "testimony" for claim in claims)
    mean = relations.total() / len(relations) if relations else 0.0
    return [
        ["testimony beside a finding", testimony, share(len(relations), testimony), "", ""],
        ["findings beside each of it", len(relations), f"{mean:.2f}", "", ""],
    ]


def _f1(outcomes: Counter[tuple[str, str]], name: str) -> float:
    right = outcomes[name, name]
    wanted = sum(outcomes[name, other] for other in RELATIONS)
    found = sum(outcomes[other, name] for other in RELATIONS)
    return 2 * right / (wanted + found) if wanted + found else 0.0


def detection_row(measured: Measured) -> list[Any]:
    """Make the row of the tellings for which a claim with the right sort and value is found."""
    places = [place for place, one in enumerate(measured.gold.tellings) if one.status == "full"]
    right = 0
    for place in places:
        fact = measured.gold.facts[measured.gold.tellings[place].fact]
        claim = measured.found.get(place)
        right += bool(
            claim is not None and kind_fits(fact, claim) and value_fits(fact, claim) is not False
        )
    return ["tellings found, recall", len(places), share(right, len(places)), "", ""]


def check_rows(claims: Iterable[Claim], domain: str = "probation") -> list[list[Any]]:
    """Make the rows of the register: the pages' units are invented, so it can contradict none."""
    verdicts = Counter(check.verdict for check in Checker(Register(domain)).check(claims))
    total = verdicts.total()
    return [
        ["register: checks that agree", total, verdicts["agrees"], "", ""],
        ["register: false contradictions", total, verdicts["contradicts"], "", ""],
    ]


def detection_counts(measured: Measured, corpus: Path) -> list[Counts]:
    """Count page by page which sentences of officials and witnesses made a claim, and no others.

    The gold of the voices says whose each sentence is; statements in passing are left aside on both
    sides.
    """
    counts = []
    for page in measured.pages.values():
        stem = Path(page.name).stem
        path = next(iter(corpus.glob(f"[sp]*/{stem}.voice.tsv")), None)
        if path is None:
            continue
        claimed = [claim for claim in page.claims if claim.type != "statement"]
        total = Counts()
        for gold in read_voices(path, page.passages):
            passage = page.passages[gold.key].id
            found = any(
                claim.passage_id == passage
                and claim.span.start < gold.end
                and gold.start < claim.span.end
                for claim in claimed
            )
            wanted = gold.voice in CLAIMING
            total += Counts(int(found and wanted), int(found), int(wanted))
        counts.append(total)
    return counts


def detection_rows(measured: Measured, corpus: Path) -> list[list[Any]]:
    """Make the row of sentences that make a claim, with the interval over pages."""
    counts = detection_counts(measured, corpus)
    total = sum(counts, Counts())
    low, high = interval(counts)
    return [
        ["sentences that claim, precision", total.found, share(total.right, total.found), "", ""],
        ["sentences that claim, recall", total.gold, share(total.right, total.gold), "", ""],
        ["sentences that claim, F1", total.gold, f"{total.f1:.3f} [{low:.2f}, {high:.2f}]", "", ""],
    ]


def claims_section(
    corpus: Path, about: str, pages: dict[str, Page] | None = None
) -> dict[str, Any]:
    """Make the table of claims, groups and relations.

    Parameters
    ----------
    corpus : Path
        The folder with the gold and the pages.
    about : str
        What the reader should know of the data.
    pages : dict, optional
        Those of :func:`run_pages`, where they are at hand.
    """
    measured = measure(corpus, pages or run_pages(corpus))
    claims = measured.claims
    linkings = [our_groups(claims), same_words(claims), same_value_and_unit(claims)]
    scored = [group_scores(measured, labels) for labels in linkings]
    places = len(mentions_of(measured))
    rows: list[list[Any]] = [
        *detection_rows(measured, corpus),
        detection_row(measured),
        *attribute_rows(measured),
        ["groups, LEA", places, *(f"{score:.3f}" for score, _, _ in scored)],
        ["pairs, precision", places, *(f"{pairs.precision:.3f}" for _, pairs, _ in scored)],
        ["pairs, recall", places, *(f"{pairs.recall:.3f}" for _, pairs, _ in scored)],
        ["pairs, F1", places, *(_with_interval(measured, labels) for labels in linkings)],
        ["look-alikes joined", len(measured.gold.lookalikes), *(alike for _, _, alike in scored)],
        *relation_rows(measured, corpus),
        *emission_rows(claims),
        *check_rows(claims),
    ]
    return {
        "about": f"{about} {len(measured.pages)} pages, {len(claims)} claims, of which the gold "
        f"speaks of {len(measured.found)}; intervals of pairs by drawing facts anew.",
        "measured": provenance() | {"gold": measured.gold.digest[:12]},
        "columns": COLUMNS,
        "rows": rows,
    }


def _with_interval(measured: Measured, labels: Labels) -> str:
    low, high = interval(pairs_by_fact(measured, labels))
    return f"{group_scores(measured, labels)[1].f1:.3f} [{low:.2f}, {high:.2f}]"
