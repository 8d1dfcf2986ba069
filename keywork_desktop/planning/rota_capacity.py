"""Whether there is time enough: key work time needed, profiled on the detail and lost, by houseblock (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rota_plan import Plan


@dataclass(frozen=True, slots=True)
class Capacity:
    """Minutes over the period of a plan; `unit` None is everybody together.

    `needed` is one session for each target, `profiled` what the detail gives as key work time, `lost` the part of that
    which nobody can use, because the officer is away.
    """

    unit: str | None
    needed: int
    profiled: int
    lost: int

    @property
    def shortfall(self) -> int:
        """Minutes that are missing even if every minute left were used; 0 if there is enough."""
        return max(0, self.needed - (self.profiled - self.lost))


def capacity_of(snapshot: Snapshot, plan: Plan, without: Set[tuple[str, date]] = frozenset()) -> tuple[Capacity, ...]:
    """The whole first, then each unit: a prisoner's need counts where his key worker works, else where he lives.

    `snapshot` is that of the plan, `without` the absences it was made for.
    """
    needed: dict[str | None, int] = {}
    for outcome in plan.outcomes:
        target = outcome.target
        key_worker = snapshot.key_worker_of(target.prison_number)
        unit = key_worker.unit if key_worker else snapshot.prisoners[target.prison_number].unit
        needed[unit] = needed.get(unit, 0) + target.rule.minutes
    profiled: dict[str | None, int] = {}
    lost: dict[str | None, int] = {}
    for (staff_id, day), shift in snapshot.shifts.items():
        officer = snapshot.key_workers.get(staff_id)
        if officer is None or day not in plan.period:
            continue
        profiled[officer.unit] = profiled.get(officer.unit, 0) + shift.key_work_minutes
        if officer.away_on(day) or (staff_id, day) in without:
            lost[officer.unit] = lost.get(officer.unit, 0) + shift.key_work_minutes
    whole = Capacity(None, sum(needed.values()), sum(profiled.values()), sum(lost.values()))
    units = [unit for unit in snapshot.units if needed.get(unit) or profiled.get(unit)]
    return (whole, *(Capacity(u, needed.get(u, 0), profiled.get(u, 0), lost.get(u, 0)) for u in units))
