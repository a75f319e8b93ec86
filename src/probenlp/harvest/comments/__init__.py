"""Comment threads: one file per comment system, chosen by the system's own markup.

A reader is a class with ``name``, ``detect(page)`` and ``read(page)``
(:class:`probenlp.harvest.comments.thread.CommentReader`). A new system is a new file, a line in
:data:`probenlp.harvest.comments.registry.BUILT_IN` or an entry point, and a stored page beside the
thread it should give; the tests fail without them.
"""

from probenlp.harvest.comments.registry import read_thread, readers
from probenlp.harvest.comments.thread import CommentReader, PageLike, RawComment, Thread

__all__ = ["CommentReader", "PageLike", "RawComment", "Thread", "read_thread", "readers"]
