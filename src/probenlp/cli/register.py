"""``probenlp register``: outcomes of one's own, and claims held against them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

register = typer.Typer(
    name="register",
    no_args_is_help=True,
    help="The register of published outcomes that claims are held against.",
)

OwnRegister = Annotated[
    Path | None,
    typer.Option(
        "--register", help="An outcomes.tsv of your own; claims are held against it as well."
    ),
]

Domain = Annotated[str, typer.Option("--domain", "-d", help="A folder of tables, or a name.")]


@register.command("add")
def add(
    table: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where your outcomes.tsv is, or is to be.")
    ],
    unit: Annotated[str, typer.Option(help="Row of the units table.")],
    source: Annotated[str, typer.Option(help="Where the outcome is published.")],
    published: Annotated[str, typer.Option(help="Day, month or year: 2025-04-30.")] = "",
    rating: Annotated[str, typer.Option(help="The overall grade.")] = "",
    score: Annotated[str, typer.Option(help="Points.")] = "",
    out_of: Annotated[str, typer.Option(help="The most points there were.")] = "",
    standard: Annotated[
        list[str] | None, typer.Option(help="STANDARD=GRADE; may be given several times.")
    ] = None,
    note: Annotated[str, typer.Option(help="For people.")] = "",
    domain: Domain = "probation",
) -> None:
    """Add a published outcome to your own register, never to the one that ships.

    The unit, grades and standards must be those of the domain. Nothing is written unless the whole
    row is sound.
    """
    from probenlp.claims.register_file import add_outcome
    from probenlp.domains import Outcome, load_domain

    tables = load_domain(domain)
    row = Outcome(
        id=f"{unit}_{published.replace('-', '')}",
        unit_id=unit,
        kind=next((one.kind for one in tables.units if one.id == unit), ""),
        year=published[:4],
        published=published,
        overall_rating=rating,
        score=score,
        score_out_of=out_of,
        standard_ratings=tuple(standard or ()),
        note=note,
        source=source,
    )
    sys.stdout.write(f"{add_outcome(table, row, tables)}\t{row.id}\n")


@register.command("check")
def check(
    claims: Annotated[Path, typer.Argument(help="JSONL of claims, or - for standard input.")],
    own: Annotated[
        Path | None, typer.Option(help="An outcomes.tsv of your own, beside the domain's.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write.")] = Path("-"),
    domain: Domain = "probation",
) -> None:
    """Hold claims against the register; a check a line: agrees, contradicts or unknown."""
    from probenlp.claims import Checker, Register
    from probenlp.records import Claim
    from probenlp.store import read_records, write_records

    checker = Checker(Register(domain, own))
    write_records(out, checker.check(read_records(claims, Claim)))
