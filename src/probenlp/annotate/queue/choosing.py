"""Of all tasks, those that a queue asks for, in its order."""

from collections.abc import Iterable, Iterator, Sequence

from probenlp.annotate.queue.picking import Pick
from probenlp.annotate.task import Task
from probenlp.errors import ProbenlpError


def only_queued(tasks: Iterable[Task], picks: Sequence[Pick]) -> Iterator[Task]:
    """Give the tasks of a queue, the first to label first.

    Parameters
    ----------
    tasks : iterable of Task
        Those of a whole run, by sentence or by passage.
    picks : sequence of Pick
        A passage stands where the first of its picks stands; all its parts follow each other.

    Raises
    ------
    ProbenlpError
        If the queue asks for what is not among the tasks: it was made of another run.
    """
    by_sentence = {pick.task_id: pick.rank for pick in picks}
    by_passage: dict[str, int] = {}
    for pick in picks:
        by_passage.setdefault(pick.passage_id, pick.rank)
    chosen: list[tuple[int, int, Task]] = []
    for number, task in enumerate(tasks):
        ranks = by_sentence if task.about == "sentence" else by_passage
        key = task.id if task.about == "sentence" else task.passage_id
        if key in ranks:
            chosen.append((ranks[key], number, task))
    found = {rank for rank, _, _ in chosen}
    whole = {task.passage_id for _, _, task in chosen if task.about == "passage"}
    for pick in picks:
        if pick.rank not in found and pick.passage_id not in whole:
            raise ProbenlpError(
                f"the queue asks for {pick.task_id}, which is no task of this run; "
                "make the queue anew from the run that is exported, or export by sentence"
            )
    yield from (task for _, _, task in sorted(chosen, key=lambda one: one[:2]))
