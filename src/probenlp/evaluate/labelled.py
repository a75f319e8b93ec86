"""All figures that rest on the labelled pages: voices, provenance, sentiment, claims."""

import sys
from pathlib import Path
from typing import Any, Final

from probenlp.classify.assign import shipped_voice_model
from probenlp.domains import load_domain
from probenlp.evaluate.claim_match import Page
from probenlp.evaluate.examples import examples_of
from probenlp.evaluate.sections.claims import claims_section
from probenlp.evaluate.sections.provenance import provenance_section
from probenlp.evaluate.sections.second_reader import second_reader_section, write_disagreements
from probenlp.evaluate.sections.sentiment import sentiment_sections
from probenlp.evaluate.sections.vectors import TITLE, vectors_section
from probenlp.evaluate.sections.voice import (
    classes_section,
    crossed_of,
    predictions_of,
    sureness_section,
    voice_section,
)
from probenlp.evaluate.voice_pages import voice_pages

_SEEN: Final = (
    "Development pages: rules were written while they were read; what learns is fitted on other "
    "source texts."
)
_UNSEEN: Final = (
    "Pages held out: nobody read them who wrote rules. The design of the model (what it forgets) "
    "was settled with their figures in sight, so expect a little less elsewhere."
)

_LESS_UNSEEN: Final = (
    "Pages held out, scored by the model that ships. Nobody read them who wrote rules; but two "
    "rules (a page that is a letter is its writer's own; a comment may open with a paste that "
    "nothing announces) were settled with these figures, page by page, in sight: before, pasted "
    "text had F1 .48 here, and with the model before that .72."
)

Sections = dict[str, dict[str, Any]]


def labelled_sections(corpus: Path, pages: dict[str, Page] | None = None) -> Sections:
    """Measure everything that the labels allow; takes several minutes.

    Parameters
    ----------
    corpus : Path
    pages : dict, optional
        Those with claims, where they are at hand.
    """
    seen, unseen = [corpus / "sample", corpus / "pages"], [corpus / "held_out"]
    first, second = corpus / "pages", corpus / "second"
    write_disagreements(first, second, second / "disagreements.tsv")
    return {
        "Labels, first and second reader": second_reader_section(first, second),
        **_voices(seen, unseen),
        **_provenance(seen, unseen),
        **sentiment_sections(seen, unseen),
        "Claims, groups and relations": claims_section(
            corpus, "Development pages: linking was written while they were read.", pages
        ),
    }


def _voices(seen: list[Path], unseen: list[Path]) -> Sections:
    ours, others = examples_of(seen), examples_of(unseen)
    crossed = crossed_of(ours)
    decided = predictions_of(ours, crossed)
    shipped = predictions_of(others, shipped_voice_model())
    vectors = vectors_section(ours, crossed, _SEEN)
    if vectors is None:
        sys.stderr.write("probenlp[vectors] is not installed: the figures of vectors stay\n")
    return {
        **({TITLE: vectors} if vectors else {}),
        "Voices, development pages": voice_section(ours, decided, _SEEN),
        "Voices by class, development pages": classes_section(ours, decided, "the model", _SEEN),
        "Voices, pages held out": voice_section(others, shipped, _UNSEEN),
        "Voices by class, pages held out": classes_section(others, shipped, "the model", _UNSEEN),
        "How sure the voices are, development pages": sureness_section(ours, crossed, _SEEN),
    }


def _provenance(seen: list[Path], unseen: list[Path]) -> Sections:
    domain = load_domain("probation")
    fitted = "Development pages, the boundary model fitted on them: fit, not generalisation."
    return {
        "Provenance, development pages": provenance_section(voice_pages(seen)[0], domain, fitted),
        "Provenance, pages held out": provenance_section(
            voice_pages(unseen)[0], domain, _LESS_UNSEEN
        ),
    }
