"""Work for workers that needs no language model, and documents that do harm where they are told to.

A page is a text; a line of it such as ``!segfault in tag`` makes the stage named do harm. What
decides in the stages is in the environment, so that a test can change it.

"""

import ctypes
import hashlib
import os
import re
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from probenlp.batch.orders import Digests, StageName, digest
from probenlp.harvest import Harvested, Input
from probenlp.records import (
    Claim,
    Document,
    Extractor,
    Passage,
    PassageTags,
    Problem,
    Selector,
    Sentence,
    Source,
    Span,
)
from probenlp.settings import Settings

TRACE = "LIGHT_WORK_TRACE"
"""A file that gets a line for each item that is worked on."""

_HARM = re.compile(r"^!(?P<what>[\w-]+) in (?P<stage>\w+)(?: once (?P<mark>\S+))?$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.]+\.")


def digests(settings: Settings) -> Digests:
    salt = digest(settings.salt.hex())
    return Digests(
        harvest=digest("harvest", salt),
        tag=digest("tag", os.environ.get("LIGHT_TAGGER", "")),
        classify=digest("classify", os.environ.get("LIGHT_VOICE", "")),
    )


def make(settings: Settings, known: Path | None) -> "LightStages":
    return LightStages(known)


class LightStages:
    def __init__(self, known: Path | None) -> None:
        self._known = known

    def prepare(self, stage: StageName) -> None:
        if os.environ.get("LIGHT_CANNOT_LOAD") == stage:
            os._exit(7)

    def harvest(self, item: Input) -> Harvested:
        text = item.data.decode()
        _work("harvest", item.name, text)
        sha256 = hashlib.sha256(item.data).hexdigest()
        passage = Passage(id=f"d-{item.name}#article", kind="article", text=text)
        document = Document(
            id=f"d-{item.name}",
            content_sha256=sha256,
            source=Source(
                name=item.name,
                media_type="text/plain",
                encoding="utf-8",
                encoding_how="utf-8",
                bytes=len(item.data),
            ),
            extractor=Extractor(name="light", version="1"),
            passages=(passage,),
        )
        problems: tuple[Problem, ...] = ()
        if "[damaged]" in text:
            problem = Problem(
                source=item.name,
                stage="harvest",
                severity="incomplete",
                reason="encoding",
                detail="a letter is damaged",
            )
            problems = (problem,)
        return Harvested(document, problems)

    def tag(self, document: Document) -> tuple[PassageTags, ...]:
        (passage,) = document.passages
        _work("tag", document.source.name, passage.text)
        if "!odd in tag" in passage.text:
            return ("no tags at all", object())  # type: ignore[return-value]
        half = "\ud83d" if "!half-a-letter in tag" in passage.text else ""
        spans = [
            Span(start=match.start(), end=match.end(), surface=(match[0] + half)[-len(match[0]) :])
            for match in _SENTENCE.finditer(passage.text)
        ]
        return (
            PassageTags(
                document_id=document.id,
                passage_id=passage.id,
                text_sha256=hashlib.sha256(passage.text.encode()).hexdigest(),
                sentences=tuple(Sentence(span=span) for span in spans),
            ),
        )

    def decide(
        self, document: Document, tags: Iterable[PassageTags]
    ) -> tuple[tuple[PassageTags, ...], tuple[Claim, ...]]:
        (tagged,) = tags
        _work("classify", document.source.name, document.passages[0].text)
        claims = tuple(
            Claim(
                id=f"{tagged.passage_id}:{sentence.span.start}",
                document_id=document.id,
                passage_id=tagged.passage_id,
                span=sentence.span,
                text=sentence.span.surface,
                selector=Selector(
                    start=sentence.span.start,
                    end=sentence.span.end,
                    exact=sentence.span.surface,
                    prefix="",
                    suffix="",
                ),
                type="statement",
                voice="commentary",
                side="practitioner",
                provenance="own",
                evidence=(f"voice:{os.environ.get('LIGHT_VOICE', '')}",),
            )
            for sentence in tagged.sentences[:1]
        )
        return (tagged,), claims


def _work(stage: StageName, name: str, text: str) -> None:
    if trace := os.environ.get(TRACE):
        with Path(trace).open("a", encoding="utf-8") as file:
            file.write(f"{stage} {name} {os.getpid()}\n")
    if pause := os.environ.get("LIGHT_PAUSE"):
        time.sleep(float(pause))
    if spin := os.environ.get("LIGHT_SPIN"):
        ends = time.process_time() + float(spin)
        while time.process_time() < ends:
            pass
    for harm in _HARM.finditer(text):
        if harm["stage"] != stage:
            continue
        if harm["mark"]:
            try:
                Path(harm["mark"]).touch(exist_ok=False)
            except FileExistsError:
                continue
        _HARMS[harm["what"]]()


def _raise() -> None:
    raise LookupError("no such word")


def _segfault() -> None:
    ctypes.string_at(0)


def _exit() -> None:
    os._exit(3)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang() -> None:
    while True:
        time.sleep(3600)


def _hang_in_c() -> None:
    re.match(r"(a|a)*b", "a" * 60)  # holds the interpreter until the end of the world


def _memory() -> None:
    hoard, size = [], 1 << 24
    while True:
        hoard.append(bytearray(size))
        size *= 2  # few steps: on a busy machine it must run out of memory before time


def _recursion() -> None:
    _recursion()


_hoard: list[bytes] = []


def _keep() -> None:
    """Keep 40 megabytes for ever, as a library does that never forgets a word."""
    _hoard.append(b"x" * 40_000_000)


def _nothing() -> None:
    """Harm that shows in what the stage gives."""


_HARMS = {
    "raise": _raise,
    "segfault": _segfault,
    "exit": _exit,
    "kill": _kill,
    "hang": _hang,
    "hang-in-c": _hang_in_c,
    "memory": _memory,
    "recursion": _recursion,
    "keep": _keep,
    "odd": _nothing,
    "half-a-letter": _nothing,
}
