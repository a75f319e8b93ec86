"""The figures beside a model are those of the results page."""

import json
from pathlib import Path

import pytest

from probenlp.evaluate.results import MODEL_SECTIONS, write_metrics

ROOT = Path(__file__).parents[2]
RESULTS = json.loads((ROOT / "docs" / "results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", MODEL_SECTIONS)
def test_metrics_of_a_model_are_not_stale(model: str, tmp_path: Path) -> None:
    for name in MODEL_SECTIONS:
        (tmp_path / name).mkdir()
    write_metrics(tmp_path, RESULTS)
    wanted = (tmp_path / model / "metrics.json").read_text(encoding="utf-8")
    kept = (ROOT / "models" / model / "metrics.json").read_text(encoding="utf-8")
    assert kept == wanted, "run `make evaluate`"
    assert len(json.loads(kept)) > 1
