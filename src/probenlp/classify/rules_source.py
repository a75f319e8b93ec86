"""Sentences that take the voice of the text they stand in: a release, a report, a newspaper."""

import re
from dataclasses import replace
from typing import Final

from probenlp.classify.asking import asked
from probenlp.classify.context import Context, Verdict
from probenlp.classify.opinion import Weigher
from probenlp.classify.rules_speech import VOICE_OF
from probenlp.classify.sieve import guarded
from probenlp.classify.standing import QUOTED, RATING, in_text_of
from probenlp.records import Provenance, Speaker, SpeakerRole

_PERSONAL: Final[tuple[SpeakerRole, ...]] = ("commenter", "blogger", "practitioner")
_RATED = guarded(
    r"\b(?:rated|rating|ratings|scored|gave|grade|marks?|marked|awarded|graded|judged|given"
    r"|received"
    r"|found to be|deemed)\b",
    re.IGNORECASE,
)
_EXPERT = guarded(
    r"\b(?:our|this|the|my) (?:study|research|analysis|survey|interviews|findings|sample|data)\b"
    r"|\bparticipants\b|\brespondents\b|\binterviewees\b",
    re.IGNORECASE,
)


_QUOTING: Final[tuple[SpeakerRole, ...]] = (
    "inspectorate",
    "government",
    "inspected_body",
    "provider",
    "academic",
    "other",
    "union",
)
_WHOLE: Final = 0.9
"""Share of a sentence in marks from which nothing of it is the writer's."""


class SourceRules:
    """The rules that go by whose text it is.

    Parameters
    ----------
    weigher : Weigher
        Testimony against opinion, for the text of a union.
    """

    def __init__(self, weigher: Weigher) -> None:
        self._weigher = weigher

    @asked(where_any=in_text_of(*VOICE_OF.keys() - {"journalist"}))
    def text_of_an_office(self, context: Context) -> Verdict | None:
        """Give the text of an inspectorate, department, service, provider or academic its voice.

        First person is no mark of testimony here: inspectors write "we".
        """
        role = context.source.role or "other"
        speaker = Speaker(name=context.source.name, role=role)
        return Verdict(VOICE_OF[role], context.provenance, speaker, detail=context.source.how)

    @asked(where_any=in_text_of(*_QUOTING))
    def nameless_quotation(self, context: Context) -> Verdict | None:
        """Give a quotation without a name, in anybody's text but a newspaper's, to whom it fits.

        A committee quotes its witnesses and a charity those who wrote to it, page after page.
        """
        if not _is_direct(context) or context.quoted_share < _WHOLE:
            return None
        before = context.previous
        if before is not None and before.detail.startswith("quotation"):
            detail = f"{before.detail}:goes-on"
            return replace(before, provenance=_quoted(context), ambiguous=True, detail=detail)
        voice = self._weigher.told_by_nobody_known(context)
        if voice is None:
            return None
        return Verdict(voice, _quoted(context), Speaker(), ambiguous=True, detail="by-its-words")

    @asked(where=in_text_of("other"))
    def text_of_other_bodies(self, context: Context) -> Verdict | None:
        """Take for comment the own words of charities, members of a house, and lawyers."""
        if _is_direct(context):
            return None
        speaker = Speaker(name=context.source.name, role="other")
        return Verdict("commentary", context.provenance, speaker, detail=context.source.how)

    @asked(
        where=RATING,
        never=QUOTED | in_text_of(*_PERSONAL, "inspectorate", "union"),
        finds=_RATED,
    )
    def reported_rating(self, context: Context) -> Verdict | None:
        """Give a rating that the news or a service repeats to the inspectorate that gave it."""
        provenance: Provenance = "pasted" if context.is_pasted else "reported"
        return Verdict("official_finding", provenance, Speaker(role="inspectorate"))

    @asked(where=in_text_of("journalist"))
    def text_of_the_news(self, context: Context) -> Verdict | None:
        """Give a newspaper's own narrative to the news; a nameless quotation in it stays open."""
        speaker = Speaker(name=context.source.name, role="journalist")
        if _is_direct(context):
            return self._nameless(context)
        return Verdict("news", context.provenance, speaker, detail=context.source.how)

    @asked(where=in_text_of("union"))
    def text_of_a_union(self, context: Context) -> Verdict | None:
        """Weigh a union's text: its checkable report of events is testimony, its slogan opinion."""
        weight = self._weigher.weigh(context)
        speaker = Speaker(name=context.source.name, role="union")
        return Verdict(
            weight.voice,
            context.provenance,
            speaker,
            ambiguous=weight.is_open,
            detail=_shown(weight.marks),
        )

    @asked(never=in_text_of(*_PERSONAL, "other"))
    def text_of_nobody_known(self, context: Context) -> Verdict | None:
        """Take a pasted or published text of unknown hand for news; it stays open."""
        if _EXPERT.finds(context.text):
            return Verdict(
                "commentary", context.provenance, Speaker(role="academic"), detail="study"
            )
        return Verdict(
            "news", context.provenance, Speaker(), ambiguous=True, detail="unknown-source"
        )

    def _nameless(self, context: Context) -> Verdict:
        """Give a quotation that names nobody to the one who spoke last, else by its words."""
        provenance = _quoted(context)
        if context.previous is not None and context.previous.detail.startswith("quotation"):
            return replace(
                context.previous, provenance=provenance, ambiguous=True, detail="goes-on-speaking"
            )
        # "We were told …" from nobody in particular: only the surest words make it testimony.
        voice = self._weigher.told_by_nobody_known(context)
        return Verdict(
            voice or "news", provenance, Speaker(), ambiguous=True, detail="nameless-quotation"
        )


def _quoted(context: Context) -> Provenance:
    return "pasted" if context.is_pasted else "quoted"


def _is_direct(context: Context) -> bool:
    tagged = context.quotation
    direct = tagged is None or tagged.form == "direct"
    return direct and (context.state == "quoted" or context.quoted_share >= 0.5)


def _shown(marks: tuple[str, ...]) -> str:
    return "+".join(marks) or "none"
