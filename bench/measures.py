"""What is measured: each function gives one entry of ``results.json``."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from timing import seconds, side_by_side, spread
from voice import voice

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"

EMPTY_TYPER = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"


def startup() -> dict[str, Any]:
    """``probenlp --help`` against a typer program that does nothing."""

    def ours() -> None:
        _call("-m", "probenlp", "--help")

    def theirs() -> None:
        _call("-c", EMPTY_TYPER, "--help")

    return side_by_side(ours, theirs, repeat=11, clock=time.perf_counter)


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


def linking_claims() -> dict[str, Any]:
    """Name, link, relate and check 10,000 and 100,000 generated claims, each in its own process.

    A million takes a quarter of an hour: ``python bench/linking.py``.
    """
    from linking import linking

    measured = linking()
    return measured | {"seconds": spread([measured["at"][-1]["linking_s"]])}


MEASURES = {
    "start-up": startup,
    "harvest": harvesting,
    "harvest, saved pages": harvesting_saved_pages,
    "taggers": taggers,
    "voice": voice,
    "main job": main_job,
    "linking": linking_claims,
}
