"""From labelled pages to the voice model's examples, and to a model."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from probenlp.classify.features import SentenceFeatures
from probenlp.classify.judging import decide_by_rules
from probenlp.domains import load_domain
from probenlp.harvest import Input, harvest
from probenlp.pipeline.steps import Analyst
from probenlp.provenance import KnownTexts
from probenlp.records import Document, Passage, Provenance, Sentence, Voice

SUFFIX = ".voice.tsv"
_SALT = b"labelled pages"


class SeenSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as the stages before the voice model see it."""

    sentence: Sentence
    features: SentenceFeatures
    rule: str
    rule_voice: Voice
    provenance: Provenance


class SeenPage(msgspec.Struct, frozen=True, kw_only=True):
    """A labelled page: its table, its passages by key, and their sentences."""

    name: str
    table: Path
    passages: dict[str, Passage]
    sentences: dict[str, tuple[SeenSentence, ...]]


def labelled_pages(folders: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Find the pages that have a table of voices beside them.

    Raises
    ------
    FileNotFoundError
        If a table has no page.
    """
    found = []
    for folder in folders:
        for table in sorted(folder.glob(f"*{SUFFIX}")):
            stem = table.name.removesuffix(SUFFIX)
            pages = [folder / f"{stem}{suffix}" for suffix in (".html", ".txt")]
            page = next((one for one in pages if one.is_file()), None)
            if page is None:
                raise FileNotFoundError(f"{table}: no page {stem}.html or {stem}.txt beside it")
            found.append((page, table))
    return found


def labelled_documents(folders: Sequence[Path]) -> Iterator[tuple[Path, Path, Document]]:
    """Harvest the labelled pages: each page's file, its table, and what was read."""
    for page, table in labelled_pages(folders):
        document = harvest(Input(page.name, page.read_bytes()), salt=_SALT).document
        yield page, table, document


def see_pages(folders: Sequence[Path], domain: str = "probation") -> Iterator[SeenPage]:
    """Take labelled pages through all stages up to the rules of the voices.

    The pages of one call know each other's texts, as the pages of one run do.
    """
    tables = load_domain(domain)
    known = KnownTexts(tables)
    documents = list(labelled_documents(folders))
    for _, _, document in documents:
        known.add(document)
    analyst = Analyst(domain, known)
    for page, table, document in documents:
        passages = keyed(document)
        keys = {passage.id: key for key, passage in passages.items()}
        sentences = {
            keys[seen.passage_id]: tuple(
                SeenSentence(
                    sentence=sentence,
                    features=features,
                    rule=rule,
                    rule_voice=verdict.voice,
                    provenance=verdict.provenance or "own",
                )
                for sentence, features, (rule, verdict) in zip(
                    seen.sentences, seen.features, seen.decided, strict=True
                )
            )
            for seen in decide_by_rules(document, analyst.tag(document), domain=tables)
        }
        yield SeenPage(name=page.name, table=table, passages=passages, sentences=sentences)


def keyed(document: Document) -> dict[str, Passage]:
    """Name the passages as gold does: ``t``, ``a``, the path, or a flat comment's number."""
    named: dict[str, Passage] = {}
    number = 0
    for passage in document.passages:
        number += passage.kind == "comment"
        key = passage.path or str(number) if passage.kind == "comment" else passage.kind[0]
        named[key] = passage
    return named


def digest_of(folders: Sequence[Path]) -> str:
    """Give a digest of all labelled pages and their tables."""
    digest = hashlib.sha256()
    for page, table in labelled_pages(folders):
        for path in (page, table):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
