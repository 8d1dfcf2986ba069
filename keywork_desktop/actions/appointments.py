"""Where prisoners cannot be: which kinds of appointment hinder a session, and who is back early (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import present_prisoner
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import NOT_BLOCKING, Period
from keywork_desktop.domain.wording import counted, short_date

COURT = "court"
USUAL_KINDS = ("Court", "Visit", "Healthcare", "Legal visit", "Hospital", "Education", "Work", "Other")
"""What a list of kinds offers beside those that unlock lists have brought."""


def kinds_of_appointment(desk: Desk) -> dict[str, bool]:
    """Every kind that unlock lists have brought, in small letters, and whether it hinders a session (DOMAIN 5)."""
    found = {each.kind.casefold() for each in desk.store.known(records_from=desk.today).appointments}
    free = desk.store.snapshot(desk.today).not_blocking
    return {kind: kind not in free for kind in sorted(found | free)}


def set_kinds_not_blocking(desk: Desk, kinds: Iterable[str]) -> ChangeSet:
    """Say which kinds of appointment do not hinder a session; all others do. None given: all of them do again."""
    chosen = sorted({" ".join(kind.split()).casefold() for kind in kinds} - {""})
    said = f"Sessions may lie over {', '.join(chosen)}" if chosen else "No session lies over any appointment"
    with desk.work("setting", said) as work:
        if chosen or NOT_BLOCKING in desk.store.settings():
            work.setting(NOT_BLOCKING, chosen)
        return desk.settle(work)


def appointments_of(desk: Desk, prison_number: str, period: Period) -> tuple[Appointment, ...]:
    """When a prisoner is elsewhere in these days, by day and time; `RequestError` `not_on_the_roll`."""
    snapshot = desk.store.snapshot(desk.today, period)
    number = present_prisoner(snapshot, prison_number).prison_number
    return tuple(sorted(snapshot.appointments.get(number, ()), key=lambda each: (each.on, each.span, each.kind)))


def add_appointment(
    desk: Desk, prison_number: str, on: date, start: time, end: time, kind: str, place: str = ""
) -> ChangeSet:
    """Enter that a prisoner is elsewhere, beside what the unlock lists say; a session planned there is warned of.

    Raises `RequestError`: `not_on_the_roll`, `not_a_time` (ends before it starts), `kind_needed`, `in_the_past`,
    `already_there`.
    """
    kind, place = (" ".join(text.split()) for text in (kind, place))
    if not kind:
        raise RequestError("Say what it is, such as court or a visit.", code="kind_needed")
    if end <= start:
        message = f"{start:%H:%M} to {end:%H:%M} ends before it starts. Give the earlier time first."
        raise RequestError(message, code="not_a_time")
    if on < desk.today:
        raise RequestError(f"{on:%d/%m/%Y} has passed: nothing is planned there any more.", code="in_the_past")
    snapshot = desk.store.snapshot(desk.today, Period(on, on))
    prisoner = present_prisoner(snapshot, prison_number)
    made = Appointment(prisoner.prison_number, on, TimeSpan(start, end), kind, place)
    if made in snapshot.appointments.get(prisoner.prison_number, ()):
        raise RequestError(f"{prisoner.name} has this appointment already.", code="already_there")
    with desk.work("appointment", f"{prisoner.name}: {_told(made)}") as work:
        work.put(made)
        hit = [s for s in snapshot.planned if s.prison_number == made.prison_number and made.span.overlaps(s.span)]
        return desk.settle(work, _warnings(hit) if kind.casefold() not in snapshot.not_blocking else ())


def take_off_appointment(desk: Desk, appointment: Appointment) -> ChangeSet:
    """The prisoner is not elsewhere after all: his time is free; `RequestError` `not_on_the_roll`, `outdated`."""
    snapshot = desk.store.snapshot(desk.today, Period(appointment.on, appointment.on))
    prisoner = present_prisoner(snapshot, appointment.prison_number)
    if appointment not in snapshot.appointments.get(prisoner.prison_number, ()):
        raise RequestError("This appointment is no longer there: somebody has taken it off.", code="outdated")
    with desk.work("appointment", f"{prisoner.name}: no longer {_told(appointment)}") as work:
        work.remove(appointment)
        return desk.settle(work)


def _told(appointment: Appointment) -> str:
    return f"{appointment.kind}, {short_date(appointment.on)} {appointment.span}"


def _warnings(hit: Iterable[PlannedSession]) -> tuple[str, ...]:
    lying = list(hit)
    if not lying:
        return ()
    verb, it = ("lies", "it") if len(lying) == 1 else ("lie", "them")
    return (f"{counted(len(lying), 'planned session')} {verb} there. Plan again, or move {it}.",)


def back_from_court(desk: Desk, prison_number: str, on: date, at: time | None = None) -> ChangeSet:
    """He is back from court: its hours after `at` are free again, all of that day's if no time is given.

    Raises `RequestError`: `not_on_the_roll`, `not_at_court` if no court of that day lasts beyond `at`.
    """
    snapshot = desk.store.snapshot(desk.today, Period(on, on))
    prisoner = present_prisoner(snapshot, prison_number)
    courts = [
        each
        for each in snapshot.appointments.get(prisoner.prison_number, ())
        if is_court(each) and (at is None or each.span.end > at)
    ]
    if not courts:
        message = (
            f"{prisoner.prison_number} is not listed at court on {on:%d/%m/%Y}{f' after {at:%H:%M}' if at else ''}."
        )
        raise RequestError(f"{message} Check the day, or import the unlock list.", code="not_at_court")
    since = f" at {at:%H:%M}" if at else ""
    with desk.work("back", f"{prisoner.name} is back from court on {on:%d/%m/%Y}{since}") as work:
        for court in courts:
            work.remove(court)
            if at is not None and court.span.start < at:
                work.put(replace(court, span=TimeSpan(court.span.start, at)))
        return desk.settle(work)


def back_from_court_now(desk: Desk, prison_number: str, on: date) -> ChangeSet:
    """As `back_from_court`, from this moment on if `on` is today; on another day all of it."""
    now = desk.now().astimezone().time().replace(second=0, microsecond=0)
    return back_from_court(desk, prison_number, on, now if on == desk.today else None)


def is_court(appointment: Appointment) -> bool:
    """True if the unlock list says court, as what it is or as where it is."""
    return COURT in appointment.kind.casefold() or COURT in appointment.place.casefold()
