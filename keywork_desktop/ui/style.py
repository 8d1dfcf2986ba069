"""Fusion with our outlines: flat buttons, fields that keep their edge in the dark, a focus ring one cannot miss.

Buttons say what they are with the dynamic property `kind`: "primary" (the page's one main action), "chip" (a filter
that can be checked), "quiet" (no outline until the mouse or focus is on it). See `widgets/buttons.py`.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QWidget,
)

from keywork_desktop.ui.drawing import (
    SMALLEST_HANDLE,
    draw_check_box,
    draw_chevron,
    draw_focus,
    draw_panel,
    draw_progress_bar,
    draw_radio_button,
    scroll_bar_part,
    shortened,
)
from keywork_desktop.ui.theme import RADIUS, SMALLEST_TARGET, Tokens, tokens

_State = QStyle.StateFlag
_PE = QStyle.PrimitiveElement
_CE = QStyle.ControlElement
_CC = QStyle.ComplexControl
_PM = QStyle.PixelMetric
_SH = QStyle.StyleHint

_METRICS = {
    _PM.PM_ScrollBarExtent: 12,
    _PM.PM_ScrollBarSliderMin: SMALLEST_HANDLE,
    _PM.PM_ButtonMargin: 16,
    _PM.PM_IndicatorWidth: 16,
    _PM.PM_IndicatorHeight: 16,
    _PM.PM_ExclusiveIndicatorWidth: 16,
    _PM.PM_ExclusiveIndicatorHeight: 16,
    _PM.PM_ButtonShiftHorizontal: 0,
    _PM.PM_ButtonShiftVertical: 0,
    _PM.PM_MenuPanelWidth: 1,
    _PM.PM_MenuVMargin: 4,
    _PM.PM_SplitterWidth: 8,
}

_HINTS = {
    _SH.SH_EtchDisabledText: 0,
    _SH.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    _SH.SH_ItemView_ActivateItemOnSingleClick: 0,
    _SH.SH_ComboBox_Popup: 0,
    _SH.SH_UnderlineShortcut: 1,
}


class KeyworkStyle(QProxyStyle):
    """The look of every control. It takes all colours from the tokens, so light, dark and high contrast follow."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric is _PM.PM_ButtonIconSize:
            # Icons grow with the text beside them.
            return widget.fontMetrics().height() if widget is not None else 16
        fixed = _METRICS.get(metric)
        return fixed if fixed is not None else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,
    ) -> int:
        if hint is _SH.SH_Table_GridLineColor and option is not None:
            # The hint wants a number that stands for the colour with its alpha.
            return tokens(option.palette).line.rgba() - 2**32
        fixed = _HINTS.get(hint)
        # The fourth argument is not passed on: PySide cannot hand its subclasses through.
        return fixed if fixed is not None else super().styleHint(hint, option, widget)

    def sizeFromContents(
        self,
        type: QStyle.ContentsType,  # noqa: A002 - Qt's name
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        wanted: QSize = super().sizeFromContents(type, option, size, widget)  # type: ignore[arg-type]  # None is fine
        if type is QStyle.ContentsType.CT_PushButton:
            quiet = widget is not None and widget.property("kind") in ("quiet", "chip")
            text = option.fontMetrics.height() + 12
            least = 0 if quiet or (isinstance(widget, QPushButton) and not widget.text()) else 64
            width = size.width() + 2 * (10 if quiet else 14)
            return QSize(max(width, least), max(text, SMALLEST_TARGET))
        if type in (QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_LineEdit):
            wanted.setHeight(max(option.fontMetrics.height() + 12, SMALLEST_TARGET))
        if type is QStyle.ContentsType.CT_MenuItem:
            wanted.setHeight(max(wanted.height(), SMALLEST_TARGET + 2))
        return wanted

    # ------------------------------------------------------------------------------------------------- primitives
    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        look = tokens(option.palette)
        if element is _PE.PE_PanelButtonCommand:
            self._button(option, painter, widget, look)
        elif element is _PE.PE_FrameFocusRect:
            if option.state & _State.State_KeyboardFocusChange or not isinstance(widget, QAbstractItemView):
                draw_focus(painter, option.rect, look, 4)
        elif element in (_PE.PE_PanelLineEdit, _PE.PE_FrameLineEdit):
            if isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox)):
                return  # the field around it draws the frame
            self._field(option, painter, look, ground=element is _PE.PE_PanelLineEdit)
        elif element in (_PE.PE_IndicatorCheckBox, _PE.PE_IndicatorItemViewItemCheck):
            draw_check_box(painter, option, look)
        elif element is _PE.PE_IndicatorRadioButton:
            draw_radio_button(painter, option, look)
        elif element is _PE.PE_FrameMenu:
            draw_panel(painter, option.rect, None, look.field_line, 0)
        elif element is _PE.PE_IndicatorArrowDown:
            draw_chevron(painter, QRectF(option.rect).center(), look.quiet_text)
        elif element is _PE.PE_PanelTipLabel:
            draw_panel(painter, option.rect, look.surface, look.field_line, 0)
        elif element is _PE.PE_Frame:
            draw_panel(painter, option.rect, None, look.line, 0)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def _button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None, look: Tokens) -> None:
        kind = widget.property("kind") if widget is not None else None
        enabled = bool(option.state & _State.State_Enabled)
        pressed = bool(option.state & _State.State_Sunken)
        hover = enabled and bool(option.state & _State.State_MouseOver)
        checked = bool(option.state & _State.State_On)
        default = isinstance(option, QStyleOptionButton) and bool(
            option.features & QStyleOptionButton.ButtonFeature.DefaultButton
        )
        ground: QColor | None = look.button
        line: QColor | None = look.field_line if look.dark or checked else look.line.darker(112)
        if (kind == "primary" or (default and kind is None)) and enabled:
            ground, line = (look.accent_hover if hover or pressed else look.accent), None
        elif checked:
            ground, line = look.accent_pale, look.accent
        elif pressed:
            ground = look.button_pressed
        elif hover:
            ground = look.button_hover
        elif kind == "quiet":
            ground, line = None, None
        elif not enabled:
            ground, line = None, look.line
        draw_panel(painter, option.rect, ground, line)
        if option.state & _State.State_HasFocus:
            # A ring inside the filled button would vanish in its own colour: a gap of surface sets it off.
            if kind == "primary" and enabled:
                draw_panel(painter, option.rect.adjusted(2, 2, -2, -2), None, look.on_accent, RADIUS - 2, 2)
            else:
                draw_focus(painter, option.rect, look)

    def _field(self, option: QStyleOption, painter: QPainter, look: Tokens, *, ground: bool) -> None:
        focus = bool(option.state & _State.State_HasFocus)
        enabled = bool(option.state & _State.State_Enabled)
        line = look.accent if focus else look.field_line if enabled else look.line
        draw_panel(painter, option.rect, look.surface if ground else None, line, RADIUS, 2 if focus else 1)

    # --------------------------------------------------------------------------------------------------- controls
    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        look = tokens(option.palette)
        if element is _CE.CE_PushButtonLabel and isinstance(option, QStyleOptionButton):
            self._button_label(option, painter, widget, look)
        elif element is _CE.CE_HeaderEmptyArea:
            painter.fillRect(option.rect, look.surface)
            painter.setPen(look.line)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        elif element is _CE.CE_ProgressBar and isinstance(option, QStyleOptionProgressBar):
            draw_progress_bar(painter, option, look)
        elif element is _CE.CE_HeaderSection and isinstance(option, QStyleOptionHeader):
            painter.fillRect(option.rect, look.surface)
            painter.setPen(look.line)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
            if option.position not in (
                QStyleOptionHeader.SectionPosition.End,
                QStyleOptionHeader.SectionPosition.OnlyOneSection,
            ):
                painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        else:
            super().drawControl(element, option, painter, widget)

    def _button_label(
        self, option: QStyleOptionButton, painter: QPainter, widget: QWidget | None, look: Tokens
    ) -> None:
        kind = widget.property("kind") if widget is not None else None
        label = QStyleOptionButton(option)
        room = option.rect.width() - 2 * 8 - (option.iconSize.width() + 4 if not option.icon.isNull() else 0)
        if option.features & QStyleOptionButton.ButtonFeature.HasMenu:
            room -= 12
        if option.fontMetrics.horizontalAdvance(option.text) > room:
            label.text = shortened(option.fontMetrics, option.text, max(0, room))
        enabled = bool(option.state & _State.State_Enabled)
        default = bool(option.features & QStyleOptionButton.ButtonFeature.DefaultButton)
        colour = None
        if enabled and (kind == "primary" or (default and kind is None)):
            colour = look.on_accent
        elif enabled and option.state & _State.State_On:
            colour = look.accent
        if colour is not None:
            palette = QPalette(option.palette)
            palette.setColor(QPalette.ColorRole.ButtonText, colour)
            label.palette = palette
        super().drawControl(_CE.CE_PushButtonLabel, label, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control is _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(option, painter, widget)
        elif control is _CC.CC_ComboBox and isinstance(option, QStyleOptionComboBox) and not option.editable:
            self._combo_box(option, painter)
        elif control is _CC.CC_ComboBox and isinstance(widget, (QDateEdit, QComboBox)):
            look = tokens(option.palette)
            self._field(option, painter, look, ground=True)
            draw_chevron(painter, QPointF(option.rect.right() - 12, option.rect.center().y() + 0.5), look.quiet_text)
        elif control is _CC.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._spin_box(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _combo_box(self, option: QStyleOptionComboBox, painter: QPainter) -> None:
        look = tokens(option.palette)
        hover = bool(option.state & _State.State_MouseOver) and bool(option.state & _State.State_Enabled)
        draw_panel(painter, option.rect, look.button_hover if hover else look.button, look.field_line)
        if option.state & _State.State_HasFocus:
            draw_focus(painter, option.rect, look)
        centre = QPointF(option.rect.right() - 12, option.rect.center().y() + 0.5)
        draw_chevron(painter, centre, look.quiet_text)

    def _spin_box(self, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
        look = tokens(option.palette)
        self._field(option, painter, look, ground=True)
        for part, turn in ((QStyle.SubControl.SC_SpinBoxUp, 180.0), (QStyle.SubControl.SC_SpinBoxDown, 0.0)):
            place = self.subControlRect(_CC.CC_SpinBox, option, part, widget)
            if place.isEmpty():
                continue
            painter.save()
            painter.translate(QRectF(place).center())
            painter.rotate(turn)
            draw_chevron(painter, QPointF(0, 0), look.quiet_text)
            painter.restore()

    def _scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        look = tokens(option.palette)
        painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Base))
        slider = self.subControlRect(_CC.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, widget)
        active = bool(option.state & _State.State_MouseOver) or bool(option.state & _State.State_Sunken)
        if option.orientation == Qt.Orientation.Vertical:
            handle = slider.adjusted(3, 2, -3, -2)
        else:
            handle = slider.adjusted(2, 3, -2, -3)
        if option.maximum > option.minimum:
            draw_panel(painter, handle, look.field_line if active else look.hatch, None, 3)

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        rect: QRect = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # None is fine
        if element is QStyle.SubElement.SE_LineEditContents and not isinstance(widget, QAbstractSpinBox):
            return rect.adjusted(6, 0, -6, 0)
        return rect

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        subControl: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        rect: QRect = super().subControlRect(control, option, subControl, widget)  # type: ignore[arg-type]  # None is fine
        if control is _CC.CC_ComboBox and subControl is QStyle.SubControl.SC_ComboBoxEditField:
            return rect.adjusted(4, 0, 0, 0)
        if control is not _CC.CC_ScrollBar or not isinstance(option, QStyleOptionSlider):
            return rect
        return scroll_bar_part(option, subControl, rect)
