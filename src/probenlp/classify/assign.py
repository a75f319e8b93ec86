"""Fill in the voice of every sentence: by rules, and by the model that weighs their verdicts."""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import msgspec

from probenlp.artefacts import artefact
from probenlp.classify.context import Context, Verdict
from probenlp.classify.judging import SeenPassage, decide_by_rules
from probenlp.classify.model import Decision, VoiceModel, load_model
from probenlp.domains import Domain
from probenlp.records import (
    Document,
    PassageTags,
    Sentence,
    Speaker,
    SpeakerRole,
    Voice,
)


@cache
def shipped_voice_model() -> VoiceModel:
    """Load the voice model that ships.

    Raises
    ------
    ModelError
        If it is missing or altered.
    """
    return load_model(artefact("voice"))


@lru_cache(maxsize=4)
def voice_model_in(folder: Path | None) -> VoiceModel:
    """Load the voice model of a folder; without one, that which ships.

    Raises
    ------
    ModelError
        If it is missing, broken or of another format.
    """
    return shipped_voice_model() if folder is None else load_model(folder)


def assign_voices(
    document: Document,
    tags: Sequence[PassageTags],
    *,
    domain: Domain,
    model: VoiceModel | None = None,
) -> tuple[PassageTags, ...]:
    """Decide who originates each sentence.

    Parameters
    ----------
    document : Document
        As harvested.
    tags : sequence of PassageTags
        Its passages with blocks, sentences, units, people, statistics, ratings and quotations.
    domain : Domain
        Publishers, bodies, offices and the words of the work.
    model : VoiceModel, optional
        Weighs what the rules say with words, style and surroundings. Without it the rules decide
        alone and probabilities stay empty.

    Returns
    -------
    tuple of PassageTags
        The same, in the same order, each sentence with its voice, probabilities, candidates,
        provenance, speaker, relays, ambiguity, and as evidence the rule and what the model made of
        it.

    Raises
    ------
    ValueError
        If tags name a passage that the document does not hold.

    Notes
    -----
    A private person is never named as the speaker of their own words: who wrote a comment is in
    the passage's ``author``, which pseudonymising can take away.
    """
    seen = list(decide_by_rules(document, tags, domain=domain))
    if model is None:
        return tuple(_filled(one, [None] * len(one.sentences)) for one in seen)
    decisions = iter(model.decide([feature for one in seen for feature in one.features]))
    return tuple(_filled(one, [next(decisions) for _ in one.sentences]) for one in seen)


def _filled(seen: SeenPassage, decisions: Sequence[Decision | None]) -> PassageTags:
    sentences = tuple(
        _by_rule(sentence, rule, verdict)
        if decision is None
        else _by_model(sentence, context, rule, verdict, decision)
        for sentence, context, (rule, verdict), decision in zip(
            seen.sentences, seen.contexts, seen.decided, decisions, strict=True
        )
    )
    return msgspec.structs.replace(seen.tags, sentences=sentences)


def _by_rule(sentence: Sentence, rule: str, verdict: Verdict) -> Sentence:
    return msgspec.structs.replace(
        sentence,
        voice=verdict.voice,
        provenance=verdict.provenance,
        speaker=verdict.speaker or _NOBODY,
        relays=verdict.relays,
        ambiguous=verdict.ambiguous,
        evidence=(_evidence(rule, verdict),),
    )


def _by_model(
    sentence: Sentence, context: Context, rule: str, verdict: Verdict, decision: Decision
) -> Sentence:
    """Take the model's voice; the rule's speaker where the two agree, else the role that fits."""
    voice = decision.voice
    if voice == verdict.voice:
        speaker, how = verdict.speaker or _NOBODY, "model:agrees"
    else:
        role = _role_for(voice, verdict, context)
        speaker, how = Speaker(role=role), f"model:not-{verdict.voice}"
    return msgspec.structs.replace(
        sentence,
        voice=voice,
        probabilities=decision.probabilities,
        candidates=decision.candidates,
        provenance=verdict.provenance,
        speaker=speaker,
        relays=verdict.relays if voice == "official_finding" else None,
        ambiguous=decision.probabilities[voice] < SURE,
        evidence=(_evidence(rule, verdict), how),
    )


def _evidence(rule: str, verdict: Verdict) -> str:
    return f"{rule}:{verdict.detail}" if verdict.detail else rule


_NOBODY: Final = Speaker()
SURE: Final = 0.5
"""A voice less probable than all others together is ambiguous."""

_ROLES: Final[dict[Voice, tuple[SpeakerRole, ...]]] = {
    "official_finding": ("inspectorate",),
    "official_response": ("inspected_body", "government", "provider"),
    "practitioner_testimony": ("practitioner", "union"),
    "commentary": ("commenter", "blogger", "union", "academic", "practitioner", "other"),
    "news": ("journalist",),
    "service_user_testimony": ("other",),
    "other": (),
}
"""The roles that may say something in a voice; the first where nothing tells."""


def _role_for(voice: Voice, verdict: Verdict, context: Context) -> SpeakerRole | None:
    allowed = _ROLES[voice]
    said = verdict.speaker.role if verdict.speaker else None
    for role in (said, context.source.role):
        if role in allowed:
            return role
    return allowed[0] if len(allowed) == 1 or voice == "practitioner_testimony" else None
