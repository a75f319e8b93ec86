"""The voice stage measured by itself: sentences a second on one core, on tags made before.

Against a plain model of scikit-learn on the same sentences (TF-IDF of words and letters, logistic
regression), which reads nothing but the words: what the rules and the surroundings cost on top.

``python bench/voice.py`` measures this alone and prints it.
"""

import functools
import gc
import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from timing import side_by_side

CORPUS = Path(__file__).parents[1] / "corpus"
FOLDERS = ("sample", "pages")
REPEAT = 5

Work = Callable[[], object]


def voice() -> dict[str, Any]:
    """Time the whole stage and its parts, each against the plain model.

    Word tables are warm; whole sentences are remembered by none of the caches from one repetition
    to the next, as there are more sentences than any of them holds.
    """
    works, sentences = _works()
    theirs = works.pop("plain")
    measured = {name: side_by_side(ours, theirs, repeat=REPEAT) for name, ours in works.items()}
    for entry in measured.values():
        entry["sentences_per_second"] = round(sentences / entry["ours_s"]["median"])
    stage = measured.pop("stage")
    return stage | {
        "sentences": sentences,
        "other": "TF-IDF of words and letters, logistic regression (scikit-learn)",
        "other_sentences_per_second": round(sentences / stage["theirs_s"]["median"]),
        "parts": measured,
    }


def _works() -> tuple[dict[str, Work], int]:
    """Give what is timed by name, ``plain`` the other's, and how many sentences each goes over."""
    from probenlp.classify import assign_sentiments, assign_voices, shipped_voice_model
    from probenlp.classify.judging import decide_by_rules
    from probenlp.domains import load_domain

    domain, model, documents = load_domain("probation"), shipped_voice_model(), _tagged()
    voice_of = functools.partial(assign_voices, domain=domain, model=model)
    voiced = [voice_of(document, tags) for document, tags in documents]
    judged = [list(decide_by_rules(*one, domain=domain)) for one in documents]
    features = [[row for passage in one for row in passage.features] for one in judged]
    sentences = [one for tags in voiced for passage in tags for one in passage.sentences]
    plain = _plain([one.span.surface for one in sentences], [str(one.voice) for one in sentences])
    texts = [[s.span.surface for p in tags for s in p.sentences] for tags in voiced]
    works: dict[str, Work] = {
        "stage": lambda: [assign_sentiments(voice_of(*one)) for one in documents],
        "rules": lambda: [list(decide_by_rules(*one, domain=domain)) for one in documents],
        "features": lambda: [[passage.features for passage in one] for one in judged],
        "model": lambda: [model.decide(one) for one in features],
        "sentiment": lambda: [assign_sentiments(one) for one in voiced],
        "plain": lambda: [plain.predict_proba(one) for one in texts if one],
    }
    # What was made up to here stays: going through it again and again is no part of the stage,
    # which in a run holds one document.
    gc.collect()
    gc.freeze()
    return works, len(sentences)


def _tagged() -> list[tuple[Any, Sequence[Any]]]:
    """Harvest and tag the pages that ship."""
    from probenlp.harvest import Input, harvest
    from probenlp.pipeline.steps import Analyst

    analyst = Analyst()
    paths = itertools.chain.from_iterable(
        sorted((CORPUS / folder).glob("*.html")) for folder in FOLDERS
    )
    documents = [harvest(Input(one.name, one.read_bytes()), salt=b"b").document for one in paths]
    return [(document, analyst.tag(document)) for document in documents]


def _plain(texts: Sequence[str], voices: Sequence[str]) -> Any:
    """Fit the plain model to what ours says: its speed is measured, not its score."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
    return make_pipeline(make_union(words, letters), LogisticRegression(max_iter=50, tol=0.01)).fit(
        texts, voices
    )


if __name__ == "__main__":
    print(json.dumps(voice(), indent=2))
