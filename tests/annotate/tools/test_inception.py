"""INCEpTION: a CAS with UTF-16 offsets that dkpro-cassis, the reference in Python, reads alike."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from probenlp.annotate import FormatError, Task, read_back, tool_named

TOOL = tool_named("inception")


def cas_of(folder: Path) -> Path:
    (file,) = (folder / "documents").glob("*.json")
    return file


def test_offsets_on_the_wire_are_utf16(plain_task: Task, export: Any) -> None:
    cas = json.loads(cas_of(export([plain_task], "inception")).read_text(encoding="ascii"))
    structures = {one["%ID"]: one for one in cas["%FEATURE_STRUCTURES"]}
    figure = next(one for one in structures.values() if one.get("markId") == "m1")
    assert (figure["begin"], figure["end"]) == (8, 19)
    assert set(cas["%VIEWS"]["_InitialView"]["%MEMBERS"]) == set(structures) - {1}
    for one in structures.values():
        assert one["%TYPE"] == "uima.cas.Sofa" or one["%TYPE"] in cas["%TYPES"]


def test_the_type_system_is_that_of_the_documents(plain_task: Task, export: Any) -> None:
    folder = export([plain_task], "inception")
    types = json.loads(cas_of(folder).read_text(encoding="ascii"))["%TYPES"]
    xml = etree.fromstring((folder / "typesystem.xml").read_bytes())
    space = "{http://uima.apache.org/resourceSpecifier}"
    for one in xml.iter(f"{space}typeDescription"):
        features = types[one.findtext(f"{space}name")]
        described = {
            feature.findtext(f"{space}name"): feature.findtext(f"{space}rangeTypeName")
            for feature in one.iter(f"{space}featureDescription")
        }
        assert described == {
            name: known["%RANGE"] for name, known in features.items() if not name.startswith("%")
        }


def test_cassis_reads_every_mark_at_its_words(plain_task: Task, export: Any) -> None:
    cassis = pytest.importorskip("cassis", reason="the extra cas is not installed")
    file = cas_of(export([plain_task], "inception"))
    cas = cassis.load_cas_from_json(file.read_text(encoding="utf-8"))
    assert cas.sofa_string == plain_task.text
    met = {one.markId: one.get_covered_text() for one in cas.select("probenlp.Mark")}
    assert met == {mark.id: mark.surface for mark in plain_task.marks}
    (relation,) = cas.select("probenlp.Relation")
    assert (relation.Governor.markId, relation.Dependent.markId) == ("m2", "m3")


def test_what_cassis_writes_comes_back(plain_task: Task, export: Any, tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis", reason="the extra cas is not installed")
    folder = export([plain_task], "inception")
    cas = cassis.load_cas_from_json(cas_of(folder).read_text(encoding="utf-8"))
    mark = cas.typesystem.get_type("probenlp.Mark")
    cas.add(mark(begin=0, end=6, label="statistics_period"))
    cas.to_json(tmp_path / "annotated.json")
    (back,), report = read_back(folder, TOOL, tmp_path / "annotated.json")
    assert report.whole, report
    assert back.task.marks[0].surface == "😀 Only"
    assert back.task.marks[1:] == plain_task.marks
    assert back.task.links == plain_task.links


def test_edited_attributes_come_back(plain_task: Task, export: Any, change: Any) -> None:
    def edited(cas: Any) -> Any:
        for one in cas["%FEATURE_STRUCTURES"]:
            if one.get("markId") == "m1":
                one["attributes"] = '{"value": "26"}'
        return cas

    folder = export([plain_task], "inception")
    (back,), _ = read_back(folder, TOOL, change(cas_of(folder), edited))
    assert back.task.marks[0].attributes == {"value": "26"}


def test_a_file_that_is_no_cas_is_told(plain_task: Task, export: Any, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]")
    with pytest.raises(FormatError, match=r"no CAS; export as UIMA CAS JSON 0\.4\.0"):
        read_back(export([plain_task], "inception"), TOOL, other)
