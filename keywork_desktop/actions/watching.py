"""Watching: whose check is owed, who is allocated only on paper, what came late, what NOMIS does not show yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from keywork_desktop.actions.arrivals import clocks
from keywork_desktop.actions.checking import check_rules, not_in_nomis
from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.acknowledging import Acknowledgement
from keywork_desktop.domain.checks import WellbeingCheck, checks_among
from keywork_desktop.domain.clocks import Alarm, ArrivalClocks, alarms
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.late_notes import LateNote, late_notes
from keywork_desktop.domain.not_in_nomis import NotInNomis
from keywork_desktop.domain.rulebook import RegimeEntry
from keywork_desktop.domain.snapshot import Snapshot


@dataclass(frozen=True)
class Watched:
    """What Today watches on a day beside the ranked list (DOMAIN 3.3, 3.4).

    `checks` are in the order of the list, done ones too; `waiting` are the sessions that NOMIS does not show, those
    of the last days and of people who have left too. `acknowledged` says who has taken on an overdue priority prisoner,
    by prison number (see `acknowledgement_of`). `records_began` is the day on which the first record was written
    down. For a past day `regime_late` and `flags_late` (by prison number) say what was decided only after it, with the
    day since when it is known. `problem` says what could not be worked out, and what to do about it.
    """

    checks: tuple[WellbeingCheck, ...] = ()
    waiting: tuple[NotInNomis, ...] = ()
    clocks: tuple[ArrivalClocks, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    late: tuple[LateNote, ...] = ()
    records_began: date | None = None
    acknowledged: Mapping[str, Acknowledgement] = field(default_factory=dict)
    regime_late: tuple[tuple[RegimeEntry, date], ...] = ()
    flags_late: Mapping[str, tuple[tuple[str, date], ...]] = field(default_factory=dict)
    problem: str = ""


def watched(desk: Desk, snapshot: Snapshot, items: Sequence[DueItem]) -> Watched:
    """What is to be watched on the snapshot's day; `items` is its due list."""
    day, problem = snapshot.on, ""
    try:
        checks = checks_among(items, check_rules(desk))
    except RequestError as mistake:
        # A setting that cannot be read must not take the list of who must be seen away.
        checks, problem = (), str(mistake)
    began = desk.store.records_began()
    # Before the first record everything was written down later: nothing would be left to tell apart.
    told_late = desk.store.written_late(day) if began is not None and began <= day < desk.today else None
    return Watched(
        checks=checks,
        waiting=not_in_nomis(desk, day, listed_only=False),
        clocks=clocks(desk, day, snapshot=snapshot),
        alarms=alarms(snapshot),
        late=late_notes(snapshot.prisoners.values(), day, began),
        records_began=began,
        acknowledged=desk.store.acknowledgements(day),
        regime_late=told_late.regime if told_late else (),
        flags_late=told_late.flags if told_late else {},
        problem=problem,
    )
