"""The tables: which file each is made of, and which of its fields have a column."""

import functools
from dataclasses import dataclass, field

import msgspec

from probenlp.records import (
    Block,
    Check,
    Claim,
    Document,
    Group,
    Passage,
    PassageTags,
    PersonMention,
    Problem,
    Quotation,
    Rating,
    Relation,
    RunReport,
    Sentence,
    Sentiment,
    Statistic,
    UnitMention,
)
from probenlp.store.folder import RUN
from probenlp.store.tables.column_types import Column, flat_columns
from probenlp.store.tables.descriptions import describe


@dataclass(frozen=True)
class Table:
    """A flat table over one of the files of a run.

    Attributes
    ----------
    name, description : str
    file : str
        The file it is made of.
    line : type
        The record on a line of that file.
    item : type
        The record that a row holds: that of the line, or of a list in it.
    each : str or None
        The list that gives a row an item; None: a row a line.
    keys : dict of str to str
        Fields of the line that each item's row takes along, with their columns.
    numbered : bool
        Whether a row says its item's place in that list.
    leave_out : frozenset of str
        Fields without a column, dotted.
    rename : dict of str to str
        Columns named otherwise than by the rule, by dotted field.
    key : tuple of str
        The columns that tell a row from all others.
    refers : dict of str to str
        Column to the table whose ``id`` it holds.
    """

    name: str
    description: str
    file: str
    line: type[msgspec.Struct]
    item: type[msgspec.Struct]
    each: str | None = None
    keys: dict[str, str] = field(default_factory=dict)
    numbered: bool = False
    leave_out: frozenset[str] = frozenset()
    rename: dict[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ("id",)
    refers: dict[str, str] = field(default_factory=dict)

    @functools.cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns: those of the line, the place in the list, those of the item."""
        found = [
            Column(name, (), "VARCHAR", f'line."{key}"', describe(self.line, key))
            for key, name in self.keys.items()
        ]
        if self.numbered:
            found.append(Column("number", (), "BIGINT", "line.number", _number(self.each)))
        own = flat_columns(
            self.item,
            root="line.item" if self.each else "line",
            leave_out=self.leave_out | {"schema_version"},
            rename=self.rename,
        )
        return (*found, *own)


def _number(each: str | None) -> str:
    return f"Its place among the {each} of the passage, from 1."


_OF_PASSAGE = {"document_id": "documents", "passage_id": "passages"}


def _tags(
    name: str,
    each: str,
    item: type[msgspec.Struct],
    description: str,
    leave_out: frozenset[str] = frozenset(),
    rename: dict[str, str] | None = None,
) -> Table:
    """Make a table of one of the lists of a passage's tags."""
    return Table(
        name=name,
        description=description,
        file="tags.jsonl",
        line=PassageTags,
        item=item,
        each=each,
        keys={"document_id": "document_id", "passage_id": "passage_id"},
        numbered=True,
        leave_out=leave_out,
        rename=rename or {},
        key=("passage_id", "number"),
        refers=_OF_PASSAGE,
    )


TABLES = (
    Table(
        name="documents",
        description="The pages and files that were read. What the source does not state is null.",
        file="documents.jsonl",
        line=Document,
        item=Document,
        leave_out=frozenset({"passages"}),
    ),
    Table(
        name="passages",
        description="The headlines, articles and comments of the documents, in their order.",
        file="documents.jsonl",
        line=Document,
        item=Passage,
        each="passages",
        keys={"id": "document_id"},
        leave_out=frozenset({"source_map"}),  # four numbers a stretch; read it from the record
        refers={"document_id": "documents", "parent_id": "passages", "duplicate_of": "passages"},
    ),
    _tags(
        "blocks",
        "blocks",
        Block,
        "Stretches of passages with one provenance; together they cover the passage.",
        leave_out=frozenset({"passage_id"}),
        rename={"start": "span_start", "end": "span_end", "inner": "inner_provenance"},
    ),
    _tags("sentences", "sentences", Sentence, "The sentences, and whose words they are."),
    _tags("unit_mentions", "units", UnitMention, "Places where a service or body is named."),
    _tags("person_mentions", "people", PersonMention, "Places where a person is named."),
    _tags("statistics", "statistics", Statistic, "The figures, with what they measure."),
    _tags("ratings", "ratings", Rating, "The grades of the inspectorate's scale, and whose."),
    _tags("quotations", "quotations", Quotation, "Words given as somebody's."),
    _tags("sentiments", "sentiments", Sentiment, "How sentences value the service."),
    Table(
        name="claims",
        description="One checkable assertion a row: who says it, of whom, when, with which figure.",
        file="claims.jsonl",
        line=Claim,
        item=Claim,
        # The same stretch and words stand in `span` and `text`.
        leave_out=frozenset({"span.surface", "selector.start", "selector.end", "selector.exact"}),
        rename={
            "rating.rating_id": "rating_id",
            **{
                f"selector.{name}": name
                for name in ("prefix", "suffix", "source_start", "source_end", "url")
            },
        },
        refers={**_OF_PASSAGE, "group_id": "groups"},
    ),
    Table(
        name="groups",
        description="Claims that state the same fact.",
        file="groups.jsonl",
        line=Group,
        item=Group,
    ),
    Table(
        name="relations",
        description="How testimony stands to a finding.",
        file="relations.jsonl",
        line=Relation,
        item=Relation,
        key=("testimony_id", "finding_id"),
        refers={"testimony_id": "claims", "finding_id": "claims"},
    ),
    Table(
        name="checks",
        description="What claims state, held against the register of published outcomes.",
        file="checks.jsonl",
        line=Check,
        item=Check,
        rename={"table": "register_table", "row": "register_row", "line": "register_line"},
        key=(),
        refers={**_OF_PASSAGE, "claim_id": "claims"},
    ),
    Table(
        name="problems",
        description="Inputs that gave nothing, or less than they hold.",
        file=RUN,
        line=RunReport,
        item=Problem,
        each="problems",
        key=(),
    ),
)
"""In the order of the stages."""
