"""The descriptor keeps the rules of Frictionless Data Package 2.0, and tells the truth.

The rules are those of the profile at https://datapackage.org/profiles/2.0/datapackage.json that
touch what we write.
"""

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from probenlp.store.tables import build_tables, connect

FIELD_TYPES = {"string", "number", "integer", "boolean", "object", "array", "date", "datetime"}
HASH = re.compile(r"^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$")
MEDIA_TYPE = re.compile(r"^(.+)/(.+)$")


@pytest.fixture
def package(small_run: Path) -> dict[str, Any]:
    build_tables(small_run)
    return described(small_run)


def described(folder: Path) -> dict[str, Any]:
    content = msgspec.json.decode((folder / "datapackage.json").read_bytes())
    assert isinstance(content, dict)
    return content


def test_the_package_keeps_the_profile(package: dict[str, Any]) -> None:
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["resources"], "minItems: 1"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"])
    for unknown in ("licenses", "contributors"):  # an empty list breaks minItems, null the type
        assert unknown not in package


def test_each_resource_keeps_the_profile(package: dict[str, Any]) -> None:
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        path = PurePosixPath(resource["path"])
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert HASH.fullmatch(resource["hash"])
        assert MEDIA_TYPE.fullmatch(resource["mediatype"])
        assert isinstance(resource["bytes"], int)
        assert resource.get("type", "table") == "table"
        assert ("schema" in resource) == ("type" in resource)


def test_each_table_schema_keeps_the_profile(package: dict[str, Any]) -> None:
    tables = {one["name"]: one["schema"] for one in package["resources"] if "schema" in one}
    assert "claims" in tables
    for name, schema in tables.items():
        fields = [field["name"] for field in schema["fields"]]
        assert fields
        assert len(set(fields)) == len(fields)
        assert {field["type"] for field in schema["fields"]} <= FIELD_TYPES
        assert set(schema.get("primaryKey", [])) <= set(fields), name
        for key in schema.get("foreignKeys", []):
            assert set(key["fields"]) <= set(fields)
            target = tables[key["reference"]["resource"]]
            there = {field["name"] for field in target["fields"]}
            assert set(key["reference"]["fields"]) <= there


def test_sizes_digests_rows_and_fields_are_true(package: dict[str, Any], small_run: Path) -> None:
    with connect(small_run) as connection:
        for resource in package["resources"]:
            data = (small_run / resource["path"]).read_bytes()
            assert len(data) == resource["bytes"]
            assert hashlib.sha256(data).hexdigest() == resource["hash"].removeprefix("sha256:")
            if "schema" in resource:
                found = connection.execute(f"FROM {resource['name']}")
                columns = [column[0] for column in found.description or []]
                assert columns == [field["name"] for field in resource["schema"]["fields"]]
                assert len(found.fetchall()) == resource["rows"]


def test_every_file_of_the_run_is_described(package: dict[str, Any], small_run: Path) -> None:
    named = {resource["path"] for resource in package["resources"]}
    there = {
        path.relative_to(small_run).as_posix()
        for path in small_run.rglob("*")
        if path.suffix in {".jsonl", ".parquet", ".duckdb"}
    }
    assert named == there


def test_the_json_schemas_beside_the_data_hold_for_it(
    package: dict[str, Any], small_run: Path
) -> None:
    checked = 0
    for resource in package["resources"]:
        if "jsonSchema" not in resource:
            continue
        schema = msgspec.json.decode((small_run / resource["jsonSchema"]).read_bytes())
        validator = Draft202012Validator(schema)
        for line in (small_run / resource["path"]).read_bytes().split(b"\n"):
            if line:
                validator.validate(msgspec.json.decode(line))
                checked += 1
    assert checked == 13


def test_elsewhere_only_what_is_there_is_described(small_run: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    build_tables(small_run, out, database=False)
    assert not (small_run / "datapackage.json").exists()
    paths = {resource["path"] for resource in described(out)["resources"]}
    assert paths == {path.name for path in out.glob("*.parquet")}


def test_it_names_no_place_of_this_machine(package: dict[str, Any], small_run: Path) -> None:
    assert str(small_run.parent) not in msgspec.json.encode(package).decode()
