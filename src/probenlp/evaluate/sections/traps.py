"""False alarms on sentences in which a tagger should find nothing, counted by kind of trap."""

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spacy.language import Language

from probenlp.evaluate.results import provenance
from probenlp.tag.annotations import attached
from probenlp.tag.language import load

TRAPS: Final = Path("corpus/traps.tsv")
COLUMNS: Final = ["layer", "kind of trap", "sentences", "with a false alarm"]


@dataclass(frozen=True, slots=True)
class Trap:
    """A sentence in which a layer has nothing to find."""

    layer: str
    kind: str
    sentence: str


def read_traps(path: Path) -> list[Trap]:
    """Read the table of traps.

    Raises
    ------
    ValueError
        If a line has too few or too many fields; names file and line.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    for number, row in enumerate(rows, start=2):
        if len(row) != 3:
            raise ValueError(f"{path}:{number}: {len(row)} fields, wanted layer, kind, sentence")
    return [Trap(*row) for row in rows]


def false_alarms(traps: list[Trap], nlp: Language | None = None) -> list[tuple[Trap, list[str]]]:
    """List the traps that caught the taggers, with what was found in each."""
    docs = (nlp or load()).pipe(trap.sentence for trap in traps)
    caught = []
    for trap, doc in zip(traps, docs, strict=True):
        found: list[Any] = list(attached(doc, trap.layer))
        if trap.layer == "quotations":
            found = [quotation for quotation in found if quotation.form == "direct"]
        if found:
            caught.append((trap, [_surface(one) for one in found]))
    return caught


def _surface(found: Any) -> str:
    span = found.spans[0] if hasattr(found, "spans") else found.span
    return str(span.surface)


def traps_section(path: Path, about: str) -> dict[str, Any]:
    """Make the table of false alarms."""
    traps = read_traps(path)
    caught = Counter((trap.layer, trap.kind) for trap, _ in false_alarms(traps))
    kinds = Counter((trap.layer, trap.kind) for trap in traps)
    rows: list[list[Any]] = [[*key, total, caught[key]] for key, total in kinds.items()]
    rows.append(["all", "", len(traps), sum(caught.values())])
    return {
        "about": f"{about} Sentences with nothing to find in that layer.",
        "measured": provenance() | {"gold": hashlib.sha256(path.read_bytes()).hexdigest()[:12]},
        "columns": COLUMNS,
        "rows": rows,
    }
