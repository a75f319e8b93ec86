"""What all charts have in common: the library, type, colours, title and source line.

The colours are those of Okabe and Ito (2008), which people with any of the common colour
blindnesses tell apart; wherever colour tells two things apart, shape or place does too.

"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from probenlp.errors import ProbenlpError
from probenlp.records import Claim, Side

if TYPE_CHECKING:
    import altair as alt

FONT = "Liberation Sans"
"""Ships inside vl-convert, so that a picture has the same letters on every machine."""

SIDE_COLOURS = {"official": "#0072B2", "practitioner": "#D55E00"}
GRADE_COLOURS = ("#D55E00", "#E69F00", "#56B4E9", "#009E73")
GRADE_SHAPES = ("cross", "triangle-up", "diamond", "circle")
INK, SOFT, RULE = "#1d1c1a", "#5f5a52", "#ddd5c7"
WIDTH = 640

_MONTH = re.compile(r"\d{4}-\d{2}")


def altair() -> "Any":
    """Give the module ``altair``.

    Raises
    ------
    ProbenlpError
        If it is not installed; says which extra brings it.
    """
    try:
        import altair as alt
    except ImportError as error:
        raise missing("charts need Altair") from error
    return alt


def missing(what: str) -> ProbenlpError:
    """Make the error for a library of the extra that is not there."""
    return ProbenlpError(f"{what}, which is not installed: pip install 'probenlp[notebook]'")


def month_of(claim: Claim) -> str | None:
    """Give the month a claim speaks of; None for a year, a "before 2024", or nothing.

    Examples
    --------
    >>> from probenlp.report.charts.setting import _month
    >>> _month("2023-03-14"), _month("2023"), _month("../2024-05")
    ('2023-03', None, None)
    """
    return _month(claim.period)


def _month(period: str | None) -> str | None:
    found = _MONTH.match(period or "")
    return found[0] if found else None


def title(heading: str, *notes: str) -> "alt.TitleParams":
    """Make the title of a chart with what it counts below it."""
    return altair().TitleParams(heading, subtitle=list(notes))  # type: ignore[no-any-return]


def sources(n: int, what: str, documents: int) -> str:
    """Say of how many things in how many documents a chart is.

    Examples
    --------
    >>> sources(1, "rating", 1), sources(1200, "claim", 31)
    ('1 rating in 1 document', '1,200 claims in 31 documents')
    """
    things = f"{n:,} {what}{'' if n == 1 else 's'}"
    return f"{things} in {documents:,} document{'' if documents == 1 else 's'}"


def rows_of(values: Sequence[dict[str, Any]]) -> "Any":
    """Give rows as the data of a chart, inside it and not in a file beside it."""
    return altair().InlineData(values=list(values))


def nothing(heading: str, why: str) -> "alt.Chart":
    """Make the chart that says that there is nothing to show."""
    alt = altair()
    chart = (
        alt.Chart(rows_of([{"why": why}]), title=title(heading))
        .mark_text(fontSize=13, color=SOFT)
        .encode(text=alt.Text("why:N"))
        .properties(width=WIDTH, height=90)
    )
    return styled(chart)  # type: ignore[no-any-return]


def styled(chart: "Any") -> "Any":
    """Give a chart the type and rules that all charts have."""
    axis = {"labelColor": SOFT, "titleColor": SOFT, "domainColor": SOFT, "tickColor": SOFT}
    return (
        chart.configure(font=FONT, background="white", padding=14)
        .configure_view(stroke=None)
        .configure_title(
            anchor="start",
            fontSize=16,
            fontWeight=600,
            color=INK,
            subtitleColor=SOFT,
            subtitleFontSize=12,
            subtitlePadding=5,
            offset=14,
        )
        .configure_axis(
            gridColor="#efe9de",
            labelFontSize=11,
            titleFontSize=11,
            titleFontWeight="normal",
            **axis,
        )
        .configure_legend(labelColor=INK, titleColor=SOFT, titleFontWeight="normal", symbolSize=90)
    )


def grade_marks(grades: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give a colour and a shape for each grade, the worst first.

    Examples
    --------
    >>> grade_marks(["Inadequate", "Good"])
    (['#D55E00', '#E69F00'], ['cross', 'triangle-up'])
    """
    steps = len(GRADE_COLOURS)
    places = [place * steps // max(steps, len(grades)) for place in range(len(grades))]
    return [GRADE_COLOURS[place] for place in places], [GRADE_SHAPES[place] for place in places]


def side_scale(sides: Iterable[Side] = ("official", "practitioner")) -> "Any":
    """Give the colours of the two sides."""
    names = list(sides)
    return altair().Scale(domain=names, range=[SIDE_COLOURS[one] for one in names])
