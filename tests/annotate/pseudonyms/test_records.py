"""Documents and tags are carried whole: every span lies over the new text."""

from typing import Any

import msgspec

from probenlp.annotate.pseudonyms import of_tags, pseudonymise
from probenlp.annotate.pseudonyms.plan import Pseudonymiser
from probenlp.annotate.task import digest
from probenlp.evaluate.sections.pseudonyms import Case
from probenlp.records import Document, PassageTags, Span

Tagged = tuple[list[Case], list[Document], list[PassageTags]]


def spans_of(record: Any) -> list[Span]:
    if isinstance(record, Span):
        return [record]
    if isinstance(record, tuple):
        return [span for one in record for span in spans_of(one)]
    if isinstance(record, msgspec.Struct):
        return [s for name in record.__struct_fields__ for s in spans_of(getattr(record, name))]
    return []


def test_every_span_and_block_lies_over_the_new_text(tagged_cases: Tagged) -> None:
    _, documents, tags = tagged_cases
    moved = 0
    for document in documents:
        own = [one for one in tags if one.document_id == document.id]
        new, carried, report = pseudonymise(document, own, salt=b"salt", level="details")
        texts = {passage.id: passage.text for passage in new.passages}
        for before, after in zip(own, carried, strict=True):
            text = texts[after.passage_id]
            assert after.text_sha256 == digest(text)
            gone = len(after.statistics) < len(before.statistics)
            assert gone or len(spans_of(after)) == len(spans_of(before))
            assert all(span.holds_in(text) for span in spans_of(after))
            if after.blocks:
                assert (after.blocks[0].start, after.blocks[-1].end) == (0, len(text))
            for one, other in zip(after.blocks, after.blocks[1:], strict=False):
                assert one.end == other.start
        moved += bool(report.counts)
    assert moved > 80


def test_nothing_replaced_leaves_tags_as_they_were(tagged_cases: Tagged) -> None:
    cases, documents, tags = tagged_cases
    untouched = 0
    for case, document in zip(cases, documents, strict=True):
        if case.others or any(not one.stays for one in case.marked):
            continue
        own = [one for one in tags if one.document_id == document.id]
        plan = Pseudonymiser(b"salt").plan(document, own)
        if not plan.replaced.counts:
            untouched += 1
            assert [of_tags(plan, one) for one in own] == own
    assert untouched > 20


def test_the_way_back_to_the_page_is_taken_out(tagged_cases: Tagged) -> None:
    document = tagged_cases[1][0]
    passage = msgspec.structs.replace(
        document.passages[-1], permalink="https://blog.example/#c7", native_id="7"
    )
    linked = msgspec.structs.replace(document, passages=(*document.passages[:-1], passage))
    new, _, _ = pseudonymise(linked, [], salt=b"salt")
    assert new.passages[-1].permalink is None
    assert new.passages[-1].source_map is None
