"""Find figures with Recognizers-Text: ``start``, ``end``, ``value``; the longest reading wins."""

import json
import sys

from recognizers_number import Culture, recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency

READERS = (recognize_percentage, recognize_currency, recognize_number)


def figures(text):
    """Find percentages, sums of money, then other numbers that touch none of them."""
    found = []
    for read in READERS:
        for one in read(text, Culture.English):
            value = (one.resolution or {}).get("value")
            try:
                number = float(str(value).rstrip("%"))
            except ValueError:
                continue
            start, end = one.start, one.end + 1
            if not any(start < item["end"] and item["start"] < end for item in found):
                found.append({"start": start, "end": end, "value": number})
    return found


for line in sys.stdin:
    sys.stdout.write(json.dumps(figures(json.loads(line)["text"])) + "\n")
