"""Read offices that stand for their holders: "The Chief Inspector made it clear"."""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import Final

from probenlp.domains import Domain, Role
from probenlp.records import PersonMention, Span, UnitMention
from probenlp.tag.person_links import Known, People
from probenlp.tag.person_roles import Office, Roles
from probenlp.tag.unit_choice import holds_at

_LOOK_BACK: Final = 24
_LEAD: Final = re.compile(r"\s*\S[^\n]*\n\s*(?=\S)")
"""The first line that is not blank, up to what stands below it."""
_THE: Final = re.compile(r"\b(?:[Tt]he|[Oo]ur|HM)\s+$")
_HEIR: Final = re.compile(
    r"\b(?:deputy|shadow|former|vice|assistant|acting|ex|next|new|then)[ -]$", re.I
)


class Holders:
    """Finds who is meant by an office, by what the document says and else by the tables."""

    def __init__(self, domain: Domain, roles: Roles) -> None:
        self._domain, self._roles = domain, roles
        self._bodies = {unit.id for unit in domain.units}

    def find(
        self,
        text: str,
        offices: Sequence[Office],
        people: People,
        used: Sequence[tuple[int, int]],
        units: Sequence[UnitMention],
        date: str | None,
    ) -> Iterator[PersonMention]:
        """Find the offices of a passage that stand for their holders.

        Parameters
        ----------
        text : str
            The passage.
        offices : sequence of Office
            All that it names, in order.
        people : People
            Whom the document has named so far.
        used : sequence of (int, int)
            Stretches that are names already.
        units : sequence of UnitMention
            The units of the passage.
        date : str or None
            When it was published: who held the office then.
        """
        named = {id(person.office) for person in people.known}
        outdated = self._outdated(text, people, date)
        names = _Stretches(used)
        # The same few offices come up in every paragraph of a report; who is meant stays.
        in_office = cache(lambda role: self._in_office(people, self._roles.by_id[role], date))
        of_occupation = cache(lambda called: _of_occupation(people, called, text))
        bodies = frozenset(unit.unit_id for unit in units)
        later = _NamedLater(text, people)
        for office in offices:
            role = office.role
            if role is None or id(office) in named:
                continue
            lead = text[max(0, office.start - _LOOK_BACK) : office.start]
            article = _THE.search(lead)
            if article is None or _HEIR.search(lead):
                continue
            start = office.start - (len(lead) - article.start())
            if names.overlap(start, office.end):
                continue
            surface = " ".join(text[office.start : office.end].split())
            single = self._roles.single(role)
            if single or self._roles.definite(role):
                known = in_office(role.id)
            else:  # "the lawyer", where one person was called a lawyer
                known = of_occupation(surface)
                if known is None:
                    continue
            row = people.row(known, role.id) if known else None
            if known is None and single and outdated:
                known = later.than(start)
            if known is None and single:
                # "the chair" of what? "the governor" of which? but there is one prime minister
                told = not outdated and _tells(role, surface, bodies)
                row = self._roles.holder(role, date) if told else None
                if row is None and surface.islower() and " " not in surface:
                    continue
            if known is None and not single and (surface[-1] == "s" or self._roles.lesser(surface)):
                continue
            yield PersonMention(
                span=Span.of(text, start, office.end),
                person_id=row.id if row else None,
                name=known.name if known else row.name if row else surface,
                role=surface,
                organisation=role.organisation if role.organisation in self._bodies else None,
                role_class=self._domain.role_of(role),
                evidence=(f"office:{role.id}",),
            )

    def _in_office(self, people: People, role: Role, date: str | None) -> Known | None:
        """Give the document's holder of an office, by what it or the table says."""
        for known in people.known:
            if known.office and known.office.role and known.office.role.id == role.id:
                return known
        for known in people.known:
            stated = known.above and self._roles.stated(known.above.role)
            if stated and stated.id == role.id:
                return known
        for known in people.known:
            row = people.row(known, role.id)
            if row and row.role_id == role.id and holds_at(row.valid_from, row.valid_to, date):
                return known
        return None

    def _outdated(self, text: str, people: People, date: str | None) -> bool:
        """Tell whether the document gives an office to somebody whom the table does not know.

        Then the table is older than the document, or not of its world: who held other offices at
        the time it cannot tell either.
        """
        for known in people.known:
            role = known.office.role if known.office else None
            if role is None and known.above is not None:
                role = self._roles.stated(known.above.role)
            if role is None or known.rows or not self._roles.single(role):
                continue
            if known.office and _HEIR.search(
                text[max(0, known.office.start - _LOOK_BACK) : known.office.start]
            ):
                continue
            if self._roles.holder(role, date) is not None:
                return True
        return False


class _NamedLater:
    """Whom an office in a lead stands for: the name follows with what they said.

    "The commissioner has told … to resign.", and two paragraphs on "Helen Roe said". Only the
    first person named, in full and without an office of their own.
    """

    def __init__(self, text: str, people: People) -> None:
        here = [known for known in people.known if known.last_at and not known.author]
        self._first = min(here, key=lambda known: known.first_at, default=None)
        lead = _LEAD.match(text)
        self._lead_ends = lead.end() if lead else len(text)

    def than(self, start: int) -> Known | None:
        """Give whom an office stands for that begins at an offset."""
        first = self._first
        if start > self._lead_ends or first is None:
            return None
        if first.first_at < start or first.office or first.rows:
            return None
        return first if len(first.words) > 1 else None


class _Stretches:
    """Stretches of a text, for whether any of them overlaps another."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(itertools.accumulate((end for _, end in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Tell whether any stretch shares a character with this one."""
        before = bisect.bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start


def _tells(role: Role, surface: str, bodies: Set[str | None]) -> bool:
    """Tell whether an office says of which body it is: by its words, or the text names it."""
    return " " in surface or surface.isupper() or role.organisation in bodies


def _of_occupation(people: People, surface: str, text: str) -> Known | None:
    """Give the only person whom the document calls by an occupation."""
    called = [
        known
        for known in people.known
        if ((known.office and text[known.office.start : known.office.end]) or "") == surface
        or (known.above is not None and known.above.role == surface)
    ]
    return called[0] if len(called) == 1 else None
