"""Labelled sentences laid over what the program sees of them: examples to train and to test on."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from probenlp.evaluate.gold_lines import gold_by_document, read_gold, sentences_of
from probenlp.evaluate.source_groups import source_groups
from probenlp.evaluate.voice_gold import Example, GoldSentence, covering, read_voices
from probenlp.pipeline.voices import SeenDocument, see_documents, see_pages
from probenlp.store import open_run


def examples_of(folders: Sequence[Path], domain: str = "probation") -> list[Example]:
    """Read labelled pages as examples, page by page, in the order of their sentences.

    Parameters
    ----------
    folders : sequence of Path
        Each holds pages with ``<page>.voice.tsv`` beside them.
    domain : str
        Whose tables the stages before read.

    Raises
    ------
    VoiceGoldError
        If a table does not fit its page; names file and line.
    """
    pages = list(see_pages(folders, domain))
    sources = _sources(pages)
    return [
        example
        for page in pages
        for example in _laid_over(page, read_voices(page.table, page.passages), sources[page.name])
    ]


def examples_of_gold(files: Sequence[Path], run: Path, domain: str = "probation") -> list[Example]:
    """Read the gold that people made of a run's sentences as examples.

    Parameters
    ----------
    files : sequence of Path
        As ``probenlp merge`` writes them; lines of other layers than voice and sentiment say
        nothing here.
    run : Path
        The folder of the run that was annotated. Its documents are tagged anew, since a run's own
        tags hold what a model made of them.

    Raises
    ------
    GoldError
        If a line names a document that the run does not hold, or another text, or a label that is
        no voice.
    """
    by_document = gold_by_document(read_gold(files), {"voice", "sentiment"})
    documents = list(open_run(run).documents)
    golds = {
        document.id: sentences_of(document, by_document.pop(document.id))
        for document in documents
        if document.id in by_document
    }
    by_document.refuse_rest(run)
    ids = [document.id for document in documents if document.id in golds]
    seen = list(see_documents(documents, domain, golds))
    sources = _sources(seen)
    return [
        example
        for document_id, one in zip(ids, seen, strict=True)
        for example in _laid_over(one, golds[document_id], sources[one.name])
    ]


def _sources(seen: Iterable[SeenDocument]) -> dict[str, str]:
    return source_groups(
        {one.name: [passage.text for passage in one.passages.values()] for one in seen}
    )


def _laid_over(document: SeenDocument, golds: Iterable[GoldSentence], source: str) -> list[Example]:
    examples = []
    for gold in golds:
        seen = document.sentences.get(gold.key, ())
        place = covering(gold, tuple(one.sentence for one in seen))
        if place is None:
            continue
        one = seen[place]
        examples.append(
            Example(
                page=document.name,
                page_digest=document.digest,
                source=source,
                gold=gold,
                features=one.features,
                rule=one.rule,
                rule_voice=one.rule_voice,
                provenance=one.provenance,
                in_comment=document.passages[gold.key].kind == "comment",
            )
        )
    return examples
