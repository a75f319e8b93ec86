"""Official findings beside the testimony of those who do the work, by unit, subject and time.

A finding and a piece of testimony are set side by side where the run has related them; what is of
the same unit, subject and time and was not related stands in the same cell and is counted apart.
Where one side has nothing, that is said.

"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from probenlp.records import Claim, Relation
from probenlp.report.frame import Column, Frame
from probenlp.report.moments import Step, read_moment
from probenlp.report.naming import Names
from probenlp.report.side_by_side import as_html, as_text
from probenlp.report.timelines import share_interval

FIGURES: Final = 5
"""Figures of a cell that its row names."""

PAIR_COLUMNS: Final = (
    Column("relation", "category", "how the testimony stands", ("supports", "disputes", "adds")),
    Column("score", "number", "how much speaks for it, 0 to 1"),
    Column("evidence", "text", "what spoke for it, joined by |"),
    Column("finding", "text", "the words"),
    Column("testimony", "text", "the words"),
    Column("finding_id", "text", "claim"),
    Column("testimony_id", "text", "claim"),
    Column("finding_period", "text", "of when it speaks; null: nothing tells"),
    Column("testimony_period", "text", "of when it speaks; null: nothing tells"),
    Column("finding_link", "text", "opens the page at the words; null: no address is known"),
    Column("testimony_link", "text", "the comment's permalink, or the page at the words"),
)

CELL_COLUMNS: Final = (
    Column("unit", "text", "row of the units table, or the name of one in no table; null: none"),
    Column("unit_name", "text", "what it is called"),
    Column("topic", "text", "row of the topics table; null: none"),
    Column("period", "text", "null: not known, or earlier than a day that is"),
    Column("findings", "whole", "official findings and judgements"),
    Column("ratings", "text", "grades they give, with how often, joined by |"),
    Column("figures", "text", "the first figures they give, joined by |"),
    Column("finding_sentiment", "number", "mean, -1 bad to 1 good; null: none is valued"),
    Column("testimony", "whole", "claims from the practitioners' side"),
    Column("witnesses", "whole", "passages these stand in; what repeats another is not counted"),
    Column("testimony_sentiment", "number", "mean, -1 bad to 1 good; null: none is valued"),
    Column("supports", "whole", "witnesses who support one of the findings"),
    Column("disputes", "whole", "witnesses who dispute one"),
    Column("adds", "whole", "witnesses who add to one"),
    Column("disputed", "number", "share of disputes in disputes and supports; null: neither"),
    Column("disputed_low", "number", "lower end of its interval of 95 per cent (Wilson)"),
    Column("disputed_high", "number", "upper end"),
)


class Pair(NamedTuple):
    """A finding and a piece of testimony that was related to it.

    Both claims hold their place: ``claim.document_id``, ``claim.passage_id``, ``claim.span`` and
    ``claim.selector.url``.
    """

    finding: Claim
    testimony: Claim
    relation: Relation

    @property
    def links(self) -> tuple[str | None, str | None]:
        """The two addresses, that of the finding first."""
        return self.finding.selector.url, self.testimony.selector.url


class Key(NamedTuple):
    """Which unit, subject and time; None where it is not told."""

    unit: str | None
    topic: str | None
    period: str | None


class Cell(NamedTuple):
    """What both sides say of one unit, subject and time.

    Attributes
    ----------
    findings, testimony : tuple of Claim
        Of this unit, subject and time by what they say themselves.
    pairs : tuple of Pair
        The findings with the testimony related to them, of whatever time; the surest first.
    """

    key: Key
    unit_name: str | None
    findings: tuple[Claim, ...]
    testimony: tuple[Claim, ...]
    pairs: tuple[Pair, ...]


class Comparison:
    """Findings and testimony side by side.

    Iterating gives the pairs; ``cells`` holds what stands together.

    Attributes
    ----------
    cells : tuple of Cell
        By unit, subject and time.
    pairs : tuple of Pair
        All of them, the surest first.
    asked : str
        What was asked for.
    note : str
        What was found on either side, and where nothing was, what there is instead.
    """

    def __init__(self, cells: tuple[Cell, ...], asked: str, note: str) -> None:
        self.cells, self.asked, self.note = cells, asked, note
        unique = {
            (pair.finding.id, pair.testimony.id): pair for cell in cells for pair in cell.pairs
        }
        self.pairs = tuple(sorted(unique.values(), key=_sureness))

    def __len__(self) -> int:
        return len(self.pairs)

    def __bool__(self) -> bool:
        return bool(self.cells)

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)

    def to_frame(self) -> Frame:
        """Give a row a unit, subject and time; a claim of two units is in the rows of both."""
        return Frame(CELL_COLUMNS, (_cell_row(cell) for cell in self.cells))

    def pairs_frame(self) -> Frame:
        """Give a row a pair, with both texts and links."""
        return Frame(PAIR_COLUMNS, (_pair_row(pair) for pair in self.pairs))

    def __repr__(self) -> str:
        blocks = [as_text(_heading(cell), *_columns(cell)) for cell in self.cells[:_SHOWN]]
        more = [f"… {len(self.cells) - _SHOWN:,} more"] if len(self.cells) > _SHOWN else []
        return "\n\n".join([self.asked, *blocks, *more, self.note])

    def _repr_html_(self) -> str:
        shown = [(_heading(cell), *_columns(cell)) for cell in self.cells[:_SHOWN]]
        return as_html(self.asked, shown, self.note)


_SHOWN: Final = 8


def compare(
    claims: Iterable[Claim],
    relations: Iterable[Relation],
    *,
    units: frozenset[str] | None = None,
    topic: str | None = None,
    by: Step = "year",
    names: Names | None = None,
    lookup: Callable[[str], Claim | None] | None = None,
) -> Comparison:
    """Set findings and testimony side by side.

    Parameters
    ----------
    claims : iterable of Claim
        Of a run; only those that are asked for are held.
    relations : iterable of Relation
        Between them.
    units : frozenset of str or None
        Only what is of one of these: ids, or names of units in no table, and the testimony related
        to it, which seldom names a unit. None: all units.
    topic : str or None
        Only what is of this subject, and the testimony related to it. None: all.
    by : str
        ``year``, ``quarter`` or ``month`` of when a claim speaks.
    names : Names or None
        What the ids are called.
    lookup : callable or None
        Gives a claim by its id, for related testimony that is itself of another unit or subject.
    """
    asked, names = _Asked(units, topic), names or Names()
    findings, testimony = asked.sort_out(claims)
    pairs = _pairs(findings, testimony, relations, lookup)
    cells: dict[Key, tuple[list[Claim], list[Claim], list[Pair]]] = defaultdict(
        lambda: ([], [], [])
    )
    for finding in findings.values():
        for key in _keys(finding, units, by):
            cells[key][0].append(finding)
            cells[key][2].extend(pairs.get(finding.id, ()))
    for told in testimony.values():
        for key in _keys(told, units, by):
            cells[key][1].append(told)
    made = tuple(
        Cell(
            key,
            names.units.get(key.unit or "", key.unit),
            tuple(both[0]),
            tuple(both[1]),
            tuple(sorted(both[2], key=_sureness)),
        )
        for key, both in sorted(cells.items(), key=lambda item: _order(item[0], names))
    )
    return Comparison(made, asked.words(names), asked.note(len(findings), len(testimony), names))


class _Asked:
    """What is asked for, and what else there would have been."""

    def __init__(self, units: frozenset[str] | None, topic: str | None) -> None:
        self._units, self._topic = units, topic
        self._other_units: Counter[str] = Counter()
        self._other_topics: Counter[str] = Counter()

    def sort_out(self, claims: Iterable[Claim]) -> tuple[dict[str, Claim], dict[str, Claim]]:
        """Keep the findings and the testimony that are asked for, by id."""
        findings: dict[str, Claim] = {}
        testimony: dict[str, Claim] = {}
        for claim in claims:
            finds = is_finding(claim)
            if not finds and claim.side != "practitioner":
                continue
            is_of_unit = self._units is None or not self._units.isdisjoint(units_of(claim))
            is_of_topic = self._topic is None or claim.topic == self._topic
            if is_of_unit and is_of_topic:
                (findings if finds else testimony)[claim.id] = claim
            elif finds and is_of_topic:
                self._other_units.update(units_of(claim))
            elif finds and is_of_unit and claim.topic:
                self._other_topics[claim.topic] += 1
        return findings, testimony

    def words(self, names: Names) -> str:
        """Say what was asked for."""
        parts = []
        if self._units is not None:
            parts.append(", ".join(sorted(names.units.get(unit, unit) for unit in self._units)))
        if self._topic is not None:
            parts.append(names.topics.get(self._topic, self._topic))
        return "Findings against testimony: " + (", ".join(parts) or "all units and subjects")

    def note(self, findings: int, testimony: int, names: Names) -> str:
        """Say what was found, and what there is where nothing was."""
        if findings and testimony:
            return f"{findings:,} findings, {testimony:,} claims of testimony"
        missing = "finding" if not findings else "testimony"
        words = f"nothing found: no {missing}"
        if findings or testimony:
            words += f" ({findings or testimony:,} claims of the other side)"
        elif not testimony:
            words = "nothing found: neither findings nor testimony"
        if not findings and self._other_units:
            units = (names.units.get(unit, unit) for unit, _ in self._other_units.most_common(3))
            words += f"; of this subject there are findings on {', '.join(units)}"
        if not findings and self._other_topics:
            topics = (topic for topic, _ in self._other_topics.most_common(3))
            words += f"; of this unit there are findings on {', '.join(topics)}"
        return words


def is_finding(claim: Claim) -> bool:
    """Tell whether a claim is a finding or judgement of the inspecting side."""
    return claim.voice == "official_finding" and claim.type in ("finding", "judgement")


def units_of(claim: Claim) -> tuple[str, ...]:
    """Give the units of a claim, by id, or by name where they are in no table."""
    return (*claim.unit_ids, *claim.unit_names)


def _pairs(
    findings: dict[str, Claim],
    testimony: dict[str, Claim],
    relations: Iterable[Relation],
    lookup: Callable[[str], Claim | None] | None,
) -> dict[str, list[Pair]]:
    """Give the pairs by the id of their finding."""
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for relation in relations:
        if finding := findings.get(relation.finding_id):
            told = testimony.get(relation.testimony_id)
            if told is None and lookup is not None:
                told = lookup(relation.testimony_id)
            if told is not None and told.side == "practitioner":
                pairs[finding.id].append(Pair(finding, told, relation))
    return pairs


def _keys(claim: Claim, units: frozenset[str] | None, by: Step) -> Iterator[Key]:
    period = _period(claim, by)
    named = [unit for unit in units_of(claim) if units is None or unit in units]
    for unit in dict.fromkeys(named) or [None]:
        yield Key(unit, claim.topic, period)


def _period(claim: Claim, by: Step) -> str | None:
    """Name the step a claim speaks of; what is only known to be earlier is of no step."""
    if not claim.period or claim.period.startswith("../"):
        return None
    return read_moment(claim.period).step(by)


def _order(key: Key, names: Names) -> tuple[object, ...]:
    unit = names.units.get(key.unit or "", key.unit or "")
    return (
        key.unit is None,
        unit,
        key.topic is None,
        key.topic or "",
        key.period is None,
        key.period or "",
    )


def _sureness(pair: Pair) -> tuple[object, ...]:
    return -pair.relation.score, pair.finding.id, pair.testimony.id


def witness_of(claim: Claim) -> str:
    """Give who tells a claim: its passage, or the one that its words repeat."""
    return claim.source_id or claim.passage_id


def _mean(claims: Iterable[Claim]) -> float | None:
    scores = [claim.sentiment.score for claim in claims if claim.sentiment]
    return sum(scores) / len(scores) if scores else None


def _cell_row(cell: Cell) -> tuple[object, ...]:
    witnesses: dict[str, set[str]] = defaultdict(set)
    for pair in cell.pairs:
        witnesses[pair.relation.relation].add(witness_of(pair.testimony))
    supports, disputes = len(witnesses["supports"]), len(witnesses["disputes"])
    both = supports + disputes
    low, high = share_interval(disputes, both) if both else (None, None)
    grades = Counter(one.rating.label for one in cell.findings if one.rating)
    figures = dict.fromkeys(one.statistic.span.surface for one in cell.findings if one.statistic)
    return (
        *(cell.key.unit, cell.unit_name, cell.key.topic, cell.key.period),
        len(cell.findings),
        "|".join(f"{grade} × {count}" for grade, count in grades.most_common()) or None,
        "|".join(" ".join(words.split()) for words in list(figures)[:FIGURES]) or None,
        _mean(cell.findings),
        len(cell.testimony),
        len({witness_of(one) for one in cell.testimony}),
        _mean(cell.testimony),
        *(supports, disputes, len(witnesses["adds"])),
        *(disputes / both if both else None, low, high),
    )


def _pair_row(pair: Pair) -> tuple[object, ...]:
    finding, told, relation = pair
    return (
        relation.relation,
        relation.score,
        "|".join(relation.evidence),
        *(finding.text, told.text, finding.id, told.id),
        *(finding.period, told.period),
        *pair.links,
    )


def _heading(cell: Cell) -> str:
    parts = (cell.unit_name or "no unit named", cell.key.topic or "no subject")
    return " · ".join((*parts, cell.key.period or "time not known"))


_SIGNS: Final = {"supports": "+", "disputes": "−", "adds": "~"}


def _columns(cell: Cell) -> tuple[list[tuple[str, str | None]], list[tuple[str, str | None]]]:
    """Give the two columns of a drawing: words with their link, related testimony first."""
    left = [(one.text, one.selector.url) for one in _paired_first(cell)]
    right = [
        (f"{_SIGNS[pair.relation.relation]} {pair.testimony.text}", pair.testimony.selector.url)
        for pair in cell.pairs
    ]
    paired = {pair.testimony.id for pair in cell.pairs}
    right += [(one.text, one.selector.url) for one in cell.testimony if one.id not in paired]
    return list(dict.fromkeys(left)), list(dict.fromkeys(right))


def _paired_first(cell: Cell) -> list[Claim]:
    places: dict[str, int] = {}
    for place, pair in enumerate(cell.pairs):
        places.setdefault(pair.finding.id, place)
    return sorted(cell.findings, key=lambda one: places.get(one.id, len(places) + len(cell.pairs)))
