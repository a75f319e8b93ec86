"""Whom the words for a person mean: "a nurse who asked not to be named", "a trust spokesman".

The words are English and name people of any public service; bodies and offices of one domain are
in its tables.
"""

import re
from typing import Final, NamedTuple

from probenlp.domains.origins import by_form, words_of
from probenlp.records import SpeakerRole


class Described(NamedTuple):
    """What a description tells.

    Attributes
    ----------
    role : str or None
        None where the words name a person of no known side: "a spokesman".
    is_service_user : bool
        One on whom a service acts, or of their family; the role is ``other``.
    """

    role: SpeakerRole | None
    is_service_user: bool = False


_HEADS: Final[tuple[tuple[SpeakerRole, str], ...]] = (
    (
        "inspectorate",
        (
            "inspector inspectors inspectorate ombudsman ombudswoman coroner auditor auditors"
            " regulator"
            " watchdog committee commission inquiry chief-inspector"
        ),
    ),
    (
        "government",
        (
            "minister ministers secretary-of-state government ministry department commissioner"
            " mayor"
            " chancellor undersecretary official officials"
        ),
    ),
    (
        "union",
        (
            "union unions federation general-secretary branch-secretary regional-secretary"
            " shop-steward steward regional-organiser branch-chair convenor national-officer"
            " deputy-general-secretary branch-officer regional-officer union-rep"
            " health-and-safety-rep"
        ),
    ),
    (
        "inspected_body",
        (
            "chief-executive chief-constable deputy-chief-constable assistant-chief-constable"
            " director"
            " headteacher head-teacher head principal governor superintendent chief-superintendent"
            " commander chair-of-governors chairman chairwoman medical-director chief-nurse matron"
            " council trust hospital force constabulary prison school academy board council-leader"
            " cabinet-member chief-officer chief-operating-officer boss bosses managers ceo"
            " executive"
            " directors governors leaders management regional-director operations-director owner"
            " owners"
            " operator proprietor head-of-service area-manager home-manager registered-manager"
        ),
    ),
    (
        "practitioner",
        (
            "nurse nurses doctor doctors gp gps paramedic paramedics teacher teachers midwife"
            " midwives"
            " social-worker social-workers officer officers constable sergeant pc sgt detective"
            " consultant surgeon registrar physiotherapist psychologist therapist porter"
            " caseworker"
            " caseworkers case-worker worker workers staff staffer employee employees trainee"
            " trainees"
            " assistant assistants technician practitioner practitioners tutor"
            " whistleblower insider colleague colleagues call-handler firefighter firefighters"
            " ward-sister administrator clerk receptionist cleaner instructor key-worker keyworker"
            " supervisor"
            " care-worker healthcare-assistant crew crews guard"
        ),
    ),
    (
        "academic",
        (
            "professor academic academics researcher researchers lecturer criminologist economist"
            " sociologist analyst think-tank fellow"
        ),
    ),
    ("journalist", "reporter correspondent columnist editor journalist"),
    (
        "other",
        (
            "mp mps peer lord baroness councillor cllr campaigner campaigners charity charities"
            " solicitor solicitors barrister lawyer lawyers judge magistrate magistrates activist"
            " volunteer volunteers shadow"
            " trustee founder adviser advocate"
        ),
    ),
)
_SERVED: Final = (
    "mother father mum dad mam son daughter wife husband widow widower brother sister parent"
    " parents patient patients resident residents pupil pupils student students prisoner prisoners"
    " inmate inmates detainee family families victim victims survivor survivors relative relatives"
    " carer carers constituent constituents tenant tenants client grandmother grandfather grandson"
    " granddaughter gran nan aunt uncle niece nephew fiance fiancee girlfriend boyfriend partner"
    " mother-of-one mother-of-two mother-of-three mother-of-four father-of-two father-of-three"
    " boy girl teenager child children toddler grandparent grandparents claimant"
    " claimants applicant homeowner service-user service-users user users"
    " passenger customer customers couple stepfather stepmother godmother"
)
_SPOKESPEOPLE: Final = frozenset(
    "spokesman spokeswoman spokesperson spokespeople leader leaders chair chief representative"
    " secretary manager president member members statement press-office".split()
)
"""Heads that speak for whatever body stands beside them."""
_BODIES: Final[tuple[tuple[SpeakerRole, str], ...]] = (
    ("union", "union federation guild branch association"),
    ("inspectorate", "inspectorate regulator watchdog ombudsman commission committee auditor"),
    (
        "government",
        "ministry department government minister treasury office downing cabinet commissioner",
    ),
    (
        "inspected_body",
        (
            "trust council force hospital service school prison constabulary police academy"
            " company"
            " county borough operator provider authority board ward home division region unit"
        ),
    ),
    ("other", "charity campaign family group foundation network party"),
)
_WORD_ROLES: Final[dict[str, Described]] = {
    **{word.replace("-", " "): Described(role) for role, words in _HEADS for word in words.split()},
    **{
        form: Described("other", is_service_user=True)
        for word in _SERVED.split()
        for form in (word, word.replace("-", " "))
    },
}
_BODY_ROLES: Final[dict[str, SpeakerRole]] = {
    word: role for role, words in _BODIES for word in words.split()
}
_MANY: Final = frozenset({"staff", "people", "crew"})
_LONGEST: Final = 3
# "The mother of a prisoner", "a nurse at the hospital": the head stands before these.
_ENDS_HEAD: Final = re.compile(
    r"\s(?:of|for|at|in|from|with|on|who|whose|which|that|to|by)\s|[,;(]", re.IGNORECASE
)
_INSPECTS: Final = re.compile(
    r"(?:(?:the|a|an|our|his|her|deputy|acting|former|national|regional|lead|senior) )*"
    r"(?:chief|head|director|lead|senior)\b[^,.;:]{0,40}\binspect(?:or|ions?)\b",
    re.IGNORECASE,
)
_GOVERNS: Final = re.compile(
    r"(?:(?:the|a|an|former|then|parliamentary|junior"
    r"|[\w’'-]+) ){0,3}?(?:(?:under-?)?secretary of state"
    r"|under-?secretary|minister (?:of|for))\b",
    re.IGNORECASE,
)
_OPPOSITION: Final = re.compile(r"\bshadow\b|\bopposition\b|\bM[PS]P?\b")


def described(words: str) -> Described | None:
    """Tell whom a description of a person or body means.

    Parameters
    ----------
    words : str
        A noun phrase as it stands in the text, with what follows it.

    Returns
    -------
    Described or None
        None where no word tells.

    Examples
    --------
    >>> described("a nurse on the ward, who asked not to be named").role
    'practitioner'
    >>> described("the mother of a prisoner").is_service_user
    True
    >>> described("a spokeswoman for the council").role
    'inspected_body'
    >>> described("the ambulance union's regional organiser").role
    'union'
    >>> described("a tall man") is None
    True
    """
    words = words.strip()[:160]
    if _OPPOSITION.search(words):
        return Described("other")
    if _GOVERNS.match(words):
        return Described("government")
    if _INSPECTS.match(words):
        return Described("inspectorate")
    cut = _ENDS_HEAD.search(words, 1)
    head = words[: cut.start()] if cut else words
    found = _last_head(words_of(head))
    if found is not None:
        return found
    if _SPOKESPEOPLE & set(words_of(head)):
        return Described(_body_role(head) or (_body_role(words[cut.start() :]) if cut else None))
    if (origin := by_form(head)) is not None:
        return Described(origin.role)
    if cut and head.lower().split()[-1:] in (["one"], ["two"], ["another"], ["some"], ["many"]):
        return _last_head(words_of(words[cut.start() :])[:6])
    return None


def _last_head(words: list[str]) -> Described | None:
    """Find the description nearest to the end: "union official" is a union's."""
    for end in range(len(words), 0, -1):
        for size in range(min(_LONGEST, end), 0, -1):
            if found := _WORD_ROLES.get(" ".join(words[end - size : end])):
                if size == 1 and found.role in ("government", "practitioner", "inspected_body"):
                    return _with_body(words[: end - 1], found)
                return found
        if words[end - 1] in _SPOKESPEOPLE:
            return None
    return None


def _with_body(before: list[str], found: Described) -> Described:
    """Give "union officer" to the union; a prison officer is no prison."""
    return Described("union") if {"union", "branch"} & set(before) else found


def _body_role(words: str) -> SpeakerRole | None:
    if (origin := by_form(words)) is not None:
        return origin.role
    for word in words_of(words):
        if role := _BODY_ROLES.get(word):
            return role
    return None


def last_described(text: str, *, one_of: bool = True) -> Described | None:
    """Find the last person that a text describes: whom "one said", or a bare quotation, means.

    Parameters
    ----------
    one_of : bool
        Only what is plural, of which somebody can be one.

    Examples
    --------
    >>> last_described("Two nurses on the ward spoke to us.").role
    'practitioner'
    """
    words = words_of(text)
    for at in range(len(words) - 1, -1, -1):
        found = _WORD_ROLES.get(words[at])
        people = found is not None and (found.is_service_user or found.role == "practitioner")
        if people and (not one_of or words[at].endswith("s") or words[at] in _MANY):
            return found
    return None
