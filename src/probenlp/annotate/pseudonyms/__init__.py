"""Private persons out of an export: their names, handles, addresses, and what tells them."""

from probenlp.annotate.pseudonyms.cast import public_names
from probenlp.annotate.pseudonyms.finding import KINDS, LEVELS, Finding, Kind, Level, Suspect
from probenlp.annotate.pseudonyms.on_records import (
    of_check,
    of_claim,
    of_document,
    of_group,
    of_tags,
    plans_of,
    pseudonymise,
)
from probenlp.annotate.pseudonyms.plan import DocumentPlan, Pseudonymiser, Replaced
from probenlp.annotate.pseudonyms.rewriting import MASK, Rewriting, Stretch

__all__ = [
    "KINDS",
    "LEVELS",
    "MASK",
    "DocumentPlan",
    "Finding",
    "Kind",
    "Level",
    "Pseudonymiser",
    "Replaced",
    "Rewriting",
    "Stretch",
    "Suspect",
    "of_check",
    "of_claim",
    "of_document",
    "of_group",
    "of_tags",
    "plans_of",
    "pseudonymise",
    "public_names",
]
