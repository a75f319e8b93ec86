"""``probenlp evaluate``: how right a model is on labelled sentences."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probenlp.cli.train import DomainName, Labels, OfRun

if TYPE_CHECKING:
    from probenlp.classify.model import VoiceModel
    from probenlp.evaluate.voice_gold import Example

evaluate = typer.Typer(
    name="evaluate", no_args_is_help=True, help="Measure a model on labelled sentences."
)

Model = Annotated[
    Path | None, typer.Option(help="The folder of a model; without it the one that ships.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the tables as JSON.")]


@evaluate.command("voice")
def evaluate_voice(
    gold: Labels,
    model: Model = None,
    run: OfRun = None,
    domain: DomainName = "probation",
    as_json: AsJson = False,
) -> None:
    """Measure the voices beside the rules alone and simple baselines, with intervals.

    Figures on what a model was trained on say nothing of other pages; the answer says where any
    of it was.
    """
    from probenlp.classify.assign import shipped_voice_model
    from probenlp.classify.model import load_model
    from probenlp.evaluate.sections.voice import (
        MODEL,
        classes_section,
        predictions_of,
        voice_section,
    )
    from probenlp.evaluate.training import labelled_examples

    examples = labelled_examples(gold, run, domain)
    if not examples:
        raise typer.BadParameter("these labels lie on no sentence")
    fitted = load_model(model) if model is not None else shipped_voice_model()
    found = predictions_of(examples, fitted)
    about = _about(fitted, examples)
    sections = {
        "Voices": voice_section(examples, found, about),
        "Voices by class": classes_section(examples, found, MODEL, about),
    }
    _print(sections, as_json=as_json)


def _about(model: "VoiceModel", examples: "list[Example]") -> str:
    """Say how many of the pages the model has seen: figures on those are fit."""
    pages = {one.page_digest for one in examples}
    seen = pages & set(model.about.get("page_digests", ()))
    if not seen:
        return "The model was fitted on none of these pages."
    return (
        f"The model was fitted on {len(seen)} of these {len(pages)} pages: there the figures are "
        "fit, not generalisation."
    )


def _print(sections: dict[str, dict[str, Any]], *, as_json: bool) -> None:
    import msgspec

    from probenlp.evaluate.results import as_markdown

    if as_json:
        typer.echo(msgspec.json.encode(sections).decode())
    else:
        typer.echo(as_markdown(sections).partition("\n## ")[2].join(("## ", "")))
