"""The rule by which the national service allocates today, written plainly, for comparison.

Prisoners without a key worker are taken by surname. Each goes to his last key worker in this prison, whether or not
there is a place; else to the active key worker with the lowest allocated ÷ capacity who has places left, by staff ID
where that is equal. Houseblock, cohort and alerts are not looked at.
"""

from __future__ import annotations

from keywork_desktop.domain.snapshot import Snapshot


def allocate_by_the_national_rule(snapshot: Snapshot) -> dict[str, str]:
    """The staff ID for each prison number that it places."""
    loads = {staff_id: len(snapshot.caseloads.get(staff_id, ())) for staff_id in sorted(snapshot.key_workers)}
    active = [staff_id for staff_id in loads if not snapshot.key_workers[staff_id].away_on(snapshot.on)]
    waiting = [man for number, man in snapshot.prisoners.items() if number not in snapshot.allocations]
    found: dict[str, str] = {}
    for man in sorted(waiting, key=lambda man: (man.last_name, man.first_name, man.prison_number)):
        last = snapshot.last_key_worker.get(man.prison_number)
        with_places = [staff_id for staff_id in active if loads[staff_id] < snapshot.key_workers[staff_id].capacity]
        if last in active:
            chosen = last
        elif with_places:
            chosen = min(with_places, key=lambda k: (loads[k] / snapshot.key_workers[k].capacity, k))
        else:
            continue
        found[man.prison_number] = chosen
        loads[chosen] += 1
    return found
