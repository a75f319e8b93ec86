"""Out to annotation tools and back in, without loss and with every record accounted for."""

from probenlp.annotate.building import pair_tasks, passage_tasks, sentence_tasks
from probenlp.annotate.cutting import rejoin
from probenlp.annotate.layers import LAYERS, check_layers
from probenlp.annotate.manifest import Manifest, read_export
from probenlp.annotate.offsets import OffsetError, Offsets, OffsetUnit, convert
from probenlp.annotate.pseudonyms import Pseudonymiser, Replaced, pseudonymise
from probenlp.annotate.receiving import Back, ImportReport, RecordReport, annotations_of, read_back
from probenlp.annotate.registry import annotation_tools, tool_named
from probenlp.annotate.sending import export_tasks, view_of
from probenlp.annotate.task import Annotation, Choice, Context, Link, Mark, Origin, Part, Task
from probenlp.annotate.tool import AnnotationTool, FormatError, View

__all__ = [
    "LAYERS",
    "Annotation",
    "AnnotationTool",
    "Back",
    "Choice",
    "Context",
    "FormatError",
    "ImportReport",
    "Link",
    "Manifest",
    "Mark",
    "OffsetError",
    "OffsetUnit",
    "Offsets",
    "Origin",
    "Part",
    "Pseudonymiser",
    "RecordReport",
    "Replaced",
    "Task",
    "View",
    "annotation_tools",
    "annotations_of",
    "check_layers",
    "convert",
    "export_tasks",
    "pair_tasks",
    "passage_tasks",
    "pseudonymise",
    "read_back",
    "read_export",
    "rejoin",
    "sentence_tasks",
    "tool_named",
    "view_of",
]
