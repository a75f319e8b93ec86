"""``probenlp train``: fit the models that ship, or one's own from one's own labels."""

import sys
from pathlib import Path
from typing import Annotated

import typer

train = typer.Typer(name="train", no_args_is_help=True, help="Fit a model from labels.")

Labels = Annotated[
    list[Path],
    typer.Argument(
        help="Folders of pages, each with its <page>.voice.tsv, and files of gold that "
        "'probenlp merge' wrote.",
        exists=True,
    ),
]
OfRun = Annotated[
    Path | None,
    typer.Option("--run", help="The folder of the run that the files of gold are of."),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder of the model.")]
DomainName = Annotated[str, typer.Option(help="Name or folder of a domain.")]
OwnVoiceModel = Annotated[
    Path | None,
    typer.Option(
        "--voice-model",
        exists=True,
        file_okay=False,
        help="A folder that 'probenlp train voice' wrote: decide voices by that model.",
    ),
]
WithVectors = Annotated[
    bool,
    typer.Option("--vectors", help="Look at what sentences mean too; needs probenlp[vectors]."),
]


@train.command("voice")
def train_voice(
    gold: Labels,
    out: Out,
    run: OfRun = None,
    domain: DomainName = "probation",
    vectors: WithVectors = False,
) -> None:
    """Fit the voice model: weights, calibration and limits, with what it was trained on."""
    from probenlp.classify.model import save_model
    from probenlp.errors import ProbenlpError
    from probenlp.evaluate.training import voice_model_from

    try:
        model = voice_model_from(gold, domain, run, vectors=vectors)
    except ValueError as error:
        raise ProbenlpError(str(error)) from error
    save_model(model, out)
    about = model.about
    sys.stderr.write(f"{out}: {about['sentences']} sentences of {about['pages']} pages\n")


@train.command("sentiment")
def train_sentiment(
    gold: Labels, out: Out, run: OfRun = None, domain: DomainName = "probation"
) -> None:
    """Fit the sentiment model. Of merged gold, what has a voice and a sentiment counts."""
    from probenlp.classify.sentiment_model import save_sentiment_model
    from probenlp.errors import ProbenlpError
    from probenlp.evaluate.sentiment_gold import sentiment_model_from

    try:
        model = sentiment_model_from(gold, domain, run)
    except ValueError as error:
        raise ProbenlpError(str(error)) from error
    save_sentiment_model(model, out)
    about = model.about
    sys.stderr.write(f"{out}: {about['sentences']} sentences of {about['pages']} pages\n")
