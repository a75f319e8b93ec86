"""Find people again by surname or first name, once the document has named them in full."""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Final

from probenlp.tag.person_grammar import Named
from probenlp.tag.person_links import Known, People

CAPITAL_AFTER: Final = re.compile(r"[ \u00a0-][A-Z]")
_CAPITAL_BEFORE: Final = re.compile(r"[A-Z][\w’'-]*[ \u00a0]$")
_STARTS: Final = re.compile(r"(?:^|[.!?:\n“\"‘])\s*$")
# "Thank you Helen", "Helen, I agree", "as Helen says": a first name of somebody spoken to or of
_SPOKEN_TO: Final = re.compile(r"(?:,|[.!?]|$|\n| (?:is|was|has|said|says|writes)\b|['’]s\b)")
_VOCATIVE: Final = re.compile(r"(?:,| [–—-] |:)")


def near(blocked: Sequence[tuple[int, int]], name: Named) -> Sequence[tuple[int, int]]:
    """Give those of sorted stretches that may overlap a name."""
    at = bisect.bisect_left(blocked, (name.end, 0))
    return blocked[max(0, at - 2) : at]


def alone(text: str, start: int, end: int) -> bool:
    """Tell a surname from a word of another name ("Russell Square") and a sentence's first word."""
    lead = text[max(0, start - 30) : start]
    if CAPITAL_AFTER.match(text, end) or _CAPITAL_BEFORE.search(lead):
        return False
    return not _STARTS.search(lead) or text[end : end + 2] in ("’s", "'s")


def said_again(
    text: str, people: People, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[Named, Known]]:
    """Find the people of a document again by one name.

    Parameters
    ----------
    taken : sequence of (int, int)
        Stretches that are units or names already.
    """
    surnames, first_names = people.by_surname(), people.by_first_name()
    by_name = first_names | surnames
    if not by_name:
        return
    either = "|".join(sorted(map(re.escape, by_name), key=len, reverse=True))
    blocked = sorted(taken)
    for found in re.finditer(rf"(?<![\w-])(?:{either})(?![\w-])", text):
        name = Named(*found.span(), "", (found[0],), None, "surname")
        if any(first < name.end and name.start < last for first, last in near(blocked, name)):
            continue
        lead = text[max(0, name.start - 30) : name.start]
        opens = _STARTS.search(lead)
        if CAPITAL_AFTER.match(text, name.end) or (not opens and _CAPITAL_BEFORE.search(lead)):
            continue
        if by_name[found[0]].author:
            begins = not text[: name.start].strip()
            if not (begins and _VOCATIVE.match(text, name.end)) and not lead.endswith("@"):
                continue
        elif found[0] not in surnames:
            if not _SPOKEN_TO.match(text, name.end):
                continue
            name = name._replace(rule="first-name")
        yield name, by_name[found[0]]
