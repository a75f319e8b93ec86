"""How much practitioners tell of what, month by month."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from probenlp.domains import Domain
from probenlp.records import Claim, Document
from probenlp.report.charts.setting import (
    INK,
    WIDTH,
    altair,
    month_of,
    nothing,
    rows_of,
    sources,
    styled,
    title,
)
from probenlp.report.naming import names_of

if TYPE_CHECKING:
    import altair as alt

_HEADING = "What practitioners tell of"
_MOST_TOPICS = 20
_MOST_COLUMNS = 48
"""With more months than this the columns are quarters, and then years: a cell must stay wide
enough for its number."""

_EARLIER = 0.05
"""The share of claims, the oldest, that may stand together in the column "before": a remark on
1987 must not make years of all months."""

_SPANS = {"month": 1, "quarter": 3, "year": 12}


def volume_of_testimony(
    claims: Iterable[Claim],
    documents: Iterable[Document] = (),
    *,
    domain: Domain | None = None,
    most: int = _MOST_TOPICS,
) -> "alt.Chart | alt.LayerChart":
    """Draw how many claims practitioners make on each topic, by the month they speak of.

    Claims without a topic or a month are not drawn and are counted below the title. Where the
    months are too many, the columns are quarters or years.

    Parameters
    ----------
    claims : iterable of Claim
        Those of the practitioners' side are taken.
    documents : iterable of Document
        Not needed; the same for all charts.
    domain : Domain or None
        Names the topics.
    most : int
        Topics shown, the largest.
    """
    del documents
    names = names_of(domain).topics
    told = [claim for claim in claims if claim.side == "practitioner"]
    drawn = [
        (names.get(claim.topic, claim.topic), _number(month))
        for claim in told
        if claim.topic and (month := month_of(claim))
    ]
    if not drawn:
        return nothing(_HEADING, "No testimony with a topic and a month.")
    sizes = Counter(topic for topic, _ in drawn)
    topics = sorted(sizes, key=lambda topic: (-sizes[topic], topic))[:most]
    there = {claim.document_id for claim in told if claim.topic and month_of(claim)}
    notes = [sources(len(drawn), "claim", len(there))]
    notes[0] += f"; {len(told) - len(drawn):,} more without topic or month"
    if len(sizes) > most:
        notes.append(f"The {most} largest of {len(sizes)} topics")
    columns, column_of, unit = _columns([month for _, month in drawn])
    cells = Counter((topic, column_of(month)) for topic, month in drawn)
    rows = [
        {"topic": topic, "when": when, "claims": n}
        for (topic, when), n in sorted(cells.items())
        if topic in topics
    ]
    return styled(_drawn(rows, topics, columns, title(f"{_HEADING}, by {unit}", *notes)))  # type: ignore[no-any-return]


def _number(month: str) -> int:
    """Count months from the year nought."""
    return 12 * int(month[:4]) + int(month[5:7]) - 1


def _columns(months: list[int]) -> tuple[list[str], Callable[[int], str], str]:
    """Choose columns of time without gaps; tell which one a month is in, and their unit."""
    ordered = sorted(months)
    first, last = ordered[int(_EARLIER * len(ordered))], ordered[-1]
    fitting = (one for one, span in _SPANS.items() if last // span - first // span < _MOST_COLUMNS)
    unit = next(fitting, "year")
    span = _SPANS[unit]
    first = max(first // span, last // span - _MOST_COLUMNS + 1) * span
    before = f"before {_column(first, unit)}"
    columns = [_column(month, unit) for month in range(first, last + 1, span)]
    if ordered[0] < first:
        columns.insert(0, before)
    return columns, lambda month: before if month < first else _column(month, unit), unit


def _column(month: int, unit: str) -> str:
    year, place = divmod(month, 12)
    if unit == "month":
        return f"{year:04}-{place + 1:02}"
    return f"{year:04}" if unit == "year" else f"{year:04} Q{place // 3 + 1}"


def _drawn(
    rows: list[dict[str, Any]], topics: list[str], columns: list[str], heading: "Any"
) -> "Any":
    alt = altair()
    most = max(row["claims"] for row in rows)
    when = alt.X(
        "when:O",
        title=None,
        scale=alt.Scale(domain=columns),
        axis=alt.Axis(labelAngle=-45, ticks=False, labelOverlap=True),
    )
    base = alt.Chart(rows_of(rows), title=heading).encode(
        x=when,
        y=alt.Y("topic:N", sort=topics, title=None, axis=alt.Axis(labelLimit=240, ticks=False)),
    )
    cells = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color(
            "claims:Q", scale=alt.Scale(scheme="oranges", domain=[0, most]), legend=None
        ),
        tooltip=["topic:N", "when:O", "claims:Q"],
    )
    numbers = base.mark_text(fontSize=10).encode(
        text="claims:Q",
        color=alt.condition(f"datum.claims > {0.6 * most}", alt.value("white"), alt.value(INK)),
    )
    step = max(17, min(44, WIDTH // len(columns)))
    grid = base.mark_rect(fillOpacity=0, stroke="#efe9de").encode(y=alt.Y("topic:N", sort=topics))
    return (grid + cells + numbers).properties(width=alt.Step(step), height=alt.Step(24))
