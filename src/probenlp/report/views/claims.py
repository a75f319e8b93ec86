"""A claim as HTML: its words in their surroundings, who says it, and the way to the page."""

from typing import Any, Final

import msgspec

from probenlp.records import Claim, Document
from probenlp.report.naming import said, title_label
from probenlp.report.views.html import framed, templates, web_link
from probenlp.report.views.pieces import shown_figure

_SURE: Final = 2


class _Card(msgspec.Struct, frozen=True, kw_only=True):
    about: str
    before: str
    words: str
    after: str
    voice: str
    resolved: str | None
    facts: list[tuple[str, str]]
    link: str | None


def claim_html(claim: Claim, document: Document | None = None) -> str:
    """Draw one claim.

    Parameters
    ----------
    claim : Claim
    document : Document, optional
        The one it stands in, for its title.

    Returns
    -------
    str
        HTML with its style; everything of the source is escaped, and nothing is loaded.
    """
    where = title_label(document) if document is not None else claim.document_id
    card = _Card(
        about=f"{claim.type} · {where} · {claim.id}",
        before=claim.selector.prefix,
        words=claim.text,
        after=claim.selector.suffix,
        voice=claim.voice,
        resolved=claim.resolved_text,
        facts=[(name, value) for name, value in _facts(claim).items() if value],
        link=web_link(claim.selector.url),
    )
    return framed([templates().claim(card)])


def _facts(claim: Claim) -> dict[str, str]:
    """Give what is known of a claim, in the order in which a reader asks; empty: not stated."""
    sure = claim.voice_probabilities.get(claim.voice)
    speaker = claim.speaker
    who: list[Any] = [speaker.name, said(speaker.role) if speaker.role else None]
    rating = claim.rating
    return {
        "voice": said(claim.voice) + (f" ({sure:.{_SURE}f})" if sure is not None else ""),
        "side": claim.side or "",
        "speaker": ", ".join(one for one in who if one),
        "provenance": claim.provenance,
        "about": ", ".join((*claim.unit_names, *claim.unit_ids)),
        "period": f"{claim.period} ({claim.period_basis})" if claim.period else "",
        "topic": said(claim.topic) if claim.topic else "",
        "standard": said(claim.standard) if claim.standard else "",
        "figure": shown_figure(claim.statistic) if claim.statistic else "",
        "measures": _measure(claim),
        "rating": f"{rating.label} ({rating.status})" if rating else "",
        "qualifiers": ", ".join(claim.qualifiers),
        "same fact": claim.group_id or "",
        "repeats": claim.source_id or "",
        "evidence": "; ".join(claim.evidence),
    }


def _measure(claim: Claim) -> str:
    figure = claim.statistic
    if figure is None or figure.measure is None:
        return ""
    return figure.measure_label or figure.measure.surface
