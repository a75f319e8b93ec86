"""``probenlp domain``: list, show, check; exit codes 0 sound, 1 faults, 2 a bad call."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from probenlp.cli import app

LIGHTS = Path(__file__).parents[1] / "domains" / "lights"


def probenlp(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["domain", *map(str, arguments)])


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(LIGHTS, tmp_path / "lights"))
    kinds, units = folder / "kinds.tsv", folder / "units.tsv"
    kinds.write_text(kinds.read_text().replace("this coast\tyes", "this coast\ttrue"))
    units.write_text(units.read_text().replace("the Gazette", "the Gazette|Gullhaven"))
    return folder


def test_the_domains_that_ship_are_listed() -> None:
    done = probenlp("list")
    assert done.exit_code == 0
    assert done.stdout == "probation\tProbation in England and Wales\n"
    assert json.loads(probenlp("list", "--json").stdout)[0]["name"] == "probation"


def test_a_domain_is_shown_with_its_tables() -> None:
    done = probenlp("show", LIGHTS)
    assert done.exit_code == 0
    assert "inspected by Inspectorate of Lights" in done.stdout
    shown = json.loads(probenlp("show", LIGHTS, "--json").stdout)
    assert shown["rows"]["units"] == 10
    assert len(shown["digest"]) == 64


@pytest.mark.parametrize("domain", ["probation", LIGHTS])
def test_a_sound_domain_ends_with_0(domain: str | Path) -> None:
    done = probenlp("check", domain, "--faults-only")
    assert done.exit_code == 0
    assert done.stdout == "", "results alone go to standard output"
    assert "0 faults" in done.stderr


def test_faults_end_with_1_and_stand_a_line_each(spoiled: Path) -> None:
    done = probenlp("check", spoiled)
    assert done.exit_code == 1
    warning, fault = done.stdout.rstrip("\n").split("\n")
    assert warning.startswith("warning: units.tsv:11: aliases: met 'gullhaven'")
    assert fault == ("fault: kinds.tsv:3: inspected: met 'true', wanted one of 'yes', ''")
    assert "1 faults, 1 warnings" in done.stderr


def test_warnings_alone_are_no_fault(spoiled: Path) -> None:
    shutil.copy(LIGHTS / "kinds.tsv", spoiled / "kinds.tsv")
    done = probenlp("check", spoiled)
    assert (done.exit_code, done.stdout.count("warning: ")) == (0, 1)
    assert probenlp("check", spoiled, "--faults-only").stdout == ""


def test_a_program_reads_json(spoiled: Path) -> None:
    done = probenlp("check", spoiled, "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["faults"], report["warnings"]) == (1, 1, 1)
    assert report["findings"][1] == {
        "level": "fault",
        "rule": "value",
        "file": "kinds.tsv",
        "line": 3,
        "field": "inspected",
        "met": "'true'",
        "wanted": "one of 'yes', ''",
        "advice": "",
    }
    only = json.loads(probenlp("check", spoiled, "--json", "--faults-only").stdout)
    assert [one["level"] for one in only["findings"]] == ["fault"]


@pytest.mark.parametrize("command", ["check", "show"])
def test_no_such_folder_ends_with_2(command: str, tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "probenlp", "domain", command, str(tmp_path / "none")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "no domain" in done.stderr
    assert "Traceback" not in done.stderr
