import pytest

from probenlp.claims.topics import Topics
from probenlp.domains import load_domain

SPECIFICATION = """
Half the posts in the team were unfilled.             | staffing         | one strong cue
Recruiting has stalled and vacancies grow.            | staffing         | endings do not matter
My caseload is 71 and the workload tool says 140%.    | caseload_workload| two cues of one topic
She was off sick for a month with burnout and stress. | sickness         | weak cue breaks the tie
The kettle is broken again.                           | None             | no cue at all
IT let us down all week and the case system froze.   | technology       | an acronym
It let us down all week and nobody was surprised.     | None             | not the pronoun
Checks on domestic abuse were not done in time.       | domestic_abuse   | a practice topic
""".strip().splitlines()


@pytest.fixture(scope="module")
def topics() -> Topics:
    return Topics(load_domain("probation"))


@pytest.mark.parametrize("line", SPECIFICATION)
def test_the_topic_is_that_of_the_strong_cues(topics: Topics, line: str) -> None:
    sentence, wanted, reason = (part.strip() for part in line.split("|"))
    assert str(topics.topic_of(sentence)) == wanted, reason


def test_a_standard_is_given_only_where_the_topic_has_one(topics: Topics) -> None:
    assert topics.standard_of("staffing") == "staffing"
    assert topics.standard_of("domestic_abuse") is None, "assessment or keeping safe"
    assert topics.standard_of(None) is None


def test_every_cue_of_the_table_is_found_in_itself(topics: Topics) -> None:
    for topic in load_domain("probation").topics:
        for cue in topic.cue_lemmas:
            topics.topic_of(f"They spoke of {cue} all day.")
            topics.topic_of(f"They spoke of {cue}s all day.")
