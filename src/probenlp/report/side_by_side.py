"""Two columns of texts, for a terminal and for a notebook."""

import html
import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

Item = tuple[str, str | None]
"""Words, and the address that opens them."""

WIDTH: Final = 52
SHOWN: Final = 3
"""Texts of a column that are shown."""

LONGEST: Final = 300


def as_text(heading: str, left: Sequence[Item], right: Sequence[Item]) -> str:
    """Draw two columns for a terminal.

    Examples
    --------
    >>> print(as_text("Ashmere · staffing", [("Posts were vacant.", None)], []))
    Ashmere · staffing
    official (1)                                         │ practitioners (0)
    Posts were vacant.                                   │ (nothing found)
    """
    columns = [_lines(left), _lines(right)]
    lines = [heading, f"{f'official ({len(left)})':<{WIDTH}} │ practitioners ({len(right)})"]
    lines += [
        f"{one:<{WIDTH}} │ {other}".rstrip() for one, other in zip_longest(*columns, fillvalue="")
    ]
    return "\n".join(lines)


def _lines(items: Sequence[Item]) -> list[str]:
    if not items:
        return ["(nothing found)"]
    lines = []
    for text, _ in items[:SHOWN]:
        lines += textwrap.wrap(_shortened(text), WIDTH, subsequent_indent="  ")
    if len(items) > SHOWN:
        lines.append(f"… {len(items) - SHOWN:,} more")
    return lines


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def as_html(
    title: str, blocks: Sequence[tuple[str, Sequence[Item], Sequence[Item]]], note: str
) -> str:
    """Draw blocks of two columns for a notebook; everything is escaped."""
    rows = "".join(
        f'<tr><th colspan="2" style="text-align:left">{html.escape(heading)}</th></tr>'
        f'<tr style="vertical-align:top"><td style="text-align:left">{_items(left)}</td>'
        f'<td style="text-align:left">{_items(right)}</td></tr>'
        for heading, left, right in blocks
    )
    head = "<tr><th>official</th><th>practitioners</th></tr>"
    return (
        f"<table><caption>{html.escape(title)}</caption><thead>{head}</thead>"
        f"<tbody>{rows}</tbody></table><p>{html.escape(note)}</p>"
    )


def _items(items: Sequence[Item]) -> str:
    if not items:
        return "<i>nothing found</i>"
    shown = "".join(f"<li>{_linked(*item)}</li>" for item in items[:SHOWN])
    more = f"<li>… {len(items) - SHOWN:,} more</li>" if len(items) > SHOWN else ""
    return f"<ul>{shown}{more}</ul>"


def _linked(text: str, url: str | None) -> str:
    words = html.escape(_shortened(text))
    if url and url.startswith(("https://", "http://")):
        return f'<a href="{html.escape(url)}">{words}</a>'
    return words
