"""The writer's own words: a service user's, a restated figure, testimony, opinion."""

import re
from dataclasses import replace
from typing import Final

from probenlp.classify.asking import asked
from probenlp.classify.context import Context, Verdict
from probenlp.classify.opinion import Weigher, Weight
from probenlp.classify.sieve import guarded
from probenlp.classify.standing import (
    ABOUT_REPORT,
    FIGURE,
    INSIDER,
    OWN,
    QUOTED,
    RATING,
    in_text_of,
)
from probenlp.classify.wording import TradeWords
from probenlp.records import Provenance, Speaker, SpeakerRole

_RESTATES = guarded(
    r"\b(?:scored|was rated|were rated|is rated|are rated|got|received|was given|have been rated|"
    r"has been rated|were scored|are scored|was found|were found)\b",
    re.IGNORECASE,
)
_STANCE = guarded(
    r"\b(?:should|must|why|can't|no wonder|shame\w*|disgrac\w*|pitiful|joke|i think|in my)\b|[!?]",
    re.IGNORECASE,
)


_FIRST_PERSON: Final = frozenset({"i", "i'm", "i've", "i'd", "my", "me", "we", "our", "us", "you"})


_WRITERS: Final[tuple[SpeakerRole, ...]] = (
    "commenter",
    "blogger",
    "practitioner",
    "academic",
    "other",
)
_MAY_BE_SERVED: Final = frozenset({"commenter", "blogger"})
_OPINION_OF_SELF: Final = -1.0
_OPINION_OF_SERVED: Final = 0.0
"""Sums at which the words of a service user are taken for opinion rather than for an account."""


class PersonalRules:
    """The rules for people who write in their own name, or under none.

    Parameters
    ----------
    trade : TradeWords
        What the work is about.
    weigher : Weigher
        Testimony against opinion.
    """

    def __init__(self, trade: TradeWords, weigher: Weigher) -> None:
        self._trade = trade
        self._weigher = weigher

    @asked(where_any=in_text_of(*_WRITERS), never=QUOTED)
    def service_user(self, context: Context) -> Verdict | None:
        """Take for a service user's word what one says of himself, his family or his case."""
        said = self._trade.of(context.text, context.words)
        here = said.served
        if not here and context.persona != "service_user":
            return None
        if said.inside and "my " not in context.text.lower():
            return None
        weight = self._weigher.weigh(context)
        speaker = Speaker(role="other")
        if weight.score <= (_OPINION_OF_SELF if here else _OPINION_OF_SERVED):
            return Verdict("commentary", context.provenance, speaker, detail=_shown(weight))
        how = "says-so" if here else "says-so-elsewhere"
        return Verdict("service_user_testimony", context.provenance, speaker, detail=how)

    @asked(where_any=FIGURE | RATING)
    def restated_finding(self, context: Context) -> Verdict | None:
        """Give a rating or score that the writer only restates to the inspectorate.

        "The north unit scored 3 out of 24" is a finding, reported; how the scale works ("units
        with a court team are marked out of 27") is one too, but open.
        """
        text, said = context.text, self._trade.of(context.text, context.words)
        if not said.report or _STANCE.finds(context.plain):
            return None
        if not (context.has_rating or _RESTATES.finds(text)) or said.inside:
            return None
        provenance: Provenance = "pasted" if context.is_pasted else "reported"
        open_ = not context.has_unit
        speaker = Speaker(role="inspectorate")
        return Verdict("official_finding", provenance, speaker, ambiguous=open_)

    @asked(where=FIGURE | OWN | ABOUT_REPORT | in_text_of("blogger"), never=INSIDER)
    def restated_figure(self, context: Context) -> Verdict | None:
        """Give a post's figures about the work to the inspection that the post is about; open.

        "Planning to keep others safe: 39%" in the post of one who never speaks from the inside.
        """
        if _STANCE.finds(context.plain) or _FIRST_PERSON & set(context.words):
            return None
        if not self._trade.of(context.text, context.words).work:
            return None
        provenance: Provenance = "pasted" if context.is_pasted else "reported"
        return Verdict("official_finding", provenance, Speaker(role="inspectorate"), ambiguous=True)

    def testimony_or_opinion(self, context: Context) -> Verdict | None:
        """Weigh the marks of testimony against those of opinion."""
        weight = self._weigher.weigh(context)
        return None if weight.is_open else self._weighed(context, weight, _shown(weight))

    def plain_default(self, context: Context) -> Verdict | None:
        """Take what no rule decides by the sign of its marks, open; the passage may overrule it."""
        weight = self._weigher.weigh(context)
        return replace(self._weighed(context, weight, ""), ambiguous=True)

    def _weighed(self, context: Context, weight: Weight, detail: str) -> Verdict:
        speaker = Speaker(role=self._role(context, weight))
        voice = weight.voice
        account = voice == "practitioner_testimony" and speaker.role in _MAY_BE_SERVED
        if account and context.lean == "service_user":
            # By one who is no insider, in a thread of those on whom the service acts.
            speaker = Speaker(role="other")
            return Verdict("service_user_testimony", context.provenance, speaker, detail=detail)
        return Verdict(voice, context.provenance, speaker, detail=detail)

    def _role(self, context: Context, weight: Weight) -> SpeakerRole | None:
        insider = context.insider or "insider" in weight.marks
        if context.source.role in ("commenter", "blogger") and insider:
            return "practitioner"
        return context.source.role


def _shown(weight: Weight) -> str:
    return f"{weight.score:+.2f} {'+'.join(weight.marks)}".strip()
