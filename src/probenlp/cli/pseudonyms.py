"""What the commands that take private persons out have in common, and the one for a whole run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import msgspec

    from probenlp.annotate.pseudonyms import DocumentPlan
    from probenlp.annotate.pseudonyms.beside import Report
    from probenlp.records import Group
    from probenlp.store import RunRecords

LEVEL_HELP = (
    "'names': names, handles, addresses and numbers; 'details': also what tells a writer by "
    "office, "
    "place and years."
)


def plans_for(corpus: "RunRecords", level: str) -> "Mapping[str, DocumentPlan]":
    """Read all documents of a run for private persons.

    Who holds an office by one document's tags stays in all of them.

    Raises
    ------
    ProbenlpError
        If there is no such level.
    """
    from probenlp.annotate.pseudonyms import (
        LEVELS,
        Pseudonymiser,
        plans_of,
        public_names,
    )
    from probenlp.errors import ProbenlpError
    from probenlp.pipeline import pair
    from probenlp.settings import find_salt

    wanted = next((one for one in LEVELS if one == level), None)
    if wanted is None:
        raise ProbenlpError(f"no level {level}; there are {', '.join(LEVELS)}")
    domain = corpus.run.settings.get("domain", "probation")
    public = set(public_names(corpus.tags))
    pseudonymiser = Pseudonymiser(find_salt(), level=wanted, domain=domain, public=public)
    return plans_of(pair(corpus.documents, corpus.tags), pseudonymiser)


def say_replaced(report: "Report") -> None:
    """Write how much was replaced, without what."""
    counts = ", ".join(f"{number} {kind}" for kind, number in report.counts.items()) or "nothing"
    touched = sum(bool(one.counts or one.authors) for one in report.documents)
    typer.echo(
        f"replaced in {touched} of {len(report.documents)} documents: {counts}; {report.authors} "
        f"names above comments; {report.suspects} words that may be names were left, see "
        "pseudonyms.json",
        err=True,
    )


def pseudonymise(
    run: Annotated[Path, typer.Argument(help="A folder that 'probenlp run' wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to make.")],
    level: Annotated[str, typer.Option(help=LEVEL_HELP)] = "names",
) -> None:
    """Write a run anew without private persons, every offset carried over.

    Documents, tags, claims, groups, relations and checks; office holders stay. What was left
    though it may be a name is listed by its place in pseudonyms.json: read it before you share.
    """
    import msgspec

    from probenlp.annotate.pseudonyms.beside import REPORT, report_of
    from probenlp.store import OutputFolder, open_run

    corpus = open_run(run)
    folder = OutputFolder(out)
    plans = plans_for(corpus, level)
    for name, records in _carried(corpus, plans):
        with folder.writer(name) as write:
            for record in records:
                write(record)
    folder.commit(msgspec.structs.replace(corpus.run, files=folder.digests()))
    report = report_of(plans.values(), next((plan.level for plan in plans.values()), "names"))
    (out / REPORT).write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2))
    say_replaced(report)
    typer.echo(f"{len(plans)} documents: {out}")


def _carried(
    corpus: "RunRecords", plans: "Mapping[str, DocumentPlan]"
) -> "Iterator[tuple[str, Iterable[msgspec.Struct]]]":
    """Give the records of each file of a run, with pseudonyms."""
    from probenlp.annotate.pseudonyms import of_check, of_claim, of_document, of_tags

    yield "documents.jsonl", (of_document(plan) for plan in plans.values())
    yield "tags.jsonl", (of_tags(plans[one.document_id], one) for one in corpus.tags)
    yield "claims.jsonl", (of_claim(plans[one.document_id], one) for one in corpus.claims)
    yield "groups.jsonl", (_group(one, plans) for one in corpus.groups)
    yield "relations.jsonl", corpus.relations
    yield "checks.jsonl", (of_check(plans[one.document_id], one) for one in corpus.checks)


def _group(group: "Group", plans: "Mapping[str, DocumentPlan]") -> "Group":
    from probenlp.annotate.pseudonyms import of_group

    for document_id in group.document_ids:
        group = of_group(plans[document_id], group)
    return group
