"""Find names of persons and places, in the sentences that may hold one.

The named-entity recogniser of the base pipeline takes almost half of its time, and the taggers read
nothing of it but persons. A sentence without a capital that is not its first word, or not inside a
unit's name, holds no person that it would find. On ordinary pages two sentences in five are left.

"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from probenlp.tag.annotations import attached, text_of

RECOGNISER: Final = "ner"

# A capital and small letters, after something that does not end a sentence; or two in a row; or a
# title. "The report came on Monday in March" holds none: days, months and "I" are no names.
_NO_NAME = (
    r"(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|English|Welsh|British|Christmas|Easter|Covid|The|This|That)\b)"
)
_MAYBE_NAME = re.compile(
    rf"(?<=[a-z0-9,;:’'“‘\"(–—-] ){_NO_NAME}[A-Z][a-zà-ÿ’'-]+"
    rf"|(?<=[“‘\"'(@]){_NO_NAME}[A-Z][a-zà-ÿ’'-]+"
    rf"|\b{_NO_NAME}[A-Z][a-zà-ÿ’'-]+ (?:[A-Z]\.? )?{_NO_NAME}[A-Z][a-zà-ÿ’'-]+"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Cllr|Baroness)\b"
    r"|^\W*[A-Z][a-zà-ÿ’'-]+ (?:said|says|told|added|warned|called|wrote|thinks|is|was|has)\b"
)


class NameFinder:
    """Runs the pipeline's entity recogniser on sentences that may hold a name.

    Parameters
    ----------
    recogniser : callable
        Gives the component to run, when it is first needed; None where the pipeline has none.
    """

    def __init__(self, recogniser: Callable[[], Any | None]) -> None:
        self._recogniser = recogniser

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process with the recogniser, not with the way to find it."""
        return _finder_with, (self._recogniser(),)

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one document; those it has stay."""
        return next(self.pipe([doc], batch_size=1))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Set the entities of many documents."""
        recogniser, docs = self._recogniser(), iter(stream)
        while batch := list(islice(docs, batch_size)):
            if recogniser is not None:
                chosen = [(doc, tokens) for doc in batch if (tokens := _worth_reading(doc))]
                shorter = (_excerpt(doc, tokens) for doc, tokens in chosen)
                read = recogniser.pipe(shorter, batch_size=batch_size)
                for (doc, tokens), excerpt in zip(chosen, read, strict=True):
                    _bring_back(doc, tokens, excerpt)
            yield from batch


def _finder_with(recogniser: Any | None) -> NameFinder:
    return NameFinder(lambda: recogniser)


def _worth_reading(doc: Doc) -> list[int]:
    """Give the tokens of all sentences that may hold a name."""
    if not len(doc):
        return []
    text = _without_units(doc)
    # As ``doc.sents``, without an object for each sentence and token.
    values = doc.to_array(["IDX", "LENGTH", "SENT_START"])
    begins = values[:, 2] == 1 if doc.has_annotation("SENT_START") else np.zeros(len(doc), bool)
    begins[0] = True
    firsts = [*np.flatnonzero(begins).tolist(), len(doc)]
    starts, ends = values[:, 0].tolist(), (values[:, 0] + values[:, 1]).tolist()
    return [
        token
        for first, after in itertools.pairwise(firsts)
        if _MAYBE_NAME.search(text[starts[first] : ends[after - 1]])
        for token in range(first, after)
    ]


def _without_units(doc: Doc) -> str:
    """Give the text with the names of units blanked out, at unchanged offsets."""
    text, parts, place = text_of(doc), [], 0
    for unit in attached(doc, "units"):
        start, end = max(place, unit.span.start), max(place, unit.span.end)
        parts += [text[place:start], "x" * (end - start)]
        place = end
    return "".join(parts) + text[place:]


def _excerpt(doc: Doc, tokens: list[int]) -> Doc:
    """Make a document of some sentences of another, with the entities they have."""
    place = {token: index for index, token in enumerate(tokens)}
    words = [token.text for token in doc]
    values = doc.to_array(["SPACY", "SENT_START"])[tokens].astype(np.int64)
    excerpt = Doc(
        doc.vocab,
        words=[words[token] for token in tokens],
        spaces=values[:, 0].astype(bool).tolist(),
        sent_starts=(values[:, 1] == 1).tolist(),
    )
    excerpt.ents = [
        Span(excerpt, place[entity.start], place[entity.end - 1] + 1, label=entity.label)
        for entity in doc.ents
        if entity.start in place and entity.end - 1 in place
    ]
    return excerpt


def _bring_back(doc: Doc, tokens: list[int], excerpt: Doc) -> None:
    taken = {token.i for entity in doc.ents for token in entity}
    found = [
        Span(doc, tokens[entity.start], tokens[entity.end - 1] + 1, label=entity.label)
        for entity in excerpt.ents
        if tokens[entity.end - 1] - tokens[entity.start] == entity.end - 1 - entity.start
    ]
    doc.set_ents(
        [*doc.ents, *(span for span in found if taken.isdisjoint(range(span.start, span.end)))],
        default="outside",
    )


@Language.factory("probenlp_names", assigns=["doc.ents"])
def make_name_finder(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001  spaCy gives it
    """Make the component; the recogniser it runs is the pipeline's own, switched off."""

    def recogniser() -> Any | None:
        return nlp.get_pipe(RECOGNISER) if RECOGNISER in nlp.component_names else None

    return NameFinder(recogniser)
