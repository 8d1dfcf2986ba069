"""A chart of bars that one can read: values written at the bars, words at the axes, told apart without colour.

The one place that draws with pyqtgraph, which takes a moment to load: import it when a chart is first wanted.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QFont, QFontInfo, QFontMetrics, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.delivery_charts import Bar, Chart
from keywork_desktop.ui.theme import Tokens, light, tokens

# Its own clean-up at the end of the program would take widgets apart that the window still owns.
pg.setConfigOption("exitCleanup", False)

BAR = 0.62
"""How much of its place a bar takes."""

_FEWEST = 4

PICTURE = QSize(1000, 520)
_DEPTH = 2
"""Pixels of a copied picture for each of the chart: sharp on paper."""


class ChartView(pg.GraphicsLayoutWidget):
    """Shows one `Chart`. Arrow keys go from bar to bar and say each; the whole is its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        # Before the widget is made: making it changes its palette already.
        self._chart: Chart | None = None
        self._current = -1
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def chart(self) -> Chart | None:
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        """Draw this one, unless it is drawn already."""
        if chart == self._chart:
            return
        self._chart, self._current = chart, -1
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.spoken)
        self.draw()

    def draw(self) -> None:
        """Draw the chart in the colours and the font of now."""
        if self._chart is None:
            return
        font = QApplication.font(self)
        draw_chart(self, self._chart, tokens(self), font, self._current if self.hasFocus() else -1)
        self.setMinimumHeight(height_of(self._chart, QFontMetrics(font)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.draw()

    def wheelEvent(self, event: Any) -> None:
        """The page scrolls, not the chart."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self._chart is not None and self._chart.bars:
            last = len(self._chart.bars) - 1
            self._current = max(0, min(last, self._current + steps[Qt.Key(event.key())]))
            bar = self._chart.bars[self._current]
            announce(self, f"{bar.label.replace(chr(10), ' ')}: {bar.text}", at_once=True)
            self.draw()
            return
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._current = max(self._current, 0)
        self.draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.draw()


def height_of(chart: Chart, metrics: QFontMetrics) -> int:
    """Pixels that the chart needs so that no word is cut."""
    line = metrics.height()
    if chart.upright:
        return 15 * line
    return max(_FEWEST, len(chart.bars)) * (line + 10) + 3 * line + 20


def draw_chart(view: Any, chart: Chart, look: Tokens, font: QFont, current: int = -1) -> None:
    """Draw the chart into an empty or used pyqtgraph layout. The bar `current` is set off by a heavy outline."""
    view.clear()
    view.setBackground(look.surface)
    view.ci.setSpacing(0)
    view.ci.setContentsMargins(2, 2, 6, 2)
    box = pg.ViewBox(enableMenu=False, enableMouse=False)
    names, numbers = (
        pg.AxisItem("bottom" if chart.upright else "left"),
        pg.AxisItem("left" if chart.upright else "bottom"),
    )
    for axis in (names, numbers):
        axis.setStyle(tickFont=font, tickLength=-4 if axis is numbers else 0, autoExpandTextSpace=True)
        axis.setTextPen(look.text)
        axis.setPen(pg.mkPen(look.line))
        axis.linkToView(box)
    numbers.setGrid(60)
    # Behind the bars: a view box lies at -100.
    numbers.setZValue(-1000)
    numbers.setTicks([[(tick, f"{tick:g}") for tick in ticks_up_to(_longest(chart))]])
    numbers.enableAutoSIPrefix(False)
    numbers.setLabel(chart.axis, color=look.quiet_text.name(), **{"font-size": f"{QFontInfo(font).pixelSize()}px"})
    metrics = QFontMetrics(font)
    if chart.upright:
        names.setHeight(2 * metrics.height() + 10)
        widest = max(metrics.horizontalAdvance(f"{tick:g}") for tick in ticks_up_to(_longest(chart)))
        numbers.setWidth(widest + metrics.height() + 24)
    else:
        numbers.setHeight(2 * metrics.height() + 16)
        names.setWidth(max((metrics.horizontalAdvance(bar.label) for bar in chart.bars), default=40) + 14)
    names.setTicks([[(place, bar.label) for place, bar in enumerate(chart.bars)]])
    places = {names: (1, 1) if chart.upright else (0, 0), numbers: (0, 0) if chart.upright else (1, 1)}
    view.addItem(box, 0, 1)
    for axis, (row, column) in places.items():
        view.addItem(axis, row, column)
    _set_range(box, chart, metrics)
    for place, bar in enumerate(chart.bars):
        _draw_bar(box, chart, place, bar, look, font, current == place)
    if chart.line is not None:
        _draw_line(box, chart, look, font)


def ticks_up_to(longest: float) -> list[float]:
    """Round numbers from 0 to no more than `longest`, four to six of them where whole steps allow."""
    step = 1.0
    for factor in (2, 2.5, 2) * 8:
        if longest / step <= 5:
            break
        step *= factor
    return [step * n for n in range(int(longest / step) + 1)]


def _longest(chart: Chart) -> float:
    values = [bar.value for bar in chart.bars if bar.value is not None]
    return max([*values, chart.most, chart.line[0] if chart.line else 0.0, 1.0])


def _set_range(box: Any, chart: Chart, metrics: QFontMetrics) -> None:
    """Room for the words at the longest bar."""
    longest, count = _longest(chart), max(len(chart.bars), 1)
    if chart.upright:
        box.setRange(xRange=(-0.6, count - 0.4), yRange=(0, longest * 1.16), padding=0)
    else:
        letters = max((metrics.horizontalAdvance(bar.text) for bar in chart.bars), default=40)
        # Few bars stay slim: room for four at least.
        places = (-0.6, max(count, _FEWEST) - 0.4)
        box.setRange(xRange=(0, longest * (1.12 + min(0.5, letters / 500))), yRange=places, padding=0)
        box.invertY(True)


def _draw_bar(box: Any, chart: Chart, place: int, bar: Bar, look: Tokens, font: QFont, current: bool) -> None:
    value = bar.value or 0.0
    if bar.value is not None:
        ground = QBrush(look.accent, Qt.BrushStyle.BDiagPattern) if bar.partly else QBrush(look.accent)
        pen = QPen(look.text if current else look.accent, 3 if current else 1)
        pen.setCosmetic(True)
        shape = {"x0": place - BAR / 2, "y0": 0, "width": BAR, "height": value}
        if not chart.upright:
            shape = {"x0": 0, "y0": place - BAR / 2, "width": value, "height": BAR}
        box.addItem(pg.BarGraphItem(**{key: [number] for key, number in shape.items()}, brush=ground, pen=pen))
    colour = look.text if bar.value is not None else look.quiet_text
    anchor = (0.5, 1.0) if chart.upright else (0.0, 0.5)
    words = pg.TextItem(bar.text, color=colour, anchor=anchor)
    words.setFont(_bold(font) if current or bar.value is not None else font)
    words.setPos(*((place, value) if chart.upright else (value, place)))
    box.addItem(words)


def _bold(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy


def _draw_line(box: Any, chart: Chart, look: Tokens, font: QFont) -> None:
    assert chart.line is not None
    at, words = chart.line
    pen = pg.mkPen(look.text, width=1.5, style=Qt.PenStyle.DashLine)
    box.addItem(pg.InfiniteLine(at, angle=0 if chart.upright else 90, pen=pen))
    label = pg.TextItem(words, color=look.text, anchor=(0.0, 1.0) if chart.upright else (1.0, 1.0))
    label.setFont(font)
    label.setPos(*((-0.6, at) if chart.upright else (at, max(len(chart.bars), _FEWEST) - 0.4)))
    box.addItem(label)


# ------------------------------------------------------------------------------------------------------- pictures
def picture_of(chart: Chart, place: str, marking: str) -> QImage:
    """The chart as a picture for a report: dark on white, with title, place and marking."""
    image = QImage(PICTURE * _DEPTH, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_DEPTH)
    image.fill(light().surface)
    painter = QPainter(image)
    _paint(painter, chart, place, marking)
    painter.end()
    return image


def svg_of(chart: Chart, place: str, marking: str) -> bytes:
    """The same as SVG, which stays sharp at any size."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(PICTURE)
    generator.setViewBox(QRect(0, 0, PICTURE.width(), PICTURE.height()))
    generator.setTitle(chart.title)
    generator.setDescription(chart.spoken)
    painter = QPainter(generator)
    _paint(painter, chart, place, marking)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _paint(painter: QPainter, chart: Chart, place: str, marking: str) -> None:
    look, font = light(), QFont("Arial")
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(14)
    width, height = PICTURE.width(), PICTURE.height()
    line = 24
    _say(
        painter,
        QRect(0, 4, width, line),
        Qt.AlignmentFlag.AlignHCenter,
        marking,
        _pixels(font, 13, bold=True),
        look.text,
    )
    _say(
        painter,
        QRect(16, 26, width - 32, 28),
        Qt.AlignmentFlag.AlignLeft,
        chart.title,
        _pixels(font, 19, bold=True),
        look.text,
    )
    _say(
        painter, QRect(16, 54, width - 32, line), Qt.AlignmentFlag.AlignLeft, place, _pixels(font, 13), look.quiet_text
    )
    foot = QRect(16, height - line - 4, width - 32, line)
    _say(painter, foot, Qt.AlignmentFlag.AlignLeft, chart.note, _pixels(font, 13), look.quiet_text)
    room = QRect(12, 80, width - 24, height - 80 - line - 8)
    view = pg.GraphicsLayoutWidget()
    view.resize(room.size())
    draw_chart(view, chart, look, font)
    # The first grab settles the layout, which a hidden widget has not done yet.
    view.grab()
    view.render(painter, QRectF(room), view.viewport().rect())
    view.deleteLater()


def _pixels(font: QFont, size: int, *, bold: bool = False) -> QFont:
    other = QFont(font)
    other.setPixelSize(size)
    other.setBold(bold)
    return other


def _say(painter: QPainter, where: QRect, side: Qt.AlignmentFlag, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter), text)
