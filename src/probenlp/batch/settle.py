"""Get a shard done, whatever its documents do to their worker.

A document that kills, hangs or fills its worker is known: the worker tells what it begins. It is
tried alone in a fresh worker; if that fails too, it is left out. If it passes, the worker was
killed by something else, or by several documents together, and the shard is tried once more; if
that fails again, halves of the shard are tried until the document is found.

"""

from collections.abc import Callable

from probenlp.batch.faults import culprit_of
from probenlp.batch.orders import At, Culprit, Done, Failed, Order, Receipt, Shard
from probenlp.errors import ProbenlpError

Run = Callable[[Order], Done | Failed]


def settle(shard: Shard, run: Run) -> tuple[Receipt, ...]:
    """Have a shard done, without the documents that no worker survives.

    Parameters
    ----------
    shard : Shard
    run : callable
        Has an order done, in a fresh worker after each failure.

    Returns
    -------
    tuple of Receipt

    Raises
    ------
    ProbenlpError
        If no worker can even begin, for want of memory for instance.
    """
    culprits: list[Culprit] = []
    tried_again = False
    while True:
        outcome = run(Order(shard=shard, culprits=tuple(culprits)))
        if isinstance(outcome, Done):
            return outcome.receipts
        suspect = outcome.at if outcome.at and outcome.at.index is not None else None
        if suspect and (found := _alone(shard, suspect, culprits, run)):
            culprits.append(found)
        elif not tried_again:
            tried_again = True
        elif found := _bisected(shard, culprits, run):
            culprits.append(found)
        elif suspect:  # it fails only among its neighbours: the rest must go on without it
            culprits.append(culprit_of(outcome, suspect))
        else:
            raise ProbenlpError(_cannot(outcome))


def _cannot(failed: Failed) -> str:
    doing = f"while loading for stage {failed.at.stage}" if failed.at else "before it began"
    where = f" ({failed.trace})" if failed.trace else ""
    return (
        f"the work {failed.how} twice {doing}{where}; is the memory limit too low for the models?"
    )


def _alone(shard: Shard, suspect: At, culprits: list[Culprit], run: Run) -> Culprit | None:
    index = suspect.index or 0
    return _trial(shard, index, index + 1, culprits, run)


def _trial(
    shard: Shard, start: int, end: int | None, culprits: list[Culprit], run: Run
) -> Culprit | None:
    """Try some documents; give the one that the worker was at when it died."""
    order = Order(shard=shard, culprits=tuple(culprits), start=start, end=end, is_trial=True)
    outcome = run(order)
    if isinstance(outcome, Failed) and outcome.at and outcome.at.index is not None:
        return culprit_of(outcome, outcome.at)
    return None


def _bisected(shard: Shard, culprits: list[Culprit], run: Run) -> Culprit | None:
    """Look for one document that fails without its neighbours, half by half."""
    if shard.items is None:
        return None
    parts = [(0, shard.items)]
    while parts:
        start, end = parts.pop()
        if not (found := _trial(shard, start, end, culprits, run)):
            continue
        if end - start == 1:
            return found
        middle = (start + end) // 2
        parts += [(middle, end), (start, middle)]
    return None
