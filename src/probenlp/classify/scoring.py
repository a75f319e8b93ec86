"""Scores the voices of sentences by weights that were fitted: numpy alone, so that it starts fast.

One row of weights a voice, so that every decision can be taken apart into what spoke for it.
"""

import inspect
from collections.abc import Sequence
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from probenlp.classify.features import SentenceFeatures, without_container
from probenlp.classify.neighbours import Groups, beside, mean_of_others, of_length_one
from probenlp.classify.terms import Marks, Terms, Weighed
from probenlp.classify.vectors import DEFAULT, Vectors, sentence_vectors

Floats = NDArray[np.float64]

_BESIDE: Final = 0.5
"""How much a mark of the sentence before or behind weighs against one of its own."""
_AT_ONCE: Final = 1_024
"""Sentences whose vectors are held at a time: a long document must not need the memory of all."""
_MEANINGS: Final = ("vectors: meaning of the sentence", "vectors: meaning of its block")
"""What the numbers of a vector are called together: none of them means anything by itself."""


class VoiceScorer:
    """Scores sentences by voice; a :class:`~probenlp.classify.estimator.VoiceClassifier` is one.

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
    vectors : bool
        Whether what a sentence means is looked at too, as a vector; needs the extra ``vectors``.
    encoder : str
        Which encoder makes the vectors, of :data:`probenlp.classify.vectors.ENCODERS`.
    vector_weight, block_weight : float
        How much the vector of a sentence weighs against its words, and the mean over the others
        of its block; with 0 the mean is left out.

    Attributes
    ----------
    classes_ : array of str
        In the order of the probabilities.
    terms_, marks_ : list of Terms, Marks
        The vocabularies.
    coef_ : array of shape (classes, columns)
    intercept_ : array of shape (classes,)
    encoder_ : dict or None
        With vectors: ``name``, ``size`` and ``digest`` of the encoder. Another is refused.
    """

    classes_: NDArray[Any]
    terms_: list[Terms]
    marks_: Marks
    coef_: Floats
    intercept_: Floats
    encoder_: dict[str, Any] | None

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
        vectors: bool = False,
        encoder: str = DEFAULT,
        vector_weight: float = 1.0,
        block_weight: float = 1.0,
    ) -> None:
        self.container = container
        self.forget = forget
        self.around = around
        self.most_words = most_words
        self.most_letters = most_letters
        self.least = least
        self.mark_weight = mark_weight
        self.strength = strength
        self.vectors = vectors
        self.encoder = encoder
        self.vector_weight = vector_weight
        self.block_weight = block_weight

    def parameters(self) -> dict[str, Any]:
        """Give what it was made with, as it is kept beside the weights."""
        names = list(inspect.signature(VoiceScorer).parameters)
        return {name: getattr(self, name) for name in names}

    def decision_function(self, X: Sequence[SentenceFeatures]) -> Floats:  # noqa: N803
        """Give each sentence's score for each voice."""
        if not len(X):
            return np.empty((0, len(self.classes_)))
        texts = [one.text for one in X]
        words, letters = (terms.weighed(texts) for terms in self.terms_)
        marks = self.marks_.weighed([self._marks_of(one) for one in X], self.mark_weight)
        weights = self._weights()
        own_words, *words_round = _in_parts(words.scores(weights[0]), len(self.classes_))
        own_marks, *marks_round = _in_parts(marks.scores(weights[2]), len(self.classes_))
        scores = own_words + letters.scores(weights[1]) + own_marks
        if self.around:
            scores += _scores_around(X, words, words_round, marks_round)
        if self.vectors:
            scores += self._scores_of_vectors(X, weights[3:])
        found: Floats = scores + self.intercept_
        return found

    def _weights(self) -> list[Floats]:
        """Give the weights of words, of letters, of marks, and of vectors.

        Words and marks speak in several parts of the rows, for the sentence and for what is round
        it: these stand one below the other, so that an entry is looked up once for all of them.
        """
        known: tuple[Floats, list[Floats]] | None = getattr(self, "_stacked", None)
        if known is not None and known[0] is self.coef_:
            return known[1]
        words, letters, marks, *others = self._parts()
        around, others = (others[:6], others[6:]) if self.around else ([], others)
        stacked = [np.vstack([words, *around[5:]]), letters, np.vstack([marks, *around[:5]])]
        laid_out = [*map(np.asfortranarray, stacked), *others]  # an entry needs a column whole
        self._stacked = self.coef_, laid_out
        return laid_out

    def _parts(self) -> list[Floats]:
        """Give the weights of each part of the rows, in the order of :meth:`_rows`."""
        words, letters = (len(terms.terms) for terms in self.terms_)
        marks = len(self.marks_.names)
        sizes = [words, letters, marks, *([*[marks] * 5, words] if self.around else [])]
        sizes += [self._size for _ in self._vector_weights]
        return np.split(self.coef_, np.cumsum(sizes)[:-1], axis=1)

    def _scores_of_vectors(
        self,
        X: Sequence[SentenceFeatures],  # noqa: N803
        parts: Sequence[Floats],
    ) -> Floats:
        """Score what sentences mean, and what their blocks do: weighed first, as all else."""
        weights = np.vstack(list(parts)).T
        scored = np.zeros((len(X), weights.shape[1]))
        for start in range(0, len(X), _AT_ONCE):
            here = slice(start, start + _AT_ONCE)
            scored[here] = self._vectors_of(X[here]) @ weights
        of_sentence, *of_blocks = np.split(scored, len(parts), axis=1)
        scores: Floats = of_sentence * self.vector_weight
        for each in of_blocks:
            blocks = Groups([one.block for one in X])
            scores += blocks.mean_of_others(each) * self.block_weight
        return scores

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

        ``style:i`` is the sentence's own mark; ``block~style:i`` how many of its block bear it. All
        columns of a vector share one name.
        """
        named = [f"{terms.view}:{term}" for terms in self.terms_ for term in terms.terms]
        marks = list(self.marks_.names)
        named += marks
        if self.around:
            for where in ("block", "passage", "page", "before", "behind"):
                named += [f"{where}~{mark}" for mark in marks]
            named += [f"block~words:{term}" for term in self.terms_[0].terms]
        for meaning, _ in zip(_MEANINGS, self._vector_weights, strict=False):
            named += [meaning] * self._size
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
            []
            if voice is None
            else _weightiest(*self._shares(rows[place], tilts[columns[voice]]), names, most)
            for place, voice in enumerate(voices)
        ]

    def _shares(self, row: csr_matrix, tilt: Floats) -> tuple[NDArray[np.int64], Floats]:
        """Give the columns of a row and what each adds; those of one vector are summed up."""
        columns, shares = row.indices, row.data * tilt[row.indices]
        if not self._vector_weights:
            return columns, shares
        first = len(tilt) - self._size * len(self._vector_weights)
        dense = columns >= first
        sums = np.bincount((columns[dense] - first) // self._size, shares[dense])
        heads = first + self._size * np.arange(len(sums))
        return np.concatenate([columns[~dense], heads]), np.concatenate([shares[~dense], sums])

    @property
    def _vector_weights(self) -> list[float]:
        """Give the weight of each part of the rows that is made of vectors."""
        means = [self.block_weight] if self.around and self.block_weight else []
        return [self.vector_weight, *means] if self.vectors else []

    @property
    def _size(self) -> int:
        return int(self.encoder_["size"]) if self.encoder_ else 0

    def _vectors_of(self, X: Sequence[SentenceFeatures]) -> Vectors:  # noqa: N803
        fitted = self.encoder_ or {}
        made = sentence_vectors(fitted.get("name", self.encoder), digest=fitted.get("digest"))
        return made.of([one.text for one in X])

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
        if self.vectors:
            rows = csr_matrix(self._vectors_of(X), dtype=np.float64)
            parts.append(rows * self.vector_weight)
            for weight in self._vector_weights[1:]:
                parts.append(mean_of_others(rows, [one.block for one in X]) * weight)
        return csr_matrix(hstack(parts))


def _in_parts(scores: Floats, classes: int) -> list[Floats]:
    return np.split(scores, scores.shape[1] // classes, axis=1)


def _scores_around(
    X: Sequence[SentenceFeatures],  # noqa: N803
    words: Weighed,
    said: Sequence[Floats],
    marks: Sequence[Floats],
) -> Floats:
    """Bring together what stands round each sentence: it was weighed before."""
    in_block, in_passage, on_page, before, behind = marks
    blocks, passages, pages = (
        Groups([getattr(one, name) for one in X]) for name in ("block", "passage", "document")
    )
    scores = blocks.mean_of_others(in_block)
    scores += passages.mean_of_others(in_passage)
    scores += pages.mean_of_others(on_page)
    scores += blocks.beside(before, -1) * _BESIDE
    scores += blocks.beside(behind, 1) * _BESIDE
    return scores + blocks.sum_of_others(said[0]) / blocks.lengths_of_others(words)[:, None]


def _weightiest(
    columns: NDArray[np.int64], shares: Floats, names: Sequence[str], most: int
) -> list[tuple[str, float]]:
    order = np.argsort(-np.abs(shares), kind="stable")[:most]
    return [(names[int(columns[at])], float(shares[at])) for at in order]
