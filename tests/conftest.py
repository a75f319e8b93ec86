"""What tests of all parts share."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

Count = Callable[[Callable[[], object]], int]


@pytest.fixture
def calls() -> Count:
    """Count the calls of functions, Python's and C's, that some work makes.

    They do not depend on how busy the machine is: work that grows with the square of a text makes
    sixteen times the calls for four times the text, on any machine.
    """

    def count(work: Callable[[], object]) -> int:
        made = 0

        def note(_frame: FrameType, event: str, _argument: Any) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(before)
        return made

    return count


@pytest.fixture
def steps() -> Count:
    """Count the instructions of Python that some work carries out.

    Slower than counting calls, and sees what those do not: the rounds of a loop that calls nothing.
    """

    def count(work: Callable[[], object]) -> int:
        made = 0

        def note(frame: FrameType, event: str, _argument: Any) -> Any:
            nonlocal made
            frame.f_trace_opcodes = True
            made += event == "opcode"
            return note

        before = sys.gettrace()
        sys.settrace(note)
        try:
            work()
        finally:
            sys.settrace(before)
        return made

    return count
