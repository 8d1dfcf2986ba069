"""What the window remembers between two starts: where it was, what it showed, how it looks. No personal data."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from keywork_desktop import paths
from keywork_desktop.domain.delivery_periods import PeriodChoice
from keywork_desktop.ui.appearance import Scheme

DEFAULT_LOCK_MINUTES = 10
TEXT_SCALES = (0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Remembered:
    """A small file in the user's settings folder; anything unreadable in it counts as not remembered."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = QSettings(str(file or paths.user_settings() / "window.ini"), QSettings.Format.IniFormat)

    def sync(self) -> None:
        """Write it down now."""
        self._file.sync()

    def _text(self, key: str, otherwise: str = "") -> str:
        value = self._file.value(key, otherwise)
        return value if isinstance(value, str) else otherwise

    @property
    def geometry(self) -> QByteArray | None:
        value = self._file.value("window/geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("window/geometry", geometry)

    @property
    def place(self) -> str:
        """The id of the page that was open."""
        return self._text("window/place", "today")

    @place.setter
    def place(self, place: str) -> None:
        self._file.setValue("window/place", place)

    @property
    def units(self) -> frozenset[str | None] | None:
        """The units that were chosen; None for all."""
        try:
            found = json.loads(self._text("window/units", "null"))
        except ValueError:
            return None
        if not isinstance(found, list) or not all(unit is None or isinstance(unit, str) for unit in found):
            return None
        return frozenset(found)

    @units.setter
    def units(self, units: frozenset[str | None] | None) -> None:
        names = None if units is None else sorted(units, key=lambda unit: (unit is None, unit or ""))
        self._file.setValue("window/units", json.dumps(names))

    @property
    def calendar(self) -> tuple[str, date | None]:
        """Which of the calendar's views was open, and at which day."""
        try:
            day = date.fromisoformat(self._text("calendar/day"))
        except ValueError:
            day = None
        return self._text("calendar/view"), day

    @calendar.setter
    def calendar(self, place: tuple[str, date]) -> None:
        self._file.setValue("calendar/view", place[0])
        self._file.setValue("calendar/day", place[1].isoformat())

    @property
    def delivery(self) -> PeriodChoice:
        """Which period the Delivery page showed, by its name: two dates would soon be old."""
        value = self._text("delivery/period")
        known = {choice.value: choice for choice in PeriodChoice if choice is not PeriodChoice.BY_HAND}
        return known.get(value, PeriodChoice.LAST_CYCLE)

    @delivery.setter
    def delivery(self, choice: PeriodChoice) -> None:
        self._file.setValue("delivery/period", choice.value)

    @property
    def scheme(self) -> Scheme:
        """Light, dark, or as the system says."""
        value = self._text("look/scheme", Scheme.SYSTEM.value)
        return Scheme(value) if value in {scheme.value for scheme in Scheme} else Scheme.SYSTEM

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._file.setValue("look/scheme", scheme.value)

    @property
    def text_scale(self) -> float:
        """How large the text is: one of `TEXT_SCALES`."""
        try:
            wanted = float(self._text("look/text_scale", "1.0"))
        except ValueError:
            return 1.0
        return min(TEXT_SCALES, key=lambda scale: abs(scale - wanted))

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._file.setValue("look/text_scale", str(scale))

    @property
    def lock_minutes(self) -> int:
        """Idle minutes until the window locks; 0 for never."""
        text = self._text("lock/minutes", str(DEFAULT_LOCK_MINUTES))
        return int(text) if text.isdigit() else DEFAULT_LOCK_MINUTES

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._file.setValue("lock/minutes", str(minutes))
