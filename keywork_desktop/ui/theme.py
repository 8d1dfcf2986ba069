"""Colours, fonts and spacing: the one place that knows them. Pages take palette roles or the tokens of this file.

Light and dark are palettes of our own; high contrast takes the system's palette as it is and tells states apart by
shape and word alone. `appearance.apply` sets it all and keeps following the system.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

SPACE = 8
"""Pixels between things; half of it inside them."""

RADIUS = 6
"""Corner radius of panels, buttons and cards, in pixels."""

SMALLEST_TARGET = 24
"""No button, row or handle is smaller than this, in pixels (UX, Look)."""

_FAMILIES = ("Segoe UI Variable Text", "Segoe UI", "Inter", "Noto Sans", "DejaVu Sans")
_POINTS = 10.0

_Role = QPalette.ColorRole


@dataclass(frozen=True)
class Tokens:
    """Colours by what they mean. Each text colour has at least 4.5:1 on `surface`, `window` and its own pale.

    `overdue … ok` are the statuses, each with a pale ground; `no`, `warns`, `fits` the answers while dragging. `badge`
    is the filled priority badge, `hatch` the lines of a curtailed day, `track` the empty part of a bar.
    """

    dark: bool
    window: QColor
    surface: QColor
    rail: QColor
    text: QColor
    quiet_text: QColor
    line: QColor
    field_line: QColor
    button: QColor
    button_hover: QColor
    button_pressed: QColor
    accent: QColor
    accent_hover: QColor
    accent_pale: QColor
    on_accent: QColor
    overdue: QColor
    overdue_pale: QColor
    due: QColor
    due_pale: QColor
    week: QColor
    week_pale: QColor
    ok: QColor
    ok_pale: QColor
    badge: QColor
    badge_text: QColor
    no: QColor
    no_pale: QColor
    warns: QColor
    warns_pale: QColor
    fits: QColor
    fits_pale: QColor
    hatch: QColor
    track: QColor
    weekend: QColor
    today_pale: QColor
    shadow: QColor


def _tokens(dark: bool, **colours: str) -> Tokens:
    return Tokens(dark=dark, **{name: QColor(text) for name, text in colours.items()})


_LIGHT = _tokens(
    dark=False,
    window="#f4f6f8",
    surface="#ffffff",
    rail="#ecf0f4",
    text="#16202b",
    quiet_text="#52616f",
    line="#d8dfe6",
    field_line="#7d8a98",
    button="#ffffff",
    button_hover="#eef3f8",
    button_pressed="#dfe8f1",
    accent="#1d5fae",
    accent_hover="#174f92",
    accent_pale="#e4eefa",
    on_accent="#ffffff",
    overdue="#9b1c1c",
    overdue_pale="#fdebea",
    due="#8a4a00",
    due_pale="#fff1dc",
    week="#3f4f60",
    week_pale="#eef2f6",
    ok="#3d5166",
    ok_pale="#e8eef4",
    badge="#9b1c1c",
    badge_text="#ffffff",
    no="#9b1c1c",
    no_pale="#fdebea",
    warns="#8a4a00",
    warns_pale="#fff1dc",
    fits="#1d5fae",
    fits_pale="#e4eefa",
    hatch="#c5cdd6",
    track="#dde3ea",
    weekend="#f1f4f7",
    today_pale="#eaf2fb",
    shadow="#28101820",
)

_DARK = _tokens(
    dark=True,
    window="#14181d",
    surface="#1c2127",
    rail="#191e24",
    text="#e9eef3",
    quiet_text="#a3b0bc",
    line="#353e48",
    field_line="#74818e",
    button="#242b33",
    button_hover="#2d3640",
    button_pressed="#37424e",
    accent="#7db3f2",
    accent_hover="#9cc6f7",
    accent_pale="#1e354f",
    on_accent="#0d1620",
    overdue="#ff9f97",
    overdue_pale="#371d1e",
    due="#ffbf7d",
    due_pale="#3d2d15",
    week="#b5c3d0",
    week_pale="#262e37",
    ok="#a9bdd0",
    ok_pale="#24303c",
    badge="#ff9f97",
    badge_text="#200c0b",
    no="#ff9f97",
    no_pale="#371d1e",
    warns="#ffbf7d",
    warns_pale="#3d2d15",
    fits="#8dbdf5",
    fits_pale="#1e354f",
    hatch="#434e5a",
    track="#39434d",
    weekend="#181d22",
    today_pale="#1b2a3b",
    shadow="#78000000",
)


def light() -> Tokens:
    """The tokens of the light theme."""
    return _LIGHT


def dark() -> Tokens:
    """The tokens of the dark theme."""
    return _DARK


@lru_cache(maxsize=8)
def _from_system(rgb: tuple[int, ...]) -> Tokens:
    """Tokens of a high-contrast palette: only its own colours, so states differ by shape and word."""
    window, text, line, accent, on_accent, button = (QColor.fromRgb(value) for value in rgb)
    meaning = {
        "window": window, "surface": window, "rail": window, "text": text, "quiet_text": text, "line": line,
        "field_line": text, "button": button, "button_hover": button, "button_pressed": button, "accent": accent,
        "accent_hover": accent, "accent_pale": window, "on_accent": on_accent, "badge": text, "badge_text": window,
        "hatch": text, "track": window, "weekend": window, "today_pale": window, "shadow": line,
    }  # fmt: skip
    for name in ("overdue", "due", "week", "ok", "no", "warns", "fits"):
        meaning[name], meaning[f"{name}_pale"] = text, window
    return Tokens(dark=window.lightness() < 128, **meaning)


HIGH_CONTRAST = "keywork-high-contrast"
"""The application's property that says that the system's own palette is in use."""


def _is_high_contrast() -> bool:
    app = QGuiApplication.instance()
    return app is not None and bool(app.property(HIGH_CONTRAST))


def tokens(source: QWidget | QPalette | None = None) -> Tokens:
    """The colours by meaning for a widget, a palette or (None) the application.

    Cheap enough for every paint event: light and dark are constants, told apart by the palette's window colour.
    """
    palette = source if isinstance(source, QPalette) else source.palette() if source else QGuiApplication.palette()
    if _is_high_contrast():
        roles = (_Role.Window, _Role.WindowText, _Role.Mid, _Role.Highlight, _Role.HighlightedText, _Role.Button)
        return _from_system(tuple(palette.color(role).rgb() for role in roles))
    return _DARK if palette.color(_Role.Window).lightness() < 128 else _LIGHT


def palette_of(look: Tokens) -> QPalette:
    """The whole palette, every role set, so that no widget keeps a colour of another theme."""
    palette = QPalette()
    for role, colour in {
        _Role.Window: look.window,
        _Role.WindowText: look.text,
        _Role.Base: look.surface,
        _Role.AlternateBase: look.week_pale,
        _Role.Text: look.text,
        _Role.PlaceholderText: look.quiet_text,
        _Role.Button: look.button,
        _Role.ButtonText: look.text,
        _Role.BrightText: look.overdue,
        _Role.Highlight: look.accent,
        _Role.HighlightedText: look.on_accent,
        _Role.Accent: look.accent,
        _Role.Link: look.accent,
        _Role.LinkVisited: look.accent,
        _Role.ToolTipBase: look.surface,
        _Role.ToolTipText: look.text,
        _Role.Light: look.surface,
        _Role.Midlight: look.button_hover,
        _Role.Mid: look.line,
        _Role.Dark: look.field_line,
        _Role.Shadow: look.shadow,
    }.items():
        palette.setColor(role, colour)
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, look.field_line)
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, look.track)
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.HighlightedText, look.quiet_text)
    return palette


def base_font(text_scale: float = 1.0) -> QFont:
    """The font of the window: the system's on Windows, else the best that is here; `text_scale` 1.0 to 2.0."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    known = set(QFontDatabase.families())
    if sys.platform != "darwin":
        family = next((name for name in _FAMILIES if name in known), font.family())
        font = QFont(family)
        font.setPointSizeF(_POINTS)
    font.setPointSizeF(max(font.pointSizeF(), 9.0) * text_scale)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def colour_names() -> tuple[str, ...]:
    """The names of all colours of `Tokens`, for tests and the style."""
    return tuple(field.name for field in fields(Tokens) if field.name != "dark")


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The same font larger or smaller; headings and small print follow the text scale that way."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        other.setWeight(QFont.Weight.DemiBold)
    return other
