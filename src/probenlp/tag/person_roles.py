"""Know offices and occupations, and who held an office when.

The titles come from the domain's roles table; offices that no table has ("director of Ashmere
Women's Centre") are read from the common nouns of office.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from probenlp.domains import Domain, Person, Role
from probenlp.records import SpeakerRole, UnitMention
from probenlp.tag.gazetteer import Gazetteer, longest
from probenlp.tag.unit_choice import holds_at
from probenlp.tag.words import Words, cut

_HEADS: Final = (
    r"director(?: general)?|chief executive(?: officer)?|executive|manager|officer|inspector"
    r"|secretary|minister|commissioner|president|chair(?:man|woman|person)?|head|leader|governor"
    r"|professor|lecturer|researcher|spokes(?:man|woman|person)|ombudsman|constable|superintendent"
    r"|sergeant|correspondent|editor|reporter|presenter|journalist|judge|barrister|lawyer"
    r"|solicitor|campaigner|analyst|coordinator|co-ordinator|adviser|advisor|spokesperson|founder"
    r"|councillor|mayor|convenor|psychologist|economist|author|blogger|consultant|criminologist"
)
_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w’'&-]*"
_BODY: Final = rf"(?:the )?{_CAPITAL}(?: (?:(?:of|for|&) (?:the )?)?{_CAPITAL}){{0,6}}"
_FIELD: Final = rf"[a-z]+(?: and [a-z]+)?(?: (?:at|of|for) {_BODY})"
_BEFORE: Final = (
    r"(?:(?!(?:The|An?|Our|Its|His|Her|Their|And|But|In|As)\b)"
    rf"{_CAPITAL}|deputy|acting|interim|former|assistant|regional|national|senior|shadow|general|chief|executive"
    r"|policy|operations|communications|strategic|programme|case|team|service|area|vice)"
)
GENERIC: Final = re.compile(
    rf"\b(?:{_BEFORE}[ -]){{0,4}}(?i:{_HEADS})\b(?P<tail> (?:of|for|at) (?:{_BODY}|{_FIELD}))?"
)
"""An office by its noun, with what it is of: "regional director of Ashmere Trust"."""

_NOT_THE_HOLDER: Final = re.compile(
    r"(?:deputy|shadow|former|acting|interim|assistant|vice|ex)\b", re.IGNORECASE
)
# They stand as titles or honours at names, see probenlp.tag.person_grammar.
_AT_NAMES: Final = frozenset({"Professor", "Prof", "Dr", "KC", "QC", "Lord", "Baroness", "HHJ"})
_OF = re.compile(r" (?:of|for|at) (?:the )?")
_SINGLE_HOLDER: Final = frozenset({"official", "politician"})


class Office(NamedTuple):
    """A stretch of text that names an office, and its row where the table has it."""

    start: int
    end: int
    role: Role | None


class Roles:
    """The offices of a domain."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._titles: Gazetteer[Role] = Gazetteer()
        self.by_id = {role.id: role for role in domain.roles}
        self._class_of: dict[str, SpeakerRole] = {}
        for role in domain.roles:
            for form in (role.title, *role.aliases):
                title = re.sub(r"^(?:the|A) |\s*\(.*\)$", "", form)
                if title in _AT_NAMES:
                    continue
                self._titles.add(title, role)
                if len(title) > 3:
                    self._titles.add(title[0].lower() + title[1:].lower(), role)
            if role.organisation:
                self._class_of.setdefault(role.organisation, domain.role_of(role))
        self._inspected = {kind.id for kind in domain.kinds if kind.inspected == "yes"}
        self._holders: dict[str, list[Person]] = {}
        for person in domain.people:
            self._holders.setdefault(person.role_id, []).append(person)
        bodies = {unit.id for unit in domain.units}
        # The region's director is one of twelve, whoever of them the table names.
        self._single = {
            role
            for role, held in self._holders.items()
            if _one_at_a_time(held) and self.by_id[role].organisation in {"", *bodies}
        }

    def of_title(self, title: str) -> Role | None:
        """Give the occupation that a title tells ("Professor")."""
        if title not in ("Professor", "Prof"):
            return None
        return next((role for role in self.by_id.values() if title in role.aliases), None)

    def find(
        self, text: str, units: Sequence[UnitMention] = (), words: Words | None = None
    ) -> list[Office]:
        """Find offices, those of the table and those by their noun; none overlap.

        Parameters
        ----------
        units : sequence of UnitMention
            The units of the text, in order: "head of" may go on with one.
        words : Words, optional
            The text, where it is cut already.
        """
        words = words or cut(text)
        found = [
            Office(words.starts[group[0].first], words.ends[group[0].last - 1], group[0].payload)
            for group in longest(list(self._titles.find(words)))
        ]
        ends = {unit.span.start: unit.span.end for unit in units}
        generic = []
        for match in GENERIC.finditer(text):
            end, head_end = match.end(), match.start("tail") if match["tail"] else match.end()
            if joint := _OF.match(text, head_end):
                end = ends.get(joint.end(), end)
            generic.append((Office(match.start(), end, None), head_end))
        return _merged(text, found, generic)

    def class_of(
        self, role: Role | None, organisation: str | None, kind: str | None
    ) -> SpeakerRole | None:
        """Give whose side an office speaks for: by its body first, then by its own row.

        The press officer of an inspectorate speaks for the inspectorate, whatever press officers
        do elsewhere.
        """
        if organisation in self._domain.inspectorate:
            return "inspectorate"
        if role is not None:
            return self._domain.role_of(role)
        if organisation in self._class_of:
            return self._class_of[organisation]
        return "inspected_body" if kind in self._inspected else None

    def single(self, role: Role | None) -> bool:
        """Tell whether one person at a time holds an office."""
        return role is not None and role.id in self._single

    def definite(self, role: Role) -> bool:
        """Tell whether "the …" means one person though many hold such an office.

        The minister, the mayor, and the head of whichever unit the text is about; not "the
        inspector", "the spokesperson".
        """
        return role.classification == "politician" or role.organisation in self._inspected

    def lesser(self, office: str) -> bool:
        """Tell a deputy, shadow or former holder from the holder."""
        return _NOT_THE_HOLDER.match(office) is not None

    def stated(self, words: str | None) -> Role | None:
        """Give the row of an office by its words."""
        return next((office.role for office in self.find(words or "")), None)

    def holder(self, role: Role, date: str | None) -> Person | None:
        """Give who held an office at a date; None if not known, or if it changed hands then."""
        if date is None:
            return None
        held = [
            person
            for person in self._holders.get(role.id, [])
            if person.valid_from and holds_at(person.valid_from, person.valid_to, date)
        ]
        return held[0] if len({person.name for person in held}) == 1 else None


def _one_at_a_time(people: list[Person]) -> bool:
    dated = sorted((p for p in people if p.valid_from), key=lambda person: person.valid_from)
    if not dated or any(person.classification not in _SINGLE_HOLDER for person in people):
        return False
    if len(dated) * 2 < len(people):
        return False
    turns = list(itertools.pairwise(dated))
    together = sum(not one.valid_to or one.valid_to > other.valid_from for one, other in turns)
    return together * 3 <= len(turns)


def _merged(text: str, titles: list[Office], generic: list[tuple[Office, int]]) -> list[Office]:
    """Let a title of the table stand, unless an office by its noun says more around it.

    "Head of Communications" is a title as it stands, "director of Ashmere Trust" goes on after
    the table's "director", and a "shadow justice secretary" is not the justice secretary.
    """
    merged: list[Office] = []
    waiting = reached = 0
    for office, head_end in generic:
        if office.start < reached:
            continue
        while waiting < len(titles) and titles[waiting].end <= office.start:
            merged.append(titles[waiting])
            waiting += 1
        inside = []
        while waiting < len(titles) and titles[waiting].start < office.end:
            inside.append(titles[waiting])
            waiting += 1
        if any(t.start < office.start or t.end > head_end for t in inside):
            merged.extend(inside)
            reached = inside[-1].end
            continue
        role = max(inside, key=lambda title: title.end - title.start).role if inside else None
        lesser = _NOT_THE_HOLDER.match(text, office.start) and not any(
            title.start == office.start for title in inside
        )
        merged.append(office._replace(role=None if lesser else role))
        reached = office.end
    return [*merged, *titles[waiting:]]
