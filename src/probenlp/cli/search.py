"""``probenlp search``: words in the passages or claims of a run."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from probenlp.store.search import Hit


def search(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that a run wrote.")],
    words: Annotated[
        str,
        typer.Argument(help='All of them must be there; "a phrase" in quotes, a beginn* with *.'),
    ],
    claims: Annotated[
        bool, typer.Option("--claims", help="Search the claims, not the passages.")
    ] = False,
    voice: Annotated[
        str | None, typer.Option(help="Only in this voice: practitioner_testimony, …")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="Only of this unit: a row of the units table.")
    ] = None,
    document: Annotated[str | None, typer.Option(help="Only in this document: its id.")] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="The words are in the query language of SQLite's FTS5.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="The most hits.")] = 20,
    index: Annotated[
        Path | None, typer.Option(help="Where the index is; OUT/search.sqlite.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a hit a line as JSON.")] = False,
) -> None:
    """Find words, the best places first. The index is made when it is missing or out of date.

    Exit code 0 also where nothing is found.
    """
    import msgspec

    from probenlp.store.search import build_search
    from probenlp.store.search import search as find

    if build_search(folder, index):
        sys.stderr.write(f"index made: {index or folder / 'search.sqlite'}\n")
    more: dict[str, Any] = {"voice": voice, "unit": unit, "document": document}
    hits = find(
        folder,
        words,
        among="claims" if claims else "passages",
        raw=raw,
        limit=limit,
        index=index,
        **more,
    )
    count = 0
    for hit in hits:
        count += 1
        if as_json:
            sys.stdout.write(msgspec.json.encode(hit).decode() + "\n")
        else:
            _print(hit)
    if not as_json:
        sys.stderr.write(f"{count} found\n")


def _print(hit: "Hit") -> None:
    from rich.console import Console
    from rich.text import Text

    text = Text(_on_one_line(hit.snippet))
    for match in hit.matches:
        text.stylize("bold", match.start - hit.snippet_start, match.end - hit.snippet_start)
    first = hit.matches[0]
    console = Console(soft_wrap=True, highlight=False)
    console.print(Text(f"{hit.id} [{first.start}:{first.end}] {hit.voice or ''}", style="dim"))
    console.print(Text("  ").append_text(text))
    if hit.url:
        console.print(Text(f"  {_on_one_line(hit.url)}", style="dim"))


def _on_one_line(text: str) -> str:
    """Put a space for line breaks and for characters that would command a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
