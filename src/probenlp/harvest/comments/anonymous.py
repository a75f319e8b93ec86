"""Whether a writer appears under no name of their own.

Blogger, WordPress and Drupal mark it in one way only: where the writer gave no name they print
their own word for "Anonymous", in the site's language, and no link. Who typed "Anonymous" as a
name looks the same and is as nameless. A word alone decides nothing: with a link to a profile it
is the name somebody chose.
"""

_LABELS = frozenset(
    word.casefold()
    for word in (
        "Anonymous|Anonym|Anónimo|Anônimo|Anonyme|Anonimo|Anoniem|Anonyymi|Anonimowy|Anonymní|"
        "Anonymný|Névtelen|Anonim|Adsız|Анонимный|Анонимно|Анонім|Анонімний|Ανώνυμος|Анонимен|"
        "Анониман|Anonimno|Anoniman|Tanpa Nama|Nặc danh|"
        "ไม่ระบุชื่อ|匿名|익명|غير معرف|"
        "מאת אנונימי|אנונימי|बेनामी|ناشناس|Hindi nagpakilala|Anònim|Anonimiškas|Anonīms|"
        "Anonimni|Anonüümne|Gast"
    ).split("|")
)


def is_nameless(name: str | None, *, linked: bool) -> bool | None:
    """Decide from the name shown and whether it leads to a profile or site.

    Returns
    -------
    bool or None
        None where no name is shown at all: then nothing is marked.

    Examples
    --------
    >>> is_nameless("Anonymous", linked=False), is_nameless("Anonymous", linked=True)
    (True, False)
    """
    if not name:
        return None
    return not linked and name.casefold() in _LABELS
