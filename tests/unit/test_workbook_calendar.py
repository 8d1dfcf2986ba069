"""The calendar file of the rota: an event for each session, and nobody's name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from icalendar import Calendar

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.exporting import RotaFacts, export_rota
from tests.factories import a_key_worker, a_prisoner, a_snapshot, allocated
from tests.whole_prison import FIRST_MONDAY


def facts(*planned: PlannedSession) -> RotaFacts:
    snapshot = a_snapshot(
        [a_prisoner("A1234BC", last_name="SMITH", location="2-1-035")],
        [a_key_worker("OFF01A", last_name="KHAN")],
        [allocated("A1234BC", "OFF01A")],
        planned=planned,
        period=Period(FIRST_MONDAY, date(2026, 12, 20)),
    )
    moment = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    return RotaFacts(snapshot, due_list(snapshot), 4, None, moment, "Keywork Desktop 0.1.0")


def test_each_session_is_an_event_on_the_clock_of_the_prison(tmp_path: Path) -> None:
    path = tmp_path / "rota.ics"
    exported = export_rota(facts(PlannedSession("A1234BC", "OFF01A", FIRST_MONDAY, time(14), 45, id="s1")), path)
    assert (exported.sheets, exported.sessions) == ((), 1)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "Key work: A1234BC 2-1-035"
    assert event["dtstart"].dt.replace(tzinfo=None) == datetime(2026, 11, 23, 14)
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event["dtend"].dt - event["dtstart"].dt == datetime(2026, 1, 1, 0, 45) - datetime(2026, 1, 1)


def test_no_name_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rota.ics"
    export_rota(facts(PlannedSession("A1234BC", "OFF01A", FIRST_MONDAY, time(14), 45)), path)
    text = path.read_text("utf-8")
    assert "SMITH" not in text
    assert "KHAN" not in text
    assert "OFFICIAL-SENSITIVE" in text


def test_importing_again_updates_the_same_event(tmp_path: Path) -> None:
    def identifier(start: time) -> str:
        export_rota(facts(PlannedSession("A1234BC", "OFF01A", FIRST_MONDAY, start, 45, id="s1")), tmp_path / "r.ics")
        return str(Calendar.from_ical((tmp_path / "r.ics").read_bytes()).walk("VEVENT")[0]["uid"])

    assert identifier(time(14)) == identifier(time(15))


def test_a_rota_without_sessions_is_an_empty_calendar(tmp_path: Path) -> None:
    assert export_rota(facts(), tmp_path / "rota.ics").sessions == 0
