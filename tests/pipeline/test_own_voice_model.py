"""A run that decides by somebody's own voice model, and what of it is done anew."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.batch import BatchOptions, run_batch
from probenlp.classify.estimator import VoiceClassifier
from probenlp.classify.features import SentenceFeatures
from probenlp.classify.model import VoiceModel, save_model
from probenlp.cli import app
from probenlp.errors import ModelError
from probenlp.pipeline import run
from probenlp.settings import Settings
from probenlp.store import FILES, open_run

PAGE = """Prison notes

Inspectors found that 31 per cent of plans in Ashmere were late. I have nine cases too many.
Nobody has told us when the two empty desks will be filled.
"""
SAID = {
    "news": ["inspectors found plans late", "the echo reports empty desks"],
    "other": ["i have cases", "nobody told us"],
}


def seen(text: str) -> SentenceFeatures:
    return SentenceFeatures(text=text, marks=(), block=text, passage=text, document="d")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that knows two voices, so that its hand shows in every sentence."""
    pairs = [(seen(text), voice) for voice, texts in SAID.items() for text in texts * 3]
    estimator = VoiceClassifier(least=1).fit([one for one, _ in pairs], [v for _, v in pairs])
    folder = tmp_path_factory.mktemp("model") / "two-voices"
    save_model(VoiceModel(estimator), folder)
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def voices(out: Path) -> set[str | None]:
    return {sentence.voice for tags in open_run(out).tags for sentence in tags.sentences}


@pytest.fixture(scope="module")
def decided(model: Path, page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    run([page], out, Settings(salt=b"test", voice_model=model))
    return out


def test_it_decides_and_the_report_says_so(decided: Path) -> None:
    assert voices(decided) <= {"news", "other"}
    assert open_run(decided).run.settings["voice_model"].startswith("two-voices ")


def test_a_batch_gives_the_same_and_decides_anew_without_tagging(
    decided: Path, model: Path, page: Path, tmp_path: Path
) -> None:
    options = BatchOptions(processes=1)
    shipped = run_batch([page], tmp_path / "out", Settings(salt=b"test"), options)
    own = run_batch([page], tmp_path / "out", Settings(salt=b"test", voice_model=model), options)
    assert all((tmp_path / "out" / n).read_bytes() == (decided / n).read_bytes() for n in FILES)
    before, after = ({s.name: s.digest for s in one.report.stages} for one in (shipped, own))
    assert [name for name in before if before[name] != after[name]] == ["classify"]
    assert own.fresh == 1


def test_a_missing_model_is_told_before_the_work(page: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no voice model can be read"):
        run([page], tmp_path / "out", Settings(salt=b"test", voice_model=tmp_path / "nothing"))
    assert not (tmp_path / "out").exists()


def test_it_is_not_explained_by_the_weights_of_another(decided: Path, model: Path) -> None:
    page_id = next(iter(open_run(decided).documents)).id
    refused = CliRunner().invoke(app, ["show", str(decided), page_id, "--why"])
    assert refused.exit_code == 2
    told = CliRunner().invoke(
        app, ["show", str(decided), page_id, "--why", "--voice-model", str(model)]
    )
    assert told.exit_code == 0
    assert "words:" in told.output
