"""Fit the voice model, and say honestly how sure it may be.

Everything that is said of a sentence while testing comes from weights that were fitted without any
page of the same source text: a release and the blog that pastes it are one source.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.model_selection import GroupKFold

from probenlp.classify.estimator import VoiceClassifier
from probenlp.classify.features import SentenceFeatures
from probenlp.classify.model import VoiceModel
from probenlp.classify.sureness import best_temperature, heated, thresholds

Floats = NDArray[np.float64]

ERROR = 0.1
"""How often a sentence's candidates may lack its voice, for each voice by itself."""


def held_out(
    estimator: VoiceClassifier,
    features: Sequence[SentenceFeatures],
    voices: Sequence[str],
    sources: Sequence[str],
    *,
    folds: int = 8,
) -> tuple[list[str], Floats]:
    """Give each sentence's probabilities by weights fitted on other sources.

    Returns
    -------
    tuple
        The voices in the order of the columns, and the probabilities.
    """
    classes = sorted(set(voices))
    labels, found = np.asarray(voices), np.zeros((len(voices), len(classes)))
    splits = GroupKFold(min(folds, len(set(sources)))).split(features, labels, np.asarray(sources))
    for train, test in splits:
        fitted = clone(estimator).fit([features[at] for at in train], labels[train].tolist())
        rows = fitted.predict_proba([features[at] for at in test])
        columns = [classes.index(str(name)) for name in fitted.classes_]
        found[np.ix_(test, columns)] = rows
    return classes, found


def fit_voice_model(
    features: Sequence[SentenceFeatures],
    voices: Sequence[str],
    sources: Sequence[str],
    *,
    about: dict[str, Any] | None = None,
    estimator: VoiceClassifier | None = None,
) -> VoiceModel:
    """Fit weights on all sentences; take temperature and limits from sources held out in turn.

    Parameters
    ----------
    features : sequence of SentenceFeatures
        Page by page, in order.
    voices : sequence of str
        What readers said.
    sources : sequence of str
        The source text of each sentence.
    about : dict, optional
        What the model shall say of its training.
    estimator : VoiceClassifier, optional
        Unfitted, with other parameters than the usual.

    Raises
    ------
    ValueError
        If there are fewer than two sources or voices: nothing could be held out.
    """
    if len(set(sources)) < 2 or len(set(voices)) < 2:
        raise ValueError(
            f"{len(set(sources))} source texts and {len(set(voices))} voices; wanted two of each "
            "at least, to measure on what was not fitted"
        )
    estimator = estimator if estimator is not None else VoiceClassifier()
    classes, rows = held_out(estimator, features, voices, sources)
    truth = np.asarray([classes.index(voice) for voice in voices])
    temperature = best_temperature(rows, truth)
    fitted = clone(estimator).fit(features, voices)
    return VoiceModel(
        fitted,
        temperature=temperature,
        limits=thresholds(heated(rows, temperature), truth, error=ERROR),
        about=about,
    )
