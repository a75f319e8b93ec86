"""Fields of claims, groups of claims, relations between them, and checks of them."""

from collections.abc import Callable
from typing import Any, Final, get_args

from probenlp.corpus.fields.field import (
    PLACE,
    field,
    figure_fields,
    of_record,
    sentiment_score,
)
from probenlp.corpus.rows import Row
from probenlp.records import (
    CheckKind,
    Claim,
    ClaimType,
    PeriodBasis,
    Provenance,
    Qualifier,
    RelationKind,
    Side,
    SpeakerRole,
    UnitBasis,
    Verdict,
    Voice,
)
from probenlp.report.naming import speaker_name


def _rating(name: str) -> Callable[[Row[Any]], Any]:
    return lambda row: getattr(row.record.rating, name, None)


CLAIMS: Final = (
    field("id", "text", "", of_record("id")),
    field("text", "text", "the words", of_record("text")),
    field("resolved_text", "text", "with pronouns replaced; null: nothing had to be",
          of_record("resolved_text")),
    field("type", "category", "", of_record("type"), values=ClaimType),
    field("voice", "category", "whose words", of_record("voice"), values=Voice),
    field("side", "category", "null: neither", of_record("side"), values=Side),
    field("provenance", "category", "", of_record("provenance"), values=Provenance),
    field("speaker", "text", "of those who speak for a body; null: private, or not told",
          lambda row: speaker_name(row.record.speaker, row.record.voice)),
    field("speaker_role", "category", "null: not told", lambda row: row.record.speaker.role,
          values=SpeakerRole),
    field("units", "text", "ids, or names of units in no table, joined by |; null: none told",
          lambda row: (*row.record.unit_ids, *row.record.unit_names), names="unit",
          asked_as="unit"),
    field("unit_basis", "category", "how that is known", of_record("unit_basis"),
          values=UnitBasis),
    field("topic", "text", "row of the topics table; null: none", of_record("topic"),
          names="topic"),
    field("standard", "text", "row of the standards table; null: none", of_record("standard"),
          names="standard"),
    field("period", "text", "of when it speaks: year, month or day; '../2024': before then",
          of_record("period")),
    field("period_basis", "category", "how that is known", of_record("period_basis"),
          values=PeriodBasis),
    *figure_fields(lambda row: row.record.statistic, "figure_"),
    field("rating", "text", "grade it states; null: none", _rating("label")),
    field("rating_status", "text", "whether that is asserted here and now", _rating("status")),
    field("rating_aspect", "text", "overall or a standard", _rating("aspect")),
    field("sentiment", "number", "-1 bad for the service to 1; null: not valued",
          lambda row: sentiment_score(row.record.sentiment)),
    field("qualifiers", "text", f"joined by |: {', '.join(get_args(Qualifier))}",
          of_record("qualifiers"), asked_as="qualifier"),
    field("group_id", "text", "claims of the same fact; null: no other", of_record("group_id"),
          asked_as="group"),
    field("source_id", "text", "whose words it repeats; null: its own", of_record("source_id")),
    field("link", "text", "opens the page at the words; null: no address is known",
          lambda row: row.record.selector.url),
    *PLACE,
)  # fmt: skip

GROUPS: Final = (
    field("id", "text", "", of_record("id"), asked_as="group"),
    field("label", "text", "the fact in short", of_record("label")),
    field("claims", "whole", "that state it", lambda row: len(row.record.claim_ids)),
    field("documents", "whole", "that they stand in", lambda row: len(row.record.document_ids)),
    field("sources", "whole", "independent witnesses", of_record("source_count")),
    field("claim_ids", "text", "joined by |", of_record("claim_ids"), asked_as="claim"),
    field("document_ids", "text", "joined by |", of_record("document_ids"), names="document",
          asked_as="document"),
)  # fmt: skip


def _claim(row: Row[Any], name: str) -> Claim | None:
    return row.pages.claim(getattr(row.record, name))


def _of_claim(key: str, name: str) -> Callable[[Row[Any]], Any]:
    return lambda row: getattr(_claim(row, key), name, None)


def _units(*keys: str) -> Callable[[Row[Any]], Any]:
    def units(row: Row[Any]) -> tuple[str, ...]:
        claims = [claim for key in keys if (claim := _claim(row, key))]
        return tuple(
            dict.fromkeys(unit for one in claims for unit in (*one.unit_ids, *one.unit_names))
        )

    return units


RELATIONS: Final = (
    field("relation", "category", "how the testimony stands to the finding",
          of_record("relation"), values=RelationKind),
    field("score", "number", "how much speaks for it, 0 to 1", of_record("score")),
    field("testimony_id", "text", "claim", of_record("testimony_id"), asked_as="testimony"),
    field("finding_id", "text", "claim", of_record("finding_id"), asked_as="finding"),
    field("testimony_text", "text", "the words", _of_claim("testimony_id", "text")),
    field("finding_text", "text", "the words", _of_claim("finding_id", "text")),
    field("side", "category", "of the testimony; null: neither",
          _of_claim("testimony_id", "side"), values=Side),
    field("topic", "text", "of the finding", _of_claim("finding_id", "topic"), names="topic"),
    field("units", "text", "of either claim, joined by |", _units("finding_id", "testimony_id"),
          names="unit", asked_as="unit"),
    field("testimony_link", "text", "opens the page at the words",
          lambda row: getattr(getattr(_claim(row, "testimony_id"), "selector", None), "url", None)),
    field("finding_link", "text", "opens the page at the words",
          lambda row: getattr(getattr(_claim(row, "finding_id"), "selector", None), "url", None)),
    field("evidence", "text", "what spoke for it, joined by |", of_record("evidence")),
)  # fmt: skip

CHECKS: Final = (
    field("claim_id", "text", "", of_record("claim_id"), asked_as="claim"),
    field("kind", "category", "what was checked", of_record("kind"), values=CheckKind),
    field("verdict", "category", "", of_record("verdict"), values=Verdict),
    field("stated", "text", "what the claim says", of_record("stated")),
    field("registered", "text", "what the register has; null: nothing", of_record("registered")),
    field("table", "text", "of the register; null: arithmetic, or nothing", of_record("table")),
    field("row", "text", "id of its row", of_record("row")),
    field("line", "whole", "of its file, from 1", of_record("line")),
    field("text", "text", "the words that were checked",
          lambda row: row.span.surface if row.span else None),
    field("side", "category", "of the claim", _of_claim("claim_id", "side"), values=Side),
    field("topic", "text", "of the claim", _of_claim("claim_id", "topic"), names="topic"),
    field("units", "text", "of the claim, joined by |", _units("claim_id"), names="unit",
          asked_as="unit"),
    *PLACE,
)  # fmt: skip
