"""The people of a text: what it says of each beside their name, for when only the name is left.

"Jean Marlow, whose mother lived"
" there" is a relative four paragraphs later too, where the text says
"Mrs Marlow said".
"""

import functools
import re
from collections.abc import Iterator
from typing import Final

from probenlp.domains.descriptions import Described, described

_HONORIFIC: Final = (
    r"(?:(?:Dr|Cllr|Councillor|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Lord|Lady|Baroness) )?"
)
_PART: Final = r"[A-Z][a-z’'-]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?"
_NAME: Final = rf"{_HONORIFIC}(?P<name>{_PART}(?: {_PART}){{1,2}})"
_AFTER = re.compile(
    rf"\b{_NAME}(?: \(?(?:aged )?\d{{1,3}}\)?)?,(?: (?:aged )?\d{{1,3}},)? "
    r"(?P<said>[^.;:“”\"\n]{3,110})"
)
_BEFORE = re.compile(rf"(?P<said>(?:[\w’'-]+ ){{1,5}}){_NAME}")
_RUN = re.compile(r"[\w’' -]+")
_TWO_PARTS = re.compile(rf"{_PART} {_PART}")
_FAMILY = re.compile(
    r"\b(?P<said>(?:[Hh]is|[Hh]er|[Tt]heir"
    r"|[Mm]y) (?:late )?[a-z-]+)(?:,)? (?P<name>[A-Z][a-z’'-]+)\b"
)
_WHOSE = re.compile(r"whose (?:[\w’'-]+ ){0,3}?(?P<head>[\w’'-]+)", re.IGNORECASE)
_WORKS = re.compile(
    r"who (?:has |had |have |still |now |also )*(?:work(?:s|ed)?|teach(?:es)?|taught|nurs(?:es|ed)"
    r"|qualified|trained|left the|been (?:in|with) the|spent \w+ years (?:in|as|at))\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"who (?:has |had |was |is |were |spent )*(?:lives?|lived|waited|been waiting|lost|cares?"
    r"|cared"
    r"|suffer(?:s|ed)|discharged|admitted|treated|released|diagnosed|on the waiting)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:an?|the|his|her|their|one of|who|whose|whom)\b", re.IGNORECASE)


class Cast:
    """The people whom a text introduces.

    Parameters
    ----------
    text : str
        A passage.

    Examples
    --------
    >>> cast = Cast("Ward sister Mia Thorn left. Jo Bell, whose son waited a year, rang again.")
    >>> cast.role_of("Thorn").role, cast.role_of("Mrs Bell").is_service_user
    ('practitioner', True)
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @functools.cached_property
    def _known(self) -> dict[str, Described]:
        """Find them when first asked: most speakers are known without."""
        known: dict[str, Described] = {}
        for name, told in _introduced(self._text):
            known.setdefault(name, told)
            known.setdefault(name.split()[-1], told)
        return known

    def role_of(self, name: str | None) -> Described | None:
        """Give what the text says of a person, by the whole name or the last."""
        words = name.split() if name else []
        if not words:
            return None
        return self._known.get(" ".join(words)) or self._known.get(words[-1])


def _introduced(text: str) -> Iterator[tuple[str, Described]]:
    for match in _AFTER.finditer(text):
        if told := _apposed(match["said"]):
            yield match["name"], told
    for run in _RUN.finditer(text):
        # A name and what stands before it are words with a blank between, and few runs hold a name.
        if _TWO_PARTS.search(text, run.start(), run.end()):
            for match in _BEFORE.finditer(text, run.start(), run.end()):
                if told := _titled(match["said"].split()):
                    yield match["name"], told
    for match in _FAMILY.finditer(text):
        if (told := described(match["said"])) and told.is_service_user:
            yield match["name"], told


def _apposed(said: str) -> Described | None:
    """Read what stands after a name and a comma: "a nurse at …", "whose son …", "who runs …"."""
    if whose := _WHOSE.match(said):
        owned = described(f"{said[6 : whose.end()]}")
        heads = said[6:].split()[:4]
        kin = owned if owned else next((one for word in heads if (one := described(word))), None)
        return kin if kin is not None and kin.is_service_user else None
    if _WORKS.match(said):
        return Described("practitioner")
    if _LIVES.match(said):
        return Described("other", is_service_user=True)
    if _BEGINS.match(said) or said[0].islower():
        return described(said.partition(",")[0])
    # "Ada Quill, Chief Executive of the trust, said".
    office = re.match(r"[A-Z][\w’'-]*(?: [\w’'-]+){0,8}", said)
    return described(office[0]) if office else None


def _titled(words: list[str]) -> Described | None:
    """Read the words right before a name: "trust chairman", "mother-of-two"; the last must tell."""
    if not words or (described(words[-1]) is None and described(" ".join(words[-2:])) is None):
        return None
    return described(" ".join(words[-3:]))
