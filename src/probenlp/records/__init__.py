"""The nouns: frozen records, checked when decoded, offsets half-open in Unicode code points.

A frozen record cannot come to hold itself, so none is watched by the garbage collector
(``gc=False``): a hundred thousand claims are read in half the time.

Nothing here imports any other part of the package. Every line that the package writes is one of
:data:`LINE_RECORDS`; their JSON Schemas stand in ``docs/schema`` and come from
:func:`probenlp.records.schema.schemas`.

"""

from probenlp.records.block import Block
from probenlp.records.check import Check
from probenlp.records.claim import Claim, Group, Relation, Selector
from probenlp.records.document import (
    Author,
    Document,
    Extractor,
    Link,
    Passage,
    Posted,
    Published,
    Region,
    Removal,
    Source,
)
from probenlp.records.run import Count, Problem, RunReport, Stage
from probenlp.records.source_map import Run, SourceMap
from probenlp.records.span import Span
from probenlp.records.statistic import Reading, Statistic
from probenlp.records.tags import (
    PassageTags,
    PersonMention,
    Quotation,
    Rating,
    Sentence,
    Sentiment,
    Speaker,
    UnitMention,
)
from probenlp.records.vocabulary import (
    SCHEMA_VERSION,
    CheckKind,
    ClaimType,
    Comparator,
    DocumentKind,
    PassageKind,
    PassageStatus,
    PeriodBasis,
    Polarity,
    Provenance,
    Qualifier,
    RatingStatus,
    Reason,
    RegionKind,
    RelationKind,
    Severity,
    Side,
    SpeakerRole,
    Stance,
    StatisticKind,
    Structure,
    UnitBasis,
    Verdict,
    Voice,
    side_of,
)

LINE_RECORDS = {
    "document": Document,
    "tags": PassageTags,
    "claim": Claim,
    "group": Group,
    "relation": Relation,
    "check": Check,
    "run": RunReport,
}
"""The records that stand on a line (or, ``run``, in a file) of their own, by schema name."""

__all__ = [
    "LINE_RECORDS",
    "SCHEMA_VERSION",
    "Author",
    "Block",
    "Check",
    "CheckKind",
    "Claim",
    "ClaimType",
    "Comparator",
    "Count",
    "Document",
    "DocumentKind",
    "Extractor",
    "Group",
    "Link",
    "Passage",
    "PassageKind",
    "PassageStatus",
    "PassageTags",
    "PeriodBasis",
    "PersonMention",
    "Polarity",
    "Posted",
    "Problem",
    "Provenance",
    "Published",
    "Qualifier",
    "Quotation",
    "Rating",
    "RatingStatus",
    "Reading",
    "Reason",
    "Region",
    "RegionKind",
    "Relation",
    "RelationKind",
    "Removal",
    "Run",
    "RunReport",
    "Selector",
    "Sentence",
    "Sentiment",
    "Severity",
    "Side",
    "Source",
    "SourceMap",
    "Span",
    "Speaker",
    "SpeakerRole",
    "Stage",
    "Stance",
    "Statistic",
    "StatisticKind",
    "Structure",
    "UnitBasis",
    "UnitMention",
    "Verdict",
    "Voice",
    "side_of",
]
