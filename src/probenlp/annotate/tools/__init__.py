"""One file per annotation tool, both directions."""
