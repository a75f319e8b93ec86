"""Who is to blame when a shard fails: known from what its worker does, by a made-up worker."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.batch.orders import At, Done, Failed, Order, Shard
from probenlp.batch.settle import settle
from probenlp.errors import ProbenlpError


def a_shard(items: int) -> Shard:
    return Shard(number=0, kind="documents", key="k", items=items)


class MadeUpWorker:
    """Dies at the documents given; the last order that succeeded as a whole is kept."""

    def __init__(self, items: int, dies: Callable[[int, range, int], bool]) -> None:
        self._items, self._dies = items, dies
        self.orders = 0
        self.kept: list[int] = []

    def __call__(self, order: Order) -> Done | Failed:
        self.orders += 1
        left_out = {culprit.index for culprit in order.culprits}
        part = range(order.start, order.end or self._items)
        for index in part:
            if index not in left_out and self._dies(index, part, self.orders):
                return Failed(at=At(stage="tag", index=index, name=str(index)), how="died")
        if not order.is_trial:
            self.kept = [index for index in part if index not in left_out]
        return Done()


@given(st.sets(st.integers(0, 30)))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
def test_exactly_the_deadly_documents_are_left_out(deadly: set[int]) -> None:
    worker = MadeUpWorker(31, lambda index, part, order: index in deadly)
    settle(a_shard(31), worker)
    assert worker.kept == [index for index in range(31) if index not in deadly]
    assert worker.orders == 2 * len(deadly) + 1, "each is met in its shard and alone"


@pytest.mark.parametrize("order_number", [1])
def test_a_death_that_does_not_come_again_costs_nothing(order_number: int) -> None:
    worker = MadeUpWorker(8, lambda index, part, order: order == order_number and index == 5)
    settle(a_shard(8), worker)
    assert worker.kept == list(range(8))


def test_a_document_that_fails_only_after_another_is_left_out_at_last() -> None:
    """Document 2 spoils something, and document 6 dies of it wherever both are tried together."""
    worker = MadeUpWorker(8, lambda index, part, order: index == 6 and 2 in part)
    settle(a_shard(8), worker)
    assert worker.kept == [0, 1, 2, 3, 4, 5, 7]


def test_a_worker_that_never_gets_to_a_document_is_nobodys_fault() -> None:
    with pytest.raises(ProbenlpError, match="twice before it began"):
        settle(a_shard(4), lambda order: Failed(at=None, how="ended its worker"))
