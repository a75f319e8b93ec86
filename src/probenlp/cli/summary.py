"""How a run is told at its end: a table for people, or its report as JSON."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from probenlp.records import Problem, RunReport


def print_json(report: "RunReport") -> None:
    """Print the report of a run as one line of JSON."""
    import msgspec

    sys.stdout.write(msgspec.json.encode(report).decode() + "\n")


def print_summary(report: "RunReport", out: Path) -> None:
    """Print what a run found, how it went, and which files it wrote."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, side in (("", "left"), ("in all", "right"), ("of which", "left")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for what, count in report.counts.items():
        by = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in _largest(count.by))
        table.add_row(what, str(count.total), by)
    console = Console(soft_wrap=not sys.stdout.isatty())
    console.print(table)
    failed = sum(problem.severity == "failed" for problem in report.problems)
    incomplete = sum(problem.severity == "incomplete" for problem in report.problems)
    console.print(
        f"\n{report.seconds:.1f} s; {failed} inputs failed, {incomplete} incomplete, "
        f"{sum(report.skipped.values())} files passed over"
    )
    if faults := faults_by_reason(report.problems):
        console.print(f"  {faults}", highlight=False)
    for name in (*report.files, "run.json"):
        console.print(f"  {out / name}", highlight=False)


def faults_by_reason(problems: "Sequence[Problem]") -> str:
    """Count why inputs failed or are incomplete, the most frequent first; copies are no fault.

    Examples
    --------
    >>> from probenlp.records import Problem
    >>> wrong = {"source": "a", "stage": "tag", "severity": "incomplete", "detail": ""}
    >>> faults_by_reason([Problem(reason=one, **wrong) for one in ("crash", "memory", "crash")])
    '2 crash, 1 memory'
    """
    by: dict[str, int] = {}
    for problem in problems:
        if problem.severity != "skipped":
            by[problem.reason] = by.get(problem.reason, 0) + 1
    return ", ".join(f"{number} {reason}" for reason, number in _largest(by, len(by)))


def _largest(by: dict[str, int], most: int = 6) -> list[tuple[str, int]]:
    return sorted(by.items(), key=lambda item: -item[1])[:most]
