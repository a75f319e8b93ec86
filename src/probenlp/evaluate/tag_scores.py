"""How well tags agree with their gold, layer by layer.

Every figure is made of items that are right, found and wanted, so that pages add up. What counts as
right is said with each function; the laxer ladder beside the strict figure shows where it fails.

"""

from collections.abc import Callable, Iterable
from typing import Any

from probenlp.evaluate.resample import Counts
from probenlp.evaluate.tag_gold import GoldPassage, GoldTag
from probenlp.records import PassageTags, Quotation, Statistic

Key = tuple[object, ...]

_WITHOUT_MARKS = str.maketrans("", "", '“”"')
_EDGE = " .,;:!?…“”‘’\"'"


def compare(found: Iterable[Key], gold: Iterable[Key]) -> tuple[Counts, list[Key], list[Key]]:
    """Compare two collections of keys, each counted as often as it stands.

    Returns
    -------
    tuple
        The counts, what is missed, and what is too much.

    Examples
    --------
    >>> compare([("a",), ("b",)], [("b",), ("c",)])
    (Counts(right=1, found=2, gold=2), [('c',)], [('a',)])
    """
    missed, extra, right = list(gold), [], 0
    total = len(missed)
    for key in found:
        if key in missed:
            missed.remove(key)
            right += 1
        else:
            extra.append(key)
    return Counts(right, right + len(extra), total), missed, extra


def unit_keys(tags: PassageTags, gold: GoldPassage) -> tuple[list[Key], list[Key]]:
    """Units: span and identity, the id where the gold has one, else the canonical name."""
    with_id = {(tag.start, tag.end) for tag in gold.tags["units"] if "id" in tag.fields}
    found = [
        (
            u.span.start,
            u.span.end,
            u.unit_id if (u.span.start, u.span.end) in with_id else _name(u.name),
        )
        for u in tags.units
    ]
    wanted = [
        (tag.start, tag.end, tag.fields.get("id") or _name(tag.fields["name"]))
        for tag in gold.tags["units"]
    ]
    return found, wanted  # type: ignore[return-value]


def people_keys(tags: PassageTags, gold: GoldPassage) -> tuple[list[Key], list[Key]]:
    """People: span and canonical name, titles aside."""
    found = [(p.span.start, p.span.end, person_name(p.name)) for p in tags.people]
    wanted = [(tag.start, tag.end, person_name(tag.fields["name"])) for tag in gold.tags["people"]]
    return found, wanted  # type: ignore[return-value]


def statistic_keys(tags: PassageTags, gold: GoldPassage) -> tuple[list[Key], list[Key]]:
    """Statistics, strictly: span, kind, value within half a hundredth of itself, comparator.

    "Almost two thirds (64%)" holds two readings of one figure; the gold gives one, either will do.
    """
    wanted = [_statistic_key(tag) for tag in gold.tags["statistics"]]
    at = {(key[0], key[1]): key for key in wanted}
    return [
        _nearest_reading(s, at.get((s.span.start, s.span.end))) for s in tags.statistics
    ], wanted


def _statistic_key(tag: GoldTag) -> Key:
    kind, comparator = tag.fields["kind"], tag.fields["comparator"]
    return (tag.start, tag.end, kind, float(tag.fields["value"]), comparator)


def _nearest_reading(statistic: Statistic, wanted: Key | None) -> Key:
    """Give a statistic's key, in the words of the gold where one of its readings agrees."""
    span, kind = statistic.span, statistic.kind
    readings = [
        (statistic.value, statistic.comparator),
        *((reading.value, reading.comparator) for reading in statistic.readings),
    ]
    for value, comparator in readings:
        key = (span.start, span.end, kind, float(value), comparator)
        if wanted and close(value, wanted[3]) and key[:3] + key[4:] == wanted[:3] + wanted[4:]:
            return wanted
    return (span.start, span.end, kind, float(statistic.value), statistic.comparator)


def close(one: Any, other: Any) -> bool:
    """Tell whether two values are one, written with more or fewer places ("33.3", "33.333")."""
    return abs(float(one) - float(other)) <= 0.005 * max(abs(float(one)), abs(float(other)))


def value_keys(tags: PassageTags, gold: GoldPassage) -> tuple[list[Key], list[Key]]:
    """Statistics by value alone, wherever in the passage; the first step of the ladder."""
    wanted = [(float(tag.fields["value"]),) for tag in gold.tags["statistics"]]
    left = list(wanted)
    found: list[Key] = []
    for statistic in tags.statistics:
        values = [statistic.value, *(reading.value for reading in statistic.readings)]
        match = next((key for key in left for value in values if close(value, key[0])), None)
        if match is not None:
            left.remove(match)
        found.append(match or (statistic.value, "extra"))
    return found, list(wanted)


def rating_keys(tags: PassageTags, gold: GoldPassage) -> tuple[list[Key], list[Key]]:
    """Pairs of unit and rating: grade, unit, aspect and status, for each unit of a rating."""
    names = {unit.unit_id: unit.name for unit in tags.units if unit.unit_id}
    found = [
        (r.span.start, r.label, _name(name), r.aspect, r.status)
        for r in tags.ratings
        for name in ([names.get(i, i) for i in r.unit_ids] + list(r.unit_names) or [""])
    ]
    wanted = [
        (tag.start, f["label"], _name(name), f.get("aspect"), f["status"])
        for tag in gold.tags["ratings"]
        for f in (tag.fields,)
        for name in (f["units"] or [""])
    ]
    return found, wanted  # type: ignore[return-value]


def direct_keys(tags: PassageTags, gold: GoldPassage) -> tuple[list[Key], list[Key]]:
    """Direct quotations found whole, with their speaker; marks and points at the ends aside."""
    found = [
        (whole_words(gold.text, [(s.start, s.end) for s in q.spans]), speaker_name(q.speaker.name))
        for q in tags.quotations
        if q.form == "direct"
    ]
    wanted = [
        (whole_words(gold.text, tag.pieces), speaker_name(tag.fields.get("speaker")))
        for tag in gold.tags["quotations"]
        if tag.fields["form"] == "direct"
    ]
    return found, wanted  # type: ignore[return-value]


def reported_counts(tags: PassageTags, gold: GoldPassage) -> Counts:
    """Indirect and mixed speech: right where eight tenths of both stretches are shared."""
    wanted = [tag for tag in gold.tags["quotations"] if tag.fields["form"] != "direct"]
    found = [quotation for quotation in tags.quotations if quotation.form != "direct"]
    open_ = list(found)
    right = 0
    for tag in wanted:
        match = next((q for q in open_ if _shared(q, tag) >= 0.8), None)
        if match is not None:
            open_.remove(match)
            right += 1
    return Counts(right, len(found), len(wanted))


def part_counts(tags: PassageTags, gold: GoldPassage, part: str) -> Counts:
    """Score the measure or population spans of statistics whose own spans overlap: words in common.

    Right are the words that both have; found and wanted those that either has (a word is counted
    once for each time it stands).
    """
    total = Counts()
    for statistic, tag in _paired(tags.statistics, gold.tags["statistics"]):
        ours = getattr(statistic, part)
        found = _words(ours.surface if ours else "")
        wanted = _words(tag.fields.get(part, ""))
        counts, _, _ = compare(found, wanted)
        total += counts
    return total


def _paired(
    found: Iterable[Statistic], gold: Iterable[GoldTag]
) -> Iterable[tuple[Statistic, GoldTag]]:
    for tag in gold:
        for statistic in found:
            if statistic.span.start < tag.end and tag.start < statistic.span.end:
                yield statistic, tag
                break


SCORES: dict[str, Callable[[PassageTags, GoldPassage], Counts]] = {
    "units: span and identity": lambda t, g: compare(*unit_keys(t, g))[0],
    "people: span and canonical name": lambda t, g: compare(*people_keys(t, g))[0],
    "statistics: value": lambda t, g: compare(*value_keys(t, g))[0],
    "statistics: span, value, kind, comparator": lambda t, g: compare(*statistic_keys(t, g))[0],
    "statistics: words of the measure": lambda t, g: part_counts(t, g, "measure"),
    "statistics: words of the population": lambda t, g: part_counts(t, g, "population"),
    "ratings: pairs of unit and grade, aspect, status": lambda t, g: compare(*rating_keys(t, g))[0],
    "quotations: direct, whole, with speaker": lambda t, g: compare(*direct_keys(t, g))[0],
    "quotations: indirect and mixed, eight tenths": reported_counts,
}
"""The figures, in the order of the results page."""


def _name(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("&", "and").casefold().split())


TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady baroness councillor cllr".split()
)


def person_name(name: str) -> str:
    """Give a person's name as it is compared: without titles and article, in small letters."""
    words = _name(name).removeprefix("the ").split()
    return " ".join(word for word in words if word.strip(".") not in TITLES)


def speaker_name(name: str | None) -> str:
    """Give a speaker's name as it is compared: as a person's, without an article."""
    return person_name(name or "").removeprefix("a ").removeprefix("an ")


def whole_words(text: str, pieces: Iterable[tuple[int, int]]) -> str:
    """Join the pieces of a quotation so that only its words count, not where pieces are cut."""
    words = " ".join(text[start:end] for start, end in pieces).translate(_WITHOUT_MARKS).split()
    return " ".join(words).strip(_EDGE)


def _shared(quotation: Quotation, tag: GoldTag) -> float:
    ours = {i for span in quotation.spans for i in range(span.start, span.end)}
    theirs = {i for start, end in tag.pieces for i in range(start, end)}
    return len(ours & theirs) / max(len(ours), len(theirs))


def _words(surface: str) -> list[Key]:
    return [(word.strip(_EDGE).casefold(),) for word in surface.split() if word.strip(_EDGE)]
