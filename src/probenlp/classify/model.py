"""The voice model as it ships: the estimator, made honest about how sure it is."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import msgspec
import numpy as np

from probenlp.classify.features import SentenceFeatures
from probenlp.classify.scoring import VoiceScorer
from probenlp.classify.sureness import heated, rounded
from probenlp.classify.terms import Marks, Terms
from probenlp.classify.vectors import sentence_vectors
from probenlp.errors import ModelError
from probenlp.records import Voice

FORMAT: Final = 1
"""Raised when the files of a model change their meaning."""

_CONFIG: Final = "config.json"
_WEIGHTS: Final = "weights.npz"
_PARTS: Final = ("coef", "intercept", "idf_words", "idf_letters")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What the model says of one sentence.

    Attributes
    ----------
    voice : str
        The most probable.
    probabilities : dict of str to float
        Over all voices, calibrated on pages that the weights were not fitted on.
    candidates : tuple of str
        The voices that cannot be ruled out at one error in ten of each, the most probable first.
    """

    voice: Voice
    probabilities: dict[str, float]
    candidates: tuple[Voice, ...]


class VoiceModel:
    """Decides the voices of a document's sentences.

    Parameters
    ----------
    estimator : VoiceScorer
        Fitted; a :class:`probenlp.classify.estimator.VoiceClassifier` is one.
    temperature : float
        By which its probabilities are sharpened or softened.
    limits : sequence of float
        By class: from which probability on it belongs to a sentence's candidates.
    about : dict
        What it was trained on, with digests and versions.
    """

    def __init__(
        self,
        estimator: VoiceScorer,
        *,
        temperature: float = 1.0,
        limits: Sequence[float] = (),
        about: dict[str, Any] | None = None,
    ) -> None:
        self.estimator = estimator
        self.temperature = temperature
        self.limits = tuple(limits) or (0.0,) * len(estimator.classes_)
        self.about = about or {}
        self._voices = [cast("Voice", str(name)) for name in estimator.classes_]

    def decide(self, features: Sequence[SentenceFeatures]) -> list[Decision]:
        """Decide the voices of sentences, given a whole document at a time, in order."""
        rows = heated(self.estimator.predict_proba(features), self.temperature)
        voices = self._voices
        return [
            Decision(
                voice=voices[best],
                probabilities=dict(zip(voices, row, strict=True)),
                candidates=tuple([voices[column] for column in order if likely[column]])
                or (voices[order[0]],),
            )
            for best, row, order, likely in zip(
                rows.argmax(axis=1).tolist(),
                rounded(rows).tolist(),
                np.argsort(-rows, axis=1, kind="stable").tolist(),
                (rows >= np.array(self.limits)).tolist(),
                strict=True,
            )
        ]


def save_model(model: VoiceModel, folder: Path) -> None:
    """Write a model as JSON and arrays: the same model, the same bytes.

    Parameters
    ----------
    folder : Path
        Made if it is missing. ``config.json`` holds parameters, classes and vocabularies,
        ``weights.npz`` the numbers; neither can run anything when loaded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    one = model.estimator
    config = {
        "format": FORMAT,
        "about": model.about,
        "parameters": one.parameters(),
        "classes": [str(name) for name in one.classes_],
        "temperature": model.temperature,
        "limits": list(model.limits),
        "marks": list(one.marks_.names),
        **{terms.view: list(terms.terms) for terms in one.terms_},
        **({"encoder": one.encoder_} if one.encoder_ else {}),
    }
    text = json.dumps(config, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / _CONFIG).write_text(text + "\n", encoding="utf-8")
    arrays = (one.coef_, one.intercept_, *(terms.idf for terms in one.terms_))
    small: dict[str, Any] = {
        name: array.astype(np.float32) for name, array in zip(_PARTS, arrays, strict=True)
    }
    with (folder / _WEIGHTS).open("wb") as file:
        np.savez(file, **small)


def load_model(folder: Path) -> VoiceModel:
    """Read a model.

    Raises
    ------
    ModelError
        If a file is missing or broken, of another format, or its parts do not fit each other; and
        if it was fitted with sentence vectors whose encoder is not installed, or is another.
    """
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float64) for name in _PARTS}
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise ModelError(
            f"{folder}: no voice model can be read there ({error}); train one with "
            "'probenlp train voice' or install the package anew"
        ) from error
    if config.get("format") != FORMAT:
        raise ModelError(
            f"{folder / _CONFIG}: format {config.get('format')!r}, this version reads {FORMAT}; "
            "train it anew with 'probenlp train voice'"
        )
    estimator = VoiceScorer(**config["parameters"])
    estimator.classes_ = np.asarray(config["classes"])
    estimator.terms_ = [
        Terms(view, config[view], arrays[f"idf_{view}"]) for view in ("words", "letters")
    ]
    estimator.marks_ = Marks(config["marks"])
    estimator.coef_, estimator.intercept_ = arrays["coef"], arrays["intercept"]
    estimator.encoder_ = config.get("encoder")
    if estimator.encoder_:  # now, and not at the first page of a long run
        sentence_vectors(estimator.encoder_["name"], digest=estimator.encoder_["digest"])
    wanted = (len(config["classes"]), len(estimator.columns()))
    if estimator.coef_.shape != wanted:
        raise ModelError(
            f"{folder / _WEIGHTS}: weights of shape {estimator.coef_.shape}, wanted {wanted} for "
            f"the vocabulary in {_CONFIG}; the two files are of different models"
        )
    return VoiceModel(
        estimator,
        temperature=config["temperature"],
        limits=config["limits"],
        about=config["about"],
    )
