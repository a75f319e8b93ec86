"""The pages that have gold of voices and provenance, harvested, with their gold beside them."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from probenlp.evaluate.voice_gold import GoldSentence, VoiceGoldError, read_voices
from probenlp.pipeline.voices import keyed, labelled_documents
from probenlp.records import Document


class VoicePage(NamedTuple):
    """A page: its file's name, what was harvested, and its gold by passage id."""

    name: str
    document: Document
    gold: dict[str, list[GoldSentence]]


def voice_pages(folders: Iterable[Path]) -> tuple[list[VoicePage], list[str]]:
    """Read every page of some folders that has a ``.voice.tsv`` beside it.

    Returns
    -------
    tuple
        The pages, and for each that does not fit its gold what is wrong with it.
    """
    pages, faults = [], []
    for page, table, document in labelled_documents(list(folders)):
        passages = keyed(document)
        gold: dict[str, list[GoldSentence]] = {}
        try:
            for one in read_voices(table, passages):
                gold.setdefault(passages[one.key].id, []).append(one)
        except VoiceGoldError as fault:
            faults.append(str(fault))
            continue
        pages.append(VoicePage(page.name, document, gold))
    return pages, faults
