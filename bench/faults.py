"""Harm of every kind among a thousand generated documents: injected, survived, lost.

``python bench/run.py faults`` measures it. Light load (no language model): what is measured is
whether the engine brings every other document through. Each row injects one kind of harm, so that
what it costs is seen by itself.

"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generated import write_pages

from batch import LIGHT_WORK

PAGES = 1_000
INJECTED = 6
"""Documents of each kind among the others."""

SECONDS = 2.0
"""Limit of what hangs; the rest has ten times as much, so that a busy machine times nothing out."""
MEGABYTES = 700
"""Limit of a worker: Python with numpy maps some 300 megabytes."""

HARMS = {
    "raise": "raises an exception",
    "recursion": "recursion without end",
    "segfault": "invalid memory access in C",
    "exit": "ends the process",
    "kill": "killed by the system (SIGKILL), each time",
    "hang": "hangs, with Python running",
    "hang-in-c": "hangs in C, Python not running",
    "memory": "takes all memory",
    "odd": "gives what no file can hold",
    "half-a-letter": "gives half of a pair of letters",
}
"""Lines of a page that make the light work do harm, see ``tests/batch/light_work.py``."""

_DRIVE = """
import json, sys, time
from pathlib import Path
from probenlp.batch import BatchOptions, run_batch
from probenlp.settings import Settings
pages, out, seconds, megabytes = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
options = BatchOptions(processes=2, seconds=seconds, megabytes=megabytes, work="light_work")
start = time.perf_counter()
result = run_batch([pages], out, Settings(salt=b"bench"), options)
tags = [json.loads(line)["document_id"] for line in (Path(out) / "tags.jsonl").open()]
print(json.dumps({
    "seconds": time.perf_counter() - start,
    "documents": sum(1 for _ in (Path(out) / "documents.jsonl").open()),
    "tagged": len(set(tags)),
    "problems": [[one.source, one.reason, one.detail] for one in result.report.problems],
}))
"""


def faults() -> dict[str, Any]:
    """Inject each kind of harm, and a worker killed once from outside; count what is lost."""
    rows = [_injected(harm, what) for harm, what in HARMS.items()]
    rows.append(_killed_once())
    return {
        "generated": True,
        "pages": PAGES,
        "seconds_limit": SECONDS,
        "megabytes_limit": MEGABYTES,
        "rows": rows,
        "lost": sum(row["lost"] for row in rows),
    }


def _injected(harm: str, what: str) -> dict[str, Any]:
    """Inject one kind of harm into a run of its own."""
    with tempfile.TemporaryDirectory() as name:
        pages = write_pages(Path(name) / "pages", PAGES)
        poisoned = _poison(pages, f"!{harm} in tag\n")
        found = _driven(pages, Path(name) / "out", SECONDS if "hang" in harm else 10 * SECONDS)
    named = {source for source, _, _ in found["problems"]}
    return {
        "injected": what,
        "documents": INJECTED,
        "listed": len(named & poisoned),
        "reasons": sorted({reason for _, reason, _ in found["problems"]}),
        "says": _said(found["problems"]),
        "survived": found["tagged"],
        "lost": PAGES - INJECTED - found["tagged"] + len(named - poisoned),
        "seconds": round(found["seconds"], 1),
    }


def _killed_once() -> dict[str, Any]:
    """Have a worker killed from outside, once at each of some documents."""
    with tempfile.TemporaryDirectory() as name:
        pages = write_pages(Path(name) / "pages", PAGES)
        _poison(pages, f"!kill in tag once {name}/mark-{{}}\n")
        found = _driven(pages, Path(name) / "out", 10 * SECONDS)
    return {
        "injected": "a worker killed once from outside",
        "documents": INJECTED,
        "listed": len(found["problems"]),
        "reasons": [],
        "says": "nothing",
        "survived": found["tagged"],
        "lost": PAGES - found["tagged"],
        "seconds": round(found["seconds"], 1),
    }


def _poison(pages: Path, line: str) -> set[str]:
    """Write a line of harm into pages spread over the corpus; give their names."""
    paths = sorted(pages.rglob("*.txt"))[PAGES // (2 * INJECTED) :: PAGES // INJECTED][:INJECTED]
    for number, path in enumerate(paths):
        path.write_text(path.read_text(encoding="utf-8") + line.format(number), encoding="utf-8")
    return {str(path.relative_to(pages)) for path in paths} | {path.name for path in paths}


def _driven(pages: Path, out: Path, seconds: float) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _DRIVE, str(pages), str(out), str(seconds), str(MEGABYTES)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(LIGHT_WORK)},
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _said(problems: list[list[str]]) -> str:
    """Give the first words of what ``run.json`` says of the first."""
    return re.split(r" in stage |; | \(", problems[0][2])[0][:60] if problems else "nothing"


if __name__ == "__main__":
    clock = time.perf_counter()
    print(json.dumps(faults(), indent=2), f"{time.perf_counter() - clock:.0f} s")
