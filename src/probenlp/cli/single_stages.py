"""The stages one at a time, JSON Lines in and out, for use between other programs."""

from pathlib import Path
from typing import Annotated

import typer

Sources = Annotated[list[Path], typer.Argument(help="Files and folders to read.")]
Documents = Annotated[str, typer.Argument(help="documents.jsonl, or - for standard input.")]
Tags = Annotated[str, typer.Argument(help="tags.jsonl of the same documents.")]
Out = Annotated[str, typer.Option("--out", "-o", help="File to write, or - for standard output.")]
DomainName = Annotated[str, typer.Option(help="A domain that ships, or a folder of tables.")]


def harvest(
    sources: Sources,
    out: Out = "-",
    max_bytes: Annotated[
        int, typer.Option(min=1, help="Refuse inputs larger than this.")
    ] = 20_000_000,
) -> None:
    """Read sources and write their documents: articles and threads, with the way back."""
    from probenlp.cli.console import report_problems
    from probenlp.pipeline import harvest_documents
    from probenlp.records import Problem
    from probenlp.settings import Settings, find_salt
    from probenlp.store import write_records

    problems: list[Problem] = []
    settings = Settings(salt=find_salt(), max_bytes=max_bytes)
    write_records(out, harvest_documents(sources, settings, problems.append))
    raise typer.Exit(report_problems(problems))


def tag(documents: Documents, out: Out = "-", domain: DomainName = "probation") -> None:
    """Split passages into blocks and find units, people, figures, ratings and quotations."""
    from probenlp.pipeline import tag_documents
    from probenlp.records import Document
    from probenlp.store import read_records, write_records

    write_records(out, tag_documents(tuple(read_records(documents, Document)), domain))


def classify(
    documents: Documents, tags: Tags, out: Out = "-", domain: DomainName = "probation"
) -> None:
    """Tell for each sentence whose words it is."""
    from probenlp.pipeline import classify_documents, pair
    from probenlp.records import Document, PassageTags
    from probenlp.store import read_records, write_records

    pairs = pair(read_records(documents, Document), read_records(tags, PassageTags))
    write_records(out, classify_documents(pairs, domain))


def claims(
    documents: Documents, tags: Tags, out: Out = "-", domain: DomainName = "probation"
) -> None:
    """Make the claims of documents whose sentences have voices; without groups."""
    from probenlp.pipeline import claim_documents, pair
    from probenlp.records import Document, PassageTags
    from probenlp.store import read_records, write_records

    pairs = pair(read_records(documents, Document), read_records(tags, PassageTags))
    write_records(out, claim_documents(pairs, domain))
