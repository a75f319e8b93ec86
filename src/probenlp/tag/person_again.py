"""Find people again by surname or first name, once the document has named them in full."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from probenlp.tag.person_grammar import Named
from probenlp.tag.person_links import Known, People

CAPITAL_AFTER: Final = re.compile(r"[ \u00a0-][A-Z]")
_HEAD: Final = re.compile(r"[\w-]+")
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
    blocked = sorted(taken)
    opening = len(text) - len(text.lstrip())
    for start, form in occurrences(text, by_name):
        name = Named(start, start + len(form), "", (form,), None, "surname")
        if any(first < name.end and name.start < last for first, last in near(blocked, name)):
            continue
        lead = text[max(0, name.start - 30) : name.start]
        opens = _STARTS.search(lead)
        if CAPITAL_AFTER.match(text, name.end) or (not opens and _CAPITAL_BEFORE.search(lead)):
            continue
        if by_name[form].author:
            if not (start <= opening and _VOCATIVE.match(text, name.end)) and not lead.endswith(
                "@"
            ):
                continue
        elif form not in surnames:
            if not _SPOKEN_TO.match(text, name.end):
                continue
            name = name._replace(rule="first-name")
        yield name, by_name[form]


def occurrences(text: str, forms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Find where any of some forms stands as whole words, the longest at each place.

    Each word of the text is looked up, so that a thousand forms cost no more than one; a pattern
    of all of them is tried form by form at every word.

    Parameters
    ----------
    text : str
        The passage.
    forms : iterable of str
        Names; none is empty. Hyphens join words, apostrophes do not.

    Yields
    ------
    tuple of int and str
        Where a form begins, and the form; in order, none overlapping.

    Examples
    --------
    >>> list(occurrences("Tarn-Vale left. O'Dell saw Tarn.", ["Tarn", "O'Dell", "O"]))
    [(16, "O'Dell"), (27, 'Tarn')]
    """
    by_head: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        head = _HEAD.match(form)
        by_head.setdefault(head[0] if head else "", []).append(form)
    end = 0
    for word in _HEAD.finditer(text):
        if word.start() < end:
            continue
        for form in by_head.get(word[0], ()):
            after = word.start() + len(form)
            if text.startswith(form, word.start()) and not _HEAD.match(text, after):
                yield word.start(), form
                end = after
                break
