"""The best rota against a plain model of DOMAIN 5 written apart from it: prisons of 10 to 60 people, without cover."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from random import Random

import pytest

from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.targets import Target, outcomes, targets_of
from keywork_desktop.planning.rota import plan_rota
from keywork_desktop.planning.rota_repair import repair_rota
from tests.factories import an_alert
from tests.plain_rota_model import Reached, best_without_cover, least_changes_without_cover, reached_by, without_cover
from tests.whole_prison import FIRST_MONDAY, a_whole_prison


def a_prison(seed: int) -> Snapshot:
    """Some in the CSU, some not to be seen by one officer alone, some with visits and at court, some officers away."""
    rng = Random(seed)
    prison = a_whole_prison(2, 4, rng.randrange(5, 31), key_work=rng.choice((0.2, 0.35, 0.6)), seed=seed)
    men, allocations = dict(prison.prisoners), dict(prison.allocations)
    appointments: dict[str, tuple[Appointment, ...]] = {}
    staff = dict(prison.key_workers)
    away = rng.choice(sorted(staff))
    back = FIRST_MONDAY + timedelta(days=rng.randrange(28))
    staff[away] = replace(staff[away], status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=back)
    for number in sorted(men):
        luck, own = rng.random(), allocations.get(number)
        if luck < 0.08:
            men[number] = replace(men[number], location=Location("CSU-1-001"))
        elif luck < 0.2:
            alerts = (*men[number].alerts, an_alert("RNO121", FIRST_MONDAY - timedelta(days=90)))
            men[number] = replace(men[number], alerts=alerts)
            if own is not None and luck < 0.18:
                second = rng.choice([other for other in sorted(staff) if other != own.staff_id])
                allocations[number] = replace(own, second_staff_id=second)
        elif luck < 0.5:
            days = [FIRST_MONDAY + timedelta(days=n) for n in rng.sample(range(28), 6)]
            hours = rng.choice(((9, 12), (14, 15), (8, 17)))
            appointments[number] = tuple(
                Appointment(number, day, TimeSpan(time(hours[0]), time(hours[1])), "Visits") for day in days
            )
    facts = replace(prison, prisoners=men, allocations=allocations, key_workers=staff, appointments=appointments)
    return without_cover(replace(facts, planned=()))


@pytest.mark.parametrize("seed", range(12))
def test_the_plain_model_reaches_no_more_and_no_less(seed: int) -> None:
    facts = a_prison(seed)
    plan = plan_rota(facts)
    assert plan.proven_best
    best = best_without_cover(facts)
    assert reached_by(facts, plan.planned) == best
    assert Reached(plan.priority_met_on_time, best.weighted, plan.met_on_time) == best
    assert plan.bound["met_on_time"] == best.on_time
    assert plan.bound["priority_met_on_time"] == best.priority
    assert not any(session.cover for session in plan.planned)


@pytest.mark.parametrize("seed", range(12))
def test_no_repair_could_change_less(seed: int) -> None:
    """An officer is lost for the first days; everybody in the prison could be moved by the plain model."""
    facts = a_prison(seed)
    planned = tuple(replace(session, id=f"S{n}") for n, session in enumerate(plan_rota(facts).planned))
    officers = sorted({session.staff_id for session in planned})
    gone = frozenset(
        (officers[seed % len(officers)], FIRST_MONDAY + timedelta(days=n)) for n in range(4 + seed % 3 * 4)
    )
    repair = repair_rota(replace(facts, planned=planned), without=gone)
    left = replace(facts, shifts={place: shift for place, shift in facts.shifts.items() if place not in gone})
    lost = {session.id for session in repair.lost}
    assert lost == {s.id for s in planned if {(s.staff_id, s.on), (s.second_staff_id, s.on)} & gone}
    held = [session for session in planned if session.id not in lost]
    counted = {o.target for o in outcomes(tuple(_targets(facts)), planned) if o.on_time}
    met, changed = least_changes_without_cover(left, held, counted)
    others = [s for s in held if s.prison_number not in repair.plan.people]
    mended = (*others, *repair.plan.planned)
    reached = {o.target for o in outcomes(tuple(_targets(facts)), mended) if o.on_time}
    assert sum(t.priority for t in reached & counted) == met
    where = {(s.prison_number, s.staff_id, s.on, s.start) for s in mended}
    assert sum((s.prison_number, s.staff_id, s.on, s.start) not in where for s in held) == changed
    assert len(repair.moved) == changed
    assert repair.fewest_changes


def _targets(facts: Snapshot) -> list[Target]:
    assert facts.period is not None
    return [t for man in facts.prisoners.values() for t in targets_of(man, facts.policies, facts.period)]
