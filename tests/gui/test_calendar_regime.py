"""The regime in the calendar: its level and where it is cut, in words and hatched; cutting it, taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.curtailing import curtail
from keywork_desktop.actions.planning_rota import place_session
from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.store.policies import shipped_policies
from keywork_desktop.ui.delegates.calendar_regime_look import level_width
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.dialogs.curtail import CurtailDialog
from keywork_desktop.ui.dialogs.repair import RepairDialog
from keywork_desktop.ui.models.calendar_day_model import BlockKind, CalendarDayModel, day_blocks
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_grid_model import CalendarGridModel
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.models.calendar_placing import Carried, Placing
from keywork_desktop.ui.models.calendar_regime import regime_of
from keywork_desktop.ui.theme import Tokens, dark, light
from keywork_desktop.ui.widgets import calendar_week_header
from keywork_desktop.ui.widgets.calendar_day_panel import day_lines
from keywork_desktop.ui.widgets.calendar_week_header import CalendarWeekHeader
from tests.calendar_play import THURSDAY, TUESDAY, Key, Played, shown
from tests.calendar_prison import a_planned, a_view, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_core_day, a_key_worker, in_force
from tests.store_office import StoreOffice, at_desk

MORNING = TimeSpan(time(9, 15), time(12, 0))
SHORT = Curtailment(TUESDAY, TUESDAY, None, MORNING, "Staff shortage")


def levels(*entries: RegimeEntry) -> RuleBook:
    sets = shipped_policies()
    return replace(in_force(), regime=entries, levels={n: sets[f"edm_level_{n}"] for n in (1, 2, 3, 4)})


def cut_wing(*cuts: Curtailment, **more: object) -> Snapshot:
    return a_wing(a_planned("A1111AA", TUESDAY, "09:15", id="S1"), curtailments=cuts, **more)


def facts_of(snapshot: Snapshot, **more: object) -> CalendarFacts:
    return CalendarFacts(a_view(snapshot, **more))


def level_words(snapshot: Snapshot, units: tuple[str, ...]) -> str:
    return regime_of(snapshot, units, TUESDAY).level_words


def test_the_level_is_named_once_where_all_units_have_it() -> None:
    snapshot = a_wing(policies=levels(RegimeEntry(3, TUESDAY, TUESDAY)))
    assert level_words(snapshot, ("1", "2")) == "Level 3 Restrict"
    assert regime_of(snapshot, ("1", "2"), TUESDAY).short_level == "Level 3"
    assert level_words(a_wing(), ("1", "2")) == ""


def test_units_that_differ_are_named() -> None:
    of_one = a_wing(policies=levels(RegimeEntry(4, TUESDAY, TUESDAY, "2")))
    assert level_words(of_one, ("1", "2", "3")) == "Level 4 Lockdown in HB 2 · no level elsewhere"
    assert regime_of(of_one, ("1", "2"), TUESDAY).short_level == "Level 4 in part"
    both = a_wing(policies=levels(RegimeEntry(3, TUESDAY, TUESDAY), RegimeEntry(4, TUESDAY, TUESDAY, "2")))
    assert level_words(both, ("1", "2", "3")) == "Level 4 Lockdown in HB 2 · Level 3 Restrict elsewhere"
    assert regime_of(both, ("1", "2"), TUESDAY).short_level == "Level 3–4"


def test_a_cut_says_its_hours_and_reason_and_the_unit_only_where_others_are_shown() -> None:
    own = replace(SHORT, unit="2")
    snapshot = cut_wing(own)
    alone, among = regime_of(snapshot, ("2",), TUESDAY), regime_of(snapshot, ("1", "2"), TUESDAY)
    assert alone.cut_line == "Regime cut 09:15–12:00 · staff shortage"
    assert among.cut_line == "HB 2 regime cut 09:15–12:00 · staff shortage"
    assert (alone.everywhere, among.everywhere) == (True, False)
    assert regime_of(snapshot, ("1",), TUESDAY).cuts == ()
    assert regime_of(snapshot, ("2",), THURSDAY).cuts == ()


def test_an_abbreviation_in_a_reason_stays_as_it_is() -> None:
    words = regime_of(cut_wing(replace(SHORT, reason="TRT search")), ("2",), TUESDAY).cut_line
    assert words.endswith("· TRT search")


def test_the_day_s_cell_says_it_in_words_and_for_those_who_listen() -> None:
    facts = facts_of(cut_wing(SHORT, policies=levels(RegimeEntry(3, TUESDAY, TUESDAY))))
    model = CalendarGridModel()
    model.show(facts)
    index = model.index_of(TUESDAY)
    assert "Level 3 Restrict\nRegime cut 09:15–12:00 · staff shortage\n" in index.data()
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "regime level 3 Restrict, Regime cut 09:15–12:00 · staff shortage" in said
    assert "SMITH, John, A1111AA, cell 2-1-001, session planned 09:15–10:00" in said
    assert "lies where the regime is cut" in said


def test_only_a_session_inside_the_cut_or_outside_the_core_day_is_marked() -> None:
    late = Curtailment(TUESDAY, TUESDAY, None, TimeSpan(time(10, 0), time(12, 0)), "Search")
    shut = {
        "in the cut": cut_wing(SHORT),
        "it begins when the session ends": cut_wing(late),
        "closed": cut_wing(core_days=(a_core_day("1000-1200", weekday=1),)),
    }
    entries = {name: facts_of(s).entries[TUESDAY][0].shut for name, s in shut.items()}
    assert entries == {
        "in the cut": "where the regime is cut",
        "it begins when the session ends": "",
        "closed": "outside the core day",
    }


def test_a_session_whose_officer_has_no_key_work_time_any_more_is_marked() -> None:
    wing = cut_wing()
    (session,) = wing.planned
    shift = wing.shifts[session.staff_id, TUESDAY]
    said = {}
    for code, spans in (("SL", ()), (shift.code, (TimeSpan(time(9, 30), time(12, 0)),)), (shift.code, shift.key_work)):
        changed = replace(shift, code=code, key_work=spans)
        of_day = facts_of(replace(wing, shifts={**wing.shifts, (session.staff_id, TUESDAY): changed}))
        said[code, len(spans) and spans[0].start] = of_day.entries[TUESDAY][0].shut
    assert list(said.values()) == ["outside key work time", "outside key work time", ""]
    assert (
        "lies outside key work time"
        in facts_of(
            replace(wing, shifts={**wing.shifts, (session.staff_id, TUESDAY): replace(shift, code="SL", key_work=())})
        )
        .entries[TUESDAY][0]
        .spoken
    )


def test_in_the_day_no_free_time_is_offered_where_the_unit_is_shut() -> None:
    def free(snapshot: Snapshot) -> list[str]:
        model = CalendarDayModel()
        model.show(day_blocks(facts_of(snapshot), TUESDAY))
        return [f"{b.staff_id} {b.span_text}" for b in model.items if b.kind is BlockKind.FREE]

    assert free(a_wing()) == ["OFF01A 09:15–10:00", "OFF01A 10:00–10:45", "OFF02B 10:00–10:45"]
    assert free(a_wing(curtailments=(replace(SHORT, span=TimeSpan(time(9, 0), time(10, 0))),))) == [
        "OFF01A 10:00–10:45",
        "OFF02B 10:00–10:45",
    ]
    assert free(a_wing(core_days=(a_core_day("0800-1000", weekday=1),))) == ["OFF01A 09:15–10:00"]


def test_a_day_that_is_cut_says_no_while_something_is_carried() -> None:
    place = Placing(facts_of(cut_wing(SHORT)), Carried("C3333CC")).on(TUESDAY)
    assert place.fit is Fit.NO


def grey(colour: QColor) -> float:
    return 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue()


HIGH_CONTRAST = replace(dark(), hatch=QColor("white"), text=QColor("white"), surface=QColor("black"))


def test_words_on_a_hatch_are_read_in_high_contrast() -> None:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(HIGH_CONTRAST.surface)
    painter = QPainter(image)
    draw_hatch(painter, QRectF(0, 0, 80, 60), HIGH_CONTRAST)
    painter.end()
    assert max(grey(image.pixelColor(x, y)) for x in range(80) for y in range(60)) < 128


@pytest.mark.parametrize("look", [light(), dark(), HIGH_CONTRAST], ids=["light", "dark", "high contrast"])
def test_the_hatch_is_seen_in_greyscale(look: Tokens) -> None:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(look.surface)
    painter = QPainter(image)
    draw_hatch(painter, QRectF(0, 0, 80, 60), look)
    painter.end()
    greys = [grey(image.pixelColor(x, y)) for x in range(80) for y in range(60)]
    ground = grey(look.surface)
    lines = [value for value in greys if abs(value - ground) > 25]
    assert 0.1 < len(lines) / len(greys) < 0.5


def test_hatches_of_neighbouring_cells_meet() -> None:
    look = light()
    pictures = []
    for cells in ((QRectF(0, 0, 80, 60),), (QRectF(0, 0, 33, 60), QRectF(33, 0, 47, 60))):
        image = QImage(80, 60, QImage.Format.Format_RGB32)
        image.fill(look.surface)
        painter = QPainter(image)
        for cell in cells:
            draw_hatch(painter, cell, look)
        painter.end()
        pictures.append(image)
    whole, parts = pictures
    far = [
        x for x in range(80) for y in range(60) if abs(grey(whole.pixelColor(x, y)) - grey(parts.pixelColor(x, y))) > 25
    ]
    assert set(far) <= {32, 33}


# -- the page -------------------------------------------------------------------------------------------------------


def test_the_panel_says_the_regime_of_the_day_in_focus_and_takes_a_cut_back(qtbot: QtBot) -> None:
    played = Played(qtbot, cut_wing(SHORT))
    page = played.page
    page.grid.choose(TUESDAY)
    assert page.day_panel.isVisible()
    assert not page.panel.isVisible()
    assert page.day_panel.text == (
        "Tue 24 Nov 2026\nNo regime level: Key work 2025/26.\nRegime cut 09:15–12:00 · staff shortage.\n"
        "45 min of 2 h 15 key work time used.\nTake back: Regime cut 09:15–12:00 · staff shortage"
    )
    QCoreApplication.processEvents()
    shown_ones = [b for b in page.day_panel.findChildren(QPushButton) if b.isVisible()]
    (back,) = [b for b in shown_ones if b.text().startswith("Take back")]
    back.setFocus()
    back.click()
    assert played.acted == [("lift_curtailment", {"cut": SHORT})]
    assert page.window().focusWidget() is back
    played.office.show(a_view(a_wing()))
    assert page.window().focusWidget() is page.day_panel.cut_button
    page.grid.choose(THURSDAY)
    assert "Take back" not in page.day_panel.text


def test_a_chosen_session_takes_the_place_of_the_day(qtbot: QtBot) -> None:
    played = Played(qtbot, cut_wing(SHORT))
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down)
    assert played.page.panel.isVisible()
    assert not played.page.day_panel.isVisible()


def test_the_panel_says_who_is_on_leave(qtbot: QtBot) -> None:
    facts = facts_of(a_wing())
    assert day_lines(facts, THURSDAY)[-1] == "1 officer on leave."


def test_sessions_in_a_cut_are_told_of_once_for_all_views(qtbot: QtBot) -> None:
    played = Played(qtbot, cut_wing(SHORT))
    assert played.page.state.words.text() == "1 planned session lies where the regime is cut."
    played.office.show(a_view(a_wing()))
    assert not played.page.state.isVisible()


def test_the_day_s_menu_cuts_the_regime_and_takes_a_cut_back(qtbot: QtBot) -> None:
    played = Played(qtbot, cut_wing(SHORT))
    page = played.page
    page.grid.choose(TUESDAY)
    page._menu(page.mapToGlobal(page.rect().center()))
    menu = page.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "Open the day\tEnter",
        "Cut the regime…\tR",
        "Take back: Regime cut 09:15–12:00 · staff shortage",
    ]
    menu.actions()[-1].trigger()
    menu.close()
    assert played.acted == [("lift_curtailment", {"cut": SHORT})]


def test_another_day_than_today_is_looked_at_and_the_regime_left(qtbot: QtBot) -> None:
    snapshot = cut_wing(SHORT)
    played = Played(qtbot, snapshot)
    played.office.show(a_view(snapshot, today=TODAY + timedelta(days=1)))
    played.page.grid.choose(TUESDAY)
    assert not played.page.day_panel.cut_button.isEnabled()
    assert "Take back" not in played.page.day_panel.text
    played.keys(Key.Key_R)
    assert played.page.findChild(CurtailDialog) is None


def at_store(folder: Path) -> StoreOffice:
    office = StoreOffice(at_desk(a_store_with(folder, a_wing()), TODAY))
    place_session(office.desk, "A1111AA", TUESDAY)
    office.refresh()
    return office


@pytest.mark.parametrize("mode", list(Mode), ids=[mode.value for mode in Mode])
def test_r_asks_for_a_cut_of_the_day_in_focus_in_the_unit_shown(qtbot: QtBot, tmp_path: Path, mode: Mode) -> None:
    office = at_store(tmp_path)
    office.show_units(frozenset({"2"}))
    page = shown(qtbot, office)
    page.show_mode(mode, TUESDAY)
    QTest.keyClick(page.agenda.list if mode is Mode.AGENDA else page.views.shown, Key.Key_R)
    dialog = page.findChild(CurtailDialog)
    assert dialog is not None
    decided = dialog.decision()
    assert (decided.first, decided.last, decided.unit) == (TUESDAY, TUESDAY, "2")
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    office.desk.store.close()


def test_sessions_in_a_cut_are_offered_other_times_in_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    office = at_store(tmp_path)
    page = shown(qtbot, office)
    curtail(office.desk, Curtailment(TUESDAY, TUESDAY, None, MORNING, "Staff shortage"))
    office.refresh()
    assert page.state.words.text() == "1 planned session lies where the regime is cut."
    page.repair()
    dialog = page.findChild(RepairDialog)
    assert dialog is not None
    dialog.accept_button.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert office.errors == []
    assert page.facts is not None
    held = {session.prison_number: session.on for session in page.facts.view.snapshot.planned}
    assert held == {"A1111AA": THURSDAY}
    assert not page.state.isVisible()
    office.undo()
    assert page.state.isVisible()
    office.desk.store.close()


def test_the_week_and_the_day_hatch_the_officer_s_own_unit_alone() -> None:
    one = replace(SHORT, unit="2")
    snapshot = cut_wing(one)
    other = a_key_worker("OFF99Z", unit="3", last_name="ZAFAR")
    facts = facts_of(replace(snapshot, key_workers={**snapshot.key_workers, "OFF99Z": other}))
    assert facts.cuts("2", TUESDAY) == (one,)
    assert facts.cuts("3", TUESDAY) == ()
    assert facts.cuts("2", date(2026, 11, 25)) == ()


@pytest.mark.parametrize("width", range(20, 160, 10))
def test_the_level_of_a_day_is_drawn_whole_or_not_at_all(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    day = facts_of(a_wing(policies=levels(RegimeEntry(4, TUESDAY, TUESDAY, "2")))).cells[TUESDAY]
    assert day.regime.level == 4
    drawn: list[tuple[float, int]] = []

    def measure(painter: QPainter, rect: QRectF, regime: object, words: str, look: Tokens, key: str) -> None:
        drawn.append((rect.width(), level_width(day.regime, key, words)))

    monkeypatch.setattr(calendar_week_header, "draw_level", measure)
    picture = QImage(400, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    CalendarWeekHeader._first(painter, QRectF(0, 0, width, 20), day, light(), painter.font().toString())
    painter.end()
    assert all(there >= wanted for there, wanted in drawn)
    assert width < 90 or drawn
