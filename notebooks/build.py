"""Make the notebooks: run their cells, fill what stands in ⟦…⟧ with what came out, and save.

``make notebooks``, or ``python notebooks/build.py 03`` for one. The cells stand in ``sources/``.

A placeholder holds a Python expression. In a code cell it is evaluated in the notebook's kernel
just before that cell runs (so it speaks of what cells above made), in a text cell when all have
run.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbclient
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parents[1]
SOURCES = Path(__file__).parent / "sources"
MOST_BYTES = 1_500_000
HOLE = re.compile(r"⟦(.+?)⟧", re.DOTALL)
NAMES = {
    "01": "01_harvest_a_thread",
    "02": "02_documents_to_claims",
    "03": "03_findings_against_testimony",
    "04": "04_annotate_agree_retrain",
}


def cells_of(number):
    """Read a source: cells begin with a line '# %% m' or '# %% c'."""
    text = (SOURCES / f"n{number}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^# %% ([mc])$\n?", text, flags=re.MULTILINE)
    assert not parts[0].strip(), f"n{number}: text before the first cell"
    return [(kind, body.strip("\n")) for kind, body in zip(parts[1::2], parts[2::2], strict=True)]


class Kernel:
    """A kernel that runs cells and says what expressions are worth in it."""

    def __init__(self, client):
        self.client = client

    def worth(self, expressions, index):
        if not expressions:
            return []
        listed = ", ".join(f"({one})" for one in expressions)
        cell = new_code_cell(f"import json as _json\nprint(_json.dumps([{listed}], default=int))")
        kept = self.client.nb.cells[index]
        self.client.execute_cell(cell, index, store_history=False)
        self.client.nb.cells[index] = kept  # the client put the question in its place
        printed = "".join(
            one.text for one in cell.outputs if one.output_type == "stream" and one.name == "stdout"
        )
        return json.loads(printed)

    def fill(self, text, index, shown):
        values = iter(self.worth(HOLE.findall(text), index))
        return HOLE.sub(lambda _: shown(next(values)), text)


def in_prose(value):
    return f"{value:,}" if isinstance(value, int) else str(value)


def build(number):
    began = time.time()
    notebook = new_notebook()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for place, (kind, text) in enumerate(cells_of(number)):
        cell = new_markdown_cell(text) if kind == "m" else new_code_cell(text)
        cell.id = f"cell-{place:02d}"
        notebook.cells.append(cell)
    client = nbclient.NotebookClient(
        notebook, timeout=600, resources={"metadata": {"path": str(ROOT)}}
    )
    slow = []
    with client.setup_kernel():
        kernel, count = Kernel(client), 0
        for place, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                count += 1
                cell.source = kernel.fill(cell.source, place, repr)
                at = time.time()
                client.execute_cell(cell, place, execution_count=count)
                slow.append((time.time() - at, place))
        spent = time.time() - began
        for place, cell in enumerate(notebook.cells):
            if cell.cell_type == "markdown":
                cell.source = kernel.fill(cell.source, place, in_prose)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            for output in cell.outputs:
                output.get("metadata", {}).pop("execution", None)
    path = ROOT / "notebooks" / f"{NAMES[number]}.ipynb"
    nbformat.validate(notebook)
    nbformat.write(notebook, path)
    ruff = [sys.executable, "-m", "ruff", "format", "--quiet", str(path)]
    subprocess.run(ruff, check=True, cwd=ROOT)  # noqa: S603  our own formatter, our own file
    look(path, notebook)
    worst = ", ".join(f"{s:.0f} s in cell-{p:02d}" for s, p in sorted(slow, reverse=True)[:4])
    print(f"{path.name}: {spent:.0f} s ({worst}); {path.stat().st_size / 1000:.0f} kB", flush=True)


def look(path, notebook):
    """Stop at what must not be in a notebook that is shown to people."""
    assert path.stat().st_size < MOST_BYTES, f"{path.name} is too large"
    for cell in notebook.cells:
        shown = json.dumps(cell.get("outputs", []))
        for bad in ('"name": "stderr"', "/tmp/", str(ROOT), "/home/", "Warning"):  # noqa: S108
            assert bad not in shown, f"{path.name} {cell.id}: {bad} in the output: {shown[:600]}"
        assert "⟦" not in cell.source, f"{path.name} {cell.id}: a hole is open"


if __name__ == "__main__":
    os.chdir(ROOT)
    os.environ.pop("PROBENLP_SALT", None)
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(JUPYTER_PLATFORM_DIRS="1", IPYTHONDIR=settings)
        for chosen in sys.argv[1:] or NAMES:
            build(chosen)
