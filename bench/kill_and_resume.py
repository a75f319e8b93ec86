"""Kill a batch at random moments, resume, compare bytes: ``python bench/kill_and_resume.py [20]``.

The driver is killed with SIGKILL, so is now and then a worker; then the batch is run to its end and
its files are compared with those of a batch that was left alone. On generated pages, light load.

"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import write_pages

from batch import LIGHT_WORK, RESULTS, call
from probenlp.store import FILES


def main(kills: int = 20, seed: int = 1) -> None:
    """Kill so often; print a line for each and the verdict."""
    chance = random.Random(seed)  # noqa: S311
    environment = os.environ | {"PYTHONPATH": str(LIGHT_WORK), "LIGHT_PAUSE": "0.01"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = write_pages(folder / "pages", 300)
        out = folder / "out"
        for number in range(kills):
            driver = subprocess.Popen(  # noqa: S603
                [sys.executable, str(LIGHT_WORK / "drive.py"), str(pages), str(out)],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            after = chance.uniform(0.1, 4.0)
            time.sleep(after / 2)
            workers = _children(driver.pid)
            if workers and chance.random() < 0.5:
                os.kill(chance.choice(workers), signal.SIGKILL)
            time.sleep(after / 2)
            driver.kill()
            driver.wait()
            print(f"{number + 1:3} killed after {after:.2f} s; {_shards(out)} shards done")
            if (out / "run.json").exists():  # all is done: begin anew, so that a kill meets work
                shutil.rmtree(out)
        call(pages, out, processes=2, shard_documents=3)
        call(pages, folder / "whole", processes=2)
        same = all(
            (out / file).read_bytes() == (folder / "whole" / file).read_bytes() for file in FILES
        )
    print(f"{kills} kills: the files are {'the same' if same else 'NOT the same'}")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results["kill and resume"] = {"kills": kills, "seed": seed, "same": same, "generated": True}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


def _shards(out: Path) -> int:
    return sum(1 for _ in (out / ".partial-work").glob("*/*.gz"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
