"""The whole tagging pipeline in its order."""

from pathlib import Path

from spacy.language import Language

from probenlp.domains import lasting_name
from probenlp.tag.base import MAX_CHARACTERS, load_base
from probenlp.tag.names import RECOGNISER

BEFORE_THE_BASE = ("probenlp_sentences", "probenlp_units")
"""Sentence starts bind the parser; unit names bind the named-entity recogniser."""

AFTER_THE_BASE = (
    "probenlp_names",
    "probenlp_people",
    "probenlp_statistics",
    "probenlp_ratings",
    "probenlp_quotations",
    "probenlp_qualifiers",
    "probenlp_sentiment",
)

WITHOUT_A_DOMAIN = frozenset({"probenlp_sentences", "probenlp_names", "probenlp_qualifiers"})


def load(domain: str | Path = "probation") -> Language:
    """Load the base pipeline with all taggers.

    Parameters
    ----------
    domain : str or Path
        The name of a domain that ships, or the path of a folder of tables. The pipeline keeps the
        whole path, so that it can be saved and loaded from another folder of this machine.

    Returns
    -------
    Language
        A spaCy pipeline; each ``Doc`` it makes carries the span groups named in
        :data:`probenlp.tag.annotations.GROUPS`.

    Raises
    ------
    ModelError
        If the base pipeline is missing or altered.
    DomainError
        If the domain's tables cannot be used.

    Examples
    --------
    >>> from probenlp.tag.annotations import attached
    >>> doc = load()("Ashmere and Tolland PDU was rated ‘Good’.")
    >>> [unit.name for unit in attached(doc, "units")]
    ['Ashmere and Tolland PDU']
    """
    domain = lasting_name(domain)
    nlp = load_base()
    for place, name in enumerate(BEFORE_THE_BASE):
        nlp.add_pipe(name, config=_config(name, domain), before=nlp.pipe_names[place])
    nlp.disable_pipe(RECOGNISER)  # probenlp_names runs it, where there may be a name
    for name in AFTER_THE_BASE:
        nlp.add_pipe(name, config=_config(name, domain))
    return nlp


def _config(name: str, domain: str) -> dict[str, str | int]:
    if name == "probenlp_sentences":
        return {"max_length": MAX_CHARACTERS}
    return {} if name in WITHOUT_A_DOMAIN else {"domain": domain}
