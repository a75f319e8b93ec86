"""Every layer over another service: the lighthouses of an invented coast and their inspectorate.

Nothing is given to the taggers but the tables in ``lights``: if a word of probation were wired into
code, something here would be missed or misread.

"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

import probenlp
from probenlp.classify import assign_voices
from probenlp.cli import app
from probenlp.domains import load_domain
from probenlp.domains.tables import REQUIRED, TABLES, columns_of
from probenlp.pipeline.steps import Analyst
from probenlp.provenance import KnownTexts
from probenlp.records import (
    Author,
    Claim,
    Document,
    Extractor,
    Passage,
    PassageTags,
    Published,
    Source,
)
from probenlp.store import open_run
from probenlp.tag.annotations import attached, set_published

LIGHTS = str(Path(__file__).parent / "lights")

RELEASE = """\
Only 40 per cent of lamps at Gullhaven LC were lit, and a third of watches were unmanned.

The Inspectorate of Lights has rated Gullhaven LC ‘Flickering’ overall and ‘Dark’ for lamp upkeep. \
It scored 7 out of 18. In 2019 it was rated ‘Steady’.

Chief Inspector of Lights Ottilie Crane said: “The keepers of this cluster are tired. Nobody has \
come to teach them.” Ms Crane added that the Merrow Lights Service must act.

Keepers told us that 12 foghorns had gone out. Dorian Vale, Minister for the Sea, said that the \
ministry would find the money.

ENDS

Notes to editors

1. The report is on our website.
"""
COMMENTS = {
    "trimmer": "We have had no wicks since March, and my lamp went out twice last week.",
    "paste": "From the Harbour Gazette:-\n\nA cluster of lighthouses has been marked down by "
    "inspectors. Rhona Pike of the Keepers' Guild said: “Our members have warned of this.”",
    "skipper": "I was run aground off Gullhaven in May because nobody lit the thing.",
    "angry": "Shame on the minister! They should all resign.",
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return probenlp.load(LIGHTS)


@pytest.fixture(scope="module")
def release(nlp: Language) -> Doc:
    return tagged(nlp, RELEASE, "2023-03-14")


def tagged(nlp: Language, text: str, date: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    set_published(doc, date)
    return nlp(doc)


def test_units_are_those_of_the_table(release: Doc) -> None:
    found = [(unit.span.surface, unit.unit_id) for unit in attached(release, "units")]
    assert found == [
        ("Gullhaven LC", "cluster_gullhaven"),
        ("Inspectorate of Lights", "lights_inspectorate"),
        ("Gullhaven LC", "cluster_gullhaven"),
        ("this cluster", "cluster_gullhaven"),  # points back, by the kind's anaphors
        ("Merrow Lights Service", "lights_service"),
    ]


@pytest.mark.parametrize(
    ("text", "date", "unit_id", "kind"),
    [
        # The grammar makes units of heads that the kinds table names.
        ("Saltby and Orm LC was inspected.", None, None, "cluster"),
        # One name, two clusters: the table says when each was there.
        ("Pell LC was inspected.", "2017-02", "cluster_pell", "cluster"),
        ("Pell and Sker LC was inspected.", "2022-02", "cluster_pell_and_sker", "cluster"),
        # The second form is made from the first: reversed order, and the head in full.
        ("Sker and Pell LC was inspected.", "2022-02", "cluster_pell_and_sker", "cluster"),
        ("Gullhaven Light Cluster was inspected.", None, "cluster_gullhaven", "cluster"),
    ],
)
def test_a_unit_is_known_or_read_by_grammar(
    nlp: Language, text: str, date: str | None, unit_id: str | None, kind: str
) -> None:
    (unit,) = attached(tagged(nlp, text, date), "units")
    assert (unit.unit_id, unit.kind) == (unit_id, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Lambeth PDU was rated ‘Inadequate’.",
        "The PDU told the CRC and the NPS.",
        "Staff at HMP Brixton said so.",
    ],
)
def test_units_and_grades_of_probation_mean_nothing_here(nlp: Language, text: str) -> None:
    doc = tagged(nlp, text, "2022-10")
    assert not [unit for unit in attached(doc, "units") if unit.unit_id or unit.kind]
    assert not attached(doc, "ratings")


def test_people_have_the_offices_of_the_tables(release: Doc) -> None:
    found = [(p.span.surface, p.person_id, p.role_class) for p in attached(release, "people")]
    assert found == [
        ("Ottilie Crane", "ottilie_crane", "inspectorate"),
        ("Ms Crane", "ottilie_crane", "inspectorate"),
        ("Dorian Vale", "dorian_vale", "government"),
    ]


@pytest.mark.parametrize(
    ("date", "person"), [("2016-04", "barnaby_flint"), ("2023-04", "ottilie_crane")]
)
def test_an_office_is_its_holder_at_the_time(nlp: Language, date: str, person: str) -> None:
    doc = tagged(nlp, "The Chief Inspector of Lights said that the lamps were low.", date)
    (mention,) = attached(doc, "people")
    assert mention.person_id == person


def test_figures_are_good_or_bad_by_the_measures_of_the_table(release: Doc) -> None:
    found = {s.span.surface: (s.value, s.polarity) for s in attached(release, "statistics")}
    assert found["40 per cent"] == (40.0, "bad"), "lit is good, and two in five are few"
    assert found["a third"][1] == "bad", "unmanned is bad"
    assert found["12 foghorns"][1] == "bad", "gone out is bad"
    score = next(s for s in attached(release, "statistics") if s.kind == "score")
    assert (score.value, score.out_of) == (7.0, 18.0)


def test_figures_are_of_units_of_the_table(release: Doc) -> None:
    (lit,) = [s for s in attached(release, "statistics") if s.span.surface == "40 per cent"]
    assert lit.unit_ids == ("cluster_gullhaven",)
    assert lit.population is not None
    assert lit.population.surface == "lamps"


def test_ratings_are_of_the_scale_of_the_table(release: Doc) -> None:
    found = [(r.rating_id, r.aspect, r.unit_ids) for r in attached(release, "ratings")]
    assert found == [
        ("lamp_flickering", "overall", ("cluster_gullhaven",)),
        ("lamp_dark", "lamp_upkeep", ("cluster_gullhaven",)),
        ("lamp_steady", "overall", ("cluster_gullhaven",)),
    ]


def test_everyday_words_are_no_grades(nlp: Language) -> None:
    doc = tagged(nlp, "The lantern room was dark and a flickering wick gave a steady smoke.")
    assert not attached(doc, "ratings")


@pytest.mark.parametrize(
    ("words", "speaker", "role"),
    [
        ("The keepers of this cluster are tired.", "ottilie_crane", "inspectorate"),
        ("the Merrow Lights Service must act", "ottilie_crane", "inspectorate"),
        ("12 foghorns had gone out", None, "practitioner"),
        ("the ministry would find the money", "dorian_vale", "government"),
    ],
)
def test_speakers_have_the_roles_of_the_tables(
    release: Doc, words: str, speaker: str | None, role: str
) -> None:
    (quotation,) = [
        q for q in attached(release, "quotations") if q.spans[0].surface.startswith(words)
    ]
    assert (quotation.speaker.person_id, quotation.speaker.role) == (speaker, role)


Analysed = tuple[dict[str, PassageTags], tuple[Claim, ...]]
Voiced = dict[str, PassageTags]


@pytest.fixture(scope="module")
def blog() -> Analysed:
    """A blogger's post that pastes the release, and what readers wrote under it."""
    post, known = _post_and_known()
    tags, claims = Analyst(LIGHTS, known).analyse(post)
    return {one.passage_id: one for one in tags}, claims


@pytest.fixture(scope="module")
def by_rules() -> Voiced:
    post, known = _post_and_known()
    tags = assign_voices(post, Analyst(LIGHTS, known).tag(post), domain=load_domain(LIGHTS))
    return {one.passage_id: one for one in tags}


def _post_and_known() -> tuple[Document, KnownTexts]:
    paste = "\n\n".join(RELEASE.split("\n\n")[:3])
    post = _document(
        "https://trimmedwick.example/again",
        ("article", "post", f"They have been to Gullhaven. Below is what they say:-\n\n{paste}"),
        *(("comment", name, text) for name, text in COMMENTS.items()),
    )
    official = _document(
        "https://lights-inspectorate.example/gullhaven", ("article", "release", RELEASE)
    )
    known = KnownTexts(load_domain(LIGHTS))
    for document in (official, post):
        known.add(document)
    return post, known


def _document(url: str, *passages: tuple[str, str, str]) -> Document:
    return Document(
        id=url,
        url=url,
        published=Published(date="2023-03-14", raw="14 March 2023", how="metadata"),
        content_sha256="0" * 64,
        extractor=Extractor(name="by hand", version="1"),
        source=Source(
            name=url, media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=0
        ),
        passages=tuple(
            Passage(id=name, kind=kind, text=text, author=Author(key=name, name=name))  # type: ignore[arg-type]
            for kind, name, text in passages
        ),
    )


def test_a_paste_is_traced_to_its_publisher(blog: Analysed) -> None:
    tags, _ = blog
    pasted = [block for block in tags["post"].blocks if block.provenance == "pasted"]
    assert pasted
    assert {block.source_name for block in pasted} == {"Inspectorate of Lights"}
    assert {block.source_document for block in pasted} == {
        "https://lights-inspectorate.example/gullhaven"
    }
    gazette = [block for block in tags["paste"].blocks if block.provenance == "pasted"]
    assert {block.source_name for block in gazette} == {"Harbour Gazette"}


@pytest.mark.parametrize(
    ("passage", "words", "voice", "role"),
    [
        ("post", "Only 40 per cent", "official_finding", "inspectorate"),
        ("post", "Chief Inspector of Lights", "official_finding", "inspectorate"),
        # "My lamp" is an insider's by the wording table.
        ("trimmer", "We have had no wicks", "practitioner_testimony", "practitioner"),
        ("paste", "A cluster of lighthouses", "news", "journalist"),
        ("paste", "Rhona Pike", "practitioner_testimony", "union"),
        # "I was run aground" is said by one whom the lights are for, by the wording table.
        ("skipper", "I was run aground", "service_user_testimony", "other"),
        ("angry", "They should all resign", "commentary", "commenter"),
    ],
)
def test_voices(by_rules: Voiced, passage: str, words: str, voice: str, role: str) -> None:
    """By the rules alone: the model was fitted on another domain, and weighs them its own way."""
    (sentence,) = [s for s in by_rules[passage].sentences if s.span.surface.startswith(words)]
    assert (sentence.voice, sentence.speaker.role) == (voice, role)


def test_the_model_takes_another_domain_too(blog: Analysed) -> None:
    tags, _ = blog
    sentences = [sentence for one in tags.values() for sentence in one.sentences]
    assert all(abs(sum(one.probabilities.values()) - 1) < 0.01 for one in sentences)
    (finding,) = [s for s in tags["post"].sentences if s.span.surface.startswith("Only 40 per")]
    assert finding.voice == "official_finding"


def test_claims_have_the_topics_standards_and_sides_of_the_tables(blog: Analysed) -> None:
    _, claims = blog
    dark = next(c for c in claims if c.rating is not None and c.rating.rating_id == "lamp_dark")
    assert (dark.type, dark.side, dark.topic) == ("judgement", "official", "lamps")
    assert dark.standard == "lamp_upkeep"
    assert dark.unit_ids == ("cluster_gullhaven",)
    lamp = next(c for c in claims if c.passage_id == "trimmer")
    assert (lamp.side, lamp.topic) == ("practitioner", "lamps")


def test_the_main_job_over_a_folder_of_tables(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "release.txt").write_text(f"Lights of Gullhaven fail ships\n\n{RELEASE}")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "probenlp", "run", str(pages), "-o", str(tmp_path / "out"),
         "--domain", LIGHTS, "--json", "--quiet"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PROBENLP_SALT": "test"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["settings"]["domain"] == LIGHTS
    digests = {stage["name"]: stage.get("digest") for stage in report["stages"]}
    assert load_domain(LIGHTS).digest in digests.values(), "the tables are part of the record"
    claims = list(open_run(tmp_path / "out").claims)
    assert {c.rating.rating_id for c in claims if c.rating} >= {"lamp_flickering", "lamp_dark"}
    assert {unit for c in claims for unit in c.unit_ids} == {"cluster_gullhaven"}


def test_each_stage_alone_takes_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROBENLP_SALT", "test")
    (tmp_path / "release.txt").write_text(RELEASE)
    steps = (
        ("harvest", "release.txt", "-o", "documents.jsonl"),
        ("tag", "documents.jsonl", "-o", "tags.jsonl"),
        ("classify", "documents.jsonl", "tags.jsonl", "-o", "voices.jsonl"),
        ("claims", "documents.jsonl", "voices.jsonl", "-o", "claims.jsonl"),
    )
    for step in steps:
        done = CliRunner().invoke(app, [*step, "--domain", LIGHTS])
        assert done.exit_code == 0, done.output
    assert "lamp_flickering" in (tmp_path / "claims.jsonl").read_text(encoding="utf-8")


def test_a_domain_of_headers_alone_still_reads_text(tmp_path: Path) -> None:
    """Who begins a domain sees figures, sentences and quotations at once, and no unit yet."""
    (tmp_path / "domain.toml").write_text('name = "none"\ntitle = "Nothing yet"\n')
    for name in REQUIRED:
        needed = [column for column, field in columns_of(TABLES[name]).items() if field.required]
        (tmp_path / f"{name}.tsv").write_text("\t".join(needed) + "\n")
    document = _document("https://example.org/", ("article", "a", RELEASE))
    tags, claims = Analyst(str(tmp_path)).analyse(document)
    assert not [unit for unit in tags[0].units if unit.unit_id]
    assert not tags[0].ratings
    assert tags[0].statistics
    assert tags[0].quotations
    assert claims
