"""The taggers, layer by layer, with intervals."""

import hashlib
from pathlib import Path
from typing import Any

from probenlp.evaluate.resample import Counts, interval
from probenlp.evaluate.results import provenance
from probenlp.evaluate.tag_gold import GoldPassage, read_tags
from probenlp.evaluate.tag_scores import SCORES
from probenlp.harvest import Input, harvest
from probenlp.pipeline.voices import keyed
from probenlp.records import PassageTags
from probenlp.tag.language import load
from probenlp.tag.passages import tag_document

COLUMNS = ["layer", "wanted", "found", "precision", "recall", "F1"]

TaggedPage = tuple[str, list[tuple[PassageTags, GoldPassage]]]
"""A page's name, and its passages with tags and gold."""


def tagged_pages(folder: Path, domain: str = "probation") -> list[TaggedPage]:
    """Tag every page of a folder that has gold beside it."""
    nlp = load(domain)
    pages = []
    for path in sorted(folder.glob("*.tags.json")):
        page = next(page for page in folder.glob(f"{path.name.split('.')[0]}.*") if _is_page(page))
        document = harvest(Input(page.name, page.read_bytes()), salt=b"evaluate").document
        by_passage = {tags.passage_id: tags for tags in tag_document(nlp, document)}
        texts = keyed(document)
        golds = read_tags(path, {key: passage.text for key, passage in texts.items()})
        pages.append(
            (page.name, [(by_passage[texts[gold.key].id], gold) for gold in golds if gold.text])
        )
    return pages


def _is_page(path: Path) -> bool:
    return path.suffix in {".html", ".txt"}


def scores_of(pages: list[TaggedPage]) -> dict[str, list[Counts]]:
    """Count for every figure what is right, found and wanted, page by page."""
    return {
        name: [sum((score(tags, gold) for tags, gold in both), Counts()) for _, both in pages]
        for name, score in SCORES.items()
    }


def tags_section(pages: list[TaggedPage], folder: Path, about: str) -> dict[str, Any]:
    """Make the table of all layers."""
    rows = []
    for name, counts in scores_of(pages).items():
        total = sum(counts, Counts())
        low, high = interval(counts)
        rows.append(
            [
                name,
                total.gold,
                total.found,
                f"{total.precision:.3f}",
                f"{total.recall:.3f}",
                f"{total.f1:.3f} [{low:.2f}, {high:.2f}]",
            ]
        )
    return {
        "about": f"{about} {len(pages)} pages; intervals by drawing pages anew.",
        "measured": provenance() | {"gold": gold_digest(folder)[:12]},
        "columns": COLUMNS,
        "rows": rows,
    }


def gold_digest(folder: Path) -> str:
    """Give a digest of all gold files of the taggers."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.tags.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
