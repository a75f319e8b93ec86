"""Whether a figure's measure is denied, and whether it is a state of affairs or only a target."""

import re

_NEGATION = re.compile(
    r"\b(?:not|never|cannot|neither|nor)\b|n['’]t\b|^no\s(?!more\b|fewer\b|less\b)|\bno\s(?:longer|evidence|"
    r"record|sign)\b|\b(?:had|have|has|was|were|received|made|with)\sno\s|\bfail(?:ed|s|ing)?\sto\b|\bwithout\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\bnot\s(?:only|just|merely|least|surprising\w*|more\sthan|less\sthan|fewer\sthan|until)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:should|would|must|shall|will|might|if|unless|intend(?:s|ed)?|hop(?:es|ed|ing)\sto|aim(?:s|ed|ing)?|"
    r"plan(?:s|ned|ning)?\sto|pledged?|promis(?:es|ed)|expect(?:s|ed)?\sto|propos(?:es|ed|als?)|targets?(?!\s(?:was|were)\s"
    r"(?:met|missed))|goals?|ambitions?|commit(?:s|ted)\sto|ought\sto|needs?\sto|required\sto|want(?:s|ed)?\sto|"
    r"due\sto\s(?:be|recruit|open|rise|fall)|forecast|projected|supposed\sto|could\srise|could\sfall|recommended)\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:against|above|below|of|their|its|exceed\w*|miss\w*|met|than)\s(?:a\s|the\s|their\s|its\s)?(?:\w+\s){0,2}?targets?",
    re.I,
)


def is_negated(clause: str) -> bool:
    """Tell whether a clause denies what it measures.

    Parameters
    ----------
    clause : str
        The clause without the figure and without the whole it is a share of.

    Examples
    --------
    >>> is_negated("home visits were not made"), is_negated("not only staff were satisfied")
    (True, False)
    """
    return _NEGATION.search(_NO_NEGATION.sub(" ", clause)) is not None


def is_hypothetical(clause: str) -> bool:
    """Tell whether a clause states a target, plan, duty or condition, not a state of affairs.

    Examples
    --------
    >>> is_hypothetical("the aim is to see"), is_hypothetical("inspectors saw")
    (True, False)
    """
    return _HYPOTHETICAL.search(_MET.sub(" ", clause)) is not None
