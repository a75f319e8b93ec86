"""What the voice model sees of a sentence: its words, its style, what was tagged, where it stands.

Names of units and people and figures are masked before the words are looked at, so that nothing is
learned about who is named. Marks of where a sentence stands (page, thread, publisher, paste) begin
with ``in:`` and can be withheld: what is left must carry a page of a kind never seen.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from probenlp.classify.context import Context, Verdict
from probenlp.classify.marks import marks_in
from probenlp.classify.overlaps import Overlaps
from probenlp.classify.style import style_of
from probenlp.classify.wording import TradeWords
from probenlp.records import PassageTags

CONTAINER: Final = "in:"
"""How the marks begin that tell where a sentence stands."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"\s+")
_MOST: Final = 0.5


class SentenceFeatures(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence as the model sees it.

    Attributes
    ----------
    text : str
        In small letters, names and figures masked.
    marks : tuple of str
        Names of what is true of it; those of its place begin with :data:`CONTAINER`.
    block, passage, document : str
        Sentences of one block, passage or document share it.
    """

    text: str
    marks: tuple[str, ...]
    block: str
    passage: str
    document: str


def without_container(one: SentenceFeatures) -> SentenceFeatures:
    """Give a copy without the marks of its place, in blocks of such copies."""
    return msgspec.structs.replace(
        one,
        marks=tuple(mark for mark in one.marks if not mark.startswith(CONTAINER)),
        block=f"~{one.block}",
        passage=f"~{one.passage}",
        document=f"~{one.document}",
    )


def features_of(
    contexts: Sequence[Context],
    decided: Sequence[tuple[str, Verdict]],
    tags: PassageTags,
    trade: TradeWords,
) -> tuple[SentenceFeatures, ...]:
    """Take the features of a passage's sentences.

    Parameters
    ----------
    contexts : sequence of Context
        Of its sentences, in order.
    decided : sequence of (str, Verdict)
        What the rules decided about each, and which rule.
    tags : PassageTags
        What was tagged in the passage.
    trade : TradeWords
        What the work is about.
    """
    masker = _Masker(tags)
    # One who says "my caseload" once speaks from the inside in the whole passage.
    of_all = (
        *(["passage:insider"] if any(trade.is_insider(c.text) for c in contexts) else []),
        *(["passage:service-user"] if any(trade.is_service_user(c.text) for c in contexts) else []),
    )
    return tuple(
        SentenceFeatures(
            text=masker.masked(context),
            marks=tuple(
                dict.fromkeys(
                    (
                        *_marks(context, rule, verdict, masker),
                        *_trade_marks(context, trade),
                        *of_all,
                    )
                )
            ),
            block=f"{tags.passage_id}:{context.block.start if context.block else 0}",
            passage=tags.passage_id,
            document=tags.document_id,
        )
        for context, (rule, verdict) in zip(contexts, decided, strict=True)
    )


def _marks(context: Context, rule: str, verdict: Verdict, masker: "_Masker") -> Iterable[str]:
    yield from (f"style:{name}" for name in style_of(context.text))
    yield from (f"tag:{name}" for name in masker.tagged(context))
    yield from _speech_marks(context)
    yield from _own_rule(context, rule, verdict)
    yield from (f"{CONTAINER}{name}" for name in _place(context, rule, verdict))


def _speech_marks(context: Context) -> Iterable[str]:
    quotation = context.quotation
    if quotation is not None and context.quoted_share >= _MOST:
        yield f"quoted:{quotation.form}"
        speaker = context.quoted_speaker
        yield f"quoted-by:{speaker.role if speaker and speaker.role else 'unknown'}"
    elif context.quoted_share > 0:
        yield "quoted:partly"
    if context.indirect is not None:
        yield f"indirect-by:{context.indirect.speaker.role or 'unknown'}"
        if context.indirect.speaker.name:
            yield "indirect:named"


# These rules go before any that asks whose page it is: they decide by words and quotation alone.
_BY_WORDS: Final = frozenset(
    "nothing-said address dateline section-heading signature frame signed-office invitation contact"
    " line-noise turn advert civility quoted-speaker relayed-view indirect-speech reported-speech"
    " inspected-sample reported-rating continued-finding".split()
)


def _own_rule(context: Context, rule: str, verdict: Verdict) -> Iterable[str]:
    if rule in _BY_WORDS:
        yield f"rule:{rule}"
        yield f"rule:{rule}:{verdict.voice}"
    if context.about_report:
        yield "passage:about-report"
    if context.persona:
        yield f"persona:{context.persona}"
    if context.lean:
        yield f"lean:{context.lean}"
    if context.served_speaker:
        yield "speaker:served"
    if verdict.relays:
        yield "rule:relays"


def _trade_marks(context: Context, trade: TradeWords) -> Iterable[str]:
    work = trade.work_in(context.text, context.words)
    if work:
        yield f"trade:work-{min(work, 3)}"
    if trade.practitioners_in(context.words):
        yield "trade:practitioners"
    if trade.politics_in(context.words):
        yield "trade:politics"
    if trade.is_insider(context.text):
        yield "trade:insider"
    if trade.is_service_user(context.text):
        yield "trade:service-user"
    if trade.names_report(context.text):
        yield "trade:report"
    for mark in marks_in(context.text):
        yield f"sign:{mark.name}"


def _place(context: Context, rule: str, verdict: Verdict) -> Iterable[str]:
    yield f"rule={rule}"
    yield f"voice={verdict.voice}"
    yield f"passage={context.passage.kind}"
    yield f"page={context.kind or 'unknown'}"
    yield f"state={context.state}"
    yield f"source={context.source.role or 'unknown'}"
    yield f"source+state={context.source.role or 'unknown'}+{context.state}"
    if context.is_pasted:
        yield "pasted"
    if context.passage.kind == "comment" and context.passage.depth:
        yield "reply"
    if context.line_start:
        yield "line-start"
    if context.line_start and context.line_end:
        yield "line-alone"
    yield from (f"region={kind}" for kind in sorted(context.regions))
    if context.before is not None:
        yield f"before={context.before.voice}"


class _Masker:
    """Lays masks over the names and figures of one passage."""

    def __init__(self, tags: PassageTags) -> None:
        self._named = Overlaps(
            [
                *((u.span.start, u.span.end, f"unit:{u.kind or 'other'}") for u in tags.units),
                *((p.span.start, p.span.end, f"person:{p.role_class}") for p in tags.people),
            ]
        )
        self._figures = Overlaps((s.span.start, s.span.end, s) for s in tags.statistics)
        self._ratings = Overlaps((r.span.start, r.span.end, r) for r in tags.ratings)

    def masked(self, context: Context) -> str:
        span = context.sentence.span
        text, pieces, at = span.surface, [], 0
        for start, end, what in self._named.over(span):
            first, last = max(start - span.start, at), min(end, span.end) - span.start
            if first < last:
                pieces += [text[at:first], f" xx{what.partition(':')[0]} "]
                at = last
        pieces.append(text[at:])
        plain = _DIGITS.sub("0", "".join(pieces)).replace("’", "'").lower()
        return _SPACE.sub(" ", plain).strip()

    def tagged(self, context: Context) -> Iterable[str]:
        span = context.sentence.span
        yield from (what for _, _, what in self._named.over(span))
        for _, _, figure in self._figures.over(span):
            yield f"figure:{figure.kind}"
            if figure.polarity:
                yield f"figure-{figure.polarity}"
            if figure.population is not None:
                yield "figure-of-population"
        for _, _, rating in self._ratings.over(span):
            yield f"rating:{rating.status}"
        yield from (f"is:{one}" for one in context.sentence.qualifiers)
