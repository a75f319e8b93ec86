"""The shape of the house: which part may know which."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "probenlp"

STAGES = {"harvest", "provenance", "tag", "classify", "claims", "annotate", "report"}
BELOW_STAGES = {"records", "errors", "domains", "artefacts", "__version__"}
JOINERS = {"pipeline", "batch", "settings", "cli", "evaluate", "corpus"}

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60

FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def parts_used(file: Path) -> set[str]:
    """Which parts of the package a file imports, at the top or inside a function."""
    used = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide who uses whom"
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        used |= {module.split(".")[1] for module in modules if module.startswith("probenlp.")}
    return used


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_stage_imports_another(file: Path) -> None:
    if part_of(file) in STAGES:
        assert parts_used(file) <= BELOW_STAGES | {part_of(file)}


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("records/*.py")), ids=name_of)
def test_records_import_nothing_else_of_the_package(file: Path) -> None:
    assert parts_used(file) <= {"records"}


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("domains/*.py")), ids=name_of)
def test_a_domain_knows_records_only(file: Path) -> None:
    assert parts_used(file) <= {"domains", "records", "errors"}


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("store/*.py")), ids=name_of)
def test_the_store_knows_records_only(file: Path) -> None:
    assert parts_used(file) <= {"store", "records", "errors"}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_only_the_joiners_bring_stages_together(file: Path) -> None:
    stages = parts_used(file) & STAGES - {part_of(file)}
    if part_of(file) not in JOINERS | {"__init__"}:
        assert not stages, f"{name_of(file)} reaches into {stages}"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_does_one_thing(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES_OF_A_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            code_starts = node.body[1].lineno if has_docstring(node) else node.lineno
            length = (node.end_lineno or 0) - code_starts + 1
            assert length <= MOST_LINES_OF_A_FUNCTION, f"{node.name} has {length} lines"


def has_docstring(node: ast.FunctionDef) -> bool:
    return ast.get_docstring(node) is not None and len(node.body) > 1


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    odd = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}
    assert not [name_of(file) for file in FILES if file.name in odd]


def test_no_pickle_is_kept() -> None:
    kept = [path for path in ROOT.rglob("*") if path.suffix in {".pkl", ".pickle", ".joblib"}]
    made = {".venv", ".venv-peers", ".venv-tools"}
    assert not [path for path in kept if not made & {*path.parts}]


def test_no_pickle_is_ever_loaded() -> None:
    loaders = ("import pickle", "import joblib", "import dill", "allow_pickle=True")
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert not any(loader in text for loader in loaders), name_of(file)
