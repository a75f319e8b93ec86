"""An export with pseudonyms holds no name, and its key lies elsewhere."""

import re
import stat
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from probenlp.annotate import annotation_tools, export_tasks, passage_tasks, read_back
from probenlp.annotate.pseudonyms import Pseudonymiser, plans_of
from probenlp.annotate.pseudonyms.beside import REPORT, read_key, read_report
from probenlp.annotate.pseudonyms.plan import DocumentPlan
from probenlp.annotate.task import Origin, Task
from probenlp.errors import ProbenlpError
from probenlp.evaluate.sections.pseudonyms import Case, is_covered
from probenlp.records import Document, PassageTags

Tagged = tuple[list[Case], list[Document], list[PassageTags]]
Prepared = tuple[list[Task], Mapping[str, DocumentPlan]]
LAYERS = ("people", "quotations", "units", "statistics")


@pytest.fixture(scope="session")
def tasks_and_plans(tagged_cases: Tagged) -> Prepared:
    """Give the tasks of all cases, and what is replaced in them."""
    _, documents, tags = tagged_cases
    by_document: dict[str, list[PassageTags]] = {}
    for one in tags:
        by_document.setdefault(one.document_id, []).append(one)
    pairs = [(document, by_document.get(document.id, [])) for document in documents]
    plans = plans_of(pairs, Pseudonymiser(b"salt", level="details"))
    origin = Origin(model="probenlp", version="0")
    tasks = [task for d, own in pairs for task in passage_tasks(d, own, LAYERS, origin)]
    return tasks, plans


def gold_names(tagged_cases: Tagged, plans: Mapping[str, DocumentPlan]) -> set[str]:
    """Give every name, address and number of the cases that was found, and all writers' names."""
    names = set()
    for case, document in zip(*tagged_cases[:2], strict=True):
        found = plans[document.id].passages[f"{document.id}.x"].findings
        for one in case.marked:
            words = case.text[one.start : one.end]
            whole = not one.stays and one.label != "detail" and is_covered(case.text, one, found)
            if whole and len(words) > 4 and not words.startswith(("Mr", "Dr")):
                names.add(words)
        names |= {name for name in case.others if name not in ("Guest", "Anonymous")}
    return names


@pytest.mark.parametrize("tool", sorted(annotation_tools()))
def test_no_file_of_the_export_holds_a_gold_name(
    tool: str,
    tasks_and_plans: Prepared,
    tagged_cases: Tagged,
    tmp_path: Path,
) -> None:
    tasks, plans = tasks_and_plans
    chosen = annotation_tools()[tool]
    view = next(view for view in chosen.views if "marks" in view.holds)
    export_tasks(tasks, chosen, tmp_path / "out", view=view.name, pseudonyms=plans)
    own = {name for name in gold_names(tagged_cases, plans) if name not in WORDS}
    assert len(own) > 60
    for file in (tmp_path / "out").rglob("*"):
        text = file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
        # Each case is a thread of its own: a name may be a word of another's text.
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(own))) + r")(?!\w)")
        assert not pattern.search(text), (file, pattern.search(text))


WORDS = {"Court Duty", "burgled twice", "Martlet", "Chris", "Mo", "Grace", "Mark", "Frank"}
"""Names of some commenters that are words, or names of office holders, in other cases."""


def test_the_report_counts_and_names_nobody(tasks_and_plans: Prepared, tmp_path: Path) -> None:
    tasks, plans = tasks_and_plans
    tool = annotation_tools()["jsonl"]
    export_tasks(tasks, tool, tmp_path / "out", pseudonyms=plans)
    report = read_report(tmp_path / "out")
    assert report.counts["person"] > 60
    assert report.authors >= 14
    assert sum(one.counts.get("email", 0) for one in report.documents) == report.counts["email"]
    assert b"Tanya" not in (tmp_path / "out" / REPORT).read_bytes()


def test_a_digest_of_an_original_text_cannot_be_guessed(
    tasks_and_plans: Prepared, tmp_path: Path
) -> None:
    """A digest of "Thanks Dave" alone would be found by trying names."""
    tasks, plans = tasks_and_plans
    export_tasks(tasks, annotation_tools()["jsonl"], tmp_path / "out", pseudonyms=plans)
    written = b"".join(file.read_bytes() for file in (tmp_path / "out").iterdir())
    changed = {
        p.passage.id for plan in plans.values() for p in plan.passages.values() if p.findings
    }
    parts = [part for task in tasks for part in task.parts]
    originals = {part.passage_sha256 for part in parts if part.passage_id in changed}
    assert len(originals) > 80
    assert not [one for one in originals if one.encode() in written]


def export(tasks: list[Task], plans: Mapping[str, DocumentPlan], folder: Path, key: Path) -> None:
    tool = annotation_tools()["jsonl"]
    export_tasks(tasks, tool, folder, pseudonyms=plans, key_file=key)


def test_the_key_is_for_its_owner_alone_and_says_what_it_is(
    tasks_and_plans: Prepared, tmp_path: Path
) -> None:
    tasks, plans = tasks_and_plans
    (tmp_path / "safe").mkdir()
    (tmp_path / "share").mkdir()
    path = tmp_path / "safe" / "key.json"
    export(tasks, plans, tmp_path / "share" / "out", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = read_key(path)
    assert "private persons" in key.warning
    assert any("Karen Pellow-Marsh" in forms for forms in key.pseudonyms.values())
    tool = annotation_tools()["jsonl"]
    kept, _ = read_back(tmp_path / "share" / "out", tool, key_file=path)
    assert [one.task for one in kept] == tasks


@pytest.mark.parametrize("place", ["out/key.json", "out/deep/key.json", "key.json"])
def test_a_key_inside_or_beside_the_export_is_refused(
    tasks_and_plans: Prepared,
    tmp_path: Path,
    place: str,
) -> None:
    tasks, plans = tasks_and_plans
    with pytest.raises(ProbenlpError, match="given away with it"):
        export(tasks, plans, tmp_path / "out", tmp_path / place)
    assert not (tmp_path / "out").exists(), "nothing is written before the key has a place"


def test_the_key_of_another_export_is_refused(tasks_and_plans: Prepared, tmp_path: Path) -> None:
    tasks, plans = tasks_and_plans
    for name in ("keys", "a", "b"):
        (tmp_path / name).mkdir()
    export(tasks, plans, tmp_path / "a" / "out", tmp_path / "keys" / "1.json")
    export(tasks[:9], plans, tmp_path / "b" / "out", tmp_path / "keys" / "2.json")
    with pytest.raises(ProbenlpError, match="another export"):
        read_back(
            tmp_path / "a" / "out", annotation_tools()["jsonl"], key_file=tmp_path / "keys/2.json"
        )


def test_a_key_is_never_written_over(tasks_and_plans: Prepared, tmp_path: Path) -> None:
    tasks, plans = tasks_and_plans
    (tmp_path / "keys").mkdir()
    (tmp_path / "share").mkdir()
    (tmp_path / "keys" / "1.json").write_text("{}")
    with pytest.raises(ProbenlpError, match="never written over"):
        export(tasks, plans, tmp_path / "share" / "out", tmp_path / "keys" / "1.json")


def test_what_is_no_key_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "key.json").write_bytes(msgspec.json.encode({"pseudonyms": 1}))
    with pytest.raises(ProbenlpError, match="wanted a file that 'export --key-file' wrote"):
        read_key(tmp_path / "key.json")
