"""Fit the boundary model of pasted texts: ``python -m probenlp.evaluate.fit_boundary FOLDER...``.

Writes ``boundary.json`` and ``metrics.json``. The figures are of source texts that the model was
not fitted on: ten folds, all pages that share text in one.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from probenlp.domains import Domain, load_domain
from probenlp.domains.origins import Origins, origins_of
from probenlp.evaluate.resample import Counts, interval
from probenlp.evaluate.source_groups import source_groups
from probenlp.evaluate.voice_gold import GoldSentence
from probenlp.evaluate.voice_pages import VoicePage, voice_pages
from probenlp.provenance.boundary import Boundary, write_weights
from probenlp.provenance.decide import Prepared, prepare
from probenlp.provenance.fitting import Example, fit
from probenlp.provenance.lines import lines_of
from probenlp.provenance.pastes import PasteFinder
from probenlp.provenance.pieces import Piece
from probenlp.provenance.published import is_published
from probenlp.provenance.thread import ThreadTexts

PENALTY = 1.5
FOLDS = 10


class Case(NamedTuple):
    """A passage to learn from, and how it is judged: a publisher's own article is not.

    ``source`` is the page that stands for all that share text with this one.
    """

    page: str
    source: str
    example: Example
    judged: Prepared | None


def cases_of(page: VoicePage, origins: Origins, source: str = "") -> list[Case]:
    """Make the cases of a page.

    Parameters
    ----------
    source : str
        The page that stands for all that share text with it; without one, itself.

    What is never asked for pasted texts, a publisher's own article and an article that nobody
    comments on, is learnt from as if people commented there: so the model sees what a formal text
    is that nobody put in, an expert's or a union's.
    """
    document = page.document
    published = is_published(document, origins.of_document(document), origins)
    thread = ThreadTexts(document)
    threaded = any(passage.kind == "comment" for passage in document.passages)
    found = []
    for passage in document.passages:
        if gold := page.gold.get(passage.id):
            lines = lines_of(passage.text)
            finder = PasteFinder(lines, origins)
            learnt = prepare(passage, lines, finder, thread, origins, threaded=True)
            judged = learnt
            if passage.kind == "article" and not threaded:
                judged = prepare(passage, lines, finder, thread, origins, threaded=False)
            asked = not (published and passage.kind == "article")
            example = _example(learnt, gold)
            found.append(Case(page.name, source or page.name, example, judged if asked else None))
    return found


def _example(prepared: Prepared, gold: Sequence[GoldSentence]) -> Example:
    pasted = _states(prepared.pieces, gold)
    # Where a rule is wrong the model must not learn from it: the gold stands.
    held = [one if one is state else None for one, state in zip(prepared.held, pasted, strict=True)]
    return Example(prepared.seen, held, pasted)


def _states(pieces: Sequence[Piece], gold: Sequence[GoldSentence]) -> list[bool]:
    """Tell of each piece whether the gold sentence that shares most of it is pasted."""
    states: list[bool] = []
    at = 0
    for piece in pieces:
        while at + 1 < len(gold) and gold[at].end <= piece.start:
            at += 1
        near = gold[at : at + 8]
        best = max(near, key=lambda one: min(one.end, piece.end) - max(one.start, piece.start))
        shared = min(best.end, piece.end) > max(best.start, piece.start)
        states.append(best.provenance == "pasted" if shared else bool(states and states[-1]))
    return states


def cross_validate(cases: Sequence[Case], *, model: bool = True) -> dict[str, Counts]:
    """Count pasted sentences right, found and wanted, by page, each judged by other sources.

    Parameters
    ----------
    model : bool
        False: only what the rules hold fast.
    """
    counts = dict.fromkeys(sorted({case.page for case in cases}), Counts())
    sources = sorted({case.source for case in cases})
    for fold in range(FOLDS):
        unseen = set(sources[fold::FOLDS])
        seen = [case.example for case in cases if case.source not in unseen]
        boundary = Boundary(fit(seen, penalty=PENALTY)) if model else None
        for case in cases:
            if case.source in unseen:
                counts[case.page] += _judged(case, boundary)
    return counts


def _judged(case: Case, boundary: Boundary | None) -> Counts:
    if case.judged is None:
        return Counts()
    seen, held = case.judged.seen, case.judged.held
    found = boundary.decide(seen, held) if boundary else [one is True for one in held]
    gold = case.example.pasted
    return Counts(sum(map(min, found, gold)), sum(found), sum(gold))


def _figures(counts: dict[str, Counts]) -> dict[str, float | int | list[float]]:
    total = sum(counts.values(), Counts())
    return {
        "precision": round(total.precision, 3),
        "recall": round(total.recall, 3),
        "f1": round(total.f1, 3),
        "f1_interval": [round(end, 3) for end in interval(list(counts.values()))],
        "pasted": total.gold,
        "pages": len(counts),
    }


def fit_folder(folders: Sequence[Path], out: Path, domain: Domain) -> dict[str, object]:
    """Fit on the gold of some folders, write the model, and give its figures."""
    pages, faults = voice_pages(folders)
    origins = origins_of(domain)
    sources = source_groups(
        {page.name: [passage.text for passage in page.document.passages] for page in pages}
    )
    cases = [case for page in pages for case in cases_of(page, origins, sources[page.name])]
    out.mkdir(parents=True, exist_ok=True)
    write_weights(fit([case.example for case in cases], penalty=PENALTY), out / "boundary.json")
    metrics: dict[str, object] = {
        "unit": "pasted or not, by sentence; posts and comments, no publisher's own article",
        "split": f"{FOLDS} folds by source text",
        "rules_and_model": _figures(cross_validate(cases)),
        "sure_rules_alone": _figures(cross_validate(cases, model=False)),
        "left_out": faults,
    }
    text = json.dumps(metrics, indent=1, ensure_ascii=False)
    (out / "metrics.json").write_text(text + "\n", encoding="utf-8")
    return metrics


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="with pages and .voice.tsv tables")
    parser.add_argument("--out", type=Path, default=Path("models/provenance"))
    parser.add_argument("--domain", default="probation")
    given = parser.parse_args()
    metrics = fit_folder(given.folders, given.out, load_domain(given.domain))
    sys.stdout.write(json.dumps(metrics, indent=1) + "\n")


if __name__ == "__main__":
    main()
