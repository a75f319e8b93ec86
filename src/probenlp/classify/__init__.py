"""Who originates each sentence, and what it says of the service.

Rules first: a written order of them (:mod:`probenlp.classify.rules`), each with a name as
evidence.
Then a linear model weighs what they say with the words, the style and the surroundings of a
sentence, since rules that were written with some pages at hand are too sure of others.

"""

from probenlp.classify.assign import assign_voices, shipped_voice_model, voice_model_in
from probenlp.classify.sentiment import assign_sentiments

__all__ = ["assign_sentiments", "assign_voices", "shipped_voice_model", "voice_model_in"]
