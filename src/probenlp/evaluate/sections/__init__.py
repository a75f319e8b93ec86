"""One section of the results page a file: each takes gold and gives a table with its provenance."""
