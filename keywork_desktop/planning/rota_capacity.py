"""Whether there is time enough: key work time needed, profiled on the detail and lost, by houseblock (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.core_day import without as time_left
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.placing import Diary
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rota_plan import Plan, Units, chosen_units


@dataclass(frozen=True, slots=True)
class Capacity:
    """Minutes over the period of a plan; `unit` None is everybody together.

    `needed` is one session for each target, `profiled` what the detail gives as key work time, `lost` the part of that
    which nobody can use: the officer is away, or nobody he may see is unlocked (regime cut, core day).
    """

    unit: str | None
    needed: int
    profiled: int
    lost: int

    @property
    def shortfall(self) -> int:
        """Minutes that are missing even if every minute left were used; 0 if there is enough."""
        return max(0, self.needed - self.there)

    @property
    def there(self) -> int:
        """Minutes that can be used."""
        return self.profiled - self.lost


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
    diary = Diary(snapshot, ())
    profiled: dict[str | None, int] = {}
    lost: dict[str | None, int] = {}
    for (staff_id, day), shift in snapshot.shifts.items():
        officer = snapshot.key_workers.get(staff_id)
        if officer is None or day not in plan.period:
            continue
        profiled[officer.unit] = profiled.get(officer.unit, 0) + shift.key_work_minutes
        there = () if (staff_id, day) in without else diary.key_work_time(staff_id, day)
        used = _not_cut(snapshot, officer.unit, day, there)
        lost[officer.unit] = lost.get(officer.unit, 0) + shift.key_work_minutes - used
    whole = Capacity(None, sum(needed.values()), sum(profiled.values()), sum(lost.values()))
    units = [unit for unit in snapshot.units if needed.get(unit) or profiled.get(unit)]
    return (whole, *(Capacity(u, needed.get(u, 0), profiled.get(u, 0), lost.get(u, 0)) for u in units))


def capacity_for(capacities: Iterable[Capacity], units: Units) -> Capacity | None:
    """What `capacity_of` gave for these units together; None if they neither need nor have anything.

    The `unit` of what comes back is that of a single one.
    """
    wanted = chosen_units(units)
    if wanted is None:
        return next((capacity for capacity in capacities if capacity.unit is None), None)
    found = [capacity for capacity in capacities if capacity.unit is not None and capacity.unit in wanted]
    if len(found) < 2:
        return found[0] if found else None
    return Capacity(None, sum(c.needed for c in found), sum(c.profiled for c in found), sum(c.lost for c in found))


def _not_cut(snapshot: Snapshot, unit: str | None, day: date, there: Iterable[TimeSpan]) -> int:
    """Minutes of this time in which the regime of the unit is not cut."""
    cuts = (cut.span for cut in snapshot.curtailments if cut.closes(unit, day))
    return sum(span.minutes for span in time_left(there, cuts))
