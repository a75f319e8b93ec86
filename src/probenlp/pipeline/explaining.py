"""Why the voice model decided as it did: the terms that spoke for each sentence's voice."""

from collections.abc import Sequence

from probenlp.classify import shipped_voice_model
from probenlp.classify.judging import decide_by_rules
from probenlp.classify.model import VoiceModel
from probenlp.domains import load_domain
from probenlp.records import Document, PassageTags

Reasons = dict[str, dict[int, list[tuple[str, float]]]]
"""By passage and the start of a sentence: terms, and how much each spoke for its voice."""


def explain_voices(
    document: Document,
    tags: Sequence[PassageTags],
    *,
    domain: str = "probation",
    model: VoiceModel | None = None,
    most: int = 6,
) -> Reasons:
    """Name the terms that decided the voices of a document.

    Parameters
    ----------
    document : Document
    tags : sequence of PassageTags
        As a run wrote them: with blocks and voices.
    domain : str
        Whose tables decided.
    model : VoiceModel, optional
        The one that decided; without it the one that ships.
    most : int
        Terms a sentence, the weightiest first; what spoke against is negative.

    Notes
    -----
    A weight is the term's own against the mean of all voices, times how much of the term the
    sentence has; together with the start they add up to the score of the voice.
    """
    estimator = (model or shipped_voice_model()).estimator
    seen = list(decide_by_rules(document, tags, domain=load_domain(domain)))
    features = [one for passage in seen for one in passage.features]
    known = {str(name) for name in estimator.classes_}
    voices = [sentence.voice for passage in seen for sentence in passage.sentences]
    told = iter(
        estimator.explain(features, [one if one in known else None for one in voices], most=most)
    )
    return {
        passage.passage_id: {sentence.span.start: next(told) for sentence in passage.sentences}
        for passage in seen
    }
