"""Every notebook runs from top to bottom; its cells assert the figures that its prose quotes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, tmp_path: Path) -> None:
    copy = shutil.copy(notebook, tmp_path)
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "notebooks" / "run.py"), str(copy)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"JUPYTER_PLATFORM_DIRS": "1", "IPYTHONDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr[-3000:]
