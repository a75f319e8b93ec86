"""Which service was rated what, when."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from probenlp.domains import Domain
from probenlp.records import Claim, Document
from probenlp.report.charts.setting import (
    RULE,
    WIDTH,
    altair,
    grade_marks,
    month_of,
    nothing,
    rows_of,
    sources,
    styled,
    title,
)
from probenlp.report.naming import Names, by_id, names_of, title_label, units_of

if TYPE_CHECKING:
    import altair as alt

_HEADING = "Ratings of services over time"
_MOST_UNITS = 30


def ratings_over_time(
    claims: Iterable[Claim],
    documents: Iterable[Document] = (),
    *,
    domain: Domain | None = None,
    most: int = _MOST_UNITS,
) -> "alt.Chart":
    """Draw the ratings that texts give services, by the month they speak of.

    Only ratings that are asserted count: no earlier inspection's, none denied or supposed, none of
    another service; and only where service and month are known. Equal ratings of one service in one
    month are one mark, larger the more claims there are.

    Parameters
    ----------
    claims : iterable of Claim
        Of either side or of both; give what you want to see.
    documents : iterable of Document
        Names the sources in the tooltips.
    domain : Domain or None
        Names the services and orders the grades.
    most : int
        Services shown, those with the most ratings.

    Returns
    -------
    altair chart
        Says so where there are no such ratings.

    Raises
    ------
    ProbenlpError
        If Altair is not installed.
    """
    rows = _rows(claims, by_id(documents), names_of(domain))
    kept = _most_rated(rows, most)
    if not kept:
        return nothing(_HEADING, "No asserted rating of a named service with a month.")
    notes = [sources(sum(row["claims"] for row in kept), "claim", _documents(kept))]
    notes[0] += "; in each line the better grades stand higher"
    if len(kept) < len(rows):
        notes.append(f"The {most} services with the most ratings")
    return styled(_drawn(kept, names_of(domain), notes))  # type: ignore[no-any-return]


def _rows(
    claims: Iterable[Claim], documents: dict[str, Document], names: Names
) -> list[dict[str, Any]]:
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        month = month_of(claim)
        if claim.rating is None or claim.rating.status != "asserted" or month is None:
            continue
        for unit in dict.fromkeys(units_of(claim, names)):
            found.setdefault((unit, month, claim.rating.label), []).append(claim)
    rows = []
    for (unit, month, label), told in sorted(found.items()):
        ids = dict.fromkeys(claim.document_id for claim in told)
        known = [title_label(documents[one]) for one in ids if one in documents]
        row = {"unit": unit, "month": month, "grade": label, "claims": len(told)}
        rows.append({**row, "documents": list(ids), "source": "; ".join(known[:3])})
    return rows


def _most_rated(rows: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    sizes: Counter[str] = Counter()
    for row in rows:
        sizes[row["unit"]] += row["claims"]
    kept = {unit for unit, _ in sorted(sizes.items(), key=lambda one: (-one[1], one[0]))[:most]}
    return [row for row in rows if row["unit"] in kept]


def _documents(rows: list[dict[str, Any]]) -> int:
    return len({one for row in rows for one in row["documents"]})


def _drawn(rows: list[dict[str, Any]], names: Names, notes: list[str]) -> "Any":
    alt = altair()
    there = {row["grade"] for row in rows}
    grades = [grade for grade in names.ratings if grade in there]
    grades += sorted(there.difference(grades))
    colours, shapes = grade_marks(grades)
    latest = {row["unit"]: row["month"] for row in rows}  # rows are in the order of time
    units = sorted(latest, key=lambda unit: (latest[unit], unit), reverse=True)
    values = [
        {key: row[key] for key in ("unit", "month", "grade", "claims", "source")} for row in rows
    ]
    base = alt.Chart(rows_of(values), title=title(_HEADING, *notes)).encode(
        y=alt.Y(
            "unit:N",
            sort=units,
            title=None,
            axis=alt.Axis(labelLimit=260, ticks=False, grid=True, gridColor=RULE, domain=False),
        ),
    )
    marks = base.mark_point(filled=True, opacity=0.9, stroke="white", strokeWidth=0.6).encode(
        x=alt.X(
            "month:T",
            title=None,
            scale=alt.Scale(padding=16),
            axis=alt.Axis(format="%b %Y", labelOverlap=True, tickCount=8),
        ),
        yOffset=alt.YOffset(
            "grade:N", sort=grades[::-1], scale=alt.Scale(type="point", range=[2, 22])
        ),
        color=_by_grade(alt.Color, grades, colours),
        shape=_by_grade(alt.Shape, grades, shapes),
        size=alt.Size("claims:Q", scale=alt.Scale(range=[80, 240]), legend=None),
        tooltip=["unit:N", "month:N", "grade:N", "claims:Q", "source:N"],
    )
    return marks.properties(width=WIDTH, height=alt.Step(30, **{"for": "position"}))


def _by_grade(channel: "Any", grades: list[str], marks: list[str]) -> "Any":
    alt = altair()
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    return channel("grade:N", scale=alt.Scale(domain=grades, range=marks), legend=legend)
