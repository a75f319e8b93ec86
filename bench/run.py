"""Run all measures and write ``results.json``; print what is of interest."""

import datetime
import importlib.metadata
import json
import os
import platform
from pathlib import Path
from typing import Any

from measures import MEASURES

RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    """Measure, print, write."""
    measured = {}
    for name, measure in MEASURES.items():
        entry = measure()
        if entry is None:
            print(f"{name:22} no data at hand")
            continue
        measured[name] = entry
        print(f"{name:22} {shown(entry)}")
    libraries = ("spacy", "trafilatura", "typer", "lxml")
    result = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in libraries},
        },
        "measured": measured,
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def shown(entry: dict[str, Any]) -> str:
    """Give the figure of interest with its range."""
    figure = entry.get("ratio") or entry["seconds"]
    unit = "times as fast as the other" if "ratio" in entry else "seconds"
    return f"{figure['median']:.2f} {unit} ({figure['least']:.2f} to {figure['greatest']:.2f})"


if __name__ == "__main__":
    main()
