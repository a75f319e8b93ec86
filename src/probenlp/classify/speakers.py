"""Who speaks in a quotation: as tagged, as described, else by the attribution beside it."""

import re
from typing import NamedTuple

from probenlp.classify.cast import Cast
from probenlp.domains.descriptions import Described, described
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
# "One, who has been there for eight years", "a third, with twenty years in, said".
_LONG_SERVED = re.compile(
    r"\bwho (?:has |had |have )(?:been (?:there|here|in|with|at)|worked|served|done|spent"
    r"|supervised"
    r"|taught|nursed|managed)\b|\bwith (?:\w+[ -]){1,3}years(?:[’']? service| in\b|[’'] )"
    r"|\bwho works\b"
    r"|\bwho (?:now )?trains\b"
)
_OFFICES = frozenset({"inspectorate", "government", "inspected_body", "union", "academic"})
_SUBJECT_WINDOW = 25
_REACH = 400


class Told(NamedTuple):
    """Who speaks, and whether the service acts on them or theirs (the record has no word for it).

    Attributes
    ----------
    speaker : Speaker
        The role is None where the text names somebody and does not say who that is.
    is_service_user : bool
        Their role is ``other``.
    """

    speaker: Speaker
    is_service_user: bool = False


def tagged_speaker(
    quotation: Quotation | None, names: SpeakerNames, cast: Cast | None = None
) -> Told | None:
    """Give the speaker that the tagger found, the role looked up where it gave none.

    First what the tables call by a name of several words, then what the text says of the person,
    then what the words describe ("a nurse on the ward"), then one-word names of the tables.
    """
    if quotation is None:
        return None
    speaker = quotation.speaker
    stated = speaker.span.surface if speaker.span else speaker.name
    if stated is None or set(words_of(stated)) <= _FIRST_PERSON:
        return Told(speaker) if speaker.role is not None else None
    if speaker.role not in (None, "other"):
        return Told(speaker)
    name = names.last_in(words_of(stated))
    if name is not None and " " in name.name:
        return _by_table(speaker, name)
    if told := _described(speaker, stated, cast):
        return _with_role(speaker, told)
    if name is not None:
        return _by_table(speaker, name)
    if speaker.role is not None:
        return Told(speaker)
    return Told(Speaker(span=speaker.span, name=speaker.name or stated))


def _described(speaker: Speaker, stated: str, cast: Cast | None) -> Described | None:
    told = cast.role_of(speaker.name) or cast.role_of(stated) if cast is not None else None
    told = told or described(stated) or (described(speaker.name) if speaker.name else None)
    if (told is None or told.role is None) and _LONG_SERVED.search(stated):
        return Described("practitioner")
    return told if told is not None and told.role is not None else None


def _with_role(speaker: Speaker, told: Described) -> Told:
    role = "other" if told.is_service_user else told.role
    given = Speaker(span=speaker.span, person_id=speaker.person_id, name=speaker.name, role=role)
    return Told(given, told.is_service_user)


def _by_table(speaker: Speaker, name: SpeakerName) -> Told:
    given = Speaker(
        span=speaker.span,
        person_id=speaker.person_id or name.person_id,
        name=speaker.name or name.name,
        role=name.role,
    )
    return Told(given, name.is_service_user)


def attributed_speaker(
    text: str, start: int, end: int, names: SpeakerNames, cast: Cast | None = None
) -> Told | None:
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
        above = _QUOTED.sub(" ", above) if above.endswith(":") else ""
        found = _attribution(above, names) or _introduced(above, cast)
    return found


def _introduced(frame: str, cast: Cast | None) -> Told | None:
    """Read a frame that no table helps with: "A father from the coast wrote to us:"."""
    verb = SAYING.search(frame)
    if verb is None:
        return None
    subject = frame[: verb.start()].rpartition(". ")[2].strip()
    told = described(subject) or (cast.role_of(subject) if cast is not None else None)
    if told is None or told.role is None:
        return None
    return _with_role(Speaker(name=None), told)


def _attribution(text: str, names: SpeakerNames) -> Told | None:
    found = _named(text, names)
    if found is None:
        return None
    speaker = Speaker(name=found.name, role=found.role, person_id=found.person_id)
    return Told(speaker, found.is_service_user)


def _named(text: str, names: SpeakerNames) -> SpeakerName | None:
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
