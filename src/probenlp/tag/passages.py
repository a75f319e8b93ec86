"""From documents to tags: every passage goes once through the pipeline.

The article goes first, then its headline and the comments, each told what the document has named so
far: a comment says "the PDU" and "Marchbank" of what the article has named in full, and a reply of
what the comment above it has. Within each of these turns the passages go through in batches.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from probenlp.records import Document, Passage, PassageTags, PersonMention, UnitMention
from probenlp.tag.annotations import Named, attached, set_named, set_published
from probenlp.tag.thread_authors import ThreadAuthors

BATCH = 64
"""Texts a batch: as quick as 256 and half the memory, measured with the base pipeline."""

_REMEMBERED: Final = 100
"""So many names of each kind are handed on: more than a page has, less than a dump of a forum."""

M = TypeVar("M", UnitMention, PersonMention)


def tag_document(nlp: Language, document: Document) -> tuple[PassageTags, ...]:
    """Tag every passage of a document that has text.

    Parameters
    ----------
    nlp : Language
        From :func:`probenlp.tag.language.load`, or any pipeline with some of the taggers.
    document : Document
        Its date decides between offices and units of the same name; its site says whose
        "Inspectorate" it speaks of.

    Returns
    -------
    tuple of PassageTags
        In the order of the passages; blocks and voices are still empty.
    """
    passages = [passage for passage in document.passages if passage.text.strip()]
    date = document.published.date if document.published else None
    memory = _Memory(document, passages)
    tags: dict[int, PassageTags] = {}
    for turn in _turns(passages):
        told = [(passages[at], memory.before(passages[at])) for at in turn]
        docs = nlp.pipe(_texts(nlp, told, date), batch_size=BATCH)
        for at, doc in zip(turn, docs, strict=True):
            tags[at] = _tags(document.id, passages[at], doc)
        for at in turn:
            memory.keep(passages[at], tags[at])
    return tuple(tags[at] for at in range(len(passages)))


def _turns(passages: Sequence[Passage]) -> Iterator[list[int]]:
    """Give the places of the article, then of headline and first comments, then of all replies.

    Replies to replies go in one turn with the others, so that a thread ten deep is not cut into
    ten small batches.
    """
    turns: tuple[list[int], ...] = ([], [], [])
    for at, passage in enumerate(passages):
        reply = passage.kind == "comment" and passage.parent_id is not None
        turns[0 if passage.kind == "article" else 1 + reply].append(at)
    return (turn for turn in turns if turn)


class _Memory:
    """What the passages of one document have named."""

    def __init__(self, document: Document, passages: Sequence[Passage]) -> None:
        writers = [passage.author.name for passage in passages if passage.author]
        self._authors = ThreadAuthors(name for name in (*document.authors, *writers) if name)
        self._article = Named(
            headline=next((p.text for p in passages if p.kind == "title"), None),
            publisher=document.site,
        )
        self._comments: dict[str, Named] = {}
        self._first: dict[str, str] = {}
        for passage in passages:  # a comment stands before its replies
            above = passage.parent_id or ""
            self._first[passage.id] = self._first.get(above, passage.id)

    def before(self, passage: Passage) -> Named:
        """Give what a passage may refer to: the article and the comment its branch begins with."""
        before = self._comments.get(self._first[passage.id], self._article)
        if passage.kind != "comment":
            return before
        return msgspec.structs.replace(before, authors=self._authors.named_in(passage.text))

    def keep(self, passage: Passage, tags: PassageTags) -> None:
        """Take note of what an article or the first comment of a branch names."""
        above = self._article
        if passage.kind == "article":
            self._article = msgspec.structs.replace(
                above,
                units=(*above.units, *_by_weight(tags.units)),
                people=(*above.people, *_by_weight(tags.people)),
                headline=None,
            )
        elif passage.kind == "comment" and self._first[passage.id] == passage.id:
            self._comments[passage.id] = msgspec.structs.replace(
                above,
                units=_then(above.units, tags.units),
                people=_then(above.people, tags.people),
            )


def _by_weight(mentions: Sequence[M]) -> tuple[M, ...]:
    """Give one mention of each form, the forms of what is named most often last.

    In a comment "the PDU" is the one that the article above is about, not the one it names last.
    """
    weight = Counter(mention.name for mention in mentions)
    forms = {(mention.name, mention.span.surface): mention for mention in mentions}
    return tuple(sorted(forms.values(), key=lambda mention: weight[mention.name])[-_REMEMBERED:])


def _then(above: Sequence[M], mentions: Sequence[M]) -> tuple[M, ...]:
    """Give what was named above, then what a comment itself names, in its order."""
    own = {(mention.name, mention.span.surface): mention for mention in mentions}
    named: list[M] = [one for one in above if (one.name, one.span.surface) not in own]
    named.extend(own.values())
    return tuple(named[-_REMEMBERED:])


def _tags(document_id: str, passage: Passage, doc: Doc) -> PassageTags:
    return PassageTags(
        document_id=document_id,
        passage_id=passage.id,
        text_sha256=hashlib.sha256(passage.text.encode()).hexdigest(),
        sentences=attached(doc, "sentences"),
        units=attached(doc, "units"),
        people=attached(doc, "people"),
        statistics=attached(doc, "statistics"),
        ratings=attached(doc, "ratings"),
        quotations=attached(doc, "quotations"),
        sentiments=attached(doc, "sentiments"),
    )


def _texts(
    nlp: Language, passages: Iterable[tuple[Passage, Named]], date: str | None
) -> Iterator[Doc]:
    for passage, before in passages:
        doc = nlp.make_doc(passage.text)
        set_published(doc, date)
        set_named(doc, before)
        yield doc
