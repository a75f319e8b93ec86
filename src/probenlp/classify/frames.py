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
    "cases|office|team|manager|line manager|workload|colleagues?|desk|ward|class|shift|unit|school"
    "|patients|pupils|station|job|role|pay|contract|union rep"
)
_OURS: Final = (
    "office|team|unit|manager|managers|staff|building|service users|cases|workloads?|ward|school"
    "|station|department"
)
_FAMILY: Final = (
    "son|daughter|partner|husband|wife|brother|sister|mum|mother|dad|father|boyfriend|girlfriend"
    "|nephew|niece|child|children|ex|grandson"
)
_REPORT: Final = (
    "report|reports|inspection|inspections|inspectorate|inspectors?|rated|scored?|rating|audit"
    "|findings?"
)
_NEAR: Final = 80
"""Characters after "my son" in which the service must be named."""


def insider_pattern(domain: Domain) -> re.Pattern[str]:
    """Build the words of one who works, or worked, inside a service.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> bool(insider_pattern(load_domain("probation")).search("My caseload is up again"))
    True
    """
    return re.compile(
        rf"\b(?:my (?:{_filled(domain, 'my_work', _MINE)})"
        rf"|our (?:{_filled(domain, 'our_work', _OURS)})"
        r"|(?:in|at) (?:our|my) (?!view|opinion|book|mind|humble|eyes|heart)\w+|where i work"
        r"|we (?:have been|were|are being|are|'ve been) told"
        r"|i(?:'ve| have)? (?:work|worked|been working|supervise|supervised|manage|managed|write"
        r"|wrote|qualified|trained|left|joined|resigned|retired)\b"
        r"|as an? (?:ex-?|former )?(?:practitioner|officer|trainee|nurse|teacher|social worker)\b"
        r"|(?:us|we) (?:officers|practitioners|staff|nurses|teachers))",
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
    on = _filled(domain, "served_while_on", "benefits|the waiting list")
    mine = _filled(
        domain,
        "served_my",
        r"\w+ officer|case ?worker|key ?worker|abuser|attacker|social worker|gp|consultant|surgeon",
    )
    beside = _filled(
        domain,
        "served_beside_family",
        "officer|court|hospital|school|teacher|ward|care|police|order",
    )
    as_one = _filled(
        domain,
        "served_as",
        "victim|survivor|patient|parent|carer|service user|mother|father|relative",
    )
    was = _filled(domain, "served_was", "attacked|assaulted|burgled")
    whole = _filled(domain, "served_phrase", "the man who (?:attacked|raped|assaulted|stalked) me")
    return re.compile(
        rf"\b(?:i(?:'m| am| was| have been|'ve been)(?: \w+){{0,2}} on (?:{on})"
        rf"|my (?:own )?(?:{mine})\b"
        rf"|my (?:{_FAMILY})(?:'s)?\b(?=.{{0,{_NEAR}}}\b(?:{beside}))"
        rf"|as (?:a |the )?(?:{as_one})"
        rf"|i (?:was|got|have been|'ve been) (?:{was})|{whole})",
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
