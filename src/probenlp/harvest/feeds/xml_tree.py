"""XML as strangers send it: no entities, no network, no more depth than a feed has."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from probenlp.errors import HarvestError
from probenlp.harvest.encoding import decode
from probenlp.harvest.inputs import MAX_BYTES, too_large

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,300}\?>")
# Not allowed in XML 1.0, yet pasted into posts and carried on by blog software.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, and what was wrong with its source."""

    root: etree._Element
    warnings: tuple[str, ...] = ()


def parse_xml(data: bytes, name: str, *, wanted: str = "a feed") -> Parsed:
    """Parse XML.

    Parameters
    ----------
    data : bytes
        As received, decoded from its content-encoding.
    name, wanted : str
        For errors: the address or file, and what should have stood there.

    Returns
    -------
    Parsed
        With a warning where the source is not well-formed; then what could be read is there.

    Raises
    ------
    HarvestError
        With ``reason`` ``too-large``, ``empty``, ``unsupported`` (a page; declared entities, with
        which bombs are built and files are read) or ``unreadable``.
    """
    if len(data) > MAX_BYTES:
        raise HarvestError(too_large(len(data), MAX_BYTES), source=name, reason="too-large")
    text = decode(data).text.lstrip("\ufeff \t\r\n")
    if not text.strip("\x00 \t\r\n"):
        raise HarvestError(f"holds no characters, wanted {wanted}", source=name, reason="empty")
    clean, removed = _CONTROL.subn("", _DECLARATION.sub("", text, count=1))
    warnings = [f"feed: {removed} control characters were left out"] if removed else []
    markup = clean.encode("utf-8")
    try:
        root = etree.fromstring(markup, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        root = _recovered(markup, name, wanted)
        warnings.append(f"feed: is not well-formed ({error.msg}); what could be read was taken")
    _refuse_entities(root, name)
    if local_name(root).lower() == "html":
        raise HarvestError(
            f"is a page, wanted {wanted}: is the address right?", source=name, reason="unsupported"
        )
    return Parsed(root, tuple(warnings))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        recover=recover,
    )


def _recovered(markup: bytes, name: str, wanted: str) -> etree._Element:
    try:
        root = etree.fromstring(markup, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise HarvestError(
            f"holds no XML that can be read, wanted {wanted}", source=name, reason="unreadable"
        )
    return root


def _refuse_entities(root: etree._Element, name: str) -> None:
    internal: Any = root.getroottree().docinfo.internalDTD  # the stubs know no entities
    if internal is not None and internal.entities():
        raise HarvestError(
            "declares XML entities, which no feed needs and attacks are made of; refused",
            source=name,
            reason="unsupported",
        )


def local_name(element: etree._Element) -> str:
    """Give an element's name without its namespace; nothing for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """Give an element's namespace, or nothing."""
    tag = element.tag
    return tag[1:].rpartition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Give the children of these names.

    Parameters
    ----------
    *names : str
        Names without namespaces: feeds spell those in many ways.
    """
    return [child for child in element if local_name(child) in names]


def words_of(element: etree._Element | None) -> str | None:
    """Give all the text of an element; None where there is none but blanks."""
    if element is None:
        return None
    return "".join(str(text) for text in element.itertext(with_tail=False)).strip() or None


def child_words(element: etree._Element, *names: str) -> str | None:
    """Give the text of the first child of these names that has any."""
    for child in children(element, *names):
        if found := words_of(child):
            return found
    return None
