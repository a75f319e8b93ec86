"""What the provenance of unseen source texts must reach at least, on the pages written for this.

The boundary model is fitted anew for each of three folds, on the pages of the other folds, and all
pages that share text stand in one fold; so the floors of pasted texts are of sources that the model
was not fitted on. Rules were written while these pages were read: they are floors against loss, and
no promise for other pages. ``pinned.json`` has them a little below what was measured, because a
fold more or less moves them by a point.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.domains import Domain
from probenlp.domains.origins import origins_of
from probenlp.evaluate.fit_boundary import PENALTY, cases_of
from probenlp.evaluate.resample import Counts
from probenlp.evaluate.sections.provenance import counts_of, judged
from probenlp.evaluate.source_groups import source_groups
from probenlp.evaluate.voice_pages import voice_pages
from probenlp.provenance import KnownTexts, blocks
from probenlp.provenance.boundary import Boundary
from probenlp.provenance.fitting import fit

ROOT = Path(__file__).parents[2]
FOLDS = 3
PINNED = json.loads(Path(__file__).with_name("pinned.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def counts(domain: Domain) -> dict[str, Counts]:
    pages, faults = voice_pages([ROOT / "corpus" / "sample", ROOT / "corpus" / "pages"])
    assert not faults
    sources = source_groups(
        {page.name: [passage.text for passage in page.document.passages] for page in pages}
    )
    known = KnownTexts.of([page.document for page in pages], domain=domain)
    folds = {source: number % FOLDS for number, source in enumerate(sorted(set(sources.values())))}
    cases = {page.name: cases_of(page, origins_of(domain)) for page in pages}
    total: dict[str, Counts] = {}
    for fold in range(FOLDS):
        apart = [page for page in pages if folds[sources[page.name]] == fold]
        others = [page.name for page in pages if folds[sources[page.name]] != fold]
        examples = [case.example for name in others for case in cases[name]]
        boundary = Boundary(fit(examples, penalty=PENALTY))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "shipped", lambda boundary=boundary: boundary)
            for page in apart:
                for name, one in counts_of(list(judged(page, domain, known))).items():
                    total[name] = total.get(name, Counts()) + one
    return total


measures: dict[str, Callable[[Counts], float]] = {
    "precision": lambda one: one.precision,
    "recall": lambda one: one.recall,
    "f1": lambda one: one.f1,
}


@pytest.mark.parametrize(
    ("kind", "measure"), [(kind, name) for kind, floors in PINNED.items() for name in floors]
)
def test_unseen_sources_reach_the_floor(kind: str, measure: str, counts: dict[str, Counts]) -> None:
    reached = measures[measure](counts[kind])
    assert reached >= PINNED[kind][measure], f"{kind}: {measure} is {reached:.3f}"
