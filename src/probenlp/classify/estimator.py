"""The voice model: a linear one over the words and marks of a sentence and of what stands round it.

One row of weights a voice, so that every decision can be taken apart into what spoke for it.
"""

from collections.abc import Sequence
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from probenlp.classify.features import SentenceFeatures, without_container
from probenlp.classify.neighbours import Groups, beside, mean_of_others, of_length_one
from probenlp.classify.terms import Marks, Terms, Weighed

Floats = NDArray[np.float64]

_VIEWS: Final = ("words", "letters")
_ITERATIONS: Final = 300
_PRECISION: Final = 1e-3
_BESIDE: Final = 0.5
"""How much a mark of the sentence before or behind weighs against one of its own."""


class VoiceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Tell the voices of sentences; an estimator by scikit-learn's contract.

    Parameters
    ----------
    container : bool
        Whether marks of where a sentence stands may be used.
    forget : bool
        Whether each sentence is shown a second time without those marks. The rules were written
        with some of the pages at hand, and what they say of a page is right there more often than
        elsewhere: a model that has seen nothing else trusts it too much.
    around : bool
        Whether what stands round a sentence is looked at.
    most_words, most_letters : int
        Sizes of the vocabularies.
    least : int
        Sentences that a term or mark must stand in.
    mark_weight : float
        How much a mark weighs against the words, whose rows have length one.
    strength : float
        Inverse of the regularisation.

    Attributes
    ----------
    classes_ : array of str
        In the order of the probabilities.
    terms_, marks_ : list of Terms, Marks
        The vocabularies.
    coef_ : array of shape (classes, columns)
    intercept_ : array of shape (classes,)

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

    def __init__(
        self,
        *,
        container: bool = True,
        forget: bool = True,
        around: bool = True,
        most_words: int = 20_000,
        most_letters: int = 30_000,
        least: int = 2,
        mark_weight: float = 0.35,
        strength: float = 1.0,
    ) -> None:
        self.container = container
        self.forget = forget
        self.around = around
        self.most_words = most_words
        self.most_letters = most_letters
        self.least = least
        self.mark_weight = mark_weight
        self.strength = strength

    def fit(self, X: Sequence[SentenceFeatures], y: Sequence[str]) -> "VoiceClassifier":  # noqa: N803
        """Fit the weights.

        Parameters
        ----------
        X : sequence of SentenceFeatures
            Whole passages, their sentences in order: neighbours are those of the same block.
        y : sequence of str
            Their voices. Classes weigh alike, however many sentences they have.
        """
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
        if not len(X):
            return np.empty((0, len(self.classes_)))
        words, letters = (terms.weighed([one.text for one in X]) for terms in self.terms_)
        marks = self.marks_.weighed([self._marks_of(one) for one in X], self.mark_weight)
        parts = self._parts()
        scores = words.scores(parts[0]) + letters.scores(parts[1]) + marks.scores(parts[2])
        if self.around:
            scores += self._scores_around(X, words, marks, parts[3:])
        return cast("Floats", scores + self.intercept_)

    def _parts(self) -> list[Floats]:
        """Give the weights of each part of the rows, in the order of :meth:`_rows`."""
        words, letters = (len(terms.terms) for terms in self.terms_)
        marks = len(self.marks_.names)
        sizes = [words, letters, marks, *([marks] * 5 if self.around else [])]
        return np.split(self.coef_, np.cumsum(sizes), axis=1)

    def _scores_around(
        self,
        X: Sequence[SentenceFeatures],  # noqa: N803
        words: Weighed,
        marks: Weighed,
        parts: Sequence[Floats],
    ) -> Floats:
        """Score what stands round each sentence: weighed first, brought together then."""
        in_block, in_passage, on_page, before, behind, words_of_block = parts
        blocks, passages, pages = (
            Groups([getattr(one, name) for one in X]) for name in ("block", "passage", "document")
        )
        scores = blocks.mean_of_others(marks.scores(in_block))
        scores += passages.mean_of_others(marks.scores(in_passage))
        scores += pages.mean_of_others(marks.scores(on_page))
        scores += blocks.beside(marks.scores(before), -1) * _BESIDE
        scores += blocks.beside(marks.scores(behind), 1) * _BESIDE
        said = blocks.sum_of_others(words.scores(words_of_block))
        return scores + said / blocks.lengths_of_others(words)[:, None]

    def predict_proba(self, X: Sequence[SentenceFeatures]) -> Floats:  # noqa: N803
        """Give the probability of each voice, in the order of ``classes_``."""
        scores = self.decision_function(X)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        return cast("Floats", powers / powers.sum(axis=1, keepdims=True))

    def predict(self, X: Sequence[SentenceFeatures]) -> NDArray[np.str_]:  # noqa: N803
        """Give the most probable voice of each sentence."""
        return cast("NDArray[np.str_]", self.classes_[self.decision_function(X).argmax(axis=1)])

    def columns(self) -> list[str]:
        """Name the columns: ``words:nobody``, ``letters: nob``, marks, and those of what is round.

        ``style:i`` is the sentence's own mark; ``block~style:i`` how many of its block bear it.
        """
        named = [f"{terms.view}:{term}" for terms in self.terms_ for term in terms.terms]
        marks = list(self.marks_.names)
        named += marks
        if self.around:
            for where in ("block", "passage", "page", "before", "behind"):
                named += [f"{where}~{mark}" for mark in marks]
            named += [f"block~words:{term}" for term in self.terms_[0].terms]
        return named

    def explain(
        self,
        X: Sequence[SentenceFeatures],  # noqa: N803
        voices: Sequence[str | None],
        *,
        most: int = 8,
    ) -> list[list[tuple[str, float]]]:
        """Name what spoke for and against a voice of each sentence, the weightiest first.

        Weights times what the sentence has of each, against the mean of all voices, so that what
        speaks for each of them alike is not named.

        Parameters
        ----------
        X : sequence of SentenceFeatures
            A whole page, since a sentence's neighbours speak too.
        voices : sequence of str or None
            The voice to explain, of ``classes_``; None: nothing is named for that sentence.
        most : int
            How many to name.
        """
        rows, names = self._rows(X), self.columns()
        columns = {str(voice): at for at, voice in enumerate(self.classes_)}
        tilts = self.coef_ - self.coef_.mean(axis=0)
        return [
            [] if voice is None else _weightiest(rows[place], tilts[columns[voice]], names, most)
            for place, voice in enumerate(voices)
        ]

    @property
    def _forgets(self) -> bool:
        return self.container and self.forget

    def _with_forgotten(self, X: Sequence[SentenceFeatures]) -> Sequence[SentenceFeatures]:  # noqa: N803
        """Add a copy of each sentence that tells nothing of its page."""
        return [*X, *map(without_container, X)] if self._forgets else X

    def _marks_of(self, one: SentenceFeatures) -> tuple[str, ...]:
        return one.marks if self.container else without_container(one).marks

    def _rows(self, X: Sequence[SentenceFeatures]) -> csr_matrix:  # noqa: N803
        texts = [one.text for one in X]
        views = [terms.transform(texts) for terms in self.terms_]
        marks = self.marks_.transform([self._marks_of(one) for one in X]) * self.mark_weight
        parts: list[Any] = [*views, marks]
        if self.around:
            blocks = [one.block for one in X]
            parts += [
                mean_of_others(marks, blocks),
                mean_of_others(marks, [one.passage for one in X]),
                mean_of_others(marks, [one.document for one in X]),
                beside(marks, blocks, -1) * _BESIDE,
                beside(marks, blocks, 1) * _BESIDE,
                of_length_one(mean_of_others(views[0], blocks)),
            ]
        return csr_matrix(hstack(parts))


def _weightiest(
    row: csr_matrix, tilt: Floats, names: Sequence[str], most: int
) -> list[tuple[str, float]]:
    shares = row.data * tilt[row.indices]
    order = np.argsort(-np.abs(shares), kind="stable")[:most]
    return [(names[int(row.indices[at])], float(shares[at])) for at in order]
