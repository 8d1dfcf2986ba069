"""The Delivery page: the period chosen, the numbers in words, the table, the charts, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.delivery_periods import PeriodChoice
from keywork_desktop.domain.measure_rows import By
from keywork_desktop.domain.measure_words import MINUTES, NEVER_MET
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.store import Store
from keywork_desktop.ui.pages.delivery import DeliveryPage
from keywork_desktop.ui.places import PLACES
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.widgets.day_field import qdate
from tests.delivery_play import a_page, a_store, cards, eight_men, is_seen, rows
from tests.store.prison_facts import AT, FRIDAY, OFFICERS, a_note, ago
from tests.store_office import StoreOffice, at_desk


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path, eight_men()) as made:
        yield made


@pytest.fixture
def page(store: Store, qtbot: QtBot) -> DeliveryPage:
    made = a_page(qtbot, store)
    choose(made, PeriodChoice.LAST_28_DAYS)
    return made


def choose(page: DeliveryPage, choice: PeriodChoice) -> None:
    page.chooser.named.setCurrentIndex(page.chooser.named.findData(choice))


def office_of(page: DeliveryPage) -> StoreOffice:
    assert isinstance(page.office, StoreOffice)
    return page.office


# the page
def test_it_stands_between_people_and_data() -> None:
    ids = [(place.id, place.keys) for place in PLACES]
    at = ids.index(("delivery", "Ctrl+6"))
    assert ids[at - 1][0] == "people"
    assert ids[at + 1][0] == "data"


def test_coverage_comes_first_and_largest(page: DeliveryPage) -> None:
    first, *others = page.body.headlines.cards
    assert first.name.text() == "Coverage"
    assert first.value.text() == "12.50 %"
    assert first.counted.text() == "1 of 8 had every session they were owed; 7 did not."
    assert all(first.value.font().pointSizeF() > card.value.font().pointSizeF() for card in others)
    assert is_seen(first.meaning, page)
    assert not is_seen(others[0].meaning, page)
    page.body.explain.click()
    assert is_seen(others[0].meaning, page)


def test_each_number_has_plain_words(page: DeliveryPage) -> None:
    said = cards(page)
    assert said["lost"] == "3"
    assert said["never_met"] == "0"
    words = {card.measured.id: card.counted.text() for card in page.body.headlines.cards}
    assert words["lost"] == "Officer cross-deployed 2; Prisoner refused 1."
    assert words["delivery_rate"] == "9 sessions of 16 projected (8 eligible, 28 days, one every 2 weeks)."
    for card in page.body.headlines.cards:
        assert card.accessibleName().startswith(f"{card.measured.title}: {card.value.text()}")
        assert card.measured.source in card.accessibleDescription()


def test_the_rate_asked_for_changes_what_is_projected(page: DeliveryPage) -> None:
    assert cards(page)["delivery_rate"] == "56.25 %"
    page.chooser.weeks.setCurrentIndex(page.chooser.weeks.findText("Rate: one a week"))
    assert cards(page)["delivery_rate"] == "28.12 %"
    assert cards(page)["coverage"] == "12.50 %"


# the period
def test_arrows_go_to_the_period_before_and_back(page: DeliveryPage) -> None:
    assert page.chooser.period == Period(ago(27), FRIDAY)
    page.chooser.before.click()
    assert page.chooser.choice is PeriodChoice.BY_HAND
    assert page.chooser.period == Period(ago(55), ago(28))
    page.chooser.after.click()
    assert page.chooser.period == Period(ago(27), FRIDAY)
    assert cards(page)["coverage"] == "12.50 %"


def test_a_last_day_before_the_first_is_said(page: DeliveryPage) -> None:
    page.chooser.last.setDate(qdate(ago(40)))
    assert page.state.words.text() == "The last day is before the first. Choose another day."
    page.chooser.last.setDate(qdate(FRIDAY))
    assert page.state.isHidden()


def test_the_units_of_the_top_band_narrow_everything(page: DeliveryPage) -> None:
    page.office.show_units(frozenset({"3"}))
    assert [row[0] for row in rows(page)] == ["Houseblock 3"]
    assert page.body.headlines.cards[0].counted.text().startswith("0 of 2")


# the table
def test_the_table_is_a_sound_model(page: DeliveryPage) -> None:
    table = page.body.table
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode) for model in (table.source, table.shown)]
    page.body.turn_to(By.KEY_WORKER)
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    page.body.turn_to(By.UNIT)
    assert [row[0] for row in rows(page)] == ["Houseblock 2", "Houseblock 3"]
    assert len(testers) == 2


def test_a_small_cohort_says_that_it_is_withheld_and_stays_last(page: DeliveryPage) -> None:
    page.body.turn_to(By.COHORT)
    acct = next(row for row in rows(page) if row[0] == "ACCT open")
    assert acct[1:] == ["too few people to be shown", *[""] * 10]
    for column in (0, 3):
        page.body.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
        withheld = [place for place, row in enumerate(rows(page)) if row[1] == acct[1]]
        spans = [page.body.table.columnSpan(place, 1) for place in range(len(rows(page)))]
        assert [place for place, span in enumerate(spans) if span == 11] == withheld
    page.body.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    page.body.turn_to(By.UNIT)
    for order in Qt.SortOrder:
        page.body.table.sortByColumn(4, order)
        sessions = [int(row[4]) for row in rows(page)]
        assert sessions == sorted(sessions, reverse=order is Qt.SortOrder.DescendingOrder)


def test_enter_on_a_houseblock_looks_at_it_alone(page: DeliveryPage) -> None:
    page.body.table.setCurrentIndex(page.body.table.shown.index(1, 0))
    QTest.keyClick(page.body.table, Qt.Key.Key_Return)
    assert page.office.units == frozenset({"3"})


def test_enter_on_a_key_worker_asks_for_his_page(page: DeliveryPage, qtbot: QtBot) -> None:
    page.body.turn_to(By.KEY_WORKER)
    page.body.table.setCurrentIndex(page.body.table.shown.index(0, 0))
    with qtbot.waitSignal(page.person_wanted) as asked:
        QTest.keyClick(page.body.table, Qt.Key.Key_Return)
    assert asked.args == [OFFICERS[0]]


# charts
def test_a_chart_says_its_numbers_and_copies_them(page: DeliveryPage) -> None:
    panel = page.body.parts_chart
    assert panel.chart is not None
    assert panel.view.accessibleDescription() == (
        "Coverage by houseblock, percent of prisoners covered. Houseblock 2: 16.67 %; Houseblock 3: 0.00 %."
    )
    panel.copy_numbers()
    assert QGuiApplication.clipboard().text() == (
        "Houseblock\tpercent of prisoners covered\nHouseblock 2\t16.67 %\nHouseblock 3\t0.00 %\n"
    )
    panel.as_numbers.click()
    assert is_seen(panel.table, page)
    assert panel.table.model().index(1, 1).data() == "0.00 %"


def test_another_measure_is_charted_when_it_is_chosen(page: DeliveryPage) -> None:
    panel = page.body.parts_chart
    panel.choose(MINUTES)
    assert panel.chart is not None
    assert (panel.chart.title, panel.chart.line) == ("Minutes a week by houseblock", (45.0, "45, the national model"))
    panel.choose(NEVER_MET)
    assert [bar.text for bar in panel.chart.bars] == ["0", "0"]


def test_a_picture_is_copied_and_saved_as_png_and_svg(page: DeliveryPage, tmp_path: Path) -> None:
    panel = page.body.parts_chart
    panel.copy_picture()
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == 2000
    assert panel.chart is not None
    for name in ("chart.png", "chart.svg"):
        page.saving.save_picture(panel, panel.chart, tmp_path / name)
        assert QImage(str(tmp_path / name)).width() >= 1000
    assert b"OFFICIAL-SENSITIVE" in (tmp_path / "chart.svg").read_bytes()


def test_arrow_keys_go_from_bar_to_bar(page: DeliveryPage) -> None:
    view = page.body.parts_chart.view
    before = view.grab().toImage()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.grab().toImage() != before


# how it went before
def test_a_period_without_notes_is_unknown_not_zero(page: DeliveryPage) -> None:
    chart = page.body.trend_chart.chart
    assert chart is not None
    assert [(bar.text, bar.value, bar.partly) for bar in chart.bars[-3:]] == [
        ("not known", None, False),
        ("0.00 %", 0.0, True),
        ("12.50 %", 12.5, False),
    ]
    assert "Case notes are known from" in chart.note


def test_a_cancelled_trend_can_be_asked_for_again(page: DeliveryPage) -> None:
    page.chooser.before.click()
    page._trends.clear()
    office_of(page).cancel_next = True
    page._ask_trend()
    assert is_seen(page.body.trend_again, page)
    office_of(page).cancel_next = False
    page.body.trend_again.click()
    assert not is_seen(page.body.trend_again, page)


def test_measuring_that_is_cancelled_offers_to_begin_again(page: DeliveryPage) -> None:
    office_of(page).cancel_next = True
    page.chooser.before.click()
    assert page.empty.title.text() == "Measuring was cancelled"
    office_of(page).cancel_next = False
    page.empty.button.click()
    assert is_seen(page.body.table, page)


def test_what_was_measured_is_shown_again_at_once_until_the_store_changes(page: DeliveryPage, store: Store) -> None:
    asked: list[str] = []
    page.office.task_began.connect(lambda task: asked.append(task.title))
    choose(page, PeriodChoice.LAST_MONTH)
    assert asked == ["Measure delivery", "Measure the periods before"]
    choose(page, PeriodChoice.LAST_28_DAYS)
    choose(page, PeriodChoice.LAST_MONTH)
    choose(page, PeriodChoice.LAST_28_DAYS)
    assert len(asked) == 2
    with store.unit_of_work("import", at=AT) as work:
        work.put_all([a_note("A0005BC", ago(1))])
        work.commit()
    page.office.refresh()
    assert asked[2:] == ["Measure delivery", "Measure the periods before"]
    assert cards(page)["coverage"] == "25.00 %"


def test_a_period_that_cannot_be_measured_says_so_and_offers_to_try_again(page: DeliveryPage) -> None:
    page.chooser.first.setDate(qdate(date(2010, 1, 1)))
    assert page.empty.title.text() == "This period could not be measured"
    assert [error.code for error in office_of(page).errors] == ["not_a_period"]
    page.chooser.first.setDate(qdate(ago(27)))
    assert is_seen(page.body.table, page)


def test_the_period_is_remembered_by_its_name(page: DeliveryPage, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    page.remember_in(Remembered(file))
    assert page.chooser.choice is PeriodChoice.LAST_CYCLE
    choose(page, PeriodChoice.LAST_MONTH)
    assert Remembered(file).delivery is PeriodChoice.LAST_MONTH
    page.chooser.before.click()
    assert Remembered(file).delivery is PeriodChoice.LAST_CYCLE


def test_a_new_page_opens_with_the_period_remembered(store: Store, qtbot: QtBot, tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "window.ini")
    remembered.delivery = PeriodChoice.LAST_MONTH
    office = StoreOffice(at_desk(store, FRIDAY))
    office.refresh()
    page = DeliveryPage(office)
    qtbot.addWidget(page)
    page.remember_in(remembered)
    with qtbot.waitExposed(page):
        page.show()
    assert page.chooser.period == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert page.body.report is not None
    assert page.body.report.period == page.chooser.period


def test_every_way_of_looking_is_found_by_name(page: DeliveryPage) -> None:
    texts = [action.text() for action in page.actions()]
    assert "Delivery by cohort" in texts
    next(action for action in page.actions() if action.text() == "Delivery by cohort").trigger()
    assert page.body.by is By.COHORT


# what is not known
def test_days_without_case_notes_are_said_and_left_out_by_one_click(page: DeliveryPage) -> None:
    page.chooser.before.click()
    assert page.state.words.text().startswith("Case notes are known from Sun 11 Oct 2026 on. The first 15 days")
    page.state._buttons[0].click()
    assert page.chooser.period == Period(date(2026, 10, 11), ago(28))
    assert page.state.isHidden()


def test_a_period_before_all_notes_has_no_numbers(page: DeliveryPage) -> None:
    page.chooser.before.click()
    page.chooser.before.click()
    assert page.empty.title.text() == "Nothing is known of this period"
    assert "That is not zero sessions" in page.empty.words.text()
    assert not page.export.isEnabled()


def test_a_store_without_notes_says_what_to_import(tmp_path: Path, qtbot: QtBot) -> None:
    with a_store(tmp_path, []) as store:
        page = a_page(qtbot, store)
        assert page.empty.title.text() == "Nothing is known yet of what was held"
        assert "ORS Key Worker Case Notes report" in page.empty.words.text()
        with qtbot.waitSignal(page.place_wanted) as wanted:
            page.empty.button.click()
        assert wanted.args == ["data"]


# taking it away
def test_the_page_is_exported_as_a_workbook_and_as_pdf(page: DeliveryPage, tmp_path: Path) -> None:
    page.saving.to(str(tmp_path / "delivery.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "delivery.xlsx")["By houseblock"]
    assert [cell.value for cell in sheet[5]][:3] == ["Houseblock 2", 16.67, "1 of 6"]
    page.saving.to(str(tmp_path / "delivery.pdf"))
    assert (tmp_path / "delivery.pdf").read_bytes().startswith(b"%PDF")
    assert page.notice.words.text() == "Written: delivery.pdf."


def test_the_page_is_printed_with_its_charts(page: DeliveryPage, qtbot: QtBot) -> None:
    page.print.click()
    previews = page.findChildren(QPrintPreviewDialog)
    title = "Print: Key work delivered · Sat 24 Oct 2026 to Fri 20 Nov 2026"
    assert [preview.windowTitle() for preview in previews] == [title]
    previews[0].close()
