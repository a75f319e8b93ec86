"""Measure quality and write the results page: run in the root of a checkout.

``python -m probenlp.evaluate --pin`` writes anew what the gate compares with.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from probenlp.evaluate import claim_gate, tag_gate
from probenlp.evaluate.gate import PINNED, changes, pin
from probenlp.evaluate.labelled import labelled_sections
from probenlp.evaluate.results import write_metrics, write_results
from probenlp.evaluate.sections.ablation import ablation_section, false_threads_section
from probenlp.evaluate.sections.articles import articles_section
from probenlp.evaluate.sections.claims import measure, run_pages
from probenlp.evaluate.sections.counts import counts_section
from probenlp.evaluate.sections.peers import peers_section
from probenlp.evaluate.sections.pseudonyms import PSEUDONYMS, pseudonyms_section
from probenlp.evaluate.sections.tags import TaggedPage, tagged_pages, tags_section
from probenlp.evaluate.sections.threads import threads_section
from probenlp.evaluate.sections.traps import TRAPS, traps_section
from probenlp.evaluate.thread_gold import Measured, harvested, sample_threads, saved_threads

SHARED = Path(os.environ.get("PROBENLP_SHARED", "../shared"))
SAMPLE = Path("corpus/sample")
_OWN = "Pages written for this project. A development set."
_OTHERS = "Real pages of other people, not part of the project. A development set."


def main(arguments: Sequence[str] = ()) -> None:
    """Measure what the data at hand allows, and say what changed since it was pinned."""
    own = [(gold, harvested(gold)) for gold in sample_threads(SAMPLE)]
    tagged = tagged_pages(SAMPLE)
    sections = sample_sections(own, tagged)
    sets = {"sample": own}
    if (SHARED / "pages").is_dir():
        saved = [(gold, harvested(gold)) for gold in saved_threads(SHARED / "pages")]
        sections |= saved_sections(saved)
        sets["saved"] = saved
    else:
        sys.stderr.write(f"no saved pages at {SHARED}/pages: their figures are left as they were\n")
    for name, measured in sets.items():
        for line in changes(name, measured, PINNED):
            sys.stderr.write(f"{line}\n")
        if "--pin" in arguments:
            pin(name, measured, PINNED)
    for line in tag_gate.changes(tagged, SAMPLE, tag_gate.PINNED):
        sys.stderr.write(f"{line}\n")
    if "--pin" in arguments:
        tag_gate.pin(tagged, SAMPLE, tag_gate.PINNED)
    pages = run_pages(SAMPLE.parent)
    claimed = measure(SAMPLE.parent, pages)
    for line in claim_gate.changes(claimed, SAMPLE.parent, claim_gate.PINNED):
        sys.stderr.write(f"{line}\n")
    if "--pin" in arguments:
        claim_gate.pin(claimed, SAMPLE.parent, claim_gate.PINNED)
    sections |= labelled_sections(SAMPLE.parent, pages)
    write_results(Path("docs"), sections)
    write_metrics(Path("models"), json.loads(Path("docs/results.json").read_text("utf-8")))
    sys.stdout.write(Path("docs/results.md").read_text(encoding="utf-8"))


def sample_sections(
    measured: list[Measured], tagged: list[TaggedPage]
) -> dict[str, dict[str, Any]]:
    """Measure on the corpus that ships."""
    sections = {
        "Threads, sample corpus": threads_section(measured, _OWN),
        "Thread counts, sample corpus": counts_section(measured),
        "Articles, sample corpus": articles_section(measured, _OWN),
        "Taggers, sample corpus": tags_section(tagged, SAMPLE, _OWN),
        "False alarms of the taggers on traps": traps_section(
            TRAPS, "Written for this project. A development set."
        ),
        "Private persons": pseudonyms_section(PSEUDONYMS),
    }
    if peers := peers_section(tagged, SAMPLE, _OWN):
        sections["Taggers beside other packages, sample corpus"] = peers
    else:
        sys.stderr.write("no environment of the peers (make peers): their figures stay\n")
    return sections


def saved_sections(measured: list[Measured]) -> dict[str, dict[str, Any]]:
    """Measure on the folder of saved pages."""
    gold = [thread for thread, _ in measured]
    return {
        "Threads, saved pages": threads_section(measured, _OTHERS),
        "Thread counts, saved pages": counts_section(measured),
        "Threads of unknown systems, saved pages": ablation_section(gold, _OTHERS),
        "Threads where there are none, saved pages": false_threads_section(gold),
        "Articles, saved pages": articles_section(measured, _OTHERS),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
