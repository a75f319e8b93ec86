"""Make the names under which texts know the units of a domain, out of its tables.

A unit's name has a core ("Ashmere and Tolland") and the head of its kind ("PDU"). From every core
follow the forms with each head of the kind, before or behind it, and with its short forms ("the
Ashmere unit"). In the ``heads`` of the kinds table the name stands where ``…`` stands
("HMP …"), or before the head where no ``…`` is written.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from probenlp.domains import Domain, Kind, Unit, load_domain
from probenlp.tag.gazetteer import Gazetteer

Strength = Literal["full", "evidence", "determined", "bare"]
"""When a form is a mention: ``full`` always; ``evidence`` if the passage is about such units;
``determined`` after "the"; ``bare`` only where the text introduces it as a unit (a place)."""

LIKE_PLACES: Final = ("place", "coordination")
_FEW: Final = 40
_DETERMINER = re.compile(r"(?:the|this|The|This) (?=\w)")


class Form(NamedTuple):
    """What a name in the gazetteer stands for."""

    unit_id: str
    strength: Strength
    article: bool = False


class Head(NamedTuple):
    """A head noun of a kind; ``opens`` tells whether it makes names that no table has."""

    kind: str
    plural: bool
    before: bool
    opens: bool


class UnitNames(NamedTuple):
    """All that the finder of units knows of a domain."""

    domain: Domain
    forms: Gazetteer[Form]
    heads: Gazetteer[Head]
    anaphors: Gazetteer[str]
    units: dict[str, Unit]
    kinds: dict[str, Kind]
    owners: dict[str, str]
    """From an anaphor that the units table gives to one unit ("the inspectorate") to its id."""
    dull: frozenset[str]
    """Words of heads and offices; a name of a unit does not consist of them alone."""
    inspected: frozenset[str]
    """Kinds that the inspectorate rates."""
    wide: frozenset[str]
    """Kinds of which few units make up the country: they are named after well-known areas."""
    tails: Gazetteer[str]
    """Small nouns that belong to a short name before them ("unit", "probation services"), with the
    kind; with no kind, "area"."""
    parents: dict[str, str]
    """From an inspected kind to the inspected kind that its units are parts of."""
    offices: Gazetteer[str]
    """Offices at the head of any unit of a kind ("Regional Director"), with the kind."""
    surnames: frozenset[str]
    """Last names of people whom a table knows: no place of theirs is meant."""
    trade: frozenset[str]
    """Words of standards, topics and terms: capital or not, they name no place."""


@functools.cache
def unit_names(domain: str) -> UnitNames:
    """Make the names of a domain; kept, because it takes a moment."""
    tables = load_domain(domain)
    kinds = {kind.id: kind for kind in tables.kinds}
    people = {name for person in tables.people for name in (person.name, *person.aliases)}
    anaphor_words = {words for kind in tables.kinds for words in kind.anaphors}
    counts = Counter(unit.kind for unit in tables.units)
    forms: Gazetteer[Form] = Gazetteer()
    owners: dict[str, str] = {}
    for unit in tables.units:
        kind = kinds.get(unit.kind, Kind(id=unit.kind, name=unit.kind))
        for alias in unit.aliases:
            if alias in anaphor_words:
                owners.setdefault(alias.lower(), unit.id)
        for name, form in _forms_of(unit, kind, anaphor_words | people):
            loose = any(word.isupper() for word in name.split()) and form.strength == "full"
            forms.add(name, form, loose=loose and " " in name)
    return UnitNames(
        domain=tables,
        forms=forms,
        heads=_heads(tables),
        anaphors=_anaphors(tables),
        units={unit.id: unit for unit in tables.units},
        kinds=kinds,
        owners=owners,
        dull=_dull(tables),
        tails=_tails(tables),
        parents=_parents(tables, kinds),
        offices=_offices(tables, kinds),
        trade=_trade(tables),
        surnames=frozenset(person.name.split()[-1].casefold() for person in tables.people),
        inspected=frozenset(kind.id for kind in tables.kinds if kind.inspected == "yes"),
        wide=frozenset(kind for kind, count in counts.items() if count < _FEW),
    )


def _heads(tables: Domain) -> Gazetteer[Head]:
    heads: Gazetteer[Head] = Gazetteer()
    bodies = {alias for unit in tables.units for alias in (unit.name, *unit.aliases)}
    for kind in tables.kinds:
        for head in kind.heads:
            before, words = head.endswith("…"), head.strip("… ")
            strong = not head.islower() or (kind.inspected == "yes" and " " not in head)
            strong = strong or _initials(head) in kind.heads  # "youth justice service", as YJS
            # "NPS London", but "NPS Wellbeing Fund": the head is a body with a name of its own.
            opens = strong and not (before and words in bodies)
            heads.add(words, Head(kind.id, False, before, opens))
        for head in kind.plural_heads:
            heads.add(head, Head(kind.id, True, False, True))
    return heads


def _initials(head: str) -> str:
    """Give the initials of a head of several words; one word is its own."""
    words = head.split()
    return "".join(word[0] for word in words).upper() if len(words) > 1 else head


def written_head(kind: Kind, head: str) -> str:
    """Give the head that stands in the canonical name of a unit written with some head.

    The kind's first head, unless the unit is written with one that has initials of its own: the
    Ashmere Youth Justice Service and Ashmere YJS are one name, Ashmere YOT is another.

    Examples
    --------
    >>> yot = Kind(id="yot", name="", heads=("Youth Justice Service", "YJS", "YOT"))
    >>> written_head(yot, "yjs"), written_head(yot, "YOT"), written_head(yot, "Team")
    ('Youth Justice Service', 'YOT', 'Youth Justice Service')
    """
    short = _initials(head).upper()
    if short in kind.heads:
        return next(one for one in kind.heads if _initials(one).upper() == short)
    return next(iter(kind.heads), kind.name)


def _anaphors(tables: Domain) -> Gazetteer[str]:
    anaphors: Gazetteer[str] = Gazetteer()
    for kind in tables.kinds:
        for words in kind.anaphors:
            anaphors.add(words[0].lower() + words[1:], kind.id)
            if words.startswith("the "):
                for adjective in ("same", "local", "whole"):
                    anaphors.add(f"the {adjective} {words[4:]}", kind.id)
                for owner in _owners(words[4:], kind):
                    anaphors.add(f"{owner} {words[4:]}", kind.id)
    return anaphors


def _owners(noun: str, kind: Kind) -> tuple[str, ...]:
    """Give the pronouns that own a unit and point back with it: "a head who knew her unit".

    "Our Trust" names the body; "our unit" may be any reader's, "their service" any service.
    """
    if noun.istitle():
        return ("our",)
    if kind.inspected != "yes" or noun in _ANYBODYS:
        return ()
    return ("her", "his", "its")


_ANYBODYS: Final = frozenset({"service", "company"})


def _dull(tables: Domain) -> frozenset[str]:
    names = [name for role in tables.roles for name in (role.title, *role.aliases)]
    names += [head for kind in tables.kinds for head in (*kind.heads, *kind.plural_heads)]
    return frozenset(word.casefold() for name in names for word in re.findall(r"\w+", name))


def _tails(tables: Domain) -> Gazetteer[str]:
    tails: Gazetteer[str] = Gazetteer()
    tails.add("area", "")
    for kind in tables.kinds:
        if kind.inspected == "yes":
            nouns = [words.partition(" ")[2] for words in kind.anaphors]
            for noun in [*kind.heads, *nouns]:
                if noun.islower() and "…" not in noun:
                    tails.add(noun, kind.id)
    services = {head for kind in tables.kinds for head in kind.heads if head.endswith("service")}
    for head in services:
        if head.islower():
            tails.add(head, "")  # "Ashmere probation service" may be a region or a unit of one
    return tails


def _parents(tables: Domain, kinds: dict[str, Kind]) -> dict[str, str]:
    of_unit = {unit.id: unit.kind for unit in tables.units}
    inspected = {kind.id for kind in kinds.values() if kind.inspected == "yes"}
    pairs = ((unit.kind, of_unit.get(unit.parent)) for unit in tables.units)
    return {
        kind: parent
        for kind, parent in pairs
        if parent in inspected and kind in inspected and parent != kind
    }


def _offices(tables: Domain, kinds: dict[str, Kind]) -> Gazetteer[str]:
    offices: Gazetteer[str] = Gazetteer()
    for role in tables.roles:
        if role.organisation in kinds and kinds[role.organisation].inspected == "yes":
            for title in (role.title, *role.aliases):
                offices.add(title[0].lower() + title[1:], role.organisation)
    return offices


def _trade(tables: Domain) -> frozenset[str]:
    texts = [text for row in tables.standards for text in (row.name, *row.aliases)]
    texts += [text for row in tables.glossary for text in (row.term, row.expansion, *row.aliases)]
    texts += [row.name for row in tables.topics]
    return _dull(tables) | {word.casefold() for text in texts for word in re.findall(r"\w+", text)}


def _forms_of(unit: Unit, kind: Kind, taken: set[str]) -> Iterator[tuple[str, Form]]:
    """Give every name of a unit with what it takes for it to be a mention."""
    if "generic" in unit.kind:
        return
    names = dict.fromkeys((unit.name, *unit.aliases))
    cores: dict[str, None] = {}
    for name in names:
        if name in taken:
            continue
        core = core_of(name.removeprefix("the "), kind)
        while core is not None and kind.heads and core not in cores:
            cores[core] = None
            core = core_of(core, kind)
        core = core_of(name, kind)
        if core != name or kind.inspected != "yes":
            yield (
                name,
                Form(unit.id, _strength(name, unit, kind), _DETERMINER.match(name) is not None),
            )
    for core in cores:
        for spelled in spellings(core):
            yield from _with_heads(spelled, unit, kind)
            if kind.inspected == "yes":
                yield spelled, Form(unit.id, _strength(spelled, unit, kind))


def core_of(name: str, kind: Kind) -> str | None:
    """Take the head off a name; the name itself where it is a bare core; None for other names.

    A name that holds a head's word somewhere else ("HMPPS Wales") is no core and is left whole.
    """
    for before, after in sorted(_frames(kind), key=lambda frame: -len(frame[0] + frame[1])):
        if (
            len(name) > len(before) + len(after)
            and name.startswith(before)
            and name.endswith(after)
        ):
            return name[len(before) : len(name) - len(after)]
    words = set(name.casefold().split())
    heads = {word for head in kind.heads for word in head.casefold().split()} - {"of", "the", "…"}
    return None if words & heads else name


def _frames(kind: Kind) -> Iterator[tuple[str, str]]:
    for head in kind.heads:
        before, _, after = head.partition("…")
        yield (before, after) if "…" in head else ("", f" {head}")


def _with_heads(core: str, unit: Unit, kind: Kind) -> Iterator[tuple[str, Form]]:
    full = Form(unit.id, "full")
    for before, after in _frames(kind):
        yield f"{before}{core}{after}", full
        if not before:
            yield f"{core}'s{after}", full
        else:  # "NPS London division"
            yield from ((f"{before}{core} {h}", full) for h in kind.heads if h.isalpha())
    if kind.inspected != "yes":
        return
    for head in kind.heads:
        if "…" not in head:
            for joint in ("of", "for", "in"):
                yield f"{head} {joint} {core}", full
    for anaphor in kind.anaphors:
        if determiner := _DETERMINER.match(anaphor):
            yield f"the {core} {anaphor[determiner.end() :]}", Form(unit.id, "full", article=True)


def spellings(core: str) -> Iterator[str]:
    """Give a core with and without its commas, and two places in either order."""
    yield core
    if "," in core:
        yield core.replace(",", "")
        yield re.sub(r"(?<!,) (and|&) (?!.* (?:and|&) )", r", \1 ", core)
    parts = re.split(r" (?:and|&) ", core)
    if len(parts) == 2 and "," not in core and not set(core.split()) & _COMPASS:
        yield f"{parts[1]} and {parts[0]}"


_COMPASS: Final = {"North", "South", "East", "West", "Central"}


def _strength(name: str, unit: Unit, kind: Kind) -> Strength:
    # "place:Westminster" says it of one alias alone
    placelike = any(n.startswith(LIKE_PLACES) and ":" not in n for n in unit.ambiguity)
    capitals = " " not in name and sum(letter.isupper() for letter in name) > 1
    if capitals and len(name) == 2:
        return "determined"
    if capitals and placelike:
        return (
            "full" if len(name) > 3 and name.isalnum() else "evidence" if len(name) == 3 else "bare"
        )
    if f"place:{name}" in unit.ambiguity:
        return "bare"
    if name == name.lower() and len(name.split()) < 3:
        return "bare"
    if not placelike or core_of(name, kind) != name:
        return "full"
    if kind.inspected != "yes":
        return "bare"
    lettered = any(sum(map(str.isupper, word)) > 1 for word in name.split())
    joined = "coordination" in unit.ambiguity and re.search(r"\b(?:and|&)\b", name)
    return "evidence" if lettered or joined else "bare"
