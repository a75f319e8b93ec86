"""The commands over a run: tables, sql, search, migrate."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import msgspec
import pytest

from probenlp.records import Claim, RunReport, Selector, Span
from probenlp.store import FILES, OutputFolder

Probenlp = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def probenlp(tmp_path: Path) -> Probenlp:
    def call(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "probenlp", *map(str, arguments)],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


WORDS = ("Half of the plans, “as written”, were late.", "Nobody asked us,\nbut \x1b[2Jthere it is.")


def a_claim(number: int, text: str) -> Claim:
    return Claim(
        id=f"c{number}",
        document_id="d",
        passage_id="p",
        span=Span(start=0, end=len(text), surface=text),
        text=text,
        selector=Selector(start=0, end=len(text), exact=text, prefix="", suffix=""),
        type="testimony",
        voice="practitioner_testimony",
        provenance="own",
        unit_names=("Ashmere PDU", "Tolland PDU"),
    )


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of two claims; the passages are left out, which only 'tables' minds."""
    folder = OutputFolder(tmp_path / "out")
    for name in FILES:
        with folder.writer(name) as write:
            if name == "claims.jsonl":
                for number, text in enumerate(WORDS):
                    write(a_claim(number, text))
    folder.commit(
        RunReport(
            started="2026-01-01T00:00:00Z",
            seconds=1.0,
            versions={},
            settings={},
            stages=(),
            files=folder.digests(),
            counts={},
            skipped={},
            removed={},
            problems=(),
        )
    )
    return tmp_path / "out"


def empty(run: Path) -> None:
    """Take the claims out, so that nothing refers to anything."""
    report = msgspec.json.decode((run / "run.json").read_bytes())
    report["files"]["claims.jsonl"] = report["files"]["groups.jsonl"]
    (run / "claims.jsonl").write_bytes(b"")
    (run / "run.json").write_bytes(msgspec.json.encode(report))


def test_tables(probenlp: Probenlp, run: Path) -> None:
    empty(run)
    done = probenlp("tables", run)
    assert done.returncode == 0, done.stderr
    assert "claims" in done.stdout
    assert (run / "tables" / "claims.parquet").exists()
    again = probenlp("tables", run, "--json")
    report = json.loads(again.stdout)
    assert (report["built"], report["rows"]["claims"]) == (False, 0)


def test_tables_of_an_unsound_run(probenlp: Probenlp, run: Path) -> None:
    done = probenlp("tables", run)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "claims.jsonl:1: document_id: no document 'd' in documents.jsonl" in done.stderr
    assert not (run / "tables").exists()


def test_sql_as_csv(probenlp: Probenlp, run: Path) -> None:
    done = probenlp("sql", run, "SELECT text, unit_names FROM claims", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout, newline="")))
    assert rows == [
        ["text", "unit_names"],
        *([text, '["Ashmere PDU","Tolland PDU"]'] for text in WORDS),
    ]


def test_sql_as_json(probenlp: Probenlp, run: Path) -> None:
    asked = "SELECT id, id, unit_names, period FROM claims"
    assert json.loads(probenlp("sql", run, asked, "-f", "json").stdout)[0] == {
        "id": "c0",
        "id_2": "c0",
        "unit_names": ["Ashmere PDU", "Tolland PDU"],
        "period": None,
    }
    assert json.loads(probenlp("sql", run, "FROM groups", "-f", "json").stdout) == []


def test_sql_as_parquet(probenlp: Probenlp, run: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.parquet"
    done = probenlp("sql", run, "SELECT id FROM claims; -- all", "-f", "parquet", "-o", out)
    assert done.returncode == 0, done.stderr
    assert duckdb.execute("SELECT id FROM read_parquet(?)", [str(out)]).fetchall() == [
        ("c0",),
        ("c1",),
    ]
    nowhere = probenlp("sql", run, "SELECT 1", "-f", "parquet")
    assert nowhere.returncode == 2
    assert "--out" in nowhere.stderr
    slip = probenlp("sql", run, "SELECT nothing FROM claims", "-f", "parquet", "-o", out)
    assert slip.returncode == 2
    assert duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(out)]).fetchone() == (2,)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.parquet", "out"]


def test_sql_as_a_table_commands_no_terminal(probenlp: Probenlp, run: Path) -> None:
    done = probenlp("sql", run, "SELECT text FROM claims")
    assert "Half of the plans" in done.stdout
    assert "\x1b[2J" not in done.stdout


def test_sql_from_standard_input(probenlp: Probenlp, run: Path) -> None:
    done = probenlp("sql", run, "-", "-f", "csv", stdin="SELECT count(*) AS n FROM claims")
    assert done.stdout == "n\n2\n"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT voyce FROM claims", "voyce"),
        ("DROP VIEW claims", "DROP is no query that only reads"),
        ("FROM read_text('/etc/hostname')", "Cannot access file"),
        ("SELEC 1", "syntax error"),
    ],
)
def test_a_slip_is_one_line_and_exit_code_2(
    query: str, said: str, probenlp: Probenlp, run: Path
) -> None:
    done = probenlp("sql", run, query)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("probenlp: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_no_run_there(probenlp: Probenlp, tmp_path: Path) -> None:
    for call in (("tables", tmp_path), ("sql", tmp_path, "SELECT 1"), ("search", tmp_path, "x")):
        done = probenlp(*call)
        assert done.returncode == 2
        assert "run.json: missing" in done.stderr
        assert done.stderr.count("\n") == 1


def test_search(probenlp: Probenlp, run: Path) -> None:
    done = probenlp("search", run, "half plans", "--claims")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "c0 [0:4] practitioner_testimony",
        "  Half of the plans, “as written”, were late.",
    ]
    assert "index made" in done.stderr
    hit = json.loads(probenlp("search", run, "asked", "--claims", "--json").stdout)
    assert hit["matches"] == [{"start": 7, "end": 12, "surface": "asked"}]
    lone = probenlp("search", run, '"', "--claims")
    assert (lone.returncode, lone.stderr.count("\n")) == (2, 1)
    none = probenlp("search", run, "umbrella", "--claims", "--voice", "news")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "0 found\n")


def test_migrate_a_run_of_this_version(probenlp: Probenlp, run: Path, tmp_path: Path) -> None:
    done = probenlp("migrate", run, "-o", tmp_path / "new")
    assert done.returncode == 2
    assert "is of schema version 1 already" in done.stderr
    assert not (tmp_path / "new").exists()
