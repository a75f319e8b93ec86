"""``probenlp domain``: the domains that ship, what one holds, and whether its tables are sound."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from probenlp.domains.check import Report

domain = typer.Typer(
    name="domain",
    no_args_is_help=True,
    help="Domains: folders of tables that say which services there are, and who inspects them.",
)

Named = Annotated[
    str, typer.Argument(metavar="PATH", help="A folder of tables, or a domain that ships.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@domain.command("list")
def list_domains(as_json: AsJson = False) -> None:
    """List the domains that ship: name and title."""
    from probenlp.domains import load_domain, shipped_domains

    titles = {name: load_domain(name).title for name in shipped_domains()}
    if as_json:
        _print_json([{"name": name, "title": title} for name, title in titles.items()])
    else:
        for name, title in titles.items():
            sys.stdout.write(f"{name}\t{title}\n")


@domain.command("show")
def show(domain: Named, as_json: AsJson = False) -> None:
    """Show what a domain holds: its inspectorates, and how many rows each table has."""
    from probenlp.domains import load_domain
    from probenlp.domains.tables import TABLES

    tables = load_domain(domain)
    rows = {name: len(getattr(tables, name)) for name in TABLES}
    names = {unit.id: unit.name for unit in tables.units}
    inspectorates = [names.get(unit, unit) for unit in tables.inspectorate]
    if as_json:
        _print_json(
            {
                "name": tables.name,
                "title": tables.title,
                "digest": tables.digest,
                "inspectorate": list(tables.inspectorate),
                "rows": rows,
            }
        )
        return
    sys.stdout.write(f"{tables.name}: {tables.title}\n")
    sys.stdout.write(f"inspected by {'; '.join(inspectorates)}\n")
    for name, count in rows.items():
        sys.stdout.write(f"{count:>6}  {name}\n")


@domain.command("check")
def check(
    domain: Named,
    as_json: AsJson = False,
    faults_only: Annotated[
        bool, typer.Option("--faults-only", help="Leave warnings out of the list.")
    ] = False,
) -> None:
    """Check a domain's tables and list everything that is wrong, a line each.

    A fault is what contradicts itself or cannot be read; a warning is worth a look. The exit code
    is 0 without faults, 1 with faults, and 2 where there is no such folder.
    """
    from probenlp.domains.check import check_domain

    report = check_domain(domain)
    if as_json:
        _print_json(_as_json(report, faults_only=faults_only))
    else:
        for finding in report.faults if faults_only else report.findings:
            sys.stdout.write(f"{finding.level}: {finding}\n")
        sys.stderr.write(_summary(report))
    raise typer.Exit(bool(report.faults))


def _as_json(report: "Report", *, faults_only: bool) -> dict[str, object]:
    import msgspec

    made: dict[str, object] = msgspec.to_builtins(report)
    if faults_only:
        made["findings"] = msgspec.to_builtins(report.faults)
    return made | {
        "faults": len(report.faults),
        "warnings": len(report.findings) - len(report.faults),
    }


def _summary(report: "Report") -> str:
    rows, tables = sum(report.rows.values()), len(report.rows)
    warnings = len(report.findings) - len(report.faults)
    return (
        f"{report.name or report.folder}: {len(report.faults)} faults, {warnings} warnings "
        f"in {rows} rows of {tables} tables\n"
    )


def _print_json(content: object) -> None:
    import json

    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
