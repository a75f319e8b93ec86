"""What is measured: each function gives one entry of ``results.json``."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from faults import faults
from generated import page
from kill_and_resume import kill_and_resume
from timing import seconds, side_by_side, spread
from voice import voice

from batch import comments, growth, nothing_new, two_processes

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"

EMPTY_TYPER = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"


def startup() -> dict[str, Any]:
    """``probenlp --help`` against a typer program that does nothing."""

    def ours() -> None:
        _call("-m", "probenlp", "--help")

    def theirs() -> None:
        _call("-c", EMPTY_TYPER, "--help")

    return side_by_side(ours, theirs, repeat=11, clock=time.perf_counter)


def one_document() -> dict[str, Any]:
    """``probenlp run`` of one short page against loading the base pipeline and parsing it."""
    from probenlp.tag.base import PACKAGES

    name = next(name for name in PACKAGES if _installed(name))
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "page.txt"
        text.write_text(page(1), encoding="utf-8")
        out = str(Path(folder) / "out")
        parse = f"import spacy; spacy.load({name!r})(open({str(text)!r}).read())"
        return side_by_side(
            lambda: _call("-m", "probenlp", "run", str(text), "-o", out, "--quiet"),
            lambda: _call("-c", parse),
            repeat=5,
            clock=time.perf_counter,
        ) | {"generated": True}


def _call(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)  # noqa: S603


def taggers() -> dict[str, Any]:
    """All taggers with the parse they need, against the base pipeline run whole."""
    import spacy

    from probenlp.tag.base import PACKAGES
    from probenlp.tag.language import load

    ours = load()
    theirs = spacy.load(next(name for name in PACKAGES if _installed(name)))
    texts = _texts(words=20_000)
    measured = side_by_side(
        lambda: [None for _ in ours.pipe(texts, batch_size=64)],
        lambda: [None for _ in theirs.pipe(texts, batch_size=64)],
        repeat=5,
    )
    count = sum(len(text.split()) for text in texts)
    return measured | {"words": count, "generated": True, "components": ours.pipe_names}


def _installed(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


def _texts(words: int) -> list[str]:
    """Make passages of about 60 words from the sample's sentences, in shuffled order."""
    from probenlp.harvest import Input, harvest

    sentences: list[str] = []
    for path in sorted(SAMPLE.glob("*.html")):
        document = harvest(Input(path.name, path.read_bytes()), salt=b"bench").document
        for passage in document.passages:
            sentences += [s + "." for s in passage.text.replace("\n", " ").split(". ") if s]
    shuffled = random.Random(1)  # noqa: S311
    texts, count = [], 0
    while count < words:
        text = " ".join(shuffled.choices(sentences, k=4))
        texts.append(text)
        count += len(text.split())
    return texts


def harvesting(folder: Path = SAMPLE) -> dict[str, Any]:
    """Pages with their threads, against Trafilatura with metadata and comments."""
    import trafilatura

    from probenlp.harvest import Input, harvest

    pages = [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.html"))]

    def ours() -> None:
        for name, data in pages:
            harvest(Input(name, data), salt=b"bench")

    def theirs() -> None:
        for _, data in pages:
            trafilatura.bare_extraction(data, with_metadata=True, include_comments=True)

    size = sum(len(data) for _, data in pages)
    return side_by_side(ours, theirs, repeat=7) | {"pages": len(pages), "bytes": size}


def harvesting_saved_pages() -> dict[str, Any] | None:
    """Measure the same on real pages of other people, where their folder is at hand."""
    folder = Path(os.environ.get("PROBENLP_SHARED", "../shared")) / "pages"
    return harvesting(folder) if folder.is_dir() else None


def main_job() -> dict[str, Any]:
    """Time the main job on the sample corpus, in seconds, without the start of Python."""
    from probenlp.pipeline import run
    from probenlp.settings import Settings

    times = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            times.append(seconds(lambda out=out: run([SAMPLE], out, Settings(salt=b"bench"))))
    return {"seconds": spread(times), "repetitions": len(times)}


def throughput(repeat: int = 3) -> dict[str, Any]:
    """Take pages through all stages but the linking, on one core, in processor time and warm."""
    from probenlp.harvest import Input, harvest
    from probenlp.pipeline import Analyst

    analyst = Analyst()
    pages = [(path.name, path.read_bytes()) for path in sorted(SAMPLE.glob("*.html"))]

    def whole() -> int:
        words = 0
        for name, data in pages:
            document = harvest(Input(name, data), salt=b"bench").document
            analyst.analyse(document)
            words += sum(len(passage.text.split()) for passage in document.passages)
        return words

    words = whole()
    times = [seconds(whole, time.process_time) for _ in range(repeat)]
    return {
        "documents": len(pages),
        "words": words,
        "seconds": spread(times),
        "documents a second": spread([len(pages) / one for one in times]),
        "words a second": spread([words / one for one in times]),
        "clock": "process_time",
        "repetitions": repeat,
    }


def long_document(sizes: tuple[int, ...] = (20_000, 200_000)) -> dict[str, Any]:
    """Cost of a word as one document grows, all stages but the linking; generated sentences."""
    from probenlp.harvest import Input, harvest
    from probenlp.pipeline import Analyst

    analyst = Analyst()

    def cost(words: int) -> float:
        data = page(words, words // 14).encode()
        count = len(data.split())
        work = lambda: analyst.analyse(harvest(Input("long.txt", data), salt=b"bench").document)  # noqa: E731
        return seconds(work, time.process_time) / count

    cost(2_000)
    small = [cost(sizes[0]) for _ in range(3)]
    large = [cost(sizes[-1])]
    return {
        "generated": True,
        "words": list(sizes),
        "microseconds a word": {
            str(size): spread([one * 1e6 for one in found])
            for size, found in zip(sizes, (small, large), strict=True)
        },
        "cost of a word, ratio": spread([large[0] / one for one in small]),
        "clock": "process_time",
        "repetitions": len(small),
    }


def linking_claims() -> dict[str, Any]:
    """Name, link, relate and check 10,000 and 100,000 generated claims, each in its own process.

    A million takes a quarter of an hour: ``python bench/linking.py``.
    """
    from linking import linking

    measured = linking()
    return measured | {"seconds": spread([measured["at"][-1]["linking_s"]])}


MEASURES = {
    "start-up": startup,
    "start-up, one document": one_document,
    "harvest": harvesting,
    "harvest, saved pages": harvesting_saved_pages,
    "taggers": taggers,
    "voice": voice,
    "throughput": throughput,
    "main job": main_job,
    "long document": long_document,
    "linking": linking_claims,
    "two processes": two_processes,
    "growth": growth,
    "comments": comments,
    "nothing new": nothing_new,
    "faults": faults,
    "kill and resume": kill_and_resume,
}
