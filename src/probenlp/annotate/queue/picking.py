"""Fill the queue: weigh each sentence, take the best, weigh again."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from probenlp.annotate.queue.candidates import Candidate, Labelled
from probenlp.annotate.queue.likeness import Shingles
from probenlp.errors import ProbenlpError

Floats = NDArray[np.float64]


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much each reason counts; they need not add up to one.

    Attributes
    ----------
    uncertainty : float
        Entropy over the voices that cannot be ruled out, as a share of the most possible.
    disagreement : float
        The model overruled the rules.
    rarity : float
        How few labels the voices have that it may be of.
    source : float
        How little of its document has been labelled or picked.
    novelty : float
        How unlike it is to all that is labelled or picked (one less the greatest cosine).

    Raises
    ------
    ValueError
        If one is negative or none is positive.
    """

    uncertainty: float = 0.4
    disagreement: float = 0.15
    rarity: float = 0.2
    source: float = 0.1
    novelty: float = 0.15

    def __post_init__(self) -> None:
        values = msgspec.structs.astuple(self)
        if min(values) < 0 or not any(values):
            raise ValueError(f"weights {values}: none may be negative, one must be positive")


class Pick(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence to label: a line of the queue.

    Attributes
    ----------
    task_id : str
        Of the task that an export by sentence makes of it.
    drawn : str
        ``weighed``, or ``chance``: some are drawn blindly, so that what is labelled can also tell
        how often the model is wrong.
    score : float
        The weighed mean of ``reasons``, from 0 to 1.
    reasons : dict of str to float
        Each of the five as it stood when it was picked.
    why : tuple of str
        The same for people.
    """

    rank: int
    task_id: str
    document_id: str
    passage_id: str
    start: int
    end: int
    text: str
    voice: str | None
    drawn: Literal["weighed", "chance"]
    score: float
    reasons: dict[str, float]
    why: tuple[str, ...]


class QueueReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a queue was picked from.

    Attributes
    ----------
    like_labelled : int
        Left out: the same, but for some words, as something labelled.
    like_picked : int
        Passed over while picking, for the same reason.
    """

    offered: int
    like_labelled: int
    like_picked: int
    picked: int
    seed: int
    weights: Weights


_WORDS: Final = 2**18
_SHARE_OF_CHANCE: Final = 0.1


def pick_next(
    candidates: Iterable[Candidate],
    labelled: Iterable[Labelled] = (),
    *,
    number: int,
    seed: int = 0,
    chance: float = _SHARE_OF_CHANCE,
    weights: Weights | None = None,
) -> tuple[tuple[Pick, ...], QueueReport]:
    """Pick what to label next.

    Parameters
    ----------
    candidates : iterable of Candidate
        In any order: ties are broken by the seed and the place of a sentence, never by order.
    labelled : iterable of Labelled
        What has a label; nothing near it is picked.
    number : int
        How many to pick; fewer if there are no more.
    seed : int
        The same seed, sentences and labels give the same queue.
    chance : float
        Share drawn blindly, from 0 to 1.

    Returns
    -------
    tuple
        The picks, first to label first, and what they were picked from.

    Raises
    ------
    ProbenlpError
        If the number or the share makes no sense.

    Notes
    -----
    Uncertainty by class-conditional sets; novelty as in maximal marginal relevance (Carbonell and
    Goldstein, 1998). Each pick costs one pass over the candidates: 100 of 100,000 take seconds.
    """
    if number < 1 or not 0 <= chance <= 1:
        raise ProbenlpError(
            f"a queue of {number} with a share of {chance} by chance: wanted at least 1, and a "
            "share from 0 to 1"
        )
    known = tuple(labelled)
    offered = sorted(candidates, key=lambda one: _lot(seed, one.task_id))
    seen = Shingles()
    for one in known:
        seen.add(one.text)
    open_ones = [one for one in offered if not seen.near(one.text)]
    weighed = weights or Weights()
    queue = _Queue(open_ones, known, weighed)
    picks, passed = queue.fill(number, _blind(number, chance, seed))
    report = QueueReport(
        offered=len(offered),
        like_labelled=len(offered) - len(open_ones),
        like_picked=passed,
        picked=len(picks),
        seed=seed,
        weights=weighed,
    )
    return tuple(picks), report


def _lot(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()


def _blind(number: int, chance: float, seed: int) -> frozenset[int]:
    """Choose the places of the queue that are drawn blindly, spread by lot."""
    places = sorted(range(number), key=lambda place: _lot(seed, f"place {place}"))
    return frozenset(places[: round(number * chance)])


class _Queue:
    """The candidates in the order of their lots, and what each stands for now."""

    def __init__(
        self, candidates: Sequence[Candidate], labelled: Sequence[Labelled], weights: Weights
    ) -> None:
        self.candidates, self.weights = candidates, weights
        self.heard = Counter(one.document_id for one in labelled if one.document_id)
        self.need = _need(candidates, labelled)
        self.rows, known = _vectors([one.text for one in candidates], [x.text for x in labelled])
        self.nearest = _greatest(self.rows, known)
        self.fixed: dict[str, Floats] = {
            "uncertainty": np.array([uncertainty(one) for one in candidates]),
            "disagreement": np.array([float(one.overruled is not None) for one in candidates]),
            "rarity": np.array([self._rarity(one) for one in candidates]),
        }
        self.free = np.ones(len(candidates), dtype=bool)
        self.picked = Shingles()
        self.places: dict[str, list[int]] = {}
        for place, one in enumerate(candidates):
            self.places.setdefault(one.document_id, []).append(place)
        self.source = np.array([1 / (1 + self.heard[one.document_id]) for one in candidates])

    def fill(self, number: int, blind: frozenset[int]) -> tuple[list[Pick], int]:
        """Take the best, or the next by lot, until there are enough; count what is passed over."""
        picks: list[Pick] = []
        passed = 0
        while len(picks) < number and self.free.any():
            by_chance = len(picks) in blind
            scores = self._scores()
            place = int(np.argmax(self.free if by_chance else np.where(self.free, scores, -1.0)))
            self.free[place] = False
            one = self.candidates[place]
            if self.picked.near(one.text):
                passed += 1
                continue
            picks.append(self._pick(len(picks) + 1, place, float(scores[place]), by_chance))
            self._note(place)
        return picks, passed

    def _scores(self) -> Floats:
        reasons = {**self.fixed, "source": self.source, "novelty": 1 - self.nearest}
        weights = msgspec.structs.asdict(self.weights)
        total = np.zeros(len(self.candidates))
        for name, values in reasons.items():
            total += weights[name] * values
        scores: Floats = np.round(total / sum(weights.values()), 9)
        return scores

    def _note(self, place: int) -> None:
        one = self.candidates[place]
        self.picked.add(one.text)
        self.heard[one.document_id] += 1
        self.source[self.places[one.document_id]] = 1 / (1 + self.heard[one.document_id])
        likeness = np.asarray((self.rows @ self.rows[place].T).todense()).ravel()
        np.maximum(self.nearest, likeness, out=self.nearest)

    def _rarity(self, one: Candidate) -> float:
        shares = one.probabilities or ({one.voice: 1.0} if one.voice else {})
        return sum(share * self.need.get(voice, 1.0) for voice, share in shares.items())

    def _pick(self, rank: int, place: int, score: float, by_chance: bool) -> Pick:
        one = self.candidates[place]
        reasons = {name: round(float(values[place]), 4) for name, values in self.fixed.items()}
        reasons |= {
            "source": round(float(self.source[place]), 4),
            "novelty": round(float(1 - self.nearest[place]), 4),
        }
        return Pick(
            rank=rank,
            task_id=one.task_id,
            document_id=one.document_id,
            passage_id=one.passage_id,
            start=one.start,
            end=one.end,
            text=one.text,
            voice=one.voice,
            drawn="chance" if by_chance else "weighed",
            score=round(score, 4),
            reasons=reasons,
            why=tuple(self._words(one, reasons, by_chance)),
        )

    def _words(self, one: Candidate, reasons: dict[str, float], by_chance: bool) -> list[str]:
        words = ["drawn by chance"] if by_chance else []
        if len(one.candidates) > 1:
            words.append("cannot be ruled out: " + ", ".join(one.candidates))
        elif one.ambiguous:
            words.append("marked as open")
        if one.overruled:
            words.append(f"the rules say {one.overruled}, the model {one.voice}")
        if reasons["rarity"] >= _MUCH and one.voice:
            words.append(f"few labels for {one.voice}")
        if self.heard[one.document_id] == 0:
            words.append("nothing of its document is labelled")
        if reasons["novelty"] >= _MUCH:
            words.append("unlike all that is labelled or queued")
        return words or ["the best of what is left"]


_MUCH: Final = 0.6


def uncertainty(one: Candidate) -> float:
    """Give the entropy over the voices that cannot be ruled out, as a share of the most possible.

    A sentence with one voice in its set has none, however flat its probabilities are. Where rules
    decided alone there are no probabilities: half for what they marked as open.
    """
    if not one.probabilities:
        return 0.5 if one.ambiguous else 0.0
    shares = [one.probabilities.get(voice, 0.0) for voice in one.candidates]
    total = sum(shares)
    if len(shares) < 2 or total <= 0:
        return 0.0
    entropy = -sum(p / total * math.log(p / total) for p in shares if p > 0)
    return entropy / math.log(max(2, len(one.probabilities)))


def _need(candidates: Sequence[Candidate], labelled: Sequence[Labelled]) -> dict[str, float]:
    """Tell for each voice how few labels it has, 1 for the fewest; without labels, by the run."""
    counts = Counter(one.label for one in labelled if one.label)
    if not counts:
        counts = Counter(one.voice for one in candidates if one.voice)
    voices = {voice for one in candidates for voice in (*one.probabilities, one.voice) if voice}
    if not voices:
        return {}
    fewest = min(counts[voice] for voice in voices)
    return {voice: (fewest + 1) / (counts[voice] + 1) for voice in sorted(voices)}


def _vectors(texts: Sequence[str], known: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    """Give TF-IDF rows of unit length: words hashed, so that nothing is kept of a corpus."""
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    if not texts:
        empty = csr_matrix((0, _WORDS))
        return empty, empty
    hashed = HashingVectorizer(n_features=_WORDS, alternate_sign=False, norm=None)
    counts: Any = hashed.transform([*texts, *known])
    rows = csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(counts))
    return rows[: len(texts)], rows[len(texts) :]


def _greatest(rows: csr_matrix, known: csr_matrix, batch: int = 256) -> Floats:
    """Give each row's greatest cosine with any of the known, a batch of them at a time."""
    nearest = np.zeros(rows.shape[0])
    for start in range(0, known.shape[0], batch):
        likeness = (rows @ known[start : start + batch].T).max(axis=1)
        np.maximum(nearest, likeness.toarray().ravel(), out=nearest)
    return nearest
