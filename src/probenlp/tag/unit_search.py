"""Find the units of one passage: names, names by grammar, places introduced, short forms."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from probenlp.records import Span, UnitMention
from probenlp.tag.anaphora import resolve
from probenlp.tag.gazetteer import Match, longest
from probenlp.tag.unit_bodies import acronyms, bodies
from probenlp.tag.unit_choice import Chooser
from probenlp.tag.unit_echoes import echoes
from probenlp.tag.unit_grammar import LOOSE_JOINTS, Place, Reading, read_names, unit_name
from probenlp.tag.unit_introduced import introduced
from probenlp.tag.unit_names import Form, UnitNames
from probenlp.tag.unit_places import Draft, about_units, with_places
from probenlp.tag.unit_shortened import shortened
from probenlp.tag.words import Words, cut


def search(
    text: str,
    names: UnitNames,
    published: str | None = None,
    before: Sequence[UnitMention] = (),
    headline: str | None = None,
) -> list[UnitMention]:
    """Find the units that a passage mentions.

    Parameters
    ----------
    text : str
        The passage.
    names : UnitNames
        Of the domain.
    published : str or None
        ISO date; decides between units of one name.
    before : sequence of UnitMention
        What the document has named outside the passage, the unit meant most likely last.
    headline : str or None
        Of the article that the passage is.

    Returns
    -------
    list of UnitMention
        In order, none overlapping. A unit that no table has is given by kind and name, the same
        name for the same unit however it is spelled ("&", commas, line breaks, long head).

    Examples
    --------
    >>> from probenlp.tag.unit_names import unit_names
    >>> for unit in search("Lambeth PDU and Ashmere & Tolland PDU", unit_names("probation")):
    ...     print(unit.span.start, unit.span.end, unit.unit_id, unit.name)
    0 11 pdu_lambeth Lambeth PDU
    16 37 None Ashmere and Tolland PDU
    """
    words = cut(text)
    matches = list(names.forms.find(words))
    full = _full_names(words, matches)
    formed = list(_by_form(words, names, full))
    readings = _readings(words, names, full, formed, before)
    drafts = _without_overlaps(
        [*_named(full), *formed, *_read(words, names, readings, full, matches)]
    )
    chooser = Chooser(words, names, published)
    chooser.learn(mention.unit_id for mention in before if mention.unit_id)
    chooser.learn(draft.ids[0] for draft in drafts if len(draft.ids) == 1 and not draft.name)
    found = [_record(words, names, draft, chooser) for draft in drafts]
    known = [*before, *found]
    again = echoes(names, known)
    if learned := introduced(words, names, drafts, again, published, headline, before):
        again = echoes(names, [*learned, *known])
    placed = with_places(words, names, drafts, matches, again)
    # "Newham was rated ‘Good’, Lambeth ‘Inadequate’": the second is a unit of the first one's kind.
    old = {draft.first for draft in drafts}
    new = (draft for draft in placed if draft.first not in old and not draft.name)
    chooser.learn(draft.ids[0] for draft in new if len(draft.ids) == 1)
    drafts = placed
    found = [_record(words, names, draft, chooser) for draft in drafts]
    resolved = resolve(words, names, found, before, learned)
    return shortened(text, names, resolved, before)


def _by_form(words: Words, names: UnitNames, full: Iterable[Match[Form]]) -> Iterator[Draft]:
    """Give the bodies that say by a noun what they are, and their acronyms in brackets."""
    # "the Ministry of Justice and Ashmere PDU": what the tables know ends there
    ends = {(match.first, match.last) for match in full}
    joined = {first for first, last in ends if words.keys[last : last + 1] in (["and"], [","])}
    found = list(bodies(words.text, names.dull))
    spans = [(one.start, one.end, one.kind, one.name) for one in found]
    kinds = {one.name: one.kind for one in found}
    short = acronyms(words.text, ((one.end, one.name) for one in found))
    spans += ((start, end, kinds[name], name) for start, end, name in short)
    for start, end, kind, name in spans:
        first = bisect.bisect_left(words.starts, start)
        last = bisect.bisect_left(words.ends, end) + 1
        if first in joined:
            continue
        if words.starts[first : first + 1] == [start] and words.ends[last - 1 : last] == [end]:
            kind_here = kind if kind in names.kinds else None
            yield Draft(first, last, (), kind_here, name, f"form:{kind}")


def _full_names(words: Words, matches: Iterable[Match[Form]]) -> list[Match[Form]]:
    found = []
    for match in matches:
        strength = match.payload.strength
        after_the = match.first > 0 and words.keys[match.first - 1] == "the"
        if strength == "full" or (strength == "determined" and after_the):
            first = match.first + (match.payload.article and words.keys[match.first] == "the")
            found.append(match._replace(first=first))
    return found


def _readings(
    words: Words,
    names: UnitNames,
    full: Iterable[Match[Form]],
    formed: Iterable[Draft],
    before: Iterable[UnitMention],
) -> list[Reading]:
    heads = [group[0] for group in longest(list(names.heads.find(words)))]
    taken = [False] * len(words.keys)
    for match in full:
        kind = names.kinds.get(names.units[match.payload.unit_id].kind)
        if kind is None or kind.inspected != "yes":
            taken[match.first : match.last] = [True] * (match.last - match.first)
    for draft in formed:
        taken[draft.first : draft.last] = [True] * (draft.last - draft.first)
    # "the Ashmere division" beside "the NPS", but no league's division in a passage on football.
    about = (
        names.domain.name in words.keys
        or about_units(words, names, (match.payload.unit_id for match in full))
        or any(mention.kind in names.inspected for mention in before)
    )
    return [
        reading
        for reading in read_names(words, names, heads, taken)
        if about or not reading.everyday
    ]


def _named(full: Iterable[Match[Form]]) -> Iterator[Draft]:
    by_place: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for match in full:
        by_place[match.first, match.last][match.payload.unit_id] = None
    for (first, last), ids in by_place.items():
        yield Draft(first, last, tuple(ids), None, None, "gazetteer")


def _read(
    words: Words,
    names: UnitNames,
    readings: Iterable[Reading],
    full: Sequence[Match[Form]],
    matches: Sequence[Match[Form]],
) -> Iterator[Draft]:
    by_last = defaultdict(list)
    for match in full:
        by_last[match.last].append(match)
    known_places = frozenset(match.first for match in matches)
    for reading in readings:
        somewhere = known_places if reading.joint in LOOSE_JOINTS else ()
        if reading.plural or any(place.first in somewhere for place in reading.places):
            yield from _several(words, names, reading, matches)
            continue
        known = [m for m in by_last[reading.last] if _is(m.payload, reading.kind, names)]
        if known and not _extends(words, reading, min(match.first for match in known)):
            continue
        # "Ashmere and Croydon PDU" may yet be Croydon's; "South Croydon PDU" cannot.
        beside = known and "and" in words.keys[reading.first : known[0].first]
        ids = tuple(dict.fromkeys(match.payload.unit_id for match in known)) if beside else ()
        place = Place(reading.places[0].first, reading.places[-1].last)
        name = unit_name(words, names, reading.kind, place, reading.head)
        rule = f"grammar:unknown-{reading.kind}"
        yield Draft(reading.first, reading.last, ids, reading.kind, name, rule)


def _is(form: Form, kind: str, names: UnitNames) -> bool:
    return names.units[form.unit_id].kind == kind


def _extends(words: Words, reading: Reading, known_first: int) -> bool:
    """Tell whether a reading says more than a known name at its end.

    "Ashmere and Croydon PDU" is another unit than "Croydon PDU"; but before a known name of
    several places ("Ashmere, Lewisham and Bromley PDU") the comma is the sentence's.
    """
    if reading.first >= known_first:
        return False
    inside = words.keys[known_first : reading.last]
    return not ("and" in inside or "," in words.keys[reading.first : known_first])


def _several(
    words: Words, names: UnitNames, reading: Reading, matches: Sequence[Match[Form]]
) -> Iterator[Draft]:
    """Give the units of a plural head: known names first, what is left place by place."""
    first, last = reading.places[0].first, reading.places[-1].last
    at = bisect.bisect_left(matches, first, key=lambda match: match.first)
    inside = []
    for match in matches[at:]:
        if match.first >= last:
            break
        if match.last <= last and _is(match.payload, reading.kind, names):
            inside.append(match)
    known = longest(inside)
    covered = {place for group in known for place in range(group[0].first, group[0].last)}
    unknown = [place for place in reading.places if place.first not in covered]
    if len(known) + len(unknown) < 2 and not known:
        return
    if reading.joint in LOOSE_JOINTS and not known:
        return
    tail = reading.last if not reading.joint else last
    for group in known:
        ids = tuple(dict.fromkeys(match.payload.unit_id for match in group))
        end = tail if group[0].last == last else group[0].last
        yield Draft(group[0].first, end, ids, None, None, "gazetteer")
    for place in unknown:
        name = unit_name(words, names, reading.kind, place)
        end = tail if place.last == last else place.last
        yield Draft(place.first, end, (), reading.kind, name, f"grammar:unknown-{reading.kind}")


def _without_overlaps(drafts: Iterable[Draft]) -> list[Draft]:
    """Keep the longest of overlapping drafts, the tables' before the grammar's."""
    kept: list[Draft] = []
    order = sorted(drafts, key=lambda one: (one.first - one.last, one.rule != "gazetteer"))
    used: set[int] = set()
    for draft in order:
        places = range(draft.first, draft.last)
        if used.isdisjoint(places):
            used.update(places)
            kept.append(draft)
    return sorted(kept)


def _record(words: Words, names: UnitNames, draft: Draft, chooser: Chooser) -> UnitMention:
    span = Span.of(words.text, words.starts[draft.first], words.ends[draft.last - 1])
    if draft.name:
        return UnitMention(
            span=span,
            kind=draft.kind,
            name=draft.name,
            candidates=draft.ids,
            evidence=(draft.rule if ":" in draft.rule else f"{draft.rule}:{draft.name}",),
        )
    unit_id, candidates = chooser.choose(draft.ids)
    if unit_id is None:
        kinds = {names.units[one].kind for one in candidates}
        return UnitMention(
            span=span,
            kind=kinds.pop() if len(kinds) == 1 else None,
            name=" ".join(span.surface.split()),
            candidates=candidates,
            evidence=(f"{draft.rule}:ambiguous",),
        )
    unit = names.units[unit_id]
    evidence = (f"{draft.rule}:{unit_id}",)
    return UnitMention(
        span=span, unit_id=unit_id, kind=unit.kind, name=unit.name, evidence=evidence
    )
