"""Kill a batch at random moments, resume, compare bytes: ``python bench/kill_and_resume.py [20]``.

The driver is killed with SIGKILL, so is now and then a worker; then the batch is run to its end and
its files are compared with those of a batch that was left alone. On generated pages, light load.

"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generated import write_pages

from batch import LIGHT_WORK, call
from probenlp.store import FILES


def kill_and_resume(kills: int = 20, seed: int = 1) -> dict[str, Any]:
    """Kill so often, print a line for each; then run to the end and compare."""
    chance, done = random.Random(seed), list[int]()  # noqa: S311
    environment = os.environ | {"PYTHONPATH": str(LIGHT_WORK), "LIGHT_PAUSE": "0.005"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = write_pages(folder / "pages", 200)
        out = folder / "out"
        light = {"LIGHT_PAUSE": environment["LIGHT_PAUSE"]}
        whole = call(pages, folder / "whole", light, processes=2, shard_documents=3)["seconds"]
        for number in range(kills):
            driver = subprocess.Popen(  # noqa: S603
                [sys.executable, str(LIGHT_WORK / "drive.py"), str(pages), str(out)],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            after = chance.uniform(0.1, whole)  # so that kills meet work on a busy machine too
            time.sleep(after / 2)
            workers = _children(driver.pid)
            if workers and chance.random() < 0.5:
                os.kill(chance.choice(workers), signal.SIGKILL)
            time.sleep(after / 2)
            driver.kill()
            driver.wait()
            done.append(_shards(out))
            print(f"{number + 1:3} killed after {after:.2f} s; {done[-1]} shards done", flush=True)
            if (out / "run.json").exists():  # all is done: begin anew, so that a kill meets work
                shutil.rmtree(out)
        call(pages, out, processes=2, shard_documents=3)
        same = all(
            (out / file).read_bytes() == (folder / "whole" / file).read_bytes() for file in FILES
        )
    print(f"{kills} kills: the files are {'the same' if same else 'NOT the same'}")
    return {
        "kills": kills,
        "seed": seed,
        "same": same,
        "shards_done_when_killed": done,
        "generated": True,
    }


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


def _shards(out: Path) -> int:
    return sum(1 for _ in (out / ".partial-work").glob("*/*.gz"))


if __name__ == "__main__":
    kill_and_resume(*map(int, sys.argv[1:]))
