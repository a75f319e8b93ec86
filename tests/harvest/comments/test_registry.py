"""How a page finds its reader."""

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from probenlp.harvest.comments import Thread, read_thread, readers, registry

ROOT = Path(__file__).parents[3]


class Elsewhere:
    """A reader as another package would bring it."""

    name = "test-elsewhere"

    def detect(self, page: Any) -> float:
        return 1.0 if "elsewhere" in page.source_text else 0.0

    def read(self, page: Any) -> Thread:
        return Thread(system=self.name, structure="flat")


def test_a_page_without_a_comment_system_has_no_thread(make_page: Any) -> None:
    assert read_thread(make_page("<html><body><p>No comments here.</p></body></html>")) is None


def test_an_embed_that_loads_by_script_says_so(make_page: Any) -> None:
    thread = read_thread(make_page('<html><body><div id="disqus_thread"></div></body></html>'))
    assert thread is not None
    assert thread.comments == ()
    assert thread.warnings == ("the comments are loaded by script from Disqus",)


def test_the_built_in_readers_are_announced_as_entry_points() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    announced = project["entry-points"][registry.GROUP]
    folder = "probenlp.harvest.comments."
    assert list(announced.values()) == [f"{folder}{place}" for place in registry.BUILT_IN]
    assert set(announced) == {name for name in readers() if not name.startswith("test-")}


def test_names_are_unique() -> None:
    assert len(readers()) == len(registry.BUILT_IN)


def test_another_package_can_bring_a_reader(make_page: Any, monkeypatch: Any) -> None:
    entry = EntryPoint("elsewhere", "elsewhere:Elsewhere", registry.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _: Elsewhere)
    monkeypatch.setattr(registry, "entry_points", lambda group: [entry])
    readers.cache_clear()
    try:
        thread = read_thread(make_page("<html><body>elsewhere</body></html>"))
    finally:
        readers.cache_clear()
    assert thread is not None
    assert thread.system == "test-elsewhere"


@pytest.mark.parametrize("html", ["<html></html>", "<html><body></body></html>", "<p>\0</p>"])
def test_next_to_nothing_is_no_thread(html: str, make_page: Any) -> None:
    assert read_thread(make_page(html.replace("\0", "") or "<p></p>")) is None
