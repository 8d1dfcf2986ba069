"""Proposals on the board: rebalanced with what each move buys, waiting for a decision; and narrow columns."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.allocating import move
from keywork_desktop.actions.proposals import kept_proposal
from keywork_desktop.ui.dialogs.recommend import RebalanceDialog, RecommendDialog
from keywork_desktop.ui.models.board_cards import CardRole
from keywork_desktop.ui.pages.allocations import AllocationsPage
from tests.board_page import ABBOTT, a_page, dialog_of, shown
from tests.desk_office import DeskOffice


def test_a_proposal_put_aside_waits_and_survives_a_restart(
    page: AllocationsPage, office: DeskOffice, qtbot: QtBot
) -> None:
    page.recommend_button.click()
    dialog = dialog_of(page, RecommendDialog)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog._say_left_out()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.later.click()
    assert page.proposals.isVisible()
    assert page.proposals.words.text() == (
        "A proposal for allocating 2 prisoners, of Fri 20 Nov 2026, waits for a decision."
    )
    again = a_page(office, qtbot)
    assert again.proposals.isVisible()
    again.proposals.look_button.click()
    reopened = dialog_of(again, RecommendDialog)
    assert reopened.accept_some.text() == "Accept 1 of 2"
    reopened.accept_some.click()
    assert [change.summary for change in office.acts] == ["Allocate 1 prisoner as recommended"]
    assert not again.proposals.isVisible()
    assert kept_proposal(office.desk) is None


def test_leaving_everything_as_it_is_forgets_the_proposal(page: AllocationsPage, office: DeskOffice) -> None:
    page.recommend_button.click()
    dialog_of(page, RecommendDialog).leave.click()
    assert not page.proposals.isVisible()
    assert kept_proposal(office.desk) is None
    assert not office.acts


def test_a_proposal_that_is_not_wanted_is_forgotten_from_the_line(page: AllocationsPage, office: DeskOffice) -> None:
    page.recommend_button.click()
    dialog_of(page, RecommendDialog).reject()
    page.proposals.forget_button.click()
    assert not page.proposals.isVisible()
    assert kept_proposal(office.desk) is None


def test_rebalance_says_what_each_move_buys_and_is_one_undo_step(page: AllocationsPage, office: DeskOffice) -> None:
    before = shown(page)
    page.rebalance_button.click()
    dialog = dialog_of(page, RebalanceDialog)
    rows = [dialog.proposal.data(dialog.proposal.index(row, 6)) for row in range(dialog.proposal.rowCount())]
    assert rows
    assert all(rows)
    dialog.accept_some.click()
    assert len(office.acts) == 1
    assert office.acts[0].summary.startswith("Rebalance: ")
    office.undo()
    assert shown(page) == before


def test_an_allocation_that_cannot_be_better_says_so_and_nothing_waits(
    page: AllocationsPage, office: DeskOffice
) -> None:
    page.rebalance_button.click()
    dialog_of(page, RebalanceDialog).accept_some.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.rebalance_button.click()
    dialog = dialog_of(page, RebalanceDialog)
    assert dialog.windowTitle() == "The allocation is as good as it can be"
    assert not dialog.accept_some.isEnabled()
    dialog.later.click()
    assert not page.proposals.isVisible()
    assert kept_proposal(office.desk) is None


def test_narrow_columns_hold_everything_and_more_of_them_fit(page: AllocationsPage) -> None:
    wide, high = page.board.delegate.metrics.column_width, page.board.delegate.metrics.row_height
    before = shown(page)
    page.filters.narrow.trigger()
    assert page.board.delegate.metrics.column_width < 0.7 * wide
    assert page.board.delegate.metrics.row_height < high
    assert all(column.width() == page.board.delegate.metrics.column_width for column in page.board.columns)
    assert shown(page) == before
    card = next(iter(page.board.columns)).list.cards.index(0).data(CardRole)
    assert (card.name, card.short_name) == ("ABBOTT, John", "ABBOTT J")
    page.filters.narrow.trigger()
    assert page.board.delegate.metrics.column_width == wide


def test_an_override_is_said_aloud_with_its_reason(page: AllocationsPage, office: DeskOffice) -> None:
    office.act(lambda desk: move(desk, [ABBOTT], "GIL01A", reason="agreed until Monday", override=True))
    column = page.board.columns.holding(ABBOTT)
    assert column is not None
    row = column.list.cards.row_of(ABBOTT)
    assert row is not None
    card = column.list.cards.index(row).data(CardRole)
    assert "override: agreed until Monday" in card.spoken
    assert "override" in card.tags
