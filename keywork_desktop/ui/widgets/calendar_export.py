"""Exporting the rota from the calendar: where to, another name if Excel holds the file, and then the way to it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.ui.asking_where import ask_where, documents, free_name, ways_to
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.widgets.calendar_notice import Notice

FORMATS = {"Excel workbook (*.xlsx)": "xlsx", "PDF to print (*.pdf)": "pdf", "Calendar file (*.ics)": "ics"}


def usual_name(establishment: str, first: date, unit: str | None) -> str:
    """`Rota Saltmarsh houseblock 2 from 23 Nov 2026.xlsx`."""
    place = establishment.removeprefix("HMP ").removeprefix("HMP/YOI ")
    where = f" {unit_name(unit)}" if unit else ""
    return f"Rota {place}{where} from {short_date(first)} {first.year}.xlsx"


class RotaExport(QObject):
    """Asks where, exports, and says in `notice` what came of it; `exported` carries the path."""

    exported = Signal(object)

    def __init__(self, office: Office, notice: Notice, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._notice, self._window = office, notice, window
        self._first, self._weeks, self._unit = date.min, 4, ""
        self.folder = documents()

    def ask(self, first: date, weeks: int, unit: str | None, establishment: str) -> QFileDialog:
        """Ask for the file; the export begins when it is chosen."""
        self._first, self._weeks, self._unit = first, weeks, unit or ""
        return self.ask_again(self.folder / usual_name(establishment, first, unit))

    def ask_again(self, offered: Path) -> QFileDialog:
        """Ask with this name in the field."""
        return ask_where(self._window, "Export rota", offered, FORMATS, self.to)

    def to(self, file: str) -> None:
        """Export to this file."""
        self.folder = Path(file).parent
        self._office.spawn(self._export(Path(file)))

    async def _export(self, path: Path) -> None:
        from keywork_desktop.actions.exporting_rota import export_rota
        from keywork_desktop.ui.pdf import pdf_of

        first, weeks, unit = self._first, self._weeks, self._unit or None

        def work(desk: Desk, task: Task) -> tuple[Path, int]:
            task.step(f"Writing {path.name}", 0.1)
            made = export_rota(desk, first, weeks, unit, path, pdf_of)
            return made.path, made.sessions

        try:
            written, sessions = await self._office.ask_long("Export rota", work)
        except EnvironmentProblem as problem:
            offer = free_name(problem, path)
            self._notice.say(problem.message, {"Another name…": partial(_ask, self, offer)}, warns=True)
            return
        self._notice.say(f"Exported {counted(sessions, 'session')} to {written.name}.", ways_to(written))
        self.exported.emit(written)


def _ask(export: RotaExport, offer: Path) -> None:
    export.ask_again(offer)
