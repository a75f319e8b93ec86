"""From labelled pages to the voice model's examples, and to a model."""

import hashlib
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

import msgspec

from probenlp.classify.features import SentenceFeatures
from probenlp.classify.judging import decide_by_rules
from probenlp.domains import Domain, load_domain
from probenlp.harvest import Input, harvest
from probenlp.pipeline.steps import Analyst
from probenlp.provenance import KnownTexts
from probenlp.records import Document, Passage, PassageTags, Provenance, Sentence, Voice

SUFFIX = ".voice.tsv"
_SALT = b"labelled pages"


class SeenSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as the stages before the voice model see it."""

    sentence: Sentence
    features: SentenceFeatures
    rule: str
    rule_voice: Voice
    provenance: Provenance


class SeenDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its passages by key, their sentences, and what was tagged in them."""

    name: str
    passages: dict[str, Passage]
    sentences: dict[str, tuple[SeenSentence, ...]]
    tags: dict[str, PassageTags]

    @property
    def digest(self) -> str:
        """Twelve figures that stand for its words, wherever they were found."""
        words = "\0".join(passage.text for passage in self.passages.values())
        return hashlib.sha256(words.encode()).hexdigest()[:12]


class SeenPage(SeenDocument, frozen=True, kw_only=True):
    """A labelled page: its table, and what is seen of it."""

    table: Path


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
    labelled = list(labelled_documents(folders))
    seen = see_documents([document for _, _, document in labelled], domain)
    for (page, table, _), one in zip(labelled, seen, strict=True):
        yield SeenPage(
            name=page.name,
            table=table,
            passages=one.passages,
            sentences=one.sentences,
            tags=one.tags,
        )


def see_documents(
    documents: Sequence[Document],
    domain: str = "probation",
    only: Container[str] | None = None,
) -> Iterator[SeenDocument]:
    """Take documents through all stages up to the rules of the voices.

    Parameters
    ----------
    documents : sequence of Document
        Each is also a text by which pastes in the others are recognised.
    domain : str
        Whose tables the stages read.
    only : container of str, optional
        Ids of the documents that are wanted; the others are known texts only.
    """
    tables = load_domain(domain)
    known = KnownTexts(tables)
    for document in documents:
        known.add(document)
    analyst = Analyst(domain, known)
    for document in documents:
        if only is None or document.id in only:
            yield _see(document, analyst.tag(document), tables)


def _see(document: Document, tags: tuple[PassageTags, ...], domain: Domain) -> SeenDocument:
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
        for seen in decide_by_rules(document, tags, domain=domain)
    }
    return SeenDocument(
        name=document.source.name,
        passages=passages,
        sentences=sentences,
        tags={keys[one.passage_id]: one for one in tags},
    )


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
