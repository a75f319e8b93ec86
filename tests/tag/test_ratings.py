"""What a rating is, whose, and whether it is asserted.

``[Good|status, aspect, unit + unit]``: the status is ``asserted`` where the mark begins with the
aspect; ``-`` is no aspect or nobody. A date before the text is its publication.
"""

# ruff: noqa: E501 (a sentence of the specification stands on one line with its reason)

import re
import string

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from probenlp.records import Rating
from probenlp.tag.annotations import attached, set_published

SPECIFICATION = """
Ashmere PDU was rated as ‘[Inadequate|overall, Ashmere PDU]’ – the lowest rating possible.  # said once
Ashmere PDU was rated [inadequate|overall, Ashmere PDU].    # small letters after "rated"
Ashmere PDU was rated "[requires improvement|overall, Ashmere PDU]" overall.  # straight marks
Ashmere PDU has retained its ‘[Good|overall, Ashmere PDU]’ rating.  # before "rating"
Ashmere PDU’s rating of [Requires Improvement|overall, Ashmere PDU] stands.  # after "rating of"
Ashmere PDU was [Inadequate|overall, Ashmere PDU] overall.  # a capital inside the sentence
Both PDUs, Ashmere PDU and Vale PDU, got the [lowest possible rating|overall, Ashmere PDU + Vale PDU].  # described
Ashmere PDU has good staff, good work and an inadequate pension.  # everyday words
The estate requires improvement and is in good order.       # everyday words
On Good Friday an outstanding debt was paid.                # a name and a debt
Inspectors described the “good” practice at Ashmere PDU.    # scare quotes before a noun
Assessment is done to a good standard overall.              # praise
Victims receive a service that is simply not good enough.   # praise denied
Only Ashmere PDU was rated [good|overall, Ashmere PDU]; Vale PDU was rated [inadequate|overall, Vale PDU].  # each
Ashmere PDU was rated ‘[Good|overall, Ashmere PDU]’, with inspections of Vale PDU and Toll PDU both rated ‘[Inadequate|overall, Vale PDU + Toll PDU]’.  # "both"
They join Ashmere PDU, Vale PDU and Toll PDU – which were all rated ‘[Inadequate|overall, Ashmere PDU + Vale PDU + Toll PDU]’ in reports.  # "all"
Ashmere PDU and Vale PDU were rated [Good|overall, Ashmere PDU] and [Inadequate|overall, Vale PDU] respectively.  # respectively
Ashmere, Vale and Toll PDUs were all rated ‘[Good|overall, Ashmere PDU + Vale PDU + Toll PDU]’.  # plural head
Ashmere PDU was seen. Vale PDU was too. Both were rated [Inadequate|overall, Ashmere PDU + Vale PDU].  # back
Ashmere PDU was seen. It was rated [Inadequate|overall, Ashmere PDU].  # "it"
Ashmere PDU was seen. The PDU was rated [Good|overall, Ashmere PDU].  # "the PDU"
Inspectors gave Ashmere PDU an overall rating of ‘[Good|overall, Ashmere PDU]’.  # given to it
An ‘[Inadequate|overall, Ashmere PDU + Vale PDU]’ rating was given to Ashmere PDU and Vale PDU.  # behind
‘[Inadequate|overall, Ashmere PDU]’ ratings for Ashmere PDU followed.  # behind
Rated ‘[Inadequate|overall, Ashmere PDU]’, Ashmere PDU must change.  # the participle first
Ashmere PDU: ‘[Good|overall, Ashmere PDU]’; Vale PDU: ‘[Inadequate|overall, Vale PDU]’.  # a list
Newham was rated ‘[Good|overall, pdu_newham]’, Lambeth ‘[Inadequate|overall, pdu_lambeth]’.  # verb left out
Ashmere PDU in the London region was rated ‘[Good|overall, Ashmere PDU]’.  # the region is where it lies
Unlike Ashmere PDU, Vale PDU was rated ‘[Good|overall, Vale PDU]’.  # a comparison
HM Inspectorate of Probation rated Ashmere PDU ‘[Good|overall, Ashmere PDU]’.  # who rates is not rated
All three inspection reports resulted in ‘[Inadequate|overall, -]’ ratings.  # whose stays open
Leadership at Ashmere PDU was rated ‘[Good|leadership, Ashmere PDU]’.  # a standard as subject
The quality of Ashmere PDU’s work in courts was rated ‘[Good|court_work, Ashmere PDU]’.  # a standard
Ashmere PDU was rated [Good|leadership, Ashmere PDU] for leadership and [Inadequate|staffing, Ashmere PDU] for staffing.  # "for"
Unpaid work was ‘[Good|unpaid_work, Ashmere PDU]’ in Ashmere PDU and ‘[Outstanding|unpaid_work, Vale PDU]’ in Vale PDU.  # where
Staff at Ashmere PDU said it had been rated [Good|overall, Ashmere PDU].  # told, not earlier
Ashmere PDU’s services were failing, and it was rated [Inadequate|overall, Ashmere PDU].  # no standard
Ashmere PDU⏎⏎Leadership: [Good|leadership, Ashmere PDU]⏎Staffing: [Inadequate|staffing, Ashmere PDU]  # a table
Ashmere PDU was not rated [Good|negated, overall, Ashmere PDU].  # not
Ashmere PDU wasn’t [Outstanding|negated, overall, Ashmere PDU], but it was [Good|overall, Ashmere PDU].  # but
Neither Ashmere PDU nor Vale PDU was rated ‘[Good|negated, overall, Ashmere PDU + Vale PDU]’.  # neither
Ashmere PDU came close to ‘[Good|negated, overall, Ashmere PDU]’.  # nearly is not
Ashmere PDU was rated [Inadequate|overall, Ashmere PDU] rather than [Good|negated, overall, Ashmere PDU].  # rather
Ashmere PDU was not only rated [Good|overall, Ashmere PDU].  # "not only" denies nothing
Ashmere PDU fell from [Good|previous, overall, Ashmere PDU] to [Inadequate|overall, Ashmere PDU].  # from, to
Ashmere PDU is [Good|overall, Ashmere PDU], up from [Inadequate|previous, overall, Ashmere PDU] at its last inspection.  # up from
Ashmere PDU was previously rated ‘[Good|previous, overall, Ashmere PDU]’ and is now ‘[Inadequate|overall, Ashmere PDU]’.  # now
At its last inspection Ashmere PDU was rated ‘[Good|previous, overall, Ashmere PDU]’.  # the last inspection
Since its last inspection Ashmere PDU has been rated ‘[Good|overall, Ashmere PDU]’.  # since then
2022-11-01: Ashmere PDU was rated ‘[Good|previous, overall, Ashmere PDU]’ in 2018.  # a year gone by
2022-11-01: Ashmere PDU was rated ‘[Good|overall, Ashmere PDU]’ in October 2022.  # this year
If staffing improved, Ashmere PDU would be rated [Good|hypothetical, overall, Ashmere PDU].  # would
Ashmere PDU aims to be rated [Outstanding|hypothetical, overall, Ashmere PDU].  # a wish
What would it take to be rated ‘[Good|hypothetical, overall, -]’?  # a question
Services are rated Outstanding, Good, Requires improvement or Inadequate.  # the scale is nobody's rating
We found work with victims to be [good|elsewhere, victim_work, -] or [outstanding|elsewhere, -, -] in other NPS divisions.  # elsewhere
Other PDUs were rated [Good|elsewhere, overall, -].         # others
Ashmere PDU was upgraded to ‘[Good|overall, Ashmere PDU]’ from ‘[Inadequate|previous, overall, Ashmere PDU]’.  # from behind
Six PDUs were rated ‘[Inadequate|overall, -]’, 11 ‘[Requires improvement|overall, -]’ and one ‘[Good|overall, -]’.  # counted, no scale
None of the PDUs in the London region was rated ‘[Good|negated, overall, -]’.  # the units, not the region
Inspectors gave Ashmere PDU ‘[Outstanding|victim_work, Ashmere PDU]’, for victim work.  # a comma
Services in Ashmere PDU changed, and inspectors, rating the PDU ‘[Good|overall, Ashmere PDU]’, left.  # no standard
Ashmere PDU got [the second-lowest of four grades|overall, Ashmere PDU].  # told by its rank
Ashmere PDU got the best of four offices and one of the worst marks.  # ranks of other things
Ashmere PDU was rated ‘[Outstanding|overall, Ashmere PDU]’, the highest of the Inspectorate’s four ratings.  # once
Toll PDU was rated [inadequate|overall, Toll PDU]; Ashmere PDU and Vale PDU both [require improvement|overall, Ashmere PDU + Vale PDU].  # the verb
Ashmere PDU got two ‘[Goods|-, -]’ among its grades.        # counted grades are of standards
Ashmere PDU was nearly ‘[Good|negated, overall, Ashmere PDU]’.  # nearly is not
Leadership at Ashmere PDU was marked lower than ‘[Good|negated, leadership, Ashmere PDU]’.  # below it
Nobody in the country is ‘[Outstanding|negated, overall, -]’.  # nobody
Ashmere PDU, Vale PDU and now Toll PDU have all been rated ‘[Good|overall, Ashmere PDU + Vale PDU + Toll PDU]’.  # "and now"
Ashmere PDU, in the Sallow region, was rated ‘[Good|overall, Ashmere PDU]’.  # placed by a comma
Four years ago Ashmere PDU, from which Vale PDU was carved, was rated ‘[Good|previous, overall, Ashmere PDU]’.  # an aside
Ashmere PDU and Vale PDU were seen. Two of the region’s PDUs are done, and none is ‘[Good|negated, overall, Ashmere PDU + Vale PDU]’.  # counted back
Inspectors saw two PDUs and found none of them ‘[Good|negated, overall, -]’.  # counted, not named
Ashmere PDU and Vale PDU were seen. Neither was rated [Good|negated, overall, Ashmere PDU + Vale PDU].  # neither
A small PDU on the coast was rated ‘[Good|overall, Ashmere PDU]’. Ashmere PDU has 40 staff.  # named afterwards
Only one ‘[Good|court_work, Ashmere PDU]’ was given: for court work in Ashmere PDU.  # a standard where
Ashmere PDU was seen. Staffing, which was marked ‘[Good|previous, staffing, Ashmere PDU]’ a year ago, is now ‘[Inadequate|staffing, Ashmere PDU]’.  # one subject
Ashmere PDU was seen. The work with victims is ‘[Good|victim_work, Ashmere PDU]’.  # the standard in other words
Ashmere PDU: leadership – [Good|leadership, Ashmere PDU]; staffing – [Inadequate|staffing, Ashmere PDU].  # a list with dashes
Resettlement services at Ashmere PDU were rated ‘[Good|resettlement, Ashmere PDU]’.  # the standard, not "services"
Ashmere PDU was seen. The rating was ‘[Inadequate|overall, Ashmere PDU]’.  # the rating
Ashmere PDU was seen. ‘[Good|overall, Ashmere PDU]’ this time.  # no verb
Ashmere PDU was seen. Help with housing was rated ‘[Good|-, Ashmere PDU]’.  # no standard of the table
A PDU with 0 to 4 points is ‘[Inadequate|hypothetical, overall, -]’.  # how the scale works
We will return to any ‘[Inadequate|hypothetical, overall, -]’ unit.  # whichever
Ashmere PDU opened. Ashmere PDU grew. Ashmere PDU improved. Vale PDU was rated ‘[Good|elsewhere, overall, Vale PDU]’ in May.  # beside the subject
Ashmere PDU opened. Ashmere PDU grew. Ashmere PDU improved. Vale PDU was also rated ‘[Good|overall, Vale PDU]’.  # added, not compared
Ashmere PDU opened. Next door, Vale PDU was rated ‘[Good|elsewhere, overall, Vale PDU]’.  # a neighbour
Good grief, what an inadequate reply; outstanding, everyone!  # everyday words
Ofsted rated HMP Ashmere ‘[Good|overall, HMP Ashmere]’.     # another inspectorate
""".strip().splitlines()

STATUSES = {"negated", "previous", "hypothetical", "elsewhere"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("probenlp_sentences")
    blank.add_pipe("probenlp_units")
    blank.add_pipe("probenlp_ratings")
    return blank


def tagged(nlp: Language, text: str, date: str | None = None) -> tuple[Rating, ...]:
    doc = nlp.make_doc(text)
    set_published(doc, date)
    return attached(nlp(doc), "ratings")


def shown(rating: Rating) -> tuple[str, str, str, list[str]]:
    units = sorted([*rating.unit_ids, *rating.unit_names]) or ["-"]
    return rating.span.surface, rating.status, rating.aspect or "-", units


def wanted_of(mark: tuple[str, str]) -> tuple[str, str, str, list[str]]:
    parts = mark[1].split(", ")
    status = parts.pop(0) if parts[0] in STATUSES else "asserted"
    return mark[0], status, parts[0], sorted(parts[1].split(" + "))


@pytest.mark.parametrize("line", SPECIFICATION)
def test_ratings_are_tagged_where_marked(nlp: Language, line: str) -> None:
    sentence = re.sub(r"\s+# .*$", "", line).replace("⏎", "\n")
    dated = re.match(r"(\d{4}-\d\d-\d\d): ", sentence)
    sentence = sentence[dated.end() :] if dated else sentence
    marks = re.findall(r"\[([^]|]+)\|([^]]+)\]", sentence)
    text = re.sub(r"\[([^]|]+)\|[^]]+\]", r"\1", sentence)
    found = tagged(nlp, text, dated[1] if dated else None)
    assert [shown(rating) for rating in found] == [wanted_of(mark) for mark in marks]


def test_the_row_is_of_the_inspectorate_that_rates(nlp: Language) -> None:
    (rating,) = tagged(nlp, "Ofsted rated HMP Ashmere ‘Good’.")
    assert rating.rating_id == "ofsted_good"
    (rating,) = tagged(nlp, "HMP Ashmere was rated poor by HMI Prisons.")
    assert (rating.rating_id, rating.label) == ("hmiprisons_poor", "Poor")
    assert tagged(nlp, "Ashmere PDU was rated poor.") == (), "no grade of its own inspectorate"


def test_the_row_is_of_the_scale_of_the_time(nlp: Language) -> None:
    (rating,) = tagged(nlp, "Ashmere YOT was rated ‘Unsatisfactory’.", "2013-05-01")
    assert rating.rating_id == "fji_unsatisfactory"
    assert tagged(nlp, "Ashmere YOT was rated ‘Unsatisfactory’.", "2023-05-01") == ()


def test_one_grade_for_two_standards_is_two_ratings(nlp: Language) -> None:
    found = tagged(nlp, "Ashmere PDU was rated ‘Good’ for assessment, planning and reviewing.")
    assert [rating.aspect for rating in found] == ["assessment", "planning", "reviewing"]
    assert len({rating.span for rating in found}) == 1


def test_without_units_a_rating_has_none() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("probenlp_ratings")
    (rating,) = attached(blank("Ashmere PDU was rated ‘Good’."), "ratings")
    assert (rating.label, rating.unit_ids, rating.unit_names) == ("Good", (), ())
    assert rating.evidence[0] == "context:rated"


def test_spans_carry_the_grade_and_its_row(nlp: Language) -> None:
    doc = nlp("Ashmere PDU was rated ‘Good’.")
    spans = [(span.text, span.label_, span.kb_id_) for span in doc.spans["ratings"]]
    assert spans == [("Good", "Good", "hmip4_good")]


PIECES = st.lists(
    st.sampled_from(
        "Good|good|Inadequate|‘|’|rated|not|Ashmere PDU|Newham PDU|and|,|.|\n|\n\n|both|from|to|😀"
        "|were|overall|for leadership|in 2018|requires\nimprovement|other PDUs|\u00a0|?|if".split(
            "|"
        )
    )
    | st.text(string.printable, max_size=4),
    max_size=25,
)


@given(pieces=PIECES)
@settings(max_examples=120, deadline=None)
def test_offsets_hold_for_any_text(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for rating in tagged(nlp, text):
        assert rating.span.holds_in(text)


@given(pieces=PIECES)
@settings(max_examples=60, deadline=None)
def test_what_follows_in_another_paragraph_changes_nothing(
    nlp: Language, pieces: list[str]
) -> None:
    text = "Ashmere PDU was rated ‘Good’ and Newham PDU ‘Inadequate’."
    before = tagged(nlp, text, "2022-11-01")
    after = tagged(nlp, f"{text}\n\nThen: {' '.join(pieces)}", "2022-11-01")
    assert after[: len(before)] == before
