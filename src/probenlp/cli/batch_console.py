"""What ``probenlp batch`` says while it runs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from probenlp.batch.events import Event, OnEvent

_NAMES = {
    "plan": "Listing",
    "harvest": "Reading",
    "gather": "Joining",
    "analyse": "Tagging and claims",
    "link": "Linking",
}
_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def events_as_json() -> Iterator[OnEvent]:
    """Write each event as a line of standard output."""
    import msgspec

    def tell(event: Event) -> None:
        sys.stdout.write(msgspec.json.encode(event).decode() + "\n")
        sys.stdout.flush()

    yield tell


@contextmanager
def events_for_people(*, quiet: bool) -> Iterator[OnEvent]:
    """Show bars on a terminal, and a line now and then elsewhere."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bars() as tell:
            yield tell
    else:
        yield _Lines().tell


@contextmanager
def _bars() -> Iterator[OnEvent]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks = {}

        def tell(event: Event) -> None:
            if event.stage not in tasks:
                name = _NAMES.get(event.stage, event.stage)
                tasks[event.stage] = bars.add_task(name, total=event.total, rate="")
            bars.update(
                tasks[event.stage], completed=event.done, total=event.total, rate=pace(event)
            )

        yield tell


class _Lines:
    """Writes a line when a stage begins to count, every ten seconds, and at its end."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def tell(self, event: Event) -> None:
        import time

        if event.event != "progress":
            return
        now = time.monotonic()
        before = self._told.get(event.stage)
        if (
            before is not None
            and now - before < _SECONDS_BETWEEN_LINES
            and event.done != event.total
        ):
            return
        self._told[event.stage] = now
        of = f" of {event.total}" if event.total else ""
        name = _NAMES.get(event.stage, event.stage)
        sys.stderr.write(f"{name}: {event.done}{of}{_after_comma(pace(event))}\n")


def _after_comma(text: str) -> str:
    return f", {text}" if text else ""


def pace(event: Event) -> str:
    """Say how quickly it goes and how long it will take.

    Examples
    --------
    >>> pace(Event(event="progress", stage="analyse", per_second=2.5, seconds_left=3725.0))
    '2.5 a second, 1:02:05 left'
    >>> pace(Event(event="progress", stage="analyse", reused=30, quarantined=1))
    '30 unchanged, 1 left out'
    """
    parts = []
    if event.per_second:
        parts.append(f"{event.per_second:.3g} a second")
    if event.seconds_left:
        minutes, seconds = divmod(round(event.seconds_left), 60)
        hours, minutes = divmod(minutes, 60)
        parts.append(f"{hours}:{minutes:02}:{seconds:02} left")
    if event.reused:
        parts.append(f"{event.reused} unchanged")
    if event.quarantined:
        parts.append(f"{event.quarantined} left out")
    return ", ".join(parts)
