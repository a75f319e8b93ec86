"""The labelling configuration of Label Studio: what is shown, and what may be said of it."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from probenlp.annotate.labels import LabelMap

_COLOURS = "#1f77b4 #d62728 #2ca02c #9467bd #ff7f0e #17becf #8c564b #e377c2 #7f7f7f #bcbd22".split()


def mark_control(layer: str) -> str:
    """Name the control that marks stretches of a layer."""
    return f"mark_{layer}"


def choose_control(layer: str) -> str:
    """Name the control that labels the whole text in a layer."""
    return f"choose_{layer}"


def labelling_config(labels: LabelMap, *, dialogue: bool) -> str:
    """Write the configuration of a project.

    Parameters
    ----------
    labels : LabelMap
        All that may be given.
    dialogue : bool
        Show the text as the last of a row of paragraphs, not alone.

    Notes
    -----
    ``granularity="symbol"`` lets a mark begin inside a word; without it the tool moves offsets to
    the word's borders.
    """
    return "\n".join(["<View>", *_body(labels, dialogue), "</View>", ""])


def _body(labels: LabelMap, dialogue: bool) -> Iterator[str]:
    control = "ParagraphLabels" if dialogue else "Labels"
    for layer, names in labels.by_layer("mark").items():
        symbol = "" if dialogue else ' granularity="symbol"'
        yield f'  <{control} name={quoteattr(mark_control(layer))} toName="text"{symbol}>'
        for number, name in enumerate(names):
            colour = _COLOURS[number % len(_COLOURS)]
            yield f'    <Label value={quoteattr(name)} background="{colour}"/>'
        yield f"  </{control}>"
    if dialogue:
        yield '  <Paragraphs name="text" value="$dialogue" layout="dialogue"'
        yield '              nameKey="author" textKey="text" granularity="symbol"/>'
    else:
        yield '  <Header value="$title" size="4"/>'
        yield '  <Header value="$answers" size="6"/>'
        yield '  <Text name="text" value="$text" granularity="symbol"/>'
    for layer, names in labels.by_layer("choice").items():
        yield f'  <Header value={quoteattr(layer)} size="5"/>'
        yield (
            f'  <Choices name={quoteattr(choose_control(layer))} toName="text" '
            'choice="single" showInline="true">'
        )
        yield from (f"    <Choice value={quoteattr(name)}/>" for name in names)
        yield "  </Choices>"
    if links := labels.of("link"):
        yield "  <Relations>"
        yield from (f"    <Relation value={quoteattr(name)}/>" for name in links)
        yield "  </Relations>"
