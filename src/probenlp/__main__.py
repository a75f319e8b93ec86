"""``python -m probenlp`` is the command line."""

from probenlp.cli import main

main()
