"""Archives: what was fetched comes back, and a broken record costs one record."""

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from probenlp.errors import OutputError
from probenlp.harvest import Skipped
from probenlp.harvest.fetch import Archived, warc_extra
from probenlp.harvest.fetch.warc import read_warc
from probenlp.records import Problem

PAGE = b"<html><p>Eleven posts at Ashmere were vacant.</p></html>" * 3


def write(
    *pages: tuple[str, bytes], zipped: bool = True, kind: str = "response", **headers: Any
) -> list[bytes]:
    """Write records, one after another, as the bytes of each."""
    records = []
    stated = {"Content-Type": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items()}
    for url, data in pages:
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=zipped)
        http = StatusAndHeaders(
            stated.pop("Status", "200 OK"), list(stated.items()), protocol="HTTP/1.1"
        )
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(data),
            length=len(data),
            http_headers=http if kind == "response" else None,
            warc_content_type="" if kind == "response" else stated["Content-Type"],
            warc_headers_dict={"WARC-Date": "2023-05-04T10:00:00Z"},
        )
        writer.write_record(record)
        records.append(out.getvalue())
    return records


def read(tmp_path: Path, data: bytes, **settings: Any) -> list[Any]:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(data)
    return list(read_warc(path, **settings))


def names(outcomes: list[Any]) -> list[str]:
    return [
        outcome.item.name.rpartition("/")[2] if isinstance(outcome, Archived) else outcome.reason
        for outcome in outcomes
    ]


PAGES = [(f"http://dale.example/{number}", PAGE + b"%d" % number) for number in range(4)]


@pytest.mark.parametrize("zipped", [True, False])
def test_pages_come_with_address_and_date(tmp_path: Path, zipped: bool) -> None:
    outcomes = read(tmp_path, b"".join(write(*PAGES, zipped=zipped)))
    assert names(outcomes) == ["0", "1", "2", "3"]
    assert outcomes[2].item.name == outcomes[2].item.url == "http://dale.example/2"
    assert outcomes[2].item.data == PAGE + b"2"
    assert outcomes[2].date == "2023-05-04T10:00:00Z"


def test_a_file_zipped_as_a_whole_is_read(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(write(*PAGES, zipped=False)))
    assert names(read(tmp_path, data)) == ["0", "1", "2", "3"]


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, b"") == []


def test_resource_records_are_pages_too(tmp_path: Path) -> None:
    (outcome,) = read(tmp_path, write(PAGES[0], kind="resource", Content_Type="text/plain")[0])
    assert outcome.item.data == PAGE + b"0"


@pytest.mark.parametrize(
    ("headers", "data"),
    [
        ({"Content_Encoding": "gzip"}, gzip.compress(PAGE)),
        ({"Content_Encoding": "gzip"}, PAGE),  # decoded by the crawler, header left
        ({"Transfer_Encoding": "chunked"}, b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ({"Transfer_Encoding": "chunked"}, PAGE),  # joined by the crawler, header left
        ({"X_Crawler_Transfer_Encoding": "chunked"}, PAGE),
        (
            {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(PAGE)), gzip.compress(PAGE)),
        ),
    ],
)
def test_payloads_are_decoded(tmp_path: Path, headers: dict[str, Any], data: bytes) -> None:
    (outcome,) = read(tmp_path, write(("http://dale.example/", data), **headers)[0])
    assert outcome.item.data == PAGE


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Content_Type": "image/png"}, "type:image/png"),
        ({"Content_Type": "application/json"}, "type:application/json"),
        ({"Status": "404 Not Found"}, "status:404"),
        ({"Status": "302 Found"}, "status:302"),
    ],
)
def test_other_records_are_counted_as_skipped(
    tmp_path: Path, headers: dict[str, Any], reason: str
) -> None:
    (outcome,) = read(tmp_path, write(PAGES[0], **headers)[0])
    assert outcome == Skipped("http://dale.example/0", reason)


def test_name_servers_answers_are_skipped(tmp_path: Path) -> None:
    data = write(("dns:dale.example", b"1"), kind="resource", Content_Type="text/dns")[0]
    assert read(tmp_path, data) == [Skipped("dns:dale.example", "scheme:dns")]


def damaged(record: bytes) -> bytes:
    middle = len(record) // 2
    return record[:middle] + b"\xff\x00\xff\x00" + record[middle + 4 :]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_damaged_gzip_member_is_one_problem(
    tmp_path: Path, place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    records = write(*PAGES)
    records[place] = damaged(records[place])
    outcomes = read(tmp_path, b"".join(records))
    assert [name for name in names(outcomes) if name.isdigit()] == [
        str(number) for number in range(4) if number != place
    ]
    problems = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    assert [problem.reason for problem in problems] == ["unreadable"]
    assert problems[0].source == f"crawl.warc.gz@{sum(map(len, records[:place]))}"
    assert capsys.readouterr().err == ""


def test_a_file_cut_in_its_last_record(tmp_path: Path) -> None:
    records = write(*PAGES)
    assert names(read(tmp_path, b"".join(records)[:-30])) == ["0", "1", "2", "unreadable"]
    plain = write(*PAGES, zipped=False)
    assert names(read(tmp_path, b"".join(plain)[:-30])) == ["0", "1", "2", "truncated"]


def test_rubbish_between_records_is_passed(tmp_path: Path) -> None:
    first, second = write(*PAGES[:2])
    outcomes = read(tmp_path, first + b"\0" * 100 + second)
    assert [name for name in names(outcomes) if name.isdigit()] == ["0", "1"]


def test_a_plain_record_of_wrong_length_costs_no_more_than_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = write(*PAGES, zipped=False)
    records[1] = records[1].replace(b"Content-Length: ", b"Content-Length: 9", 1)
    assert names(read(tmp_path, b"".join(records))) == ["0", "truncated", "2", "3"]
    records = write(*PAGES, zipped=False)
    records[1] = records[1][:-60] + b"\r\n\r\n"
    assert names(read(tmp_path, b"".join(records))) == ["0", "unreadable", "2", "3"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (b"Posts stay vacant.", ["0", "truncated", "1"]),
        (b"Posts stay vacant.\n\nCases stay late.\n", ["0", "unreadable", "1"]),
    ],
)
def test_bytes_behind_a_plain_record_are_not_passed_over_in_silence(
    tmp_path: Path, rest: bytes, expected: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (
        b"".join(line for line in record.splitlines(True) if b"-Digest: " not in line)
        for record in write(*PAGES[:2], zipped=False)
    )
    cut = first.removesuffix(b"\r\n\r\n") + rest + b"\r\n\r\n"
    assert names(read(tmp_path, cut + second)) == expected
    assert capsys.readouterr().err == ""


def test_a_record_without_an_address_is_a_problem(tmp_path: Path) -> None:
    records = write(*PAGES[:2], zipped=False)
    records[0] = b"".join(
        line for line in records[0].splitlines(True) if not line.startswith(b"WARC-Target-URI")
    )
    assert names(read(tmp_path, b"".join(records))) == ["unreadable", "1"]
    zipped = gzip.compress(records[0]) + gzip.compress(records[1])
    assert names(read(tmp_path, zipped)) == ["unreadable", "1"]


def test_what_is_no_archive_is_a_problem(tmp_path: Path) -> None:
    assert names(read(tmp_path, b"<html>a page</html>")) == ["unreadable"]
    assert names(read(tmp_path, gzip.compress(b"<html>a page</html>"))) == ["unreadable"]


def test_pages_over_the_cap_are_problems_and_bombs_too(tmp_path: Path) -> None:
    huge, bomb = (("http://dale.example/1", bytes(50_000)), gzip.compress(bytes(5_000_000)))
    data = write(huge)[0] + write(("http://dale.example/2", bomb), Content_Encoding="gzip")[0]
    outcomes = read(tmp_path, data + write(PAGES[3])[0], max_bytes=20_000)
    assert names(outcomes) == ["too-large", "too-large", "3"]


def test_an_archive_format_of_old(tmp_path: Path) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    about = b"1 0 Dale\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://old.arc 0.0.0.0 20050504100000 text/plain %d\n" % len(about)
    record = b"http://dale.example/old 8.8.8.8 20050504100000 text/html %d\n" % len(http)
    (outcome,) = read(tmp_path, head + about + b"\n" + record + http + b"\n")
    assert (outcome.item.name, outcome.date) == ("http://dale.example/old", "2005-05-04T10:00:00Z")
    assert outcome.item.data == PAGE


def test_what_was_fetched_comes_back(web: Any, fetching: Any, tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    zipped = web.serve("/a?p=1", web.page(gzip.compress(PAGE), Content_Encoding="gzip"))
    head = b"HTTP/1.1 200 Fine\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunked = web.serve("/b", web.raw(head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)))
    moved = web.serve("/c", web.redirect("/b"))
    gone = web.serve("/gone", web.answer(404))
    fetcher = fetching(warc=path, delay=0)
    list(fetcher.fetch_all([zipped, chunked, moved, gone]))
    fetcher.close()
    outcomes: list[Any] = list(read_warc(path))
    assert [outcome.item.url for outcome in outcomes] == [zipped, chunked, chunked]
    assert {outcome.item.data for outcome in outcomes} == {PAGE}
    assert {outcome.date for outcome in outcomes} == {"2023-11-14T22:13:20Z"}
    with path.open("rb") as file:
        records = list(ArchiveIterator(file))
    kinds = [(record.rec_type, record.rec_headers.protocol) for record in records]
    assert {version for _, version in kinds} == {"WARC/1.1"}
    assert [kind for kind, _ in kinds] == ["warcinfo", *["response", "request"] * 3]
    joined = records[3].http_headers  # the chunks are joined: a reader must not look for any
    assert joined.get_header("Transfer-Encoding") is None
    assert joined.get_header("X-Crawler-Transfer-Encoding") == "chunked"


def test_records_hold_what_went_over_the_wire(web: Any, fetching: Any, tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    packed = gzip.compress(PAGE)
    url = web.serve("/a", web.page(packed, Content_Encoding="gzip", Set_Cookie="id=7"))
    fetcher = fetching(warc=path)
    fetcher.fetch(url)
    fetcher.close()
    with path.open("rb") as file:
        records = {
            record.rec_type: (record.rec_headers, record.http_headers, record.raw_stream.read())
            for record in ArchiveIterator(file, check_digests="raise")
        }
    warc, http, body = records["response"]
    assert (body, http.get_header("Set-Cookie"), http.statusline) == (packed, "id=7", "200 OK")
    assert warc.get_header("WARC-IP-Address") == "127.0.0.1"
    asked_warc, asked, _ = records["request"]
    assert (asked.protocol, asked.statusline) == ("GET", "/a HTTP/1.1")
    assert asked.get_header("Host") == f"dale.example:{web.port}"
    assert asked_warc.get_header("WARC-Concurrent-To") == warc.get_header("WARC-Record-ID")


def test_what_the_cache_answered_is_in_the_archive_too(
    web: Any, fetching: Any, hand: Any, tmp_path: Path
) -> None:
    url = web.serve("/a", web.page(PAGE, ETag="v"), web.answer(304))
    fetching(cache=tmp_path / "c").fetch(url)
    hand.sleep(1_000)
    fetcher = fetching(cache=tmp_path / "c", warc=tmp_path / "kept.warc.gz")
    fetcher.fetch(url)
    fetcher.close()
    (outcome,) = read_warc(tmp_path / "kept.warc.gz")
    assert isinstance(outcome, Archived)
    assert (outcome.item.data, outcome.date) == (PAGE, "2023-11-14T22:13:20Z")


def test_an_archive_is_never_written_over(fetching: Any, tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="exists already"):
        fetching(warc=path, cache=tmp_path / "c")
    assert path.read_bytes() == b"precious"


def test_without_the_extra_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, fetching: Any, tmp_path: Path
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(f"No module named {name!r}")

    monkeypatch.setattr(warc_extra, "import_module", missing)
    with pytest.raises(ImportError, match=r"pip install probenlp\[warc\]"):
        list(read_warc(tmp_path / "crawl.warc.gz"))
    with pytest.raises(ImportError, match=r"pip install probenlp\[warc\]"):
        fetching(warc=tmp_path / "kept.warc.gz")
