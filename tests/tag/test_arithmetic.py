"""The base pipeline calculates by numpy; its vectors are those of the release."""

import importlib.util
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from probenlp.tag.arithmetic import OneThreadOps, one_thread
from probenlp.tag.base import PACKAGES, load_base

TEXTS = (
    "The PDU had lost a third of its staff, and the PDU knew it.",
    "No.\n\n“Why?” asked Ms Tarn.  She wasn’t told: the the the end",
    "Visits to Ashmere were late in 37 per cent of the 1,204 cases, up from £3.5m.",
)
PARTS = ("tok2vec", "ner")


@pytest.fixture(scope="module")
def as_released() -> Language:
    return spacy.load(next(name for name in PACKAGES if importlib.util.find_spec(name)))


@pytest.fixture(scope="module")
def ours() -> Language:
    return load_base()


def model_of(nlp: Language, part: str) -> Any:
    pipe: Any = nlp.get_pipe(part)
    return pipe.model


def vectors(nlp: Language, part: str) -> list[np.ndarray]:
    model = model_of(nlp, part)
    words = model if part == "tok2vec" else model.get_ref("tok2vec").layers[0]
    found: list[np.ndarray] = words.predict([nlp.make_doc(text) for text in TEXTS])
    return found


@pytest.mark.parametrize("part", PARTS)
def test_the_vectors_are_those_of_the_release(
    as_released: Language, ours: Language, part: str
) -> None:
    for one, other in zip(vectors(as_released, part), vectors(ours, part), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)


def test_every_part_calculates_so(ours: Language) -> None:
    """Without this the others would hold of a pipeline in which nothing was done."""
    for part in (*PARTS, "parser", "tagger"):
        assert all(type(node.ops) is OneThreadOps for node in model_of(ours, part).walk())


def test_weights_are_saved_as_before(as_released: Language, ours: Language) -> None:
    for part in PARTS:
        assert model_of(ours, part).to_bytes() == model_of(as_released, part).to_bytes()


def test_threads_are_given_back_also_after_an_error() -> None:
    def threads() -> list[int]:
        return [one["num_threads"] for one in ThreadpoolController().info()]

    def fail() -> None:
        with one_thread():
            raise LookupError

    before = threads()
    with pytest.raises(LookupError):
        fail()
    assert threads() == before
