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
from probenlp.classify.wording import InTrade, TradeWords
from probenlp.records import PassageTags, Span

CONTAINER: Final = "in:"
"""How the marks begin that tell where a sentence stands."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
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
    said = [trade.of(context.text, context.words) for context in contexts]
    # One who says "my caseload" once speaks from the inside in the whole passage.
    of_all = (
        *(["passage:insider"] if any(one.inside for one in said) else []),
        *(["passage:service-user"] if any(one.served for one in said) else []),
    )
    rows = []
    for context, (rule, verdict), in_trade in zip(contexts, decided, said, strict=True):
        named = masker.named_in(context)
        marks = [
            *[f"style:{name}" for name in style_of(context.text)],
            *[f"tag:{what}" for _, _, what in named],
            *masker.tagged(context),
            *_speech_marks(context),
            *_own_rule(context, rule, verdict),
            *_place(context, rule, verdict),
            *_trade_marks(in_trade),
            *[f"sign:{mark.name}" for mark in marks_in(context.text)],
            *of_all,
        ]
        rows.append(
            SentenceFeatures(
                text=masked(context.text, context.sentence.span, named),
                marks=tuple(dict.fromkeys(marks)),
                block=f"{tags.passage_id}:{context.block.start if context.block else 0}",
                passage=tags.passage_id,
                document=tags.document_id,
            )
        )
    return tuple(rows)


def _speech_marks(context: Context) -> list[str]:
    found = []
    quotation = context.quotation
    if quotation is not None and context.quoted_share >= _MOST:
        speaker = context.quoted_speaker
        role = speaker.role if speaker and speaker.role else "unknown"
        found += [f"quoted:{quotation.form}", f"quoted-by:{role}"]
    elif context.quoted_share > 0:
        found.append("quoted:partly")
    if context.indirect is not None:
        found.append(f"indirect-by:{context.indirect.speaker.role or 'unknown'}")
        if context.indirect.speaker.name:
            found.append("indirect:named")
    return found


# These rules go before any that asks whose page it is: they decide by words and quotation alone.
_BY_WORDS: Final = frozenset(
    "nothing-said address dateline section-heading signature frame signed-office invitation contact"
    " line-noise turn advert civility quoted-speaker relayed-view indirect-speech reported-speech"
    " inspected-sample reported-rating continued-finding".split()
)


def _own_rule(context: Context, rule: str, verdict: Verdict) -> list[str]:
    found = [f"rule:{rule}", f"rule:{rule}:{verdict.voice}"] if rule in _BY_WORDS else []
    if context.about_report:
        found.append("passage:about-report")
    if context.persona:
        found.append(f"persona:{context.persona}")
    if context.lean:
        found.append(f"lean:{context.lean}")
    if context.served_speaker:
        found.append("speaker:served")
    if verdict.relays:
        found.append("rule:relays")
    return found


def _trade_marks(said: InTrade) -> list[str]:
    found = [f"trade:work-{min(said.work, 3)}"] if said.work else []
    if said.practitioners:
        found.append("trade:practitioners")
    if said.politics:
        found.append("trade:politics")
    if said.inside:
        found.append("trade:insider")
    if said.served:
        found.append("trade:service-user")
    if said.report:
        found.append("trade:report")
    return found


def _place(context: Context, rule: str, verdict: Verdict) -> list[str]:
    """Name where a sentence stands; each mark begins with :data:`CONTAINER`."""
    kind, source, state = context.passage.kind, context.source.role or "unknown", context.state
    found = [
        f"in:rule={rule}",
        f"in:voice={verdict.voice}",
        f"in:passage={kind}",
        f"in:page={context.kind or 'unknown'}",
        f"in:state={state}",
        f"in:source={source}",
        f"in:source+state={source}+{state}",
    ]
    if context.is_pasted:
        found.append("in:pasted")
    if kind == "comment" and context.passage.depth:
        found.append("in:reply")
    if context.line_start:
        found.append("in:line-start")
        if context.line_end:
            found.append("in:line-alone")
    found += [f"in:region={kind}" for kind in sorted(context.regions)]
    if context.before is not None:
        found.append(f"in:before={context.before.voice}")
    return found


def masked(text: str, span: Span, named: Iterable[tuple[int, int, str]]) -> str:
    """Lay masks over the names and figures of a sentence, and make its letters small.

    Parameters
    ----------
    text : str
    span : Span
        Where it stands.
    named : iterable of (int, int, str)
        Where names stand, and what they name: ``unit:…`` is masked as ``xxunit``.
    """
    pieces, at = [], 0
    for start, end, what in named:
        first, last = max(start - span.start, at), min(end, span.end) - span.start
        if first < last:
            pieces += [text[at:first], f" xx{what.partition(':')[0]} "]
            at = last
    plain = "".join([*pieces, text[at:]]) if pieces else text
    return " ".join(_DIGITS.sub("0", plain).replace("’", "'").lower().split())


class _Masker:
    """Finds the names and figures of one passage."""

    def __init__(self, tags: PassageTags) -> None:
        self._named = Overlaps(
            [
                *((u.span.start, u.span.end, f"unit:{u.kind or 'other'}") for u in tags.units),
                *((p.span.start, p.span.end, f"person:{p.role_class}") for p in tags.people),
            ]
        )
        self._figures = Overlaps((s.span.start, s.span.end, s) for s in tags.statistics)
        self._ratings = Overlaps((r.span.start, r.span.end, r) for r in tags.ratings)

    def named_in(self, context: Context) -> list[tuple[int, int, str]]:
        """Give the units and people of a sentence."""
        return self._named.over(context.sentence.span)

    def tagged(self, context: Context) -> list[str]:
        """Name what else was tagged in a sentence."""
        span, found = context.sentence.span, []
        for _, _, figure in self._figures.over(span) if context.has_figure else ():
            found.append(f"tag:figure:{figure.kind}")
            if figure.polarity:
                found.append(f"tag:figure-{figure.polarity}")
            if figure.population is not None:
                found.append("tag:figure-of-population")
        if context.has_rating:
            found += [f"tag:rating:{one.status}" for _, _, one in self._ratings.over(span)]
        return found + [f"tag:is:{one}" for one in context.sentence.qualifiers]
