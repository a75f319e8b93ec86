"""How each side values each aspect of the service."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from probenlp.domains import Domain
from probenlp.records import PassageTags, Sentence, Sentiment, Side, side_of
from probenlp.report.charts.setting import (
    INK,
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
from probenlp.report.naming import Names, names_of, said

if TYPE_CHECKING:
    import altair as alt

_HEADING = "How each side values the service"
NEITHER = 0.25
"""A score nearer to nought than this is neither good nor bad; the scores lie in three heaps."""


class Valued(msgspec.Struct, frozen=True, kw_only=True):
    """How many sentences of one side value an aspect badly, neither, well, and the mean score."""

    aspect: str
    side: Side
    bad: int
    even: int
    good: int
    mean: float

    def shown(self) -> tuple[str, str, int, int, int, float]:
        """Give the row as the explorer page has it."""
        return (self.aspect, self.side, self.bad, self.even, self.good, self.mean)


class Sentiments:
    """Collects the sentiments of sentences by aspect and side, passage by passage."""

    def __init__(self) -> None:
        self.documents: set[str] = set()
        self._scores: dict[tuple[str, Side], list[float]] = {}

    def add(self, tags: PassageTags) -> None:
        """Take the tags of a passage."""
        starts = [sentence.span.start for sentence in tags.sentences]
        for one in tags.sentiments:
            if one.aspect is None:
                continue
            sentence = _sentence_of(one, tags.sentences, starts)
            side = side_of(sentence.voice, sentence.speaker.role) if sentence else None
            if side is not None:
                self.documents.add(tags.document_id)
                self._scores.setdefault((one.aspect, side), []).append(one.score)

    def rows(self, names: Names) -> list[Valued]:
        """Give a row an aspect and side, the aspects most spoken of first."""
        sizes: dict[str, int] = {}
        for (aspect, _), scores in self._scores.items():
            sizes[aspect] = sizes.get(aspect, 0) + len(scores)
        order = sorted(self._scores, key=lambda key: (-sizes[key[0]], *key))
        return [self._row(aspect, side, names) for aspect, side in order]

    def _row(self, aspect: str, side: Side, names: Names) -> Valued:
        scores = self._scores[aspect, side]
        bad = sum(score <= -NEITHER for score in scores)
        good = sum(score >= NEITHER for score in scores)
        return Valued(
            aspect=names.aspects.get(aspect, said(aspect)),
            side=side,
            bad=bad,
            even=len(scores) - bad - good,
            good=good,
            mean=round(sum(scores) / len(scores), 3),
        )


def _sentence_of(
    sentiment: Sentiment, sentences: tuple[Sentence, ...], starts: list[int]
) -> Sentence | None:
    """Find the sentence that a sentiment is of; both are in the order of the text."""
    place = bisect_right(starts, sentiment.span.start) - 1
    return sentences[place] if place >= 0 else None


def sentiment_by_aspect(
    tags: Iterable[PassageTags], *, domain: Domain | None = None
) -> "alt.Chart | alt.LayerChart":
    """Draw which share of the sentences about each aspect values it badly or well, by side.

    Parameters
    ----------
    tags : iterable of PassageTags
        The tags of a run; a claim has no sentiment by aspect, its sentence has. Sentences on
        neither side, and those whose voice is open, are left out.
    domain : Domain or None
        Names the aspects.

    Returns
    -------
    altair chart
        Bars to the left are bad for the service, bars to the right good; what is neither is in the
        number of sentences and in no bar.
    """
    found = Sentiments()
    for one in tags:
        found.add(one)
    rows = found.rows(names_of(domain))
    if not rows:
        return nothing(_HEADING, "No sentence of either side values an aspect of the service.")
    total = sum(row.bad + row.even + row.good for row in rows)
    note = sources(total, "sentence", len(found.documents))
    how = "To the left: valued badly; to the right: well. n: sentences, those that do neither too."
    return styled(_drawn(rows, note, how))  # type: ignore[no-any-return]


def _drawn(rows: list[Valued], note: str, how: str) -> "Any":
    alt = altair()
    values = [value for row in rows for value in _bars(row)]
    aspects = list(dict.fromkeys(row.aspect for row in rows))
    reach = max(abs(value["share"]) for value in values) or 1.0
    scale = alt.Scale(domain=[-reach * 1.12, reach * 1.12])
    base = alt.Chart(rows_of(values), title=title(_HEADING, note, how)).encode(
        y=alt.Y("aspect:N", sort=aspects, title=None, axis=alt.Axis(labelLimit=330, ticks=False)),
        yOffset=alt.YOffset("side:N", sort=["official", "practitioner"]),
    )
    axis = alt.Axis(labelExpr="format(abs(datum.value), '.0%')", tickCount=7)
    bars = base.mark_bar(height={"band": 0.82}).encode(
        x=alt.X("share:Q", scale=scale, title="share of the sentences about it", axis=axis),
        color=alt.Color("side:N", scale=side_scale(), legend=alt.Legend(title=None, orient="top")),
        opacity=alt.condition("datum.share < 0", alt.value(1.0), alt.value(0.55)),
        tooltip=["aspect:N", "side:N", "how:N", "sentences:Q", "n:Q", "mean:Q"],
    )
    numbers = (
        base.transform_filter("datum.share >= 0")
        .mark_text(align="left", dx=4, fontSize=10, color=SOFT)
        .encode(x=alt.X("share:Q", scale=scale), text="label:N")
    )
    axis_line = alt.Chart().mark_rule(color=INK).encode(x=alt.datum(0))
    return (bars + numbers + axis_line).properties(width=WIDTH, height=alt.Step(15))


def _bars(row: Valued) -> list[dict[str, Any]]:
    n = row.bad + row.even + row.good
    same = {"aspect": row.aspect, "side": row.side, "n": n, "mean": row.mean, "label": f"n = {n}"}
    return [
        {**same, "how": "badly", "share": -row.bad / n, "sentences": row.bad},
        {**same, "how": "well", "share": row.good / n, "sentences": row.good},
    ]
