"""Which documents are a body's own publication, so that their article is nobody else's text."""

from typing import Final

from probenlp.domains.origins import Origin, Origins, by_form, kind_of
from probenlp.records import Document

_KINDS: Final = frozenset({"news", "press_release", "report"})
_ROLES: Final = frozenset({"inspectorate", "government", "inspected_body", "union", "journalist"})


def is_published(document: Document, origin: Origin | None, origins: Origins) -> bool:
    """Tell whether a document's article is the own text of a body that publishes.

    A blog that puts a whole press release into its post has the form of a press release, with
    "ENDS" and notes to editors. So the form alone counts only for a page without comments.

    Parameters
    ----------
    document : Document
        As harvested.
    origin : Origin or None
        Who is taken to publish it.
    origins : Origins
        The bodies of the domain.
    """
    discussed = any(passage.kind == "comment" for passage in document.passages)
    by_its_form = document.kind in (None, "dump") and not _is_site_of(document, origins)
    if by_its_form and discussed:
        return False
    if kind_of(document, origin) in _KINDS:
        return True
    # A union's branch has a blog too, and puts its employer's letters there.
    return origin is not None and origin.role in _ROLES and not discussed


def _is_site_of(document: Document, origins: Origins) -> bool:
    """Tell whether the address or the site's name are a known body's, or have the form of one."""
    if document.url and origins.at(document.url):
        return True
    site = document.site
    return bool(site and (origins.named_whole(site) or by_form(site)))
