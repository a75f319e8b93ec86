"""Documents made by hand, and passages in which the blocks are marked."""

import re
import sys
from collections.abc import Callable

import pytest

from probenlp.domains import Domain, load_domain
from probenlp.provenance import KnownTexts, find_blocks
from probenlp.records import (
    Block,
    Document,
    DocumentKind,
    Extractor,
    Passage,
    PassageKind,
    Published,
    Region,
    Source,
)

Piece = tuple[str, str]


@pytest.fixture(scope="session")
def domain() -> Domain:
    return load_domain("probation")


@pytest.fixture(scope="session")
def make() -> Callable[..., Document]:
    def make_document(
        text: str,
        *,
        id: str = "d",  # noqa: A002
        kind: DocumentKind | None = "blog_post",
        passage_kind: PassageKind = "comment",
        site: str | None = None,
        date: str | None = None,
        regions: tuple[Region, ...] = (),
    ) -> Document:
        return Document(
            id=id,
            kind=kind,
            site=site,
            published=Published(date=date, how="metadata") if date else None,
            content_sha256="0" * 64,
            extractor=Extractor(name="by hand", version="1"),
            source=Source(
                name=id,
                media_type="text/plain",
                encoding="utf-8",
                encoding_how="utf-8",
                bytes=len(text.encode()),
            ),
            passages=(Passage(id=f"{id}#1", kind=passage_kind, text=text, regions=regions),),
        )

    return make_document


def blocks_of(
    document: Document, domain: Domain, known: KnownTexts | None = None
) -> tuple[Block, ...]:
    return find_blocks(document, domain=domain, known=known)[document.passages[0].id]


@pytest.fixture(scope="session")
def read(
    make: Callable[..., Document], domain: Domain
) -> Callable[..., tuple[list[Piece], list[Piece]]]:
    """Give the blocks wanted by the marks of a passage, and those found.

    ``<<P|…>>`` is a pasted text whatever stands in it, ``<<p|…>>`` a pasted text's own words,
    ``<<pq|…>>`` and ``<<pr|…>>`` what is quoted or reported in one, ``<<q|…>>`` a quotation,
    ``<<r|…>>`` reported speech; the rest is the writer's own.
    """

    def marked(text: str, **settings: object) -> tuple[list[Piece], list[Piece]]:
        wanted = [(code or "o", words.strip()) for code, words in _pieces(text) if words.strip()]
        plain = re.sub(r"<<\w+\||>>", "", text)
        coarse = "<<P|" in text
        found: list[Piece] = []
        for block in blocks_of(make(plain, **settings), domain):
            code = _code(block, coarse=coarse)
            words = plain[block.start : block.end]
            if found and found[-1][0] == code:
                found[-1] = (code, found[-1][1] + words)
            else:
                found.append((code, words))
        return wanted, [(code, words.strip()) for code, words in found]

    return marked


def _pieces(text: str) -> list[Piece]:
    pieces, at = [], 0
    for match in re.finditer(r"<<(\w+)\|(.*?)>>", text, re.DOTALL):
        pieces += [("", text[at : match.start()]), (match[1], match[2])]
        at = match.end()
    return [*pieces, ("", text[at:])]


def _code(block: Block, *, coarse: bool) -> str:
    if block.provenance == "pasted":
        return (
            "P" if coarse else {"own": "p", "quoted": "pq", "reported": "pr"}[block.inner or "own"]
        )
    return block.provenance[0]


@pytest.fixture
def count_calls(domain: Domain) -> Callable[[Document], int]:
    """Count the function calls that a document costs: a measure of work that no clock disturbs."""

    def count(document: Document) -> int:
        find_blocks(document, domain=domain)
        calls = 0

        def note(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(note)
        try:
            find_blocks(document, domain=domain)
        finally:
            sys.setprofile(None)
        return calls

    return count
