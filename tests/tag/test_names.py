"""The recogniser is run where there may be a name, and finds there what it finds anywhere."""

from collections.abc import Iterable, Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from probenlp.tag.language import load
from probenlp.tag.names import NameFinder

SPECIFICATION = """
The report was read by Karen Ellis and nobody else.      | read | two capitals
They asked for Karen and got a form.                     | read | one capital inside a sentence
Karen said so.                                           | read | a first word that speaks
The staff were told on Monday and the forms in March.    | left | days and months are no names
I think I know what they want.                           | left | the pronoun
The form came late and nobody was told.                  | left | no capital but the first
Ashmere and Tolland PDU was inspected.                   | left | a unit's name is no person's
"""


class Watched:
    """Stands in for the recogniser and keeps what it is given."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def pipe(self, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        for doc in docs:
            self.read.append(doc.text)
            yield doc


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.mark.parametrize("line", SPECIFICATION.strip().splitlines())
def test_a_sentence_is_read_where_it_may_hold_a_name(line: str) -> None:
    sentence, wanted, reason = (part.strip() for part in line.split("|"))
    nlp = spacy.blank("en")
    nlp.add_pipe("probenlp_sentences")
    nlp.add_pipe("probenlp_units")
    watched = Watched()
    NameFinder(lambda: watched)(nlp(f"It rained. {sentence}"))
    assert [text.strip() for text in watched.read] == ([sentence] if wanted == "read" else []), (
        reason
    )


def test_entities_lead_back_to_their_place(nlp: Language) -> None:
    text = "The form came late. In May John Smith wrote to Newham PDU about it. No one called."
    doc = nlp(text)
    people = [entity for entity in doc.ents if entity.label_ == "PERSON"]
    assert [(entity.text, entity.start_char) for entity in people] == [("John Smith", 27)]
    assert "Newham PDU" in [entity.text for entity in doc.ents], "the unit's name stays whole"


def test_a_pipeline_without_a_recogniser_goes_on() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("probenlp_names")
    assert nlp("Karen Ellis wrote.").ents == ()


def test_many_documents_come_back_in_order(nlp: Language) -> None:
    texts = [f"Then Karen Ellis wrote {number} letters." for number in range(150)]
    texts[70] = ""
    texts[80] = "nothing here"
    assert [doc.text for doc in nlp.pipe(texts)] == texts
