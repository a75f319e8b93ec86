"""Tables and views made of other tables."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Made:
    """A query with a name.

    Attributes
    ----------
    name, description : str
    columns : dict of str to str
        What each column says, in the order of the query; ``=claims.voice`` says the same as that
        column of that table.
    sql : str
    stored : bool
        Whether it is kept as a table, for it is joined with often.
    key : tuple of str
    refers : dict of str to str
        Column to the table whose ``id`` it holds.
    """

    name: str
    description: str
    columns: dict[str, str]
    sql: str
    stored: bool = False
    key: tuple[str, ...] = ()
    refers: dict[str, str] = field(default_factory=dict)


MADE_TABLES = (
    Made(
        name="claim_units",
        description="Whom each claim is about: a row a unit. A claim about nobody has no row.",
        columns={
            "claim_id": "=claims.id",
            "unit_id": "Row of the units table; null for a unit that is in no table.",
            "unit_name": "The name of a unit that is in no table, as written; else null.",
            "unit_basis": "=claims.unit_basis",
        },
        sql="""
SELECT id AS claim_id, unnest(unit_ids) AS unit_id, NULL::VARCHAR AS unit_name, unit_basis
FROM claims
UNION ALL
SELECT id, NULL, unnest(unit_names), unit_basis FROM claims
""",
        stored=True,
        refers={"claim_id": "claims"},
    ),
    Made(
        name="group_members",
        description="The claims of each group, in the order of the run.",
        columns={
            "group_id": "=groups.id",
            "number": "The claim's place in the group, from 1.",
            "claim_id": "=claims.id",
        },
        sql="""
SELECT id AS group_id, generate_subscripts(claim_ids, 1) AS number, unnest(claim_ids) AS claim_id
FROM groups
""",
        stored=True,
        key=("group_id", "number"),
        refers={"group_id": "groups", "claim_id": "claims"},
    ),
)

_DATE = {
    "dated": "When it is of: a year, month, day or instant; ../2024: before then. Null: not known.",
    "date_basis": (
        "How that is known: stated (the claim says it), relative (reckoned from the day it was "
        "written), published (nothing is said: the day of the comment, else of the document)."
    ),
    "year": "The year of dated; null where it is only before one, or not known.",
    "month": "The month of dated, as 2024-03; null where no month is told.",
}

_UNIT = {
    "unit_id": "=claim_units.unit_id",
    "unit_name": "=claim_units.unit_name",
}

VIEWS = (
    Made(
        name="claim_dates",
        description="When each claim is of, and how that is known.",
        columns={"claim_id": "=claims.id", **_DATE},
        sql=r"""
SELECT claim_id, dated, date_basis,
    CASE WHEN regexp_matches(dated, '^\d{4}') THEN left(dated, 4)::INTEGER END AS year,
    CASE WHEN regexp_matches(dated, '^\d{4}-\d{2}') THEN left(dated, 7) END AS month
FROM (
    SELECT c.id AS claim_id,
        coalesce(c.period, p.posted_utc, d.published_date) AS dated,
        CASE WHEN c.period IS NOT NULL THEN c.period_basis
            WHEN dated IS NOT NULL THEN 'published' END AS date_basis
    FROM claims c
    LEFT JOIN passages p ON p.id = c.passage_id
    LEFT JOIN documents d ON d.id = c.document_id
)
""",
    ),
    Made(
        name="claims_by_unit_and_month",
        description=(
            "How many claims of which kind are about each unit, month by month. A claim about two "
            "units counts for both; claims about nobody are not in it."
        ),
        columns={
            **_UNIT,
            "year": _DATE["year"],
            "month": _DATE["month"],
            "date_basis": _DATE["date_basis"],
            "claims": "How many claims there are.",
            "official": "Those of the official side.",
            "practitioner": "Those of the practitioners' side.",
            "neither_side": "Those of neither side: news, service users.",
            "findings": "Those of type finding or judgement.",
            "testimony": "Those of type testimony.",
            "with_rating": "Those that state a rating.",
            "with_statistic": "Those that state a figure.",
        },
        sql="""
SELECT u.unit_id, u.unit_name, t.year, t.month, t.date_basis,
    count(*) AS claims,
    count(*) FILTER (c.side = 'official') AS official,
    count(*) FILTER (c.side = 'practitioner') AS practitioner,
    count(*) FILTER (c.side IS NULL) AS neither_side,
    count(*) FILTER (c.type IN ('finding', 'judgement')) AS findings,
    count(*) FILTER (c.type = 'testimony') AS testimony,
    count(c.rating_id) AS with_rating,
    count(c.statistic_value) AS with_statistic
FROM claim_units u
JOIN claims c ON c.id = u.claim_id
JOIN claim_dates t ON t.claim_id = u.claim_id
GROUP BY ALL
ORDER BY u.unit_id, u.unit_name, t.year, t.month, t.date_basis
""",
    ),
    Made(
        name="findings_and_testimony",
        description="Testimony beside the finding that it supports, disputes or adds to.",
        columns={
            "relation": "=relations.relation",
            "score": "=relations.score",
            "evidence": "=relations.evidence",
            "finding_id": "The finding: a claim of the official side.",
            "finding": "Its words.",
            "finding_unit_ids": "=claims.unit_ids",
            "finding_topic": "=claims.topic",
            "finding_dated": _DATE["dated"],
            "finding_document_id": "The document it stands in.",
            "finding_url": "Opens the page at the finding.",
            "testimony_id": "The testimony: a claim of a practitioner.",
            "testimony": "Its words.",
            "testimony_unit_ids": "=claims.unit_ids",
            "testimony_topic": "=claims.topic",
            "testimony_speaker_role": "=claims.speaker_role",
            "testimony_dated": _DATE["dated"],
            "testimony_document_id": "The document it stands in.",
            "testimony_url": "Opens the page at the testimony.",
        },
        sql="""
SELECT r.relation, r.score, r.evidence,
    f.id AS finding_id, f.text AS finding, f.unit_ids AS finding_unit_ids,
    f.topic AS finding_topic, fd.dated AS finding_dated,
    f.document_id AS finding_document_id, f.url AS finding_url,
    t.id AS testimony_id, t.text AS testimony, t.unit_ids AS testimony_unit_ids,
    t.topic AS testimony_topic, t.speaker_role AS testimony_speaker_role,
    td.dated AS testimony_dated,
    t.document_id AS testimony_document_id, t.url AS testimony_url
FROM relations r
JOIN claims f ON f.id = r.finding_id
JOIN claims t ON t.id = r.testimony_id
JOIN claim_dates fd ON fd.claim_id = f.id
JOIN claim_dates td ON td.claim_id = t.id
""",
    ),
    Made(
        name="group_sources",
        description=(
            "Who tells the fact of each group independently, a row a source. What was pasted or "
            "repeats another's sentence is no source of its own."
        ),
        columns={
            "group_id": "=groups.id",
            "label": "=groups.label",
            "claim_count": "How many claims state it.",
            "document_count": "How many documents they stand in.",
            "source_count": "=groups.source_count",
            "source_id": "A document, or a comment, which has a writer of its own.",
            "source_kind": "document or comment.",
            "document_id": "The document that it is or stands in.",
            "title": "=documents.title",
            "published_date": "=documents.published_date",
            "posted_utc": "=passages.posted_utc",
            "url": "The permalink of the comment, or the address of the document.",
        },
        sql="""
SELECT s.group_id, s.label, s.claim_count, s.document_count, s.source_count, s.source_id,
    CASE WHEN p.id IS NULL THEN 'document' ELSE 'comment' END AS source_kind,
    d.id AS document_id, d.title, d.published_date, p.posted_utc,
    coalesce(p.permalink, d.url) AS url
FROM (
    SELECT id AS group_id, label, len(claim_ids) AS claim_count,
        len(document_ids) AS document_count, source_count, unnest(sources) AS source_id
    FROM groups
) s
LEFT JOIN passages p ON p.id = s.source_id
LEFT JOIN documents d ON d.id = coalesce(p.document_id, s.source_id)
""",
    ),
    Made(
        name="ratings_by_unit_and_date",
        description=(
            "The ratings that claims state, a row a rated unit, by date. Of a grade that the text "
            "gives to nobody by name, the units are those the claim is about."
        ),
        columns={
            "unit_id": "Row of the units table; null for a unit in no table, and where it is open.",
            "unit_name": "The name of a unit that is in no table, as written; else null.",
            **_DATE,
            "rating_label": "=claims.rating_label",
            "rating_id": "=claims.rating_id",
            "rating_aspect": "=claims.rating_aspect",
            "rating_status": "=claims.rating_status",
            "voice": "=claims.voice",
            "side": "=claims.side",
            "provenance": "=claims.provenance",
            "claim_id": "=claims.id",
            "group_id": "=claims.group_id",
            "document_id": "=claims.document_id",
            "url": "=claims.url",
        },
        sql="""
WITH rated AS (
    SELECT *,
        len(rating_unit_ids) + len(rating_unit_names) > 0 AS named,
        CASE WHEN named THEN rating_unit_ids ELSE unit_ids END AS rated_ids,
        CASE WHEN named THEN rating_unit_names ELSE unit_names END AS rated_names,
    FROM claims WHERE rating_id IS NOT NULL
),
one AS (
    SELECT unnest(rated_ids) AS unit_id, NULL AS unit_name, * FROM rated
    UNION ALL
    SELECT NULL, unnest(rated_names), * FROM rated
    UNION ALL
    SELECT NULL, NULL, * FROM rated WHERE len(rated_ids) + len(rated_names) = 0
)
SELECT one.unit_id, one.unit_name, t.dated, t.date_basis, t.year, t.month,
    one.rating_label, one.rating_id, one.rating_aspect, one.rating_status,
    one.voice, one.side, one.provenance, one.id AS claim_id, one.group_id, one.document_id, one.url
FROM one
JOIN claim_dates t ON t.claim_id = one.id
ORDER BY one.unit_id, one.unit_name, t.dated, one.id
""",
    ),
    Made(
        name="statistics_by_topic",
        description="The figures that claims state, with topic, measure, unit and date.",
        columns={
            "topic": "=claims.topic",
            "standard": "=claims.standard",
            "kind": "=statistics.kind",
            "comparator": "=statistics.comparator",
            "value": "=statistics.value",
            "value_high": "=statistics.value_high",
            "unit": "=statistics.unit",
            "out_of": "=statistics.out_of",
            "measure": "=statistics.measure",
            "measure_label": "=statistics.measure_label",
            "population": "=statistics.population",
            "negated": "=statistics.negated",
            "hypothetical": "=statistics.hypothetical",
            "polarity": "=statistics.polarity",
            "unit_ids": "=claims.unit_ids",
            "unit_names": "=claims.unit_names",
            **_DATE,
            "voice": "=claims.voice",
            "side": "=claims.side",
            "claim_id": "=claims.id",
            "group_id": "=claims.group_id",
            "text": "=claims.text",
            "url": "=claims.url",
        },
        sql="""
SELECT c.topic, c.standard, c.statistic_kind AS kind, c.statistic_comparator AS comparator,
    c.statistic_value AS value, c.statistic_value_high AS value_high, c.statistic_unit AS unit,
    c.statistic_out_of AS out_of, c.statistic_measure AS measure,
    c.statistic_measure_label AS measure_label, c.statistic_population AS population,
    c.statistic_negated AS negated, c.statistic_hypothetical AS hypothetical,
    c.statistic_polarity AS polarity, c.unit_ids, c.unit_names,
    t.dated, t.date_basis, t.year, t.month,
    c.voice, c.side, c.id AS claim_id, c.group_id, c.text, c.url
FROM claims c
JOIN claim_dates t ON t.claim_id = c.id
WHERE c.statistic_value IS NOT NULL
ORDER BY c.topic, c.statistic_measure_label, t.dated, c.id
""",
    ),
    Made(
        name="comments_by_month",
        description="How many comments were written in each month, and by how many people.",
        columns={
            "month": "The month in which they were posted, UTC; null: the source states no time.",
            "site": "=documents.site",
            "comments": "How many comments there are.",
            "documents": "Under how many documents.",
            "writers": "How many people wrote them under a name; nobody knows of the others.",
            "without_name": "Those written under no name of their own.",
            "repeated": "Those whose words an earlier comment of the page has too.",
            "not_shown": "Those that the source no longer shows whole.",
        },
        sql="""
SELECT left(p.posted_utc, 7) AS month, d.site,
    count(*) AS comments,
    count(DISTINCT p.document_id) AS documents,
    count(DISTINCT p.author_key) AS writers,
    count(*) FILTER (p.author_is_anonymous) AS without_name,
    count(p.duplicate_of) AS repeated,
    count(*) FILTER (p.status <> 'visible') AS not_shown
FROM passages p
JOIN documents d ON d.id = p.document_id
WHERE p.kind = 'comment'
GROUP BY ALL
ORDER BY month, d.site
""",
    ),
    Made(
        name="contradictions",
        description=(
            "Claims that say other than the register: both places, and neither is corrected."
        ),
        columns={
            "kind": "=checks.kind",
            "stated": "=checks.stated",
            "registered": "=checks.registered",
            "register_table": "=checks.register_table",
            "register_row": "=checks.register_row",
            "register_line": "=checks.register_line",
            "claim_id": "=checks.claim_id",
            "text": "=claims.text",
            "span_start": "Where the words that were checked start, code points of the passage.",
            "span_end": "Where they end, half-open.",
            "surface": "The words that were checked.",
            "voice": "=claims.voice",
            "speaker_name": "=claims.speaker_name",
            "document_id": "=documents.id",
            "title": "=documents.title",
            "passage_id": "=checks.passage_id",
            "url": "=claims.url",
            "evidence": "=checks.evidence",
        },
        sql="""
SELECT k.kind, k.stated, k.registered, k.register_table, k.register_row, k.register_line,
    k.claim_id, c.text, k.span_start, k.span_end, k.surface, c.voice, c.speaker_name,
    d.id AS document_id, d.title, k.passage_id, c.url, k.evidence
FROM checks k
JOIN claims c ON c.id = k.claim_id
JOIN documents d ON d.id = k.document_id
WHERE k.verdict = 'contradicts'
""",
    ),
)
"""In an order in which each can be made of those before it."""
