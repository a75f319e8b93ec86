"""Charts as pictures, without a browser and without a network."""

from pathlib import Path
from typing import TYPE_CHECKING

from probenlp.errors import OutputError
from probenlp.report.charts.setting import missing

if TYPE_CHECKING:
    import altair as alt

FORMATS = ("svg", "png", "pdf")


def save_chart(chart: "alt.TopLevelMixin", path: str | Path, *, scale: float = 2.0) -> Path:
    """Write a chart as a picture.

    Parameters
    ----------
    chart : altair chart
        One of this package's or any other; its data must be inside it.
    path : str or Path
        Ends in ``.svg``, ``.png`` or ``.pdf``. The same chart gives the same picture on every
        machine, because its letters come with the converter.
    scale : float
        Pixels a point, for PNG.

    Raises
    ------
    OutputError
        If the name ends otherwise, or the file cannot be written.
    ProbenlpError
        If vl-convert is not installed.
    """
    path = Path(path)
    kind = path.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise OutputError(
            f"{path}: charts are written as {', '.join(FORMATS)}, not {kind or '?'!r}"
        )
    picture = _picture(chart.to_json(indent=None), kind, scale)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
    except OSError as error:
        raise OutputError(f"{path}: cannot write there: {error.strerror}") from error
    return path


def _picture(spec: str, kind: str, scale: float) -> bytes:
    try:
        import vl_convert
    except ImportError as error:
        raise missing("pictures of charts need vl-convert") from error
    nowhere: list[str] = []  # no address may be read while drawing
    if kind == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=nowhere))
    if kind == "pdf":
        return bytes(vl_convert.vegalite_to_pdf(spec, allowed_base_urls=nowhere))
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=nowhere)).encode()
