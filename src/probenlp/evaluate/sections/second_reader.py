"""How far a second reader, who saw none of the labels, agrees with them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from probenlp.evaluate.agreement import cohen_kappa
from probenlp.evaluate.results import provenance
from probenlp.evaluate.voice_gold import COLUMNS
from probenlp.evaluate.voice_scores import sides

FIELDS: Final = ("voice", "provenance", "role", "sentiment")
Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Read a table of labels as rows of cells."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def paired_rows(first: Path, second: Path) -> Iterator[tuple[str, Row, Row]]:
    """Pair the sentences that both readers labelled, page by page, in order."""
    for path in sorted(second.glob("*.voice.tsv")):
        left = read_rows(first / path.name)
        for row in read_rows(path):
            key = (row["passage"], row["sentence"])
            at = next((n for n, one in enumerate(left) if _key(one) == key), None)
            if at is not None:
                yield path.name.partition(".")[0], left.pop(at), row


def _key(row: Row) -> tuple[str, str]:
    return row["passage"], row["sentence"]


def second_reader_section(first: Path, second: Path) -> dict[str, Any]:
    """Make the table of agreement."""
    pairs = list(paired_rows(first, second))
    rows = [[name, *_agreed([(a[name], b[name]) for _, a, b in pairs])] for name in FIELDS]
    both = [sides([a["voice"], b["voice"]], [_role(a), _role(b)]) for _, a, b in pairs]
    rows.append(["side", *_agreed([(one, other) for one, other in both])])
    return {
        "about": f"{len(pairs)} sentences of {len({page for page, _, _ in pairs})} pages, labelled "
        "a second time without sight of the first. Both readers are language models with the same "
        "guidelines, so agreement says that the guidelines can be followed, not that people would "
        "agree as well. The disagreements stand in corpus/second/disagreements.tsv.",
        "measured": provenance(),
        "columns": ["field", "agreed", "Cohen's kappa"],
        "rows": rows,
    }


def _role(row: Row) -> Any:
    return row["role"] or None


def _agreed(pairs: list[tuple[str, str]]) -> list[str]:
    same = sum(one == other for one, other in pairs) / max(1, len(pairs))
    kappa = cohen_kappa(pairs)
    return [f"{same:.3f}", "" if kappa is None else f"{kappa:.3f}"]


def write_disagreements(first: Path, second: Path, out: Path) -> int:
    """List the sentences whose voice, provenance or sentiment the readers label differently."""
    lines = ["page\tpassage\tfield\tfirst\tsecond\tsentence"]
    for page, one, other in paired_rows(first, second):
        lines += [
            "\t".join((page, one["passage"], name, one[name], other[name], one["sentence"]))
            for name in ("voice", "provenance", "sentiment")
            if one[name] != other[name]
        ]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1
