"""The command line: a thin face on the package.

Results go to standard output or the files named, words to standard error. Exit codes: 0 all done;
1 some inputs failed or are incomplete, each listed; 2 a bad call, nothing was done; 130 stopped by
the user.

A command imports what it needs when it runs: spaCy alone takes two seconds, and ``--help`` must
not wait for it.

"""

import sys

import typer

from probenlp import __version__
from probenlp.cli.agreement import agreement
from probenlp.cli.batch import batch
from probenlp.cli.domains import domain
from probenlp.cli.evaluate import evaluate
from probenlp.cli.export import export
from probenlp.cli.import_ import import_
from probenlp.cli.main_job import run
from probenlp.cli.merge import merge
from probenlp.cli.migrate import migrate
from probenlp.cli.pseudonyms import pseudonymise
from probenlp.cli.queue import queue
from probenlp.cli.register import register
from probenlp.cli.report import charts, report
from probenlp.cli.schemas import schema
from probenlp.cli.search import search
from probenlp.cli.show import show
from probenlp.cli.single_stages import claims, classify, harvest, tag
from probenlp.cli.sql import sql
from probenlp.cli.tables import tables
from probenlp.cli.train import train

app = typer.Typer(
    name="probenlp",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Corpus and claim extraction for the inspection of public services: "
    "who says what, of which unit, with which figure, and exactly where.",
)
for command in (run, batch, harvest, tag, classify, claims, schema):
    app.command()(command)
app.command()(show)
app.command()(export)
app.command("import")(import_)
app.command()(pseudonymise)
app.command()(queue)
app.command()(agreement)
app.command()(merge)
app.command()(report)
app.command()(charts)
app.command()(tables)
app.command()(sql)
app.command()(search)
app.command()(migrate)
app.add_typer(domain)
app.add_typer(register)
app.add_typer(train)
app.add_typer(evaluate)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"probenlp {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Options before the command."""


def main() -> None:
    """Run the command line; errors raised on purpose become one line and exit code 2."""
    from probenlp.errors import ProbenlpError

    try:
        app()
    except ProbenlpError as error:
        sys.stderr.write(f"probenlp: {error}\n")
        raise SystemExit(2) from None
    except FileNotFoundError as error:
        sys.stderr.write(f"probenlp: {error.filename}: no such file\n")
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("probenlp: stopped; nothing was written\n")
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) has gone; no traceback at exit
        raise SystemExit(0) from None
