"""Sentences that give somebody's words: quoted, or reported in indirect speech."""

import re
from dataclasses import replace
from typing import Final

from probenlp.classify.context import Context, Verdict
from probenlp.classify.opinion import Weigher
from probenlp.classify.sieve import guarded
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
_PERSONAL: Final = frozenset({"commenter", "blogger", "practitioner"})
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

    def quoted_speaker(self, context: Context) -> Verdict | None:
        """Give a quotation the voice of its speaker, with the attribution in the same sentence."""
        speaker = context.quoted_speaker or _meant(context)
        if speaker is None or (context.quotation is None and context.state != "quoted"):
            return None
        direct = context.quotation is None or context.quotation.form != "indirect"
        whole = direct and context.quoted_share >= 0.5
        provenance: Provenance = "quoted" if whole else "reported"
        provenance = "pasted" if context.is_pasted else provenance
        return self._spoken(context, speaker, provenance, "quotation")

    def relayed_view(self, context: Context) -> Verdict | None:
        """Keep an official finding what an inspector relays: "Staff told us that …".

        Whose view it is goes to ``relays``.
        """
        if context.source.role != "inspectorate" or context.quoted_share >= 0.5:
            return None
        verb = _VIEW.search(context.text)
        if verb is None:
            return None
        subject = context.text[: verb.end()]
        named = self._names.all_in(words_of(subject)[-_VIEW_WINDOW:])
        whose = next(
            (name for name in named if name.is_service_user or name.role == "practitioner"), None
        )
        told = described(" ".join(subject[: verb.start()].split()[-_VIEW_WINDOW:]))
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

    def indirect_speech(self, context: Context) -> Verdict | None:
        """Give indirect speech that the quotation tagger found the voice of its speaker."""
        speaker = context.indirect_speaker
        if context.indirect is None or speaker is None or speaker.role is None:
            return None
        if _is_first_person(context.indirect.speaker):
            return None
        return self._unless_relayed(context, self._spoken(context, speaker, None, "indirect"))

    def reported_speech(self, context: Context) -> Verdict | None:
        """Give "inspectors found …", "according to the report …" the voice of the one named."""
        name = self._reporter(context)
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

    def continued_finding(self, context: Context) -> Verdict | None:
        """Go on with a reported finding in the same paragraph: "And checks were not made in …".

        Only in the news, only right after it, and only with a figure or a word that goes on.
        """
        before = context.before
        if context.source.role != "journalist" or context.line_start or before is None:
            return None
        if before.voice != "official_finding" or context.state == "quoted":
            return None
        if not (context.has_figure or _GOES_ON.match(context.text)):
            return None
        return replace(before, provenance=_reported(context), ambiguous=True, detail="continued")

    def inspected_sample(self, context: Context) -> Verdict | None:
        """Take "of the cases we inspected" for a finding, unless the writer only comments."""
        if context.source.role in ("commenter", "blogger", "practitioner"):
            return None
        if not _ASSESSED.search(context.text):
            return None
        speaker = Speaker(role="inspectorate")
        return Verdict("official_finding", _reported(context), speaker, detail="sample")

    def _reporter(self, context: Context) -> SpeakerName | None:
        text = context.text
        if found := _ACCORDING.search(text):
            return self._names.last_in(words_of(text[found.end() : found.end() + 80])[:8])
        personal = context.source.role in _PERSONAL
        if inverted := _INVERTED.search(text):
            return self._names.last_in(words_of(inverted[1]))
        verb = (_SAID if personal else _REPORTING).search(text)
        if verb is None or text.rstrip().endswith("?"):
            return None
        before = words_of(text[: verb.start()])
        # "One officer, who has worked here for ten years and asked not to be named, said".
        apposed = text[: verb.start()].rstrip().endswith(",")
        window = _LONG_SUBJECT if apposed else _SUBJECT_WINDOW
        if len(before) > window or _NOT_SUBJECT & set(before[-4:]):
            return None
        name = self._names.subject_in(before)
        if name is None and len(before) <= 3 and _PRONOUN & set(before):
            name = _before(context)
        if name is not None and personal and not _speaks_in_public(name):
            return None
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
        wrapped = not own and voice == "official_finding" and bool(_WRAPPER.search(context.text))
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

    def signed_office(self, context: Context) -> Verdict | None:
        """Take for furniture an office on a line of its own: "Chief Inspector of Probation"."""
        alone = context.line_start and context.line_end and context.passage.kind != "title"
        if not alone or len(context.words) > 12 or context.text[-1] in "!?:":
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
    if spoken is None or not nameless or not _SHE_SAID.search(context.text):
        return None
    return spoken if context.source.role == "journalist" else None


def _is_event(text: str) -> bool:
    """Tell what an inspectorate did ("carried out an inspection") from what it found."""
    return bool(_EVENT.search(text)) and not _REPORTING.search(_EVENT.sub("", text))


def _is_first_person(speaker: Speaker) -> bool:
    words = set(words_of(speaker.span.surface)) if speaker.span else set()
    return bool(words & _NOT_SUBJECT)


def _before(context: Context) -> SpeakerName | None:
    """Give the speaker of the sentence before, for a pronoun."""
    speaker = context.previous.speaker if context.previous else None
    if speaker is None or speaker.role is None or speaker.name is None:
        return None
    return SpeakerName(speaker.name, speaker.role, person_id=speaker.person_id)
