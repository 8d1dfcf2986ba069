"""Pages as a PDF: the marking above and below, page x of y, headings repeated where a table goes on."""

from __future__ import annotations

import os
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QPdfWriter

from keywork_desktop.exporting.paper import PaperPages, PaperTable
from keywork_desktop.ui.day_sheet import set_page
from keywork_desktop.ui.paper import Paper

DOTS_PER_INCH = 300


def pdf_of(pages: PaperPages) -> bytes:
    """The bytes of the PDF; works without a display."""
    application = QGuiApplication.instance() or _without_display()
    assert application is not None
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setTitle(pages.title)
    device.setCreator("Keywork Desktop")
    device.setResolution(DOTS_PER_INCH)
    set_page(device)
    Paper(pages.title, pages.place, html_of(pages), pages.marking).paint(device)
    buffer.close()
    return bytes(content.data())


def _without_display() -> QGuiApplication:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["keywork-desktop"])


def html_of(pages: PaperPages) -> str:
    """The tables as rich text that Qt lays out."""
    return "".join(_table(table) for table in pages.tables) + f"<p>{escape(pages.made)}</p>"


def _table(table: PaperTable) -> str:
    page_break = ' style="page-break-before: always"' if table.new_page else ""
    heading = f"<h3{page_break}>{escape(table.heading)}</h3>"
    if not table.rows:
        return f"{heading}<p>Nobody.</p>"
    total = sum(table.widths)
    widths = [f' width="{100 * width // total}%"' for width in table.widths]
    head = "".join(
        f"<th align='left'{width}>{escape(name)}</th>" for name, width in zip(table.columns, widths, strict=True)
    )
    rows = "".join(_row(row.cells, alarm=row.alarm) for row in table.rows)
    opening = '<table width="100%" border="1" cellspacing="0" cellpadding="3" style="border-collapse: collapse">'
    return f"{heading}{opening}<thead><tr>{head}</tr></thead>{rows}</table>"


def _row(cells: tuple[str, ...], *, alarm: bool) -> str:
    """Bold beside the words, so that a black-and-white printer says it too."""
    return (
        "<tr>" + "".join(f"<td>{f'<b>{escape(cell)}</b>' if alarm else escape(cell)}</td>" for cell in cells) + "</tr>"
    )
