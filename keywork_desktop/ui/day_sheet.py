"""The day sheet on paper: who must be seen today, with room to write down what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from keywork_desktop.domain.due_list import Heading
from keywork_desktop.domain.wording import STATUS_SHAPES, long_date, status_words
from keywork_desktop.ui.asking_where import PDF, ask_where
from keywork_desktop.ui.delegates.due_columns import two_lines
from keywork_desktop.ui.marking import MARKING
from keywork_desktop.ui.models.due_model import PersonRow
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import light, scaled
from keywork_desktop.ui.units import units_text
from keywork_desktop.ui.view import View

ON_THE_SHEET = (Heading.OVERDUE_PRIORITY, Heading.OVERDUE_NEVER_MET, Heading.OVERDUE, Heading.DUE_TODAY)
_COLUMNS = (
    ("Status", 0.11),
    ("Prisoner", 0.18),
    ("Cell", 0.07),
    ("Key worker", 0.16),
    ("Why", 0.3),
    ("Seen, or why not", 0.18),
)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True)
class _Paper:
    """Lengths on one page, in the device's own units."""

    width: int
    height: int
    line: int
    row: int

    @property
    def rows_top(self) -> int:
        return 4 * self.line

    @property
    def rows_a_page(self) -> int:
        return max(1, (self.height - self.rows_top - 2 * self.line) // self.row)


def set_page(device: QPagedPaintDevice) -> None:
    """A4 landscape with margins that every printer has."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Landscape)
    device.setPageMargins(QMarginsF(10, 10, 10, 10), QPageLayout.Unit.Millimeter)


class DaySheet:
    """The sheet for one view: overdue and due today, as the list ranks and filters them."""

    def __init__(self, view: View, people: Sequence[PersonRow]) -> None:
        snapshot = view.snapshot
        self.title = f"Who must be seen · {long_date(snapshot.on)}"
        self.place = f"{snapshot.establishment.name} · {units_text(view.units, snapshot.units)}"
        self.people = tuple(row for row in people if row.item.heading in ON_THE_SHEET)
        self._look = light()

    def paint(self, device: QPagedPaintDevice) -> int:
        """Paint all pages; gives back how many there are."""
        painter = QPainter(device)
        font = QFont("Arial")
        font.setStyleHint(QFont.StyleHint.SansSerif)
        font.setPointSizeF(8.5)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        area = painter.viewport()
        paper = _Paper(area.width(), area.height(), line, int(2 * line + line * 0.6))
        pages = max(1, -(-len(self.people) // paper.rows_a_page))
        for page in range(pages):
            if page:
                device.newPage()
            self._frame(painter, paper, page + 1, pages, font)
            first = page * paper.rows_a_page
            for place, row in enumerate(self.people[first : first + paper.rows_a_page]):
                self._row(painter, QRect(0, paper.rows_top + place * paper.row, paper.width, paper.row), row, font)
        if not self.people:
            where = QRect(0, paper.rows_top, paper.width, paper.row)
            painter.drawText(where, _LEFT, "Nobody is overdue or due on this day.")
        painter.end()
        return pages

    def _frame(self, painter: QPainter, paper: _Paper, page: int, pages: int, font: QFont) -> None:
        """Marking above and below, title, headings, page x of y."""
        line, width = paper.line, paper.width
        bold = scaled(font, 1.0, bold=True)
        painter.setPen(self._look.text)
        painter.setFont(bold)
        for top in (0, paper.height - line):
            painter.drawText(QRect(0, top, width, line), _CENTRE, MARKING)
        painter.setFont(scaled(font, 1.4, bold=True))
        painter.drawText(QRect(0, line, width, int(1.6 * line)), _LEFT, self.title)
        painter.setFont(font)
        painter.drawText(QRect(0, line, width, int(1.6 * line)), _RIGHT, self.place)
        painter.drawText(QRect(0, paper.height - line, width, line), _RIGHT, f"Page {page} of {pages}")
        painter.setFont(bold)
        for (title, _), cell in zip(_COLUMNS, self._cells(QRect(0, paper.rows_top - line, width, line)), strict=True):
            painter.drawText(cell, _LEFT, title)
        painter.drawLine(0, paper.rows_top, width, paper.rows_top)

    def _cells(self, row: QRect) -> list[QRect]:
        left, cells = 0.0, []
        gap = row.width() // 150
        for _, share in _COLUMNS:
            cells.append(QRect(int(left), row.top(), int(row.width() * share) - gap, row.height()))
            left += row.width() * share
        return cells

    def _row(self, painter: QPainter, rect: QRect, row: PersonRow, font: QFont) -> None:
        look, bold = self._look, scaled(font, 1.0, bold=True)
        urgent = row.item.overdue_priority
        if urgent:
            painter.fillRect(rect, look.overdue_pale)
            painter.fillRect(QRect(rect.left(), rect.top(), max(2, rect.width() // 400), rect.height()), look.overdue)
        painter.setPen(look.text)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        cells = self._cells(rect)
        pad = rect.width() // 200
        side = painter.fontMetrics().ascent() * 0.8
        shape = QRectF(cells[0].left() + pad, rect.center().y() - side / 2, side, side)
        draw_shape(painter, shape, STATUS_SHAPES[row.item.status], look.overdue if urgent else look.text)
        words = status_words(row.item)
        words = words.replace("Overdue", "OVERDUE") if urgent else words
        self._lines(painter, cells[0].adjusted(pad + int(side * 1.4), 0, 0, 0), (words, ""), bold, look.text)
        groups = "".join(f" [{badge}]" for badge in row.badges)
        self._lines(
            painter, cells[1], (row.item.prisoner.name, f"{row.number}{groups}"), bold if urgent else font, look.text
        )
        self._lines(painter, cells[2], (str(row.item.prisoner.location), ""), font, look.text)
        self._lines(painter, cells[3], (row.key_worker, row.key_worker_note), font, look.text)
        metrics = QFontMetrics(font, painter.device())
        self._lines(painter, cells[4], two_lines(row.why, cells[4].width(), metrics), font, look.text)
        painter.drawRect(cells[5].adjusted(0, rect.height() // 8, 0, -rect.height() // 8))

    def _lines(self, painter: QPainter, cell: QRect, lines: tuple[str, str], font: QFont, colour: QColor) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        metrics = painter.fontMetrics()
        shown = [metrics.elidedText(text, Qt.TextElideMode.ElideRight, cell.width()) for text in lines if text]
        line = metrics.height()
        top = cell.top() + (cell.height() - line * len(shown)) // 2
        for place, text in enumerate(shown):
            painter.drawText(QRect(cell.left(), top + place * line, cell.width(), line), _LEFT, text)


def _paint(sheet: DaySheet, printer: QPrinter) -> None:
    sheet.paint(printer)


def preview(view: View, people: Sequence[PersonRow], owner: QWidget) -> QPrintPreviewDialog:
    """Open the preview, from which it is printed; freed when it closes."""
    # The dialog's own printer: it would not keep one of ours alive.
    dialog = QPrintPreviewDialog(owner)
    dialog.printer().setDocName("Day sheet")
    set_page(dialog.printer())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Print the day sheet")
    dialog.resize(1000, 700)
    # A bound method would let go of its sheet: PySide holds only a weak reference to it.
    dialog.paintRequested.connect(partial(_paint, DaySheet(view, people)))
    dialog.open()
    return dialog


def save_pdf(view: View, people: Sequence[PersonRow], name: str) -> int:
    """Write the sheet as PDF; gives back the number of pages."""
    writer = QPdfWriter(name)
    writer.setTitle("Day sheet")
    writer.setResolution(300)
    set_page(writer)
    return DaySheet(view, people).paint(writer)


def ask_where_to_save(view: View, people: Sequence[PersonRow], owner: QWidget) -> QFileDialog:
    """Ask for the file, then write the PDF."""
    suggested = Path.home() / f"day sheet {view.snapshot.on.isoformat()}.pdf"
    return ask_where(owner, "Save the day sheet", suggested, PDF, partial(save_pdf, view, people))
