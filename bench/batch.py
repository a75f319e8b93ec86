"""The batch engine measured: ``python bench/batch.py`` writes ``batch.json``.

On generated pages. The load is light (no language model) where the engine is measured, so that what
it adds stands out; with the real stages the same overhead is a small share.

"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generated import write_pages
from timing import spread

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "batch.json"
LIGHT_WORK = ROOT / "tests" / "batch"

REAL_WORK = "probenlp.batch.stages"

_CALL = """
import json, resource, sys, time
from probenlp.batch import BatchOptions, run_batch
from probenlp.settings import Settings
pages, out, options = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
start = time.perf_counter()
result = run_batch([pages], out, Settings(salt=b"bench"), BatchOptions(**options))
print(json.dumps({
    "seconds": time.perf_counter() - start,
    "fresh": result.fresh,
    "problems": len(result.report.problems),
    "driver_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "worker_megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
}))
"""


def call(
    pages: Path, out: Path, environment: dict[str, str] | None = None, **options: Any
) -> dict[str, float]:
    """Run a batch in a process of its own, so that its memory is its own."""
    options = {"work": "light_work"} | options
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _CALL, str(pages), str(out), json.dumps(options)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(LIGHT_WORK)} | (environment or {}),
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def growth(small: int = 1_000, large: int = 20_000) -> dict[str, Any]:
    """Time and memory as the corpus grows, with the light load."""
    with tempfile.TemporaryDirectory() as folder:
        at = {}
        for count in (small, large):
            pages = write_pages(Path(folder) / f"pages-{count}", count)
            at[count] = call(pages, Path(folder) / f"out-{count}", processes=2)
    return {
        "generated": True,
        "pages": [small, large],
        "seconds_per_page_ratio": round(
            at[large]["seconds"] / large / (at[small]["seconds"] / small), 3
        ),
        "driver_memory_ratio": round(
            at[large]["driver_megabytes"] / at[small]["driver_megabytes"], 3
        ),
        "worker_memory_ratio": round(
            at[large]["worker_megabytes"] / at[small]["worker_megabytes"], 3
        ),
        "at": at,
    }


def two_processes(count: int = 800, load: float = 0.02, repeat: int = 3) -> dict[str, Any]:
    """Time two processes against one; each stage of a page takes ``load`` seconds.

    Of processor time, which on a machine with other work measures that too; and of waiting, which
    measures the engine alone. Starting workers takes seconds, so that the load must take minutes.
    """
    ratios: dict[str, list[float]] = {"LIGHT_SPIN": [], "LIGHT_PAUSE": []}
    with tempfile.TemporaryDirectory() as folder:
        pages = write_pages(Path(folder) / "pages", count)
        for turn in range(repeat):
            for kind, found in ratios.items():
                taken = {}
                for processes in (1, 2):
                    out = Path(folder) / f"out-{kind}-{turn}-{processes}"
                    environment = {kind: str(load)}
                    figures = call(pages, out, environment, processes=processes, shard_documents=8)
                    taken[processes] = figures["seconds"]
                found.append(taken[1] / taken[2])
    return {
        "generated": True,
        "pages": count,
        "ratio, computing": spread(ratios["LIGHT_SPIN"]),
        "ratio, waiting": spread(ratios["LIGHT_PAUSE"]),
        "clock": "wall",
    }


def nothing_new(count: int = 24, sentences: int = 60) -> dict[str, Any]:
    """Time a second run with nothing new against the first, with the real stages."""
    with tempfile.TemporaryDirectory() as folder:
        pages = write_pages(Path(folder) / "pages", count, sentences)
        options = {"work": REAL_WORK, "processes": 2, "shard_documents": 4}
        first = call(pages, Path(folder) / "out", **options)
        second = call(pages, Path(folder) / "out", **options)
    return {
        "generated": True,
        "pages": count,
        "first_s": round(first["seconds"], 2),
        "second_s": round(second["seconds"], 3),
        "share": round(second["seconds"] / first["seconds"], 4),
    }


MEASURES = {"growth": growth, "two processes": two_processes, "nothing new": nothing_new}


def main(names: list[str]) -> None:
    """Measure what is named, or everything; keep the figures of the rest."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in names or MEASURES:
        start = time.perf_counter()
        results[name] = MEASURES[name]() | {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "cores": os.cpu_count(),
            "load_before": round(os.getloadavg()[0], 2),
        }
        print(f"{name} ({time.perf_counter() - start:.0f} s): {json.dumps(results[name])}")
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
