"""JSON Schemas of the records, made from the records themselves."""

from typing import Any

import msgspec

from probenlp.records import LINE_RECORDS


def schemas() -> dict[str, dict[str, Any]]:
    """Make the JSON Schema (2020-12) of each record that stands on a line of its own.

    Returns
    -------
    dict of str to dict
        By name, as in :data:`probenlp.records.LINE_RECORDS`.

    Examples
    --------
    >>> sorted(schemas())
    ['check', 'claim', 'document', 'group', 'relation', 'run', 'tags']
    """
    made = {}
    for name, record in LINE_RECORDS.items():
        (reference,), definitions = msgspec.json.schema_components([record])
        made[name] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"probenlp {name}",
            "$ref": reference["$ref"],
            "$defs": definitions,
        }
    return msgspec.json.decode(msgspec.json.encode(made), type=dict[str, dict[str, Any]])
