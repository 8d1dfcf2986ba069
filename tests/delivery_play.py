"""The Delivery page on a store, for tests: eight men, what was held and lost, and who has whom."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.facts import AlertFact, Fact, RecordFact
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.ui.pages.delivery import DeliveryPage
from tests.store.prison_facts import AT, ELMLEY, FRIDAY, MANAGER, OFFICERS, a_note, ago, an_officer, on_the_roll
from tests.store_office import StoreOffice, at_desk


def number(n: int) -> str:
    """The prison number of the n-th man."""
    return f"A{n:04d}BC"


def a_missed(n: int, on: date, reason: str) -> RecordFact:
    """A session of the n-th man that could not be held."""
    made = KeyWorkRecord(on, RecordKind.MISSED, OFFICERS[1], reason=reason, source=RecordSource.HERE)
    return RecordFact(number(n), made)


def eight_men(first_note: int = 40) -> list[Fact]:
    """Six men on houseblock 2, two on 3, here for 100 days; notes reach back `first_note` days."""
    facts: list[Fact] = [an_officer(staff_id) for staff_id in OFFICERS]
    for n in range(8):
        cell = f"{2 if n < 6 else 3}-1-{n + 1:03d}"
        facts += on_the_roll(number(n), since=ago(90), cell=cell, admitted=ago(100))
        facts.append(a_note(number(n), ago(9)))
    return [
        *facts,
        a_note(number(1), ago(2)),
        a_note(number(1), ago(2), at=time(16)),
        a_note(number(2), ago(3), RecordKind.ENTRY),
        a_note(number(2), ago(first_note)),
        a_missed(4, ago(6), "cross_deployed"),
        a_missed(5, ago(6), "cross_deployed"),
        a_missed(5, ago(5), "refused"),
        AlertFact(number(0), "HA", ago(8), None, ago(8)),
        Allocation(number(0), OFFICERS[0], ago(60)),
    ]


def a_store(folder: Path, facts: list[Fact]) -> Store:
    """A store that holds them, not encrypted."""
    store = Store.create(folder / "prison.store", ELMLEY, StoreKey.none(), at=AT, author=MANAGER)
    if facts:
        with store.unit_of_work("import", at=AT) as work:
            work.put_all(facts)
            work.commit()
    return store


def a_page(qtbot: QtBot, store: Store, today: date = FRIDAY) -> DeliveryPage:
    """The page in front, with everything measured."""
    office = StoreOffice(at_desk(store, today))
    page = DeliveryPage(office)
    qtbot.addWidget(page)
    page.resize(1230, 690)
    with qtbot.waitExposed(page):
        page.show()
    office.refresh()
    return page


def cards(page: DeliveryPage) -> dict[str, str]:
    """What stands on each card, by the measure's id."""
    return {card.measured.id: card.value.text() for card in page.body.headlines.cards}


def rows(page: DeliveryPage) -> list[list[str]]:
    """The table as it is read, in its order."""
    shown = page.body.table.shown
    return [
        [str(shown.index(row, column).data()) for column in range(shown.columnCount())]
        for row in range(shown.rowCount())
    ]


def is_seen(widget: QWidget, page: DeliveryPage) -> bool:
    """Whether it is meant to be seen on the page, scrolled to or not."""
    return widget.isVisibleTo(page)
