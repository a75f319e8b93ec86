"""Tell whom an office means that stands without a name: "the Chief Inspector", "the lawyer"."""

from probenlp.domains import Person, Role
from probenlp.tag.person_links import Known, People
from probenlp.tag.person_roles import Roles
from probenlp.tag.unit_choice import holds_at


class Holders:
    """Who holds which office in one passage, by what the document or the table says."""

    def __init__(self, people: People, roles: Roles, text: str, date: str | None) -> None:
        self._people = people
        self._stated: dict[str, Known] = {}
        self._by_table: dict[str, Known] = {}
        self._called: dict[str, list[Known]] = {}
        for known in people.known:
            office = known.office
            words = text[office.start : office.end] if office else ""
            stated = office.role if office else None
            if known.above and known.above.role:
                words = words or known.above.role
                stated = stated or roles.stated(known.above.role)
            if stated:
                self._stated.setdefault(stated.id, known)
            for row in known.rows:
                if holds_at(row.valid_from, row.valid_to, date):
                    self._by_table.setdefault(row.role_id, known)
            if words:
                self._called.setdefault(" ".join(words.split()), []).append(known)

    def of_office(self, role: Role) -> Known | None:
        """Give the holder of an office that one person holds at a time."""
        return self._stated.get(role.id) or self._by_table.get(role.id)

    def of_occupation(self, surface: str) -> Known | None:
        """Give the only person whom the document calls by an occupation."""
        called = self._called.get(surface, [])
        return called[0] if len(called) == 1 else None

    def row(self, known: Known, role: Role) -> Person | None:
        """Give the person's row for the office."""
        return self._people.row(known, role.id)
