"""What each column says: from the records' docstrings, and our own words where those have none."""

import functools
import inspect
import re

_ENTRY = re.compile(r"^(?P<names>\w[\w, ]*?)(?: : .*)?$")
_ROLE = re.compile(r":\w+:`(?:~)?(?:[\w.]+\.)?(\w+)`")

OWN = {
    "Document.url": "The address it was read from or states for itself.",
    "Document.title": "The headline, as the source states it.",
    "Document.authors": "The writers, as the source names them.",
    "Document.site": "The site or publisher, as the source names it.",
    "Document.kind": "What it is, where the source says it.",
    "Document.fetched_at": "When it was fetched, in UTC; null for a file.",
    "Document.structure": "Whether the parents of its comments are known.",
    "Document.removed": "Text of the source that is in no passage, with the reason.",
    "Extractor.name": "What took the text out of the source.",
    "Extractor.version": "The version of that.",
    "Passage.permalink": "The address of the comment itself.",
    "Passage.status": "Whether the source still shows it.",
    "Passage.links": "The links in it: address, and where its words stand.",
    "Passage.regions": "Stretches about which markup or layout says something.",
    "Sentence.span": "The sentence.",
    "Sentence.evidence": "The rules or the model's votes that decided on its voice.",
    "Speaker.span": "The words that name who says it.",
    "Speaker.person_id": "Row of the domain's people table, of who says it.",
    "Speaker.name": "Who says it.",
    "Speaker.role": "In what role they say it.",
    "UnitMention.span": "The words that name it.",
    "UnitMention.evidence": "The rules that decided.",
    "PersonMention.span": "The words that name them.",
    "PersonMention.evidence": "The rules that decided.",
    "PersonMention.role_class": "In what role they speak.",
    "Rating.qualifiers": "What keeps it from being the writer's own, of here and now.",
    "Rating.span": "The words of the grade.",
    "Rating.evidence": "The rules that decided.",
    "Quotation.evidence": "The rules that decided.",
    "Sentiment.span": "The sentence, or the words about the aspect.",
    "Sentiment.evidence": "The rules and the model's shares that decided.",
    "Claim.document_id": "The document it stands in.",
    "Claim.passage_id": "The passage it stands in.",
    "Claim.span": "The words of the claim.",
    "Claim.type": "What kind of assertion it is.",
    "Claim.evidence": "What decided on its voice and kind, each rule:detail.",
    "Group.id": "From the ids of its claims.",
    "Group.evidence": "What linked the claims.",
    "Relation.relation": "How the testimony stands to the finding.",
    "Statistic.kind": "What kind of figure it is.",
    "Problem.severity": "How much is missing.",
    "Problem.reason": "Why, in a word that is counted.",
    "PassageTags.document_id": "The document of the passage.",
    "PassageTags.passage_id": "The passage that the tags are of.",
}
"""By record and field. Only fields of which the record's own docstring says nothing."""


def describe(record: type, field: str) -> str:
    """Say what a field holds.

    Raises
    ------
    KeyError
        If neither the record's docstring nor :data:`OWN` says it.

    Examples
    --------
    >>> from probenlp.records import Relation
    >>> describe(Relation, "score")
    'From 0 to 1: how much speaks for it.'
    """
    name = f"{record.__name__}.{field}"
    text = _documented(record).get(field) or OWN.get(name)
    if not text:
        raise KeyError(f"{name}: say in {__name__}.OWN or in the record's docstring what it holds")
    return text


@functools.cache
def _documented(record: type) -> dict[str, str]:
    """Read the attributes section of a docstring (numpydoc)."""
    section = inspect.getdoc(record) or ""
    section = section.partition("Attributes\n----------\n")[2]
    described: dict[str, list[str]] = {}
    named: list[str] = []
    for line in section.splitlines():
        if line[:1].strip() and (entry := _ENTRY.match(line)):
            named = [name.strip() for name in entry["names"].split(",")]
            described |= {name: [] for name in named}
        elif line.strip():
            for name in named:
                described[name].append(line.strip())
        elif named and any(described[name] for name in named):
            named = []
    return {name: _plain(" ".join(lines)) for name, lines in described.items()}


def _plain(text: str) -> str:
    """Take the markup of docstrings away."""
    text = re.sub(r"See :data:`[\w.]+`\.?", "", text)
    text = re.sub(r"; see :data:`[\w.]+`", "", text)
    return _ROLE.sub(r"\1", text).replace("``", "").strip()
