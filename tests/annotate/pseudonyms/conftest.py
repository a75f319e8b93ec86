"""The written cases, tagged once, and documents made by hand."""

from collections.abc import Callable, Sequence

import pytest

from probenlp.evaluate.sections.pseudonyms import PSEUDONYMS, Case, document_of, read_cases
from probenlp.pipeline import tag_documents
from probenlp.records import Author, Document, Extractor, Passage, PassageTags, Source

Thread = Callable[..., Document]
Tagged = tuple[list[Case], list[Document], list[PassageTags]]


@pytest.fixture(scope="session")
def tagged_cases() -> Tagged:
    """The cases that the rules were written against, as documents with their tags."""
    cases = [case for case in read_cases(PSEUDONYMS) if case.split == "dev"]
    documents = [document_of(case, number) for number, case in enumerate(cases)]
    return cases, documents, list(tag_documents(documents, "probation"))


@pytest.fixture(scope="session")
def thread() -> Thread:
    """Make a thread of comments, each a writer and a text; an article above it if wanted."""

    def thread(comments: Sequence[tuple[str | None, str]], article: str | None = None) -> Document:
        passages = [Passage(id="d.a", kind="article", text=article)] if article else []
        passages += [
            Passage(id=f"d.c{number}", kind="comment", text=text, author=Author(name=name))
            for number, (name, text) in enumerate(comments)
        ]
        source = Source(
            name="d", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=0
        )
        extractor = Extractor(name="hand", version="1")
        return Document(
            id="d",
            kind="blog_post",
            content_sha256="0" * 64,
            source=source,
            extractor=extractor,
            passages=tuple(passages),
        )

    return thread
