"""The closed lists of words that records may hold, and the one projection over them."""

from typing import Literal

SCHEMA_VERSION = 1
"""Raised when a field changes its meaning or goes; adding a field with a default keeps it."""

DocumentKind = Literal["news", "blog_post", "press_release", "report", "dump"]
"""What a document is, where the source says it; ``dump`` is the text rendering of a page."""

PassageKind = Literal["title", "article", "comment"]
"""A headline is a passage of its own: it makes claims, and is not part of the article's text."""

PassageStatus = Literal["visible", "deleted", "hidden", "truncated"]

Structure = Literal["tree", "flat", "none"]
"""``tree``: parents are known; ``flat``: the source does not state them; ``none``: no thread, or
only its text."""

RegionKind = Literal["header", "heading", "blockquote", "list_item", "notes", "signature", "table"]
"""What markup or layout says of a stretch. ``header``: a date, publisher or author line that
stands in the text; ``notes``: notes to editors, kept but not body."""

Provenance = Literal["own", "reported", "quoted", "pasted"]

Voice = Literal[
    "official_finding",
    "official_response",
    "practitioner_testimony",
    "commentary",
    "news",
    "service_user_testimony",
    "other",
]
"""Who originates the assertion, not who publishes it."""

SpeakerRole = Literal[
    "inspectorate",
    "inspected_body",
    "government",
    "union",
    "provider",
    "practitioner",
    "commenter",
    "blogger",
    "journalist",
    "academic",
    "other",
]

Side = Literal["official", "practitioner"]

StatisticKind = Literal[
    "share",
    "count",
    "score",
    "ratio",
    "rate",
    "duration",
    "money",
    "scale",
    "change",
]

Comparator = Literal["=", "<", ">", "≤", "≥", "≈", "≈below", "≈above"]
"""How the stated number bounds the true one: ``almost`` is ``≈below``, ``just over`` ``≈above``."""

Stance = Literal["only", "just", "as many as", "as few as", "as much as", "as little as", "fully"]
"""The writer's attitude to the size of a figure; it does not change the value."""

Polarity = Literal["good", "bad", "neutral"]
"""For the service inspected: a quarter of cases satisfactory is bad."""

RatingStatus = Literal["asserted", "negated", "previous", "hypothetical", "elsewhere"]
"""``elsewhere``: another service's rating, mentioned for comparison."""

Qualifier = Literal["negated", "hypothetical", "past", "reported"]
"""What keeps a statement from being the writer's own, of here and now: it is denied; a plan, duty,
condition or question; of an earlier time or inspection; told as somebody else's words."""

ClaimType = Literal[
    "finding",
    "judgement",
    "recommendation",
    "testimony",
    "response",
    "statement",
]
"""``judgement``: a rating or an evaluation by those whose office it is; ``statement``: a figure or
rating given by a reporter or commentator without saying whose it is."""

UnitBasis = Literal["stated", "carried", "context"]
"""How it is known whom a claim is about: ``stated`` in its own sentence; ``carried`` over from a
sentence before; ``context``: the one service its text is about."""

PeriodBasis = Literal["stated", "relative", "published"]
"""How it is known when a claim is of: ``stated`` ("in March 2023"); ``relative`` to the day its
document is of ("a year ago"); ``published``: nothing is said, so the day of publication."""

RelationKind = Literal["supports", "disputes", "adds"]
"""``supports``: the same is told from inside; ``disputes``: it is said not to be so, or not to be
the whole of it; ``adds``: it tells more of the same matter, and speaks neither for nor against."""

CheckKind = Literal["rating", "score", "maximum", "office", "percentage", "denominator"]
"""What of a claim is held against the register."""

Verdict = Literal["agrees", "contradicts", "unknown"]

Severity = Literal["failed", "incomplete", "skipped"]
"""``failed``: nothing of the input is in the output; ``incomplete``: what could be read is;
``skipped``: left out on purpose (a second copy, a file that is no document), no fault."""

Reason = Literal[
    "empty",
    "binary",
    "too-large",
    "unreadable",
    "fetch",
    "missing",
    "truncated",
    "encoding",
    "comment-count",
    "nesting",
    "no-text",
    "duplicate",
    "unsupported",
    "internal",
    "crash",
    "timeout",
    "memory",
]
"""Why an input is in the list of problems; the reasons are counted in ``run.json``. ``internal``:
the code raised an exception at it; ``crash``: it ended the process that worked on it; ``timeout``,
``memory``: it took more of them than it was allowed."""

_PRACTITIONER_ROLES = frozenset({"practitioner", "commenter", "blogger"})


def side_of(voice: Voice | None, role: SpeakerRole | None) -> Side | None:
    """Project voice and role onto the two sides that researchers compare.

    Parameters
    ----------
    voice : str or None
        Who originates the assertion.
    role : str or None
        The speaker's role; it decides only for commentary, which an academic and a practitioner
        may both utter.

    Returns
    -------
    str or None
        ``"official"``, ``"practitioner"``, or None: news, service users and furniture are on
        neither side.

    Examples
    --------
    >>> side_of("official_response", "government"), side_of("commentary", "commenter")
    ('official', 'practitioner')
    >>> side_of("commentary", "academic") is None
    True
    """
    if voice in ("official_finding", "official_response"):
        return "official"
    if voice == "practitioner_testimony":
        return "practitioner"
    if voice == "commentary" and role in _PRACTITIONER_ROLES:
        return "practitioner"
    return None
