"""Records are many: what they cost beside their words."""

import inspect

import msgspec
import pytest

from probenlp import records

STRUCTS = [
    one
    for _, one in inspect.getmembers(records, inspect.isclass)
    if issubclass(one, msgspec.Struct)
]


@pytest.mark.parametrize("record", STRUCTS, ids=lambda record: record.__name__)
def test_no_record_is_watched_by_the_garbage_collector(record: type[msgspec.Struct]) -> None:
    """It goes through all that it watches again and again, and a frozen record holds no cycle."""
    assert record.__struct_config__.frozen
    assert not record.__struct_config__.gc
