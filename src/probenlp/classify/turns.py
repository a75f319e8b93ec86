"""Who has the floor: the turns of a debate, a hearing or an interview put down in full.

A record names each speaker on a line of its own ("Dr Wren Tallis (Fenland East)"), by office ("The
Minister for Harbours (Dame Ada Quill)"), or before the words ("Q14 Chair: ", "Wren Tallis: ").
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from probenlp.domains.descriptions import described
from probenlp.records import SpeakerRole

_TITLE = r"(?:(?:Dame|Sir|Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Lord|Lady|Baroness|Rt Hon|the) )*"
_NAME = rf"{_TITLE}[A-Z][\w’'-]+(?: (?:[a-z]{{2,3}} )?[A-Z][\w’'.-]*){{0,3}}"
_ALONE = re.compile(
    rf"(?P<name>{_NAME})(?: \((?P<seat>[A-Z][^()\n]{{2,60}})\)){{1,2}}\.?(?P<colon>:)?"
)
_OFFICE = re.compile(r"(?P<office>The [A-Z][^()\n]{3,90}) \((?P<name>[^()\n]{3,60})\):?")
_INLINE = re.compile(rf"(?:Q\d{{1,4}}\.? +)?(?P<name>(?:The )?Chair(?:man|woman)?|{_NAME}):(?: |$)")
_REPEATED: Final = 2
"""Times that a name must stand before a colon to be a speaker's and no heading."""


class Turn(NamedTuple):
    """A stretch in which one speaker has the floor.

    Attributes
    ----------
    start, end : int
        Half-open, from the words that name the speaker.
    said : int
        Where the speaker's words begin.
    role : str
        ``other`` for members and witnesses whose office is not given.
    """

    start: int
    end: int
    said: int
    role: SpeakerRole


def turns_of(text: str) -> tuple[Turn, ...]:
    r"""Find the turns of a record, in order.

    Examples
    --------
    >>> text = "The Minister for Ports (Ada Quill)\nWe act.\nWren Tallis (Fenland)\nWhen?"
    >>> [turn.role for turn in turns_of(text)]
    ['government', 'other']
    """
    heads = list(_heads(text))
    roles: dict[str, SpeakerRole] = {}
    turns = []
    for number, (start, said, name, office) in enumerate(heads):
        found = described(office) if office else None
        role = found.role if found else None
        if role is not None:
            roles[_surname(name)] = role
        end = heads[number + 1][0] if number + 1 < len(heads) else len(text)
        turns.append(Turn(start, end, said, role or roles.get(_surname(name), "other")))
    return tuple(turns)


def _heads(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Give start, start of the words, name and office of each speaker's line."""
    known: set[str] = set()
    lines = list(_lines(text))
    counted: dict[str, int] = {}
    for _, line in lines:
        if found := _INLINE.match(line):
            counted[found["name"]] = counted.get(found["name"], 0) + 1
    for start, line in lines:
        plain = line.strip()
        if office := _OFFICE.fullmatch(plain):
            known.add(_surname(office["name"]))
            yield start, start + len(line), office["name"], office["office"]
        elif alone := _ALONE.fullmatch(plain):
            known.add(_surname(alone["name"]))
            yield start, start + len(line), alone["name"], ""
        elif len(plain.split()) <= 4 and known and _surname(plain) in known:
            yield start, start + len(line), plain, ""
        elif (inline := _INLINE.match(line)) and (
            line.startswith("Q") or counted[inline["name"]] >= _REPEATED
        ):
            yield start, start + inline.end(), inline["name"], ""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _surname(name: str) -> str:
    words = name.strip(" .:").split()
    return words[-1].lower() if words else ""
