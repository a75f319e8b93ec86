"""The voice model: a linear one over the words and marks of a sentence and of what stands round it.

Fitting it needs scikit-learn, which takes a second to import; what is fitted is scored without.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from probenlp.classify.features import SentenceFeatures, without_container
from probenlp.classify.scoring import Floats, VoiceScorer
from probenlp.classify.terms import Marks, Terms
from probenlp.classify.vectors import SentenceVectors, sentence_vectors

_VIEWS: Final = ("words", "letters")
_ITERATIONS: Final = 300
_PRECISION: Final = 1e-3


class VoiceClassifier(ClassifierMixin, VoiceScorer, BaseEstimator):  # type: ignore[misc]
    """Tell the voices of sentences; an estimator by scikit-learn's contract.

    Its parameters and attributes are those of :class:`probenlp.classify.scoring.VoiceScorer`.

    Examples
    --------
    >>> from probenlp.classify.features import SentenceFeatures
    >>> said = [("we found that plans were weak", "official_finding"),
    ...         ("nobody told us on the wing", "practitioner_testimony")] * 4
    >>> def seen(words):
    ...     return SentenceFeatures(text=words, marks=(), block=words, passage=words, document="")
    >>> model = VoiceClassifier().fit([seen(words) for words, _ in said], [v for _, v in said])
    >>> str(model.predict([seen("we found weak plans")])[0])
    'official_finding'
    """

    def fit(self, X: Sequence[SentenceFeatures], y: Sequence[str]) -> "VoiceClassifier":  # noqa: N803
        """Fit the weights.

        Parameters
        ----------
        X : sequence of SentenceFeatures
            Whole passages, their sentences in order: neighbours are those of the same block.
        y : sequence of str
            Their voices. Classes weigh alike, however many sentences they have.

        Raises
        ------
        ModelError
            If vectors are wanted and their encoder is not installed.
        """
        self.encoder_ = _told(self.encoder) if self.vectors else None
        X, labels = self._with_forgotten(X), np.asarray([*y, *y] if self._forgets else list(y))  # noqa: N806
        self.terms_ = [
            Terms.fit(view, (one.text for one in X), least=self.least, most=most)
            for view, most in zip(_VIEWS, (self.most_words, self.most_letters), strict=True)
        ]
        self.marks_ = Marks.fit((self._marks_of(one) for one in X), least=self.least)
        fitted = LogisticRegression(
            C=self.strength, class_weight="balanced", max_iter=_ITERATIONS, tol=_PRECISION
        ).fit(self._rows(X), labels)
        self.classes_ = fitted.classes_
        self.coef_, self.intercept_ = fitted.coef_, fitted.intercept_
        if len(self.classes_) == 2:  # scikit-learn keeps one row for two classes
            self.coef_ = np.vstack([-fitted.coef_, fitted.coef_]) / 2
            self.intercept_ = np.concatenate([-fitted.intercept_, fitted.intercept_]) / 2
        return self

    def decision_function(self, X: Sequence[SentenceFeatures]) -> Floats:  # noqa: N803
        """Give each sentence's score for each voice."""
        check_is_fitted(self, "coef_")
        return super().decision_function(X)

    @property
    def _forgets(self) -> bool:
        return self.container and self.forget

    def _with_forgotten(self, X: Sequence[SentenceFeatures]) -> Sequence[SentenceFeatures]:  # noqa: N803
        """Add a copy of each sentence that tells nothing of its page."""
        return [*X, *map(without_container, X)] if self._forgets else X


def _told(name: str) -> dict[str, Any]:
    made: SentenceVectors = sentence_vectors(name)
    return {"name": name, "size": made.size, "digest": made.digest}
