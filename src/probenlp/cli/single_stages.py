"""The stages one at a time, JSON Lines in and out, for use between other programs."""

from datetime import date
from typing import Annotated

import typer

from probenlp.cli.fetching import (
    AllowLoopback,
    Cache,
    Contact,
    Delay,
    FollowCommentPages,
    Offline,
    Warc,
    settings_of,
)
from probenlp.cli.train import OwnVoiceModel

Documents = Annotated[str, typer.Argument(help="documents.jsonl, or - for standard input.")]
Tags = Annotated[str, typer.Argument(help="tags.jsonl of the same documents.")]
Out = Annotated[str, typer.Option("--out", "-o", help="File to write, or - for standard output.")]
DomainName = Annotated[str, typer.Option(help="A domain that ships, or a folder of tables.")]


def harvest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="As for run; none with --blog."),
    ] = None,
    out: Out = "-",
    blog: Annotated[
        str | None, typer.Option(help="A whole blog with its threads, by its front page's address.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="First day, as 2024-01-31; with --blog.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Last day; with --blog.")] = None,
    domain: DomainName = "probation",
    max_bytes: Annotated[
        int, typer.Option(min=1, help="Refuse inputs larger than this.")
    ] = 20_000_000,
    contact: Contact = None,
    delay: Delay = 5.0,
    cache: Cache = None,
    warc: Warc = None,
    offline: Offline = False,
    allow_loopback: AllowLoopback = False,
    follow_comment_pages: FollowCommentPages = False,
) -> None:
    """Read sources and write their documents: articles and threads, with the way back."""
    from probenlp.cli.console import report_problems
    from probenlp.pipeline import harvest_blog_documents, harvest_documents
    from probenlp.records import Problem
    from probenlp.store import write_records

    if bool(blog) == bool(sources):
        raise typer.BadParameter("name sources, or one blog with --blog")
    first, last = _day(since, "--since"), _day(until, "--until")
    if first and last and first > last:
        raise typer.BadParameter(f"--since {since} lies after --until {until}")
    problems: list[Problem] = []
    settings = settings_of(
        domain=domain,
        contact=contact,
        delay=delay,
        cache=cache,
        warc=warc,
        offline=offline,
        allow_loopback=allow_loopback,
        follow_comment_pages=follow_comment_pages,
        max_bytes=max_bytes,
    )
    if blog:
        documents = harvest_blog_documents(blog, settings, problems.append, since=first, until=last)
    else:
        documents = harvest_documents(sources or [], settings, problems.append)
    write_records(out, documents)
    raise typer.Exit(report_problems(problems))


def _day(text: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{option} {text!r}: expected a day such as 2024-01-31") from None


def tag(documents: Documents, out: Out = "-", domain: DomainName = "probation") -> None:
    """Split passages into blocks and find units, people, figures, ratings and quotations."""
    from probenlp.pipeline import tag_documents
    from probenlp.records import Document
    from probenlp.store import read_records, write_records

    write_records(out, tag_documents(tuple(read_records(documents, Document)), domain))


def classify(
    documents: Documents,
    tags: Tags,
    out: Out = "-",
    domain: DomainName = "probation",
    voice_model: OwnVoiceModel = None,
) -> None:
    """Tell for each sentence whose words it is."""
    from probenlp.pipeline import classify_documents, pair
    from probenlp.records import Document, PassageTags
    from probenlp.store import read_records, write_records

    pairs = pair(read_records(documents, Document), read_records(tags, PassageTags))
    write_records(out, classify_documents(pairs, domain, voice_model))


def claims(
    documents: Documents, tags: Tags, out: Out = "-", domain: DomainName = "probation"
) -> None:
    """Make the claims of documents whose sentences have voices; without groups."""
    from probenlp.pipeline import claim_documents, pair
    from probenlp.records import Document, PassageTags
    from probenlp.store import read_records, write_records

    pairs = pair(read_records(documents, Document), read_records(tags, PassageTags))
    write_records(out, claim_documents(pairs, domain))
