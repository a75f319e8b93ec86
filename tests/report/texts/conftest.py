"""Records of invented texts for the tests of the analyses."""

from types import SimpleNamespace
from typing import Any

import pytest

from probenlp.records import (
    Claim,
    Document,
    Extractor,
    Passage,
    Relation,
    Selector,
    Sentence,
    Source,
    Span,
)
from probenlp.report.told import Told


def a_document(key: str, *passages: Passage) -> Document:
    return Document(
        id=key,
        title=f"Page {key}",
        url=f"https://example.org/{key}",
        content_sha256="",
        source=Source(
            name=key, media_type="text/html", encoding="utf-8", encoding_how="utf-8", bytes=0
        ),
        extractor=Extractor(name="test", version="0"),
        passages=passages,
    )


def told(key: str, *sentences: str) -> list[Told]:
    """Give the sentences of a page with one article, a blank between them."""
    text = " ".join(sentences)
    passage = Passage(id=f"{key}.a", kind="article", text=text)
    document = a_document(key, passage)
    made, at = [], 0
    for words in sentences:
        span = Span.of(text, at, at + len(words))
        made.append(Told(document, passage, Sentence(span=span, voice="practitioner_testimony")))
        at += len(words) + 1
    return made


def a_claim(key: str, text: str, **fields: Any) -> Claim:
    """Give testimony; what is not named is empty."""
    defaults: dict[str, Any] = {
        "document_id": "d1",
        "passage_id": f"d1.{key}",
        "type": "testimony",
        "voice": "practitioner_testimony",
        "side": "practitioner",
        "provenance": "own",
    }
    place = Selector(
        start=0,
        end=len(text),
        exact=text,
        prefix="",
        suffix="",
        url=f"https://example.org/d1#{key}",
    )
    span = Span(start=0, end=len(text), surface=text)
    return Claim(id=key, text=text, span=span, selector=place, **(defaults | fields))


def a_finding(key: str, text: str, **fields: Any) -> Claim:
    official = {"type": "finding", "voice": "official_finding", "side": "official"}
    return a_claim(key, text, **(official | fields))


def a_relation(testimony: str, finding: str, how: Any, score: float = 0.8) -> Relation:
    return Relation(
        testimony_id=testimony,
        finding_id=finding,
        relation=how,
        score=score,
        evidence=("relate:unit:1.0",),
    )


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The makers above, for tests (which import nothing from each other)."""
    return SimpleNamespace(
        document=a_document, told=told, claim=a_claim, finding=a_finding, relation=a_relation
    )
