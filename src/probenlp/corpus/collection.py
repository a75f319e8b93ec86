"""Records of a run: read one by one when asked, narrowed down, and taken away as tables."""

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

from probenlp.corpus.fields import Field
from probenlp.corpus.questions import (
    QuestionError,
    UnknownIdError,
    check_values,
    did_you_mean,
    in_words,
    listed,
    matcher,
)
from probenlp.corpus.rows import Row
from probenlp.corpus.sources import Source
from probenlp.errors import OutputError
from probenlp.report.frame import Column, Frame, drawn
from probenlp.report.moments import Moment, read_moment

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from probenlp.corpus.corpus import Corpus

R = TypeVar("R")
Test = Callable[[Row[Any]], bool]

SHOWN: Final = 5

_TIMES: Final = ("since", "until", "date")


class Collection(Generic[R]):
    """Records of one kind. Nothing is read before it is asked for, and nothing is kept.

    Iterating gives the records in the order of the run; an id in square brackets gives that record;
    :meth:`where` gives fewer; :meth:`to_frame`, :meth:`to_pandas`, :meth:`to_polars` and
    :meth:`to_arrow` give a table. :attr:`fields` lists what there is to ask for.

    Parameters
    ----------
    corpus : Corpus
    source : Source
        Where the records come from.
    tests : tuple of callables
        What a record must pass.
    asked : tuple of str
        The same in words.
    """

    def __init__(
        self,
        corpus: "Corpus",
        source: Source[R],
        tests: tuple[Test, ...] = (),
        asked: tuple[str, ...] = (),
    ) -> None:
        self._corpus, self._source = corpus, source
        self._tests, self._asked = tests, asked

    @property
    def name(self) -> str:
        """What the records are."""
        return self._source.name

    @property
    def fields(self) -> Frame:
        """What can be asked for and stands in the table, with its meaning."""
        columns = (
            Column("field", "text", "in where()"),
            Column("column", "text", "in the table"),
            Column("kind", "text", ""),
            Column("meaning", "text", ""),
            Column("values", "text", "of a closed list"),
        )
        return Frame(
            columns,
            (
                (one.asked, one.column.name, one.column.kind, one.column.meaning,
                 "|".join(one.column.values) or None)
                for one in self._source.fields
            ),
        )  # fmt: skip

    def rows(self) -> Iterator[Row[R]]:
        """Give the records with the way to their sentence, passage and page."""
        with whole_folder():
            for row in self._source.rows(self._corpus.records, self._corpus.pages):
                if self.passes(row):
                    yield row

    def passes(self, row: Row[R]) -> bool:
        """Tell whether a record of this kind is one of them."""
        return all(test(row) for test in self._tests)

    def value_of(self, field: str) -> Callable[[Row[R]], Any]:
        """Give the way from a record to a field, several values joined by ``|``."""
        return self._field(field).cell

    def __iter__(self) -> Iterator[R]:
        return (row.record for row in self.rows())

    def __len__(self) -> int:
        """Count them: from ``run.json`` where that vouches for the files, else by reading."""
        counted = None if self._tests else self._corpus.counted(self._source.total)
        return counted if counted is not None else sum(1 for _ in self.rows())

    def __bool__(self) -> bool:
        return next(self.rows(), None) is not None

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._find(key) is not None

    def _find(self, key: str) -> Row[R] | None:
        if self._source.get is None:
            raise TypeError(f"{self.name} have no ids; use where({self._first_fields()})")
        with whole_folder():
            row = self._source.get(self._corpus.pages, key)
        return row if row is not None and self.passes(row) else None

    def _first_fields(self) -> str:
        return ", ".join(f"{one.asked}=…" for one in self._source.fields[:4])

    @overload
    def __getitem__(self, key: str | int) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> list[R]: ...
    def __getitem__(self, key: str | int | slice) -> R | list[R]:
        if isinstance(key, slice):
            return list(islice(self, key.start, key.stop, key.step))
        if isinstance(key, int):
            found = next(islice(self.rows(), key, None), None) if key >= 0 else None
            if found is None:
                raise IndexError(f"no {self.name}[{key}]: there are {len(self)}, counted from 0")
            return found.record
        row = self._find(key)
        if row is None:
            raise self._unknown(key)
        return row.record

    def _unknown(self, key: str) -> UnknownIdError:
        pages = self._corpus.pages
        if self._tests and self._source.get and self._source.get(pages, key) is not None:
            return UnknownIdError(
                f"{key!r} is among the {self.name}, but not where {self._words()}"
            )
        near = [repr(one) for one in self._source.near(pages, key)]
        hint = f"; near it are {', '.join(near)}" if near else ""
        return UnknownIdError(f"no {self.name} with the id {key!r}{hint}")

    def first(self) -> R:
        """Give the first record.

        Raises
        ------
        IndexError
            If there is none.
        """
        return self[0]

    def head(self, count: int = SHOWN) -> list[R]:
        """Give the first records."""
        return list(islice(self, count))

    def where(self, *predicates: Callable[[R], bool], **asked: Any) -> "Collection[R]":
        """Narrow the collection down; what is asked for must all hold.

        Parameters
        ----------
        *predicates : callables
            Given a record, say whether it stays.
        **asked
            Fields of :attr:`fields` with a value; several of which one is enough; None for what is
            not stated; a compiled pattern; or a function of the value. ``unit`` takes an id, a name
            or another name of it, ``topic`` and ``standard`` an id or name, ``document`` an id,
            address, title or file name. ``since`` and ``until`` take a year, month, day or instant,
            both included; records without a date are then left out.

        Returns
        -------
        Collection
            Read when it is asked, like this one.

        Raises
        ------
        QuestionError
            If there is no such field, it never has such a value, or a name may mean several.
        """
        tests = list(self._tests)
        words = list(self._asked)
        for predicate in predicates:
            tests.append(_record_test(predicate))
            words.append(getattr(predicate, "__name__", "a function"))
        if times := {name: asked.pop(name) for name in _TIMES if _is_time(name, asked)}:
            tests.append(self._time_test(times))
            words += [f"{name}={value!r}" for name, value in times.items()]
        for name, wanted in asked.items():
            test, meant = self._test(name, wanted)
            tests.append(test)
            words.append(f"{name}={meant}")
        return Collection(self._corpus, self._source, tuple(tests), tuple(words))

    def _test(self, name: str, wanted: Any) -> tuple[Test, str]:
        """Make the test of a field, and say what it was taken to mean."""
        field = self._field(name)
        check_values(name, wanted, field.column.values, field.column.kind)
        ids = self._corpus.named(field.names, wanted)
        match, value = matcher(ids), field.of
        return (lambda row: match(value(row))), in_words(wanted, ids)

    def _field(self, name: str) -> Field:
        known = {one.column.name: one for one in self._source.fields}
        known |= {one.asked: one for one in self._source.fields}
        if name not in known:
            words = [*(one.asked for one in self._source.fields), "since", "until"]
            raise QuestionError(
                f"{self.name} have no field {name!r}{did_you_mean(name, words)} There are: "
                f"{listed(words)}"
            )
        return known[name]

    def _time_test(self, times: dict[str, Any]) -> Test:
        self._field("date")
        read = {name: _moment(name, value) for name, value in times.items()}
        since = [read[name] for name in ("since", "date") if name in read]
        until = [read[name] for name in ("until", "date") if name in read]

        def test(row: Row[Any]) -> bool:
            moment = row.moment
            return (
                moment is not None
                and all(
                    moment.within(first, last) for first, last in ((one, None) for one in since)
                )
                and all(moment.within(None, last) for last in until)
            )

        return test

    def counts(self, field: str) -> Frame:
        """Count the records by a field, the most frequent value first.

        A record with several values, such as several units, counts for each.
        """
        known = self._field(field)
        counted: Counter[Any] = Counter()
        for row in self.rows():
            value = known.of(row)
            counted.update((value or (None,)) if isinstance(value, tuple) else (value,))
        kind = known.column.kind
        columns = (Column(field, kind, known.column.meaning, known.column.values),
                   Column("count", "whole", f"{self.name} with it"))  # fmt: skip
        ordered = sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
        return Frame(columns, ordered)

    def to_frame(self) -> Frame:
        """Give a table: a row a record, a column a field."""
        fields = self._source.fields
        cells = ([one.cell(row) for one in fields] for row in self.rows())
        return Frame([one.column for one in fields], cells)

    def to_pandas(self) -> "pd.DataFrame":
        """Give a pandas DataFrame."""
        return self.to_frame().to_pandas()

    def to_polars(self) -> "pl.DataFrame":
        """Give a Polars DataFrame."""
        return self.to_frame().to_polars()

    def to_arrow(self) -> "pa.Table":
        """Give a pyarrow table."""
        return self.to_frame().to_arrow()

    def _words(self) -> str:
        return ", ".join(self._asked)

    def _title(self) -> str:
        counted = None if self._tests else self._corpus.counted(self._source.total)
        count = f"{counted:,} " if counted is not None else ""
        return f"{count}{self.name}" + (f" where {self._words()}" if self._asked else "")

    def __repr__(self) -> str:
        fields = self._shown_fields()
        seen = list(islice(self.rows(), SHOWN + 1))
        rows = [[one.cell(row) for one in fields] for row in seen[:SHOWN]]
        more = "\n…" if len(seen) > SHOWN else ""
        return f"{self._title()}\n{drawn([one.column for one in fields], rows, None)}{more}"

    def _shown_fields(self) -> list[Field]:
        known = {one.column.name: one for one in self._source.fields}
        return [known[name] for name in self._source.shown]

    def _repr_html_(self) -> str:
        import html

        fields = self._shown_fields()
        seen = list(islice(self.rows(), SHOWN))
        cells = ([one.cell(row) for one in fields] for row in seen)
        shown = Frame([one.column for one in fields], cells)
        return f"<p>{html.escape(self._title())}</p>{shown._repr_html_()}"


@contextlib.contextmanager
def whole_folder() -> Iterator[None]:
    """Tell a missing file as what it is: part of a run that was not copied along.

    Raises
    ------
    OutputError
    """
    try:
        yield
    except FileNotFoundError as error:
        raise OutputError(
            f"{error.filename}: missing; a run is all the files that its run.json names"
        ) from error


def _record_test(predicate: Callable[[Any], bool]) -> Test:
    if not callable(predicate):
        raise QuestionError(f"expected a function or field=value, not {predicate!r}")
    return lambda row: bool(predicate(row.record))


def _is_time(name: str, asked: dict[str, Any]) -> bool:
    """Tell whether a word asks for a time; a function of the date is a test like others."""
    if name not in asked:
        return False
    return name != "date" or isinstance(asked[name], (str, date))


def _moment(name: str, value: Any) -> Moment:
    if not isinstance(value, (str, date)) or isinstance(value, re.Pattern):
        raise QuestionError(f"{name}={value!r}: expected a year, month, day or instant")
    try:
        return read_moment(value)
    except ValueError as error:
        raise QuestionError(f"{name}: {error}") from error
