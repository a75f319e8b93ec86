"""A word of a long passage costs what a word of a short one costs, in steps of the interpreter."""

from collections.abc import Callable

import pytest
import spacy

from probenlp.records import Span, UnitMention
from probenlp.tag.annotations import attached
from probenlp.tag.figure import Figure
from probenlp.tag.statistics import StatisticTagger
from probenlp.tag.unit_names import unit_names
from probenlp.tag.unit_search import search

Count = Callable[[Callable[[], object]], int]
NAMES = unit_names("probation")


def _place(number: int) -> str:
    """Make the name of a place that no other number has."""
    return "Q" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}") + "bury"


@pytest.mark.parametrize(
    "sentence",
    [
        "{place} PDU was rated ‘Good’ and the region knew.",
        "The {place} unit was short of staff in {place}.",
        "Staff in {place} PDU and the inspectorate met. The PDU was short of staff.",
        "Everything was rated. {place} was rated ‘Good’ by the inspectorate of probation.",
    ],
)
def test_units_of_a_report_are_looked_up_and_not_searched(sentence: str, steps: Count) -> None:
    def cost(sentences: int) -> int:
        text = " ".join(sentence.format(place=_place(n)) for n in range(sentences))
        return steps(lambda: search(text, NAMES))

    cost(5)  # what is made once
    assert cost(320) < 4.4 * cost(80)


def test_a_figure_looks_at_the_units_of_its_sentence_alone() -> None:
    text = "Ashmere PDU had 40 posts. "

    def seen(sentences: int) -> int:
        units = _Counted(
            UnitMention(
                span=Span.of(text * sentences, at, at + 11), unit_id="u", kind="pdu", name="Ashmere"
            )
            for at in range(0, len(text) * sentences, len(text))
        )
        tagger, at = StatisticTagger(), len(text) * (sentences // 2)
        place = at + 16, at + 24
        figure = Figure(start=place[0], end=place[1], core=place, kind="count", value=40.0)
        assert tagger.unit_ids(text * sentences, figure, (at, at + 25), units) == ("u",)
        return units.read

    assert seen(4000) <= seen(40) + 24


class _Counted(list[UnitMention]):
    """Units that count how many of them are read."""

    read = 0

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        found = super().__getitem__(at)
        self.read += len(found) if isinstance(at, slice) else 1
        return found

    def __iter__(self):  # type: ignore[no-untyped-def]
        for one in super().__iter__():
            self.read += 1
            yield one


def test_what_applied_to_a_figure_is_found_in_the_sentence_before() -> None:
    """Only the figures near it are read, and the first of them gives its measure."""
    nlp = spacy.blank("en")
    nlp.add_pipe("probenlp_sentences")
    nlp.add_pipe("probenlp_statistics")
    text = "Plans were late in 40% of cases. This applied to 52% in Ashmere. " * 30
    found = attached(nlp(text), "statistics")
    assert len(found) == 60
    assert {one.antecedent is not None for one in found[1::2]} == {True}
