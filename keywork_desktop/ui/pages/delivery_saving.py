"""Writing what the Delivery page shows: workbook, PDF, pictures of charts, and paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from keywork_desktop.domain.delivery_periods import period_words
from keywork_desktop.domain.delivery_report import DeliveryReport, TrendPoint
from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.ui.asking_where import PDF, ask_where, documents, free_name, ways_to
from keywork_desktop.ui.models.delivery_charts import Chart
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.calendar_notice import Notice
from keywork_desktop.ui.widgets.chart_panel import ChartPanel

FORMATS = {"Excel workbook (*.xlsx)": "xlsx", **PDF}


def usual_name(report: DeliveryReport) -> str:
    """`Delivery Saltmarsh October 2026.xlsx`."""
    place = report.establishment.removeprefix("HMP ").removeprefix("HMP/YOI ")
    return f"Delivery {place} {period_words(report.period)}.xlsx"


class DeliverySaving(QObject):
    """Asks where, writes, and says in `notice` what came of it."""

    def __init__(self, office: Office, notice: Notice, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._notice, self._window = office, notice, window
        self.shown: tuple[DeliveryReport, tuple[TrendPoint, ...]] | None = None
        self.folder = documents()

    def ask(self) -> QFileDialog | None:
        """Ask for a file for the whole page; nothing while nothing is shown."""
        return self.ask_again(self.folder / usual_name(self.shown[0])) if self.shown is not None else None

    def ask_again(self, offered: Path) -> QFileDialog:
        """Ask with this name in the field."""
        return ask_where(self._window, "Export delivery", offered, FORMATS, self.to)

    def to(self, file: str) -> None:
        """Export to this file."""
        self.folder = Path(file).parent
        self._office.spawn(self._export(Path(file)))

    async def _export(self, path: Path) -> None:
        from keywork_desktop.actions.exporting_delivery import export_delivery
        from keywork_desktop.ui.pdf import pdf_of

        if self.shown is None:
            return
        report, trend = self.shown
        try:
            await self._office.ask(partial(export_delivery, report=report, trend=trend, output=path, paper=pdf_of))
        except EnvironmentProblem as problem:
            offer = free_name(problem, path)
            self._notice.say(problem.message, {"Another name…": partial(_ask, self, offer)}, warns=True)
            return
        self._say_written(path)

    def save_picture(self, panel: ChartPanel, chart: Chart, file: Path) -> None:
        """Write the picture of a chart."""
        content = panel.content_for(chart, file)
        self._office.spawn(self._write(file, content))

    async def _write(self, file: Path, content: bytes) -> None:
        from keywork_desktop.actions.exporting_delivery import write_picture

        await self._office.on_worker(write_picture, file, content)
        self._say_written(file)

    def _say_written(self, path: Path) -> None:
        self._notice.say(f"Written: {path.name}.", ways_to(path))

    def print_page(self, charts: tuple[Chart, ...]) -> None:
        """Open a preview of the whole page on paper, with its charts."""
        self._office.spawn(self._print(charts))

    async def _print(self, charts: tuple[Chart, ...]) -> QPrintPreviewDialog | None:
        from keywork_desktop.actions.exporting_delivery import delivery_pages
        from keywork_desktop.ui.delivery_paper import paper_of
        from keywork_desktop.ui.paper import preview

        if self.shown is None:
            return None
        report, trend = self.shown
        pages = await self._office.ask(partial(delivery_pages, report=report, trend=trend))
        return preview(paper_of(pages, charts), self._window)


def _ask(saving: DeliverySaving, offer: Path) -> None:
    saving.ask_again(offer)
