"""Time to open a run and to answer three questions, on generated claims: sizes as arguments.

``python bench/tables.py 10000 100000`` prints a line of JSON a size; ``1000000`` needs about 3 GB
of disk and 10 minutes, most of which writes the lines. The claims are generated and say so.

"""

import json
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generated import NOTE, page

from probenlp.records import (
    Claim,
    Document,
    Extractor,
    Group,
    Passage,
    PassageTags,
    Published,
    Relation,
    RunReport,
    Selector,
    Source,
    Span,
    Statistic,
)
from probenlp.store import OutputFolder
from probenlp.store.tables import build_tables, connect, query

_CLAIMS_OF_A_PAGE = 6
_QUESTIONS = {
    "voices": "SELECT voice, count(*) FROM claims GROUP BY ALL",
    "one unit by month": "FROM claims_by_unit_and_month WHERE unit_id = 'unit-7'",
    "testimony beside findings": (
        "SELECT relation, count(*), avg(score) FROM findings_and_testimony GROUP BY ALL"
    ),
}


def main() -> None:
    """Measure each size that is asked for."""
    for size in [int(argument) for argument in sys.argv[1:]] or [10_000]:
        folder = Path(tempfile.mkdtemp(prefix="probenlp-tables-"))
        try:
            print(json.dumps(measure(folder / "out", size)), flush=True)
        finally:
            shutil.rmtree(folder)


def measure(folder: Path, size: int) -> dict[str, Any]:
    """Write a run of so many claims, and time what is done with it."""
    result: dict[str, Any] = {"claims": size, "note": NOTE}
    result["seconds to write the lines"] = timed(lambda: write_run(folder, size))
    result["bytes of the lines"] = sum(path.stat().st_size for path in folder.glob("*.jsonl"))
    result["over lines"] = ask(folder)
    result["seconds to build"] = timed(lambda: build_tables(folder))
    result["seconds to build again"] = timed(lambda: build_tables(folder))
    tables = folder / "tables"
    result["bytes of Parquet"] = sum(path.stat().st_size for path in tables.glob("*.parquet"))
    result["bytes of the database"] = (tables / "probenlp.duckdb").stat().st_size
    result["over Parquet"] = ask(folder)
    result["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return result


def ask(folder: Path) -> dict[str, float]:
    """Time to open the run, and to answer each question."""
    seconds = {"open": timed(lambda: connect(folder).close())}
    with connect(folder) as connection:
        for name, sql in _QUESTIONS.items():
            seconds[name] = timed(lambda sql=sql: query(connection, sql).fetchall())  # type: ignore[misc]
    return seconds


def timed(do: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    do()
    return round(time.perf_counter() - start, 3)


def write_run(folder: Path, size: int) -> None:
    """Write a run of generated pages, six claims each; every third claim is testimony."""
    out = OutputFolder(folder)
    pages = -(-size // _CLAIMS_OF_A_PAGE)
    with (
        out.writer("documents.jsonl") as document,
        out.writer("tags.jsonl") as tags,
        out.writer("claims.jsonl") as claim,
        out.writer("groups.jsonl") as group,
        out.writer("relations.jsonl") as relation,
        out.writer("checks.jsonl"),
    ):
        for number in range(pages):
            made, written = a_document(number), list(claims_of(number))
            document(made)
            tags(PassageTags(document_id=made.id, passage_id=f"{made.id}.a", text_sha256="0" * 64))
            for one in written:
                claim(one)
            if number % 4 == 0:
                two = (written[0].id, written[1].id)
                group(Group(id=f"g{number}", claim_ids=two, document_ids=(made.id,), label=NOTE))
            relation(
                Relation(
                    testimony_id=written[0].id, finding_id=written[1].id, relation="adds", score=0.5
                )
            )
    out.commit(a_report(out.digests()))


def a_document(number: int) -> Document:
    """Make a document of one generated page."""
    name = f"d{number}"
    return Document(
        id=name,
        published=Published(date=f"{2010 + number % 14}-{1 + number % 12:02}-02", how="metadata"),
        content_sha256="0" * 64,
        source=Source(
            name=name, media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=1
        ),
        extractor=Extractor(name="generated", version="1"),
        passages=(Passage(id=f"{name}.a", kind="article", text=page(number)),),
    )


def claims_of(number: int) -> Iterator[Claim]:
    """Make the claims of a generated page: its sentences, each with a figure."""
    text = page(number)
    chance, start = random.Random(number), text.index("\n\n") + 2  # noqa: S311
    for place, sentence in enumerate(text[start:].strip().split("\n")):
        end = start + len(sentence)
        span = Span(start=start, end=end, surface=sentence)
        yield Claim(
            id=f"d{number}.a:{start}-{end}",
            document_id=f"d{number}",
            passage_id=f"d{number}.a",
            span=span,
            text=sentence,
            selector=Selector(start=start, end=end, exact=sentence, prefix="", suffix=""),
            type="finding" if place % 3 else "testimony",
            voice="official_finding" if place % 3 else "practitioner_testimony",
            side="official" if place % 3 else "practitioner",
            provenance="own",
            unit_ids=(f"unit-{chance.randrange(400)}",),
            unit_basis="stated",
            topic="workload",
            statistic=Statistic(span=span, kind="count", value=float(chance.randint(3, 90))),
            evidence=("generated",),
        )
        start = end + 1


def a_report(files: dict[str, str]) -> RunReport:
    """Make the report of a generated run."""
    return RunReport(
        started="2026-01-01T00:00:00Z",
        seconds=1.0,
        versions={},
        settings={"generated": NOTE},
        stages=(),
        files=files,
        counts={},
        skipped={},
        removed={},
        problems=(),
    )


if __name__ == "__main__":
    main()
