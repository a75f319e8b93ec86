"""Fetch pages, feeds and archives from the public web: politely, safely, repeatably.

>>> settings = FetchSettings(contact="https://ashmere.example/corpus", delay=10)
>>> with Fetcher(settings) as fetcher:
...     outcomes = list(fetcher.fetch_all(["ftp://dale.example/", "http://127.0.0.1/"]))
>>> [(outcome.url, outcome.reason) for outcome in outcomes]
[('ftp://dale.example/', 'scheme'), ('http://127.0.0.1/', 'address')]

"""

from probenlp.harvest.fetch.fetched import Fetch, Fetched, FetchError, FetchReason
from probenlp.harvest.fetch.fetcher import Fetcher
from probenlp.harvest.fetch.settings import FetchSettings
from probenlp.harvest.fetch.warc import Archived, read_warc

__all__ = [
    "Archived",
    "Fetch",
    "FetchError",
    "FetchReason",
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "read_warc",
]
