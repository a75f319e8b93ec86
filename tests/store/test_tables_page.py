"""The page of the tables lists exactly what a database has."""

import re
from pathlib import Path

import duckdb

from probenlp.store.tables import build_tables, connect
from probenlp.store.tables.describing import page, types_in

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"


def listed() -> dict[str, dict[str, str]]:
    """Read the tables, columns and types off the page."""
    part = PAGE.read_text(encoding="utf-8").partition("<!-- tables: from the code -->")[2]
    sections = re.split(r"^### ", part, flags=re.MULTILINE)[1:]
    return {
        section.partition("\n")[0]: dict(
            re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", section, flags=re.MULTILINE)
        )
        for section in sections
    }


def there(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
    return {name: types_in(connection, name) for name in names}


def test_the_page_lists_what_a_connection_has(kept_run: Path) -> None:
    with connect(kept_run) as connection:
        assert listed() == there(connection)


def test_the_page_lists_what_a_database_has(kept_run: Path, tmp_path: Path) -> None:
    build_tables(kept_run, tmp_path / "tables")
    with duckdb.connect(str(tmp_path / "tables" / "probenlp.duckdb"), read_only=True) as database:
        assert listed() == there(database)


def test_the_page_says_what_the_code_says() -> None:
    text = PAGE.read_text(encoding="utf-8")
    part = text.partition("<!-- tables: from the code -->")[2].partition("<!-- end of tables")[0]
    assert part.strip() == page().strip(), "put probenlp.store.tables.describing.page() there"
