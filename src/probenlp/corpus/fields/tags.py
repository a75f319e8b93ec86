"""Fields of figures, ratings, units, people and quotations."""

from typing import Any, Final, get_args

from probenlp.corpus.fields.field import PLACE, SENTENCE, field, figure_fields, of_record
from probenlp.corpus.rows import Row
from probenlp.records import Polarity, Qualifier, RatingStatus, SpeakerRole, Stance
from probenlp.report.naming import speaker_name

QUALIFIERS: Final = f"joined by |: {', '.join(get_args(Qualifier))}"
UNITS: Final = "ids or names of the units it is of, joined by |"


def _words(row: Row[Any]) -> str | None:
    return row.span.surface if row.span else None


STATISTICS: Final = (
    field("id", "text", "the passage's id and the offsets", of_record("id")),
    field("text", "text", "as written", _words),
    *figure_fields(lambda row: row.record.record, ""),
    field("stance", "category", "the writer's attitude to its size", of_record("stance"),
          values=Stance),
    field("polarity", "category", "for the service; null: not decided", of_record("polarity"),
          values=Polarity),
    field("hypothetical", "truth", "a target, plan or condition", of_record("hypothetical")),
    field("qualifiers", "text", QUALIFIERS, of_record("qualifiers"), asked_as="qualifier"),
    field("units", "text", UNITS, of_record("unit_ids"), names="unit", asked_as="unit"),
    *SENTENCE,
    *PLACE,
)  # fmt: skip

RATINGS: Final = (
    field("id", "text", "the passage's id and the offsets", of_record("id")),
    field("text", "text", "as written", _words),
    field("label", "text", "grade of the inspectorate's scale", of_record("label")),
    field("aspect", "text", "overall, or row of the standards table; null: not stated",
          of_record("aspect"), names="standard"),
    field("status", "category", "whether it is asserted here and now", of_record("status"),
          values=RatingStatus),
    field("qualifiers", "text", QUALIFIERS, of_record("qualifiers"), asked_as="qualifier"),
    field("units", "text", UNITS,
          lambda row: (*row.record.unit_ids, *row.record.unit_names), names="unit",
          asked_as="unit"),
    *SENTENCE,
    *PLACE,
)  # fmt: skip

UNIT_MENTIONS: Final = (
    field("id", "text", "the passage's id and the offsets", of_record("id")),
    field("text", "text", "as written", _words),
    field("unit", "text", "row of the units table, or the name of a unit in no table",
          lambda row: row.record.unit_id or row.record.name, names="unit"),
    field("unit_id", "text", "null: open, or in no table", of_record("unit_id")),
    field("name", "text", "the table's, or the surface", of_record("name")),
    field("kind", "text", "row of the kinds table", of_record("kind")),
    field("candidates", "text", "the ids it may be, joined by |", of_record("candidates")),
    *SENTENCE,
    *PLACE,
)  # fmt: skip

PEOPLE: Final = (
    field("id", "text", "the passage's id and the offsets", of_record("id")),
    field("text", "text", "as written", _words),
    field("name", "text", "one form a person and document", of_record("name")),
    field("person_id", "text", "row of the people table", of_record("person_id")),
    field("role", "text", "office as stated", of_record("role")),
    field("role_class", "category", "whose side they speak for", of_record("role_class"),
          values=SpeakerRole),
    field("organisation", "text", "row of the units table", of_record("organisation")),
    *SENTENCE,
    *PLACE,
)  # fmt: skip


def _speaker(row: Row[Any]) -> str | None:
    sentence = row.sentence
    return speaker_name(row.record.speaker, sentence.voice if sentence else None)


QUOTATIONS: Final = (
    field("id", "text", "the passage's id and the offsets", of_record("id")),
    field("text", "text", "the words without their marks",
          lambda row: " … ".join(span.surface for span in row.record.spans)),
    field("form", "category", "in marks, indirect, or both", of_record("form"),
          values=("direct", "indirect", "mixed")),
    field("cue", "text", "the words that say it is speech",
          lambda row: row.record.cue.surface if row.record.cue else None),
    field("speaker", "text", "of those who speak for a body; null: private, or not told",
          _speaker),
    field("quoted_role", "category", "of the speaker; null: not told",
          lambda row: row.record.speaker.role, values=SpeakerRole),
    field("closed", "truth", "whether the closing mark is there", of_record("closed")),
    *SENTENCE,
    *PLACE,
)  # fmt: skip
