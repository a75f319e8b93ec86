"""Addresses, numbers and handles: what reaches a person, or stands for one in a register.

What belongs to a body stays: its press office, its helpline, its account, the street of its office.

"""

import re
from collections.abc import Iterator
from typing import Final

from probenlp.annotate.pseudonyms.finding import Finding, Kind
from probenlp.annotate.pseudonyms.word_lists import pattern_named

_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w][\w.+%'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,18}(?![\w@])"
)
# "ida.crane at lampmail dot org", "ida [at] lampmail [dot] example": so that no robot reads it
_DOT: Final = r"(?:\s*[\[({]\s*dot\s*[\])}]\s*|\s+dot\s+|\s?\.\s?)"
_SPELLED: Final = re.compile(
    r"(?<![\w.@-])[A-Za-z0-9_+-]{1,40}(?:(?:\s+dot\s+|[.])[A-Za-z0-9_+-]{1,40}){0,3}"
    r"(?:\s*[\[({]\s*at\s*[\])}]\s*|\s+at\s+)"
    rf"[A-Za-z0-9-]{{2,40}}(?:{_DOT}[A-Za-z0-9-]{{2,18}}){{1,3}}(?!\w)",
    re.IGNORECASE,
)
_SPELLED_SIGN: Final = re.compile(r"[\[({]\s*(?:at|dot)\s*[\])}]|\sdot\s", re.IGNORECASE)
_ROLE_MAILBOX: Final = re.compile(
    r"(?:(?:e)?-?mail|info|information|press|media|news|newsdesk|contact|contacts|enquir\w*"
    r"|inquir\w*"
    r"|office|admin|help|helpdesk|helpline|support|complaints?|comms|communications?|editor"
    r"|editorial"
    r"|letters|tips|feedback|hr|recruitment|jobs|careers|events|bookings?|membership|privacy|foi"
    r"|dpo"
    r"|webmaster|response|your\w+|interim|\w*story|\w*study|\w*survey|no-?reply|hello|team"
    r"|secretary|reception|duty|consultations?|research|data|statistics)"
    r"(?:[._-]?(?:office|team|desk|enquir\w*|unit|department|dept|uk|requests?|officer|\d+))*",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\w£$€.,/-])(?:\+\s?44\s?(?:\(0\)\s?)?|\(0|0)\d(?:[ \u00a0().-]{0,2}\d){8,10}(?![\w%])"
)
_PUBLIC_PHONE: Final = re.compile(r"\(?0[38]0|\(?0845|\(?0844|\(?0870|\(?0871|\(?116")
_OFFICIAL_LINE: Final = re.compile(
    r"\b(?:press|media|news ?desk|helpline|hotline|switchboard|enquir\w+|samaritans|crimestoppers"
    r"|reception|public line|communications|duty desk|booking|office hours|information line)\b",
    re.IGNORECASE,
)
_POSTCODE: Final = r"(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKP-Y]? ?\d[ABD-HJLNP-UW-Z]{2})"
_STREET_WORD: Final = (
    r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Close|Cl\.?|Drive|Dr\.?|Way|Crescent"
    r"|Cres\.?"
    r"|Terrace|Place|Gardens|Grove|Court|Row|Walk|Mews|Square|Hill|Rise|Park|Green|View|Parade"
    r"|Gate)"
)
_STREET: Final = re.compile(
    r"(?<![\w£$€.,/-])(?:(?:[Ff]lat|[Aa]partment"
    r"|[Uu]nit)\s\d{1,4}[A-Za-z]?,?\s+)?\d{1,4}[A-Za-z]?,?\s+"
    rf"(?:[A-Z][\w'’-]*\s){{1,3}}{_STREET_WORD}(?!\w)"
    rf"(?:,\s+(?!{_POSTCODE})[A-Z][\w’'-]*(?:[ -](?!{_POSTCODE})[A-Z][\w'’-]*){{0,2}}){{0,3}}"
    rf"(?:,?\s+{_POSTCODE}(?!\w))?"
)
_BARE_POSTCODE: Final = re.compile(rf"(?<![\w/-]){_POSTCODE}(?![\w-])")
# "The Cottage, Mill Lane, Sallow" before a postcode: an address without a number
_BEFORE_POSTCODE: Final = re.compile(
    r"(?<![\w’'-])(?:[A-Z0-9][\w'’-]{0,20}(?: [A-Z0-9][\w'’-]{0,20}){0,3},\s){1,3}"
    r"(?:[A-Z][\w'’-]{0,20}(?: [A-Z][\w'’-]{0,20}){0,2},?\s)?$"
)
_OF_A_BODY: Final = re.compile(
    r"\b(?:office|offices|building|centre|headquarters|HQ|court|prison|hostel|station|premises"
    r"|town hall"
    r"|branch|department|trust|inspectorate|ministry|union|write to|post|archive"
    r"|library)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
_AT_HOME: Final = re.compile(
    r"\b(?:I|we|he|she|they|who)\s+(?:still\s+|now\s+)?(?:live|lives|lived)\b[^.\n]{0,30}$"
    r"|\b(?:my|his|her"
    r"|their|home|our)\s+(?:home|house|flat|address|place)\b[^.\n]{0,30}$|\baged?\s+\d\d?,\s+of\s+$"
    r"|[\w)],\s+of\s+$",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![\w@.])@(?=[\w]*[A-Za-z])\w{2,40}|(?<![\w/])/?u/[\w-]{2,40}")
_OF_A_BODY_HANDLE: Final = pattern_named("contacts.of_a_body_handle", re.IGNORECASE)
_PROFILE: Final = re.compile(
    r"(?:https?://)?(?:www\.|m\.|old\.|[a-z]{2}\.)?"
    r"(?:(?:facebook|fb|instagram|twitter|x|tiktok|threads|pinterest|linktr|github|snapchat|flickr)"
    r"\.(?:com|net|ee)/(?!(?:search|hashtag|share|intent|login|groups|events"
    r"|watch)\b)@?[\w.%-]{2,60}"
    r"(?:/(?:status|posts|photos)/\w{1,40})?"
    r"|linkedin\.com/(?:in|pub)/[\w.%-]{2,80}|(?:reddit\.com|redd\.it)/u(?:ser)?/[\w-]{2,40}"
    r"|blogger\.com/profile/\d{3,30}|(?:gravatar|disqus|medium"
    r"|substack)\.com/(?:by/)?@?[\w.%-]{2,60}"
    r"|(?:youtube\.com|tiktok\.com)/(?:@|user/|c/|channel/)[\w.%-]{2,60}"
    r"|t\.me/\w{3,40}|wa\.me/\d{5,15}|plus\.google\.com/[\w+]{3,40}"
    r"|(?:[a-z0-9-]{1,60}\.){1,4}[a-z]{2,18}/(?:profile|profiles|user|users|member|members"
    r"|author|people|~)"
    r"[/=?]?[\w.%=-]{2,60})(?<![.,])/?",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(
    r"(?<![\w/-])(?:"
    r"(?!BG|GB|NK|KN|TN|NT|ZZ)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]) ?\d\d ?\d\d ?\d\d ?[A-D]"
    r"|(?:19|20)?\d\d/\d{4,7}[A-Z]"  # Police National Computer
    r"|\d{1,6}/\d\d[A-Z]"  # Criminal Records Office
    r"|[A-Z]\d{4}[A-Z]{2}"  # prison number
    r"|[A-Z]\d{6}"  # case reference number of nDelius
    r")(?![\w/-])"
)
_CUED_NUMBER: Final = pattern_named("contacts.cued_number", re.IGNORECASE)
_OF_A_FILE: Final = re.compile(r"(?:account|reference|ref|service|case)\b", re.IGNORECASE)
_NUMBER_CUE: Final = pattern_named("contacts.number_cue", re.IGNORECASE)
_MONTHS: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY: Final = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}(?:,? (?:19|20)\d\d)?"
    rf"|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?"
    r"(?:,? (?:19|20)\d\d)?|\d{1,2}[/.-]\d{1,2}[/.-](?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-\d\d-\d\d)"
)
_BIRTH: Final = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?(?: the)?|birth ?date|birthday(?: is| was)?"
    r"(?: on)?(?: the)?)"
    rf"\s*(?:is|was|:|=|,|-)?\s*(?P<day>{_DAY})(?!\w)",
    re.IGNORECASE,
)


def contacts(text: str, *, of_a_body: bool) -> Iterator[Finding]:
    """Find what reaches a private person or stands for one in a register.

    Parameters
    ----------
    of_a_body : bool
        Whether a body or a paper published the text: its numbers and streets are then those of
        offices unless something says that they are somebody's home.

    Examples
    --------
    >>> text = "Ring me on 01632 960 123 or write to ida at lampmail dot example."
    >>> [(one.kind, text[one.start : one.end]) for one in contacts(text, of_a_body=False)]
    [('email', 'ida at lampmail dot example'), ('phone', '01632 960 123')]
    """
    yield from _emails(text)
    for match in _PROFILE.finditer(text):
        yield _found(match.start(), match.end(), "link", match[0].casefold().rstrip("/"), "profile")
    for match in _HANDLE.finditer(text):
        if not _OF_A_BODY_HANDLE.fullmatch(match[0]):
            name = match[0].split("/")[-1].lstrip("@")
            start = match.end() - len(name)
            yield _found(start, match.end(), "handle", name.casefold(), "handle sign")
    yield from _phones(text, of_a_body=of_a_body)
    yield from _addresses(text, of_a_body=of_a_body)
    yield from _numbers(text, of_a_body=of_a_body)
    for match in _BIRTH.finditer(text):
        yield _found(*match.span("day"), "birth", match["day"].casefold(), "date of birth")


def _found(start: int, end: int, kind: Kind, what: str, rule: str) -> Finding:
    return Finding(start, end, kind, f"{kind}:{' '.join(what.split())}", rule)


def _emails(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        if not _ROLE_MAILBOX.fullmatch(match[0].split("@")[0]):
            yield _found(*match.span(), "email", match[0].casefold(), "e-mail")
    for match in _SPELLED.finditer(text):
        if _SPELLED_SIGN.search(match[0]):
            yield _found(*match.span(), "email", match[0].casefold(), "spelled e-mail")


def _phones(text: str, *, of_a_body: bool) -> Iterator[Finding]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        before = text[max(0, match.start() - 60) : match.start()]
        if _PUBLIC_PHONE.match(match[0]) or not 10 <= len(digits) <= 13:
            continue
        if _OFFICIAL_LINE.search(before) or (of_a_body and " my " not in before.lower()):
            continue
        yield _found(*match.span(), "phone", digits, "phone")


def _addresses(text: str, *, of_a_body: bool) -> Iterator[Finding]:
    taken = -1
    for match in _STREET.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        at_home = _AT_HOME.search(before) is not None
        taken = match.end()
        if at_home or not (of_a_body or _OF_A_BODY.search(before)):
            yield _found(*match.span(), "address", match[0].casefold(), "street")
    for match in _BARE_POSTCODE.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if match.start() >= taken and not of_a_body and not _OF_A_BODY.search(before):
            lines = _BEFORE_POSTCODE.search(before)
            start = match.start() - (len(lines[0]) if lines else 0)
            what = text[start : match.end()].casefold()
            yield _found(start, match.end(), "address", what, "postcode")


def _numbers(text: str, *, of_a_body: bool) -> Iterator[Finding]:
    for match in _NUMBERS.finditer(text):
        yield _found(*match.span(), "number", match[0].replace(" ", ""), "number of a register")
    for match in _CUED_NUMBER.finditer(text):
        start, end = match.span("number")
        if of_a_body and _OF_A_FILE.match(match[0]):
            continue
        if _NUMBER_CUE.search(text, match.start(), start):
            yield _found(
                start, end, "number", match["number"].replace(" ", ""), "number by its name"
            )
