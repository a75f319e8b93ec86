"""The stages over many documents, as streams: records in, records out, one document at a time."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from probenlp.claims import ClaimBuilder
from probenlp.classify import assign_sentiments, assign_voices, voice_model_in
from probenlp.classify.model import VoiceModel
from probenlp.domains import Domain, load_domain
from probenlp.errors import ProbenlpError
from probenlp.provenance import KnownTexts, find_blocks
from probenlp.records import Claim, Document, PassageTags
from probenlp.tag.language import load
from probenlp.tag.passages import tag_document


def voices_of(
    document: Document, tags: Sequence[PassageTags], domain: Domain, model: VoiceModel
) -> tuple[PassageTags, ...]:
    """Decide the voices of a document's sentences, and what each says of the service."""
    voiced = assign_voices(document, tags, domain=domain, model=model)
    return assign_sentiments(voiced)


class Decider:
    """Takes a tagged document to its blocks, voices and claims. Needs no language model.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables.
    known : KnownTexts, optional
        Texts by which pastes are recognised.
    voice_model : Path, optional
        The folder of a voice model of one's own.

    Raises
    ------
    ModelError
        If the voice model cannot be read.
    """

    def __init__(
        self,
        domain: str = "probation",
        known: KnownTexts | None = None,
        voice_model: Path | None = None,
    ) -> None:
        self.domain = load_domain(domain)
        self._known = known
        self._voice_model = voice_model_in(voice_model)
        self._builder = ClaimBuilder(self.domain)

    def with_blocks(
        self, document: Document, tags: Iterable[PassageTags]
    ) -> tuple[PassageTags, ...]:
        """Find the blocks of a document's passages and put them to their tags."""
        blocks = find_blocks(document, domain=self.domain, known=self._known)
        return tuple(
            msgspec.structs.replace(one, blocks=blocks.get(one.passage_id, ())) for one in tags
        )

    def decide(
        self, document: Document, tags: Iterable[PassageTags]
    ) -> tuple[tuple[PassageTags, ...], tuple[Claim, ...]]:
        """Find blocks, decide voices, and make the claims of a tagged document."""
        blocks = self.with_blocks(document, tags)
        voiced = voices_of(document, blocks, self.domain, self._voice_model)
        return voiced, self._builder.build(document, voiced)


class Analyst:
    """Takes a document from its text to its claims. Loading one takes about two seconds.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables.
    known : KnownTexts, optional
        Texts by which pastes are recognised.
    voice_model : Path, optional
        The folder of a voice model of one's own.
    """

    def __init__(
        self,
        domain: str = "probation",
        known: KnownTexts | None = None,
        voice_model: Path | None = None,
    ) -> None:
        self._decider = Decider(domain, known, voice_model)
        self._nlp = load(domain)

    def tag(self, document: Document) -> tuple[PassageTags, ...]:
        """Find the blocks of a document's passages and tag them; voices stay empty."""
        return self._decider.with_blocks(document, tag_document(self._nlp, document))

    def analyse(self, document: Document) -> tuple[tuple[PassageTags, ...], tuple[Claim, ...]]:
        """Tag a document, decide voices, and make its claims."""
        return self._decider.decide(document, tag_document(self._nlp, document))


def tag_documents(documents: Sequence[Document], domain: str) -> Iterator[PassageTags]:
    """Tag documents; each is also a text by which pastes in the others are recognised."""
    known = KnownTexts(load_domain(domain))
    for document in documents:
        known.add(document)
    analyst = Analyst(domain, known)
    for document in documents:
        yield from analyst.tag(document)


Pair = tuple[Document, tuple[PassageTags, ...]]


def pair(documents: Iterable[Document], tags: Iterable[PassageTags]) -> Iterator[Pair]:
    """Bring documents and their tags together.

    Parameters
    ----------
    documents : iterable of Document
    tags : iterable of PassageTags
        In the order of the documents; a document may have none.

    Raises
    ------
    ProbenlpError
        If tags are left over: they belong to other documents, or the order differs.
    """
    by_document = itertools.groupby(tags, key=lambda one: one.document_id)
    document_id, group = next(by_document, (None, iter(())))
    for document in documents:
        if document.id == document_id:
            yield document, tuple(group)
            document_id, group = next(by_document, (None, iter(())))
        else:
            yield document, ()
    if document_id is not None:
        raise ProbenlpError(
            f"tags of document {document_id} have no document, or stand in another order; "
            "give the documents that were tagged, in their order"
        )


def classify_documents(
    pairs: Iterable[Pair], domain: str, voice_model: Path | None = None
) -> Iterator[PassageTags]:
    """Decide the voices of tagged documents, by the model that ships or by one's own."""
    tables, model = load_domain(domain), voice_model_in(voice_model)
    for document, tags in pairs:
        yield from voices_of(document, tags, tables, model)


def claim_documents(pairs: Iterable[Pair], domain: str) -> Iterator[Claim]:
    """Make the claims of documents with voices."""
    builder = ClaimBuilder(load_domain(domain))
    for document, tags in pairs:
        yield from builder.build(document, tags)
