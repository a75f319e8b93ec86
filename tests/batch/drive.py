"""A batch of light work in a process of its own, to be killed: PAGES OUT [RANK WORLD_SIZE]."""

import sys

from probenlp.batch import BatchOptions, run_batch
from probenlp.settings import Settings


def main(pages: str, out: str, rank: str | None = None, world_size: str | None = None) -> None:
    options = BatchOptions(
        processes=1 if rank else 2,
        shard_documents=3,
        rank=int(rank) if rank else None,
        world_size=int(world_size) if world_size else None,
        lease_seconds=3.0,
        work="light_work",
    )
    result = run_batch([pages], out, Settings(salt=b"test"), options)
    sys.stdout.write(f"{result.fresh} {result.reused}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
