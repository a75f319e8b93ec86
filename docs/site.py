"""Build the documentation site: stage the pages as they lie in the project, and call Sphinx.

The pages link each other as files of the project, so that they can be read without a site too; so
the staged tree has the project's shape.
"""

import argparse
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

ROOT = Path(__file__).parents[1]
STAGED = (
    "README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "NOTICE", "corpus/*.md",
    "corpus/*.toml", "corpus/*.tsv", "models/*/card.md", "docs/*.md", "docs/schema/*.json",
    "docs/pictures/*", "docs/results.json", "notebooks/*.ipynb", "bench/README.md",
    "bench/results.json", "corpus/sample/*.md", "src/probenlp/domains/probation/domain.toml",
    "docs/site/reference/*.md",
)  # fmt: skip


def stage(target: Path) -> None:
    """Copy what the site is made of, in the project's shape; conf.py and index.md to the top."""
    for pattern in STAGED:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                copy = target / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    for name in ("conf.py", "index.md"):
        shutil.copyfile(ROOT / "docs" / "site" / name, target / name)


def build(out: Path, *, strict: bool = True) -> int:
    """Build the site anew; a warning is an error, since it is a dead link or a broken docstring."""
    source = out / "source"
    shutil.rmtree(out, ignore_errors=True)
    source.mkdir(parents=True)
    stage(source)
    options = ["-W", "--keep-going"] if strict else []
    places = [str(source), str(out / "html")]
    return build_main(["-q", "-b", "html", "-d", str(out / "trees"), *options, *places])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "out" / "site")
    given = parser.parse_args()
    code = build(given.out)
    sys.stdout.write(f"{given.out / 'html' / 'index.html'}\n")
    raise SystemExit(code)
