"""Sentiment of sentences and aspects, beside baselines, by voice, with intervals by page."""

import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from probenlp.classify.sentiment import assign_sentiments
from probenlp.classify.sentiment_model import CLASSES, NEUTRAL, SentimentModel
from probenlp.evaluate.resample import Counts, interval
from probenlp.evaluate.results import provenance
from probenlp.evaluate.sentiment_gold import (
    ValuedSentence,
    features_of,
    gold_digest,
    train,
    valued_sentences,
)
from probenlp.tag.sentiment import BOTH_SIDES
from probenlp.tag.sentiment_lexicon import vader_words

FOLDS: Final = 8
_DRAWS: Final = 1000
_VADER_NEUTRAL, _VADER_SPREAD, _VADER_TURN, _VADER_REACH = 0.05, 15.0, -0.74, 3
_VADER_NOT: Final = frozenset("not never no none nobody nothing neither nor without cannot".split())
_WORD: Final = re.compile(r"[a-z][a-z'-]*")

Matrix = NDArray[np.int64]


def sign_of(score: float) -> int:
    """Give -1, 0 or 1 for a score."""
    return 0 if abs(score) < NEUTRAL else 1 if score > 0 else -1


def always_bad(_: ValuedSentence) -> int:
    """Call everything bad: most of what is written about a service is."""
    return -1


def by_vader(one: ValuedSentence) -> int:
    """Value a sentence by VADER's lexicon, with its turn for a denial up to three words before.

    VADER's own code knows shades, capitals and marks besides; on the development pages it comes to
    the same macro-F1 (.407, version 3.3.2).
    """
    words = _WORD.findall(one.gold.text.lower().replace("’", "'"))
    total = 0.0
    for at, word in enumerate(words):
        before = words[max(0, at - _VADER_REACH) : at]
        denied = any(w in _VADER_NOT or w.endswith("n't") for w in before)
        total += vader_words().get(word, 0.0) * (_VADER_TURN if denied else 1)
    score = total / math.sqrt(total * total + _VADER_SPREAD)
    return 0 if abs(score) < _VADER_NEUTRAL else 1 if score > 0 else -1


def by_tagged(one: ValuedSentence) -> int:
    """Give what stands in the tags."""
    return sign_of(one.score)


def cross_validated(sentences: Sequence[ValuedSentence]) -> list[ValuedSentence]:
    """Value each sentence by a model that saw nothing of its source."""
    features = features_of(sentences)
    groups = [one.source for one in sentences]
    valued: list[ValuedSentence] = list(sentences)
    folds = GroupKFold(min(FOLDS, len(set(groups))))
    for seen, held in folds.split(features, groups=groups):
        model = train([sentences[at] for at in seen], [features[at] for at in seen])
        _value(valued, held.tolist(), model)
    return valued


def revalued(sentences: Sequence[ValuedSentence], model: SentimentModel) -> list[ValuedSentence]:
    """Value sentences by a model."""
    valued = list(sentences)
    _value(valued, range(len(valued)), model)
    return valued


def _value(valued: list[ValuedSentence], places: Sequence[int], model: SentimentModel) -> None:
    passages = {valued[at].tags.passage_id: valued[at].tags for at in places}
    tags = assign_sentiments(list(passages.values()), model=model)
    by_passage = {one.passage_id: one for one in tags}
    for at in places:
        own = by_passage[valued[at].tags.passage_id]
        valued[at] = msgspec.structs.replace(valued[at], tags=own)


def confusions(
    sentences: Sequence[ValuedSentence], decide: Callable[[ValuedSentence], int]
) -> list[Matrix]:
    """Count page by page: a row for what it is, a column for what it was called."""
    pages: dict[str, Matrix] = {}
    for one in sentences:
        if one.value is not None:
            counts = pages.setdefault(one.page, np.zeros((3, 3), dtype=np.int64))
            counts[CLASSES.index(one.value), CLASSES.index(decide(one))] += 1
    return [pages[page] for page in sorted(pages)]


def class_f1(counts: Matrix) -> NDArray[np.float64]:
    """Give the F1 of each class, 0 for one that is nowhere; any leading dimensions are kept."""
    right = np.diagonal(counts, axis1=-2, axis2=-1).astype(float)
    both = counts.sum(axis=-1) + counts.sum(axis=-2)
    return np.divide(2 * right, both, out=np.zeros_like(right), where=both > 0)  # type: ignore[no-any-return]


def macro_f1(counts: Matrix) -> NDArray[np.float64]:
    """Give the mean F1 of the classes that there are in the gold."""
    there = counts.sum(axis=-1) > 0
    return (class_f1(counts) * there).sum(axis=-1) / np.maximum(there.sum(axis=-1), 1)  # type: ignore[no-any-return]


def macro_cell(pages: Sequence[Matrix], *, seed: int = 1) -> str:
    """Write the macro-F1 with the interval from drawing pages anew."""
    if not pages:
        return "–"
    stack = np.stack(pages)
    places = np.random.default_rng(seed).integers(0, len(stack), (_DRAWS, len(stack)))
    low, high = np.percentile(macro_f1(stack[places].sum(axis=1)), [2.5, 97.5])
    return f"{float(macro_f1(stack.sum(axis=0))):.3f} [{low:.2f}, {high:.2f}]"


Systems = dict[str, tuple[Sequence[ValuedSentence], Callable[[ValuedSentence], int]]]


def systems_of(tagged: Sequence[ValuedSentence], valued: Sequence[ValuedSentence]) -> Systems:
    """Name what is compared: baselines, the tagger's rules, and the model."""
    return {
        "always bad": (tagged, always_bad),
        "VADER's lexicon": (tagged, by_vader),
        "rules (probenlp_sentiment)": (tagged, by_tagged),
        "rules and model": (valued, by_tagged),
    }


def sentiment_section(systems: Systems, folders: Sequence[Path], about: str) -> dict[str, Any]:
    """Make the table of sentence sentiment: one row a system, then the systems by voice."""
    rows: list[list[Any]] = []
    for name, (sentences, decide) in systems.items():
        pages = confusions(sentences, decide)
        total = np.sum(pages, axis=0)
        cells = [f"{score:.3f}" for score in class_f1(total)]
        rows.append([name, "all", int(total.sum()), *cells, macro_cell(pages)])
    voices = sorted({one.gold.voice for sentences, _ in systems.values() for one in sentences})
    for voice in ["all but other", *voices]:
        for name, (sentences, decide) in systems.items():
            own = [one for one in sentences if _is_of(one, voice)]
            pages = confusions(own, decide)
            total = np.sum(pages, axis=0)
            cells = [f"{score:.3f}" for score in class_f1(total)]
            rows.append([name, voice, int(total.sum()), *cells, macro_cell(pages)])
    return {
        "about": about + " " + mixed_words(systems["rules and model"][0]),
        "measured": provenance() | {"gold": gold_digest(folders)[:12]},
        "columns": ["system", "voice", "sentences", "F1 bad", "F1 neither", "F1 good", "macro-F1"],
        "rows": rows,
    }


def _is_of(one: ValuedSentence, voice: str) -> bool:
    return one.gold.voice != "other" if voice == "all but other" else one.gold.voice == voice


def mixed_words(sentences: Sequence[ValuedSentence]) -> str:
    """Tell what became of the sentences that say both, which the scores above leave out."""
    mixed = [one for one in sentences if one.value is None]
    called = [by_tagged(one) for one in mixed]
    told = [one for one in sentences if _says_both(one)]
    right = sum(one.value is None for one in told)
    return (
        f"{len(mixed)} sentences that say good and bad are counted apart: called bad "
        f"{called.count(-1)}, neither {called.count(0)}, good {called.count(1)}; {len(told)} "
        f"sentences bear the mark {BOTH_SIDES}, {right} of them rightly."
    )


def _says_both(one: ValuedSentence) -> bool:
    span = one.tags.sentences[one.place].span
    return any(
        BOTH_SIDES in found.evidence
        for found in one.tags.sentiments
        if found.aspect is None and found.span == span
    )


def aspect_section(systems: Systems, folders: Sequence[Path], about: str) -> dict[str, Any]:
    """Make the table of aspects: whether they are found, and found with the right sign."""
    rows: list[list[Any]] = []
    for name in ("rules (probenlp_sentiment)", "rules and model"):
        sentences = systems[name][0]
        aspects = sorted({aspect for one in sentences for aspect in one.gold.aspects})
        for aspect in ["all", *aspects]:
            there = _aspect_counts(sentences, aspect, signed=False)
            signed = _aspect_counts(sentences, aspect, signed=True)
            total, right = sum(there, Counts()), sum(signed, Counts())
            low, high = interval(there)
            rows.append(
                [
                    name, aspect, total.gold, f"{total.precision:.3f}", f"{total.recall:.3f}",
                    f"{total.f1:.3f} [{low:.2f}, {high:.2f}]", f"{right.f1:.3f}",
                ]
            )  # fmt: skip
    return {
        "about": about,
        "measured": provenance() | {"gold": gold_digest(folders)[:12]},
        "columns": ["system", "aspect", "wanted", "precision", "recall", "F1", "F1 with its sign"],
        "rows": rows,
    }


def _aspect_counts(
    sentences: Sequence[ValuedSentence], aspect: str, *, signed: bool
) -> list[Counts]:
    pages: dict[str, Counts] = {}
    for one in sentences:
        gold = {(k, v if signed else 0) for k, v in one.gold.aspects.items() if _is(k, aspect)}
        found = {(k, sign_of(v) if signed else 0) for k, v in one.aspects.items() if _is(k, aspect)}
        counts = Counts(len(gold & found), len(found), len(gold))
        pages[one.page] = pages.get(one.page, Counts()) + counts
    return list(pages.values())


def _is(found: str, wanted: str) -> bool:
    return wanted in ("all", found)


def sentiment_sections(
    seen_folders: Sequence[Path], unseen_folders: Sequence[Path]
) -> dict[str, dict[str, Any]]:
    """Measure on the pages that the rules were written against, and on pages held out.

    On the first the model is cross-validated; on the others it is one of all the first.
    """
    seen, seen_left_out = valued_sentences(seen_folders)
    unseen, unseen_left_out = valued_sentences(unseen_folders)
    crossed = systems_of(seen, cross_validated(seen))
    fitted = systems_of(unseen, revalued(unseen, train(seen)))
    about = (
        f"Development pages: {len({one.page for one in seen})}, of "
        f"{len({one.source for one in seen})} sources; the model in {FOLDS} folds that keep each "
        f"source together; intervals by drawing pages anew.{_left_out(seen_left_out)}"
    )
    about_unseen = (
        f"Pages held out: {len({one.page for one in unseen})}; intervals by drawing pages anew."
        f"{_left_out(unseen_left_out)}"
    )
    return {
        "Sentiment": sentiment_section(crossed, seen_folders, about),
        "Sentiment of aspects": aspect_section(crossed, seen_folders, about),
        "Sentiment, held out": sentiment_section(fitted, unseen_folders, about_unseen),
        "Sentiment of aspects, held out": aspect_section(fitted, unseen_folders, about_unseen),
    }


def _left_out(faults: Sequence[str]) -> str:
    if not faults:
        return ""
    return f" {len(faults)} pages are left out: their gold does not lie over their text."
