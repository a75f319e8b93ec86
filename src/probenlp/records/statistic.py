"""A figure read whole: its value and bound, what it measures, out of what, when, for whom."""

import msgspec

from probenlp.records.span import Span
from probenlp.records.vocabulary import Comparator, Polarity, Qualifier, Stance, StatisticKind


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Another wording of the same figure: the "(64%)" of "almost two thirds (64%)"."""

    span: Span
    value: float
    comparator: Comparator = "="


class Statistic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One figure of a passage.

    Attributes
    ----------
    span : Span
        The figure with its unit and bound, without what it measures: "almost two thirds (64%)".
    kind : str
        See :data:`probenlp.records.StatisticKind`.
    value : float
        Shares in per cent (may pass 100); a score in points; money in whole pounds; a duration in
        its ``unit``. Where ``readings`` holds a more exact wording, still the span's first one.
    value_high : float or None
        The upper end of a range ("12 to 15"); ``value`` is then the lower.
    unit : str or None
        ``per cent``, ``points``, ``GBP``, ``days``; for a count the counted noun ("vacancies").
    comparator : str
        How the stated number bounds the true one.
    stance : str or None
        The writer's attitude to its size ("only", "just").
    out_of : float or None
        The whole: 24 in "4 out of a possible 24", 5 in "one in five".
    measure, population, period : Span or None
        What is measured ("satisfactory in relation to …"), out of what ("cases we inspected"),
        and when.
    measure_label : str or None
        The measure in normal form, for linking.
    unit_ids : tuple of str
        The services it is about.
    negated : bool
        Whether the measure is negated ("were not made in 64 per cent").
    hypothetical : bool
        A target, plan or condition, not a state of affairs.
    qualifiers : tuple of str
        All that qualifies it; see :data:`probenlp.records.Qualifier`.
    polarity : str or None
        For the service. None: not decided.
    antecedent : Span or None
        Where an elided or anaphoric figure ("half of which") finds its whole.
    readings : tuple of Reading
        Other wordings of the same figure in brackets or apposition.
    evidence : tuple of str
        The rules that decided.
    """

    span: Span
    kind: StatisticKind
    value: float
    value_high: float | None = None
    unit: str | None = None
    comparator: Comparator = "="
    stance: Stance | None = None
    out_of: float | None = None
    measure: Span | None = None
    measure_label: str | None = None
    population: Span | None = None
    period: Span | None = None
    unit_ids: tuple[str, ...] = ()
    negated: bool = False
    hypothetical: bool = False
    qualifiers: tuple[Qualifier, ...] = ()
    polarity: Polarity | None = None
    antecedent: Span | None = None
    readings: tuple[Reading, ...] = ()
    evidence: tuple[str, ...] = ()
