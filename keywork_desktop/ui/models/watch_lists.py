"""What Today watches beside the list: each entry leaves some people, and says about each of them what is the matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.acknowledging import waits_for_acknowledgement
from keywork_desktop.domain.clocks import Alarm, AlarmKind, ArrivalClocks
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.induction import moved_off, still_interim
from keywork_desktop.domain.late_notes import sessions_recorded_after
from keywork_desktop.domain.weekends import missed_weekends
from keywork_desktop.domain.wording import GROUP_NAMES, counted, short_date
from keywork_desktop.ui.models.due_filters import DueFilter, People, everybody_who
from keywork_desktop.ui.view import View

SOON_DAYS = 7
MOST_DATES = 4


@dataclass(frozen=True)
class WatchLine:
    """One line of the watch list as it stands: how many there are to see to, a note, and whether there is anything."""

    entry: DueFilter
    count: int
    note: str = ""
    any: bool = True


# ----------------------------------------------------------------------------------------------- whom each entry leaves
def _checks(view: View) -> People:
    said = {}
    for check in view.watched.checks:
        due = short_date(check.because_session_due_on, check.on)
        group = GROUP_NAMES.get(check.group, check.group)
        because = f"{group} session due {due} not held, regime level {check.level}"
        state = "Check done" if check.done else "Wellbeing check owed"
        said[check.prisoner.prison_number] = f"{state}: {because}."
    return _shown(view, said)


def _not_acknowledged(view: View) -> People:
    """Overdue in a priority group, and nobody has said yet what happens next."""
    known, said = view.watched.acknowledged, {}
    for item in view.shown:
        if waits_for_acknowledgement(item, known):
            days = counted(item.days_overdue, "day")
            said[item.prisoner.prison_number] = f"{days} overdue, and nobody has said what happens next. A does."
    return said


def _alarms(kind: AlarmKind) -> Callable[[View], People]:
    def people(view: View) -> People:
        found: list[Alarm] = [alarm for alarm in view.watched.alarms if alarm.kind is kind]
        return _shown(view, {alarm.prisoner.prison_number: alarm.text for alarm in found})

    return people


def _arrivals(view: View) -> People:
    """Received in the last four weeks, and one of the three clocks still runs."""
    found = [clocks for clocks in view.watched.clocks if _still_runs(clocks)]
    return _shown(view, {c.prisoner.prison_number: clocks_words(c, view.snapshot.on) for c in found})


def _still_runs(clocks: ArrivalClocks) -> bool:
    all_three = (clocks.to_allocation, clocks.to_first_session, clocks.to_key_worker)
    return any(clock is None or clock.running for clock in all_three)


def clocks_words(clocks: ArrivalClocks, day: date) -> str:
    """The three clocks in a line: allocated, first session, met by his own key worker (DOMAIN 3)."""
    own = clocks.to_key_worker
    met = f"own key worker {own.text}" if own else "no key worker to meet"
    return (
        f"Came {short_date(clocks.prisoner.reception, day)} · allocated {clocks.to_allocation.text} · "
        f"first session {clocks.to_first_session.text} · {met}"
    )


def _off_induction(view: View) -> People:
    """Their key worker was given to them in induction, and they have moved off it (DOMAIN 4)."""
    landings, day, said = view.snapshot.induction_landings, view.snapshot.on, {}
    for item in still_interim(view.shown, landings):
        moved = moved_off(item.prisoner, landings)
        since = f" on {short_date(moved, day)}" if moved else ""
        own = item.key_worker.name if item.key_worker else "His key worker"
        told = f"Moved off induction{since}; {own} is interim. Make permanent, or choose another key worker."
        said[item.prisoner.prison_number] = told
    return said


def _soon(item: DueItem) -> bool:
    """Overdue within seven days unless seen: due from today on, and before the last of those days."""
    return item.due_on is not None and item.day <= item.due_on < item.day + timedelta(days=SOON_DAYS)


def _no_key_worker(item: DueItem) -> bool:
    return item.key_worker is None


def _suspended(view: View) -> People:
    """No rule asks for them now; they were overdue when the baseline was suspended."""
    said = {}
    for item in view.shown:
        if item.on_hold_overdue and item.on_hold_since and item.was_overdue_since:
            days = counted(item.days_overdue_before, "day")
            due, since = short_date(item.was_overdue_since, item.day), short_date(item.on_hold_since, item.day)
            said[item.prisoner.prison_number] = f"Was due {due}: {days} overdue when suspended on {since}."
    return said


def _former_group(item: DueItem) -> bool:
    return bool(item.former_groups)


def _weekends(view: View) -> People:
    said = {}
    for item in view.shown:
        if item.missed_weekends:
            sundays = missed_weekends(item.prisoner, item.book, item.day)
            dates = ", ".join(short_date(day, item.day) for day in sundays[:MOST_DATES])
            more = f" and {len(sundays) - MOST_DATES} before" if len(sundays) > MOST_DATES else ""
            said[item.prisoner.prison_number] = f"{counted(len(sundays), 'weekend')} missed, ending {dates}{more}."
    return said


def _waiting(view: View) -> People:
    said: dict[str, list[str]] = {}
    for each in view.watched.waiting:
        if each.listed:
            officer = view.snapshot.key_workers.get(each.staff_id)
            by = officer.name if officer else each.staff_id or "nobody named"
            held = f"{short_date(each.on, each.day)} by {by}, {counted(each.days, 'day')} ago"
            said.setdefault(each.prison_number, []).append(held)
    return _shown(view, {n: f"Recorded here, no note in NOMIS: {'; '.join(held)}." for n, held in said.items()})


def _late(view: View) -> People:
    said: dict[str, list[str]] = {}
    for note in view.watched.late:
        day = view.snapshot.on
        words = f"session {short_date(note.record.on, day)}, known since {short_date(note.known_since, day)}"
        said.setdefault(note.prisoner.prison_number, []).append(words)
    return _shown(view, {n: f"Arrived late: {'; '.join(words)}." for n, words in said.items()})


def _recorded_after(view: View) -> People:
    """On a past day: those of whom a session was known only later."""
    day, began = view.snapshot.on, view.watched.records_began
    if day >= view.today or began is None or day < began:
        return {}
    said = {}
    for item in view.shown:
        later = sessions_recorded_after(item.prisoner, day)
        if later:
            words = "; ".join(
                f"session {short_date(record.on, day)}, known since {short_date(record.known_since, day)}"
                for record in later[:MOST_DATES]
                if record.known_since
            )
            said[item.prisoner.prison_number] = f"Not known on this day: {words}."
    return said


def _problems(view: View) -> People:
    return {i.prisoner.prison_number: f"{'. '.join(i.problems)}." for i in view.shown if i.problems}


def _shown(view: View, said: People) -> People:
    """Those of the shown units."""
    return {number: said[number] for item in view.shown if (number := item.prisoner.prison_number) in said}


NOT_ACKNOWLEDGED = DueFilter("not_acknowledged", "Overdue priority, not acknowledged", _not_acknowledged)
CHECKS = DueFilter("checks", "Wellbeing checks owed", _checks)
ALLOCATED_NEVER_MET = DueFilter("allocated_never_met", "Allocated, never met by him", _alarms(AlarmKind.NEVER_MET))
KEY_WORKER_AWAY = DueFilter("key_worker_away", "Allocated to somebody away", _alarms(AlarmKind.AWAY))
NO_KEY_WORKER = DueFilter("no_key_worker", "No key worker", everybody_who(_no_key_worker))
OFF_INDUCTION = DueFilter("off_induction", "Off induction, key worker still interim", _off_induction)
ARRIVALS = DueFilter("arrivals", "New arrivals not yet settled", _arrivals)
SOON = DueFilter("soon", "Overdue within 7 days unless seen", everybody_who(_soon))
FORMER_GROUP = DueFilter("former_group", "Overdue, priority has ended", everybody_who(_former_group))
SUSPENDED = DueFilter("suspended", "Overdue when suspended", _suspended)
WEEKENDS = DueFilter("weekends", "Weekends missed", _weekends)
WAITING = DueFilter("not_in_nomis", "Not in NOMIS after 3 days", _waiting)
LATE = DueFilter("late", "Notes that arrived late", _late)
RECORDED_AFTER = DueFilter("recorded_after", "Recorded after this day", _recorded_after)
PROBLEMS = DueFilter("problems", "Data problems", _problems)

WATCH = (
    NOT_ACKNOWLEDGED,
    CHECKS,
    ALLOCATED_NEVER_MET,
    KEY_WORKER_AWAY,
    NO_KEY_WORKER,
    OFF_INDUCTION,
    ARRIVALS,
    SOON,
    FORMER_GROUP,
    SUSPENDED,
    WEEKENDS,
    WAITING,
    LATE,
    RECORDED_AFTER,
    PROBLEMS,
)


# ------------------------------------------------------------------------------------------------- the lines themselves
def soon_unplanned(view: View) -> int:
    """How many of those overdue within seven days have no session planned by their due date."""
    planned: dict[str, list[date]] = {}
    for session in view.detail.planned:
        planned.setdefault(session.prison_number, []).append(session.on)
    waiting = 0
    for number in SOON.people(view):
        item = view.by_number[number]
        if item.due_on is not None:
            waiting += not any(item.day <= on <= item.due_on for on in planned.get(number, ()))
    return waiting


def checks_to_do(view: View) -> int:
    """How many of the checks owed in the shown units are not done yet."""
    shown = {item.prisoner.prison_number for item in view.shown}
    return sum(not check.done and check.prisoner.prison_number in shown for check in view.watched.checks)


def left_waiting(view: View) -> list[str]:
    """Sessions not in NOMIS of people who are gone from the roll: `A1234BC (14 Nov)`; units cannot narrow them."""
    return [
        f"{each.prison_number} ({short_date(each.on, each.day)})"
        for each in view.watched.waiting
        if each.listed and each.prison_number not in view.snapshot.prisoners
    ]


def watch_lines(view: View) -> list[WatchLine]:
    """Every entry with its count and note, in the order of the panel."""
    return [_line(entry, view) for entry in WATCH]


def _line(entry: DueFilter, view: View) -> WatchLine:
    people = entry.people(view)
    if entry is CHECKS:
        to_do = checks_to_do(view)
        done = len(people) - to_do
        return WatchLine(entry, to_do, f"{done} of {len(people)} done" if done else "", bool(people))
    if entry is SOON and people:
        unplanned = soon_unplanned(view)
        return WatchLine(entry, len(people), f"{unplanned} of them not planned yet" if unplanned else "")
    if entry is WAITING and (gone := left_waiting(view)):
        return WatchLine(entry, len(people) + len(gone), f"{len(gone)} of people who have left")
    return WatchLine(entry, len(people), any=bool(people))
