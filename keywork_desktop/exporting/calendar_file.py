"""The rota as a calendar file (.ics): one event for each session, and no names in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from keywork_desktop.domain.detail import minutes_of
from keywork_desktop.exporting.facts import MARKING, Exported, Line, RotaFacts
from keywork_desktop.exporting.saving import write_whole
from keywork_desktop.exporting.text import one_line

_EVENTS = UUID("6f0c3a0e-6d8e-5d0c-9a5e-2b7f4f1c9d10")
"""The name space in which the events of a rota get their lasting identifiers."""

ZONE = "Europe/London"


def export_rota_calendar(facts: RotaFacts, output: Path) -> Exported:
    """Write one event for each session to `output`.

    Titles are neutral, `Key work: A1234BC 2-1-035`: calendars are shared more freely than rotas. Raises
    `EnvironmentProblem` as `write_whole` does.
    """
    write_whole(output, rota_calendar(facts))
    return Exported(output, (), len(facts.sessions))


def rota_calendar(facts: RotaFacts) -> bytes:
    """The content of the calendar file; the same session keeps its identifier, so that importing again updates it."""
    from zoneinfo import ZoneInfo

    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Keywork Desktop//Key work rota//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Key work {facts.dates} ({facts.marking.strip() or MARKING})")
    calendar.add("x-wr-caldesc", facts.standing)
    stamp = facts.made_at.astimezone(UTC)
    zone = ZoneInfo(ZONE)
    for line in facts.sessions:
        assert line.session is not None
        begins = datetime.combine(line.session.on, line.session.start, tzinfo=zone)
        event = Event()
        event.add("uid", f"{uuid5(_EVENTS, _identity(line))}@keywork-desktop")
        event.add("dtstamp", stamp)
        event.add("dtstart", begins)
        # On the clock of the prison: a session never crosses the night in which the clock changes.
        event.add("dtend", begins + timedelta(minutes=minutes_of(line.session.end) - minutes_of(line.session.start)))
        event.add("summary", one_line(f"Key work: {line.prison_number} {line.cell}"))
        event.add("description", _description(line))
        event.add("class", "CONFIDENTIAL")
        calendar.add_component(event)
    if facts.sessions:
        calendar.add_missing_timezones()
    return calendar.to_ical()


def _identity(line: Line) -> str:
    """The store's identifier of the session; without one, what it is."""
    assert line.session is not None
    return line.session.id or f"{line.prison_number} {line.session.on} {line.session.start} {line.session.staff_id}"


def _description(line: Line) -> str:
    parts = [f"Key worker {one_line(line.staff_id)}"]
    if line.session and line.session.second_staff_id:
        parts.append(f"second officer {one_line(line.session.second_staff_id)}")
    if line.cover:
        parts.append("cover")
    if line.overdue_priority:
        parts.append(line.status)
    return ", ".join(parts)
