"""A chart with what one does with it: choose the measure, read it as numbers, copy it, save it as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QImageWriter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from keywork_desktop.domain.measure_words import Measured
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.asking_where import ask_where
from keywork_desktop.ui.models.delivery_charts import Bar, Chart
from keywork_desktop.ui.models.fixed_table import FixedTableModel
from keywork_desktop.ui.widgets.buttons import Chip, button
from keywork_desktop.ui.widgets.chart_view import ChartView, picture_of, svg_of
from keywork_desktop.ui.widgets.import_tables import WideTable, dress
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel

PICTURES = {"Picture (*.png)": "png", "Drawing (*.svg)": "svg"}


class BarsModel(FixedTableModel[Bar]):
    """The bars of a chart as a table of names and numbers."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(chart.bars, parent)
        self.headings = (chart.what, chart.axis.capitalize())

    def cell(self, row: Bar, column: int, role: int) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        text = f"{row.text} (in part)" if row.partly else row.text
        return row.label.replace("\n", " ") if column == 0 else text


class ChartPanel(Panel):
    """`measure_chosen` carries the `Measured` that somebody wants to see; `saved` the file of a saved picture."""

    measure_chosen = Signal(object)
    picture_wanted = Signal(object, object)
    """The chart and the file to save it to."""

    def __init__(self, measures: Sequence[Measured], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.marking = "", ""
        self.folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        self.title = ToneLabel("", self, bold=True, wrap=True)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Measure of this chart")
        for measured in measures:
            self.choice.addItem(measured.title, measured)
        self.choice.setVisible(bool(measures))
        self.as_numbers = Chip("Numbers", self)
        self.as_numbers.setToolTip("Show the numbers of this chart as a table")
        self.copy_button = button(
            "Copy", self, icon_name="ph.copy", tip="Copy the picture, or the numbers, of this chart"
        )
        self._fill_menu()
        self.view = ChartView(self)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.table = WideTable((24, 16), 0, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.note = quiet("", self, wrap=True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.table)
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._choose)
        self.as_numbers.toggled.connect(self._turn)

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        for text, does in (
            ("Copy &picture", self.copy_picture),
            ("Copy &numbers", self.copy_numbers),
            ("&Save picture…", self.ask_where),
        ):
            action = QAction(text, self)
            action.triggered.connect(does)
            menu.addAction(action)
        self.copy_button.setMenu(menu)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        controls = QHBoxLayout()
        controls.setSpacing(8)
        controls.addWidget(self.choice)
        controls.addStretch(1)
        controls.addWidget(self.as_numbers)
        controls.addWidget(self.copy_button)
        self.column.addLayout(head)
        self.column.addLayout(controls)
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self.note)

    @property
    def measured(self) -> Measured:
        """The measure that is chosen."""
        found: Measured = self.choice.currentData()
        return found

    @property
    def chart(self) -> Chart | None:
        return self.view.chart

    def choose(self, measured: Measured) -> None:
        """Choose this measure, if the panel offers it."""
        place = next((row for row in range(self.choice.count()) if self.choice.itemData(row) is measured), -1)
        if place >= 0:
            self.choice.setCurrentIndex(place)

    def show_chart(self, chart: Chart) -> None:
        """Show this chart, as picture or as numbers, whichever was chosen."""
        self.title.setText(chart.title)
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        for widget in (self._stack, self.as_numbers, self.copy_button):
            widget.setVisible(bool(chart.bars))
        if chart == self.view.chart:
            return
        self.view.show_chart(chart)
        old = self.table.model()
        self.table.setModel(BarsModel(chart, self.table))
        self.table.setAccessibleName(f"{chart.title}, numbers")
        dress(self.table)
        if old is not None:
            old.deleteLater()

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self.chart is not None:
            QGuiApplication.clipboard().setImage(picture_of(self.chart, self.place, self.marking))
            announce(self, "Picture copied")

    def copy_numbers(self) -> None:
        """Put the numbers on the clipboard as a table that Excel takes."""
        if self.chart is not None:
            QGuiApplication.clipboard().setText(self.chart.as_text)
            announce(self, "Numbers copied")

    def ask_where(self) -> QFileDialog:
        """Ask for a file for the picture."""
        name = f"{self.chart.title if self.chart else 'Chart'}.png"
        return ask_where(self, "Save picture", self.folder / name, PICTURES, self._save_as)

    def _save_as(self, file: str) -> None:
        if self.chart is not None:
            self.folder = Path(file).parent
            self.picture_wanted.emit(self.chart, Path(file))

    def content_for(self, chart: Chart, file: Path) -> bytes:
        """The bytes of the picture file: SVG for `.svg`, else PNG."""
        if file.suffix.lower() == ".svg":
            return svg_of(chart, self.place, self.marking)
        return png_of(chart, self.place, self.marking)

    def _turn(self, numbers: bool) -> None:
        self._stack.setCurrentWidget(self.table if numbers else self.view)

    def _choose(self, _: int) -> None:
        self.measure_chosen.emit(self.measured)


def png_of(chart: Chart, place: str, marking: str) -> bytes:
    """The chart as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture_of(chart, place, marking))
    buffer.close()
    return bytes(content.data())
