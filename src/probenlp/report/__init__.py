"""What researchers look at: a page to explore the claims of a run, and charts."""
