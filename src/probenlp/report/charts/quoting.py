"""Who passes on whose words."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from probenlp.records import Document, Passage, PassageTags, Side, Speaker, side_of
from probenlp.report.charts.setting import (
    INK,
    SIDE_COLOURS,
    WIDTH,
    altair,
    nothing,
    rows_of,
    sources,
    styled,
    title,
)
from probenlp.report.naming import PUBLIC_ROLES, said, site_label, speaker_name

if TYPE_CHECKING:
    import altair as alt

_HEADING = "Who quotes whom"
_MOST = 45
_ROUNDS = 24

_KINDS = ("passes on", "official", "practitioner", "neither side")
_COLOURS = (INK, SIDE_COLOURS["official"], SIDE_COLOURS["practitioner"], "#999999")
_SHAPES = ("square", "circle", "circle", "circle")


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """How often a source passes on a speaker's words.

    Attributes
    ----------
    source : str
        A site, or those who comment on it.
    speaker : str
        A public speaker's name; the role of all others.
    side : str or None
        The speaker's.
    quotations : int
    """

    source: str
    speaker: str
    side: Side | None
    quotations: int

    def shown(self) -> tuple[str, str, str, int]:
        """Give the row as the explorer page has it."""
        return (self.source, self.speaker, self.side or "", self.quotations)


class Quotes:
    """Collects quotations by source and speaker, passage by passage.

    Parameters
    ----------
    documents : iterable of Document
        Those that the tags are of.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._sources = {
            passage.id: _source(document, passage)
            for document in documents
            for passage in document.passages
        }
        self._seen: Counter[tuple[str, str, Side | None]] = Counter()
        self.documents: set[str] = set()

    def add(self, tags: PassageTags) -> None:
        """Take the tags of a passage; quotations of speakers without a known role do not count."""
        source = self._sources.get(tags.passage_id)
        for quotation in tags.quotations:
            speaker = quotation.speaker
            if source is None or speaker.role is None or speaker.role == "other":
                continue
            self._seen[source, _called(speaker), _side(speaker)] += 1
            self.documents.add(tags.document_id)

    def rows(self, most: int = _MOST) -> list[Quoted]:
        """Give the pairs with the most quotations, those first."""
        order = sorted(self._seen.items(), key=lambda one: (-one[1], one[0][0], one[0][1]))
        return [
            Quoted(source=source, speaker=speaker, side=side, quotations=n)
            for (source, speaker, side), n in order[:most]
        ]


def _source(document: Document, passage: Passage) -> str:
    site = site_label(document)
    return f"commenters, {site}" if passage.kind == "comment" else site


def _called(speaker: Speaker) -> str:
    name = speaker_name(speaker, None)
    return name or f"{said(speaker.role or 'other')}s, not named"


def _side(speaker: Speaker) -> Side | None:
    if speaker.role in PUBLIC_ROLES - {"union"}:
        return "official"
    return side_of("commentary", speaker.role)


def who_quotes_whom(
    documents: Iterable[Document], tags: Iterable[PassageTags], *, most: int = _MOST
) -> "alt.Chart | alt.LayerChart":
    """Draw who passes on whose words as a network.

    Parameters
    ----------
    documents : iterable of Document
        Tells where each passage stands; the words of comments are passed on by "commenters" of
        the site, never by a person.
    tags : iterable of PassageTags
        The quotations. Speakers without a known role are left out; private persons are shown by
        their role.
    most : int
        Pairs drawn, those with the most quotations.

    Returns
    -------
    altair chart
        Two columns: squares pass on, circles speak, in the colour of their side; a line is the
        wider the more quotations. The same quotations give the same picture.
    """
    found = Quotes(documents)
    for one in tags:
        found.add(one)
    rows = found.rows(most)
    if not rows:
        return nothing(_HEADING, "No quotation with a speaker of known role.")
    note = sources(sum(row.quotations for row in rows), "quotation", len(found.documents))
    how = "From those who pass words on to those who spoke; private persons by their role."
    return styled(_drawn(rows, note, how))  # type: ignore[no-any-return]


def _drawn(rows: list[Quoted], note: str, how: str) -> "Any":
    alt = altair()
    sources_, speakers = _orders(rows)
    places = {**_spread("<", sources_), **_spread(">", speakers)}
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 1], reverse=True))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    lines = (
        alt.Chart(rows_of(_lines(rows, places)), title=title(_HEADING, note, how))
        .mark_line(interpolate="monotone", opacity=0.5)
        .encode(
            x=x,
            y=y,
            detail="pair:N",
            order="x:Q",
            color=_by_kind(alt.Color, _COLOURS, legend=None),
            strokeWidth=alt.StrokeWidth("n:Q", scale=alt.Scale(range=[1.2, 9]), legend=None),
            tooltip=["source:N", "speaker:N", "n:Q"],
        )
    )
    nodes = alt.Chart(rows_of(_nodes(rows, places))).encode(x=x, y=y)
    legend = alt.Legend(title=None, orient="top")
    points = nodes.mark_point(filled=True, opacity=1, stroke="white").encode(
        color=_by_kind(alt.Color, _COLOURS, legend=legend),
        shape=_by_kind(alt.Shape, _SHAPES, legend=legend),
        size=alt.Size("n:Q", scale=alt.Scale(range=[60, 420]), legend=None),
        tooltip=["name:N", "kind:N", "n:Q"],
    )
    left = nodes.transform_filter("datum.x < 0.5").mark_text(align="right", dx=-14, color=INK)
    right = nodes.transform_filter("datum.x > 0.5").mark_text(align="left", dx=14, color=INK)
    named = alt.Text("name:N")
    height = max(120, 24 * max(len(sources_), len(speakers)))
    layers = lines + points + left.encode(text=named) + right.encode(text=named)
    return layers.properties(width=WIDTH // 2, height=height)


def _orders(rows: list[Quoted]) -> tuple[list[str], list[str]]:
    """Order both columns so that few lines cross: each stands at the mean of its partners.

    The usual heuristic for drawings in two layers (Sugiyama, Tagawa and Toda 1981).
    """
    sources_ = list(dict.fromkeys(row.source for row in rows))
    speakers = list(dict.fromkeys(row.speaker for row in rows))
    for _ in range(_ROUNDS):
        there = {name: i / len(sources_) for i, name in enumerate(sources_)}
        means = _means([(row.speaker, there[row.source], row.quotations) for row in rows])
        speakers.sort(key=lambda name: (means[name], name))
        here = {name: i / len(speakers) for i, name in enumerate(speakers)}
        means = _means([(row.source, here[row.speaker], row.quotations) for row in rows])
        sources_.sort(key=lambda name: (means[name], name))
    return sources_, speakers


def _means(pulls: list[tuple[str, float, int]]) -> dict[str, float]:
    total: Counter[str] = Counter()
    weighted: dict[str, float] = {}
    for name, place, n in pulls:
        total[name] += n
        weighted[name] = weighted.get(name, 0.0) + n * place
    return {name: round(weighted[name] / n, 9) for name, n in total.items()}


def _spread(column: str, names: list[str]) -> dict[str, tuple[float, float]]:
    x = 0.0 if column == "<" else 1.0
    return {column + name: (x, round((i + 0.5) / len(names), 5)) for i, name in enumerate(names)}


def _lines(rows: list[Quoted], places: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    """Give four points a line, so that it leaves and arrives level."""
    points = []
    for row in rows:
        start, end = places["<" + row.source][1], places[">" + row.speaker][1]
        said_by = {"source": row.source, "speaker": row.speaker, "n": row.quotations}
        kind = row.side or "neither side"
        for x, y in ((0.0, start), (0.22, start), (0.78, end), (1.0, end)):
            pair = f"{row.source} > {row.speaker}"
            points.append({"x": x, "y": y, "pair": pair, "kind": kind, **said_by})
    return points


def _nodes(rows: list[Quoted], places: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    sizes: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        sizes["<" + row.source, row.source, "passes on"] += row.quotations
        sizes[">" + row.speaker, row.speaker, row.side or "neither side"] += row.quotations
    return [
        {"x": places[node][0], "y": places[node][1], "name": name, "kind": kind, "n": n}
        for (node, name, kind), n in sorted(sizes.items())
    ]


def _by_kind(channel: "Any", marks: tuple[str, ...], *, legend: "Any") -> "Any":
    scale = altair().Scale(domain=list(_KINDS), range=list(marks))
    return channel("kind:N", scale=scale, legend=legend)
