"""The dialogs of the board by themselves: candidates, reasons, and what they decide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.candidates import judge_several
from keywork_desktop.planning.recommending import recommend
from keywork_desktop.ui.dialogs.decision import MoveDecision
from keywork_desktop.ui.dialogs.move_to import MoveToDialog
from keywork_desktop.ui.dialogs.override import OverrideDialog
from keywork_desktop.ui.dialogs.recommend import RecommendDialog
from keywork_desktop.ui.dialogs.take_off import TakeOffDialog
from keywork_desktop.ui.models.board_candidates import CandidatesModel
from tests.board_prison import a_small_prison, a_view, a_whole_prison

ABBOTT, BARNES, CARTER, DAVIES, ELLIS, FOSTER = (f"A000{n}AA" for n in range(1, 7))
_Fatal = QAbstractItemModelTester.FailureReportingMode.Fatal


def rows(model: CandidatesModel) -> str:
    """The table as text."""
    lines = []
    for row in range(model.rowCount()):
        lines.append(" | ".join(model.index(row, column).data() for column in range(model.columnCount())))
    return "\n".join(lines)


@pytest.fixture
def move_to(qtbot: QtBot) -> MoveToDialog:
    dialog = MoveToDialog(a_small_prison(), (ABBOTT,))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def test_candidates_are_ranked_with_what_speaks_for_and_against(move_to: MoveToDialog) -> None:
    assert rows(move_to.model) == (
        "Fits | KHAN, Omar | Houseblock 2 | 2 of 4 | same houseblock · 2 places left | \n"
        "Warns | WEBB, Carl | Houseblock 3 | 1 of 9 | 8 places left | another houseblock\n"
        "Warns | PRICE, Leon | Houseblock 2 | 0 of 9 | same houseblock · 9 places left"
        " | on annual leave, back 30 Nov\n"
        "No | GILL, Ross | Houseblock 2 | 1 of 1 | same houseblock | full (1 of 1)"
    )


def test_several_prisoners_are_counted(qtbot: QtBot) -> None:
    dialog = MoveToDialog(a_small_prison(), (ABBOTT, BARNES, CARTER))
    qtbot.addWidget(dialog)
    best, _, third, _ = rows(dialog.model).splitlines()
    assert best == (
        "2 of 3 fit | WEBB, Carl | Houseblock 3 | 1 of 9 | 8 places left"
        " | another houseblock · no one-to-one: needs a second officer × 1"
    )
    assert third == (
        "2 of 3 fit | KHAN, Omar | Houseblock 2 | 2 of 4 | same houseblock · 2 places left"
        " | full (4 of 4) × 1 · no one-to-one: needs a second officer × 1"
    )


def test_typing_narrows_and_enter_chooses(move_to: MoveToDialog, qtbot: QtBot) -> None:
    chosen: list[tuple[tuple[str, ...], str]] = []
    move_to.chosen.connect(lambda numbers, staff_id: chosen.append((numbers, staff_id)))
    qtbot.keyClicks(move_to.find_field, "house")
    qtbot.keyClick(move_to.find_field, Qt.Key.Key_Down)
    assert move_to.move_button.text() == "Move to WEBB, Carl"
    qtbot.keyClick(move_to.find_field, Qt.Key.Key_Return)
    assert chosen == [((ABBOTT,), "WEB01A")]


def test_a_candidate_who_must_not_have_him_is_asked_about_afterwards(move_to: MoveToDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(move_to.find_field, "gill")
    assert move_to.move_button.text() == "Move to GILL, Ross…"


def test_nobody_matches(move_to: MoveToDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(move_to.find_field, "nobody of this name")
    assert move_to.chosen_verdict() is None
    assert not move_to.move_button.isEnabled()


def test_the_models_behave(qapp: QApplication, qtbot: QtBot) -> None:
    facts = a_whole_prison()
    waiting = [number for number in facts.prisoners if number not in facts.allocations]
    move_to = MoveToDialog(facts, waiting[:3])
    qtbot.addWidget(move_to)
    candidates = QAbstractItemModelTester(move_to.model, _Fatal)
    move_to.find_field.setText("khan")
    recommended = RecommendDialog(a_view(facts), recommend(facts), waiting)
    qtbot.addWidget(recommended)
    proposal = QAbstractItemModelTester(recommended.proposal, _Fatal)
    recommended.proposal.take([0, 1, 2])
    recommended.proposal.take([0, 1])
    assert len(recommended.proposal.taken) == recommended.proposal.rowCount() - 1
    for tester in (candidates, proposal):
        tester.deleteLater()


def test_several_refusals_are_named_one_by_one(qtbot: QtBot) -> None:
    facts = a_small_prison()
    dialog = OverrideDialog(facts, judge_several(facts, (ABBOTT, CARTER), "GIL01A"))
    qtbot.addWidget(dialog)
    lines = [dialog.reasons.item(row).text() for row in range(dialog.reasons.count())]
    assert lines == [
        "ABBOTT, John: full (1 of 1)",
        "CARTER, John: full (1 of 1), no one-to-one: needs a second officer",
    ]
    assert dialog.reasons.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{Fit.NO.word}: ")
    assert dialog.only_fitting.isHidden()


def test_overriding_needs_a_reason_that_says_something(qtbot: QtBot) -> None:
    facts = a_small_prison()
    dialog = OverrideDialog(facts, judge_several(facts, (ABBOTT,), "GIL01A"))
    qtbot.addWidget(dialog)
    decisions: list[MoveDecision] = []
    dialog.decided.connect(decisions.append)
    qtbot.keyClicks(dialog.reason, "   ")
    assert not dialog.anyway.isEnabled()
    qtbot.keyClicks(dialog.reason, "agreed ")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.mouseClick(dialog.anyway, Qt.MouseButton.LeftButton)
    assert decisions == [MoveDecision((ABBOTT,), "GIL01A", "agreed", None, True)]


def test_only_those_with_a_key_worker_are_taken_off(qtbot: QtBot) -> None:
    dialog = TakeOffDialog(a_small_prison(), (ABBOTT, DAVIES, FOSTER))
    qtbot.addWidget(dialog)
    decisions: list[MoveDecision] = []
    dialog.decided.connect(decisions.append)
    qtbot.keyClicks(dialog.reason, "moved to another unit")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.mouseClick(dialog.take_off, Qt.MouseButton.LeftButton)
    assert decisions == [MoveDecision((DAVIES, FOSTER), None, "moved to another unit")]
