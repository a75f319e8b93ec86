"""The wheel carries all that the package needs where there is no checkout beside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_every_table_and_model_is_in_it(wheel: zipfile.ZipFile) -> None:
    inside = set(wheel.namelist())
    for source, place in (("src/probenlp", "probenlp"), ("models", "probenlp/models")):
        folder = ROOT / source
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{place}/{path.relative_to(folder).as_posix()}" in inside


def test_it_is_typed_and_says_its_commands(wheel: zipfile.ZipFile) -> None:
    assert "probenlp/py.typed" in wheel.namelist()
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    points = wheel.read(name).decode()
    assert "probenlp = probenlp.cli:main" in points
    assert "probenlp_statistics = probenlp.tag.statistics:" in points


def test_it_carries_no_corpus_and_no_tests(wheel: zipfile.ZipFile) -> None:
    assert not [name for name in wheel.namelist() if name.startswith(("corpus", "tests", "bench"))]


def test_it_installs_and_runs_without_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    code = (
        "import sys; sys.path[:] = ['site', *(p for p in sys.path if 'src' not in p)]\n"
        "import probenlp; assert 'site' in probenlp.__file__, probenlp.__file__\n"
        "doc = probenlp.load()('Half of the posts at Lambeth PDU were vacant.')\n"
        "print([span.kb_id_ for span in doc.spans['units']])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "['pdu_lambeth']", done.stderr
