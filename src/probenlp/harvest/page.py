"""A page, parsed once for everybody who reads from it."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)

from probenlp.harvest.placement import SourceIndex

# Characters that XML has no place for, as they are and as references to them ("&#11;").
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0{0,9}(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    r"|[xX]0{0,9}(?:[1-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)


# lxml.html looks the class of every element up in Python, each time that one is met again, for the
# sake of forms and their fields, which nobody here asks for anything.
_CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page: its source, one tree, and the way from words back to the source.

    Attributes
    ----------
    name : str
        As in :class:`probenlp.harvest.Input`.
    url : str or None
        The address that the page states, or else that it was fetched from; links are made absolute
        against it.
    source_text : str
        As decoded; positions are code points of it.
    tree : lxml.html.HtmlElement
        The only tree. Its readers do not change it.
    index : SourceIndex
        Finds texts in the source.
    salt : bytes
        For the keys of authors.
    lost_nesting : bool
        Whether elements were nested deeper than the parser goes; what is deeper is not in the tree.
    """

    name: str
    url: str | None
    source_text: str
    tree: HtmlElement
    index: SourceIndex
    salt: bytes = field(repr=False)
    lost_nesting: bool = False


def parse_page(name: str, url: str | None, source_text: str, salt: bytes) -> Page | None:
    """Parse a page; no network, no entities of its own.

    Returns
    -------
    Page or None
        None where there is nothing to parse.
    """
    # huge_tree lets the parser go 2,048 levels deep instead of 256; a real thread of 600 nested
    # replies in three elements each needs that.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    parser.set_element_class_lookup(_CLASSES)
    # lxml reads control characters and then refuses to move the text that holds them.
    shown = _CONTROL_REFERENCE.sub(" ", _CONTROL.sub(" ", source_text.replace("\x00", "")))
    markup = shown.encode("utf-8", "replace")
    try:
        tree = document_fromstring(markup, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    lost = any("xcessive depth" in entry.message for entry in parser.error_log)
    stated = url or _stated_url(tree)
    return Page(name, stated, source_text, tree, SourceIndex(source_text, html=True), salt, lost)


def _stated_url(tree: HtmlElement) -> str | None:
    """Read the address that the page gives as its own."""
    links = (link for link in tree.iter("link") if link.get("rel", "").lower() == "canonical")
    metas = (meta for meta in tree.iter("meta") if meta.get("property") == "og:url")
    stated = (*(link.get("href", "") for link in links), *(m.get("content", "") for m in metas))
    addresses = (value.strip() for value in stated)
    return next((a for a in addresses if a.startswith(("http://", "https://"))), None)
