"""Passages in which the sentences are marked with their voice."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from probenlp.domains import Domain, load_domain
from probenlp.records import (
    Author,
    Block,
    Document,
    Extractor,
    Passage,
    PassageTags,
    Quotation,
    Rating,
    Region,
    Sentence,
    Source,
    Span,
    Statistic,
    UnitMention,
)

_FIGURE = re.compile(r"\b\d[\d,.]*\d\b%?|\b\d+%?|\b(?:one|two) thirds?\b|\bhalf\b|\ba quarter\b")
_RATING = re.compile(r"(?<=‘)(?:Inadequate|Requires improvement|Good|Outstanding)(?=’)")
_UNIT = re.compile(r"\b[A-Z]\w+ (?:PDU|division|unit)\b")


@pytest.fixture(scope="session")
def domain() -> Domain:
    return load_domain("probation")


def document(text: str, **given: Any) -> Document:
    passage = Passage(
        id="p",
        kind=given.get("passage", "comment"),
        text=text,
        author=Author(is_post_author=True) if given.get("by") == "blogger" else None,
        regions=given.get("regions", ()),
    )
    return Document(
        id="d",
        kind=given.get("kind"),
        site=given.get("site"),
        content_sha256="0" * 64,
        extractor=Extractor(name="by hand", version="1"),
        source=Source(
            name="d", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=0
        ),
        passages=(passage,),
    )


def tags(
    text: str,
    sentences: list[tuple[int, int]],
    blocks: tuple[Block, ...],
    quotations: tuple[Quotation, ...] = (),
) -> PassageTags:
    """Tag by hand, as plainly as can be: the taggers have tests of their own."""

    def spans(pattern: re.Pattern[str]) -> Iterator[Span]:
        return (Span.of(text, match.start(), match.end()) for match in pattern.finditer(text))

    return PassageTags(
        document_id="d",
        passage_id="p",
        text_sha256="0" * 64,
        blocks=blocks,
        sentences=tuple(Sentence(span=Span.of(text, start, end)) for start, end in sentences),
        statistics=tuple(Statistic(span=span, kind="count", value=1) for span in spans(_FIGURE)),
        ratings=tuple(
            Rating(span=span, label=span.surface, rating_id=span.surface.lower())
            for span in spans(_RATING)
        ),
        units=tuple(UnitMention(span=span, name=span.surface) for span in spans(_UNIT)),
        quotations=quotations,
    )


def block(
    text: str,
    provenance: str = "own",
    inner: str | None = None,
    name: str | None = None,
    at: int = 0,
) -> Block:
    given: dict[str, Any] = {"provenance": provenance, "inner": inner, "source_name": name}
    return Block(passage_id="p", start=at, end=len(text), evidence=("by hand",), **given)


@pytest.fixture(scope="session")
def parts() -> dict[str, Callable[..., Any]]:
    """The makers above, for tests (which import nothing from each other)."""
    return {"document": document, "tags": tags, "block": block, "region": Region}
