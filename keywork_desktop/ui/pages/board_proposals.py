"""Proposals on the board: recommended, rebalanced, decided, and waiting for a decision, also after a restart."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keywork_desktop.actions.allocating import accept_rebalance, accept_recommendation, rebalanced, recommended
from keywork_desktop.actions.proposals import (
    KeptProposal,
    Proposal,
    drop_proposal,
    keep_proposal,
    kept_proposal,
)
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.planning.rebalancing import Rebalance
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel


class BoardProposals(QWidget):
    """A line that says what waits, with the buttons to look at it and to forget it; hidden when nothing waits."""

    answered = Signal()
    """A proposal has been computed, or could not be: its button may be pressed again."""

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self._view: View | None = None
        self._looked = False
        self._open = False
        self.kept: KeptProposal | None = None
        self.words = ToneLabel("", self, tone="due", wrap=True)
        self.look_button = button("Look at it", self, tip="Decide about the proposal that waits")
        self.forget_button = button("Forget it", self, kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.look_button)
        row.addWidget(self.forget_button)
        self.look_button.clicked.connect(self.open_kept)
        self.forget_button.clicked.connect(self.forget)
        self.hide()

    def show_view(self, view: View) -> None:
        """These are the facts; the first time the store is asked whether a proposal waits."""
        self._view = view
        if not self._looked:
            self._looked = True
            self._office.spawn(self._ask_kept())
        self._show()

    async def _ask_kept(self) -> None:
        self.kept = await self._office.ask(kept_proposal)
        self._show()

    def _show(self) -> None:
        kept, view = self.kept, self._view
        waits = kept is not None and not self._open and view is not None and view.snapshot.on == view.today
        self.setVisible(waits)
        if kept is not None:
            what = "rebalancing" if isinstance(kept.proposal, Rebalance) else "allocating"
            whom = counted(_size(kept.proposal), "prisoner")
            self.words.setText(f"A proposal for {what} {whom}, of {long_date(kept.made_on)}, waits for a decision.")

    # ---------------------------------------------------------------------------------------------------- proposing
    def recommend(self) -> None:
        """Propose a key worker for everybody of the shown units who has none."""
        self._office.spawn(self._propose(rebalance=False))

    def rebalance(self) -> None:
        """Propose the fewest moves to the best allocation, with what each of them buys."""
        self._office.spawn(self._propose(rebalance=True))

    async def _propose(self, *, rebalance: bool) -> None:
        view = self._view
        assert view is not None, "the buttons are off before there are facts"
        one = next(iter(view.units)) if view.units is not None and len(view.units) == 1 else None
        try:
            question = partial(rebalanced if rebalance else recommended, unit=one)
            proposal: Proposal = await self._office.ask(question)
        finally:
            self.answered.emit()
        if _size(proposal):
            await self._keep(KeptProposal(view.today, proposal))
        else:
            # Nothing to decide: shown once, and not kept.
            self.kept = KeptProposal(view.today, proposal)
        self.open_kept()

    async def _keep(self, kept: KeptProposal) -> None:
        self.kept = kept
        await self._office.ask(partial(keep_proposal, proposal=kept.proposal, left_out=kept.left_out))
        self._show()

    def open_kept(self) -> None:
        """Open the proposal that waits."""
        view, kept = self._view, self.kept
        if view is None or kept is None:
            return
        from keywork_desktop.ui.dialogs.recommend import RebalanceDialog, RecommendDialog

        proposal = kept.proposal
        dialog: RebalanceDialog | RecommendDialog
        if isinstance(proposal, Rebalance):
            dialog = RebalanceDialog(view, proposal, self.parentWidget(), kept.left_out)
        else:
            waiting = {item.prisoner.prison_number for item in view.shown if item.key_worker is None}
            dialog = RecommendDialog(view, proposal, waiting, self.parentWidget(), kept.left_out)
        self._open = True
        self._show()
        dialog.accepted_rows.connect(self._accept)
        dialog.discarded.connect(self.forget)
        dialog.left_out_changed.connect(self._leave_out)
        dialog.finished.connect(self._closed)
        dialog.open()

    # ----------------------------------------------------------------------------------------------------- deciding
    def _leave_out(self, left_out: frozenset[str]) -> None:
        if self.kept is not None:
            self._office.spawn(self._keep(KeptProposal(self.kept.made_on, self.kept.proposal, left_out)))

    def _accept(self, only: frozenset[str]) -> None:
        kept = self.kept
        if kept is None:
            return
        if isinstance(kept.proposal, Rebalance):
            self._office.act(partial(accept_rebalance, proposed=kept.proposal, only=only))
        else:
            self._office.act(partial(accept_recommendation, recommendation=kept.proposal, only=only))
        self.forget()

    def forget(self) -> None:
        """No proposal waits any more."""
        self.kept = None
        self._show()
        self._office.spawn(self._drop())

    async def _drop(self) -> None:
        await self._office.ask(drop_proposal)

    def _closed(self) -> None:
        self._open = False
        if self.kept is not None and not _size(self.kept.proposal):
            self.kept = None
        self._show()


def _size(proposal: Proposal) -> int:
    moves = len(proposal.moves) if isinstance(proposal, Rebalance) else 0
    return moves + len(proposal.allocations)
