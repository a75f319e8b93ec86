"""Check scales of ratings, and the published outcomes against them."""

from collections import defaultdict
from collections.abc import Iterator

from probenlp.domains.findings import Finding
from probenlp.domains.folder import Folder, at, unknown, validity_of
from probenlp.domains.rows import Outcome, RatingRow
from probenlp.domains.tables import Line
from probenlp.domains.validity import Validity, is_date


def check_scales(folder: Folder) -> Iterator[Finding]:
    """Check ratings and outcomes."""
    yield from _ranks(folder)
    for line in folder.ratings:
        yield from _bounds(line)
    yield from _outcomes(folder)


def _ranks(folder: Folder) -> Iterator[Finding]:
    """Two grades of one scale have not one rank."""
    scales: dict[tuple[str, str], list[Line[RatingRow]]] = defaultdict(list)
    for line in folder.ratings:
        if line.row.kind == "label" and line.row.rank:
            scales[line.row.scale, line.row.rank].append(line)
    for (scale, rank), lines in scales.items():
        for line in lines[1:]:
            yield at(
                "ratings",
                line.number,
                "rank",
                "same-rank",
                met=f"{rank}, which {lines[0].row.id!r} in line {lines[0].number} has too",
                wanted=f"a rank of its own in the scale {scale!r}",
            )


def _bounds(line: Line[RatingRow]) -> Iterator[Finding]:
    row = line.row
    low, high, most = map(_number, (row.score_min, row.score_max, row.score_out_of))
    if low is not None and high is not None and low > high:
        wanted = f"no less than score_min, {row.score_min}"
        yield at(
            "ratings", line.number, "score_max", "score-bounds", met=row.score_max, wanted=wanted
        )
    if high is not None and most is not None and high > most:
        wanted = f"no more than score_out_of, {row.score_out_of}"
        yield at(
            "ratings", line.number, "score_max", "score-bounds", met=row.score_max, wanted=wanted
        )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None  # that it is no number is found with the cells


def _outcomes(folder: Folder) -> Iterator[Finding]:
    units = {line.row.id: line.row for line in folder.units}
    people = frozenset(line.row.name for line in folder.people)
    labels = frozenset(line.row.label for line in folder.ratings if line.row.kind == "label")
    for line in folder.outcomes:
        row, number = line.row, line.number
        for column in ("overall_rating", "previous_rating"):
            if value := getattr(row, column):
                wanted = "a label of ratings.tsv"
                yield from unknown("outcomes", number, column, value, labels, wanted)
        if row.chief_inspector:
            yield from unknown(
                "outcomes",
                number,
                "chief_inspector",
                row.chief_inspector,
                people,
                "the name of a person of people.tsv",
            )
        yield from _standards(folder, line, labels)
        yield from _score(line)
        yield from _when(folder, line)
        unit = units.get(row.unit_id)
        if unit is not None and row.kind and unit.kind != row.kind:
            wanted = f"{unit.kind!r}, the kind of {unit.id!r}"
            yield at("outcomes", number, "kind", "kind-of-unit", met=repr(row.kind), wanted=wanted)


def _standards(folder: Folder, line: Line[Outcome], labels: frozenset[str]) -> Iterator[Finding]:
    for pair in line.row.standard_ratings:
        standard, equals, label = pair.partition("=")
        if not equals:
            wanted = "STANDARD=LABEL"
            yield at(
                "outcomes", line.number, "standard_ratings", "pair", met=repr(pair), wanted=wanted
            )
            continue
        for value, known, table in (
            (standard, folder.ids("standards"), "the id of a row of standards.tsv"),
            (label, labels, "a label of ratings.tsv"),
        ):
            yield from unknown("outcomes", line.number, "standard_ratings", value, known, table)


def _score(line: Line[Outcome]) -> Iterator[Finding]:
    row = line.row
    score, most = _number(row.score), _number(row.score_out_of)
    if score is not None and most is not None and score > most:
        yield at(
            "outcomes",
            line.number,
            "score",
            "score-over-maximum",
            met=row.score,
            wanted=f"no more than score_out_of, {row.score_out_of}",
        )
    if most is not None and score is None:
        yield at(
            "outcomes",
            line.number,
            "score",
            "no-score",
            met=repr(row.score),
            wanted="a score out of it",
        )


def _when(folder: Folder, line: Line[Outcome]) -> Iterator[Finding]:
    """Check the date against the year, the unit's time, and the inspector's term."""
    row, number = line.row, line.number
    date = row.published or row.year
    if not is_date(date):
        return
    if is_date(row.year) and not date.startswith(row.year):
        wanted = f"a day of the year {row.year}"
        yield at("outcomes", number, "published", "year", met=repr(row.published), wanted=wanted)
    at_the_time = Validity(date, date)
    unit = next((one.row for one in folder.units if one.row.id == row.unit_id), None)
    if unit is not None and date < unit.valid_from[: len(date)]:
        # A report on a service that has just ended is common; one before it began is not.
        wanted = f"a date from {unit.valid_from} on, when the unit began"
        yield at("outcomes", number, "published", "before-the-unit", met=repr(date), wanted=wanted)
    terms = [one.row for one in folder.people if one.row.name == row.chief_inspector]
    if terms and not any(at_the_time.may_overlap(validity_of(term)) for term in terms):
        spans = ", ".join(f"{term.valid_from} to {term.valid_to}" for term in terms)
        yield at(
            "outcomes",
            number,
            "chief_inspector",
            "not-in-office",
            met=f"{row.chief_inspector!r} at {date}",
            wanted=f"who was in office then ({spans})",
            level="warning",
        )
