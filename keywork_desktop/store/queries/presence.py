"""Who is present on a day, since when, and where (DOMAIN 3.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.baselines import OUT_AND_BACK
from keywork_desktop.domain.facts import AdmissionFact, StayFact
from keywork_desktop.domain.reception import Reception, absences, reception_on
from keywork_desktop.store import stored

# Whoever left before the day needs no further look, so years of former prisoners cost nothing.
PERHAPS_PRESENT = "(SELECT DISTINCT prison_number FROM stay WHERE to_date IS NULL OR to_date > :on)"


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who is here on the day: since when, the first roll of this stay, and the stay before it.

    `before` is the reception of a stay that ended at most 28 days before this one began, and the first day on which he
    was gone (DOMAIN 3.1, out and back).
    """

    reception: Reception
    on_roll_from: date
    before: tuple[date, date] | None = None


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
            reception = reception_on(on, admissions, stays) or Reception(stay.from_date)
        else:
            arrived = reception_on(stay.from_date, admissions, stays)
            if arrived is None or arrived.on > on:
                continue
            reception = reception_on(on, admissions, stays) or arrived
        return Presence(reception, stay.from_date, _before(reception.on, admissions, stays))
    return None


def _before(
    reception: date, admissions: Sequence[AdmissionFact], stays: Sequence[StayFact]
) -> tuple[date, date] | None:
    """The stay before, if he was gone for at most 28 days; if no roll missed him, he was gone on the day he came."""
    if not any(stay.from_date < reception for stay in stays):
        return None
    gone = max((day for day in absences(stays) if day <= reception), default=None)
    if any(s.from_date < reception and (s.to_date is None or s.to_date > reception) for s in stays):
        gone = reception
    if gone is None or reception > gone + OUT_AND_BACK:
        return None
    earlier = reception_on(gone - timedelta(days=1), admissions, stays)
    return (earlier.on, gone) if earlier is not None and earlier.on < gone else None
