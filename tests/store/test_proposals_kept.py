"""Proposals wait in the store for a decision; keeping one is no step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keywork_desktop.actions.allocating import accept_recommendation, move, rebalanced, recommended
from keywork_desktop.actions.changing import redo, undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.proposals import drop_proposal, keep_proposal, kept_proposal
from keywork_desktop.store import Store, StoreKey
from tests.board_prison import a_small_prison
from tests.desk_office import AT, a_store_with
from tests.factories import TODAY


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = a_store_with(tmp_path, a_small_prison())
    yield Desk(store, TODAY, lambda: AT)
    store.close()


def test_a_recommendation_and_a_rebalance_come_back_as_they_were(desk: Desk) -> None:
    for proposal in (recommended(desk), rebalanced(desk, keep_met=False)):
        keep_proposal(desk, proposal, {"A0001AA"})
        kept = kept_proposal(desk)
        assert kept is not None
        assert (kept.proposal, kept.left_out, kept.made_on) == (proposal, {"A0001AA"}, TODAY)


def test_it_survives_a_restart_and_is_forgotten_when_decided(desk: Desk) -> None:
    keep_proposal(desk, recommended(desk))
    desk.store.close()
    with Store.open(desk.store.path, StoreKey.none()) as store:
        again = Desk(store, TODAY, lambda: AT)
        kept = kept_proposal(again)
        assert kept is not None
        accept_recommendation(again, kept.proposal)  # type: ignore[arg-type]  # a recommendation was kept
        drop_proposal(again)
        assert kept_proposal(again) is None
        assert not drop_proposal(again).id


def test_undo_and_redo_pass_over_proposals(desk: Desk) -> None:
    move(desk, ["A0002AA"], "KHA01A")
    keep_proposal(desk, recommended(desk))
    assert undo(desk).summary == "Undo: Move BARNES, John to KHAN, Omar"
    drop_proposal(desk)
    assert redo(desk).summary == "Redo: Move BARNES, John to KHAN, Omar"
