"""How a batch is worked off: how many processes, which limits, whose share."""

import os
from dataclasses import dataclass

from probenlp.errors import ProbenlpError

LEAST_MEMORY = 2_048
"""Megabytes that a worker is given at least: the base pipeline with its libraries maps 300 before
it has read a word, and a page of the largest size needs half a gigabyte to be parsed."""

SHARED_OUT = 0.9
"""Share of the machine's memory that all workers together may take."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchOptions:
    """How a batch is worked off. None of this changes a byte of the output.

    Attributes
    ----------
    processes : int
        Workers on this machine.
    seconds : float
        The longest time that one document may take in one stage.
    megabytes : int or None
        The address space that a worker may take, its models included. None: its share of this
        machine's memory, see :func:`default_megabytes`.
    shard_documents : int
        Documents in a shard, on average: what is lost when a worker dies, and what is done again
        when one document changes.
    rank, world_size : int or None
        Which of how many runs over one shared folder this is, counted from 0.
    lease_seconds : float
        After so long without a sign of life another rank takes over a shard.
    retry_quarantined : bool
        Try documents again that were quarantined in an earlier run.
    work : str
        The module that does the work, with functions ``make`` and ``digests`` as in
        :mod:`probenlp.batch.stages`.

    Raises
    ------
    ProbenlpError
        For a limit out of its range, or a rank that is none of the world's.

    Examples
    --------
    >>> BatchOptions(processes=2).shard_documents
    32
    """

    processes: int = 1
    seconds: float = 300.0
    megabytes: int | None = None
    shard_documents: int = 32
    rank: int | None = None
    world_size: int | None = None
    lease_seconds: float = 60.0
    retry_quarantined: bool = False
    work: str = "probenlp.batch.stages"

    def __post_init__(self) -> None:
        for name in ("processes", "seconds", "shard_documents", "lease_seconds"):
            if not getattr(self, name) > 0:
                raise ProbenlpError(f"{name} is {getattr(self, name)}; wanted more than 0")
        if self.megabytes is not None and self.megabytes < 1:
            raise ProbenlpError(f"megabytes is {self.megabytes}; wanted 1 or more")
        if (self.rank is None) != (self.world_size is None):
            raise ProbenlpError("rank and world size go together: --rank 0 --world-size 4")
        if self.rank is not None and not 0 <= self.rank < (self.world_size or 0):
            raise ProbenlpError(
                f"rank {self.rank} is none of 0 to {(self.world_size or 0) - 1}; ranks count from 0"
            )

    @property
    def is_shared(self) -> bool:
        """Whether other ranks work on the same folder."""
        return self.rank is not None

    @property
    def memory(self) -> int:
        """Megabytes of address space that a worker may take."""
        return self.megabytes or default_megabytes(self.processes)


def default_megabytes(processes: int) -> int:
    """Share this machine's memory out among its workers.

    Examples
    --------
    >>> default_megabytes(1_000_000) == LEAST_MEMORY
    True
    """
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return max(LEAST_MEMORY, int(SHARED_OUT * whole / processes))
