"""Paints the cells of the import's tables: shapes before what weighs, dates that can be edited."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QDateEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from keywork_desktop.ui.delegates.calendar_look import shape_side
from keywork_desktop.ui.models.import_problems_model import ROW_ROLE
from keywork_desktop.ui.models.import_rows import ImportRow
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import tokens


class CalmDelegate(QStyledItemDelegate):
    """A chosen row on a pale ground, so that colours and shapes in it stay readable."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        look = tokens(option.palette)
        option.palette.setColor(QPalette.ColorRole.Highlight, look.accent_pale)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, look.text)


class WeightDelegate(CalmDelegate):
    """The first column of the problems: box to tick, shape and word."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        row = index.data(ROW_ROLE)
        if isinstance(row, ImportRow):
            colour = getattr(tokens(option.palette), row.weight.tone)
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, colour)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ImportRow):
            super().paint(painter, option, index)
            return
        look = tokens(option.palette)
        style = QApplication.style()
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        box_width = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 8
        text, whole.text = whole.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, option.widget)
        x = option.rect.left() + 4 + box_width
        middle = option.rect.center().y()
        colour = getattr(look, row.weight.tone)
        painter.save()
        side = shape_side(option.font)
        draw_shape(painter, QRectF(x, middle - side / 2 + 0.5, side, side), row.weight.shape, colour)
        painter.setPen(colour)
        rest = QRect(x + side + 6, option.rect.top(), option.rect.right() - x - side - 6, option.rect.height())
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()


class ReportDateDelegate(CalmDelegate):
    """Edits the day a report speaks of."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QDateEdit(parent)
        editor.setCalendarPopup(True)
        editor.setDisplayFormat("ddd d MMM yyyy")
        editor.setAccessibleName("Day the report speaks of")
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        day = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QDateEdit) and day is not None:
            editor.setDate(day)

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QDateEdit):
            model.setData(model.index(index.row(), index.column()), editor.date())
