"""Sentences whose sentiment is known, tagged; and the model trained on them."""

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from probenlp.classify.sentiment_features import SentimentFeatures, sentiment_features
from probenlp.classify.sentiment_model import SentimentModel
from probenlp.evaluate.gold_lines import (
    folders_and_files,
    gold_by_document,
    read_gold,
    run_of,
    sentences_of,
)
from probenlp.evaluate.results import provenance
from probenlp.evaluate.voice_gold import GoldSentence, VoiceGoldError, covering, read_voices
from probenlp.pipeline.voices import keyed, labelled_documents
from probenlp.records import Document, PassageTags
from probenlp.store import open_run
from probenlp.tag.language import load
from probenlp.tag.passages import tag_document

_LONG: Final = 50
"""Characters: a sentence as long as this that stands in two pages makes them one source."""
_NO_LETTERS: Final = re.compile(r"\W+")


class ValuedSentence(msgspec.Struct, frozen=True):
    """A gold sentence and what was tagged in the passage it stands in.

    Attributes
    ----------
    page, source : str
        Its page, and the first of the pages that hold the same text.
    tags : PassageTags
        Of its passage.
    place : int
        Of the found sentence that covers it, in ``tags.sentences``.
    """

    page: str
    source: str
    gold: GoldSentence
    tags: PassageTags
    place: int

    @property
    def value(self) -> int | None:
        """-1, 0 or 1; None for what is both good and bad."""
        return None if self.gold.sentiment == "mixed" else int(self.gold.sentiment)

    @property
    def score(self) -> float:
        """What was made of it as a whole; 0 where nothing was."""
        span = self.tags.sentences[self.place].span
        scores = (s.score for s in self.tags.sentiments if s.aspect is None and s.span == span)
        return next(scores, 0.0)

    @property
    def aspects(self) -> dict[str, float]:
        """The score of each aspect found in it."""
        span = self.tags.sentences[self.place].span
        return {s.aspect: s.score for s in self.tags.sentiments if s.aspect and s.span == span}


def valued_sentences(
    folders: Iterable[Path], domain: str = "probation"
) -> tuple[list[ValuedSentence], list[str]]:
    """Tag every labelled page of some folders.

    Returns
    -------
    tuple of list
        The sentences, page by page; and why pages were left out whose gold does not lie over what
        is now read of them.
    """
    nlp = load(domain)
    found: list[ValuedSentence] = []
    left_out: list[str] = []
    for _, table, document in labelled_documents(sorted(folders)):
        try:
            golds = read_voices(table, keyed(document))
        except VoiceGoldError as error:
            left_out.append(str(error))
            continue
        tags = {one.passage_id: one for one in tag_document(nlp, document)}
        found += _laid_over(document, golds, tags)
    return _with_sources(found), left_out


def valued_gold(
    files: Sequence[Path], run: Path, domain: str = "probation"
) -> list[ValuedSentence]:
    """Tag the documents of a run whose sentences people gave a voice and a sentiment.

    Raises
    ------
    VoiceGoldError
        If a line names a document that the run does not hold, another text, or no such label.
    """
    by_document = gold_by_document(read_gold(files), {"voice", "sentiment"})
    nlp = load(domain)
    found: list[ValuedSentence] = []
    for document in open_run(run).documents:
        golds = sentences_of(document, by_document.pop(document.id, []), valued=True)
        if golds:
            tags = {one.passage_id: one for one in tag_document(nlp, document)}
            found += _laid_over(document, golds, tags)
    by_document.refuse_rest(run)
    return _with_sources(found)


def _laid_over(
    document: Document, golds: Iterable[GoldSentence], tags: Mapping[str, PassageTags]
) -> Iterator[ValuedSentence]:
    passages, page = keyed(document), document.source.name
    for gold in golds:
        own = tags[passages[gold.key].id]
        place = covering(gold, own.sentences)
        if place is not None:
            yield ValuedSentence(page, page, gold, own, place)


def _with_sources(found: list[ValuedSentence]) -> list[ValuedSentence]:
    """Name one source for pages that share a long sentence: a release and who pasted it."""
    source = {one.page: one.page for one in found}

    def first(page: str) -> str:
        while source[page] != page:
            page = source[page]
        return page

    seen: dict[str, str] = {}
    for one in found:
        words = _NO_LETTERS.sub(" ", one.gold.text.lower()).strip()
        if len(words) >= _LONG:
            pages = sorted((first(seen.setdefault(words, one.page)), first(one.page)))
            source[pages[1]] = pages[0]
    return [msgspec.structs.replace(one, source=first(one.page)) for one in found]


def features_of(sentences: Sequence[ValuedSentence]) -> list[SentimentFeatures]:
    """Take the features of labelled sentences; those of one passage are taken together."""
    found: list[SentimentFeatures] = []
    for _, group in itertools.groupby(sentences, key=lambda one: one.tags.passage_id):
        own = list(group)
        features = sentiment_features(own[0].tags)
        found += [features[one.place] for one in own]
    return found


def train(
    sentences: Sequence[ValuedSentence],
    features: Sequence[SentimentFeatures] | None = None,
    about: dict[str, Any] | None = None,
) -> SentimentModel:
    """Fit a model to labelled sentences."""
    return SentimentModel.fit(
        features if features is not None else features_of(sentences),
        [one.value for one in sentences],
        [frozenset(one.gold.aspects) for one in sentences],
        about,
    )


def gold_digest(gold: Iterable[Path]) -> str:
    """Give a digest of the tables of some folders, and of files of merged gold."""
    digest = hashlib.sha256()
    tables = (one.glob("*.voice.tsv") if one.is_dir() else [one] for one in gold)
    for path in sorted(path for some in tables for path in some):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def sentiment_model_from(
    gold: Sequence[Path], domain: str = "probation", run: Path | None = None
) -> SentimentModel:
    """Fit a sentiment model on labelled pages and merged gold, with what it was trained on.

    Raises
    ------
    VoiceGoldError
        If there are files and no run, or a line does not fit the run.
    """
    folders, files = folders_and_files(gold)
    run = run_of(files, run) if files else None
    sentences, left_out = valued_sentences(folders, domain) if folders else ([], [])
    if run is not None:
        sentences += valued_gold(files, run, domain)
    about = {
        "sentences": len(sentences),
        "pages": len({one.page for one in sentences}),
        "left_out": len(left_out),
        "gold": gold_digest(gold)[:12],
        "probenlp": provenance()["probenlp"],
    }
    return train(sentences, about=about)
