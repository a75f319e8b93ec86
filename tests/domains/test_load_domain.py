"""A domain is a folder of tables; what is wrong in one is named by file and line."""

from pathlib import Path

import pytest

from probenlp.domains import Domain, load_domain
from probenlp.errors import DomainError

COLUMNS = {
    "units": "id\tname\tkind\taliases",
    "kinds": "id\tname\theads",
    "people": "id\tname",
    "roles": "id\ttitle\tvoice",
    "ratings": "id\tscale\tinspectorate\tkind\tlabel",
    "standards": "id\tname",
    "topics": "id\tname",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A domain of another service: lighthouses and those who inspect them."""
    (tmp_path / "domain.toml").write_text(
        'name = "lights"\ntitle = "Lighthouses"\ninspectorate = ["board"]\n'
        '[role_classes]\ninspectorate = "inspectorate"\n'
    )
    for name, columns in COLUMNS.items():
        (tmp_path / f"{name}.tsv").write_text(columns + "\n")
    (tmp_path / "units.tsv").write_text(
        f'{COLUMNS["units"]}\nboard\tThe Light Board\tbody\tBoard|the "Board"\n'
    )
    return tmp_path


@pytest.fixture
def probation() -> Domain:
    return load_domain("probation")


def test_another_domain_is_another_folder(folder: Path) -> None:
    domain = load_domain(folder)
    assert domain.title == "Lighthouses"
    (board,) = domain.units
    assert board.aliases == ("Board", 'the "Board"'), "cells are split at |, quote marks are data"


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("units", "a\tA\tbody", "3: met 3 cells, wanted 4"),
        ("units", "board\tAgain\tbody\t", "3: id: met 'board', which stands in line 2 already"),
    ],
)
def test_a_bad_row_is_named(folder: Path, table: str, line: str, message: str) -> None:
    with (folder / f"{table}.tsv").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(DomainError) as error:
        load_domain(folder)
    assert f"{table}.tsv:{message}" in str(error.value)


def test_an_unknown_column_is_named(folder: Path) -> None:
    (folder / "topics.tsv").write_text("id\tname\tcolour\n")
    with pytest.raises(DomainError, match=r"topics\.tsv:1: colour: met an unknown column"):
        load_domain(folder)


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "roles.tsv").unlink()
    with pytest.raises(DomainError, match=r"roles\.tsv: met missing"):
        load_domain(folder)


def test_a_wrong_setting_is_named(folder: Path) -> None:
    (folder / "domain.toml").write_text('name = "lights"\ntitle = 3\n')
    with pytest.raises(DomainError, match=r"domain\.toml: .*title"):
        load_domain(folder)


def test_a_domain_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(DomainError, match=r"no domain 'prisons'.*probation"):
        load_domain("prisons")


def test_the_digest_changes_with_the_tables(folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    assert load_domain(copy).digest == load_domain(folder).digest
    changed = Path(shutil.copytree(folder, tmp_path / "changed"))
    (changed / "kinds.tsv").write_text(COLUMNS["kinds"] + "\nlamp\tLamp\tlamp\n")
    assert load_domain(changed).digest != load_domain(folder).digest


def test_a_table_that_was_edited_is_read_anew(folder: Path) -> None:
    """As in a notebook, where one process edits a table and loads it again."""
    before = load_domain(folder)
    (folder / "kinds.tsv").write_text(COLUMNS["kinds"] + "\nlamp\tLamp\tlamp\n")
    assert [kind.id for kind in load_domain(folder).kinds] == ["lamp"]
    assert before.kinds == ()


def test_what_is_no_toml_or_no_utf8_is_named(folder: Path) -> None:
    (folder / "topics.tsv").write_bytes(b"id\tname\nx\tCaf\xe9\n")
    with pytest.raises(DomainError, match=r"topics\.tsv: met byte 0xe9 at 13, wanted UTF-8"):
        load_domain(folder)
    (folder / "domain.toml").write_text("name = lights\n")
    with pytest.raises(DomainError, match=r"domain\.toml: met .*line 1.*, wanted TOML"):
        load_domain(folder)


def test_a_folder_of_results_does_not_hide_the_domain_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "probation").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load_domain("probation").name == "probation"


def test_every_reference_between_the_tables_of_probation_leads_somewhere(
    probation: Domain,
) -> None:
    units = {unit.id for unit in probation.units}
    kinds = {kind.id for kind in probation.kinds}
    roles = {role.id for role in probation.roles}
    standards = {standard.id for standard in probation.standards}
    assert {unit.kind for unit in probation.units} <= kinds
    assert {unit.parent for unit in probation.units if unit.parent} <= units
    assert {person.organisation for person in probation.people if person.organisation} <= units
    assert {person.role_id for person in probation.people if person.role_id} <= roles
    assert {outcome.unit_id for outcome in probation.outcomes} <= units
    assert set(probation.inspectorate) <= units
    related = {standard for topic in probation.topics for standard in topic.related_standards}
    assert related <= standards


def test_every_row_says_where_its_fact_is_from(probation: Domain) -> None:
    for table in (probation.units, probation.people, probation.ratings, probation.outcomes):
        for row in table:
            assert row.source, row.id
            assert row.verified in {"yes", "partly", "no", "n/a"}, row.id
