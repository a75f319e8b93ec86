"""Measured on real pages of other people, where the folder with them is at hand."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest
from lxml.html import HTMLParser, document_fromstring

from probenlp.evaluate.threads import ThreadScore, Unit, score_thread
from probenlp.harvest.comments import read_thread
from probenlp.harvest.comments.thread import RawComment

ROOT = Path(__file__).parents[3]
PAGES = ROOT / os.environ.get("PROBENLP_SHARED", "../shared") / "pages"

# units precision, units recall, author, time, parent
FLOORS = {
    "blogger-threaded": (1.0, 1.0, 1.0, 1.0, 1.0),
    "blogger-flat": (1.0, 1.0, 1.0, 1.0, 1.0),
    "wordpress": (0.99, 0.99, 0.99, 0.99, 0.98),
    "wpdiscuz": (1.0, 1.0, 1.0, 1.0, 1.0),
    "drupal": (1.0, 1.0, 1.0, 1.0, 1.0),
    "reddit-old": (1.0, 1.0, 1.0, 1.0, 1.0),
    # The gold keeps the lines that the software puts over quotations ("Ann Other said:").
    "xenforo": (0.9, 0.9, 1.0, 1.0, 1.0),
    "discourse": (0.9, 0.9, 1.0, 1.0, 1.0),
}


class SavedPage:
    """A page from a file, without an index."""

    index = None

    def __init__(self, data: bytes, url: str | None = None) -> None:
        self.url = url
        self.source_text = data.decode("utf-8", errors="replace")
        self.tree = document_fromstring(data, parser=HTMLParser(encoding="utf-8"))


def found_units(comments: tuple[RawComment, ...]) -> list[Unit]:
    place = {comment.native_id: index for index, comment in enumerate(comments)}
    return [
        Unit(
            text=comment.text,
            author=comment.author_name,
            utc=comment.posted.utc if comment.posted else None,
            shown_time=comment.posted.raw if comment.posted else None,
            parent=place.get(comment.parent_native_id) if comment.parent_native_id else None,
        )
        for comment in comments
    ]


def gold_units(path: Path) -> list[Unit]:
    return [
        Unit(
            text=item["text"],
            author=item["author"],
            utc=item["iso"],
            shown_time=item["timestamp"],
            parent=item["parent"],
        )
        for item in json.loads(path.read_text(encoding="utf-8"))["comments"]
    ]


@pytest.fixture(scope="module")
def scores() -> dict[str, ThreadScore]:
    if not PAGES.is_dir():
        pytest.skip(f"no folder of saved pages at {PAGES}")
    total: dict[str, ThreadScore] = defaultdict(ThreadScore)
    for gold in sorted(PAGES.rglob("*.gold.json")):
        page = SavedPage(gold.with_name(gold.name.replace(".gold.json", ".html")).read_bytes())
        thread = read_thread(page)
        assert thread is not None, gold.name
        total[thread.system] += score_thread(found_units(thread.comments), gold_units(gold))
    return total


@pytest.mark.parametrize("system", FLOORS)
def test_threads_of_real_pages_are_read(system: str, scores: dict[str, ThreadScore]) -> None:
    score = scores[system]
    met = (
        score.precision,
        score.recall,
        score.share(score.authors),
        score.share(score.times),
        score.share(score.parents),
    )
    assert all(has >= floor for has, floor in zip(met, FLOORS[system], strict=True)), score


def test_no_page_is_taken_for_another_system(scores: dict[str, ThreadScore]) -> None:
    assert set(scores) == set(FLOORS)
