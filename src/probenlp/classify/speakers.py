"""Who speaks in a quotation: as tagged, else by the attribution beside it."""

import re

from probenlp.domains.origins import words_of
from probenlp.domains.speakers import SpeakerName, SpeakerNames
from probenlp.records import Quotation, Speaker

SAYING = re.compile(
    r"\b(?:said|says|told|added|adds|explained|continued|commented|replied|responded|concluded|"
    r"warned|stressed|insisted|wrote|writes|stated|states|summari[sz]ed|admitted|argued|claimed|"
    r"words|according to)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_FIRST_PERSON = frozenset({"i", "we"})
_PRONOUN = frozenset({"he", "she", "they"})
_OFFICES = frozenset({"inspectorate", "government", "inspected_body", "union", "academic"})
_SUBJECT_WINDOW = 25
_REACH = 400


def tagged_speaker(quotation: Quotation | None, names: SpeakerNames) -> Speaker | None:
    """Give the speaker that the tagger found, the role looked up where it gave none."""
    if quotation is None:
        return None
    speaker = quotation.speaker
    stated = speaker.span.surface if speaker.span else speaker.name
    if speaker.role is not None:
        return speaker
    if stated is None or set(words_of(stated)) <= _FIRST_PERSON:
        return None
    name = names.last_in(words_of(stated))
    if name is None:
        return None
    return Speaker(
        span=speaker.span,
        person_id=speaker.person_id or name.person_id,
        name=speaker.name or name.name,
        role=name.role,
    )


def attributed_speaker(text: str, start: int, end: int, names: SpeakerNames) -> Speaker | None:
    """Read the attribution in the line of a quotation, or in a line above that ends in a colon.

    A fallback where no tagger has run, or it left the speaker open. Looks no further than 400
    characters, so that a long line costs no more than a short one.

    Parameters
    ----------
    text : str
        The passage's text.
    start, end : int
        The whole quotation, half-open.
    """
    before = text[max(0, start - _REACH) : start]
    line = before.rpartition("\n")[2] + " “” " + text[end : end + _REACH].partition("\n")[0]
    found = _attribution(_QUOTED.sub(" ", line), names)
    if found is None:
        above = before[: before.rfind("\n") + 1].rstrip().rpartition("\n")[2]
        found = _attribution(_QUOTED.sub(" ", above), names) if above.endswith(":") else None
    if found is None:
        return None
    return Speaker(name=found.name, role=found.role, person_id=found.person_id)


def _attribution(text: str, names: SpeakerNames) -> SpeakerName | None:
    verb = SAYING.search(text)
    if verb is None:
        return None
    # "One officer, who has worked here for ten years and asked not to be named, said".
    before = words_of(text[: verb.start()])[-_SUBJECT_WINDOW:]
    after = words_of(text[verb.end() :])[:8]
    if verb[0].lower() == "according to":
        return names.last_in(after)
    if _PRONOUN & set(before[-3:]):
        # "However, he stressed": the one whom the line names first.
        return next((name for name in names.all_in(words_of(text)) if name.role in _OFFICES), None)
    return names.subject_in(before) or next(iter(names.all_in(after)), None)
