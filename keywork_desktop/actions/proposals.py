"""A proposal that nobody has decided about yet: kept in the store, so that it survives a restart as a proposal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import PROPOSAL, ChangeSet
from keywork_desktop.domain.wording import counted
from keywork_desktop.planning.rebalancing import Bought, Move, Rebalance
from keywork_desktop.planning.recommending import Load, Recommendation, Recommended, Unplaced

KEY = "allocation_proposal"
"""The setting that holds it: prison numbers and staff IDs, no names."""

Proposal = Recommendation | Rebalance


@dataclass(frozen=True)
class KeptProposal:
    """A proposal as it was made on a day; `left_out` are the prison numbers that are not to be accepted."""

    made_on: date
    proposal: Proposal
    left_out: frozenset[str] = frozenset()


def keep_proposal(desk: Desk, proposal: Proposal, left_out: Collection[str] = ()) -> ChangeSet:
    """Keep this proposal in the place of whatever was kept before. It is no step of undo: nothing is decided by it."""
    kind = "rebalance" if isinstance(proposal, Rebalance) else "recommend"
    value = {
        "kind": kind,
        "made_on": desk.today.isoformat(),
        "left_out": sorted(left_out),
        "proposal": asdict(proposal),
    }
    count = len(proposal.allocations) + (len(proposal.moves) if isinstance(proposal, Rebalance) else 0)
    with desk.work(PROPOSAL, f"Keep a proposal for {counted(count, 'prisoner')}") as work:
        work.setting(KEY, value)
        return desk.settle(work)


def drop_proposal(desk: Desk) -> ChangeSet:
    """Forget the proposal: it was accepted, or is not wanted. Nothing is changed if there is none."""
    with desk.work(PROPOSAL, "Forget the proposal") as work:
        if desk.store.settings().get(KEY) is not None:
            work.setting(KEY, None)
        return desk.settle(work)


def kept_proposal(desk: Desk) -> KeptProposal | None:
    """The proposal that waits for a decision, None if there is none."""
    value = desk.store.settings().get(KEY)
    if value is None:
        return None
    made = _rebalance(value["proposal"]) if value["kind"] == "rebalance" else _recommendation(value["proposal"])
    return KeptProposal(date.fromisoformat(value["made_on"]), made, frozenset(value["left_out"]))


def _recommendation(value: Mapping[str, Any]) -> Recommendation:
    return Recommendation(
        allocations=_recommended(value["allocations"]),
        unplaced=_unplaced(value["unplaced"]),
        loads=tuple(Load(**load) for load in value["loads"]),
        priority_placed=value["priority_placed"],
        load=value["load"],
    )


def _rebalance(value: Mapping[str, Any]) -> Rebalance:
    return Rebalance(
        moves=tuple(Move(**{**m, "buys": tuple(Bought(**bought) for bought in m["buys"])}) for m in value["moves"]),
        allocations=_recommended(value["allocations"]),
        unplaced=_unplaced(value["unplaced"]),
        stuck=_unplaced(value["stuck"]),
        loads=tuple(Load(**load) for load in value["loads"]),
        load_before=value["load_before"],
        load=value["load"],
    )


def _recommended(values: Collection[Mapping[str, Any]]) -> tuple[Recommended, ...]:
    return tuple(Recommended(each["prison_number"], each["staff_id"], tuple(each["reasons"])) for each in values)


def _unplaced(values: Collection[Mapping[str, Any]]) -> tuple[Unplaced, ...]:
    return tuple(Unplaced(**each) for each in values)
