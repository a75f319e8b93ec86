"""The sentiment model: one linear judgement of the sentence, one of each aspect's presence.

It takes what the lexicon made of a sentence as one voice among its words. The words alone learn too
little from some thousand sentences, the lexicon alone misses what is told without a word of praise
or blame ("the form came back in March").
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from probenlp.classify.sentiment_features import SentimentFeatures
from probenlp.classify.sureness import rounded
from probenlp.classify.terms import Marks, Terms
from probenlp.errors import ModelError

Floats = NDArray[np.float64]

FORMAT: Final = 1
"""Raised when the files of a model change their meaning."""

NEUTRAL: Final = 0.25
"""Scores nearer to 0 than this say neither good nor bad, the lexicon's and the model's alike."""

CLASSES: Final = (-1, 0, 1)

_CONFIG: Final = "config.json"
_WEIGHTS: Final = "weights.npz"
_MOST: Final = {"words": 15_000, "letters": 20_000}
_LEAST, _LEAST_MARKS = 2, 3
_MARK_WEIGHT: Final = 0.5
_SCORE_WEIGHT: Final = 2.0
_STRENGTH: Final = 1.0
_STRENGTH_ASPECTS: Final = 2.0
_LEAST_OF_AN_ASPECT: Final = 20
_FOUND: Final = 0.5
_ITERATIONS: Final = 500


class Valuation(msgspec.Struct, frozen=True, kw_only=True):
    """What the model says of one sentence.

    Attributes
    ----------
    score : float
        -1 to 1; beyond :data:`NEUTRAL` where good or bad is the most probable.
    probabilities : tuple of float
        Of bad, neither, good.
    aspects : dict of str to float
        The probability of each aspect that is more likely there than not.
    """

    score: float
    probabilities: tuple[float, float, float]
    aspects: dict[str, float]


class SentimentModel:
    """Values sentences; fitted by :meth:`fit`, read by :func:`load_sentiment_model`.

    Attributes
    ----------
    terms : list of Terms
        Words with denials marked, and letters.
    marks : Marks
        What the lexicon and the style give.
    aspects : tuple of str
        In the order of the rows of ``aspect_weights``.
    weights, aspect_weights : array
        A row for each class or aspect, a column for each feature and one for the start.
    about : dict
        What it was trained on.
    """

    def __init__(
        self,
        terms: Sequence[Terms],
        marks: Marks,
        aspects: Sequence[str],
        weights: Floats,
        aspect_weights: Floats,
        about: dict[str, Any] | None = None,
    ) -> None:
        self.terms, self.marks = list(terms), marks
        self.aspects = tuple(aspects)
        self.weights, self.aspect_weights = weights, aspect_weights
        self.about = about or {}
        # An entry needs a column whole.
        self._all_weights = np.asfortranarray(np.vstack([weights, aspect_weights]))

    @classmethod
    def fit(
        cls,
        features: Sequence[SentimentFeatures],
        values: Sequence[int | None],
        aspects: Sequence[frozenset[str]],
        about: dict[str, Any] | None = None,
    ) -> "SentimentModel":
        """Fit to labelled sentences.

        Parameters
        ----------
        features : sequence of SentimentFeatures
            Of the sentences.
        values : sequence of int or None
            -1, 0 or 1; None for what is both, which teaches aspects only.
        aspects : sequence of frozenset of str
            Those that each sentence speaks of.
        """
        terms = [
            Terms.fit(view, _texts(view, features), least=_LEAST, most=_MOST[view])
            for view in ("words", "letters")
        ]
        marks = Marks.fit((one.marks for one in features), least=_LEAST_MARKS)
        rows = _rows(terms, marks, features)
        told = np.array([value is not None for value in values])
        weights = _fit(rows[told], np.array([v for v in values if v is not None]), _STRENGTH)
        counts = {name: sum(name in one for one in aspects) for one in aspects for name in one}
        names = sorted(name for name, count in counts.items() if count >= _LEAST_OF_AN_ASPECT)
        of_aspects = [
            _fit(rows, np.array([name in one for one in aspects]), _STRENGTH_ASPECTS)
            for name in names
        ]
        wide = np.vstack(of_aspects) if of_aspects else np.empty((0, rows.shape[1] + 1))
        return cls(terms, marks, names, weights, wide, about)

    def value(self, features: Sequence[SentimentFeatures]) -> list[Valuation]:
        """Value sentences."""
        if not features:
            return []
        scores = self._scores(features)
        chances = _softmax(scores[:, : len(CLASSES)])
        there = 1 / (1 + np.exp(-scores[:, len(CLASSES) :]))
        aspects: list[dict[str, float]] = [{} for _ in features]
        shares = rounded(there)
        for row, column in zip(*(at.tolist() for at in np.nonzero(there >= _FOUND)), strict=True):
            aspects[row][self.aspects[column]] = float(shares[row, column])
        return [
            Valuation(score=_score(*chance), probabilities=(bad, neither, good), aspects=found)
            for chance, (bad, neither, good), found in zip(
                chances.tolist(), rounded(chances).tolist(), aspects, strict=True
            )
        ]

    def _scores(self, features: Sequence[SentimentFeatures]) -> Floats:
        """Multiply with all weights, part by part, in the order of :func:`_rows`."""
        weights = self._all_weights
        parts = [one.weighed(_texts(one.view, features)) for one in self.terms]
        parts.append(self.marks.weighed([one.marks for one in features], _MARK_WEIGHT))
        lexicon = np.array([[one.score * _SCORE_WEIGHT] for one in features])
        scores, at = lexicon @ weights[:, -2:-1].T + weights[:, -1], 0
        for part, wide in zip(
            parts, (*(len(one.terms) for one in self.terms), len(self.marks.names)), strict=True
        ):
            scores += part.scores(weights[:, at : at + wide])
            at += wide
        return scores

    def explain(
        self, one: SentimentFeatures, value: int, *, most: int = 8
    ) -> list[tuple[str, float]]:
        """Name what spoke for and against a value, by how much, the weightiest first."""
        row = _rows(self.terms, self.marks, [one]).tocoo()
        matrix = self.weights[:, :-1]
        tilt = matrix[CLASSES.index(value), row.col] - matrix[:, row.col].mean(axis=0)
        shares = tilt * row.data
        names = [f"{terms.view}:{term}" for terms in self.terms for term in terms.terms]
        names += [*self.marks.names, "lexicon"]
        order = np.argsort(-np.abs(shares), kind="stable")[:most]
        return [(names[int(row.col[at])], float(shares[at])) for at in order]


def _score(bad: float, neither: float, good: float) -> float:
    """Lay probabilities on one scale, so that its parts are the classes."""
    if neither >= max(bad, good):
        return round((good - bad) * NEUTRAL, 3)
    sure = (max(good, bad) - 1 / 3) * 1.5  # 0 where all are alike, 1 where there is no doubt
    size = NEUTRAL + (1 - NEUTRAL) * max(0.0, sure)
    return round(size if good > bad else -size, 3)


def _texts(view: str, features: Sequence[SentimentFeatures]) -> list[str]:
    return [one.denied if view == "words" else one.text for one in features]


def _rows(
    terms: Sequence[Terms], marks: Marks, features: Sequence[SentimentFeatures]
) -> csr_matrix:
    parts = [one.transform(_texts(one.view, features)) for one in terms]
    parts.append(marks.transform([one.marks for one in features]) * _MARK_WEIGHT)
    parts.append(csr_matrix([[one.score * _SCORE_WEIGHT] for one in features]))
    return csr_matrix(hstack(parts))


def _fit(rows: csr_matrix, labels: NDArray[Any], strength: float) -> Floats:
    """Fit weights and start in one array; classes weigh alike, however many they are."""
    from sklearn.linear_model import LogisticRegression  # a second; who only values needs none

    fitted = LogisticRegression(C=strength, class_weight="balanced", max_iter=_ITERATIONS)
    fitted.fit(rows, labels)
    return np.hstack([fitted.coef_, fitted.intercept_[:, None]])


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return cast("Floats", powers / powers.sum(axis=1, keepdims=True))


def save_sentiment_model(model: SentimentModel, folder: Path) -> None:
    """Write a model as JSON and arrays: the same model, the same bytes.

    Parameters
    ----------
    folder : Path
        Made if it is missing. ``config.json`` holds the vocabularies, ``weights.npz`` the numbers;
        neither can run anything when loaded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "format": FORMAT,
        "about": model.about,
        "aspects": model.aspects,
        "marks": model.marks.names,
        **{terms.view: terms.terms for terms in model.terms},
    }
    text = json.dumps(config, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / _CONFIG).write_text(text + "\n", encoding="utf-8")
    arrays = {f"idf_{terms.view}": terms.idf for terms in model.terms}
    arrays |= {"weights": model.weights, "aspect_weights": model.aspect_weights}
    small: dict[str, Any] = {name: array.astype(np.float32) for name, array in arrays.items()}
    with (folder / _WEIGHTS).open("wb") as file:
        np.savez(file, **small)


def load_sentiment_model(folder: Path) -> SentimentModel:
    """Read a model.

    Raises
    ------
    ModelError
        If a file is missing or broken, of another format, or its parts do not fit each other.
    """
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        if config["format"] != FORMAT:
            raise ValueError(f"format {config['format']!r}, this version reads {FORMAT}")
        with np.load(folder / _WEIGHTS, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float64) for name in stored.files}
        terms = [Terms(v, config[v], arrays[f"idf_{v}"]) for v in ("words", "letters")]
        marks = Marks(config["marks"])
        columns = sum(len(one.terms) for one in terms) + len(marks.names) + 2
        wanted = {"weights": (3, columns), "aspect_weights": (len(config["aspects"]), columns)}
        for name, shape in wanted.items():
            if arrays[name].shape != shape:
                raise ValueError(f"{name} has the shape {arrays[name].shape}, wanted {shape}")
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ModelError(
            f"{folder}: no sentiment model can be read there ({error}); train it anew or "
            "install the package anew"
        ) from error
    return SentimentModel(
        terms,
        marks,
        config["aspects"],
        arrays["weights"],
        arrays["aspect_weights"],
        config["about"],
    )
