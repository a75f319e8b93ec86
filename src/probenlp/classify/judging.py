"""Decide by the rules, passage by passage, with the features that the model looks at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from probenlp.classify.asking import Rules
from probenlp.classify.context import Context, Verdict
from probenlp.classify.contexts import PassageReader
from probenlp.classify.features import SentenceFeatures, features_of
from probenlp.classify.rules import DEFAULT, SPEECH, rules_of
from probenlp.classify.sources import SourceReader
from probenlp.classify.speakers import SAYING
from probenlp.classify.wording import TradeWords, trade_words_of
from probenlp.domains import Domain
from probenlp.domains.building import built_once
from probenlp.domains.speakers import SpeakerNames, speaker_names_of
from probenlp.records import Document, Passage, PassageTags, Sentence, Voice


@dataclass(frozen=True, slots=True)
class SeenPassage:
    """A passage's sentences, what the rules decide about each, and how the model sees them.

    Attributes
    ----------
    tags : PassageTags
        As given.
    contexts : list of Context
    decided : list of (str, Verdict)
        The rule's name and its verdict.
    """

    tags: PassageTags
    contexts: list[Context]
    decided: list[tuple[str, Verdict]]
    trade: TradeWords

    @property
    def passage_id(self) -> str:
        """The passage."""
        return self.tags.passage_id

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, as tagged."""
        return self.tags.sentences

    @property
    def features(self) -> tuple[SentenceFeatures, ...]:
        """What the model sees; made anew at each call."""
        return features_of(self.contexts, self.decided, self.tags, self.trade)


def decide_by_rules(
    document: Document, tags: Sequence[PassageTags], *, domain: Domain
) -> Iterator[SeenPassage]:
    """Decide, by rules, who originates each sentence of a document.

    Parameters
    ----------
    document : Document
        As harvested.
    tags : sequence of PassageTags
        Its passages, tagged.
    domain : Domain
        Publishers, bodies, offices and the words of the work.

    Yields
    ------
    SeenPassage
        In the order of the tags.

    Raises
    ------
    ValueError
        If tags name a passage that the document does not hold.
    """
    passages = {passage.id: passage for passage in document.passages}
    if unknown := [one.passage_id for one in tags if one.passage_id not in passages]:
        raise ValueError(
            f"tags of {unknown[0]!r}, which is no passage of document {document.id!r} "
            f"(it has {len(passages)}); are these the tags of another document?"
        )
    tables = _tables_of(domain)
    reader = SourceReader(document, domain, tables.names)
    for one in tags:
        yield _judge(passages[one.passage_id], one, reader, tables)


class _Tables:
    """What is read from a domain's tables once."""

    def __init__(self, domain: Domain) -> None:
        self.names: SpeakerNames = speaker_names_of(domain)
        self.trade = trade_words_of(domain)
        self.rules: Rules = rules_of(domain, self.names)


@built_once
def _tables_of(domain: Domain) -> _Tables:
    return _Tables(domain)


def _judge(
    passage: Passage, tags: PassageTags, reader: SourceReader, tables: _Tables
) -> SeenPassage:
    contexts: list[Context] = []
    decided: list[tuple[str, Verdict]] = []
    source, spoken = None, None
    for context in PassageReader(passage, tags, reader, tables.names, tables.trade).contexts():
        if context.source is not source:
            source, spoken = context.source, None
        context.previous = spoken
        context.before = decided[-1][1] if decided else None
        rule, verdict = tables.rules.decide(context)
        if verdict.provenance is None:
            verdict = replace(verdict, provenance=context.provenance)
        if rule in SPEECH and verdict.speaker is not None:
            spoken = verdict
        elif verdict.voice == "news" and (context.quotation is None or SAYING.search(context.text)):
            spoken = None  # the reporter goes on, or somebody whom no table knows has spoken
        contexts.append(context)
        decided.append((rule, verdict))
    return SeenPassage(tags, contexts, _with_passage_default(decided), tables.trade)


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
