"""The controls that describe a working day, each alone: rows of times, ticks of the week, the strip of a day."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.core_day import CoreDayPart, PartKind
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.ui.delegates.core_day_strip import DayStrip, at_minute
from keywork_desktop.ui.dialogs.core_day import outside_words
from keywork_desktop.ui.widgets.core_day_rows import MOST_ROWS, CoreDayRows
from keywork_desktop.ui.widgets.weekday_ticks import WeekdayTicks
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned
from tests.factories import core_day_parts

SMITH, BROWN = "A1111AA", "C3333CC"


def test_rows_are_added_and_taken_off(qtbot: QtBot) -> None:
    rows = CoreDayRows(core_day_parts("0800-1200"))
    qtbot.addWidget(rows)
    rows.show()
    rows.add.click()
    assert rows.parts[1] == CoreDayPart(PartKind.ROLL_CHECK, TimeSpan(time(12, 0), time(12, 30)))
    rows.rows[0].remove.click()
    assert [part.kind for part in rows.parts] == [PartKind.ROLL_CHECK]
    assert not rows.rows[0].remove.isEnabled()
    for _ in range(MOST_ROWS):
        rows.add.click()
    assert len(rows.rows) == MOST_ROWS
    assert not rows.add.isEnabled()


def test_a_time_can_be_typed_after_a_click_wherever_it_was(qtbot: QtBot) -> None:
    rows = CoreDayRows(core_day_parts("0800-1200"))
    qtbot.addWidget(rows)
    with qtbot.waitActive(rows):
        rows.show()
    end = rows.rows[0].end
    line = end.lineEdit()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    qtbot.keyClicks(end, "1715")
    qtbot.keyClick(end, Qt.Key.Key_Tab)
    assert rows.parts[0].span == TimeSpan(time(8, 0), time(17, 15))


def test_ticks_of_the_week(qtbot: QtBot) -> None:
    ticks = WeekdayTicks([5])
    qtbot.addWidget(ticks)
    assert ticks.more.text() == "Mon–Fri"
    ticks.more.click()
    assert (ticks.weekdays, ticks.more.text()) == ((0, 1, 2, 3, 4), "Every day")
    ticks.more.click()
    assert ticks.weekdays == tuple(range(7))


def test_the_strip_draws_what_is_inside_its_hours(qtbot: QtBot) -> None:
    strip = DayStrip()
    qtbot.addWidget(strip)
    strip.resize(520, 60)
    strip.show_parts(())
    empty = strip.grab().toImage()
    strip.show_parts(core_day_parts(meal="1130-1200", lock_up="1500-1600"))
    assert strip.grab().toImage() != empty
    strip.show_parts(core_day_parts("0400-0600 2100-2200"))
    assert strip.grab().toImage() != empty
    box = strip.rect().toRectF()
    assert at_minute(box, 0) == box.left()
    assert at_minute(box, 23 * 60) == box.left() + box.width()


def test_what_lies_outside_is_told_in_words() -> None:
    some = [a_planned(SMITH, TUESDAY), a_planned(BROWN, THURSDAY)]
    assert outside_words(some).startswith("2 planned sessions ahead would lie outside it. They stay")
