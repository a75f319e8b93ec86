"""What people answered, as several tools and files spell it."""

from typing import cast, get_args

from probenlp.annotate.task import Answer


def answer_of(word: str | None, problems: list[str]) -> Answer | None:
    """Read an answer; an unknown word is noted.

    Examples
    --------
    >>> answer_of("reject", []), answer_of("", [])
    ('reject', None)
    """
    if not word:
        return None
    if word in get_args(Answer):
        return cast("Answer", word)
    problems.append(f"answer: {word!r}, wanted {', '.join(get_args(Answer))}, or nothing")
    return None
