"""A rota that somebody else made, measured as a plan is: the one that stands, or a published version (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from keywork_desktop.domain.placing import Diary
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rota import rota_plan
from keywork_desktop.planning.rota_claims import Ground, cannot_be_held, ground
from keywork_desktop.planning.rota_limits import Limits
from keywork_desktop.planning.rota_plan import Plan, Units


def measured_rota(snapshot: Snapshot, sessions: Sequence[PlannedSession], unit: Units = None) -> Plan:
    """What these sessions of the snapshot's period reach as things are, for everyone or for some units.

    A session that can no longer be held meets nothing: its officer has no key work time then any more, the regime is
    cut, or the prisoner has gone. `bound` is empty: nothing is proven of it.
    """
    period = snapshot.period
    assert period is not None, "a rota is measured in a period"
    made = ground(replace(snapshot, planned=tuple(sessions)), unit, ())
    staying = set(made.kept)
    held = [s for s in made.present if s in staying or (s.prison_number in made.people and _held(made, s))]
    kept = tuple(s for s in made.kept if s.prison_number not in made.people or _held(made, s))
    return rota_plan(replace(made, kept=kept), [s for s in held if s not in staying], Limits(), None)


def _held(made: Ground, session: PlannedSession) -> bool:
    snapshot = made.snapshot
    if session.on < snapshot.on:
        return True
    if cannot_be_held(session, snapshot, frozenset(), made.curtailed):
        return False
    times = Diary(snapshot, ()).key_work_time(session.staff_id, session.on)
    return any(time.start <= session.start and session.end <= time.end for time in times)
