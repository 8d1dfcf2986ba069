"""The Delivery page on paper: its tables, and its charts as pictures."""

from __future__ import annotations

from base64 import b64encode

from keywork_desktop.exporting.paper import PaperPages
from keywork_desktop.ui.models.delivery_charts import Chart
from keywork_desktop.ui.paper import Paper
from keywork_desktop.ui.pdf import html_of
from keywork_desktop.ui.widgets.chart_panel import png_of

_ACROSS = 960
"""Width of a chart on the page, in the pixels of a screen: ten inches."""


def paper_of(pages: PaperPages, charts: tuple[Chart, ...]) -> Paper:
    """The pages with the charts after the tables, each on a page of its own."""
    pictures = "".join(_picture(chart, pages) for chart in charts if chart.bars)
    return Paper(pages.title, pages.place, html_of(pages) + pictures, pages.marking)


def _picture(chart: Chart, pages: PaperPages) -> str:
    encoded = b64encode(png_of(chart, pages.place, pages.marking)).decode("ascii")
    return f'<p style="page-break-before: always"><img width="{_ACROSS}" src="data:image/png;base64,{encoded}"></p>'
