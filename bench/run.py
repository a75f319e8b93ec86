"""Run measures, keep them in ``results.json``, print one table and write it into the docs.

``python bench/run.py`` measures everything; ``python bench/run.py harvest voice`` these alone, and
the figures of the rest stay as they were; ``python bench/run.py --table`` measures nothing.

"""

import datetime
import importlib.metadata
import json
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

from measures import MEASURES
from table import text_table, write_docs

RESULTS = Path(__file__).parent / "results.json"


def main(arguments: list[str]) -> None:
    """Measure what is named, or everything; print, write."""
    if unknown := set(arguments) - set(MEASURES) - {"--table"}:
        sys.exit(f"no measure {', '.join(sorted(unknown))}; there are: {', '.join(MEASURES)}")
    names = [] if "--table" in arguments else arguments or list(MEASURES)
    result = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    measured: dict[str, Any] = result.get("measured", {})
    for name in names:
        clock, load = time.perf_counter(), os.getloadavg()[0]
        entry = MEASURES[name]()
        print(f"{name}: {time.perf_counter() - clock:.0f} s", file=sys.stderr, flush=True)
        if entry is None:
            print(f"{name}: no data at hand", file=sys.stderr)
            continue
        measured[name] = entry | {"date": _today(), "load_before": round(load, 2)}
        # After each: a long bench that is stopped keeps what it has measured.
        RESULTS.write_text(json.dumps(_head() | {"measured": measured}, indent=2) + "\n", "utf-8")
    print(text_table(measured))
    write_docs(measured)


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _head() -> dict[str, Any]:
    libraries = ("spacy", "trafilatura", "typer", "lxml")
    return {
        "date": _today(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in libraries},
        },
    }


if __name__ == "__main__":
    main(sys.argv[1:])
