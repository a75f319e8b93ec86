"""Prove our exports in the tools themselves: ``python bench/tools/run.py [TOOL ...]``.

Each tool runs from an environment of its own (``make tools`` makes them), on loopback, with its
data in a temporary folder, and is ended whatever happens. Writes ``results.json`` and the table in
``docs/annotation.md``; a tool that is not named keeps what was found before.

"""

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import doccano
import label_studio
import potato
from browser import open_browser
from proof import Place, prove
from server import ToolError
from table import RESULTS, write_table

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".venv-tools"
TOOLS: dict[str, Any] = {"doccano": doccano, "label-studio": label_studio, "potato": potato}
PROVEN = {
    "doccano": [
        ("sequence", "marks"),
        ("sequence-graphemes", "marks"),
        ("relations", "marks"),
        ("classification", "choices"),
    ],
    "label-studio": [
        ("text", "marks"),
        ("text", "choices"),
        ("dialogue", "marks"),
        ("dialogue", "choices"),
    ],
    "potato": [("text", "marks"), ("text", "choices")],
}


def main() -> int:
    """Prove what was named; give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tools", nargs="*", help=f"of {', '.join(TOOLS)}; without: all")
    parser.add_argument("--run", type=Path, help="a folder that 'probenlp run' wrote")
    parser.add_argument("--view", help="one view only; results are printed and not written")
    asked = parser.parse_args()
    names = asked.tools or list(TOOLS)
    faults, proven = 0, {}
    with tempfile.TemporaryDirectory(prefix="probenlp-tools-") as temporary:
        folder = Path(temporary)
        run = asked.run or _run(folder)
        for name in names:
            found = _prove_tool(name, folder, run, asked.view)
            print(json.dumps(found, indent=2, ensure_ascii=True))
            faults += sum(len(view["faults"]) for view in found["views"]) + ("failed" in found)
            proven[name] = found
    if not asked.view:
        _keep(proven)
    return 1 if faults else 0


def _keep(proven: dict[str, Any]) -> None:
    """Put what was found beside what was found before of other tools."""
    before = json.loads(RESULTS.read_bytes())["tools"] if RESULTS.exists() else {}
    both = before | proven
    results = {"tools": {name: both[name] for name in TOOLS if name in both}}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    write_table(results)


def _prove_tool(name: str, folder: Path, run: Path, only: str | None) -> dict[str, Any]:
    module = TOOLS[name]
    binaries = ENVIRONMENTS / name / "bin"
    if not (binaries / "python").exists():
        raise SystemExit(f"{binaries.parent}: no environment; 'make tools' makes it")
    found: dict[str, Any] = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "version": _version(binaries, module.PACKAGE),
        "doubles": module.Driver.doubles,
        "views": [],
    }
    started = time.monotonic()
    own = folder / name
    own.mkdir()
    try:
        with open_browser() as browser, ExitStack() as stack:
            found["browser"] = f"Chromium {browser.version}"
            driver = module.Driver(own, binaries, browser, stack)
            for view, judged in PROVEN[name]:
                if only in (None, view):
                    print(f"{name}/{view}: {judged}", file=sys.stderr)
                    proof = prove(driver, name, view, judged, Place(own, run))
                    found["views"].append(proof.as_json())
            found["asked_of_other_machines"] = sorted(browser.foreign)
    except ToolError as error:
        found["failed"] = str(error)
    found["seconds"] = round(time.monotonic() - started)
    return found


def _version(binaries: Path, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    command = [str(binaries / "python"), "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


def _run(folder: Path) -> Path:
    out = folder / "run"
    pages = [str(ROOT / "corpus" / name) for name in ("sample", "pages")]
    command = [sys.executable, "-m", "probenlp", "run", *pages]
    subprocess.run([*command, "--out", str(out)], check=True, stdout=sys.stderr)  # noqa: S603
    return out


if __name__ == "__main__":
    sys.exit(main())
