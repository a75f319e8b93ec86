"""Bring the mentions of a person in one passage together under one name.

"Helen Marchbank", "Ms Marchbank", "Dame Helen" and "Marchbank" are one person where the passage
names no other who fits. People of the domain's table are known by their surname too; which of two
holders of an office is meant is told by the date.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
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
        # Who is meant by a name is looked up: a report names thousands, and so does a long thread.
        self._above: dict[str, Known] = {}
        self._by_row: dict[str, Known] = {}
        self._by_last: dict[str, list[int]] = {}
        self._by_surname: dict[str, list[int]] = {}
        self._by_first: dict[str, list[int]] = {}

    def remember(self, above: Iterable[PersonMention]) -> None:
        """Take note of people named in other passages, the best known last."""
        for mention in above:
            words = tuple(_TITLE_WORDS.sub("", mention.name).replace("’", "'").split())
            title = mention.span.surface.split()[0].rstrip(".")
            if title.casefold() in _ARTICLES or not words:
                continue  # "the minister" names nobody
            if mention.name not in self._above:
                known = self._new(words, self._rows.get(" ".join(words), []))
                self._above[mention.name] = known
            person = self._above[mention.name]
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
        held = self._by_surname.items()
        return {name: self.known[places[0]] for name, places in held if len(places) == 1}

    def spoken_to(self, authors: Iterable[str]) -> None:
        """Take note of who writes in the thread."""
        for author in authors:
            words = tuple(author.split())
            if words[-1] not in self._by_last:
                self._new(words, self._rows.get(author, [])).author = True

    def by_first_name(self) -> dict[str, Known]:
        """Give the people known in full whom a bare first name can mean."""
        alone = ((name, self._by_first_name(name)) for name in self._by_first)
        return {name: person for name, person in alone if person is not None}

    def _by_first_name(self, name: str) -> Known | None:
        """Give whom one first name can mean, where one alone has it and it is nobody's surname."""
        places = self._by_first.get(name, ())
        if len(name) < 3 or len(places) != 1 or len(self._by_surname.get(name, ())) == 1:
            return None
        return self.known[places[0]]

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
        bare = _bare(row.name)
        if bare in self._by_row:
            return self._by_row[bare]
        return self._new(tuple(bare.split()), self._rows.get(bare) or [row])

    def _full(self, name: Named) -> Known:
        for place in self._by_last.get(name.words[-1], ()):
            person = self.known[place]
            if _same_first(person.words[0], name.words[0]):
                if len(name.words) > len(person.words) or len(person.words[0]) < 3:
                    self._forget(place)
                    person.words = name.words
                    self._keep(place)
                return person
        return self._new(name.words, self._rows.get(" ".join(name.words), []))

    def _short(self, name: Named) -> Known:
        if name.title in _BY_FIRST_NAME:
            places = self._by_first.get(name.words[0], ())
        else:
            places = self._by_surname.get(_surname(name.words), ())
        fits = [person for person in map(self.known.__getitem__, places) if _fits(person, name)]
        called = None if fits or name.title else self._by_first_name(name.words[0])
        if called is not None:
            return called
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
        for row in person.rows:
            self._by_row.setdefault(_bare(row.name), person)
        self._keep(len(self.known) - 1)
        return person

    def _keep(self, place: int) -> None:
        """Note a person under the words of their name, in the order in which people came."""
        for names, name in self._keys(place):
            bisect.insort(names.setdefault(name, []), place)

    def _forget(self, place: int) -> None:
        for names, name in self._keys(place):
            names[name].remove(place)

    def _keys(self, place: int) -> Iterator[tuple[dict[str, list[int]], str]]:
        words = self.known[place].words
        yield self._by_last, words[-1]
        yield self._by_surname, _surname(words)
        if len(words) > 1:
            yield self._by_first, words[0]


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
    """Tell whether a title can be a person's: no "Mr" for a "Dame"."""
    pairs = ((_MAN, _WOMAN), (_WOMAN, _MAN))
    return not any(name.title in some and person.titles & others for some, others in pairs)
