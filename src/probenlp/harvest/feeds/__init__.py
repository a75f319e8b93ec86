"""Feeds and interfaces: the same records as from pages, with less guessing.

Each format is one file that turns bytes into entries (``blogger_json``, ``blogger_atom``,
``wordpress_rest``, ``syndication``, ``sitemap``); :func:`build_document` makes a document of an
entry and its comments, :func:`feed_documents` of feeds in files,
:func:`merge` joins it with the page of the same post, :func:`harvest_blog`
does all of it for a blog between two dates, and :func:`read_sources` reads the list of the field's
public sources. No file here touches the network: addresses are asked for through the ``Fetch`` that
the caller gives.
"""

from probenlp.harvest.feeds.blog import harvest_blog
from probenlp.harvest.feeds.building import FeedSource, build_document
from probenlp.harvest.feeds.discovery import BlogSystem, discover
from probenlp.harvest.feeds.entries import FeedAuthor, FeedComment, FeedPage, FeedPost
from probenlp.harvest.feeds.file_forms import FeedFile, read_feed_file
from probenlp.harvest.feeds.files import feed_documents
from probenlp.harvest.feeds.further_pages import with_further_pages
from probenlp.harvest.feeds.merge import merge
from probenlp.harvest.feeds.sitemap import Sitemap, SitemapEntry, read_sitemap
from probenlp.harvest.feeds.sources import ListedSource, harvest_source, read_sources

__all__ = [
    "BlogSystem",
    "FeedAuthor",
    "FeedComment",
    "FeedFile",
    "FeedPage",
    "FeedPost",
    "FeedSource",
    "ListedSource",
    "Sitemap",
    "SitemapEntry",
    "build_document",
    "discover",
    "feed_documents",
    "harvest_blog",
    "harvest_source",
    "merge",
    "read_feed_file",
    "read_sitemap",
    "read_sources",
    "with_further_pages",
]
