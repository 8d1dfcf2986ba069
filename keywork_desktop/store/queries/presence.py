"""Who is present on a day, since when, and where (DOMAIN 3.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.facts import AdmissionFact, StayFact
from keywork_desktop.domain.reception import Reception, reception_on
from keywork_desktop.store import stored

# Whoever left before the day needs no further look, so years of former prisoners cost nothing.
PERHAPS_PRESENT = "(SELECT DISTINCT prison_number FROM stay WHERE to_date IS NULL OR to_date > :on)"


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who is here on the day: since when, and the first roll of this stay."""

    reception: Reception
    on_roll_from: date


def present_on(connection: Connection, on: date) -> dict[str, Presence]:
    """Those present on the day, by prison number: from reception to the day they are gone.

    Presence begins with the reception also where the first roll that was imported is later.
    """
    stays: dict[str, list[StayFact]] = defaultdict(list)
    for row in _of_those_perhaps_present(connection, "stay", on):
        stays[row.prison_number].append(
            StayFact(row.prison_number, stored.day(row.from_date), stored.day_or_none(row.to_date), row.ended_because)
        )
    admissions: dict[str, list[AdmissionFact]] = defaultdict(list)
    for row in _of_those_perhaps_present(connection, "admission", on):
        admissions[row.prison_number].append(
            AdmissionFact(row.prison_number, stored.day(row.on_date), row.booking_number, row.source)
        )
    found: dict[str, Presence] = {}
    for number, of_him in stays.items():
        presence = _presence(on, admissions.get(number, []), of_him)
        if presence is not None:
            found[number] = presence
    return found


def _of_those_perhaps_present(connection: Connection, table: str, on: date) -> Sequence[Any]:
    return connection.exec_driver_sql(
        f"SELECT * FROM {table} WHERE prison_number IN {PERHAPS_PRESENT}",  # noqa: S608 - our own names
        {"on": on.isoformat()},
    ).all()


def _presence(on: date, admissions: Sequence[AdmissionFact], stays: Sequence[StayFact]) -> Presence | None:
    for stay in sorted(stays, key=lambda each: each.from_date):
        if stay.to_date is not None and stay.to_date <= on:
            continue
        if stay.from_date <= on:
            reception = reception_on(on, admissions, stays)
            return Presence(reception or Reception(stay.from_date), stay.from_date)
        arrived = reception_on(stay.from_date, admissions, stays)
        if arrived is not None and arrived.on <= on:
            return Presence(reception_on(on, admissions, stays) or arrived, stay.from_date)
    return None
