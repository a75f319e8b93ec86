"""Tag people by name, title or office (component ``probenlp_people``).

Names come from titles and honours, from offices beside them, from the domain's table, and, where
an entity recogniser has run, from its persons; the units found before them are never people. "He"
and "she" are not tagged.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from probenlp.domains import Domain, Person, Role, load_domain
from probenlp.records import PersonMention, Span, UnitMention
from probenlp.tag.annotations import attach, attached, published
from probenlp.tag.gazetteer import Gazetteer, longest
from probenlp.tag.person_grammar import Named, full_name, titled, with_offices
from probenlp.tag.person_links import Known, People
from probenlp.tag.person_roles import Office, Roles
from probenlp.tag.unit_choice import holds_at
from probenlp.tag.unit_names import unit_names
from probenlp.tag.words import cut

_BEHIND: Final = re.compile(r"(?:,?[ \u00a0\n]+|:[ \u00a0]+)")
_APPOSED: Final = re.compile(
    r"(?:,\s+(?:who\s+(?:is|was)\s+|now\s+|then\s+)?(?:(?:the|our|its|their|an?|new|former|HM)\s+)*"
    r"|[ \t]*\n[ \t]*|\s+[–—-]\s+|\s+\()"
)
_OF: Final = ("of", "for", "at", "the", "of the")
_FROM: Final = re.compile(r",?\s+(?:of|from|at)\s+(?:the\s+)?")
_CAPITAL_BEFORE: Final = re.compile(r"[A-Z][\w’'-]*[ \u00a0]$")
_CAPITAL_AFTER: Final = re.compile(r"[ \u00a0-][A-Z]")
_STARTS: Final = re.compile(r"(?:^|[.!?:\n“\"‘])\s*$")
_THE: Final = re.compile(r"\b(?:[Tt]he|[Oo]ur|HM)\s+$")
_HEIR: Final = re.compile(
    r"\b(?:deputy|shadow|former|vice|assistant|acting|ex|next|new)[ -]$", re.I
)


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
        people = self.find(doc.text, attached(doc, "units"), persons, published(doc))
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

        Returns
        -------
        list of PersonMention
            In order, none overlapping; one name for one person.
        """
        taken = [(unit.span.start, unit.span.end) for unit in units]
        offices = self._roles.find(text, units)
        people = People(self._domain, date)
        names = _apart(
            [
                *titled(text),
                *self._of_table(text, people),
                *(name for name in with_offices(text, offices) if self._may_be(text, name)),
            ],
            taken,
            {office.start for office in offices if office.role},
        )
        names = _apart([*names, *self._recognised(text, persons, names)], taken, set())
        names = [_with_office(text, name, offices) for name in names]
        linked = list(zip(names, people.link(names), strict=True))
        again = list(_surnames(text, people, [*taken, *((n.start, n.end) for n in names)]))
        found = [self._mention(text, n, known, people, units) for n, known in [*linked, *again]]
        used = [(mention.span.start, mention.span.end) for mention in found]
        found += self._offices(text, offices, people, used, date)
        return sorted(found, key=lambda mention: mention.span.start)

    def _of_table(self, text: str, people: People) -> Iterator[Named]:
        words = cut(text)
        for group in longest(list(self._table.find(words))):
            start, end = words.starts[group[0].first], words.ends[group[0].last - 1]
            rows = people.by_table(group[0].payload)
            if not rows:
                continue
            single = group[0].last - group[0].first == 1
            if single and not _alone(text, start, end):
                continue
            form = group[0].payload
            title = (
                form.split()[0] if form.split()[0] in ("Sir", "Dame", "Lord", "Baroness") else ""
            )
            row_words = tuple(rows[0].name.replace("’", "'").split())
            bare = tuple(word for word in row_words if word not in ("Sir", "Dame", "Dr"))
            yield Named(start, end, title, bare, None, "gazetteer")

    def _recognised(
        self, text: str, persons: Sequence[tuple[int, int]], names: Sequence[Named]
    ) -> Iterator[Named]:
        surnames = {name.words[-1] for name in names}
        for start, end in persons:
            name = full_name(text, start, end)
            if name is None or (name.words[-1] in surnames and len(name.words) == 1):
                continue
            if self._may_be(text, name):
                yield name

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

    def _offices(
        self,
        text: str,
        offices: Sequence[Office],
        people: People,
        used: Sequence[tuple[int, int]],
        date: str | None,
    ) -> Iterator[PersonMention]:
        """Find offices that stand for their holder: "The Chief Inspector made it clear"."""
        named = {id(person.office) for person in people.known}
        for office in offices:
            role = office.role
            if role is None or id(office) in named or not self._roles.single(role):
                continue
            lead = text[max(0, office.start - 24) : office.start]
            article = _THE.search(lead)
            if article is None or _HEIR.search(lead):
                continue
            start = office.start - (len(lead) - article.start())
            if any(first < office.end and start < last for first, last in used):
                continue
            known = _in_office(people, role.id, date)
            row = people.row(known, role.id) if known else self._roles.holder(role, date)
            surface = text[office.start : office.end]
            if known is None and row is None and (surface.islower() and " " not in surface):
                continue
            yield PersonMention(
                span=Span.of(text, start, office.end),
                person_id=row.id if row else None,
                name=known.name if known else row.name if row else " ".join(surface.split()),
                role=" ".join(surface.split()),
                organisation=role.organisation if role.organisation in self._kinds else None,
                role_class=self._domain.role_of(role),
                evidence=(f"office:{role.id}",),
            )


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


def _in_office(people: People, role_id: str, date: str | None) -> Known | None:
    """Give the passage's holder of an office, by what the passage or the table says."""
    for known in people.known:
        if known.office and known.office.role and known.office.role.id == role_id:
            return known
    for known in people.known:
        row = people.row(known, role_id)
        if row and row.role_id == role_id and holds_at(row.valid_from, row.valid_to, date):
            return known
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
        if any(first < name.end and name.start < last for first, last in _near(blocked, name)):
            continue
        kept.append(name)
    return kept


def _near(blocked: Sequence[tuple[int, int]], name: Named) -> Sequence[tuple[int, int]]:
    at = bisect.bisect_left(blocked, (name.end, 0))
    return blocked[max(0, at - 2) : at]


def _alone(text: str, start: int, end: int) -> bool:
    """Tell a surname from a word of another name ("Russell Square") or a sentence's start."""
    lead = text[max(0, start - 30) : start]
    if _CAPITAL_AFTER.match(text, end) or _CAPITAL_BEFORE.search(lead):
        return False
    return not _STARTS.search(lead) or text[end : end + 2] in ("’s", "'s")


def _surnames(
    text: str, people: People, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[Named, Known]]:
    """Find people of the passage again by their surname alone."""
    by_name = people.by_surname()
    if not by_name:
        return
    names = "|".join(sorted(map(re.escape, by_name), key=len, reverse=True))
    blocked = sorted(taken)
    for found in re.finditer(rf"(?<![\w-])(?:{names})(?![\w-])", text):
        name = Named(*found.span(), "", (found[0],), None, "surname")
        if any(first < name.end and name.start < last for first, last in _near(blocked, name)):
            continue
        lead = text[max(0, name.start - 30) : name.start]
        first_word = _STARTS.search(lead)
        if _CAPITAL_AFTER.match(text, name.end) or (
            not first_word and _CAPITAL_BEFORE.search(lead)
        ):
            continue
        yield name, by_name[found[0]]


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
