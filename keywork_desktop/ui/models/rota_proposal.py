"""A proposed plan beside what is on the rota: which sessions stay, come new, go, and which of these are moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import counted, short_date, weekday
from keywork_desktop.planning.rota import Plan
from keywork_desktop.ui.models.rota_cells import Change

FARTHEST_MOVE = timedelta(days=13)
"""A session taken off and a new one of the same man this near to it are told as a move."""


def _place(session: PlannedSession) -> tuple[object, ...]:
    return (session.prison_number, session.staff_id, session.on, session.start)


def where_words(session: PlannedSession) -> str:
    """`Tue 24 Nov 09:15`."""
    return f"{weekday(session.on)} {short_date(session.on)} {session.start:%H:%M}"


class RotaProposal:
    """`plan` beside `present`, the sessions on the rota of the days `shown`; nothing is changed by looking at it."""

    def __init__(self, plan: Plan, present: Iterable[PlannedSession], shown: Period | None = None) -> None:
        self.plan = plan
        self._present = tuple(present)
        self._planned = tuple(s for s in plan.planned if shown is None or s.on in shown)

    @cached_property
    def sessions(self) -> tuple[tuple[PlannedSession, Change], ...]:
        """Every session on the rota or in the plan; a new one has an id that says so."""
        planned = {_place(session): session for session in self._planned}
        found: list[tuple[PlannedSession, Change]] = []
        for session in self._present:
            concerned = session.prison_number in self.plan.people and session.on in self.plan.period
            stays = not concerned or planned.pop(_place(session), None) is not None
            found.append((session, Change.KEPT if stays else Change.GONE))
        new = (replace(session, id=f"new {n}") for n, session in enumerate(planned.values()))
        return (*found, *((session, Change.NEW) for session in new))

    def _of(self, change: Change) -> list[PlannedSession]:
        return [session for session, its in self.sessions if its is change]

    @cached_property
    def moves(self) -> dict[str, str]:
        """By session id: `from …` for a new one that replaces one taken off, `to …` for that one."""
        new: dict[str, list[PlannedSession]] = {}
        for session in self._of(Change.NEW):
            new.setdefault(session.prison_number, []).append(session)
        found = {}
        for old in sorted(self._of(Change.GONE), key=lambda session: session.on):
            others = new.get(old.prison_number, [])
            near = min(others, key=lambda session: abs(session.on - old.on), default=None)
            if near is not None and abs(near.on - old.on) <= FARTHEST_MOVE:
                others.remove(near)
                found[near.id] = f"from {where_words(old)}"
                found[old.id] = f"to {where_words(near)}"
        return found

    @property
    def changes_nothing(self) -> bool:
        return all(change is Change.KEPT for _, change in self.sessions)

    @cached_property
    def words(self) -> str:
        """`12 new · 9 moved · 2 taken off · 163 stay`."""
        moved = len(self.moves) // 2
        new, gone = len(self._of(Change.NEW)) - moved, len(self._of(Change.GONE)) - moved
        stay = len(self._planned) - new - moved
        said = [f"{new} new"] * bool(new) + [f"{moved} moved"] * bool(moved) + [f"{gone} taken off"] * bool(gone)
        said.append(f"{counted(stay, 'session')} as now" if said else "nothing changes")
        return " · ".join(said)
