"""Which annotation tools there are: found by entry point, so that a package can bring its own."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from probenlp.annotate.tool import AnnotationTool
from probenlp.errors import ProbenlpError

GROUP = "probenlp.annotation_tools"

BUILT_IN = (
    "label_studio:LabelStudio",
    "doccano:Doccano",
    "potato:Potato",
    "prodigy:Prodigy",
    "argilla:Argilla",
    "inception:Inception",
    "brat:Brat",
    "docbin:DocBinFile",
    "convokit:ConvoKit",
    "web_annotation:WebAnnotation",
    "jsonl:JsonLines",
    "csv_tables:CsvTables",
)
"""``module:class`` of each tool in the folder ``tools``."""


@cache
def annotation_tools() -> Mapping[str, AnnotationTool]:
    """Give every tool by name, the built-in ones first.

    Examples
    --------
    >>> "doccano" in annotation_tools()
    True
    """
    found: dict[str, AnnotationTool] = {}
    for place in BUILT_IN:
        module, name = place.split(":")
        tool = getattr(import_module(f"probenlp.annotate.tools.{module}"), name)()
        found[tool.name] = tool
    for entry in entry_points(group=GROUP):
        if entry.value.partition(":")[0].startswith("probenlp."):
            continue
        tool = entry.load()()
        found[tool.name] = tool
    return found


def tool_named(name: str) -> AnnotationTool:
    """Give a tool by name.

    Raises
    ------
    ProbenlpError
        If there is none; the message lists those there are.
    """
    if name not in annotation_tools():
        raise ProbenlpError(
            f"no annotation tool {name!r}; there are {', '.join(sorted(annotation_tools()))}"
        )
    return annotation_tools()[name]
