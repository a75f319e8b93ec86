"""Labelled pages laid over what the program sees of them: examples to train and to test on."""

from collections.abc import Sequence
from pathlib import Path

from probenlp.evaluate.source_groups import source_groups
from probenlp.evaluate.voice_gold import Example, covering, read_voices
from probenlp.pipeline.voices import SeenPage, see_pages


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
    sources = source_groups(
        {page.name: [passage.text for passage in page.passages.values()] for page in pages}
    )
    return [example for page in pages for example in _of_page(page, sources[page.name])]


def _of_page(page: SeenPage, source: str) -> list[Example]:
    examples = []
    for gold in read_voices(page.table, page.passages):
        seen = page.sentences.get(gold.key, ())
        place = covering(gold, tuple(one.sentence for one in seen))
        if place is None:
            continue
        one = seen[place]
        examples.append(
            Example(
                page=page.name,
                source=source,
                gold=gold,
                features=one.features,
                rule=one.rule,
                rule_voice=one.rule_voice,
                provenance=one.provenance,
                in_comment=page.passages[gold.key].kind == "comment",
            )
        )
    return examples
