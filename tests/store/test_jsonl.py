import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.errors import OutputError, RecordError
from probenlp.records import Block, PassageTags, Span
from probenlp.store import open_writer, read_records, write_records

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
spans = st.lists(texts.map(lambda text: Span.of(text, 0, len(text))), max_size=5)


@pytest.mark.parametrize("name", ["spans.jsonl", "spans.jsonl.gz"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=spans)
def test_what_is_written_is_read_back(tmp_path: Path, name: str, records: list[Span]) -> None:
    assert write_records(tmp_path / name, records) == len(records)
    assert list(read_records(tmp_path / name, Span)) == records


def test_only_a_newline_ends_a_line(tmp_path: Path) -> None:
    surface = "one\u2028two\u2029three\x85four\x0bfive\x0csix\x1cseven"
    record = Span.of(surface, 0, len(surface))
    write_records(tmp_path / "a.jsonl", [record, record])
    assert list(read_records(tmp_path / "a.jsonl", Span)) == [record, record]


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    record = Span.of("abc", 0, 3)
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        write_records(tmp_path / name, [record])
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


GOOD = '{"start":0,"end":3,"surface":"abc"}'


@pytest.mark.parametrize(
    ("lines", "message", "reason"),
    [
        ([GOOD, "", '{"start":0,"end":"x","surface":"abc"}'], "3: end: Expected `int`",
         "a wrong type names its field, and blank lines count"),
        ([GOOD, '{"start":0,"end"'], "2: Input data was truncated", "a line cut by a crash"),
        (['{"start":0,"end":3}'], "1: Object missing required field `surface`", "a field is gone"),
        ([GOOD[:-1] + ',"mood":1}'], "1: Object contains unknown field `mood`", "another record"),
        (['{"start":0,"end":9,"surface":"abc"}'], "1: 'abc' does not fill 0..9", "moved offsets"),
        (["[1, 2]"], "1: Expected `object`", "no object at all"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named(tmp_path: Path, lines: list[str], message: str, reason: str) -> None:
    path = tmp_path / "spans.jsonl"
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(RecordError) as error:
        list(read_records(path, Span))
    assert str(error.value).startswith(f"{path}:{message}"), reason


def test_the_path_of_a_nested_field_is_named(tmp_path: Path) -> None:
    block = '{"passage_id":"p","start":0,"end":1,"provenance":"stolen"}'
    line = f'{{"document_id":"d","passage_id":"p","text_sha256":"0","blocks":[{block}]}}'
    (tmp_path / "tags.jsonl").write_text(line + "\n")
    with pytest.raises(RecordError, match=r"Invalid enum value 'stolen'") as error:
        list(read_records(tmp_path / "tags.jsonl", PassageTags))
    assert (error.value.line, error.value.field) == (1, "blocks[0].provenance")


def test_records_before_a_bad_line_have_been_given(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{GOOD}\n{GOOD}\nnonsense\n")
    reader = read_records(tmp_path / "a.jsonl", Span)
    assert [next(reader).surface, next(reader).surface] == ["abc", "abc"]
    with pytest.raises(RecordError, match=r"a\.jsonl:3:"):
        next(reader)


def test_bytes_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(GOOD.encode() + b"\n" + GOOD.encode()[:-3] + b'\xff"}\n')
    with pytest.raises(RecordError, match=r"a\.jsonl:2: .*utf-8"):
        list(read_records(tmp_path / "a.jsonl", Span))


def test_a_cut_gzip_file_is_an_error_and_not_a_shorter_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    write_records(path, [Span.of(f"word {n}", 0, 6) for n in range(1000)])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(RecordError, match="damaged gzip file"):
        list(read_records(path, Span))


def test_a_file_that_is_gzip_by_name_only(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_text(GOOD)
    with pytest.raises(RecordError, match="damaged gzip file"):
        list(read_records(tmp_path / "a.jsonl.gz", Span))


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_records(path, [Span.of("abc", 0, 3)])

    def crash() -> None:
        with open_writer(path) as write:
            write(Span.of("xyz", 0, 3))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        crash()
    assert [record.surface for record in read_records(path, Span)] == ["abc"]
    assert list(tmp_path.iterdir()) == [path], "no temporary file stays behind"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write there"):
        write_records(tmp_path / "file" / "a.jsonl", [])


def test_standard_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=written))
    record = Block(passage_id="p", start=0, end=4, provenance="own")
    write_records("-", [record])
    assert not written.closed
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(written.getvalue())))
    assert list(read_records("-", Block)) == [record]


def test_a_compressed_file_is_really_compressed(tmp_path: Path) -> None:
    write_records(tmp_path / "a.jsonl.gz", [Span.of("abc", 0, 3)])
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()).startswith(b'{"start"')
