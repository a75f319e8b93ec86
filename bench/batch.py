"""The batch engine measured: ``python bench/run.py growth "two processes" "nothing new"``.

On generated pages. The load is light (no language model) where the engine is measured, so that what
it adds stands out; with the real stages the same overhead is a small share.

"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generated import thread, write_pages
from timing import spread

ROOT = Path(__file__).parents[1]
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


def growth(
    small: int = 1_000, middle: int = 10_000, large: int = 20_000, repeat: int = 3
) -> dict[str, Any]:
    """Time and memory as the corpus grows, with the light load.

    A run begins with some seconds of starting workers, which make a page of a small corpus dear. So
    the further pages are compared: those of the second ten thousand with those of the first.
    """
    at: dict[int, list[dict[str, float]]] = {small: [], middle: [], large: []}
    with tempfile.TemporaryDirectory() as folder:
        for count in at:
            write_pages(Path(folder) / f"pages-{count}", count)
        for turn in range(repeat):
            for count, found in at.items():
                out = Path(folder) / f"out-{count}-{turn}"
                found.append(call(Path(folder) / f"pages-{count}", out, processes=2))
                shutil.rmtree(out)

    def grown(figure: str) -> list[float]:
        return [many[figure] / few[figure] for few, many in zip(at[small], at[large], strict=True)]

    def further(few: int, many: int) -> list[float]:
        return [
            (more["seconds"] - less["seconds"]) / (many - few)
            for less, more in zip(at[few], at[many], strict=True)
        ]

    first, second = further(small, middle), further(middle, large)
    return {
        "generated": True,
        "pages": [small, middle, large],
        "seconds per page, ratio": spread([one * small / large for one in grown("seconds")]),
        "seconds per further page, ratio": spread(
            [later / earlier for earlier, later in zip(first, second, strict=True)]
        ),
        "memory of the run, ratio": spread(grown("driver_megabytes")),
        "memory of a worker, ratio": spread(grown("worker_megabytes")),
        "megabytes of the run": spread([one["driver_megabytes"] for one in at[large]]),
        "seconds": spread([one["seconds"] for one in at[large]]),
        "repetitions": repeat,
        "at": {str(count): found for count, found in at.items()},
    }


def two_processes(count: int = 600, load: float = 0.02, repeat: int = 3) -> dict[str, Any]:
    """Time two processes against one; each stage of a page takes ``load`` seconds.

    Of processor time, which on a machine with other work measures that too; and of waiting, which
    measures the engine alone. Starting workers takes seconds, so that the load must take minutes.
    The real stages besides, on fewer and longer pages.
    """
    light: dict[str, Any] = {"shard_documents": 8}
    real: dict[str, Any] = {"work": REAL_WORK, "shard_documents": 4}
    with tempfile.TemporaryDirectory() as folder:
        pages = write_pages(Path(folder) / "pages", count)
        long_pages = write_pages(Path(folder) / "long", count // 5, 60)
        kinds: dict[str, Callable[[int, Path], dict[str, float]]] = {
            "computing": lambda processes, out: call(
                pages, out, {"LIGHT_SPIN": str(load)}, processes=processes, **light
            ),
            "waiting": lambda processes, out: call(
                pages, out, {"LIGHT_PAUSE": str(load)}, processes=processes, **light
            ),
            "real stages": lambda processes, out: call(
                long_pages, out, processes=processes, **real
            ),
        }
        ratios: dict[str, list[float]] = {kind: [] for kind in kinds}
        for turn in range(repeat):
            for kind, timed in kinds.items():
                one, two = (
                    timed(processes, Path(folder) / f"out-{kind}-{turn}-{processes}")["seconds"]
                    for processes in (1, 2)
                )
                ratios[kind].append(one / two)
    return {
        "generated": True,
        "pages": count,
        **{f"ratio, {kind}": spread(found) for kind, found in ratios.items()},
        "clock": "wall",
        "repetitions": repeat,
    }


def nothing_new(count: int = 16, sentences: int = 60, repeat: int = 3) -> dict[str, Any]:
    """Time a second run with nothing new against the first, with the real stages."""
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        pages = write_pages(Path(folder) / "pages", count, sentences)
        options = {"work": REAL_WORK, "processes": 2, "shard_documents": 4}
        for turn in range(repeat):
            first, second = (call(pages, Path(folder) / f"out-{turn}", **options) for _ in range(2))
            pairs.append((first["seconds"], second["seconds"]))
    return {
        "generated": True,
        "pages": count,
        "first_s": spread([first for first, _ in pairs]),
        "second_s": spread([second for _, second in pairs]),
        "share": spread([second / first for first, second in pairs]),
        "repetitions": repeat,
    }


def comments(posts: int = 10, each: int = 400, repeat: int = 1) -> dict[str, Any]:
    """Take a blog's comments through the whole batch, real stages and two processes.

    The comments are sentences of the comments in the sample, put together anew, in the markup of a
    blog. What a million cost is what these cost, multiplied.
    """
    sentences = _sentences_of_comments()
    runs, sizes = [], dict[str, int]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pages"
        folder.mkdir()
        for number in range(posts):
            text = thread(number, each, sentences)
            (folder / f"post-{number:03}.html").write_text(text, encoding="utf-8")
        for turn in range(repeat):
            out = Path(name) / f"out-{turn}"
            runs.append(call(folder, out, processes=2, shard_documents=2, work=REAL_WORK))
            sizes = {path.name: path.stat().st_size for path in out.glob("*.jsonl")}
            documents = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    passages = [
        passage["text"]
        for document in map(json.loads, documents)
        for passage in document["passages"]
        if passage["kind"] == "comment"
    ]
    words = sum(len(text.split()) for text in passages)
    return {
        "generated": True,
        "comments": len(passages),
        "words": words,
        "seconds": spread([one["seconds"] for one in runs]),
        "hours a million comments": spread(
            [one["seconds"] / len(passages) * 1e6 / 3600 for one in runs]
        ),
        "words a second": spread([words / one["seconds"] for one in runs]),
        "megabytes of the run": spread([one["driver_megabytes"] for one in runs]),
        "megabytes of a worker": spread([one["worker_megabytes"] for one in runs]),
        "bytes a word": {file: round(size / words, 1) for file, size in sorted(sizes.items())},
        "repetitions": repeat,
    }


def _sentences_of_comments() -> list[str]:
    from probenlp.harvest import Input, harvest

    found: list[str] = []
    for path in sorted((ROOT / "corpus" / "sample").glob("*.html")):
        document = harvest(Input(path.name, path.read_bytes()), salt=b"bench").document
        for passage in document.passages:
            if passage.kind == "comment":
                text = passage.text.replace("\n", " ")
                found += [f"{one.rstrip('.')}." for one in text.split(". ") if one]
    return found
