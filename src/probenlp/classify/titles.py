"""What the title and the first lines of a text tell of its issuer: "Written evidence from …"."""

import re
from typing import Final

from probenlp.domains.descriptions import described
from probenlp.domains.origins import by_form
from probenlp.records import SpeakerRole

_SUBMITTED = re.compile(
    r"\b(?:written |supplementary |further )?(?:evidence|submission) (?:submitted )?(?:by|from) "
    r"(?P<who>[^()\n]{3,90})",
    re.IGNORECASE,
)
_BY_OFFICE = re.compile(
    r"\b(?:foreword|preface|introduction|statement|speech|remarks|message|letter|update|blog"
    r"|evidence|response|comment) (?:by|from|of) (?:the |our |his |her "
    r"|an? )?(?P<who>[^\n.,:;]{3,90})",
    re.IGNORECASE,
)


def _compiled(*forms: tuple[SpeakerRole, str]) -> tuple[tuple[SpeakerRole, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in forms)


_FORMS: Final = _compiled(
    (
        "inspectorate",
        (
            r"^(?:(?:joint|unannounced|announced|full|short|ungraded|graded|thematic|effective"
            r"|follow-?up|independent|focused|monitoring) )*(?:inspection|review"
            r"|reinspection) of\b"
            r"|\bon an? (?:\w+ ){0,2}inspection of\b|\ban inspection of\b|^inspection report\b"
            r"|\bfuture deaths\b|\bregulation 28\b|\breport of session \d{4}"
            r"|^inspection dates?\b|\binvestigation (?:report|summary)\b|^decision of the\b"
            r"|^key findings\b|\bour findings\b"
        ),
    ),
    (
        "government",
        (
            r"\b(?:ministerial|written|oral) (?:ministerial )?statement\b|\bgovernment response\b"
            r"|\b(?:minister|secretary of state)[’']?s? (?:speech|statement|foreword|letter)\b"
        ),
    ),
    (
        "inspected_body",
        (
            r"\b(?:our|trust|council|force|formal|a|in) response to\b|^response to\b"
            r"|^statement (?:on|following|regarding)\b|^(?:our )?improvement plan\b"
            r"|^action plan\b"
        ),
    ),
)
_DEBATE = re.compile(
    r"\bi beg to move\b|\bin the chair\]|\b(?:my |the )(?:right )?hon\. (?:friend|lady|gentleman"
    r"|member)\b|^(?:oral evidence|examination of witnesses)\b|^Q\d+ ",
    re.IGNORECASE | re.MULTILINE,
)
_OPINION_PATH = re.compile(
    r"/(?:comment(?!s)|commentisfree|opinions?|columns?|columnists?|letters|blogs?|voices|views?"
    r"|debate)(?:/|$)",
    re.IGNORECASE,
)
_HOSTS: Final = _compiled(
    ("inspectorate", r"\b(?:judiciary|parliament|ombudsman|inspectorates?)\b|\bcommittees?\."),
    ("inspected_body", r"\.police\.|\.sch\.|\bcouncil\b"),
    ("academic", r"\.ac\.|\.edu\b"),
    ("government", r"(?:^|\.)gov(?:\.|$)"),
)
_FORUM = re.compile(
    r"\bforums?\b|\bmessage ?board\b|^r/|\bdiscussion board\b|\bcommunity\b.{0,20}\bboard\b"
    r"|/(?:showthread|viewtopic|threads?|topics?|forums?|comments)(?:[./?]|$)|/r/|//forums?\."
    r"|/t/[\w-]+/\d+|\b(?:thread|topic) started by\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"^(?:https?://)?([^/\s]+)")


def submitter_role(title: str) -> SpeakerRole | None:
    """Tell who sent a text in: "Written evidence submitted by the Quarry Union".

    Examples
    --------
    >>> submitter_role("Written evidence submitted by the Fenland Carers Network (CCR0031)")
    'other'
    """
    if found := _SUBMITTED.search(title):
        return role_of_words(found["who"]) or "other"
    return None


def office_role(title: str) -> SpeakerRole | None:
    """Tell the office that a title gives as its author: "Foreword by the Chief Inspector".

    Examples
    --------
    >>> office_role("A message from our Chief Executive")
    'inspected_body'
    """
    if found := _BY_OFFICE.search(title):
        return role_of_words(found["who"])
    return None


def role_of_words(words: str) -> SpeakerRole | None:
    """Give the role of a body or an office by its words, the office first."""
    if (found := described(words)) is not None and found.role is not None:
        return found.role
    origin = by_form(words)
    return origin.role if origin else None


def form_role(line: str) -> SpeakerRole | None:
    """Tell by the form of a title or a first line who issues such texts."""
    return next((role for role, form in _FORMS if form.search(line)), None)


def host_role(address: str) -> SpeakerRole | None:
    """Tell by the form of a web address whose site it is.

    Examples
    --------
    >>> host_role("https://www.farrow.police.uk/news/1"), host_role("https://farrow.example/a")
    ('inspected_body', None)
    """
    host = _HOST.match(address)
    if host is None:
        return None
    return next((role for role, form in _HOSTS if form.search(host[1])), None)


def is_opinion(address: str) -> bool:
    """Tell a newspaper's column, letters and opinion pages by their address."""
    return bool(_OPINION_PATH.search(address))


def is_forum(*stated: str | None) -> bool:
    """Tell a forum by the name of its site or its address."""
    return any(_FORUM.search(one) for one in stated if one)


def is_debate(text: str) -> bool:
    """Tell the record of a debate or an oral hearing, in which speakers take turns."""
    return bool(_DEBATE.search(text))
