"""Writes the demo prison's CSV reports with the headings of the prison service's own (DOMAIN 8)."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from random import Random

from .alerts import has_open_acct
from .case_notes import CaseNote
from .draws import one_in
from .headings import ADMISSIONS, ALERTS, ALERTS_WITH_DATES, ALPHA_LIST, CASE_NOTES, UNLOCK_LIST
from .people import REMAND, UNSENTENCED, Prisoner
from .stories import Life

# Each with start, end, movement type and place.
APPOINTMENTS = (
    ("09:30", "10:00", "Appointments", "HEALTHCARE"),
    ("11:00", "11:30", "Appointments", "DENTIST"),
    ("09:00", "11:30", "Activities", "WORKSHOP 1"),
    ("13:45", "16:15", "Activities", "WORKSHOP 3"),
    ("13:45", "16:15", "Activities", "EDUCATION 2"),
    ("14:00", "15:00", "Visits", "SOCIAL VISITS"),
)
COURT = ("08:30", "17:00", "Court", "CROWN COURT")


def write_alpha_list(path: Path, lives: Sequence[Life]) -> None:
    """ORS Alpha List, tab "By Surname"."""
    people = sorted((life.prisoner for life in lives), key=lambda p: (p.last_name, p.first_name, p.prison_number))
    _write(path, ALPHA_LIST, (_alpha_row(prisoner) for prisoner in people))


def write_admissions(path: Path, lives: Sequence[Life]) -> None:
    """ORS Admissions by location: every reception of those on the roll, returns from court among them."""
    rows = (
        (
            admission.at.strftime("%d/%m/%Y %H:%M"),
            life.prisoner.last_name,
            life.prisoner.first_name,
            life.prisoner.prison_number,
            admission.booking_number,
            life.prisoner.cell,
            _day(life.prisoner.born),
            "",
            life.prisoner.sentence.grouping,
            life.prisoner.category,
            admission.came_from,
            admission.reason,
            "",
            "",
        )
        for life in lives
        for admission in life.prisoner.admissions
    )
    _write(path, ADMISSIONS, rows)


def write_alerts(path: Path, lives: Sequence[Life]) -> None:
    """ORS Alerts Report, tab "Alerts Report": with effective and expiry dates."""
    rows = (
        (
            alert.description,
            life.prisoner.prison_number,
            life.prisoner.last_name,
            life.prisoner.first_name,
            _day(life.prisoner.born),
            "",
            life.prisoner.sentence.grouping,
            life.prisoner.category,
            life.prisoner.cell,
            alert.category,
            "",
            _day(alert.effective),
            _day(alert.expiry),
            _day(life.prisoner.release),
            "",
        )
        for life in lives
        for alert in life.alerts
    )
    _write(path, ALERTS, rows)


def write_alerts_with_dates(path: Path, lives: Sequence[Life], today: date) -> None:
    """ORS Alerts Report, tab "Alerts with Admn and Rel Dates": with the status on the day of the report."""
    rows = (
        (
            alert.description,
            life.prisoner.prison_number,
            life.prisoner.last_name,
            life.prisoner.first_name,
            life.prisoner.cell,
            alert.category,
            "ACTIVE" if alert.active_on(today) else "INACTIVE",
            _day(life.prisoner.received),
            _day(life.prisoner.release),
        )
        for life in lives
        for alert in life.alerts
    )
    _write(path, ALERTS_WITH_DATES, rows)


def write_case_notes(path: Path, rng: Random, lives: Sequence[Life]) -> int:
    """ORS Key Worker Case Notes Update Report, by wing; how many rows. Some rows stand there twice, word for word."""
    notes = [(life.prisoner, case_note) for life in lives for case_note in life.notes]
    notes += rng.sample(notes, min(len(notes), 2 + len(notes) // 400))
    notes.sort(key=_by_wing)
    _write(path, CASE_NOTES, (_case_note_row(prisoner, case_note) for prisoner, case_note in notes))
    return len(notes)


def write_unlock_list(path: Path, rng: Random, lives: Sequence[Life], today: date) -> None:
    """ORS Unlock List: one appointment for a third of those who are in, court for the unsentenced."""
    rows = []
    for life in lives:
        prisoner = life.prisoner
        if not prisoner.unit or not one_in(rng, 3):
            continue
        at_court = prisoner.sentence in (REMAND, UNSENTENCED) and one_in(rng, 3)
        start, end, movement, place = COURT if at_court else rng.choice(APPOINTMENTS)
        acct = "Y" if has_open_acct(life.alerts, today) else ""
        person = (prisoner.last_name, prisoner.first_name, prisoner.prison_number, prisoner.category)
        rows.append((str(prisoner.houseblock), prisoner.cell, *person, acct, "", start, end, movement, place))
    _write(path, UNLOCK_LIST, rows)


def _alpha_row(prisoner: Prisoner) -> tuple[str, ...]:
    return (
        prisoner.booking_number,
        prisoner.prison_number,
        prisoner.last_name,
        prisoner.first_name,
        _day(prisoner.born),
        prisoner.cell,
        prisoner.category,
        "",
        "",
        "IN" if prisoner.in_establishment else "OUT",
        "",
        "British",
        prisoner.sentence.main_legal_status,
        prisoner.sentence_length,
        _day(prisoner.release),
    )


def _case_note_row(prisoner: Prisoner, case_note: CaseNote) -> tuple[str, ...]:
    return (
        str(case_note.author.houseblock),
        case_note.author.last_name,
        case_note.author.first_name,
        case_note.author.staff_id,
        prisoner.prison_number,
        prisoner.last_name,
        prisoner.first_name,
        _day(case_note.day),
        case_note.at.strftime("%H:%M"),
        case_note.kind,
        case_note.text,
    )


def _by_wing(row: tuple[Prisoner, CaseNote]) -> tuple[object, ...]:
    prisoner, case_note = row
    author = case_note.author
    return (
        author.houseblock,
        author.last_name,
        author.staff_id,
        case_note.day,
        case_note.at,
        prisoner.prison_number,
        case_note.text,
    )


def _day(day: date | None) -> str:
    """`20/11/2026`, or nothing."""
    return f"{day:%d/%m/%Y}" if day else ""


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Comma separated, UTF-8 with a byte order mark, as the reports come."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)
