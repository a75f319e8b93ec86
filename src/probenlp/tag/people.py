"""Tag people by name, title or office (component ``probenlp_people``).

Names come from titles and honours, from offices beside them, from the domain's table, and, where
an entity recogniser has run, from its persons; the units found before them are never people. "He"
and "she" are not tagged.
"""

import bisect
import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from probenlp.domains import Domain, Person, Role, load_domain
from probenlp.records import PersonMention, Span, UnitMention
from probenlp.tag.annotations import Named as NamedBefore
from probenlp.tag.annotations import attach, attached, named, published, text_of
from probenlp.tag.gazetteer import Gazetteer, longest
from probenlp.tag.person_again import CAPITAL_AFTER, alone, near, said_again
from probenlp.tag.person_grammar import (
    Named,
    described,
    first_name,
    full_name,
    titled,
    with_offices,
)
from probenlp.tag.person_links import Known, People, Register
from probenlp.tag.person_offices import Holders
from probenlp.tag.person_roles import Office, Roles
from probenlp.tag.unit_names import unit_names
from probenlp.tag.words import Words, cut

_BEHIND: Final = re.compile(r"(?:,?[ \u00a0\n]+\(?|:[ \u00a0]+)")
_APPOSED: Final = re.compile(
    r"(?:,\s+(?:who\s+(?:is|was)\s+|now\s+|then\s+)?(?:(?:the|our|its|their|an?|new|former|HM)\s+)*"
    r"|[ \t]*\n[ \t]*|\s+[–—-]\s+|\s+\()"
)
_OF: Final = ("of", "for", "at", "the", "of the")
# They are names, and of nobody: "robbing Peter to pay Paul".
_IDIOMS: Final = re.compile(
    r"\bPeter to pay Paul\b|\bTom, Dick (?:and|or|&) Harry\b|\b(?:Joe|John) (?:Bloggs|Public)\b"
    r"|\bUncle Tom Cobb?ley\b|\bBob['’]s your uncle\b"
    r"|\b[Pp]ete['’]s sake\b|\bJack the [Ll]ad\b|\bHobson['’]s choice\b|\bMurphy['’]s law\b"
)
# "in Ashmere", "a Python script", "using Django": what is so named somewhere is nobody.
_THINGS: Final = re.compile(
    r"\b(?:in|an?|us(?:e|es|ed|ing)|via|run(?:s|ning)?|install(?:s|ed|ing)?)"
    r" (?P<word>[A-Z][\w’'-]*\w)"
)
_NOTHING: Final = NamedBefore()
_FROM: Final = re.compile(r",?\s+(?:of|from|at)\s+(?:the\s+)?")


class PersonTagger:
    """Put a :class:`~probenlp.records.PersonMention` for each into ``doc.spans["people"]``.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables.
    """

    def __init__(self, domain: str = "probation") -> None:
        self._domain = load_domain(domain)
        self._roles = Roles(self._domain)
        self._holders = Holders(self._domain, self._roles)
        self._register = Register(self._domain)
        self._names = unit_names(domain)
        self._kinds = {unit.id: unit.kind for unit in self._domain.units}
        self._trade = self._names.dull | _words_of_the_trade(self._domain)
        self._table: Gazetteer[str] = Gazetteer()
        for person in self._domain.people:
            for form in (person.name, *person.aliases):
                self._table.add(form, form)

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        persons = [
            (entity.start_char, entity.end_char)
            for entity in doc.ents
            if entity.label_ in ("PERSON", "PER")
        ]
        units, before = attached(doc, "units"), named(doc)
        people = self.find(text_of(doc), units, persons, published(doc), before)
        attach(
            doc,
            "people",
            people,
            label=lambda person: person.role_class or "",
            kb_id=lambda person: person.person_id or "",
        )
        return doc

    def find(
        self,
        text: str,
        units: Sequence[UnitMention] = (),
        persons: Sequence[tuple[int, int]] = (),
        date: str | None = None,
        before: NamedBefore = _NOTHING,
    ) -> list[PersonMention]:
        """Find the people of a passage.

        Parameters
        ----------
        text : str
            The passage.
        units : sequence of UnitMention
            Its units, in order.
        persons : sequence of (int, int)
            Stretches that an entity recogniser took for persons.
        date : str or None
            When it was published.
        before : Named
            What the document has named outside the passage.

        Returns
        -------
        list of PersonMention
            In order, none overlapping; one name for one person.
        """
        taken = [(unit.span.start, unit.span.end) for unit in units]
        taken = sorted([*taken, *(idiom.span() for idiom in _IDIOMS.finditer(text))])
        words = cut(text)
        offices = self._roles.find(text, units, words)
        people = People(self._register, date)
        told = described(text, offices, [unit.span.start for unit in units])
        people.remember(before.people)
        people.spoken_to(name for name in before.authors if self._is_name(name))
        names = _apart(
            [
                *titled(text),
                *self._of_table(words, people, {unit.unit_id for unit in (*before.units, *units)}),
                *(name for name in with_offices(text, offices) if self._may_be(text, name)),
                *(name for name in told if self._may_be(text, name)),
            ],
            taken,
            {office.start for office in offices if office.role},
        )
        places = frozenset(
            word for unit in units for word in re.findall(r"[^\W\d_]+", unit.name) if word.istitle()
        )
        names = _apart([*names, *self._recognised(text, persons, names, places)], taken, set())
        names = [_with_office(text, name, offices) for name in names]
        linked = list(zip(names, people.link(names), strict=True))
        again = list(said_again(text, people, [*taken, *((n.start, n.end) for n in names)]))
        found = [self._mention(text, n, known, people, units) for n, known in [*linked, *again]]
        used = [(mention.span.start, mention.span.end) for mention in found]
        found += self._holders.find(text, offices, people, used, units, date)
        return sorted(found, key=lambda mention: mention.span.start)

    def _of_table(self, words: Words, people: People, bodies: Set[str | None]) -> Iterator[Named]:
        for group in longest(list(self._table.find(words))):
            start, end = words.starts[group[0].first], words.ends[group[0].last - 1]
            rows = people.by_table(group[0].payload)
            if not rows:
                continue
            single = group[0].last - group[0].first == 1
            if single and not alone(words.text, start, end):
                continue
            if single and self._too_common(group[0].payload, rows, bodies):
                continue
            form = group[0].payload
            title = (
                form.split()[0] if form.split()[0] in ("Sir", "Dame", "Lord", "Baroness") else ""
            )
            row_words = tuple(rows[0].name.replace("’", "'").split())
            bare = tuple(word for word in row_words if word not in ("Sir", "Dame", "Dr"))
            yield Named(start, end, title, bare, None, "gazetteer")

    def _too_common(self, word: str, rows: Sequence[Person], bodies: Set[str | None]) -> bool:
        """Tell a first name that many have: "Ian" is the union's officer where it is named."""
        first, *rest = rows[0].name.split()
        known_to_all = rows[0].classification == "politician"
        if word != first or word in rest or known_to_all:
            return False
        owners = {row.organisation for row in rows} & self._kinds.keys()
        if any(self._kinds[owner] == "media" for owner in owners):
            return False  # "Thanks Jim": who writes is spoken to, the paper is not named
        return bool(owners) and owners.isdisjoint(bodies)

    def _recognised(
        self,
        text: str,
        persons: Sequence[tuple[int, int]],
        names: Sequence[Named],
        places: frozenset[str],
    ) -> Iterator[Named]:
        surnames = {name.words[-1] for name in names}
        things = {found["word"] for found in _THINGS.finditer(text)} if persons else set()
        for start, end in persons:
            name = full_name(text, start, end)
            if name is None and CAPITAL_AFTER.match(text, end) is None:
                name = first_name(text, start, end)
            if name is None or (name.words[-1] in surnames and len(name.words) == 1):
                continue
            if len(name.words) == 1 and name.words[0] in things:
                continue
            if self._may_be(text, name) and not places.issuperset(name.words):
                yield name

    def _is_name(self, author: str) -> bool:
        """Tell whom one may call by name from "Anonymous", "A serving officer", "OldHand74"."""
        words = author.split()
        return all(w.isalpha() and w.istitle() and w.casefold() not in self._trade for w in words)

    def _may_be(self, text: str, name: Named) -> bool:
        """Tell a person from a term of the trade ("Victim Contact Scheme") and from a place."""
        first, last = name.words[0].casefold(), name.words[-1].casefold()
        if first in self._names.dull or last in self._trade:
            return False
        place = cut(text[name.start : name.end])
        found = self._names.forms.find(place)
        return not any(match.first == 0 and match.last == len(place.keys) for match in found)

    def _mention(
        self, text: str, name: Named, known: Known, people: People, units: Sequence[UnitMention]
    ) -> PersonMention:
        office = name.office or known.office
        role = office.role if office else self._roles.of_title(name.title)
        row = people.row(known, role.id if role else None)
        body = _body(text, name, office, units)
        if body and role and office and role.organisation not in ("", body.unit_id, body.kind):
            role = None  # "Chief Inspector Jane Roe of Ashmere Police": another body's office
        organisation = self._organisation(body, row, role)
        if row is not None and role is None and not body:
            role = self._roles.by_id.get(row.role_id)
        kind = body.kind if body else self._kinds.get(organisation or "")
        return PersonMention(
            span=Span.of(text, name.start, name.end),
            person_id=row.id if row else None,
            name=known.name,
            role=" ".join(text[office.start : office.end].split()) if office else None,
            organisation=organisation,
            role_class=self._roles.class_of(role, organisation, kind),
            evidence=(f"{name.rule}:{row.id}" if row else f"{name.rule}:{name.title or 'name'}",),
        )

    def _organisation(
        self, body: UnitMention | None, row: Person | None, role: Role | None
    ) -> str | None:
        """Give the body: the one the text names, else the person's, else the office's."""
        if body is not None:
            return body.unit_id
        ids = (row.organisation if row else "", role.organisation if role else "")
        return next((unit_id for unit_id in ids if unit_id in self._kinds), None)


def _body(
    text: str, name: Named, office: Office | None, units: Sequence[UnitMention]
) -> UnitMention | None:
    """Give the unit in an office's name, or the one that a name with its office is of."""
    if office is None:
        return None
    at = bisect.bisect_left(units, office.start, key=lambda unit: unit.span.start)
    for unit in units[at : at + 3]:
        if unit.span.end <= office.end:
            return unit if text[office.start : unit.span.start].rstrip().endswith(_OF) else None
        if unit.span.start >= name.end and _FROM.fullmatch(text, name.end, unit.span.start):
            return unit
    return None


def _with_office(text: str, name: Named, offices: Sequence[Office]) -> Named:
    """Give a name the office right before it, or else in apposition behind it."""
    if name.office is not None:
        return name
    at = bisect.bisect_left(offices, name.start, key=lambda office: office.start)
    if at and _BEHIND.fullmatch(text, offices[at - 1].end, name.start):
        return name._replace(office=offices[at - 1])
    for office in offices[at : at + 2]:
        if office.start >= name.end and _APPOSED.fullmatch(text, name.end, office.start):
            return name._replace(office=office)
    return name


def _apart(
    names: Sequence[Named], taken: Sequence[tuple[int, int]], offices: set[int]
) -> list[Named]:
    """Keep the longest of names that overlap, none inside a unit or an office's own title."""
    kept: list[Named] = []
    blocked = sorted(taken)
    for name in sorted(names, key=lambda n: (n.start, -n.end, n.office is None)):
        if name.start in offices or (kept and name.start < kept[-1].end):
            continue
        if any(first < name.end and name.start < last for first, last in near(blocked, name)):
            continue
        kept.append(name)
    return kept


def _words_of_the_trade(domain: Domain) -> frozenset[str]:
    terms = [
        name for term in domain.glossary for name in (term.term, term.expansion, *term.aliases)
    ]
    terms += [name for standard in domain.standards for name in (standard.name, *standard.aliases)]
    terms += [topic.name for topic in domain.topics]
    return frozenset(
        word.casefold() for term in terms for word in re.findall(r"[^\W\d_]{3,}", term)
    )


@Language.factory(
    "probenlp_people",
    requires=["doc.spans"],
    assigns=["doc.spans"],
    default_config={"domain": "probation"},
)
def make_people_tagger(nlp: Language, name: str, domain: str) -> PersonTagger:  # noqa: ARG001
    """Make the component for a domain."""
    return PersonTagger(domain)
