"""Voices: the model with and without what tells of the page, the rules, and simple baselines.

Everything that learns is measured by weights fitted on other source texts.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from sklearn.model_selection import GroupKFold

from probenlp.classify.estimator import VoiceClassifier
from probenlp.classify.model import VoiceModel
from probenlp.classify.sureness import best_temperature, calibration_error, heated, thresholds
from probenlp.classify.training import ERROR, Floats, held_out
from probenlp.evaluate.results import provenance
from probenlp.evaluate.voice_gold import Example
from probenlp.evaluate.voice_scores import (
    FIVE,
    interval_over,
    macro_f1,
    pasted_called_testimony,
    per_class,
    risk_coverage,
    sides,
)

MODEL: Final = "the model"
WITHHELD: Final = "without what tells of the page"
_FOLDS: Final = 8
_FIGURES: Final = (
    "accuracy", "five voices", "seven voices", "sides", "testimony", "pasted called testimony"
)  # fmt: skip

Predictions = dict[str, list[str]]

Crossed = dict[str, tuple[list[str], Floats]]
"""By way to decide: the voices, and each sentence's probabilities by weights of other sources."""


def crossed_of(examples: Sequence[Example]) -> Crossed:
    """Fit each way that learns, fold by fold, on the other sources."""
    ways = {
        MODEL: VoiceClassifier(),
        WITHHELD: VoiceClassifier(container=False),
        "each sentence alone": VoiceClassifier(around=False, container=False),
        "words alone": VoiceClassifier(around=False, container=False, mark_weight=0.0),
    }
    features = [one.features for one in examples]
    voices, sources = [one.gold.voice for one in examples], [one.source for one in examples]
    return {
        name: held_out(way, features, voices, sources, folds=_FOLDS) for name, way in ways.items()
    }


def predictions_of(examples: Sequence[Example], learned: Crossed | VoiceModel) -> Predictions:
    """Decide every sentence in several ways.

    Parameters
    ----------
    examples : sequence of Example
        Page by page.
    learned : Crossed or VoiceModel
        What the ways that learn say of these pages, fitted on others of them; or one fitted model,
        to be tested on pages it has not seen.
    """
    found: Predictions = {
        "by rules alone": [one.rule_voice for one in examples],
        "comment rule": [
            "practitioner_testimony" if one.in_comment else "official_finding" for one in examples
        ],
        "first-person rule": [
            "practitioner_testimony" if "style:i" in one.features.marks else "official_finding"
            for one in examples
        ],
    }
    if isinstance(learned, VoiceModel):
        return {MODEL: _by_page(examples, learned)} | found
    crossed = {
        name: [classes[at] for at in rows.argmax(axis=1)]
        for name, (classes, rows) in learned.items()
    }
    return crossed | {"kind of page": _by_kind(examples)} | found


def _by_page(examples: Sequence[Example], model: VoiceModel) -> list[str]:
    pages = itertools.groupby(examples, key=lambda one: one.page)
    return [
        decision.voice
        for _, page in pages
        for decision in model.decide([one.features for one in page])
    ]


def _by_kind(examples: Sequence[Example]) -> list[str]:
    """Decide by the commonest voice of such a place (kind of page and passage) elsewhere."""
    places = [
        "|".join(m for m in one.features.marks if m.startswith(("in:page=", "in:passage=")))
        for one in examples
    ]
    found = [""] * len(examples)
    labels = np.asarray([one.gold.voice for one in examples])
    sources = np.asarray([one.source for one in examples])
    folds = GroupKFold(min(_FOLDS, len(set(sources))))
    for train, test in folds.split(places, labels, sources):
        common: dict[str, Counter[str]] = {}
        for at in train:
            common.setdefault(places[at], Counter())[str(labels[at])] += 1
        most = Counter(labels[train].tolist()).most_common(1)[0][0]
        for at in test:
            seen = common.get(places[at])
            found[at] = seen.most_common(1)[0][0] if seen else most
    return found


def voice_section(
    examples: Sequence[Example], predictions: Predictions, about: str
) -> dict[str, Any]:
    """Make the table of ways to decide."""
    rows = [[name, *_cells(examples, found)] for name, found in predictions.items()]
    pages, sources = {one.page for one in examples}, {one.source for one in examples}
    return {
        "about": f"{about} {len(examples)} sentences of {len(pages)} pages, {len(sources)} source "
        "texts; F1 as means over classes; intervals by drawing source texts anew. Pasted called "
        "testimony: of the pasted sentences that are no testimony.",
        "measured": provenance(),
        "columns": ["decided", *_FIGURES],
        "rows": rows,
    }


def _cells(examples: Sequence[Example], found: Sequence[str]) -> list[str]:
    wanted = [one.gold.voice for one in examples]
    roles = [one.gold.role for one in examples]
    sources = [one.source for one in examples]
    provenances = [one.gold.provenance for one in examples]

    def over(score: Callable[[list[str], list[str], list[int]], float]) -> str:
        def drawn(places: Sequence[int]) -> float:
            at = list(places)
            return score([found[i] for i in at], [wanted[i] for i in at], at)

        low, high = interval_over(sources, drawn)
        return f"{drawn(range(len(wanted))):.3f} [{low:.2f}, {high:.2f}]"

    def side_score(f: list[str], w: list[str], at: list[int]) -> float:
        ours = [roles[i] for i in at]
        return macro_f1(sides(f, ours), sides(w, ours))

    def testimony(f: list[str], w: list[str], _: list[int]) -> float:
        return macro_f1(f, w, ("practitioner_testimony",))

    wrong, pasted = pasted_called_testimony(found, wanted, provenances)
    accuracy = sum(f == w for f, w in zip(found, wanted, strict=True)) / max(1, len(wanted))
    return [
        f"{accuracy:.3f}",
        over(lambda f, w, _: macro_f1(f, w, FIVE)),
        over(lambda f, w, _: macro_f1(f, w)),
        over(side_score),
        over(testimony),
        f"{wrong} of {pasted}",
    ]


def classes_section(
    examples: Sequence[Example], predictions: Predictions, name: str, about: str
) -> dict[str, Any]:
    """Make the table of one way's voices, class by class."""
    counts = per_class(predictions[name], [one.gold.voice for one in examples])
    rows = [
        [voice, one.gold, one.found, f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}"]
        for voice, one in counts.items()
    ]
    return {
        "about": f"{about} Decided: {name}.",
        "measured": provenance(),
        "columns": ["voice", "wanted", "found", "precision", "recall", "F1"],
        "rows": rows,
    }


def sureness_section(examples: Sequence[Example], crossed: Crossed, about: str) -> dict[str, Any]:
    """Make the table of how sure decisions are, with and without what tells of the page.

    Temperature and limits are taken from one half of the sources and measured on the other, both
    ways round.
    """
    rows = []
    for name in (MODEL, WITHHELD):
        figures = _sureness(examples, *crossed[name])
        rows += [[name, what, value] for what, value in figures.items()]
    return {
        "about": f"{about} Coverage: how often a sentence's candidates hold its voice (promised: "
        "0.9 for each); risk: errors among the surest share.",
        "measured": provenance(),
        "columns": ["decided", "what", "figure"],
        "rows": rows,
    }


def _sureness(examples: Sequence[Example], classes: list[str], raw: Floats) -> dict[str, str]:
    voices, sources = [one.gold.voice for one in examples], [one.source for one in examples]
    truth = np.asarray([classes.index(voice) for voice in voices])
    rows, inside = np.zeros_like(raw), np.zeros(raw.shape, dtype=bool)
    halves = GroupKFold(2, shuffle=True, random_state=1).split(raw, truth, np.asarray(sources))
    for one, other in halves:
        temperature = best_temperature(raw[one], truth[one])
        rows[other] = heated(raw[other], temperature)
        limits = thresholds(heated(raw[one], temperature), truth[one], error=ERROR)
        inside[other] = rows[other] >= np.asarray(limits)
    covered = inside[np.arange(len(truth)), truth]
    risks = risk_coverage(
        rows.max(axis=1).tolist(), (rows.argmax(axis=1) == truth).tolist(), (0.25, 0.5, 0.75, 1.0)
    )
    return {
        "expected calibration error": f"{calibration_error(rows, truth):.3f}",
        **{
            f"coverage of {name}": f"{covered[truth == at].mean():.3f}"
            for at, name in enumerate(classes)
        },
        "candidates a sentence": f"{inside.sum(axis=1).mean():.2f}",
        **{f"risk at {share:.0%}": f"{risk:.3f}" for share, risk in risks.items()},
    }
