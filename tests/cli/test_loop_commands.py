"""The loop on the command line: queue, annotate, merge, train, evaluate."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.cli import app
from probenlp.pipeline import run
from probenlp.settings import Settings

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
PAGES = ("dump_blog_thread.txt", "blogger_flat_2013.html")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    run([SAMPLE / name for name in PAGES], out, Settings(salt=b"test"))
    return out


def call(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    return done.exit_code, done.stdout, done.stderr


def judged(run_: Path, folder: Path, name: str, by: dict[str, str]) -> Path:
    """Let somebody judge every sentence: as it was shown, but for those of ``by``."""
    tool = ("--tool", "jsonl", "--by", "sentence", "--layer", "voice")
    code, _, said = call("export", run_, *tool, "-o", folder / name)
    assert code == 0, said
    data = folder / name / "data.jsonl"
    lines = [json.loads(line) for line in data.read_text(encoding="utf-8").split("\n")[:-1]]
    for line in lines:
        line["answer"] = "accept"
        line["choices"] = [
            {**choice, "label": by.get(choice["label"], choice["label"])}
            for choice in line["choices"]
        ]
    data.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    out = folder / f"{name}.jsonl"
    who = ("--tool", "jsonl", "--by", name, "--guidelines", "1")
    code, _, said = call("import", folder / name, *who, "-o", out)
    assert code == 0, said
    return out


@pytest.fixture(scope="module")
def people(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("people")
    return judged(finished, folder, "Ida", {}), judged(finished, folder, "Ruth", {"news": "other"})


def test_a_queue_says_what_and_why(finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "queue.jsonl"
    code, _, said = call("queue", finished, "-n", "7", "--seed", "3", "-o", out)
    assert code == 0
    assert said.startswith("7 of ")
    picks = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n")[:-1]]
    assert [pick["rank"] for pick in picks] == list(range(1, 8))
    assert all(pick["why"] and pick["text"] for pick in picks)
    again = tmp_path / "again.jsonl"
    call("queue", finished, "-n", "7", "--seed", "3", "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_what_is_labelled_is_not_queued(finished: Path, people: tuple[Path, Path]) -> None:
    code, _, said = call("queue", finished, "--labelled", people[0])
    assert code == 0
    assert said.startswith("0 of ")
    _, _, said = call("queue", finished, "--labelled", SAMPLE, "-n", "500")
    assert int(said.split()[0]) < 20, "the tables hold nearly every sentence of these pages"


@pytest.mark.parametrize("by", ["sentence", "passage"])
def test_a_queue_is_exported_in_its_order(finished: Path, tmp_path: Path, by: str) -> None:
    queue, out = tmp_path / "queue.jsonl", tmp_path / "out"
    call("queue", finished, "-n", "9", "-o", queue)
    asked = ("--tool", "jsonl", "--by", by, "--layer", "voice", "--only", queue, "-o", out)
    code, _, said = call("export", finished, *asked)
    assert code == 0, said
    picks = [json.loads(line) for line in queue.read_text(encoding="utf-8").split("\n")[:-1]]
    tasks = [json.loads(line) for line in (out / "tasks.jsonl").read_text("utf-8").split("\n")[:-1]]
    if by == "sentence":
        assert [task["id"] for task in tasks] == [pick["task_id"] for pick in picks]
    else:
        passages = list(dict.fromkeys(pick["passage_id"] for pick in picks))
        assert list(dict.fromkeys(task["parts"][0]["passage_id"] for task in tasks)) == passages


def test_a_queue_of_another_run_is_refused(finished: Path, tmp_path: Path) -> None:
    queue = tmp_path / "queue.jsonl"
    call("queue", finished, "-n", "1", "-o", queue)
    text = queue.read_text(encoding="utf-8")
    pick = json.loads(text)
    queue.write_text(text.replace(pick["passage_id"], "another"), encoding="utf-8")
    command = ["export", str(finished), "--tool", "jsonl", "--by", "sentence", "--layer", "voice"]
    done = CliRunner().invoke(app, [*command, "--only", str(queue), "-o", str(tmp_path / "out")])
    assert "no task of this run" in str(done.exception)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--weights", "surprise=1"), "wanted name=number"),
        (("--weights", "uncertainty=-1"), "none may be negative"),
        (("--labelled", "{empty}"), "holds no <page>.voice.tsv"),
    ],
)
def test_a_bad_call_of_the_queue(
    finished: Path, tmp_path: Path, more: tuple[str, ...], message: str
) -> None:
    filled = [one.format(empty=tmp_path) for one in more]
    code, _, said = call("queue", finished, *filled)
    assert code == 2
    assert message in " ".join(said.replace("│", " ").split())


def test_merged_gold_trains_a_model_that_is_measured(
    finished: Path, people: tuple[Path, Path], tmp_path: Path
) -> None:
    gold, still_open, model = tmp_path / "gold.jsonl", tmp_path / "open.jsonl", tmp_path / "voice"
    code, _, said = call("merge", *people, "-o", gold, "--open", still_open)
    assert code == 1, "they differ on what is news"
    assert "agreed" in said
    differ = [json.loads(line) for line in still_open.read_text(encoding="utf-8").split("\n")[:-1]]
    assert {one["said"]["Ruth"][0].split()[0] for one in differ} == {"other"}

    code, _, said = call("train", "voice", gold, "--run", finished, "-o", model)
    assert code == 0, said
    about = json.loads((model / "config.json").read_text(encoding="utf-8"))["about"]
    lines = gold.read_text(encoding="utf-8").count("\n")
    assert about["sentences"] == lines
    assert len(about["page_digests"]) == len(PAGES)

    code, said, _ = call("evaluate", "voice", gold, "--run", finished, "--model", model, "--json")
    assert code == 0
    section = json.loads(said)["Voices"]
    assert "fitted on 2 of these 2 pages" in section["about"]
    ours = next(row for row in section["rows"] if row[0] == "the model")
    rules = next(row for row in section["rows"] if row[0] == "by rules alone")
    assert float(ours[1]) > float(rules[1]), "it has learnt what it was taught"
    code, said, _ = call("evaluate", "voice", gold, "--run", finished, "--model", model)
    assert code == 0
    assert said.startswith("## Voices")


def test_gold_without_its_run_is_refused(people: tuple[Path, Path], tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    call("merge", people[0], "-o", gold)
    done = CliRunner().invoke(app, ["train", "voice", str(gold), "-o", str(tmp_path / "m")])
    assert done.exit_code != 0
    assert "--run" in str(done.exception)


def test_gold_of_another_run_is_refused(
    people: tuple[Path, Path], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    gold, other = tmp_path / "gold.jsonl", tmp_path / "other"
    call("merge", people[0], "-o", gold)
    run([SAMPLE / PAGES[0]], other, Settings(salt=b"test"))
    command = ["train", "voice", str(gold), "--run", str(other), "-o", str(tmp_path / "m")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code != 0
    assert "holds no document" in str(done.exception)
