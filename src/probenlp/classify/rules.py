"""The order of the rules: the first that decides, decides.

What says nothing goes first, then what somebody is quoted or reported as saying, then whose text
it is, and only what is left is weighed as testimony or opinion. A new rule is one more row: a
function that says with :func:`probenlp.classify.asking.asked` where it holds, or one that says
nothing and is asked everywhere.

"""

from typing import Final

from probenlp.classify import rules_civil, rules_furniture
from probenlp.classify.asking import Rule, Rules
from probenlp.classify.opinion import Weigher
from probenlp.classify.rules_personal import PersonalRules
from probenlp.classify.rules_source import SourceRules
from probenlp.classify.rules_speech import SpeechRules
from probenlp.classify.wording import trade_words_of
from probenlp.domains import Domain
from probenlp.domains.speakers import SpeakerNames

DEFAULT: Final = "default"
SPEECH: Final = frozenset(
    {"quoted-speaker", "indirect-speech", "reported-speech", "nameless-quotation"}
)
"""The rules by which somebody named speaks."""


def rules_of(domain: Domain, names: SpeakerNames) -> Rules:
    """Give the rules of a domain in their order.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> probation = load_domain("probation")
    >>> [rule.name for rule in rules_of(probation, SpeakerNames(probation))][-1]
    'default'
    """
    trade = trade_words_of(domain)
    weigher = Weigher(trade)
    speech = SpeechRules(names, weigher)
    source = SourceRules(weigher)
    personal = PersonalRules(trade, weigher)
    order = (
        Rule("nothing-said", rules_furniture.nothing_said),
        Rule("address", rules_furniture.address),
        Rule("dateline", rules_furniture.dateline),
        Rule("line-noise", rules_civil.line_noise),
        Rule("turn", rules_furniture.turn_heading),
        Rule("section-heading", rules_furniture.section_heading),
        Rule("signature", rules_furniture.signature),
        Rule("frame", rules_furniture.frame),
        Rule("signed-office", speech.signed_office),
        Rule("invitation", rules_furniture.invitation),
        Rule("contact", rules_furniture.contact),
        Rule("advert", rules_civil.advert),
        Rule("civility", rules_civil.civility),
        Rule("request", rules_civil.request),
        Rule("about-the-text", rules_civil.about_the_text),
        Rule("to-readers", rules_civil.to_readers),
        Rule("relayed-view", speech.relayed_view),
        Rule("quoted-speaker", speech.quoted_speaker),
        Rule("indirect-speech", speech.indirect_speech),
        Rule("reported-speech", speech.reported_speech),
        Rule("inspected-sample", speech.inspected_sample),
        Rule("reported-rating", source.reported_rating),
        Rule("continued-finding", speech.continued_finding),
        Rule("nameless-quotation", source.nameless_quotation),
        Rule("office", source.text_of_an_office),
        Rule("news", source.text_of_the_news),
        Rule("union", source.text_of_a_union),
        Rule("other-body", source.text_of_other_bodies),
        Rule("unknown-source", source.text_of_nobody_known),
        Rule("service-user", personal.service_user),
        Rule("restated-finding", personal.restated_finding),
        Rule("restated-figure", personal.restated_figure),
        Rule("weighed", personal.testimony_or_opinion),
        Rule(DEFAULT, personal.plain_default),
    )
    return Rules(order)
