"""The one place where the stages meet: the main job, and each stage over many documents."""

from probenlp.pipeline.gather import harvest_blog_documents, harvest_documents
from probenlp.pipeline.job import run
from probenlp.pipeline.steps import (
    Analyst,
    claim_documents,
    classify_documents,
    pair,
    tag_documents,
)

__all__ = [
    "Analyst",
    "claim_documents",
    "classify_documents",
    "harvest_blog_documents",
    "harvest_documents",
    "pair",
    "run",
    "tag_documents",
]
