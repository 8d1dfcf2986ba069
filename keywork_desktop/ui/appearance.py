"""Style, palette and font of the application, following the system between light, dark and high contrast."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from keywork_desktop.ui import theme
from keywork_desktop.ui.style import KeyworkStyle
from keywork_desktop.ui.widgets.labels import ToneLabel


class Scheme(Enum):
    """How the window chooses between light and dark. The values are what the settings keep."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def wants_high_contrast() -> bool:
    """Whether the system asks for high contrast."""
    # The hints are kept in a name: without one PySide takes their child for deleted.
    hints = QGuiApplication.styleHints()
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def system_is_dark() -> bool:
    """Whether the system asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


class _Follower(QObject):
    """Sets the theme again whenever the system changes between light, dark and high contrast."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.scheme = Scheme.SYSTEM
        self.text_scale = 1.0
        self._hints = QGuiApplication.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self.follow)
        self._accessibility.contrastPreferenceChanged.connect(self.follow)

    def follow(self) -> None:
        app = self.parent()
        if isinstance(app, QApplication):
            _set(app, self.scheme, self.text_scale)


def _set(app: QApplication, scheme: Scheme, text_scale: float) -> None:
    high_contrast = wants_high_contrast()
    app.setProperty(theme.HIGH_CONTRAST, high_contrast)
    if high_contrast:
        app.setPalette(app.style().standardPalette())
    else:
        is_dark = scheme is Scheme.DARK or (scheme is Scheme.SYSTEM and system_is_dark())
        app.setPalette(theme.palette_of(theme.dark() if is_dark else theme.light()))
    app.setFont(theme.base_font(text_scale))
    for widget in app.allWidgets():
        if isinstance(widget, ToneLabel):
            widget.grow()


def apply(app: QApplication, scheme: Scheme = Scheme.SYSTEM, text_scale: float = 1.0) -> None:
    """Give the application its style, palette and font, and go on following the system. Call again to change them."""
    if not isinstance(app.style(), KeyworkStyle):
        app.setStyle(KeyworkStyle())
    follower = app.findChild(_Follower, options=Qt.FindChildOption.FindDirectChildrenOnly) or _Follower(app)
    follower.scheme, follower.text_scale = scheme, text_scale
    _set(app, scheme, text_scale)
