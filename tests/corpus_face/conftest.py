"""One small run of the sample corpus for all tests of the opened folder."""

from pathlib import Path

import pytest

from probenlp.corpus import Corpus, open_folder
from probenlp.pipeline import run
from probenlp.settings import Settings

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
PAGES = (
    "blogger_threaded_ratings.html",
    "blogger_threaded_workload.html",
    "blogger_flat_2013.html",
    "press_release_overall_rating.html",
    "news_article_local.html",
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    run([SAMPLE / page for page in PAGES], out, Settings(salt=b"test"))
    return out


@pytest.fixture(scope="session")
def corpus(folder: Path) -> Corpus:
    return open_folder(folder)
