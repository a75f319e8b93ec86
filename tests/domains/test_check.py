"""The checker of a domain: every fault by file, line and field, all of them in one go.

Each case takes the sound tables of the invented lighthouses, spoils one thing, and says what must
be found.

"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.domains import load_domain
from probenlp.domains.check import Report, check_domain
from probenlp.domains.findings import Finding
from probenlp.domains.tables import REQUIRED, TABLES
from probenlp.errors import DomainError

LIGHTS = Path(__file__).parent / "lights"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LIGHTS, tmp_path / "lights"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} has {text.count(old)} of {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def line_of(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def seen(report: Report) -> set[tuple[str, str, int, str]]:
    return {(one.rule, one.file, one.line, one.field) for one in report.findings}


def test_the_invented_domain_is_clean() -> None:
    report = check_domain(LIGHTS)
    assert report.findings == ()
    assert (report.name, report.rows["units"]) == ("lights", 10)


def test_the_shipped_domain_has_no_fault() -> None:
    report = check_domain("probation")
    assert report.faults == (), "\n".join(map(str, report.faults))


def _cases() -> Iterator[tuple[str, str, str, str, str]]:
    """Read ``faults.txt``, one spoilt place a line."""
    for line in (Path(__file__).parent / "faults.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            what, _, change = line.partition(" | ")
            rule, file, field = what.split()
            plain = change.replace("⇥", "\t").replace("<zwsp>", "\u200b")
            old, _, new = plain.partition(" => ")
            yield rule, file, field.strip("-"), old, new


SPOILED = list(_cases())


@pytest.mark.parametrize(("rule", "file", "field", "old", "new"), SPOILED)
def test_a_fault_is_named(
    folder: Path, rule: str, file: str, field: str, old: str, new: str
) -> None:
    line = line_of(folder, file, old)
    spoil(folder, file, old, new)
    report = check_domain(folder)
    found = [one for one in report.faults if (one.rule, one.file, one.field) == (rule, file, field)]
    assert found, "\n".join(map(str, report.findings))
    if rule not in ("circle", "same-form", "parent-of-another-time"):
        assert found[0].line == line
    assert found[0].met
    assert found[0].wanted


@pytest.mark.parametrize(
    ("old", "new", "field", "rule"),
    [
        ('name = "lights"\n', "", "name", "missing-key"),
        ('title = "Lighthouses', 'titel = "Lighthouses', "titel", "unknown-key"),
        ('language = "en"', 'language = "cy"', "language", "language"),
        ('["lights_inspectorate"]', '["lights_board"]', "inspectorate", "unknown-inspectorate"),
        ('["lights_inspectorate"]', "[]", "inspectorate", "no-inspectorate"),
        ('["lights_inspectorate"]', '"lights_inspectorate"', "inspectorate", "wrong-type"),
        ('["chief_inspector_lights"]', '["chief"]', "single_offices", "unknown-single-offices"),
        ('guild = "union"', 'guild = "guild"', "role_classes.guild", "unknown-role-classes.guild"),
        ('guild = "union"', 'guild = "union', "", "not-toml"),
    ],
)
def test_a_wrong_setting_is_named(folder: Path, old: str, new: str, field: str, rule: str) -> None:
    spoil(folder, "domain.toml", old, new)
    assert (rule, "domain.toml", 0, field) in seen(check_domain(folder))


@pytest.mark.parametrize("table", REQUIRED)
def test_a_missing_table_is_named(folder: Path, table: str) -> None:
    (folder / f"{table}.tsv").unlink()
    assert ("missing-file", f"{table}.tsv", 0, "") in seen(check_domain(folder))


@pytest.mark.parametrize("table", sorted(TABLES.keys() - set(REQUIRED) - {"publishers"}))
def test_a_table_that_is_not_needed_may_be_missing(folder: Path, table: str) -> None:
    (folder / f"{table}.tsv").unlink()
    assert check_domain(folder).faults == ()
    load_domain(folder)


def test_a_misspelt_table_is_named(folder: Path) -> None:
    (folder / "measures.tsv").rename(folder / "measure.tsv")
    (finding,) = check_domain(folder).faults
    assert (finding.rule, finding.file, finding.advice) == (
        "unknown-file",
        "measure.tsv",
        "'measures'",
    )


def test_bad_headers_are_named_once(folder: Path) -> None:
    spoil(folder, "topics.tsv", "id\tname\tparent", "id\tname\tparnt")
    spoil(folder, "units.tsv", "id\tname\tkind", "id\tnome\tkind")
    found = seen(check_domain(folder))
    assert ("unknown-column", "topics.tsv", 1, "parnt") in found
    assert ("missing-column", "units.tsv", 1, "name") in found
    assert len([one for one in found if one[1] == "topics.tsv"]) == 1, "not again for every line"


def test_what_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "people.tsv").write_bytes("id\tname\nadele\tAdèle\n".encode("latin-1"))
    assert ("not-utf8", "people.tsv", 0, "") in seen(check_domain(folder))


def test_all_faults_are_found_not_only_the_first(folder: Path) -> None:
    for rule, file, _, old, new in SPOILED:
        if rule in ("unknown-kind", "date", "value", "score-over-maximum", "unknown-voice"):
            text = (folder / file).read_text(encoding="utf-8")
            (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    files = [one.file for one in check_domain(folder).faults]
    assert len(files) >= 10
    assert len(set(files)) >= 6


def test_a_form_of_two_kinds_is_only_a_warning(folder: Path) -> None:
    """ "Harbour" may be a cluster and a newspaper: texts decide, by date and context."""
    spoil(folder, "units.tsv", "the Gazette", "the Gazette|Gullhaven")
    report = check_domain(folder)
    assert report.faults == ()
    (warning,) = report.findings
    assert (warning.level, warning.rule, warning.field) == ("warning", "ambiguous-form", "aliases")


def test_a_form_that_two_rows_declare_ambiguous_is_only_a_warning(folder: Path) -> None:
    spoil(folder, "units.tsv", "Pell and Sker Light Cluster\t", "Pell and Sker Light Cluster|GLC\t")
    spoil(folder, "units.tsv", "Gullhaven Light Cluster|Gullhaven", "Gullhaven|GLC")
    assert [one.level for one in check_domain(folder).findings] == ["fault"]
    spoil(folder, "units.tsv", "place|coordination", "place|coordination|acronym:GLC")
    spoil(folder, "units.tsv", "GLC\t2015\t\tplace", "GLC\t2015\t\tplace|acronym:GLC")
    assert [one.level for one in check_domain(folder).findings] == ["warning"]


def test_forms_of_different_times_do_not_collide(folder: Path) -> None:
    """Pell LC ended in March 2019; a cluster that began in April may take its name."""
    spoil(
        folder,
        "units.tsv",
        "Pell and Sker Light Cluster\t",
        "Pell and Sker Light Cluster|Pell LC\t",
    )
    assert check_domain(folder).findings == ()


def test_terms_that_touch_do_not_overlap(folder: Path) -> None:
    """ "To 2018" and "from 2018": which day one gave way to the other is not stated."""
    spoil(folder, "people.tsv", "2018-05-31", "2018")
    spoil(folder, "people.tsv", "2018-06-01", "2018")
    assert check_domain(folder).findings == ()


def test_a_finding_says_where_what_and_what_to_try(folder: Path) -> None:
    spoil(folder, "units.tsv", "\tcoast\tlights_service\tNorth", "\tcoste\tlights_service\tNorth")
    (finding,) = check_domain(folder).faults
    assert str(finding) == (
        "units.tsv:3: kind: met 'coste', wanted the id of a row of kinds.tsv; try 'coast'"
    )


def test_findings_stand_in_the_order_of_files_and_lines(folder: Path) -> None:
    spoil(folder, "kinds.tsv", "this coast\tyes", "this coast\ttrue")
    spoil(folder, "units.tsv", "1998", "98")
    spoil(folder, "units.tsv", "\tcoast\tlights_service\tNorth", "\tcoste\tlights_service\tNorth")
    places = [(one.file, one.line) for one in check_domain(folder).findings]
    assert places == [("units.tsv", 2), ("units.tsv", 3), ("kinds.tsv", 3)]


def test_a_folder_that_is_not_there_is_a_bad_call() -> None:
    with pytest.raises(DomainError, match="no domain 'no/such/folder'"):
        check_domain("no/such/folder")


def test_an_empty_folder_lacks_everything(tmp_path: Path) -> None:
    missing = [one.file for one in check_domain(tmp_path).faults if one.rule == "missing-file"]
    assert missing == ["domain.toml", *(f"{name}.tsv" for name in TABLES if name in REQUIRED)]


BROKEN = st.tuples(
    st.sampled_from(["domain.toml", *(f"{name}.tsv" for name in TABLES)]),
    st.integers(0, 3000),
    st.integers(0, 40),
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from([b"\t", b"\n", b"|", b"\t\t\n", b"\x00", b"\xff", b"[", b"=", b'"']),
    ),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None
)
@given(broken=st.lists(BROKEN, min_size=1, max_size=3))
def test_whatever_is_in_the_files_it_is_checked_and_what_has_no_fault_loads(
    tmp_path_factory: pytest.TempPathFactory, broken: list[tuple[str, int, int, bytes]]
) -> None:
    folder = Path(shutil.copytree(LIGHTS, tmp_path_factory.mktemp("d") / "lights"))
    for file, place, length, put in broken:
        whole = (folder / file).read_bytes()
        start = place % (len(whole) + 1)
        (folder / file).write_bytes(whole[:start] + put + whole[start + length :])
    report = check_domain(folder)
    assert all(isinstance(one, Finding) and str(one) for one in report.findings)
    if not report.faults:
        load_domain(folder)
