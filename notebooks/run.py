"""Execute notebooks in place, each in its own kernel, and stop at the first cell that fails."""

import sys
from pathlib import Path

import nbclient
import nbformat


def execute(path: Path) -> None:
    """Run a notebook and write its outputs back.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell raises: an assertion about a figure in the prose, say.
    """
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": "."}})
    client.execute()
    for cell in notebook.cells:
        cell.get("metadata", {}).pop("execution", None)  # times change with every run
    notebook.metadata.pop("widgets", None)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        execute(Path(name))
        sys.stdout.write(f"{name}: every cell ran\n")
