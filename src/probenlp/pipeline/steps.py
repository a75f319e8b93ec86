"""The stages over many documents, as streams: records in, records out, one document at a time."""

import itertools
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from probenlp.claims import ClaimBuilder
from probenlp.classify import assign_voices
from probenlp.domains import load_domain
from probenlp.errors import HarvestError, ProbenlpError
from probenlp.harvest import Input, Skipped, harvest, sources
from probenlp.provenance import KnownTexts, find_blocks
from probenlp.records import Claim, Document, PassageTags, Problem, Reason, Severity
from probenlp.settings import Settings
from probenlp.tag.language import load
from probenlp.tag.passages import tag_document

PACKAGE = Path(__file__).parents[1]


def harvest_documents(
    paths: Sequence[str | Path],
    settings: Settings,
    on_problem: Callable[[Problem], object],
    on_skip: Callable[[Skipped], object] = lambda _: None,
) -> Iterator[Document]:
    """Harvest files and folders.

    Parameters
    ----------
    paths : sequence of str or Path
    settings : Settings
    on_problem : callable
        Told of every input that gives no document or less than it holds.
    on_skip : callable
        Told of files that are no documents.

    Yields
    ------
    Document
        Each once; the second copy of a document is a problem of severity ``skipped``.
    """
    seen: dict[str, str] = {}
    for item in sources(paths, max_bytes=settings.max_bytes):
        if isinstance(item, Problem):
            on_problem(item)
        elif isinstance(item, Skipped):
            on_skip(item)
        elif document := _harvest_one(item, settings, seen, on_problem):
            yield document


def _harvest_one(
    item: Input,
    settings: Settings,
    seen: dict[str, str],
    on_problem: Callable[[Problem], object],
) -> Document | None:
    try:
        harvested = harvest(item, salt=settings.salt)
    except HarvestError as error:
        on_problem(problem_of(item.name, "harvest", "failed", error.reason, error.detail))
        return None
    except Exception as error:  # one page must not end the run
        on_problem(problem_of(item.name, "harvest", "failed", "internal", fault(error)))
        return None
    document = harvested.document
    if earlier := seen.get(document.id):
        detail = f"the same document as {earlier}; only the first is kept"
        on_problem(problem_of(item.name, "harvest", "skipped", "duplicate", detail, document.id))
        return None
    seen[document.id] = item.name
    for problem in harvested.problems:
        on_problem(problem)
    return document


class Analyst:
    """Takes a document from its text to its claims. Loading one takes about two seconds.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables.
    known : KnownTexts, optional
        Texts by which pastes are recognised.
    """

    def __init__(self, domain: str = "probation", known: KnownTexts | None = None) -> None:
        self.domain = load_domain(domain)
        self._known = known
        self._nlp = load(domain)
        self._builder = ClaimBuilder(self.domain)

    def tag(self, document: Document) -> tuple[PassageTags, ...]:
        """Find the blocks of a document's passages and tag them; voices stay empty."""
        blocks = find_blocks(document, domain=self.domain, known=self._known)
        return tuple(
            msgspec.structs.replace(one, blocks=blocks.get(one.passage_id, ()))
            for one in tag_document(self._nlp, document)
        )

    def analyse(self, document: Document) -> tuple[tuple[PassageTags, ...], tuple[Claim, ...]]:
        """Tag a document, decide voices, and make its claims."""
        tags = assign_voices(document, self.tag(document), domain=self.domain)
        return tags, self._builder.build(document, tags)


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


def classify_documents(pairs: Iterable[Pair], domain: str) -> Iterator[PassageTags]:
    """Decide the voices of tagged documents."""
    tables = load_domain(domain)
    for document, tags in pairs:
        yield from assign_voices(document, tags, domain=tables)


def claim_documents(pairs: Iterable[Pair], domain: str) -> Iterator[Claim]:
    """Make the claims of documents with voices."""
    builder = ClaimBuilder(load_domain(domain))
    for document, tags in pairs:
        yield from builder.build(document, tags)


def problem_of(
    source: str,
    stage: str,
    severity: Severity,
    reason: Reason,
    detail: str,
    document_id: str | None = None,
) -> Problem:
    """Make the record of a problem."""
    return Problem(
        source=source,
        stage=stage,
        severity=severity,
        reason=reason,
        detail=detail,
        document_id=document_id,
    )


def fault(error: Exception) -> str:
    """Describe a fault of our own: what was raised, and by which line of this package."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    where = (ours or frames)[-1]
    place = f"{Path(where.filename).name}:{where.lineno} in {where.name}"
    return f"{type(error).__name__}: {error} ({place}); please report it with the input"
