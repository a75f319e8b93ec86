"""What sentence vectors add to the voice model, and what they cost; only where they are installed.

Each way is fitted on other source texts, with and without vectors in one run, and what they add is
drawn in pairs: the same source texts for both.
"""

import itertools
import time
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final

from probenlp.classify.estimator import VoiceClassifier
from probenlp.classify.training import held_out
from probenlp.classify.vectors import DEFAULT, PACKAGES, sentence_vectors
from probenlp.errors import ModelError
from probenlp.evaluate.sections.voice import MODEL, WITHHELD, Crossed, voice_section
from probenlp.evaluate.voice_gold import Example
from probenlp.evaluate.voice_scores import FIVE, interval_over, macro_f1

TITLE: Final = "Voices with sentence vectors"
FOLDS: Final = 8
_TIMED: Final = 1_000
_PLAIN: Final = {MODEL: True, WITHHELD: False}
"""The ways without vectors, and whether what tells of the page may be used."""
_NOTE: Final = (
    "The weight of the vectors was chosen on these pages, without what tells of the page. Gain: of "
    "the five voices, against the same way without vectors, the same source texts drawn for both. "
    "Speed: a second of the processor, decisions alone, by a model fitted on 1,000 sentences, none "
    "of them seen before."
)


def vectors_section(
    examples: Sequence[Example], plain: Crossed, about: str
) -> dict[str, Any] | None:
    """Make the table of the model with and without vectors; None where the extra is missing.

    Parameters
    ----------
    examples : sequence of Example
        Page by page.
    plain : Crossed
        What the two ways without vectors say of them, fitted in as many folds.
    about : str
        What kind of pages they are.
    """
    try:
        sentence_vectors(DEFAULT)
    except ModelError:
        return None
    decided: dict[str, list[str]] = {}
    for name, container in _PLAIN.items():
        decided[name] = _voices(plain[name])
        way = VoiceClassifier(container=container, vectors=True)
        decided[_with(name)] = _voices(_crossed(way, examples))
    section = voice_section(examples, decided, about)
    speeds = [_speed(examples, vectors=vectors) for vectors in (False, True)]
    gains = {_with(name): _gain(examples, decided[name], decided[_with(name)]) for name in _PLAIN}
    return section | {
        "about": f"{section['about']} {_NOTE}",
        "measured": section["measured"] | {name: version(name) for name in PACKAGES},
        "columns": [*section["columns"], "gain", "sentences/s"],
        "rows": [
            [*row, gains.get(row[0], ""), f"{speeds[row[0] in gains]:,.0f}"]
            for row in section["rows"]
        ],
    }


def plain_ways(examples: Sequence[Example]) -> Crossed:
    """Fit the two ways without vectors, fold by fold, where nobody has done so yet."""
    return {
        name: _crossed(VoiceClassifier(container=container), examples)
        for name, container in _PLAIN.items()
    }


def _with(name: str) -> str:
    return f"{name}, with vectors"


def _crossed(way: VoiceClassifier, examples: Sequence[Example]) -> tuple[list[str], Any]:
    return held_out(
        way,
        [one.features for one in examples],
        [one.gold.voice for one in examples],
        [one.source for one in examples],
        folds=FOLDS,
    )


def _voices(crossed: tuple[list[str], Any]) -> list[str]:
    classes, rows = crossed
    return [classes[at] for at in rows.argmax(axis=1)]


def _gain(examples: Sequence[Example], before: Sequence[str], after: Sequence[str]) -> str:
    wanted = [one.gold.voice for one in examples]

    def drawn(places: Sequence[int]) -> float:
        one, other = (
            macro_f1([found[i] for i in places], [wanted[i] for i in places], FIVE)
            for found in (before, after)
        )
        return other - one

    low, high = interval_over([one.source for one in examples], drawn)
    return f"{drawn(range(len(wanted))):+.3f} [{low:+.3f}, {high:+.3f}]"


def _speed(examples: Sequence[Example], *, vectors: bool) -> float:
    """Give the sentences a second of the processor, page by page, as a run decides them."""
    pages = [list(page) for _, page in itertools.groupby(examples, key=lambda one: one.page)]
    half = len(pages) // 2
    fitted = [one for page in pages[:half] for one in page][:_TIMED]
    features = [[one.features for one in page] for page in pages[half:]]
    model = VoiceClassifier(vectors=vectors).fit(
        [one.features for one in fitted], [one.gold.voice for one in fitted]
    )
    model.decision_function(features[0])  # what is loaded once is not timed
    if vectors:
        sentence_vectors(DEFAULT).forget()
    start, done = time.process_time(), 0
    for page in features:
        model.decision_function(page)
        done += len(page)
        if done >= _TIMED:
            break
    return done / max(time.process_time() - start, 1e-9)
