"""How writers give away that they do the work, or that the service acts on them.

The frames are English ("my …", "as a …", "I was …") and hold for any public service; what fills
them in one trade comes from the domain's wording table.

"""

import re
from collections.abc import Iterable
from typing import Final

from probenlp.domains import Domain
from probenlp.domains.word_rows import WordingUse

_MINE: Final = (
    "cases|office|team|manager|line manager|workload|colleagues?|desk|ward|class|shifts?|unit"
    "|patients|pupils|station|job|role|contract|union rep|gaffer|sergeant|sarge|skipper|inspector"
    r"|headteacher|head of \w+|deputy|supervisor|supervision|bleep|rota|crew|crewmate|vehicle|beat"
    "|department|trust|force|wing|landing|tutor|mentor|year group"
    "|lessons|marking|tutor group|handover|last (?:job|post|shift|team)|first"
    " (?:job|post|shift|team|ward"
    "|school)|director|team leader|matron|registration|pin|payslip|pension|redundancy"
)
_OURS: Final = (
    "office|team|unit|manager|managers|staff|building|service users|cases|workloads?|ward"
    "|station|department|shift|watch|nick|wing|landing|rota|staffroom|staff"
    " room|crews?|gaffers?|trust"
    "|force|caseloads?|sickness|patients|pupils|control room"
    "|section|branch|members|desks?|locum|agency|trainees"
)
_FAMILY: Final = (
    "son|daughter|partner|husband|wife|brother|sister|mum|mother|dad|father|boyfriend|girlfriend"
    "|nephew|niece|child|children|ex|grandson|lad|boy|kid|kids|girl|mam|gran|nan|granddaughter|fella"
    "|oh|other half|hubby|uncle|aunt|cousin|stepson|stepdaughter|fianc[eé]e?|eldest|youngest"
    "|little (?:boy|girl|one)|twins|parents|bloke|old man|padmate|cellmate"
)
_WORKERS: Final = (
    "practitioner|officer|trainee|nurse|teacher|social"
    " worker|paramedic|midwife|doctor|gp|constable"
    "|sergeant|copper|cop|bobby|pc|detective|screw|caseworker|case worker|care worker|carer by"
    " trade|hca"
    "|healthcare assistant|teaching assistant|ta|senco|governor grade|porter|call"
    " handler|dispatcher"
    "|firefighter|technician|radiographer|physio|physiotherapist|ot|occupational"
    " therapist|psychologist"
    "|support worker|youth worker|key ?worker|housing"
    " officer|clerk|administrator|admin|tutor|lecturer"
    "|registrar|consultant|ward sister|charge nurse|manager|team leader|supervisor|union rep|rep"
    "|custody sergeant|custodian|receptionist|frontline worker|insider|member of staff|hr person"
)
_REPORT: Final = (
    "report|reports|inspection|inspections|inspectorate|inspectors?|rated|scored?|rating|audit"
    "|findings?"
)
_ILL_USED: Final = (
    "waited|waiting|died|dies|discharged|referred|sent home|excluded|killed|attacked|assessed"
    "|assessment|operation|appointments?|inside|diagnosed|diagnosis|admitted|sectioned|tribunal"
    "|taken into care"
    "|murdered|raped|abused|arrested|stabbed|bullied|placed|placement|surgery|treatment|bed|cell|jail"
    "|a&e|ambulance|nurse|doctor|therapist|camhs|pip|benefits?|phoned|rang|letter|told|moved|visits?"
    "|wheelchair|meds|medication|social worker|support|plan|caseworker|house|home"
)
_NEAR: Final = 80
"""Characters after "my son" in which the service must be named."""


def insider_pattern(domain: Domain) -> re.Pattern[str]:
    """Build the words of one who works, or worked, inside a service.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> pattern = insider_pattern(load_domain("probation"))
    >>> [bool(pattern.search(one)) for one in ("My caseload is up again", "Nurse here, nine years")]
    [True, True]
    """
    return re.compile(
        rf"\b(?:my (?:(?:own|old|last|first|former|new"
        rf"|current) )?(?:{_filled(domain, 'my_work', _MINE)})\b"
        rf"(?!'s (?:been|to)\b)"
        rf"|our (?:(?:own|old|last|new|late|early"
        rf"|night) )?(?:{_filled(domain, 'our_work', _OURS)})\b"
        r"|(?:in|at) (?:our|my) (?:office|place|shop|gaff|patch|area|region|neck of the woods"
        r"|shift|unit"
        r"|building|trust|nick|division)\b|where i work|where i worked"
        r"|we (?:have been|were|are being|are|'ve been) told"
        r"|i(?:'ve| have| used to)? (?:work|worked|been working|supervise|supervised|manage"
        r"|managed|qualified"
        r"|trained|resigned|retired|teach|taught|nurse|nursed|handed in my"
        r"|handed my notice)\b(?! myself)"
        r"|i (?:left|joined|quit) (?:the (?:service|job|force|trust|team|profession|ward|police"
        r"|prison)"
        r"|in (?:\d{4}|january|february|march|april|may|june|july|august|september|october"
        r"|november"
        r"|december)|last|after \w+ years|teaching|nursing|social work)\b"
        rf"|(?:as|being|i'm|i am|i was|i've been|i have been|am) (?:just |only |still |now "
        rf"|also )?(?:an?|the) "
        rf"(?:[\w-]+ ){{0,3}}?(?:{_WORKERS})\b|(?:us|we) (?:officers|practitioners|staff|nurses"
        rf"|teachers"
        r"|coppers|screws|paramedics|social workers)"
        r"|(?:(?:\d+|\w+teen|\w+ty|two|three|four|five|six|seven|eight|nine|ten|twelve"
        r"|eleven)(?:[ -]\w+)?"
        r"\+? (?:years?|yrs|months)'?|a decade) (?:in (?:the (?:job|service|role|post|team"
        r"|force|trade"
        r"|classroom)|teaching|nursing|post|uniform|social work|children's)|(?:on"
        r"|of) (?:the (?:job|front ?line"
        r"|wards?|landings?|road)|service)|qualified|served|as an? \w+|frontline)"
        rf"|(?:{_WORKERS}) (?:here|myself|of \w+ years|for \w+ years)\b"
        r"|(?:on|at|after|before|during) (?:shift|handover|night shift|lates|earlies"
        r"|nights with)\b"
        r"|newly qualified|nqsw|ect here|(?:serving|frontline|retired|ex|former)[- ](?:\w+ )?"
        rf"(?:{_WORKERS})(?= here|,| and i|;|\.))",
        re.IGNORECASE,
    )


def served_pattern(domain: Domain) -> re.Pattern[str]:
    """Build the words of one on whom a service acts, or of their family, or of a victim.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> pattern = served_pattern(load_domain("probation"))
    >>> bool(pattern.search("I am out on licence")), bool(pattern.search("He is out on licence"))
    (True, False)
    """
    on = _filled(
        domain, "served_while_on", "benefits|the waiting list|the ward|a ventilator|section"
    )
    mine = _filled(
        domain,
        "served_my",
        r"\w+ officer|case ?worker|key ?worker|abuser|attacker|social worker|consultant|surgeon"
        r"|operation|referral|diagnosis|wheelchair|discharge|appeal|hearing|cell|padmate|pad|scan"
        r"|treatment|notes|file|foster \w+|support worker|cpn|psychiatrist|prescription|meds"
        r"|midwife|health visitor|ehcp|claim|assessment",
    )
    beside = _filled(
        domain,
        "served_beside_family",
        f"officer|court|hospital|school|teacher|ward|care|police|order|{_ILL_USED}",
    )
    as_one = _filled(
        domain,
        "served_as",
        "victim|survivor|patient|parent|carer|service"
        " user|mother|father|relative|mum|dad|wheelchair"
        " user|care leaver|foster child|resident|tenant|inpatient|prisoner's \\w+",
    )
    was = _filled(
        domain,
        "served_was",
        "attacked|assaulted|burgled|raped|stabbed|discharged|admitted|sectioned|sent home|referred"
        "|diagnosed|operated on|in care|taken into care|excluded|arrested|detained|robbed|evicted"
        "|in hospital|in a&e|in labour",
    )
    whole = _filled(
        domain,
        "served_phrase",
        "the man who (?:attacked|raped|assaulted|stalked|killed) (?:me|my|our)",
    )
    return re.compile(
        rf"\b(?:i(?:'m| am| was| have been|'ve been)(?: \w+){{0,2}} on (?:{on})"
        rf"|my (?:own )?(?:{mine})\b"
        rf"|(?:my|our|me) (?:{_FAMILY})(?:'?s)?\b(?=.{{0,{_NEAR}}}\b(?:{beside}))"
        rf"|(?:as|being) (?:a |the |his |her )?(?:{as_one})\b"
        rf"|i(?:'m| am|'ve been| was) (?:a|an|the|his|her|their"
        rf"|[A-Z]\w+'s) (?:\w+ )?(?:{as_one})\b"
        rf"|i (?:was|got|have been|'ve been|had been) (?:{was})|{whole})",
        re.IGNORECASE,
    )


def report_pattern(domain: Domain) -> re.Pattern[str]:
    """Build the words by which a writer points to a report of an inspectorate."""
    return re.compile(rf"\b(?:{_filled(domain, 'inspection', _REPORT)})\b", re.IGNORECASE)


def _filled(domain: Domain, use: WordingUse, general: str) -> str:
    """Give what may stand in a frame: the general words, and those of the domain."""
    own = (_regex(word) for row in domain.wording if row.use == use for word in row.words)
    return "|".join([general, *sorted(own)])


def _regex(phrase: str) -> str:
    """Turn a phrase of the table into a pattern: "…" is any word, or any ending of one."""
    return " ".join(_word(word) for word in phrase.split())


def _word(word: str) -> str:
    return (
        r"\w+" if word == "…" else re.escape(word.removesuffix("…")) + r"\w*" * word.endswith("…")
    )


def any_of(names: Iterable[str]) -> str:
    """Give the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda one: (-len(one), one)))
