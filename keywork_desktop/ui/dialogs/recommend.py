"""The recommendation and the rebalance, each as a proposal that says what it is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.wording import counted
from keywork_desktop.planning.rebalancing import Rebalance
from keywork_desktop.planning.recommending import Recommendation, Unplaced
from keywork_desktop.ui.dialogs.proposal import ProposalDialog
from keywork_desktop.ui.models.board_proposal import proposed_rows, rebalanced_rows
from keywork_desktop.ui.view import View


def _named(view: View, unplaced: Iterable[Unplaced], only: Collection[str]) -> list[tuple[str, str]]:
    """Name and reason of those who are left over, as far as they are here."""
    return [
        (view.by_number[each.prison_number].prisoner.name, each.text)
        for each in unplaced
        if each.prison_number in only and each.prison_number in view.by_number
    ]


class RecommendDialog(ProposalDialog):
    """A key worker for each of those (`only`) who have none."""

    def __init__(
        self,
        view: View,
        recommendation: Recommendation,
        only: Collection[str],
        parent: QWidget | None = None,
        left_out: Collection[str] = (),
    ) -> None:
        rows = proposed_rows(view, recommendation, only)
        left_over = _named(view, recommendation.unplaced, only)
        super().__init__(
            f"A key worker for {len(rows)} of {counted(len(rows) + len(left_over), 'prisoner')} without one",
            "Nobody who has a key worker is moved. Continuity comes first, then the houseblock, then fair loads.",
            rows,
            left_over,
            f"Nobody found for {len(left_over)}",
            parent,
            left_out,
        )


class RebalanceDialog(ProposalDialog):
    """The fewest moves to the best allocation, each with what it buys; those without a key worker are placed too."""

    def __init__(
        self, view: View, rebalance: Rebalance, parent: QWidget | None = None, left_out: Collection[str] = ()
    ) -> None:
        rows = rebalanced_rows(view, rebalance)
        left_over = _named(view, (*rebalance.stuck, *rebalance.unplaced), set(view.by_number))
        moves, placed = len(rebalance.moves), len(rebalance.allocations)
        title = f"{counted(moves, 'move')} for the best allocation"
        if placed:
            title += f", {placed} placed"
        super().__init__(
            title if rows else "The allocation is as good as it can be",
            "Nobody who has been seen by his key worker is moved for a houseblock or a load, and what was overridden "
            "with a reason is left alone. Each row says what the move buys.",
            rows,
            left_over,
            f"Not mended: {len(left_over)}",
            parent,
            left_out,
        )
