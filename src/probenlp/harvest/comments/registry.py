"""Which comment systems can be read, and the choice among them for a page.

A reader is found in two places: the list below, and the entry points of the group
``probenlp.comment_systems``, by which another package adds a system without touching this one (its
reader wins over a built-in one of the same name).
"""

from collections.abc import Collection, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from probenlp.harvest.comments.thread import CommentReader, PageLike, Thread

GROUP = "probenlp.comment_systems"

BUILT_IN = (
    "blogger_threaded:BloggerThreaded",
    "blogger_flat:BloggerFlat",
    "wpdiscuz:WpDiscuz",
    "drupal:Drupal",
    "reddit:OldReddit",
    "reddit_new:Reddit",
    "xenforo:XenForo",
    "discourse:Discourse",
    "phpbb:PhpBB",
    "phpbb_tables:PhpBBTables",
    "fluxbb:FluxBB",
    "vbulletin:VBulletin",
    "vanilla:Vanilla",
    "disqus:DisqusNoscript",
    "wordpress:WordPress",
    "schema_org:SchemaOrg",
    "generic:Generic",
    "generic_text:FlatText",
)
"""``module:class`` of each reader in this folder, those that know one system before those that
know a family; the first of two equal scores wins."""

LAST_RESORTS = ("generic", "trafilatura")
"""Readers that know no system: they are asked in this order where no other found a comment."""

_SURE = 0.95
_MINIMUM = 0.25


@cache
def readers() -> Mapping[str, CommentReader]:
    """Give every reader by name, the built-in ones first.

    Examples
    --------
    >>> "blogger-threaded" in readers()
    True
    """
    found: dict[str, CommentReader] = {}
    for place in BUILT_IN:
        module, name = place.split(":")
        reader = getattr(import_module(f"probenlp.harvest.comments.{module}"), name)()
        found[reader.name] = reader
    for entry in entry_points(group=GROUP):
        if entry.value.partition(":")[0].startswith("probenlp."):
            continue
        reader = entry.load()()
        found[reader.name] = reader
    return found


def read_thread(page: PageLike, *, without: Collection[str] = ()) -> Thread | None:
    """Take the comments of a page by the reader that is surest of it.

    Parameters
    ----------
    page : Page
        Its tree is not changed.
    without : collection of str
        Names of readers that are not asked: to measure what the others make of a page.

    Returns
    -------
    Thread or None
        None where no comment system is recognised. The first reader that is all but certain is
        taken without asking the others. A page that has the place for comments and
        holds none gives a thread without comments, never its form or its furniture.

    Notes
    -----
    Where no reader knows the system, or the one that knows it finds no comment, the thread is
    looked for by its shape alone (``generic``). Where there is none and yet a section named after
    comments, its bare words are taken (``trafilatura``, structure ``none``).
    """
    known = _by_system(page, without)
    if known is not None and known.comments:
        return known
    for name in LAST_RESORTS:
        # A system that was recognised and holds no comments says what the words are: its form.
        if name in without or (known is not None and name == "trafilatura"):
            continue
        thread = readers()[name].read(page)
        if thread.comments:
            return thread
    return known


def _by_system(page: PageLike, without: Collection[str]) -> Thread | None:
    best, highest = None, _MINIMUM
    for reader in readers().values():
        if reader.name in LAST_RESORTS or reader.name in without:
            continue
        score = reader.detect(page)
        if score > highest:
            best, highest = reader, score
        if score >= _SURE:
            break
    return best.read(page) if best is not None else None
