"""Train the voice model from labelled pages, and write down what it was trained on."""

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from probenlp import __version__
from probenlp.classify.model import VoiceModel
from probenlp.classify.training import fit_voice_model
from probenlp.evaluate.examples import examples_of
from probenlp.pipeline.voices import digest_of


def voice_model_from(folders: Sequence[Path], domain: str = "probation") -> VoiceModel:
    """Fit a voice model on all labelled pages of some folders.

    Raises
    ------
    VoiceGoldError
        If a table does not fit its page.
    ValueError
        If there is too little to hold anything out.
    """
    examples = examples_of(folders, domain)
    counts = Counter(one.gold.voice for one in examples)
    return fit_voice_model(
        [one.features for one in examples],
        [one.gold.voice for one in examples],
        [one.source for one in examples],
        about={
            "gold": digest_of(folders),
            "sentences": len(examples),
            "pages": len({one.page for one in examples}),
            "sources": len({one.source for one in examples}),
            "voices": dict(sorted(counts.items())),
            "probenlp": __version__,
            "scikit-learn": version("scikit-learn"),
        },
    )
