"""The command that prints passages with their blocks, voices and tags."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probenlp.cli.train import OwnVoiceModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from probenlp.pipeline.explaining import Reasons
    from probenlp.records import Document, PassageTags

    Shown = tuple[Document, tuple[PassageTags, ...]]


def show(
    source: Annotated[
        Path, typer.Argument(help="A folder that 'probenlp run' wrote, or one page.", exists=True)
    ],
    what: Annotated[
        str | None,
        typer.Argument(
            help="Id of a document, passage or claim, its beginning or its end. Without it: the "
            "documents of a run are listed, a page is shown whole."
        ),
    ] = None,
    comment: Annotated[
        str | None, typer.Option(help="Only the comment with this path, such as 5.2.")
    ] = None,
    evidence: Annotated[bool, typer.Option(help="Print under each sentence what decided.")] = False,
    why: Annotated[
        bool, typer.Option(help="Also the terms of the model that spoke for the voice.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write a page that opens in a browser instead.")
    ] = None,
    domain: Annotated[str, typer.Option(help="Name or folder of a domain.")] = "probation",
    voice_model: OwnVoiceModel = None,
) -> None:
    """Show whose words are whose: blocks, voices with probabilities, tags, and the evidence."""
    from rich.console import Console

    if why and source.is_dir():
        _check_model(source, voice_model)
    console = Console(soft_wrap=True, highlight=False)
    found = list(
        _from_run(source, what) if source.is_dir() else _from_page(source, domain, voice_model)
    )
    if source.is_dir() and what is None:
        for document, tags in found:
            sentences = sum(len(one.sentences) for one in tags)
            title = document.title or document.source.name
            console.print(f"{document.id}  {sentences:>5} sentences  {title}", markup=False)
        return
    chosen = [(document, _chosen(document, tags, what, comment)) for document, tags in found]
    chosen = [(document, tags) for document, tags in chosen if tags]
    if not chosen:
        raise typer.BadParameter(_nothing(what, comment), param_hint="WHAT")
    for document, tags in chosen:
        reasons = _reasons(document, found, domain, voice_model) if why else {}
        if html is not None:
            _write(html, document, tags, reasons)
        else:
            _print(console, document, tags, reasons, evidence=evidence or why)


def _check_model(folder: Path, voice_model: Path | None) -> None:
    """Refuse to explain what one model decided by the weights of another."""
    from probenlp.settings import Settings
    from probenlp.store.run import open_run

    decided = open_run(folder).run.settings.get("voice_model")
    named = Settings(voice_model=voice_model).shown().get("voice_model")
    if decided != named:
        raise typer.BadParameter(
            f"{folder} was decided by {_model(decided)}, not by {_model(named)}; name the one that "
            "decided, or leave out --why",
            param_hint="--voice-model",
        )


def _model(shown: str | None) -> str:
    return f"the voice model {shown}" if shown else "the voice model that ships"


def _nothing(what: str | None, comment: str | None) -> str:
    if comment is not None:
        return f"no comment {comment} there; paths count from 1, answers as in 5.2"
    return f"no document, passage or claim whose id begins or ends with {what!r}"


def _from_run(folder: Path, what: str | None) -> "Iterator[Shown]":
    """Give the document that an id is of; all of a run where none is named."""
    from probenlp.pipeline import pair
    from probenlp.store.run import open_run

    corpus = open_run(folder)
    for document, tags in pair(corpus.documents, corpus.tags):
        ids = (document.id, *(passage.id for passage in document.passages))
        if what is None or any(_is(one, what) for one in ids) or what.startswith(document.id):
            yield document, tags


def _from_page(path: Path, domain: str, voice_model: Path | None) -> "Iterator[Shown]":
    from probenlp.cli.console import report_problems
    from probenlp.pipeline import harvest_documents
    from probenlp.pipeline.steps import Analyst
    from probenlp.records import Problem
    from probenlp.settings import Settings, find_salt

    problems: list[Problem] = []
    settings = Settings(domain=domain, salt=find_salt())
    documents = list(harvest_documents([path], settings, problems.append, lambda _: None))
    report_problems(problems)
    analyst = Analyst(domain, voice_model=voice_model) if documents else None
    for document in documents:
        if analyst is not None:
            yield document, analyst.analyse(document)[0]


def _is(known: str, what: str) -> bool:
    return known.startswith(what) or known.endswith(what)


def _chosen(
    document: "Document", tags: "tuple[PassageTags, ...]", what: str | None, comment: str | None
) -> "tuple[PassageTags, ...]":
    """Give the tags of the passages that are asked for; a claim's id begins with its passage's."""
    if comment is not None:
        paths = {passage.id for passage in document.passages if passage.path == comment}
        return tuple(one for one in tags if one.passage_id in paths)
    if what is None or _is(document.id, what):
        return tags
    exact = tuple(one for one in tags if _is(one.passage_id, what))
    return exact or tuple(one for one in tags if what.startswith(one.passage_id))


def _reasons(
    document: "Document", found: "list[Shown]", domain: str, voice_model: Path | None
) -> "Reasons":
    from probenlp.classify import voice_model_in
    from probenlp.pipeline.explaining import explain_voices

    tags = next(tags for one, tags in found if one is document)
    return explain_voices(document, tags, domain=domain, model=voice_model_in(voice_model))


def _print(
    console: "Console",
    document: "Document",
    tags: "tuple[PassageTags, ...]",
    reasons: "Reasons",
    *,
    evidence: bool,
) -> None:
    from probenlp.report.views import print_passage, view_of

    passages = {passage.id: passage for passage in document.passages}
    console.print(document.title or document.source.name, style="bold", markup=False)
    for one in tags:
        view = view_of(passages[one.passage_id], one, reasons.get(one.passage_id))
        print_passage(view, console, evidence=evidence)


def _write(
    path: Path, document: "Document", tags: "tuple[PassageTags, ...]", reasons: "Reasons"
) -> None:
    import msgspec

    from probenlp.report.views.html import document_html, page_of

    wanted = {one.passage_id for one in tags}
    passages = tuple(passage for passage in document.passages if passage.id in wanted)
    part = msgspec.structs.replace(document, passages=passages)
    path.write_text(page_of(document_html(part, tags, why=reasons)), encoding="utf-8")
    typer.echo(f"{path}", err=True)
