"""A run made up for the tests: any number of claims, in invented documents about invented units."""

import datetime
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from probenlp.records import (
    Author,
    Check,
    Claim,
    Count,
    Document,
    Extractor,
    Group,
    Passage,
    PassageTags,
    Posted,
    Problem,
    Published,
    Quotation,
    Rating,
    Relation,
    RunReport,
    Selector,
    Sentence,
    Sentiment,
    Source,
    Span,
    Speaker,
    Statistic,
    Voice,
    side_of,
)
from probenlp.records.vocabulary import ClaimType

VOICES: tuple[Voice, ...] = get_args(Voice)
UNITS = tuple(f"{name} PDU" for name in ("Ashmere", "Dunmoor", "Marram Bay", "Calder Reach"))
TOPICS = ("staffing", "caseload_workload", "sickness", None)
STANDARDS = ("staffing", "leadership", None)
LABELS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
WORDS = ["posts", "empty", "desk", "rota", "supervisor", "kettle", "café", "laptop", "review"]
WORDS += ["Tuesday", "backlog", "leaver"]


def sentence(i: int) -> str:
    """Twelve words, no two sentences alike."""
    return f"Claim {i}: " + " ".join(WORDS[(i * 7 + 3 * k) % len(WORDS)] for k in range(12)) + "."


def passage_of(i: int) -> str:
    return f"d{i // 20}.{'a' if i % 20 < 10 else f'c{i % 20}'}"


def document(i: int) -> Document:
    ids = dict.fromkeys(passage_of(20 * i + k) for k in range(20))
    url = f"https://news{i % 5}.example/{i}"
    return Document(
        id=f"d{i}",
        url=url,
        title=f"Page {i}",
        authors=("Wilhelmina Private",),
        published=Published(date=f"20{10 + i % 15}-0{1 + i % 9}", how="metadata"),
        content_sha256="0" * 64,
        source=Source(
            name=f"{i}.html",
            media_type="text/html",
            encoding="utf-8",
            encoding_how="declared",
            bytes=1,
        ),
        extractor=Extractor(name="none", version="0"),
        passages=tuple(passage(one, url, i) for one in ids),
    )


def passage(passage_id: str, url: str, i: int) -> Passage:
    if passage_id.endswith(".a"):
        return Passage(id=passage_id, kind="article", text="An article.")
    return Passage(
        id=passage_id,
        kind="comment",
        text="A comment.",
        path="1.2",
        author=Author(name="Bartholomew Secret", key=f"{i:06x}0123456789"),
        posted=Posted(raw="3 May 2023", source="text"),
        permalink=f"{url}#{passage_id}",
    )


ROLES: tuple[Any, ...] = (
    "inspectorate",
    "inspected_body",
    "practitioner",
    "commenter",
    "journalist",
    None,
)


def claim(i: int, text: str | None = None) -> Claim:
    voice, role = VOICES[i % 6], ROLES[i % 6]
    words = text or sentence(i)
    month = datetime.date(2019 + i % 6, 1 + i % 12, 1).isoformat()[:7]
    return Claim(
        id=f"{passage_of(i)}:{i}",
        document_id=f"d{i // 20}",
        passage_id=passage_of(i),
        span=Span(start=0, end=len(words), surface=words),
        text=words,
        selector=Selector(
            start=0,
            end=len(words),
            exact=words,
            prefix="before ",
            suffix=" after",
            url=f"https://news{i // 20 % 5}.example/{i // 20}#:~:text=Claim%20{i}",
        ),
        type=get_args(ClaimType)[i % 6],
        voice=voice,
        voice_probabilities=dict.fromkeys(VOICES, 1 / 7) if i % 2 else {},
        side=side_of(voice, role),
        provenance=("own", "reported", "quoted", "pasted")[i % 4],
        speaker=Speaker(name="Ada Quill" if i % 6 < 2 else "Keeley Hidden", role=role),
        resolved_text=f"Claim {i}, of {UNITS[i % 4]}." if i % 3 == 0 else None,
        unit_names=(UNITS[i % 4],) if i % 5 else (),
        unit_basis="stated",
        period=None if i % 11 == 0 else f"../{2020 + i % 3}" if i % 13 == 0 else month,
        period_basis="published",
        topic=TOPICS[i % 4],
        standard=STANDARDS[i % 3],
        statistic=share(i) if i % 2 == 0 else None,
        rating=rating(i) if i % 7 == 0 else None,
        group_id=f"g{i // 50}" if i % 50 < 3 else None,
        evidence=("model:not-news", f"rule:{i % 40}"),
    )


def share(i: int) -> Statistic:
    value = float(i % 101)
    words = f"{value:g} per cent"
    return Statistic(
        span=Span(start=0, end=len(words), surface=words),
        kind="share",
        value=value,
        value_high=value + 5 if i % 9 == 0 and value < 90 else None,
        unit="per cent",
        comparator=("=", "<", "≥", "≈below")[i % 4],
    )


def rating(i: int) -> Rating:
    label = LABELS[i % 4]
    return Rating(
        span=Span(start=0, end=len(label), surface=label),
        label=label,
        rating_id=f"r{i % 4}",
        unit_names=(UNITS[i % 4],),
        aspect="overall",
    )


def tags(i: int) -> PassageTags:
    text = sentence(i)
    span = Span(start=0, end=len(text), surface=text)
    voice: Voice = "official_finding" if i % 2 else "practitioner_testimony"
    official = Speaker(name="Ada Quill", role="inspectorate")
    private = Speaker(name="Keeley Hidden", role="practitioner")
    speaker = official if i % 2 else private
    return PassageTags(
        document_id=f"d{i // 20}",
        passage_id=passage_of(i),
        text_sha256="0" * 64,
        sentences=(Sentence(span=span, voice=voice),),
        sentiments=(
            Sentiment(span=span, score=(i % 5 - 2) / 2),
            Sentiment(span=span, score=(i % 5 - 2) / 2, aspect=("workload", "pay")[i % 2]),
        ),
        quotations=(Quotation(spans=(span,), form="direct", speaker=speaker),),
    )


def made_run(n: int, texts: dict[int, str] | None = None) -> SimpleNamespace:
    """Make a run of ``n`` claims; ``texts`` replaces the words of some."""
    claims = [claim(i, (texts or {}).get(i)) for i in range(n)]
    return SimpleNamespace(
        run=report(n),
        documents=[document(i) for i in range((n + 19) // 20)],
        claims=claims,
        groups=list(groups(claims)),
        relations=[relation(i, claims) for i in range(0, n - 2, 6)],
        checks=[check(i, one) for i, one in enumerate(claims) if one.rating],
        tags=[tags(i) for i in range(min(n, 200))],
    )


def relation(i: int, claims: list[Claim]) -> Relation:
    return Relation(
        testimony_id=claims[i + 2].id,
        finding_id=claims[i].id,
        score=0.7,
        relation=("supports", "disputes", "adds")[i % 3],
        evidence=("relate:unit:0.7",),
    )


def check(i: int, one: Claim) -> Check:
    return Check(
        claim_id=one.id,
        document_id=one.document_id,
        passage_id=one.passage_id,
        span=one.span,
        kind="rating",
        verdict=("agrees", "contradicts", "unknown")[i % 3],
        stated="Good",
        registered="Inadequate",
        table="outcomes",
        row="o1",
        line=4,
    )


def groups(claims: list[Claim]) -> Iterator[Group]:
    found: dict[str, list[Claim]] = {}
    for one in claims:
        if one.group_id:
            found.setdefault(one.group_id, []).append(one)
    for group_id, members in found.items():
        yield Group(
            id=group_id,
            claim_ids=tuple(one.id for one in members),
            document_ids=tuple(dict.fromkeys(one.document_id for one in members)),
            label=f"The fact {group_id}",
            source_count=len(members),
        )


def report(n: int) -> RunReport:
    problem = Problem(
        source="broken.html", stage="read", severity="failed", reason="empty", detail="no text"
    )
    return RunReport(
        started="2026-11-22T09:00:00Z",
        seconds=12.5,
        versions={"probenlp": "0.1.0"},
        settings={"domain": "probation"},
        stages=(),
        files={},
        counts={"documents": Count(total=(n + 19) // 20), "claims": Count(total=n)},
        skipped={"suffix:.md": 2},
        removed={},
        problems=(problem,),
    )


@pytest.fixture(scope="session")
def make_run() -> Callable[..., SimpleNamespace]:
    return made_run
