"""Charts of a run: functions from records to Altair charts, one file a chart.

Altair and vl-convert come with the extra ``notebook`` and are imported when a chart is
made. A chart of nothing says so instead of failing.

"""

from probenlp.report.charts.quoting import who_quotes_whom
from probenlp.report.charts.ratings import ratings_over_time
from probenlp.report.charts.saving import FORMATS, save_chart
from probenlp.report.charts.sentiment import sentiment_by_aspect
from probenlp.report.charts.shares import statistics_by_standard
from probenlp.report.charts.volume import volume_of_testimony

__all__ = [
    "FORMATS",
    "ratings_over_time",
    "save_chart",
    "sentiment_by_aspect",
    "statistics_by_standard",
    "volume_of_testimony",
    "who_quotes_whom",
]
