"""The published JSON Schemas are those of the code, and real records satisfy them."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from probenlp.records import LINE_RECORDS, Claim, Document, Selector, Span
from probenlp.records.schema import schemas

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.parametrize("name", sorted(LINE_RECORDS))
def test_the_published_schema_is_that_of_the_code(name: str) -> None:
    text = (PUBLISHED / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == schemas()[name], "run `make docs` and look at what changed"


def test_no_schema_is_left_of_a_record_that_is_gone() -> None:
    assert {path.name.split(".")[0] for path in PUBLISHED.glob("*.json")} == set(LINE_RECORDS)


@pytest.mark.parametrize("name", sorted(LINE_RECORDS))
def test_a_schema_is_valid(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


def test_a_record_satisfies_its_schema_and_a_broken_one_does_not() -> None:
    words = "Only 25 per cent were satisfactory."
    claim = Claim(
        id="d1.a:0-35",
        document_id="d1",
        passage_id="d1.a",
        span=Span.of(words, 0, 35),
        text=words,
        selector=Selector(start=0, end=35, exact=words, prefix="", suffix=""),
        type="finding",
        voice="official_finding",
        provenance="own",
    )
    line: dict[str, Any] = json.loads(msgspec.json.encode(claim))
    jsonschema.validate(line, schemas()["claim"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line | {"voice": "hearsay"}, schemas()["claim"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line | {"mood": "angry"}, schemas()["claim"])


def test_records_are_frozen() -> None:
    span = Span.of("abc", 0, 1)
    with pytest.raises(AttributeError):
        span.start = 1  # type: ignore[misc]
    for record in LINE_RECORDS.values():
        assert record.__struct_config__.frozen, record
        assert record.__struct_config__.forbid_unknown_fields, record


def test_what_the_source_does_not_state_is_written_as_null() -> None:
    fields = msgspec.structs.fields(Document)
    stated = {"id", "content_sha256", "source", "extractor"}
    assert {field.name for field in fields if field.required} == stated
    silent = {"url", "title", "published", "site", "kind", "language", "comments_claimed"}
    assert all(field.default is None for field in fields if field.name in silent)
