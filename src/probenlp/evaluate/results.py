"""The results page: figures with their data, date, versions, and whether the data was seen."""

import datetime
import importlib.metadata
import json
from pathlib import Path
from typing import Any

from probenlp import __version__

LIBRARIES = ("spacy", "trafilatura", "lxml", "nupunkt")

HEAD = """# Results

Written by `make evaluate`; do not edit. Brackets hold 95 per cent intervals. A development set is
one that was looked at while the rules were written: its figures say how well the rules fit, not how
well they carry over.
"""


def provenance() -> dict[str, Any]:
    """Say when and with which versions something is measured."""
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "probenlp": __version__,
        **{name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def write_results(folder: Path, sections: dict[str, dict[str, Any]]) -> None:
    """Write ``results.json`` and ``results.md``.

    Parameters
    ----------
    folder : Path
        ``docs`` of a checkout.
    sections : dict
        By title. A section that could not be measured now, since its data is not at hand, keeps
        what was measured last, with its date.
    """
    path = folder / "results.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    kept = {title: section for title, section in before.items() if title not in sections}
    content = dict(sorted((kept | sections).items()))
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "results.md").write_text(as_markdown(content), encoding="utf-8")


MODEL_SECTIONS = {
    "voice": ("Voices", "How sure the voices are"),
    "sentiment": ("Sentiment",),
}
"""By model that ships, how the titles of its tables begin."""


def write_metrics(models: Path, sections: dict[str, dict[str, Any]]) -> None:
    """Put the tables that speak of a model beside it, as ``metrics.json``.

    Parameters
    ----------
    models : Path
        The folder of the models.
    sections : dict
        All that was measured, by title.
    """
    for model, beginnings in MODEL_SECTIONS.items():
        own = {title: one for title, one in sections.items() if title.startswith(beginnings)}
        text = json.dumps(dict(sorted(own.items())), indent=1, ensure_ascii=False)
        (models / model / "metrics.json").write_text(text + "\n", encoding="utf-8")


def as_markdown(sections: dict[str, dict[str, Any]]) -> str:
    """Render the sections as a page of tables.

    Examples
    --------
    >>> section = {"about": "Ten pages.", "measured": {"date": "2026-01-01"},
    ...            "columns": ["system", "recall"], "rows": [["wordpress", "1.00"]]}
    >>> print(as_markdown({"Threads": section}).partition("## ")[2])
    Threads
    <BLANKLINE>
    Ten pages.
    <BLANKLINE>
    | system | recall |
    |---|---|
    | wordpress | 1.00 |
    <BLANKLINE>
    Measured: date 2026-01-01.
    <BLANKLINE>
    """
    parts = [HEAD]
    for title, section in sections.items():
        columns, rows = section["columns"], section["rows"]
        table = [_row(columns), "|" + "---|" * len(columns), *(_row(row) for row in rows)]
        measured = ", ".join(f"{name} {value}" for name, value in section["measured"].items())
        parts.append(
            f"## {title}\n\n{section['about']}\n\n"
            + "\n".join(table)
            + f"\n\nMeasured: {measured}.\n"
        )
    return "\n".join(parts)


def _row(cells: list[Any]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
