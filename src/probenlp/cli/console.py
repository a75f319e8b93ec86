"""What the command line says on standard error: progress, problems, and how it ended."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from probenlp.records import Problem

Progress = Callable[[str, int, int | None], None]

_NAMES = {"harvest": "Reading", "analyse": "Tagging and claims"}


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Show how far a run is: bars on a terminal, a line a stage elsewhere.

    Yields
    ------
    callable
        Takes the stage's name, the documents done, and their number if it is known.
    """
    if quiet:
        yield lambda *_: None
    elif sys.stderr.isatty():
        with _bars() as show:
            yield show
    else:
        yield _lines()


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bars,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        tasks = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_NAMES.get(stage, stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _lines() -> Progress:
    """Write each time the number done has doubled, so that a log stays short."""
    told: dict[str, int] = {}

    def show(stage: str, done: int, total: int | None) -> None:
        if done >= told.get(stage, 1) or done == total:
            told[stage] = 2 * done
            of = f" of {total}" if total else ""
            sys.stderr.write(f"{_NAMES.get(stage, stage)}: {done}{of}\n")

    return show


def report_problems(problems: Iterable[Problem]) -> int:
    """Write a line for each problem, and give the exit code they call for.

    Returns
    -------
    int
        1 if an input failed or is incomplete, else 0: what was skipped is no fault.
    """
    code = 0
    for problem in problems:
        sys.stderr.write(f"{problem.severity}: {problem.source}: {problem.detail}\n")
        if problem.severity != "skipped":
            code = 1
    return code
