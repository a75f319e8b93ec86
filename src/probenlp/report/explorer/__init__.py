"""The explorer: the claims of a run as one page that needs nothing but a browser."""

from probenlp.report.explorer.island import Island, decode_island
from probenlp.report.explorer.page import report_page, write_report

__all__ = ["Island", "decode_island", "report_page", "write_report"]
