"""The HTML inside a feed, rendered by the same rules as the same words on a page."""

from collections.abc import Callable

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from probenlp.harvest.comments.render import Rendered, nothing, render


def render_fragment(
    html: str,
    *,
    base_url: str | None = None,
    skip: Callable[[HtmlElement], bool] = nothing,
) -> Rendered:
    r"""Render a fragment of HTML.

    Parameters
    ----------
    html : str
        Untrusted: scripts, forms and styles give no text, and nothing is loaded.
    base_url : str or None
        The page's address; links are made absolute against it.
    skip : callable
        Elements that are a plugin's and not the writer's.

    Examples
    --------
    >>> render_fragment("Two rooms &amp; no chair.<br/><br/>Since May.").text
    'Two rooms & no chair.\n\nSince May.'
    """
    if not html.strip():
        return Rendered("")
    if "<" not in html and "&" not in html and "\x00" not in html:
        return Rendered(" ".join(part for part in _blanks_split(html) if part))
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    markup = f"<html><body>{html}".replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = document_fromstring(markup, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Rendered("")
    return render([tree.find("body")], skip=skip, base_url=base_url)


def _blanks_split(text: str) -> list[str]:
    for blank in "\t\n\r\f":  # a no-break space is a character, so not str.split()
        text = text.replace(blank, " ")
    return text.split(" ")


def plain_words(html: str | None) -> str | None:
    """Give a title written in HTML as one line of text; None where it has no words.

    Examples
    --------
    >>> plain_words("Rooms &amp; <em>chairs</em>"), plain_words("Caseloads &lt; 40?")
    ('Rooms & chairs', 'Caseloads < 40?')
    """
    return " ".join(render_fragment(html).text.split()) or None if html else None
