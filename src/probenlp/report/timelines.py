"""How often a thing is told, by month, quarter or year, against how much was said then."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from probenlp.report.frame import Column, Frame
from probenlp.report.moments import Moment, Step, read_moment, steps_between

LEVEL: Final = 0.95
BAR: Final = 30


class Dated(NamedTuple):
    """A thing that is counted, or so much of what it is counted against.

    Attributes
    ----------
    moment : Moment or None
        When it was said; None: not stated.
    split : str or None
        The part it is counted in.
    amount : int
        1, or the number of words.
    """

    moment: Moment | None
    split: str | None = None
    amount: int = 1


class Timeline:
    """Counts by month, quarter or year, with the rate and its interval where there is a whole.

    Attributes
    ----------
    frame : Frame
    undated, too_coarse : int
        Things that have no date, and things whose date is no finer than a year where months are
        asked for. They are in no row.
    """

    def __init__(self, frame: Frame, undated: int, too_coarse: int, title: str) -> None:
        self.frame, self.undated, self.too_coarse, self.title = frame, undated, too_coarse, title

    def __len__(self) -> int:
        return len(self.frame)

    def to_frame(self) -> Frame:
        """Give a row a period, and a part where they were split."""
        return self.frame

    def __repr__(self) -> str:
        most = max((row["count"] for row in self.frame), default=0)
        lines = [self.title]
        for row in self.frame:
            bar = "█" * round(BAR * row["count"] / most) if most else ""
            rate = "" if row["rate"] is None else f"  {row['rate']:.3g} per {row['per']}"
            part = f" {row['split'] or '·'}" if "split" in row else ""
            lines.append(f"{row['period']}{part}  {row['count']:>6,} {bar}{rate}".rstrip())
        lines += [self._left_out()] if self.undated or self.too_coarse else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"{self.frame._repr_html_()}<p>{self._left_out()}</p>"

    def _left_out(self) -> str:
        return (
            f"in no row: {self.undated:,} without a date, "
            f"{self.too_coarse:,} whose date is too coarse"
        )


def timeline(
    counted: Iterable[Dated],
    whole: Iterable[Dated] | None = None,
    *,
    by: Step = "month",
    is_share: bool = False,
    split: bool = False,
    title: str = "",
) -> Timeline:
    """Count things by when they were said.

    Parameters
    ----------
    counted : iterable of Dated
        What is counted.
    whole : iterable of Dated or None
        What it is counted against, split alike or not at all; None: counts alone.
    by : str
        ``month``, ``quarter`` or ``year``. Periods without anything stand as 0.
    is_share : bool
        Whether the things are part of the whole. Then the rate is a share, with the interval of
        Wilson (1927); else it is per 1,000 of the whole (words), with the exact interval of Garwood
        (1936). Both are of 95 per cent and take the things for independent.
    split : bool
        Whether there is a row a part.
    title : str
        For the drawing.

    Examples
    --------
    >>> said = [Dated(read_moment(day)) for day in ("2023-01-05", "2023-01-30", "2023-03")]
    >>> timeline(said, by="month", title="claims")
    claims
    2023-01       2 ██████████████████████████████
    2023-02       0
    2023-03       1 ███████████████
    """
    counts: Counter[tuple[str, str | None]] = Counter()
    wholes: Counter[tuple[str, str | None]] = Counter()
    undated = too_coarse = 0
    for one in counted:
        step = one.moment.step(by) if one.moment else None
        if step is None:
            undated, too_coarse = undated + (not one.moment), too_coarse + bool(one.moment)
        else:
            counts[step, one.split if split else None] += one.amount
    for one in whole or ():
        if one.moment and (step := one.moment.step(by)):
            wholes[step, one.split if split else None] += one.amount
    per = None if whole is None else "whole" if is_share else "1,000 words"
    rows = _rows(counts, wholes, by, per)
    columns = _columns(by, is_share=is_share, split=split)
    cells = (row if split else (row[0], *row[2:]) for row in rows)
    return Timeline(Frame(columns, cells), undated, too_coarse, title)


def _columns(by: Step, *, is_share: bool, split: bool) -> list[Column]:
    what = "share of the whole, 0 to 1" if is_share else "per 1,000 words"
    return [
        Column("period", "text", f"the {by}"),
        *([Column("split", "text", "the part; null: in none")] if split else []),
        Column("start", "time", "first instant of the period"),
        Column("count", "whole", "things said in it"),
        Column("whole", "whole", "what they are counted against; null: nothing was asked for"),
        Column("rate", "number", f"{what}; null: nothing to count against"),
        Column("low", "number", "lower end of its interval of 95 per cent"),
        Column("high", "number", "upper end"),
        Column("per", "text", "what the rate is of"),
    ]


_Row = tuple[
    str, str | None, object, int, int | None, float | None, float | None, float | None, str | None
]


def _rows(
    counts: Counter[tuple[str, str | None]],
    wholes: Counter[tuple[str, str | None]],
    by: Step,
    per: str | None,
) -> list[_Row]:
    periods = sorted({period for period, _ in (*counts, *wholes)})
    parts = sorted({part for _, part in counts}, key=lambda part: (part is None, part or ""))
    rows: list[_Row] = []
    for period in steps_between(periods[0], periods[-1], by) if periods else []:
        start = read_moment(_first_month(period)).start
        for part in parts or [None]:
            count, whole = counts[period, part], wholes[period, part] if per else None
            rate, low, high = _rate(count, whole, per)
            rows.append((period, part, start, count, whole, rate, low, high, per))
    return rows


def _first_month(period: str) -> str:
    year, _, quarter = period.partition("-Q")
    return f"{year}-{int(quarter) * 3 - 2:02}" if quarter else period


def _rate(
    count: int, whole: int | None, per: str | None
) -> tuple[float | None, float | None, float | None]:
    if not whole:
        return None, None, None
    if per == "whole":
        return count / whole, *share_interval(count, whole)
    thousand = whole / 1000
    low, high = count_interval(count)
    return count / thousand, low / thousand, high / thousand


def share_interval(count: int, of: int) -> tuple[float, float]:
    """Give the interval of 95 per cent of a share by Wilson's score; (0, 1) of nothing.

    Examples
    --------
    >>> [round(end, 3) for end in share_interval(50, 50)]
    [0.929, 1.0]
    """
    from scipy.stats import binomtest

    if not of:
        return 0.0, 1.0
    interval = binomtest(count, of).proportion_ci(LEVEL, method="wilson")
    return float(interval.low), float(interval.high)


def count_interval(count: int) -> tuple[float, float]:
    """Give the exact interval of 95 per cent of a Poisson count (Garwood 1936).

    Examples
    --------
    >>> [round(end, 2) for end in count_interval(10)]
    [4.8, 18.39]
    """
    from scipy.special import gammaincinv

    tail = (1 - LEVEL) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))
