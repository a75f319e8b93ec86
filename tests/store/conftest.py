"""A run small enough to be read in full: one news item, one post with three comments."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from probenlp.records import (
    Author,
    Block,
    Check,
    Claim,
    Document,
    Extractor,
    Group,
    Passage,
    PassageTags,
    Posted,
    Problem,
    Published,
    Rating,
    Relation,
    RunReport,
    Selector,
    Sentence,
    Source,
    Span,
    Speaker,
    Statistic,
    UnitMention,
)
from probenlp.store import OutputFolder

Records = dict[str, Sequence[msgspec.Struct]]
WriteRun = Callable[..., Path]

FINDING = "Inspectors rated Ashmere PDU ‘Inadequate’. Only 25 per cent of plans were sufficient."
POST = "The report says that a quarter of plans will do."
TESTIMONY = "We hold 62 cases each 😀\u2028and nobody reviews a plan in Tolland."
LONG = "My caseload went up, and up again. " * 6_000


def a_document(name: str, passages: tuple[Passage, ...], published: str | None) -> Document:
    return Document(
        id=name,
        url=f"https://{name}.example/page",
        title=f"Title of {name}",
        published=Published(date=published, how="metadata") if published else None,
        site="The Wenbridge Argus" if name == "news" else None,
        content_sha256="0" * 64,
        source=Source(
            name=f"{name}.html",
            media_type="text/html",
            encoding="utf-8",
            encoding_how="declared",
            bytes=100,
        ),
        extractor=Extractor(name="trafilatura", version="2"),
        passages=passages,
    )


def a_comment(name: str, text: str, posted: str | None, author: Author | None) -> Passage:
    return Passage(
        id=f"blog.{name}",
        kind="comment",
        text=text,
        author=author,
        posted=Posted(utc=posted, raw="shown so", source="epoch") if posted else None,
        permalink=f"https://blog.example/page#{name}",
    )


def a_claim(passage: Passage, document: str, words: str, number: int = 1, **more: object) -> Claim:
    start = passage.text.index(words)
    claim: dict[str, object] = {
        "id": f"{passage.id}:{start}#{number}",
        "document_id": document,
        "passage_id": passage.id,
        "span": Span.of(passage.text, start, start + len(words)),
        "text": words,
        "selector": Selector(
            start=start, end=start + len(words), exact=words, prefix="", suffix="", url="https://x"
        ),
        "type": "finding",
        "voice": "official_finding",
        "side": "official",
        "provenance": "own",
    }
    return Claim(**{**claim, **more})  # type: ignore[arg-type]


def a_statistic(text: str, words: str, value: float, kind: str = "share") -> Statistic:
    start = text.index(words)
    return Statistic(
        span=Span.of(text, start, start + len(words)),
        kind=kind,  # type: ignore[arg-type]
        value=value,
        unit="per cent" if kind == "share" else "cases",
    )


def small_records() -> Records:
    article = Passage(id="news.a", kind="article", text=FINDING)
    post = Passage(id="blog.a", kind="article", text=POST)
    named = Author(name="Rota Clerk", key="k1", is_anonymous=False)
    told = a_comment("c1", TESTIMONY, "2023-11-30T23:30:00Z", named)
    undated = a_comment("c2", "Nobody asked us.", None, Author(is_anonymous=True))
    long = a_comment("c3", LONG, "2023-12-01T08:00:00Z", named)
    sentence = "Only 25 per cent of plans were sufficient."
    share = a_statistic(FINDING, "Only 25 per cent", 25.0)
    grade = Rating(
        span=Span.of(FINDING, FINDING.index("Inadequate"), FINDING.index("Inadequate") + 10),
        label="Inadequate",
        rating_id="inadequate",
        unit_ids=("ashmere",),
    )
    rated = a_claim(
        article,
        "news",
        "Inspectors rated Ashmere PDU ‘Inadequate’.",
        type="judgement",
        rating=grade,
        unit_ids=("ashmere",),
        unit_basis="stated",
        period="2023-10",
        period_basis="stated",
    )
    found = a_claim(
        article,
        "news",
        sentence,
        statistic=share,
        unit_ids=("ashmere",),
        unit_basis="carried",
        topic="planning",
        period="2022",
        period_basis="relative",
        group_id="g1",
        voice_probabilities={"official_finding": 0.9, "news": 0.1},
    )
    repeated = a_claim(
        post,
        "blog",
        "a quarter of plans will do",
        statistic=a_statistic(POST, "a quarter", 25.0),
        topic="planning",
        group_id="g1",
        provenance="reported",
    )
    testimony = a_claim(
        told,
        "blog",
        "We hold 62 cases each 😀",
        type="testimony",
        voice="practitioner_testimony",
        side="practitioner",
        speaker=Speaker(role="practitioner"),
        unit_ids=("ashmere",),
        unit_names=("Tolland PDU",),
        statistic=a_statistic(TESTIMONY, "62 cases", 62.0, kind="count"),
        topic="workload",
    )
    before = a_claim(
        undated,
        "blog",
        "Nobody asked us.",
        type="testimony",
        voice="practitioner_testimony",
        side="practitioner",
        period="../2021",
        period_basis="stated",
    )
    at_length = a_claim(long, "blog", LONG.strip(), type="testimony", side=None)
    tags = [
        PassageTags(
            document_id="news",
            passage_id="news.a",
            text_sha256="0" * 64,
            blocks=(Block(passage_id="news.a", start=0, end=len(FINDING), provenance="own"),),
            sentences=(
                Sentence(span=Span.of(FINDING, 0, 42), voice="official_finding"),
                Sentence(span=Span.of(FINDING, 43, len(FINDING)), voice="news"),
            ),
            units=(UnitMention(span=Span.of(FINDING, 17, 28), unit_id="ashmere", name="Ashmere"),),
            statistics=(share,),
            ratings=(grade,),
        ),
        PassageTags(
            document_id="blog",
            passage_id="blog.c1",
            text_sha256="0" * 64,
            sentences=(
                Sentence(span=Span.of(TESTIMONY, 0, 23), voice="practitioner_testimony"),
                Sentence(span=Span.of(TESTIMONY, 24, len(TESTIMONY))),
            ),
        ),
    ]
    return {
        "documents.jsonl": [
            a_document("news", (article,), "2023-11-02"),
            a_document("blog", (post, told, undated, long), "2023-11-20T10:00:00Z"),
        ],
        "tags.jsonl": tags,
        "claims.jsonl": [rated, found, repeated, testimony, before, at_length],
        "groups.jsonl": [
            Group(
                id="g1",
                claim_ids=(found.id, repeated.id),
                document_ids=("news", "blog"),
                label="25 per cent: plans",
                sources=("news", "blog.c1"),
                source_count=2,
            )
        ],
        "relations.jsonl": [
            Relation(testimony_id=testimony.id, finding_id=found.id, relation="supports", score=0.6)
        ],
        "checks.jsonl": [
            Check(
                claim_id=rated.id,
                document_id="news",
                passage_id="news.a",
                span=grade.span,
                kind="rating",
                verdict="contradicts",
                stated="Inadequate",
                registered="Good",
                table="outcomes",
                row="ashmere_2023",
                line=7,
            )
        ],
    }


PROBLEM = Problem(
    source="gone.html", stage="read", severity="failed", reason="missing", detail="no such file"
)


@pytest.fixture
def records() -> Records:
    return small_records()


def write_records_of(path: Path, records: Records, problems: tuple[Problem, ...]) -> Path:
    """Write a run of given records, as the main job does."""
    folder = OutputFolder(path)
    for file, lines in records.items():
        with folder.writer(file) as write_one:
            for line in lines:
                write_one(line)
    folder.commit(
        RunReport(
            started="2026-01-01T00:00:00Z",
            seconds=1.0,
            versions={"probenlp": "0.1.0"},
            settings={},
            stages=(),
            files=folder.digests(),
            counts={},
            skipped={},
            removed={},
            problems=problems,
        )
    )
    return path


@pytest.fixture
def write_run(tmp_path: Path) -> WriteRun:
    def write(
        records: Records, name: str = "out", problems: tuple[Problem, ...] = (PROBLEM,)
    ) -> Path:
        return write_records_of(tmp_path / name, records, problems)

    return write


@pytest.fixture(scope="session")
def kept_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small run for tests that change nothing."""
    path = tmp_path_factory.mktemp("kept") / "out"
    return write_records_of(path, small_records(), (PROBLEM,))


@pytest.fixture
def small_run(write_run: WriteRun, records: Records) -> Path:
    return write_run(records)


@pytest.fixture
def vouch() -> Callable[[Path], None]:
    """Put the digests of the files as they are into ``run.json``."""

    def put(folder: Path) -> None:
        path = folder / "run.json"
        report = msgspec.json.decode(path.read_bytes())
        for name in report["files"]:
            report["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        path.write_bytes(msgspec.json.encode(report))

    return put


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real run over two pages of the sample corpus."""
    from probenlp.pipeline import run
    from probenlp.settings import Settings

    pages = Path(__file__).parents[2] / "corpus" / "sample"
    chosen = [pages / "blogger_threaded_ratings.html", pages / "department_response.html"]
    out = tmp_path_factory.mktemp("sample") / "out"
    run(chosen, out, Settings(salt=b"test"))
    return out
