"""Scores of voices: per class and on the whole, with intervals over source texts."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from probenlp.evaluate.resample import Counts
from probenlp.records import SpeakerRole, Voice, side_of

FIVE: Final[tuple[Voice, ...]] = (
    "official_finding", "official_response", "practitioner_testimony", "commentary", "news",
)  # fmt: skip
"""The voices that the comparison is about; the other two are scored per class and in all seven."""

DRAWS: Final = 300

Labels = Sequence[str]


def per_class(found: Labels, wanted: Labels) -> dict[str, Counts]:
    """Count for every class what is right, found and wanted.

    Examples
    --------
    >>> per_class(["a", "b"], ["a", "a"])["a"]
    Counts(right=1, found=1, gold=2)
    """
    classes = sorted({*found, *wanted})
    return {
        name: Counts(
            sum(f == w == name for f, w in zip(found, wanted, strict=True)),
            sum(f == name for f in found),
            sum(w == name for w in wanted),
        )
        for name in classes
    }


def macro_f1(found: Labels, wanted: Labels, classes: Sequence[str] = ()) -> float:
    """Give the mean F1 of classes that are wanted at least once."""
    counts = per_class(found, wanted)
    kept = [counts[n] for n in (classes or counts) if n in counts and counts[n].gold]
    return sum(one.f1 for one in kept) / len(kept) if kept else 0.0


def sides(voices: Labels, roles: Sequence[SpeakerRole | None]) -> list[str]:
    """Project voices and roles on official, practitioner and neither."""
    return [side_of(v, r) or "neither" for v, r in zip(voices, roles, strict=True)]  # type: ignore[arg-type]


def interval_over(
    sources: Sequence[str], score: Callable[[Sequence[int]], float], *, seed: int = 1
) -> tuple[float, float]:
    """Give the 95 per cent interval of a score, whole source texts drawn anew.

    Parameters
    ----------
    sources : sequence of str
        The source of each sentence.
    score : callable
        From the places of sentences to a figure.
    """
    places: dict[str, list[int]] = {}
    for at, source in enumerate(sources):
        places.setdefault(source, []).append(at)
    draw, names = random.Random(seed), sorted(places)  # noqa: S311  no secret
    scores = sorted(
        score([at for name in draw.choices(names, k=len(names)) for at in places[name]])
        for _ in range(DRAWS)
    )
    return scores[DRAWS // 40], scores[-1 - DRAWS // 40]


def pasted_called_testimony(
    found: Labels, wanted: Labels, provenance: Sequence[str | None]
) -> tuple[int, int]:
    """Count pasted sentences that are nobody's testimony and are called so, and all such."""
    pasted = [
        f
        for f, w, p in zip(found, wanted, provenance, strict=True)
        if p == "pasted" and w != "practitioner_testimony"
    ]
    return sum(one == "practitioner_testimony" for one in pasted), len(pasted)


def risk_coverage(
    sureness: Sequence[float], right: Sequence[bool], shares: Sequence[float]
) -> Mapping[float, float]:
    """Give the share of errors among the surest sentences.

    Examples
    --------
    >>> risk_coverage([0.9, 0.8, 0.5, 0.4], [True, True, False, True], [0.5, 1.0])
    {0.5: 0.0, 1.0: 0.25}
    """
    order = sorted(range(len(right)), key=lambda at: -sureness[at])
    risks = {}
    for share in shares:
        kept = order[: max(1, round(share * len(order)))]
        risks[share] = sum(not right[at] for at in kept) / len(kept)
    return risks
