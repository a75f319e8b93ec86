"""How sentences value the service, after the words of the lexicon by a trained model."""

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from probenlp.artefacts import artefact
from probenlp.classify.sentiment_features import sentiment_features
from probenlp.classify.sentiment_model import SentimentModel, Valuation, load_sentiment_model
from probenlp.records import PassageTags, Sentence, Sentiment

_BOTH_SIDES: Final = "both-sides"


@lru_cache(maxsize=1)
def shipped_model() -> SentimentModel:
    """Read the model that ships, once.

    Raises
    ------
    ModelError
        If it is missing or broken.
    """
    return load_sentiment_model(artefact("sentiment"))


def assign_sentiments(
    tags: Sequence[PassageTags], *, model: SentimentModel | None = None
) -> tuple[PassageTags, ...]:
    """Put the model's sentiments in place of the lexicon's.

    Parameters
    ----------
    tags : sequence of PassageTags
        With the sentiments of ``probenlp_sentiment``.
    model : SentimentModel, optional
        The one that ships, where none is given.

    Returns
    -------
    tuple of PassageTags
        Each sentence has a record for the whole and one for each aspect that it speaks of; the
        evidence says what the model and the lexicon made of it.
    """
    model = model or shipped_model()
    features = [sentiment_features(one) if one.sentiments else () for one in tags]
    # All at once: for a thread of short comments that is three times as quick.
    valued = iter(model.value([feature for some in features for feature in some]))
    return tuple(
        _revalued(one, list(itertools.islice(valued, len(some)))) if some else one
        for one, some in zip(tags, features, strict=True)
    )


def _revalued(tags: PassageTags, valued: Sequence[Valuation]) -> PassageTags:
    before: dict[int, list[Sentiment]] = {}
    for one in tags.sentiments:
        before.setdefault(one.span.start, []).append(one)
    found: list[Sentiment] = []
    for sentence, valuation in zip(tags.sentences, valued, strict=True):
        if sentence.span.start in before:
            found += _records(sentence, valuation, before[sentence.span.start])
    return msgspec.structs.replace(tags, sentiments=tuple(found))


def _records(
    sentence: Sentence, valuation: Valuation, before: Sequence[Sentiment]
) -> list[Sentiment]:
    whole = next((one for one in before if one.aspect is None), None)
    evidence = whole.evidence if whole is not None else ()
    bad, neither, good = valuation.probabilities
    chances = f"model:{bad:.2f},{neither:.2f},{good:.2f}"
    span, score = sentence.span, valuation.score
    found = [Sentiment(span=span, score=score, evidence=(chances, *evidence))]
    if not valuation.aspects:
        return found
    by_cues = {one.aspect: one for one in before if one.aspect is not None}
    both = _BOTH_SIDES in evidence
    for aspect, chance in valuation.aspects.items():
        cued = by_cues.get(aspect)
        # What says good and bad says each of another side; only then its clause knows better.
        own = cued.score if both and cued is not None and cued.score else score
        why = cued.evidence if cued is not None else ()
        evidence_of_it = (f"model:{chance:.2f}", *why)
        found.append(Sentiment(span=span, score=own, aspect=aspect, evidence=evidence_of_it))
    return found
