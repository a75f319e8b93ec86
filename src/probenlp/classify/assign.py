"""Fill in the voice of every sentence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import msgspec

from probenlp.classify.context import Context, Verdict
from probenlp.classify.contexts import PassageReader
from probenlp.classify.rules import DEFAULT, SPEECH, Rule, rules_of
from probenlp.classify.sources import SourceReader
from probenlp.classify.speakers import SAYING
from probenlp.classify.wording import TradeWords
from probenlp.domains import Domain
from probenlp.domains.speakers import SpeakerNames, speaker_names_of
from probenlp.records import Document, Passage, PassageTags, Sentence, Speaker, Voice


def assign_voices(
    document: Document, tags: Sequence[PassageTags], *, domain: Domain
) -> tuple[PassageTags, ...]:
    """Decide, by rules, who originates each sentence.

    Parameters
    ----------
    document : Document
        As harvested.
    tags : sequence of PassageTags
        Its passages with blocks, sentences, units, people, statistics, ratings and quotations.
    domain : Domain
        Publishers, bodies, offices and the words of the work.

    Returns
    -------
    tuple of PassageTags
        The same, in the same order, each sentence with its voice, provenance, speaker, relays,
        ambiguity and the rule that decided as evidence. Probabilities stay empty.

    Raises
    ------
    ValueError
        If tags name a passage that the document does not hold.

    Notes
    -----
    A private person is never named as the speaker of their own words: who wrote a comment is in
    the passage's ``author``, which pseudonymising can take away.
    """
    passages = {passage.id: passage for passage in document.passages}
    if unknown := [one.passage_id for one in tags if one.passage_id not in passages]:
        raise ValueError(
            f"tags of {unknown[0]!r}, which is no passage of document {document.id!r} "
            f"(it has {len(passages)}); are these the tags of another document?"
        )
    tables = _tables_of(domain)
    reader = SourceReader(document, domain, tables.names)
    return tuple(_assign(passages[one.passage_id], one, reader, tables) for one in tags)


class _Tables:
    """What is read from a domain's tables once."""

    def __init__(self, domain: Domain) -> None:
        self.names: SpeakerNames = speaker_names_of(domain)
        self.trade = TradeWords(domain)
        self.rules: tuple[Rule, ...] = rules_of(domain, self.names)


_built: dict[str, _Tables] = {}


def _tables_of(domain: Domain) -> _Tables:
    if not domain.digest:
        return _Tables(domain)
    if domain.digest not in _built:
        _built[domain.digest] = _Tables(domain)
    return _built[domain.digest]


def _assign(
    passage: Passage, tags: PassageTags, reader: SourceReader, tables: _Tables
) -> PassageTags:
    decided: list[tuple[str, Verdict]] = []
    source, spoken = None, None
    for context in PassageReader(passage, tags, reader, tables.names, tables.trade).contexts():
        if context.source is not source:
            source, spoken = context.source, None
        context.previous = spoken
        context.before = decided[-1][1] if decided else None
        rule, verdict = _decide(context, tables.rules)
        if rule in SPEECH and verdict.speaker is not None:
            spoken = verdict
        elif verdict.voice == "news" and SAYING.search(context.text):
            spoken = None  # somebody whom no table knows has spoken since
        decided.append((rule, verdict))
    decided = _with_passage_default(decided)
    sentences = tuple(
        _filled(sentence, rule, verdict)
        for sentence, (rule, verdict) in zip(tags.sentences, decided, strict=True)
    )
    return msgspec.structs.replace(tags, sentences=sentences)


def _decide(context: Context, rules: Sequence[Rule]) -> tuple[str, Verdict]:
    for rule in rules:
        verdict = rule.decide(context)
        if verdict is not None:
            if verdict.provenance is None:
                verdict = replace(verdict, provenance=context.provenance)
            return rule.name, verdict
    raise AssertionError("the last rule decides always")


def _with_passage_default(decided: list[tuple[str, Verdict]]) -> list[tuple[str, Verdict]]:
    """Let undecided sentences go with their passage: from the inside, three of testimony to one."""
    weighed: Counter[Voice] = Counter(
        verdict.voice
        for _, verdict in decided
        if verdict.voice in _PERSONAL and not verdict.ambiguous
    )
    testimony, opinion = (weighed[voice] for voice in _PERSONAL)
    inside = any("insider" in verdict.detail for _, verdict in decided)
    if not inside or testimony < 2 or testimony < 3 * opinion:
        return decided
    return [
        (rule, replace(verdict, voice="practitioner_testimony") if rule == DEFAULT else verdict)
        for rule, verdict in decided
    ]


_PERSONAL: Final[tuple[Voice, Voice]] = ("practitioner_testimony", "commentary")


def _filled(sentence: Sentence, rule: str, verdict: Verdict) -> Sentence:
    return msgspec.structs.replace(
        sentence,
        voice=verdict.voice,
        provenance=verdict.provenance,
        speaker=verdict.speaker or Speaker(),
        relays=verdict.relays,
        ambiguous=verdict.ambiguous,
        evidence=(f"{rule}:{verdict.detail}" if verdict.detail else rule,),
    )
