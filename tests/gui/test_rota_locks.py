"""Locking many sessions at once from the rota's menu: each is one named undo step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.planning_rota import lock_many
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import Period
from tests.calendar_prison import THURSDAY, TUESDAY, a_wing
from tests.rota_play import KHAN, SMITH, Key, Played, playing

JONES, BROWN = "B2222BB", "C3333CC"


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """SMITH and JONES on Tuesday, BROWN on Thursday, all with KHAN; nothing is locked."""
    with playing(qtbot, tmp_path, a_wing()) as made:
        for number, day in ((SMITH, TUESDAY), (JONES, TUESDAY), (BROWN, THURSDAY)):
            made.place(day, number)
        lock_many(made.office.desk, [s.id for s in made.office.desk.store.planned(period(made))], "all", locked=False)
        made.office.refresh()
        yield made


def period(played: Played) -> Period:
    assert played.page.facts is not None
    return played.page.facts.period


def choices(played: Played, locked: bool = True) -> dict[str, QAction]:
    """What the menu offers to lock, by words and count; menus live until the page goes."""
    assert played.page.facts is not None
    menu = QMenu(played.page)
    played.page.sessions.locks.add_to(menu, played.page.facts, played.page.table.cell)
    many = [action.menu() for action in menu.actions()][0 if locked else 1]
    assert isinstance(many, QMenu)
    return {action.text().replace("\t", " · ").replace("&", ""): action for action in many.actions()}


def pins(played: Played) -> list[bool]:
    return ["pin" in session for session in played.sessions]


def test_the_menu_says_how_many_sessions_each_locking_changes(played: Played) -> None:
    played.go(TUESDAY)
    assert list(choices(played)) == [
        "This day, Tue 24 Nov · 2 sessions",
        "This officer, KHAN, Omar · 3 sessions",
        "All for priority groups · 1 session",
        "Everything shown · 3 sessions",
    ]
    assert not any(action.isEnabled() for action in choices(played, locked=False).values())


def test_a_day_is_locked_in_one_step_and_undone_in_one(played: Played) -> None:
    played.go(TUESDAY)
    choices(played)["This day, Tue 24 Nov · 2 sessions"].trigger()
    assert pins(played) == [True, True, False]
    assert played.office.said[-1] == "Lock 2 sessions: Tue 24 Nov"
    played.office.undo()
    assert pins(played) == [False, False, False]


def test_an_officer_is_unlocked_again_and_only_what_is_locked_counts(played: Played) -> None:
    played.go(TUESDAY)
    played.key(Key.Key_L)
    assert pins(played) == [True, False, False]
    offered = choices(played, locked=False)
    assert not offered["All for priority groups · 0 sessions"].isEnabled()
    offered["This officer, KHAN, Omar · 1 session"].trigger()
    assert pins(played) == [False, False, False]


def test_priority_sessions_are_locked_together(played: Played) -> None:
    choices(played)["All for priority groups · 1 session"].trigger()
    assert [session for session in played.sessions if "pin" in session] == [f"{BROWN} {KHAN} 26 Nov 14:00 pin"]


def test_what_is_locked_already_is_not_locked_again(played: Played) -> None:
    ids = [session.id for session in played.office.desk.store.planned(period(played))]
    lock_many(played.office.desk, ids[:1], "one")
    assert lock_many(played.office.desk, ids, "all").summary == "Lock 2 sessions: all"
    with pytest.raises(RequestError, match="locked already"):
        lock_many(played.office.desk, ids, "all")
    with pytest.raises(RequestError, match="no longer on the rota"):
        lock_many(played.office.desk, ["nowhere"], "all")
