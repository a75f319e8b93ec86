"""Whose text was put in, by the line that introduces it and by the text's own first words.

"The trust's press office has been"
" quick:" and "From the intranet, this morning:" name no body that a
table could hold, and tell whose words follow all the same.
"""

import re
from typing import Final

from probenlp.domains.origins import by_form, words_of
from probenlp.records import SpeakerRole

_LETTER_PAGE = re.compile(
    r"\b(?:letters? (?:page|to the editor)|the [a-z]+[’']s letters)\b"
    r"|^(?:sir|madam|dear (?:sir|editor))\b",
    re.IGNORECASE,
)
_WORDS: Final[tuple[tuple[SpeakerRole, str], ...]] = (
    (
        "inspectorate",
        (
            "inspector inspectors inspectorate regulator watchdog ombudsman coroner judiciary"
            " auditor"
            " auditors report reports foreword summary para paragraph inspection chapter findings"
            " inquiry"
            " committee inquest verdict reg"
        ),
    ),
    ("union", "union branch motion circular guild federation rep steward"),
    (
        "inspected_body",
        (
            "intranet comms chief director ceo head headteacher council trust management hr"
            " statement"
            " response reply memo bulletin mailbox inbox email e-mail circulated leaflet poster"
            " notice"
            " advert service provider company region office governor board plan letter school"
            " force"
            " message announcement newsletter note pledge"
        ),
    ),
    (
        "government",
        (
            "minister ministry department government gov answer hansard whitehall"
            " commissioner secretary"
        ),
    ),
    ("journalist", "paper papers news article story newspaper reporter headline column"),
    ("academic", "study research journal university abstract thesis"),
    (
        "commenter",
        (
            "forum facebook twitter tweet reddit somebody someone friend reader guest whatsapp"
            " anonymous"
        ),
    ),
)
_ROLES: Final[dict[str, SpeakerRole]] = {
    word: role for role, words in _WORDS for word in words.split()
}
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
# A statement that a newspaper's site carries is the one's who makes it.
_ANSWERS = re.compile(
    r"\b(?:statement|reply|response|press office|press (?:release|notice) (?:from"
    r"|off) the (?:council|trust"
    r"|force|ministry|department)|message from|intranet|press notice|all[- ]staff)\b",
    re.IGNORECASE,
)
_ALL_STAFF = re.compile(
    r"^\W*(?:dear )?(?:all|colleagues?|team|everyone|parents(?: and carers)?|residents"
    r"|members)\b,?",
    re.IGNORECASE,
)
# "The question", "Q4", "my Lords": the record of a house.
_HOUSE = re.compile(
    r"\b(?:my lords|hon\.? (?:friend|lady|gentleman|member)|written answer)\b", re.I
)
_MEMBERS = re.compile(r"\bthis (?:branch|conference|union) (?:notes|resolves|believes)\b", re.I)
_SPEAKS_ALL_ROUND = re.compile(
    r"\bspokes(?:man|woman|person)\b|\bunion\b|\bMP\b|\btold (?:the|us|this|[A-Z])|, \d\d,"
    r"|\bmothers?\b"
    r"|\bfamil(?:y|ies)\b|\bneighbours?\b|\breporters?\b|\bcouncil leader\b"
)
_INSPECTS = re.compile(
    r"\b(?:inspectors? (?:found|said|saw|judged|noted|praised|criticised|concluded|also|were|have"
    r"|returning|call(?:ed)?)|(?:the|our) inspection|has (?:been )?rated|recommendations?"
    r"|the report)\b",
    re.IGNORECASE,
)
_REACH: Final = 240


def introduced_role(text: str, start: int) -> tuple[SpeakerRole | None, str]:
    r"""Read the line that stands before a text that was put in.

    Parameters
    ----------
    text : str
        The whole passage.
    start : int
        Where the text begins.

    Returns
    -------
    tuple of str or None, and str
        The role, and the word that told.

    Examples
    --------
    >>> introduced_role("This came by the poster today:\nWe move.", 30)
    ('inspected_body', 'poster')
    """
    line = text[max(0, start - _REACH) : start].rstrip().rpartition("\n")[2]
    if not line or len(line) >= _REACH - 1:
        return None, ""
    # Only the sentence next to the text introduces it.
    line = _SENTENCE_END.split(line)[-1]
    if _LETTER_PAGE.search(line):
        return "commenter", "letters-page"
    if _ANSWERS.search(line):
        return "inspected_body", "answer"
    if (origin := by_form(line)) is not None:
        return origin.role, "form"
    for word in words_of(line):
        if role := _ROLES.get(word):
            return role, word
    return None, ""


def opening_role(body: str) -> tuple[SpeakerRole | None, str]:
    r"""Read the first words of a text that was put in: a salutation, a motion, a house's forms.

    Examples
    --------
    >>> opening_role("Dear colleagues,\nI wanted to write to you.")
    ('inspected_body', 'salutation')
    """
    if _LETTER_PAGE.match(body.lstrip(' “"\n')):
        return "commenter", "letter"
    if _ALL_STAFF.match(body):
        return "inspected_body", "salutation"
    if _MEMBERS.search(body):
        return "union", "motion"
    if _HOUSE.search(body[:400]):
        return "other", "house"
    return None, ""


def is_release_of_inspectors(body: str) -> bool:
    """Tell the release of an inspectorate from a newspaper's story: only inspectors speak in it."""
    return len(_INSPECTS.findall(body)) >= 2 and not _SPEAKS_ALL_ROUND.search(body)
