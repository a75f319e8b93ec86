"""Make figures of quantities: the bound before the first and after the last one is read here."""

from collections.abc import Collection

from spacy.tokens import Doc

from probenlp.records import StatisticKind
from probenlp.tag.annotations import text_of
from probenlp.tag.bounds import Bound, bound_after, bound_before
from probenlp.tag.figure import Figure
from probenlp.tag.quantities import Quantity


class FigureMaker:
    """One text, and how far its figures have been read.

    Attributes
    ----------
    floor : int
        Where the figure before ends: bounds are not looked for before it.
    maxima : collection of float
        The totals that scores of the domain are out of.
    """

    def __init__(self, doc: Doc, maxima: Collection[float] = ()) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.maxima = maxima
        self.floor = 0

    def gap(self, one: Quantity, two: Quantity) -> str:
        """Give the words between two quantities."""
        return self.text[one.end : two.start]

    def figure(
        self,
        one: Quantity,
        end: int,
        kind: StatisticKind,
        value: float,
        unit: str | None,
        evidence: list[str],
        out_of: float | None = None,
    ) -> Figure:
        """Make a figure with the bound before its first and after its last quantity."""
        bound = bound_before(self.text, one.start, self.floor)
        late = bound_after(self.text, end, is_money=one.sort == "money")
        if late is not None and bound.comparator == "=":
            bound = Bound(
                start=one.start, end=one.start, comparator=late.comparator, stance=bound.stance
            )
            edge = late.end
        else:
            edge = end
        return Figure(
            start=bound.start,
            end=edge,
            core=(one.start, end),
            kind=kind,
            value=value,
            unit=unit,
            comparator=bound.comparator,
            stance=bound.stance,
            out_of=out_of,
            readings=[],
            evidence=evidence,
        )
