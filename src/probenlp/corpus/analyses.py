"""What a corpus is asked in one call, put to the analyses of texts."""

from collections.abc import Iterator, Mapping
from itertools import tee
from typing import TYPE_CHECKING, Any, Final, Literal

from probenlp.claims.selector import select
from probenlp.corpus.collection import Collection
from probenlp.corpus.questions import QuestionError, did_you_mean
from probenlp.corpus.rows import Placed, Row
from probenlp.records import Document, Passage, Sentence, Span
from probenlp.report.collocations import Stretch, Within
from probenlp.report.moments import Step
from probenlp.report.timelines import Dated, Timeline, timeline
from probenlp.report.told import Told
from probenlp.report.words import forms_of

if TYPE_CHECKING:
    from probenlp.corpus.corpus import Corpus

Per = Literal["words", "all"]

KEPT_IN_A_WHOLE: Final = frozenset(
    {"side", "voice", "provenance", "speaker_role", "document", "site", "document_kind",
     "passage_kind", "author_key", "since", "until", "date"}
)  # fmt: skip
"""What narrows down the whole as well as the part: who speaks, where and when, not of what."""


def told(sentences: Collection[Placed[Sentence]]) -> Iterator[Told]:
    """Give sentences with the passage and page they stand in."""
    return (_told(row) for row in sentences.rows())


def _told(row: Row[Placed[Sentence]]) -> Told:
    document, passage = row.document, row.passage
    if document is None or passage is None:
        raise QuestionError(
            f"tags.jsonl has a sentence of passage {row.passage_id!r}, which is in no document; "
            "are the files of this folder of one run?"
        )
    return Told(document, passage, row.record.record)


def link_to(document: Document, passage: Passage, span: Span) -> str | None:
    """Give the address that opens a page at the words."""
    return select(document, passage, span).url


def parted(
    corpus: "Corpus", asked: Mapping[str, Any], against: Mapping[str, Any] | None
) -> tuple[Iterator[Told], Iterator[Told]]:
    """Give the sentences that are asked for, and those to hold them against: else all others."""
    focus = corpus.sentences.where(**asked)
    if against is not None:
        return told(focus), told(corpus.sentences.where(**against))
    if not asked:
        raise QuestionError(
            "nothing to hold against each other: say which part is meant, as in "
            "keyness(side='practitioner'), or what it is held against, as in against={…}"
        )
    both = ((row, focus.passes(row)) for row in corpus.sentences.rows())
    ours, others = tee(both)
    return (
        (_told(row) for row, inside in ours if inside),
        (_told(row) for row, inside in others if not inside),
    )


def stretches(sentences: Collection[Placed[Sentence]], within: Within) -> Iterator[Stretch]:
    """Give words sentence by sentence, or in runs of sentences of one passage."""
    passage: str | None = None
    words: list[str] = []
    document = ""
    for one in told(sentences):
        if one.passage.duplicate_of is not None:
            continue
        if within == "sentence" or one.passage.id != passage:
            if words:
                yield Stretch(document, words)
            words, passage, document = [], one.passage.id, one.document.id
        words.extend(forms_of(one.sentence.span.surface))
    if words:
        yield Stretch(document, words)


def timeline_of(
    corpus: "Corpus",
    of: str,
    by: Step,
    per: Per | None,
    split: str | None,
    asked: Mapping[str, Any],
) -> Timeline:
    """Count the records of a collection by when they were said."""
    collections = corpus.collections()
    if of not in collections:
        known = ", ".join(collections)
        raise QuestionError(f"no {of!r} to count{did_you_mean(of, collections)} There are: {known}")
    counted = collections[of].where(**asked)
    kept = {name: value for name, value in asked.items() if name in KEPT_IN_A_WHOLE}
    whole = None
    if per == "words":
        whole = _dated(corpus.sentences.where(**kept), split, words=True)
    elif per == "all":
        whole = _dated(collections[of].where(**kept), split)
    elif per is not None:
        raise QuestionError(f"per={per!r}: expected 'words', 'all' or None")
    words = ", ".join(f"{name}={value!r}" for name, value in asked.items())
    return timeline(
        _dated(counted, split),
        whole,
        by=by,
        is_share=per == "all",
        split=split is not None,
        title=f"{of} by {by}" + (f" where {words}" if words else ""),
    )


def _dated(records: Collection[Any], split: str | None, *, words: bool = False) -> Iterator[Dated]:
    part = records.value_of(split) if split else (lambda _: None)
    for row in records.rows():
        amount = len(forms_of(row.record.text)) if words else 1
        yield Dated(row.moment, part(row), amount)
