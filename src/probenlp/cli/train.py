"""``probenlp train``: fit the models that ship, or one's own from one's own labels."""

import sys
from pathlib import Path
from typing import Annotated

import typer

train = typer.Typer(name="train", no_args_is_help=True, help="Fit a model from labelled pages.")


@train.command("voice")
def train_voice(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Folders of pages, each with its <page>.voice.tsv.", exists=True),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of the model.")],
    domain: Annotated[str, typer.Option(help="Name or folder of a domain.")] = "probation",
) -> None:
    """Fit the voice model: weights, calibration and limits, with what it was trained on."""
    from probenlp.classify.model import save_model
    from probenlp.evaluate.training import voice_model_from

    model = voice_model_from(gold, domain)
    save_model(model, out)
    about = model.about
    sys.stderr.write(f"{out}: {about['sentences']} sentences of {about['pages']} pages\n")
