"""The taggers: one spaCy component a file, each usable alone by ``nlp.add_pipe``.

This module loads nothing by itself: spaCy takes seconds to import, and the command line must not
wait for it. Take what you need from :mod:`probenlp.tag.language` and :mod:`probenlp.tag.passages`.

"""
