"""Names of labels that every tool accepts, and the way back.

Brat takes letters, digits and underscores only, a UIMA feature no blank, an XML attribute no quote.
So one plain name stands for a layer and a label everywhere, and the manifest keeps the map.

"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from probenlp.annotate.layers import LAYERS
from probenlp.annotate.task import Task

Kind = Literal["mark", "link", "choice"]

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a name in a tool stands for."""

    kind: Kind
    layer: str
    label: str


class LabelMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names of an export's labels.

    Attributes
    ----------
    names : dict of str to Label
        In the order in which they are offered.
    """

    names: dict[str, Label]

    def name(self, kind: Kind, layer: str, label: str) -> str:
        """Give the name of a label, or ``layer/label``, which none is called, if it has none."""
        wanted = Label(kind=kind, layer=layer, label=label)
        names = (name for name, one in self.names.items() if one == wanted)
        return next(names, f"{layer}/{label}")

    def known(self, kind: Kind, name: str) -> Label | None:
        """Give what a name stands for; None for one that was never offered."""
        label = self.names.get(name)
        return label if label is not None and label.kind == kind else None

    def of(self, kind: Kind) -> dict[str, Label]:
        """Give the names of one kind."""
        return {name: label for name, label in self.names.items() if label.kind == kind}

    def by_layer(self, kind: Kind) -> dict[str, list[str]]:
        """Give the names of one kind by layer."""
        layers: dict[str, list[str]] = {}
        for name, label in self.of(kind).items():
            layers.setdefault(label.layer, []).append(name)
        return layers


def map_labels(
    tasks: Iterable[Task], layers: Iterable[str], more: Mapping[str, Iterable[str]] | None = None
) -> LabelMap:
    """Name every label that may be given in an export.

    Parameters
    ----------
    tasks : iterable of Task
        What they already hold is offered. Whether labels are for stretches or for whole texts
        depends on what they are about.
    layers : iterable of str
        Their closed lists are offered whole, whether or not a label occurs.
    more : mapping of str to iterable of str, optional
        Labels of a layer without a closed list, from the domain's tables.

    Examples
    --------
    >>> labels = map_labels([], ["ratings"], {"ratings": ["Requires improvement"]})
    >>> labels.name("mark", "ratings", "Requires improvement")
    'ratings_Requires_improvement'
    """
    wanted: dict[Label, None] = {}
    held = tuple(tasks)
    asked = {task.asks for task in held} or {"marks"}
    kinds: dict[str, Kind] = {"marks": "mark", "choices": "choice"}
    for layer in layers:
        offered = (*LAYERS[layer].labels, *(more or {}).get(layer, ()))
        for kind in sorted(kinds[one] for one in asked):
            wanted |= dict.fromkeys(Label(kind=kind, layer=layer, label=one) for one in offered)
        for one in LAYERS[layer].link_labels if "marks" in asked else ():
            wanted[Label(kind="link", layer=layer, label=one)] = None
    for task in held:
        for mark in task.marks:
            wanted[Label(kind="mark", layer=mark.layer, label=mark.label)] = None
        for link in task.links:
            wanted[Label(kind="link", layer=link.layer, label=link.label)] = None
        for choice in task.choices:
            wanted[Label(kind="choice", layer=choice.layer, label=choice.label)] = None
    return LabelMap(_named(wanted))


def _named(labels: Iterable[Label]) -> dict[str, Label]:
    """Make names that differ even where only small and capital letters did not."""
    names: dict[str, Label] = {}
    taken: set[str] = set()
    for label in labels:
        plain = _NOT_PLAIN.sub("_", f"{label.layer} {label.label}").strip("_") or "label"
        prefix = {"mark": "", "link": "rel_", "choice": "is_"}[label.kind]
        name, number = prefix + plain, 2
        while name.lower() in taken:
            name, number = f"{prefix}{plain}_{number}", number + 1
        taken.add(name.lower())
        names[name] = label
    return names
