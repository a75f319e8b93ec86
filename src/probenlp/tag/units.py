"""Tag services, offices and bodies (component ``probenlp_units``).

The names of the domain's tables win, the longest first; then names that only grammar can read;
then places that the text introduces as units; then "the PDU" and the like, which stand for the
unit of that kind named last. Each span group entry carries the table's id as ``kb_id_``, and named
units become entities of ``doc.ents``, so that an entity recogniser that runs later cannot break
"Barking, Dagenham and Havering PDU" into three places.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from probenlp.records import UnitMention
from probenlp.tag.annotations import attach, named, published, text_of
from probenlp.tag.unit_names import unit_names
from probenlp.tag.unit_search import search


class UnitTagger:
    """Put a :class:`~probenlp.records.UnitMention` for each mention into ``doc.spans["units"]``.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables.
    """

    def __init__(self, domain: str = "probation") -> None:
        self.names = unit_names(domain)

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        before = named(doc)
        above = [*self._publisher(before.publisher), *before.units]
        mentions = search(text_of(doc), self.names, published(doc), above, before.headline)
        attach(
            doc,
            "units",
            mentions,
            label=lambda mention: mention.kind or "",
            kb_id=lambda mention: mention.unit_id or "",
        )
        doc.set_ents(list(_entities(doc, mentions)), default="unmodified")
        return doc

    def _publisher(self, name: str | None) -> list[UnitMention]:
        """Read the name of a site: "the Inspectorate", "the Echo" and "a Ministry source" are its.

        A name that neither a table nor a form knows is no unit: blogs are called anything.
        """
        if not name:
            return []
        found = search(name, self.names)
        return [unit for unit in found if unit.span.end - unit.span.start == len(name)]


def _entities(doc: Doc, mentions: list[UnitMention]) -> Iterator[DocSpan]:
    """Give the entities to add: names, not short forms, where no entity stands yet."""
    taken = {token for entity in doc.ents for token in range(entity.start, entity.end)}
    for mention in mentions:
        # One word cannot be broken up, and set before the recogniser runs it spoils its sentence.
        one_word = " " not in mention.span.surface
        again = mention.evidence[0].startswith("said-again")
        if mention.evidence[0].startswith("anaphor") or (again and one_word):
            continue
        span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is None:
            continue
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            yield DocSpan(doc, span.start, span.end, label="ORG", kb_id=mention.unit_id or "")


@Language.factory(
    "probenlp_units",
    assigns=["doc.spans", "doc.ents"],
    default_config={"domain": "probation"},
)
def make_unit_tagger(nlp: Language, name: str, domain: str) -> UnitTagger:  # noqa: ARG001
    """Make the component for a domain."""
    return UnitTagger(domain)
