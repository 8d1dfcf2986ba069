"""What the rota page derives from one view of the facts, and from the proposal that is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from keywork_desktop.actions.detail_editing import shift_text
from keywork_desktop.domain.as_planned import Outcome
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.placing import Diary
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.rota_changes import ChangeLine
from keywork_desktop.domain.rota_published import SincePublished, since_version, told_in
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import counted, short_date, weekday
from keywork_desktop.planning.rota import Plan
from keywork_desktop.ui.models.calendar_entries import record_entry, session_entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.rota_cells import Change, RotaCell, RotaLine, RotaRow, UnitDay
from keywork_desktop.ui.models.rota_changes import Marks
from keywork_desktop.ui.models.rota_proposal import RotaProposal
from keywork_desktop.ui.view import View

_RECORDED = (RecordKind.SESSION, RecordKind.MISSED, RecordKind.CANCELLED)
NO_UNIT = "No houseblock"


class RotaFacts:
    """The rota's reading of a view: computed when first asked for, never changed.

    Rows are the officers of the selected units, under their houseblock. With a `plan`, sessions are told apart as
    kept, new and gone, and free time is what the plan leaves. `marked` tells what differs from the published version.
    """

    def __init__(
        self,
        view: View,
        holidays: dict[date, str] | None = None,
        plan: Plan | None = None,
        *,
        marked: bool = False,
    ) -> None:
        self.marked = marked
        self.calendar = CalendarFacts(view, holidays)
        self.view = view
        self.holidays = holidays or {}
        self.days = self.calendar.days
        self.period = self.calendar.period
        self.proposal = RotaProposal(plan, view.snapshot.planned, self.period) if plan is not None else None

    @cached_property
    def officers(self) -> tuple[KeyWorker, ...]:
        """Officers of the selected units by houseblock and name; who has left, only while something is still his."""
        snapshot = self.view.snapshot
        on_detail = {staff_id for staff_id, _ in snapshot.shifts}
        busy = {session.staff_id for session in snapshot.planned} | on_detail | set(snapshot.caseloads)
        order = {unit: n for n, unit in enumerate(snapshot.units)}
        found = [
            k
            for k in snapshot.key_workers.values()
            if (self.view.units is None or k.unit in self.view.units)
            and (k.staff_id in busy or k.status_on(snapshot.on) is not KeyWorkerStatus.INACTIVE)
        ]
        return tuple(sorted(found, key=lambda k: (order.get(k.unit or "", len(order)), k.name, k.staff_id)))

    @property
    def period_words(self) -> str:
        """`Mon 23 Nov – Sun 20 Dec`."""
        first, last = self.period.first, self.period.last
        return f"{weekday(first)} {short_date(first)} – {weekday(last)} {short_date(last, first)}"

    def place_of(self, prison_number: str) -> tuple[str, date] | None:
        """Officer and day of this prisoner's next session in these weeks, else his key worker today; None without."""
        today = self.view.today
        ahead = [s for s in self.view.snapshot.planned if s.prison_number == prison_number and s.on >= today]
        if ahead:
            first = min(ahead, key=lambda session: session.on)
            return first.staff_id, first.on
        own = self.view.snapshot.key_worker_of(prison_number)
        return (own.staff_id, max(today, self.days[0])) if own else None

    @property
    def has_detail(self) -> bool:
        """Some shift of these weeks is known."""
        return bool(self.view.snapshot.shifts)

    @cached_property
    def withheld(self) -> tuple[int, tuple[str, ...]]:
        """Minutes of key work time on the detail that do not count, and the codes that nobody has explained."""
        shown = {officer.staff_id for officer in self.officers}
        snapshot = self.view.snapshot
        held = [shift for shift in snapshot.shifts.values() if shift.withheld and shift.staff_id in shown]
        minutes = sum(span.minutes for shift in held for span in shift.withheld)
        return minutes, tuple(sorted({shift.code for shift in held} - set(snapshot.shift_codes)))

    @cached_property
    def _sessions(self) -> tuple[tuple[PlannedSession, Change], ...]:
        if self.proposal is not None:
            return self.proposal.sessions
        return tuple((session, Change.KEPT) for session in self.view.snapshot.planned)

    @cached_property
    def marks(self) -> Marks | None:
        """What differs from the published version, in the rota or in the proposal over it; None without marks."""
        since = self.view.published
        if since is None or not self.marked:
            return None
        if self.proposal is not None:
            since = self._proposal_since(since.version)
        return Marks(since.version.number, since.changes, self.view.snapshot) if since else None

    @cached_property
    def changes(self) -> tuple[ChangeLine, ...]:
        """What differs from the published version, as far as officers shown have or had the session."""
        shown = {officer.staff_id for officer in self.officers}
        lines = self.marks.lines if self.marks else ()
        return tuple(line for line in lines if any(s.staff_id in shown for s in (line.was, line.now) if s is not None))

    def _proposal_since(self, version: RotaVersion) -> SincePublished | None:
        """The proposal beside the days of the version that are shown; None if it speaks of none."""
        first, last = max(version.period.first, self.period.first), min(version.period.last, self.period.last)
        if last < first:
            return None
        planned = (session for session, change in self._sessions if change is not Change.GONE)
        shown = replace(version, period=Period(first, last))
        return since_version(shown, planned, self.view.today, told_in(self.view.snapshot))

    @cached_property
    def diary(self) -> Diary:
        """What is planned, as the proposal has it where one is open."""
        if self.proposal is None:
            return self.calendar.diary
        return Diary(self.view.snapshot, (s for s, change in self._sessions if change is not Change.GONE))

    @cached_property
    def lines(self) -> dict[tuple[str, date], list[RotaLine]]:
        """The sessions by officer and day, by their time; what was held or lost, too."""
        found: dict[tuple[str, date], list[RotaLine]] = {}
        for session, change in self._sessions:
            line = self._line(session, change)
            found.setdefault((session.staff_id, session.on), []).append(line)
            if session.second_staff_id:
                second = replace(line, second=True)
                found.setdefault((session.second_staff_id, session.on), []).append(second)
        for place, line in self._recorded():
            found.setdefault(place, []).append(line)
        for lines in found.values():
            lines.sort(key=lambda line: (line.entry.start is None, line.entry.start, line.entry.name, line.key))
        return found

    def _line(self, session: PlannedSession, change: Change) -> RotaLine:
        snapshot, number = self.view.snapshot, session.prison_number
        outcome = Outcome.PLANNED if change is Change.NEW else self.calendar.outcome(session)
        item = self.view.by_number.get(number)
        next_one = self.calendar.upcoming.get(number, [])[:1] == [session.on]
        entry = session_entry(session, outcome, item, snapshot, next_one=next_one)
        prisoner = snapshot.prisoners.get(number)
        late = f"late: wanted by {short_date(session.target)}" if session.target and not session.on_time else ""
        moved = self.proposal.moves.get(session.id, "") if self.proposal else ""
        if change is Change.NEW:
            entry = replace(entry, session_id="")
        where = str(prisoner.location) if prisoner else ""
        kind, since = (self.marks.of(session) if self.marks and change is not Change.GONE else None) or (None, "")
        return RotaLine(entry, change, where, late, moved, since=since, differs=kind)

    def _recorded(self) -> Iterator[tuple[tuple[str, date], RotaLine]]:
        planned = {(session.prison_number, session.on) for session in self.view.snapshot.planned}
        first, last = self.days[0], min(self.days[-1], self.view.snapshot.on)
        for person in self.view.snapshot.prisoners.values():
            for record in person.records:
                told = record.kind in _RECORDED and record.staff_id and (person.prison_number, record.on) not in planned
                if told and first <= record.on <= last:
                    yield (
                        (record.staff_id, record.on),
                        RotaLine(record_entry(person, record), where=str(person.location)),
                    )

    def cell(self, officer: KeyWorker, day: date) -> RotaCell:
        """One officer on one day."""
        shift = self.view.snapshot.shifts.get((officer.staff_id, day))
        away = officer.away_on(day)
        spans = self.diary.key_work_time(officer.staff_id, day)
        taken = sum(span.minutes for span in self.diary.taken(officer.staff_id, day))
        return RotaCell(
            staff_id=officer.staff_id,
            officer=officer.name,
            on=day,
            code=shift.code if shift else "",
            meaning=self.view.snapshot.shift_codes.get(shift.code) if shift else None,
            typed=shift_text(shift),
            key_work=spans,
            withheld=shift.withheld if shift else (),
            lines=tuple(self.lines.get((officer.staff_id, day), ())),
            away=officer.status_on(day).words if away else "",
            free=max(0, sum(span.minutes for span in spans) - taken),
            holiday=self.holidays.get(day, ""),
            today=day == self.view.today,
            past=day < self.view.today,
            curtailed=self._curtailed(officer.unit, day),
            left=self.marks.left(officer.staff_id, day) if self.marks else (),
        )

    def _curtailed(self, unit: str | None, day: date) -> str:
        """When the regime of a unit is cut on a day, in words."""
        cuts = self.view.snapshot.curtailments
        return ", ".join(cut.hours for cut in cuts if cut.closes(unit, day)) if cuts else ""

    @cached_property
    def rows(self) -> tuple[tuple[RotaRow, tuple[RotaCell, ...] | tuple[UnitDay, ...]], ...]:
        """A houseblock's row, then its officers; each with a cell for every day."""
        found: list[tuple[RotaRow, tuple[RotaCell, ...] | tuple[UnitDay, ...]]] = []
        by_unit: dict[str, list[KeyWorker]] = {}
        for officer in self.officers:
            by_unit.setdefault(officer.unit or "", []).append(officer)
        for unit, officers in by_unit.items():
            rows = [
                (self._officer(officer), tuple(self.cell(officer, day) for day in self.days)) for officer in officers
            ]
            found.append(self._unit(unit, [cells for _, cells in rows]))
            found += rows
        return tuple(found)

    def _officer(self, officer: KeyWorker) -> RotaRow:
        snapshot = self.view.snapshot
        men = len(snapshot.caseloads.get(officer.staff_id, ()))
        minutes = sum(span.minutes for day in self.days for span in self.diary.key_work_time(officer.staff_id, day))
        status = officer.status_on(snapshot.on).words if officer.away_on(snapshot.on) else ""
        warning = f"away, back {short_date(officer.return_date)}" if status and officer.return_date else status
        hours = f"{minutes / 60:.1f}".removesuffix(".0")
        below = f"{counted(men, 'man', 'men')} · {hours} h KW"
        return RotaRow(officer.staff_id, officer.name, below, officer.staff_id, warning, status * (warning != status))

    def _unit(self, unit: str, rows: list[tuple[RotaCell, ...]]) -> tuple[RotaRow, tuple[UnitDay, ...]]:
        days = []
        for n, day in enumerate(self.days):
            available = sum(span.minutes for cells in rows for span in cells[n].key_work)
            free = sum(cells[n].free for cells in rows)
            days.append(UnitDay(day, max(0, available - free), available, self.holidays.get(day, "")))
        total = sum(day.available for day in days)
        title = unit_name(unit) if unit else NO_UNIT
        below = f"{counted(len(rows), 'officer')} · {hours_and_minutes(total)}"
        return RotaRow(f"unit {unit}", title, below), tuple(days)

    @cached_property
    def stranded(self) -> tuple[RotaCell, ...]:
        """Days from today on with a session that has lost its key work time."""
        cells = (cell for row, cells in self.rows if not row.is_unit for cell in cells)
        return tuple(cell for cell in cells if isinstance(cell, RotaCell) and not cell.past and cell.stranded)

    @property
    def lost(self) -> int:
        """Sessions still to be held on such days."""
        return sum(line.open for cell in self.stranded for line in cell.counted)

    # -- the numbers --------------------------------------------------------------------------------------------------

    @property
    def profiled(self) -> int:
        """Minutes of key work time on the detail of the officers shown, where they are there."""
        return sum(day.available for row, days in self.rows if row.is_unit for day in days if isinstance(day, UnitDay))

    @property
    def used(self) -> int:
        """Minutes of it that are planned."""
        return sum(day.used for row, days in self.rows if row.is_unit for day in days if isinstance(day, UnitDay))

    @cached_property
    def standing(self) -> tuple[int, int, int]:
        """Sessions still to be held in these weeks by the officers shown: all, for priority groups, locked."""
        lines = [
            line
            for row, cells in self.rows
            if not row.is_unit
            for cell in cells
            if isinstance(cell, RotaCell)
            for line in cell.counted
            if line.open
        ]
        return len(lines), sum(line.entry.priority for line in lines), sum(line.entry.locked for line in lines)
