"""Who originates each sentence: an inspectorate, an office, a practitioner, the news.

By a written order of rules (:data:`probenlp.classify.rules.RULES`); every sentence names the rule
that decided it.

"""

from probenlp.classify.assign import assign_voices

__all__ = ["assign_voices"]
