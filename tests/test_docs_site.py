"""The documentation site builds from what stands in the project, without a warning."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import subprocess
    import sys

    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(  # noqa: S603  Sphinx changes the process that it runs in
        [sys.executable, str(ROOT / "docs" / "site.py"), str(out)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return out / "html"


def test_every_page_is_in_the_site(site: Path) -> None:
    pages = [*ROOT.glob("docs/*.md"), *ROOT.glob("models/*/card.md"), *ROOT.glob("corpus/*.md")]
    for page in pages:
        assert (site / page.relative_to(ROOT).with_suffix(".html")).is_file(), page


def test_every_notebook_is_a_tutorial(site: Path) -> None:
    for notebook in ROOT.glob("notebooks/*.ipynb"):
        assert (site / "notebooks" / f"{notebook.stem}.html").is_file()


def test_the_reference_comes_from_docstrings(site: Path) -> None:
    records = (site / "docs/site/reference/records.html").read_text(encoding="utf-8")
    for name in ("Claim", "Document", "Statistic"):
        assert f'id="probenlp.records.{name}"' in records


def test_every_package_has_its_reference() -> None:
    pages = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "docs" / "site" / "reference").glob("*.md")
    )
    inside = {"cli", "store", "domains", "artefacts", "errors"}  # reached through the others
    for part in (ROOT / "src" / "probenlp").iterdir():
        if part.is_dir() and (part / "__init__.py").is_file() and part.name not in inside:
            assert re.search(rf"automodule:: probenlp\.{part.name}\b", pages), part.name


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe)[^>]+src=\"(https?:[^\"]+)"
        r"|<link[^>]+rel=\"stylesheet\"[^>]+href=\"(https?:[^\"]+)"
    )
    for page in site.rglob("*.html"):
        found = loads.findall(page.read_text(encoding="utf-8"))
        assert not found, f"{page.name}: {found[:2]}"


def test_what_is_staged_exists() -> None:
    staged = runpy.run_path(str(ROOT / "docs" / "site.py"))["STAGED"]
    missing = [pattern for pattern in staged if not list(ROOT.glob(pattern))]
    assert not missing
