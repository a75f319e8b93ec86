"""Find figures with quantulum3: ``start``, ``end``, ``value``."""

import json
import sys

from quantulum3 import classifier, parser

classifier.USE_CLF = False  # its pickled model of ambiguous units needs an older scikit-learn

for line in sys.stdin:
    try:
        found = parser.parse(json.loads(line)["text"])
    except (ArithmeticError, IndexError, ValueError):  # it fails on some texts, as a whole
        found = []
    items = [{"start": q.span[0], "end": q.span[1], "value": float(q.value)} for q in found]
    sys.stdout.write(json.dumps(items) + "\n")
