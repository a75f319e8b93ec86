import os
from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.batch import BatchOptions, BatchResult, run_batch
from probenlp.batch.events import Event
from probenlp.settings import Settings
from probenlp.store import FILES

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _light_work_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process and its workers import ``light_work``."""
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("PYTHONPATH", str(HERE), prepend=os.pathsep)


AddPage = Callable[..., None]
Batch = Callable[..., BatchResult]
Content = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def add_page(tmp_path: Path) -> AddPage:
    """Write a page, with a line more perhaps, into the folder of pages."""

    def add(number: int, more: str = "") -> None:
        text = f"Office {number} has {number + 3} desks. Nobody sits at {number + 1} of them.\n"
        path = tmp_path / "pages" / f"page-{number:04}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + more, encoding="utf-8")

    return add


@pytest.fixture
def pages(tmp_path: Path, add_page: AddPage) -> Path:
    for number in range(24):
        add_page(number)
    return tmp_path / "pages"


@pytest.fixture
def batch(pages: Path, tmp_path: Path) -> Batch:
    """Run a batch of the pages with the light work."""

    def run(out: str = "out", events: list[Event] | None = None, **options: object) -> BatchResult:
        given: dict[str, object] = {
            "processes": 1,
            "shard_documents": 5,
            "seconds": 20.0,
            "work": "light_work",
        }
        made = BatchOptions(**(given | options))  # type: ignore[arg-type]
        told = events if events is not None else []
        return run_batch([pages], tmp_path / out, Settings(salt=b"test"), made, told.append)

    return run


@pytest.fixture
def content() -> Content:
    """Read what a run wrote."""
    return lambda folder: {name: (folder / name).read_bytes() for name in FILES}
