"""Train the voice model from labels, and write down what it was trained on."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from probenlp import __version__
from probenlp.classify.estimator import VoiceClassifier
from probenlp.classify.model import VoiceModel
from probenlp.classify.training import fit_voice_model
from probenlp.classify.vectors import PACKAGES, sentence_vectors
from probenlp.evaluate.examples import examples_of, examples_of_gold
from probenlp.evaluate.gold_lines import folders_and_files, run_of
from probenlp.evaluate.voice_gold import Example
from probenlp.pipeline.voices import digest_of


def labelled_examples(
    gold: Sequence[Path], run: Path | None = None, domain: str = "probation"
) -> list[Example]:
    """Read labels of both kinds: folders of labelled pages, and files of merged gold.

    Parameters
    ----------
    gold : sequence of Path
        Folders that hold pages with ``<page>.voice.tsv``, and files that ``probenlp merge`` wrote.
    run : Path, optional
        The folder of the run that the files are of.

    Raises
    ------
    VoiceGoldError
        If there are files and no run, or a label does not fit its page.
    """
    folders, files = folders_and_files(gold)
    examples = examples_of_gold(files, run_of(files, run), domain) if files else []
    return [*(examples_of(folders, domain) if folders else []), *examples]


def gold_digest(gold: Sequence[Path]) -> str:
    """Give a digest of all labels that a model was trained on, and of the pages they lie on."""
    folders, files = folders_and_files(gold)
    if not files:
        return digest_of(folders)
    digest = hashlib.sha256(digest_of(folders).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def voice_model_from(
    gold: Sequence[Path],
    domain: str = "probation",
    run: Path | None = None,
    *,
    vectors: bool = False,
) -> VoiceModel:
    """Fit a voice model on labelled pages and merged gold.

    Parameters
    ----------
    gold : sequence of Path
        As :func:`labelled_examples` reads it.
    vectors : bool
        Whether it looks at sentence vectors too.

    Raises
    ------
    VoiceGoldError
        If a label does not fit its page.
    ValueError
        If there is too little to hold anything out.
    ModelError
        If vectors are wanted and their encoder is not installed.
    """
    estimator = VoiceClassifier(vectors=vectors)
    if vectors:  # before the pages are read, which takes minutes
        sentence_vectors(estimator.encoder)
    examples = labelled_examples(gold, run, domain)
    counts = Counter(one.gold.voice for one in examples)
    return fit_voice_model(
        [one.features for one in examples],
        [one.gold.voice for one in examples],
        [one.source for one in examples],
        about={
            "gold": gold_digest(gold),
            "sentences": len(examples),
            "pages": len({one.page for one in examples}),
            "sources": len({one.source for one in examples}),
            "page_digests": sorted({one.page_digest for one in examples}),
            "voices": dict(sorted(counts.items())),
            "probenlp": __version__,
            "scikit-learn": version("scikit-learn"),
            **({name: version(name) for name in PACKAGES} if vectors else {}),
        },
        estimator=estimator,
    )
