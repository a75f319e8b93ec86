"""Sentences that give somebody's words: quoted, or reported in indirect speech."""

import re
from dataclasses import replace
from typing import Final

from probenlp.classify.asking import Cases, asked
from probenlp.classify.context import Context, Verdict
from probenlp.classify.opinion import Weigher
from probenlp.classify.sieve import guarded
from probenlp.classify.standing import (
    ALONE,
    INDIRECT,
    LINE_START,
    QUOTATION,
    QUOTED,
    TITLE,
    in_text_of,
)
from probenlp.domains.descriptions import described
from probenlp.domains.origins import words_of
from probenlp.domains.speakers import SpeakerName, SpeakerNames
from probenlp.records import Provenance, Speaker, SpeakerRole, Voice

VOICE_OF: Final[dict[SpeakerRole, Voice]] = {
    "inspectorate": "official_finding",
    "government": "official_response",
    "inspected_body": "official_response",
    "provider": "official_response",
    "journalist": "news",
    "academic": "commentary",
}
"""Roles whose words have one voice; the others' are weighed, testimony against opinion."""

_REPORTING = guarded(
    r"\b(?:found|finds?|finding|said|says?|told|concluded?|concludes|noted?|notes|warn(?:ed|s)|"
    r"add(?:ed|s)|stat(?:ed|es)|stress(?:ed|es)|judged|reported|highlight(?:ed|s)"
    r"|acknowledge[sd]?|"
    r"criticised|praised|described|identified|rated|graded|raised|recommend(?:ed|s)|insist(?:ed"
    r"|s)|denied|denies|"
    r"confirmed|claim(?:ed|s)|announced|admitted|argue[sd]|observed|revealed|saw|explained|"
    r"considered|accept(?:ed|s)|made it clear|called for|express(?:ed|es)|"
    r"felt|feel|believes?|hopes?|expects?|rejected|responded|wants?)\b",
    re.IGNORECASE,
)
_ACCORDING: Final = guarded(r"\baccording to\b", re.IGNORECASE)
_ASSESSED: Final = guarded(
    r"\b(?:cases|files|services?|units?|homes?|wards?|schools?) (?:(?:that )?we|(?:they|he"
    r"|she) had) "
    r"(?:inspected|examined|looked at|reviewed|assessed|visited)\b"
    r"|\bof (?:the )?(?:inspected|examined|sampled) \w+|\b\w+ inspected (?:by|were|was)\b",
    re.IGNORECASE,
)
_EVENT: Final = guarded(
    r"\b(?:carried out|published|launched|visited|announced|began|appointed|returned|met|"
    r"will publish|is due|are due)\b",
    re.IGNORECASE,
)
_WRAPPER = guarded(
    r"^(?:it(?:'s| is)|how|what a|no surprise|unsurprisingly|shockingly"
    r"|worryingly)\b.{0,60}\b(?:that|to see|to read)\b",
    re.IGNORECASE,
)
_SHE_SAID = guarded(
    r"\b(?:he|she|they|another|one) (?:said|says|told|added|adds|continued|explained)\b"
    r"|\b(?:said|added|says) (?:he|she|they|one|another)\b",
    re.IGNORECASE,
)
_GOES_ON = guarded(r"(?:and|also|it also|they also|in addition|but|nor)\b", re.IGNORECASE)
_PRONOUN: Final = frozenset({"he", "she", "they", "it"})
# "Officers are not trusted, says police chief": the speaker stands behind the verb.
_INVERTED: Final = guarded(
    r", (?:says?|said|warns?|finds?|claims?|insists|admits) ((?:[\w’'.-]+ ?){1,6})[.!]?$"
)
_NOT_SUBJECT: Final = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "who"})
_PERSONAL: Final[tuple[SpeakerRole, ...]] = ("commenter", "blogger", "practitioner")
_PUBLIC: Final = frozenset({"inspectorate", "government", "academic"})
# A commenter who writes "POs feel worn out" or "the ministry wants us gone" speaks himself.
_SAID: Final = guarded(
    r"\b(?:found|said|says|concluded|concludes|noted|notes|warned|warns|stated|states|judged|"
    r"reported|reports|highlighted|identified|recommended|recommends|rated|announced|confirmed)\b"
    r"(?! (?:us|me|we|nothing)\b)",
    re.IGNORECASE,
)
_VIEW = guarded(
    r"\b(?:told|said|say|says|felt|feel|feels|reported|expressed|"
    r"report (?:feeling|being|that|having)|"
    r"described|recognised|praised|were positive|were negative|valued|complained|spoke of"
    r"|believed?|"
    r"views? of|of (?:interviewed )?\w+ (?:we )?(?:interviewed|surveyed)|interviewed)\b",
    re.IGNORECASE,
)
_SUBJECT_WINDOW = 14
_LONG_SUBJECT = 25
_VIEW_WINDOW = 9


class SpeechRules:
    """The rules that need to know who can speak.

    Parameters
    ----------
    names : SpeakerNames
        Offices, people and bodies of the domain.
    weigher : Weigher
        Testimony against opinion, for the words of practitioners and unions.
    """

    def __init__(self, names: SpeakerNames, weigher: Weigher) -> None:
        self._names = names
        self._weigher = weigher

    @asked(where_any=QUOTATION | QUOTED)
    def quoted_speaker(self, context: Context) -> Verdict | None:
        """Give a quotation the voice of its speaker, with the attribution in the same sentence."""
        speaker = context.quoted_speaker or _meant(context)
        if speaker is None:
            return None
        direct = context.quotation is None or context.quotation.form != "indirect"
        whole = direct and context.quoted_share >= 0.5
        provenance: Provenance = "quoted" if whole else "reported"
        provenance = "pasted" if context.is_pasted else provenance
        return self._spoken(context, speaker, provenance, "quotation")

    @asked(where=in_text_of("inspectorate"), finds=_VIEW)
    def relayed_view(self, context: Context, found: re.Match[str]) -> Verdict | None:
        """Keep an official finding what an inspector relays: "Staff told us that …".

        Whose view it is goes to ``relays``.
        """
        if context.quoted_share >= 0.5:
            return None
        subject = context.text[: found.end()]
        named = self._names.all_in(words_of(subject)[-_VIEW_WINDOW:])
        whose = next(
            (name for name in named if name.is_service_user or name.role == "practitioner"), None
        )
        told = described(" ".join(subject[: found.start()].split()[-_VIEW_WINDOW:]))
        served = whose.is_service_user if whose else bool(told and told.is_service_user)
        if whose is None and not served and (told is None or told.role != "practitioner"):
            return None
        relays = "service_user" if served else "practitioner"
        return Verdict(
            "official_finding",
            speaker=Speaker(name=context.source.name, role="inspectorate"),
            relays=relays,
            detail=whose.name if whose else "described",
        )

    @asked(where=INDIRECT)
    def indirect_speech(self, context: Context) -> Verdict | None:
        """Give indirect speech that the quotation tagger found the voice of its speaker."""
        speaker = context.indirect_speaker
        if context.indirect is None or speaker is None or speaker.role is None:
            return None
        if _is_first_person(context.indirect.speaker):
            return None
        return self._unless_relayed(context, self._spoken(context, speaker, None, "indirect"))

    @asked(where_any=in_text_of(*_PERSONAL), finds=(_ACCORDING, _INVERTED, _SAID))
    def _reported_by_the_writer(self, context: Context, found: re.Match[str]) -> Verdict | None:
        """Give what a commenter reports of an office; of a service it is the writer's account."""
        name = self._reporter(context, found)
        by_clause = found.re not in (_ACCORDING.pattern, _INVERTED.pattern)
        if by_clause and name is not None and not _speaks_in_public(name):
            return None
        return self._given_to(context, name)

    @asked(never=in_text_of(*_PERSONAL), finds=(_ACCORDING, _INVERTED, _REPORTING))
    def _reported_by_others(self, context: Context, found: re.Match[str]) -> Verdict | None:
        """Give "inspectors found …", "according to the report …" the voice of the one named."""
        return self._given_to(context, self._reporter(context, found))

    @property
    def reported_speech(self) -> Cases:
        """Give "inspectors found …", "according to the report …" the voice of the one named."""
        return Cases(
            'Give "inspectors found …", "according to the report …" the voice of the one named.',
            self._reported_by_the_writer,
            self._reported_by_others,
        )

    def _given_to(self, context: Context, name: SpeakerName | None) -> Verdict | None:
        if name is None:
            return None
        if name.role == "inspectorate" and _is_event(context.text):
            return None
        speaker = Speaker(name=name.name, role=name.role, person_id=name.person_id)
        if name.is_service_user:
            return self._relay_of_service_user(context, speaker)
        return self._unless_relayed(context, self._spoken(context, speaker, None, name.name))

    def _unless_relayed(self, context: Context, verdict: Verdict) -> Verdict | None:
        """Leave to an inspectorate what it says of others: "Magistrates thought well of the team".

        Only offices that answer for themselves keep their own voice in its text.
        """
        if context.source.role != "inspectorate":
            return verdict
        return verdict if verdict.voice in ("official_finding", "official_response") else None

    @asked(where=in_text_of("journalist"), never=LINE_START | QUOTED)
    def continued_finding(self, context: Context) -> Verdict | None:
        """Go on with a reported finding in the same paragraph: "And checks were not made in …".

        Only in the news, only right after it, and only with a figure or a word that goes on.
        """
        before = context.before
        if before is None or before.voice != "official_finding":
            return None
        if not (context.has_figure or _GOES_ON.match(context.text)):
            return None
        return replace(before, provenance=_reported(context), ambiguous=True, detail="continued")

    @asked(never=in_text_of(*_PERSONAL), finds=_ASSESSED)
    def inspected_sample(self, context: Context) -> Verdict | None:
        """Take "of the cases we inspected" for a finding, unless the writer only comments."""
        speaker = Speaker(role="inspectorate")
        return Verdict("official_finding", _reported(context), speaker, detail="sample")

    def _reporter(self, context: Context, found: re.Match[str]) -> SpeakerName | None:
        """Find who is behind "according to", before a full stop, or the subject of a verb."""
        text = context.text
        if found.re is _ACCORDING.pattern:
            return self._names.last_in(words_of(text[found.end() : found.end() + 80])[:8])
        if found.re is _INVERTED.pattern:
            return self._names.last_in(words_of(found[1]))
        if text.rstrip().endswith("?"):
            return None
        before = words_of(text[: found.start()])
        # "One officer, who has worked here for ten years and asked not to be named, said".
        apposed = text[: found.start()].rstrip().endswith(",")
        window = _LONG_SUBJECT if apposed else _SUBJECT_WINDOW
        if len(before) > window or _NOT_SUBJECT & set(before[-4:]):
            return None
        name = self._names.subject_in(before)
        if name is None and len(before) <= 3 and _PRONOUN & set(before):
            name = _before(context)
        return name

    def _spoken(
        self, context: Context, speaker: Speaker, provenance: Provenance | None, detail: str
    ) -> Verdict:
        role = speaker.role or "other"
        voice = VOICE_OF.get(role)
        open_ = False
        if context.served_speaker:
            voice, detail = "service_user_testimony", f"{detail}:served"
        elif voice is None:
            voice, open_ = self._weighed(context, speaker.role)
        # An inspector may find it "deeply concerning" himself; a writer who does so adds a stance.
        own = provenance is not None or context.source.role == "inspectorate"
        wrapped = not own and voice == "official_finding" and _WRAPPER.finds(context.text)
        given = provenance or self._given(context, speaker)
        open_ = open_ or wrapped
        return Verdict(voice, given, speaker, ambiguous=open_, detail=f"{detail}:{role}")

    def _weighed(self, context: Context, role: SpeakerRole | None) -> tuple[Voice, bool]:
        """Weigh the words of a practitioner or a union; of one nobody knows, by what they tell."""
        weight = self._weigher.weigh(context, default=0.5)
        if role is None:
            return self._weigher.told_by_nobody_known(context) or "commentary", True
        return ("commentary" if role == "other" else weight.voice), weight.is_open

    def _given(self, context: Context, speaker: Speaker) -> Provenance:
        """Keep the block's state where an inspectorate writes "inspectors found" of itself."""
        itself = speaker.role == context.source.role and speaker.person_id is None
        return context.provenance if itself else _reported(context)

    @asked(where=ALONE, never=TITLE)
    def signed_office(self, context: Context) -> Verdict | None:
        """Take for furniture an office on a line of its own: "Chief Inspector of Probation"."""
        if len(context.words) > 12 or context.text[-1] in "!?:":
            return None
        covered = " ".join(name.name for name in self._names.all_in(context.words))
        return Verdict("other") if covered and covered == " ".join(context.words) else None

    def _relay_of_service_user(self, context: Context, speaker: Speaker) -> Verdict | None:
        if context.source.role in ("inspectorate", "commenter", "blogger", "practitioner"):
            return None
        spoken = Speaker(name=speaker.name, role="other")
        return Verdict("service_user_testimony", _reported(context), spoken, detail="relayed")


def _reported(context: Context) -> Provenance:
    return "pasted" if context.is_pasted else "reported"


def _speaks_in_public(name: SpeakerName) -> bool:
    """Tell an office from a service: "the council says no" is the commenter's own account."""
    return name.role in _PUBLIC or (name.role == "inspected_body" and name.person_id is not None)


def _meant(context: Context) -> Speaker | None:
    """Give, for a quotation with a mere "she said" in the news, the last one who spoke."""
    spoken = context.previous.speaker if context.previous else None
    tagged = context.quotation
    nameless = tagged is None or tagged.speaker.role is None
    if spoken is None or not nameless or not _SHE_SAID.finds(context.text):
        return None
    return spoken if context.source.role == "journalist" else None


def _is_event(text: str) -> bool:
    """Tell what an inspectorate did ("carried out an inspection") from what it found."""
    return _EVENT.finds(text) and not _REPORTING.finds(_EVENT.sub("", text))


def _is_first_person(speaker: Speaker) -> bool:
    words = set(words_of(speaker.span.surface)) if speaker.span else set()
    return bool(words & _NOT_SUBJECT)


def _before(context: Context) -> SpeakerName | None:
    """Give the speaker of the sentence before, for a pronoun."""
    speaker = context.previous.speaker if context.previous else None
    if speaker is None or speaker.role is None or speaker.name is None:
        return None
    return SpeakerName(speaker.name, speaker.role, person_id=speaker.person_id)
