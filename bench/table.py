"""The one table of what was measured, as text and in ``docs/scale.md``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs" / "scale.md"
BEGIN, END = "<!-- written by bench/run.py: begin -->", "<!-- written by bench/run.py: end -->"

BUSY = 1.5
"""Load of the machine before a measure above which its row says so: others were at work."""

Entry = dict[str, Any]
Spread = dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table.

    Attributes
    ----------
    measure : str
        The name of the entry.
    figure : callable
        Finds median, least and greatest in the entry.
    least, most : float or None
        What is wanted.
    """

    measure: str
    what: str
    figure: Callable[[Entry], Spread]
    unit: str = "×"
    least: float | None = None
    most: float | None = None


def of(*path: str) -> Callable[[Entry], Spread]:
    """Find a figure by the names on the way to it."""

    def find(entry: Entry) -> Spread:
        for name in path:
            entry = entry[name]
        return entry

    return find


def _turned(entry: Entry) -> Spread:
    """Give how many times the other's time ours takes."""
    ratio = entry["ratio"]
    return {
        "median": 1 / ratio["median"],
        "least": 1 / ratio["greatest"],
        "greatest": 1 / ratio["least"],
    }


def _per_second(entry: Entry) -> Spread:
    """Give the sentences a second of the voice stage."""
    count, took = entry["sentences"], entry["ours_s"]
    return {
        "median": count / took["median"],
        "least": count / took["greatest"],
        "greatest": count / took["least"],
    }


ROWS = (
    Row(measure="taggers", what="taggers against the base pipeline run whole, speed",
        figure=of("ratio"), least=1.0),
    Row(measure="voice", what="voices and sentiment, one core", figure=_per_second,
        unit=" sentences/s", least=3_000),
    Row(measure="harvest", what="harvest against Trafilatura, speed, sample pages",
        figure=of("ratio"), least=0.9),
    Row(measure="harvest, saved pages", what="harvest against Trafilatura, speed, saved pages",
        figure=of("ratio"), least=0.9),
    Row(measure="throughput", what="whole pipeline, one core", figure=of("documents a second"),
        unit=" documents/s"),
    Row(measure="throughput", what="whole pipeline, one core", figure=of("words a second"),
        unit=" words/s"),
    Row(measure="main job", what="`probenlp run` of the sample", figure=of("seconds"), unit=" s"),
    Row(measure="two processes", what="two processes against one, computing, speed",
        figure=of("ratio, computing"), least=1.7),
    Row(measure="two processes", what="two processes against one, waiting, speed",
        figure=of("ratio, waiting"), least=1.7),
    Row(measure="two processes", what="two processes against one, the real stages, speed",
        figure=of("ratio, real stages"), least=1.7),
    Row(measure="growth", what="cost of a page, 20,000 pages against 1,000",
        figure=of("seconds per page, ratio"), most=1.1),
    Row(measure="growth", what="cost of a further page, the second 10,000 against the first",
        figure=of("seconds per further page, ratio"), most=1.1),
    Row(measure="growth", what="peak memory of the run, 20,000 pages against 1,000",
        figure=of("memory of the run, ratio"), most=1.3),
    Row(measure="growth", what="peak memory of a worker, the same",
        figure=of("memory of a worker, ratio"), most=1.3),
    Row(measure="comments", what="a million comments, two processes (4,000 measured)",
        figure=of("hours a million comments"), unit=" hours"),
    Row(measure="comments", what="comments, two processes", figure=of("words a second"),
        unit=" words/s"),
    Row(measure="comments", what="peak memory of a worker, 400 comments a page",
        figure=of("megabytes of a worker"), unit=" MB"),
    Row(measure="growth", what="peak memory of the run, 20,000 pages",
        figure=of("megabytes of the run"), unit=" MB"),
    Row(measure="long document", what="cost of a word, one document of 200,000 against 20,000",
        figure=of("cost of a word, ratio"), most=1.2),
    Row(measure="start-up", what="`probenlp --help`, time of an empty typer program",
        figure=_turned, most=1.5),
    Row(measure="start-up, one document", what="`probenlp run` of one page, seconds",
        figure=of("ours_s"), unit=" s"),
    Row(measure="start-up, one document", what="the same, time of loading spaCy and parsing it",
        figure=_turned),
    Row(measure="nothing new", what="second run with nothing new, share of the first",
        figure=of("share"), unit="", most=0.05),
    Row(measure="linking", what="linking 100,000 claims", figure=of("seconds"), unit=" s"),
)  # fmt: skip


def rows(measured: dict[str, Entry]) -> Iterator[tuple[str, ...]]:
    """Give each line as words: what, median, range, wanted, whether it is met, remarks."""
    for row in ROWS:
        if row.measure not in measured:
            yield row.what, "not measured", "", _wanted(row), "", ""
            continue
        entry = measured[row.measure]
        try:
            figure = row.figure(entry)
        except KeyError:  # of an earlier bench
            yield row.what, "not measured", "", _wanted(row), "", ""
            continue
        median = figure["median"]
        between = f"{_number(figure['least'])} to {_number(figure['greatest'])}"
        remarks = ["generated"] if entry.get("generated") else []
        remarks += ["busy machine"] if entry.get("load_before", 0) > BUSY else []
        yield (
            row.what, f"{_number(median)}{row.unit}", between, _wanted(row), _met(row, median),
            ", ".join(remarks),
        )  # fmt: skip


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def _wanted(row: Row) -> str:
    if row.least is not None:
        return f"≥ {_number(row.least)}"
    return "" if row.most is None else f"≤ {_number(row.most)}"


def _met(row: Row, median: float) -> str:
    if row.least is None and row.most is None:
        return ""
    is_met = (row.least is None or median >= row.least) and (row.most is None or median <= row.most)
    return "yes" if is_met else "no"


HEADINGS = ("what", "median", "range", "wanted", "met", "remarks")


def text_table(measured: dict[str, Entry]) -> str:
    """Give the table for a terminal."""
    lines = [HEADINGS, *rows(measured)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _markdown(headings: tuple[str, ...], lines: Iterator[tuple[str, ...]]) -> str:
    every = [headings, tuple("---" for _ in headings), *lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in every)


def write_docs(measured: dict[str, Entry], path: Path = DOCS) -> None:
    """Write the table and that of faults into the docs, between their marks."""
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{path}: the marks {BEGIN} and {END} are missing")
    parts = ["## Bench table", _markdown(HEADINGS, rows(measured)), *_faults(measured)]
    path.write_text("\n\n".join([before + BEGIN, *parts, END]) + after, encoding="utf-8")


def _faults(measured: dict[str, Entry]) -> Iterator[str]:
    entry, kills = measured.get("faults"), measured.get("kill and resume")
    yield "## Fault table"
    if entry:
        yield (
            f"Each kind alone, into {entry['pages']:,} generated documents; two workers, limits "
            f"of {entry['seconds_limit']:g} s and {entry['megabytes_limit']} MB (of time ten times "
            "as much where nothing hangs). Listed: in "
            "`run.json` with its reason. Lost: any other document that is missing."
        )
        lines = (
            (
                row["injected"], str(row["documents"]), str(row["listed"]),
                " ".join(f"`{reason}`" for reason in row["reasons"]), row["says"],
                f"{row['survived']:,}", str(row["lost"]),
            )
            for row in entry["rows"]
        )  # fmt: skip
        headings = ("injected", "documents", "listed", "reason", "says", "survived", "lost")
        yield _markdown(headings, lines)
    if kills:
        same = "the same bytes as" if kills["same"] else "OTHER BYTES than"
        yield (
            f"The run killed with SIGKILL at {kills['kills']} random moments, now and then a "
            f"worker too, and resumed each time: {same} a run that was left alone."
        )
