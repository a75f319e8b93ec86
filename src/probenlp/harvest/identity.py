"""Names that outlive a run: of documents, of passages, and of people without their names."""

import hashlib
import hmac
import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from courlan import normalize_url

# They name a view of a page or a place on it, not another page: Blogger's links to one comment
# and its mobile view, WordPress's reply links and comment pages.
_VIEWS = frozenset({"showcomment", "commentpage", "replytocom", "cpage", "m", "amp", "unapproved"})

_NOBODY = frozenset(
    "anonymous anonym anonyme anônimo anónimo anonimo anoniem anonimowy unknown unbekannt inconnu"
    " desconocido desconhecido guest gast".split()
)


def canonical_url(url: str) -> str:
    """Bring the addresses under which one page is linked to one form.

    Fragments, campaign parameters and parameters that only choose a view go; parameters that may
    choose the page stay, so that two pages never become one.

    Examples
    --------
    >>> canonical_url("https://dale.example/2023/04/unit.html?showComment=168&utm_source=x#c16")
    'https://dale.example/2023/04/unit.html'
    >>> canonical_url("https://dale.example/?story=12")
    'https://dale.example/?story=12'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # "http://[half": still an address for naming, only not a tidy one
        return url.strip()
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if pair[0].lower() not in _VIEWS
    ]
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
    return str(normalize_url(bare))


def document_id(url: str | None, content_sha256: str) -> str:
    """Name a document by its address, or else by its content.

    Parameters
    ----------
    url : str or None
        As stated by the page or as fetched; in any form.
    content_sha256 : str
        Hexadecimal, of the input's bytes.

    Returns
    -------
    str
        ``"d"`` and twelve hexadecimal digits: one chance in three thousand of any two alike among
        300,000 documents.

    Examples
    --------
    >>> document_id("https://dale.example/a?utm_source=x", "00") == document_id(
    ...     "https://dale.example/a#top", "ff"
    ... )
    True
    """
    seed = canonical_url(url) if url else content_sha256
    return "d" + hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def comment_id(document: str, native_id: str | None, path: str) -> str:
    """Name a comment by what its system calls it, or else by its place in the thread."""
    return f"{document}.c{native_id or path}"


def author_key(name: str | None, profile_url: str | None, salt: bytes) -> str | None:
    """Give the same key to the same writer without giving the name away.

    Parameters
    ----------
    name : str or None
        As shown.
    profile_url : str or None
        It tells two people of one name apart, and survives a change of name.
    salt : bytes
        The project's secret; keys of two salts cannot be joined.

    Returns
    -------
    str or None
        Sixteen hexadecimal digits of an HMAC-SHA-256. None for nobody and for "Anonymous".

    Examples
    --------
    >>> author_key("Orla Finch", None, b"s") == author_key(" orla  finch", None, b"s")
    True
    >>> author_key("Anonymous", None, b"s") is None
    True
    """
    if profile_url:
        identity = "url:" + canonical_url(profile_url)
    elif name and name.strip() and not is_nobody(name):
        folded = unicodedata.normalize("NFKC", name).casefold()
        identity = "name:" + re.sub(r"\s+", " ", folded).strip()
    else:
        return None
    return hmac.new(salt, identity.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[
        :16
    ]


def is_nobody(name: str) -> bool:
    """Tell whether a name is what a blog shows in place of one."""
    return name.strip().casefold() in _NOBODY
