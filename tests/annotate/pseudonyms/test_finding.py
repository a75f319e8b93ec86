"""Who goes and who stays, without a tagger: by what the words around a name say."""

from collections.abc import Callable, Sequence

import pytest

from probenlp.annotate.pseudonyms import Level, Pseudonymiser
from probenlp.annotate.task import digest
from probenlp.records import Document, PassageTags, PersonMention, Span, UnitMention

Thread = Callable[..., Document]


def replaced(document: Document, tags: Sequence[PassageTags] = (), level: Level = "names") -> str:
    """Give the last text with all that is replaced as a dot."""
    plan = Pseudonymiser(b"salt", level=level).plan(document, tags)
    own = plan.passages[document.passages[-1].id]
    return own.rewriting.apply(own.passage.text, ["·"] * len(own.findings))


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("Cheers, Dave", "Cheers, ·", "signed"),
        ("No.\n\nKind regards\nIda Crane-Moss", "No.\n\nKind regards\n·", "signed on a line"),
        ("No.\n\n- K. Mbeki", "No.\n\n- ·", "signed behind a dash"),
        ("Well said Tanya", "Well said ·", "spoken to"),
        ("thanks dave, will do", "thanks ·, will do", "in small letters"),
        ("THANKS DAVE", "THANKS ·", "in capitals"),
        ("as Ruth said above", "as · said above", "told of"),
        ("Dave's point stands", "·'s point stands", "the possessive stays"),
        ("my colleague Olu left", "my colleague · left", "a tie"),
        ("a woman called Bex", "a woman called ·", "in no list of names"),
        ("Mrs Pritchard and Ms Oyelaran", "Mrs · and Ms ·", "titles stay"),
        ("Thanks Mark, you are kind", "Thanks ·, you are kind", "a word, but spoken to"),
        ("I told Grace so", "I told · so", "a word, but with a capital inside a sentence"),
        ("mail ida@lamp.example", "mail ·", "e-mail"),
        ("mail ida at lamp dot org", "mail ·", "e-mail in words"),
        ("ring 01632 960 123", "ring ·", "telephone"),
        ("I live at 14 Fenwick Street, Tolland TD4 7QT", "I live at ·", "an address whole"),
        ("my NI number is AB 12 34 56 C", "my NI number is ·", "National Insurance"),
        ("my dob: 4 May 1961", "my dob: ·", "date of birth"),
        ("see facebook.com/ida.crane.7", "see ·", "profile"),
        ("ask u/half_qualified", "ask u/·", "handle"),
    ],
)
def test_what_goes(thread: Thread, text: str, wanted: str, why: str) -> None:
    assert replaced(thread([("Anonymous", text)])) == wanted, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Mark my words, it will be May.", "words"),
        ("Will anyone answer? Hope is not a plan.", "words that open sentences"),
        ("The Bill is before the House.", "a thing with a capital"),
        ("the Grayling reforms and the Corston report", "named after people"),
        ("Clare's Law requests", "a law"),
        ("Elizabeth Fry House closed, Grace House too.", "houses"),
        ("HMP Isis and St Mary's", "a prison and a saint"),
        ("robbing Peter to pay Paul", "an idiom"),
        ("Chris Grayling never met one of us.", "in the domain's table"),
        ("Charles Dickens would weep.", "of public life"),
        ("Write to press.office@hmip.example or ring 0800 555 0199.", "a body's"),
        ("@HMIProbation blocked us", "a body's account"),
        ("I'm sure they're late, and Anonymous 19:40 knows it.", "no names at all"),
        ("Case 12/2019 cost £01632960123 in all.", "figures that look like numbers"),
    ],
)
def test_what_stays(thread: Thread, text: str, why: str) -> None:
    assert replaced(thread([("Anonymous", text)])) == text, why


def test_commenters_are_found_in_each_others_words(thread: Thread) -> None:
    document = thread(
        [
            ("OldHand74", "So it is."),
            ("Kev B", "Not here."),
            ("Anonymous", "oldhand74 is right, Kev is not, and KevinB is nobody"),
        ]
    )
    assert replaced(document) == "· is right, · is not, and KevinB is nobody"


def test_the_same_person_has_the_same_pseudonym_everywhere(thread: Thread) -> None:
    document = thread(
        [("Dave Holt", "Dave here."), ("Anonymous", "Thanks Dave. Mr Holt is right.")]
    )
    plan = Pseudonymiser(b"salt").plan(document, [])
    first, second = plan.passages["d.c0"], plan.passages["d.c1"]
    assert set(first.instead) == set(second.instead) == {plan.author("Dave Holt")}


def test_two_salts_give_two_pseudonyms(thread: Thread) -> None:
    document = thread([("Dave Holt", "So it is.")])
    shown = {Pseudonymiser(salt).plan(document, []).author("Dave Holt") for salt in (b"a", b"b")}
    assert len(shown) == 2


def test_two_persons_never_share_a_pseudonym(thread: Thread) -> None:
    document = thread(
        [(f"Dave Holt{chr(97 + n // 26)}{chr(97 + n % 26)}", "No.") for n in range(600)]
    )
    plan = Pseudonymiser(b"salt").plan(document, [])
    names = [passage.author.name for passage in document.passages if passage.author]
    assert len({plan.author(name) for name in names}) == 600


def _tags(document: Document, people: Sequence[PersonMention], units: Sequence[UnitMention] = ()):  # type: ignore[no-untyped-def]
    passage = document.passages[-1]
    return PassageTags(
        document_id=document.id,
        passage_id=passage.id,
        text_sha256=digest(passage.text),
        people=tuple(people),
        units=tuple(units),
    )


def test_who_holds_an_office_stays_and_who_works_there_goes(thread: Thread) -> None:
    text = "Our head of PDU Maeve Rowan knows. My SPO Karen Pell does not."
    document = thread([("Anonymous", text)])
    head = PersonMention(
        span=Span.of(text, 16, 27),
        name="Maeve Rowan",
        role="head of PDU",
        role_class="inspected_body",
    )
    officer = PersonMention(
        span=Span.of(text, 42, 52), name="Karen Pell", role="SPO", role_class="practitioner"
    )
    tags = _tags(document, [head, officer])
    assert replaced(document, [tags]) == text.replace("Karen Pell", "·")


def test_a_units_name_is_never_broken(thread: Thread) -> None:
    text = "Ida Crane Lamp was shut. Ida Crane knows."
    unit = UnitMention(span=Span.of(text, 0, 14), name="Ida Crane Lamp")
    document = thread([("Ida Crane", "No."), ("Anonymous", text)])
    assert replaced(document, [_tags(document, [], [unit])]) == "Ida Crane Lamp was shut. · knows."


def test_details_go_only_when_asked_for(thread: Thread) -> None:
    text = "I have been the SPO at Corn Street since 2003."
    document = thread([("Anonymous", text)])
    assert replaced(document) == text
    assert replaced(document, level="details") == "I have been the SPO at · since ·."
    plan = Pseudonymiser(b"salt", level="details").plan(document, [])
    assert plan.passages["d.c0"].text == "I have been the SPO at [office] since [the 2000s]."


def test_what_is_left_and_may_be_a_name_is_listed_by_its_place(thread: Thread) -> None:
    document = thread([("Anonymous", "It is as Grace House says.")])
    (suspect,) = Pseudonymiser(b"salt").plan(document, []).replaced.suspects
    assert (suspect.start, suspect.end) == (9, 14)


def test_a_long_text_takes_time_in_proportion(thread: Thread) -> None:
    """No pattern may run over the rest of a text from each of its words."""
    import time

    def seconds(times: int) -> float:
        document = thread(
            [("Anonymous", "Dave, my SPO called Ida said so at 14 the I I. " * times)]
        )
        began = time.process_time()
        Pseudonymiser(b"salt").plan(document, [])
        return time.process_time() - began

    seconds(10)
    assert seconds(1200) < 16 * max(seconds(150), 0.01)
