"""F1: what this page is for and which keys it knows, from the shipped help texts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from keywork_desktop import paths
from keywork_desktop.ui.widgets.buttons import button


def help_text(place: str) -> str:
    """The help of a page as Markdown; raises `ShippedFileMissing` if it was not shipped."""
    return paths.resource("help", f"{place}.md").read_text(encoding="utf-8")


class HelpWindow(QDialog):
    """Stays beside the window while one works; F1 on another page shows that page's help in it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        self.text = QTextBrowser(self)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("Help")
        close = button("Close", self)
        column.addWidget(self.text)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.clicked.connect(self.close)
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self.close)
        character = self.fontMetrics().averageCharWidth()
        self.resize(character * 72, self.fontMetrics().height() * 34)

    def show_help(self, place: str, title: str) -> None:
        """Show the help of this page."""
        self.setWindowTitle(f"Help: {title}")
        self.text.setMarkdown(help_text(place))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()
