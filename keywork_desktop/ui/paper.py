"""A page of text on paper: the marking above and below, a title, and page x of y."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPagedPaintDevice, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.day_sheet import set_page
from keywork_desktop.ui.marking import MARKING
from keywork_desktop.ui.theme import light, palette_of, scaled

_POINTS = 9.0
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class Paper:
    """Rich text under a title; `place` says of which prison and day it speaks."""

    def __init__(self, title: str, place: str, html: str, marking: str = MARKING) -> None:
        self.title = title
        self.marking = marking
        self.place = place
        self.html = html

    def paint(self, device: QPagedPaintDevice) -> int:
        """Paint all pages; gives back how many there are."""
        painter = QPainter(device)
        font = QFont("Arial")
        font.setStyleHint(QFont.StyleHint.SansSerif)
        font.setPointSizeF(_POINTS)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        area = painter.viewport()
        top, bottom = int(3.2 * line), 2 * line
        room = QSizeF(area.width(), area.height() - top - bottom)
        text = QTextDocument()
        text.documentLayout().setPaintDevice(device)
        text.setDefaultFont(font)
        text.setDocumentMargin(0)
        text.setHtml(self.html)
        text.setPageSize(room)
        pages = text.pageCount()
        for page in range(pages):
            if page:
                device.newPage()
            self._frame(painter, area, line, font, f"Page {page + 1} of {pages}")
            painter.save()
            painter.translate(0, top - page * room.height())
            _draw(text, painter, QRectF(0, page * room.height(), room.width(), room.height()))
            painter.restore()
        painter.end()
        return pages

    def _frame(self, painter: QPainter, area: QRect, line: int, font: QFont, page: str) -> None:
        width, height = area.width(), area.height()
        painter.setFont(scaled(font, 1.0, bold=True))
        for top in (0, height - line):
            painter.drawText(QRect(0, top, width, line), _CENTRE, self.marking)
        painter.setFont(scaled(font, 1.4, bold=True))
        painter.drawText(QRect(0, line, width, int(1.6 * line)), _LEFT, self.title)
        painter.setFont(font)
        painter.drawText(QRect(0, line, width, int(1.6 * line)), _RIGHT, self.place)
        painter.drawText(QRect(0, height - line, width, line), _RIGHT, page)


def _draw(text: QTextDocument, painter: QPainter, part: QRectF) -> None:
    """Draw a part of the text dark on white, whatever the window looks like: paper knows no dark theme."""
    how = QAbstractTextDocumentLayout.PaintContext()
    how.palette = palette_of(light())
    how.clip = part
    painter.setClipRect(part)
    text.documentLayout().draw(painter, how)


def preview(paper: Paper, owner: QWidget) -> QPrintPreviewDialog:
    """Open the preview, from which it is printed; freed when it closes."""
    # The dialog's own printer: it would not keep one of ours alive.
    dialog = QPrintPreviewDialog(owner)
    dialog.printer().setDocName(paper.title)
    set_page(dialog.printer())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(f"Print: {paper.title}")
    dialog.resize(1000, 700)
    # A bound method would let go of its paper: PySide holds only a weak reference to it.
    dialog.paintRequested.connect(partial(_paint, paper))
    dialog.open()
    return dialog


def _paint(paper: Paper, printer: QPrinter) -> None:
    paper.paint(printer)
