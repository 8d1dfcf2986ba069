"""Planning speaks of the units that are selected, and says how good the best is while it looks for a better one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.ui.dialogs.plan import PlanDialog
from keywork_desktop.ui.task_strip import TaskStrip
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.widgets.rota_planning import say_so_far
from tests.calendar_prison import a_prison
from tests.rota_play import MONDAY, Played

TWO = frozenset({"1", "3"})


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """Three houseblocks with a detail and no plan; the first and the third are looked at."""
    made = Played(qtbot, tmp_path, a_prison(units=3, officers=3, prisoners=45))
    made.office.show_units(TWO)
    QApplication.processEvents()
    yield made
    made.office.desk.store.close()


def test_the_rota_is_planned_for_the_units_that_are_selected(played: Played) -> None:
    said: list[str] = []
    played.office.task_began.connect(lambda task: task.progressed.connect(lambda text, _: said.append(text)))
    played.page.header.plan.click()
    plan = played.page.plan
    assert plan is not None
    men = played.office.desk.store.snapshot(played.office.desk.today).prisoners
    assert plan.people == {number for number, man in men.items() if man.unit in TWO}
    words = [text for text in said if text]
    assert words[-1] == f"best so far {plan.met_on_time:,} of at most {plan.bound['met_on_time']:,} on time"
    needed = hours_and_minutes(sum(outcome.target.rule.minutes for outcome in plan.outcomes))
    assert f"{needed} needed" in played.page.body.numbers.text


def test_the_calendar_offers_the_selection_and_every_unit_alone(played: Played, qtbot: QtBot) -> None:
    assert played.office.view is not None
    dialog = PlanDialog(played.office.view, played.page)
    qtbot.addWidget(dialog)
    assert [dialog.unit.itemText(n) for n in range(dialog.unit.count())] == [
        "The whole establishment",
        "The 2 units selected",
        "Houseblock 1",
        "Houseblock 2",
        "Houseblock 3",
    ]
    assert (dialog.wish.first, dialog.wish.unit) == (MONDAY, TWO)
    dialog.unit.setCurrentIndex(3)
    assert dialog.wish.unit == "2"
    dialog.unit.setCurrentIndex(0)
    assert dialog.wish.unit is None


def test_the_bottom_band_says_how_good_the_best_is(qtbot: QtBot) -> None:
    strip, task = TaskStrip(), Task("Plan the rota")
    qtbot.addWidget(strip)
    strip.show_task(task)
    task.fraction(0.4)
    say_so_far(task, 1630, 1642)
    qtbot.waitUntil(lambda: not strip.isHidden())
    assert "Plan the rota · best so far 1,630 of at most 1,642 on time" in strip.words.text()
    assert strip.bar.value() == 400
    task.fraction(0.5)
    assert "best so far 1,630 of at most 1,642 on time" in strip.words.text()
    assert strip.bar.value() == 500
    task.ended.emit()
