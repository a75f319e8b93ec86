"""What sort of assertion a claim is."""

import re

from probenlp.records import ClaimType, Rating, Statistic, Voice

# What those who inspect ask for. "Must" and "should" are theirs; "will" is a forecast.
_RECOMMENDS = re.compile(
    r"\b(?:should|must|needs? to|ought to|(?:we|inspectors?) recommend\w*|"
    r"(?:is|are) (?:asked|urged|recommended) to|requires? (?:urgent|immediate|further))\b",
    re.IGNORECASE,
)

# Words that weigh instead of telling: "poor", "disappointing". Not "satisfactory", which is what
# case inspection counts ("52 per cent were satisfactory").
_EVALUATES = re.compile(
    r"\b(?:poor|weak|strong|excellent|disappoint\w*|concern(?:s|ed|ing)?|commend\w*|impress\w*|"
    r"unacceptabl\w*|inadequate|insufficient|effective|ineffective|good|outstanding|worr\w+|"
    r"shock\w*|not good enough|well[- ](?:led|managed|run)|fall(?:s|ing)? short)\b",
    re.IGNORECASE,
)

_TYPES: dict[Voice, ClaimType] = {
    "official_response": "response",
    "practitioner_testimony": "testimony",
    "service_user_testimony": "testimony",
    "news": "statement",
    "commentary": "statement",
}


def claim_type(
    voice: Voice,
    sentence: str,
    *,
    rating: Rating | None = None,
    statistic: Statistic | None = None,
) -> ClaimType:
    """Tell what sort of assertion a sentence makes.

    Parameters
    ----------
    voice : str
        Who originates it; only the inspecting side makes findings.
    sentence : str
        Its words.
    rating, statistic : Rating, Statistic or None
        The figure the claim is about.

    Examples
    --------
    >>> claim_type("official_finding", "Leaders should fill the posts.")
    'recommendation'
    >>> claim_type("official_finding", "Planning was poor."), claim_type("news", "It has 40 staff.")
    ('judgement', 'statement')
    """
    if voice in _TYPES:
        return _TYPES[voice]
    if rating:
        return "judgement"
    if statistic:
        return "finding"
    if _RECOMMENDS.search(sentence):
        return "recommendation"
    return "judgement" if _EVALUATES.search(sentence) else "finding"
