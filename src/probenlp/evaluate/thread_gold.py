"""The gold of comment threads, in the two forms there are, and what we find on the same pages."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from probenlp.evaluate.threads import Unit
from probenlp.harvest import Input, harvest
from probenlp.harvest.comments import Thread
from probenlp.harvest.encoding import decode
from probenlp.harvest.page import Page, parse_page
from probenlp.records import Document, Passage


@dataclass(frozen=True, slots=True)
class GoldThread:
    """A page and its thread as a careful reader wrote it down.

    Attributes
    ----------
    page : Path
        HTML or text.
    units : tuple of Unit
        In the order of the page.
    """

    page: Path
    units: tuple[Unit, ...]


Measured = tuple[GoldThread, Document]
"""A gold thread and what is harvested from its page."""


def sample_threads(folder: Path) -> Iterator[GoldThread]:
    """Read the gold of ``corpus/sample``; the format is described in ``corpus/README.md``."""
    for path in sorted(folder.glob("*.thread.json")):
        gold = _read(path)
        place = {item["path"]: index for index, item in enumerate(gold["comments"])}
        units = tuple(
            Unit(
                text=item["text"],
                author=item["author"],
                utc=item["posted_utc"],
                shown_time=item.get("posted_raw"),
                parent=place.get(item["parent_path"]),
            )
            for item in gold["comments"]
        )
        yield GoldThread(folder / gold["page"], units)


def saved_threads(folder: Path) -> Iterator[GoldThread]:
    """Read the gold of a folder of saved pages: ``<name>.gold.json`` beside ``<name>.html``."""
    for path in sorted(folder.rglob("*.gold.json")):
        units = tuple(
            Unit(
                text=item["text"],
                author=item["author"],
                utc=item["iso"],
                shown_time=item["timestamp"],
                parent=item["parent"],
            )
            for item in _read(path)["comments"]
        )
        yield GoldThread(path.with_name(path.name.replace(".gold.json", ".html")), units)


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def digest_of(threads: list[GoldThread]) -> str:
    """Give a digest of the gold and its pages, so that a result says what it was measured on."""
    digest = hashlib.sha256()
    for thread in threads:
        digest.update(thread.page.read_bytes())
        digest.update(repr(thread.units).encode())
    return digest.hexdigest()


def harvested(thread: GoldThread) -> Document:
    """Harvest the page of a gold thread."""
    item = Input(thread.page.name, thread.page.read_bytes())
    return harvest(item, salt=b"evaluate").document


def found_units(document: Document) -> tuple[Unit, ...]:
    """Give a document's comments as they are scored."""
    comments = [passage for passage in document.passages if passage.kind == "comment"]
    place = {comment.id: index for index, comment in enumerate(comments)}
    return tuple(_unit(comment, place) for comment in comments)


def _unit(comment: Passage, place: dict[str, int]) -> Unit:
    return Unit(
        text=comment.text,
        author=comment.author.name if comment.author else None,
        utc=comment.posted.utc if comment.posted else None,
        shown_time=comment.posted.raw if comment.posted else None,
        parent=place.get(comment.parent_id) if comment.parent_id else None,
    )


def page_of(thread: GoldThread) -> Page | None:
    """Parse the page of a gold thread; None for a plain text."""
    if thread.page.suffix != ".html":
        return None
    text = decode(thread.page.read_bytes()).text
    return parse_page(thread.page.name, None, text, b"evaluate")


def thread_units(thread: Thread) -> tuple[Unit, ...]:
    """Give a thread's comments as they are scored; parents are read off their paths."""
    place = {comment.path: index for index, comment in enumerate(thread.comments) if comment.path}
    return tuple(
        Unit(
            text=comment.text,
            author=comment.author_name,
            utc=comment.posted.utc if comment.posted else None,
            shown_time=comment.posted.raw if comment.posted else None,
            parent=place.get((comment.path or "").rpartition(".")[0]),
        )
        for comment in thread.comments
    )
