"""How many independently tell a fact: a release pasted into five blogs is one witness, not six."""

from collections.abc import Iterable

from probenlp.claims.link.facts import Facts


def sources_of(members: Iterable[Facts]) -> tuple[str, ...]:
    """Give the witnesses among the members of a group.

    Parameters
    ----------
    members : iterable of Facts
        In the order of the run.

    Returns
    -------
    tuple of str
        Documents and comments, in order. A claim pasted from another text counts as that text,
        and one that repeats a sentence as the first that has it.

    Examples
    --------
    >>> def told(witness, wording):
    ...     return Facts(claim_id="c", document_id=witness, witness=witness, label="", sort="words",
    ...                  wording=wording)
    >>> sources_of([told("release", "w1"), told("blog", "w1"), told("paper", "w2")])
    ('release', 'paper')
    """
    first_with: dict[str, str] = {}
    same_as: dict[str, str] = {}
    witnesses: dict[str, None] = {}
    for one in members:
        first = first_with.setdefault(one.wording, one.witness) if one.wording else one.witness
        if first != one.witness:
            same_as[one.witness] = first
        witnesses[one.witness] = None
    return tuple(dict.fromkeys(_root(witness, same_as) for witness in witnesses))


def _root(witness: str, same_as: dict[str, str]) -> str:
    seen = {witness}
    while (further := same_as.get(witness)) is not None and further not in seen:
        seen.add(further)
        witness = further
    return witness
