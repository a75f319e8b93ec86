"""Bring the mentions of a person in one passage together under one name.

"Helen Marchbank", "Ms Marchbank", "Dame Helen" and "Marchbank" are one person where the passage
names no other who fits. People of the domain's table are known by their surname too; which of two
holders of an office is meant is told by the date.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from probenlp.domains import Domain, Person
from probenlp.records import PersonMention
from probenlp.tag.person_grammar import Named
from probenlp.tag.person_roles import Office
from probenlp.tag.unit_choice import holds_at

_BY_FIRST_NAME: Final = frozenset({"Sir", "Dame"})
_ARTICLES: Final = frozenset({"the", "our", "hm"})
_PEER: Final = frozenset({"Lord", "Lady", "Baroness", "Baron", "Viscount", "Earl"})
_MAN: Final = frozenset({"Mr", "Sir", "Lord", "Baron", "Viscount", "Earl"})
_WOMAN: Final = frozenset({"Mrs", "Ms", "Miss", "Dame", "Lady", "Baroness"})
_TITLE_WORDS: Final = re.compile(
    r"^(?:(?:The|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron)\s+)+"
    r"|(?:\s+(?:CBE|OBE|MBE|DBE|KC|QC|QPM|CVO|MP))+$"
)


@dataclass
class Known:
    """One person of a passage, with what the passage and the table say."""

    words: tuple[str, ...]
    titles: set[str] = field(default_factory=set)
    rows: tuple[Person, ...] = ()
    office: Office | None = None
    first_at: int = 0
    last_at: int = 0
    above: PersonMention | None = None
    """The person's mention in another passage of the document."""
    author: bool = False
    """Whether they only write there: a word is their name where it speaks to them."""

    @property
    def name(self) -> str:
        """The person's canonical name: the table's, else the fullest form without "Mr"."""
        if self.rows:
            return self.rows[0].name
        if len(self.words) > 1 and not self.titles & _PEER:
            return " ".join(self.words)
        title = min(self.titles, default="")
        return " ".join((title, *self.words)).strip()


class Register:
    """The people of a domain's table, by the forms of their names and by surname."""

    def __init__(self, domain: Domain) -> None:
        self.rows: dict[str, list[Person]] = {}
        for person in domain.people:
            for form in {person.name, *person.aliases}:
                self.rows.setdefault(form.replace("’", "'"), []).append(person)
                bare = _TITLE_WORDS.sub("", form).replace("’", "'")
                if " " in bare and person not in self.rows.setdefault(bare, []):
                    self.rows[bare].append(person)
        self.surnames: dict[str, set[str]] = {}
        for person in domain.people:
            bare = _bare(person.name)
            self.surnames.setdefault(bare.split()[-1], set()).add(bare)


class People:
    """The people of one passage."""

    def __init__(self, register: Register, date: str | None) -> None:
        self._date, self._rows, self._surnames = date, register.rows, register.surnames
        self.known: list[Known] = []

    def remember(self, above: Iterable[PersonMention]) -> None:
        """Take note of people named in other passages, the best known last."""
        for mention in above:
            words = tuple(_TITLE_WORDS.sub("", mention.name).replace("’", "'").split())
            same = [one for one in self.known if one.above and one.above.name == mention.name]
            title = mention.span.surface.split()[0].rstrip(".")
            if title.casefold() in _ARTICLES or not words:
                continue  # "the minister" names nobody
            person = same[0] if same else self._new(words, self._rows.get(" ".join(words), []))
            person.titles |= {title} & (_MAN | _WOMAN)
            if person.above is None or mention.role:
                person.above = mention

    def link(self, named: Iterable[Named]) -> list[Known]:
        """Give the person of each name; names in full first, wherever they stand."""
        names = list(named)
        linked: dict[int, Known] = {}
        order = sorted(range(len(names)), key=lambda at: (not _is_full(names[at]), at))
        for at in order:
            name = names[at]
            person = self._full(name) if _is_full(name) else self._short(name)
            person.titles |= {name.title} if name.title else set()
            person.office = person.office or name.office
            person.first_at = min(person.first_at or name.start, name.start)
            person.last_at = max(person.last_at, name.start)
            linked[at] = person
        return [linked[at] for at in range(len(names))]

    def by_surname(self) -> dict[str, Known]:
        """Give the people whom a bare surname can mean, where one alone has it."""
        found: dict[str, list[Known]] = {}
        for person in self.known:
            found.setdefault(_surname(person.words), []).append(person)
        return {name: people[0] for name, people in found.items() if len(people) == 1}

    def spoken_to(self, authors: Iterable[str]) -> None:
        """Take note of who writes in the thread."""
        for author in authors:
            words = tuple(author.split())
            if not any(known.words[-1] == words[-1] for known in self.known):
                self._new(words, self._rows.get(author, [])).author = True

    def by_first_name(self) -> dict[str, Known]:
        """Give the people known in full whom a bare first name can mean."""
        found: dict[str, list[Known]] = {}
        for person in self.known:
            if len(person.words) > 1 and len(person.words[0]) > 2:
                found.setdefault(person.words[0], []).append(person)
        surnames = self.by_surname()
        return {
            name: people[0]
            for name, people in found.items()
            if len(people) == 1 and name not in surnames
        }

    def by_table(self, alias: str) -> tuple[Person, ...]:
        """Give the rows that a name of the table means, empty where two people share it."""
        rows = self._rows.get(alias.replace("’", "'"), [])
        held = [row for row in rows if holds_at(row.valid_from, row.valid_to, self._date)]
        for some in (held if self._date else [], rows):
            if some and len({_bare(row.name) for row in some}) == 1:
                return tuple(some)
        return ()

    def row(self, person: Known, role_id: str | None = None) -> Person | None:
        """Give the term of office that fits: by the stated office, then by the date."""
        rows = [row for row in person.rows if row.role_id == role_id] or list(person.rows)
        if not rows:
            return None
        held = [row for row in rows if holds_at(row.valid_from, row.valid_to, self._date)]
        if self._date and not held:
            begun = [row for row in rows if (row.valid_from or "") <= self._date]
            return max(begun or rows, key=lambda row: row.valid_from)
        return max(held or rows, key=lambda row: row.valid_from)

    def add_row(self, row: Person) -> Known:
        """Give the passage's person of a row of the table, a new one where it has none."""
        for person in self.known:
            if any(_bare(known.name) == _bare(row.name) for known in person.rows):
                return person
        bare = _bare(row.name)
        return self._new(tuple(bare.split()), self._rows.get(bare) or [row])

    def _full(self, name: Named) -> Known:
        for person in self.known:
            if person.words[-1] == name.words[-1] and _same_first(person.words[0], name.words[0]):
                if len(name.words) > len(person.words) or len(person.words[0]) < 3:
                    person.words = name.words
                return person
        return self._new(name.words, self._rows.get(" ".join(name.words), []))

    def _short(self, name: Named) -> Known:
        fits = [person for person in self.known if _fits(person, name)]
        if not fits and not name.title and name.words[0] in (firsts := self.by_first_name()):
            return firsts[name.words[0]]
        before = [person for person in fits if person.first_at <= name.start]
        if before or fits:
            return max(before, key=lambda p: p.last_at) if before else fits[0]
        rows = self.by_table(" ".join((name.title, *name.words)).strip())
        if rows and not self._date and len(self._surnames.get(name.words[-1], ())) > 1:
            rows = ()  # "Mr Jones" in an undated text: the table has more than one Jones
        if not rows and name.title not in _PEER:
            rows = self.by_table(" ".join(name.words)) if name.title in _MAN | _WOMAN else ()
        if rows:
            return self.add_row(rows[0])
        return self._new(name.words, [])

    def _new(self, words: tuple[str, ...], rows: Sequence[Person]) -> Known:
        person = Known(words=words, rows=tuple(rows))
        self.known.append(person)
        return person


def _is_full(name: Named) -> bool:
    return len(name.words) > 1 and name.title not in _PEER and name.words[0][0].isupper()


def _surname(words: tuple[str, ...]) -> str:
    """Give the last name; of "Harrow of Vale" it is Harrow."""
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _bare(name: str) -> str:
    return _TITLE_WORDS.sub("", name).replace("’", "'")


def _same_first(one: str, other: str) -> bool:
    if len(one.rstrip(".")) == 1 or len(other.rstrip(".")) == 1:
        return one[0] == other[0]
    return one == other


def _fits(person: Known, name: Named) -> bool:
    """Tell whether a title and one name can mean a person: no "Mr" for a "Dame"."""
    for some, others in ((_MAN, _WOMAN), (_WOMAN, _MAN)):
        if name.title in some and person.titles & others:
            return False
    if name.title in _BY_FIRST_NAME:
        return name.words[0] == person.words[0] and len(person.words) > 1
    return _surname(name.words) == _surname(person.words)
