"""How good it is: scorers, intervals, and the results page (``python -m probenlp.evaluate``)."""
