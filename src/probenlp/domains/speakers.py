"""Who can be said to speak, by the words that name them: offices, people, bodies, collectives."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from probenlp.domains import Domain
from probenlp.domains.building import built_once
from probenlp.domains.origins import words_of
from probenlp.records import SpeakerRole


class SpeakerName(NamedTuple):
    """A name in a text, and whose side it speaks for.

    Attributes
    ----------
    name : str
        As written, in lower case.
    role : str
        Of the one who bears the name.
    is_service_user : bool
        People on whom the service acts, and victims; their role is ``other``.
    person_id : str or None
        Row of the people table.
    """

    name: str
    role: SpeakerRole
    is_service_user: bool = False
    person_id: str | None = None


# Collectives of English, in every domain.
_COLLECTIVES: Final[dict[str, SpeakerRole]] = {
    "inspector": "inspectorate",
    "inspectors": "inspectorate",
    "report": "inspectorate",
    "reports": "inspectorate",
    "inspection": "inspectorate",
    "inspections": "inspectorate",
    "inspectorate": "inspectorate",
    "watchdog": "inspectorate",
    "auditors": "inspectorate",
    "regulator": "inspectorate",
    "ombudsman": "inspectorate",
    "coroner": "inspectorate",
    "staff": "practitioner",
    "officer": "practitioner",
    "officers": "practitioner",
    "worker": "practitioner",
    "workers": "practitioner",
    "employee": "practitioner",
    "employees": "practitioner",
    "colleagues": "practitioner",
    "practitioner": "practitioner",
    "practitioners": "practitioner",
    "union": "union",
    "unions": "union",
    "government": "government",
    "ministers": "government",
    "minister": "government",
    "ministry": "government",
    "department": "government",
    "spokesperson": "inspected_body",
    "spokesman": "inspected_body",
    "spokeswoman": "inspected_body",
    "researchers": "academic",
    "academics": "academic",
    "study": "academic",
}
_SERVICE_USERS: Final = frozenset({"service_user", "victim"})


class SpeakerNames:
    """The speakers of a domain, found among words.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> names = SpeakerNames(load_domain("probation"))
    >>> names.last_in(words_of("the Chief Inspector of Probation")).role
    'inspectorate'
    """

    def __init__(self, domain: Domain) -> None:
        self._names: dict[tuple[str, ...], SpeakerName] = {}
        for person in domain.people:
            role = next((r for r in domain.roles if r.id == person.role_id), None)
            if role is not None:
                for name in (person.name, *person.aliases):
                    self._add(name, domain.role_of(role), person_id=person.id)
        for role in domain.roles:
            service_user = bool(_SERVICE_USERS & set(role.voice))
            for name in (role.title, *role.aliases):
                self._add(name, domain.role_of(role), service_user=service_user)
        for unit in domain.units:
            side = domain.role_of_unit(unit.id, unit.kind)
            for name in (unit.name, *(() if "place" in unit.ambiguity else unit.aliases)):
                self._add(name, side)
        for word, side in _COLLECTIVES.items():
            self._names.setdefault((word,), SpeakerName(word, side))
        # How many words a name has at most, by its first: few words begin one.
        self._longest: dict[str, int] = {}
        for key in self._names:
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def _add(
        self,
        name: str,
        role: SpeakerRole,
        *,
        service_user: bool = False,
        person_id: str | None = None,
    ) -> None:
        key = tuple(words_of(name))
        key = key[1:] if len(key) > 1 and key[0] == "the" else key
        if key and len("".join(key)) > 2:
            known = SpeakerName(" ".join(key), role, service_user, person_id)
            self._names.setdefault(key, known)

    def all_in(self, words: Sequence[str]) -> list[SpeakerName]:
        """Find the names among words as :func:`words_of` gives them; the longest wins."""
        return [name for _, name in self._placed(words)]

    def _placed(self, words: Sequence[str]) -> list[tuple[int, SpeakerName]]:
        found, at = [], 0
        while at < len(words):
            longest = self._longest.get(words[at])
            if longest is None:
                at += 1
                continue
            size = next(
                (
                    size
                    for size in range(min(longest, len(words) - at), 0, -1)
                    if tuple(words[at : at + size]) in self._names
                ),
                0,
            )
            if size:
                found.append((at, self._names[tuple(words[at : at + size])]))
            at += size or 1
        return found

    def last_in(self, words: Sequence[str]) -> SpeakerName | None:
        """Find the name nearest to the end."""
        found = self.all_in(words)
        return found[-1] if found else None

    def subject_in(self, words: Sequence[str]) -> SpeakerName | None:
        """Find the subject in the words before a verb: the last name that no preposition governs.

        Examples
        --------
        >>> from probenlp.domains import load_domain
        >>> names = SpeakerNames(load_domain("probation"))
        >>> names.subject_in(words_of("The inspections of London probation")).name
        'inspections'
        """
        found = self._placed(words)
        free = [name for at, name in found if not _governed(words[max(0, at - 2) : at])]
        return free[-1] if free else (found[-1][1] if found else None)


_PREPOSITIONS: Final = frozenset({"of", "for", "in", "at", "by", "with", "to", "from", "on"})
_ARTICLES: Final = frozenset({"the", "a", "an"})


def _governed(before: Sequence[str]) -> bool:
    words = [word for word in before if word not in _ARTICLES]
    return bool(words) and words[-1] in _PREPOSITIONS


@built_once
def speaker_names_of(domain: Domain) -> SpeakerNames:
    """Give the speakers of a domain, built once for each digest of its tables."""
    return SpeakerNames(domain)
