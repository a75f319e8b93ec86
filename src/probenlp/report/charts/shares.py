"""Figures by the standard they are of: shares in per cent with their bounds."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from probenlp.domains import Domain
from probenlp.records import Claim, Document, Statistic
from probenlp.report.charts.setting import (
    SOFT,
    WIDTH,
    altair,
    nothing,
    rows_of,
    side_scale,
    sources,
    styled,
    title,
)
from probenlp.report.naming import Names, by_id, names_of, title_label

if TYPE_CHECKING:
    import altair as alt

_HEADING = "Shares in per cent, by inspection standard"
_ALL = 100.0
_BELOW, _ABOVE = frozenset({"<", "≤", "≈below"}), frozenset({">", "≥", "≈above"})
_ARROW = 5.0
_SIDES = {"official": 0, "practitioner": 1}


def statistics_by_standard(
    claims: Iterable[Claim], documents: Iterable[Document] = (), *, domain: Domain | None = None
) -> "alt.Chart | alt.LayerChart":
    """Draw the shares that claims state, by standard and side.

    A share stated whole ("64%") is a filled mark; one stated as a bound ("fewer than half") is
    hollow, with a short line to the side on which the true value lies; a range ("30 to 40 per
    cent") is a line from end to end. Targets and suppositions are left out, and shares of more than
    all ("165% of the target").

    Parameters
    ----------
    claims, documents, domain
        As for :func:`probenlp.report.charts.ratings_over_time`.
    """
    rows = list(_rows(claims, by_id(documents), names_of(domain)))
    if not rows:
        return nothing(_HEADING, "No share in per cent with an inspection standard.")
    standards = sorted({row["standard"] for row in rows})
    documents_told = len({row["document"] for row in rows})
    note = sources(len(rows), "share", documents_told)
    how = "Filled: stated whole. Hollow: a bound, the line on the side of the true value."
    return styled(_drawn(rows, standards, note, how))  # type: ignore[no-any-return]


def _rows(
    claims: Iterable[Claim], documents: dict[str, Document], names: Names
) -> Iterable[dict[str, Any]]:
    for claim in claims:
        figure = claim.statistic
        if figure is None or claim.standard is None or claim.side is None or not _shown(figure):
            continue
        low, high = _ends(figure)
        document = documents.get(claim.document_id)
        yield {
            "standard": names.standards.get(claim.standard, claim.standard),
            "side": claim.side,
            "value": figure.value,
            "low": low,
            "high": high,
            "stated": "as a bound" if figure.comparator in _BELOW | _ABOVE else "whole",
            "words": figure.span.surface,
            "claim": claim.text,
            "document": claim.document_id,
            "source": title_label(document) if document else claim.document_id,
        }


def _shown(figure: Statistic) -> bool:
    share = figure.kind == "share" and figure.unit == "per cent"
    return share and not figure.hypothetical and 0 <= figure.value <= _ALL


def _ends(figure: Statistic) -> tuple[float, float]:
    """Give the stretch drawn for a figure: a range, a bound's open side, or a point."""
    if figure.value_high is not None:
        return figure.value, min(figure.value_high, _ALL)
    if figure.comparator in _BELOW:
        return max(0.0, figure.value - _ARROW), figure.value
    if figure.comparator in _ABOVE:
        return figure.value, min(_ALL, figure.value + _ARROW)
    return figure.value, figure.value


def _drawn(rows: list[dict[str, Any]], standards: list[str], note: str, how: str) -> "Any":
    alt = altair()
    base = alt.Chart(rows_of(rows), title=title(_HEADING, note, how)).encode(
        y=alt.Y(
            "standard:N", sort=standards, title=None, axis=alt.Axis(labelLimit=240, ticks=False)
        ),
        yOffset=alt.YOffset("side:N", sort=list(_SIDES)),
        color=alt.Color("side:N", scale=side_scale(), legend=alt.Legend(title=None, orient="top")),
    )
    scale = alt.Scale(domain=[0, _ALL])
    lines = base.mark_rule(strokeWidth=2, opacity=0.7).encode(
        x=alt.X("low:Q", scale=scale), x2=alt.X2("high:Q")
    )
    marks = base.mark_point(size=70, strokeWidth=1.8, opacity=0.75).encode(
        x=alt.X("value:Q", scale=scale, title="per cent", axis=alt.Axis(tickCount=5)),
        fill=alt.condition(
            "datum.stated == 'whole'",
            alt.Color("side:N", scale=side_scale(), legend=None),
            alt.value("white"),
        ),
        tooltip=["words:N", "claim:N", "side:N", "source:N"],
    )
    rule = alt.Chart().mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=alt.datum(50.0))
    return (rule + lines + marks).properties(width=WIDTH, height=alt.Step(17))
